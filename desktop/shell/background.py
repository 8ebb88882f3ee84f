"""The program behind its window: it looks at the clock, tells of reminders, and may stay when the window is closed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from db.chain import beginning
from db.commands.base import Command
from db.errors import KnownError
from db.records.notifications import ToTell
from db.words import _
from desktop import clock
from desktop.first_run import opened
from desktop.notifying.choices import chosen
from desktop.notifying.told import ToldFile
from desktop.shell.main_window import MainWindow
from desktop.shell.notifier import DONE, LOG, SNOOZE, Notifier, answered
from desktop.shell.tray import Tray, has_tray, icon
from desktop.workspace import Go, Workspace

SOON_MS, TICK_MS = 500, 20_000
"""When the clock is looked at first, and how often then: long timers stand still while a computer sleeps, and know
nothing of other zones."""

PAINT_MS = 30
"""So long a window that comes back has to be painted before anything else is done."""


class Host(Protocol):
    """The program, as far as it is asked for something here."""

    window: MainWindow

    def open(self, path: Path, *, writing: bool = True) -> bool:
        """Open a register in the window in place of the one that is open."""

    def close_register(self) -> None:
        """Give the register back."""

    def end(self) -> None:
        """End at once."""


class Background(QObject):
    """Where the person chose so, closing the window hides it: the register is then held for reading only, so that
    another program, or computer, may write it, and what is done from a notification is written in a short opening."""

    day_turned = Signal()
    """It is another day than at the last look."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.window)
        self._host, self._window = host, host.window
        self._last: Workspace | None = None
        self._then: Callable[[Workspace], object] | None = None
        self._only: QLockFile | None = None
        """Held while the window is hidden: two programs that both stay hidden for one register would tell twice."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.setWindowIcon(icon())
        app.aboutToQuit.connect(self.close)
        self._tray = Tray(self._window)
        self._tray.open_wanted.connect(self.come_back)
        self._tray.quit_wanted.connect(self._end)
        self._notifier = Notifier(self._window.parts.snackbar, self._tray, self)
        self._notifier.pressed.connect(self._answer)
        self._day = clock.today()
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self.look)
        self._ticks.start(SOON_MS)

    @property
    def is_hidden(self) -> bool:
        """Whether the program runs without its window."""
        return self._only is not None

    @property
    def _workspace(self) -> Workspace | None:
        """The register that is open; it may have been closed meanwhile, or was never opened again."""
        return self._last if self._last is not None and self._last.is_open else None

    def follow(self, workspace: Workspace) -> None:
        """Another register is open, or the same one anew."""
        self._last = workspace
        self._notifier.follow(workspace)

    def look(self) -> None:
        """Look at the clock: whatever moved it, midnight, a long sleep, a journey or a hand, another day is seen. Then
        whether there is still a way back to the window, and whether somebody is to be told of something."""
        self._ticks.start(TICK_MS)
        clock.follow_zone()
        if clock.today() != self._day:
            self._day = clock.today()  # first: whatever goes wrong today, tomorrow is a day too
            self.day_turned.emit()
        if self.is_hidden and not has_tray():
            self._window.showMinimized()
            self._be_seen()
        self._notifier.look()

    def hides(self) -> bool:
        """Hide the window instead of closing it, where that was chosen and a way leads back; whether it did."""
        workspace = self._workspace
        if self.is_hidden:  # it was about to come back
            self._window.hide()
            return True
        if workspace is None or not chosen().background or not has_tray():
            return False
        only = _only_for(workspace)
        if not only.tryLock(0):
            return False
        self._only = only
        self._app.setQuitOnLastWindowClosed(False)
        self._tray.show()
        self._window.hide()
        QTimer.singleShot(0, self._hold_for_reading)  # it is off the screen before
        return True

    @Slot()
    def come_back(self, token: str = "", then: Callable[[Workspace], object] | None = None) -> None:
        """Show the window, because somebody asked for it, and do what comes `then`. A hidden one is on the screen at
        once, as it was left; the register is opened for writing right after."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where a desktop lets nobody come to the front without one
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._then = then
        QTimer.singleShot(PAINT_MS if self.is_hidden else 0, self._be_seen)

    @Slot()
    def close(self) -> None:
        """The program ends."""
        self._ticks.stop()
        self._notifier.close()
        self._tray.hide()
        if self._only is not None:
            self._only.unlock()

    def _be_seen(self) -> None:
        """The window is on the screen, unless somebody closed it again at once."""
        if not self._window.isVisible():
            return
        if self._only is not None:
            self._only.unlock()
            self._only = None
            self._tray.hide()
            self._app.setQuitOnLastWindowClosed(True)
            if self._last is not None:
                self._host.open(Path(self._last.path))
        then, self._then = self._then, None
        if then is not None and self._workspace is not None:
            then(self._workspace)

    def _hold_for_reading(self) -> None:
        if self.is_hidden and self._last is not None:
            self._host.open(Path(self._last.path), writing=False)

    def _end(self) -> None:
        self._host.end()

    def _answer(self, reminder: ToTell | None, how: str, token: str) -> None:
        """Do what somebody pressed on the desktop."""
        if how in (SNOOZE, DONE) and reminder is not None:
            self._write(reminder, how)
            return
        self.come_back(token, partial(self._log, reminder) if how == LOG and reminder is not None else _show_reminders)

    def _log(self, reminder: ToTell, workspace: Workspace) -> None:
        """Log on its record; where it fires no more, nothing that was pending is."""
        pending = reminder.line.pending if self._fires(reminder) else None
        workspace.log_wanted.emit(pending or reminder.line.record.id)

    def _fires(self, reminder: ToTell) -> bool:
        return reminder.key in {each.key for each in self._notifier.firing()}

    def _write(self, reminder: ToTell, how: str) -> None:
        """Store the answer. Where the reminder does not fire any more, somebody dealt with it meanwhile."""
        workspace, refused = self._workspace, ""
        if workspace is None:
            return
        if not self._fires(reminder):
            refused = _("This reminder was dealt with meanwhile. Nothing was stored.")
        elif self.is_hidden:
            refused = self._write_shortly(Path(workspace.path), answered(reminder, how, workspace))
        else:
            workspace.attempt(answered(reminder, how, workspace))
        if refused and self.is_hidden:
            self._notifier.tell(_("Not stored"), refused)
        elif refused:
            workspace.refused.emit(refused)

    def _write_shortly(self, register: Path, command: Command) -> str:
        """Open the register, do one thing and open it for reading again; why that was refused, or ""."""
        self._host.close_register()
        try:
            with opened(register, writing=True) as store:
                store.run(command)
        except KnownError as error:
            return error.sentence
        finally:
            self._host.open(register, writing=False)
        return ""


def _show_reminders(workspace: Workspace) -> None:
    workspace.go_wanted.emit(Go("reminders"))


def _only_for(workspace: Workspace) -> QLockFile:
    """What only one program can hold that stays hidden for a register."""
    file = ToldFile(workspace.ask(beginning)).path.with_suffix(".hidden")
    with suppress(OSError):  # then nobody can hold it
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    only = QLockFile(str(file))
    only.setStaleLockTime(0)  # however long ago: only who runs no more holds it no more
    return only
