"""What the forms of records refuse is said beside its field, what was typed stays, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.queries import visits
from db.rules.phrases import HINT
from db.vocabulary import Kind, VisitStage
from tests.desktop.driver.forms import CTRL, Key, Officer, at_the_desk
from tests.registers import TODAY

TITLE, PLACES, DATES = "field.visit.title", "field.visit.places", "field.visit.dates"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def test_a_record_needs_a_title(officer: Officer) -> None:
    before = officer.stored(Kind.VISIT)
    officer.asks_for(Kind.VISIT)
    officer.types(PLACES, "Astana")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.has_form() and officer.focus == TITLE
    assert officer.beside(TITLE) == ["A title is needed."] and officer.reads(PLACES) == "Astana"
    assert officer.sees(TITLE, QLineEdit).accessibleDescription() == "A title is needed."
    assert officer.stored(Kind.VISIT) == before
    officer.types(TITLE, "Working visit")
    assert officer.beside(TITLE) == [], "What is put right is no longer refused."


@pytest.mark.parametrize(
    ("name", "length", "words"),
    [
        (TITLE, 1_001, "At most 1,000 characters."),
        (PLACES, 1_001, "At most 1,000 characters."),
        ("field.visit.notes", 100_001, "At most 100,000 characters."),
    ],
)
def test_what_is_too_long_is_refused_and_kept(officer: Officer, name: str, length: int, words: str) -> None:
    before = officer.stored(Kind.VISIT)
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.pastes(name, "x" * length)
    kept = officer.reads(name)
    assert len(kept) >= length, "Nothing that is pasted is cut off."
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside(name) == [words] and officer.focus == name
    assert officer.reads(name) == kept and officer.stored(Kind.VISIT) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        *(("32 Feb", HINT), ("some day", HINT)),
        ("31 Feb", "No February has 31 days."),
        ("29 Feb 2027", "2027 is not a leap year: its February has 28 days."),
        ("31 April 2027", "Apr 2027 has only 30 days."),
    ],
)
@pytest.mark.sampled(2)
def test_an_impossible_date_is_refused_and_kept(officer: Officer, words: str, why: str) -> None:
    before = officer.stored(Kind.VISIT)
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types(DATES, words)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside(DATES) == [why] and officer.focus == DATES
    assert officer.sees(DATES, QLineEdit).property("state") == "error"
    assert (officer.reads(DATES), officer.reads(TITLE)) == (words, "Working visit")
    assert officer.stored(Kind.VISIT) == before


def test_a_name_that_is_no_record_is_refused(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types("field.visit.to_party", "Atlantis")
    officer.leaves_the_list()
    assert officer.beside("field.visit.to_party") == ["Choose a record from the list, or add it there: press ↓."]
    officer.presses(Key.Key_Return, CTRL)
    assert officer.has_form() and officer.focus == "field.visit.to_party"
    assert officer.reads("field.visit.to_party") == "Atlantis" and officer.stored(Kind.VISIT, "working visit") == ()


def test_a_part_of_a_record_refuses_where_it_stands(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    name = "field.visit.delegates.others.0.name"
    officer.types("field.visit.delegates.others.0.function", "Interpreter")
    officer.presses(Key.Key_Return, CTRL)
    assert "A name is needed." in officer.said() and officer.sees(name, QLineEdit).property("state") == "error"
    assert officer.focus == name and officer.stored(Kind.VISIT, "working visit") == ()
    officer.types(name, "D. Omar")
    officer.presses(Key.Key_Return, CTRL)
    record = officer.the(Kind.VISIT, "working visit")
    (delegate,) = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record)).draft.delegates
    assert (delegate.name, delegate.function) == ("D. Omar", "Interpreter")


def test_the_dates_of_a_postponed_visit_are_the_new_ones(officer: Officer) -> None:
    said = "Of a postponed visit these are the new dates. Leave them empty until they are known."
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types(DATES, "4 Feb 2027")
    assert said not in officer.said()
    officer.chooses("field.visit.stage", VisitStage.POSTPONED)
    officer.presses(Key.Key_Tab)
    assert said in officer.beside(DATES)


def test_a_date_that_has_passed_is_warned_of_and_stored(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types(DATES, "4 Feb 2026")
    officer.presses(Key.Key_Tab)
    assert "These dates have passed. Has the visit taken place?" in officer.beside(DATES)
    assert officer.sees(DATES, QLineEdit).property("state") == "warning"
    officer.presses(Key.Key_Return, CTRL)
    assert len(officer.stored(Kind.VISIT, "working visit")) == 1
