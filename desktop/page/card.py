"""A titled card, the frame most of a page is made of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current
from desktop.kit.tokens import Ink


class Card(QFrame):
    """A frame with icon, title, count and perhaps a link at the far end; contents go into `body`."""

    link_clicked = Signal()

    def __init__(
        self,
        title: str = "",
        icon: str = "",
        ink: Ink = "text2",
        count: int | None = None,
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._icon_name, self._ink = icon, ink
        self._icon = PlainLabel(parent=self)
        self._title = PlainLabel(title, "h3", parent=self)
        self._count = PlainLabel("", "h3", "text2", parent=self)
        self._link = Button(link, variant="link", parent=self)
        self._link.clicked.connect(self.link_clicked)
        self._head = QHBoxLayout()
        for label in (self._icon, self._title, self._count):
            self._head.addWidget(label)
        self._head.addStretch(1)
        self._head.addWidget(self._link)
        self.body = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self.body)
        self.set_title(title)
        self.set_count(count)
        self.set_link(link)
        current().changed.connect(self._dress)
        self._dress()

    def set_title(self, title: str) -> None:
        """Name the card; without a title it has no head."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._icon.setVisible(bool(title and self._icon_name))
        self.setAccessibleName(title)

    def set_count(self, count: int | None) -> None:
        """How many things the card holds; None shows nothing."""
        self._count.setText("" if count is None else f"{count:n}")
        self._count.setVisible(count is not None)

    def set_link(self, text: str) -> None:
        """The words of the link at the far end; "" for none."""
        self._link.setText(text)
        self._link.setAccessibleName(f"{self._title.text()}: {text}" if self._title.text() else text)
        self._link.setVisible(bool(text))

    def _dress(self) -> None:
        theme = current()
        sizes = theme.sizes
        self._column.setContentsMargins(sizes.card_x, sizes.card_y, sizes.card_x, sizes.gap)
        self._column.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(8))
        self.body.setSpacing(theme.px(4))
        if self._icon_name:
            self._icon.setPixmap(theme.pixmap(self._icon_name, self._ink, sizes.icon, self.devicePixelRatioF()))
