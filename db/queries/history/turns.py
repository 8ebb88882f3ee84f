"""One change of a record: how it stood before and after, and what differs, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from db.drafts import draft_of, named_by
from db.queries.history import words
from db.records.base import Draft
from db.records.bundle import DRAFTS
from db.records.history import HIDDEN, FieldChange
from db.tables.base import Record

_HIDDEN = ("yes",)


@dataclass(frozen=True, slots=True)
class Stand:
    """A record at one moment; `draft` is what was written of it, of a kind that has one."""

    hidden: bool
    draft: Draft | None


def stand(row: Record | None) -> Stand | None:
    """How a row stands; None where the record was not there."""
    if row is None:
        return None
    return Stand(row.hidden, draft_of(row) if row.kind in DRAFTS else None)


def fields(shape: type[Draft]) -> tuple[str, ...]:
    """The fields of a draft; those that every record has come last."""
    own = [field for field in shape.model_fields if field not in Draft.model_fields]
    return (*own, *Draft.model_fields)


@dataclass(frozen=True, slots=True)
class Turn:
    """A record before and after a change."""

    before: Stand | None
    after: Stand | None

    def named(self) -> Iterator[int]:
        """The records that stand in what differs."""
        for shape, field, *values in self._differing():
            for value in values:
                yield from named_by(shape, field, value)

    def told(self, now: Draft | None, names: words.Names) -> tuple[FieldChange, ...]:
        """What differs, in words; `now` is what it could be put back over."""
        found = []
        for shape, field, before, after in self._differing():
            restorable = now is not None and self.before is not None and getattr(now, field) != before
            found.append(_told(shape, field, before, after, names, restorable))
        was, became = (self._in_trash(each) for each in (self.before, self.after))
        if was != became:
            found.append(FieldChange(field=HIDDEN, before=was, after=became, rows=False, restorable=False))
        return tuple(found)

    def _differing(self) -> Iterator[tuple[type[Draft], str, Any, Any]]:
        drafts = [each.draft if each is not None else None for each in (self.before, self.after)]
        shape = next((type(each) for each in drafts if each is not None), None)
        for field in fields(shape) if shape is not None else ():
            before, after = (_blank(shape, field) if each is None else getattr(each, field) for each in drafts)
            if shape is not None and before != after:
                yield shape, field, before, after

    @staticmethod
    def _in_trash(stand: Stand | None) -> tuple[str, ...]:
        return _HIDDEN if stand is not None and stand.hidden else ()


def _blank(shape: type[BaseModel] | None, field: str) -> Any:
    """What stands in a field that nobody wrote."""
    if shape is None:
        return None
    value = shape.model_fields[field].get_default(call_default_factory=True)
    return None if value is PydanticUndefined else value


def _told(shape: type[Draft], field: str, before: Any, after: Any, names: words.Names, restorable: bool) -> FieldChange:
    one, other = words.lines(shape, field, before, names), words.lines(shape, field, after, names)
    rows = _has_rows(before) or _has_rows(after)
    if rows and set(one) != set(other):  # only the order differs otherwise, and it is shown
        one, other = tuple(_without(one, other)), tuple(_without(other, one))
    if len(one) == len(other) == 1:
        (first, second) = words.about_the_difference(one[0], other[0])
        one, other = (first,), (second,)
    else:
        one, other = tuple(map(words.shortened, one)), tuple(map(words.shortened, other))
    return FieldChange(field=field, before=one, after=other, rows=rows, restorable=restorable)


def _has_rows(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value)


def _without(lines: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """The lines that the others do not have; one that stands there twice is taken away twice."""
    left = list(others)
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            yield line
