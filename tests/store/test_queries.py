"""What the screens read of the starter register, on the day its examples are dated and on the day after the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import AddCommitment, Assess
from db.commands.settings import ChooseOurSide
from db.errors import NotFound
from db.queries import actions, agreements, commitments, parties, records, search, sources, today, visits
from db.queries.base import Reader
from db.records.actions import ActionDraft
from db.records.agreements import AgreementCard
from db.records.base import View
from db.records.commitments import CommitmentDraft, CommitmentLine
from db.rules import phrases
from db.rules.periods import Period, state
from db.store import Store
from db.vocabulary import (
    AgreementStatus,
    CommitmentStatus,
    How,
    Kind,
    LegalCharacter,
    Progress,
    Reply,
    Turn,
    VisitStatus,
)
from tests.registers import OFFICER, TODAY, make_starter, number_of, opened

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


def log(store: Store, record: int, text: str, next_words: str = "", **fields: object) -> int:
    period = phrases.read(next_words, TODAY).readings[0].period if next_words else None
    draft = ActionDraft.model_validate(
        {"text": text, "on": TODAY, "by": OFFICER, "links": (record,), "next_due": period, **fields}
    )
    return store.run(LogAction(draft)).id


def add(store: Store, draft: CommitmentDraft) -> int:
    made = store.run(AddCommitment(draft)).record
    assert made is not None
    return made


def _counts(reader: Reader) -> dict[str, int]:
    """The named views of the commitments with how many rows each has."""
    return {each.label: commitments.count(reader, TODAY, each.view) for each in commitments.views(reader)}


def _attention(reader: Reader) -> tuple[int, int]:
    """The number beside Today, and how much of it is overdue."""
    found = today.attention(reader, TODAY)
    return found.total, found.overdue


def test_today_names_what_the_starter_leaves_open(store: Store) -> None:
    with store.read() as reader:
        sheet = today.sheet(reader, TODAY)
        assert _attention(reader) == (2, 0)
    (asked,) = sheet.invitations.rows
    assert asked.title == "Return state visit of Prime Minister Shehbaz Sharif to Kazakhstan"
    assert (asked.status, asked.reply, asked.dates) == (VisitStatus.INVITED_NO_DATE, Reply.NONE_RECORDED, None)
    assert asked.window is not None and asked.window.as_written == "this year"
    assert state(asked.window, TODAY).days_left == 38
    (signed,) = sheet.to_confirm.rows
    assert (signed.status, signed.in_force) == (AgreementStatus.SIGNED, None)
    assert signed.legal_character is LegalCharacter.NOT_STATED
    assert sheet.silent.rows == (), "What was entered lately was not left alone."
    (owed,) = sheet.returns_owed
    assert (owed.owes.title, owed.owed.title, owed.paid, owed.returned) == ("Pakistan", "Kazakhstan", 1, 0)
    assert owed.invited is not None and owed.invited.id == asked.id
    assert (sheet.overdue.total, sheet.due_soon.total, sheet.waiting.total, sheet.recent) == (0, 0, 0, ())
    assert sheet.needs == 2
    assert sheet.weeks[0].monday == TODAY
    assert sheet.weeks[5].things[0].record == asked.id, "the window closes in the sixth week"
    with store.read() as reader:
        (promise,) = today.sheet(reader, NEW_YEAR).silent.rows
    assert (promise.due, promise.days_silent, promise.owed) == (None, 39, ())


def test_the_invitation_lapses_with_its_window(store: Store) -> None:
    with store.read() as reader:
        (asked,) = today.sheet(reader, NEW_YEAR).invitations.rows
        assert asked.status is VisitStatus.LAPSED
        assert visits.lines(reader, date(2026, 12, 31), [asked.id])[0].status is VisitStatus.INVITED_NO_DATE


def test_intentions_are_not_counted_as_promises(store: Store) -> None:
    with store.read() as reader:
        counts = _counts(reader)
        shown = commitments.window(reader, TODAY, View(name="open"), 0, 50)
    assert counts["All open"] == 3
    assert (counts["Intentions"], counts["All"], counts["Overdue"], counts["Closed"]) == (6, 9, 0, 0)
    assert (counts["Kazakhstan owes"], counts["Pakistan owes"]) == (3, 2)
    assert [line.status for line in shown] == [CommitmentStatus.WAITING] * 2 + [CommitmentStatus.OPEN]


def test_our_side_turns_countries_into_we_and_they(store: Store) -> None:
    with store.read() as reader:
        pakistan = parties.by_code(reader, "pk")
    store.run(ChooseOurSide(pakistan))
    with store.read() as reader:
        counts = _counts(reader)
    assert (counts["We owe"], counts["They owe"]) == (2, 3), "Two are owed by both sides, one by theirs alone."


def test_finding_ignores_case_accents_and_letter_variants(store: Store) -> None:
    title = "Ұсыныс: Қазақстан – Café کراچی"
    made = add(store, CommitmentDraft(title=title))
    for words in ("ұсын", "усын", "ҚАЗАҚ", "казак", "cafe", "كراچي", "CAFÉ қазақстан"):
        with store.read() as reader:
            found = search.find(reader, words, kinds=(Kind.COMMITMENT,))
            assert [each.id for each in found] == [made], words
            assert commitments.count(reader, TODAY, View(name="all", find=words)) == 1
    with store.read() as reader:
        assert search.find(reader, '" OR * NEAR(') == ()
        assert search.find(reader, "“–”") == ()


def test_a_country_shows_what_concerns_it(store: Store) -> None:
    store.run(AddCommitment(CommitmentDraft(title="Unrelated")))
    with store.read() as reader:
        pakistan = parties.by_code(reader, "PAK")
        assert visits.count(reader, TODAY, View.about(pakistan)) == 2
        assert agreements.count(reader, TODAY, View.about(pakistan)) == 1
        assert commitments.count(reader, TODAY, View.about(pakistan)) == 9
        assert {line.title: line.open_count for line in parties.lines(reader)} == {"Kazakhstan": 3, "Pakistan": 3}
        with pytest.raises(NotFound, match="KZ Kazakhstan"):
            parties.by_code(reader, "XX")


def test_logging_moves_the_record_and_counts_silence_anew(store: Store) -> None:
    promise = number_of(store, "transport logistics", Kind.COMMITMENT)
    log(store, promise, "List asked for.", progress_after=Progress.IN_PROGRESS)
    with store.read() as reader:
        card = commitments.card(reader, TODAY, promise)
        assert (card.line.status, card.line.days_silent) == (CommitmentStatus.IN_PROGRESS, 0)
        assert (card.draft.assessed_on, card.draft.assessed_by) == (TODAY, OFFICER)
        assert today.sheet(reader, TODAY).silent.total == 0
    store.undo()
    with store.read() as reader:
        card = commitments.card(reader, TODAY, promise)
        assert (card.line.status, card.line.days_silent) == (CommitmentStatus.OPEN, 0)
        assert actions.count(reader, TODAY, View()) == 0


def test_overdue_stands_beside_progress_and_kept_ends_it(store: Store) -> None:
    draft = CommitmentDraft(title="Reply to the note", due=Period.from_edtf("2026-10"), progress=Progress.WAITING)
    made = add(store, draft)
    with store.read() as reader:
        assert _attention(reader) == (3, 1)
        (late,) = today.sheet(reader, TODAY).overdue.rows
    assert (late.status, late.progress) == (CommitmentStatus.OVERDUE, Progress.WAITING)
    store.run(Assess((made,), Progress.KEPT, TODAY, OFFICER, "Note 41 received"))
    with store.read() as reader:
        assert _attention(reader) == (2, 0)
        assert commitments.lines(reader, TODAY, [made])[0].status is CommitmentStatus.KEPT


def test_hidden_records_are_not_shown_anywhere(store: Store) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    store.run(Hide((visit,)))
    with store.read() as reader:
        assert visits.count(reader, TODAY, View()) == 1
        assert today.sheet(reader, TODAY).invitations.total == 0
        assert search.find(reader, "return state visit", kinds=(Kind.VISIT,)) == ()
        assert records.link(reader, visit).title.startswith("Return state visit")


def test_cards_say_what_is_stated_inferred_and_unknown(store: Store) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    declaration = number_of(store, "joint declaration", Kind.AGREEMENT)
    with store.read() as reader:
        card = visits.card(reader, TODAY, visit)
        agreement = agreements.card(reader, TODAY, declaration)
    how = {each.field: each.how for each in card.citations}
    assert how["kind"] is How.STATED
    assert how["return_of"] is How.INFERRED
    assert how["places"] is How.UNKNOWN
    assert card.warnings == (
        "A state visit is by common protocol usage made by a head of state; the source's word is kept.",
    )
    assert [invitation.by for invitation in card.invitations] == ["Kassym-Jomart Tokayev"]
    assert isinstance(agreement, AgreementCard)
    assert [stage.state for stage in agreement.life] == ["done", "not_stated", "not_stated", "not_stated"]
    assert agreement.line.turn is Turn.NOT_STATED


def test_the_next_round_of_the_anniversary(store: Store) -> None:
    with store.read() as reader:
        (card,) = parties.anniversaries(reader, TODAY)
        (seen_in_its_year,) = parties.anniversaries(reader, date(2027, 1, 2))
    assert (card.next_ordinal, card.next_year) == (35, 2027)
    assert (seen_in_its_year.next_ordinal, seen_in_its_year.next_year) == (35, 2027)


def test_reciprocity_of_the_pair(store: Store) -> None:
    with store.read() as reader:
        kazakhstan, pakistan = parties.by_code(reader, "KZ"), parties.by_code(reader, "PK")
        sides = parties.reciprocity(reader, TODAY, kazakhstan, pakistan)
        assert parties.partners(reader, TODAY, pakistan) == (kazakhstan,)
    assert (len(sides.paid_by_a), len(sides.paid_by_b)) == (1, 0)
    assert (sides.owes_name, sides.owed_name) == ("Pakistan", "Kazakhstan")
    assert sides.invited_visit == number_of(store, "return state visit", Kind.VISIT)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_listed_and_shown(store: Store, kind: Kind) -> None:
    with store.read() as reader:
        listed = records.of_kind(reader, kind, View())
        for link in listed:
            card = records.card(reader, TODAY, link.id)
            assert link.title in card.model_dump_json() or link.kind is Kind.ATTACHMENT


def test_an_unknown_number_is_named(store: Store) -> None:
    with store.read() as reader:
        with pytest.raises(NotFound, match="9999"):
            records.card(reader, TODAY, 9999)
        with pytest.raises(NotFound, match="9999"):
            records.link(reader, 9999)
        with pytest.raises(NotFound, match="no visit"):
            visits.card(reader, TODAY, 1)
        with pytest.raises(NotFound):
            sources.content(reader, "0" * 64)


def test_reports_name_what_nobody_looked_at(store: Store) -> None:
    """Attention reports are views like the others: unanswered invitations, promises repeated or never verified."""
    with store.read() as reader:
        (asked,) = visits.window(reader, TODAY, View(name="unanswered"), 0, 10)
        assert asked.title.startswith("Return state visit")
        open_now = commitments.count(reader, TODAY, View(name="open"))
        assert commitments.count(reader, TODAY, View(name="unverified")) == open_now
        assert commitments.count(reader, TODAY, View(name="repeated")) == 0
        assert agreements.count(reader, TODAY, View(name="quiet")) == 0
        assert agreements.count(reader, date(2032, 1, 1), View(name="quiet")) == 0, "Its day is not known."
    (first, *_) = [line.id for line in lines_of(store)]
    store.run(Assess((first,), Progress.IN_PROGRESS, TODAY, OFFICER))
    store.run(AddCommitment(CommitmentDraft(title="Again", repeats=first)))
    with store.read() as reader:
        again = commitments.window(reader, TODAY, View(name="repeated"), 0, 10)
        assert [line.title for line in again] == ["Again"]
        assert first not in [line.id for line in commitments.window(reader, TODAY, View(name="unverified"), 0, 99)]


def lines_of(store: Store) -> tuple[CommitmentLine, ...]:
    """The open commitments."""
    with store.read() as reader:
        return commitments.window(reader, TODAY, View(name="open"), 0, 99)
