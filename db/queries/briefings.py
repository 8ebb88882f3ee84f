"""Reading the sheets that were kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db import history
from db.queries.base import find, head_of, narrowed, page, total
from db.records.base import View
from db.records.briefings import BriefingLine, BriefingSheet
from db.tables.briefings import Briefing
from db.vocabulary import BriefingKind, Kind


def rows(view: View) -> Select[tuple[int]]:
    """The ids of a view, newest first."""
    return narrowed(select(Briefing.id), view).order_by(Briefing.number.desc())


def count(reader: Session, today: date, view: View) -> int:
    """How many sheets were kept."""
    return total(reader, rows(view))


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[BriefingLine, ...]:
    """Some rows of a view."""
    return tuple(line(reader, each) for each in page(reader, rows(view), start, size))


def line(reader: Session, record_id: int) -> BriefingLine:
    """One kept sheet as a row; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.BRIEFING)
    assert isinstance(row, Briefing)
    head = head_of(reader, row)
    return BriefingLine(
        id=row.id,
        number=row.number,
        title=row.title,
        kind=row.briefing_kind,
        audience=row.audience,
        as_of=row.as_of,
        marking=row.marking,
        sha256=row.sha256,
        pages=row.pages,
        created_at=head.created_at,
        created_by=head.created_by,
    )


def next_number(reader: Session) -> int:
    """The number the next sheet will bear."""
    return history.next_sheet(reader)


def last_sheet(reader: Session, kind: BriefingKind, about: int | None) -> BriefingSheet | None:
    """What the last sheet of this kind about this record said."""
    query = select(Briefing.data).where(Briefing.briefing_kind == kind, Briefing.about == about, ~Briefing.hidden)
    data = reader.scalar(query.order_by(Briefing.number.desc()).limit(1))
    return BriefingSheet.model_validate(data) if data is not None else None
