"""The saved views of a page as tabs with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.buttons import Button
from desktop.kit.fonts import Role
from desktop.kit.theme import current

_SIDE, _GAP, _LINE = 4, 6, 2


@dataclass(frozen=True, slots=True)
class Tab:
    """A view: `key` is handed back, `count` says how many records it holds now."""

    key: str
    text: str
    count: int | None = None


class _TabButton(QAbstractButton):
    menu_wanted = Signal(str, QPoint)

    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setText(tab.text)
        self.setCheckable(True)
        self.setAccessibleName(tab.text if tab.count is None else f"{tab.text}, {tab.count:n}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.customContextMenuRequested.connect(self._want_menu)

    @property
    def count(self) -> str:
        """The count as it is shown."""
        return "" if self.tab.count is None else f"{self.tab.count:n}"

    def _want_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.tab.key, self.mapToGlobal(at))

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        strong, counts = theme.metrics("strong"), theme.metrics("metas")
        width = strong.horizontalAdvance(self.tab.text) + 2 * theme.px(_SIDE)
        if self.count:
            width += counts.horizontalAdvance(self.count) + theme.px(_GAP)
        return QSize(width, max(theme.sizes.tab, strong.height() + theme.px(12)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, direction, on = current(), self.rect(), self.layoutDirection(), self.isChecked()
        side, role = theme.px(_SIDE), self._role()
        painter = QPainter(self)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if on or self.underMouse() else "text2"))
        painter.drawText(full.adjusted(side, 0, -side, 0), paint.starting(direction), self.tab.text)
        lead = side + theme.metrics(role).horizontalAdvance(self.tab.text) + theme.px(_GAP)
        painter.setFont(theme.font("metas"))
        painter.drawText(
            paint.mirrored(direction, full, full.adjusted(lead, 0, 0, 0)), paint.starting(direction), self.count
        )
        if on:
            line = theme.px(_LINE)
            painter.fillRect(QRect(0, full.height() - line, full.width(), line), theme.colour("accent"))
        if self.hasFocus():
            paint.focus_ring(painter, full.adjusted(0, 2, 0, -4))

    def _role(self) -> Role:
        return "strong" if self.isChecked() else "body"


class ViewTabs(QWidget):
    """One tab per view; arrow keys go from tab to tab."""

    current_changed = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._toggled)
        self._buttons: list[_TabButton] = []
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer_rest)
        self._menu.triggered.connect(self._choose_rest)
        self._more = Button("", variant="quiet", parent=self)
        self._more.setObjectName("tabs.more")
        self._more.setMenu(self._menu)
        self._row = layouts.row(self._more, 1, on=self, gap=12)
        self.restyle()

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs or counts; the current view stays if it is still there, else the first one is chosen."""
        key = self.current()
        had_focus = any(old.hasFocus() for old in self._buttons)
        for old in self._buttons:
            self._group.removeButton(old)
        layouts.discard(self._row, self._buttons)
        self._buttons = [_TabButton(tab, self) for tab in tabs]
        for place, button in enumerate(self._buttons):
            button.menu_wanted.connect(self.menu_requested)
            self._group.addButton(button)
            self._row.insertWidget(place, button)
        keys = [tab.key for tab in tabs]
        blocked = self.blockSignals(self.signalsBlocked() or key in keys)
        self.set_current(key if key in keys else next(iter(keys), ""))
        self.blockSignals(blocked)
        self.restyle()
        chosen = self._group.checkedButton()
        if had_focus and chosen is not None:
            chosen.setFocus()

    def set_current(self, key: str) -> None:
        """Choose the view `key`."""
        for button in self._buttons:
            if button.tab.key == key:
                button.setChecked(True)
                self.restyle()

    def current(self) -> str:
        """The key of the chosen view; "" without tabs."""
        button = self._group.checkedButton()
        return button.tab.key if isinstance(button, _TabButton) else ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for one tab: the others stand under More, so that many views never widen the window."""
        return QSize(current().px(160), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, current().colour("line"))

    def restyle(self) -> None:
        """Show the tabs there is room for, the chosen one always; the others stand under More."""
        gap, chosen = self._row.spacing(), self._group.checkedButton()
        wide = {button: button.sizeHint().width() + gap for button in self._buttons}
        room = self.width()
        if sum(wide.values()) > room:
            room -= self._more.fontMetrics().horizontalAdvance(self._words(len(wide))) + current().px(48)
        room -= wide.get(chosen, 0) if isinstance(chosen, _TabButton) else 0
        hidden = 0
        for button in self._buttons:
            room -= wide[button] if button is not chosen else 0
            button.setVisible(room >= 0 or button is chosen)
            hidden += not (room >= 0 or button is chosen)
        self._more.setVisible(bool(hidden))
        self._more.setText(self._words(hidden))

    def _words(self, hidden: int) -> str:
        return _("{hidden} more").format(hidden=hidden)

    def _offer_rest(self) -> None:
        self._menu.clear()
        for button in self._buttons:
            if button.isHidden():
                words = f"{button.text()}  {button.count}" if button.count else button.text()
                self._menu.addAction(words.replace("&", "&&")).setData(button.tab.key)

    def _choose_rest(self, action: QAction) -> None:
        self.set_current(str(action.data()))

    def _toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _TabButton):
            self.current_changed.emit(button.tab.key)
