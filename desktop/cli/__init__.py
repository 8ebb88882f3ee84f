"""The command line: everything a desk needs without opening the window. Qt is loaded for the window only."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from db.rules.calendar_pages import FIRST, LAST, outside
from db.words import N_, _
from desktop.cli import adding, keeping, reading, writing
from desktop.cli.options import UNSAID, Options
from desktop.cli.spoken import Group

program = typer.Typer(
    name="aide-memoire",
    cls=Group,
    help=N_("Diplomatic follow-up: visits, agreements, commitments, and what was done about them."),
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
reading.add_to(program)
writing.add_to(program)
adding.add_to(program)
keeping.add_to(program)


def _day(text: str) -> date:
    """A calendar day written YYYY-MM-DD, and no other way."""
    parts = text.split("-")
    try:
        if [len(part) for part in parts] != [4, 2, 2]:
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(_("“{text}” is not a day. Write it as 2026-11-23.").format(text=text)) from None
    if not FIRST <= day <= LAST:
        raise typer.BadParameter(outside(text))
    return day


@program.callback(invoke_without_command=True, cls=Group)
def start(
    context: typer.Context,
    register: Annotated[
        Path | None, typer.Option(help=_("The register file; the one at the usual place where none is named."))
    ] = None,
    on: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATE", help=_("The day to look from, e.g. 2026-11-23."))
    ] = None,
) -> None:
    """Open the window, or do one thing."""
    options = Options.of(register, on)
    context.obj = options
    if context.invoked_subcommand is None:
        from desktop.app import run as open_window

        raise typer.Exit(open_window(options.register, options.on))


def run() -> None:
    """Run the program; text that the terminal cannot show is replaced, never a reason to stop, and what cannot be
    printed ends in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        program()
    except OSError as error:
        if error.filename is not None:  # not what was printed, but a file that should have been dealt with
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        sys.exit(_unprinted(error))


def _unprinted(error: OSError) -> int:
    """Say that what was printed did not arrive; the exit code. A command prints last what it did."""
    why = _("The output could not be written ({why}). What the command does was done before.")
    typer.echo(why.format(why=error.strerror), err=True)
    return UNSAID
