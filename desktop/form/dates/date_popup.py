"""The calendar under a date field: a day, several days, or any time in a month, a quarter or a year."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.rules import phrases
from db.rules.calendar_pages import FIRST, LAST, SCALES, cells, whole
from db.rules.edtf import Precision
from db.rules.periods import Period
from db.words import _
from desktop.form.dates.date_grid import DateGrid
from desktop.form.dates.date_page import month_name, year_name
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import PlainLabel
from desktop.kit.tabs import Tab, ViewTabs
from desktop.kit.theme import current

_LETTERS = {Qt.Key.Key_D: "day", Qt.Key.Key_M: "month", Qt.Key.Key_Q: "quarter", Qt.Key.Key_Y: "year"}


class DatePopup(QFrame):
    """Opens at a period, or at today; `chosen` carries the ISO 8601-2 text of what was taken. `one_day`: only days."""

    chosen = Signal(str)

    def __init__(
        self, today: date, period: Period | None, parent: QWidget, *, one_day: bool = False, happens: bool = False
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # the click that closes it must not open it again
        self.setProperty("popover", "window")  # square: nothing is seen through its corners
        self.setObjectName("date.popup")
        self.setLocale(parent.locale())
        self.setLayoutDirection(parent.layoutDirection())
        self.setAccessibleName(_("Calendar"))
        self._today, self._one_day, self._happens = today, one_day, happens
        self.tabs = ViewTabs(_("How exactly"), self)
        self.grid = DateGrid(today, _("Dates"), self)
        self.grid.setObjectName("date.grid")
        self._title = PlainLabel("", "strong", parent=self)
        self._before = IconButton("chevron-left", "", self)
        self._after = IconButton("chevron-right", "", self)
        self._echo = PlainLabel("", "meta", "text2", parent=self)
        self._hint = PlainLabel("", "caption", "text3", parent=self)
        self._whole = Button("", variant="link", parent=self)
        self._whole.setObjectName("date.whole")
        self._now = Button(_("Today"), variant="link", parent=self)
        self._now.setObjectName("date.today")
        self._lay_out()
        self._connect()
        self._begin(period)

    def open_under(self, line: QWidget) -> None:
        """Open below the line, moved so that all of it is seen."""
        self.adjustSize()
        corner = line.mapToGlobal(QPoint(0, line.height() + current().px(4)))
        if line.isRightToLeft():
            corner.setX(corner.x() + line.width() - self.width())
        room = line.screen().availableGeometry()
        if corner.y() + self.height() > room.bottom():  # above it, where there is no room below
            corner.setY(line.mapToGlobal(QPoint()).y() - self.height() - current().px(4))
        self.move(
            min(max(room.left(), corner.x()), room.right() - self.width()),
            min(max(room.top(), corner.y()), room.bottom() - self.height()),
        )
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
            self.close()
        elif key is Qt.Key.Key_T:
            self._go_to_today()
        elif key in _LETTERS and not self._one_day:
            self.tabs.set_current(_LETTERS[key])
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = current()
        head = QHBoxLayout()
        head.addWidget(self._before)
        head.addWidget(self._title, 1)
        head.addWidget(self._after)
        foot = QHBoxLayout()
        foot.addWidget(self._whole)
        foot.addStretch(1)
        foot.addWidget(self._now)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(12),) * 4)
        column.setSpacing(theme.px(6))
        column.addWidget(self.tabs)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(self._echo)
        column.addLayout(foot)
        column.addWidget(self._hint)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _connect(self) -> None:
        self.tabs.current_changed.connect(self._show_scale)
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn_on)
        self._now.clicked.connect(self._go_to_today)
        self._whole.clicked.connect(self._take_whole)
        self.grid.moved.connect(self._say)
        self.grid.taken.connect(self._take)

    def _begin(self, period: Period | None) -> None:
        """Open where the field is: at its day, or at its month, quarter or year."""
        words = {
            Precision.DAY: _("Day"),
            Precision.MONTH: _("Month"),
            Precision.QUARTER: _("Quarter"),
            Precision.YEAR: _("Year"),
        }
        scales = SCALES[:1] if self._one_day else SCALES
        scale = period.precision if period is not None and period.precision in scales else Precision.DAY
        self.tabs.blockSignals(True)
        self.tabs.set_tabs([Tab(each.value, words[each]) for each in scales])
        self.tabs.set_current(scale.value)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(not self._one_day)
        self.grid.show_scale(scale)
        self.grid.go(_within((period and (period.latest or period.earliest)) or self._today))
        if period is not None and period.precision is Precision.DAYS and period.earliest and not self._one_day:
            last = self.grid.here
            self.grid.go(_within(period.earliest))
            self.grid.go(last, extend=True)

    def _say(self) -> None:
        """Name the page, and what would be taken."""
        scale, here = self.grid.scale, self.grid.here
        self._title.setText(self._page_name())
        self._echo.setText(phrases.echo(Period.from_edtf(self.grid.chosen()), self._today, happens=self._happens))
        self.grid.setAccessibleDescription(self._echo.text())
        self._whole.setText(_("Any time in {period}").format(period=self._page_name()))
        self._whole.setVisible(bool(whole(scale, here)) and not self._one_day)
        days = scale is Precision.DAY
        several = days and not self._one_day
        self._hint.setText(_("Enter takes · Shift+arrows: several days · Esc") if several else _("Enter takes · Esc"))
        self._before.set_name(_("Month before") if days else _("Earlier"), _("PgUp"))
        self._after.set_name(_("Month after") if days else _("Later"), _("PgDn"))

    def _page_name(self) -> str:
        scale, here, locale = self.grid.scale, self.grid.here, self.locale()
        if scale is Precision.DAY:
            return month_name(locale, here)
        if scale is not Precision.YEAR:
            return year_name(locale, here)
        page = cells(scale, here)
        return f"{year_name(locale, page[1])} – {year_name(locale, page[-2])}"

    def _show_scale(self, name: str) -> None:
        self.grid.show_scale(Precision(name))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_back(self) -> None:
        self.grid.turn(-1)

    def _turn_on(self) -> None:
        self.grid.turn(1)

    def _go_to_today(self) -> None:
        self.grid.go(self._today)

    def _take(self) -> None:
        self._answer(self.grid.chosen())

    def _take_whole(self) -> None:
        self._answer(whole(self.grid.scale, self.grid.here))

    def _answer(self, edtf: str) -> None:
        self.close()
        self.chosen.emit(edtf)


def _within(day: date) -> date:
    return min(max(day, FIRST), LAST)
