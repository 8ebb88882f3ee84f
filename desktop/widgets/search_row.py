"""How a row of the search results is drawn: a heading, or icon, title and what it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from db.vocabulary import Kind
from desktop.models.search import SearchModel, heading
from desktop.theme.status import KIND_ICONS
from desktop.theme.theme import current
from desktop.widgets import paint

_EDGE, _GAP = 10, 10


class SearchDelegate(QStyledItemDelegate):
    """Draws the rows of a SearchModel; all are equally high."""

    def __init__(self, model: SearchModel, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def height(self) -> int:
        """The height of a row."""
        theme = current()
        return max(theme.px(30), theme.metrics("body").height() + theme.px(8))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, row, direction = current(), self._model.rows[index.row()], self._view.layoutDirection()
        full: QRect = option.rect
        edge, size = theme.px(_EDGE), theme.sizes.icon
        painter.save()
        if isinstance(row, Kind):
            painter.setFont(theme.font("over"))
            painter.setPen(theme.colour("text2"))
            words = full.adjusted(edge, theme.px(6), -edge, 0)
            painter.drawText(words, paint.starting(direction), heading(row).upper())
            painter.restore()
            return
        if index.row() == self._view.currentIndex().row():
            paint.pill(painter, full, theme.colour("sel"), None, theme.sizes.radius)
        box = QRect(full.x() + edge, full.y(), size, full.height())
        ink = theme.hex("text2")
        paint.icon(painter, paint.mirrored(direction, full, box), theme, KIND_ICONS[row.kind], ink, size)
        words = paint.mirrored(direction, full, full.adjusted(edge + size + theme.px(_GAP), 0, -edge, 0))
        painter.setFont(theme.font("medium"))
        painter.setPen(theme.colour("text"))
        painter.drawText(words, paint.starting(direction), paint.fitted(theme, "medium", row.title, words.width()))
        painter.restore()
