"""Closing next steps and expected replies: by an entry of the log, or without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import Done, Seen, closed_with, find, must_be_shown, must_stand, short
from db.errors import BugError, FieldError, NotFound
from db.records.pending import Ends
from db.rules.edtf import day_name
from db.tables.actions import STEM, Action, ActionLink, is_open
from db.tables.base import Record
from db.vocabulary import DateField, Ending, Kind
from db.words import N_, _, told

_SAID = {
    (DateField.NEXT_STEP, Ending.DONE): N_("Next step done"),
    (DateField.NEXT_STEP, Ending.NOT_NEEDED): N_("Next step not needed"),
    (DateField.REPLY_BY, Ending.ANSWERED): N_("Reply received"),
    (DateField.REPLY_BY, Ending.NOT_NEEDED): N_("Reply not needed"),
}
"""How either can be closed without an entry."""
CLOSED_BY_HAND = frozenset(_SAID)


@dataclass(frozen=True, slots=True)
class End:
    """Close a next step or an expected reply without an entry of the log: it was done or has come, or is not needed."""

    entry: int
    field: DateField
    how: Ending
    on: date
    why: str = ""
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        said = _SAID.get((self.field, self.how))
        if said is None:
            raise BugError(f"a {self.field} does not end by being {self.how}")
        row = _still_open(session, self.entry, self.field, "entry")
        must_stand(session, (row,), self.seen)
        row.end(self.field, self.how, self.on, why=self.why)
        return Done(told("{what}: “{title}”", what=told(said), title=asked(row, self.field)), row.id)


Closed = list[tuple[Action, DateField, Ending]]
"""Entries, what of them is closed, and how."""


def closed_by(session: Session, ends: Ends, on: date, records: Sequence[int], seen: Seen) -> Closed:
    """What an entry of a day on some records closes by its own words; FieldError where it cannot."""
    found: Closed = []
    for name, entry, field, how in ends.each():
        row = _still_open(session, entry, field, name)
        if not {link.record_id for link in row.record_links} & {*records}:
            raise FieldError(name, _("Entry {number} is not on this record.").format(number=entry))
        if row.on > on:
            said = _("“{title}” is of {day}, after the day of this entry.")
            raise FieldError(name, said.format(title=short(row.title), day=day_name(row.on)))
        if any(other is row and part is field for other, part, _how in found):
            raise FieldError(name, _("“{title}” is named twice.").format(title=short(row.title)))
        found.append((row, field, how))
    must_stand(session, [row for row, *_rest in found], seen)
    return found


def answered(session: Session, on: date, records: Iterable[int]) -> list[Action]:
    """The entries on some records up to a day whose replies have not come."""
    about = select(ActionLink.action_id).where(ActionLink.record_id.in_(list(records)))
    query = select(Action).where(~Action.hidden, is_open(DateField.REPLY_BY), Action.on <= on, Action.id.in_(about))
    return list(session.scalars(query.order_by(Action.on, Action.id)))


def hand_on(session: Session, old: Action, new: Action) -> None:
    """Let the new version of an entry stand as the old one did: what was closed of it, and what it closed, unless that
    is of a later day than the entry is now."""
    for field, stem in STEM.items():
        if getattr(old, f"{stem}_ended") is not None and new.still_open(field):
            new.end(field, *(getattr(old, f"{stem}_ended{part}") for part in ("", "_on", "_by", "_why")))
    for row, field in closed_with(session, (old.id,)):
        if row.on > new.on:
            row.end(field, None, None)
        else:
            row.end(field, getattr(row, f"{STEM[field]}_ended"), new.on, new.id)


def asked(row: Action, field: DateField) -> str:
    """What there is to do, or what a reply is expected to, as a label quotes it."""
    return short(row.next_step if field is DateField.NEXT_STEP and row.next_step else row.text)


def _still_open(session: Session, entry: int, field: DateField, name: str) -> Action:
    row = session.get(Record, entry) or find(session, entry, Kind.ACTION)
    if row.kind is not Kind.ACTION:
        raise NotFound(
            _("{number} is not an entry of the log but “{title}” ({kind}).").format(
                number=entry, title=short(row.title), kind=row.kind.word
            ),
            _("Nothing was stored."),
            _("The entries on it and their numbers are listed by: aide-memoire show {number}").format(number=entry),
        )
    must_be_shown(row)
    if not isinstance(row, Action) or not row.still_open(field):
        said = _("Entry {number} has no open next step.")
        if field is DateField.REPLY_BY:
            said = _("Entry {number} waits for no reply.")
        raise FieldError(name, said.format(number=entry))
    return row
