"""What had passed of a date when it was set is not reminded of: whoever sets it on a day knows that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import reminder_rules, working_days
from db.rules.periods import Period
from db.rules.reminders import Dated, speaking
from db.tables.base import Record
from db.tables.reminders import Occurrence
from db.vocabulary import DateField, Handled


def settle(
    session: Session, row: Record, field: DateField, before: Period | None, when: Period | None, today: date
) -> None:
    """Keep of a date that was set on a day that its newest step before that day is done with. So "30 days before" does
    not fire when dates in 14 days are set; where no step comes any more in time, the newest does."""
    dated = Dated.of(row.id, row.kind, field, when)
    if dated is None or when == before:
        return
    rules, work = [*reminder_rules.active(session).values()], working_days.of(session)
    passed = speaking(rules, dated, today, work).now
    if passed is None or speaking(rules, replace(dated, since=today), today, work).now is not None:
        return
    key = (Occurrence.rule == passed.rule_id) & (Occurrence.record_id == row.id)
    same = key & (Occurrence.computed_from == passed.computed_from) & (Occurrence.n == passed.n)
    if session.scalars(select(Occurrence).where(same)).first() is None:
        session.add(
            Occurrence(
                rule=passed.rule_id, record_id=row.id, computed_from=passed.computed_from, n=passed.n,
                handled=Handled.NOT_NEEDED,
            )
        )  # fmt: skip
