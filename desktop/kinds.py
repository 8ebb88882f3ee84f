"""The kinds of record, a row each: words, icon, the page they are shown on, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.vocabulary import BriefingKind, Kind
from db.words import N_


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of record. Its form, pane and page class stand in `shell/rooms.py`; its words are marked and translated
    when they are shown."""

    icon: str
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


KINDS: Mapping[Kind, KindRow] = {
    Kind.VISIT: KindRow(
        "plane", N_("Visits"), "visits", N_("New visit…"), N_("Add a visit; it needs no date yet"), ("Ctrl+Shift+V",),
        duplicated=True, briefed=BriefingKind.VISIT,
    ),
    Kind.AGREEMENT: KindRow(
        "file-signature", N_("Agreements"), "agreements", N_("New agreement…"),
        N_("Add an agreement; its steps can stay open"), ("Ctrl+Shift+A",),
        duplicated=True, briefed=BriefingKind.AGREEMENT,
    ),
    Kind.COMMITMENT: KindRow(
        "handshake", N_("Commitments"), "commitments", N_("New commitment…"),
        N_("Add what one side promised the other"), ("Ctrl+Shift+C",), duplicated=True,
    ),
    Kind.ACTION: KindRow("history", N_("Log"), "actions"),
    Kind.PARTY: KindRow(
        "globe", N_("Countries"), new=N_("New country…"), tip=N_("Add a country or organisation"),
        briefed=BriefingKind.COUNTRY,
    ),
    Kind.SOURCE: KindRow(
        "file-text", N_("Sources"), "sources", N_("New source…"), N_("Add a document facts come from"),
    ),
    Kind.QUESTION: KindRow(
        "circle-question-mark", N_("Questions"), new=N_("New question…"), tip=N_("What is to be asked"),
    ),
    Kind.ANNIVERSARY: KindRow(
        "star", N_("Anniversaries"), new=N_("New anniversary…"), tip=N_("Add a year that returns"),
    ),
    Kind.PERSON: KindRow("user", N_("People"), new=N_("New person…")),
    Kind.OFFICE: KindRow("landmark", new=N_("New office…")),
    Kind.AREA: KindRow("tag", N_("Areas"), new=N_("New area…")),
    Kind.INVITATION: KindRow("mail-open"),
    Kind.QUOTATION: KindRow("quote", N_("Quotes")),
    Kind.REMINDER: KindRow("bell"),
    Kind.BRIEFING: KindRow("printer"),
    Kind.ATTACHMENT: KindRow("paperclip"),
}  # fmt: skip
"""In the order of the File menu."""

PAGE_OF: Mapping[Kind, str] = {kind: row.page for kind, row in KINDS.items() if row.page}
KIND_ON: Mapping[str, Kind] = {page: kind for kind, page in PAGE_OF.items()}
"""The kind of record that a page shows."""
