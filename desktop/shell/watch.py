"""Looks every few seconds whether the open register still lies at its place, and what somebody else saved there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from db.errors import KnownError
from desktop import backups
from desktop.keeper import keeper_of
from desktop.kit.banner import Banner
from desktop.kit.theme import current
from desktop.shell.parts import Parts
from desktop.workspace import Workspace, save_a_copy

LOOK_EVERY_MS = 3000


class Watch(QObject):
    """Says at the foot and on top of the page that the file is gone, before somebody saves; who only reads is shown
    what whoever writes has saved. A look is one question about the name of the file, while nothing is wrong."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._parts = workspace, parts
        self._stamp, self._kept = self._stamped(), backups.stamp(Path(workspace.path))
        self._said = ""
        self._note = AwayNote(workspace, parts.messages.parentWidget())
        parts.messages.addWidget(self._note)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        if not self._workspace.is_open:
            return
        away = self._workspace.astray()
        self._tell(away)
        self._look_for_backups()
        if away is None and not self._workspace.writing:
            self._follow()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._note.hide()
        self._note.deleteLater()

    def _tell(self, away: KnownError | None) -> None:
        said = away.sentence if away is not None else ""
        if said != self._said:
            self._said = said
            self._note.say(said)
            self._parts.status.show_away(bool(said))

    def _follow(self) -> None:
        """Show what was saved since, or the file that took its place, as after a restore."""
        stamp = self._stamped()
        if stamp is None or stamp == self._stamp:
            return
        before, self._stamp = self._stamp, stamp
        if before is not None and stamp[:2] != before[:2]:
            self._workspace.reopen_wanted.emit()
        else:
            self._workspace.catch_up()

    def _look_for_backups(self) -> None:
        """The command line makes backups too, and looks through the register."""
        kept = backups.stamp(Path(self._workspace.path))
        if kept != self._kept:
            self._kept = kept
            keeper_of(self._workspace).look()

    def _stamped(self) -> tuple[int, ...] | None:
        with suppress(OSError):
            found = os.stat(self._workspace.path)
            return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
        return None


class AwayNote(Banner):
    """Says that what is open lies nowhere else, with what saves it, until it is at its place again."""

    def __init__(self, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__("", "critical", parent=parent)
        self.setObjectName("away.note")
        self.setContentsMargins(0, current().px(12), 0, current().px(8))
        self._workspace = workspace
        self.pressed.connect(workspace.copy_wanted)
        self.hide()

    def say(self, words: str) -> None:
        """Say it; "" takes it away."""
        self.set_message(words, "critical", (save_a_copy(),))
        self.setVisible(bool(words))
