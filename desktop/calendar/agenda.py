"""An agenda: what comes, under the days, weeks or months it falls on; of any number only what is seen is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from db.records.calendar import CalendarItem
from db.rules.edtf import full_day
from db.words import _
from desktop.calendar.looks import look_of, meta_of, spoken, title_of
from desktop.form.dates.date_page import month_name
from desktop.kit import paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import tip_words
from desktop.kit.theme import current

BLOCK = 100
"""So many things are read at once."""
_KEPT = 30
"""So many blocks are kept; those read first are forgotten."""
_SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value})
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
_EDGE, _ICON, _TEXT = 10, 16, 36
_Index = QModelIndex | QPersistentModelIndex
Read = Callable[[int, int], Sequence[CalendarItem]]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over some things: its words, the first day of which it is the head, and how many follow."""

    text: str
    day: date | None
    many: int


class AgendaModel(QAbstractListModel):
    """Heads and things; a thing is read when it is first looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: Sequence[Head] = ()
        self._rows: list[int] = []
        self._read: Read | None = None
        self._blocks: dict[int, Sequence[CalendarItem]] = {}
        self.total = 0

    def show_heads(self, heads: Sequence[Head], read: Read) -> None:
        """Show these heads with what `read` finds below them."""
        self.beginResetModel()
        self.heads, self._read, self._blocks = heads, read, {}
        self._rows, row = [], 0
        for head in heads:
            self._rows.append(row)
            row += head.many + 1
        self.total = row - len(heads)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.total + len(self.heads)

    def head_at(self, row: int) -> Head | None:
        """The head that stands in a row; None where a thing does."""
        place = self.head_over(row)
        return self.heads[place] if place >= 0 and self._rows[place] == row else None

    def head_over(self, row: int) -> int:
        """The place of the head over a row."""
        return bisect_right(self._rows, row) - 1

    def row_of(self, day: date) -> int:
        """The row of the head of a day, or of the first one after it; -1 where nothing follows."""
        for head, row in zip(self.heads, self._rows, strict=True):
            if head.day is not None and head.day >= day:
                return row
        return -1

    def item(self, row: int) -> CalendarItem | None:
        """The thing of a row; None of a head, and of what is not there any more."""
        if self._read is None or not 0 <= row < self.rowCount() or self.head_at(row) is not None:
            return None
        number = row - self.head_over(row) - 1
        block = number // BLOCK
        if block not in self._blocks:
            while len(self._blocks) >= _KEPT:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[block] = self._read(block * BLOCK, BLOCK)
        found, place = self._blocks[block], number % BLOCK
        return found[place] if place < len(found) else None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SPOKEN and role != _TOOLTIP:
            return None
        head = self.head_at(index.row())
        if head is not None:
            return head.text if role in _SPOKEN else None
        item = self.item(index.row())
        if item is None:
            return ""
        return tip_words(spoken(item)) if role == _TOOLTIP else spoken(item)


def row_height() -> int:
    """The height of a row, head or thing."""
    theme = current()
    return max(theme.px(34), theme.metrics("medium").height() + theme.px(12))


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = option.widget
        if not isinstance(view, AgendaList):
            return
        painter.save()
        painter.setLayoutDirection(paint.AUTO)
        lit = view.hasFocus() and view.currentIndex() == index
        head, item = view.agenda.head_at(index.row()), view.agenda.item(index.row())
        if head is not None:
            self._paint_head(painter, view, option.rect, head)
        elif item is not None:
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            if lit or hovered:
                ground = current().colour("sel" if lit else "hover")
                paint.pill(painter, option.rect, ground, None, current().sizes.radius)
            self._paint_item(painter, view, option.rect, item)
        if lit:
            paint.focus_ring(painter, option.rect)
        painter.restore()

    def _paint_head(self, painter: QPainter, view: AgendaList, full: QRect, head: Head) -> None:
        theme, direction, edge = current(), view.layoutDirection(), current().px(_EDGE)
        today = head.day is not None and head.day == view.today
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("accent" if today else "text"))
        count = f"{head.many:n}"
        room = theme.metrics("meta").horizontalAdvance(count) + theme.px(12)
        at = paint.mirrored(direction, full, full.adjusted(edge, theme.px(4), -edge - room, 0))
        painter.drawText(at, paint.starting(direction), paint.fitted("strong", head.text, at.width()))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(full.adjusted(edge, theme.px(4), -edge, 0), paint.ending(direction), count)
        painter.fillRect(QRect(full.x() + edge, full.bottom(), full.width() - 2 * edge, 1), theme.colour("line2"))

    def _paint_item(self, painter: QPainter, view: AgendaList, full: QRect, item: CalendarItem) -> None:
        theme, direction = current(), view.layoutDirection()
        look, edge, lead = look_of(item), theme.px(_EDGE), theme.px(_TEXT)
        tone = theme.tokens.tone(look.tone)
        box = QRect(full.x() + edge, full.y(), theme.px(_ICON), full.height())
        paint.icon(painter, paint.mirrored(direction, full, box), look.icon, tone.fg, theme.px(_ICON))
        when = item.when if item.is_long or view.names_days else ""
        far = min(theme.metrics("meta").horizontalAdvance(when), full.width() // 3)
        if when:
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.colour("text2"))
            at = QRect(full.right() - edge - far + 1, full.y(), far, full.height())
            painter.drawText(
                paint.mirrored(direction, full, at), paint.ending(direction), paint.fitted("meta", when, far)
            )
        room = max(0, full.width() - lead - edge - far - theme.px(16))
        meta, title = meta_of(item), title_of(item)
        beside = min(theme.metrics("meta").horizontalAdvance(meta), room // 2)
        width = min(theme.metrics("medium").horizontalAdvance(title), room - beside - theme.px(10))
        painter.setFont(theme.font("medium"))
        painter.setPen(theme.colour("text"))
        at = QRect(full.x() + lead, full.y(), max(0, width), full.height())
        painter.drawText(
            paint.mirrored(direction, full, at), paint.starting(direction), paint.fitted("medium", title, at.width())
        )
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour(tone.fg if item.status is not None else "text2"))
        rest = room - at.width() - theme.px(10)
        at = QRect(at.right() + theme.px(10), full.y(), max(0, rest), full.height())
        painter.drawText(
            paint.mirrored(direction, full, at), paint.starting(direction), paint.fitted("meta", meta, at.width())
        )


class AgendaList(QListView):
    """Arrows go from thing to thing, Enter opens one; of a head it goes to the first thing below it."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.agenda = AgendaModel(self)
        self.today = date.min
        self.names_days = False
        """Whether a thing says its day, as where it stands under a week or a month."""
        self.setAccessibleName(name)
        self.setModel(self.agenda)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)

    def show_agenda(self, heads: Sequence[Head], read: Read, today: date, names_days: bool) -> None:
        """Show these; what is current stays so where it is still there."""
        self.today, self.names_days = today, names_days
        row = self.currentIndex().row()
        self.agenda.show_heads(heads, read)
        if self.agenda.total and row >= 0:
            self.setCurrentIndex(self.agenda.index(min(max(row, 1), self.agenda.rowCount() - 1)))

    def go(self, day: date) -> None:
        """Go to a day, or to what comes first after it; to the first day there is, to the top."""
        row = 0 if day == date.min else self.agenda.row_of(day)
        if row < 0 and self.agenda.rowCount():
            row = self.agenda.rowCount() - 1
        if row >= 0:
            thing = row + 1 if self.agenda.head_at(row) is not None else row
            self.setCurrentIndex(self.agenda.index(thing))
            self.scrollTo(self.agenda.index(row), QListView.ScrollHint.PositionAtTop)

    def current(self) -> CalendarItem | None:
        """The thing where one is."""
        return self.agenda.item(self.currentIndex().row())

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point: where whole weeks or months stand under a head, none."""
        index = self.indexAt(at)
        if not index.isValid() or self.names_days:
            return None
        place = self.agenda.head_over(index.row())
        return self.agenda.heads[place].day if place >= 0 else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        elif event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        item = self.agenda.item(index.row())
        if item is not None:
            self.opened.emit(item)
        elif index.isValid() and index.row() + 1 < self.agenda.rowCount():
            self.setCurrentIndex(self.agenda.index(index.row() + 1))

    def restyle(self) -> None:
        """Lay the rows out again, in letters of this size."""
        self.scheduleDelayedItemsLayout()


def heads_of(
    counted: Sequence[tuple[date | None, int]], group: str, locale: QLocale, today: date, holidays: Mapping[date, str]
) -> list[Head]:
    """The heads over so many things of each day: a day, a week or a month each; what has several days comes first."""
    found: list[Head] = []
    for day, many in counted:
        first, text = _head(day, group, locale)
        if group == "day" and day is not None:
            text = _("Today, {day}").format(day=text) if day == today else text
            text = f"{text} · {holidays[day]}" if day in holidays else text
        if found and (found[-1].day, found[-1].text) == (first, text):
            found[-1] = Head(text, first, found[-1].many + many)
        else:
            found.append(Head(text, first, many))
    return found


def _head(day: date | None, group: str, locale: QLocale) -> tuple[date | None, str]:
    if day is None:
        return None, _("On any of several days")
    if group == "month":
        return day.replace(day=1), month_name(locale, day)
    if group == "week":
        first = day - timedelta(days=(day.weekday() - locale.firstDayOfWeek().value + 1) % 7)
        return first, _("Week from {day}").format(day=full_day(first))
    return day, full_day(day)
