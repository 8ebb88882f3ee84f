"""Finding any record by the beginnings of its words, wherever they stand: title, log, quotation, other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, literal_column, select
from sqlalchemy.orm import Session

from db import engine
from db.queries import actions, agreements, commitments, people, points, visits
from db.queries.base import links
from db.records.base import Link
from db.records.search import LINK, Found, Group, Hit, Named, Quoted
from db.rules.text import begins, is_run, terms
from db.tables.base import Citation, Record, RecordArea
from db.tables.search import SearchText
from db.tables.sources import Quotation
from db.tables.status import Line
from db.tables.visits import Invitation
from db.vocabulary import Kind

FOLLOWED = (Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT)
"""The kinds an action can be logged on."""

GROUPS = (
    Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT, Kind.ACTION, Kind.QUOTATION, Kind.SOURCE, Kind.PARTY, Kind.PERSON,
    Kind.AREA, Kind.ANNIVERSARY, Kind.QUESTION, Kind.POINT,
)  # fmt: skip
"""The groups of what was found, in their order."""

SHOWN = 8
"""At most this many of each kind are shown."""

TAKEN = 200
"""At most this many matches are looked at, the newest ones: ranking all of a million takes half a second."""

TITLED, NAMED = 50, 1_000
"""At most this many visits, and agreements, are found by their titles alone, and this many names are looked through."""

_ORDER = (Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT, Kind.INVITATION, Kind.ACTION, Kind.QUOTATION, Kind.PARTY)
_NAMES = (Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.AREA)
_GROUP_OF = {Kind.OFFICE: Kind.PERSON}
_WORD = re.compile(r"[^\W_]+")
_THE_NAME, _IN_NAME, _PARTLY_IN_NAME, _ELSEWHERE = range(4)


_LINKED = re.compile(rf"\s*{LINK}\s*([0-9]{{1,18}})\s*", re.IGNORECASE)


def linked(words: str) -> int | None:
    """The number of the record that a copied link names, such as “aide:60”; None for any other words."""
    found = _LINKED.fullmatch(words)
    return int(found[1]) if found else None


def find(reader: Session, words: str, limit: int = 30, kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[Link, ...]:
    """The records whose words begin with each of these, titles first; the newest ones where nothing is asked."""
    asked, number = terms(words), linked(words)
    order = case(*((Record.kind == kind, n) for n, kind in enumerate(_ORDER)), else_=len(_ORDER))
    query = select(Record.id).where(~Record.hidden, Record.kind.in_(kinds)).limit(limit)
    if number is not None:
        query = query.where(Record.id == number)
    elif asked:
        in_title = SearchText.title.contains(asked[0], autoescape=True)
        found = engine.found_by(words)
        query = query.join(SearchText, SearchText.record_id == Record.id).where(Record.id.in_(found))
        query = query.order_by(in_title.desc(), order, Record.version.desc(), Record.id.desc())
    elif words.strip():
        return ()
    else:
        query = query.order_by(Record.version.desc(), order, Record.id.desc())
    ids = reader.scalars(query).all()
    named = links(reader, ids)
    return tuple(named[each] for each in ids)


def everywhere(reader: Session, today: date, words: str, groups: Sequence[Kind] = GROUPS, most: int = SHOWN) -> Found:
    """The likeliest records of each group; of one group of names alone, all of it where nothing is asked."""
    if (number := linked(words)) is not None:
        return _only(reader, today, number, groups)
    asked = _Asked(terms(words))
    if not asked.terms and (words.strip() or len(groups) > 1):
        return Found()
    by_group: dict[Kind, list[_Candidate]] = {group: [] for group in groups}
    for each in sorted(_candidates(reader, asked, groups), key=_Candidate.place):
        shelf = by_group.get(_GROUP_OF.get(each.kind, each.kind), [])
        if len(shelf) < most:
            shelf.append(each)
    hits = _read(reader, today, {each.id: each.kind for shelf in by_group.values() for each in shelf})
    shown = _in_order({group: shelf for group, shelf in by_group.items() if shelf})
    return Found(groups=tuple(Group(kind=group, hits=_of(by_group[group], hits)) for group in shown))


def _only(reader: Session, today: date, number: int, groups: Sequence[Kind]) -> Found:
    """The record of that number, as far as it is there and in one of the groups."""
    kind = reader.scalar(select(Record.kind).where(Record.id == number))
    group = None if kind is None else _GROUP_OF.get(kind, kind)
    hits = latest(reader, today, (number,)) if group in groups else ()
    return Found(groups=tuple(Group(kind=group, hits=(hit,)) for hit in hits if group is not None))


def latest(reader: Session, today: date, ids: Sequence[int]) -> tuple[Hit, ...]:
    """These records, in this order, as far as they are still there and can be shown."""
    query = select(Record.id, Record.kind).where(Record.id.in_(ids), ~Record.hidden)
    kinds = {number: kind for number, kind in reader.execute(query) if _GROUP_OF.get(kind, kind) in GROUPS}
    hits = _read(reader, today, kinds)
    return tuple(hits[each] for each in ids if each in hits)


def cited_for(reader: Session, quotation: int) -> Link | None:
    """The record that a quotation speaks for; of several, a commitment before an agreement before a visit."""
    closest = (Kind.COMMITMENT, Kind.AGREEMENT, Kind.VISIT)
    order = case(*((Record.kind == kind, n) for n, kind in enumerate(closest)), else_=len(closest))
    query = (
        select(Record.id)
        .join(Citation, Citation.record_id == Record.id)
        .where(Citation.quotation == quotation, ~Record.hidden)
        .order_by(order, Record.id)
    )
    found = reader.scalar(query.limit(1))
    return links(reader, [found]).get(found or 0)


class _Asked:
    """What is looked for, and how the beginning of a word is told."""

    def __init__(self, asked: tuple[str, ...]) -> None:
        self.terms = asked
        self._whole = " ".join(asked)
        self._begins = [re.compile(begins(term)) for term in asked]

    def all_in(self, text: str) -> bool:
        """Whether each term begins a word of a folded text, or stands in a run of one."""
        return all(each.search(text) for each in self._begins)

    def rank(self, *names: str) -> int:
        """How well the folded names of a record match; the first one is its title."""
        near = (name for name in names if 0 < len(name) <= 2 * len(self._whole))
        if any(" ".join(_WORD.findall(name)) == self._whole for name in near):
            return _THE_NAME
        begun = sum(each.search(names[0]) is not None for each in self._begins)
        return _IN_NAME if begun == len(self._begins) else _PARTLY_IN_NAME if begun else _ELSEWHERE


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A record that matches, and how well its names do."""

    id: int
    kind: Kind
    sorts_as: bytes
    rank: int

    def place(self) -> tuple[int, bytes, int]:
        """Its place among others: the better match, names in their order, everything else the newest first."""
        return self.rank, self.sorts_as if self.kind in _NAMES else b"", -self.id


def _in_order(by_group: Mapping[Kind, Sequence[_Candidate]]) -> list[Kind]:
    """The groups as they always stand, but first the one with the best match, if no other has one as good."""

    def worth(group: Kind) -> int:
        # What was said or done has no name that somebody would look for.
        return _ELSEWHERE if group in (Kind.ACTION, Kind.QUOTATION) else by_group[group][0].rank

    best = min(by_group, key=worth, default=None)
    return sorted(by_group, key=lambda group: group is not best)


def _candidates(reader: Session, asked: _Asked, groups: Sequence[Kind]) -> Iterable[_Candidate]:
    yield from _named(reader, asked, [kind for kind in _NAMES if _GROUP_OF.get(kind, kind) in groups])
    kinds = [kind for kind in groups if kind not in _NAMES]
    if not kinds:
        return
    # Asked for their kind too, SQLite would look through all records of those kinds instead of taking these.
    query = (
        select(Record.id, Record.kind, Record.hidden, SearchText.title)
        .join(SearchText, SearchText.record_id == Record.id)
        .where(Record.id.in_(_taken(reader, asked)))
    )
    rows = [row for row in reader.execute(query) if row.kind in kinds and not row.hidden]
    about = points.subjects(reader, [row.id for row in rows if row.kind is Kind.POINT])
    for number, kind, _hidden, title in rows:
        if kind is not Kind.POINT or number in about:  # what is to be said of what lies in the Trash lies there too
            yield _Candidate(number, kind, b"", asked.rank(title))


def _taken(reader: Session, asked: _Asked) -> set[int]:
    """The newest matches, the visits that invitations among them are to, and visits and agreements by their titles."""
    newest = engine.found_by(" ".join(asked.terms)).order_by(literal_column("rowid").desc()).limit(TAKEN)
    taken = set(reader.scalars(newest))
    invited = select(Invitation.visit).where(Invitation.id.in_(taken), ~Invitation.hidden)
    taken.update(reader.scalars(invited))
    # They are few and older than what is written about them, so the newest matches may have none: their lines are read.
    words = " " + Line.title
    for kind in (Kind.VISIT, Kind.AGREEMENT):
        begun = [words.contains(term if is_run(term) else f" {term}") for term in asked.terms]
        taken.update(reader.scalars(select(Line.record_id).where(Line.kind == kind, *begun).limit(TITLED)))
    return taken


def _named(reader: Session, asked: _Asked, kinds: Sequence[Kind]) -> Iterable[_Candidate]:
    """Countries, people, offices and areas by any of their names: there are few, so all are looked through."""
    words = SearchText.title + "\n" + SearchText.body
    query = (
        select(Record.id, Record.kind, Record.sorts_as, words)
        .join(SearchText, SearchText.record_id == Record.id)
        .where(Record.kind.in_(kinds), ~Record.hidden, *(words.contains(term) for term in asked.terms))
    )
    for number, kind, sorts_as, text in reader.execute(query.limit(NAMED)) if kinds else ():
        if asked.all_in(text):
            yield _Candidate(number, kind, sorts_as, asked.rank(*text.split("\n")))


def _of(shelf: Sequence[_Candidate], hits: Mapping[int, Hit]) -> tuple[Hit, ...]:
    return tuple(hits[each.id] for each in shelf if each.id in hits)


def _read(reader: Session, today: date, kinds: Mapping[int, Kind]) -> dict[int, Hit]:
    """The records in the shape their rows are made of."""
    found: dict[int, Hit] = {}
    for kind in dict.fromkeys(kinds.values()):
        ids = [each for each, its in kinds.items() if its is kind]
        found.update(_of_kind(reader, today, kind, ids))
    return found


def _of_kind(reader: Session, today: date, kind: Kind, ids: Sequence[int]) -> dict[int, Hit]:
    match kind:
        case Kind.VISIT:
            return {line.id: line for line in visits.lines(reader, today, ids)}
        case Kind.AGREEMENT:
            return {line.id: line for line in agreements.lines(reader, today, ids)}
        case Kind.COMMITMENT:
            return {line.id: line for line in commitments.lines(reader, today, ids)}
        case Kind.ACTION:
            return {line.id: line for line in actions.lines(reader, today, ids)}
        case Kind.QUOTATION:
            return _quoted(reader, ids)
    about, records = _about(reader, today, kind, ids), _counted(reader, ids) if kind is Kind.AREA else {}
    return {
        number: Named(link=link, about=about.get(number, ""), records=records.get(number, 0))
        for number, link in links(reader, ids).items()
    }


def _quoted(reader: Session, ids: Sequence[int]) -> dict[int, Hit]:
    columns = Quotation.__table__.c
    rows = reader.execute(select(columns.id, columns.words, columns.source).where(columns.id.in_(ids))).all()
    named = links(reader, [source for _, _, source in rows])
    return {number: Quoted(id=number, words=words, source=named.get(source)) for number, words, source in rows}


def _about(reader: Session, today: date, kind: Kind, ids: Sequence[int]) -> dict[int, str]:
    """The office of a person, the country of an office, and what a point is about."""
    if kind is Kind.POINT:
        return {number: about.title for number, about in points.subjects(reader, ids).items()}
    return people.about(reader, today, kind, ids)


def _counted(reader: Session, areas: Sequence[int]) -> dict[int, int]:
    """How many records concern each area. All are counted in the index alone, then those in the Trash are taken off."""
    every = select(RecordArea.area_id, func.count()).where(RecordArea.area_id.in_(areas)).group_by(RecordArea.area_id)
    hidden = select(Record.id).where(Record.kind.in_([*Kind]), Record.hidden)
    trashed = Counter(reader.scalars(select(RecordArea.area_id).where(RecordArea.record_id.in_(hidden))))
    return {area: many - trashed[area] for area, many in reader.execute(every)}
