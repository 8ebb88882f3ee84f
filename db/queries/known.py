"""Which of the countries everybody knows a register has, under whatever name, and which it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import engine, known
from db.known import Known
from db.queries.base import links
from db.records.base import Link
from db.rules.text import fold
from db.tables.parties import Alias, Party

MOST = 6
"""So many countries are on offer beside the records that fit."""
_LOOKED_AT = 200
"""So many parties are looked at whose names begin as those of a country do."""


class Offered(NamedTuple):
    """A country that fits what is typed, and the party that it is already; None where it can be added."""

    known: Known
    there: Link | None
    hidden: bool = False
    """Whether that party lies in the Trash."""


def offered(reader: Session, typed: str, most: int = MOST) -> tuple[Offered, ...]:
    """The countries that fit what is typed, each with the party it is in this register: by its code, or by any name."""
    return present(reader, known.find(typed, most))


def present(reader: Session, countries: Sequence[Known]) -> tuple[Offered, ...]:
    """Of each of these countries, the party that it is; one outside the Trash before one in it."""
    if not countries:
        return ()
    parties = _parties(reader, countries)
    found = [min(_same(each, parties), key=_place, default=None) for each in countries]
    named = links(reader, [each.id for each in found if each is not None])
    return tuple(
        Offered(country, named[each.id], each.hidden) if each is not None else Offered(country, None)
        for country, each in zip(countries, found, strict=True)
    )


class _Party(NamedTuple):
    id: int
    hidden: bool
    codes: frozenset[str]
    names: frozenset[str]


def _place(party: _Party) -> tuple[bool, int]:
    return party.hidden, party.id


def _same(country: Known, parties: Iterable[_Party]) -> Iterator[_Party]:
    """The parties that have its code, or a name of it and no other code."""
    codes, names = {country.code, country.code3} - {""}, {fold(name) for name in country.every_name()}
    for each in parties:
        if each.codes & codes or (not each.codes and each.names & names):
            yield each


def _parties(reader: Session, countries: Sequence[Known]) -> list[_Party]:
    """The parties that may be one of these, read together."""
    codes = {code for each in countries for code in (each.code, each.code3)} - {""}
    words = {name for each in countries for names in each.names.values() for name in names[:2] if name}
    columns = (Party.id, Party.hidden, Party.code, Party.code3, Party.title, Party.long_name)
    by_code = select(*columns).where(Party.code.in_(codes) | Party.code3.in_(codes))
    by_name = select(*columns).where(Party.id.in_(engine.found_by_any(words))).limit(_LOOKED_AT)
    rows = {row.id: row for query in (by_code, by_name) for row in reader.execute(query)}
    others: dict[int, list[str]] = {each: [] for each in rows}
    for record, text in reader.execute(select(Alias.record_id, Alias.text).where(Alias.record_id.in_([*rows]))):
        others[record].append(text)
    return [
        _Party(
            row.id,
            row.hidden,
            frozenset({row.code, row.code3} - {""}),
            frozenset(map(fold, filter(None, (row.title, row.long_name, *others[row.id])))),
        )
        for row in rows.values()
    ]
