"""What every form has around it: a title, room that scrolls, a message, and the buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LARGEST_SHARE = 0.9


class FormDialog(QDialog):
    """A window over the program; Ctrl+Enter submits, Esc closes and keeps what was typed."""

    saved = Signal(object)
    """The `Change` that was made."""

    def __init__(self, theme: Theme, icon: str, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._theme = theme
        self._wide = width
        self.stored = False
        """Whether what stands in the form is stored, and no draft any more."""
        self._inside = QWidget()
        self._inside.setProperty("page", True)
        self.body = QVBoxLayout(self._inside)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self._banner = Banner("", "critical", parent=self)
        self._banner.pressed.connect(self._answer)
        self._banner.hide()
        self._foot = QHBoxLayout()
        self._lay_out(icon, title)

    def _lay_out(self, icon: str, title: str) -> None:
        px, edge = self._theme.px, self._theme.px(20)
        picture = PlainLabel(parent=self)
        picture.setPixmap(self._theme.pixmap(icon, "accent", px(20), self.devicePixelRatioF()))
        head = QHBoxLayout()
        head.setContentsMargins(edge, px(16), edge, px(8))
        head.setSpacing(px(10))
        head.addWidget(picture)
        head.addWidget(PlainLabel(title, "h2", parent=self), 1)
        self.body.setContentsMargins(edge, px(4), edge, px(8))
        self.body.setSpacing(px(12))
        note = QVBoxLayout()
        note.setContentsMargins(edge, 0, edge, 0)
        note.addWidget(self._banner)
        rule = QFrame(self)
        rule.setProperty("rule", "h")
        self._foot.setContentsMargins(edge, px(12), edge, px(16))
        self._foot.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)  # the outline is seen where the form scrolls, too
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(note)
        column.addWidget(rule)
        column.addLayout(self._foot)

    def add_hint(self, words: str) -> None:
        """Words at the start of the foot."""
        self._foot.addWidget(PlainLabel(words, "meta", "text2", parent=self), 1)

    def add_button(self, name: str, text: str, primary: bool = False) -> Button:
        """A button at the end of the foot."""
        button = Button(text, variant="primary" if primary else "quiet", parent=self)
        button.setObjectName(name)
        self._foot.addWidget(button)
        return button

    def say(self, words: str, button: str = "") -> None:
        """A message above the buttons, with one more button where that helps; "" takes it away."""
        self._banner.set_message(words, "critical", (button,) if button else ())
        self._banner.setVisible(bool(words))

    def submit(self, again: bool) -> None:
        """Store what was typed; `again`: and begin another one."""

    def keep(self) -> None:
        """Keep what was typed until the form is opened again."""

    def answer(self) -> None:
        """The button of the message was pressed."""

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll until a widget is seen."""
        self._area.ensureWidgetVisible(widget, self._theme.px(20), self._theme.px(40))

    def leave(self) -> None:
        """What was typed is stored: forget it and close."""
        self.stored = True
        self.keep()
        self.accept()

    @override
    def reject(self) -> None:
        """Esc and the window's close button lead here."""
        self.keep()
        super().reject()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the form, for instance when a field says what is wrong with it."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside and self.isVisible():
            wanted = self._wanted_height()
            if wanted > self.height():
                self.resize(self.width(), wanted)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:  # a plain Enter in a line must not press a button somewhere else
            if event.modifiers() & _CTRL:
                self.submit(bool(event.modifiers() & _SHIFT))
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        self.answer()

    def _fit(self) -> None:
        """As wide as asked and as high as the form, within the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(self._theme.px(self._wide), round(room.width() * _LARGEST_SHARE)), self.height())
        self.resize(self.width(), self._wanted_height())

    def _wanted_height(self) -> int:
        inside = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else 0
        inside = max(inside, self.body.totalSizeHint().height(), self.body.totalMinimumSize().height())
        outside = self.sizeHint().height() - self._area.sizeHint().height()
        return min(inside + outside, round(self.screen().availableGeometry().height() * _LARGEST_SHARE))
