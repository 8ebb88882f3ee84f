"""Briefing points: what is to be said of one subject, and on the sheets about it alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column
from typing_extensions import override

from db.tables.base import Record
from db.tables.types import WordType
from db.vocabulary import Kind, Likelihood, PointKind


class Point(Record):
    """An objective, a point to make, an officer's note …; `place` is its place among those of its kind and subject."""

    __tablename__ = "point"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    about: Mapped[int] = mapped_column(ForeignKey("record.id"))
    point_kind: Mapped[PointKind] = mapped_column(WordType(PointKind))
    text: Mapped[str] = mapped_column(Text)
    likelihood: Mapped[Likelihood | None] = mapped_column(WordType(Likelihood))
    free: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_point_about_place_id", "about", "place", "id"),)
    __mapper_args__ = {"polymorphic_identity": Kind.POINT, "inherit_condition": id == Record.id}

    @override
    def moves(self) -> tuple[int | None, ...]:
        return (self.about,)
