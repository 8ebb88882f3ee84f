"""One record in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.kit import layouts
from desktop.kit.theme import current
from desktop.record.pane import DetailPane


class RecordWindow(QWidget):
    """A pane that stays on its record; Esc or Ctrl+W closes it, and it ends with its register and the main window."""

    def __init__(self, pane: DetailPane, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(f"window.{pane.kind.value}")
        self.setProperty("ground", "surface")
        self._pane = pane
        layouts.column(pane, on=self)
        pane.stay()
        pane.closed.connect(self.close)
        pane.left.connect(self.close)
        pane.workspace.destroyed.connect(self.close)
        self.resize(current().px(560), current().px(720))

    def show_record(self, record: int) -> None:
        """Show a record, with the focus in it."""
        self._pane.show_record(record)
        self.show()
        self.setWindowTitle(self._pane.title())
        self._pane.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Close):
            self.close()
        else:
            super().keyPressEvent(event)
