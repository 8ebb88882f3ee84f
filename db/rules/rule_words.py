"""When a rule, or a reminder that was set by hand, reminds: said in a sentence."""

from __future__ import annotations

from datetime import date
from itertools import dropwhile

from db.rules import lengths
from db.rules.edtf import day_with_weekday
from db.rules.lengths import Length
from db.rules.periods import Period
from db.rules.remind_when import Times, again
from db.rules.reminders import RuleFacts
from db.vocabulary import Edge
from db.words import N_, _, ngettext

_AT = {
    (Edge.OPENING, -1): N_("{length} before the beginning"),
    (Edge.OPENING, 0): N_("on the first day"),
    (Edge.OPENING, 1): N_("{length} after the beginning"),
    (Edge.CLOSE, -1): N_("{length} before the end"),
    (Edge.CLOSE, 0): N_("on the last day"),
    (Edge.CLOSE, 1): N_("{length} after the end"),
}


def set_for(times: Times) -> str:
    """When one that was set by hand reminds: "on 5 Jan 2027, then every month until 30 Jun 2027"."""
    if times.on_answer:
        return _("when they answer")
    on = Period.on(times.on).display() if times.on is not None else ""
    if not (times.repeat_days or times.repeat_months):
        return _("on {day}").format(day=on)
    said = _("{every}, counted from {day}") if times.after else _("on {day}, then {every}")
    said = said.format(day=on, every=again(times.repeat_days or 0, times.repeat_months or 0))
    return _until(said, times.until)


def next_day(times: Times, today: date) -> date | None:
    """The next day on which one that was set by hand reminds, today among them; None where none is to come."""
    return next(dropwhile(lambda day: day < today, times.days()), None)


def coming(times: Times, today: date) -> str:
    """The next day on which it reminds, in words; "" where it waits for an answer."""
    day = next_day(times, today)
    if times.on_answer:
        return ""
    return _("next on {day}").format(day=day_with_weekday(day)) if day is not None else _("no day is to come")


def counted(rule: RuleFacts) -> str:
    """What a rule reminds of and when: "Due date: 20 days before the end, again every 3 days"."""
    said = _("{date}: {when}").format(date=rule.date_field.label, when=_at(rule))
    if rule.kinds:
        kinds = ", ".join(sorted(kind.label for kind in rule.kinds))
        said = _("{said} ({kinds})").format(said=said, kinds=kinds)
    if rule.known:
        named = ", ".join(each.word for each in rule.known)
        said = _("{said}, where it is known to the {unit}").format(said=said, unit=named)
    if rule.repeats:
        every = again(rule.repeat_days or 0, rule.repeat_months or 0)
        said = _("{said}, again {every}").format(said=said, every=every)
    if rule.stop_before_close is not None:
        days = rule.stop_before_close
        stops = ngettext("at the latest {count} day before the end", "at the latest {count} days before the end", days)
        said = _("{said}, {stops}").format(said=said, stops=stops.format(count=days))
    return _until(said, rule.until)


def _at(rule: RuleFacts) -> str:
    if rule.edge is Edge.SHARE and rule.share is not None:
        return _("when {share:.0%} of the time is used").format(share=rule.share)
    days, months = abs(rule.offset_days), abs(rule.offset_months)
    way = rule.offset_days or rule.offset_months
    said = _(_AT[rule.edge, (way > 0) - (way < 0)])
    return said.format(length=lengths.said(Length(days=days, months=months)))


def _until(said: str, last: date | None) -> str:
    return said if last is None else _("{said} until {last}").format(said=said, last=Period.on(last).display())
