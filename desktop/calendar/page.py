"""The calendar: agenda, month or year of what has a date, and beside it what has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from db.queries.base import Reader
from db.queries.calendar import beside
from db.queries.calendar import days as queries
from db.records.base import Change, View
from db.records.calendar import CalendarDays, CalendarItem, CalendarWish, DaysOff
from db.rules.calendar_pages import turn
from db.rules.edtf import Precision
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.calendar.agenda import AgendaList, heads_of
from desktop.calendar.chip import ItemChip
from desktop.calendar.dating import CAN_BE_DATED, Dating
from desktop.calendar.looks import on_paper, title_of
from desktop.calendar.month import MonthView
from desktop.calendar.top import AGENDA, MONTH, YEAR, CalendarTop
from desktop.calendar.undated import Carried, DropDays, UndatedPanel
from desktop.calendar.year import YearView
from desktop.doing import bind_here, does
from desktop.form.dates.date_page import month_name, year_name
from desktop.kinds import PAGE_OF
from desktop.kit import layouts
from desktop.kit.empty_note import EmptyNote
from desktop.kit.theme import current
from desktop.page.list_page import PAGE_AIR
from desktop.page.page import Page
from desktop.table.grid import Heading, marking_of, note
from desktop.workspace import Edit, Go, Workspace, reminder_on

BESIDE_FROM = 960
"""Effective widths from which what has no date stands beside the days."""
AHEAD = 3
"""So many months an agenda shows, from that of the day."""
MOST_ON_PAPER = 2_001
"""One more than paper takes, so that whoever prints too much is told so."""
_SIDE, _LEAST = 272, 300


class CalendarPage(Page):
    """Keys: T today, PgUp and PgDn turn, arrows walk, Enter opens; G agenda, M month, Y year; D gives a date."""

    name = "calendar"
    prints = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._day = workspace.today()
        self._stale = True
        self._off: dict[tuple[int, int, int | None], DaysOff] = {}
        bind_here(self, Place.CALENDAR_PAGE, self)
        self._make()
        self._lay_out()
        self._wire()
        self.dating = Dating(workspace, self)
        kept = workspace.settings.view(self.name) if workspace.settings is not None else ""
        self.top.choose_view(kept if kept in (AGENDA, MONTH, YEAR) else AGENDA)
        workspace.changed.connect(self._hear)

    def _make(self) -> None:
        self._inside = QWidget()
        self._inside.setProperty("page", True)
        inside = self._inside
        self.top = CalendarTop(inside)
        self.views = QStackedWidget(inside)
        self.agenda = AgendaList(_("Agenda"), self.views)
        self.agenda.setObjectName("calendar.agenda")
        self.month = MonthView(self.views)
        self.year = YearView(self.views)
        for view in (self.agenda, self.month, self.year):
            self.views.addWidget(view)
        self.none = EmptyNote("calendar", inside)
        self.none.setObjectName("calendar.none")
        self.none.hide()
        self.undated = UndatedPanel(self.workspace.seen, inside)

    def _lay_out(self) -> None:
        left = layouts.column((self.none, 0), (self.views, 1), gap=8)
        self._body: QBoxLayout = layouts.row((left, 1), self.undated, gap=16)
        layouts.column(self.top, (self._body, 1), on=self._inside, margins=PAGE_AIR, gap=10)
        self._area = layouts.scrolling(self, self._inside)
        self._area.installEventFilter(self)
        layouts.row(self._area, on=self)

    def _wire(self) -> None:
        self.top.view_chosen.connect(self._show_view)
        self.top.turned.connect(self.turn)
        self.top.today_wanted.connect(self._go_to_today)
        self.top.narrowed.connect(self._read_anew)
        self.top.print_wanted.connect(self.print_list)
        self.top.export_wanted.connect(self._export)
        for view in (self.agenda, self.month):
            view.opened.connect(self.open_item)
        self.month.day_wanted.connect(self.go_to)
        self.month.day_opened.connect(self.list_day)
        self.month.all_wanted.connect(self._list_all)
        self.year.day_wanted.connect(self.go_to)
        self.year.day_opened.connect(self._open_month)
        self.undated.opened.connect(self._open_key)
        self.none.pressed.connect(self._enter_undated)
        self._drops = [
            DropDays(self.month, self.month.day_at), DropDays(self.year, self.year.day_at),
            DropDays(self.agenda.viewport(), self.agenda.day_at),
        ]  # fmt: skip
        for drop in self._drops:
            drop.dropped.connect(self._drop)

    # ---------------------------------------------------------------------------------------------------------- a page
    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        if view is not None and view.country is not None:
            self.top.choose_country(view.country)
            self._stale = True
        if self._stale:
            self._read_anew()
        self._take_focus()

    @override
    def current_record(self) -> int | None:
        found = self._current()
        return found[1] if found is not None else None

    @override
    def kept_record(self) -> int | None:
        return None

    @override
    def to_trash(self) -> int | None:
        return None

    @override
    def print_list(self) -> None:
        """Print what the days that are shown have, as a list."""
        wish, today = self._wish(), self.workspace.today()

        def read(reader: Reader) -> tuple[Sequence[CalendarItem], str]:
            items = queries.window(reader, today, wish, 0, MOST_ON_PAPER)
            return items, marking_of(reader, items)

        items, marking = self.workspace.ask(read)
        about = note(self._title(), self.top.narrowed_to(), today, Path(self.workspace.path).stem, len(items))
        heading = Heading(_("Calendar"), today, about, marking, self.isRightToLeft())
        self.workspace.paper_wanted.emit(on_paper(items, heading))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Lay everything out for the size of its text."""
        self.month.restyle()
        self.agenda.restyle()
        self._arrange()
        if self.isVisible():
            self._read_anew()
        else:
            self._stale = True

    def _arrange(self) -> None:
        theme = current()
        effective = self.window().width() / theme.scale
        beside_ = effective >= BESIDE_FROM
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if beside_ else way.TopToBottom)
        self.undated.setFixedWidth(theme.px(_SIDE)) if beside_ else self.undated.setMinimumWidth(0)
        if not beside_:
            self.undated.setMaximumWidth(16_777_215)
        # Beside the days it scrolls; below them it is as high as its rows, and the page scrolls.
        few = self.undated.list.sizeHint().height() + theme.px(4)
        self.undated.area.setMinimumHeight(0 if beside_ else few)
        policy = QSizePolicy.Policy
        self.undated.setSizePolicy(policy.Preferred, policy.Preferred if beside_ else policy.Minimum)
        self.views.setMinimumHeight(theme.px(_LEAST))
        self.year.arrange(effective - (_SIDE + 240 if beside_ else 80))
        self.top.arrange(effective)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """PgUp and PgDn turn, wherever the focus is, before what scrolls hears them."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        pages = turns.get(Qt.Key(event.key()))
        if pages is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.turn(pages)
        self._take_focus()
        return True

    # --------------------------------------------------------------------------------------------------------- reading
    @property
    def day(self) -> date:
        """The day where one is."""
        return self._day

    def _hear(self, change: Change | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self._read_anew()

    def _read_anew(self) -> None:
        """Read what is shown, and what has no date."""
        self._stale = False
        workspace = self.workspace
        self.top.offer_countries(workspace.ask(beside.countries))
        kinds, country = self.top.kinds, self.top.country
        self._off.clear()
        undated = workspace.ask(partial(beside.undated, today=workspace.today(), kinds=kinds, country=country))
        self.undated.show_undated(undated)
        self._show()
        self._arrange()

    def _wish(self) -> CalendarWish:
        first, last = self._span()
        return CalendarWish(first=first, last=last, kinds=self.top.kinds, country=self.top.country)

    def _span(self) -> tuple[date, date]:
        """The days that are shown, those of the period itself."""
        day = self._day
        if self.top.view == YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)
        first = day.replace(day=1)
        following = turn(Precision.DAY, first, AHEAD if self.top.view == AGENDA else 1)
        return first, max(first, following - timedelta(days=1))

    def _days_off(self, wish: CalendarWish) -> DaysOff:
        key = (wish.first.year, wish.last.year, wish.country)
        if key not in self._off:
            years = wish.model_copy(update={"first": date(wish.first.year, 1, 1), "last": date(wish.last.year, 12, 31)})
            self._off[key] = self.workspace.ask(partial(beside.days_off, wish=years))
        return self._off[key]

    def _show(self) -> None:
        view = self.top.view
        self.top.set_title(self._title())
        if view == AGENDA:
            some = self._show_agenda()
        elif view == MONTH:
            some = self._show_month()
        else:
            some = self._show_year()
        self._say_none(some)

    def _show_agenda(self) -> bool:
        wish, today = self._wish(), self.workspace.today()
        counted = self.workspace.ask(partial(queries.heads, today=today, wish=wish))
        names = {each.day: each.name for each in self._days_off(wish).holidays}
        heads = heads_of(counted, self.top.group, self.locale(), today, names)

        def read(start: int, size: int) -> Sequence[CalendarItem]:
            return self.workspace.ask(partial(queries.window, today=today, wish=wish, start=start, size=size))

        self.agenda.show_agenda(heads, read, today, self.top.group != "day")
        return bool(heads)

    def _found(self, wish: CalendarWish, per_day: int) -> CalendarDays:
        return self.workspace.ask(partial(queries.days, today=self.workspace.today(), wish=wish, per_day=per_day))

    def _show_month(self) -> bool:
        own, days = self._wish(), self.month.page(self._day).days
        wish = own.model_copy(update={"first": days[0], "last": days[-1]})
        found = self._found(wish, queries.PER_DAY)
        self.month.show_month(self._day, self.workspace.today(), found, self._days_off(wish))
        inside = [each for each in found.long if each.first <= own.last and each.last >= own.first]
        return bool(inside) or any(own.first <= day <= own.last for day, _many in found.counts)

    def _show_year(self) -> bool:
        wish = self._wish()
        found = self._found(wish, 0)
        self.year.show_year(self._day, self.workspace.today(), found, self._days_off(wish))
        return bool(found.long or found.counts)

    def _title(self) -> str:
        first, last = self._span()
        if self.top.view == YEAR:
            return year_name(self.locale(), first)
        if self.top.view == MONTH:
            return month_name(self.locale(), first)
        return _("{first} – {last}").format(
            first=month_name(self.locale(), first), last=month_name(self.locale(), last)
        )

    def _say_none(self, some: bool) -> None:
        """Of an empty month, that it is empty, and what could stand there."""
        total = self.undated.found.total
        words = _("Nothing in {period}.").format(period=self._title())
        if total:
            more = ngettext("{n:,} thing has no date.", "{n:,} things have no date.", total).format(n=total)
            words = f"{words} {more}"
        self.none.say(words, _("Give it a date") if total else "")
        self.none.setVisible(not some)
        self.views.setVisible(some or self.top.view != AGENDA)

    # ----------------------------------------------------------------------------------------------------------- going
    def go_to(self, day: date) -> None:
        """Walk to a day, turning where it is in another month."""
        before, self._day = self._span(), day
        if self._span() != before:
            self._show()
        elif self.top.view == MONTH:
            self.month.walk(day)
        elif self.top.view == YEAR:
            self.year.walk(day)
        if self.top.view == AGENDA:
            self.agenda.go(day)
        self._take_focus()

    def turn(self, pages: int) -> None:
        """A month on or back; of a year, a year."""
        self._day = turn(Precision.DAY, self._day, pages * (12 if self.top.view == YEAR else 1))
        self._show()
        if self.top.view == AGENDA:
            self.agenda.go(self._day.replace(day=1))

    def list_day(self, day: date) -> None:
        """All that a day has, in the agenda."""
        self._day = day
        self.top.choose_group("day")
        self.top.choose_view(AGENDA)
        self.agenda.go(day)
        self._take_focus()

    def _list_all(self) -> None:
        """What stands over several days, in the agenda."""
        self.top.choose_view(AGENDA)
        self.agenda.go(date.min)
        self._take_focus()

    def _open_month(self, day: date) -> None:
        self._day = day
        self.top.choose_view(MONTH)
        self._take_focus()

    def _show_view(self, view: str) -> None:
        if self.workspace.settings is not None:
            self.workspace.settings.keep_view(self.name, view)
        had_focus = self._focus()
        within = had_focus is not None and self.views.isAncestorOf(had_focus)
        place, policy = (AGENDA, MONTH, YEAR).index(view), QSizePolicy.Policy
        for at, each in enumerate((self.agenda, self.month, self.year)):  # the page is as high as what is shown needs
            each.setSizePolicy(policy.Expanding, policy.Expanding if at == place else policy.Ignored)
        self.views.setCurrentIndex(place)
        if within:
            self._take_focus()
        if self.isVisible():
            self._show()
            if view == AGENDA:
                self.agenda.go(self._day)
        else:
            self._stale = True
        self._arrange()

    def _take_focus(self) -> None:
        view = self.top.view
        if view == AGENDA and self.agenda.agenda.total:
            if not self.agenda.currentIndex().isValid():
                self.agenda.go(self._day)
            self._area.verticalScrollBar().setValue(0)
            self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view == MONTH:
            self.month.take_focus()
        elif view == YEAR:
            self.year.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        focus = self._focus()
        if focus is not None and focus is not self.agenda and self.views.isAncestorOf(focus):
            layouts.settle()
            self._area.ensureWidgetVisible(focus)

    def _focus(self) -> QWidget | None:
        return self.focusWidget()

    def _enter_undated(self) -> None:
        self.undated.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ----------------------------------------------------------------------------------------------------------- doing
    def open_item(self, item: CalendarItem) -> None:
        """Show the record of a thing on its page."""
        self._open_key((item.kind, item.record))

    def _open_key(self, key: object) -> None:
        match key:
            case (Kind.REMINDER, int()):
                self.workspace.go_wanted.emit(Go("reminders"))
            case (Kind() as kind, int(record)) if kind in PAGE_OF:
                self.workspace.go_wanted.emit(Go(PAGE_OF[kind], None, record))
            case (Kind.ANNIVERSARY, int(record)):
                self.workspace.edit_wanted.emit(Edit(Kind.ANNIVERSARY, record))

    def _current(self) -> tuple[Kind, int, str, QWidget] | None:
        """The record where one is: in the column of what has no date, on a chip, or in the agenda."""
        focus = self._focus()
        undated = self.undated.current()
        if focus is self.undated.list and undated is not None:
            return undated.kind, undated.id, title_of(undated), self.undated.list
        item: CalendarItem | None = None
        if isinstance(focus, ItemChip):
            item = focus.item
        elif self.top.view == AGENDA:
            focus, item = self.agenda, self.agenda.current()
        if item is None or focus is None:
            return None
        return item.kind, item.record, title_of(item), focus

    @does(*A.calendar_views)
    def _choose_view(self, view: object) -> None:
        self.top.choose_view(str(view))
        self._take_focus()

    @does(A.calendar_today)
    def _go_to_today(self) -> None:
        self.go_to(self.workspace.today())

    @does(A.calendar_date)
    def _ask_date(self) -> None:
        found = self._current()
        if found is None:
            self.workspace.said.emit(_("Select a record first."), False)
        elif found[0] not in CAN_BE_DATED:
            self.workspace.said.emit(_("Its date is set where it is edited: Enter opens it."), False)
        else:
            kind, record, title, at = found
            corner = at.mapToGlobal(QPoint(0, min(at.height(), current().px(120))))
            self.dating.ask(kind, record, title, corner)

    @does(A.remind)
    def _remind(self) -> None:
        self.workspace.edit_wanted.emit(reminder_on(self.current_record()))

    def _drop(self, carried: Carried, day: date, at: QPoint) -> None:
        title = self.undated.titled(carried.kind, carried.record)
        self.dating.drop(carried.kind, carried.record, title, day, at, carried.seen)

    def _export(self) -> None:
        self.workspace.calendar_wanted.emit(self._wish())
