"""Putting a record back as it once stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import versions
from db.commands.agreements import ChangeAgreement
from db.commands.base import Done, Rewrite, Seen, find_at, find_shown, short
from db.commands.commitments import ChangeCommitment
from db.commands.parties import ChangeAnniversary, ChangeArea, ChangeParty
from db.commands.people import ChangeOffice, ChangePerson
from db.commands.points import ChangePoint
from db.commands.reminders import ChangeReminder
from db.commands.sources import ChangeQuestion, ChangeQuotation, ChangeSource
from db.commands.visits import ChangeInvitation, ChangeVisit
from db.drafts import draft_of, references
from db.errors import KnownError
from db.records.base import Draft, field_name
from db.rules.sources import cited_field
from db.tables.base import Record
from db.vocabulary import Kind
from db.words import N_, Sentence, _, told

CHANGES: Mapping[Kind, type[Rewrite[Any]]] = {
    each.adds.kind: each
    for each in (
        ChangeParty, ChangeArea, ChangeOffice, ChangePerson, ChangeSource, ChangeQuotation, ChangeVisit,
        ChangeInvitation, ChangeAgreement, ChangeCommitment, ChangeAnniversary, ChangeQuestion, ChangeReminder,
        ChangePoint,
    )
}  # fmt: skip

_SAFE = N_("Nothing was stored.")


@dataclass(frozen=True, slots=True)
class RestoreVersion:
    """Write a whole record back as it stood after a change."""

    id: int
    seen: Seen
    change: int

    def apply(self, session: Session) -> Done:
        now, then = _drafts(session, self.id, self.seen, self.change)
        return _write(session, self.id, self.seen, now, then, told("Put back an earlier version"))


@dataclass(frozen=True, slots=True)
class RestoreField:
    """Write one field back as it stood after a change, with what sources say of it."""

    id: int
    seen: Seen
    change: int
    field: str

    def apply(self, session: Session) -> Done:
        now, then = _drafts(session, self.id, self.seen, self.change)
        cited = [each for each in now.citations if not self._is_about(each.field)]
        cited += [each for each in then.citations if self._is_about(each.field)]
        fields = {"citations": tuple(cited), self.field: getattr(then, self.field)}
        wanted = now.model_copy(update=fields)
        return _write(
            session,
            self.id,
            self.seen,
            now,
            wanted,
            told("Put back {field}", field=field_name(self.field)),
        )

    def _is_about(self, field: str) -> bool:
        """Whether a citation is about the field or a row of it, such as "steps.2.done_on"."""
        return cited_field(field).name == self.field


def _drafts(session: Session, record_id: int, seen: Seen, change: int) -> tuple[Draft, Draft]:
    """A record as it stands now and as it stood after a change."""
    find_at(session, record_id, seen)
    record = find_shown(session, record_id)
    if record.kind not in CHANGES:
        if record.kind is Kind.ACTION:
            raise KnownError(_("An entry of the log is never written anew."), _(_SAFE))
        raise KnownError(_("A {kind} is never written anew.").format(kind=record.kind.word), _(_SAFE))
    row = versions.stood(session, record, change)
    if row is None:
        raise KnownError(_("“{title}” was not in the register then.").format(title=short(record.title)), _(_SAFE))
    return draft_of(record), draft_of(row)


def _write(session: Session, record_id: int, seen: Seen, now: Draft, wanted: Draft, said: Sentence) -> Done:
    record = find_at(session, record_id, seen)
    if wanted == now:
        raise KnownError(_("“{title}” stands like this already.").format(title=short(record.title)), _(_SAFE))
    _must_be_there(session, set(references(wanted)) - set(references(now)))
    CHANGES[record.kind](record_id, seen, wanted).apply(session)
    return Done(told("{what}: “{title}”", what=said, title=short(record.title)), record_id)


def _must_be_there(session: Session, named: set[int]) -> None:
    """The records that are named again must not have gone in the meantime."""
    for kind, title in versions.gone(session, named).values():
        raise KnownError(
            _("The {kind} “{title}” that is named there is no longer in the register.").format(
                kind=kind.word, title=short(title)
            ),
            _(_SAFE),
            _("Put back single fields, or edit the record."),
        )
    hidden = select(Record).where(Record.id.in_(named), Record.hidden).order_by(Record.id)
    for record in session.scalars(hidden):
        raise KnownError(
            _("The {kind} “{title}” that is named there is in the Trash.").format(
                kind=record.kind.word, title=short(record.title)
            ),
            _(_SAFE),
            _("Restore it first: Edit ▸ Open Trash."),
        )
