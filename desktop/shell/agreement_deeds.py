"""The Agreement menu: a step set, what no source says confirmed, the end written down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from db.words import _
from desktop.actions import A
from desktop.agreements.pane import AgreementPane
from desktop.doing import does
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.workspace import Workspace


class AgreementMenu(QObject):
    """Hears the actions of the Agreement menu; each asks over the pane of the agreement that is shown."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._at_hand = workspace, at_hand
        parts.actions.bind(self)

    @does(*A.of_agreements)
    def _do(self, deed: str) -> None:
        pane = self._pane()
        if pane is None or pane.record is None:
            self._workspace.said.emit(_("Select an agreement first."), False)
            return
        deeds = {"step": pane.deeds.set_step, "confirm": pane.deeds.confirm, "end": pane.deeds.end}
        deeds[deed](pane.mapToGlobal(QPoint(pane.width() // 8, pane.height() // 4)))

    def _pane(self) -> AgreementPane | None:
        """The pane of an agreement: the one that has the focus, else that of the table."""
        pane, table = self._at_hand.pane(), self._at_hand.table()
        if pane is None and table is not None:
            pane = table.pane
        return pane if isinstance(pane, AgreementPane) else None
