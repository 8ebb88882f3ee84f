"""Whoever changes a record says what they had seen of it: what others changed since is never overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.actions import LogAction
from db.commands.base import Command, Done, Hide, find
from db.commands.commitments import AddCommitment, Assess, SetOfficer
from db.commands.parties import MergeAreas
from db.commands.people import HandOver
from db.commands.points import WritePoints
from db.commands.settings import RenameUsed
from db.commands.sources import AddFromQuote, Quote
from db.errors import Conflict
from db.records.actions import ActionDraft
from db.records.base import Change
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.store import Store, open_register
from db.tables.base import Base, Child, Record
from db.tables.history import ChangeRow
from db.vocabulary import Progress
from db.words import told
from tests.store.house import TODAY, Clock, Ids, facts
from tests.store.makers import MAKERS, command

OTHER = "B. Omar"

WHEREVER = {
    RenameUsed: "a name is replaced wherever it stands, whatever else was changed there",
    MergeAreas: "an area is replaced wherever it stands; the areas themselves are looked at",
    WritePoints: "each point is compared with the words from which it was begun: tests/store/test_points.py",
}
"""What does not look at each record it writes, with the reason."""

ONLY_ADDS = {Quote: "where the words were not quoted before; those that were are in `AddFromQuote`"}
"""What writes over nothing in the house, with the reason."""

ANEW = {(AddFromQuote, "hide"): "the words of a quotation that is in the Trash are quoted anew beside it"}
"""What stands in nobody's way, with the reason."""

SEEING = [kind for kind in MAKERS if "seen" in {field.name for field in fields(kind)}]
"""The commands that say what was seen."""

TABLES = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Edit:
    """Any record of any kind, changed by somebody else."""

    id: int

    def apply(self, session: Session) -> Done:
        find(session, self.id).notes += "And this."
        return Done(told("Changed"), self.id)


@dataclass(frozen=True, slots=True)
class Away:
    """Any record of any kind, moved to the Trash by somebody else, even where others rest on it."""

    id: int

    def apply(self, session: Session) -> Done:
        find(session, self.id).hidden = True
        return Done(told("Moved to Trash"), self.id)


BY_OTHERS: dict[str, Any] = {
    "edit": Edit,
    "hide": Away,
    "log": lambda record: LogAction(ActionDraft(text="They rang", on=TODAY, links=(record,))),
}


@pytest.fixture(scope="module")
def one(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One register for all commands; whoever tries one takes it back."""
    path = Path(shutil.copy(furnished[0], tmp_path_factory.mktemp("seen") / "one.aide"))
    with open_register(path, now=Clock(), by="A. Serik") as opened:
        yield opened


def by_another(store: Store, command: Command) -> Change:
    """Let somebody else do something with the same register."""
    own, store.by = store.by, OTHER
    try:
        return store.run(command)
    finally:
        store.by = own


def written_over(store: Store, change: Change) -> set[int]:
    """The records of which a change wrote over something that stood there."""
    found: set[int] = set()
    with store.read() as reader:
        of_it = select(ChangeRow).where(ChangeRow.change_id == change.id, ChangeRow.before.is_not(None))
        for row in reader.scalars(of_it):
            assert row.before is not None
            kind = TABLES[row.table]
            if issubclass(kind, Record):
                found.add(row.row_id)
            elif issubclass(kind, Child):
                stood = reader.get(kind, row.row_id) or SimpleNamespace(**row.before)
                found |= {each for each in kind.owners(cast("Any", stood)) if each is not None}
    return found


def decided_about(house: Store, ids: Ids, kind: type[Any]) -> list[int]:
    """The records that the command of the house decides about: what it writes over; else what it hangs something on,
    or, where it would leave all as it is, what it names."""
    wanted: Any = command(house, ids, kind)
    done = house.run(wanted)
    house.undo()
    over = written_over(house, done)
    if kind in WHEREVER:
        over &= {ids["area"], ids["other_area"]}
    with house.read() as reader:
        hung_on = {each.id for each in done.touched if reader.get(Record, each.id) is not None}
    found = over or (hung_on if kind not in ONLY_ADDS else set()) or set(getattr(wanted, "ids", ()))
    assert found or kind in ONLY_ADDS
    return sorted(found)


def as_seen(wanted: Any, seen: int) -> Command:
    """A command as somebody gives it who has seen so much."""
    return cast("Command", replace(wanted, seen=seen))


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
def test_what_writes_over_a_record_says_what_was_seen_of_it(one: Store, ids: Ids, kind: type[Any]) -> None:
    """Reason: a command without it writes over what somebody else wrote while its question stood on the screen."""
    over = written_over(one, one.run(command(one, ids, kind)))
    one.undo()
    assert kind in SEEING or not over or kind in WHEREVER


@pytest.mark.parametrize("kind", SEEING, ids=lambda kind: kind.__name__)
@pytest.mark.sampled(15)
def test_what_another_changed_since_is_a_conflict_and_nothing_is_stored(one: Store, ids: Ids, kind: type[Any]) -> None:
    """Whatever another did meanwhile to a record that is decided about, who did it is said, and nothing is stored."""
    for record in decided_about(one, ids, kind):
        for how in [each for each in BY_OTHERS if (kind, each) not in ANEW]:
            wanted = as_seen(command(one, ids, kind), one.seen())
            done = by_another(one, BY_OTHERS[how](record))
            before = facts(one)
            with pytest.raises(Conflict, match=OTHER) as refused:
                one.run(wanted)
            assert facts(one) == before, how
            with one.read() as reader:
                moved = {reader.get_one(Record, each.id).title: each.kind for each in done.touched}
            assert {each.title for each in refused.value.moved} <= moved.keys(), how
            one.undo(done.id)


@pytest.mark.parametrize("kind", SEEING, ids=lambda kind: kind.__name__)
@pytest.mark.sampled(15)
def test_what_one_has_seen_and_what_others_changed_elsewhere_is_no_conflict(
    one: Store, ids: Ids, kind: type[Any]
) -> None:
    """One's own change before it, and what others do with other records, stand in nobody's way."""
    one.run(Edit(ids["visit"]))
    wanted = as_seen(command(one, ids, kind), one.seen())
    elsewhere = by_another(one, AddCommitment(CommitmentDraft(title="Something else")))
    one.run(wanted)
    one.undo()
    one.undo(elsewhere.id)
    one.undo()


def test_of_several_records_those_are_named_that_were_changed_since(house: Store) -> None:
    """Nothing is stored of the others either."""
    numbers = [house.run(AddCommitment(CommitmentDraft(title=f"Promise {n}"))).record or 0 for n in range(12)]
    looked = house.seen()
    for each in numbers[2:7]:
        by_another(house, SetOfficer((each,), "C. Aliyev"))
    before = facts(house)
    with pytest.raises(Conflict) as refused:
        house.run(Assess(tuple(numbers), Progress.DONE, TODAY, seen=looked))
    assert facts(house) == before
    assert refused.value.happened.startswith("5 of 12 were changed since: “Promise 2” was changed by B. Omar, ")
    assert [each.title for each in refused.value.moved] == [f"Promise {n}" for n in range(2, 7)]
    assert "“Promise 4”" in refused.value.happened and "“Promise 5”" not in refused.value.happened


def test_one_of_several_is_told_in_the_singular(house: Store, ids: Ids) -> None:
    """And what was moved to the Trash is said to be there."""
    other = house.run(AddCommitment(CommitmentDraft(title="Another"))).record or 0
    looked = house.seen()
    by_another(house, Hide((ids["commitment"],)))
    said = r"^1 of 2 was changed since: “Open a trade house” was moved to Trash by B\. Omar, 23 Nov 2026, \d\d:\d\d\."
    with pytest.raises(Conflict, match=said):
        house.run(SetOfficer((ids["commitment"], other), "C. Aliyev", seen=looked))


def test_what_nobody_saw_is_no_conflict(house: Store, ids: Ids) -> None:
    """The command line shows nothing first, so what it asks for is done."""
    by_another(house, Edit(ids["commitment"]))
    assert house.run(SetOfficer((ids["commitment"],), "C. Aliyev")).record == ids["commitment"]


def test_an_office_does_not_change_hands_over_a_holder_who_was_changed_since(house: Store, ids: Ids) -> None:
    """Whose term ends by it is not named in the command, and was seen all the same."""
    looked = house.seen()
    by_another(house, Edit(ids["person"]))
    with pytest.raises(Conflict, match=r"^“A\. Minister”|: “A\. Minister”"):
        house.run(HandOver(ids["office"], ids["other_person"], Period.on(date(2026, 11, 2)), seen=looked))


def test_an_entry_of_the_log_waits_only_for_what_it_replaces(house: Store, ids: Ids) -> None:
    """To write down what was done is in nobody's way; to say how the record stands from now on is."""
    looked = house.seen()
    by_another(house, Edit(ids["commitment"]))
    draft = ActionDraft(text="They rang", on=TODAY, links=(ids["commitment"],))
    house.run(LogAction(draft, seen=looked))
    with pytest.raises(Conflict, match="Open a trade house"):
        house.run(LogAction(draft.model_copy(update={"progress_after": Progress.DONE}), seen=looked))


def test_a_register_that_went_from_hand_to_hand_knows_what_each_had_seen(
    house: Store, house_path: Any, ids: Ids, clock: Clock
) -> None:
    """What was seen is a number of the register, not of the program: it outlives closing."""
    looked = house.seen()
    house.close()
    with open_register(house_path, now=clock, by=OTHER) as theirs:
        theirs.run(SetOfficer((ids["commitment"],), "D. Omar", seen=looked))
    with open_register(house_path, now=clock, by="A. Serik") as again:
        with pytest.raises(Conflict, match=OTHER):
            again.run(SetOfficer((ids["commitment"],), "A. Serik", seen=looked))
        again.run(SetOfficer((ids["commitment"],), "A. Serik", seen=again.seen()))
