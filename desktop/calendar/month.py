"""A month: its weeks under the names of the days, each day with what stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from db.records.calendar import CalendarDays, CalendarItem, DaysOff, Holiday
from db.rules.calendar_pages import FIRST, LAST, cells
from db.rules.edtf import Precision
from desktop.calendar.week import LEAST_LANES, DayCell, DayFacts, MonthBand, WeekRow, week_height
from desktop.kit import layouts
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import PlainLabel

_SHORT = QLocale.FormatType.ShortFormat
_WEEK = 7


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The days that a month shows: whole weeks, from the first that has one of its days to the last."""

    days: tuple[date, ...]

    @classmethod
    def of(cls, day: date, week_start: int) -> MonthPage:
        """The page of a day; weeks begin on `week_start`, 0 is Monday."""
        every = cells(Precision.DAY, day.replace(day=1), week_start)
        weeks = [every[at : at + _WEEK] for at in range(0, len(every), _WEEK)]
        return cls(tuple(each for week in weeks if any(_same(each, day) for each in week) for each in week))


def _same(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


class MonthView(QWidget):
    """Arrows walk over the days, also into the month before and after; Enter opens what is on the day."""

    opened = Signal(object)
    day_opened = Signal(object)
    all_wanted = Signal()
    """The list of what stands over the whole month is wanted."""
    day_wanted = Signal(object)
    """Somebody walked to a day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._day = self._today = date.min
        self._found: CalendarDays | None = None
        self._names = [PlainLabel("", "caption", "text2", parent=self) for _place in range(_WEEK)]
        names = QHBoxLayout()
        names.setSpacing(0)
        for label in self._names:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            names.addWidget(label, 1)
        self.band = MonthBand(self)
        self.band.opened.connect(self.opened)
        self.band.all_wanted.connect(self.all_wanted)
        self._weeks = [WeekRow(self) for _week in range(6)]
        for week in self._weeks:
            week.opened.connect(self.opened)
            week.day_opened.connect(self.day_opened)
            for cell in week.cells:
                cell.clicked.connect(self._clicked)
        layouts.column(self.band, names, *((week, 1) for week in self._weeks), on=self, gap=0)

    def page(self, day: date) -> MonthPage:
        """The days that the month of a day shows, with the week of the language."""
        return MonthPage.of(day, self.locale().firstDayOfWeek().value - 1)

    def show_month(self, day: date, today: date, found: CalendarDays, off: DaysOff) -> None:
        """Show the month of a day, and stand on that."""
        self._day, self._today, self._found = day, today, found
        days = self.page(day).days
        items, holidays = _by_day(found.short), defaultdict[date, list[Holiday]](list)
        for each in off.holidays:
            holidays[each.day].append(each)
        counts = dict(found.counts)
        over_all = [each for each in found.long if each.first <= days[0] and each.last >= days[-1]]
        self.band.show_band(over_all)
        # What certainly takes its days stands above what may.
        crossing = sorted((each for each in found.long if each not in over_all), key=_first_of_all)
        for label, each_day in zip(self._names, days, strict=False):
            label.setText(self.locale().standaloneDayName(each_day.isoweekday(), _SHORT))
            label.setAccessibleName(self.locale().standaloneDayName(each_day.isoweekday()))
        for number, week in enumerate(self._weeks):
            of_week = days[number * _WEEK : (number + 1) * _WEEK]
            week.setVisible(bool(of_week))
            if of_week:
                facts = [
                    DayFacts(
                        each, _same(each, day), each.weekday() in off.weekend, each == today, counts.get(each, 0),
                        tuple(items.get(each, ())), tuple(holidays.get(each, ())),
                    )
                    for each in of_week
                ]  # fmt: skip
                week.show_week(facts, crossing)
        self._mark()
        self.restyle()

    def walk(self, day: date) -> None:
        """Stand on another day of the month."""
        self._day = day
        self._mark()

    def take_focus(self) -> None:
        """Put the keyboard on the day."""
        cell = self.cell(self._day)
        if cell is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell(self, day: date) -> DayCell | None:
        """The cell of a day; None where the month does not show it."""
        return next((cell for cell in self._shown() if cell.facts.day == day), None)

    def weeks(self) -> Sequence[WeekRow]:
        """The weeks that are shown."""
        return [week for week in self._weeks if not week.isHidden()]

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point of this widget."""
        for cell in self._shown():
            if cell.rect().contains(cell.mapFrom(self, at)):
                return cell.facts.day
        return None

    def restyle(self) -> None:
        """Be high enough for a few things on every day, in letters of this size."""
        self.band.restyle()
        for week in self._weeks:
            week.setMinimumHeight(week_height(LEAST_LANES))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.day_wanted.emit(stepped(self._day, steps[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            month = [cell.facts.day for cell in self._shown() if cell.facts.inside]
            self.day_wanted.emit(month[0] if key == Qt.Key.Key_Home else month[-1])
        elif key in ENTER:
            self._open_day(self._day)
        else:
            event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def _shown(self) -> Sequence[DayCell]:
        return [cell for week in self._weeks if not week.isHidden() for cell in week.cells]

    def _clicked(self) -> None:
        """A press walks to the day; one on the day where one is opens it."""
        cell = next((each for each in self._shown() if each.hasFocus()), None)
        if cell is not None and cell.facts.day != self._day:
            self.day_wanted.emit(cell.facts.day)
        elif cell is not None:
            self._open_day(cell.facts.day)

    def _open_day(self, day: date) -> None:
        """The one thing of a day opens; several are listed."""
        if self._found is None:
            return
        on_it = [each for each in (*self._found.long, *self._found.short) if each.first <= day <= each.last]
        if len(on_it) == 1 and dict(self._found.counts).get(day, 0) <= 1:
            self.opened.emit(on_it[0])
        elif on_it:
            self.day_opened.emit(day)

    def _mark(self) -> None:
        """Tab comes to the day where one is, and from there to what stands in the month."""
        for cell in self._shown():
            here = cell.facts.day == self._day
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


def stepped(day: date, days: int) -> date:
    """So many days on, within the calendar."""
    return min(max(day + timedelta(days=days), FIRST), LAST)


def _first_of_all(item: CalendarItem) -> tuple[bool, date, int]:
    return item.strip, item.first, -(item.last - item.first).days


def _by_day(short: Sequence[CalendarItem]) -> Mapping[date, list[CalendarItem]]:
    found = defaultdict[date, list[CalendarItem]](list)
    for each in short:
        found[each.first].append(each)
    return found
