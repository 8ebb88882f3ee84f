"""A calendar file (RFC 5545): data in, bytes out, written the same way every time. `icalendar` escapes and folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from icalendar import Alarm, Calendar, vText
from icalendar import Event as Entry

from db.exchange.tables import plain
from db.records.calendar import Event
from db.words import _

_DAY = timedelta(days=1)
_IN_THE_MORNING = timedelta(hours=9)
"""When on its day a reminder is given, wherever the calendar is."""
_READ_AGAIN = timedelta(hours=1)
"""How often who subscribes to the file may look whether it is another one."""
_END = b"END:VCALENDAR\r\n"

_EVERY_MONTH_HAS = 28


def write(events: Iterable[Event], name: str) -> Iterator[bytes]:
    """The parts of a calendar of that name: its head, each event, its end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Aide-Memoire//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(plain(name)))
    calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    yield calendar.to_ical().removesuffix(_END)
    for each in events:
        yield _entry(each).to_ical()
    yield _END


def _entry(event: Event) -> Entry:
    """One event; it takes whole days, and nobody is busy because of it."""
    entry, summary = Entry(), plain(event.summary)
    entry.add("uid", event.uid)
    entry.add("sequence", event.version)
    entry.add("dtstamp", event.changed_at)
    entry.add("dtstart", event.first)
    if event.last < date.max:  # the first day after it
        entry.add("dtend", event.last + _DAY)
    entry.add("summary", summary)
    entry.add("description", "\n".join(_told(event)))
    entry.add("transp", "TRANSPARENT")
    if event.marked:
        entry.add("class", "CONFIDENTIAL")
    if event.every is not None or event.months is not None:
        entry.add("rrule", _again(event) | ({"until": event.until} if event.until else {}))
    for day in event.but:
        entry.add("exdate", day)
    times = dict(event.at)
    for days in event.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", timedelta(days=days) + _time(times.get(days)))
        entry.add_component(alarm)
    return entry


def _time(said: str | None) -> timedelta:
    if said is None:
        return _IN_THE_MORNING
    hour, _colon, minute = said.partition(":")
    return timedelta(hours=int(hour), minutes=int(minute))


def _told(event: Event) -> Iterator[str]:
    """By which number it is found, and what its day does not say."""
    yield f"{event.kind.label} {event.record}"
    if event.when:
        said = _("No single day is known: it is said to be “{when}”. It stands here on the last day of that.")
        yield said.format(when=plain(event.when))
    if event.safe:
        yield _("The day on which the term ends is not certain. Notice by this day is in time in any case.")


def _again(event: Event) -> dict[str, object]:
    if event.months is None:
        return {"freq": "daily", "interval": event.every}
    monthly: dict[str, object] = {"freq": "monthly", "interval": event.months}
    if event.first.day <= _EVERY_MONTH_HAS:
        return monthly
    return monthly | {"bymonthday": [*range(_EVERY_MONTH_HAS, event.first.day + 1)], "bysetpos": -1}
