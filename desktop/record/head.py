"""The top of a record's pane: its status, the ways to the next record, to editing it and out of the pane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import IconButton
from desktop.kit.chip import Chip, ChipButton
from desktop.kit.plain import set_tip
from desktop.status import Look


class DetailHead(QWidget):
    """Chip, previous, next, edit, more, close; where the status `changes`, the chip is a button asking for another."""

    change_wanted = Signal()
    stepped = Signal(int)
    edit_wanted = Signal()
    menu_wanted = Signal()
    closed = Signal()

    def __init__(self, name: str, changes: bool, why_not: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = self._button() if changes else Chip("", "neutral", "", self)
        self._chip.setObjectName(f"{name}.status")
        self._why_not = why_not
        self._back = IconButton("chevron-up", "", self)
        self._back.set_name(_("Previous record"), "Alt+↑")
        self._back.clicked.connect(self._step_back)
        self._on = IconButton("chevron-down", "", self)
        self._on.set_name(_("Next record"), "Alt+↓")
        self._on.clicked.connect(self._step_on)
        self._edit = IconButton("pencil-line", "", self)
        self._edit.set_name(_("Edit"), "E")
        self._edit.clicked.connect(self.edit_wanted)
        self._more = IconButton("ellipsis", _("More to do with this record"), self)
        self._more.setObjectName(f"{name}.more")
        self._more.clicked.connect(self.menu_wanted)
        self._close = IconButton("x", "", self)
        self._close.set_name(_("Close"), "Ctrl+I")
        self._close.clicked.connect(self.closed)
        buttons = (self._back, self._on, self._edit, self._more, self._close)
        layouts.row(self._chip, 1, *buttons, on=self, margins=(18, 10, 12, 2), gap=6)

    def show_status(self, label: str, look: Look | None) -> None:
        """Show the status of a record; no look shows no chip, and nothing can be edited."""
        self._chip.setVisible(look is not None)
        for button in (self._back, self._on, self._edit, self._more):
            button.setEnabled(look is not None)
        if self._why_not:
            self._edit.setEnabled(False)
            set_tip(self._edit, self._why_not)
        if look is not None:
            self._chip.set_status(label, look.tone, look.icon)

    def hide_steps(self) -> None:
        """Offer no record before or after."""
        self._back.hide()
        self._on.hide()

    def under_chip(self) -> QPoint:
        """The place on the screen right under the chip."""
        return self._chip.mapToGlobal(QPoint(0, self._chip.height()))

    def under_more(self) -> QPoint:
        """The place on the screen right under the button for more."""
        return self._more.mapToGlobal(QPoint(0, self._more.height()))

    def _button(self) -> ChipButton:
        chip = ChipButton(_("Change the progress"), "S", self)
        chip.clicked.connect(self.change_wanted)
        return chip

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _step_on(self) -> None:
        self.stepped.emit(1)
