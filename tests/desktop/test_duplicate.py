"""Duplicating: a form of a new record that begins as the selected one, and nothing stored before Save."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.queries import actions, agreements, commitments, visits
from db.records.actions import ActionLine
from db.records.base import View
from db.vocabulary import Kind, VisitKind
from desktop.record.window import RecordWindow
from desktop.workspace import Go
from tests.desktop.driver.forms import CTRL, Key, Officer
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.in_pane import key, stored, turn_to
from tests.desktop.driver.leaving import only, page_of, said


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments", rows=True) as found:
        yield found


@pytest.fixture
def officer(frame: Frame) -> Officer:
    return Officer(frame.workspace, frame.window.parts.theme, frame.window)


def duplicate(frame: Frame, page: str, record: int) -> None:
    """Select a record on its page, and press Ctrl+D."""
    turn_to(frame.window)
    frame.workspace.go_wanted.emit(Go(page, None, record))
    key(Key.Key_D, CTRL)


def second(officer: Officer, kind: Kind, words: str, first: int) -> int:
    """The record that was made beside the first one of that title."""
    (made,) = officer.titled(kind, words) - {first}
    return made


def log_of(frame: Frame, record: int) -> tuple[ActionLine, ...]:
    return frame.workspace.ask(lambda reader: actions.of_record(reader, record))


def test_a_commitment_is_duplicated_without_its_log_and_its_sources(frame: Frame, officer: Officer) -> None:
    first, words = frame.ids["dates"], "Agree dates for the return"
    before = stored(frame, first)
    assert before.draft.citations and log_of(frame, first)
    duplicate(frame, "commitments", first)
    assert officer.form.windowTitle() == "New commitment"
    assert officer.reads("field.commitment.title") == before.draft.title
    assert officer.stored(Kind.COMMITMENT, words) == (first,), "Nothing is stored before Save."
    officer.types("field.commitment.due", "Q1 2027")
    officer.clicks("Save")
    assert not officer.has_form()
    made = stored(frame, second(officer, Kind.COMMITMENT, words, first))
    assert made.draft.due is not None and made.draft.due.edtf == "2027-33"
    same = ("title", "owes", "owed", "areas", "origin", "strength", "progress")
    assert [getattr(made.draft, name) for name in same] == [getattr(before.draft, name) for name in same]
    assert made.draft.citations == () and made.draft.assessed_on is None and log_of(frame, made.head.id) == ()
    assert stored(frame, first) == before, "The first one is as it was."
    turn_to(frame.window)
    key(Key.Key_Z, CTRL)
    assert officer.stored(Kind.COMMITMENT, words) == (first,)


def test_a_visit_takes_its_programme_along(frame: Frame, officer: Officer) -> None:
    first = frame.ids["visit"]
    duplicate(frame, "visits", first)
    officer.clicks("Save")
    number = second(officer, Kind.VISIT, "State visit, Feb 2026", first)
    old, new = (frame.workspace.ask(partial(visits.card, today=TODAY, record_id=each)) for each in (first, number))
    assert new.draft.kind is VisitKind.STATE and new.draft.talks == old.draft.talks != ()
    assert new.draft == old.draft.model_copy(update={"citations": ()}) and new.commitments == ()


@pytest.mark.sampled(0)
def test_an_agreement_takes_its_steps_along(frame: Frame, officer: Officer) -> None:
    first = frame.ids["declaration"]
    duplicate(frame, "agreements", first)
    officer.types("field.agreement.title", "Second declaration")
    officer.presses(Key.Key_Return, CTRL)
    (number,) = officer.stored(Kind.AGREEMENT, "Second declaration")
    old, new = (frame.workspace.ask(partial(agreements.card, today=TODAY, record_id=each)) for each in (first, number))
    assert new.draft.steps == old.draft.steps != () and new.draft.parties == old.draft.parties


@pytest.mark.sampled(0)
def test_closing_the_form_stores_nothing_and_another_new_form_is_empty(frame: Frame, officer: Officer) -> None:
    first = frame.ids["reply"]
    count = partial(commitments.count, today=TODAY, view=View())
    before = frame.workspace.ask(count)
    duplicate(frame, "commitments", first)
    officer.types("field.commitment.officer", "D. Omar")
    officer.presses(Key.Key_Escape)
    assert frame.workspace.ask(count) == before
    officer.asks_for(Kind.COMMITMENT)
    assert officer.reads("field.commitment.title") == "" and officer.reads("field.commitment.officer") == ""
    officer.presses(Key.Key_Escape)
    duplicate(frame, "commitments", first)
    assert "What you typed earlier is back." in officer.said()
    assert officer.reads("field.commitment.officer") == "D. Omar"
    officer.presses(Key.Key_Escape)


@pytest.mark.sampled(0)
def test_the_record_of_a_window_of_its_own_is_meant_where_that_has_the_focus(frame: Frame, officer: Officer) -> None:
    assert page_of(frame).list.show_record(frame.ids["agenda"])
    key(Key.Key_Return, CTRL)
    (window,) = frame.window.findChildren(RecordWindow)
    frame.workspace.go_wanted.emit(Go("visits", None, frame.ids["visit"]))
    turn_to(window)
    frame.window.parts.actions["edit.duplicate"].trigger()
    assert officer.reads("field.commitment.title") == "Share draft agenda for the return visit"
    officer.presses(Key.Key_Escape)


def test_what_cannot_be_duplicated_is_said(frame: Frame, officer: Officer) -> None:
    frame.window.parts.actions["view.go_actions"].trigger()
    assert page_of(frame).current_record() is not None
    key(Key.Key_D, CTRL)
    assert not officer.has_form() and said(frame) == "Only visits, agreements and commitments can be duplicated."
    frame.window.parts.actions["view.go_commitments"].trigger()
    only(frame, "nothing contains this")
    key(Key.Key_D, CTRL)
    assert not officer.has_form() and said(frame) == "Select a record first."


def test_nothing_is_duplicated_in_a_register_that_is_only_read(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments", rows=True, writing=False) as frame:
        reader = Officer(frame.workspace, frame.window.parts.theme, frame.window)
        assert not frame.window.parts.actions["edit.duplicate"].isEnabled()
        key(Key.Key_D, CTRL)
        assert not reader.has_form()
