"""The bundle: a register, or a part of it, as one file of JSON in which records name each other by uid.

Version 2, which the program writes, is JSON Lines: a head, then one value on each line, so that a register of any size
is written and read a few lines at a time. Everything in it is carried, as it stands: settings, files with their bytes,
and every record with its own columns and the rows that hang on it (db/tables/bundle.py). What the journal holds is not:
the history stays with the register it was made in. References are uids; the numbers of records stand in it too and are
kept by a register made from it, for people, saved views and printed sheets know records by their numbers.

Version 1, in which the starter is written, is one JSON value of drafts, without files, sheets and settings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from db.errors import KnownError
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.base import Draft, Line, Shape
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft
from db.records.points import PointDraft
from db.records.reminders import ReminderDraft
from db.records.sources import QuestionDraft, QuotationDraft, SourceDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.vocabulary import Kind
from db.words import _

DRAFTS: dict[Kind, type[Draft]] = {
    Kind.PARTY: PartyDraft,
    Kind.AREA: AreaDraft,
    Kind.OFFICE: OfficeDraft,
    Kind.PERSON: PersonDraft,
    Kind.SOURCE: SourceDraft,
    Kind.QUOTATION: QuotationDraft,
    Kind.VISIT: VisitDraft,
    Kind.INVITATION: InvitationDraft,
    Kind.AGREEMENT: AgreementDraft,
    Kind.COMMITMENT: CommitmentDraft,
    Kind.ACTION: ActionDraft,
    Kind.ANNIVERSARY: AnniversaryDraft,
    Kind.QUESTION: QuestionDraft,
    Kind.REMINDER: ReminderDraft,
    Kind.POINT: PointDraft,
}
"""The kinds that are written from drafts, and that version 1 carries, in the order in which they can be written."""


FORMAT: Literal["aide-memoire bundle"] = "aide-memoire bundle"
VERSION: Literal[2] = 2
SETTING, FILE, PART, RECORD = "setting", "file", "part", "record"
"""What a line of version 2 is; the parts of a file follow it."""

_Count = Annotated[int, Field(ge=0, le=10**12)]


class Last(Shape):
    """The last numbers a register gave, so that none is given again; 1 where there was no change yet."""

    record: _Count
    change: Annotated[int, Field(ge=1, le=10**12)]


class Head(Shape):
    """The first line of version 2: what follows it."""

    format: Literal["aide-memoire bundle"] = FORMAT
    version: Literal[2] = VERSION
    title: Line = ""
    settings: _Count
    files: _Count
    records: _Count
    last: Last


def refusal(why: str, line: int = 0) -> KnownError:
    """That a bundle cannot be read, and where in it."""
    where = _("line {number}: {why}").format(number=line, why=why) if line else why
    return KnownError(
        _("This file cannot be read: {why}.").format(why=where), _("Nothing was stored."), _("Choose another file.")
    )


def _carried(kind: Kind) -> Kind:
    if kind not in DRAFTS:
        raise ValueError(_("a bundle carries no {kind}").format(kind=kind.word))
    return kind


class Entry(Shape):
    """One record: its lasting name, its kind and what was written of it."""

    uid: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    kind: Annotated[Kind, AfterValidator(_carried)]
    hidden: bool = False
    draft: dict[str, Any]


class Bundle(Shape):
    """A whole file of version 1."""

    format: Literal["aide-memoire bundle"] = FORMAT
    version: Literal[1] = 1
    title: Line = ""
    our_side: str | None = None
    records: tuple[Entry, ...] = ()

    @model_validator(mode="after")
    def _names_its_own(self) -> Bundle:
        parties = {entry.uid for entry in self.records if entry.kind is Kind.PARTY}
        if self.our_side is not None and self.our_side not in parties:
            raise ValueError(_("our side is no party of this file"))
        return self
