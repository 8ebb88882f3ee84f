"""The life of an agreement as a row of steps: done, awaited, not stated, not needed or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop.kit import layouts, paint
from desktop.kit.buttons import wish_of
from desktop.kit.fonts import Role
from desktop.kit.plain import set_tip
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName

State = Literal["done", "waiting", "not_stated", "not_needed", "not_yet"]

_MARKS: dict[State, tuple[ToneName, str]] = {
    "done": ("success", "check"),
    "waiting": ("waiting", "hourglass"),
    "not_stated": ("warning", ""),
    "not_needed": ("neutral", "minus"),
    "not_yet": ("neutral", ""),
}
_NODE, _GAP = 20, 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, what is known of it, and the date or words under it."""

    label: str
    state: State
    detail: str = ""
    key: object = None


class _StepButton(QAbstractButton):
    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(", ".join(part for part in (step.label, step.detail) if part))
        set_tip(self, self.accessibleName())

    def node(self) -> QRect:
        """The circle, in the button's own coordinates."""
        size = current().px(_NODE)
        return QRect((self.width() - size) // 2, current().px(_GAP), size, size)

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        label, detail = theme.metrics("metas"), theme.metrics("meta")
        widest = max(label.horizontalAdvance(self.step.label), detail.horizontalAdvance(self.step.detail))
        height = theme.px(_NODE + 3 * _GAP) + label.height() + detail.height()
        return QSize(widest + theme.px(16), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(64), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, step = current(), self.step
        tone_name, icon = _MARKS[step.state]
        tone = theme.tokens.tone(tone_name)
        painter = QPainter(self)
        self._paint_node(painter, icon, tone_name)
        top = self.node().bottom() + theme.px(_GAP)
        role: Role = "metas" if step.state == "done" else "meta"
        height = theme.metrics("metas").height()
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if step.state == "done" else "text2"))
        painter.drawText(
            QRect(0, top, self.width(), height), paint.CENTRE, paint.fitted(role, step.label, self.width())
        )
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour(tone.fg))
        below = QRect(0, top + height, self.width(), theme.metrics("meta").height())
        painter.drawText(below, paint.CENTRE, paint.fitted("meta", step.detail, self.width()))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_node(self, painter: QPainter, icon: str, tone_name: ToneName) -> None:
        theme, node = current(), self.node()
        tone = theme.tokens.tone(tone_name)
        ground = theme.colour("surface" if self.step.state == "not_yet" else tone.bg)
        paint.pill(painter, node, ground, None, node.width() / 2)
        paint.outline(painter, node, theme.colour(tone.fg), node.width() / 2, 1.5)
        if icon:
            paint.icon(painter, node, icon, tone.fg, theme.px(12))
        elif self.step.state == "not_stated":
            painter.setFont(theme.font("over"))
            painter.setPen(theme.colour(tone.fg))
            painter.drawText(node, paint.CENTRE, "؟" if self.layoutDirection() == paint.RTL else "?")


class Stepper(QWidget):
    """Steps from first to last in the direction of writing; each is a button, `name` is the whole in one sentence."""

    activated = Signal(object)

    def __init__(self, steps: Sequence[Step] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = layouts.row(on=self, gap=0)
        self._buttons: list[_StepButton] = []
        self.set_steps(steps, name)

    def set_steps(self, steps: Sequence[Step], name: str) -> None:
        """Show other steps."""
        layouts.discard(self._row, self._buttons)
        self._buttons = [_StepButton(step, self) for step in steps]
        for place, button in enumerate(self._buttons):
            wish_of(button, place if button.step.key is None else button.step.key).connect(self.activated)
            self._row.addWidget(button, 1)
        self.setAccessibleName(name)
        self.update()

    def below(self, place: int) -> QPoint:
        """The place on the screen under a step."""
        button = self._buttons[place]
        return button.mapToGlobal(QPoint(button.node().left(), button.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        gap = theme.px(3)
        for one, other in zip(self._buttons, self._buttons[1:], strict=False):
            solid = one.step.state in ("done", "not_needed")
            style = Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.colour("line2" if solid else "ctrl"), 1, style))
            left, right = sorted((one.geometry(), other.geometry()), key=QRect.x)
            y = left.y() + one.node().center().y()
            half = one.node().width() // 2 + gap
            painter.drawLine(left.center().x() + half, y, right.center().x() - half, y)
