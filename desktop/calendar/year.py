"""A year: twelve small months, each day as full as it is, and windows and journeys as bars below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from db.records.calendar import CalendarDays, CalendarItem, DaysOff
from db.rules.calendar_pages import cells, turn
from db.rules.edtf import Precision
from db.words import _, ngettext
from desktop.calendar.looks import look_of, shortly, title_of
from desktop.form.dates.date_page import month_name
from desktop.kit import layouts, paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import set_tip
from desktop.kit.theme import current

BARS = 3
"""So many bars have room below a month; the others are counted."""
_WIDE, _MIDDLE = 1000, 640
_FULL = 6
"""From so many things on, a day is as full as it looks."""
_HATCH = Qt.BrushStyle.BDiagPattern


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What a small month shows."""

    first: date
    last: date
    counts: Mapping[date, int] = field(default_factory=dict)
    long: Sequence[CalendarItem] = ()
    off: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset()
    today: date = date.min
    week_start: int = 0

    @property
    def many(self) -> int:
        """How many things are in it."""
        return len(self.long) + sum(self.counts.values())


class SmallMonth(QAbstractButton):
    """Enter opens the month, a press on a day that day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts = MonthFacts(date(1, 1, 1), date(1, 1, 31))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.pressed_on: date | None = None

    def show_month(self, facts: MonthFacts) -> None:
        """Stand for another month."""
        self.facts = facts
        self.setText(month_name(self.locale(), facts.first))
        many = ngettext("{n:,} thing", "{n:,} things", facts.many).format(n=facts.many) if facts.many else _("nothing")
        bars = [f"{title_of(each)[:80]}, {each.when}" for each in facts.long]
        self.setAccessibleName(", ".join((self.text(), many, *bars[:12])))
        set_tip(self, "\n".join((f"{self.text()}: {many}", *bars[:12])))
        self.updateGeometry()
        self.update()

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point of it."""
        for day, box in self._boxes():
            if box.contains(at) and self.facts.first <= day <= self.facts.last:
                return day
        return None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its year hears all keys: arrows go from month to month there, not from button to button."""
        event.ignore()

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        line = theme.metrics("caption").height() + theme.px(5)
        height = theme.metrics("h3").height() + theme.px(14) + 7 * line + self._bars_height()
        return QSize(7 * (theme.metrics("caption").horizontalAdvance("00") + theme.px(8)) + theme.px(16), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed_on = self.day_at(event.position().toPoint())
        super().mousePressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        painter = QPainter(self)
        ground = theme.colour("hover" if self.underMouse() else "surface")
        paint.pill(painter, full, ground, theme.colour("line"), theme.sizes.radius)
        edge = theme.px(10)
        head = QRect(edge, theme.px(4), full.width() - 2 * edge, theme.metrics("h3").height() + theme.px(4))
        now = self.facts.first <= self.facts.today <= self.facts.last
        painter.setFont(theme.font("h3"))
        painter.setPen(theme.colour("accent" if now else "text"))
        painter.drawText(head, paint.starting(direction), paint.fitted("h3", self.text(), head.width()))
        self._paint_days(painter)
        self._paint_bars(painter)
        if self.hasFocus():
            paint.focus_ring(painter, full)

    def _line(self) -> int:
        return current().metrics("caption").height() + current().px(5)

    def _bars_height(self) -> int:
        return (BARS + 1) * (current().metrics("caption").height() + current().px(2)) + current().px(6)

    def _grid(self) -> QRect:
        theme, edge = current(), current().px(8)
        top = theme.metrics("h3").height() + theme.px(12)
        return QRect(
            edge, top, self.width() - 2 * edge, max(7 * self._line(), self.height() - top - self._bars_height())
        )

    def _boxes(self) -> Sequence[tuple[date, QRect]]:
        """The days of its page with their places, below the names of the days."""
        grid, days = self._grid(), cells(Precision.DAY, self.facts.first, self.facts.week_start)
        line = grid.height() // 7
        found = []
        for place, day in enumerate(days):
            row, column = divmod(place, 7)
            left, right = grid.width() * column // 7, grid.width() * (column + 1) // 7
            box = QRect(grid.x() + left, grid.y() + (row + 1) * line, right - left, line)
            found.append((day, paint.mirrored(self.layoutDirection(), self.rect(), box)))
        return found

    def _paint_days(self, painter: QPainter) -> None:
        theme, facts, line = current(), self.facts, self._grid().height() // 7
        painter.setFont(theme.font("caption"))
        for place, (day, box) in enumerate(self._boxes()):
            if place < 7:
                name = self.locale().standaloneDayName(day.isoweekday(), self.locale().FormatType.NarrowFormat)
                painter.setPen(theme.colour("text3"))
                painter.drawText(box.translated(0, -line), paint.CENTRE, name)
            if not facts.first <= day <= facts.last:
                continue
            many = facts.counts.get(day, 0)
            shape = box.adjusted(1, 1, -1, -1)
            if many:
                tint = theme.colour("accent_tint")
                full = min(many, _FULL) / _FULL
                mixed = theme.colour("accent")
                mixed = mixed.__class__(mixed)
                mixed.setAlphaF(0.12 + 0.38 * full)
                paint.pill(painter, shape, tint, None, theme.sizes.radius_badge)
                paint.pill(painter, shape, mixed, None, theme.sizes.radius_badge)
            if day == facts.today:
                paint.outline(painter, shape, theme.colour("accent"), theme.sizes.radius_badge, 1.5)
            rests = day in facts.off or day.weekday() in facts.weekend
            painter.setFont(theme.font("over" if many else "caption"))
            painter.setPen(theme.colour("text" if many or not rests else "text3"))
            painter.drawText(box, paint.CENTRE, self.locale().toString(day.day))

    def _paint_bars(self, painter: QPainter) -> None:
        theme, facts, direction = current(), self.facts, self.layoutDirection()
        grid, height = self._grid(), theme.metrics("caption").height()
        top, days = grid.bottom() + theme.px(4), (facts.last - facts.first).days + 1
        painter.setLayoutDirection(paint.AUTO)
        for row, item in enumerate(facts.long[:BARS]):
            begins = max(0, (item.first - facts.first).days)
            ends = min(days, (item.last - facts.first).days + 1)
            y = top + row * (height + theme.px(2))
            box = QRect(grid.x() + grid.width() * begins // days, y, grid.width() * (ends - begins) // days, height)
            look = look_of(item)
            tone = theme.tokens.tone(look.tone)
            shape = paint.mirrored(direction, self.rect(), box)
            paint.pill(painter, shape, theme.colour(tone.bg), theme.colour(tone.ln), theme.px(3))
            if item.strip:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.fillRect(shape.adjusted(1, 1, -1, -1), QBrush(theme.colour(tone.ln), _HATCH))
            self._paint_title(painter, item, box, grid, tone.fg, tone.bg)
        if len(facts.long) > BARS:
            more = _("+{n:,}").format(n=len(facts.long) - BARS)
            at = QRect(grid.x(), top + BARS * (height + theme.px(2)), grid.width(), height)
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font("caption"))
            painter.drawText(at, paint.starting(direction), more)

    def _paint_title(
        self, painter: QPainter, item: CalendarItem, box: QRect, grid: QRect, ink: str, ground: str
    ) -> None:
        """The title on its bar, or beside a short one."""
        theme, direction = current(), self.layoutDirection()
        inside = box.width() >= theme.px(60)
        room = box.width() - theme.px(8) if inside else grid.right() - box.right() - theme.px(6)
        if not inside and room < theme.px(40):
            return
        words = paint.fitted("caption", shortly(item), room)
        left = box.x() + theme.px(4) if inside else box.right() + theme.px(4)
        at = QRect(left, box.y(), theme.metrics("caption").horizontalAdvance(words), box.height())
        if inside and item.strip:
            painter.fillRect(paint.mirrored(direction, self.rect(), at.adjusted(-2, 1, 2, -1)), theme.colour(ground))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour(ink if inside else "text2"))
        painter.drawText(paint.mirrored(direction, self.rect(), at), paint.starting(direction), words)


class YearView(QWidget):
    """Arrows go from month to month, Enter opens one."""

    day_opened = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._day = date.min
        self._columns = 0
        self.months = [SmallMonth(self) for _month in range(12)]
        self._grid: QGridLayout = layouts.grid(self, 12, 12)
        for month in self.months:
            month.clicked.connect(self._clicked)
        self.arrange(_WIDE)

    def show_year(self, day: date, today: date, found: CalendarDays, off: DaysOff) -> None:
        """Show the year of a day, and stand on its month."""
        self._day = day
        counts, week_start = dict(found.counts), self.locale().firstDayOfWeek().value - 1
        holidays = frozenset(each.day for each in off.holidays)
        for number, month in enumerate(self.months, 1):
            first = date(day.year, number, 1)
            last = (date(day.year, number + 1, 1) if number < 12 else date(day.year, 12, 31) + _DAY) - _DAY
            long = [each for each in found.long if each.first <= last and each.last >= first]
            own = {each: many for each, many in counts.items() if first <= each <= last}
            month.show_month(MonthFacts(first, last, own, long, holidays, off.weekend, today, week_start))
        self._mark()

    def walk(self, day: date) -> None:
        """Stand on another month of the year."""
        self._day = day
        self._mark()

    def take_focus(self) -> None:
        """Put the keyboard on the month."""
        self.months[self._day.month - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point of this widget."""
        for month in self.months:
            inside = month.mapFrom(self, at)
            if month.rect().contains(inside):
                return month.day_at(inside)
        return None

    def arrange(self, effective: float) -> None:
        """Four months beside each other, or fewer where there is less room."""
        columns = 4 if effective >= _WIDE else 3 if effective >= _MIDDLE else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, month in enumerate(self.months):
            self._grid.addWidget(month, *divmod(place, columns))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead, Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.day_wanted.emit(turn(Precision.DAY, self._day.replace(day=1), steps[key]))
        elif key in ENTER:
            self.day_opened.emit(self._day)
        else:
            event.ignore()

    def _clicked(self) -> None:
        month = next((each for each in self.months if each.hasFocus()), None)
        if month is not None:
            on, month.pressed_on = month.pressed_on, None
            self.day_opened.emit(on or month.facts.first)

    def _mark(self) -> None:
        for number, month in enumerate(self.months, 1):
            here = number == self._day.month
            month.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


_DAY = timedelta(days=1)
