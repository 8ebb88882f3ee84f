"""What a source did not say is no longer said once somebody has recorded it, and is said again where that is gone."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from db.commands.agreements import AddAgreement, ChangeAgreement
from db.commands.visits import ChangeInvitation, ChangeVisit
from db.drafts import says
from db.queries import agreements, briefing, records, visits
from db.records.agreements import AgreementDraft, AgreementLine, StepDraft
from db.records.base import CitationDraft, Cited
from db.records.briefings import BriefingDraft
from db.records.bundle import DRAFTS
from db.records.parties import AnniversaryDraft
from db.records.people import PersonDraft, TermDraft
from db.records.visits import TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import (
    BriefingKind,
    EntryMode,
    How,
    Kind,
    LegalCharacter,
    Reply,
    StepKind,
    StepState,
    VisitStage,
    Word,
)
from tests.registers import TODAY, make_starter, number_of, opened

DAY = Period.on(TODAY)
WORDS = Period(as_written="during the visit")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


def silent(store: Store, record: int) -> set[str]:
    """The fields of which it is said that no source says them."""
    with store.read() as reader:
        shown: tuple[Cited, ...] = getattr(records.card(reader, TODAY, record), "citations")  # noqa: B009
    return {each.field for each in shown if each.how is How.UNKNOWN}


# ------------------------------------------------------------------------------------- every field of every kind
def told(hint: Any, blank: object) -> object:
    """Something that stands in a field of a type and is not what stands there at first."""
    of = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) in (Union, types.UnionType):
        return told(of[0], blank)
    if get_origin(hint) is tuple:
        return (told(of[0], None),)
    if hint is bool:
        return not blank
    if hint is Period or hint is date:
        return DAY if hint is Period else TODAY
    if isinstance(hint, type) and issubclass(hint, Word):
        return next(each for each in hint if each != blank)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint.model_construct()
    return {int: 7, float: 0.5, str: "x"}[hint]


EVERY = [(kind, name) for kind, shape in DRAFTS.items() for name in shape.model_fields if name != "citations"]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_note_on_any_field_ends_with_its_fact(kind: Kind, name: str) -> None:
    shape: Any = DRAFTS[kind]
    blank = shape.model_fields[name].get_default(call_default_factory=True)
    made = told(get_type_hints(shape)[name], blank)
    assert says(shape.model_construct(**{name: made}), name), made
    if not shape.model_fields[name].is_required():
        assert not says(shape.model_construct(**{name: blank}), name), blank


ROWS = [
    ("a place that is there", VisitDraft(title="V", talks=(TalkDraft(place="Astana"),)), "talks.0.place", True),
    ("a place that is not", VisitDraft(title="V", talks=(TalkDraft(),)), "talks.0.place", False),
    ("of a row that is gone", VisitDraft(title="V"), "talks.0.place", False),
    ("a row as a whole", VisitDraft(title="V", talks=(TalkDraft(),)), "talks.0", True),
    ("who was there", VisitDraft(title="V", talks=(TalkDraft(participants="A"),)), "talks.0.delegations", True),
    ("words are no day", VisitDraft(title="V", dates=WORDS), "dates", False),
    ("a term without its time", PersonDraft(title="P", terms=(TermDraft(office=1),)), "terms.0.period", False),
    ("a term with it", PersonDraft(title="P", terms=(TermDraft(office=1, period=DAY),)), "terms.0.period", True),
    ("a year has no day", AnniversaryDraft(title="A", first=Period.from_edtf("1992")), "month_and_day", False),
    ("a day has", AnniversaryDraft(title="A", first=Period.from_edtf("1992-02-24")), "month_and_day", True),
    ("days have a beginning", VisitDraft(title="V", dates=Period.days(TODAY, date(2026, 11, 25))), "starts_on", True),
    ("a month has none", VisitDraft(title="V", dates=Period.from_edtf("2026-11")), "ends_on", False),
    ("a day we were told by hand", VisitDraft(title="V", dates=DAY), "ends_on", True),
    (
        "one day that a source names, of which it does not say that it was the last",
        VisitDraft(title="V", dates=DAY, citations=(CitationDraft(field="dates", how=How.STATED),)),
        "ends_on",
        False,
    ),
    ("what is no field", VisitDraft(title="V"), "headline", False),
]


@pytest.mark.parametrize(("draft", "field", "is_said"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_note_on_a_row_or_a_day_ends_with_its_fact(draft: BaseModel, field: str, is_said: bool) -> None:
    assert says(draft, field) is is_said


# ------------------------------------------------------------------------------------------------ in the register
def test_a_reply_that_was_recorded_ends_the_silence_and_one_taken_back_does_not(store: Store) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    with store.read() as reader:
        (asked,) = visits.card(reader, TODAY, visit).invitations
    assert {"reply", "means"} <= silent(store, asked.head.id) and "acceptance" in silent(store, visit)
    for reply, still in ((Reply.ACCEPTED_IN_PRINCIPLE, False), (Reply.NONE_RECORDED, True), (Reply.DEFERRED, False)):
        with store.read() as reader:
            now = visits.invitation(reader, asked.head.id)
        draft = now.draft.model_copy(update={"reply": reply})
        store.run(ChangeInvitation(now.head.id, now.head.version, draft))
        assert ("reply" in silent(store, asked.head.id)) is still
        assert ("acceptance" in silent(store, visit)) is still
        with store.read() as reader:
            shown = records.card(reader, TODAY, visit).model_dump_json()
            stored = visits.invitation(reader, asked.head.id).draft
        assert ("Whether he accepted is not said" in shown) is still
        assert any(each.field == "reply" for each in stored.citations), "What is stored is untouched."


def test_of_what_was_accepted_nobody_says_that_it_was_not_answered(store: Store) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    with store.read() as reader:
        card = visits.card(reader, TODAY, visit)
    assert card.line.unanswered
    draft = card.draft.model_copy(update={"stage": VisitStage.ACCEPTED})
    store.run(ChangeVisit(visit, card.head.version, draft))
    with store.read() as reader:
        shown = records.card(reader, TODAY, visit)
        sheet = briefing.sheet(
            reader, BriefingDraft(kind=BriefingKind.VISIT, about=visit, as_of=TODAY), TODAY, 0
        ).model_dump_json()
    assert "Whether he accepted" not in shown.model_dump_json()
    assert "no reply is recorded" not in sheet and "it was accepted" in sheet


def test_what_an_officer_confirmed_of_an_agreement_is_said_alone(store: Store) -> None:
    number = number_of(store, "joint declaration", Kind.AGREEMENT)
    assert {"legal_character", "entry_mode", "in_force", "steps.0.done_on"} <= silent(store, number)
    with store.read() as reader:
        card = agreements.card(reader, TODAY, number)
    (step,) = card.draft.steps
    draft = card.draft.model_copy(
        update={
            "legal_character": LegalCharacter.NOT_BINDING,
            "no_ratification_foreseen": True,
            "steps": (step.model_copy(update={"done_on": Period.on(date(2026, 2, 4))}),),
        }
    )
    store.run(ChangeAgreement(number, card.head.version, draft))
    assert not {"legal_character", "entry_mode", "in_force", "steps.0.done_on"} & silent(store, number)
    with store.read() as reader:
        line = agreements.card(reader, TODAY, number).line
        sheet = briefing.sheet(reader, BriefingDraft(kind=BriefingKind.AGREEMENT, about=number, as_of=TODAY), TODAY, 0)
    assert line.entered_on() == "not needed" and sheet.agreements[0].in_force.text == "not needed"


def _made(store: Store, *steps: StepDraft, **fields: Any) -> AgreementLine:
    parties = (number_of(store, "kazakhstan", Kind.PARTY), number_of(store, "pakistan", Kind.PARTY))
    record = store.run(AddAgreement(AgreementDraft(title="T", parties=parties, steps=steps, **fields))).record
    assert record is not None
    with store.read() as reader:
        return agreements.card(reader, TODAY, record).line


SIGNED = StepDraft(kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 4)))
LIVES: list[tuple[str, tuple[StepDraft, ...], dict[str, Any], str, str]] = [
    ("nothing recorded", (), {}, "not stated", "not stated"),
    ("signed", (SIGNED,), {}, "4 Feb 2026", "not stated"),
    ("signed on a day nobody knows", (StepDraft(kind=StepKind.SIGNED),), {}, "date not stated", "not stated"),
    ("negotiated", (StepDraft(kind=StepKind.NEGOTIATED),), {}, "not yet", "not yet"),
    ("nothing has to follow", (SIGNED,), {"no_ratification_foreseen": True}, "4 Feb 2026", "not needed"),
    ("to be ratified", (SIGNED,), {"entry_mode": EntryMode.RATIFICATIONS}, "4 Feb 2026", "not yet"),
    (
        "somebody waits for it",
        (SIGNED, StepDraft(kind=StepKind.ENTERED_INTO_FORCE, state=StepState.WAITING)),
        {},
        "4 Feb 2026",
        "awaited",
    ),
    ("by signature", (SIGNED,), {"entry_mode": EntryMode.ON_SIGNATURE}, "4 Feb 2026", "4 Feb 2026"),
    ("in force since a day nobody knows", (SIGNED, StepDraft(kind=StepKind.ENTERED_INTO_FORCE)), {}, "4 Feb 2026",
     "date not stated"),
    (
        "terminated",
        (SIGNED, StepDraft(kind=StepKind.TERMINATED, done_on=Period.on(date(2026, 9, 1)))),
        {"entry_mode": EntryMode.RATIFICATIONS},
        "4 Feb 2026",
        "not stated",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "fields", "signed", "entered"), [row[1:] for row in LIVES], ids=[r[0] for r in LIVES]
)
def test_signature_and_entry_into_force_are_said_as_the_stepper_says_them(
    store: Store, steps: tuple[StepDraft, ...], fields: dict[str, Any], signed: str, entered: str
) -> None:
    line = _made(store, *steps, **fields)
    assert (line.signed_on(), line.entered_on()) == (signed, entered)
    with store.read() as reader:
        life = agreements.card(reader, TODAY, line.id).life
    assert (life[0].state, life[3].state) == (line.signing, line.entry)
