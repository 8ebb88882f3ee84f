"""Everything that a screen says, wherever it says it: in widgets, their models and menus, and as it is painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

Said = tuple[str, str]
"""A place, and what is said there."""

_ROWS = 60
_ROLES = {
    "text": Qt.ItemDataRole.DisplayRole,
    "tip": Qt.ItemDataRole.ToolTipRole,
    "status tip": Qt.ItemDataRole.StatusTipRole,
    "spoken": Qt.ItemDataRole.AccessibleTextRole,
    "described": Qt.ItemDataRole.AccessibleDescriptionRole,
}
_GETTERS: tuple[tuple[type[QWidget], str, str], ...] = (
    (QWidget, "windowTitle", "title"),
    (QWidget, "toolTip", "tip"),
    (QWidget, "statusTip", "status tip"),
    (QWidget, "whatsThis", "what's this"),
    (QWidget, "accessibleName", "spoken"),
    (QWidget, "accessibleDescription", "described"),
    (QAbstractButton, "text", "text"),
    (QLabel, "text", "text"),
    (QLineEdit, "text", "text"),
    (QLineEdit, "placeholderText", "placeholder"),
    (QPlainTextEdit, "toPlainText", "text"),
    (QPlainTextEdit, "placeholderText", "placeholder"),
    (QTextEdit, "toPlainText", "text"),
    (QTextEdit, "placeholderText", "placeholder"),
    (QGroupBox, "title", "title"),
    (QAbstractSpinBox, "text", "text"),
    (QAbstractSpinBox, "specialValueText", "text"),
    (QMenu, "title", "title"),
)


def on_screen(*windows: QWidget) -> Iterator[Said]:
    """What all windows, dialogs and pop-ups say that are there now, or those that are named."""
    for window in windows or QApplication.topLevelWidgets():
        if window.isVisible() and not isinstance(window, QFileDialog | QPrintDialog):  # their words are Qt's own
            yield from everything(window)


def everything(root: QWidget) -> Iterator[Said]:
    """What a widget and all in it say, the hidden parts too: they are shown another time."""
    for widget in (root, *root.findChildren(QWidget)):
        place = _path(widget)
        for kind, getter, name in _GETTERS:
            if isinstance(widget, kind):
                yield f"{place} {name}", getattr(widget, getter)()
        for action in widget.actions():
            yield from _of_action(place, action)
        yield from _of_entries(place, widget)


def _of_entries(place: str, widget: QWidget) -> Iterator[Said]:
    """What is said in the tabs, the choices or the cells of a widget."""
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield f"{place} tab", widget.tabText(tab)
            yield f"{place} tab tip", widget.tabToolTip(tab)
    if isinstance(widget, QComboBox):
        yield from _of_model(f"{place} entries", widget.model())
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model() is not None:
        yield from _of_model(place, widget.model())


def menus(menu: QWidget, place: str = "menu") -> Iterator[Said]:
    """What a menu says, and every menu that opens from it; each is filled first, as if it were shown."""
    if isinstance(menu, QMenu):
        menu.aboutToShow.emit()
    for action in menu.actions():
        yield from _of_action(place, action)
        below = action.menu()
        if isinstance(below, QMenu):
            yield from menus(below, f"{place} ▸ {action.text()}")


@contextmanager
def painted() -> Iterator[list[Said]]:
    """What is painted letter by letter meanwhile, and in no widget's text."""
    found: list[Said] = []
    draw = QPainter.drawText

    def heard(self: QPainter, *arguments: Any) -> Any:
        found.extend(("painted", each) for each in arguments if isinstance(each, str))
        return draw(self, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPainter, "drawText", heard)
        yield found


def _of_action(place: str, action: QAction) -> Iterator[Said]:
    for name in ("text", "iconText", "toolTip", "statusTip", "whatsThis"):
        yield f"{place} action {action.objectName()} {name}", getattr(action, name)()


def _of_model(place: str, model: QAbstractItemModel) -> Iterator[Said]:
    above = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for section in range(columns):
        for name, role in _ROLES.items():
            yield f"{place} head {name}", _text(model.headerData(section, Qt.Orientation.Horizontal, role))
    for row in range(min(model.rowCount(above), _ROWS)):
        for column in range(columns):
            index = model.index(row, column, above)
            for name, role in _ROLES.items():
                yield f"{place} cell {row},{column} {name}", _text(index.data(role))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _path(widget: QWidget) -> str:
    """Where a widget stands: its class and the names of what it stands in."""
    names: list[str] = []
    here: QWidget | None = widget
    while here is not None and len(names) < 3:
        names.append(here.objectName() or type(here).__name__)
        here = here.parentWidget()
    return " in ".join(names)
