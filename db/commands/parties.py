"""What a user can do with parties, areas and anniversaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn, cast

from pydantic import ValidationError
from sqlalchemy import Column, Table, or_, select
from sqlalchemy.orm import Mapper, Session

from db.commands.base import (
    SHARED,
    Add,
    Done,
    Rewrite,
    Seen,
    fill,
    fill_children,
    fill_links,
    find,
    find_at,
    must_be_shown,
    short,
)
from db.errors import FieldError, KnownError, Taken
from db.fate import references
from db.records.base import COUNTRY, View
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.settings import SavedView
from db.rules.text import TEXT_LIMIT, fold
from db.tables.agreements import AgreementParty
from db.tables.base import Base, Record, RecordArea, is_derived, named_kinds
from db.tables.commitments import CommitmentParty
from db.tables.parties import Alias, AnniversaryParty, Area, Party
from db.tables.settings import OUR_SIDE, VIEW, Setting
from db.tables.visits import Invitation, Visit
from db.vocabulary import Kind, Marking
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
            title = short(other.title)
            if other.hidden:
                said = _("“{title}” in the Trash has the code {code}. Restore it there, or choose another code.")
                raise FieldError(name, said.format(title=title, code=code))
            raise Taken(name, _("“{title}” has the code {code}.").format(title=title, code=code), other.id, title)


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


# -------------------------------------------------------------------------------------- two parties that are one
OWED_BY = "owed_by"
_OF_PARTIES = (COUNTRY, OWED_BY)
"""The facets of a view whose values are parties."""


@dataclass(frozen=True, slots=True)
class MergeParties:
    """Let all that names several parties name one of them; the others go to the Trash, and it is found by their names.

    Refused where something stands between two of them, or one under another: then they are not one."""

    into: int
    others: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        kept = cast(Party, find_at(session, self.into, self.seen, Kind.PARTY))
        must_be_shown(kept)
        names = dict.fromkeys(each for each in self.others if each != kept.id)
        gone = [cast(Party, find_at(session, each, self.seen, Kind.PARTY)) for each in names]
        if not gone:
            raise FieldError("into", _("Choose another party to merge it with."))
        all_of = {kept.id, *names}
        _must_be_one(session, all_of)
        _must_carry(session, kept, names)
        for column in _naming_parties():
            _move(session, column, names, kept.id)
        _move_choices(session, names, kept.id)
        for each in gone:
            _take_over(kept, each)
        session.flush()
        into, first = short(kept.title), short(gone[0].title)
        said = told_of(
            "Merged “{title}” into “{into}”", "Merged {count} parties into “{into}”", len(gone), title=first, into=into
        )
        return Done(said, kept.id)


# ---------------------------------------------------------------------------------------------------- what refuses it
_BETWEEN = ((Visit, "from_party", "to_party"), (Invitation, "by_party", "to_party"), (Party, "id", "under"))
_AMONG: tuple[tuple[Any, str, str], ...] = (
    (AgreementParty, "agreement_id", "party_id"), (AnniversaryParty, "anniversary_id", "party_id"),
)  # fmt: skip


def _must_be_one(session: Session, parties: Collection[int]) -> None:
    """Nothing stands between two of them alone, in the Trash or outside of it."""
    for table, one, other in _BETWEEN:
        both = table.__table__.c[one].in_(parties) & table.__table__.c[other].in_(parties)
        _refuse_for(session, session.scalars(select(table.__table__.c.id).where(both).limit(1)))
    for table, owner, party in _AMONG:
        _refuse_for(session, _between_alone(session, table.__table__.c[owner], table.__table__.c[party], parties))
    link = CommitmentParty.__table__.c
    roles: dict[int, set[Any]] = defaultdict(set)
    for record, role in session.execute(select(link.commitment_id, link.role).where(link.holder_id.in_(parties))):
        roles[record].add(role)
    _refuse_for(session, (record for record, held in sorted(roles.items()) if len(held) > 1))


def _between_alone(session: Session, owner: Column[Any], party: Column[Any], parties: Collection[int]) -> Iterator[int]:
    """The records that name several of these parties and no other."""
    naming = select(owner).where(party.in_(parties))
    named: dict[int, set[int]] = defaultdict(set)
    for record, one in session.execute(select(owner, party).where(owner.in_(naming))):
        named[record].add(one)
    yield from (record for record, found in sorted(named.items()) if len(found) > 1 and found <= set(parties))


def _refuse_for(session: Session, records: Iterable[int]) -> None:
    for number in records:
        record = session.get_one(Record, number)
        if isinstance(record, Party):
            _refuse(_("“{title}” stands under the other.").format(title=short(record.title)))
        in_trash = _("{kind} “{title}” in the Trash is between them.")
        outside = _("{kind} “{title}” is between them.")
        said = in_trash if record.hidden else outside
        _refuse(said.format(kind=record.kind.label, title=short(record.title)))


def _must_carry(session: Session, kept: Party, names: Collection[int]) -> None:
    """What stands under one of them stands under the one that is kept, which must be able to."""
    if kept.party_kind.by_itself:
        return
    below = session.scalars(select(Party).where(Party.under.in_(names)).order_by(Party.id).limit(1)).first()
    if below is not None:
        said = _("“{title}” stands under it, and nothing can stand under “{into}”.")
        _refuse(said.format(title=short(below.title), into=short(kept.title)))


def _refuse(happened: str) -> NoReturn:
    raise KnownError(happened, _("Nothing was merged."), _("They are not one as long as it stands so."))


# ------------------------------------------------------------------------------------------------------ what is moved
@cache
def _naming_parties() -> tuple[Column[Any], ...]:
    """Every column that may name a party, but for what is computed from others and what was done about reminders."""
    found = (each for each in references() if Kind.PARTY in named_kinds(each.column) and not each.follows)
    return tuple(each.column for each in found if not is_derived(each.column))


def _move(session: Session, column: Column[Any], names: Collection[int], kept: int) -> None:
    """Let the rows that name these parties name the one that is kept; of links that become the same, one is left."""
    mapper = _mapper(column.table)
    key = mapper.get_property_by_column(column).key
    rows = session.scalars(select(mapper.class_).where(column.in_(names)).order_by(mapper.primary_key[0])).all()
    links = _is_link(column.table)
    there = _links(session, mapper, column, rows, kept) if links else set()
    for row in rows:
        same = _as_link(row, mapper, column) if links else None
        if same is not None and same in there:
            session.delete(row)
            continue
        setattr(row, key, kept)
        if same is not None:
            there.add(same)


def _is_link(table: Table) -> bool:
    """Whether its rows say no more than that one record names another, in whatever part."""
    return all(each.foreign_keys or each.name in ("id", "role") for each in table.columns)


def _links(session: Session, mapper: Mapper[Any], column: Column[Any], rows: Collection[Any], kept: int) -> set[Any]:
    owners = [each for each in column.table.columns if each.foreign_keys and each is not column]
    wanted = [each.in_({getattr(row, mapper.get_property_by_column(each).key) for row in rows}) for each in owners]
    found = session.scalars(select(mapper.class_).where(column == kept, or_(*wanted))) if rows else ()
    return {_as_link(each, mapper, column) for each in found}


def _as_link(row: Any, mapper: Mapper[Any], column: Column[Any]) -> tuple[Any, ...]:
    """What a link says besides whom it names."""
    others = (each for each in column.table.columns if each is not column and each.name != "id")
    return tuple(getattr(row, mapper.get_property_by_column(each).key) for each in others)


@cache
def _mapper(table: Table) -> Mapper[Any]:
    return next(each for each in Base.registry.mappers if each.local_table is table)


def _move_choices(session: Session, names: Collection[int], kept: int) -> None:
    """Our side, and what saved views are narrowed to."""
    of_ours = select(Setting).where(or_(Setting.name == OUR_SIDE, Setting.name.startswith(VIEW, autoescape=True)))
    for row in session.scalars(of_ours):
        if row.name == OUR_SIDE:
            row.value = kept if row.value in names else row.value
        elif isinstance(row.value, dict):
            try:
                saved = SavedView.model_validate(row.value)
            except ValidationError:  # nor is it shown anywhere
                continue
            moved = _moved(saved.view, names, kept)
            if moved != saved.view:
                row.value = saved.model_copy(update={"view": moved}).model_dump(mode="json")


def _moved(view: View, names: Collection[int], kept: int) -> View:
    becomes = {str(each): str(kept) for each in names}
    for facet in _OF_PARTIES:
        chosen = view.chosen(facet)
        if not becomes.keys().isdisjoint(chosen):
            view = view.narrowed_to(facet, tuple(dict.fromkeys(becomes.get(each, each) for each in chosen)))
    owes, _sign, holder = view.name.partition(":")
    return view.model_copy(update={"name": f"{owes}:{becomes[holder]}"}) if holder in becomes else view


def _take_over(kept: Party, gone: Party) -> None:
    """What one party had and the other had not; its names become other names."""
    for field in ("code", "code3", "long_name", "established"):
        if not getattr(kept, field) and getattr(gone, field):
            setattr(kept, field, getattr(gone, field))
    if not kept.party_kind.by_itself:
        kept.under = kept.under or gone.under
    known = {fold(name) for name in (kept.title, kept.long_name, *(each.text for each in kept.aliases)) if name}
    names = [("", gone.title), ("", gone.long_name), *((each.language, each.text) for each in gone.aliases)]
    for language, name in names:
        if name and fold(name) not in known:
            known.add(fold(name))
            kept.aliases.append(Alias(language=language, text=name))
    kept.followed = kept.followed or gone.followed
    together = "\n\n".join(filter(None, (kept.notes, gone.notes)))
    if len(together) <= TEXT_LIMIT:  # else they are read in the Trash, where they stay
        kept.notes = together
    markings = [*Marking]
    kept.marking = max(kept.marking, gone.marking, key=markings.index)
    gone.hidden = True
