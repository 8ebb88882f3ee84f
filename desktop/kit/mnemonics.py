"""The underlined letters of labels: every label of a form gets an Alt key of its own."""

from __future__ import annotations

from collections.abc import Iterable

MENUS = "fevrph"
"""The letters of the menu bar, which a form inside the window leaves alone."""


def with_mnemonics(labels: Iterable[str], taken: str = "") -> tuple[str, ...]:
    """The labels with "&" before a letter that no other one uses: a first letter of a word if there is one left.

    A label stays as it is where every letter is taken, or where it already marks one.
    """
    names = tuple(labels)
    used = set(taken.casefold()) | {_marked(label) for label in names}
    found = []
    for label in names:
        at = None if _marked(label) else _free(label, used)
        if at is None:
            found.append(label)
            continue
        used.add(label[at].casefold())
        found.append(f"{label[:at]}&{label[at:]}")
    return tuple(found)


def _marked(label: str) -> str:
    return label.partition("&")[2][:1].casefold()


def _free(label: str, used: set[str]) -> int | None:
    letters = [at for at, letter in enumerate(label) if letter.isalnum() and letter.casefold() not in used]
    first = [at for at in letters if at == 0 or not label[at - 1].isalnum()]
    return next(iter((*first, *letters)), None)
