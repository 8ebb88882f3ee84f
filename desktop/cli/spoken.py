"""Commands whose help is in the language of the person, looked up when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from db.words import N_, _

# What the library of the command line says in English only.
_LIBRARY = frozenset(
    {
        N_("Show this message and exit."),
        N_("Install completion for the current shell."),
        N_("Show completion for the current shell, to copy it or customize the installation."),
    }
)


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
