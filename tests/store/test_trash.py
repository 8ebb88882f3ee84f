"""What is in the Trash is found there, comes back whole, and cannot be worked on before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.commands.actions import CorrectAction, LogAction
from db.commands.base import Hide, Restore
from db.commands.settings import ChooseOurSide
from db.commands.visits import ChangeInvitation
from db.errors import InTrash, KnownError
from db.queries import trash
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.trash import TrashLine
from db.records.visits import InvitationDraft
from db.store import Store, open_register
from db.tables.base import Record
from tests.store.house import TODAY, Clock, Ids, facts, found


def lines(house: Store, find: str = "") -> tuple[TrashLine, ...]:
    view = View(find=find)
    with house.read() as reader:
        rows = trash.LISTING.rows(reader, TODAY, view)
        shown = trash.lines(reader, TODAY, rows.page(reader, 0, 64))
        assert rows.count(reader) == len(shown)
        return shown


def titles(house: Store, find: str = "") -> list[str]:
    return [line.title for line in lines(house, find)]


def test_every_kind_is_found_there_with_who_and_when(house_path: Path, ids: Ids, clock: Clock) -> None:
    records = sorted(set(ids.values()))
    with open_register(house_path, now=clock, by="B. Omar") as house:
        assert lines(house) == ()
        house.run(ChooseOurSide(None))  # our side stays while records concern it
        house.run(Hide(tuple(records[:3])))
        last = house.run(Hide(tuple(records[3:])))
        shown = lines(house)
        assert {line.id for line in shown} == set(records)
        assert (shown[0].at, shown[0].by, shown[0].id) == (last.at, "B. Omar", records[-1])
        assert {line.kind for line in shown} == {record.kind for record in _records(house)}


def test_who_and_when_are_those_of_the_hiding(house: Store, ids: Ids) -> None:
    """What happens later to a record in the Trash, or to what hangs on it, does not count."""
    hidden = house.run(Hide((ids["visit"],)))
    with house.read() as reader:
        version = reader.get_one(Record, ids["invitation"]).version
    house.run(ChangeInvitation(ids["invitation"], version, InvitationDraft(visit=ids["visit"])))
    (line,) = lines(house)
    assert line.at == hidden.at


def test_words_are_found_there(house: Store, ids: Ids) -> None:
    house.run(Hide((ids["visit"], ids["agreement"])))
    assert titles(house, "trans") == ["Transit agreement"]
    assert titles(house, "nothing like it") == []


def test_a_record_comes_back_with_all_that_hangs_on_it(house: Store, ids: Ids) -> None:
    before = facts(house), found(house)
    some = (ids["visit"], ids["agreement"], ids["person"])
    house.run(Hide(some))
    assert len(lines(house)) == 3
    done = house.run(Restore(some))
    assert done.label == "Restored 3 records"
    assert (facts(house), found(house)) == before and lines(house) == ()
    house.undo()
    assert len(lines(house)) == 3
    assert house.run(Restore((ids["visit"],))).label == "Restored visit “State visit”"


def test_an_entry_that_was_corrected_is_no_rubbish(house: Store, ids: Ids) -> None:
    """It is kept under the newer one; restored, the log would say both."""
    newer = house.run(CorrectAction(ids["action"], ActionDraft(text="Two notes", on=TODAY, links=(ids["visit"],))))
    assert lines(house) == ()
    with pytest.raises(KnownError, match="was corrected"):
        house.run(Restore((ids["action"],)))
    assert newer.record is not None
    house.run(Hide((newer.record,)))
    assert titles(house) == ["Two notes"]


def test_nothing_is_logged_on_what_is_in_the_trash(house: Store, ids: Ids) -> None:
    house.run(Hide((ids["visit"],)))
    before = facts(house)
    entry = ActionDraft(text="Called", on=TODAY, links=(ids["commitment"], ids["visit"]))
    with pytest.raises(InTrash, match=r"“State visit” is in the Trash.*Restore it first"):
        house.run(LogAction(entry))
    assert facts(house) == before
    with house.read() as reader, pytest.raises(InTrash):
        trash.must_be_out(reader, ids["visit"])
    house.run(Restore((ids["visit"],)))
    house.run(LogAction(entry))


def test_an_entry_is_corrected_also_where_one_of_its_records_is_in_the_trash(house: Store, ids: Ids) -> None:
    """What was done on it was done; only another such record cannot be named anew."""
    house.run(Hide((ids["visit"], ids["agreement"])))
    on = date(2026, 10, 5) + timedelta(days=1)
    with pytest.raises(InTrash, match="Transit agreement"):
        house.run(CorrectAction(ids["action"], ActionDraft(text="A note", on=on, links=(ids["agreement"],))))
    house.run(CorrectAction(ids["action"], ActionDraft(text="A note", on=on, links=(ids["visit"],))))


def _records(house: Store) -> list[Record]:
    with house.read() as reader:
        return list(reader.query(Record))
