"""What is computed beside the facts is what the rules say, on any day, and can be rebuilt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from db import engine
from db.commands.actions import CorrectAction, LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.commands.people import ChangeOffice
from db.commands.visits import AddInvitation, AddVisit, ChangeInvitation, ChangeVisit
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.people import OfficeDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules import agreements, commitments, visits
from db.rules.periods import Period
from db.rules.text import fold
from db.store import Store
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.search import Concern, SearchText
from db.tables.status import TURNS, Spans
from db.tables.visits import Visit
from db.vocabulary import (
    AgreementStatus,
    EntryMode,
    LegalCharacter,
    Progress,
    Renewal,
    Reply,
    StepKind,
    StepState,
    Strength,
    VisitStage,
)
from tests.campaigns import examples
from tests.store.house import TODAY, Ids

DAYS = st.dates(date(2025, 1, 1), date(2029, 1, 1))
PERIODS = st.one_of(
    st.none(),
    DAYS.map(Period.on),
    DAYS.map(Period.by),
    DAYS.map(lambda day: Period.from_edtf(f"{day:%Y-%m}")),
    DAYS.map(lambda day: Period.from_edtf(f"{day:%Y}")),
    st.tuples(DAYS, st.integers(0, 90)).map(lambda pair: Period.days(pair[0], pair[0] + timedelta(days=pair[1]))),
    st.just(Period.text("in the near future")),
)


def _on(row: Spans, today: date) -> str | None:
    """The status a row holds on a day, read from its columns as a table's filter reads them."""
    status = row.status_0
    for n in range(1, TURNS + 1):
        first = getattr(row, f"from_{n}")
        status = getattr(row, f"status_{n}") if first is not None and first <= today else status
    return status


def _row(reader: Session, kind: type[Spans], number: int | None) -> Spans:
    found = reader.get_one(kind, number)
    assert isinstance(found, Spans)
    return found


@examples(10)
@given(
    due=PERIODS,
    strength=st.sampled_from(Strength),
    progress=st.sampled_from(Progress),
    waits=st.booleans(),
    data=st.data(),
)
def test_commitment_status(
    walk: Store, due: Period | None, strength: Strength, progress: Progress, waits: bool, data: st.DataObject
) -> None:
    """Columns and rule agree on every day."""
    visit = walk.run(AddVisit(VisitDraft(title="V"))).record if waits else None
    draft = CommitmentDraft(title="C", due=due, strength=strength, progress=progress, depends_on=visit)
    number = walk.run(AddCommitment(draft)).record
    facts = commitments.CommitmentFacts(strength, progress, due, waits)
    with walk.read() as reader:
        row = _row(reader, Commitment, number)
        for today in data.draw(st.lists(DAYS, min_size=5, max_size=5)):
            assert _on(row, today) == commitments.status(facts, today).value


@examples(10)
@given(stage=st.sampled_from(VisitStage), dates=PERIODS, data=st.data(),
       asked=st.lists(st.tuples(PERIODS, PERIODS, st.sampled_from(Reply)), max_size=2))  # fmt: skip
def test_visit_status(
    walk: Store,
    stage: VisitStage,
    dates: Period | None,
    asked: list[tuple[Period | None, Period | None, Reply]],
    data: st.DataObject,
) -> None:
    """Columns and rule agree on every day, though invitations are written after the visit."""
    number = walk.run(AddVisit(VisitDraft(title="V", stage=stage, dates=dates))).record
    assert number is not None
    for given_on, window, reply in asked:
        walk.run(AddInvitation(InvitationDraft(visit=number, given_on=given_on, window=window, reply=reply)))
    facts = visits.VisitFacts(stage, dates, tuple(visits.InvitationFacts(*each) for each in asked))
    with walk.read() as reader:
        row = _row(reader, Visit, number)
        for today in data.draw(st.lists(DAYS, min_size=5, max_size=5)):
            assert _on(row, today) == visits.status(facts, today).value


STEPS = st.lists(
    st.builds(
        StepDraft,
        kind=st.sampled_from(StepKind),
        state=st.sampled_from(StepState),
        party=st.sampled_from([None, 1, 2]),
        done_on=PERIODS,
        effective_on=PERIODS,
    ),
    max_size=3,
)


@examples(10)
@given(
    steps=STEPS,
    character=st.sampled_from(LegalCharacter),
    mode=st.sampled_from(EntryMode),
    expires=PERIODS,
    renewal=st.sampled_from(Renewal),
    data=st.data(),
)
def test_agreement_status(
    walk: Store,
    steps: list[StepDraft],
    character: LegalCharacter,
    mode: EntryMode,
    expires: Period | None,
    renewal: Renewal,
    data: st.DataObject,
) -> None:
    """Columns and rule agree on every day."""
    draft = AgreementDraft(
        title="A", parties=(1, 2), steps=tuple(steps), legal_character=character, entry_mode=mode,
        expires=expires, renewal=renewal, duration="one year",
    )  # fmt: skip
    number = walk.run(AddAgreement(draft)).record
    facts = agreements.AgreementFacts(
        parties=(1, 2),
        steps=tuple(agreements.StepFacts(s.kind, s.party, s.state, s.done_on, s.effective_on) for s in steps),
        legal_character=character,
        entry_mode=mode,
        no_ratification_foreseen=False,
        expires=expires,
        renewal=renewal,
        duration="one year",
    )
    with walk.read() as reader:
        row = _row(reader, Agreement, number)
        for today in data.draw(st.lists(DAYS, min_size=5, max_size=5)):
            assert AgreementStatus(_on(row, today) or "") is agreements.status(facts, today)


def _last_action(house: Store, record: int) -> date | None:
    with house.read() as reader:
        return reader.get_one(Record, record).last_action


def test_last_action_follows_the_log(house: Store, ids: Ids) -> None:
    """Logging, correcting onto another record, hiding and taking back each move the day."""
    action = house.run(LogAction(ActionDraft(text="Met", on=TODAY, links=(ids["agreement"],))))
    assert _last_action(house, ids["agreement"]) == TODAY
    entry = next(each.id for each in action.touched if each.id != ids["agreement"])
    house.run(CorrectAction(entry, ActionDraft(text="Met", on=TODAY, links=(ids["question"],))))
    assert _last_action(house, ids["agreement"]) is None
    assert _last_action(house, ids["question"]) == TODAY
    house.undo()
    assert _last_action(house, ids["agreement"]) == TODAY
    house.run(Hide((entry,)))
    assert _last_action(house, ids["agreement"]) is None
    assert house.check().sound


def test_both_visits_follow_an_invitation_that_moves(house: Store, ids: Ids) -> None:
    """The visit that loses its invitation is no longer accepted."""
    with house.read() as reader:
        version = reader.get_one(Record, ids["invitation"]).version
    moved = ChangeInvitation(ids["invitation"], version, InvitationDraft(visit=ids["other_visit"]))
    assert ids["visit"] in {each.id for each in house.run(moved).touched}
    assert house.check().sound
    house.undo()
    assert house.check().sound


def test_parties_follow_what_a_record_hangs_on(house: Store, ids: Ids) -> None:
    """A visit of other parties, or an office that is another party's, moves what hangs on it."""
    with house.read() as reader:
        version = {name: reader.get_one(Record, ids[name]).version for name in ("office", "visit")}
    house.run(ChangeVisit(ids["visit"], version["visit"], VisitDraft(title="V", from_party=ids["sco"])))
    assert house.check().sound
    house.run(ChangeOffice(ids["office"], version["office"], OfficeDraft(title="O", party=ids["sco"])))
    assert house.check().sound


def test_search_follows_the_words(house: Store, ids: Ids) -> None:
    """A record is found by its new words, not by its old ones, and again after undo."""

    def finds(words: str) -> bool:
        with house.read() as reader:
            return ids["visit"] in list(reader.scalars(engine.found_by(fold(words))))

    assert (finds("state vis"), finds("рабоч")) == (True, False)
    with house.read() as reader:
        version = reader.get_one(Record, ids["visit"]).version
    house.run(ChangeVisit(ids["visit"], version, VisitDraft(title="Рабочий визит")))
    assert (finds("state vis"), finds("рабоч")) == (False, True)
    house.undo()
    assert (finds("state vis"), finds("рабоч")) == (True, False)


@pytest.mark.parametrize("damage", ["status", "words", "parties", "index"])
def test_rebuild_mends_what_is_computed(house: Store, ids: Ids, damage: str) -> None:
    """A wrong cached value is found by the check, and rebuilt without a change in the journal."""
    harm = {
        "status": update(Commitment.__table__).values(status_0="kept"),  # type: ignore[arg-type]  # a table it is
        "words": update(SearchText).values(title="nothing"),
        "parties": Concern.__table__.delete(),  # type: ignore[attr-defined]  # a table it is
        "index": text("INSERT INTO search(search, rowid, title, body) VALUES ('delete', 1, 'kazakhstan', 'x')"),
    }[damage]
    with house._engine.execution_options(writing=True).begin() as connection:
        connection.execute(harm)
    house._note_own_writing()
    assert damage == "index" or not house.check().sound
    names = house.names()
    house.rebuild()
    assert house.check().sound
    assert house.names() == names
    with house.read() as reader:
        assert list(reader.scalars(engine.found_by("kazakhstan"))) == [ids["kz"]]


def test_check_counts_and_compares_with_the_journal(house: Store, ids: Ids) -> None:
    """A row changed behind the journal's back is named."""
    report = house.check()
    assert sum(report.records.values()) == len(ids)
    with house._engine.execution_options(writing=True).begin() as connection:
        connection.execute(update(Record).where(Record.id == ids["area"]).values(title="Quiet edit"))
    report = house.check()
    assert not report.sound
    assert report.journal == (("record", ids["area"]),)
    assert report.derived == (ids["area"],)


def test_many_records_are_refreshed_in_parts(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement takes only so many values; a large import must not depend on the build of SQLite."""
    monkeypatch.setattr(engine, "_PART", 2)
    house.rebuild()
    assert house.check().sound
