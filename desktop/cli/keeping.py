"""The commands that keep what there is: backup, restore, repair."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.words import NN_, _, ngettext
from desktop import clock
from desktop.cli.options import REFUSED, Options, refusing
from desktop.cli.spoken import Command

if TYPE_CHECKING:
    from db.rules.backups import Backup, Loss


_THINNED = NN_("Thinned out {count} older one: {names}.", "Thinned out {count} older ones: {names}.")


def add_to(program: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (backup, restore, repair):
        program.command(command.__name__, cls=Command)(command)


def backup(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help=_("Another folder than that of the backups."))
    ] = None,
) -> None:
    """A whole copy of the register, checked before it gets its name."""
    options: Options = context.obj
    with refusing(options):
        from db.backup import finish, stands
        from db.backup_folder import make
        from desktop import backups, first_run

        folder = make(first_run.own_backups(options.path)) if to is None else to.absolute()
        with options.store(writing=False) as store:
            draft = store.copy(folder)
        made, missing, gone = backups.finish(draft) if to is None else backups.Kept(finish(draft), "", [])
        said = _("Wrote {file}: {facts}.")
        typer.echo(said.format(file=made, facts=_facts(_read(made, options.path), stands(made).records)))
        if gone:
            thinned = ngettext(*_THINNED, len(gone))
            typer.echo(thinned.format(count=len(gone), names=", ".join(str(each.path) for each in gone)))
        if missing:
            typer.echo(missing, err=True)


def restore(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help=_("The backup, by its path or by its name in the list."))
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help=_("Only list the backups."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Restore it, whatever came after it."))] = False,
) -> None:
    """Put a backup in place of the register, which is kept as it is now."""
    options: Options = context.obj
    with refusing(options):
        from db.restore import is_there, lost, must_not_have_been_repaired
        from db.restore import restore as put_back
        from db.rules.backups import offered
        from db.rules.backups import read as told_by_name
        from desktop import backups, first_run, officer

        register = options.path
        found = offered(backups.every(register))
        if listing or file is None:
            _list(register, found)
            raise typer.Exit(0 if listing else REFUSED)
        chosen = next((each.path for each in found if each.path.name == file), Path(file).absolute())
        must_not_have_been_repaired(register, chosen, found)
        was_there, parted, named = is_there(register), lost(register, chosen), told_by_name(chosen, register)
        told = backups.what_is_lost(parted, options.today) if was_there else backups.nothing_there(register)
        told = " ".join(filter(None, (backups.warned(named), told)))
        if not yes:
            typer.echo(" ".join((told, _("Nothing was changed."), _what_yes_does(was_there, parted))), err=True)
            raise typer.Exit(REFUSED)
        kept = put_back(register, chosen, first_run.own_backups(register), now=clock.now(), by=officer.name())
        typer.echo(" ".join((_("Restored {name}.").format(name=chosen.name), *([told] if parted is not None else []))))
        if kept is not None:
            typer.echo(_how_to_undo(options, kept))


def _what_yes_does(was_there: bool, parted: Loss | None) -> str:
    if not was_there:
        return _("Add --yes to restore it.")
    if parted is None:
        return _("Add --yes to restore it; what is there now is kept as it is, for whoever can read it.")
    return _("Add --yes to restore it; what is there now is kept as “before restore”.")


def _how_to_undo(options: Options, kept: Path) -> str:
    """How the restore is taken back, where what was there is a register that can be read."""
    told = _read(kept, options.path)
    if not told.is_checked:
        return _("What was there could not be read, and is kept as it was: {file}").format(file=kept)
    undo = _("To undo it, within 30 days: {command}")
    return undo.format(command=options.typed("restore", kept.name, "--yes"))


def repair(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help=_("Put the repaired copy in place of the register."))] = False,
) -> None:
    """Mend what is computed, and what was altered by hand as far as the journal proves it; shown first, on a copy."""
    options: Options = context.obj
    with refusing(options):
        from db import own_folders
        from db.repair import repair as mend
        from desktop import first_run, officer
        from desktop.cli import answers

        own_folders.sweep(clock.now())
        folder = first_run.own_backups(options.path)
        found = mend(options.path, folder, now=clock.now(), by=officer.name(), today=options.today, wanted=yes)
        typer.echo(answers.repair(found, options.newest_backup()))
        if not found.after.sound or (found.helps and found.kept is None and not yes):
            raise typer.Exit(REFUSED)


def _list(register: Path, found: list[Backup]) -> None:
    """Every backup on two lines: its moment and what is in it, and its name."""
    from desktop import backups
    from desktop.cli.layout import wrapped

    if not found:
        typer.echo(_("There is no backup of {register}.").format(register=register))
    for each in found:
        when = backups.moment(each.taken, clock.today())
        typer.echo("\n".join(wrapped(f"{when} · {_facts(each, backups.records_in(each))}")))
        typer.echo(f"  {each.path.name}")


def _read(made: Path, register: Path) -> Backup:
    from db.rules.backups import read

    found = read(made, register, made.stat().st_size)
    assert found is not None
    return found


def _facts(each: Backup, records: int | None) -> str:
    from desktop import backups
    from desktop.cli.layout import BETWEEN

    return BETWEEN.join(backups.facts(each, records))
