"""Commands whose help is in the language of the person, looked up when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from db.words import N_, _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_QUOTED = 80
"""So many letters of what was typed are said again."""

# What the library of the command line says in English only.
_LIBRARY = frozenset(
    {
        N_("Show this message and exit."),
        N_("Install completion for the current shell."),
        N_("Show completion for the current shell, to copy it or customize the installation."),
    }
)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """What the library says of a value that is none of the choices, or no number, as the program says such things."""
    try:
        yield
    except typer.BadParameter as error:
        from pydantic import ValidationError  # loaded by then

        if isinstance(error.__cause__, ValidationError):
            error.message = _refused(error.__cause__.errors()[0])
        raise


def _refused(error: ErrorDetails) -> str:
    value = str(error["input"])[:_QUOTED]
    if error["type"].startswith("int_"):
        return _("“{value}” is not a whole number.").format(value=value)
    choices = re.findall(r"'(\w+)'", str(error.get("ctx", {}).get("error", "")).partition(" is not one of ")[2])
    if choices:
        return _("“{value}” is none of {choices}.").format(value=value, choices=", ".join(choices))
    return _("“{value}” cannot be taken here.").format(value=value)


class Command(TyperCommand):
    """A command; what stands in its docstring is its help, and a default of several words is said, not typed."""

    def __init__(self, name: str | None, *, help: str | None = None, **rest: Any) -> None:
        super().__init__(name, help=_(help) if help else "", **rest)
        for each in self.params:
            if isinstance(each.default, str) and " " in each.default:
                each.default = _(each.default)

    @override
    def get_params(self, ctx: Any) -> list[Any]:
        return _said(super().get_params(ctx))

    @override
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _in_our_words():
            return super().parse_args(ctx, args)


class Group(TyperGroup):
    """All commands together."""

    def __init__(self, *, help: str | None = None, **rest: Any) -> None:
        super().__init__(help=_(help) if help else "", **rest)

    @override
    def get_params(self, ctx: Any) -> list[Any]:
        return _said(super().get_params(ctx))


def _said(parameters: Iterable[Any]) -> list[Any]:
    found = list(parameters)
    for each in found:
        if getattr(each, "help", None) in _LIBRARY:
            each.help = _(each.help)
    return found
