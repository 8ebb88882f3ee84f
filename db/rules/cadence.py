"""How often a word is expected on something that is open."""

from __future__ import annotations

from datetime import date

from db.rules.periods import Period
from db.vocabulary import Cadence
from db.words import _, ngettext


def every(many: int, unit: Cadence) -> str:
    """ "every week", "every 2 months"."""
    if unit is Cadence.WEEKS:
        return ngettext("every week", "every {n} weeks", many).format(n=many)
    return ngettext("every month", "every {n} months", many).format(n=many)


def expected(many: int | None, unit: Cadence | None, last: date | None) -> str:
    """How often a word is expected, and when the last one came: "every 2 weeks, last on 3 Nov 2026"."""
    if many is None or unit is None:
        return ""
    if last is None:
        return _("{every}, none so far").format(every=every(many, unit))
    return _("{every}, last on {day}").format(every=every(many, unit), day=Period.on(last).display())


def together(many: int | None, unit: Cadence | None) -> str:
    """Why one of both alone says nothing; "" where both are said or neither is."""
    if (many is None) is (unit is None):
        return ""
    return _("Say how many, and whether weeks or months; or leave both empty.")
