"""The list under a filter button: the values of a facet with how many rows each leaves, to check and to narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)  # fmt: skip
from typing_extensions import override

from db.records.base import FacetValue
from db.rules.text import fold, part_of_word
from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import PlainLabel
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current

SHOWN, MANY = 10, 8
"""At most this many values are seen at once; from MANY on there is a field to narrow them."""

_VALUE = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
"""How many rows a value has."""

_FOLDED = Qt.ItemDataRole.UserRole + 2
"""The label as it is compared with what is typed."""

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class _CountDelegate(QStyledItemDelegate):
    """A checkable line with its count at the far end."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current()
        return QSize(theme.px(180), max(theme.px(28), theme.metrics("body").height() + theme.px(8)))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, count = current(), f"{index.data(COUNT):n}"
        room = theme.metrics("meta").horizontalAdvance(count) + theme.px(16)
        full: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(full, theme.colour("sel"))
        inner = QStyleOptionViewItem(option)
        inner.rect = paint.mirrored(option.direction, full, full.adjusted(theme.px(4), 0, -room, 0))
        super().paint(painter, inner, index)
        painter.save()
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        far = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(full.adjusted(theme.px(8), 0, -theme.px(8), 0), far, count)
        painter.restore()


class FacetPopover(QFrame):
    """Space checks a value, Enter leaves only it, Esc closes; `chosen` says which are checked after each change.
    `further` finds values by what is typed, where those on offer are not all.

    Not `at_once`, it is told once, by Enter: those that are checked, or the current one where none is."""

    chosen = Signal(tuple)

    def __init__(
        self,
        label: str,
        values: Sequence[FacetValue],
        checked: Sequence[str],
        parent: QWidget,
        *,
        at_once: bool = True,
        further: Callable[[str], Sequence[FacetValue]] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._at_once = at_once
        self._further = further
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popover", "window")  # square: nothing is seen through its corners
        self.setObjectName("facet.popover")
        self._items = QStandardItemModel(self)
        for each in sorted(values, key=lambda each: each.value not in checked):
            self._items.appendRow(_item(each, each.value in checked))
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._items)
        self._shown.setFilterRole(_FOLDED)
        self.list = QListView(self)
        self.list.setObjectName("facet.list")
        self.list.setAccessibleName(label)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_CountDelegate(self.list))
        self.list.setModel(self._shown)
        self.narrow = SearchField(_("Type to narrow"), parent=self)
        self.narrow.setObjectName("facet.narrow")
        self.narrow.textChanged.connect(self._narrow)
        self.narrow.setVisible(len(values) >= MANY)
        only, these = _("Space checks · Enter only this one · Esc closes"), _("Space checks · Enter sets")
        self._foot = PlainLabel(only if at_once else these, "caption", "text3", parent=self)
        self._empty = PlainLabel(_("No row has one."), "body", "text2", parent=self)
        self._empty.setVisible(not values)
        layouts.column(self.narrow, self._empty, self.list, self._foot, on=self, margins=(8, 8, 8, 8), gap=6)
        rows = min(max(1, len(values)), SHOWN)
        self.list.setVisible(bool(values))
        theme = current()
        self.list.setFixedHeight(rows * max(theme.px(28), theme.metrics("body").height() + theme.px(8)) + theme.px(4))
        self.setMinimumWidth(theme.px(260))
        if at_once:
            self._items.itemChanged.connect(self._tell)
        self.list.setCurrentIndex(self._shown.index(0, 0))

    def show_under(self, button: QWidget) -> None:
        """Open below a button."""
        corner = button.mapToGlobal(QPoint(0, button.height() + current().px(4)))
        self.adjustSize()
        if button.isRightToLeft():
            corner.setX(corner.x() + button.width() - self.width())
        self.open_at(corner)

    def open_at(self, corner: QPoint) -> None:
        """Open at a place of the screen, moved so that all of it is seen, with the focus in it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        corner.setX(min(max(room.left(), corner.x()), room.right() - self.width()))
        corner.setY(min(max(room.top(), corner.y()), room.bottom() - self.height()))
        self.move(corner)
        self.show()
        (self.narrow if self.narrow.isVisibleTo(self) else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def values(self) -> tuple[str, ...]:
        """The values that are checked."""
        items = (self._items.item(row) for row in range(self._items.rowCount()))
        return tuple(item.data(_VALUE) for item in items if item.checkState() == _CHECKED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER:
            self._only(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Down and self.narrow.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _narrow(self, text: str) -> None:
        """Show the values that what is typed is part of, in whichever letters, those not on offer so far as well."""
        wanted = part_of_word(text)
        if self._further is not None and wanted:
            known = {self._items.item(row).data(_VALUE) for row in range(self._items.rowCount())}
            for each in self._further(text):
                if each.value not in known:
                    self._items.appendRow(_item(each, checked=False))
        self._shown.setFilterFixedString(wanted)

    def _only(self, index: QModelIndex) -> None:
        """Leave only this value, or every one where it is the only one already, and close."""
        if index.isValid():
            here, checked = (index.data(_VALUE),), self.values()
            answer = (() if checked == here else here) if self._at_once else checked or here
            self.close()
            self.chosen.emit(answer)
        else:
            self.close()

    def _tell(self, item: QStandardItem) -> None:
        self.chosen.emit(self.values())


def _item(value: FacetValue, checked: bool) -> QStandardItem:
    item = QStandardItem(value.label)
    item.setCheckable(True)
    item.setEditable(False)
    item.setCheckState(_CHECKED if checked else _UNCHECKED)
    item.setData(value.value, _VALUE)
    item.setData(value.count, COUNT)
    item.setData(fold(value.label), _FOLDED)
    item.setAccessibleText(f"{value.label}, {value.count:n}")
    return item
