"""A week of a month: seven days side by side, what stands over several of them above what stands on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from db.records.calendar import CalendarItem, Holiday
from db.rules.edtf import full_day
from db.words import _, ngettext
from desktop.calendar.chip import Chips, MoreLink, chip_height
from desktop.calendar.looks import shortly
from desktop.kit import paint
from desktop.kit.plain import set_tip
from desktop.kit.theme import current

LEAST_LANES = 3
"""So many things find room on the smallest day."""
BAND_ROWS = 3
"""So many rows has what stands over the whole month."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Lane:
    """A thing over some days of a week: from which to which of them, in which row."""

    item: CalendarItem
    row: int
    first: int
    last: int

    def places(self) -> range:
        """The days of the week it crosses."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What stands on a day: its own things, the first of them in full, how many there are, and what it is called."""

    day: date
    inside: bool = True
    off: bool = False
    today: bool = False
    many: int = 0
    items: tuple[CalendarItem, ...] = ()
    holidays: tuple[Holiday, ...] = ()


def lanes(items: Sequence[CalendarItem], monday: date) -> list[Lane]:
    """The rows of what stands over a week: what begins first above, each in the first row that is free."""
    ends: list[int] = []
    found = []
    sunday = monday + timedelta(days=6)
    for item in items:
        if item.first > sunday or item.last < monday:
            continue
        first, last = max(0, (item.first - monday).days), min(6, (item.last - monday).days)
        row = next((at for at, end in enumerate(ends) if end < first), len(ends))
        ends[row:] = [last] if row == len(ends) else [last, *ends[row + 1 :]]
        found.append(Lane(item, row, first, last))
    return found


class DayCell(QAbstractButton):
    """A day; arrows go from one to another, Enter opens what is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts = DayFacts(date.min)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its month hears all keys: arrows go from day to day there, not from button to button."""
        event.ignore()

    def show_day(self, facts: DayFacts, long: Sequence[CalendarItem]) -> None:
        """Stand for another day; `long` are the things over several days that it is one of."""
        self.facts = facts
        self.setText(self.locale().toString(facts.day.day))
        many = facts.many + len(long)
        said = [full_day(facts.day), _("Today") if facts.today else ""]
        said += [_name(each) for each in facts.holidays]
        said.append(ngettext("{n} thing", "{n} things", many).format(n=many) if many else _("nothing"))
        said += [shortly(each)[:80] for each in (*long, *facts.items)[:5]]
        self.setAccessibleName(", ".join(filter(None, said)))
        set_tip(self, "\n".join(filter(None, (said[0], *map(_name, facts.holidays)))))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, facts, direction = current(), self.rect(), self.facts, self.layoutDirection()
        painter = QPainter(self)
        ground = "sunken" if facts.off or facts.holidays or not facts.inside else "surface"
        painter.fillRect(full, theme.colour("hover" if self.underMouse() else ground))
        painter.fillRect(QRect(0, 0, full.width(), 1), theme.colour("line"))
        painter.fillRect(paint.mirrored(direction, full, QRect(0, 0, 1, full.height())), theme.colour("line"))
        head = QRect(0, theme.px(3), full.width(), head_height() - theme.px(4))
        edge = theme.px(7)
        width = max(theme.metrics("strong").horizontalAdvance(self.text()) + theme.px(10), head.height())
        if facts.today:
            box = QRect(edge - theme.px(5), head.y(), width, head.height())
            paint.pill(painter, paint.mirrored(direction, full, box), theme.colour("accent"), None, head.height() / 2)
        painter.setFont(theme.font("strong" if facts.today else "meta"))
        ink = "accent_fg" if facts.today else "text" if facts.inside else "text3"
        painter.setPen(theme.colour(ink))
        number = QRect(edge - theme.px(5), head.y(), width, head.height())
        painter.drawText(paint.mirrored(direction, full, number), paint.CENTRE, self.text())
        if facts.holidays:
            room = full.width() - number.right() - edge - theme.px(4)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text2"))
            at = QRect(number.right() + theme.px(4), head.y(), room, head.height())
            words = paint.fitted("caption", " · ".join(map(_name, facts.holidays)), room)
            painter.setLayoutDirection(paint.AUTO)
            painter.drawText(paint.mirrored(direction, full, at), paint.ending(direction), words)
        if self.hasFocus():
            paint.focus_ring(painter, full.adjusted(1, 1, 0, 0))


def _name(holiday: Holiday) -> str:
    """A holiday by the code of its country, which is one of two."""
    said = _("{country}: {name} (expected)") if holiday.expected else _("{country}: {name}")
    return said.format(country=holiday.country, name=holiday.name)


def head_height() -> int:
    """The height of the line with the number of a day."""
    return current().metrics("strong").height() + current().px(7)


def week_height(rows: int) -> int:
    """The height that so many things on a day need."""
    return head_height() + rows * (chip_height() + current().px(_GAP)) + current().px(3)


@dataclass(slots=True)
class _Room:
    """How far down a day is taken, and what of it found no room."""

    row: int = 0
    hidden: int = 0
    taken: set[int] = field(default_factory=set)


class MonthBand(QWidget):
    """What stands over all the days that are shown, once and above them."""

    opened = Signal(object)
    all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chips = Chips(self, self.opened)
        self._items: Sequence[CalendarItem] = ()
        self._more = MoreLink(self)
        self._more.clicked.connect(self.all_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_band(self, items: Sequence[CalendarItem]) -> None:
        """Show these; what is more than a few is counted."""
        self._items = items
        self.setVisible(bool(items))
        many = len(items) - len(self._shown())
        self._more.show_many(many, _("{n:,} more over the whole month").format(n=many))
        self.restyle()
        self._place()

    def items(self) -> Sequence[CalendarItem]:
        """All of them."""
        return self._items

    def restyle(self) -> None:
        """Be as high as its rows."""
        rows = min(len(self._items), BAND_ROWS)
        self.setFixedHeight(rows * (chip_height() + current().px(_GAP)) + current().px(4))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _shown(self) -> Sequence[CalendarItem]:
        return self._items if len(self._items) <= BAND_ROWS else self._items[: BAND_ROWS - 1]

    def _place(self) -> None:
        height, gap = chip_height(), current().px(_GAP)
        self._chips.begin()
        for row, item in enumerate(self._shown()):
            chip = self._chips.take()
            chip.show_item(item, before=True, after=True)
            chip.setGeometry(0, row * (height + gap), self.width(), height)
        self._chips.end()
        at = QRect(
            0,
            len(self._shown()) * (height + gap),
            current().metrics("over").horizontalAdvance(self._more.text()) + current().px(20),
            height,
        )
        self._more.setGeometry(paint.mirrored(self.layoutDirection(), self.rect(), at))


class WeekRow(QWidget):
    """Places its chips anew whenever it has another size: what has no room is counted on "+n"."""

    opened = Signal(object)
    day_opened = Signal(object)
    """The whole list of a day is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = [DayCell(self) for _place in range(7)]
        self._chips = Chips(self, self.opened)
        self._more = [MoreLink(self) for _cell in self.cells]
        for button in self._more:
            button.clicked.connect(self._want_day)
        self._lanes: list[Lane] = []

    def show_week(self, days: Sequence[DayFacts], long: Sequence[CalendarItem]) -> None:
        """Show these days, and what stands over several of them."""
        self._lanes = lanes(long, days[0].day)
        for place, (cell, facts) in enumerate(zip(self.cells, days, strict=True)):
            cell.show_day(facts, [each.item for each in self._lanes if each.first <= place <= each.last])
        self._place()

    def overflow(self) -> Mapping[date, int]:
        """How many things of each day are behind "+n"."""
        return {
            cell.facts.day: button.many
            for cell, button in zip(self.cells, self._more, strict=True)
            if not button.isHidden()
        }

    def chips(self) -> Sequence[CalendarItem]:
        """What is shown by chips of its own."""
        return [each.item for each in self._chips.shown() if each.item is not None]

    def _want_day(self) -> None:
        for cell, button in zip(self.cells, self._more, strict=True):
            if button.hasFocus() or button.underMouse() or button.isDown():
                self.day_opened.emit(cell.facts.day)
                return

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        theme, width = current(), self.width()
        edges = [width * place // 7 for place in range(8)]
        for place, cell in enumerate(self.cells):
            box = QRect(edges[place], 0, edges[place + 1] - edges[place], self.height())
            cell.setGeometry(paint.mirrored(self.layoutDirection(), self.rect(), box))
        step = chip_height() + theme.px(_GAP)
        rows = max(1, (self.height() - head_height() - theme.px(3)) // step)
        rooms = [_Room() for _cell in self.cells]
        self._chips.begin()
        self._place_long(edges, rows, rooms)
        self._place_short(edges, rows, rooms)
        self._chips.end()
        for place, room in enumerate(rooms):
            self._show_more(place, edges, rows, room.hidden)

    def _place_long(self, edges: Sequence[int], rows: int, rooms: Sequence[_Room]) -> None:
        """A lane has its row on every day it crosses; one without room on any of them is counted on all of them."""
        shown = self._with_room(rows)
        monday = self.cells[0].facts.day
        for lane in self._lanes:
            for place in lane.places():
                rooms[place].hidden += lane not in shown
                if lane in shown:
                    rooms[place].taken.add(lane.row)
            if lane in shown:
                before, after = lane.item.first < monday, lane.item.last > monday + timedelta(days=6)
                chip = self._chips.take()
                chip.show_item(lane.item, before=before, after=after)
                chip.setGeometry(self._box(edges, lane.first, lane.last, lane.row, before, after))

    def _with_room(self, rows: int) -> list[Lane]:
        """The lanes that have room. What a day has of its own keeps a row, and so does "+n" where anything is left out,
        which may leave out more."""
        days = range(len(self.cells))
        many = [cell.facts.many for cell in self.cells]
        deep = [max((each.row + 1 for each in self._lanes if place in each.places()), default=0) for place in days]
        full = [deep[place] + many[place] > rows for place in days]
        while True:
            free = [rows - full[place] - (many[place] > 0 and rows >= LEAST_LANES) for place in days]
            shown = [lane for lane in self._lanes if all(lane.row < free[place] for place in lane.places())]
            left = [lane for lane in self._lanes if lane not in shown]
            now = [full[place] or any(place in lane.places() for lane in left) for place in days]
            if now == full:
                return shown
            full = now

    def _place_short(self, edges: Sequence[int], rows: int, rooms: Sequence[_Room]) -> None:
        """What stands on one day, in the rows that are left; the last one is for "+n" where that stands there."""
        for place, (cell, room) in enumerate(zip(self.cells, rooms, strict=True)):
            free = [row for row in range(rows) if row not in room.taken]
            if room.hidden or cell.facts.many > len(free):
                free = [row for row in free if row != rows - 1]
            shown = cell.facts.items[: len(free)]
            for item, row in zip(shown, free, strict=False):
                chip = self._chips.take()
                chip.show_item(item)
                chip.setGeometry(self._box(edges, place, place, row))
            room.hidden += cell.facts.many - len(shown)

    def _box(
        self, edges: Sequence[int], first: int, last: int, row: int, before: bool = False, after: bool = False
    ) -> QRect:
        theme = current()
        lead, end = (0 if before else theme.px(3)), (0 if after else theme.px(3))
        top = head_height() + row * (chip_height() + theme.px(_GAP))
        box = QRect(edges[first] + lead, top, edges[last + 1] - edges[first] - lead - end, chip_height())
        return paint.mirrored(self.layoutDirection(), self.rect(), box)

    def _show_more(self, place: int, edges: Sequence[int], rows: int, many: int) -> None:
        button = self._more[place]
        day = full_day(self.cells[place].facts.day)
        button.show_many(many, _("{n:,} more on {day}").format(n=many, day=day))
        if many:
            button.setGeometry(self._box(edges, place, place, rows - 1))
            button.raise_()
