"""Undo and redo take back what nobody built upon, and nothing else."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import Assess
from db.commands.parties import AddArea, AddParty, ChangeArea
from db.commands.visits import AddInvitation, AddVisit, ChangeVisit
from db.errors import CannotUndo, Conflict, KnownError
from db.records.actions import ActionDraft
from db.records.parties import AreaDraft, PartyDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.store import Store, open_register
from db.tables.base import Record
from db.tables.history import ChangeRow
from db.vocabulary import Progress
from tests.campaigns import examples
from tests.store.house import TODAY, Clock, Ids, facts, found
from tests.store.makers import MAKERS, command

SAID = Progress.IN_PROGRESS


def _version(house: Store, record: int) -> int:
    with house.read() as reader:
        return reader.get_one(Record, record).version


def test_undo_is_refused_where_a_later_change_touched_the_same_values(house: Store, ids: Ids) -> None:
    """Taking the earlier change back would silently drop the later one."""
    first = house.run(Assess((ids["commitment"],), Progress.IN_PROGRESS, TODAY))
    house.run(Assess((ids["commitment"],), Progress.BLOCKED, TODAY))
    before = facts(house), found(house), house.names()
    with pytest.raises(CannotUndo, match="changed later"):
        house.undo(first.id)
    assert (facts(house), found(house), house.names()) == before
    assert house.undo().undoes == first.id + 1
    assert house.undo(first.id).undoes == first.id


def test_undo_is_refused_where_a_later_record_hangs_on_this_one(house: Store) -> None:
    """A visit with a later invitation cannot vanish from under it."""
    visit = house.run(AddVisit(VisitDraft(title="Short visit")))
    assert visit.record is not None
    house.run(AddInvitation(InvitationDraft(visit=visit.record)))
    before = facts(house)
    with pytest.raises(CannotUndo, match="changed later"):
        house.undo(visit.id)
    assert facts(house) == before
    assert house.check().sound


def test_a_change_is_taken_back_once(house: Store, ids: Ids) -> None:
    """The second attempt finds the rows changed, or the change taken back already."""
    for done in (house.run(Hide((ids["question"],))), house.run(Hide((ids["question"],)))):  # the second changes no row
        house.undo(done.id)
        with pytest.raises(CannotUndo):
            house.undo(done.id)


def test_nothing_to_undo_or_redo(house: Store) -> None:
    """A refusal with a sentence, not a silent click."""
    with pytest.raises(CannotUndo, match="nothing to redo"):
        house.redo()
    with pytest.raises(CannotUndo, match="nothing to undo"):
        house.undo(10_000)


def test_undo_and_redo_are_named_and_survive_closing(house_path: Path, clock: Clock) -> None:
    """What was done yesterday can be taken back today, in order."""
    labels = []
    for title in ("One", "Two", "Three"):
        with open_register(house_path, now=clock, by="A. Serik") as house:
            labels.append(house.run(AddArea(AreaDraft(title=title))).label)
    undone = []
    for _ in labels:
        with open_register(house_path, now=clock, by="A. Serik") as house:
            undone.append(house.undo().label)
    assert undone == labels[::-1]
    for label in labels:
        with open_register(house_path, now=clock, by="A. Serik") as house:
            assert house.names()[1] == label
            assert house.redo().label == label


def test_a_new_change_ends_redo(house: Store) -> None:
    """What was taken back before a new change cannot come back over it, not even when the new one is undone."""
    house.run(AddArea(AreaDraft(title="One")))
    house.undo()
    new = house.run(AddArea(AreaDraft(title="Two")))
    assert house.names() == (new.label, "")
    house.undo()
    assert house.names()[1] == new.label
    house.redo()
    assert house.names() == (new.label, "")


def test_the_version_is_that_of_the_reader(house: Store, ids: Ids) -> None:
    """Edit against edit: the second writer is told, and nothing of theirs is stored."""
    read = _version(house, ids["area"])
    house.run(ChangeArea(ids["area"], read, AreaDraft(title="Roads")))
    before = facts(house)
    with pytest.raises(Conflict, match="Roads"):
        house.run(ChangeArea(ids["area"], read, AreaDraft(title="Rails")))
    assert facts(house) == before


def test_an_action_moves_the_version_of_its_records(house: Store, ids: Ids) -> None:
    """Who closes a commitment while someone logs a call on it is told."""
    read = _version(house, ids["visit"])
    house.run(LogAction(ActionDraft(text="Called", on=TODAY, links=(ids["visit"],))))
    with pytest.raises(Conflict):
        house.run(ChangeVisit(ids["visit"], read, VisitDraft(title="Other")))


def test_undo_moves_the_version_too(house: Store, ids: Ids) -> None:
    """A form that was read before an undo must not write over what the undo gave back."""
    house.run(Hide((ids["area"],)))
    read = _version(house, ids["area"])
    house.undo()
    with pytest.raises(Conflict):
        house.run(ChangeArea(ids["area"], read, AreaDraft(title="Rails")))


def test_a_child_that_is_gone_is_journaled(house: Store, ids: Ids) -> None:
    """A talk struck from the programme comes back with undo, under its own number."""
    shorter = VisitDraft(title="State visit", talks=(TalkDraft(place="Lahore"),))
    done = house.run(ChangeVisit(ids["visit"], _version(house, ids["visit"]), shorter))
    rows = select(ChangeRow).where(ChangeRow.change_id == done.id, ChangeRow.table == "talk", ChangeRow.after.is_(None))
    with house.read() as reader:
        gone = reader.scalars(rows).one()
        assert gone.before is not None and gone.before["place"] == "Lahore"
    house.undo()
    assert [talk["place"] for talk in facts(house)["talk"]] == ["Islamabad", "Lahore"]


def test_a_refused_command_leaves_nothing(house: Store, ids: Ids) -> None:
    """The rows of a command that is refused halfway are not stored, and the next one is."""

    class Refuses:
        def apply(self, session: object) -> None:
            AddParty(PartyDraft(title="Half")).apply(session)  # type: ignore[arg-type]  # a stand-in for a session
            raise KnownError("No.")

    before = facts(house), house.names()
    with pytest.raises(KnownError, match="No"):
        house.run(Refuses())  # type: ignore[arg-type]  # it never says what it did
    assert (facts(house), house.names()) == before
    house.run(AddArea(AreaDraft(title="Next")))


@examples(2)
@given(kinds=st.lists(st.sampled_from(list(MAKERS)), min_size=4, max_size=8))
def test_any_changes_undone_in_reverse_and_done_again(
    furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory, kinds: list[type]
) -> None:
    """However changes build upon each other, undo walks back through every state and redo forward again."""
    path = tmp_path_factory.mktemp("walk") / "walk.aide"
    path.write_bytes(furnished[0].read_bytes())
    with open_register(path, now=Clock(), by="A. Serik") as house:
        states = [(facts(house), found(house))]
        for kind in kinds:
            with contextlib.suppress(KnownError):  # some can be done once only, or not after another
                house.run(command(house, furnished[1], kind))
                states.append((facts(house), found(house)))
        for state in states[-2::-1]:
            house.undo()
            assert (facts(house), found(house)) == state
        for state in states[1:]:
            house.redo()
            assert (facts(house), found(house)) == state
        assert house.check().sound


def test_dates_survive_the_journal(house: Store, ids: Ids) -> None:
    """A day goes through JSON and comes back as a day."""
    house.run(Assess((ids["commitment"],), SAID, date(2026, 11, 2)))
    house.undo()
    house.redo()
    assert facts(house)["commitment"][0]["assessed_on"] == date(2026, 11, 2)
