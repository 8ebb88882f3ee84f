"""The command that sets a reminder by hand, in words."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from db.words import _
from desktop.cli.options import Options, must_be_text, refusing


def remind_me(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What to be reminded of."))],
    when: Annotated[str, typer.Option(help=_("When, e.g. “in 10 working days”, “when they answer”, “every Monday”."))],
    on_record: Annotated[
        int | None, typer.Option("--on-record", metavar="ID", help=_("The record it is about, if any."))
    ] = None,
) -> None:
    """Set a reminder, on a record or on none."""
    options: Options = context.obj
    with refusing():
        from db import working_days
        from db.commands.reminders import AddReminder
        from db.errors import FieldError
        from db.queries.trash import must_be_out
        from db.records.refusals import made
        from db.records.reminders import ReminderDraft
        from db.rules import remind_when
        from db.vocabulary import DateField, Edge

        must_be_text("text", text)
        with options.writing() as store:
            if on_record is not None:
                store.ask(partial(must_be_out, record_id=on_record))
            found = remind_when.read(
                when, options.today, lambda country: store.ask(partial(working_days.named, words=country))
            )
            times = found.times
            if times is None:
                raise FieldError("when", _("“{words}”: {hint}").format(words=when, hint=found.refused))
            draft = made(
                ReminderDraft, title=text, record=on_record, date_field=DateField.ON, edge=Edge.OPENING,
                set_on=options.today, on=times.on, repeat_days=times.repeat_days, repeat_months=times.repeat_months,
                until=times.until, on_answer=times.on_answer,
            )  # fmt: skip
            change = store.run(AddReminder(draft))
        said = remind_when.echo(found, options.today)
        typer.echo(_("{change}: {when}.").format(change=change.label, when=said))
