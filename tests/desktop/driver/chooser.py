"""The chooser of columns as somebody uses it, and what then stands in the table in front of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.records.base import View
from desktop.page.table_page import TablePage
from tests.desktop.driver.frame import Frame
from tests.desktop.driver.leaving import page_of

Key = Qt.Key


def visited(frame: Frame, name: str) -> TablePage:
    """A table with all its records."""
    frame.window.parts.actions[f"view.go_{name}"].trigger()
    page = page_of(frame)
    page.list.show_view(View(name="all"))
    return page


def menus(page: TablePage) -> tuple[QMenu, QMenu | None]:
    """The menu under the button of the table, opened with the mouse, and the one with more columns in it."""
    QTest.mouseClick(page.list.bar.look, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu, menu.findChild(QMenu, "menu.layout.more")


def check(page: TablePage, *labels: str) -> None:
    """Check columns with the Space bar, one after the other in a menu that is opened once."""
    menu, more = menus(page)
    assert more is not None
    menu.setActiveAction(more.menuAction())
    QTest.keyClick(menu, Key.Key_Right)
    for label in labels:
        assert QApplication.activePopupWidget() is more, "It stays open."
        more.setActiveAction(next(action for action in more.actions() if action.text() == label))
        QTest.keyClick(more, Key.Key_Space)
    QTest.keyClick(more, Key.Key_Escape)
    menu.close()


def seen(page: TablePage) -> list[str]:
    """The names of the columns in front of somebody, in their order."""
    header = page.list.table.horizontalHeader()
    numbers = [header.logicalIndex(place) for place in range(header.count())]
    names = [page.list.model.headerData(number, Qt.Orientation.Horizontal) for number in numbers]
    return [name for name, number in zip(names, numbers, strict=True) if not header.isSectionHidden(number)]


def cell(page: TablePage, record: int, label: str) -> str:
    """What a record's cell says in a column that is shown, both its lines."""
    assert label in seen(page)
    model = page.list.model
    assert page.list.table.show_record(record)
    number = next(n for n, column in enumerate(model.columns) if column.label == label)
    return str(model.index(page.list.table.currentIndex().row(), number).data(Qt.ItemDataRole.AccessibleTextRole))
