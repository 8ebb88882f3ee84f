"""The form of an invitation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.commands.visits import AddInvitation, ChangeInvitation
from db.queries import visits
from db.queries.base import Reader
from db.records.visits import InvitationCard, InvitationDraft
from db.rules.periods import Order, Period, compare
from db.vocabulary import InvitationMeans, Kind, Reply
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, passed, said_earlier
from desktop.workspace import Workspace


def noun(workspace: Workspace) -> Noun[InvitationDraft]:
    """An invitation to a visit."""
    ask = Ask(workspace)
    which = _("Choose the visit it invites to.")
    items = (
        Item("visit", _("Invites to visit"), ask.one(Kind.VISIT), wide=True, needed=which),
        Item("by_person", _("By (person)"), ask.one(Kind.PERSON)),
        Item("to_person", _("To (person)"), ask.one(Kind.PERSON)),
        Item("by_party", _("By country"), ask.one(Kind.PARTY)),
        Item("to_party", _("To country"), ask.one(Kind.PARTY)),
        Item("given_on", _("Given on"), ask.when(past=True)),
        Item("means", _("How it was given"), ask.pick(InvitationMeans)),
        Item("window", _("For when"), ask.when(), hint=said_earlier()),
        Item("reply", _("Reply"), ask.pick(Reply)),
        Item("replied_on", _("Replied on"), ask.when(past=True)),
        Item("repeated", _("Repeated on"), ask.whens(past=True)),
        Item("renews", "", ask.tick(_("It renews the earlier ones, which stand no more"))),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.INVITATION,
        InvitationDraft,
        (_("Add invitation"), _("Edit invitation")),
        items,
        _read,
        AddInvitation,
        ChangeInvitation,
        _warnings,
    )


def _read(reader: Reader, today: date, record_id: int) -> InvitationCard:
    return visits.invitation(reader, record_id)


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    given = values["given_on"]
    lapses = _("This time has passed. Without agreed dates the visit will show as lapsed.")
    found = {"window": passed(workspace, values["window"], lapses)}
    for field, words in (
        ("window", _("This time ends before the invitation was given.")),
        ("replied_on", _("This is before the invitation was given.")),
    ):
        if isinstance(given, Period) and isinstance(values[field], Period):
            before = compare(values[field], given) is Order.BEFORE
            found[field] = words if before else found.get(field, "")
    return found
