"""What each table can be narrowed by, in the words of its filter buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class FacetSpec:
    """A filter button: the facet's name in queries and its label. Those that are not `near` stand under More."""

    name: str
    label: str
    near: bool = True


def facets(kind: Kind | None) -> tuple[FacetSpec, ...]:
    """The filters of a table, the most used first; none where records of every kind stand in it."""
    translate = QCoreApplication.translate
    country = FacetSpec("country", translate("Filters", "Country"))
    area = FacetSpec("area", translate("Filters", "Area"))
    status = FacetSpec("status", translate("Filters", "Status"))
    visit = FacetSpec("visit", translate("Filters", "Visit"), near=False)
    known = {
        Kind.COMMITMENT: (
            status,
            country,
            area,
            FacetSpec("owed_by", translate("Filters", "Owed by")),
            FacetSpec("due", translate("Filters", "Due"), near=False),
            visit,
            FacetSpec("officer", translate("Filters", "Officer"), near=False),
            FacetSpec("strength", translate("Filters", "Strength"), near=False),
        ),
        Kind.VISIT: (
            status,
            country,
            FacetSpec("kind", translate("Filters", "Level")),
            FacetSpec("year", translate("Filters", "Year")),
            FacetSpec("area", area.label, near=False),
        ),
        Kind.AGREEMENT: (
            status,
            country,
            FacetSpec("kind", translate("Filters", "Kind")),
            area,
            FacetSpec("legal", translate("Filters", "Legal character"), near=False),
            visit,
        ),
        Kind.ACTION: (
            FacetSpec("kind", translate("Filters", "Kind")),
            country,
            FacetSpec("by", translate("Filters", "By")),
            FacetSpec("result", translate("Filters", "Result")),
            FacetSpec("direction", translate("Filters", "Direction"), near=False),
        ),
    }
    return known[kind] if kind is not None else ()
