"""What the fields of a record are called, those inside its rows too: what quoted words can speak for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from db.queries import records
from db.records.base import field_name
from db.rules.sources import OUR_OWN, cited_field
from db.rules.text import fold
from db.vocabulary import Kind
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Noun, NounOf
from desktop.workspace import Workspace

SPOKEN_FOR = (
    Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT, Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.AREA,
    Kind.SOURCE, Kind.ANNIVERSARY, Kind.QUESTION,
)  # fmt: skip
"""The kinds of record that quoted words can speak for."""

_WORD = re.compile(r"\w+")

Name = tuple[str, str]
"""A field as citations name it, and as forms call it."""


def whole() -> str:
    """What a citation of no field speaks for."""
    return _("the whole record")


def fields_of(workspace: Workspace, noun_of: NounOf, record: int) -> tuple[Name, ...]:
    """The fields of a record that words can speak for; of rows that are there, each."""

    kind, draft = workspace.ask(partial(records.written, record_id=record))
    noun = noun_of(workspace, kind)
    if noun is None:
        return ()
    found: list[Name] = []
    for item in _cited(noun):
        found.append((item.name, item.label))
        inside = item.inside() if item.inside else ()
        for number in range(len(getattr(draft, item.name)) if inside else 0):
            found += [(f"{item.name}.{number}.{each.name}", _in_row(item, number, each.label)) for each in inside]
    return tuple(found)


def named_by(written: str, fields: Sequence[Name]) -> str:
    """The field that somebody wrote down: one of those on offer, or one that no form asks for, by its own name.

    What is written after "Programme 1:" is a field of that line. `label_of` reads the name back."""
    labels = {fold(label): name for name, label in fields}
    if fold(written.strip()) in labels:
        return labels[fold(written.strip())]
    rows = {label.rpartition(": ")[0]: name.rpartition(".")[0] for label, name in labels.items() if name.count(".") > 1}
    row, _, rest = written.rpartition(":")
    start = rows.get(fold(row.strip()), "")
    own = "_".join(_WORD.findall((rest if start else written).casefold()))
    return f"{start}.{own}" if start and own else own


def label_of(workspace: Workspace, noun_of: NounOf, kind: Kind, field: str) -> str:
    """What forms call a field; what no form asks for is called by its name."""
    if not field:
        return whole()
    name, row, inner = cited_field(field)
    noun = noun_of(workspace, kind)
    item = next((each for each in noun.items if each.name == name), None) if noun else None
    if item is None:
        return field_name(field.replace(".", " ")).capitalize()
    if row is None:
        return item.label
    labels = {each.name: each.label for each in item.inside()} if item.inside else {}
    return _in_row(item, row, labels.get(inner) or field_name(inner))


def _cited(noun: Noun[Any]) -> Sequence[Item]:
    return [item for item in noun.items if item.name not in OUR_OWN]


def _in_row(item: Item, number: int, label: str) -> str:
    pattern = _("{rows} {number}: {field}")
    return pattern.format(rows=item.label, number=number + 1, field=label)
