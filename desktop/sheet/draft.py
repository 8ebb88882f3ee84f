"""What was typed for a briefing sheet, kept until the sheet is made or the texts are emptied."""

from __future__ import annotations

from PySide6.QtCore import QObject

from db.words import _
from desktop.form.drafts.drafts import drafts_of
from desktop.sheet.form import SheetForm
from desktop.workspace import Go, Workspace


class SheetDraft(QObject):
    """The draft of the one form of sheets."""

    def __init__(self, workspace: Workspace, form: SheetForm) -> None:
        super().__init__(form)
        drafts = drafts_of(workspace)
        self._form = form
        self._slot = drafts.slot("sheet", wish=Go("briefings"))
        self._made: dict[str, object] = {}
        self._back = False
        drafts.wanted.connect(self._keep)
        form.changed.connect(drafts.note)

    def bring_back(self) -> None:
        """Put back what was typed; once, when there is something to choose from."""
        kept = None if self._back else self._slot.typed()
        self._back = True
        if isinstance(kept, dict):
            self._form.retype(kept)

    def made(self) -> None:
        """The sheet is made: what it says is no draft any more."""
        self._made = self._form.typed()
        self._keep()

    def _keep(self) -> None:
        typed = self._form.typed()
        about = self._form.subject()
        name = _("Briefing sheet on “{title}”").format(title=about.title) if about else _("Briefing sheet")
        self._slot.keep(typed if self._form.texts() and typed != self._made else None, name)
