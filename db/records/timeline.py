"""Visits, agreements and commitments by their dates."""

from __future__ import annotations

from datetime import date

from db.records.base import Period, Shape
from db.vocabulary import AgreementStatus, CommitmentStatus, Kind, VisitStatus


class TimelineItem(Shape):
    """A record on a timeline: from its first to its last possible day."""

    id: int
    kind: Kind
    title: str
    first: date
    last: date
    shown: Period
    """Its date as it reads."""
    window: bool
    """Whether that is only the time for which somebody was invited."""
    status: VisitStatus | AgreementStatus | CommitmentStatus


class Timeline(Shape):
    """What stands between two days; `total` says how many there are, those nearest to the day of asking are here."""

    items: tuple[TimelineItem, ...]
    total: int
    first: date | None
    """The first and the last day of all there are, whatever was asked for."""
    last: date | None
    dated: int
    """How many have a date at all."""
    undated: tuple[tuple[Kind, int], ...]
    """How many of each kind have none."""
