"""Short lists of records on Today: status icon, title over details, date over how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from desktop.kit import layouts, paint
from desktop.kit.fonts import Role
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import tip_words
from desktop.kit.theme import current
from desktop.kit.tokens import Ink, ToneName

_SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value})
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
_WITH_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_EDGE, _ICON, _TEXT = 8, 18, 38
_KEEPING_REASONS = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One record: `value` over `note` stand at the far end in `value_ink`; `key` is handed back."""

    key: object
    icon: str
    tone: ToneName
    title: str
    meta: str
    value: str = ""
    note: str = ""
    value_ink: Ink = "text2"
    why: str = ""
    """What is said of it on hover alone."""

    def spoken(self) -> str:
        """The row in one sentence, for screen readers."""
        return ", ".join(part for part in (self.title, self.meta, self.value, self.note) if part)


class _RowModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in _SPOKEN:
            return self.rows[index.row()].spoken()
        if role == _TOOLTIP:
            row = self.rows[index.row()]
            return tip_words("\n".join(each for each in (row.title, row.meta, row.why) if each))
        return None


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, model: _RowModel, view: RowList) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row, full = current(), self._model.rows[index.row()], option.rect
        lit = self._view.lit() and index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setLayoutDirection(paint.AUTO)  # words run by their own letters, whatever the page
        direction = self._view.layoutDirection()
        if lit:
            paint.pill(painter, full, theme.colour("sel"), None, theme.sizes.radius)
            bar = QRect(full.x(), full.y() + theme.px(6), theme.px(3), full.height() - theme.px(12))
            paint.pill(painter, paint.mirrored(direction, full, bar), theme.colour("accent"), None, 1)
        elif index.row() and not (self._view.lit() and index.row() == self._view.currentIndex().row() + 1):
            rule = QRect(full.x() + theme.px(_TEXT), full.y(), full.width() - theme.px(_TEXT + _EDGE), 1)
            painter.fillRect(paint.mirrored(direction, full, rule), theme.colour("line"))
        box = QRect(full.x() + theme.px(_EDGE), full.y(), theme.px(_ICON), full.height())
        tone = theme.tokens.tone(row.tone)
        paint.icon(painter, paint.mirrored(direction, full, box), row.icon, tone.fg, theme.px(_ICON))
        reserve = self._view.reserved() if lit else 0
        self._paint_words(painter, full, row, reserve)
        painter.restore()

    def _paint_words(self, painter: QPainter, full: QRect, row: Row, reserve: int) -> None:
        theme = current()
        direction, edge = self._view.layoutDirection(), theme.px(_EDGE + 2)
        right = value_width(row)
        upper, lower = theme.metrics("medium").height(), theme.metrics("meta").height()
        top = full.y() + (full.height() - upper - lower) // 2
        lead = theme.px(_TEXT)
        left_width = max(0, full.width() - lead - right - edge - reserve - theme.px(12))
        lines: tuple[tuple[Role, str, int, int, str], ...] = (
            ("medium", row.title, top, upper, "text"),
            ("meta", row.meta, top + upper, lower, "text2"),
        )
        for role, text, y, height, ink in lines:
            box = paint.mirrored(direction, full, QRect(full.x() + lead, y, left_width, height))
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            painter.drawText(box, paint.starting(direction), paint.fitted(role, text, left_width))
        painter.setPen(theme.colour(row.value_ink))
        far: tuple[tuple[Role, str, int, int], ...]
        far = (("medium", row.value, top, upper), ("meta", row.note, top + upper, lower))
        for role, text, y, height in far:
            box = QRect(full.right() - edge - right + 1, y, right, height)
            painter.setFont(theme.font(role))
            painter.drawText(paint.mirrored(direction, full, box), paint.ending(direction), text)


class RowList(QListView):
    """A list as high as its rows. The current row is lit while the list has the focus and carries the row actions;
    an arrow past its end emits `edge` (-1 or +1), so that a page can go on in the next list."""

    current_changed = Signal(object)
    opened = Signal(object)
    noted = Signal(object)
    """This very list, whenever another of its rows became current."""
    edge = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _RowModel(self)
        self._lit = False
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(self._rows, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._tools = QWidget(self.viewport())
        self._tools.hide()
        self._buttons: list[QToolButton] = []
        self._tool_row = layouts.row(on=self._tools, gap=8)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._follow_current)
        self.restyle()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one stays current if it is still there, else the one that follows it."""
        before, place = [row.key for row in self._rows.rows], self.currentIndex().row()
        self._rows.set_rows(rows)
        there = [row.key for row in rows]
        near = (*before[max(place, 0) :], *reversed(before[: max(place, 0)]))
        self.set_current(next((key for key in near if key in there), None))
        self.restyle()

    def set_row_actions(self, actions: Sequence[QAction]) -> None:
        """The actions offered on the lit row, as buttons; each is also in a menu."""
        layouts.discard(self._tool_row, self._buttons)
        self._buttons = []
        for action in actions:
            button = QToolButton(self._tools)
            button.setToolButtonStyle(_WITH_WORDS)
            button.setDefaultAction(action)
            button.setAccessibleName(action.iconText())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._tool_row.addWidget(button)
            self._buttons.append(button)
        self._place_tools()

    def current_key(self) -> object:
        """The key of the current row; None in an empty list."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else None

    def set_current(self, key: object) -> None:
        """Make the row of `key` current, else the first one."""
        keys = [row.key for row in self._rows.rows]
        if keys:
            self.setCurrentIndex(self._rows.index(keys.index(key) if key in keys else 0))

    def lit(self) -> bool:
        """Whether the current row is shown as selected."""
        return self._lit

    def reserved(self) -> int:
        """The width the row actions take from the words of the lit row."""
        return self._tools.width() + current().px(16) if self._tools.isVisible() else 0

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(320), row_height() * len(self._rows.rows))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key in ENTER and not event.modifiers():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and row <= 0:
            self.edge.emit(-1)
        elif key == Qt.Key.Key_Down and row >= len(self._rows.rows) - 1:
            self.edge.emit(1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._light(True)
        self._tell()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPING_REASONS:
            self._light(QApplication.focusWidget() in self._buttons)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self._place_tools()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows.rows[index.row()].key)

    def _follow_current(self, index: QModelIndex) -> None:
        self._place_tools()
        self.viewport().update()
        if index.isValid() and self._lit:
            self._tell()

    def _tell(self) -> None:
        self.current_changed.emit(self.current_key())
        self.noted.emit(self)

    def _place_tools(self) -> None:
        index = self.currentIndex()
        shown = self._lit and index.isValid() and self._tool_row.count() > 0
        self._tools.setVisible(shown)
        if not shown:
            return
        theme, full, row = current(), self.visualRect(index), self._rows.rows[index.row()]
        tail = value_width(row) + theme.px(_EDGE + 20)
        room = full.width() - tail - theme.px(_TEXT + 16) - theme.metrics("medium").horizontalAdvance(row.title)
        size = self._tools.sizeHint()
        for style in (_WITH_WORDS, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for button in self._buttons:
                button.setToolButtonStyle(style if not button.icon().isNull() else _WITH_WORDS)
            self._tool_row.invalidate()
            size = self._tools.sizeHint()
            if size.width() <= room:
                break  # the title is told whole; else only their icons take of it
        at = QRect(full.right() - tail - size.width(), full.center().y() - size.height() // 2, *size.toTuple())
        self._tools.setGeometry(paint.mirrored(self.layoutDirection(), full, at))

    def restyle(self) -> None:
        """Be as high as the rows are now."""
        self.fit()
        self.updateGeometry()
        self._place_tools()

    def fit(self) -> None:
        """Be as high as the rows."""
        self.setFixedHeight(self.sizeHint().height())


def row_height() -> int:
    """The height of a row: 46 px, or more for larger letters."""
    theme = current()
    return max(theme.sizes.row, theme.metrics("medium").height() + theme.metrics("meta").height() + theme.px(10))


def value_width(row: Row) -> int:
    """The width of the far column of a row."""
    theme = current()
    value = theme.metrics("medium").horizontalAdvance(row.value)
    return max(value, theme.metrics("meta").horizontalAdvance(row.note))
