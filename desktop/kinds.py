"""The kinds of record, a row each: words, icon, the page they are shown on, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.vocabulary import BriefingKind, Kind
from db.words import N_, NN_


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of record. Its form and pane stand in `shell/rooms.py`, its page in `shell/page_rooms.py`; its words are
    marked and translated when they are shown."""

    icon: str
    counted: tuple[str, str]
    """One of them, and a number of them."""
    heading: str = ""
    """What stands over several of them, where the search finds any."""
    page: str = ""
    """The name of the page of this kind, if it has one."""
    new: str = ""
    """What asks for a new one."""
    tip: str = ""
    """What a new one is; with it, "New …" stands in the File menu."""
    keys: tuple[str, ...] = ()
    """The keys that ask for a new one."""
    duplicated: bool = False
    """Whether a new one can begin as another."""
    briefed: BriefingKind | None = None
    """The sheet that is made about one."""
    added_on: str = ""
    """The page on which Ctrl+N asks for a new one, where it has none of its own."""
    asks: tuple[str, ...] = ()
    """The fields that are asked for where one is added in passing, in the field of another record; its title alone is
    enough to add it at once, and with none it is not added so."""


KINDS: Mapping[Kind, KindRow] = {
    Kind.VISIT: KindRow(
        "plane", NN_("{count:,} visit", "{count:,} visits"), N_("Visits"), "visits",
        N_("New visit…"), N_("Add a visit; it needs no date yet"), ("Ctrl+Shift+V",), True, BriefingKind.VISIT,
        asks=("title", "kind", "from_party", "to_party", "dates")),
    Kind.AGREEMENT: KindRow(
        "file-signature", NN_("{count:,} agreement", "{count:,} agreements"), N_("Agreements"), "agreements",
        N_("New agreement…"), N_("Add an agreement; its steps can stay open"), ("Ctrl+Shift+A",), True,
        BriefingKind.AGREEMENT, asks=("title", "kind", "parties")),
    Kind.COMMITMENT: KindRow(
        "handshake", NN_("{count:,} commitment", "{count:,} commitments"), N_("Commitments"), "commitments",
        N_("New commitment…"), N_("Add what one side promised the other"), ("Ctrl+Shift+C",), True,
        asks=("title", "owes", "due")),
    Kind.ACTION: KindRow("history", NN_("{count:,} action", "{count:,} actions"), N_("Action log"), "actions"),
    Kind.PARTY: KindRow(
        "globe", NN_("{count:,} party", "{count:,} parties"), N_("Countries"), "",
        N_("New country…"), N_("Add a country or organisation"), briefed=BriefingKind.COUNTRY,
        asks=("title", "kind", "under")),
    Kind.SOURCE: KindRow(
        "file-text", NN_("{count:,} source", "{count:,} sources"), N_("Sources"), "sources",
        N_("New source…"), N_("Add a document facts come from")),
    Kind.QUESTION: KindRow(
        "circle-question-mark", NN_("{count:,} question", "{count:,} questions"), N_("Questions"), "",
        N_("New question…"), N_("What is to be asked")),
    Kind.ANNIVERSARY: KindRow(
        "star", NN_("{count:,} anniversary", "{count:,} anniversaries"), N_("Anniversaries"), "",
        N_("New anniversary…"), N_("Add a year that returns")),
    Kind.PERSON: KindRow("user", NN_("{count:,} person", "{count:,} persons"), N_("People"), new=N_("New person…"),
        added_on="people", tip=N_("Add somebody who holds an office, or held one"), asks=("title",)),
    Kind.OFFICE: KindRow("landmark", NN_("{count:,} office", "{count:,} offices"), new=N_("New office…"),
        tip=N_("Add an office; who holds it can follow"), asks=("title", "party", "rank")),
    Kind.AREA: KindRow("tag", NN_("{count:,} area", "{count:,} areas"), N_("Areas"), new=N_("New area…"),
        added_on="areas", tip=N_("Add an area of co-operation"), asks=("title",)),
    Kind.INVITATION: KindRow("mail-open", NN_("{count:,} invitation", "{count:,} invitations")),
    Kind.QUOTATION: KindRow("quote", NN_("{count:,} quotation", "{count:,} quotations"), N_("Quotes")),
    Kind.POINT: KindRow(
        "message-square", NN_("{count:,} briefing point", "{count:,} briefing points"), N_("Briefing points")),
    Kind.REMINDER: KindRow("bell", NN_("{count:,} reminder", "{count:,} reminders")),
    Kind.BRIEFING: KindRow("printer", NN_("{count:,} briefing", "{count:,} briefings")),
    Kind.ATTACHMENT: KindRow("paperclip", NN_("{count:,} attachment", "{count:,} attachments")),
}  # fmt: skip
"""In the order of the File menu."""

PAGE_OF: Mapping[Kind, str] = {kind: row.page for kind, row in KINDS.items() if row.page}
KIND_ON: dict[str, Kind] = {page: kind for kind, page in PAGE_OF.items()}
"""The kind of record that a page shows."""
ADDED_ON: Mapping[str, Kind] = KIND_ON | {row.added_on: kind for kind, row in KINDS.items() if row.added_on}
"""The kind of record that is added on a page."""
