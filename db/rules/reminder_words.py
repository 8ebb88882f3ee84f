"""Why a reminder stands there, in words: "due in 7 days", "nothing done for 31 days"."""

from __future__ import annotations

from datetime import date, timedelta

from db.rules.anniversaries import ordinal
from db.rules.cadence import missed
from db.rules.periods import Period, distance
from db.rules.remind_when import again
from db.rules.reminders import Dated, RuleFacts
from db.rules.silence import silent
from db.vocabulary import DateField, Edge, Known
from db.words import N_, NN_, _, ngettext

_BEGINNING = frozenset({(DateField.WINDOW, Edge.OPENING), (DateField.DATES, Edge.OPENING)})
"""What is counted from its beginning is spoken of by it; all else by its end, whatever it is counted from."""

_A_DAY = timedelta(days=1)
_FOR_NO_TIME = (DateField.WINDOW, Edge.SHARE)
"""An invitation for no stated time counts from the day on which it was given; it has no shares."""


def reason(
    rule: RuleFacts, dated: Dated, today: date, on: date | None = None, *, years: int = 0, entered: bool = False
) -> str:
    """Why a rule reminds of a date, as of `today`: "due in 7 days", "half of the time used".

    `on`: the day on which it reminds of what comes again · `years`: how many an anniversary is · `entered`: whether
    nothing is counted from but the day on which a record was written into the register.
    """
    if rule.edge is Edge.SHARE and rule.share is not None:
        return _("{share:.0%} of the time used").format(share=rule.share)
    if rule.date_field is DateField.ON:
        return _set_by_hand(dated, on or dated.opens, today)
    if rule.date_field is DateField.ANNIVERSARY and dated.opens != dated.closes:
        return _some_day(dated, years)
    if rule.date_field is DateField.LAST_ACTION:
        return silent(dated.closes, today, entered=entered)
    field: DateField = rule.date_field
    if rule.date_field is DateField.REPORT:
        return missed(on or dated.opens, today)
    at = (field, rule.edge) if (field, rule.edge) in _BEGINNING else (field, Edge.CLOSE)
    if at == (DateField.WINDOW, Edge.OPENING) and dated.closes == date.max:
        at = _FOR_NO_TIME
    about = dated.opens if at[1] is not Edge.CLOSE or dated.closes == date.max else dated.closes
    days = (about - today).days
    ahead, now, past = _REASONS[at]
    if days == 0:
        return _(now)
    return ngettext(*(ahead if days > 0 else past), abs(days)).format(count=f"{abs(days):,}")


def _set_by_hand(dated: Dated, on: date, today: date) -> str:
    """For which day somebody set a reminder: "set for 14 Dec 2026, in 14 days", and how often it comes again."""
    said = _("set for {day}, {distance}").format(day=Period.on(on).display(), distance=distance(on, today))
    if on in (today, today + _A_DAY):
        said = _("set for today") if on == today else _("set for tomorrow")
    if not (dated.months or dated.days):
        return said
    every, last = again(dated.days, dated.months), dated.closes
    if last == date.max:
        return _("{said}, {every}").format(said=said, every=every)
    return _("{said}, {every} until {last}").format(said=said, every=every, last=Period.on(last).display())


def _some_day(dated: Dated, years: int) -> str:
    """An anniversary of which no day is known: "35th in 2027, day not known"."""
    when = Period.from_edtf(f"{dated.opens:%Y-%m}" if dated.known is Known.MONTH else f"{dated.opens:%Y}").display()
    return _("{nth} in {when}, day not known").format(nth=ordinal(years), when=when)


# (date field, edge) -> the sentence before, on and after the day it counts from.
_REASONS: dict[tuple[DateField, Edge], tuple[tuple[str, str], str, tuple[str, str]]] = {
    (DateField.DUE, Edge.CLOSE): (
        NN_("due in {count} day", "due in {count} days"),
        N_("due today"),
        NN_("{count} day late", "{count} days late"),
    ),
    (DateField.WINDOW, Edge.OPENING): (
        NN_("window opens in {count} day", "window opens in {count} days"),
        N_("window opens today"),
        NN_("window open for {count} day", "window open for {count} days"),
    ),
    (DateField.WINDOW, Edge.SHARE): (
        NN_("to be invited in {count} day", "to be invited in {count} days"),
        N_("invited today"),
        NN_("invitation open for {count} day", "invitation open for {count} days"),
    ),
    (DateField.WINDOW, Edge.CLOSE): (
        NN_("window closes in {count} day", "window closes in {count} days"),
        N_("window closes today"),
        NN_("window closed {count} day ago", "window closed {count} days ago"),
    ),
    (DateField.DATES, Edge.OPENING): (
        NN_("begins in {count} day", "begins in {count} days"),
        N_("begins today"),
        NN_("began {count} day ago", "began {count} days ago"),
    ),
    (DateField.DATES, Edge.CLOSE): (
        NN_("ends in {count} day", "ends in {count} days"),
        N_("ends today"),
        NN_("ended {count} day ago", "ended {count} days ago"),
    ),
    (DateField.NEXT_REVIEW, Edge.CLOSE): (
        NN_("review due in {count} day", "review due in {count} days"),
        N_("review due today"),
        NN_("review {count} day late", "review {count} days late"),
    ),
    (DateField.REPLY_BY, Edge.CLOSE): (
        NN_("reply expected in {count} day", "reply expected in {count} days"),
        N_("reply expected today"),
        NN_("reply {count} day late", "reply {count} days late"),
    ),
    (DateField.NEXT_STEP, Edge.CLOSE): (
        NN_("next step in {count} day", "next step in {count} days"),
        N_("next step today"),
        NN_("next step {count} day late", "next step {count} days late"),
    ),
    (DateField.SIGNED, Edge.CLOSE): (
        NN_("signature in {count} day", "signature in {count} days"),
        N_("signed today"),
        NN_("signed {count} day ago, not in force", "signed {count} days ago, not in force"),
    ),
    (DateField.TERM_ENDS, Edge.CLOSE): (
        NN_("term ends in {count} day", "term ends in {count} days"),
        N_("term ends today"),
        NN_("term ended {count} day ago", "term ended {count} days ago"),
    ),
    (DateField.NOTICE_BY, Edge.CLOSE): (
        NN_("last day for notice in {count} day", "last day for notice in {count} days"),
        N_("last day for notice today"),
        NN_("last day for notice was {count} day ago", "last day for notice was {count} days ago"),
    ),
    (DateField.ANNIVERSARY, Edge.CLOSE): (
        NN_("anniversary in {count} day", "anniversary in {count} days"),
        N_("anniversary today"),
        NN_("anniversary {count} day ago", "anniversary {count} days ago"),
    ),
}
