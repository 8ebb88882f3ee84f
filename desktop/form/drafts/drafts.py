"""What was typed and not stored yet, kept until it is stored or emptied: in a private file, should the program end."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from db.chain import beginning
from db.errors import KnownError
from db.queries.base import uids
from db.words import _
from desktop.form.drafts.draft_file import DraftFile, KeptDraft
from desktop.form.drafts.kept_values import keepable, words
from desktop.workspace import Workspace

KEPT_AFTER_MS = 2000
"""So much typing, at most, is lost when the program is killed."""
MOST = 200
"""So many drafts are in the file, the newest; more have hardly been typed by anybody, and it must not grow for ever."""


GONE = "gone/"
"""Begins the key of a draft whose record is not there, or whose form asks for something else by now."""


@keepable
@dataclass(frozen=True, slots=True)
class LogOn:
    """A wish to log an action, on a record if one is named."""

    record: int | None


class Drafts(QObject):
    """Typed text by what it is about, for example a record. While somebody types, every form is asked again and again
    what stands in it (`wanted`); whoever may write the register keeps that in a file."""

    wanted = Signal()
    """Keep what stands in you now."""
    changed = Signal()
    """Something was kept, or forgotten."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._file = DraftFile(Path(workspace.path)) if workspace.writing else None
        self._kept: dict[str, KeptDraft] = {}
        self._begun = ""
        self._place(self._file.read(self._beginning()) if self._file is not None else ())
        self._unwritten = False
        self._silent = self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.aboutToQuit.connect(self.flush)
            app.commitDataRequest.connect(self.flush)
            app.focusWindowChanged.connect(self.collect)
        workspace.changed.connect(self._look_for_records)

    def note(self) -> None:
        """Somebody is typing."""
        if not self._timer.isActive() and not self._closed:
            self._timer.start()

    def collect(self) -> None:
        """Ask every form what stands in it; another window may be about to show the same draft."""
        if not self._closed:
            self.wanted.emit()

    def flush(self) -> None:
        """Keep everything now, in the file too."""
        self._timer.stop()
        self.collect()
        if self._file is None or not self._unwritten or self._closed:
            return
        try:
            self._file.write(self.all()[:MOST], self._beginning())
        except KnownError:
            if not self._silent:
                self._silent = True
                words = _("What you type cannot be kept in case the program stops: its file cannot be written.")
                self._workspace.said.emit(words, False)
            return
        self._unwritten = False

    def move(self, register: Path) -> None:
        """Keep everything for a register that goes on at another place; KnownError where that file cannot be written,
        and all stays where it is."""
        self.collect()
        before, self._file = self._file, DraftFile(register)
        if before is not None and before.path == self._file.path:
            self.flush()
            return
        for draft in self._file.read():  # of a register that had this place once
            self._kept.setdefault(draft.about, draft)
        try:
            self._file.write(self.all()[:MOST], self._beginning())
        except KnownError:
            self._file = before
            raise
        if before is not None:
            with suppress(KnownError):  # better offered at the old place too than nowhere
                before.write(())

    def close(self) -> None:
        """Keep everything and listen no more: the register is given back."""
        self.flush()
        self._closed = True

    def all(self) -> tuple[KeptDraft, ...]:
        """Every draft there is, the newest first."""
        return tuple(sorted(self._kept.values(), key=lambda draft: draft.at, reverse=True))

    @property
    def set_aside(self) -> Path | None:
        """Where drafts were put that could not be read."""
        return self._file.set_aside if self._file is not None else None

    def find(self, about: str) -> KeptDraft | None:
        """The draft of this key."""
        return self._kept.get(about)

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft, unless just this is kept already."""
        known = self._kept.get(draft.about)
        if known is not None and (known.typed, known.before) == (draft.typed, draft.before):
            return
        if not draft.uid and draft.record is not None and self._workspace.is_open:
            with suppress(KnownError):  # its words are kept, though the register cannot be read now
                found = self._workspace.ask(partial(uids, ids=(draft.record,)))
                draft = draft.model_copy(update={"uid": found.get(draft.record, "")})
        self._kept[draft.about] = draft
        self._changed()

    def forget(self, about: str) -> None:
        """The draft was stored, emptied or thrown away."""
        if self._kept.pop(about, None) is not None:
            self._changed()

    def give_up(self, about: str) -> str:
        """What was kept cannot be shown where it was typed; its words stay, under the key that is returned."""
        orphan = _orphan(self._kept.pop(about))
        self._kept[orphan.about] = orphan
        self._changed()
        return orphan.about

    def today(self) -> date:
        """The day that words such as "tomorrow" are typed on."""
        return self._workspace.today()

    def _beginning(self) -> str:
        """The seal of the register's first change, by which its drafts follow it to another place."""
        if not self._begun and self._workspace.is_open:
            with suppress(KnownError):  # it cannot be read now: as long as its file stays, its path tells
                self._begun = self._workspace.ask(beginning)
        return self._begun

    def _changed(self) -> None:
        self._unwritten = True
        self.note()
        self.changed.emit()

    def _look_for_records(self) -> None:
        """A record that was gone may be back, from the Trash or done again: what was typed about it is its own."""
        away = [draft for draft in self._kept.values() if draft.record is not None and draft.about.startswith(GONE)]
        if self._place(away):
            self._changed()

    def _place(self, drafts: Iterable[KeptDraft]) -> bool:
        """Hold each draft under its own key where its record is, and under another while that is gone: its number may
        be another record's by now. Whether any went home."""
        drafts = tuple(drafts)
        records = tuple(draft.record for draft in drafts if draft.record is not None)
        known = self._workspace.ask(partial(uids, ids=records)) if records else {}
        home = False
        for draft in drafts:
            own = draft.about.removeprefix(GONE)
            here = draft.record is None or known.get(draft.record) == draft.uid
            about = draft.about if draft.record is None or (here and own in self._kept) else own if here else GONE + own
            home = home or (about != draft.about and here)
            self._kept.pop(draft.about, None)
            self._kept[about] = draft.model_copy(update={"about": about})
        return home


def _orphan(draft: KeptDraft) -> KeptDraft:
    """A draft that belongs nowhere any more."""
    return draft.model_copy(update={"about": f"{GONE}{draft.about.removeprefix(GONE)}", "wish": None, "record": None})


def copy_typed(kept: Any) -> None:
    """Copy the words of what was kept, where only these can be saved: they can be pasted somewhere else."""
    QGuiApplication.clipboard().setText("\n".join(each for each in words(kept) if each.strip()))


def drafts_of(workspace: Workspace) -> Drafts:
    """The drafts of an open register."""
    return workspace.findChild(Drafts) or Drafts(workspace)
