"""Where a record is shown: the page of its kind, or its form where it has no page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from db.queries import commitments, visits
from db.records.base import Link, View
from db.vocabulary import Kind
from desktop.workspace import Edit, Go, Workspace

PAGE_OF: Mapping[Kind, str] = {
    Kind.VISIT: "visits",
    Kind.AGREEMENT: "agreements",
    Kind.COMMITMENT: "commitments",
    Kind.ACTION: "actions",
}

FOUND = (*PAGE_OF, Kind.INVITATION, Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.AREA)
"""The kinds of record that can be shown, and so are searched."""


def place_of(workspace: Workspace, link: Link) -> Go | Edit:
    """Where to go for a record: an invitation stands with its visit, a country with its commitments."""
    if link.kind in PAGE_OF:
        return Go(PAGE_OF[link.kind], None, link.id)
    if link.kind is Kind.PARTY:
        return Go("commitments", View(name=commitments.DEFAULT_VIEW, country=link.id))
    if link.kind is Kind.INVITATION:
        return Go("visits", None, workspace.ask(partial(visits.invitation, record_id=link.id)).visit.id)
    return Edit(link.kind, link.id)
