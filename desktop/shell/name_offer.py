"""A calm question on top of the page, once something was written under no name: whose is it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records.base import Change
from db.words import _
from desktop.kit.banner import Banner
from desktop.kit.theme import current
from desktop.workspace import Go, Workspace


class NameOffer(Banner):
    """Leads to Settings; it goes away with the name, and once it was closed nobody asks again."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        words = _("What you write stands under no name yet. Give yours once; it is kept in Settings.")
        super().__init__(words, "info", (_("Your name…"),), closable=True, parent=parent)
        self.setObjectName("name")
        self.setContentsMargins(0, current().px(12), 0, current().px(8))
        self._workspace = workspace
        workspace.changed.connect(self._hear)
        workspace.named.connect(self._hear_name)
        self.pressed.connect(self._go)
        self.closed.connect(self._ask_no_more)
        self.hide()

    def _hear(self, change: Change) -> None:
        if not change.by and self._workspace.writing and self._workspace.may_ask_name():
            self.show()

    def _hear_name(self, name: str) -> None:
        self.hide()

    def _go(self, button: object) -> None:
        self.hide()
        self._workspace.go_wanted.emit(Go("settings"))

    def _ask_no_more(self) -> None:
        if self._workspace.settings is not None:
            self._workspace.settings.name_was_asked = True
