"""Forms seldom needed: anniversaries and questions; dates in the words of a source; fields that no form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.queries import agreements, parties, points, sources, visits
from db.records.base import Cited, Link
from db.rules.periods import Period
from db.vocabulary import How, Kind, Likelihood, PointKind
from desktop.shell.rooms import noun
from desktop.sources.fields import fields_of, label_of, named_by
from desktop.sources.quoting import QuoteDialog
from tests.desktop.driver.forms import CTRL, CTRL_SHIFT, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application, opened
from tests.registers import TODAY


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def test_an_anniversary_needs_a_year_at_most(officer: Officer) -> None:
    officer.asks_for(Kind.ANNIVERSARY)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.anniversary.title") == ["A title is needed."]
    officer.types("field.anniversary.title", "First embassy")
    officer.picks("field.anniversary.parties", "kaz")
    officer.types("field.anniversary.first", "1994")
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    record = officer.the(Kind.ANNIVERSARY, "embassy")
    card = officer.workspace.ask(partial(parties.anniversary, today=TODAY, record_id=record))
    assert card.draft.parties == (officer.the(Kind.PARTY, "Kazakhstan"),)
    assert (card.next_ordinal, card.next_year) == (33, 2027)
    officer.asks_for(Kind.ANNIVERSARY, record)
    officer.types("field.anniversary.title", "First embassy in Islamabad")
    officer.clicks("Save")
    assert officer.stored(Kind.ANNIVERSARY, "islamabad") == (record,)
    officer.workspace.undo()
    officer.workspace.undo()
    assert officer.stored(Kind.ANNIVERSARY, "embassy") == ()


def test_a_question_is_asked_until_it_is_answered(officer: Officer) -> None:
    visit = officer.the(Kind.VISIT, RETURN_VISIT)

    def asked() -> tuple[str, ...]:
        return officer.workspace.ask(partial(visits.card, today=TODAY, record_id=visit)).questions

    officer.asks_for(Kind.QUESTION)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.question.title") == ["Write down what is to be asked."]
    officer.types("field.question.title", "Who pays for the aircraft?")
    officer.picks("field.question.about", RETURN_VISIT)
    officer.presses(Key.Key_Return, CTRL)
    assert asked()[-1] == "Who pays for the aircraft?"
    record = officer.the(Kind.QUESTION, "aircraft")
    officer.asks_for(Kind.QUESTION, record)
    officer.types("field.question.answer", "The guest")
    officer.presses(Key.Key_Return, CTRL)
    assert "Who pays for the aircraft?" not in asked()
    draft = officer.workspace.ask(partial(sources.question, record_id=record)).draft
    assert (draft.about, draft.answer) == (visit, "The guest")


def test_a_question_begins_with_the_record_that_is_selected(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="visits") as frame:
        page = frame.window.parts.stack.page()
        assert page is not None
        here = page.current_record()
        frame.window.parts.actions["file.new_question"].trigger()
        application().processEvents()
        form = application().activeModalWidget()
        assert form is not None and here is not None
        about = frame.workspace.ask(partial(visits.card, today=TODAY, record_id=here)).head.title
        line = form.findChild(QLineEdit, "field.question.about")
        assert line is not None and line.text() == about
        assert form.findChild(QPlainTextEdit, "field.question.title") is application().focusWidget()


def test_what_is_no_date_is_kept_in_quotation_marks(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.types("field.agreement.title", "Protocol on transit")
    officer.clicks("Add step")
    officer.pastes("field.agreement.steps.0.done_on", "“signed during the visit”")
    officer.types("field.agreement.next_review", 'Q1 2027 ("early next year")')
    officer.presses(Key.Key_Return, CTRL)

    record = officer.the(Kind.AGREEMENT, "transit")
    draft = officer.workspace.ask(partial(agreements.card, today=TODAY, record_id=record)).draft
    assert draft.steps[0].done_on == Period.text("signed during the visit")
    assert draft.next_review == Period.from_edtf("2027-33", "early next year")
    officer.asks_for(Kind.AGREEMENT, record)
    assert officer.reads("field.agreement.steps.0.done_on") == "“signed during the visit”"
    assert officer.reads("field.agreement.next_review") == "Q1 2027"


def test_what_was_said_earlier_runs_from_that_day(officer: Officer) -> None:
    officer.asks_for(Kind.INVITATION)
    officer.picks("field.invitation.visit", RETURN_VISIT)
    officer.types("field.invitation.window", "this year, said on 4 Feb 2026")
    assert "by end of 2026 · in 38 days" in officer.beside("field.invitation.window")
    officer.presses(Key.Key_Return, CTRL)
    visit = officer.the(Kind.VISIT, RETURN_VISIT)
    card = officer.workspace.ask(partial(visits.card, today=TODAY, record_id=visit))
    assert [each.draft.window for each in card.invitations] == [
        Period.from_edtf("2026", "this year", date(2026, 2, 4))
    ] * 2


def test_words_speak_for_a_field_that_no_form_asks_for(officer: Officer) -> None:
    source = officer.the(Kind.SOURCE, "article")
    visit = officer.the(Kind.VISIT, STATE_VISIT)
    QuoteDialog(
        officer.workspace, Link(id=source, kind=Kind.SOURCE, title="Article"), None, noun, officer.window
    ).open()
    application().processEvents()
    officer.picks("field.quote.record", STATE_VISIT)
    box = officer.sees("field.quote.field", QComboBox)
    assert "Programme 2: Place" in [box.itemText(place) for place in range(box.count())]
    officer.picks("field.quote.record", "continue implementing")
    assert "Who owes it" in [box.itemText(place) for place in range(box.count())]
    officer.picks("field.quote.record", STATE_VISIT)
    officer.types("field.quote.field", "Programme 2: interpreters")
    officer.picks("field.quote.record", "return state")
    assert box.currentText() == "Programme 2: interpreters", "what was written down stays"
    officer.picks("field.quote.record", STATE_VISIT)
    officer.chooses("field.quote.how", How.UNKNOWN)
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form(), officer.said()
    last = _cited(officer, visit)[-1]
    assert (last.field, last.how) == ("talks.1.interpreters", How.UNKNOWN)


def test_one_field_after_the_other_is_cited(officer: Officer) -> None:
    source, visit = officer.the(Kind.SOURCE, "article"), officer.the(Kind.VISIT, STATE_VISIT)
    link = Link(id=source, kind=Kind.SOURCE, title="Article")
    QuoteDialog(officer.workspace, link, None, noun, officer.window).open()
    application().processEvents()
    officer.picks("field.quote.record", STATE_VISIT)
    officer.types("field.quote.field", "Host")
    officer.types("field.quote.says", "the Prime Minister")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert officer.has_form() and officer.reads("field.quote.record").startswith("State visit of President")
    assert officer.sees("field.quote.field", QComboBox).currentText() == "the whole record"
    assert officer.reads("field.quote.says") == ""
    officer.types("field.quote.field", "Interpreters")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    officer.presses(Key.Key_Escape)
    assert not officer.has_form()
    said = [(each.field, each.says) for each in _cited(officer, visit)]
    assert said[-2:] == [("host", "the Prime Minister"), ("interpreters", "")]


def test_fields_are_named_as_they_are_called(officer: Officer) -> None:
    visit = officer.the(Kind.VISIT, STATE_VISIT)
    known = (("", "the whole record"), *fields_of(officer.workspace, noun, visit))
    for name, label in known:
        assert named_by(f" {label.upper()} ", known) == name
    for name in ("status_in_source", "talks.1.delegations", "месяц_и_день"):
        assert named_by(label_of(officer.workspace, noun, Kind.VISIT, name), known) == name
    assert named_by("Programme 9: place", known) == "programme_9_place"
    assert named_by(" : ", known) == ""


def _cited(officer: Officer, visit: int) -> tuple[Cited, ...]:
    return officer.workspace.ask(partial(visits.card, today=TODAY, record_id=visit)).citations


def test_a_point_is_written_for_a_subject_in_a_form_of_its_own(officer: Officer) -> None:
    """What a search for its words opens; what fits another kind of point is refused beside its field."""
    officer.asks_for(Kind.POINT)
    officer.types("field.point.text", "Water")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.point.about") == ["Choose what it is to be said of."]
    officer.picks("field.point.about", RETURN_VISIT)
    officer.chooses("field.point.likelihood", Likelihood.LIKELY)
    officer.presses(Key.Key_Return, CTRL)
    said = ["How likely it is to be raised is said of what may be raised only."]
    assert officer.beside("field.point.likelihood") == said
    officer.chooses("field.point.kind", PointKind.IF_RAISED)
    officer.presses(Key.Key_Return, CTRL)
    record, visit = officer.the(Kind.POINT, "water"), officer.the(Kind.VISIT, RETURN_VISIT)
    draft = officer.workspace.ask(partial(points.card, record_id=record)).draft
    assert (draft.about, draft.kind, draft.likelihood) == (visit, PointKind.IF_RAISED, Likelihood.LIKELY)
