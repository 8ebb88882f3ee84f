"""What is listed under the search: the lines, how each is drawn, and the keys the list obeys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.code_badge import code_size, paint_code
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.theme import current, set_air
from desktop.shell.search_model import Entry, Mark, Row, SearchModel

HIGHEST = 470
"""The list is not higher than this; what is below is scrolled to."""

_EDGE, _GAP, _ROW, _HEADING = 10, 10, 30, 26
_META_SHARE = 0.4
_ANY_COMMAND = "chevron-right"
_HOVERED = QStyle.StateFlag.State_MouseOver
_ONLY_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class SearchResults(QFrame):
    """The list under the field and the keys it obeys; it never takes the focus."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("popover", True)
        self.setObjectName("search.results")
        self.model = SearchModel(self)
        self.view = QListView(self)
        self.view.setObjectName("search.list")
        self.view.setAccessibleName(_("Search results"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setMouseTracking(True)
        self.view.setModel(self.model)
        self._delegate = SearchDelegate(self.model, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._choose)
        self._window = window
        self._nothing = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._nothing.setObjectName("search.nothing")
        set_air(self._nothing, (10, 8, 10, 8))
        self._keys = ElidedLabel(
            _("↑ ↓ move  ·  Enter open  ·  Ctrl+Enter log action  ·  Alt+Enter own window"),
            "caption",
            "text2",
            parent=self,
        )
        self._signs = PlainLabel(_("> commands   @ countries   # areas"), "caption", "text2", parent=self)
        self._foot = layouts.row((self._keys, 1), self._signs, margins=(10, 0, 10, 0), gap=16)
        parts = (self.view, self._nothing, layouts.rule(self), self._foot)
        self._column = layouts.column(*parts, on=self, margins=(6, 6, 6, 7), gap=6)
        self.hide()

    def show_entries(self, entries: Sequence[Entry], nothing: str) -> None:
        """Offer something else, its first line current; `nothing` is said where there is none."""
        self.model.set_entries(entries)
        self.view.setVisible(bool(entries))
        self._nothing.setText(nothing)
        self._nothing.setVisible(not entries)
        self.view.selectionModel().setCurrentIndex(self.model.index(self.model.beside(-1, 1)), _ONLY_ROW)
        self.view.scrollToTop()

    def current(self) -> Row | None:
        """The line that Enter opens."""
        return self.model.row(self.view.currentIndex().row())

    def step(self, by: int) -> None:
        """Make a line further down current, or further up."""
        number = self.model.beside(self.view.currentIndex().row(), by)
        self.view.selectionModel().setCurrentIndex(self.model.index(number), _ONLY_ROW)
        if number == self.model.beside(-1, 1):
            self.view.scrollToTop()  # its heading too

    def place(self, field: QWidget) -> None:
        """Stand under the field, as high as the list needs and the window allows."""
        theme, window = current(), self._window
        air = theme.px(8)
        width = min(max(field.width(), theme.sizes.palette), window.width() - 2 * air)
        centre = field.mapTo(window, QPoint(field.width() // 2, field.height() + theme.px(4)))
        x = min(max(air, centre.x() - width // 2), window.width() - width - air)
        margins, foot = self._column.contentsMargins(), self._foot.sizeHint().height()
        rest = margins.top() + margins.bottom() + 2 * self._column.spacing() + 1 + foot
        room = window.height() - centre.y() - rest - air
        lines = sum(self._delegate.height(number) for number in range(len(self.model.entries)))
        height = min(lines, theme.px(HIGHEST), max(room, self._delegate.height(0)))
        self.view.setFixedHeight(height)
        if not self.model.entries:
            height = self._nothing.heightForWidth(width - margins.left() - margins.right())
        self.setGeometry(x, centre.y(), width, height + rest)
        self.show()
        self.raise_()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the window under it is not meant

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.chosen.emit(row)


class SearchDelegate(QStyledItemDelegate):
    """Draws the headings and lines of a SearchModel."""

    def __init__(self, model: SearchModel, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def height(self, number: int) -> int:
        """The height of a heading or line."""
        theme = current()
        if self._model.row(number) is None:
            return max(theme.px(_HEADING), theme.metrics("over").height() + theme.px(10))
        return max(theme.px(_ROW), theme.metrics("body").height() + theme.px(10))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height(index.row()))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.row(index.row())
        full: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(paint.AUTO)  # words run by their own letters, whatever the page
        if row is None:
            self._heading(painter, full, str(self._model.entries[index.row()]))
        else:
            lit = index.row() == self._view.currentIndex().row()
            if lit or option.state & _HOVERED:
                paint.pill(painter, full, current().colour("sel" if lit else "hover"), None, current().sizes.radius)
            self._line(painter, full, row, lit)
        painter.restore()

    def _heading(self, painter: QPainter, full: QRect, text: str) -> None:
        theme, direction = current(), self._view.layoutDirection()
        painter.setFont(theme.font("over"))
        painter.setPen(theme.colour("text2"))
        edge = theme.px(_EDGE)
        painter.drawText(full.adjusted(edge, theme.px(6), -edge, 0), paint.starting(direction), text.upper())

    def _line(self, painter: QPainter, full: QRect, row: Row, lit: bool) -> None:
        """From where lines begin: icon, title, badge, meta; at the far end the keys."""
        theme, edge, gap = current(), current().px(_EDGE), current().px(_GAP)
        size = theme.sizes.icon
        self._icon(painter, self._turned(full, full.x() + edge, size), row)
        start, end = full.x() + edge + size + gap, full.right() + 1 - edge
        keys = row.keys or (_("Enter") if lit else "")
        if keys:
            width = theme.metrics("caption").horizontalAdvance(keys) + 1
            self._words(painter, self._turned(full, end - width, width), keys, "text2")
            end -= width + gap
        start += self._title(painter, full, row, start, end) + gap
        if row.code:
            badge = code_size(row.code)
            box = self._turned(full, start, badge.width())
            top = box.y() + (box.height() - badge.height()) // 2
            paint_code(painter, QRect(box.x(), top, badge.width(), badge.height()), row.code)
            start += badge.width() + gap
        if row.meta and end > start:
            self._meta(painter, self._turned(full, start, end - start), row.meta)

    def _icon(self, painter: QPainter, box: QRect, row: Row) -> None:
        size = current().sizes.icon
        if row.action is not None and not row.action.icon().isNull():
            picture = QRect(box.x(), box.y() + (box.height() - size) // 2, size, size)
            row.action.icon().paint(painter, picture)
        else:
            paint.icon(painter, box, row.icon or _ANY_COMMAND, row.ink, size)

    def _title(self, painter: QPainter, full: QRect, row: Row, start: int, end: int) -> int:
        """Draw the title, leaving the meta its share, and say how wide it became."""
        theme = current()
        room = end - start
        if row.meta:
            wanted = theme.metrics("meta").horizontalAdvance(row.meta) + theme.px(_GAP)
            room -= min(wanted, round(room * _META_SHARE))
        if row.code:
            room -= code_size(row.code).width() + theme.px(_GAP)
        layout = _laid_out(row.title, row.marks, room)
        line = layout.lineAt(0)
        width = min(room, round(line.naturalTextWidth()) + 1)
        box = self._turned(full, start, width)
        painter.setPen(theme.colour("text"))
        # On one base line with everything else: letters of another script are higher, and not lower.
        metrics = theme.metrics("body")
        base = box.y() + (box.height() - metrics.height()) / 2 + metrics.ascent()
        layout.draw(painter, QPointF(box.x(), base - line.ascent()))
        return width

    def _meta(self, painter: QPainter, box: QRect, text: str) -> None:
        theme = current()
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        shown = paint.fitted("meta", text, box.width())
        painter.drawText(box, paint.starting(self._view.layoutDirection()), shown)

    def _words(self, painter: QPainter, box: QRect, text: str, ink: str) -> None:
        painter.setFont(current().font("caption"))
        painter.setPen(current().colour(ink))
        painter.drawText(box, paint.CENTRE, text)

    def _turned(self, full: QRect, x: int, width: int) -> QRect:
        """A part of the line, as high as the line, where it lies in the direction of writing."""
        return paint.mirrored(self._view.layoutDirection(), full, QRect(x, full.y(), width, full.height()))


def _laid_out(text: str, marks: tuple[Mark, ...], width: int) -> QTextLayout:
    """A text on one line, shortened to a width, with the marked letters bold; scripts that join stay joined."""
    theme = current()
    bold = sum(theme.metrics("strong").horizontalAdvance(text[a:b]) for a, b in marks)
    plain = sum(theme.metrics("body").horizontalAdvance(text[a:b]) for a, b in marks)
    shown = paint.fitted("body", text, max(0, width - (bold - plain)))
    kept = len(shown) if shown == text else len(shown) - 1
    layout = QTextLayout(shown, theme.font("body"))
    option = QTextOption()
    option.setTextDirection(paint.AUTO)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_bold(shown, start, min(end, kept)) for start, end in marks if start < kept])
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _bold(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setFont(current().font("strong"))
    found = QTextLayout.FormatRange()
    found.start, found.format = _units(text[:start]), form
    found.length = _units(text[start:end])
    return found


def _units(text: str) -> int:
    """The length of a text as Qt counts it: letters beyond the first 65,536 are two."""
    return len(text) + sum(char > "\uffff" for char in text)
