"""Why a document is not read, in words that somebody can act on."""

from __future__ import annotations

from db.errors import KnownError
from db.records.sources import SOURCE_LIMIT
from db.words import _

SIZE_LIMIT = 25_000_000
"""The most bytes a document may have."""


def refusal(why: str, remedy: str = "") -> KnownError:
    """The sentence for a document that is not read."""
    return KnownError(
        _("This file cannot be read: {why}.").format(why=why),
        _("Nothing was stored."),
        remedy or _("Choose another file, or paste its text."),
    )


def too_long(characters: int) -> KnownError:
    """The sentence for a text that has more characters than a source may have; it may have still more."""
    return refusal(
        _("its text has {characters:,} characters or more, and a source has at most {source_limit:,}").format(
            characters=characters, source_limit=SOURCE_LIMIT
        ),
        _("Cut it into parts, or paste the part you need."),
    )
