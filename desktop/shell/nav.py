"""The sidebar's rows: pages and countries with their counts, and the headings between them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.code_badge import code_size, paint_code
from desktop.kit.fonts import Role
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.theme import current, set_air
from desktop.kit.words import counted

_EDGE, _GAP = 10, 10


class NavButton(QAbstractButton):
    """A row of the sidebar; checked on its page. What its number counts is part of its accessible name and its tip."""

    def __init__(self, text: str, icon: str = "", code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._code = icon, code
        self._count: int | None = None
        self._counted = ""
        self._urgent = self._compact = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name()

    def set_count(self, count: int | None, counted: str = "", urgent: bool = False) -> None:
        """How many things wait there, and in words what is counted; red while `urgent`. None or 0 shows nothing."""
        self._count, self._counted, self._urgent = count, counted, urgent
        self._name()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Only the icon, for the narrow rail; the words become the tooltip."""
        self._compact = compact
        self._name()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        width = theme.sizes.rail if self._compact else theme.sizes.sidebar
        return QSize(width - theme.px(16), max(theme.sizes.nav_item, theme.metrics("strong").height() + theme.px(8)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(32), self.sizeHint().height())

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.isChecked() or self.underMouse():
            ground = theme.colour("sel" if self.isChecked() else "sunken")
            paint.pill(painter, self.rect(), ground, None, theme.sizes.radius)
        lead = self._paint_lead(painter)
        if not self._compact:
            self._paint_words(painter, lead)
        elif self._count and self._urgent:
            size = theme.px(6)
            box = QRect(self.width() - theme.px(10), theme.px(5), size, size)
            dot = paint.mirrored(self.layoutDirection(), self.rect(), box)
            paint.pill(painter, dot, theme.colour("critical"), None, size / 2)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_lead(self, painter: QPainter) -> int:
        """The icon or code; returns where the words begin."""
        theme, full = current(), self.rect()
        size = QSize(theme.sizes.icon, theme.sizes.icon)
        if self._code:
            size = code_size(self._code)
        x = (full.width() - size.width()) // 2 if self._compact else theme.px(_EDGE)
        box = QRect(x, (full.height() - size.height()) // 2, size.width(), size.height())
        box = paint.mirrored(self.layoutDirection(), full, box)
        if self._code:
            paint_code(painter, box, self._code)
            return theme.px(_EDGE - 2) + max(size.width(), theme.px(34)) + theme.px(_GAP - 2)
        paint.icon(painter, box, self._icon, "accent" if self.isChecked() else "text2", theme.sizes.icon)
        return theme.px(_EDGE) + theme.sizes.icon + theme.px(_GAP)

    def _paint_words(self, painter: QPainter, lead: int) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        edge, count = theme.px(_EDGE), counted(self._count) if self._count else ""
        room = theme.metrics("metas").horizontalAdvance(count)
        role: Role = "strong" if self.isChecked() else "body"
        words = paint.mirrored(direction, full, full.adjusted(lead, 0, -(edge + room + theme.px(4)), 0))
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if self.isChecked() or self._code else "text2"))
        painter.drawText(words, paint.starting(direction), paint.fitted(role, self.text(), words.width()))
        if count:
            painter.setFont(theme.font("metas"))
            painter.setPen(theme.colour("critical" if self._urgent else "text2"))
            painter.drawText(full.adjusted(edge, 0, -edge, 0), paint.ending(direction), count)

    def _name(self) -> None:
        counted = (self._counted or f"{self._count:n}") if self._count else ""
        self.setAccessibleName(", ".join(filter(None, (self.text(), counted))))
        set_tip(self, self.accessibleName() if self._compact else self._counted if self._count else "")


class SectionLabel(PlainLabel):
    """A heading in the sidebar, in capitals where the script has them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.upper(), "over", "text2", parent=parent)
        self.setAccessibleName(text)
        set_air(self, (_EDGE, 12, _EDGE, 4))
