"""A message on top of a page that stays until it is solved or closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.buttons import Button, IconButton, wish_of
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName

_ICONS: Mapping[ToneName, str] = {
    "critical": "octagon-alert",
    "warning": "triangle-alert",
    "info": "info",
    "waiting": "hourglass",
    "success": "circle-check",
    "neutral": "info",
}


class Banner(QWidget):
    """A bar with icon, words and buttons; `pressed` carries the number of the button from 0."""

    pressed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        text: str,
        tone: ToneName = "info",
        buttons: Sequence[str] = (),
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: ToneName = tone
        self._icon = Icon(size=18, parent=self)
        self._text = PlainLabel("", "body", wrap=True, parent=self)
        self._buttons: list[Button] = []
        self._close = IconButton("x", _("Close this message"), self)
        self._close.setVisible(closable)
        self._close.clicked.connect(self._shut)
        self._row = layouts.row(self._icon, (self._text, 1), self._close, on=self, margins=(12, 8, 8, 8), gap=8)
        self.set_message(text, tone, buttons)

    def set_message(self, text: str, tone: ToneName = "info", buttons: Sequence[str] = ()) -> None:
        """Say something else."""
        layouts.discard(self._row, self._buttons)
        self._tone = tone
        self._icon.show_icon(_ICONS[tone], tone)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._buttons = [Button(word, parent=self) for word in buttons]
        for place, button in enumerate(self._buttons, start=2):
            wish_of(button, place - 2).connect(self.pressed)
            self._row.insertWidget(place, button)
            button.show()  # a layout that is on the screen already shows what comes later, and only then
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        tone = theme.tokens.tone(self._tone)
        painter = QPainter(self)
        paint.pill(painter, self.contentsRect(), theme.colour(tone.bg), theme.colour(tone.ln), theme.sizes.radius_card)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()
