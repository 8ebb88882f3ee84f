"""What is usually done next with a visit, as buttons over its facts; a menu holds everything else that can be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.records.visits import VisitLine
from db.rules.visit_deeds import next_deeds, refused
from db.vocabulary import VisitDeed
from db.words import _
from desktop.actions import VISIT_DEEDS
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton, Variant
from desktop.kit.plain import set_tip
from desktop.kit.theme import current
from desktop.workspace import Do


class DeedButton(Button):
    """A button that wishes for a deed, with what the deed asks opening below it."""

    wanted = Signal(object)
    """A `Do`."""

    def __init__(self, deed: VisitDeed, visit: int, parent: QWidget, variant: Variant = "secondary") -> None:
        row = VISIT_DEEDS[deed]
        super().__init__(_(row.text), row.icon, variant, parent)
        self.setObjectName(f"visit.{deed.value}")
        self._deed, self._visit = deed, visit
        self.clicked.connect(self._want)

    def _want(self) -> None:
        self.wanted.emit(Do(self._deed, self._visit, below(self)))


class VisitSteps(QWidget):
    """The next deed, the one beside it, and a menu of all; in the menu, what cannot be done says why."""

    wanted = Signal(object)

    def __init__(self, line: VisitLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit, self._status = line.id, line.status
        row = layouts.row(on=self, margins=(0, 4, 0, 4), gap=8)
        for place, deed in enumerate(next_deeds(line.status, to_confirm=line.to_confirm)):
            button = DeedButton(deed, line.id, self, "secondary" if place else "primary")
            button.wanted.connect(self.wanted)
            row.addWidget(button)
        self._more = IconButton("ellipsis", _("Everything that moves this visit on"), self)
        self._more.setObjectName("visit.more")
        self._more.clicked.connect(self._offer)
        row.addWidget(self._more)
        row.addStretch(1)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("menu.visit_deeds")
        menu.setToolTipsVisible(True)
        for deed in VisitDeed:
            why = refused(deed, self._status)
            row = VISIT_DEEDS[deed]
            action = menu.addAction(current().icon(row.icon), _(row.text))
            action.setData(deed.value)
            action.setEnabled(not why)
            set_tip(action, why or _(row.tip))
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self._more))

    def _choose(self, action: QAction) -> None:
        self.wanted.emit(Do(VisitDeed(action.data()), self._visit, below(self._more)))


def below(widget: QWidget) -> QPoint:
    """The leading corner below a widget, on the screen."""
    side = widget.width() if widget.isRightToLeft() else 0
    return widget.mapToGlobal(QPoint(side, widget.height() + current().px(4)))
