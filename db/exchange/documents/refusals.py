"""Why a document is not read, in words that somebody can act on."""

from __future__ import annotations

from db.errors import KnownError
from db.records.sources import SOURCE_LIMIT

SIZE_LIMIT = 25_000_000
"""The most bytes a document may have."""


def refusal(why: str, remedy: str = "Choose another file, or paste its text.") -> KnownError:
    """The sentence for a document that is not read."""
    return KnownError(f"This file cannot be read: {why}.", "Nothing was stored.", remedy)


def too_long(characters: int) -> KnownError:
    """The sentence for a text that has more characters than a source may have; it may have still more."""
    return refusal(
        f"its text has {characters:,} characters or more, and a source has at most {SOURCE_LIMIT:,}",
        "Cut it into parts, or paste the part you need.",
    )
