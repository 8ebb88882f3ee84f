"""The draft of one form: kept while somebody types, put back when the form is opened again, forgotten once stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop import clock
from desktop.form.drafts.draft_file import KeptDraft
from desktop.form.drafts.drafts import Drafts
from desktop.form.drafts.kept_values import decode, encode, whole


class Typed(Protocol):
    """What is typed into: a form, or a pop-up with one line."""

    @property
    def changed(self) -> SignalInstance:
        """Somebody is typing."""

    def kept(self) -> object:
        """What would be missed if it were lost; empty where nothing would."""

    def stood(self) -> Mapping[str, object]:
        """What stood in the fields that were typed into; {} where that does not matter."""

    def bring_back(self, kept: Any, said_on: date) -> None:
        """Put back what was kept, typed on a day; KeyError, TypeError or ValueError where it does not fit any more."""


class Autosave(QObject):
    """The draft about something, for instance a record, under the name a person knows it by; `wish` opens it again,
    `record` is what it hangs on."""

    def __init__(
        self,
        drafts: Drafts,
        of: Typed,
        name: Callable[[], str],
        *about: object,
        wish: object,
        record: int | None = None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drafts, self._of, self._name = drafts, of, name
        self._about = "/".join(map(str, about))
        self._wish, self._record = wish, record
        self._here: object = None
        self._seen: object = None
        of.changed.connect(drafts.note)
        drafts.wanted.connect(self.keep)

    def keep(self) -> None:
        """Keep what stands there; nothing is forgotten that was known before of what stood there."""
        self._here = self._seen = self._encoded()
        if self._here is None:
            self.forget()
            return
        known = self._drafts.find(self._about)
        begun = known.before if known is not None else {}
        self._drafts.keep(
            KeptDraft(
                about=self._about,
                name=whole(self._name()),
                at=clock.now(),
                day=self._drafts.today(),
                typed=self._here,
                wish=encode(self._wish),
                before={field: begun.get(field, encode(each)) for field, each in self._of.stood().items()},
                record=self._record,
                uid=known.uid if known is not None else "",
            )
        )

    def bring_back(self) -> bool:
        """Put back what was kept; False where nothing was, or where it does not fit any more: its words can still be
        copied."""
        draft = self._drafts.find(self._about)
        if draft is None:
            return False
        try:
            self._of.bring_back(decode(draft.typed), draft.day)
        except (KeyError, TypeError, ValueError):
            self._drafts.give_up(self._about)
            return False
        self._here, self._seen = self._encoded(), draft.typed
        return True

    def stood(self) -> dict[str, object]:
        """What stood in the fields that were typed into, when that was begun."""
        draft = self._drafts.find(self._about)
        try:
            return {name: decode(each) for name, each in draft.before.items()} if draft is not None else {}
        except (KeyError, TypeError, ValueError):
            return {}

    def went_on(self) -> bool:
        """Whether it was typed on or stored in another window, while nobody typed here."""
        draft = self._drafts.find(self._about)
        return self._encoded() == self._here and (draft.typed if draft is not None else None) != self._seen

    def forget(self) -> None:
        """It was stored, emptied or thrown away."""
        self._drafts.forget(self._about)

    def stop(self) -> None:
        """Listen no more; what is kept stays."""
        self._drafts.wanted.disconnect(self.keep)
        self._of.changed.disconnect(self._drafts.note)
        self.deleteLater()

    def _encoded(self) -> object:
        typed = self._of.kept()
        return encode(typed) if typed else None
