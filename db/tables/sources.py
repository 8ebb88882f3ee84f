"""Sources, quotations, questions, and files kept by their sha256."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, composite, deferred, mapped_column

from db.rules.periods import Period
from db.tables.base import Base, Record, ref
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import Kind, SourceKind


class Source(Record):
    """A document facts come from."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    source_kind: Mapped[SourceKind] = mapped_column(WordType(SourceKind))
    publisher: Mapped[str] = mapped_column(String(1000), default="")
    published_on: Mapped[Period | None] = composite(period_of, *period_columns("published_on"))
    address: Mapped[str] = mapped_column(String(1000), default="")
    language: Mapped[str] = mapped_column(String(1000), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")

    __mapper_args__ = {"polymorphic_identity": Kind.SOURCE}


class Quotation(Record):
    """The exact words of a source."""

    __tablename__ = "quotation"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    source: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    start: Mapped[int | None] = mapped_column()
    end: Mapped[int | None] = mapped_column("stop")
    words: Mapped[str] = mapped_column(Text)
    translation: Mapped[str] = mapped_column(Text, default="")
    speaker: Mapped[int | None] = ref("person.id")

    __mapper_args__ = {"polymorphic_identity": Kind.QUOTATION, "inherit_condition": id == Record.id}


class Question(Record):
    """What a source leaves open."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    about: Mapped[int | None] = ref("record.id")
    answer: Mapped[str] = mapped_column(Text, default="")

    __mapper_args__ = {"polymorphic_identity": Kind.QUESTION, "inherit_condition": id == Record.id}


class Blob(Base):
    """Bytes kept by their sha256; only ever added."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class Attachment(Record):
    """A file kept inside the register."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    record: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(1000), default="")
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)

    __mapper_args__ = {"polymorphic_identity": Kind.ATTACHMENT, "inherit_condition": id == Record.id}

    def moves(self) -> tuple[int | None, ...]:
        return (self.record,)
