"""One record in full, as text: every field, "not stated" where it is unknown, sources and log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from db import unreadable
from db.drafts import names_records, references
from db.queries import actions, pending, reminder_titles, reminders
from db.queries.base import Reader, links
from db.queries.points import of_subject
from db.records.actions import ActionCard
from db.records.base import Cited, Head, Period, cited_name, field_name
from db.records.commitments import CommitmentCard
from db.records.people import OfficeCard, PersonCard
from db.records.reminders import ReminderDraft
from db.records.visits import VisitCard
from db.rules import remind_when
from db.rules.periods import distance, happening, relative
from db.rules.text import TITLE_LIMIT, shortened
from db.vocabulary import How, Word
from db.words import _, ngettext, pgettext
from desktop.cli import answers, words
from desktop.cli.layout import INDENT, heading, numbered, wrapped

_HIDDEN = {"citations", "terms", "report_every", "report_unit"}
_OF_REMINDER = {"areas", "marking", "notes"}
"""Of a reminder the fields that are shown as they stand; when it reminds is said in a sentence."""
_SAID_IF_ANY = {"areas"}
_DEADLINES = {"reply_by", "next_due", "next_review"}


def _fields(reader: Reader, card: BaseModel, draft: BaseModel, named: dict[int, str], today: date) -> Iterator[str]:
    """The fields of a record; of a reminder, when it reminds is one sentence."""
    number: int = card.head.id  # type: ignore[attr-defined]  # every card has a head
    told = set(type(draft).model_fields) - _HIDDEN - {"title"}
    if isinstance(draft, ReminderDraft):
        about = reminder_titles.about(reader, today, [number])[number]
        said = ". ".join(each[:1].upper() + each[1:] for each in about if each)
        yield from wrapped(said, 26, f"  {_('Reminds')}")
        told = _OF_REMINDER
    lost = _unreadable(reader, number)
    for field in type(draft).model_fields:
        if field in lost:
            yield from wrapped(_("damaged, cannot be read"), 26, f"  {field_name(field).capitalize()}")
        elif field in told:
            yield from _field(card, field, named, today)


def full(reader: Reader, card: BaseModel, today: date) -> str:
    """Any card in full."""
    head: Head = card.head  # type: ignore[attr-defined]  # every card has a head
    draft: BaseModel = card.draft  # type: ignore[attr-defined]  # and the draft it was written from
    named = {each.id: each.title for each in links(reader, references(draft)).values()}
    lines = [*wrapped(shortened(head.title, TITLE_LIMIT)), f"{head.kind.label} {head.id}", ""]
    if head.hidden:
        lines += [_("In the Trash: it stands in no list, and nothing can be logged on it."), ""]
    lines += [line for name, said in words.stands(card, today) for line in wrapped(said, 26, f"  {name}")]
    lines += [*_fields(reader, card, draft, named, today), *_offices(card), *_extra(card)]
    points = of_subject(reader, head.id)
    if points:
        rows = (numbered(each.id, each.text, words.said(each)) for each in points)
        lines += ["", heading(_("To be said ({count})").format(count=len(points))), *rows]
    waiting = pending.of_record(reader, head.id)
    if waiting:
        rows = (answers.pending(each, today) for each in waiting)
        lines += ["", heading(_("Open next steps and replies ({count})").format(count=len(waiting))), *rows]
    lines += _reminders(reader, head.id)
    log = actions.of_record(reader, head.id)
    if log:
        rows = (numbered(each.id, each.text, words.action(each, frozenset({head.id}))) for each in log)
        lines += ["", heading(_("Follow-up log ({count})").format(count=len(log))), *rows]
    added = _("Added {time} UTC by {name}") if head.created_by else _("Added {time} UTC")
    changed = _("Changed {time} UTC by {name}") if head.changed_by else _("Changed {time} UTC")
    lines += ["", added.format(time=f"{head.created_at:%Y-%m-%d %H:%M}", name=head.created_by)]
    lines.append(changed.format(time=f"{head.changed_at:%Y-%m-%d %H:%M}", name=head.changed_by))
    return "\n".join(lines)


def _unreadable(reader: Reader, record: int) -> frozenset[str]:
    """The fields of a record of which a value cannot be read: what stands for it is not what was recorded."""
    found = unreadable.of(reader)
    return frozenset(unreadable.field_of(each) for each, records in found.records.items() if record in records)


def _reminders(reader: Reader, record: int) -> list[str]:
    """Those that somebody set on it, each with its number and when it fires."""
    found = reminders.set_on(reader, record)
    if not found:
        return []
    rows = (numbered(each.id, each.title, [remind_when.said(each.when)]) for each in found)
    return ["", heading(_("Reminders set on it ({count})").format(count=len(found))), *rows]


def _field(card: BaseModel, name: str, named: dict[int, str], today: date) -> list[str]:
    draft: BaseModel = card.draft  # type: ignore[attr-defined]  # as above
    label, value = field_name(name).capitalize(), getattr(draft, name)
    if name in _SAID_IF_ANY and not value:
        return []
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return [f"  {label}", *(line for each in value for line in wrapped(_inline(each, named), 6, "    – "))]
    if names_records(type(draft), name) and value not in (None, ()):
        ids = value if isinstance(value, tuple) else (value,)
        said = ", ".join(named.get(each) or _("record {number}").format(number=each) for each in ids)
    else:
        said = _period(card, name, value, today) if isinstance(value, Period) else _worded(value)
    return wrapped(said, 26, f"  {label}")


def _inline(child: BaseModel, named: dict[int, str]) -> str:
    parts = []
    for field in type(child).model_fields:
        value = getattr(child, field)
        if value not in ("", None, (), False):
            words = named.get(value, str(value)) if names_records(type(child), field) else _plain(value)
            parts.append(_("{field} {value}").format(field=field_name(field), value=words))
    return "; ".join(parts)


def _plain(value: Any) -> str:
    if isinstance(value, Word):
        return value.label
    return value.display() if isinstance(value, Period) else str(value)


def _period(card: BaseModel, name: str, value: Period, today: date) -> str:
    """A time with its words and how far off it is. Only a deadline can be late, and that of a promise only while it is
    overdue; what follows the end of a term is said by where the agreement stands."""
    words = f" (“{value.as_written}”)" if value.as_written else ""
    if isinstance(card, CommitmentCard) and name == "due":
        far = card.line.how_far(today)
    elif isinstance(card, VisitCard) and name == "dates" and not card.line.how_far(today):
        far = ""
    elif name in _DEADLINES:
        far = distance(value.latest, today) if _is_closed(card, name) else relative(value, today)
    elif name == "expires":
        far = distance(value.latest, today)
    else:
        far = happening(value, today) or (distance(value.latest, today) if name == "window" else "")
    return f"{value.display()}{words}, {far}".rstrip(", ")


def _is_closed(card: BaseModel, name: str) -> bool:
    """Whether a step or a reply of an entry is not open: somebody closed it, or all it is about lies in the Trash."""
    if not isinstance(card, ActionCard):
        return False
    ended = card.line.reply_ended if name == "reply_by" else card.line.step_ended
    return ended is not None or card.line.thrown_away


def _worded(value: Any) -> str:
    if value in ("", None, ()):
        return _("not stated")
    if isinstance(value, bool):
        return pgettext("field", "yes") if value else pgettext("field", "no")
    return _plain(value)


def _offices(card: BaseModel) -> list[str]:
    """The offices of a person, or the people in an office, as they stand."""
    if isinstance(card, PersonCard):
        said, name = [each.text for each in card.offices], _("Offices")
    elif isinstance(card, OfficeCard):
        said, name = [each.name for each in card.holders], _("Held by")
    else:
        return []
    return wrapped("\n".join(said) or _("not stated"), 26, f"  {name}")


def _extra(card: BaseModel) -> list[str]:
    lines: list[str] = []
    for warning in getattr(card, "warnings", ()):
        lines += wrapped(warning, 26, f"  {_('Note')}")
    for question in getattr(card, "questions", ()):
        lines += wrapped(question, 26, f"  {_('To ask for')}")
    cited = getattr(card, "citations", ())
    if cited:
        lines += ["", heading(_points(len(cited)))]
    for each in cited:
        lines += wrapped(_said(each), INDENT, f"  {cited_name(each.field)}: ")
    return lines


def _points(many: int) -> str:
    said = ngettext("What the sources say ({count} point)", "What the sources say ({count} points)", many)
    return said.format(count=many)


def _said(each: Cited) -> str:
    """How a fact is known, the words it rests on, who said them and where."""
    known = _("not stated by the source") if each.how is How.UNKNOWN else _("stated")
    if each.how is How.INFERRED:
        known = _("inferred: {why}").format(why=each.why or _("the reason is not recorded"))
    if each.how is not How.INFERRED and each.why:
        known += f"; {each.why}"
    quoted = f" “{each.words}”" if each.words else ""
    speaker = f" ({each.speaker})" if each.words and each.speaker else ""
    source = f" [{each.source.title}]" if each.source else ""
    since = f"; {each.overtaken.told(each.how)}" if each.overtaken else ""
    return f"{known}{quoted}{speaker}{source}{since}"
