"""Makes backups by itself while a register is open, and knows how it stands with them."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from db import backup_folder, chain
from db.backup import Draft
from db.errors import KnownError
from db.records.base import Change
from db.rules import backups as rules
from db.rules.backups import Backup
from desktop import backups, clock
from desktop.backups import Looked, Memory
from desktop.first_run import own_backups
from desktop.workspace import Workspace


class Found(NamedTuple):
    """The backups that can be reached, the newest first, how many records are in each, what the second place lacks,
    and the backup that was just made."""

    backups: list[Backup]
    records: dict[str, int | None]
    missing: str
    made: Path | None = None


class _Courier(QObject):
    """Carries what was made from the working thread to whoever waits for it."""

    done = Signal(object, object)


def _work(courier: _Courier, work: Callable[[], object], then: Callable[[object], None]) -> None:
    try:
        outcome = work()
    except Exception as error:  # whatever it is, it is raised again where somebody hears it
        outcome = error
    with suppress(RuntimeError):  # the program ended meanwhile, and nobody waits for it
        courier.done.emit(outcome, then)


class Keeper(QObject):
    """The backups of an open register. The register is copied in this thread, as only one may have it; what is done
    with the copy, and at a second place that may be slow, is done in another."""

    changed = Signal()
    """There is another backup, or none could be made; something was found out about the register or its backups."""
    looked = Signal(object)
    """What somebody asked for was done: the `Looked` of a check, or None for a backup."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._register = Path(workspace.path)
        self._courier = _Courier()
        self._courier.done.connect(self._take)
        self._waiting = 0
        self._began = self._drilling = False
        self.found = Found([], {}, "")
        self.failed = ""
        """Why no backup could be made; "" after one was."""
        self.is_changed = False
        """Whether the register holds something that no backup does."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(rules.EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.back_up)
        workspace.changed.connect(self._hear)

    # ------------------------------------------------------------------------------------------------------- knowing
    @property
    def register(self) -> Path:
        """The register that is kept."""
        return self._register

    @property
    def is_busy(self) -> bool:
        """Whether something is being done in the other thread."""
        return self._waiting > 0

    @property
    def newest(self) -> Backup | None:
        """The newest backup that was checked."""
        return rules.newest(self.found.backups)

    @property
    def undoing(self) -> Backup | None:
        """What the latest restore or repair is undone with."""
        return rules.undoing(self.found.backups, clock.now())

    @property
    def is_late(self) -> bool:
        """Whether something was changed and the last backup is days old."""
        last = self.newest
        return rules.is_late(last.taken if last else None, self.is_changed, clock.now())

    @property
    def memory(self) -> Memory:
        """What is remembered of this register; what was looked through when another lay at its place is not of it."""
        found = backups.memory(self._register)
        others = {name: None for name in ("checked", "drilled") if not self._is_ours(getattr(found, name))}
        return found.model_copy(update=others)

    def _is_ours(self, looked: Looked | None) -> bool:
        if looked is not None and self._workspace.is_open:
            with suppress(KnownError):
                return self._workspace.ask(partial(chain.holds, change=looked.change, head=looked.head))
        return False

    # --------------------------------------------------------------------------------------------------------- doing
    def begin(self) -> None:
        """Make a backup if one is due, and go on making them; only who may write does so by itself."""
        if self._workspace.writing and not self._began:
            self._began = True
            self._workspace.bulk.connect(self.back_up)
            backup_folder.tidy(self._register, own_backups(self._register))
            self._look(self._found_first)

    def look(self) -> None:
        """Find out anew which backups there are."""
        self._look(self._found)

    def _look(self, then: Callable[[object], None]) -> None:
        self._do(partial(_look, self._register, dict(self.found.records), ""), then)

    def back_up(self) -> None:
        """Make a backup of what no backup holds yet."""
        if self._is_due():
            self._make(self._made)

    def back_up_now(self) -> None:
        """Make a backup whether one is due or not, and tell when it is there."""
        self._make(self._made_now)

    def check(self) -> None:
        """Look through the whole register, in a copy of it: nobody has to wait."""
        self._make(self._check)

    def drill(self) -> None:
        """Restore one of the backups unseen and compare, if that was not done for a month."""
        checked, last = [each for each in self.found.backups if each.is_whole], self.memory.drilled
        if checked and not self._drilling and rules.drill_is_due(last.at if last else None, clock.now()):
            self._drilling = True
            self._do(partial(backups.drill, random.choice(checked), self._register, clock.now()), self._drilled)

    def pin(self, each: Backup, pinned: bool) -> None:
        """Let a backup stay for good, or no longer; BackupFailed."""
        backup_folder.pin(each, pinned)
        self.look()

    def name_place(self, place: str) -> None:
        """Keep backups at a second place too, the newest one at once; "" for none."""
        backups.remember(self._register, self.memory.model_copy(update={"place": place}))
        last = self.newest
        if place and last is not None:
            self._do(partial(_carry, last.path, self._register, dict(self.found.records)), self._found)
        else:
            self.look()

    # ------------------------------------------------------------------------------------------------------- hearing
    def _hear(self, change: Change) -> None:
        self.is_changed = True
        if self._began and not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _is_due(self) -> bool:
        try:
            stood = self._workspace.standing()
        except KnownError as error:  # the file was moved, or its drive is away
            self.failed = error.happened
            return False
        return rules.is_due(self.found.backups, stood.change, stood.head)

    def _make(self, then: Callable[[object], None]) -> None:
        try:
            draft = self._workspace.copy(backup_folder.make(own_backups(self._register)))
        except KnownError as error:
            self._note_failure(error)
            return
        self._timer.stop()
        self._do(partial(_finish, draft, dict(self.found.records)), then)

    def _made(self, outcome: object) -> None:
        if isinstance(outcome, KnownError):
            self._note_failure(outcome)
        elif isinstance(outcome, Found):
            self.failed = ""
            self._know(outcome)

    def _made_now(self, outcome: object) -> None:
        self._made(outcome)
        if not self.failed:
            self.looked.emit(None)

    def _check(self, outcome: object) -> None:
        self._made(outcome)
        if isinstance(outcome, Found) and outcome.made is not None:
            self._do(partial(backups.check, outcome.made, clock.now()), self._checked)

    def _checked(self, outcome: object) -> None:
        if isinstance(outcome, Looked):
            if not outcome.head:  # the copy could not be opened, but it is known of which register it is
                with suppress(KnownError):
                    stood = self._workspace.standing()
                    outcome = outcome.model_copy(update={"change": stood.change, "head": stood.head})
            backups.remember(self._register, self.memory.model_copy(update={"checked": outcome}))
            self.looked.emit(outcome)
            self.changed.emit()

    def _drilled(self, outcome: object) -> None:
        self._drilling = False
        if isinstance(outcome, Looked):
            backups.remember(self._register, self.memory.model_copy(update={"drilled": outcome}))
            self.changed.emit()

    def _found(self, outcome: object) -> None:
        if isinstance(outcome, Found):
            self._know(outcome)

    def _found_first(self, outcome: object) -> None:
        self._found(outcome)
        self.back_up()

    def _know(self, found: Found) -> None:
        self.found = found
        self.is_changed = self._is_due()
        if self._began:
            self.drill()
        self.changed.emit()

    def _note_failure(self, error: KnownError) -> None:
        """Say so, and try again after the usual time."""
        self.failed = error.happened
        if self._began:
            self._timer.start()
        self.changed.emit()

    # ------------------------------------------------------------------------------------------------ the other thread
    def _do(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self._waiting += 1
        QThreadPool.globalInstance().start(partial(_work, self._courier, work, then))

    def _take(self, outcome: object, then: Callable[[object], None]) -> None:
        self._waiting -= 1
        if isinstance(outcome, Exception) and not isinstance(outcome, KnownError):
            raise outcome
        if self._workspace.is_open:
            then(outcome)


def keeper_of(workspace: Workspace) -> Keeper:
    """Who keeps the backups of an open register."""
    return workspace.findChild(Keeper) or Keeper(workspace)


def _finish(draft: Draft, known: dict[str, int | None]) -> Found:
    kept = backups.finish(draft)
    return _look(draft.register, known, kept.missing)._replace(made=kept.made)


def _carry(newest: Path, register: Path, known: dict[str, int | None]) -> Found:
    missing, _gone = backups.at_second_place(newest, register, clock.now())
    return _look(register, known, missing)


def _look(register: Path, known: dict[str, int | None], missing: str) -> Found:
    """Every backup there is; what was counted once is not counted again, for a backup never changes."""
    every = backups.every(register)
    records = {each.path.name: known.get(each.path.name) or backups.records_in(each) for each in every}
    return Found(every, records, missing or backups.away(register))
