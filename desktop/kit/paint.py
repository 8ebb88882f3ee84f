"""Small drawing steps that painted widgets and table delegates share."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from db.rules.text import TITLE_LIMIT, shortened
from desktop.kit.fonts import Role
from desktop.kit.theme import current

RTL = Qt.LayoutDirection.RightToLeft
AUTO = Qt.LayoutDirection.LayoutDirectionAuto
LTR = Qt.LayoutDirection.LeftToRight
ANTIALIAS = QPainter.RenderHint.Antialiasing
LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_NO_BRUSH = Qt.BrushStyle.NoBrush
_NO_PEN = Qt.PenStyle.NoPen
_ELIDE = Qt.TextElideMode.ElideRight


def lead_margins(direction: Qt.LayoutDirection, lead: int, top: int, end: int, bottom: int) -> QMargins:
    """Margins of a layout with `lead` where lines begin; layouts turn their contents round but not their margins."""
    return QMargins(end, top, lead, bottom) if direction == RTL else QMargins(lead, top, end, bottom)


def mirrored(direction: Qt.LayoutDirection, within: QRect, rect: QRect) -> QRect:
    """`rect`, measured from the left of `within`, as it lies in the direction of writing."""
    return QStyle.visualRect(direction, within, rect)


def starting(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """The alignment of text that begins a line."""
    return TRAILING if direction == RTL else LEADING


def ending(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """The alignment of text that ends a line."""
    return LEADING if direction == RTL else TRAILING


def outline(painter: QPainter, rect: QRect, colour: QColor, radius: float, width: float = 1.0) -> None:
    """A rounded line of `width` inside `rect`, sharp at every pixel ratio."""
    painter.setRenderHint(ANTIALIAS, True)
    painter.setPen(QPen(colour, width))
    painter.setBrush(_NO_BRUSH)
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, rect: QRect, radius: float | None = None) -> None:
    """The ring of the focused control: 2 px inside `rect`."""
    theme = current()
    outline(painter, rect, theme.colour("focus"), theme.sizes.radius if radius is None else radius, 2.0)


def pill(painter: QPainter, rect: QRect, ground: QColor, line: QColor | None, radius: float) -> None:
    """A filled rounded shape, with a 1-px line around it if one is given."""
    painter.setRenderHint(ANTIALIAS, True)
    painter.setBrush(ground)
    if line is None:
        painter.setPen(_NO_PEN)
        painter.drawRoundedRect(QRectF(rect), radius, radius)
    else:
        painter.setPen(QPen(line, 1.0))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def icon(painter: QPainter, rect: QRect, name: str, ink: str, size: int) -> None:
    """Icon `name`, `size` pixels wide, in the middle of `rect`."""
    picture = current().pixmap(name, ink, size, painter.device().devicePixelRatio())
    at = QPointF(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2)
    painter.drawPixmap(at.toPoint(), picture)


def broken(role: Role, text: str, width: int) -> tuple[str, str]:
    """`text` on two lines of `width` pixels: as many whole words as the first takes, and the rest shortened."""
    metrics, words, first = current().metrics(role), shortened(text, TITLE_LIMIT).split(" "), 1
    while first < len(words) and metrics.horizontalAdvance(" ".join(words[: first + 1])) <= width:
        first += 1
    return fitted(role, " ".join(words[:first]), width), fitted(role, " ".join(words[first:]), width)


def fitted(role: Role, text: str, width: int) -> str:
    """`text` shortened with an ellipsis to `width` pixels, if it must be: in its middle where a number at its end tells
    it from others, such as the year of an agreement."""
    metrics, text = current().metrics(role), shortened(text, TITLE_LIMIT)
    if metrics.horizontalAdvance(text) <= width:
        return text
    where = Qt.TextElideMode.ElideMiddle if text[-1:].isdecimal() else _ELIDE
    return metrics.elidedText(text, where, width)
