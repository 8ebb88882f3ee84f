"""The fields of a draft in words a person reads: what is chosen, when, which records, and the rows that hang on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from db.drafts import names_records
from db.records.base import field_name
from db.rules.periods import Period
from db.vocabulary import Word
from db.words import _, pgettext

LONGEST = 1_000
"""So many characters of a text are shown; of a longer one, those about the place where it differs."""
_LEAD = 120

_BARE = frozenset({"kind", "format", "how", "state", "name", "text", "office", "field", "period"})
"""The fields of a row that need no name beside them."""

Names = Mapping[int, str]
"""What records are called, by number."""


def lines(shape: type[BaseModel], field: str, value: Any, names: Names) -> tuple[str, ...]:
    """A field in words, one line for each of several; none where nothing stands."""
    several = value if isinstance(value, tuple) else (value,)
    return tuple(text for each in several if (text := _said(shape, field, each, names)))


def row(draft: BaseModel, names: Names) -> str:
    """A row that hangs on a record: "Step: ratified, waiting, party Pakistan"."""
    return _("{row}: {fields}").format(row=row_name(type(draft)), fields=", ".join(_parts(draft, names)))


def row_name(shape: type[BaseModel]) -> str:
    """What a row of this shape is called at the start of a line."""
    return pgettext("row", shape.__name__.removesuffix("Draft").removesuffix("In"))


def about_the_difference(one: str, other: str) -> tuple[str, str]:
    """Two texts, each shortened to what stands about the first place where they differ."""
    if max(len(one), len(other)) <= LONGEST:
        return one, other
    pairs = enumerate(zip(one, other, strict=False))
    place = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(0, place - _LEAD)
    return _cut(one, start), _cut(other, start)


def shortened(text: str) -> str:
    """A text as far as it is shown."""
    return _cut(text, 0)


def _cut(text: str, start: int) -> str:
    end = start + LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def _parts(draft: BaseModel, names: Names) -> Iterator[str]:
    for field, of in type(draft).model_fields.items():
        value = getattr(draft, field)
        said = _said(type(draft), field, value, names) if value is not False else ""
        if not said or (isinstance(value, Word) and value == of.default):
            continue
        if value is True:
            yield field_name(field)
        elif isinstance(value, Word):
            yield value.word
        else:
            yield said if field in _BARE else _("{field} {value}").format(field=field_name(field), value=said)


def _said(shape: type[BaseModel], field: str, value: Any, names: Names) -> str:
    match value:
        case None | "":
            return ""
        case BaseModel():
            return row(value, names)
        case Word():
            return value.label
        case bool():
            return pgettext("field", "yes") if value else pgettext("field", "no")
        case Period():
            return _period(value)
        case date():
            return Period.on(value).display()
        case int() if names_records(shape, field):
            return names.get(value) or _("record {number}").format(number=value)
    return str(value)


def _period(period: Period) -> str:
    """A date as it is shown; where a source said it in other words, with them."""
    shown, words = period.display(), period.as_written.strip()
    return shown if not words or words.casefold() in shown.casefold() else f"{shown} (“{words}”)"
