"""What records are found by: their folded words, and the parties they concern. Both are derived."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import DERIVED, Base


class SearchText(Base):
    """One record's folded title and body, with what finds the middle of a run; the engine keeps an index over it."""

    __tablename__ = "search_text"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    runs: Mapped[str] = mapped_column(Text)
    """The pairs of letters of what is written in scripts that part no words."""

    __table_args__ = {"info": DERIVED}


class Concern(Base):
    """A record concerns a party, directly or through the visit, agreement or records it hangs on."""

    __tablename__ = "concern"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)

    __table_args__ = (Index("ix_concern_party_id_record_id", "party_id", "record_id"), {"info": DERIVED})
