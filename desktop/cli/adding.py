"""The command that adds what everybody knows: countries and organisations, by name or code."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from db.words import _
from desktop.cli.layout import shortened
from desktop.cli.options import Options, must_be_text, refusing
from desktop.cli.spoken import Command

if TYPE_CHECKING:
    from db.known import Known
    from db.queries.parties import Offered

_SHOWN = 6


class Added(StrEnum):
    """What can be added by its name alone."""

    COUNTRY = "country"


def add_to(program: typer.Typer) -> None:
    """Add this command to the program."""
    program.command("add", cls=Command)(add)


def add(
    context: typer.Context,
    what: Annotated[Added, typer.Argument(help=_("What to add."))],
    names: Annotated[
        list[str], typer.Argument(metavar="NAME…", help=_("Its code, or a name in any language; several at once."))
    ],
) -> None:
    """Add a country or organisation everybody knows."""
    options: Options = context.obj
    with refusing():
        from db.commands.parties import AddParty
        from db.queries import parties

        for each in names:
            must_be_text(what.value, each)
        meant = [_meant(each) for each in names]
        with options.writing() as store:
            for country in store.ask(partial(parties.present, countries=meant)):
                _must_be_new(country)
            for known in {each.key: each for each in meant}.values():
                typer.echo(_("{change}.").format(change=store.run(AddParty(known.draft())).label))


def _meant(name: str) -> Known:
    """The one country that is meant; a KnownError names those that may be."""
    from db import known
    from db.errors import KnownError

    found: Sequence[Known] = known.find(name, _SHOWN)
    exact = known.named(name)
    if exact is not None or len(found) == 1:
        return exact or found[0]
    nothing = _("Nothing was added.")
    asked = shortened(name)
    if not found:
        remedy = _("Add it in the window: File ▸ New country…")
        raise KnownError(_("No country or organisation is known as “{name}”.").format(name=asked), nothing, remedy)
    may_be = ", ".join(f"{each.title} ({each.code3 or each.code})" if each.code3 else each.title for each in found)
    raise KnownError(
        _("“{name}” may be several.").format(name=asked), nothing, _("Say which: {names}.").format(names=may_be)
    )


def _must_be_new(country: Offered) -> None:
    from db.errors import KnownError

    if country.there is None:
        return
    if country.hidden:
        said, remedy = _("“{title}” is in the Trash."), _("Restore it first: Edit ▸ Open Trash.")
    else:
        said, remedy = _("{name} is in the register already, as “{title}”."), ""
    happened = said.format(name=country.known.title, title=country.there.title)
    raise KnownError(happened, _("Nothing was added."), remedy)
