"""Terms of office: who holds an office, and how a term ends when it changes hands."""

from __future__ import annotations

from datetime import date, timedelta

from db.rules.periods import Period
from db.words import _


def runs_on(term: Period | None, day: date) -> bool:
    """Whether a term may still run on a day; of one without dates nobody can say that it ended."""
    return term is None or term.latest is None or term.latest >= day


def begun(since: Period) -> Period:
    """A term that begins then and has no end yet; a ValueError says in words what is missing."""
    if since.earliest is None:
        raise ValueError(_("Say when the new term begins; a month or a year is enough."))
    start = since.edtf.split("/")[0]
    return Period.from_edtf(f"{start}/..", since.as_written)


def ended(term: Period | None, successor: Period) -> Period:
    """The term of whoever held the office before: until the day before the successor's begins, as precise as that is.

    A ValueError says in words why it cannot end there.
    """
    if successor.earliest is None:
        raise ValueError(_("Say when the new term begins; a month or a year is enough."))
    last = successor.earliest - timedelta(days=1)
    if term is None or term.undated or term.earliest is None:
        return Period.from_edtf(f"../{last}")
    if term.earliest > last:
        raise ValueError(_("The office was taken up later than that."))
    start = term.edtf.split("/")[0] or term.earliest.isoformat()
    return Period.from_edtf(f"{start}/{last}")
