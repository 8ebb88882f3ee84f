"""Where the backups of a register lie on this computer, what is remembered of them, and how they are told of."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_config_path, user_data_path
from pydantic import ValidationError

from db import backup, backup_folder, plain_file
from db.backup import Draft
from db.drill import drill as try_out
from db.errors import KnownError
from db.exchange.files import save
from db.records.base import Shape
from db.rules.attachments import size_in_words
from db.rules.backups import Backup, Before, Loss, Since, is_due
from db.rules.periods import Period
from db.store import open_register
from db.words import N_, NN_, _, ngettext
from desktop.first_run import own_backups
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from db.check import Report


class Looked(Shape):
    """When something was looked through, how far it was, and what was wrong with it: "" if nothing was. By its change
    and the seal of that it is known which register it was: another may come to lie at its place."""

    at: datetime
    change: int = 0
    records: int = 0
    head: str = ""
    wrong: str = ""


class Memory(Shape):
    """What this computer remembers of a register and its backups."""

    place: str = ""
    """The second place, a folder that the officer named; "" for none."""
    calendar: str = ""
    """The file its calendar is written into after each save; "" for none."""
    checked: Looked | None = None
    drilled: Looked | None = None


def memory(register: Path) -> Memory:
    """What is remembered of a register; nothing where the file cannot be read."""
    with suppress(ValidationError):
        return Memory.model_validate(_all().get(str(register), {}))
    return Memory()


def remember(register: Path, remembered: Memory) -> None:
    """Keep it, for whoever runs the program on this computer; where it cannot be kept it is forgotten."""
    file, every = _file(), _all()
    every[str(register)] = remembered.model_dump(mode="json")
    with suppress(KnownError, OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        save(json.dumps(every, ensure_ascii=False, indent=1).encode(), file, private=True)


def stamp(register: Path) -> tuple[int, ...]:
    """Another one when a backup was made since, or something looked through: the command line does both too."""
    return tuple(map(_changed, (own_backups(register), _file())))


def _changed(path: Path) -> int:
    with suppress(OSError):
        return os.stat(path).st_mtime_ns
    return 0


def _all() -> dict[str, object]:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(plain_file.small(_file()))
        if isinstance(found, dict):
            return found
    return {}


def _file() -> Path:
    return user_config_path("aide-memoire") / "backups.json"


def places(register: Path) -> tuple[Path, ...]:
    """Where backups of a register may lie: its folder, the second place, and beside it, where upgrades left some."""
    place = memory(register).place
    second = (backup_folder.within(Path(place), register),) if place else ()
    return (own_backups(register), *second, register.parent, _of_last_resort(register))


def _of_last_resort(register: Path) -> Path:
    """Where one is kept when the drive of the register, and the folder of its backups with it, is gone."""
    return backup_folder.within(user_data_path("aide-memoire", appauthor=False) / "backups", register)


def rescue(workspace: Workspace) -> Path | None:
    """Keep what is open of a register whose file is gone or was replaced, as a backup; None where a backup holds it
    already. BackupFailed where no place takes it.

    A folder that is not there is not made: where a drive was, it would be hidden by the drive when that comes back."""
    register, stood = Path(workspace.path), workspace.standing()
    if not is_due(every(register), stood.change, stood.head):
        return None
    own, *others, _beside, last = places(register)
    for folder in (own, *others):
        with suppress(KnownError):
            if folder.is_dir():
                return backup.finish(workspace.copy(folder))
    return backup.finish(workspace.copy(backup_folder.make(last)))


def every(register: Path) -> list[Backup]:
    """All backups of a register that can be reached, the newest first."""
    return backup_folder.listed(register, places(register))


class Kept(NamedTuple):
    """Where a backup is, why the second place has it not ("" where it has, or none was named), and what was thinned out
    at both."""

    made: Path
    missing: str
    gone: list[Backup]


def finish(draft: Draft) -> Kept:
    """Make a draft a backup, thin out what lies beside it, and keep it at the second place too. BackupFailed where
    there is none at all."""
    made = backup.finish(draft)
    gone = backup_folder.rotate(draft.register, made.parent, draft.at, made)
    missing, gone_there = at_second_place(made, draft.register, draft.at)
    return Kept(made, missing, gone + gone_there)


def away(register: Path) -> str:
    """Whether the second place that was named is not there, as a sentence; "" if it is there or none was named."""
    place = memory(register).place
    if not place or Path(place).is_dir():
        return ""
    return _("The second place for backups is away: {folder}.").format(folder=place)


def at_second_place(made: Path, register: Path, now: datetime) -> tuple[str, list[Backup]]:
    """Keep a backup at the second place too, where one was named: why it has it not, or "", and what goes for it."""
    place, missing = memory(register).place, away(register)
    if not place or missing:
        return missing, []
    folder = backup_folder.within(Path(place), register)
    backup_folder.tidy(register, folder)
    try:
        there = backup_folder.copy_to(made, register, folder)
        return "", backup_folder.rotate(register, folder, now, there)
    except KnownError as error:
        return error.happened, []


def check(made: Path, now: datetime) -> Looked:
    """Look through a backup that was just made as `aide-memoire check` looks through the register: it is equal to it,
    and nobody has to wait."""
    try:
        with open_register(made, now=lambda: now, by="", writing=False) as store:
            return looked(store.check(), now)
    except KnownError as error:
        return Looked(at=now, wrong=error.happened)


def looked(report: Report, now: datetime) -> Looked:
    """What is remembered of a check."""
    wrong = "" if report.sound else _("Something in it is not whole; “aide-memoire check” says what.")
    return Looked(at=now, change=report.change, records=sum(report.records.values()), head=report.head, wrong=wrong)


def drill(each: Backup, register: Path, now: datetime) -> Looked:
    """Restore a backup unseen to a place of its own, and compare."""
    done = try_out(each.path, register, now=lambda: now, by="")
    return Looked(at=now, change=each.change or 0, records=done.records, head=each.head, wrong=done.wrong)


# ------------------------------------------------------------------------------------------------------------- words
def moment(at: datetime, today: date, *, seconds: bool = False) -> str:
    """A moment where this computer stands: "today 14:05", "23 Nov 2026 14:05"."""
    here = at.astimezone()
    day = {today: _("today"), today - timedelta(days=1): _("yesterday")}.get(here.date())
    time = f"{here:%H:%M:%S}" if seconds else f"{here:%H:%M}"
    return _("{day} {time}").format(day=day or Period.on(here.date()).display(), time=time)


_BEFORE = {Before.RESTORE: N_("before a restore"), Before.REPAIR: N_("before a repair, not whole")}


def facts(each: Backup, records: int | None) -> list[str]:
    """What is said of a backup beside its moment; `records` are unknown where it cannot be read."""
    return [
        *([_(_BEFORE[each.before])] if each.before else []),
        *([_("kept as it was, not readable")] if not each.is_checked else []),
        *([ngettext("{count} record", "{count} records", records).format(count=f"{records:n}")] if records else []),
        size_in_words(each.size),
        *([_("pinned")] if each.pinned else []),
    ]


def records_in(each: Backup) -> int | None:
    """How many records are in a backup; None where it cannot be read."""
    with suppress(KnownError):
        return backup.stands(each.path).records if each.is_checked else None
    return None


def what_is_lost(loss: Loss | None, today: date) -> str:
    """What a restore takes away from the register, which is kept beside the backups, and what only the backup has."""
    if loss is None:
        return _("The register cannot be read as it is now, so nobody can say what came after.")
    said = []
    if loss.is_of_another:
        said.append(_("This is a backup of another register: the two have no change in common."))
        here = NN_("The register has {count} change: {what}.", "The register has {count} changes: {what}.")
    else:
        here = NN_("{count} change came after it, {what}.", "{count} changes came after it: {what}.")
    if not loss.related and not loss.is_of_another:
        said.append(_("One of the two holds no change, so nothing tells whether it is a backup of this register."))
    if loss.related and loss.here.changes and loss.there.changes:
        said.append(_("The backup is of another line of history: both went on by themselves."))
    said.append(_since(loss.here, here, today) or _("Nothing came after it."))
    there = NN_("Only the backup has {count} change: {what}.", "Only the backup has {count} changes: {what}.")
    said.append(_since(loss.there, there, today))
    return " ".join(filter(None, said))


def warned(each: Backup | None) -> str:
    """That a copy is not whole, where that is known of it; "" where nothing is."""
    is_known = each is not None and each.was_repaired
    return _("It was kept before a repair: what was repaired is damaged in it.") if is_known else ""


def nothing_there(register: Path) -> str:
    """That a restore takes nothing away: the place of the register is empty."""
    if os.path.exists(register):
        return _("The register is an empty file now (0 bytes); nothing can be lost.")
    return _("There is no register at {path} now; nothing can be lost.").format(path=register)


def _since(since: Since, words: tuple[str, str], today: date) -> str:
    """What was done, the newest first, in one of two sentences; "" where nothing was."""
    if not since.changes:
        return ""
    what = [_("{when}: {what}").format(when=moment(at, today), what=label) for at, label in since.newest]
    more = since.changes - len(what)
    if more:
        what.append(ngettext("{count} more", "{count} more", more).format(count=f"{more:n}"))
    return ngettext(*words, since.changes).format(count=f"{since.changes:n}", what="; ".join(what))
