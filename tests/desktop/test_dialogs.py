"""The forms of records: what is typed into them is stored, what they refuse is said beside its field and kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.visits import AddVisit, ChangeVisit
from db.queries import agreements, commitments, parties, visits
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft
from db.records.commitments import CommitmentDraft
from db.records.visits import VisitCard, VisitDraft
from db.vocabulary import How, Kind, Reply, StepKind, Strength, VisitKind, VisitStage
from tests.desktop.driver.forms import CTRL, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk
from tests.registers import TODAY

TITLE, PLACES, DATES = "field.visit.title", "field.visit.places", "field.visit.dates"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def visit(officer: Officer, record: int) -> VisitCard:
    return officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record))


def agreement(officer: Officer, words: str) -> AgreementDraft:
    record = officer.the(Kind.AGREEMENT, words)
    return officer.workspace.ask(lambda reader: agreements.card(reader, TODAY, record)).draft


def commitment(officer: Officer, words: str) -> CommitmentDraft:
    record = officer.the(Kind.COMMITMENT, words)
    return officer.workspace.ask(lambda reader: commitments.card(reader, TODAY, record)).draft


# ------------------------------------------------------------------------------------------------ adding and editing
def test_a_visit_is_stored_as_it_was_typed(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit to Almaty")
    officer.chooses("field.visit.kind", VisitKind.WORKING)
    officer.chooses("field.visit.stage", VisitStage.DATES_AGREED)
    officer.types(DATES, "10 Jan 2027")
    officer.types(PLACES, "Almaty")
    officer.picks("field.visit.from_party", "pak")
    officer.picks("field.visit.to_party", "kaz")
    officer.types("field.visit.purpose", "Timetable of the corridor")
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    stored = visit(officer, officer.the(Kind.VISIT, "working visit")).draft
    assert (stored.title, stored.kind, stored.stage) == (
        "Working visit to Almaty",
        VisitKind.WORKING,
        VisitStage.DATES_AGREED,
    )
    assert (stored.places, stored.purpose) == ("Almaty", "Timetable of the corridor")
    assert (stored.from_party, stored.to_party) == (
        officer.the(Kind.PARTY, "Pakistan"),
        officer.the(Kind.PARTY, "Kazakhstan"),
    )
    assert stored.dates is not None and stored.dates.latest == date(2027, 1, 10)
    officer.workspace.undo()
    assert officer.stored(Kind.VISIT, "working visit") == ()


def test_an_edit_changes_what_was_typed_and_nothing_else(officer: Officer) -> None:
    record = officer.the(Kind.VISIT, STATE_VISIT)
    before = visit(officer, record).draft
    officer.asks_for(Kind.VISIT, record)
    officer.types(PLACES, "Islamabad and Lahore")
    officer.clicks("Save")
    assert visit(officer, record).draft == before.model_copy(update={"places": "Islamabad and Lahore"})
    officer.workspace.undo()
    assert visit(officer, record).draft == before


def test_saving_an_untouched_form_stores_nothing(officer: Officer) -> None:
    record = officer.the(Kind.VISIT, STATE_VISIT)
    before = visit(officer, record).head.version
    officer.asks_for(Kind.VISIT, record)
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form() and visit(officer, record).head.version == before


def test_an_agreement_with_the_steps_of_its_life(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.types("field.agreement.title", "Protocol on transit")
    for place, (kind, day) in enumerate(((StepKind.SIGNED, "4 Feb 2026"), (StepKind.RATIFIED, "Q1 2027"))):
        officer.clicks("Add step")
        assert officer.focus == f"field.agreement.steps.{place}.kind"
        officer.chooses(f"field.agreement.steps.{place}.kind", kind)
        officer.types(f"field.agreement.steps.{place}.done_on", day)
    officer.types("field.agreement.ratifications_needed", "two")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.agreement.ratifications_needed") == ["A whole number, or nothing."]
    assert officer.stored(Kind.AGREEMENT, "transit") == ()
    officer.types("field.agreement.ratifications_needed", "2")
    officer.presses(Key.Key_Return, CTRL)
    stored = agreement(officer, "protocol on transit")
    assert [step.kind for step in stored.steps] == [StepKind.SIGNED, StepKind.RATIFIED]
    assert [step.done_on.latest for step in stored.steps if step.done_on] == [date(2026, 2, 4), date(2027, 3, 31)]
    assert stored.ratifications_needed == 2


def test_a_commitment_with_its_sides_and_a_date_in_words(officer: Officer) -> None:
    same = "The same side owes it and is owed it."
    officer.asks_for(Kind.COMMITMENT)
    officer.types("field.commitment.title", "Send the list of projects")
    officer.picks("field.commitment.owes", "kaz")
    officer.picks("field.commitment.owed", "kaz")
    assert same in officer.beside("field.commitment.owed")
    officer.clicks("Remove Kazakhstan", 1)
    assert same not in officer.beside("field.commitment.owed")
    officer.picks("field.commitment.owed", "pak")
    officer.types("field.commitment.due", "by end of year")
    assert "by end of 2026 · in 38 days" in officer.beside("field.commitment.due")
    officer.presses(Key.Key_Return, CTRL)
    stored = commitment(officer, "list of projects")
    assert (stored.owes, stored.owed) == (
        (officer.the(Kind.PARTY, "Kazakhstan"),),
        (officer.the(Kind.PARTY, "Pakistan"),),
    )
    assert stored.due is not None and (stored.due.latest, stored.due.as_written) == (
        date(2026, 12, 31),
        "by end of year",
    )


@pytest.mark.sampled(0)
def test_how_firm_a_promise_is_comes_from_its_verb_until_somebody_says(officer: Officer) -> None:
    """What is proposed is stored as inferred with its reason; what was chosen, even the same, is not."""
    strength = "field.commitment.strength"
    officer.asks_for(Kind.COMMITMENT)
    officer.types("field.commitment.title", "Expressed confidence that flights will resume")
    assert officer.sees(strength, QComboBox).currentText() == "Intention"
    assert "Proposed from “Expressed confidence”. Choose another if it is not so." in officer.beside(strength)
    officer.types("field.commitment.title", "Flights")
    assert officer.sees(strength, QComboBox).currentText() == "Undertaking"
    assert officer.beside(strength) == [
        "No verb here says how firm it is: it counts as Undertaking unless you choose another."
    ]
    officer.types("field.commitment.title", "The sides agreed on the importance of flights")
    assert officer.sees(strength, QComboBox).currentText() == "Intention"
    assert officer.beside(strength) == [
        "“agreed on” binds nobody here: proposed as an intention. Choose another if it is not so."
    ]
    officer.types("field.commitment.title", "Will continue building the terminal")
    officer.presses(Key.Key_Return, CTRL)
    first = commitment(officer, "building the terminal")
    assert first.strength is Strength.UNDERTAKING
    (inferred,) = first.citations
    assert (inferred.field, inferred.how) == ("strength", How.INFERRED)
    assert inferred.why == "The verb: “Will continue building”."

    officer.asks_for(Kind.COMMITMENT)
    officer.types("field.commitment.title", "Will open a trade house")
    officer.chooses(strength, Strength.TARGET)
    officer.types("field.commitment.title", "Will open a trade house in Almaty")
    officer.presses(Key.Key_Return, CTRL)
    second = commitment(officer, "trade house in almaty")
    assert (second.strength, second.citations) == (Strength.TARGET, ())


def test_an_invitation_names_its_visit(officer: Officer) -> None:
    officer.asks_for(Kind.INVITATION)
    officer.types("field.invitation.given_on", "4 Feb 2026")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.invitation.visit") == ["Choose the visit it invites to."]
    assert officer.focus == "field.invitation.visit" and officer.reads("field.invitation.given_on") == "4 Feb 2026"
    officer.picks("field.invitation.visit", STATE_VISIT)
    officer.chooses("field.invitation.reply", Reply.ACCEPTED)
    officer.types("field.invitation.window", "last year")
    officer.presses(Key.Key_Return, CTRL)
    (stored,) = visit(officer, officer.the(Kind.VISIT, STATE_VISIT)).invitations
    assert stored.draft.reply is Reply.ACCEPTED and stored.draft.given_on is not None


def test_a_citation_follows_its_step_and_goes_with_it(officer: Officer) -> None:
    def cited(field: str) -> CitationDraft:
        return CitationDraft(field=field, how=How.INFERRED, why=f"of {field}")

    steps = tuple(StepDraft(kind=kind) for kind in (StepKind.INITIALLED, StepKind.SIGNED))
    citations = tuple(cited(field) for field in ("title", "steps.0.done_on", "steps.1.done_on"))
    officer.workspace.run(AddAgreement(AgreementDraft(title="Protocol on transit", steps=steps, citations=citations)))
    officer.asks_for(Kind.AGREEMENT, officer.the(Kind.AGREEMENT, "transit"))
    officer.clicks("Remove step")
    officer.presses(Key.Key_Return, CTRL)
    stored = agreement(officer, "transit")
    assert [step.kind for step in stored.steps] == [StepKind.SIGNED]
    assert [(each.field, each.why) for each in stored.citations] == [
        ("title", "of title"),
        ("steps.0.done_on", "of steps.1.done_on"),
    ]


def test_a_country_by_its_codes(officer: Officer) -> None:
    officer.asks_for(Kind.PARTY)
    officer.types("field.party.title", "Uzbekistan")
    officer.types("field.party.code", "uzb")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.party.code") == ["Two Latin letters, for example PK."]
    assert officer.reads("field.party.code") == "uzb" and officer.stored(Kind.PARTY, "uzbekistan") == ()
    officer.types("field.party.code", "UZ")
    officer.types("field.party.code3", "UZB")
    officer.presses(Key.Key_Return, CTRL)
    record = officer.the(Kind.PARTY, "uzbekistan")
    stored = officer.workspace.ask(lambda reader: parties.card(reader, record)).draft
    assert (stored.code, stored.code3, stored.followed) == ("UZ", "UZB", True)


def test_an_entry_of_the_log_is_corrected(officer: Officer) -> None:
    about = officer.the(Kind.VISIT, RETURN_VISIT)
    draft = ActionDraft(text="Called the embasy.", on=TODAY, links=(about,))
    officer.workspace.run(LogAction(draft))
    (entry,) = officer.log(about)
    officer.asks_for(Kind.ACTION, entry.id)
    officer.types("field.action.text", "Called the embassy.")
    officer.types("field.action.on", "tomorrow")
    officer.presses(Key.Key_Tab)
    line = officer.sees("field.action.on", QLineEdit)
    assert "This day is still to come." in officer.beside("field.action.on"), "It stays when the field is left."
    assert line.property("state") == "warning"
    assert line.accessibleDescription() == "This day is still to come. Tue 24 Nov 2026 · tomorrow"
    officer.presses(Key.Key_Return, CTRL)
    assert "This day is still to come." in officer.beside("field.action.on") and line.property("state") == "error"
    assert [each.text for each in officer.log(about)] == ["Called the embasy."], "Nothing was done on a day to come."
    officer.types("field.action.on", "3 Nov")
    officer.presses(Key.Key_Return, CTRL)
    (corrected,) = officer.log(about)
    assert (corrected.text, corrected.on, corrected.corrects) == (
        "Called the embassy.",
        date(2026, 11, 3),
        entry.id,
    )
    officer.workspace.undo()
    assert [each.text for each in officer.log(about)] == ["Called the embasy."]


# ------------------------------------------------------------------------------------- drafts, and others who write
def test_esc_keeps_what_was_typed(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working vis")
    officer.types(DATES, "31 feb")
    officer.presses(Key.Key_Escape)
    assert not officer.has_form() and officer.stored(Kind.VISIT, "working") == ()
    officer.asks_for(Kind.VISIT)
    assert (officer.reads(TITLE), officer.reads(DATES)) == ("Working vis", "31 feb")
    assert "What you typed earlier is back." in officer.said()
    officer.clicks("Start again")
    assert (officer.reads(TITLE), officer.reads(DATES)) == ("", "")
    assert "What you typed earlier is back." not in officer.said()


def test_a_record_changed_meanwhile_is_not_overwritten(officer: Officer) -> None:
    record = officer.the(Kind.VISIT, STATE_VISIT)
    officer.asks_for(Kind.VISIT, record)
    officer.types(PLACES, "Lahore")
    card = visit(officer, record)
    theirs = card.draft.model_copy(update={"places": "Karachi", "purpose": "Trade"})
    officer.workspace.run(ChangeVisit(record, card.head.version, theirs))
    officer.presses(Key.Key_Return, CTRL)
    assert any("was changed by" in words for words in officer.said()) and visit(officer, record).draft == theirs
    officer.sees("conflict.places.mine", QRadioButton).click()
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    assert visit(officer, record).draft == theirs.model_copy(update={"places": "Lahore"})


@pytest.mark.sampled(0)
def test_a_record_moved_to_the_trash_meanwhile_keeps_the_text(officer: Officer) -> None:
    record = officer.the(Kind.VISIT, STATE_VISIT)
    before = visit(officer, record).draft
    officer.asks_for(Kind.VISIT, record)
    officer.types(PLACES, "Lahore")
    officer.workspace.run(Hide((record,)))
    officer.presses(Key.Key_Return, CTRL)
    assert officer.has_form() and officer.reads(PLACES) == "Lahore"
    assert any("was moved to Trash by" in words for words in officer.said())
    assert visit(officer, record).draft == before and visit(officer, record).head.hidden


def test_a_record_that_is_gone_meanwhile_keeps_the_text(officer: Officer) -> None:
    officer.workspace.run(AddVisit(VisitDraft(title="Working visit")))
    record = officer.the(Kind.VISIT, "working visit")
    officer.asks_for(Kind.VISIT, record)
    officer.types(PLACES, "Lahore")
    officer.workspace.undo()
    officer.presses(Key.Key_Return, CTRL)
    assert f"There is no visit {record}. Nothing was stored." in officer.said()
    assert officer.reads(PLACES) == "Lahore" and officer.stored(Kind.VISIT, "working visit") == ()
