"""What each table can be narrowed by, in the words of its filter buttons."""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import Kind
from db.words import _


@dataclass(frozen=True, slots=True)
class FacetSpec:
    """A filter button: the facet's name in queries and its label. Those that are not `near` stand under More."""

    name: str
    label: str
    near: bool = True


def facets(kind: Kind | None) -> tuple[FacetSpec, ...]:
    """The filters of a table, the most used first; none where records of every kind stand in it."""
    country = FacetSpec("country", _("Country"))
    area = FacetSpec("area", _("Area"))
    status = FacetSpec("status", _("Status"))
    visit = FacetSpec("visit", _("Visit"), near=False)
    with_ = FacetSpec("with", _("Also concerns"), near=False)
    known = {
        Kind.COMMITMENT: (
            status,
            country,
            area,
            FacetSpec("owed_by", _("Owed by")),
            FacetSpec("due", _("Due"), near=False),
            visit,
            FacetSpec("officer", _("Officer"), near=False),
            FacetSpec("strength", _("Strength"), near=False),
            FacetSpec("progress", _("Progress"), near=False),
            FacetSpec("voiced_by", _("Promised in words by"), near=False),
            FacetSpec("held_by", _("Owed by office"), near=False),
            with_,
        ),
        Kind.VISIT: (
            status,
            country,
            FacetSpec("kind", _("Level")),
            FacetSpec("year", _("Year")),
            FacetSpec("area", area.label, near=False),
            FacetSpec("person", _("Visitor or host"), near=False),
            with_,
        ),
        Kind.AGREEMENT: (
            status,
            country,
            FacetSpec("kind", _("Kind")),
            area,
            FacetSpec("legal", _("Legal character"), near=False),
            visit,
            with_,
        ),
        Kind.ACTION: (
            FacetSpec("kind", _("Kind")),
            country,
            FacetSpec("by", _("By")),
            FacetSpec("result", _("Result")),
            FacetSpec("direction", _("Direction"), near=False),
            with_,
        ),
    }
    return known[kind] if kind is not None else ()
