"""The forms of a person and of an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.commands.people import AddOffice, AddPerson, ChangeOffice, ChangePerson
from db.queries import people
from db.queries.base import Reader
from db.records.people import OfficeCard, OfficeDraft, PersonCard, PersonDraft, TermDraft
from db.vocabulary import Kind, Rank
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.form.rows import Rows
from desktop.people.parties import other_names
from desktop.workspace import Workspace

translate = QCoreApplication.translate


def noun(workspace: Workspace) -> Noun[PersonDraft]:
    """A person."""
    ask = Ask(workspace)

    def term_items() -> Sequence[Item]:
        which = translate("Person", "Choose the office.")
        return (
            Item("office", translate("Person", "Office"), ask.one(Kind.OFFICE), needed=which),
            Item("period", translate("Person", "From when to when"), ask.when()),
        )

    def terms(parent: QWidget) -> Editor:
        return Rows(TermDraft, term_items, translate("Person", "office"), parent, columns=2)

    items = (
        ask.title(translate("Person", "Name")),
        Item("terms", translate("Person", "Offices held"), terms, wide=True, inside=term_items),
        Item("aliases", translate("Person", "Other names"), other_names(ask), wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.PERSON,
        PersonDraft,
        (translate("Person", "Add person"), translate("Person", "Edit person")),
        items,
        _read_person,
        AddPerson,
        ChangePerson,
    )


def office(workspace: Workspace) -> Noun[OfficeDraft]:
    """An office."""
    ask = Ask(workspace)
    whose = translate("Office", "Choose the country or organisation it belongs to.")
    items = (
        ask.title(translate("Office", "Title of the office")),
        Item("party", translate("Office", "Of country"), ask.one(Kind.PARTY), needed=whose),
        Item("rank", translate("Office", "Rank"), ask.pick(Rank)),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.OFFICE,
        OfficeDraft,
        (translate("Office", "Add office"), translate("Office", "Edit office")),
        items,
        _read_office,
        AddOffice,
        ChangeOffice,
    )


def _read_person(reader: Reader, today: date, record_id: int) -> PersonCard:
    return people.person(reader, record_id)


def _read_office(reader: Reader, today: date, record_id: int) -> OfficeCard:
    return people.office(reader, record_id)
