"""The rows of a status table: of which view, narrowed by what, in which order, and what it could be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from db import engine, lines
from db.queries.base import finds, links
from db.records.base import FacetValue, View
from db.rules.text import fold, part_of_word
from db.tables.base import Record, RecordArea
from db.tables.search import Concern
from db.tables.status import Line
from db.vocabulary import Kind, Word
from db.words import both

_AFTER_ALL = "\uffff"
_AND, _TITLED = "\x1f", "\x1e"
"""What stand between those that have a line together, and between the key and the title of each; no title has them."""

NOWHERE = 999
"""The place of a line that has no word of the facet it is grouped by."""

MOST_VALUES = 200
"""At most this many values of a facet are offered, those with the most rows; others are reached by typing."""

STATUS, URGENCY = "status", "urgency"
_PRESSING = (STATUS, URGENCY)
"""Orders that begin with what is most pressing; what is as pressing stands by its day."""

LINE, RECORD = Line.__table__, Record.__table__
DAY: ColumnElement[date] = LINE.c.day
TITLE: ColumnElement[bytes] = LINE.c.sorts_as
LAST: ColumnElement[date | None] = LINE.c.last
SHELF: ColumnElement[str] = LINE.c.shelf
ID: ColumnElement[int] = LINE.c.record_id
UNDATED: ColumnElement[int] = case((DAY.in_((lines.FAR, lines.NEVER)), 1), else_=0)

Ordered = tuple[ColumnElement[Any], bool]
"""A column to order by, and whether it falls."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The ids of a view and their order; nothing is read yet."""

    ids: Select[int]
    order: tuple[Ordered, ...]

    def where(self, *conditions: ColumnElement[bool]) -> Rows:
        """Only those of them for which all of this holds."""
        return replace(self, ids=self.ids.where(*conditions))

    def select(self, *, backwards: bool = False) -> Select[int]:
        """The ids in their order, or from the last to the first."""
        return self.ids.order_by(*(column.desc() if falls is not backwards else column for column, falls in self.order))

    def count(self, reader: Session) -> int:
        """How many there are."""
        return reader.scalar(self.ids.with_only_columns(func.count(), maintain_column_froms=True)) or 0

    def among(self, reader: Session, ids: Collection[int]) -> set[int]:
        """Those of some records that are in the view."""
        return set(reader.scalars(self.ids.where(ID.in_(ids)))) if ids else set()

    def page(self, reader: Session, start: int, size: int, total: int | None = None) -> list[int]:
        """Some of them; where `total` says how many there are, they are counted off from the nearer end."""
        if total is None or start <= total // 2:
            return list(reader.scalars(self.select().offset(start).limit(size)))
        end = max(0, total - start - size)
        size = min(size, total - start)
        return list(reader.scalars(self.select(backwards=True).offset(end).limit(size)))[::-1]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing a table can be narrowed by: pairs of a record and a value, which is a word, a record or a text."""

    pairs: Callable[[date], Select[Any, Any]]
    word: type[Word] | None = None
    record: bool = False

    def label(self, value: Any, titles: Mapping[int, str]) -> str:
        """How a value reads."""
        if self.word is not None:
            return self.word(value).label
        return titles.get(value, "") if self.record else str(value)

    def counted(self, today: date, rows: Rows) -> Select[Any, Any]:
        """Each value with how many of the rows have it, the most frequent first, then the earliest known."""
        pairs, many = self.pairs(today), func.count()
        record_id, value = pairs.selected_columns
        if record_id is ID:
            query = rows.ids.with_only_columns(value, many, maintain_column_froms=True)
        else:
            many = func.count(record_id.distinct())  # a line that has a value twice is one row of it
            query = pairs.with_only_columns(value, many, maintain_column_froms=True).where(record_id.in_(rows.ids))
        return query.where(value.is_not(None)).group_by(value).order_by(many.desc(), value)

    def holding(self, today: date, values: Sequence[str]) -> ColumnElement[bool]:
        """Whether a line has one of these values."""
        pairs = self.pairs(today)
        record_id, value = pairs.selected_columns
        holds = value.in_([int(each) if self.record else each for each in values])
        if record_id is ID:
            return holds
        if record_id.primary_key:  # a column of the record's own row: looked up
            return pairs.with_only_columns(record_id).where(record_id == ID, holds).correlate(LINE).exists()
        return ID.in_(pairs.with_only_columns(record_id).where(holds))


def _countries(today: date) -> Select[Any, Any]:
    return select(Concern.record_id, Concern.party_id)


def _areas(today: date) -> Select[Any, Any]:
    return select(RecordArea.record_id, RecordArea.area_id)


COUNTRY = Facet(_countries, record=True)
AREA = Facet(_areas, record=True)


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of record as a status table: its named views, its orders and its facets."""

    table: type[Any]
    named: Callable[[Session, date, str, ColumnElement[int]], ColumnElement[bool]]
    """The condition of a named view; the last argument is the rank of a line."""
    usual: Callable[[ColumnElement[int]], tuple[Ordered, ...]]
    """The order where none was chosen."""
    orders: Mapping[str, Callable[[ColumnElement[int], date], ColumnElement[Any]]]
    """What can be sorted by, by the view's sort names; no day known is last, whichever way it is sorted."""
    facets: Mapping[str, Facet]
    relative: frozenset[str] = frozenset()
    """The named views in which a record stands, or not, because of what others say."""

    @property
    def kind(self) -> Kind:
        """What its rows are."""
        return lines.kind_of(self.table)

    def rows(self, reader: Session, today: date, view: View) -> Rows:
        """The rows of a view."""
        ids, rank = lines.ranked(reader, self.table, today)
        conditions = [self.named(reader, today, view.name, rank)]
        conditions += [self._holding(each.facet, each.values, rank, today) for each in view.filters]
        if view.asked:
            conditions.append(finds(ID, view))
        order = self._order(view, rank, today)
        if view.group:
            order = ((self._grouped_by(view.group, rank, today), False), *order)
        return Rows(ids.where(*conditions), order)

    def groups(self, reader: Session, today: date, view: View) -> tuple[FacetValue, ...]:
        """What the rows of a grouped view stand under, in their order, each with how many rows it has."""
        _, rank = lines.ranked(reader, self.table, today)
        key, ids = self._grouped_by(view.group, rank, today), self.rows(reader, today, view).ids
        counted = reader.execute(ids.with_only_columns(key, func.count(), maintain_column_froms=True).group_by(key))
        found = sorted(counted.all(), key=lambda row: row[0])
        words: Sequence[Word] = self._words(view.group)
        return tuple(FacetValue(value=str(key), label=self._heading(key, words), count=many) for key, many in found)

    @staticmethod
    def _heading(key: Any, words: Sequence[Word]) -> str:
        """How what rows are grouped by reads; "" where they have none of it."""
        if words:
            return words[key].label if key < NOWHERE else ""
        together = [] if key == _AFTER_ALL else str(key).split(_AND)
        titles = [each.rpartition(_TITLED)[2] for each in together]
        return both(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))

    def _words(self, name: str) -> Sequence[Word]:
        """The words a facet's values are, in their order; none where they are titles or texts."""
        return lines.STATUSES[self.table] if name == STATUS else tuple(self.facets[name].word or ())

    def _grouped_by(self, name: str, rank: ColumnElement[int], today: date) -> ColumnElement[Any]:
        """What a line is grouped by: the place of its word, or its text, or the titles of its records
        after the keys by which they sort.

        A line stands once, so that the headings add up to the rows: what several have together, as a promise that both
        sides owe, stands under a heading that names them all. One without any comes last.
        """
        if name == STATUS:
            return rank
        facet = self.facets[name]
        pairs, words = facet.pairs(today), self._words(name)
        record_id, value = pairs.selected_columns
        if facet.record:
            title = (func.hex(RECORD.c.sorts_as) + _TITLED + RECORD.c.title).label("title")
            titles = select(title).where(RECORD.c.id.in_(_values_of(pairs)))
            in_order = titles.distinct().order_by(title).correlate(LINE).subquery()
            together = select(func.group_concat(in_order.c.title, _AND)).scalar_subquery()
            return func.coalesce(together, _AFTER_ALL)
        shown: ColumnElement[Any] = value
        if words:
            shown = case({each.value: place for place, each in enumerate(words)}, value=value)
        if record_id is ID:
            return func.coalesce(shown, NOWHERE if words else _AFTER_ALL)
        found = pairs.with_only_columns(func.min(shown)).where(record_id == ID).correlate(LINE).scalar_subquery()
        return func.coalesce(found, NOWHERE if words else _AFTER_ALL)

    def facet(self, reader: Session, today: date, view: View, name: str, find: str = "") -> tuple[FacetValue, ...]:
        """The values of a facet among the rows of a view that its other filters leave, each with how many it has:
        those with the most rows and those chosen, or those that `find` is part of, however it is spelt."""
        rows = self.rows(reader, today, view.narrowed_to(name, ()))
        if name == STATUS:
            return self._statuses(reader, today, rows)
        facet = self.facets[name]
        pairs, part = reader.execute(facet.counted(today, rows)).all(), part_of_word(find)
        if not part:
            chosen = view.chosen(name)
            pairs = [pair for place, pair in enumerate(pairs) if place < MOST_VALUES or str(pair[0]) in chosen]
        titles: dict[int, str] = {}
        for some in engine.parts([value for value, _ in pairs] if facet.record else []):
            titles |= {each: link.title for each, link in links(reader, some).items()}
        found = [FacetValue(value=str(v), label=facet.label(v, titles), count=n) for v, n in pairs if v != ""]
        return tuple([each for each in found if part in fold(each.label)][:MOST_VALUES] if part else found)

    def chosen(self, reader: Session, view: View) -> dict[str, tuple[str, ...]]:
        """What a view is narrowed to, facet by facet, in words."""
        return {each.facet: self.labels(reader, each.facet, each.values) for each in view.filters}

    def labels(self, reader: Session, name: str, values: Sequence[str]) -> tuple[str, ...]:
        """How values of a facet read, in their order; one that is no longer there is left out."""
        if name == STATUS:
            return tuple(each.label for each in lines.STATUSES[self.table] if each.value in values)
        facet = self.facets[name]
        titles = {each: link.title for each, link in links(reader, map(int, values)).items()} if facet.record else {}
        keys: list[Any] = [int(each) if facet.record else each for each in values]
        return tuple(filter(None, (facet.label(each, titles) for each in keys)))

    def _statuses(self, reader: Session, today: date, rows: Rows) -> tuple[FacetValue, ...]:
        _, rank = lines.ranked(reader, self.table, today)
        grouped = rows.ids.with_only_columns(rank, func.count(), maintain_column_froms=True).group_by(rank)
        known = lines.STATUSES[self.table]
        counts = dict(reader.execute(grouped).all())
        return tuple(
            FacetValue(value=each.value, label=each.label, count=counts[place])
            for place, each in enumerate(known)
            if place in counts
        )

    def _holding(self, facet: str, values: Sequence[str], rank: ColumnElement[int], today: date) -> ColumnElement[bool]:
        if facet != STATUS:
            return self.facets[facet].holding(today, values)
        known = [each.value for each in lines.STATUSES[self.table]]
        return rank.in_([known.index(each) for each in values if each in known])

    def _order(self, view: View, rank: ColumnElement[int], today: date) -> tuple[Ordered, ...]:
        if view.sort not in self.orders:
            return self.usual(rank)
        column, falls = self.orders[view.sort](rank, today), view.descending
        newest_first = self.kind in lines.NEWEST_FIRST
        if view.sort in _PRESSING:
            return (column, falls), (DAY, newest_first), (ID, newest_first)
        undated = ((UNDATED, False),) if (falls or newest_first) and column is DAY else ()
        return *undated, (column, falls), (ID, falls)


def _values_of(pairs: Select[Any, Any]) -> Select[Any]:
    """The values that a line has among the pairs of a facet."""
    record_id, value = pairs.selected_columns
    return pairs.with_only_columns(value).where(record_id == ID).correlate(LINE)


def by(column: ColumnElement[Any]) -> Callable[[ColumnElement[int], date], ColumnElement[Any]]:
    """Sorting by a column of the line, whatever its rank."""

    def ordered(rank: ColumnElement[int], today: date) -> ColumnElement[Any]:
        return column

    return ordered


def own(table: type[Any], name: str) -> Callable[[date], Select[Any, Any]]:
    """The pairs of a facet that is a column of the record's own row."""
    columns = table.__table__.c

    def pairs(today: date) -> Select[Any, Any]:
        return select(columns.id, columns[name])

    return pairs


def by_rank(rank: ColumnElement[int], today: date) -> ColumnElement[Any]:
    """Sorting by status."""
    return rank
