"""Putting the program together: the window first, then the register, then the pages; and a clean end."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from db import own_folders
from db.errors import (
    CannotLock,
    DiskFull,
    DriveFailed,
    KnownError,
    RegisterDamaged,
    RegisterError,
    RegisterInUse,
    RegisterReadOnly,
)
from db.words import _
from desktop import clock, officer
from desktop.crash import CrashNote
from desktop.ending import Ending
from desktop.settings import APP, Settings
from desktop.shell.last_copy import LastCopy
from desktop.shell.main_window import MainWindow

if TYPE_CHECKING:
    from db.rules.backups import Backup
    from db.store import Store
    from desktop.shell.another_register import AnotherRegister
    from desktop.shell.background import Background
    from desktop.shell.desk import Desk
    from desktop.shell.first_start import FirstStart
    from desktop.workspace import Workspace

LOOK_AFTER_MS = 300
BACKUP_AFTER_MS = 4000
SAID_MS = 20_000
WASTE_MS = 10_000
"""So often waste is looked for while the program runs."""


class Program(QObject):
    """The running program: one window, one register at a time. `on` stands in for today's date; `looks_for_waste`
    where Python does not look by itself."""

    def __init__(
        self, app: QApplication, register: Path | None, on: date | None = None, *, looks_for_waste: bool = False
    ) -> None:
        super().__init__(app)
        self._looks_for_waste = looks_for_waste
        self._app = app
        self._register = register or Path()
        self._on = on
        self._store: Store | None = None
        self._desk: Desk | None = None
        self._background: Background | None = None
        self._is_ending = self._is_quitting = False
        self._why: RegisterError | None = None
        self._refusal: RegisterError | None = None
        self._first: FirstStart | None = None
        settings = Settings()
        self.window = MainWindow(app, settings)
        self.crash = CrashNote(self._tell, clock.now)
        self.crash.install()
        self._waste = QTimer(self)
        self._waste.timeout.connect(self._collect)
        # Queued: the first picture is on the screen before anything heavy is loaded.
        self.window.painted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self.window.closing.connect(self._close_window)
        self._last = LastCopy(self._workspace, self.window)
        self._last.copy_wanted.connect(self._save_copy)
        self._last.leave_wanted.connect(self.end)

    @property
    def is_ready(self) -> bool:
        """Whether a register is open and menus and keys do what they say."""
        return self._desk is not None and self._desk.is_answering

    def today(self) -> date:
        """The day that everything is computed for."""
        return self._on or clock.today()

    def open(
        self, path: Path, *, writing: bool = True, waiting: bool = False, why: RegisterError | None = None
    ) -> bool:
        """Open a register in the window in place of the one that is open; say why where it cannot be. `waiting` lets
        all but the page wait until that is painted; `why` keeps it from being written."""
        from desktop.first_run import opened

        try:
            store = opened(path, writing=writing, look=False)
        except (RegisterReadOnly, CannotLock, DiskFull, DriveFailed) as error:
            if not writing:
                return self._refuse(path, error)
            return self.open(path, writing=False, waiting=waiting, why=error)
        except KnownError as error:
            return self._refuse(path, error, readable=writing)
        kept = self._last.keep()
        if isinstance(kept, KnownError):
            store.close()
            self._tell(kept.sentence)
            return False
        self.close_register()
        self._register, self._store = path, store
        try:
            self._show(store, waiting, why)
        except KnownError as error:  # what is damaged in the middle opens, and is found as it is read
            self.close_register()
            return self._refuse(path, error, readable=writing)
        if kept is not None:
            said = _("What was open before lies at its place no more. It was kept as a backup: {path}.")
            self.window.parts.snackbar.show_message(said.format(path=kept), "", SAID_MS)
        return True

    def _show(self, store: Store, waiting: bool, why: RegisterError | None) -> None:
        """Show an open register; a KnownError says why it cannot be read."""
        from desktop.shell.desk import Desk
        from desktop.shell.register import way_to_write, why_only_read
        from desktop.workspace import Workspace

        store.wait_briefly()
        self._turn()
        if self._first is not None:
            self._first = None
            self.window.frame.welcome(None)
        workspace = Workspace(store, self.today, self.window, self.window.parts.settings)
        workspace.restore_wanted.connect(self._restore)
        workspace.copy_wanted.connect(self._save_copy)
        workspace.reopen_wanted.connect(self._reopen, Qt.ConnectionType.QueuedConnection)
        # Queued: whoever was reading has its own say first.
        workspace.damaged.connect(self._cannot_read, Qt.ConnectionType.QueuedConnection)
        self._desk = Desk(workspace, self.window.parts, self.window)
        workspace.setParent(self._desk)
        self.window.setWindowTitle(f"{store.path.stem} – Aide-Mémoire")
        self._desk.start(self.window.parts.settings.page, waiting=waiting)
        self.window.parts.notice.setVisible(not store.writing)
        if not store.writing:
            self._why = why
            self.window.parts.notice.set_message(why_only_read(why), "warning", way_to_write(why))
        if self._background is not None:
            self._background.follow(workspace)
        QTimer.singleShot(LOOK_AFTER_MS, self._look)
        QTimer.singleShot(BACKUP_AFTER_MS, self._keep)

    def _keep(self) -> None:
        """From now on backups are made and somebody is told of reminders; a day named for a look stays a look."""
        from desktop.keeper import keeper_of
        from desktop.shell.background import Background

        if self._desk is not None and self._desk.is_answering:
            keeper_of(self._desk.workspace).begin()
            if self._background is None and self._on is None:
                self._background = Background(self)
                self._background.day_turned.connect(self._new_day)
                self._background.follow(self._desk.workspace)
        elif self._desk is not None:
            QTimer.singleShot(BACKUP_AFTER_MS, self._keep)

    def _turn(self) -> None:
        """Let the tables be read for today at once; a day named for a look stays a look."""
        if self._store is not None and self._on is None:
            self._store.turn(clock.today())

    def _look(self) -> None:
        """Look for damage once the first page is on the screen; nothing was written before."""
        if self._store is None:
            return
        try:
            self._store.look()
        except KnownError as error:
            self.close_register()
            self._refuse(self._register, error, readable=True)

    @Slot()
    def close_register(self) -> None:
        """Give the register back; the frame stays. What is open and lies nowhere else is kept as a backup before."""
        self._last.keep()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._store is not None:
            self._store.close()
            self._store = None
        self._last.is_saved = False

    def _workspace(self) -> Workspace | None:
        return self._desk.workspace if self._desk is not None else None

    def _close_window(self, event: QCloseEvent) -> None:
        """The window is to close. Somebody whose register is gone from its place is asked before what is open goes."""
        quits, self._is_quitting = self._is_quitting or self._is_ending, False
        why = None if self._is_ending else self._last.astray()
        if why is not None:
            event.ignore()
            self._last.ask(why.happened)
        elif not quits and self._background is not None and self._background.hides():
            event.ignore()
        else:
            self.close_register()

    def _quit(self) -> None:
        self._is_quitting = True

    @Slot()
    def end(self) -> None:
        """Close the window whatever stands over it, and with it the register; nobody is asked anything."""
        self._is_ending = True
        self.window.close()
        self._app.quit()

    def _begin(self) -> None:
        """The window is on screen: furnish it, load what reads registers, make the first one if none, open it."""
        QTimer.singleShot(0, self._tidy)  # runs after this, whatever becomes of it
        self.window.frame.register_wanted.connect(self._ask_for_file)
        self.window.frame.import_wanted.connect(self._import)
        self.window.frame.quitting.connect(self._quit)
        self.window.parts.notice.pressed.connect(self._help)
        from desktop.first_run import ensure, is_first, usual_place

        self._register = self._register if self._register.name else usual_place()
        if is_first(self._register):
            return self._welcome()
        try:
            ensure(self._register)
        except KnownError as error:
            self._refuse(self._register, error)
        else:
            self.open(self._register, waiting=True)

    def _welcome(self) -> None:
        """The first start of all: ask who writes, for which side and whom they follow, before there is a register."""
        from desktop.shell.first_start import FirstStart

        self._first = FirstStart(self._register, self.window)
        self._first.made.connect(self._enter)
        self._first.open_wanted.connect(self._ask_for_file)
        self._first.import_wanted.connect(self._import)
        self.window.frame.welcome(self._first)

    def _enter(self, path: Path, there: bool) -> None:
        """The first register is made; or one that another program made lies there."""
        if there:
            return self._open_chosen(path, "")
        self.open(path, waiting=True)

    def _tidy(self) -> None:
        """The first page is filled: what the program is made of stays; from now on waste is looked for again, between
        events and never inside one: a widget that goes while Qt is still about its key press ends the process."""
        own_folders.sweep(clock.now())
        if self._looks_for_waste:
            gc.freeze()
            self._waste.start(WASTE_MS)

    @Slot()
    def _collect(self) -> None:
        gc.collect()

    def _cannot_read(self, error: RegisterError) -> None:
        """The open register is damaged, as some screen found. Who works on it may save what can be saved; where there
        is nothing to work with yet, it is refused as one that cannot be opened."""
        from desktop.shell.register import CannotOpen
        from desktop.workspace import save_a_copy

        if self._desk is None or any(each.isVisible() for each in self.window.findChildren(CannotOpen)):
            return
        if not self._desk.is_answering:
            self.close_register()
            self._refuse(self._register, error, readable=self._why is None)
        elif not self._desk.is_damaged:
            self._desk.is_damaged, self._why = True, error  # said once; the banner stays
            self._refuse(self._register, error)
            self.window.parts.notice.set_message(error.sentence, "critical", (save_a_copy(),))
            self.window.parts.notice.show()

    def _refuse(self, path: Path, error: KnownError, *, readable: bool = False) -> bool:
        """The one error dialog. Without any open register, refusing it ends the program; `readable` where it may be
        tried for reading alone."""
        from desktop.shell.register import cannot_open

        if self._background is not None and self._background.is_hidden:  # nobody is there to be asked
            self.end()
            return False
        self._refused = path
        self._refusal = error if isinstance(error, RegisterDamaged | RegisterInUse) else None
        if self._desk is None:
            self.window.parts.status.show_none()
        is_open = self._desk is not None and path == self._register and not isinstance(error, RegisterInUse)
        ways = {
            "quit": self._desk is None and self._first is None,
            "cancel": self._desk is not None or self._first is not None,
            "read": isinstance(error, RegisterInUse) or (readable and isinstance(error, RegisterDamaged)),
            "another": True,
            "copy": is_open and error.helped_by_copy,
        }
        dialog = cannot_open(path, error, [*filter(ways.get, ways)], is_open, self.window)
        dialog.chosen.connect(self._go_another_way)
        dialog.open()
        return False

    def _go_another_way(self, way: str) -> None:
        ways: dict[str, Callable[[], object]] = {
            "read": partial(self.open, self._refused, writing=False, why=self._refusal),
            "another": partial(self._ask_for_file, False),
            "copy": self._save_copy,
            "restore": self._ask_backup,
        }
        ways.get(way, self._give_up)()

    def _ask_backup(self) -> None:
        """Ask which backup is to take the place of what cannot be opened."""
        from desktop.shell.restore import unopened

        if self._desk is not None and self._refused == self._register:  # two must not have it open
            self._desk.workspace.restore_asked.emit()
            return
        dialog = unopened(self._refused, clock.today(), self.window)
        dialog.wanted.connect(self._restore_refused)
        dialog.rejected.connect(self._give_up)
        dialog.open()

    def _restore_refused(self, chosen: Backup) -> None:
        self._put_back(chosen, self._refused)

    def _restore(self, chosen: Backup) -> None:
        self._put_back(chosen, self._register)

    def _put_back(self, chosen: Backup, path: Path) -> None:
        """Put a backup in place of a register, which may be the one that is open, and open what came of it."""
        from db.restore import restore
        from desktop.first_run import own_backups
        from desktop.shell.restore import said_of_restored

        was_open = self._store is not None and path == self._register
        if was_open:
            if isinstance(failed := self._last.keep(), KnownError):
                self._tell(failed.sentence)
                return
            self.close_register()
        try:
            kept = restore(path, chosen.path, own_backups(path), now=clock.now(), by=officer.name())
        except KnownError as error:
            if not was_open:
                self._refuse(path, error)
            elif self.open(path):
                self._tell(error.sentence)
            return
        if self.open(path):
            said = said_of_restored(chosen, kept, path, clock.today())
            self.window.parts.snackbar.show_message(said, "", SAID_MS, refused=chosen.was_repaired)

    def _give_up(self) -> None:
        if self._store is None and self._first is None:
            self.window.close()

    def _ask_for_file(self, new: bool | Path) -> None:
        self._others().ask(new)

    def _import(self) -> None:
        self._others().import_file()

    def _others(self) -> AnotherRegister:
        from desktop.shell.another_register import AnotherRegister

        others = AnotherRegister(self._register.parent if self._first is None else Path.home(), self.window)
        others.chosen.connect(self._open_chosen)
        others.refused.connect(self._tell)
        others.given_up.connect(self._give_up)
        return others

    def _open_chosen(self, path: Path, sentence: str) -> None:
        first = self._first
        if self.open(path) and sentence:
            self.window.parts.snackbar.show_message(sentence, "")
        if first is not None and self._desk is not None:
            first.carry_over(self._desk.workspace)

    def _help(self) -> None:
        """What is said on top of the page offers one way on: once somebody else has closed it, writing."""
        if isinstance(self._why, RegisterInUse):
            self.open(self._register)
        else:
            self._save_copy()

    def _reopen(self) -> None:
        """Read the file that lies there now."""
        self.open(self._register, writing=False, why=self._why)

    def _save_copy(self) -> None:
        """Save everything elsewhere and go on there: the place of the register takes no writing."""
        from desktop.shell.elsewhere import SavingElsewhere

        if self._desk is not None:
            saving = SavingElsewhere(self._desk.workspace, self.window)
            saving.made.connect(self._go_on)
            saving.begin()

    def _go_on(self, path: str, sentence: str) -> None:
        self._last.is_saved = True
        self.close_register()  # its place may be the one that is given back
        if self.open(Path(path)):
            self.window.parts.snackbar.show_message(sentence, "", SAID_MS)

    def _tell(self, sentence: str) -> None:
        """What went wrong: the world's fault in the world's words, or ours."""
        if sentence:
            self.window.parts.snackbar.show_message(sentence, "", refused=True)
            return
        words = _("Something went wrong in the program. Your records are safe. It was noted in {file}.")
        self.window.parts.notice.set_message(words.format(file=self.crash.file), "critical")
        self.window.parts.notice.show()

    def _new_day(self) -> None:
        if self._desk is not None:
            self._turn()
            self._desk.reload()


def run(register: Path | None, on: date | None = None, started: Callable[[Program], None] | None = None) -> int:
    """Open the window on a register (the usual one if none is named) and stay until it is closed; the exit code.

    `started` sees the running program."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setDesktopFileName(APP)
        app = QApplication(sys.argv[:1])
    app.setApplicationName(APP)
    program = Program(app, register, on, looks_for_waste=not gc.isenabled())
    program.window.show()
    if started is not None:
        started(program)
    ending = Ending(program)
    ending.wanted.connect(program.end)
    code = app.exec()
    ending.stop()
    program.close_register()
    program.crash.remove()
    program.window.deleteLater()
    program.deleteLater()
    app.sendPostedEvents()
    return code
