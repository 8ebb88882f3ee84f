"""What lies over the window has an outline, and so have the boxes of the section list that are not ticked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import Link
from db.records.briefings import USUAL_SECTIONS, BriefingDraft, Section
from db.vocabulary import Kind
from desktop.form.dates.date_popup import DatePopup
from desktop.kit.snackbar import Snackbar
from desktop.kit.theme import current
from desktop.kit.tokens import Choice
from desktop.sheet.form import SheetForm
from desktop.sheet.sections import SectionList
from desktop.shell.help import About, Keys
from desktop.shell.register import CannotOpen
from desktop.today.snooze import SnoozeUntil
from tests.desktop.driver.forms import RETURN_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY

LOOKS: tuple[Choice, ...] = ("light", "dark", "high_contrast")


@pytest.fixture(params=LOOKS)
def officer(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with at_the_desk(tmp_path, look=request.param) as somebody:
        yield somebody


def edges(widget: QWidget) -> set[str]:
    """The colours in the middle of the four edges of a widget."""
    return edges_of(widget.grab().toImage())


def edges_of(image: QImage) -> set[str]:
    right, bottom = image.width() - 1, image.height() - 1
    middles = ((0, bottom // 2), (right, bottom // 2), (right // 2, 0), (right // 2, bottom))
    return {image.pixelColor(x, y).name() for x, y in middles}


def line(officer: Officer) -> set[str]:
    return {officer.theme.tokens.line2.lower()}


@pytest.mark.sampled(1)
def test_every_dialog_has_an_outline(officer: Officer) -> None:
    officer.asks_to_log(officer.the(Kind.VISIT, RETURN_VISIT))
    assert edges(officer.form) == line(officer)
    officer.presses(Key.Key_Escape)
    officer.asks_for(Kind.VISIT)
    assert edges(officer.form) == line(officer)
    officer.presses(Key.Key_Escape)
    window = officer.window
    small = (
        SnoozeUntil(TODAY, "08:00", window),
        Keys(window),
        About(window),
        CannotOpen("It cannot be opened", "Damaged.", "Safe.", ("quit", "read", "another", "restore"), window),
    )
    for dialog in small:
        dialog.open()
        application().processEvents()
        assert edges(dialog) == line(officer), dialog.objectName()
        QDialog.reject(dialog)


@pytest.mark.sampled(1)
def test_what_pops_up_has_an_outline(officer: Officer) -> None:
    officer.asks_to_log()
    officer.types("log.record.find", RETURN_VISIT)
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QListView) and edges(offered) == line(officer)
    assert not offered.verticalScrollBar().isVisible(), "What is on offer has room."
    QTest.keyClick(offered, Key.Key_Return)
    application().processEvents()
    officer.types("log.next", "next Friday")
    officer.presses(Key.Key_Down)
    readings = QApplication.activePopupWidget()
    assert isinstance(readings, QMenu) and edges(readings) == line(officer)
    readings.close()
    officer.form.activateWindow()
    officer.goes_to("log.next")
    officer.presses(Key.Key_F4)
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, DatePopup) and edges(calendar) == line(officer)
    calendar.close()
    bar = Snackbar(officer.window)
    bar.show_message("Logged.")
    assert edges(bar) == line(officer)


def test_a_box_without_a_tick_has_an_outline(officer: Officer) -> None:
    sections = SectionList(USUAL_SECTIONS, officer.window)
    sections.show()
    (off,) = [row for row in range(sections.count()) if sections.item(row).text() == Section.MATRIX.label]
    tokens = officer.theme.tokens
    box = box_of(sections, off)
    assert edges_of(box) == {tokens.ctrl.lower()}
    assert box.pixelColor(box.rect().center()).name() == tokens.surface.lower()
    assert edges_of(box_of(sections, 0)) == {tokens.accent.lower()}, "A box with a tick is filled."


def box_of(sections: SectionList, row: int) -> QImage:
    """The check box of a row, as it is drawn."""
    room = sections.visualItemRect(sections.item(row))
    room.translate(sections.viewport().mapTo(sections, QPoint()))
    side = current().px(16)
    at = QPoint(room.x() + current().px(28), room.y() + (room.height() - side) // 2)
    return sections.grab(QRect(at, QSize(side, side))).toImage()


def test_the_sections_of_a_sheet_are_chosen_and_moved_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as officer:
        form = SheetForm(TODAY, officer.window)
        form.offer_subjects((Link(id=officer.the(Kind.PARTY, "Pakistan"), kind=Kind.PARTY, title="Pakistan"),))
        form.show()

        def draft() -> BriefingDraft:
            made = form.draft("A. Serik")
            assert made is not None
            return made

        first, second, *rest = USUAL_SECTIONS
        assert draft().sections == USUAL_SECTIONS
        sections = officer.goes_to("brief.sections")
        assert sections.accessibleDescription() == ("Space switches a section on or off, Alt+Up and Alt+Down move it.")
        with qtbot.waitSignal(form.changed):
            officer.presses(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert draft().sections == (second, first, *rest)
        with qtbot.waitSignal(form.changed):
            officer.presses(Key.Key_Space)
        assert draft().sections == (second, *rest)
        form.sections.show_counts({second: 3})
        spoken = [form.sections.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
        assert spoken == [f"{second.label}, 3", f"{first.label}, off", f"{rest[0].label}, empty"]
