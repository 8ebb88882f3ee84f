"""The forms of a country or organisation, of an area of co-operation, and of an anniversary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.commands.parties import AddAnniversary, AddArea, AddParty, ChangeAnniversary, ChangeArea, ChangeParty
from db.queries import parties
from db.queries.base import Reader
from db.records.base import NameIn
from db.records.parties import AnniversaryDraft, AreaCard, AreaDraft, PartyCard, PartyDraft
from db.vocabulary import Kind, PartyKind
from db.words import _
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.form.rows import Rows
from desktop.workspace import Workspace


def noun(workspace: Workspace) -> Noun[PartyDraft]:
    """A country or international organisation."""
    ask = Ask(workspace)
    items = (
        ask.title(_("Name")),
        Item("long_name", _("Name in full"), ask.line(), wide=True),
        Item("kind", _("What it is"), ask.pick(PartyKind)),
        Item("under", _("Of which state or organisation"), ask.one(Kind.PARTY)),
        Item("code", _("Two-letter code"), ask.line()),
        Item("code3", _("Three-letter code"), ask.line()),
        Item("established", _("Relations established on"), ask.when(past=True), hint=_("A year is enough.")),
        Item("followed", _("In the side bar"), ask.tick(_("We follow this country"))),
        Item("aliases", _("Other names"), other_names(ask), wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.PARTY,
        PartyDraft,
        (_("New country"), _("Edit country")),
        items,
        _read_party,
        AddParty,
        ChangeParty,
    )


def area(workspace: Workspace) -> Noun[AreaDraft]:
    """An area of co-operation."""
    ask = Ask(workspace)
    retired = ask.tick(_("No longer used for new records"))
    items = (
        ask.title(_("Name")),
        Item("retired", _("In use"), retired, wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.AREA,
        AreaDraft,
        (_("New area"), _("Edit area")),
        items,
        _read_area,
        AddArea,
        ChangeArea,
    )


def anniversary(workspace: Workspace) -> Noun[AnniversaryDraft]:
    """A day or year that returns."""
    ask = Ask(workspace)
    hint = _("A year is enough.")
    items = (
        ask.title(_("What began")),
        Item("parties", _("Between"), ask.several(Kind.PARTY)),
        Item("first", _("When it began"), ask.when(past=True), hint=hint),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.ANNIVERSARY,
        AnniversaryDraft,
        (_("New anniversary"), _("Edit anniversary")),
        items,
        parties.anniversary,
        AddAnniversary,
        ChangeAnniversary,
    )


def other_names(ask: Ask) -> Callable[[QWidget], Editor]:
    """Names in other languages and scripts."""

    def items() -> Sequence[Item]:
        return (
            Item("text", _("Name"), ask.line(), needed=_("A name is needed.")),
            Item("language", _("Language"), ask.line()),
        )

    def make(parent: QWidget) -> Editor:
        return Rows(NameIn, items, _("name"), parent, columns=2)

    return make


def _read_party(reader: Reader, today: date, record_id: int) -> PartyCard:
    return parties.card(reader, record_id)


def _read_area(reader: Reader, today: date, record_id: int) -> AreaCard:
    return parties.area(reader, record_id)
