"""Numbers and reminders that no form takes come in with no bundle either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Column, Float, Integer

from db.errors import KnownError
from db.records.bundle import DRAFTS
from db.records.reminders import HandledDraft
from db.tables import bundle
from db.vocabulary import Kind
from tests.bundles import imported
from tests.store.test_bundle_refused import changed, lines, quickly_made

__all__ = ["lines", "quickly_made"]


def between(shape: type[BaseModel], name: str) -> tuple[float | None, float | None]:
    """The least and the most that a form takes into a number of a draft."""
    data = shape.model_fields[name].metadata
    least, most = (next((getattr(each, part) for each in data if hasattr(each, part)), None) for part in ("ge", "le"))
    return least, most


SHAPES: list[tuple[type[BaseModel], list[Column[Any]]]] = [
    *((DRAFTS[kind], [each for own in bundle.own_columns(kind).values() for each in own]) for kind in DRAFTS),
    (HandledDraft, [*bundle.hanging(Kind.ACTION)["occurrence"].columns]),
]
NUMBERS = [
    (shape, column)
    for shape, columns in SHAPES
    for column in columns
    if isinstance(column.type, Integer | Float) and column.name in shape.model_fields
]


@pytest.mark.parametrize(("shape", "column"), NUMBERS, ids=lambda each: getattr(each, "name", ""))
def test_a_number_that_no_form_takes_does_not_come_in(shape: type[BaseModel], column: Column[Any]) -> None:
    least, most = between(shape, column.name)
    assert bundle.bounds(column) == (least, most)
    for value in ([] if least is None else [least - 1]) + ([] if most is None else [most + 1, 10**9]):
        with pytest.raises(ValueError, match=f"{column.name}: .* is (less|more) than"):
            bundle.read((column,), {column.name: value})
    for value in filter(None, (least, most)):
        assert bundle._read(column, value) == value


IMPOSSIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "no days between": ({"repeat_days": 0}, "repeat_days: 0 is less than 1"),
    "backwards": ({"repeat_days": -5}, "repeat_days: -5 is less than 1"),
    "backwards by months": ({"repeat_months": -1}, "repeat_months: -1 is less than 1"),
    "500 %": ({"share": 5.0}, "share: 5.0 is more than 1"),
    "for ever": ({"offset_days": 10**9}, "offset_days: 1000000000 is more than 3650"),
    "an end before it begins": ({"fires_on": "2026-12-04", "ends_on": "2026-12-03"}, "ends_on: The end lies before"),
    "on the last day there is": ({"fires_on": "9999-12-31"}, "fires_on: No reminder waits longer"),
    "a share of nothing": ({"edge": "share"}, "edge: Say of which share"),
    "an answer to nobody": ({"on_answer": True, "record": None}, "on_answer: An answer comes in on a record"),
    "a date its kind has not": ({"on_kind": "visit", "date_field": "due"}, "date_field: No visit has such a date"),
    "ends before it begins": (
        {"edge": "close", "offset_days": 5, "stop_before_close": 1},
        "stop_before_close: It would",
    ),
}


@pytest.mark.parametrize("how", IMPOSSIBLE)
def test_a_reminder_that_could_never_fire_does_not_come_in(lines: list[bytes], tmp_path: Path, how: str) -> None:
    fields, why = IMPOSSIBLE[how]
    spoilt = [*lines]
    line = changed("reminder", lambda data: data.update(fields))(spoilt)
    (tmp_path / "all.jsonl").write_bytes(b"".join(spoilt))
    with pytest.raises(KnownError, match=rf"line {line}: record \d+: {why}"):
        imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")
