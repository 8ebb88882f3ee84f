"""What a field offers besides the records that are there: countries everybody knows, and what is typed as a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import known
from db.commands.base import Command, Restore, short
from db.commands.parties import AddParty
from db.queries import parties, search
from db.queries.base import Reader
from db.records.base import Link
from db.rules.text import TITLE_LIMIT, fold, on_one_line
from db.vocabulary import Kind
from db.words import _
from desktop.kinds import KINDS
from desktop.workspace import Workspace

_LOOKED_AT = 12
_ONE_OF_A_NAME = frozenset({Kind.PARTY, Kind.AREA})
"""Kinds of which two are never called the same; there may be two people of one name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A record that is not there yet, or lies in the Trash: the command that brings it, or None where it is asked for
    under this title first."""

    words: str
    kind: Kind
    command: Command | None = None
    title: str = ""


MOST_NAMES = 200
"""So many names are looked up that were pasted together."""
_BETWEEN_NAMES = re.compile(r"[;\n\r\t\u2028]+")


def several(workspace: Workspace, kinds: Sequence[Kind], pasted: str) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The records of names that were pasted together, on lines of their own or with semicolons between them, and the
    names that are those of none; nothing where it is one name."""
    names = [name for each in _BETWEEN_NAMES.split(pasted) if (name := on_one_line(each))][:MOST_NAMES]
    if len(names) < 2:
        return (), ()
    found = [(name, workspace.ask(partial(_called, kinds=kinds, name=name))) for name in names]
    return tuple(link for _name, link in found if link is not None), tuple(name for name, link in found if link is None)


def _called(reader: Reader, kinds: Sequence[Kind], name: str) -> Link | None:
    """The one record of exactly this name; of a country, by any of its names or codes."""
    same = [each for each in search.find(reader, name, _LOOKED_AT, tuple(kinds)) if fold(each.title) == fold(name)]
    if same or Kind.PARTY not in kinds:
        return same[0] if len(same) == 1 else None
    country = known.named(name)
    there = parties.present(reader, (country,))[0] if country is not None else None
    return there.there if there is not None and not there.hidden else parties.called(reader, name)


def rows(workspace: Workspace, kinds: Sequence[Kind], typed: str, found: Sequence[Link]) -> tuple[Link | Offer, ...]:
    """What stands in the list under a field: the records that fit, those that fit by what everybody calls them, then
    what can be added. Nothing is added where nothing is typed, or where the register is only read."""
    title = on_one_line(typed)
    if not title:
        return tuple(found)
    countries = workspace.ask(partial(parties.offered, typed=title)) if Kind.PARTY in kinds else ()
    there = [each.there for each in countries if each.there is not None and not each.hidden]
    shown = [*dict.fromkeys([*found, *(link for link in there if link.id not in {one.id for one in found})])]
    if not workspace.writing:
        return tuple(shown)
    offers = [offer for each in countries if (offer := _known(each)) is not None]
    return (*shown, *offers, *_new(kinds, title, shown, {fold(each.known.title) for each in countries}))


def _known(each: parties.Offered) -> Offer | None:
    """A country that can be added, or taken back; None where it is there."""
    if each.there is None:
        title, code = each.known.title, each.known.code3 or each.known.code
        words = _("Add “{name}” · {code}") if code else _("Add “{name}”")
        return Offer(words.format(name=title, code=code), Kind.PARTY, AddParty(each.known.draft()))
    if each.hidden:
        words = _("Take “{name}” back from the Trash").format(name=short(each.there.title))
        return Offer(words, Kind.PARTY, Restore((each.there.id,)))
    return None


def _new(kinds: Sequence[Kind], title: str, shown: Sequence[Link], known_as: set[str]) -> list[Offer]:
    """What is typed as a new record, of each kind that can be added in passing."""
    taken = {(link.kind, fold(link.title)) for link in shown} | {(Kind.PARTY, name) for name in known_as}
    added = [
        kind
        for kind in kinds
        if KINDS[kind].asks and not (kind in _ONE_OF_A_NAME and (kind, fold(title)) in taken)
    ]  # fmt: skip
    if len(title) > TITLE_LIMIT:
        return []
    several = sum(bool(KINDS[kind].asks) for kind in kinds) > 1
    return [Offer(_words(title, kind, several), kind, title=title) for kind in added]


def _words(title: str, kind: Kind, several: bool) -> str:
    words = _("Add “{name}” · {kind}") if several else _("Add “{name}”")
    said = words.format(name=short(title), kind=kind.word)
    return f"{said}…" if len(KINDS[kind].asks) > 1 else said
