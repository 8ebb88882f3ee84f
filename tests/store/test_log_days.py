"""The day of a log entry: one to come is refused beside its field; what a register holds already stays as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.commands.actions import AddAction, CorrectAction, LogAction
from db.errors import FieldError
from db.queries import actions
from db.records.actions import ActionDraft
from db.store import Store
from tests.store.house import TODAY, Ids, facts

TOMORROW = TODAY + timedelta(days=1)


def draft(ids: Ids, on: date) -> ActionDraft:
    """A call on a day."""
    return ActionDraft(text="Called.", on=on, links=(ids["visit"],))


def test_an_entry_of_a_day_to_come_is_refused_beside_its_day(house: Store, ids: Ids) -> None:
    before = facts(house)
    for command in (
        LogAction(draft(ids, TOMORROW), today=TODAY),
        CorrectAction(ids["action"], draft(ids, TOMORROW), TODAY),
    ):
        with pytest.raises(FieldError, match="This day is still to come") as refused:
            house.run(command)
        assert refused.value.field == "on"
    assert facts(house) == before
    house.run(LogAction(draft(ids, TODAY), today=TODAY))


def test_an_entry_that_a_register_holds_stays_whatever_its_day(house: Store, ids: Ids) -> None:
    """What was written before, or is taken in from elsewhere, is a fact; only what is logged now is looked at."""
    change = house.run(AddAction(draft(ids, TOMORROW)))
    assert change.record is not None
    with house.read() as reader:
        assert actions.card(reader, change.record).draft.on == TOMORROW
    assert house.check().sound
