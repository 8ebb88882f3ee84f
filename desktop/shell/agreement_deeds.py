"""The Agreement menu: a step set, what no source says confirmed, the end written down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from db.words import _
from desktop.agreements.pane import AgreementPane
from desktop.menus import AGREEMENT
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.workspace import Workspace


class AgreementMenu(QObject):
    """Hears the actions of the Agreement menu; each asks over the pane of the agreement that is shown."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._at_hand = workspace, at_hand
        for name in AGREEMENT:
            parts.actions[name].triggered.connect(self._do)

    def _do(self) -> None:
        pane = self._pane()
        if pane is None or pane.record is None:
            self._workspace.said.emit(_("Select an agreement first."), False)
            return
        deeds = dict(zip(AGREEMENT, (pane.deeds.set_step, pane.deeds.confirm, pane.deeds.end), strict=True))
        corner = pane.mapToGlobal(QPoint(pane.width() // 8, pane.height() // 4))
        deeds[self.sender().objectName().removeprefix("act.")](corner)

    def _pane(self) -> AgreementPane | None:
        """The pane of an agreement: the one that has the focus, else that of the table."""
        pane, table = self._at_hand.pane(), self._at_hand.table()
        if pane is None and table is not None:
            pane = table.pane
        return pane if isinstance(pane, AgreementPane) else None
