"""I hand an office over in advance with mouse and keyboard: each place names its holder until then and the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QWidget

from db.commands.people import AddPerson
from db.queries import briefing
from db.records.briefings import BriefingDraft
from db.records.people import PersonDraft
from db.vocabulary import BriefingKind, Kind
from desktop.kit.row_list import RowList
from tests.flows.conftest import User
from tests.flows.screen import NEEDED, PATIENCE, Computer, Screen, eventually, screen, skip_without
from tests.registers import TODAY, make_starter, number_of, opened

pytestmark = pytest.mark.xvfb

WINDOW = "desk – Aide-Mémoire"
OFFICE, OLD, NEW = "Prime Minister of Pakistan", "Shehbaz Sharif", "B. Successor"
UNTIL, NEXT = "(until 14 Jan 2027)", "(designate, from 15 Jan 2027)"


@pytest.fixture(scope="module")
def monitor() -> Iterator[Screen]:
    """One screen for the tests of this module."""
    skip_without(*NEEDED)
    with screen() as made:
        yield made


def furnish(register: Path) -> None:
    """Put the next holder into a register, who stands in none of its visits."""
    with opened(register) as store:
        store.run(AddPerson(PersonDraft(title=NEW)))


@pytest.fixture
def computer(monitor: Screen, tmp_path: Path) -> Iterator[Computer]:
    """A computer with a starter register and somebody who holds no office yet."""
    home = tmp_path / "home"
    home.mkdir()
    made = Computer(home, monitor)
    furnish(make_starter(made.register))
    yield made
    made.is_switched_off()


@pytest.fixture
def places(user: User) -> tuple[QPoint, QPoint, int]:
    """Where the page of people is chosen, where the list of offices is on it, and which of them the office is: asked of
    a window of the same size."""
    furnish(user.register)
    user.opens_the_program()
    window = user.program.window
    (page,) = [each for each in window.findChildren(QAbstractButton) if each.text() == "People and offices"]
    page.click()
    user.waits_for("people.find")
    row, number = next(
        (rows.viewport().mapTo(window, rows.visualRect(rows.model().index(at, 0)).center()), at)
        for rows in window.findChildren(RowList)
        if rows.isVisible()
        for at in range(rows.model().rowCount())
        if str(rows.model().index(at, 0).data()).startswith(OFFICE)
    )
    place = _middle(page, window)
    user.closes_the_program()
    return place, row, number


def _middle(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


@pytest.mark.sampled(0)
def test_an_office_is_handed_over_in_advance(computer: Computer, places: tuple[QPoint, QPoint, int]) -> None:
    here, (page, office, number) = computer.screen, places
    program = computer.starts_the_program()
    window = computer.waits_for(WINDOW, program)
    before = computer.exported()

    here.clicks(page.x(), page.y())
    here.waits_for_focus(window)
    here.clicks(office.x(), office.y())
    here.presses("Home", *["Down"] * number, "h")
    here.waits_for_focus(computer.waits_for("The office changes hands", program))
    here.types(NEW)
    here.presses("Return", "Tab")
    here.types("15 January 2027")
    here.presses("ctrl+Return")
    eventually(computer.exported, lambda now: now != before, "the new holder in the file")
    computer.waits_until_gone("The office changes hands", program)

    listed = " ".join(computer.tells("list", "office").split())
    assert f"{OLD} {UNTIL}" in listed and f"{NEW} {NEXT}" in listed
    assert f"{OFFICE} {UNTIL}" in " ".join(computer.tells("list", "person").split())
    here.turns_to(window)
    here.presses("ctrl+q")
    assert program.wait(PATIENCE) == 0
    assert _paper(computer.register) == {OLD: f"{OFFICE} {UNTIL}", NEW: f"{OFFICE} {NEXT}"}
    assert computer.notes_of_failures() == []


def _paper(register: Path) -> dict[str, str]:
    """What the sheet of Pakistan says of both."""
    with opened(register, writing=False) as store, store.read() as reader:
        about = number_of(store, "pakistan", Kind.PARTY)
        draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=about, as_of=TODAY)
        people = briefing.sheet(reader, draft, TODAY, 0).people
    return {each.name: each.office.text for each in people if each.name in (OLD, NEW)}
