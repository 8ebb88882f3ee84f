"""What a user can do with parties, areas and anniversaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, fill_children, fill_links, find, find_at, short
from db.errors import FieldError
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.tables.base import RecordArea
from db.tables.parties import Alias, AnniversaryParty, Area, Party
from db.vocabulary import Kind
from db.words import _, told, told_of


@dataclass(frozen=True, slots=True)
class AddParty(Add[PartyDraft]):
    """Add a state or organisation, or a region, agency or company of one."""

    kind = Kind.PARTY

    def write(self, session: Session, row: Any) -> None:
        _must_be_free(session, row, self.draft)
        _must_stand(session, row, self.draft)
        fill(row, self.draft, leave=SHARED | {"aliases"}, named={"kind": "party_kind"})
        fill_children(row.aliases, self.draft.aliases, Alias)


@dataclass(frozen=True, slots=True)
class ChangeParty(Rewrite[PartyDraft]):
    """Change a state or organisation, or what stands under one."""

    adds = AddParty


def _must_be_free(session: Session, row: Party, draft: PartyDraft) -> None:
    """No other party has its codes. One that it has already may stay, though an older program let two have it."""
    for name in ("code", "code3"):
        code = getattr(draft, name)
        if not code or code == getattr(row, name):
            continue
        having = select(Party).where(getattr(Party, name) == code, Party.id != row.id).order_by(Party.hidden, Party.id)
        other = session.scalars(having.limit(1)).first()
        if other is not None:
            said = (
                _("“{title}” in the Trash has the code {code}. Restore it there, or choose another code.")
                if other.hidden
                else _("“{title}” has the code {code}.")
            )
            raise FieldError(name, said.format(title=short(other.title), code=code))


def _must_stand(session: Session, row: Party, draft: PartyDraft) -> None:
    """What it stands under stands by itself, and so does what others stand under; so nothing stands under itself."""
    if draft.under is not None:
        above = cast(Party, find(session, draft.under, Kind.PARTY))
        if above is row:
            raise FieldError("under", _("Nothing stands under itself."))
        if above.hidden and draft.under != row.under:
            raise FieldError("under", _("“{title}” is in the Trash.").format(title=short(above.title)))
        if not above.party_kind.by_itself:
            said = _("“{title}” is no state or organisation: it stands under another itself.")
            raise FieldError("under", said.format(title=short(above.title)))
    if not draft.kind.by_itself and row.id is not None:
        below = session.scalars(select(Party).where(Party.under == row.id).order_by(Party.hidden, Party.id).limit(1))
        if (first := below.first()) is not None:
            said = _("“{title}” stands under it: only a state or an organisation can have that.")
            raise FieldError("kind", said.format(title=short(first.title)))


@dataclass(frozen=True, slots=True)
class AddArea(Add[AreaDraft]):
    """Add an area of co-operation."""

    kind = Kind.AREA

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED)


@dataclass(frozen=True, slots=True)
class ChangeArea(Rewrite[AreaDraft]):
    """Rename or retire an area."""

    adds = AddArea


@dataclass(frozen=True, slots=True)
class MergeAreas:
    """Let records of several areas concern one of them; the others go to the Trash."""

    into: int
    others: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        kept = find_at(session, self.into, self.seen, Kind.AREA)
        gone = [find_at(session, each, self.seen, Kind.AREA) for each in self.others if each != self.into]
        names = [row.id for row in gone]
        there = set(session.scalars(select(RecordArea.record_id).where(RecordArea.area_id == kept.id)))
        for link in session.scalars(select(RecordArea).where(RecordArea.area_id.in_(names)).order_by(RecordArea.id)):
            if link.record_id in there:
                record = find(session, link.record_id)
                record.area_links.remove(next(each for each in record.area_links if each.id == link.id))
            else:
                there.add(link.record_id)
                link.area_id = kept.id
        for row in gone:
            row.hidden = True
        first, into = short(gone[0].title) if gone else "", short(kept.title)
        said = told_of(
            "Merged “{title}” into “{into}”", "Merged {count} areas into “{into}”", len(gone), title=first, into=into
        )
        return Done(said, kept.id)


@dataclass(frozen=True, slots=True)
class RetireArea:
    """Offer an area no longer where areas are chosen, or offer it again; records keep it."""

    id: int
    retired: bool
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        row = cast(Area, find_at(session, self.id, self.seen, Kind.AREA))
        row.retired = self.retired
        title = short(row.title)
        said = (
            told("Retired area “{title}”", title=title)
            if self.retired
            else told("In use again: area “{title}”", title=title)
        )
        return Done(said, row.id)


@dataclass(frozen=True, slots=True)
class AddAnniversary(Add[AnniversaryDraft]):
    """Add an anniversary."""

    kind = Kind.ANNIVERSARY

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"parties"})
        fill_links(row.party_links, self.draft.parties, "party_id", AnniversaryParty)


@dataclass(frozen=True, slots=True)
class ChangeAnniversary(Rewrite[AnniversaryDraft]):
    """Change an anniversary."""

    adds = AddAnniversary
