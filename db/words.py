"""The one door for every sentence a person can read: on screen, in the command line, on paper and in errors.

GNU gettext of the standard library. A sentence is written in English where it is said, whole, with named places that
are filled after it was translated: `_("Logged on {title}.").format(title=…)`. Words in a table at the top of a module
are marked there with `N_` and translated when they are shown. What the journal keeps is said by `told`: it is kept in
the words of the day, and so that it can be said again in another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations, bindtextdomain, textdomain, translation
from pathlib import Path
from typing import Any

DOMAIN = "aide-memoire"
CATALOGUES = Path(__file__).resolve().parents[1] / "resources" / "translations"
"""Where translations lie, a folder for each language."""

_ENGLISH = NullTranslations()
_chosen: list[NullTranslations] = [_ENGLISH]
_instead: ContextVar[NullTranslations | None] = ContextVar("instead", default=None)
"""What is spoken here in place of the language of the person, and by nobody else."""


def choose(catalogues: Path = CATALOGUES) -> None:
    """Speak as the environment asks (LANGUAGE, LC_ALL, LC_MESSAGES, LANG), or in English where no catalogue fits.

    What the library of the command line says itself ("Usage", "Options") stands in the same catalogue."""
    bindtextdomain(DOMAIN, str(catalogues))
    textdomain(DOMAIN)
    use(translation(DOMAIN, str(catalogues), fallback=True))


def use(translations: NullTranslations) -> None:
    """Speak in another language from now on; what was said before stays as it was said."""
    _chosen[0] = translations


@contextmanager
def in_english() -> Iterator[None]:
    """Speak English inside the block: what a register keeps must not depend on who wrote it."""
    before = _instead.set(_ENGLISH)
    try:
        yield
    finally:
        _instead.reset(before)


def _spoken() -> NullTranslations:
    return _instead.get() or _chosen[0]


def _(message: str) -> str:
    """A sentence in the language of the person; of nothing a catalogue would give its own head."""
    return _spoken().gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """A sentence about one thing or about a number of them, by the plural rules of the language."""
    return _spoken().ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A word that means several things in English; `context` says which one is meant."""
    return _spoken().pgettext(context, message)


def both(parts: Iterable[str]) -> str:
    """Several things one after the other: "Kazakhstan and Pakistan"."""
    said = ""
    for each in parts:
        said = _("{first} and {last}").format(first=said, last=each) if said else each
    return said


def N_(message: str) -> str:
    """Mark words of a table so that they are collected for translators; they are translated when they are shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence of a table with its plural; `ngettext(*pair, number)` says it."""
    return one, many


class Sentence(str):
    """What was done, in the words of the day, with what they were made of.

    `parts` is plain JSON: the message as it stands in the catalogue (with its context, or its plural and number) and
    what fills its places, where a value may be a sentence of its own."""

    __slots__ = ("parts",)
    parts: Mapping[str, Any]


def told(message: str, **values: str) -> Sentence:
    """A sentence for the journal, its named places filled."""
    return _told({"message": message, "values": values})


def told_of(one: str, many: str, count: int, **values: str) -> Sentence:
    """A sentence for the journal about one thing or about a number of them; its place {count} is the number."""
    return _told({"message": one, "plural": many, "count": count, "values": values})


def told_word(context: str, message: str) -> Sentence:
    """A word inside a sentence of the journal, by the `pgettext` of its context."""
    return _told({"message": message, "context": context})


def told_again(parts: Mapping[str, Any]) -> str:
    """What was told, in the language that is spoken now."""
    message, count = parts["message"], parts.get("count")
    values = {name: told_again(each) if isinstance(each, Mapping) else each for name, each in _values(parts)}
    if count is not None:
        return ngettext(message, parts["plural"], count).format(count=count, **values)
    if "context" in parts:
        return pgettext(parts["context"], message)
    return _(message).format(**values)


def _values(parts: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    values: Mapping[str, Any] = parts.get("values", {})
    return values.items()


def _told(parts: dict[str, Any]) -> Sentence:
    if "values" in parts:
        values = _values(parts)
        parts["values"] = {name: each.parts if isinstance(each, Sentence) else str(each) for name, each in values}
    sentence = Sentence(told_again(parts))
    sentence.parts = parts
    return sentence
