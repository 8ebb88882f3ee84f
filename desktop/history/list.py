"""The changes of a record one under another: what was done over when and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from db.records.history import PastChange
from db.rules.edtf import moment
from db.vocabulary import Way
from db.words import _
from desktop.history.changes import PastChanges, said
from desktop.kit import paint
from desktop.kit.theme import current
from desktop.kit.words import joined

_ICONS: Mapping[Way, str] = {Way.DONE: "pencil-line", Way.UNDONE: "undo-2", Way.DONE_AGAIN: "redo-2"}
_EDGE, _ICON, _TEXT, _BAR = 10, 16, 36, 3
_Index = QModelIndex | QPersistentModelIndex


class _ChangeDelegate(QStyledItemDelegate):
    def __init__(self, model: PastChanges, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current()
        high = theme.metrics("medium").height() + theme.metrics("meta").height() + theme.px(14)
        return QSize(0, max(theme.sizes.row, high))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, full, direction = current(), option.rect, self._view.layoutDirection()
        change, lit = self._model.changes[index.row()], index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setLayoutDirection(paint.AUTO)  # words run by their own letters, whatever the window
        painter.fillRect(full, theme.colour("sel" if lit else "surface"))
        painter.fillRect(full.x(), full.bottom(), full.width(), 1, theme.colour("line"))
        if lit:
            bar = QRect(full.x(), full.y(), theme.px(_BAR), full.height() - 1)
            painter.fillRect(paint.mirrored(direction, full, bar), theme.colour("accent"))
        box = QRect(full.x() + theme.px(_EDGE), full.y(), theme.px(_ICON), full.height())
        name = "plus" if change.adds else _ICONS[change.way]
        paint.icon(painter, paint.mirrored(direction, full, box), name, "text2", theme.px(_ICON))
        self._paint_words(painter, full, change)
        if lit and self._view.hasFocus():
            paint.focus_ring(painter, full.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, full: QRect, change: PastChange) -> None:
        theme, direction = current(), self._view.layoutDirection()
        upper, lower = theme.metrics("medium").height(), theme.metrics("meta").height()
        top, width = full.y() + (full.height() - upper - lower) // 2, full.width() - theme.px(_TEXT + _EDGE)
        first = paint.mirrored(direction, full, QRect(full.x() + theme.px(_TEXT), top, width, upper))
        painter.setFont(theme.font("medium"))
        painter.setPen(theme.colour("text"))
        painter.drawText(first, paint.starting(direction), paint.fitted("medium", said(change), width))
        second = QRect(first.x(), top + upper, width, lower)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        meta = joined((moment(change.at), change.by))
        painter.drawText(second, paint.starting(direction), paint.fitted("meta", meta, width))


class HistoryList(QListView):
    """The changes; the arrow keys lead through them, and more are read when the end comes near."""

    chosen = Signal(object)
    """The `PastChange` that is current now."""

    def __init__(self, model: PastChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = model
        self.setObjectName("history.list")
        self.setAccessibleName(_("Changes"))
        self.setProperty("card", True)
        self.setModel(model)
        self.setItemDelegate(_ChangeDelegate(model, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._follow)
        self.restyle()

    def choose(self, row: int) -> None:
        """Make a change current; -1 for none."""
        self.setCurrentIndex(self._changes.index(row) if row >= 0 else QModelIndex())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(0)

    def restyle(self) -> None:
        """Lay the changes out for the size of the text."""
        self.setViewportMargins(0, current().px(4), 0, current().px(4))  # the corners of the card are round
        self.doItemsLayout()

    def _follow(self, now: QModelIndex) -> None:
        self.viewport().update()
        if now.isValid():
            self.chosen.emit(self._changes.changes[now.row()])
