"""What every command is told: which register, which day; and how it opens the one and ends on a refusal."""

from __future__ import annotations

import shlex
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from db.words import N_, _, ngettext
from desktop import clock, handing

if TYPE_CHECKING:
    from db.commands.actions import LogAction
    from db.commands.briefings import KeepBriefing
    from db.commands.parties import AddParty
    from db.commands.pending import End
    from db.commands.reminders import AddReminder
    from db.errors import KnownError
    from db.queries.base import Reader
    from db.records.calendar import Event, LeftOut
    from db.rules.backups import Backup
    from db.store import Store
    from db.vocabulary import Kind

T = TypeVar("T")

UNSAID, REFUSED = 1, 3
PAUSE, TRIES = 0.1, 50
"""Seconds between two tries to hold a register that another command holds, and how many: it is patient for 5 s."""
_OPTIONS = {
    "replaces": "--instead-of", "does": "--does", "answers": "--answers",
    "next_due": "--next", "reply_by": "--reply-by",
}  # fmt: skip
"""Which option a refusal stands beside, where its words do not tell."""
FORCE = N_("Write over a file that is there already; a register never.")


@dataclass(frozen=True, slots=True)
class Options:
    """The register and the day; `on` is None where no day was named."""

    register: Path | None
    on: date | None

    @classmethod
    def of(cls, register: Path | None, on: date | None) -> Options:
        """Options as given on the command line."""
        return cls(register.absolute() if register is not None else None, on)

    @property
    def today(self) -> date:
        """The day to look from."""
        return self.on or clock.today()

    @property
    def at(self) -> str:
        """The time of that day, as "15:00"; of another day than this one its end."""
        from db.rules.reminders import MIDNIGHT

        return f"{clock.here():%H:%M}" if self.today == clock.today() else MIDNIGHT

    def ask(self, query: Callable[[Store, Reader], T]) -> T:
        """What a query finds in the register, which may be open in the window at the same time. It is printed when the
        register is closed again: whoever reads it page by page keeps nobody from saving."""
        with refusing(self), self.store(writing=False) as store:
            return store.ask(partial(query, store))

    @contextmanager
    def writing(self) -> Iterator[Store | Handed]:
        """The register for writing; ends with the sentence where it cannot be had."""
        with refusing(self), self.to_write() as store:
            yield store

    @contextmanager
    def to_write(self) -> Iterator[Store | Handed]:
        """The register for writing; what is done while this user has it open in the window is done there. A
        RegisterError says why it cannot be had."""
        from db.errors import RegisterInUse

        try:
            store = self.held()
        except RegisterInUse:
            if not self._is_in_window():
                raise
            with self.store(writing=False) as store:
                yield Handed(store)
        else:
            with store:
                yield store
            self._write_calendar_again()

    def held(self) -> Store:
        """The register for writing, as soon as other commands are done with it. RegisterInUse where a window has it
        open, which is not waited for, or another program for longer."""
        from db.errors import RegisterInUse

        for _try in range(TRIES):
            try:
                return self.store(writing=True)
            except RegisterInUse as error:
                if error.left is not None or self._is_in_window():
                    raise
                sleep(PAUSE)
        return self.store(writing=True)

    def _is_in_window(self) -> bool:
        """Whether this user has it open in the window; KnownError where that does not answer, or may be another's."""
        return handing.ask(self.path, {"do": "nothing"}) is not None

    def write_calendar(
        self, file: Path, *, over: bool, kinds: Sequence[Kind] = (), country: str = ""
    ) -> tuple[int, LeftOut]:
        """Write the calendar of the register, and say how many dates are in it, and what is not; a KnownError says why
        not."""
        from db.exchange.calendar import write
        from db.exchange.files import save
        from db.queries.calendar import events, left_out, parts_of
        from db.queries.parties import by_code

        with self.store(writing=False) as store:
            name = store.path.stem
            # One sort of dates after the other, and all before they are set: nobody has to wait long to save.
            reads: list[Callable[[Reader], Iterable[Event]]] = [
                partial(events, today=self.today, parts=(part,)) for part in parts_of(kinds)
            ]
            if country:
                party = store.ask(partial(by_code, code=country))
                reads = [partial(_of_country, party, read) for read in reads]
            dates = [each for read in reads for each in store.ask(partial(_listed, read))]
            left = store.ask(partial(left_out, today=self.today))
        save(write(dates, name), file, over=over)
        return len(dates), left

    def notify(self) -> str:
        """Show on the desktop, once, which reminders fire that nobody was told of; what came of it. Without buttons:
        nobody is there who would hear them."""
        from db.chain import beginning
        from db.errors import KnownError
        from db.queries.notifications import to_tell
        from db.rules.notifications import Wait
        from desktop.notifying.bus import Bus, NotShown
        from desktop.notifying.choices import chosen
        from desktop.notifying.message import message
        from desktop.notifying.told import ToldFile

        with refusing(self), self.store(writing=False) as store:
            now, file = clock.here(), ToldFile(store.ask(beginning))
            firing = store.ask(partial(to_tell, today=self.today, at=f"{now:%H:%M}"))
            claim = file.claim(firing, now, chosen(), active=False)
            if claim.wait is not None:
                return {
                    Wait.NOTHING_NEW: _("Nothing new to tell."),
                    Wait.OFF: _("Nothing was shown: Settings ▸ Reminders keeps the desktop free of reminders."),
                    Wait.QUIET: _("Nothing was shown: these are the quiet hours of Settings ▸ Reminders."),
                    Wait.JUST_TOLD: _("Nothing was shown: something was told within the last 15 minutes."),
                }[claim.wait]
            try:
                bus = Bus()
                try:
                    bus.show(message(claim.what), {})
                finally:
                    bus.close()
            except NotShown as error:
                claim.file.give_back(claim)
                raise KnownError(
                    error.happened, "", _("They are listed by: {command}").format(command=self.typed("remind"))
                ) from None
        many = len(claim.what)
        return ngettext("{count} reminder was shown.", "{count} reminders were shown.", many).format(count=many)

    def _write_calendar_again(self) -> None:
        """After a save, where the calendar is kept as a file; why it could not be written undoes no save."""
        from db.errors import KnownError
        from desktop import backups

        place = backups.memory(self.path).calendar
        try:
            if place:
                self.write_calendar(Path(place), over=True)
        except KnownError as error:
            typer.echo(error.sentence, err=True)

    def typed(self, *words: str) -> str:
        """What to type for a command on this register."""
        where = ("--register", str(self.register)) if self.register is not None else ()
        return shlex.join(["aide-memoire", *where, *words])

    def newest_backup(self) -> str:
        """Which backup there is to restore, and how; or that there is none."""
        from db.rules import backups as rules
        from desktop import backups

        newest = rules.newest(backups.every(self.path))
        if newest is None:
            return _("There is no backup of it.")
        return self.named_backup(newest)

    def named_backup(self, backup: Backup) -> str:
        """That there is this backup, and how to restore it."""
        from desktop import backups

        said = _("There is a backup of {when}: {command}")
        when = backups.moment(backup.taken, clock.today())
        return said.format(when=when, command=self.typed("restore", backup.path.name))

    @property
    def path(self) -> Path:
        """Where the register is."""
        from desktop import first_run

        return self.register or first_run.usual_place()

    def store(self, *, writing: bool) -> Store:
        """The register opened, made from the starter first where there is none; a RegisterError says why not."""
        from db import own_folders
        from desktop import first_run

        own_folders.sweep(clock.now())
        first_run.ensure(self.path)
        return first_run.opened(self.path, writing=writing)


class Told(NamedTuple):
    """What the window says it did: as a change says it here."""

    label: str
    passed_over: tuple[str, ...] = ()


def _of_country(country: int, query: Callable[[Reader], Iterable[Event]], reader: Reader) -> Iterable[Event]:
    from db.queries.calendar import of_country

    return of_country(reader, country, query(reader))


def _listed(query: Callable[[Reader], Iterable[T]], reader: Reader) -> list[T]:
    return list(query(reader))


class Handed:
    """A register that the window has open: read here, written there."""

    writing = True

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by = store.by

    def ask(self, query: Callable[[Reader], T]) -> T:
        """Read something."""
        return self._store.ask(query)

    def run(self, command: LogAction | End | AddReminder | AddParty | KeepBriefing) -> Told:
        """Do it in the window; what that says was done."""
        return self._ask(_wish(command))

    def undo(self) -> Told:
        """Take back the latest change there."""
        return self._ask({"do": "undo"})

    def redo(self) -> Told:
        """Do again there what was taken back."""
        return self._ask({"do": "redo"})

    def _ask(self, wish: handing.Message) -> Told:
        from db.errors import KnownError, RegisterBusy

        wish = {**wish, "by": self._store.by, "author": self._store.author}
        if len(handing.line(wish)) > handing.LONGEST:
            raise KnownError(
                _("The window has this register open, and this is too much to be handed to it."),
                _("Nothing was changed."),
                _("Do it in the window, or close it and try again."),
            )
        answer = handing.ask(self._store.path, wish)
        if answer is None:
            raise RegisterBusy(self._store.path)
        if "refused" in answer:
            raise KnownError(str(answer["refused"]))
        said, others = answer.get("said"), answer.get("passed_over", [])
        if not isinstance(said, str) or not isinstance(others, list):
            raise handing.silent()
        return Told(said, tuple(map(str, others)))


def _wish(command: LogAction | End | AddReminder | AddParty | KeepBriefing) -> handing.Message:
    """What is to be done, as the window reads it (`desktop/shell/counter.py`)."""
    from db.commands.actions import LogAction
    from db.commands.briefings import KeepBriefing
    from db.commands.parties import AddParty
    from db.commands.pending import End

    match command:
        case KeepBriefing():
            return {
                "do": "keep", "draft": command.draft.model_dump_json(), "sheet": command.sheet.model_dump_json(),
                "pdf": b64encode(command.pdf).decode(), "pages": command.pages,
            }  # fmt: skip
        case LogAction():
            return {
                "do": "log", "draft": command.draft.model_dump_json(), "ends": command.ends.model_dump_json(),
                "today": str(command.today),
            }  # fmt: skip
        case End():
            named = {"entry": command.entry, "field": command.field.value, "how": command.how.value}
            return {"do": "end", "today": str(command.on), "why": command.why, **named}
        case AddParty():
            return {"do": "add", "draft": command.draft.model_dump_json()}
    return {"do": "remind", "draft": command.draft.model_dump_json()}


@contextmanager
def refusing(options: Options | None = None) -> Iterator[None]:
    """End with the sentence on standard error, and exit code 3, where the world refuses; where a backup may put it
    right, with the one there is."""
    from db.errors import FieldError, KnownError

    try:
        yield
    except KnownError as error:
        if options is not None:
            error.remedy = _remedy(error, options)
        option = _OPTIONS.get(error.field) if isinstance(error, FieldError) else None
        said = _("{option}: {what}").format(option=option, what=error.printed) if option else error.printed
        typer.echo(said, err=True)
        raise typer.Exit(REFUSED) from None


def _remedy(error: KnownError, options: Options) -> str:
    """What to do, with what to type for it."""
    from db.backup_errors import BackupDamaged, BackupFailed, BackupMissing, BackupOfAnother, BackupWasRepaired

    if isinstance(error, BackupWasRepaired):
        return options.named_backup(error.instead)
    if isinstance(error, BackupMissing | BackupDamaged | BackupOfAnother):
        return _("What can be restored: {command}").format(command=options.typed("restore", "--list"))
    of_register = error.of_register if isinstance(error, BackupFailed) else str(options.path) in error.happened
    helps = of_register and error.helped_by_backup
    return options.newest_backup() if helps else error.remedy


def must_name_file(path: Path) -> None:
    """Refuse an empty name, which stands for the folder one is in."""
    from db.errors import KnownError

    if path == Path():
        raise KnownError(_("No file is named."), _("Nothing was saved."), _("Say where to write it."))


def must_be_text(field: str, typed: str) -> None:
    """Refuse bytes that are no text: kept, they would be other words than those that were typed."""
    from db.errors import FieldError

    try:
        typed.encode()
    except UnicodeEncodeError:
        raise FieldError(field, _("What was typed is not UTF-8 text.")) from None
