"""What was typed and not stored yet, kept until it is stored or emptied: in a private file, should the program end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from db.errors import KnownError
from db.queries.base import uids
from db.words import _
from desktop import clock
from desktop.form.drafts.draft_file import DraftFile, KeptDraft
from desktop.form.drafts.kept_values import decode, encode, keepable, whole
from desktop.workspace import Workspace

KEPT_AFTER_MS = 2000
"""So much typing, at most, is lost when the program is killed."""
MOST = 200
"""So many drafts are in the file, the newest; more have hardly been typed by anybody, and it must not grow for ever."""


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
        self._kept = {draft.about: draft for draft in self._read()}
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

    def slot(self, *about: object, wish: object, record: int | None = None) -> Slot:
        """The place of the draft about something; `wish` opens it again, `record` is what it hangs on."""
        return Slot(self, "/".join(map(str, about)), wish, record)

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
            self._file.write(self.all()[:MOST])
        except KnownError:
            if not self._silent:
                self._silent = True
                words = _("What you type cannot be kept in case the program stops: its file cannot be written.")
                self._workspace.said.emit(words, False)
            return
        self._unwritten = False

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

    def _changed(self) -> None:
        self._unwritten = True
        self.note()
        self.changed.emit()

    def _read(self) -> tuple[KeptDraft, ...]:
        """What the last run left; what was about a record that is gone is about no record any more."""
        kept = self._file.read() if self._file is not None else ()
        records = tuple(draft.record for draft in kept if draft.record is not None)
        known = self._workspace.ask(partial(uids, ids=records)) if records else {}
        return tuple(
            draft if draft.record is None or known.get(draft.record) == draft.uid else _orphan(draft) for draft in kept
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one draft."""

    drafts: Drafts
    about: str
    wish: object
    record: int | None

    def keep(self, typed: object, name: str, before: Mapping[str, object] | None = None) -> None:
        """Keep what was typed, under the name a person knows it by; None or anything empty forgets it. `before` is
        what stood in the fields that were typed into; what is known from an earlier time stays."""
        if not typed:
            self.forget()
            return
        known = self.drafts.find(self.about)
        begun = known.before if known is not None else {}
        stood = {field: begun.get(field, encode(each)) for field, each in (before or {}).items()}
        self.drafts.keep(
            KeptDraft(
                about=self.about,
                name=whole(name),
                at=clock.now(),
                day=self.drafts.today(),
                typed=encode(typed),
                wish=encode(self.wish),
                before=stood,
                record=self.record,
                uid=known.uid if known is not None else "",
            )
        )

    def typed(self) -> Any:
        """What was kept, or None."""
        draft = self.drafts.find(self.about)
        try:
            return decode(draft.typed) if draft is not None else None
        except (ValueError, TypeError, KeyError):
            self.give_up()
            return None

    def stood(self) -> dict[str, object]:
        """What stood in the fields that were typed into, when that was begun."""
        draft = self.drafts.find(self.about)
        try:
            return {name: decode(each) for name, each in draft.before.items()} if draft is not None else {}
        except (ValueError, TypeError, KeyError):
            return {}

    @property
    def day(self) -> date:
        """The day that words such as "tomorrow" were typed on."""
        draft = self.drafts.find(self.about)
        return draft.day if draft is not None else self.drafts.today()

    def forget(self) -> None:
        """It was stored, emptied or thrown away."""
        self.drafts.forget(self.about)

    def give_up(self) -> None:
        """It does not fit where it was typed any more; its words can still be copied."""
        self.drafts.give_up(self.about)


def _orphan(draft: KeptDraft) -> KeptDraft:
    """A draft that belongs nowhere any more."""
    return draft.model_copy(update={"about": f"gone/{draft.about}", "wish": None, "record": None})


def drafts_of(workspace: Workspace) -> Drafts:
    """The drafts of an open register."""
    return workspace.findChild(Drafts) or Drafts(workspace)
