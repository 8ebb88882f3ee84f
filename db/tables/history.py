"""The journal: every change, and every row before and after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base
from db.tables.types import Moment, WordType
from db.vocabulary import Kind
from db.words import N_

FORGOTTEN = N_("Concerned what was deleted for good")
"""What is said of a change whose words were deleted for good."""


class Change(Base):
    """One thing a user did; `settled`: what the register began with, which nobody takes back.

    What was done stands in the words of the day, and in `said` so that it can be told again in another language. How
    `salt`, `digest` and `seal` hold the journal together is written in db/chain.py."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(36), default="")
    """Who did it, whatever the name: "" of changes from before authors were told apart."""
    label: Mapped[str] = mapped_column(Text)
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    record_id: Mapped[int | None] = mapped_column()
    undoes: Mapped[int | None] = mapped_column(ForeignKey("change.id"), unique=True)
    is_undo: Mapped[bool] = mapped_column(default=False)
    settled: Mapped[bool] = mapped_column(default=False)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of words that were deleted for good."""
    seal: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = {"sqlite_autoincrement": True}


class ChangeRow(Base):
    """One row as it was before and as it is after a change; only the columns that differ."""

    __tablename__ = "change_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    table: Mapped[str] = mapped_column("table_name", String(60))
    row_id: Mapped[int] = mapped_column()
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of images that were deleted for good."""


class ChangeRecord(Base):
    """A change touched a record: its own row, or a row that hangs on it."""

    __tablename__ = "change_record"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(WordType(Kind))

    __table_args__ = (Index("ix_change_record_record_id_change_id", "record_id", "change_id"),)
