"""How often a report is expected on something that is open: any entry of its log."""

from __future__ import annotations

from datetime import date

from db.rules.lengths import Length
from db.rules.notice import later
from db.rules.periods import Period, distance
from db.vocabulary import Cadence
from db.words import _, ngettext


def every(many: int, unit: Cadence) -> str:
    """ "every week", "every 2 months"."""
    if unit is Cadence.WEEKS:
        return ngettext("every week", "every {n} weeks", many).format(n=many)
    return ngettext("every month", "every {n} months", many).format(n=many)


def first_report(since: date, many: int, unit: Cadence) -> date | None:
    """The first day on which a report is expected: that long after the last entry of the log, or after it was entered;
    None after the last day there is."""
    return later(since, _length(many, unit), 1)


def reports(since: date, many: int, unit: Cadence, today: date) -> tuple[date | None, date | None]:
    """The last day by `today` on which a report was expected and none came, and the next one; each None without one."""
    each, first, n = _length(many, unit), first_report(since, many, unit), 0
    if first is None:
        return None, None
    if first <= today:
        n = (today - first).days // (each.days or 31 * each.months)
        while (following := later(first, each, n + 1)) is not None and following <= today:
            n += 1
    asked = later(first, each, n) if first <= today else None
    return asked, later(first, each, n + 1) if asked is not None else first


def missed(asked: date, today: date) -> str:
    """That a report was expected on a day and none came, or is still to come."""
    if asked >= today:
        return _("a report is expected {distance}").format(distance=distance(asked, today))
    return _("a report was expected {distance}").format(distance=distance(asked, today))


def expected(many: int | None, unit: Cadence | None, last: date | None, entered: date, today: date) -> str:
    """How often a report is expected, when the last one came, and when one is expected next: "every 2 weeks, last on 3
    Nov 2026, next expected on 17 Nov 2026"."""
    if many is None or unit is None:
        return ""
    asked, coming = (
        Period.on(day).display() if day is not None else "" for day in reports(last or entered, many, unit, today)
    )
    parts = [every(many, unit), _("last on {day}").format(day=Period.on(last).display()) if last else _("none so far")]
    parts += [_("expected since {day}").format(day=asked)] if asked else []
    parts += [_("next expected on {day}").format(day=coming)] if coming else []
    return ", ".join(parts)


def _length(many: int, unit: Cadence) -> Length:
    return Length(months=many) if unit is Cadence.MONTHS else Length(days=7 * many)


def together(many: int | None, unit: Cadence | None) -> str:
    """Why one of both alone says nothing; "" where both are said or neither is."""
    if (many is None) is (unit is None):
        return ""
    return _("Say how many, and whether weeks or months; or leave both empty.")
