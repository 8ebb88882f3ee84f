"""Reading what is to be said of a subject."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from db.drafts import draft_of
from db.queries.base import find, head_of, links, narrowed
from db.queries.cited import cited
from db.records.base import Link, View
from db.records.points import PointCard, PointDraft, PointLine, PointText, text_of
from db.tables.base import Record
from db.tables.points import Point
from db.vocabulary import Kind, PointKind

_ORDER = tuple(PointKind)


def of_subject(reader: Session, about: int) -> tuple[PointText, ...]:
    """What is to be said of a subject, kind after kind, each in its order; without what lies in the Trash."""
    query = select(Point).where(Point.about == about, ~Point.hidden).order_by(Point.place, Point.id)
    rows = sorted(reader.scalars(query), key=lambda row: _ORDER.index(row.point_kind))
    return tuple(text_of(row.id, _draft(row)) for row in rows)


def lines(reader: Session, view: View) -> tuple[PointLine, ...]:
    """Points as rows, one subject after another, those of each as they stand on its sheet; without those whose subject
    lies in the Trash."""
    subject = Record.__table__.alias("subject")
    query = narrowed(select(Point), view).join(subject, subject.c.id == Point.about)
    kind = case({each.value: place for place, each in enumerate(PointKind)}, value=Point.point_kind)
    rows = reader.scalars(query.order_by(subject.c.sorts_as, Point.about, kind, Point.place, Point.id)).all()
    about = subjects(reader, [row.id for row in rows])
    shown = [row for row in rows if row.id in about]
    return tuple(PointLine(**dict(text_of(row.id, _draft(row))), about=about[row.id]) for row in shown)


def subjects(reader: Session, ids: Iterable[int]) -> dict[int, Link]:
    """What each of these points is about; a point whose subject lies in the Trash is left out."""
    subject = Record.__table__.alias("subject")
    pairs = select(Point.id, subject.c.id).join(subject, subject.c.id == Point.about)
    found: dict[int, int] = dict(reader.execute(pairs.where(Point.id.in_(ids), ~subject.c.hidden)).all())
    named = links(reader, found.values())
    return {point: named[about] for point, about in found.items()}


def card(reader: Session, record_id: int) -> PointCard:
    """A point in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.POINT)
    draft = _draft(row)
    about = links(reader, [draft.about]).get(draft.about)
    return PointCard(head=head_of(reader, row), draft=draft, about=about, citations=cited(reader, row.id))


def _draft(row: Record) -> PointDraft:
    draft = draft_of(row)
    assert isinstance(draft, PointDraft)
    return draft
