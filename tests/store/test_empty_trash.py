"""What is deleted for good is nowhere in the file, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.points import AddPoint
from db.commands.reminders import AddReminder
from db.commands.sources import Attach
from db.commands.trash import EmptyTrash
from db.commands.visits import AddInvitation, AddVisit, ChangeVisit
from db.errors import CannotUndo, KnownError
from db.fate import fate
from db.queries import history, trash
from db.queries.base import Reader
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.points import PointDraft
from db.records.reminders import ReminderDraft
from db.records.sources import FileDraft
from db.records.visits import DelegateDraft, InvitationDraft, VisitDraft
from db.store import Store, open_register
from db.tables.actions import Action
from db.tables.base import Record
from db.vocabulary import PointKind
from tests.campaigns import examples
from tests.store.house import TODAY, Clock, Ids, facts

SECRET = "Zanzibar"


def _add_secrets(house: Store) -> tuple[int, int]:
    """A visit of which much is written, and another that shares an entry of its log."""
    kept = house.run(AddVisit(VisitDraft(title="Open visit"))).record or 0
    draft = VisitDraft(title=f"{SECRET} visit", notes=f"{SECRET} notes", delegates=(DelegateDraft(name=f"{SECRET} A"),))
    gone = house.run(AddVisit(draft)).record or 0
    house.run(AddInvitation(InvitationDraft(visit=gone, notes=f"{SECRET} invitation")))
    house.run(AddPoint(PointDraft(about=gone, kind=PointKind.TO_MAKE, text=f"{SECRET} point")))
    house.run(AddReminder(ReminderDraft(record=gone, title=f"{SECRET} reminder", on=TODAY)))
    house.run(Attach(gone, (FileDraft(title=f"{SECRET}.txt", media_type="text/plain", content=SECRET.encode() * 50),)))
    house.run(LogAction(ActionDraft(text=f"{SECRET} call", on=TODAY, links=(gone,))))
    house.run(LogAction(ActionDraft(text="Of both", on=TODAY, links=(gone, kept))))
    with house.read() as reader:
        version = reader.get_one(Record, gone).version
    house.run(ChangeVisit(gone, version, VisitDraft(title=f"{SECRET} visit again")))
    house.run(Hide((gone,)))
    return gone, kept


def _entries(reader: Reader) -> dict[str, list[int]]:
    return {each.text: [link.record_id for link in each.record_links] for each in reader.scalars(select(Action))}


def test_nothing_of_it_stays_in_the_file(house: Store, clock: Clock) -> None:
    """Neither in rows nor in the journal, the words for search, kept files or the unused places of the file."""
    gone, kept = _add_secrets(house)
    path, last = house.path, house.check().head
    done = house.empty_trash([gone])
    assert done.label == "Deleted 1 record for good, with 5 that belonged to it"
    report = house.check()
    assert report.sound
    assert report.head != last
    with house.read() as reader:
        assert trash.LISTING.rows(reader, TODAY, View()).count(reader) == 0
        assert [links for text, links in _entries(reader).items() if text == "Of both"] == [[kept]]
        assert SECRET not in " ".join(_entries(reader))
        labels = [each.label for each in history.changes_of(reader, kept)]
    assert labels == ["Concerned what was deleted for good", "Added visit “Open visit”"]
    house.close()
    raw = path.read_bytes()
    assert SECRET.encode() not in raw
    assert SECRET.lower().encode() not in raw
    with open_register(path, now=clock, by="A. Serik") as again:
        assert again.names() == ("Added visit “Open visit”", "")  # what came after concerned what is gone
        with pytest.raises(CannotUndo, match="changed later"):
            again.undo()
        assert again.check().sound


def test_it_cannot_be_taken_back(house: Store) -> None:
    """Neither the deleting nor what was done before it."""
    gone, _ = _add_secrets(house)
    with house.read() as reader:
        added = reader.get_one(Record, gone).created
    done = house.empty_trash([gone])
    for change in (done.id, added):
        with pytest.raises(CannotUndo):
            house.undo(change)
    assert house.check().sound


def test_what_others_name_stays(house: Store) -> None:
    """With what belongs to it; who names it is said, and the rest goes."""
    first = house.run(AddVisit(VisitDraft(title="First"))).record or 0
    house.run(AddInvitation(InvitationDraft(visit=first)))
    house.run(AddVisit(VisitDraft(title="Second", return_of=first)))
    other = house.run(AddVisit(VisitDraft(title="Other"))).record or 0
    house.run(Hide((first, other)))
    before = facts(house)
    with pytest.raises(KnownError, match="“First” cannot be deleted: “Second” names it"):
        house.run(EmptyTrash((first,)))
    assert facts(house) == before
    done = house.empty_trash([first, other])
    assert done.label == "Deleted 1 record for good; 1 stays in the Trash, for other records name it"
    with house.read() as reader:
        assert reader.get(Record, first) is not None
        assert reader.get(Record, other) is None
    assert house.check().sound


def test_what_does_not_lie_in_the_trash_is_left(house: Store, ids: Ids) -> None:
    """A number of a record that is shown, or of none."""
    before = facts(house)
    for numbers in ((), (ids["visit"],), (999_999,)):
        with pytest.raises(KnownError, match="Trash is empty"):
            house.run(EmptyTrash(numbers))
    assert facts(house) == before


@given(data=st.data())
@examples(5)
def test_whatever_is_deleted_the_rest_stands(
    furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Each row that stays is as it was, but for links of log entries; references hold, and so do journal and chain."""
    path = tmp_path_factory.mktemp("trash") / "x.aide"
    path.write_bytes(furnished[0].read_bytes())
    with open_register(path, now=Clock(), by="A") as store:
        numbers = sorted({*furnished[1].values()})
        for each in data.draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=12, unique=True)):
            try:
                store.run(Hide((each,)))
            except KnownError:
                continue  # a source that something rests on
        with store.read() as reader:
            hidden = list(trash.LISTING.rows(reader, TODAY, View()).page(reader, 0, 1000))
            going, staying = fate(reader, hidden)
        before = facts(store)
        try:
            store.empty_trash(hidden)
        except KnownError:
            assert not going
            return
        assert set(staying).isdisjoint(going)
        after = facts(store)
        for table, rows in after.items():
            kept = [row for row in before[table] if row in rows]
            assert kept == rows, table
        assert {row["id"] for row in before["record"]} - {row["id"] for row in after["record"]} == set(going)
        assert store.check().sound
