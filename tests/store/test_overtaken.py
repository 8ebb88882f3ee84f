"""What was recorded otherwise since its source was cited is marked as that, wherever its words are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.commitments import ChangeCommitment, SetDue
from db.commands.parties import ChangeAnniversary
from db.commands.sources import AddQuotation, AddSource, Cite, Uncite
from db.commands.visits import ChangeVisit
from db.queries import briefing, commitments, records, visits
from db.queries.cited import cited, overtaken
from db.records.base import CitationDraft, Overtaken
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.sources import QuotationDraft, SourceDraft
from db.rules.periods import Period
from db.store import Store
from db.tables.base import Citation, Record
from db.vocabulary import BriefingKind, How, Kind, Progress
from desktop.cli.full import full
from tests.campaigns import examples
from tests.registers import TODAY, make_starter, number_of, opened
from tests.store.house import Ids

MAY = Period.days(date(2026, 5, 4), date(2026, 5, 6))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


def marks(store: Store, record: int) -> dict[str, str]:
    """What is said of facts that were recorded otherwise since, by field."""
    with store.read() as reader:
        return {each.field: each.overtaken.told(each.how) for each in cited(reader, record) if each.overtaken}


def change(store: Store, visit: int, **fields: Any) -> None:
    """Write other values into a visit, as its form does."""
    with store.read() as reader:
        card = visits.card(reader, TODAY, visit)
    store.run(ChangeVisit(visit, card.head.version, card.draft.model_copy(update=fields)))


def sheet(store: Store, visit: int) -> BriefingSheet:
    """The sheet of a visit."""
    with store.read() as reader:
        return briefing.sheet(reader, BriefingDraft(kind=BriefingKind.VISIT, about=visit, as_of=TODAY), TODAY, 0)


def held(store: Store) -> int:
    """The state visit that took place."""
    return number_of(store, "state visit tokayev", Kind.VISIT)


def test_nothing_is_marked_of_a_register_as_it_was_told(store: Store) -> None:
    with store.read() as reader:
        assert not overtaken(reader, range(1, 400))


# ---------------------------------------------------------------------------------------------- each kind of fact
FACTS: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("nothing", {}, {}),
    ("a note of ours, which no source says", {"notes": "Ask again."}, {}),
    ("days that were inferred", {"dates": MAY}, {"dates": "4 Feb 2026 was inferred; recorded since as 4–6 May 2026"}),
    ("the same day in other words", {"dates": Period.from_edtf("2026-02-04", "the 4th")}, {}),
    ("days taken away", {"dates": None}, {"dates": "4 Feb 2026 was inferred; recorded since as not stated"}),
    ("another visitor", {"visitor": None},
     {"visitor": "the source said Kassym-Jomart Tokayev; recorded since as not stated"}),
    ("a title of ours over one that no source gave", {"title": "Visit"}, {}),
    ("an end on which the source was silent", {"dates": Period.days(date(2026, 2, 3), date(2026, 2, 4))},
     {"dates": "4 Feb 2026 was inferred; recorded since as 3–4 Feb 2026"}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "said"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS])
def test_a_fact_that_was_written_over_names_what_its_source_said(
    store: Store, fields: dict[str, Any], said: dict[str, str]
) -> None:
    visit = held(store)
    change(store, visit, **fields)
    assert {field: mark for field, mark in marks(store, visit).items() if field != "known_day"} == said


def test_a_row_is_marked_too(store: Store) -> None:
    """Fields inside rows that hang on a record follow the same rule, whatever else moved the record's version."""
    visit = held(store)
    with store.read() as reader:
        draft = visits.card(reader, TODAY, visit).draft
    inside = [each for each in draft.citations if each.field.startswith("talks.0.") and each.how is not How.UNKNOWN]
    assert inside, "the starter's source tells of the talks"
    first = draft.talks[0].model_copy(update={"place": "Lahore", "topics": "All", "day": MAY, "format": None})
    change(store, visit, talks=(first.model_copy(update={"format": draft.talks[0].format}), *draft.talks[1:]))
    assert {field for field in marks(store, visit) if field.startswith("talks")} <= {each.field for each in inside}


# ---------------------------------------------------------------------------------------------- every place says it
def test_pane_list_and_sheet_say_it_and_no_date_somebody_typed_claims_a_source(store: Store) -> None:
    visit = held(store)
    before = sheet(store, visit)
    row = next(row for row in before.visits if "4 Feb 2026" in row.when.text)
    assert row.when.how is How.INFERRED
    change(store, visit, dates=MAY)
    after = sheet(store, visit)
    told = [each for each in after.visits if each.when.text == MAY.display()]
    assert [each.when.how for each in told] == [How.STATED]
    with store.read() as reader:
        text = full(reader, records.card(reader, TODAY, visit), TODAY)
    assert "4 Feb 2026 was inferred; recorded since as" in " ".join(text.split())


def test_words_on_a_sheet_are_marked_where_they_no_longer_hold(store: Store) -> None:
    """The words are printed as they were said, with what was recorded since under them."""
    visit = held(store)
    person = number_of(store, "tokayev", Kind.PERSON)
    source = store.run(AddSource(SourceDraft(title="Speech"))).record
    assert source is not None
    words = QuotationDraft(source=source, words=f"I come on the fourth of February {'for trade ' * 25}", speaker=person)
    quotation = store.run(AddQuotation(words)).record
    store.run(Cite(visit, CitationDraft(field="purpose", how=How.STATED, quotation=quotation)))
    store.run(Cite(visit, CitationDraft(field="kind", how=How.STATED, quotation=quotation)))
    assert not any(each.since for each in sheet(store, visit).quotes)
    change(store, visit, purpose="Trade", dates=MAY)
    said = [each.since for each in sheet(store, visit).quotes if "fourth of February" in each.words]
    assert len(said) == 1 and "Purpose: recorded since as Trade." in said[0] and "Kind" not in said[0]


def test_an_anniversary_whose_year_somebody_wrote_is_inferred_no_longer(store: Store) -> None:
    visit = held(store)
    with store.read() as reader:
        number = reader.query(Record).filter(Record.kind == Kind.ANNIVERSARY).first()
        assert number is not None
        card = records.card(reader, TODAY, number.id)
    draft = getattr(card, "draft")  # noqa: B009
    line = next(each for each in sheet(store, visit).background.free_to_use if "anniversary" in each.text)
    assert line.how is How.INFERRED
    head = getattr(card, "head")  # noqa: B009
    others = tuple(each for each in draft.citations if each.field == "first")
    update = {"first": Period.on(date(1993, 2, 24)), "citations": others}
    store.run(ChangeAnniversary(head.id, head.version, draft.model_copy(update=update)))
    line = next(each for each in sheet(store, visit).background.free_to_use if "anniversary" in each.text)
    assert line.how is How.STATED


# ------------------------------------------------------------------------------------------------ however it came so
VALUES = [None, *(Period.on(date(2027, 1, day)) for day in (1, 2, 3)), Period.from_edtf("2027-01")]
DEEDS = st.tuples(st.sampled_from(("set", "set and undo", "cite", "note")), st.sampled_from(VALUES))


@examples(6)
@given(st.lists(DEEDS, max_size=5))
def test_it_is_marked_just_when_it_stands_otherwise_than_when_it_was_cited(
    walk: Store, furnished: tuple[Path, Ids], deeds: list[tuple[str, Period | None]]
) -> None:
    """Whatever was written in between, undone or noted; cited anew, the source speaks for what stands then."""
    record = furnished[1]["commitment"]
    _uncite(walk, record)
    walk.run(SetDue((record,), None))
    then: Period | None = None
    now: Period | None = None
    was_cited = False
    for number, (deed, value) in enumerate(deeds):
        if deed == "cite":
            _uncite(walk, record)
            walk.run(
                Cite(
                    record, CitationDraft(field="due", how=How.STATED, says=f"{number}", source=furnished[1]["source"])
                )
            )
            then, was_cited = now, True
        elif deed == "note":
            _note(walk, record, f"note {number}")
        elif value != now:
            walk.run(SetDue((record,), value))
            if deed == "set":
                now = value
            else:
                walk.undo()
    with walk.read() as reader:
        found = [each.overtaken for each in cited(reader, record)]
    assert found == ([_expected(then, now)] if was_cited else [])


def _expected(then: Period | None, now: Period | None) -> Overtaken | None:
    one, other = (each.display() if each else "" for each in (then, now))
    return None if then == now else Overtaken(then=one, now=other)


def _uncite(store: Store, record: int) -> None:
    with store.read() as reader:
        rows = [row.id for row in reader.query(Citation).filter(Citation.record_id == record)]
    for each in rows:
        store.run(Uncite(each))


def _note(store: Store, record: int, text: str) -> None:
    with store.read() as reader:
        card = commitments.card(reader, TODAY, record)
    draft = card.draft.model_copy(update={"notes": text, "progress": Progress.IN_PROGRESS})
    store.run(ChangeCommitment(record, card.head.version, draft))
