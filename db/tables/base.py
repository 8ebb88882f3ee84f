"""The `record` row under every record, and the rows that hang on any record."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from db.errors import BugError
from db.tables.types import WordType
from db.vocabulary import How, Kind, Marking

DERIVED = {"derived": True}
"""Marks a column, or a table, that is computed from facts: never journaled, compared and rebuilt by `check`."""


class Base(DeclarativeBase):
    """All tables of a register."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


ONLY = "only"
"""Says of a column that may name any record by its key which kind of them it names."""


def ref(target: str, *, only: Kind | None = None, index: bool = True) -> Any:
    """An optional reference to another row; to a record of any kind, or `only` of one."""
    return mapped_column(ForeignKey(target), index=index, info={} if only is None else {ONLY: only})


class Record(Base):
    """What every record has; `version` is the number of the change that last wrote it or anything hanging on it."""

    __tablename__ = "record"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[Kind] = mapped_column(WordType(Kind))
    title: Mapped[str] = mapped_column(String(1000))
    notes: Mapped[str] = mapped_column(Text, default="")
    marking: Mapped[Marking] = mapped_column(WordType(Marking), default=Marking.NONE)
    hidden: Mapped[bool] = mapped_column(default=False)
    created: Mapped[int] = mapped_column(ForeignKey("change.id"))
    version: Mapped[int] = mapped_column(ForeignKey("change.id"))
    last_action: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    sorts_as: Mapped[bytes] = mapped_column(LargeBinary, default=b"", info=DERIVED)
    """The key of its title by which records stand in order; see `db.collation`."""

    area_links: Mapped[list[RecordArea]] = relationship(
        cascade="all, delete-orphan", order_by="RecordArea.id", foreign_keys="RecordArea.record_id"
    )
    citations: Mapped[list[Citation]] = relationship(
        cascade="all, delete-orphan", order_by="Citation.id", foreign_keys="Citation.record_id"
    )

    # A number is never given twice, though the record it stood for is gone.
    __table_args__: Any = (
        Index("ix_record_kind_hidden_sorts_as_id", "kind", "hidden", "sorts_as", "id"),
        {"sqlite_autoincrement": True},
    )
    # SQLAlchemy's version counter would write rows one by one to compare each; whoever writes holds the register's one
    # writing transaction since before it read, and `find_at` compared what the user saw.
    __mapper_args__ = {"polymorphic_on": "kind"}

    def moves(self) -> tuple[int | None, ...]:
        """Other records whose version moves when this one is written."""
        return ()


class Child(Base):
    """A row that hangs on records: writing it moves their version."""

    __abstract__ = True

    def owners(self) -> tuple[int | None, ...]:
        """The records this row hangs on."""
        raise BugError(f"{type(self).__name__} must name its owners")


class RecordArea(Child):
    """A record concerns an area of co-operation."""

    __tablename__ = "record_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True, info={ONLY: Kind.AREA})

    __table_args__ = (UniqueConstraint("record_id", "area_id"),)

    def owners(self) -> tuple[int | None, ...]:
        return (self.record_id,)


class Citation(Child):
    """What a source says of one field of a record, or that it does not say."""

    __tablename__ = "citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    field: Mapped[str] = mapped_column(String(100), default="")
    how: Mapped[How] = mapped_column(WordType(How))
    why: Mapped[str] = mapped_column(Text, default="")
    says: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[int | None] = ref("record.id", only=Kind.SOURCE)
    quotation: Mapped[int | None] = ref("record.id", only=Kind.QUOTATION)
    page: Mapped[str] = mapped_column(String(1000), default="")

    def owners(self) -> tuple[int | None, ...]:
        return (self.record_id,)


def is_derived(column: Column[Any]) -> bool:
    """Whether a column is computed from facts, alone or with its whole table."""
    return "derived" in column.info or "derived" in column.table.info


@cache
def named_kinds(column: Column[Any]) -> frozenset[Kind]:
    """The kinds of record a column may name; none where it names no record."""
    targets = {key.column.table for key in column.foreign_keys}
    only = column.info.get(ONLY)
    found = ((kind, mapper.tables) for kind, mapper in Record.__mapper__.polymorphic_map.items())
    return frozenset(kind for kind, tables in found if targets.intersection(tables) and only in (None, kind))
