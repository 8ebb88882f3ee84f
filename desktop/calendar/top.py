"""What stands over a calendar: the period, the way to another, the views, and what it is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from db.queries.calendar.days import KINDS as DATED
from db.records.base import Link
from db.vocabulary import Kind
from db.words import N_, _
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.choice import QuietBox
from desktop.kit.plain import PlainLabel
from desktop.kit.tabs import Tab, ViewTabs
from desktop.kit.theme import current

AGENDA, MONTH, YEAR = "agenda", "month", "year"
VIEWS = ((AGENDA, N_("Agenda")), (MONTH, N_("Month")), (YEAR, N_("Year")))
_GROUPS = (("day", N_("By day")), ("week", N_("By week")), ("month", N_("By month")))
_ONE_ROW = 1000
"""Effective widths from which the views stand beside the title."""


class CalendarTop(QWidget):
    """Says what is wanted; the page reads it."""

    view_chosen = Signal(str)
    turned = Signal(int)
    today_wanted = Signal()
    narrowed = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._countries: list[Link] = []
        self._title = PlainLabel("", "h1", parent=self)
        self._title.setObjectName("calendar.title")
        self._before = IconButton("chevron-left", _("Earlier"), self)
        self._before.set_name(_("Earlier"), _("PgUp"))
        self._after = IconButton("chevron-right", _("Later"), self)
        self._after.set_name(_("Later"), _("PgDn"))
        self._now = Button(_("Today"), parent=self)
        self._now.setObjectName("calendar.today")
        self._tabs = ViewTabs(_("Views"), self)
        self._tabs.set_tabs([Tab(key, _(words)) for key, words in VIEWS])
        self._group = _box(self, _("Group by"), [_(words) for _key, words in _GROUPS])
        kinds = [_("All kinds"), *(_kind_name(each) for each in DATED)]
        self._kind = _box(self, _("Kind"), kinds)
        self._kind.setObjectName("calendar.kind")
        self._country = _box(self, _("Country"), [_("All countries")])
        self._country.setObjectName("calendar.country")
        self._print = Button(_("Print"), "printer", parent=self)
        self._print.setObjectName("calendar.print")
        self._export = Button(_("Save as .ics"), "download", parent=self)
        self._export.setObjectName("calendar.export")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        head = layouts.row(self._title, self._before, self._after, self._now, 1, gap=8)
        self._head: QBoxLayout = layouts.row((head, 1), self._tabs, gap=16)
        chosen = layouts.row(self._kind, self._country, self._group, 1, gap=8)
        out = layouts.row(self._print, self._export, 1, gap=8)
        self._tools: QBoxLayout = layouts.row((chosen, 1), out, gap=8)
        layouts.column(self._head, self._tools, on=self, gap=8)

    def _wire(self) -> None:
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn_on)
        self._now.clicked.connect(self.today_wanted)
        self._tabs.current_changed.connect(self._choose)
        for box in (self._group, self._kind, self._country):
            box.activated.connect(self.narrowed)
        self._print.clicked.connect(self.print_wanted)
        self._export.clicked.connect(self.export_wanted)

    @property
    def view(self) -> str:
        """The view that is chosen."""
        return self._tabs.current()

    @property
    def group(self) -> str:
        """What the things of an agenda stand under."""
        return _GROUPS[self._group.currentIndex()][0]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are shown; none where all are."""
        place = self._kind.currentIndex()
        return (DATED[place - 1],) if place > 0 else ()

    @property
    def country(self) -> int | None:
        """The country that is shown."""
        place = self._country.currentIndex()
        return self._countries[place - 1].id if place > 0 else None

    def narrowed_to(self) -> list[str]:
        """What it is narrowed to, in words."""
        boxes = ((self._kind, _("Kind")), (self._country, _("Country")))
        return [f"{name}: {box.currentText()}" for box, name in boxes if box.currentIndex() > 0]

    def set_title(self, title: str) -> None:
        """Name the period."""
        self._title.setText(title)

    def choose_view(self, view: str) -> None:
        """Choose another view."""
        self._tabs.set_current(view)
        self._choose(view)

    def choose_group(self, group: str) -> None:
        """Let an agenda stand under days, weeks or months."""
        self._group.setCurrentIndex([key for key, _words in _GROUPS].index(group))

    def choose_country(self, country: int) -> None:
        """Narrow it to a country, if that is on offer."""
        ids = [each.id for each in self._countries]
        if country in ids:
            self._country.setCurrentIndex(ids.index(country) + 1)

    def offer_countries(self, countries: Sequence[Link]) -> None:
        """Offer these; the one that is chosen stays so where it is among them."""
        if list(countries) == self._countries:
            return
        chosen = self.country
        self._countries = list(countries)
        self._country.clear()
        self._country.addItems([_("All countries"), *(" ".join(each.title.split())[:60] for each in countries)])
        if chosen is not None:
            self.choose_country(chosen)

    def arrange(self, effective: float) -> None:
        """Views beside the title where there is room, and all of them to be seen."""
        room = sum(button.sizeHint().width() + current().px(16) for button in self._tabs.findChildren(QAbstractButton))
        self._tabs.setMinimumWidth(min(room, current().px(360)))
        way, wide = QBoxLayout.Direction, effective >= _ONE_ROW
        self._head.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._tools.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _choose(self, view: str) -> None:
        self._group.setVisible(view == AGENDA)
        self.view_chosen.emit(view)

    def _turn_back(self) -> None:
        self.turned.emit(-1)

    def _turn_on(self) -> None:
        self.turned.emit(1)


def _kind_name(kind: Kind) -> str:
    """Several of a kind, in one word."""
    names = {Kind.ACTION: _("Steps and replies"), Kind.REMINDER: _("Reminders")}
    return names.get(kind) or _(KINDS[kind].heading)


def _box(parent: QWidget, name: str, texts: Sequence[str]) -> QuietBox:
    made = QuietBox(parent)
    made.addItems(list(texts))
    made.setAccessibleName(name)
    made.setMinimumContentsLength(12)
    return made
