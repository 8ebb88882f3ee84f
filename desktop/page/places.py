"""Where a record is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from db.queries import search, visits
from db.records.base import Link
from db.vocabulary import Kind
from desktop.kinds import PAGE_OF
from desktop.workspace import Edit, Go, Workspace


def place_of(workspace: Workspace, link: Link) -> Go | Edit:
    """Where to go for a record: an invitation stands with its visit, a country, a person and an area have a
    page, a quotation with what it speaks for, or in its source."""
    if link.kind in PAGE_OF:
        return Go(PAGE_OF[link.kind], None, link.id)
    match link.kind:
        case Kind.PARTY:
            return Go("country", None, link.id)
        case Kind.AREA:
            return Go("area", None, link.id)
        case Kind.PERSON:
            return Go("person", None, link.id)
        case Kind.INVITATION:
            return Go("visits", None, workspace.ask(partial(visits.invitation, record_id=link.id)).visit.id)
        case Kind.QUOTATION:
            about = workspace.ask(partial(search.cited_for, quotation=link.id))
            return place_of(workspace, about) if about is not None else Go("sources", None, link.id)
    return Edit(link.kind, link.id)


def apart(workspace: Workspace, link: Link) -> Go | None:
    """Where to go for a record in a window of its own; None where it is only shown with others, or in a form."""
    place = place_of(workspace, link)
    return replace(place, apart=True) if isinstance(place, Go) and place.record is not None else None
