"""The short title of an agreement, made of what its title says it is about."""

from __future__ import annotations

import re

from db.rules.text import on_one_line

_LONG = 44
"""A title of fewer letters is short enough as it is."""
_WORDS = 5
"""A subject of no more words stands before what the instrument is: "Visa-free travel convention"."""
_ABOUT = re.compile(
    r"^(?P<kind>[A-Z][\w-]*(?: (?!between\b|on\b|of\b|among\b|concerning\b|regarding\b|for\b)[\w-]+){0,3})"
    r"\b.*?\b(?:on|concerning|regarding|in the (?:field|area|sphere)s? of|about) (?P<subject>\S.*)$"
)
_FIELD = re.compile(r"^(?:the )?(?:co-?operation |collaboration )?in the (?:field|area|sphere)s? of (?:the )?")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)


def short_title(title: str, year: int | None = None) -> str:
    """What a long English title comes to in a list: "Visa-free travel convention, 2026"; "" where it is short, or does
    not say what it is about."""
    whole = on_one_line(title)
    found = _ABOUT.match(whole) if len(whole) >= _LONG else None
    if found is None:
        return ""
    kind = found["kind"]
    subject = _ARTICLE.sub("", _FIELD.sub("", found["subject"].rstrip(" .")))
    subject = subject[:1].upper() + subject[1:]
    if len(subject.split()) <= _WORDS and " of " not in subject:
        named = f"{subject} {kind.lower()}"
    else:
        named = f"{subject} ({kind.lower()})"
    dated = f"{named}, {year}" if year is not None else named
    return dated if len(dated) < len(whole) else ""
