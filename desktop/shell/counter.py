"""The counter of the window: what the command line wants done while the register is open here, is done here."""

from __future__ import annotations

import os
import socket
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from db.commands.actions import LogAction
from db.commands.base import Command
from db.commands.briefings import KeepBriefing
from db.commands.parties import AddParty
from db.commands.pending import CLOSED_BY_HAND, End
from db.commands.reminders import AddReminder
from db.errors import KnownError
from db.records.actions import ActionDraft
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.parties import PartyDraft
from db.records.pending import Ends
from db.records.refusals import sentences
from db.records.reminders import ReminderDraft
from db.vocabulary import DateField, Ending
from db.words import _
from desktop import handing
from desktop.workspace import Workspace

_SLOW_MS = 3_000
"""A visitor who says nothing for so long is sent away."""


class Counter(QObject):
    """Listens for the command line of the same user, as long as the register is open for writing."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._place = handing.place(Path(workspace.path))
        self._listening: socket.socket | None = None
        if handing.possible() and workspace.writing:
            with suppress(OSError):  # without it, the command line says that the register is in use
                self._listen()

    def _listen(self) -> None:
        handing.make_room(self._place)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o177)
        try:
            listening.bind(str(self._place))
        except OSError:  # the system takes no path as long as this one
            listening.close()
            raise
        finally:
            os.umask(mask)
        listening.listen(4)
        listening.setblocking(False)
        self._listening = listening
        notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._welcome)
        self._notifier = notifier

    def close(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            self._notifier.setEnabled(False)
            self._listening.close()
            self._listening = None
            with suppress(OSError):
                self._place.unlink()

    def _welcome(self) -> None:
        if self._listening is not None:
            with suppress(BlockingIOError):
                _Visitor(self._listening.accept()[0], self._workspace, self)


class _Visitor(QObject):
    """One wish and its answer."""

    def __init__(self, there: socket.socket, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._there, self._workspace, self._heard = there, workspace, b""
        there.setblocking(False)
        self._notifier = QSocketNotifier(there.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._slow = QTimer(self, interval=_SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._leave)
        self._slow.start()

    def _hear(self) -> None:
        try:
            part = self._there.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self._heard += part
        if not part or len(self._heard) > handing.LONGEST:
            self._leave()
        elif self._heard.endswith(b"\n"):
            self._slow.stop()
            self._notifier.setEnabled(False)
            try:
                answer = handing.line(done(self._workspace, self._heard))
                with suppress(OSError):
                    self._there.settimeout(1)
                    self._there.sendall(answer)
            finally:
                self._leave()

    def _leave(self) -> None:
        self._notifier.setEnabled(False)
        self._there.close()
        self.deleteLater()


def _entry(wish: handing.Message) -> LogAction:
    """What is to be logged; ValueError where it is nothing."""
    draft = ActionDraft.model_validate_json(str(wish.get("draft")))
    ends = Ends.model_validate_json(str(wish.get("ends", "{}")))
    return LogAction(draft, today=date.fromisoformat(str(wish.get("today"))), ends=ends)


def _sheet(wish: handing.Message) -> KeepBriefing:
    """The sheet that is to be kept; ValueError where it is none."""
    draft = BriefingDraft.model_validate_json(str(wish.get("draft")))
    sheet = BriefingSheet.model_validate_json(str(wish.get("sheet")))
    return KeepBriefing(draft, sheet, b64decode(str(wish.get("pdf")), validate=True), int(str(wish.get("pages"))))


def _end(wish: handing.Message) -> End:
    """The next step or reply that is to be closed; ValueError where it is none, or closed in another way."""
    day, field = date.fromisoformat(str(wish.get("today"))), DateField(str(wish.get("field")))
    how = Ending(str(wish.get("how")))
    if (field, how) not in CLOSED_BY_HAND:
        raise ValueError("neither is closed so")
    return End(int(str(wish.get("entry"))), field, how, day, str(wish.get("why", "")))


def _reminder(wish: handing.Message) -> AddReminder:
    """The reminder that is to be set; ValueError where it is none."""
    return AddReminder(ReminderDraft.model_validate_json(str(wish.get("draft"))))


def _party(wish: handing.Message) -> AddParty:
    """The country that is to be added; ValueError where it is none."""
    return AddParty(PartyDraft.model_validate_json(str(wish.get("draft"))))


_COMMANDS: dict[str, Callable[[handing.Message], Command]] = {
    "log": _entry, "keep": _sheet, "end": _end, "remind": _reminder, "add": _party,
}  # fmt: skip


def done(workspace: Workspace, heard: bytes) -> handing.Message:
    """Do what is wished as the one who wishes it, and say how it went."""
    try:
        wish = handing.read(heard)
        if wish.get("do") == "nothing":
            return {"said": ""}
        who = workspace.visitor(str(wish.get("by", "")), str(UUID(str(wish.get("author")))))
        match wish.get("do"):
            case "undo":
                undone = workspace.step_back(who)
                return {"said": undone.label, "passed_over": undone.passed_over}
            case "redo":
                return {"said": workspace.step_on(who).label}
            case str() as what if what in _COMMANDS:
                return {"said": workspace.run(_COMMANDS[what](wish), who=who).label}
    except KnownError as error:
        return {"refused": error.printed}
    except ValidationError as error:
        return {"refused": sentences(error)}
    except (ValueError, RecursionError):
        return {"refused": _("The window does not understand what was wished. Nothing was stored.")}
    return {"refused": _("The window cannot do that for another program. Nothing was stored.")}
