"""Which group of Today a reminder stands in, so that nothing is on the bell that Today does not lead to."""

from __future__ import annotations

from datetime import date

from db.rules.commitments import SOON_DAYS, SOON_DAYS_PRECISE
from db.rules.reminders import Dated
from db.vocabulary import DateField, Kind

VISITS, AGREEMENTS, STEPS, ANNIVERSARIES, OTHERS = "visits", "agreements", "steps", "anniversaries", "others"
GROUPS = (VISITS, AGREEMENTS, STEPS, ANNIVERSARIES, OTHERS)
_OF_FIELD = {
    DateField.DATES: VISITS,
    DateField.SIGNED: AGREEMENTS,
    DateField.TERM_ENDS: AGREEMENTS,
    DateField.NOTICE_BY: AGREEMENTS,
    DateField.NEXT_STEP: STEPS,
    DateField.REPLY_BY: STEPS,
    DateField.ANNIVERSARY: ANNIVERSARIES,
}
_IN_A_LIST_ONCE_PAST = frozenset({DateField.DATES, DateField.NEXT_STEP, DateField.REPLY_BY})
"""Once such a day has passed, the record is in a list of what is late, or asked whether it took place."""


def group_of(dated: Dated, today: date) -> str:
    """The group of a date that is spoken of; "" where its record is sure to be in a list of Today that knows no
    reminders: of what is overdue or due soon, of visits without a date or past their dates."""
    field = dated.date_field
    undated = field is DateField.WINDOW or (field is DateField.LAST_ACTION and dated.kind is Kind.VISIT)
    soon = field is DateField.DUE and (dated.closes - today).days <= SOON_DAYS_PRECISE
    if undated or soon or (field in _IN_A_LIST_ONCE_PAST and dated.closes < today):
        return ""
    if field is DateField.LAST_ACTION and dated.kind is Kind.AGREEMENT:
        return AGREEMENTS
    return _OF_FIELD.get(field, OTHERS)


def may_be_listed(dated: Dated, today: date) -> bool:
    """Whether only the record can tell if a list of Today has it already, and says there why: what is due in a month
    is due soon where no day of it is known, what is quiet may be overdue, and what is signed to be confirmed."""
    match dated.date_field:
        case DateField.DUE:
            return (dated.closes - today).days <= SOON_DAYS
        case DateField.TERM_ENDS:
            return dated.closes < today
        case field:
            return field in (DateField.LAST_ACTION, DateField.REPORT, DateField.SIGNED)
