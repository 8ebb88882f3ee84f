"""What a user can do with the follow-up log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import (
    SHARED,
    Add,
    Done,
    Seen,
    fill,
    fill_links,
    find,
    find_at,
    find_shown,
    must_be_shown,
    must_stand,
    short,
)
from db.commands.pending import Closed, answered, asked, closed_by, hand_on
from db.commands.sources import attach
from db.errors import FieldError
from db.records.actions import ActionDraft
from db.records.pending import NOTHING, Ends
from db.records.sources import FileDraft
from db.rules.actions import day_refused
from db.rules.edtf import day_name
from db.rules.pending import answers
from db.tables.actions import Action, ActionLink
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.sources import Attachment
from db.tables.visits import Visit
from db.vocabulary import DateField, Ending, Kind
from db.words import N_, Sentence, _, told, told_of

_NAMED = 3
"""So many of the steps and replies that an entry closes are named."""
_CLOSED = {
    (DateField.NEXT_STEP, Ending.DONE): N_("Next step done"),
    (DateField.NEXT_STEP, Ending.REPLACED): N_("Next step replaced"),
    (DateField.REPLY_BY, Ending.ANSWERED): N_("Reply received"),
}
"""How an entry closes what is open."""


@dataclass(frozen=True, slots=True)
class AddAction(Add[ActionDraft]):
    """Keep an entry of the log as it was written, without its effects; what an import does."""

    kind = Kind.ACTION

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"links"}, named={"kind": "action_kind"})
        row.title = short(self.draft.text)
        fill_links(row.record_links, self.draft.links, "record_id", ActionLink)


@dataclass(frozen=True, slots=True)
class LogAction:
    """Write down what was done on one or more records, with what was sent or received, how they stand after it, and
    which next steps and replies it closes: those that are named, and the replies that came in with it.

    A day after `today` is refused beside its field; without `today` the day is taken as it is."""

    draft: ActionDraft
    files: tuple[FileDraft, ...] = ()
    today: date | None = None
    seen: Seen = None
    ends: Ends = NOTHING

    def apply(self, session: Session) -> Done:
        _must_have_come(self.draft.on, self.today)
        _must_follow(self.draft)
        records = [find(session, each) for each in self.draft.links]
        must_stand(session, [each for each in records if self._moves_on(each)], self.seen)
        for record in records:
            must_be_shown(record)
        closed = closed_by(session, self.ends, self.draft.on, self.draft.links, self.seen)
        if self.ends.replaces and not self.draft.names_step:
            raise FieldError("replaces", _("Say what is to be done instead: name the next step or its day."))
        came = answered(session, self.draft.on, self.draft.links) if self._came_in() else []
        entry = AddAction(self.draft)
        row = entry.make()
        entry.put(session, row)
        attach(session, row.id, self.files)
        for each in came:
            each.end(DateField.REPLY_BY, Ending.ANSWERED, self.draft.on, row.id)
        for each, field, how in closed:
            each.end(field, how, self.draft.on, row.id)
        for record in filter(self._moves_on, records):
            self._move_on(record)
        return Done(_and_closed(_logged_on(records), closed), records[0].id)

    def _came_in(self) -> bool:
        return answers(self.draft.kind, self.draft.direction)

    def _moves_on(self, record: Record) -> bool:
        """Whether the entry says how a record stands from now on: only what is replaced must be as it was seen."""
        if isinstance(record, Commitment):
            return self.draft.progress_after is not None
        return isinstance(record, Visit) and self.draft.stage_after is not None

    def _move_on(self, record: Record) -> None:
        if isinstance(record, Commitment) and self.draft.progress_after is not None:
            record.progress = self.draft.progress_after
            record.assessed_on, record.assessed_by = self.draft.on, self.draft.by
            record.assessment = self.draft.text
        if isinstance(record, Visit) and self.draft.stage_after is not None:
            record.stage = self.draft.stage_after


@dataclass(frozen=True, slots=True)
class CorrectAction:
    """Replace an entry of the log by a new version; the old one stays in the record's history. A day after `today` is
    refused, as when it is logged."""

    id: int
    draft: ActionDraft
    today: date | None = None
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        _must_have_come(self.draft.on, self.today)
        old = find_at(session, self.id, self.seen, Kind.ACTION)
        on = {link.record_id for link in old.record_links} if isinstance(old, Action) else set()
        for each in set(self.draft.links) - on:
            find_shown(session, each)
        entry = AddAction(self.draft.model_copy(update={"corrects": self.id}))
        row = entry.make()
        entry.put(session, row)
        for file in session.scalars(select(Attachment).where(Attachment.record == self.id)):
            file.record = row.id
        if isinstance(old, Action) and isinstance(row, Action):
            hand_on(session, old, row)
        old.hidden = True
        return Done(told("Corrected the entry “{title}”", title=short(row.title)), row.id)


def _must_have_come(on: date, today: date | None) -> None:
    refused = day_refused(on, today) if today is not None else ""
    if refused:
        raise FieldError("on", refused)


def _must_follow(draft: ActionDraft) -> None:
    """Refuse a next step, or an answer, for a day before that of the entry; of what is written down later than it was
    done the day may have passed."""
    for name, due in (("next_due", draft.next_due), ("reply_by", draft.reply_by)):
        if due is not None and due.latest is not None and due.latest < draft.on:
            said = _("{day} lies before the day of this entry, {on}. Choose a later day.")
            raise FieldError(name, said.format(day=day_name(due.latest), on=day_name(draft.on)))


def _and_closed(said: Sentence, closed: Closed) -> Sentence:
    """What was logged, and which steps and replies that closed, the first ones by name."""
    for row, field, how in closed[:_NAMED]:
        said = told(
            "{said} · {closed}: “{title}”", said=said, closed=told(_CLOSED[field, how]), title=asked(row, field)
        )
    if len(closed) > _NAMED:
        said = told_of("{said} and {count} more", "{said} and {count} more", len(closed) - _NAMED, said=said)
    return said


def _logged_on(records: list[Record]) -> Sentence:
    first, more = short(records[0].title), len(records) - 1
    if not more:
        return told("Logged on “{title}”", title=first)
    return told_of("Logged on “{title}” and {count} more", "Logged on “{title}” and {count} more", more, title=first)
