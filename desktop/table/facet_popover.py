"""A list of values to check, with how many rows each has: to narrow a table, or to give them to records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

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
from db.rules.ticks import Tick, only, ticks, wish
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

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_CHECKED, _UNCHECKED, _MIXED = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
_TICKS = {_CHECKED: Tick.ALL, _MIXED: Tick.SOME, _UNCHECKED: Tick.NONE}


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

    `further` finds values by what is typed, where those on offer are not all."""

    chosen = Signal(tuple)
    """The values that are checked."""

    def __init__(
        self,
        label: str,
        values: Sequence[FacetValue],
        checked: Sequence[str],
        parent: QWidget,
        mixed: Sequence[str] = (),
        *,
        further: Callable[[str], Sequence[FacetValue]] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._further = further
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popover", "window")  # square: nothing is seen through its corners
        self.setObjectName("facet.popover")
        self._items = QStandardItemModel(self)
        states = {**dict.fromkeys(mixed, _MIXED), **dict.fromkeys(checked, _CHECKED)}
        for each in sorted(values, key=lambda each: -states.get(each.value, _UNCHECKED).value):
            self._items.appendRow(_Value(each, states.get(each.value, _UNCHECKED)))
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
        self.foot = PlainLabel(_("Space checks · Enter only this one · Esc closes"), "caption", "text3", parent=self)
        self._empty = PlainLabel(_("No row has one."), "body", "text2", parent=self)
        self._empty.setVisible(not values)
        layouts.column(self.narrow, self._empty, self.list, self.foot, on=self, margins=(8, 8, 8, 8), gap=6)
        rows = min(max(1, len(values)), SHOWN)
        self.list.setVisible(bool(values))
        theme = current()
        self.list.setFixedHeight(rows * max(theme.px(28), theme.metrics("body").height() + theme.px(8)) + theme.px(4))
        self.setMinimumWidth(theme.px(260))
        self._items.itemChanged.connect(self.tell)
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
        return tuple(value for value, state in self.states().items() if state == _CHECKED)

    def states(self) -> dict[str, Qt.CheckState]:
        """How each value is checked."""
        items = (self._items.item(row) for row in range(self._items.rowCount()))
        return {item.data(_VALUE): item.checkState() for item in items}

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER:
            here = self.list.currentIndex()
            self.close()
            if here.isValid():
                self.enter(str(here.data(_VALUE)))
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
            known = self.states()
            for each in self._further(text):
                if each.value not in known:
                    self._items.appendRow(_Value(each, _UNCHECKED))
        self._shown.setFilterFixedString(wanted)

    def enter(self, here: str) -> None:
        """Leave only this value, or every one where it is the only one already."""
        self.chosen.emit(() if self.values() == (here,) else (here,))

    def tell(self) -> None:
        """Say which are checked now."""
        self.chosen.emit(self.values())


class TickPopover(FacetPopover):
    """What records have between them: Space ticks a value for all or clears it, Enter does it, Esc changes nothing.

    What some have is marked so and stays so until it is ticked or cleared. Enter before any tick was touched chooses
    the current value; `wished` says what is to be added and taken away, and nothing where there is nothing to do."""

    wished = Signal(object)
    """The `Wish`."""

    def __init__(
        self, label: str, values: Sequence[FacetValue], held: Collection[Collection[int]], parent: QWidget
    ) -> None:
        self._before = ticks((int(each.value) for each in values), held)
        self._records, self._touched = len(held), False
        some, every = (tuple(str(v) for v, t in self._before.items() if t is tick) for tick in (Tick.SOME, Tick.ALL))
        super().__init__(label, values, every, parent, some)
        several, one = _("Space ticks or clears for all · Enter adds this one"), _("Space checks · Enter sets")
        self.foot.setText(several if self._records > 1 else one)

    @override
    def enter(self, here: str) -> None:
        """Do what the ticks ask for, or choose this value where none was touched."""
        after = {int(value): _TICKS[state] for value, state in self.states().items()}
        asked = wish(self._before, after) if self._touched else only(self._before, int(here), self._records)
        if any(asked):
            self.wished.emit(asked)

    @override
    def tell(self) -> None:
        """Nothing is done before Enter."""
        self._touched = True
        self.foot.setText(_("Space checks · Enter sets"))


class _Value(QStandardItem):
    """A value as a checkable line; what only some have can be checked, cleared and left as it is, by turns."""

    def __init__(self, value: FacetValue, state: Qt.CheckState) -> None:
        super().__init__(value.label)
        self.setCheckable(True)
        self.setUserTristate(state == _MIXED)
        self.setEditable(False)
        self.setCheckState(state)
        self.setData(value.value, _VALUE)
        self.setData(value.count, COUNT)
        self.setData(fold(value.label), _FOLDED)

    @override
    def data(self, role: int = _VALUE) -> Any:
        if role != _SPOKEN:
            return super().data(role)
        said = f"{self.text()}, {self.data(COUNT):n}"
        return said if self.checkState() != _MIXED else _("{value}, of some of them").format(value=said)
