"""The forms of a person and of an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.commands.people import AddOffice, AddPerson, ChangeOffice, ChangePerson
from db.queries import people
from db.queries.base import Reader
from db.records.people import OfficeCard, OfficeDraft, PersonCard, PersonDraft, TermDraft
from db.vocabulary import Capacity, Kind, Rank
from db.words import _
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.form.rows import Rows
from desktop.people.parties import other_names
from desktop.workspace import Workspace


def noun(workspace: Workspace) -> Noun[PersonDraft]:
    """A person."""
    ask = Ask(workspace)

    def term_items() -> Sequence[Item]:
        which = _("Choose the office.")
        return (
            Item("office", _("Office"), ask.one(Kind.OFFICE), needed=which),
            Item("period", _("From when to when"), ask.when(past=None, happens=True)),
            Item("capacity", _("Capacity"), ask.pick(Capacity)),
        )

    def terms(parent: QWidget) -> Editor:
        return Rows(TermDraft, term_items, _("office"), parent, columns=2)

    items = (
        ask.title(_("Name")),
        Item("terms", _("Offices held"), terms, wide=True, inside=term_items),
        Item("aliases", _("Other names"), other_names(ask), wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.PERSON,
        PersonDraft,
        (_("New person"), _("Edit person")),
        items,
        _read_person,
        AddPerson,
        ChangePerson,
    )


def office(workspace: Workspace) -> Noun[OfficeDraft]:
    """An office."""
    ask = Ask(workspace)
    whose = _("Choose the country or organisation it belongs to.")
    items = (
        ask.title(_("Title of the office")),
        Item("party", _("Of country"), ask.one(Kind.PARTY), needed=whose),
        Item("rank", _("Rank"), ask.pick(Rank)),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.OFFICE,
        OfficeDraft,
        (_("New office"), _("Edit office")),
        items,
        _read_office,
        AddOffice,
        ChangeOffice,
    )


def _read_person(reader: Reader, today: date, record_id: int) -> PersonCard:
    return people.person(reader, today, record_id)


def _read_office(reader: Reader, today: date, record_id: int) -> OfficeCard:
    return people.office(reader, today, record_id)
