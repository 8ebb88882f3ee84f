"""The commands that write: new, import, log, end, remind-me, brief, name, undo, redo."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.vocabulary import ActionKind, BriefingKind, Marking, Progress, Result, VisitStage
from db.words import N_, _, both, ngettext
from desktop.cli.layout import shortened
from desktop.cli.options import FORCE, UNSAID, Handed, Options, must_be_text, refusing
from desktop.cli.spoken import Command

if TYPE_CHECKING:
    from datetime import date

    from db.queries.base import Reader
    from db.records.base import Period
    from db.records.briefings import BriefingDraft, BriefingSheet
    from db.store import Store


_HOW_TO_NAME = N_('Give yours once: aide-memoire name "A. Serik"')


_TODAY = "today"
"""What is meant where no other day is named; nobody has to be told how that was read."""
_LONGEST_NUMBER = 100
"""Digits of what may have been meant as the number of a record."""


class About(StrEnum):
    """What a sheet can be about."""

    VISIT = "visit"
    COUNTRY = "country"


def add_to(program: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (new, import_, log, end, remind_me, brief, name, undo, redo):
        program.command(command.__name__.rstrip("_").replace("_", "-"), cls=Command)(command)


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE.aide", help=_("Where to make the register."))],
    starter: Annotated[bool, typer.Option("--starter", help=_("With the starter register in it."))] = False,
) -> None:
    """A new register, empty unless the starter is asked for."""
    with refusing():
        from db.errors import FileThere
        from desktop import first_run

        path = file.absolute()
        try:
            first_run.make(path, starter=starter)
        except FileExistsError:
            raise FileThere(path) from None
        typer.echo(_("Made {file}.").format(file=file))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help=_("What “export” wrote."))],
    as_new: Annotated[Path, typer.Option(metavar="NEW.aide", help=_("Where to make the register."))],
) -> None:
    """A new register from everything that was exported of another."""
    with refusing():
        from db.exchange.bundle import WITHOUT_HISTORY
        from desktop import first_run

        many = first_run.make_from(file.absolute(), as_new.absolute(), _say_share)
        said = ngettext("Made {file} with {count} record.", "Made {file} with {count} records.", many)
        typer.echo(f"{said.format(count=many, file=as_new)} {_(WITHOUT_HISTORY)}")


def _say_share(share: float) -> None:
    """How far it is, for whoever sits before the terminal."""
    if sys.stderr.isatty():
        typer.echo(f"\r{share:.0%}" + ("\n" if share == 1 else ""), nl=False, err=True)


def log(
    context: typer.Context,
    record: Annotated[int, typer.Argument(metavar="ID", help=_("The record it was done on."))],
    text: Annotated[str, typer.Option(help=_("What was done; “-” reads it from standard input."))],
    kind: Annotated[ActionKind, typer.Option(help=_("What sort of action."))] = ActionKind.OTHER,
    when: Annotated[str, typer.Option(help=_("The day, in words or figures."))] = _TODAY,
    with_whom: Annotated[str, typer.Option("--with", help=_("With whom."))] = "",
    result: Annotated[Result | None, typer.Option(help=_("What came of it."))] = None,
    reply_by: Annotated[str, typer.Option("--reply-by", help=_("By when a reply is expected, e.g. “4 Dec”."))] = "",
    next_due: Annotated[str, typer.Option("--next", help=_("When the next step is due, e.g. “next Friday”."))] = "",
    next_step: Annotated[str, typer.Option("--next-text", help=_("What the next step is."))] = "",
    does: Annotated[
        list[int] | None,
        typer.Option(metavar="ID", help=_("Whose next step was done with it; “show” lists them.")),
    ] = None,
    instead_of: Annotated[
        list[int] | None, typer.Option(metavar="ID", help=_("Whose next step is replaced by this one's."))
    ] = None,
    answers: Annotated[list[int] | None, typer.Option(metavar="ID", help=_("Whose reply has come with it."))] = None,
    after: Annotated[str, typer.Option(help=_("How it stands after it, e.g. in_progress or accepted."))] = "",
    our_reference: Annotated[
        str, typer.Option("--our-ref", help=_("The number of the note or letter in our registry."))
    ] = "",
    their_reference: Annotated[str, typer.Option("--their-ref", help=_("Its number in theirs."))] = "",
) -> None:
    """Write down what was done on a record."""
    options: Options = context.obj
    with refusing():
        from db.commands.actions import LogAction
        from db.errors import FieldError
        from db.records.actions import ActionDraft
        from db.records.pending import Ends
        from db.records.refusals import made
        from db.rules.edtf import day_with_weekday
        from db.rules.text import TEXT_LIMIT
        from desktop.cli import words

        if text == "-":
            text = _from_standard_input(TEXT_LIMIT)
        numbers = {"our_reference": our_reference, "their_reference": their_reference}
        for field, typed in {"text": text, "with_whom": with_whom, "next_step": next_step, **numbers}.items():
            must_be_text(field, typed)
        if not text.strip():
            raise FieldError("text", _("Write down what was done: the text is empty."))
        if len(text) > TEXT_LIMIT:
            raise FieldError(
                "text",
                _("At most {most:,} characters; this text has {count:,}.").format(most=TEXT_LIMIT, count=len(text)),
            )
        day = _one_day(when, options.today)
        due, reply = _period(next_due, options.today), _period(reply_by, options.today)
        with options.writing() as store:
            draft = made(
                ActionDraft,
                text=text,
                kind=kind,
                on=day,
                by=store.by,
                with_whom=with_whom,
                result=result,
                next_step=next_step,
                next_due=due,
                reply_by=reply,
                links=(record,),
                **numbers,
                **_after(store, record, after),
            )
            ends = made(Ends, does=tuple(does or ()), replaces=tuple(instead_of or ()), answers=tuple(answers or ()))
            change = store.run(LogAction(draft, today=options.today, ends=ends))
        said = [_("{change}.").format(change=change.label)]
        if when != _TODAY:
            said.append(_("Done on {day}.").format(day=day_with_weekday(day)))
        said += words.left_open(draft, options.today)
        typer.echo(" ".join(said))
        _say_if_nameless(store.by)


def end(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ID", help=_("The entry that names it; “show” lists them."))],
    reply: Annotated[bool, typer.Option("--reply", help=_("The reply it expects, not its next step."))] = False,
    not_needed: Annotated[bool, typer.Option("--not-needed", help=_("It is not needed; else it was done."))] = False,
    why: Annotated[str, typer.Option(help=_("Why."))] = "",
) -> None:
    """Close a next step or an expected reply without an entry of the log."""
    options: Options = context.obj
    with refusing():
        from db.commands.pending import End
        from db.vocabulary import DateField, Ending

        field = DateField.REPLY_BY if reply else DateField.NEXT_STEP
        how = Ending.NOT_NEEDED if not_needed else Ending.ANSWERED if reply else Ending.DONE
        must_be_text("why", why)
        with options.writing() as store:
            change = store.run(End(entry, field, how, options.today, why))
        typer.echo(_("{change}.").format(change=change.label))


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
                raise FieldError("when", _("“{words}”: {hint}").format(words=shortened(when), hint=found.refused))
            if times.on_answer and on_record is None:
                raise FieldError("record", _("An answer comes in on a record: say on which with --on-record ID."))
            draft = made(
                ReminderDraft, title=text, record=on_record, date_field=DateField.ON, edge=Edge.OPENING,
                set_on=times.set_on(options.today), on=times.on, repeat_days=times.repeat_days,
                repeat_months=times.repeat_months, until=times.until, on_answer=times.on_answer,
            )  # fmt: skip
            change = store.run(AddReminder(draft))
        said = remind_when.echo(found, options.today)
        typer.echo(_("{change}: {when}.").format(change=change.label, when=said))


def _from_standard_input(most: int) -> str:
    """What another program wrote, which no list of processes shows; read no further than is needed to refuse it."""
    from db.errors import FieldError

    if sys.stdin is None:  # whoever started it closed it
        raise FieldError("text", _("There is no standard input to read from."))
    try:
        return sys.stdin.buffer.read(4 * most + 1).decode("utf-8")
    except UnicodeDecodeError:
        raise FieldError("text", _("What was read is not UTF-8 text.")) from None


def _after(store: Store | Handed, record: int, value: str) -> dict[str, Any]:
    """What the record becomes: progress for a commitment, a stage for a visit."""
    from db.errors import FieldError
    from db.queries.records import link
    from db.vocabulary import Kind

    if not value:
        return {}
    kind = store.ask(partial(link, record_id=record)).kind
    if kind is Kind.COMMITMENT and value in [*Progress]:
        return {"progress_after": Progress(value)}
    if kind is Kind.VISIT and value in [*VisitStage]:
        return {"stage_after": VisitStage(value)}
    raise FieldError(
        "after", _("“{value}” cannot be the status of a record of kind {kind}.").format(value=value, kind=kind.word)
    )


def _period(words: str, today: date, *, past: bool = False) -> Period | None:
    """The period of words such as "next Friday", of what happened (`past`) or of what is to come; refuses what is no
    date and what could be two."""
    from db.errors import FieldError
    from db.rules import phrases

    if not words.strip():
        return None
    understood = phrases.read(words, today, past=past)
    days = [reading.period.latest for reading in understood.readings]
    if understood.ambiguous or (past and today in days[1:]):  # on a Monday, “Monday” may be today or a week ago
        first, second = understood.readings[:2]
        said = _("“{words}” can be {first} or {second}. Write it as {one} or {other}.")
        why = f"{understood.reason} " if understood.reason else ""
        raise FieldError(
            "date",
            why
            + said.format(
                words=shortened(words),
                first=first.echo,
                second=second.echo,
                one=_plain(first.period),
                other=_plain(second.period),
            ),
        )
    if understood.cleared:
        return None
    if not understood.readings:
        hint = understood.reason or _(phrases.IN_QUOTES)
        raise FieldError("date", _("“{words}”: {hint}").format(words=shortened(words), hint=hint))
    return understood.readings[0].period


def _plain(period: Period) -> str:
    """A period as it can be typed so that nothing else can be meant: a day as ISO 8601 writes it."""
    return period.edtf if period.latest and period.earliest == period.latest else period.display()


def _one_day(words: str, today: date) -> date:
    """The one day, gone by or today, that words such as "3 Nov" mean."""
    from db.errors import FieldError
    from db.rules.actions import day_refused

    period = _period(words, today, past=True)
    if period is None or period.earliest is None or period.earliest != period.latest:
        said = _("“{words}” is not one day. Try today, yesterday or 2026-11-20.")
        raise FieldError("when", said.format(words=shortened(words)))
    refused = day_refused(period.earliest, today)
    if refused:
        raise FieldError("when", _("“{words}”: {hint}").format(words=shortened(words), hint=refused))
    return period.earliest


def brief(
    context: typer.Context,
    about: Annotated[About, typer.Argument(help=_("visit ID or country CODE."))],
    which: Annotated[str, typer.Argument(metavar="ID|CODE", help=_("The visit's number, or the country's code."))],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.pdf", help=_("Where to write the sheet."))],
    audience: Annotated[str, typer.Option("--for", help=_("For whom the sheet is."))] = N_("the Minister"),
    marking: Annotated[Marking, typer.Option(help=_("The marking on every page."))] = Marking.OFFICIAL_USE,
    force: Annotated[bool, typer.Option("--force", help=_(FORCE))] = False,
) -> None:
    """A briefing sheet as PDF, kept in the register under its number."""
    options: Options = context.obj
    with refusing(options), _best(options) as (store, unkept):
        from db.commands.briefings import KeepBriefing
        from db.exchange.files import must_be_free, save_sheet
        from db.header import followed
        from desktop.sheet import compose

        must_be_free(followed(output), over=force)  # before a sheet is set for nothing
        draft = _wanted(store, about, which, options.today, audience, marking)
        sheet = _sheet(store, draft, options.today)
        printed = compose.pdf(sheet)
        keep = partial(store.run, KeepBriefing(draft, sheet, printed.pdf, printed.pages))
        save_sheet(printed.pdf, output, keep, sheet.number, over=force)
    pages = ngettext("{count} page", "{count} pages", printed.pages).format(count=printed.pages)
    said = _("Wrote {file} ({pages}; not kept).") if unkept else _("Wrote {file} ({pages}; kept as sheet {number}).")
    typer.echo(said.format(file=output, pages=pages, number=sheet.number))
    if unkept:
        typer.echo(_("It is not kept in the register: {why}").format(why=unkept), err=True)
    _say_if_nameless(store.by)
    if printed.missing_glyphs:
        plain = _("No font here draws {letters}; the file is a plain PDF, not PDF/A.")
        typer.echo(plain.format(letters=printed.missing_glyphs), err=True)
    if printed.dropped:
        left_out = ", ".join(section.label for section in printed.dropped)
        typer.echo(_("Left out so that it fits one page: {sections}.").format(sections=left_out), err=True)
    if unkept:
        raise typer.Exit(UNSAID)


@contextmanager
def _best(options: Options) -> Iterator[tuple[Store | Handed, str]]:
    """For writing where that is possible, here or in the window; a sheet can still be printed where it is not, and why
    that is."""
    from db.errors import RegisterInUse, RegisterReadOnly

    with ExitStack() as opened:
        try:
            found: tuple[Store | Handed, str] = opened.enter_context(options.to_write()), ""
        except (RegisterInUse, RegisterReadOnly) as error:
            found = opened.enter_context(options.store(writing=False)), error.happened
        yield found


def _wanted(
    store: Store | Handed, about: About, which: str, today: date, audience: str, marking: Marking
) -> BriefingDraft:
    from db.errors import FieldError
    from db.queries import parties
    from db.records.briefings import BriefingDraft
    from db.records.refusals import made
    from desktop.officer import signature

    if about is About.COUNTRY:
        record = store.ask(partial(parties.by_code, code=which))
    elif which.isascii() and which.isdigit() and len(which) <= _LONGEST_NUMBER:
        record = int(which)
    else:
        raise FieldError(
            "visit",
            _("“{which}” is not the number of a visit; `aide-memoire list visit` shows them.").format(
                which=shortened(which)
            ),
        )
    return made(
        BriefingDraft, kind=BriefingKind(about.value), about=record, as_of=today, audience=audience, marking=marking,
        prepared_by=signature(store.by),
    )  # fmt: skip


def _sheet(store: Store | Handed, draft: BriefingDraft, today: date) -> BriefingSheet:
    from db.queries import briefing, briefings

    def sheet(reader: Reader) -> BriefingSheet:
        number = briefings.next_number(reader) if store.writing else 0
        return briefing.sheet(reader, draft, today, number)

    return store.ask(sheet)


def _say_if_nameless(by: str) -> None:
    if not by:
        typer.echo(_("It stands under no name. {how}").format(how=_(_HOW_TO_NAME)), err=True)


def name(
    given: Annotated[
        str | None, typer.Argument(metavar="NAME", help=_("Your name; “” for none. Without it, the name is shown."))
    ] = None,
) -> None:
    """The name under what you log and on your sheets."""
    from desktop import officer

    with refusing():
        kept = officer.name() if given is None else officer.keep(given)
    if given is not None and kept:
        typer.echo(_("Your name is now {name}. What was logged before keeps the name it has.").format(name=kept))
    else:
        typer.echo(kept or _("No name is set. {how}").format(how=_(_HOW_TO_NAME)))


def undo(context: typer.Context) -> None:
    """Take back the latest change of yours that stands."""
    options: Options = context.obj
    with options.writing() as store:
        undone = store.undo()
    typer.echo(_("Undone: {change}.").format(change=undone.label))
    if names := both(each for each in undone.passed_over if each):
        typer.echo(_("What {names} did since stays.").format(names=names))


def redo(context: typer.Context) -> None:
    """Do again what was taken back."""
    options: Options = context.obj
    with options.writing() as store:
        typer.echo(_("Done again: {change}.").format(change=store.redo().label))
