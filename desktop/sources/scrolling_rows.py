"""A list of rows that takes the room there is and scrolls; what is current in it is shown beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.row_list import RowList, row_height
from desktop.kit.theme import current

_FEWEST = 2


class ScrollingRows(RowList):
    """Its current row stays lit without the focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    @override
    def fit(self) -> None:
        """Take whatever height there is."""

    @override
    def lit(self) -> bool:
        return True

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), row_height() * _FEWEST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint.focus_ring(QPainter(self.viewport()), self.viewport().rect())
