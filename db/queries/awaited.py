"""Whether promises wait for their visit, or waited for it and can go on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from db.lines import FAR, status_on
from db.queries.listing import LAST
from db.rules.visits import OVER
from db.tables.commitments import Commitment
from db.tables.status import Line
from db.tables.visits import Visit
from db.vocabulary import Kind, Progress, VisitStage


def awaits_visit(today: date) -> ColumnElement[bool]:
    """Whether a promise still waits for its visit; the rule says the same of the facts (`db.rules.visits.awaited`)."""
    visit = Visit.__table__
    waits = select(visit.c.id).where(
        visit.c.id == Commitment.__table__.c.depends_on,
        visit.c.id.in_(select(Line.record_id).where(Line.kind == Kind.VISIT)),  # what is in the Trash has no line
        visit.c.stage != VisitStage.UNDER_WAY,
        status_on(Visit, today).not_in([each.value for each in OVER]),
    )
    return waits.correlate(Commitment.__table__).exists()


def can_go_on(today: date) -> ColumnElement[bool]:
    """Whether a promise waited for a visit and does so no more, and nobody has done anything about it since: the visit
    has taken place, lapsed, was cancelled or thrown away."""
    columns, visit = Commitment.__table__.c, Visit.__table__
    ended = select(func.coalesce(visit.c.dates_latest, FAR)).where(visit.c.id == columns.depends_on).scalar_subquery()
    begun = columns.progress.not_in((Progress.NOT_STARTED, Progress.WAITING))
    since = LAST.is_not(None) & (func.coalesce(LAST, date.min) > ended)
    return columns.depends_on.is_not(None) & ~awaits_visit(today) & ~begun & ~since
