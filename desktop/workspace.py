"""What screens share: asking, doing, undoing, today, and hearing what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from db import backup, elsewhere
from db.backup_errors import BackupDamaged
from db.errors import KnownError, RegisterBusy, RegisterError
from db.records.base import Author, Change
from db.rules.backups import BULK
from db.rules.reminders import MIDNIGHT
from db.vocabulary import BriefingKind, Kind, VisitDeed
from db.words import N_, _, both
from desktop import clock, officer
from desktop.kit.plain import set_tip
from desktop.kit.words import joined

if TYPE_CHECKING:
    from db.backup import Draft
    from db.commands.base import Command
    from db.elsewhere import Saved
    from db.queries.base import Reader
    from db.records.base import CitationDraft, View
    from db.records.sources import QuotationDraft
    from db.rules.backups import Backup, Loss, Standing
    from db.store import Store
    from desktop.settings import Settings

T = TypeVar("T")

TRIES, PAUSE_MS = 20, 200
"""How often, and how long after each other, a busy file is asked: with the store's own waits about 5 s."""


@dataclass(frozen=True, slots=True)
class Go:
    """A wish to see something: a page by its name, a view of it, a record on it, `apart` in a window of its own.
    `asks` is the question that was open there, in the words of the page, and is to be asked again."""

    page: str
    view: View | None = None
    record: int | None = None
    apart: bool = False
    asks: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source, and for what of a record they will speak once that record is stored."""

    quotation: QuotationDraft
    citation: CitationDraft


@dataclass(frozen=True, slots=True)
class Edit:
    """A wish to add a record of a kind, or to edit one; `start` holds fields a new draft starts with, `like` names a
    record whose fields it starts with, `quote` the words that it is made from."""

    kind: Kind
    record: int | None = None
    start: dict[str, object] | None = None
    like: int | None = None
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """A wish to add a record of a kind under a title in passing, below the field `at` in which it is to be named;
    `then` hears its number, `refused` why there is none."""

    kind: Kind
    title: str
    at: QWidget
    then: Callable[[int], object]
    refused: Callable[[str], object]


def reminder_on(record: int | None) -> Edit:
    """A wish to be reminded, of a record if one is named."""
    return Edit(Kind.REMINDER, start=None if record is None else {"record": record})


@dataclass(frozen=True, slots=True)
class Do:
    """A wish to move a visit on; what it asks opens with its leading corner at a place of the screen."""

    deed: VisitDeed
    visit: int
    at: QPoint | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A wish for a briefing sheet."""

    kind: BriefingKind
    about: int


SAVE_A_COPY = N_("Save a copy…")
"""What stands on a button that saves all of the register elsewhere, wherever that helps."""


def save_a_copy() -> str:
    """The same in the language of whoever reads it."""
    return _(SAVE_A_COPY)


class Workspace(QObject):
    """The open register as screens see it. Reads are `ask(query)`, writes are `run(command)`."""

    changed = Signal(object)
    """A `Change` was made, undone or redone: every screen decides for itself what to read again."""
    said = Signal(str, bool)
    """Words for the snackbar, and whether Undo stands beside them."""
    named = Signal(str)
    """The name the officer writes under from now on."""
    refused = Signal(str)
    """A KnownError's sentence: what happened, what is safe, what to do."""

    go_wanted = Signal(object)
    """A `Go`: the window shows that page."""
    log_wanted = Signal(object)
    """A record id or None: the window opens Log action, on that record if one is named."""
    edit_wanted = Signal(object)
    """An `Edit`: the window opens the record's dialog."""
    add_wanted = Signal(object)
    """An `Add`: the window asks what such a record cannot do without, and adds it."""
    menu_wanted = Signal(object, QPoint)
    """The widget that shows the record, and a place of the screen: the window opens the Record menu there."""
    history_wanted = Signal(int)
    """A record id: the window opens its history."""
    deed_wanted = Signal(object)
    """A `Do`: the window asks what the deed needs and does it."""
    waiting = Signal(bool)
    """Another program holds the file, and it is tried again; or no more."""
    brief_wanted = Signal(object)
    """A `Brief`: the window shows the sheet builder."""
    paper_wanted = Signal(object)
    """A `PaperList`: the window sets it on pages and asks for a printer."""
    calendar_wanted = Signal(object)
    """A `CalendarWish`: the window asks where its kinds of date are written as a file."""
    stuck = Signal(object)
    """A KnownError: a change was refused because of the place of the register. A copy elsewhere helps."""
    damaged = Signal(object)
    """A RegisterError: the register could not be read, whatever was to be. A backup may help."""
    copy_wanted = Signal()
    """All of the register is to be written elsewhere, and worked on there."""
    reopen_wanted = Signal()
    """Another file lies at the place of the register, which is only read here: it is to be opened instead."""
    restore_asked = Signal()
    """The window asks which backup is to be restored."""
    restore_wanted = Signal(object)
    """A `Backup` to be put in place of the register, which is closed for it and opened again."""
    came_back = Signal()
    """What was put off until a time of this day is there again."""
    bulk = Signal()
    """Much is about to be changed at once; whoever keeps backups makes one now."""

    def __init__(
        self, store: Store, today: Callable[[], date], parent: QObject | None = None, settings: Settings | None = None
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        """What this computer remembers of how things were shown; None where nothing is to be remembered."""
        self.country: int | None = None
        """The country that was looked at last."""
        self._store = store
        self._clock = today
        self._gone_for_good = False

    @property
    def path(self) -> str:
        """Where the register is."""
        return str(self._store.path)

    @property
    def officer(self) -> str:
        """Who writes; "" while nobody gave a name."""
        return self._store.by

    @property
    def signature(self) -> str:
        """Who prepares a sheet, as it stands there: name, initials and unit; "" while nobody gave a name."""
        return officer.signature(self._store.by)

    def name_officer(self, name: str) -> None:
        """Let this name stand under what is written from now on, in this run and in those to come; what was written
        keeps its own. FieldError for a name that is too long."""
        self._store.by = officer.checked(name)
        try:
            officer.keep(name)
        except KnownError as error:
            self.refused.emit(error.sentence)  # what is written now has the name all the same
        self.named.emit(self._store.by)

    def visitor(self, name: str, author: str) -> Author | None:
        """Who does what another program of this user hands over: another officer, or None for this one, whose name is
        taken over if they gave another since."""
        name = officer.checked(name)
        if author != self._store.author:
            return Author(name, author)
        if name != self._store.by:
            self._store.by = name
            self.named.emit(name)
        return None

    def may_ask_name(self) -> bool:
        """Whether to ask for the name: where none is known, until somebody said not to."""
        return not self.officer and not (self.settings is not None and self.settings.name_was_asked)

    @property
    def is_open(self) -> bool:
        """Whether the register is still there to be asked; what was put off must look first."""
        return self._store.is_open

    @property
    def writing(self) -> bool:
        """Whether the register can be changed."""
        return self._store.writing

    def guard(self, *widgets: QWidget) -> None:
        """Let these be used only where the register can be changed; elsewhere they say on hovering why not."""
        if not self.writing:
            for each in widgets:
                each.setEnabled(False)
                set_tip(each, self.why_not())

    def why_not(self) -> str:
        """Why nothing can be changed; "" where it can."""
        return "" if self.writing else _("This register is read-only here. Nothing can be written into it.")

    def today(self) -> date:
        """The day that computed states refer to."""
        return self._clock()

    def at(self) -> str:
        """What time it is on that day, as "15:00"; its end where it is not the day of the clock."""
        here = clock.here()
        return f"{here:%H:%M}" if here.date() == self.today() else MIDNIGHT

    def ask(self, query: Callable[[Reader], T]) -> T:
        """Read something; the session ends with the call, so the answer must be finished records."""
        try:
            return self._patiently(lambda: self._store.ask(query))
        except RegisterError as error:
            if error.helped_by_backup:
                self.damaged.emit(error)
            raise

    def copy(self, folder: Path) -> Draft:
        """Begin a backup in a folder; BackupFailed."""
        return self._patiently(lambda: self._store.copy(folder))

    def save_elsewhere(self, path: Path, backups: Callable[[], Iterable[Backup]]) -> Saved:
        """Write all of the register, or the newest of its backups, to another place; a KnownError says why not."""
        return self._patiently(lambda: elsewhere.save_elsewhere(self._store, path, backups))

    def astray(self) -> KnownError | None:
        """Why the register does not lie at its place any more; None while it does."""
        return elsewhere.astray(self._store)

    def reads(self) -> bool:
        """Whether all of the register that was opened can still be read, wherever its file is."""
        return elsewhere.reads(self._store)

    def catch_up(self) -> None:
        """Somebody else saved something: every screen reads again."""
        with suppress(KnownError):  # whoever reads next is told
            stood = self.standing()
            if stood.at is not None:
                self.changed.emit(
                    Change(id=stood.change, label=stood.label, at=stood.at, by="", record=None, touched=())
                )

    def standing(self) -> Standing:
        """How far the register is."""
        return self.ask(lambda reader: backup.standing(reader.connection()))

    def since(self, copies: Iterable[Backup]) -> dict[Path, int]:
        """How many changes came after each of these backups; those of a state that was left are not among them."""
        return self.ask(lambda reader: backup.since(reader.connection(), copies))

    def loss(self, copy: Backup) -> Loss | None:
        """What is in the register and not in a backup of it; None where the register cannot be read any more. A
        KnownError says why the backup cannot be; what was kept before a restore or a repair is looked through, as
        nobody did then."""
        try:
            (backup.verify if copy.before else backup.stands)(copy.path)
        except RegisterError as error:
            if error.helped_by_backup and copy.path.exists():
                raise BackupDamaged(copy.path) from error
            raise
        with suppress(KnownError):
            return self._patiently(lambda: self._store.ask(lambda reader: backup.loss(reader.connection(), copy.path)))
        return None

    def seen(self) -> int:
        """What somebody has seen who looks now, for the commands they decide on: after each change every screen reads
        again, so it is all that was stored. Whoever asks something first takes it when the question opens."""
        return self._patiently(self._store.seen)

    def run(self, command: Command, *, quiet: bool = False, who: Author | None = None) -> Change:
        """Do one thing and tell every screen; a KnownError goes to the caller, whose form keeps the text. What another
        officer does (`who`) is not taken back here."""
        if len(getattr(command, "ids", ())) >= BULK:
            self.bulk.emit()
        change = self._write(lambda: self._store.run(command, who))
        self._gone_for_good = False
        self.changed.emit(change)
        if not quiet:
            self.said.emit(joined((change.label, change.note)), who is None)
        return change

    def attempt(self, command: Command) -> Change | None:
        """Do one thing that was not typed into a form; why it was refused is shown in the window, and None returned."""
        try:
            return self.run(command)
        except KnownError as error:
            self.refused.emit(error.sentence)
            return None

    def delete_for_good(self, ids: Sequence[int]) -> Change | None:
        """Delete records that lie in the Trash for good; why it was refused is shown in the window."""
        try:
            change = self._write(lambda: self._store.empty_trash(ids))
        except KnownError as error:
            self.refused.emit(error.sentence)
            return None
        self.changed.emit(change)
        self.said.emit(change.label, False)
        self._gone_for_good = True
        return change

    def step_back(self, who: Author | None = None) -> Change:
        """Take back the latest change of one's own and tell every screen; a KnownError goes to the caller."""
        return self._step(lambda: self._store.undo(None, who), _("Undone: {change}"))

    def step_on(self, who: Author | None = None) -> Change:
        """Do again what one took back last and tell every screen; a KnownError goes to the caller."""
        return self._step(lambda: self._store.redo(who), _("Done again: {change}"))

    def undo(self) -> None:
        """Take back the latest change, or say why not. Right after something was deleted for good, which somebody may
        mean, it is asked for twice."""
        if self._gone_for_good and (before := self.names()[0]):
            self._gone_for_good = False
            words = _("What was deleted for good cannot come back. Undo once more to take back: {what}.")
            self.refused.emit(words.format(what=before))
        else:
            self._or_say_why(self.step_back)

    def redo(self) -> None:
        """Do again what was taken back, or say why not."""
        self._or_say_why(self.step_on)

    def names(self) -> tuple[str, str]:
        """What undo and redo would do, for the Edit menu."""
        return self._store.names()

    def _or_say_why(self, step: Callable[[], Change]) -> None:
        try:
            step()
        except KnownError as error:
            self.refused.emit(error.sentence)

    def _write(self, act: Callable[[], Change]) -> Change:
        """Change something; where the place of the register takes no writing, whoever can help hears of it."""
        try:
            return self._patiently(act)
        except KnownError as error:
            if error.helped_by_copy:
                self.stuck.emit(error)
            raise

    def _patiently(self, act: Callable[[], T]) -> T:
        """Do something with the file, and try again for a while where another program holds it: the window goes on
        being drawn meanwhile, and takes nothing that somebody presses."""
        for _again in range(TRIES - 1):
            try:
                return act()
            except RegisterBusy:
                self.waiting.emit(True)
                pause = QEventLoop()
                QTimer.singleShot(PAUSE_MS, pause.quit)
                pause.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
                if not self._store.is_open:
                    raise
            finally:
                self.waiting.emit(False)
        return act()

    def _step(self, step: Callable[[], Change], words: str) -> Change:
        change = self._write(step)
        self.changed.emit(change)
        said = words.format(change=change.label)
        if change.passed_over:
            said = _("{said}. What {names} did since stays.").format(said=said, names=both(change.passed_over))
        self.said.emit(said, False)
        return change
