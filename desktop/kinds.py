"""The kinds of record, a row each: on which page they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from db.vocabulary import Kind

PAGE_OF: Mapping[Kind, str] = {
    Kind.VISIT: "visits",
    Kind.AGREEMENT: "agreements",
    Kind.COMMITMENT: "commitments",
    Kind.ACTION: "actions",
    Kind.SOURCE: "sources",
}
KIND_ON: Mapping[str, Kind] = {page: kind for kind, page in PAGE_OF.items()}
"""The kind of record that a page shows."""
