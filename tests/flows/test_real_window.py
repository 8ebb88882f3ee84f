"""I sit before the real window with mouse and keyboard: what I log, take back and do again is in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.commands.commitments import AddCommitment
from db.queries import commitments
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.vocabulary import Kind
from desktop.kit.row_list import RowList
from tests.flows.conftest import User
from tests.flows.screen import NEEDED, PATIENCE, Computer, Screen, eventually, screen, skip_without
from tests.registers import TODAY, make_starter, number_of, opened

pytestmark = pytest.mark.xvfb

WINDOW = "desk – Aide-Mémoire"
REFUSED = "This register cannot be opened"
INVITATION = "Return state visit"
DONE = "Ambassador called: Islamabad is studying two windows in December."
FRIDAY = "2026-12-04"


@pytest.fixture(scope="module")
def monitor() -> Iterator[Screen]:
    """One screen for all tests of this module."""
    skip_without(*NEEDED)
    with screen() as made:
        yield made


@pytest.fixture
def computer(monitor: Screen, tmp_path: Path) -> Iterator[Computer]:
    """A computer with a starter register, on which the program was never started."""
    home = tmp_path / "home"
    home.mkdir()
    made = Computer(home, monitor)
    make_starter(made.register)
    yield made
    made.is_switched_off()


@pytest.fixture
def invitation(user: User) -> tuple[int, int]:
    """Where on Today the invitation stands: asked of a window of the same size, since a picture cannot be asked."""
    user.opens_the_program()
    window = user.program.window
    (at,) = [
        each.viewport().mapTo(window, each.visualRect(each.model().index(0, 0)).center())
        for each in window.findChildren(RowList)
        if each.isVisible() and str(each.model().index(0, 0).data()).startswith(INVITATION)
    ]
    user.closes_the_program()
    return at.x(), at.y()


LATE = ("Send the transit forecast", "Name the co-chairs", "Reply about certificates")


def make_late(register: Path) -> tuple[str, ...]:
    """A starter register in which Pakistan is late with three promises, and Kazakhstan with one."""
    make_starter(register)
    with opened(register) as store:
        pakistan, kazakhstan = (number_of(store, name, Kind.PARTY) for name in ("Pakistan", "Kazakhstan"))
        for title, owes in (*((title, pakistan) for title in LATE), ("Answer the note", kazakhstan)):
            due = Period.on(date(2026, 10, 9))
            store.run(AddCommitment(CommitmentDraft(title=title, owes=(owes,), due=due)))
    return LATE


def offered(register: Path, facet: str) -> list[str]:
    """The values of a filter in the order in which they are offered."""
    view = View(name="open")
    if facet == "country":
        view = view.narrowed_to("status", ("overdue",))
    with opened(register, writing=False) as store, store.read() as reader:
        return [each.label for each in commitments.LISTING.facet(reader, TODAY, view, facet)]


def test_a_logged_action_survives_undo_redo_and_the_night(computer: Computer, invitation: tuple[int, int]) -> None:
    here = computer.screen
    program = computer.starts_the_program()
    window = computer.waits_for(WINDOW, program)
    before = computer.exported()

    here.clicks(*invitation)
    here.waits_for_focus(window)
    here.presses("ctrl+l")
    here.waits_for_focus(computer.waits_for("Log action", program))
    here.types(DONE)
    here.presses("Tab", "Tab", "Tab")
    here.types("next Friday")
    here.presses("ctrl+Return")
    after = eventually(computer.exported, lambda now: now != before, "the action in the file")
    assert DONE in after

    computer.waits_until_gone("Log action", program)
    here.turns_to(window)  # a window manager would have given the focus back
    here.presses("ctrl+z")
    eventually(computer.exported, lambda now: now == before, "the file as it was before")
    here.presses("ctrl+shift+z")
    eventually(computer.exported, lambda now: now == after, "the action in the file again")
    here.presses("ctrl+q")
    assert program.wait(PATIENCE) == 0

    (line,) = json.loads(computer.tells("list", "action", "--json"))
    assert (line["text"], line["on"], line["next_due"]["latest"]) == (DONE, TODAY.isoformat(), FRIDAY)
    (link,) = line["links"]
    assert link["title"].startswith(INVITATION)
    shown = computer.tells("show", str(link["id"]))
    assert DONE in shown
    assert "4 Dec 2026" in shown
    assert computer.notes_of_failures() == []


@pytest.mark.sampled(0)
def test_three_late_promises_of_one_country_get_another_date_by_keyboard_alone(computer: Computer) -> None:
    """Filter to Overdue and Pakistan, change three due dates to next month at once, take it back; then search."""
    late = make_late(computer.register)
    here = computer.screen
    program = computer.starts_the_program()
    window = computer.waits_for(WINDOW, program)
    here.turns_to(window)
    before = computer.exported()

    here.presses("ctrl+5")
    for place, (facet, value) in enumerate((("status", "Overdue"), ("country", "Pakistan"))):
        here.opens(program.pid, "ctrl+shift+f")
        here.opens(program.pid, *["Down"] * place, "Return")
        here.presses(*["Down"] * offered(computer.register, facet).index(value), "Return")
    here.presses("Home", "shift+Down", "shift+Down")
    here.opens(program.pid, "d")
    here.types("next month")
    here.presses("Return")
    eventually(computer.exported, lambda now: now != before, "three other dates in the file")
    promises = json.loads(computer.tells("list", "commitments", "--json"))
    due = {each["title"]: each["due"]["edtf"] for each in promises if each["due"]}
    assert [due[title] for title in late] == ["2026-12"] * 3
    here.presses("ctrl+z")
    eventually(computer.exported, lambda now: now == before, "the file as it was before")
    here.presses("ctrl+q")
    assert program.wait(PATIENCE) == 0


@pytest.mark.sampled(0)
def test_a_second_start_on_the_same_register_harms_nothing(computer: Computer) -> None:
    """It says that the register is open already, and offers to read it; the one who has it open keeps it."""
    here = computer.screen
    first = computer.starts_the_program()
    window = computer.waits_for(WINDOW, first)
    before = computer.register.read_bytes()

    second = computer.starts_the_program()
    here.waits_for_focus(computer.waits_for(REFUSED, second))
    here.presses("Escape")
    assert second.wait(PATIENCE) == 0

    third = computer.starts_the_program()
    here.waits_for_focus(computer.waits_for(REFUSED, third))
    here.presses("shift+Tab", "space")  # “Open to read” is there only where somebody else has it open
    here.turns_to(computer.waits_for(WINDOW, third))
    assert computer.holder() == first.pid
    here.presses("ctrl+q")
    assert third.wait(PATIENCE) == 0

    here.turns_to(window)
    here.presses("ctrl+q")
    assert first.wait(PATIENCE) == 0
    assert computer.holder() is None
    assert computer.register.read_bytes() == before
    assert computer.tells("check")
    assert computer.notes_of_failures() == []
