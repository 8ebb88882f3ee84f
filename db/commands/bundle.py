"""Taking in a bundle: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import engine
from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Add, Done
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddArea, AddParty
from db.commands.people import AddOffice, AddPerson
from db.commands.points import AddPoint
from db.commands.reminders import AddReminder
from db.commands.settings import ChooseOurSide
from db.commands.sources import AddQuestion, AddQuotation, AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.errors import KnownError
from db.records.bundle import DRAFTS, Bundle, Entry
from db.records.refusals import sentences
from db.tables.base import Record
from db.vocabulary import Kind
from db.words import _, ngettext, told_of

ADDS: dict[Kind, type[Add[Any]]] = {
    each.kind: each
    for each in (
        AddParty, AddArea, AddOffice, AddPerson, AddSource, AddQuotation, AddVisit, AddInvitation, AddAgreement,
        AddCommitment, AddAction, AddAnniversary, AddQuestion, AddReminder, AddPoint,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Add every record of a bundle under new numbers, keeping their uids and what they say of each other."""

    bundle: Bundle

    def apply(self, session: Session) -> Done:
        self._refuse_known(session)
        first = engine.last_number(session.connection(), Record.__tablename__) + 1
        ids = {entry.uid: first + n for n, entry in enumerate(self._in_order())}
        for entry in self._in_order():
            self._put(session, entry, ids)
        if not engine.references_hold(session.connection()):
            raise KnownError(_("A record of this file names one of another kind."), _("Nothing was stored."))
        if self.bundle.our_side is not None:
            ChooseOurSide(ids[self.bundle.our_side]).apply(session)
        one, more = "Took in {count} record from “{title}”", "Took in {count} records from “{title}”"
        return Done(told_of(one, more, len(ids), title=self.bundle.title))

    def _in_order(self) -> list[Entry]:
        order = {kind: n for n, kind in enumerate(DRAFTS)}
        return sorted(self.bundle.records, key=lambda entry: order[entry.kind])

    def _refuse_known(self, session: Session) -> None:
        uids = [entry.uid for entry in self.bundle.records]
        if len(set(uids)) != len(uids):
            raise KnownError(_("This file names the same record twice."), _("Nothing was stored."))
        known = set(session.scalars(select(Record.uid))).intersection(uids)
        if known:
            many = ngettext(
                "{count} record of this file is in the register already.",
                "{count} records of this file are in the register already.",
                len(known),
            )
            raise KnownError(many.format(count=len(known)), _("Nothing was stored."))

    @staticmethod
    def _put(session: Session, entry: Entry, ids: dict[str, int]) -> None:
        try:
            # As JSON, which has no dates of its own: there a date is a text, elsewhere a text is no date.
            draft = DRAFTS[entry.kind].model_validate_json(to_json(entry.draft), context={"ids": ids})
        except ValidationError as error:
            raise KnownError(
                _("A {kind} in this file cannot be read ({what}).").format(kind=entry.kind.word, what=sentences(error)),
                _("Nothing was stored."),
            ) from None
        add = ADDS[entry.kind](draft)
        row = add.make()
        row.id, row.uid, row.hidden = ids[entry.uid], entry.uid, entry.hidden
        add.put(session, row)
