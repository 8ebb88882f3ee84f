"""Briefing sheets that were printed or saved, with the data they were made from."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from db.tables.base import Record, ref
from db.tables.types import WordType
from db.vocabulary import BriefingKind, Kind


class Briefing(Record):
    """A kept sheet."""

    __tablename__ = "briefing"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    briefing_kind: Mapped[BriefingKind] = mapped_column(WordType(BriefingKind))
    about: Mapped[int | None] = ref("record.id")
    audience: Mapped[str] = mapped_column(String(1000), default="")
    as_of: Mapped[date] = mapped_column(Date)
    language: Mapped[str] = mapped_column(String(20), default="en")
    pages: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    data: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, nullable=False))

    __mapper_args__ = {"polymorphic_identity": Kind.BRIEFING, "inherit_condition": id == Record.id}
