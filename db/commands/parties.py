"""What a user can do with parties, areas and anniversaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, fill_children, fill_links, find, find_at, short
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.tables.base import RecordArea
from db.tables.parties import Alias, AnniversaryParty, Area
from db.vocabulary import Kind
from db.words import told, told_of


@dataclass(frozen=True, slots=True)
class AddParty(Add[PartyDraft]):
    """Add a State or organisation."""

    kind = Kind.PARTY

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"aliases"}, named={"kind": "party_kind"})
        fill_children(row.aliases, self.draft.aliases, Alias)


@dataclass(frozen=True, slots=True)
class ChangeParty(Rewrite[PartyDraft]):
    """Change a State or organisation."""

    adds = AddParty


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
