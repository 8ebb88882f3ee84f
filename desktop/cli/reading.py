"""The commands that only read: today, list, show, remind, export, calendar, check."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.vocabulary import Kind
from db.words import N_, _, ngettext
from desktop.cli.options import FORCE, REFUSED, Options, must_name_file, refusing
from desktop.cli.spoken import Command
from desktop.kinds import KINDS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from db.queries.base import Reader
    from db.records.base import View
    from db.store import Store
    from desktop.backups import Looked


_NO_VIEW = {
    Kind.VISIT: N_("There is no view “{view}” of visits."),
    Kind.AGREEMENT: N_("There is no view “{view}” of agreements."),
    Kind.COMMITMENT: N_("There is no view “{view}” of commitments."),
    Kind.ACTION: N_("There is no view “{view}” of actions."),
}


_MONTH = 31
"""So many days ahead are told."""
_NO_ORDER = N_("There is no order “{sort}” for this kind of record: {kind}.")

_ALSO = {
    "log": Kind.ACTION,
    "country": Kind.PARTY, "quote": Kind.QUOTATION, "sheet": Kind.BRIEFING, "sheets": Kind.BRIEFING,
    "file": Kind.ATTACHMENT, "files": Kind.ATTACHMENT,
}  # fmt: skip


def _names(kind: Kind) -> tuple[str, ...]:
    """What a kind is called in English: one of them, several, and as the window heads them ("people", "countries")."""
    row = KINDS[kind]
    several = row.counted[1].partition(" ")[2]
    return kind.value, several, row.heading.casefold() or several


def _kind(text: str) -> Kind:
    """The kind of record that a word means, singular or plural, in whatever case."""
    known = {name: kind for kind in Kind for name in _names(kind)} | _ALSO
    found = known.get(text.strip().casefold())
    if found is None:
        kinds = ", ".join(_names(kind)[1] for kind in Kind)
        said = _("“{text}” is no kind of record. There are: {kinds}.")
        raise typer.BadParameter(said.format(text=text, kinds=kinds))
    return found


def add_to(program: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (today, list_, show, remind, export, calendar, check):
        program.command(command.__name__.rstrip("_"), cls=Command)(command)


def today(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=_("Write JSON for other programs."))] = False,
) -> None:
    """What needs somebody today."""
    options: Options = context.obj

    def said(_store: Store, reader: Reader) -> str:
        from db.queries import today as queries
        from desktop.cli import answers

        sheet = queries.sheet(reader, options.today, options.at)
        return sheet.model_dump_json(indent=2) if as_json else answers.today(sheet)

    typer.echo(options.ask(said))


def list_(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(parser=_kind, help=_("What to list."))],
    view: Annotated[str, typer.Option(help=_("A view by its name, e.g. overdue."))] = "",
    country: Annotated[str, typer.Option(help=_("Only what concerns this country, e.g. PK."))] = "",
    find: Annotated[str, typer.Option(help=_("Only what contains words that begin like these."))] = "",
    sort: Annotated[str, typer.Option(help=_("An order by its name, e.g. urgency."))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=_("Write JSON for other programs."))] = False,
) -> None:
    """The records of a kind, each with its number."""
    options: Options = context.obj

    def said(_store: Store, reader: Reader) -> str:
        from db.queries import parties
        from db.records.base import View

        about = parties.by_code(reader, country) if country else None
        chosen = View.about(about, view or "all", find).model_copy(update={"sort": sort})
        rows = list(_rows(reader, kind, chosen, options.today))
        if as_json:
            return _json([record for record, _ in rows])
        return "\n".join(text for _, text in rows) or _("No {kind} here.").format(kind=kind.word)

    typer.echo(options.ask(said))


def _rows(reader: Reader, kind: Kind, view: View, on: date) -> Iterator[tuple[BaseModel, str]]:
    from db.errors import KnownError
    from db.queries import actions, agreements, commitments, points, records, visits
    from desktop.cli import words
    from desktop.cli.layout import numbered, shortened

    tables: dict[Kind, Any] = {
        Kind.VISIT: (visits, lambda line: (line.title, words.visit(line, on))),
        Kind.AGREEMENT: (agreements, lambda line: (line.title, words.agreement(line))),
        Kind.COMMITMENT: (
            commitments,
            lambda line: (
                line.title,
                [line.status.label, *words.commitment(line, on), *words.ordered(line, view.sort)],
            ),
        ),
        Kind.ACTION: (actions, lambda line: (shortened(line.text), words.action(line))),
    }
    queries, worded = tables.get(kind, (None, None))
    _must_know(kind, view.sort, queries.LISTING.orders if queries is not None else ())
    if queries is None and view.name != "all":
        none = _("There is no view “{view}” of records of kind {kind}.").format(view=view.name, kind=kind.word)
        raise KnownError(none, "", _("There are: {views}.").format(views="all"))
    if kind is Kind.POINT:
        for point in points.lines(reader, view):
            yield point, numbered(point.id, shortened(point.text), words.point(point))
        return
    if queries is None:
        links = records.of_kind(reader, kind, view)
        about = _beside(reader, on, kind, [link.id for link in links])
        for link in links:
            yield link, numbered(link.id, link.title, filter(None, [link.code, *about.get(link.id, ())]))
        return
    names = [each.view.name for each in queries.views(reader)]
    if view.name not in names:
        there_are = _("There are: {views}.").format(views=", ".join(names))
        raise KnownError(_(_NO_VIEW[kind]).format(view=view.name), "", there_are)
    for line in queries.window(reader, on, view, 0, queries.count(reader, on, view)):
        yield line, numbered(line.id, *worded(line))


def _must_know(kind: Kind, sort: str, orders: Collection[str]) -> None:
    """Refuse an order that the table of a kind does not have."""
    from db.errors import KnownError

    if sort and sort not in orders:
        there_are = _("There are: {orders}.").format(orders=", ".join(orders)) if orders else ""
        raise KnownError(_(_NO_ORDER).format(sort=sort, kind=kind.word), "", there_are)


def _beside(reader: Reader, on: date, kind: Kind, ids: Sequence[int]) -> Mapping[int, Iterable[str]]:
    """What stands beside the titles of records that have no table: who holds an office and is next, when an
    invitation was given and what was answered, in which office a person is."""
    from db.queries import people, reminder_titles, visits
    from desktop.cli import words

    match kind:
        case Kind.REMINDER:
            return reminder_titles.about(reader, on, ids)
        case Kind.OFFICE:
            return {line.link.id: words.office(line) for line in people.office_lines(reader, on)}
        case Kind.INVITATION:
            return {each: words.invitation(visits.invitation(reader, each)) for each in ids}
    return {each: (said,) for each, said in people.about(reader, on, kind, ids).items()}


def show(
    context: typer.Context,
    record: Annotated[int, typer.Argument(metavar="ID", help=_("The number of a record."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Write JSON for other programs."))] = False,
) -> None:
    """One record in full, with what its sources say."""
    options: Options = context.obj

    def said(_store: Store, reader: Reader) -> str:
        from db.queries import records
        from desktop.cli.full import full

        card = records.card(reader, options.today, record)
        return card.model_dump_json(indent=2) if as_json else full(reader, card, options.today)

    typer.echo(options.ask(said))


def remind(
    context: typer.Context,
    notify: Annotated[
        bool, typer.Option("--notify", help=_("Show on the desktop what nobody was told of yet, and list nothing."))
    ] = False,
    due_within: Annotated[
        int | None,
        typer.Option("--due-within", metavar="DAYS", help=_("Of what is to come, only so many days, 0 to 31.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Write JSON for other programs."))] = False,
) -> None:
    """The reminders that fire, and those of the next month."""
    options: Options = context.obj
    if due_within is not None and not 0 <= due_within <= _MONTH:
        raise typer.BadParameter(
            _("“{value}” is not from {least} to {most}.").format(value=due_within, least=0, most=_MONTH),
            param_hint="--due-within",
        )
    if notify:
        if options.on is not None:
            raise typer.BadParameter(_("Only today’s reminders are shown on the desktop. Leave out --on."))
        typer.echo(options.notify())
        if due_within is None and not as_json:
            return

    typer.echo(options.ask(lambda _store, reader: _reminders(reader, options, due_within, as_json=as_json)))


def _reminders(reader: Reader, options: Options, due_within: int | None, *, as_json: bool) -> str:
    """What fires, what is to come within so many days, what is put off and what was set for later; what is left out of
    it is counted."""
    from db.queries import reminders
    from db.records.reminders import GROUPS
    from desktop.cli import words
    from desktop.cli.layout import group, numbered

    last = options.today + timedelta(days=due_within or 0)
    every = reminders.lines(reader, options.today, options.at)
    lines = [line for line in every if due_within is None or line.group == "now" or words.comes_on(line) <= last]
    if as_json:
        return _json(lines)
    shown: list[str] = []
    for name, title in GROUPS.items():
        some = [line for line in lines if line.group == name]
        rows = [numbered(line.record.id, line.what or line.record.title, words.reminder(line)) for line in some]
        shown += group(_(title), len(rows), rows)
    waiting = reminders.set_by_hand(reader, options.today)
    by_hand = [numbered(each.id, each.title, words.set_by_hand(each)) for each in waiting]
    shown += group(_("Set by hand, to come"), len(by_hand), by_hand if due_within is None else ())
    left = len(every) - len(lines) + (len(by_hand) if due_within is not None else 0)
    if left:
        shown += ["", ngettext("and {count} later", "and {count} later", left).format(count=left)]
    return "\n".join(shown).strip() or _("No reminders.")


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help=_("Where to write the bundle."))],
    force: Annotated[bool, typer.Option("--force", help=_(FORCE))] = False,
) -> None:
    """Everything in the register as one bundle, which “import” makes a register of again."""
    options: Options = context.obj
    with refusing():
        must_name_file(file)

    def said(store: Store, reader: Reader) -> str:
        from db.exchange import bundle
        from db.exchange.files import save
        from db.queries.bundle import everything, head

        first = head(reader, store.path.stem)
        save(bundle.write(first, everything(reader)), file, over=force)
        many = first.records
        wrote = ngettext("Wrote {count} record to {file}.", "Wrote {count} records to {file}.", many)
        return f"{wrote.format(count=many, file=file)} {_(bundle.WITHOUT_HISTORY)}"

    typer.echo(options.ask(said))


def calendar(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.ics", help=_("Where to write the calendar."))],
    kind: Annotated[str, typer.Option(help=_("Only dates of these kinds of record, with commas between."))] = "",
    country: Annotated[str, typer.Option(help=_("Only what concerns this country, e.g. PK."))] = "",
    force: Annotated[bool, typer.Option("--force", help=_(FORCE))] = False,
) -> None:
    """Deadlines, visits, ends of terms and reminders as a file that calendar programs take or subscribe to."""
    options: Options = context.obj
    with refusing():
        must_name_file(file)
        kinds = [_kind(each.strip()) for each in kind.split(",") if each.strip()]
        many, left = options.write_calendar(file, over=force, kinds=kinds, country=country)
    wrote = ngettext("Wrote {count} date to {file}.", "Wrote {count} dates to {file}.", many)
    typer.echo(f"{wrote.format(count=many, file=file)} {left.said()}".rstrip())


def check(
    context: typer.Context,
    head: Annotated[str, typer.Option(help=_("Also find the state that a sheet or a backup names so."))] = "",
) -> None:
    """Whether the register is whole: the file, its references, the journal, and everything that is computed."""
    options: Options = context.obj

    from desktop import backups, clock

    def said(_store: Store, reader: Reader) -> tuple[bool, list[str], Looked]:
        from db.chain import with_head
        from db.check import check as inspect
        from desktop.cli import answers

        report = inspect(reader)
        found = with_head(reader, head) if head else None
        sound = report.sound and (not head or found is not None)
        lines = [*answers.check(report), *([answers.state(head, found)] if head else [])]
        return sound, lines, backups.looked(report, clock.now())

    sound, lines, looked = options.ask(said)
    if looked.wrong:
        lines.append(_what_helps(options))
    remembered = backups.memory(options.path)
    backups.remember(options.path, remembered.model_copy(update={"checked": looked}))
    typer.echo("\n".join(lines))
    if not sound:
        raise typer.Exit(REFUSED)


def _what_helps(options: Options) -> str:
    """What to do for a register that is not whole, once it was tried on a copy what a repair comes to."""
    from db.errors import KnownError
    from db.repair import repair
    from desktop import clock, first_run, officer
    from desktop.cli import answers

    folder, plan = first_run.own_backups(options.path), None
    try:
        plan = repair(options.path, folder, now=clock.now(), by=officer.name(), today=options.today, wanted=False)
    except KnownError as error:  # somebody has it open, or there is no room: then `repair` says so
        if error.helped_by_backup:
            return "\n".join((_("Nothing of it can be repaired. Nothing was changed."), options.newest_backup()))
    return answers.what_helps(plan, options.typed("repair"), options.newest_backup())


def _json(records: Sequence[BaseModel]) -> str:
    return json.dumps([record.model_dump(mode="json") for record in records], ensure_ascii=False, indent=2)
