"""What was typed and not stored yet, kept until it is stored or emptied."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject

from desktop.workspace import Workspace


class Drafts(QObject):
    """Typed text by what it is about, for example a record; it lives as long as the register is open."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._kept: dict[Hashable, object] = {}

    def keep(self, about: Hashable, typed: object) -> None:
        """Keep what was typed; None or anything empty forgets it."""
        if typed:
            self._kept[about] = typed
        else:
            self._kept.pop(about, None)

    def of(self, about: Hashable) -> object | None:
        """What was kept, or None."""
        return self._kept.get(about)


def drafts_of(workspace: Workspace) -> Drafts:
    """The drafts of an open register."""
    return workspace.findChild(Drafts) or Drafts(workspace)
