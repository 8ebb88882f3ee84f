"""Commands whose help is in the language of the person, looked up when it is asked for."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from db.words import _


class Command(TyperCommand):
    """A command; what stands in its docstring is its help, and a default of several words is said, not typed."""

    def __init__(self, name: str | None, *, help: str | None = None, **rest: Any) -> None:
        super().__init__(name, help=_(help) if help else help, **rest)
        for each in self.params:
            if isinstance(each.default, str) and " " in each.default:
                each.default = _(each.default)


class Group(TyperGroup):
    """All commands together."""

    def __init__(self, *, help: str | None = None, **rest: Any) -> None:
        super().__init__(help=_(help) if help else help, **rest)
