"""The computed status of a record over time, kept beside its facts so that tables can be filtered and sorted by it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import DERIVED, Base
from db.tables.types import WordType
from db.vocabulary import Kind

TURNS = 5
"""How many turning days are kept; a record with more keeps the latest."""


class Spans:
    """Status `status_0` holds at first, `status_n` from the day `from_n` on; written only from `db.rules.spans`."""

    status_0: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_1: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_1: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_2: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_2: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_3: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_3: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_4: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_4: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_5: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_5: Mapped[str | None] = mapped_column(String(40), info=DERIVED)


class Line(Base):
    """One record as a row of its status table: all that the table's views filter and sort by, and nothing more.

    Narrow, so that indexes over it answer whole questions at a million rows. Hidden records have no line. Derived.
    """

    __tablename__ = "line"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(WordType(Kind))
    shelf: Mapped[str] = mapped_column(String(20))
    """The part of its table it belongs to on any day, e.g. "promise", "intention" or "closed"."""
    rank: Mapped[int]
    """The place of its status, on the register's status day, among the statuses of its kind."""
    turns_on: Mapped[date | None] = mapped_column(Date)
    """The first day after the status day on which its status is another one."""
    day: Mapped[date] = mapped_column(Date)
    """What it is due, or when it was; where no day is known the last day there is, of a visit the first."""
    title: Mapped[str] = mapped_column(String(80))
    """The beginning of its folded title, in which the search looks for visits and agreements."""
    sorts_as: Mapped[bytes] = mapped_column(LargeBinary)
    """The whole key of its title: two that begin alike stand in their order all the same, and from an index."""
    last: Mapped[date | None] = mapped_column(Date)
    """The day of the last action on it."""

    __table_args__ = (
        Index("ix_line_kind_shelf_rank_day_record_id", "kind", "shelf", "rank", "day", "record_id"),
        Index("ix_line_kind_rank_day_record_id", "kind", "rank", "day", "record_id"),
        Index("ix_line_kind_shelf_day_record_id", "kind", "shelf", "day", "record_id"),
        Index("ix_line_kind_day_record_id", "kind", "day", "record_id"),
        Index("ix_line_kind_shelf_sorts_as_record_id", "kind", "shelf", "sorts_as", "record_id"),
        Index("ix_line_kind_sorts_as_record_id", "kind", "sorts_as", "record_id"),
        Index("ix_line_kind_shelf_last_record_id", "kind", "shelf", "last", "record_id"),
        Index("ix_line_kind_last_record_id", "kind", "last", "record_id"),
        Index("ix_line_turns_on", "turns_on"),
        {"info": DERIVED},
    )


class StatusDay(Base):
    """The day for which the ranks of all lines hold; the table has one row."""

    __tablename__ = "status_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)

    __table_args__ = {"info": DERIVED}
