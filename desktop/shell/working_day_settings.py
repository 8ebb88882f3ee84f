"""Settings ▸ Working days: whose weekend and holidays count, the days off of a year, and what is added and struck."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from pydantic import StringConstraints
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import working_days
from db.commands.working_days import ChooseWorkingCountry, MarkDay
from db.errors import KnownError
from db.records.base import Change, Line, Shape
from db.records.working_days import DayOff
from db.rules.edtf import day_with_weekday
from db.words import _
from desktop.form.editors import Day, OneOf
from desktop.form.editors import Line as LineEditor
from desktop.form.form import Form, Item, blank
from desktop.form.popover import FormPopover
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.row_list import Row, RowList
from desktop.kit.words import joined
from desktop.page.panel import ROWS_INSET, SettingsGroup
from desktop.workspace import Workspace

_LONGEST = 200


class _DayAsked(Shape):
    """A day off that a person adds."""

    day: date
    name: Annotated[Line, StringConstraints(min_length=1, max_length=_LONGEST)]


class WorkingDaysGroup(SettingsGroup):
    """What is chosen applies at once. Enter or a double click on a day strikes it, or restores it."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Working days"), "calendar-check", inset=ROWS_INSET, parent=parent)
        self.setObjectName("settings.days")
        self._workspace, self._year, self._code = workspace, workspace.today().year, ""
        self._country = OneOf((), self)
        self._country.label_inside("days.country", _("Country"))
        self._country.changed.connect(self._choose)
        self._of = PlainLabel("", "medium", parent=self)
        self._of.setObjectName("days.year")
        self._before = IconButton("chevron-left", _("The year before"), self)
        self._after = IconButton("chevron-right", _("The year after"), self)
        self._before.setObjectName("days.before")
        self._after.setObjectName("days.after")
        self._before.clicked.connect(self._go_back)
        self._after.clicked.connect(self._go_on)
        self.list = RowList(_("Days off"), self)
        self.list.setObjectName("days.list")
        self._strike = QAction(self)
        self._strike.triggered.connect(self._turn)
        self.list.set_row_actions((self._strike,))
        self.list.current_changed.connect(self._name_strike)
        self.list.opened.connect(self._turn)
        self._none = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._add = Button(_("Add a day off…"), "plus", parent=self)
        self._add.setObjectName("days.add")
        self._add.clicked.connect(self._ask_day)
        workspace.guard(self._country, self._add)
        about = _(
            "Reminders before a day move back to a working day, and “in 10 working days” counts these. Days that "
            "follow the moon are expected until they are announced."
        )
        side = (ROWS_INSET, 0, ROWS_INSET, 0)
        label = PlainLabel(_("Country"), "body", "text2", parent=self)
        for line in (
            layouts.row(PlainLabel(about, "meta", "text2", wrap=True, parent=self), margins=side),
            layouts.row(label, (self._country, 1), margins=side, gap=16),
            layouts.row(self._before, self._of, self._after, 1, margins=side, gap=8),
        ):
            self.body.addLayout(line)
        self.body.addLayout(layouts.row(self._none, margins=side))
        self.body.addWidget(self.list)
        self.body.addLayout(layouts.row(self._add, 1, margins=side))
        workspace.changed.connect(self._hear)

    @override
    def follow(self) -> None:
        """Show whose days count, and those of the year."""
        self._code = self._workspace.ask(working_days.country)
        names = working_days.countries()
        none = (_("none: Monday to Friday are worked"), working_days.NOWHERE)
        unknown = () if not self._code or self._code in names else ((self._code, self._code),)
        choices = (none, *((name, code) for code, name in names.items()), *unknown)
        self._country.blockSignals(True)
        self._country.offer(choices)
        self._country.set_value(self._code or working_days.NOWHERE)
        self._country.blockSignals(False)
        self._show_year()

    def _show_year(self) -> None:
        """The days off of the year that is shown."""
        found = self._workspace.ask(partial(working_days.year, code=self._code, which=self._year)) if self._code else ()
        here = self.list.current_key()
        self.list.set_rows([_row(each) for each in found])
        if isinstance(here, DayOff):  # struck meanwhile, it is another key
            self.list.set_current(next((each for each in found if each.day == here.day), None))
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText(_("No days off are known.") if self._code else _("Choose a country to see its days off."))
        for each in (self._add, self._before, self._of, self._after):
            each.setVisible(bool(self._code))
        self._of.setText(str(self._year))
        self.set_count(sum(not each.struck for each in found) if self._code else None)
        self._name_strike(self.list.current_key())

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.follow()

    def _choose(self) -> None:
        code = self._country.value()
        if isinstance(code, str) and code != (self._code or working_days.NOWHERE):
            self._workspace.attempt(ChooseWorkingCountry(code))
            self.follow()

    def _go_back(self) -> None:
        self._year = max(self._year - 1, date.min.year + 1)
        self._show_year()

    def _go_on(self) -> None:
        self._year = min(self._year + 1, date.max.year - 1)
        self._show_year()

    def _name_strike(self, key: object) -> None:
        off = isinstance(key, DayOff) and not key.struck
        self._strike.setText(_("Strike") if off else _("Restore"))
        set_tip(self._strike, _("This day is worked") if off else _("This day is off again"))
        self._strike.setEnabled(self._workspace.writing)

    def _turn(self) -> None:
        each = self.list.current_key()
        if isinstance(each, DayOff) and self._workspace.writing:
            self._workspace.attempt(MarkDay(self._code, each.day, off=each.struck, name=each.name))

    def _ask_day(self) -> None:
        """Which day is off besides, and why."""
        items = (
            Item("day", _("Day"), partial(Day, self._workspace.today()), needed=_("Say which day.")),
            Item("name", _("What day it is"), LineEditor, needed=_("Say what day it is.")),
        )
        form = Form(_DayAsked, items, "days.new", columns=1)
        asking = FormPopover(_("A day off"), _("Add"), "", form, blank(_DayAsked, {}), "day", self)
        asking.setWindowFlag(Qt.WindowType.Popup)
        asking.answered.connect(self._mark)
        asking.open_at(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _mark(self, made: _DayAsked) -> None:
        try:
            self._workspace.run(MarkDay(self._code, made.day, off=True, name=made.name))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        self._year = made.day.year
        self._show_year()


def _row(each: DayOff) -> Row:
    """A day off: its name in the language of the country, and what is special about it."""
    special = joined((
        _("expected") if each.expected and not each.struck else "",
        _("added here") if each.own else "",
        _("struck: worked all the same") if each.struck else "",
    ))  # fmt: skip
    return Row(
        each,
        "circle-slash" if each.struck else "calendar-check",
        "neutral" if each.struck else "warning" if each.expected else "info",
        each.name,
        special,
        day_with_weekday(each.day),
        "",
    )
