"""The calendar under a date field: what is chosen in it is written as if typed, at whatever exactness was wanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.rules.edtf import Precision
from db.rules.periods import Period
from desktop.form.dates.date_popup import DatePopup
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.line_popover import PeriodPopover
from desktop.kit.theme import Theme
from tests.desktop.driver.frame import TODAY, application

Key = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[Theme]:
    theme = Theme(application(), "light")
    yield theme
    theme.deleteLater()
    application().sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def edit(qtbot: QtBot) -> PeriodEdit:
    made = PeriodEdit(TODAY, "Due")
    show(qtbot, made)
    return made


def show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()


def calendar(edit: PeriodEdit, key: Qt.Key = Key.Key_F4, modifiers: Qt.KeyboardModifier | None = None) -> DatePopup:
    """The calendar, opened from the keyboard."""
    edit.editor.setFocus()
    QTest.keyClick(edit.editor, key, modifiers or Qt.KeyboardModifier.NoModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DatePopup)
    return popup


def presses(popup: DatePopup, *keys: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(popup.grid, key, modifiers or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()


def reads(popup: DatePopup) -> list[str]:
    return [label.text() for label in popup.findChildren(QLabel) if label.isVisible()]


def cell(popup: DatePopup, text: str) -> QPoint:
    """The middle of the last cell with these words."""
    model = popup.grid.model()
    found = [
        index
        for at in range(model.rowCount())
        for column in range(model.columnCount())
        if (index := model.index(at, column)).data() == text
    ]
    return popup.grid.visualRect(found[-1]).center()


def test_f4_alt_down_and_the_button_open_it_and_esc_leaves_all_as_it_was(edit: PeriodEdit) -> None:
    QTest.keyClicks(edit.editor, "next friday")
    for key, modifier in ((Key.Key_F4, None), (Key.Key_Down, ALT)):
        popup = calendar(edit, key, modifier)
        assert "December 2026" in reads(popup) and "Fri 4 Dec 2026 · in 11 days" in reads(popup)
        presses(popup, Key.Key_Right, Key.Key_Escape)
        assert QApplication.activePopupWidget() is None and edit.text() == "next friday"
    (button,) = edit.editor.findChildren(QAbstractButton)
    QTest.mouseClick(button, LEFT)
    assert isinstance(QApplication.activePopupWidget(), DatePopup)
    assert (button.accessibleName(), button.toolTip()) == ("Choose in the calendar", "Choose in the calendar (F4)")
    assert min(button.width(), button.height()) >= 24


def test_a_day_is_walked_to_and_taken(edit: PeriodEdit, qtbot: QtBot) -> None:
    popup = calendar(edit)
    assert "Mon 23 Nov 2026 · today" in reads(popup)
    presses(popup, Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_Up, Key.Key_Left)
    assert "Thu 24 Dec 2026 · in 31 days" in reads(popup)
    with qtbot.waitSignal(edit.changed):
        presses(popup, Key.Key_Return)
    assert (edit.text(), edit.period) == ("24 Dec 2026", Period.from_edtf("2026-12-24", "24 Dec 2026", TODAY))
    assert edit.editor.hasFocus() and edit.valid
    edit.editor.undo()
    assert edit.text() == "", "What was chosen is undone in the line as what was typed is."


def test_any_time_in_a_month_a_quarter_a_year(edit: PeriodEdit) -> None:
    for keys, text, exactness in (
        ((Key.Key_M, Key.Key_Right), "Dec 2026", Precision.MONTH),
        ((Key.Key_Q, Key.Key_PageDown), "Q4 2027", Precision.QUARTER),
        ((Key.Key_Y, Key.Key_Right), "2028", Precision.YEAR),
    ):
        popup = calendar(edit)
        presses(popup, *keys, Key.Key_Return)
        assert edit.text() == text and edit.period is not None and edit.period.precision is exactness
    popup = calendar(edit)
    assert "2020 – 2029" in reads(popup), "It opens as exact as what stands in the field."
    presses(popup, Key.Key_M, Key.Key_T)
    QTest.mouseClick(popup.findChildren(QAbstractButton, "date.whole")[0], LEFT)
    assert edit.text() == "2026"


def test_t_goes_back_to_today(edit: PeriodEdit) -> None:
    popup = calendar(edit)
    presses(popup, Key.Key_PageDown, Key.Key_PageDown, Key.Key_T, Key.Key_Return)
    assert edit.text() == "23 Nov 2026"


def test_several_days_with_shift_and_the_arrows(edit: PeriodEdit) -> None:
    popup = calendar(edit)
    presses(popup, Key.Key_Down)
    presses(popup, Key.Key_Right, Key.Key_Down, modifiers=SHIFT)
    assert "Mon 30 Nov – Tue 8 Dec 2026 · in 15 days" in reads(popup)
    presses(popup, Key.Key_Return)
    assert edit.period is not None and edit.period.edtf == "2026-11-30/2026-12-08"
    assert (edit.text(), edit.period.precision) == ("30 Nov – 8 Dec 2026", Precision.DAYS)
    presses(calendar(edit), Key.Key_Return)
    assert edit.text() == "30 Nov – 8 Dec 2026", "It opens with the days that stand in the field."


def test_a_click_takes_a_day_and_shift_takes_all_up_to_it(edit: PeriodEdit) -> None:
    popup = calendar(edit)
    QTest.mouseClick(popup.grid.viewport(), LEFT, pos=cell(popup, "27"))
    assert edit.text() == "27 Nov 2026" and QApplication.activePopupWidget() is None
    popup = calendar(edit)
    QTest.mouseClick(popup.grid.viewport(), LEFT, SHIFT, cell(popup, "29"))
    assert edit.text() == "27–29 Nov 2026"
    popup = calendar(edit)
    viewport = popup.grid.viewport()
    QTest.mousePress(viewport, LEFT, pos=cell(popup, "10"))
    QTest.mouseMove(viewport, cell(popup, "12"))
    QTest.mouseRelease(viewport, LEFT, pos=cell(popup, "12"))
    assert edit.text() == "10–12 Nov 2026"


def test_a_field_of_one_day_offers_only_days(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "When", one_day=True)
    show(qtbot, edit)
    popup = calendar(edit)
    presses(popup, Key.Key_M)
    assert not popup.tabs.isVisible() and "November 2026" in reads(popup)
    assert not popup.findChildren(QAbstractButton, "date.whole")[0].isVisible()


def test_it_speaks_the_language_and_begins_the_week_as_the_country_does(edit: PeriodEdit) -> None:
    edit.setLocale(QLocale("ur_PK"))
    edit.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    popup = calendar(edit)
    model = popup.grid.model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == QLocale("ur_PK").standaloneDayName(
        7, QLocale.FormatType.ShortFormat
    )
    assert popup.grid.isRightToLeft() and any("نومبر" in words for words in reads(popup))
    presses(popup, Key.Key_Left, Key.Key_Return)
    assert edit.text() == "24 Nov 2026", "Days run from right to left, and the arrows with them."


def test_each_cell_is_read_aloud_in_full(edit: PeriodEdit) -> None:
    popup = calendar(edit)

    def spoken() -> str:
        return str(popup.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken() == "Monday, 23 November 2026"
    words = []
    for key in (Key.Key_M, Key.Key_Q, Key.Key_Y):
        presses(popup, key)
        words.append(spoken())
    assert words == ["November 2026", "Q4, Oct – Dec 2026", "2026"]
    assert popup.grid.accessibleName() and popup.grid.accessibleDescription() == "2026 · in 38 days"


def test_it_opens_over_a_popover_too(qtbot: QtBot) -> None:
    window = QWidget()
    show(qtbot, window)
    asked = PeriodPopover("Due date", "Set date", TODAY, window)
    asked.open_at(QPoint(10, 10))
    presses(calendar(asked.period), Key.Key_Down, Key.Key_Return)
    assert asked.isVisible() and asked.period.text() == "30 Nov 2026"
    with qtbot.waitSignal(asked.answered) as answer:
        QTest.keyClick(asked.period.editor, Key.Key_Return)
    assert answer.args == [Period.from_edtf("2026-11-30", "30 Nov 2026", TODAY)]


def test_the_second_reading_is_down_and_enter_away(edit: PeriodEdit) -> None:
    QTest.keyClicks(edit.editor, "friday")
    assert edit.period is not None and str(edit.period.latest) == "2026-11-27"
    QTest.keyClick(edit.editor, Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Key.Key_Return)
    assert str(edit.period.latest) == "2026-12-04" and edit.text() == "friday"
