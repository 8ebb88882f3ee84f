"""Putting the program together: the window first, then the register, then the pages; and a clean end."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from db import own_folders
from db.errors import (
    BackupDamaged,
    BackupFailed,
    CannotLock,
    DiskFull,
    DriveFailed,
    KnownError,
    NotARegister,
    RegisterDamaged,
    RegisterEmpty,
    RegisterError,
    RegisterForeign,
    RegisterInUse,
    RegisterLeftover,
    RegisterMissing,
    RegisterReadOnly,
    RestoreFailed,
)
from db.words import _
from desktop import clock, officer
from desktop.crash import CrashNote
from desktop.settings import APP, Settings
from desktop.shell.main_window import MainWindow

if TYPE_CHECKING:
    from db.rules.backups import Backup
    from db.store import Store
    from desktop.shell.desk import Desk

MIDNIGHT_LATE = timedelta(seconds=2)
LOOK_AFTER_MS = 300
BACKUP_AFTER_MS = 4000
SAID_MS = 20_000
HELPED_BY_BACKUPS = (
    RegisterMissing,
    RegisterEmpty,
    NotARegister,
    RegisterForeign,
    RegisterLeftover,
    RegisterDamaged,
    BackupDamaged,
    BackupFailed,
    RestoreFailed,
)
"""What a backup may put right."""
WASTE_MS = 10_000
"""So often waste is looked for while the program runs."""
_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))
"""What ends a program from outside: the end of a session, of a terminal, of the machine."""


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
        settings = Settings()
        self.window = MainWindow(app, settings)
        self.crash = CrashNote(self._tell, clock.now)
        self.crash.install()
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self._new_day)
        self._waste = QTimer(self)
        self._waste.timeout.connect(self._collect)
        # Queued: the first picture is on the screen before anything heavy is loaded.
        self.window.painted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self.window.closing.connect(self.close_register)

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
        from db.store import open_register
        from desktop.first_run import own_backups
        from desktop.shell.desk import Desk
        from desktop.workspace import Workspace, save_a_copy

        try:
            store = open_register(
                path,
                now=clock.now,
                by=officer.name(),
                author=officer.author(),
                writing=writing,
                look=False,
                backups=own_backups(path),
            )
        except (RegisterReadOnly, CannotLock, DiskFull, DriveFailed) as error:
            if not writing:
                return self._refuse(path, error)
            return self.open(path, writing=False, waiting=waiting, why=error)
        except KnownError as error:
            return self._refuse(path, error)
        self.close_register()
        store.wait_briefly()
        self._register, self._store = path, store
        self._turn()
        workspace = Workspace(store, self.today, self.window, self.window.parts.settings)
        workspace.restore_wanted.connect(self._restore)
        workspace.copy_wanted.connect(self._save_copy)
        self._desk = Desk(workspace, self.window.parts, self.window)
        workspace.setParent(self._desk)
        self.window.setWindowTitle(f"{path.stem} – Aide-Mémoire")
        self._desk.start(self.window.parts.settings.page, waiting=waiting)
        if not writing:
            helps = (save_a_copy(),) if why is not None else ()
            self.window.parts.notice.set_message(_why_only_read(why), "warning", helps)
        self.window.parts.notice.setVisible(not writing)
        self._wait_for_midnight()
        QTimer.singleShot(LOOK_AFTER_MS, self._look)
        QTimer.singleShot(BACKUP_AFTER_MS, self._keep)
        return True

    def _keep(self) -> None:
        """From now on backups are made; the first page is long on the screen."""
        from desktop.keeper import keeper_of

        if self._desk is not None and self._desk.is_answering:
            keeper_of(self._desk.workspace).begin()
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
            self._refuse(self._register, error)

    @Slot()
    def close_register(self) -> None:
        """Give the register back; the frame stays."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._store is not None:
            self._store.close()
            self._store = None

    @Slot()
    def end(self) -> None:
        """Close the window whatever stands over it, and with it the register."""
        self.window.close()
        self._app.quit()

    def _begin(self) -> None:
        """The window is on screen: furnish it, load what reads registers, make the first one if none, open it."""
        QTimer.singleShot(0, self._tidy)  # runs after this, whatever becomes of it
        self.window.frame.register_wanted.connect(self._ask_for_file)
        self.window.frame.import_wanted.connect(self._import)
        self.window.parts.notice.pressed.connect(self._save_copy)
        from desktop.first_run import ensure, usual_place

        if not self._register.name:
            self._register = usual_place()
        try:
            ensure(self._register)
        except KnownError as error:
            self._refuse(self._register, error)
        else:
            self.open(self._register, waiting=True)

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

    def _refuse(self, path: Path, error: KnownError) -> bool:
        """The one error dialog. Without any open register, refusing it ends the program."""
        from desktop.shell.register import CannotOpen

        self._refused = path
        found = self._backups(path, error)
        rest = [error.safe, error.remedy]
        if found:
            from desktop.backups import moment

            newest = _("The newest backup is of {when}.")
            rest.append(newest.format(when=moment(found[0].taken, clock.today())))
        readable = isinstance(error, RegisterInUse)
        dialog = CannotOpen(error.happened, " ".join(filter(None, rest)), readable, bool(found), self.window)
        dialog.restore.connect(self._ask_backup)
        dialog.open_another.connect(self._choose)
        dialog.read_only.connect(self._open_to_read)
        dialog.quit_wanted.connect(self._give_up)
        dialog.open()
        return False

    def _backups(self, path: Path, error: KnownError) -> list[Backup]:
        """The backups that may help where a register cannot be opened."""
        if not isinstance(error, HELPED_BY_BACKUPS):
            return []
        from desktop import backups

        return backups.every(path)

    def _ask_backup(self) -> None:
        """Ask which backup is to take the place of what cannot be opened."""
        from db.restore import lost
        from desktop import backups
        from desktop.shell.restore import RestoreDialog, rows_of

        path, found, today = self._refused, backups.every(self._refused), clock.today()
        records = {each.path.name: backups.records_in(each) for each in found}
        dialog = RestoreDialog(rows_of(found, records, {}, today), partial(lost, path), today, self.window)
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

        was_open = self._store is not None and path == self._register
        if was_open:
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
            self._say_restored(chosen, kept is not None)

    def _say_restored(self, chosen: Backup, can_be_undone: bool) -> None:
        from desktop.backups import moment

        said = _("The backup of {when} was restored.").format(when=moment(chosen.taken, clock.today()))
        if can_be_undone:
            said = _("{said} What was there is kept; Settings ▸ Backups undoes it for 30 days.").format(said=said)
        self.window.parts.snackbar.show_message(said, "", SAID_MS)

    def _open_to_read(self) -> None:
        self.open(self._refused, writing=False)

    def _give_up(self) -> None:
        if self._store is None:
            self.window.close()

    def _choose(self) -> None:
        self._ask_for_file(False)

    def _ask_for_file(self, new: bool) -> None:
        from desktop.shell.register import register_chooser

        dialog = register_chooser(self.window, new=new)
        dialog.setDirectory(str(self._register.parent))
        dialog.fileSelected.connect(self._create if new else self._open_chosen)
        if self._store is None:
            dialog.rejected.connect(self._give_up)
        dialog.open()

    def _open_chosen(self, chosen: str) -> None:
        self.open(Path(chosen))

    def _create(self, chosen: str) -> None:
        from db.store import create_register

        path = Path(chosen)
        try:
            create_register(path, now=clock.now, by=officer.name(), author=officer.author())
        except FileExistsError:
            self._tell(_("There is a file of that name already. It was left as it is. Choose another name."))
        except KnownError as error:
            self._tell(error.sentence)
        else:
            self.open(path)

    def _import(self) -> None:
        from desktop.shell.importing import Importing

        importing = Importing(self._register.parent, self.window)
        importing.made.connect(self._open_made)
        importing.begin()

    def _open_made(self, path: str, sentence: str) -> None:
        if self.open(Path(path)):
            self.window.parts.snackbar.show_message(sentence, "")

    def _save_copy(self) -> None:
        """Save everything elsewhere and go on there: the place of the register takes no writing."""
        from desktop.shell.elsewhere import SavingElsewhere

        if self._desk is not None:
            saving = SavingElsewhere(self._desk.workspace, self.window)
            saving.made.connect(self._go_on)
            saving.begin()

    def _go_on(self, path: str, sentence: str) -> None:
        if Path(path).resolve() == self._register.resolve():  # it was gone: its place is given back first
            self.close_register()
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

    def _wait_for_midnight(self) -> None:
        if self._on is None:
            now = clock.now().astimezone()
            midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo) + MIDNIGHT_LATE
            self._midnight.start(round((midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds() * 1000))

    def _new_day(self) -> None:
        self._wait_for_midnight()  # first: whatever goes wrong today, tomorrow is a day too
        if self._desk is not None:
            self._turn()
            self._desk.reload()


def _why_only_read(why: RegisterError | None) -> str:
    """What stands over a register that can only be read."""
    if isinstance(why, DiskFull):
        return _("The disk is full: this register is open to read and print. Free some space, then open it again.")
    if isinstance(why, DriveFailed):
        return _("The drive takes nothing now: this register is open to read and print. Open it again later.")
    if isinstance(why, CannotLock):
        return why.sentence
    return _("This register is read-only here. You can read and print; nothing can be written.")


class Ending(QObject):
    """Ends the program as closing its window does when the system asks for it: what is being typed is kept."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Python hears of a signal only once its own code runs again; the byte that is written here wakes the loop.
        self._heard, self._told = socket.socketpair()
        for each in (self._heard, self._told):
            each.setblocking(False)
        self._before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _be_heard) for number in _ENDS}
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def stop(self) -> None:
        """Leave the signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        for each in (self._heard, self._told):
            each.close()

    def _hear(self) -> None:
        if any(number in _ENDS for number in self._heard.recv(64)):
            self.wanted.emit()


def _be_heard(number: int, frame: object) -> None:
    """The signal is heard where its number is read."""


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
