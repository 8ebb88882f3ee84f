"""How the field's values stand in columns: words, moments, and periods of five columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Date, DateTime, Dialect, String, Text
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from db.rules.periods import Period
from db.vocabulary import Word

W = TypeVar("W", bound=Word)


class WordType(TypeDecorator[W]):
    """A word of the vocabulary, stored as its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    @override
    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> W | None:
        return None if value is None else self.words(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a moment without its zone is refused."""

    impl = DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def period_columns(name: str) -> tuple[MappedColumn[Any], ...]:
    """The five columns of a period, in the order `period_of` takes them; all empty where nothing was recorded."""
    return (
        mapped_column(f"{name}_words", Text),
        mapped_column(f"{name}_edtf", String(100)),
        mapped_column(f"{name}_anchor", Date),
        mapped_column(f"{name}_earliest", Date),
        mapped_column(f"{name}_latest", Date),
    )


def period_of(
    words: str | None, edtf: str | None, anchor: date | None, first: date | None, last: date | None
) -> Period | None:
    """The period that five columns hold, or None where nothing was recorded."""
    if edtf is None and words is None:
        return None
    return Period(words or "", edtf or "", anchor, first, last)


def earliest(of: type[DeclarativeBase], name: str) -> Column[date]:
    """The column of a period's first possible day, for filters and orders."""
    return of.__table__.c[f"{name}_earliest"]  # type: ignore[return-value]


def latest(of: type[DeclarativeBase], name: str) -> Column[date]:
    """The column of a period's last possible day, for filters and orders."""
    return of.__table__.c[f"{name}_latest"]  # type: ignore[return-value]
