"""The forms of a country or organisation, of an area of co-operation, and of an anniversary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.commands.parties import AddAnniversary, AddArea, AddParty, ChangeAnniversary, ChangeArea, ChangeParty
from db.queries import parties
from db.queries.base import Reader
from db.records.base import NameIn
from db.records.parties import AnniversaryDraft, AreaCard, AreaDraft, PartyCard, PartyDraft
from db.vocabulary import Kind, PartyKind
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.form.rows import Rows
from desktop.workspace import Workspace

translate = QCoreApplication.translate


def noun(workspace: Workspace) -> Noun[PartyDraft]:
    """A country or international organisation."""
    ask = Ask(workspace)
    two = translate("Party", "Two capital letters, for example PK.")
    three = translate("Party", "Three capital letters, for example PAK.")
    items = (
        ask.title(translate("Party", "Name")),
        Item("long_name", translate("Party", "Name in full"), ask.line(), wide=True),
        Item("kind", translate("Party", "State or organisation"), ask.pick(PartyKind)),
        Item("followed", translate("Party", "In the side bar"), ask.tick(translate("Party", "We follow this country"))),
        Item("code", translate("Party", "Two-letter code"), ask.line(), wrong=two),
        Item("code3", translate("Party", "Three-letter code"), ask.line(), wrong=three),
        Item("aliases", translate("Party", "Other names"), other_names(ask), wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.PARTY,
        PartyDraft,
        (translate("Party", "Add country"), translate("Party", "Edit country")),
        items,
        _read_party,
        AddParty,
        ChangeParty,
    )


def area(workspace: Workspace) -> Noun[AreaDraft]:
    """An area of co-operation."""
    ask = Ask(workspace)
    retired = ask.tick(translate("Area", "No longer used for new records"))
    items = (
        ask.title(translate("Area", "Name")),
        Item("retired", translate("Area", "In use"), retired, wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.AREA,
        AreaDraft,
        (translate("Area", "Add area"), translate("Area", "Edit area")),
        items,
        _read_area,
        AddArea,
        ChangeArea,
    )


def anniversary(workspace: Workspace) -> Noun[AnniversaryDraft]:
    """A day or year that returns."""
    ask = Ask(workspace)
    hint = translate("Anniversary", "A year is enough.")
    items = (
        ask.title(translate("Anniversary", "What began")),
        Item("parties", translate("Anniversary", "Between"), ask.several(Kind.PARTY)),
        Item("first", translate("Anniversary", "When it began"), ask.when(), hint=hint),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.ANNIVERSARY,
        AnniversaryDraft,
        (translate("Anniversary", "Add anniversary"), translate("Anniversary", "Edit anniversary")),
        items,
        parties.anniversary,
        AddAnniversary,
        ChangeAnniversary,
    )


def other_names(ask: Ask) -> Callable[[QWidget], Editor]:
    """Names in other languages and scripts."""

    def items() -> Sequence[Item]:
        return (
            Item("text", translate("Name", "Name"), ask.line(), needed=translate("Name", "A name is needed.")),
            Item("language", translate("Name", "Language"), ask.line()),
        )

    def make(parent: QWidget) -> Editor:
        return Rows(NameIn, items, translate("Name", "name"), parent, columns=2)

    return make


def _read_party(reader: Reader, today: date, record_id: int) -> PartyCard:
    return parties.card(reader, record_id)


def _read_area(reader: Reader, today: date, record_id: int) -> AreaCard:
    return parties.area(reader, record_id)
