"""An entry whose result is that a reply is awaited expects one, whether or not a day is set for it."""

from __future__ import annotations

from typing import Any

from db.commands.actions import AddAction, LogAction
from db.commands.base import Hide
from db.commands.pending import End
from db.queries import actions, pending
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.pending import Ends
from db.store import Store
from db.vocabulary import ActionKind, Direction, Ending, Result
from tests.store.house import TODAY, Ids
from tests.store.test_pending import DAY, REPLY, log


def test_an_entry_that_awaits_a_reply_waits_for_one_on_whichever_day(house: Store, ids: Ids) -> None:
    """Its log said "awaiting reply", and nothing could be closed, nor was anything open."""
    awaiting = View(name="awaiting")

    def waits() -> list[int]:
        with house.read() as reader:
            some = pending.of_record(reader, ids["visit"])
            listed = [each for each in reader.scalars(actions.rows(reader, TODAY, awaiting)) if each >= entry]
        assert listed == [each.entry for each in some if each.field is REPLY and each.entry >= entry]
        return listed

    entry = log(house, ids["visit"], result=Result.AWAITING_REPLY)
    assert waits() == [entry]
    with house.read() as reader:
        said = [each.said() for each in pending.of_record(reader, ids["visit"]) if each.field is REPLY]
        assert said == ["Reply awaited: Called."] and pending.count_undated(reader, REPLY) == 1
    house.run(End(entry, REPLY, Ending.ANSWERED, TODAY))
    assert waits() == []
    house.undo()
    assert waits() == [entry]
    came = log(house, ids["visit"], direction=Direction.IN)
    assert waits() == []
    house.run(Hide((came,)))
    assert waits() == [entry]
    answered = ActionDraft(text="Rang", on=TODAY, links=(ids["visit"],))
    house.run(LogAction(answered, today=TODAY, ends=Ends(answers=(entry,))))
    assert waits() == []


def test_an_entry_of_before_waits_no_more_where_something_came_in_since(house: Store, ids: Ids) -> None:
    """What was imported, or written by an older program, closed nothing; no reply came before it was asked for."""
    fields: dict[str, Any] = {"text": "A", "links": (ids["visit"],)}
    came = ActionDraft(**fields, on=TODAY - 5 * DAY, kind=ActionKind.REPLY_RECEIVED)
    house.run(AddAction(came))
    for day in (6, 5, 4):
        house.run(AddAction(ActionDraft(**fields, on=TODAY - day * DAY, result=Result.AWAITING_REPLY)))
    with house.read() as reader:
        open_still = [each.asked_on for each in pending.of_record(reader, ids["visit"]) if each.field is REPLY]
    assert open_still == [TODAY - 4 * DAY]
