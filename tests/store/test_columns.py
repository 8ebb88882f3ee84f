"""What rows of a status table take from other tables: read for all of them together, and the same as in full."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pytest
from sqlalchemy import event

from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment, SetOfficer
from db.commands.visits import AddVisit
from db.queries import agreements, commitments, visits
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft
from db.records.commitments import CommitmentDraft
from db.records.visits import DelegateDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import How, StepKind
from tests.store.house import TODAY, Ids

TABLES = (agreements, commitments, visits)


def statements(store: Store, noun: ModuleType, ids: list[int]) -> int:
    """How many statements it takes to read these rows."""
    heard: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *others: object) -> None:
        heard.append(statement)

    event.listen(store._engine, "before_cursor_execute", hear)
    try:
        with store.read() as reader:
            assert len(noun.lines(reader, TODAY, ids)) == len(ids)
    finally:
        event.remove(store._engine, "before_cursor_execute", hear)
    return len(heard)


def several(store: Store, ids: Ids, noun: ModuleType) -> list[int]:
    """Ten records of a kind that have something in each table beside their own."""
    parties, area, visit = (ids["kz"], ids["pk"]), (ids["area"],), ids["visit"]
    cited = (CitationDraft(how=How.STATED, quotation=ids["quotation"]),)
    done = Period.on(date(2026, 3, 5))
    found: list[int | None] = []
    for number in range(10):
        title = f"Number {number}"
        if noun is visits:
            leads = (DelegateDraft(name=title, party=ids["kz"], leads=True),)
            found.append(store.run(AddVisit(VisitDraft(title=title, return_of=visit, delegates=leads))).record)
        elif noun is agreements:
            steps = (StepDraft(kind=StepKind.RATIFIED, party=ids["kz"], done_on=done),)
            draft = AgreementDraft(title=title, parties=parties, steps=steps, areas=area, visit=visit)
            found.append(store.run(AddAgreement(draft)).record)
        else:
            promise = CommitmentDraft(title=title, owes=parties, areas=area, origin=visit, citations=cited)
            found.append(store.run(AddCommitment(promise)).record)
    return [each for each in found if each is not None]


@pytest.mark.parametrize("noun", TABLES, ids=lambda noun: noun.__name__.rpartition(".")[2])
def test_many_rows_take_as_many_statements_as_two(house: Store, ids: Ids, noun: ModuleType) -> None:
    """Reason: a table reads 64 rows at once, an export a thousand."""
    made = several(house, ids, noun)
    assert statements(house, noun, made) == statements(house, noun, made[:2])


def test_a_promise_knows_its_countries_and_sources_and_who_wrote_it(house: Store, ids: Ids) -> None:
    stated, silent, said = How.STATED, ids["source"], ids["quotation"]
    citations = (
        CitationDraft(field="due", how=stated, quotation=said),
        CitationDraft(field="owes", how=stated, quotation=said),
        CitationDraft(field="proof", how=How.UNKNOWN, source=silent),
    )
    draft = CommitmentDraft(title="Open a road", owes=(ids["office"],), origin=ids["visit"], citations=citations)
    made = house.run(AddCommitment(draft))
    assert made.record is not None
    changed = house.run(SetOfficer((made.record,), "D. Omar"))
    with house.read() as reader:
        (line,) = commitments.lines(reader, TODAY, [made.record])
        head = commitments.card(reader, TODAY, made.record).head
    assert [each.title for each in line.countries] == ["Kazakhstan", "Pakistan"], "Its own and those of its visit."
    assert line.sources == ("Joint statement",), "Once, however often it is cited."
    assert (line.written.created_at, line.written.changed_at) == (made.at, changed.at)
    assert (line.written.created_by, line.written.changed_by) == ("A. Serik", "A. Serik")
    assert (head.created_at, head.changed_at) == (made.at, changed.at)


def test_a_row_says_of_ratification_what_its_stepper_says(house: Store, ids: Ids) -> None:
    for each in (*several(house, ids, agreements), ids["agreement"]):
        with house.read() as reader:
            card = agreements.card(reader, TODAY, each)
        assert card.line.consents == card.life[1:-1]
        assert [party.title for party in card.line.parties] == ["Kazakhstan", "Pakistan"]


def test_only_those_who_lead_are_named_the_visiting_side_first(house: Store, ids: Ids) -> None:
    kz, pk = ids["kz"], ids["pk"]
    delegates = (
        DelegateDraft(name="Host", party=pk, leads=True),
        DelegateDraft(name="Deputy", party=kz),
        DelegateDraft(name="Guest", function="Minister", party=kz, leads=True),
    )
    visit = house.run(AddVisit(VisitDraft(title="Talks", from_party=kz, to_party=pk, delegates=delegates))).record
    assert visit is not None
    with house.read() as reader:
        (line,) = visits.lines(reader, TODAY, [visit])
    found = [(each.name, each.function, each.party and each.party.title) for each in line.leaders]
    assert found == [("Guest", "Minister", "Kazakhstan"), ("Host", "", "Pakistan")]
