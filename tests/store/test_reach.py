"""Whatever a command changes in the rows of status tables, its change says so; and it does not cry wolf."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db import reach
from db.commands.actions import LogAction
from db.commands.commitments import SetOfficer
from db.commands.people import ChangeOffice
from db.commands.visits import AddInvitation, ChangeVisit
from db.queries import actions, agreements, commitments, visits
from db.records.actions import ActionDraft
from db.records.base import Change, Draft
from db.records.people import OfficeDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.tables.base import Record
from db.tables.status import Line
from db.vocabulary import Kind, Rank, Reply, VisitStage
from tests.store.house import TODAY, Ids
from tests.store.makers import MAKERS, command

TABLES = (visits, agreements, commitments, actions)

Told = dict[int, tuple[Any, Any]]
"""By record: what its row says, and what it stands by."""


def told(store: Store) -> Told:
    """All rows of all tables."""
    with store.read() as reader:
        stands = {row.record_id: tuple(row) for row in reader.execute(select(Line.__table__))}
        return {
            line.id: (line, stands[line.id])
            for noun in TABLES
            for line in noun.lines(reader, TODAY, reader.scalars(select(Record.id)).all())
            if line.id in stands
        }


def unsaid(change: Change, before: Told, after: Told) -> set[int]:
    """The records whose rows differ though the change does not say that it reaches them."""
    differing = {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}
    return set() if change.reached is None else differing - {each.id for each in change.reached}


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
@pytest.mark.sampled(24)
def test_a_change_reaches_every_row_that_differs(house: Store, ids: Ids, kind: type[Any]) -> None:
    """Done, taken back, and done again."""
    first = told(house)
    done = house.run(command(house, ids, kind))
    second = told(house)
    assert unsaid(done, first, second) == set()
    undone = house.undo()
    third = told(house)
    assert unsaid(undone, second, third) == set()
    assert unsaid(house.redo(), third, told(house)) == set()


def test_a_visit_reaches_what_stands_on_its_programme_and_an_office_what_was_promised_to_it(
    house: Store, ids: Ids
) -> None:
    """The return of the visit at which something was promised, its dates, who accepted them, in what rank they come."""
    at, back, office, promise = ids["visit"], ids["other_visit"], ids["office"], ids["commitment"]
    soon = Period.days(TODAY + timedelta(days=9), TODAY + timedelta(days=11))
    agreed = VisitDraft(title="Back", stage=VisitStage.DATES_AGREED, return_of=at, dates=soon)
    held = VisitDraft(title="There", stage=VisitStage.COMPLETED)
    asked = InvitationDraft(visit=back, by_party=ids["kz"], given_on=Period.on(TODAY), reply=Reply.ACCEPTED)
    house.run(ChangeVisit(at, version(house, at), held))
    deeds: list[tuple[type[Any], int, Draft, bool]] = [
        (ChangeVisit, back, agreed, True),
        (ChangeVisit, back, agreed.model_copy(update={"return_of": None}), True),
        (ChangeVisit, back, agreed.model_copy(update={"stage": VisitStage.INVITED}), False),
        (AddInvitation, 0, asked, True),
        (ChangeVisit, at, held.model_copy(update={"office": office}), False),
        (ChangeOffice, office, OfficeDraft(title="Ministry", party=ids["kz"], rank=Rank.MINISTER), True),
    ]
    for kind, record, draft, weighs in deeds:
        before = told(house)
        done = house.run(kind(record, version(house, record), draft) if record else kind(draft))
        after = told(house)
        assert unsaid(done, before, after) == set()
        assert (before[promise][0].urgency != after[promise][0].urgency) is weighs, draft
        assert unsaid(house.undo(), after, told(house)) == set()
        house.redo()


def version(store: Store, record: int) -> int:
    """The version of a record."""
    with store.read() as reader:
        return reader.get_one(Record, record).version


def test_one_more_entry_of_a_log_does_not_reach_what_hangs_on_the_visit(house: Store, ids: Ids) -> None:
    change = house.run(LogAction(ActionDraft(text="They asked again", on=TODAY, links=(ids["visit"],))))
    assert change.among(Kind.VISIT) == {ids["visit"]}
    assert not change.reaches(Kind.COMMITMENT) and not change.reaches(Kind.AGREEMENT)
    assert change.among(Kind.ACTION) == {change.touched[-1].id}


def test_a_change_of_very_many_is_said_to_reach_all(house: Store, ids: Ids, monkeypatch: pytest.MonkeyPatch) -> None:
    change = SetOfficer((ids["commitment"],), "D. Omar")
    assert not house.run(change).reaches(Kind.AGREEMENT)
    house.undo()
    monkeypatch.setattr(reach, "MOST", 1)
    done = house.run(change)
    assert done.reached is None and done.reaches(Kind.AGREEMENT) and done.among(Kind.COMMITMENT) == frozenset()
