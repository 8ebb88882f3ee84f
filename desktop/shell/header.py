"""The header: back and forward, the search, the one primary button, and the bell."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget
from typing_extensions import override

from db.words import _, ngettext
from desktop.actions import GO_TO, A, Action
from desktop.doing import Actions
from desktop.kit import layouts, paint
from desktop.kit.buttons import ICON_BUTTON, Button, IconButton
from desktop.kit.theme import current, set_size
from desktop.kit.words import counted
from desktop.shell.search_box import SearchBox


class Bell(IconButton):
    """The bell with the number of reminders that wait for somebody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bell", "", parent)
        self._count = 0
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How many reminders wait."""
        self._count = count
        waiting = ngettext("Reminders, {count} waiting", "Reminders, {count} waiting", count).format(count=count)
        self.set_name(waiting if count else _("Reminders"))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        theme, words = current(), counted(self._count)
        painter = QPainter(self)
        metrics = theme.metrics("over")
        size = metrics.height()
        width = max(size, metrics.horizontalAdvance(words) + theme.px(6))
        badge = paint.mirrored(self.layoutDirection(), self.rect(), QRect(self.width() - width, 0, width, size))
        paint.pill(painter, badge, theme.colour("critical"), None, size / 2)
        painter.setFont(theme.font("over"))
        painter.setPen(theme.colour("surface"))
        painter.drawText(badge, paint.CENTRE, words)


class Header(QFrame):
    """The bar over every page."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAccessibleName(_("Header"))
        self._back = self._arrow(actions, A.back, "header.back")
        self._forward = self._arrow(actions, A.forward, "header.forward")
        self.search = SearchBox(self)
        self.log = Button(_(A.log.text), A.log.icon, "primary", self)
        self.log.setObjectName("header.log")
        self.log.clicked.connect(actions[A.log].trigger)
        self.bell = Bell(self)
        self.bell.setObjectName("header.bell")
        self.bell.clicked.connect(actions[GO_TO["reminders"]].trigger)
        parts = (self._back, self._forward, 1, (self.search, 2), 1, self.log, self.bell)
        layouts.row(*parts, on=self, margins=(14, 0, 18, 0), gap=8)
        self.restyle()

    def _arrow(self, actions: Actions, row: Action, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[row])
        button.setAccessibleName(_(row.text))
        button.setObjectName(name)
        set_size(button, ICON_BUTTON, ICON_BUTTON)
        return button

    def restyle(self) -> None:
        """Be as high as the button needs."""
        theme = current()
        self.setFixedHeight(max(theme.sizes.header, self.log.sizeHint().height() + theme.px(12)))
