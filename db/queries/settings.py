"""The choices that belong to a register."""

from __future__ import annotations

from collections import Counter

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.choices import choice
from db.collation import sort_key
from db.records.base import NamedView
from db.records.settings import SavedView, UsedName
from db.rules.text import names_in
from db.tables.commitments import Commitment
from db.tables.parties import Party
from db.tables.settings import OUR_SIDE, RETIRED, VIEW, Setting
from db.vocabulary import Kind, NameList


def our_side(reader: Session) -> int | None:
    """The party that is "we", or None for neither."""
    value = choice(reader, OUR_SIDE)
    return value if isinstance(value, int) else None


def our_parties(reader: Session) -> frozenset[int]:
    """Our side and what stands under it, such as its companies; none for neither."""
    ours = our_side(reader)
    if ours is None:
        return frozenset()
    return frozenset({ours, *reader.scalars(select(Party.id).where(Party.under == ours))})


def saved_views(reader: Session, kind: Kind) -> tuple[NamedView, ...]:
    """The views of a table that users saved, in the order in which they did; one that cannot be read is left out."""
    names = Setting.name.startswith(f"{VIEW}{kind}:", autoescape=True)
    found = []
    for setting in reader.scalars(select(Setting).where(names).order_by(Setting.id)):
        try:
            saved = SavedView.model_validate(setting.value)
        except ValidationError:
            continue
        found.append(NamedView(view=saved.view, label=saved.label, own=setting.name, pinned=saved.pinned))
    return tuple(found)


def used_names(reader: Session, which: NameList) -> tuple[UsedName, ...]:
    """The officers or units that commitments name, by name; those that are retired come last."""
    counts: Counter[str] = Counter()
    columns = (Commitment.officer,) if which is NameList.OFFICER else (Commitment.lead_unit, Commitment.executors)
    for column in columns:
        counted = select(column, func.count()).where(~Commitment.hidden, column != "").group_by(column)
        for words, count in reader.execute(counted):
            for name in names_in(words) if column is Commitment.executors else (words,):
                counts[name] += count
    out = retired_names(reader, which)
    found = [UsedName(name=name, count=counts[name], retired=name in out) for name in {*counts, *out}]
    return tuple(sorted(found, key=lambda each: (each.retired, sort_key(each.name), each.name)))


def retired_names(reader: Session, which: NameList) -> frozenset[str]:
    """The names that are offered no longer."""
    value = choice(reader, f"{RETIRED}{which}")
    return frozenset(value) if isinstance(value, list) else frozenset()
