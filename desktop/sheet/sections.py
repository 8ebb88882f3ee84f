"""The sections of a sheet: which are printed and in which order, each with how much it has to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from db.records.briefings import Section
from db.words import _
from desktop.kit import paint
from desktop.kit.theme import current

_SECTION = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_CHECK = Qt.ItemDataRole.CheckStateRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsUserCheckable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_GRIP, _BOX, _TEXT, _EDGE = 8, 28, 56, 10
_Index = QModelIndex | QPersistentModelIndex


class _SectionDelegate(QStyledItemDelegate):
    """Draws a row as grip, box, title and count; a click anywhere but on the grip ticks the box."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current()
        return QSize(0, max(theme.px(26), theme.metrics("body").height() + theme.px(6)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, full, view = current(), option.rect, self._view
        direction = view.layoutDirection()
        lit = view.hasFocus() and index == view.currentIndex()
        on = Qt.CheckState(index.data(_CHECK)) is _ON
        painter.save()
        if lit:
            paint.pill(painter, full.adjusted(2, 1, -2, -1), theme.colour("sel"), None, theme.sizes.radius)

        def box(x: int, width: int) -> QRect:
            return paint.mirrored(direction, full, QRect(full.x() + x, full.y(), width, full.height()))

        paint.icon(painter, box(theme.px(_GRIP), theme.px(14)), "grip-vertical", theme.tokens.text3, theme.px(14))
        self._paint_box(painter, box(theme.px(_BOX), theme.px(16)), on)
        count = str(index.data(_COUNT) or "")
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2" if on else "text3"))
        room = full.width() - theme.px(_TEXT + _EDGE)
        painter.drawText(box(theme.px(_TEXT), room), paint.ending(direction), count)
        room -= theme.metrics("meta").horizontalAdvance(count) + theme.px(8)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text" if on else "text2"))
        title = paint.fitted("body", str(index.data()), room)
        painter.drawText(box(theme.px(_TEXT), room), paint.starting(direction), title)
        painter.restore()

    @staticmethod
    def _paint_box(painter: QPainter, room: QRect, on: bool) -> None:
        theme = current()
        side, radius = theme.px(16), theme.sizes.radius_badge
        square = QRect(room.x(), room.y() + (room.height() - side) // 2, side, side)
        if on:
            paint.pill(painter, square, theme.colour("accent"), None, radius)
            paint.icon(painter, square, "check", theme.tokens.accent_fg, theme.px(12))
        else:
            paint.pill(painter, square, theme.colour("surface"), theme.colour("ctrl"), radius)

    @override
    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
            return False
        full = option.rect
        grip = paint.mirrored(
            self._view.layoutDirection(), full, QRect(full.x(), full.y(), current().px(_BOX - 4), full.height())
        )
        if grip.contains(event.position().toPoint()):
            return False
        on = Qt.CheckState(index.data(_CHECK)) is _ON
        return model.setData(index, _OFF if on else _ON, _CHECK)


class SectionList(QListWidget):
    """Every section of a sheet. Space ticks, Alt+↑ and Alt+↓ move, and so does the mouse."""

    chosen_changed = Signal()

    def __init__(self, chosen: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections"))
        self.setAccessibleDescription(_("Space switches a section on or off, Alt+Up and Alt+Down move it."))
        self.setProperty("card", True)
        self.setItemDelegate(_SectionDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in (*chosen, *(each for each in Section if each not in chosen)):
            item = QListWidgetItem(section.label, self)
            item.setFlags(_FLAGS)
            item.setData(_SECTION, section.value)
            item.setCheckState(_ON if section in chosen else _OFF)
        self.setCurrentRow(0)
        self.itemChanged.connect(self._hear)
        self.model().rowsMoved.connect(self.chosen_changed)
        self.restyle()

    def chosen(self) -> tuple[Section, ...]:
        """The sections that are ticked, in their order."""
        return tuple(self._section(item) for item in self._items() if item.checkState() is _ON)

    def set_order(self, chosen: Sequence[Section]) -> None:
        """Tick these sections, in this order; the others follow."""
        self.blockSignals(True)
        items = {self._section(item): item for item in self._items()}
        for row, section in enumerate((*chosen, *(each for each in items if each not in chosen))):
            self.insertItem(row, self.takeItem(self.row(items[section])))
            items[section].setCheckState(_ON if section in chosen else _OFF)
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.chosen_changed.emit()

    def show_counts(self, counts: Mapping[Section, int]) -> None:
        """Say how much each section holds."""
        self.blockSignals(True)
        for item in self._items():
            on, count = item.checkState() is _ON, counts.get(self._section(item), 0)
            words = f"{count:n}" if count else _("empty") if on else _("off")
            item.setData(_COUNT, words)
            item.setData(_SPOKEN, f"{item.text()}, {words}")
        self.blockSignals(False)
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        row = self.sizeHintForRow(0)
        return QSize(current().px(240), row * self.count() + 2 * self.frameWidth() + current().px(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), self.sizeHint().height())

    def _move(self, step: int) -> None:
        here = self.currentRow()
        there = here + step
        if not 0 <= there < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(here)
        self.insertItem(there, item)
        self.setCurrentRow(there)
        self.blockSignals(False)
        self.chosen_changed.emit()

    def _hear(self, item: QListWidgetItem) -> None:
        self.chosen_changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    @staticmethod
    def _section(item: QListWidgetItem) -> Section:
        return Section(str(item.data(_SECTION)))

    def restyle(self) -> None:
        """Be as high as the sections."""
        self.setViewportMargins(0, current().px(4), 0, current().px(4))
        self.setFixedHeight(self.sizeHint().height())
