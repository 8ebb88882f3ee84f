"""A field for dates as people say them, with what was understood beside it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from typing_extensions import override

from db.rules import phrases
from db.rules.periods import Period
from db.words import _
from desktop.form.dates.date_popup import DatePopup
from desktop.form.spoken import say_about, say_of_itself
from desktop.kit import layouts, paint
from desktop.kit.buttons import IconButton
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import ElidedLabel, Icon, PlainLabel
from desktop.kit.theme import current, repolish
from desktop.kit.tokens import Ink

_HELD = ~Qt.KeyboardModifier.KeypadModifier
"""What is held down with a key; that it is one of the keypad makes no difference."""


class PeriodEdit(QWidget):
    """A line that reads "next Friday" or "Q1 2027" said on `today`, and echoes the date it took. Down offers the other
    readings, F4 or Alt+Down a calendar; what is not a date stays in the line and is explained once the line is left,
    and then Enter keeps it as the words of the source. `below`: the echo stands under the line, for narrow places.
    `one_day`: only days are offered. `past`: a day without a year is the nearest past one, not the nearest ahead; None:
    the nearer of the two. `happens`: it is about what happens, a visit, and no deadline."""

    changed = Signal()
    problem_changed = Signal(str)

    def __init__(
        self,
        today: date,
        name: str,
        parent: QWidget | None = None,
        *,
        below: bool = False,
        one_day: bool = False,
        past: bool | None = False,
        happens: bool = False,
    ) -> None:
        super().__init__(parent)
        self._today, self._past, self._happens = today, past, happens
        self._one_day = one_day
        self._explained = ""
        self._period: Period | None = None
        self._understood = phrases.read("", today)
        self._reported = False
        self._below = below
        self.valid = True
        self.editor = QLineEdit(self)
        self.editor.setAccessibleName(name)
        self.editor.textEdited.connect(self._read)
        self.editor.editingFinished.connect(self._leave)
        self.editor.installEventFilter(self)
        self._calendar = IconButton("calendar", "", self.editor)
        self._calendar.set_name(_("Choose in the calendar"), _("F4"))
        self._calendar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._calendar.setCursor(Qt.CursorShape.ArrowCursor)
        self._calendar.clicked.connect(self._open_calendar)
        self.setFocusProxy(self.editor)
        self._icon = Icon(parent=self)
        self._echo = ElidedLabel("", "meta", "success", parent=self)
        self._error: PlainLabel | None = None
        echo: tuple[layouts.Part, ...] = (self._icon, (self._echo, 2))
        line = (self.editor, 1)
        above, beside = ((line,), echo) if below else ((), (line, *echo))
        self._column = layouts.column(*above, layouts.row(*beside, gap=6), on=self, gap=4)
        self._place_calendar()
        self._show()

    @property
    def period(self) -> Period | None:
        """The date that was understood or chosen; None while there is none."""
        return self._period

    def set_period(self, period: Period | None, text: str = "") -> None:
        """Show a stored date in `text`, or as it can be typed again; None empties the line."""
        self._period, self.valid = period, True
        self._understood = phrases.Understood(())
        self.editor.setText(text or (_line(period) if period else ""))
        self.editor.setCursorPosition(0)
        self._show()

    @property
    def problem(self) -> str:
        """Why there is no date in the line although something stands there; "" if all is well."""
        if self.valid:
            return ""
        if self._understood.backwards:
            return _("The end is before the start.")
        why = self._understood.reason
        if not self._understood.ambiguous:
            return why or (_("One day, for example today, yesterday or 20 Nov.") if self._one_day else _(phrases.HINT))
        days = [reading.period.display() for reading in self._understood.readings]
        which = _("Which day: {first} or {second}? Press ↓ to choose.").format(first=days[0], second=days[1])
        return f"{why} {which}".strip()

    def leave_problems_to_field(self) -> None:
        """Say nothing under the line itself: the field around it listens to `problem_changed`."""
        self._reported = True

    def look(self, past: bool | None, *, again: bool) -> None:
        """Read a day without a year as the nearest past one, or ahead, from now on; `again`: what stands there too."""
        self._past = past
        if again:
            self._read(self.editor.text())

    def text(self) -> str:
        """What stands in the line."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Put `text` in the line and read it."""
        self.editor.setText(text)
        self._read(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._place_calendar()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return self._opens_calendar(event) or self._opens_menu(event) or self._keeps_words(event)

    def _opens_calendar(self, event: QKeyEvent) -> bool:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if down or (event.key() == Qt.Key.Key_F4 and not event.modifiers()):
            self._open_calendar()
            return True
        return False

    def _open_calendar(self) -> None:
        popup = DatePopup(self._today, self._period, self.editor, one_day=self._one_day, happens=self._happens)
        popup.chosen.connect(self._write)
        popup.open_under(self.editor)

    def _write(self, edtf: str) -> None:
        """Write what was chosen in the calendar into the line, as if it had been typed."""
        self.editor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.editor.selectAll()
        self.editor.insert(Period.from_edtf(edtf).display())

    def _opens_menu(self, event: QKeyEvent) -> bool:
        wanted = event.key() == Qt.Key.Key_Down or (event.key() in ENTER and self._understood.ambiguous)
        if not wanted or event.modifiers() & _HELD or len(self._understood.readings) < 2:
            return False
        menu = QMenu(self)
        for reading in self._understood.readings:
            menu.addAction(reading.echo, partial(self._choose, reading))
        # Where the first reading was taken, the second one is an Enter away.
        menu.setActiveAction(menu.actions()[0 if self._understood.ambiguous else 1])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.editor.mapToGlobal(QPoint(0, self.editor.height())))
        return True

    def _keeps_words(self, event: QKeyEvent) -> bool:
        """Enter in a line that was explained keeps what stands there as the words of the source."""
        text = self.editor.text()
        offered = text == self._explained and not self._understood.reason and not self._one_day
        if event.key() not in ENTER or event.modifiers() & _HELD or not text or not offered:
            return False
        self.set_text(phrases.as_words(text) or text)
        return self.valid

    def _choose(self, reading: phrases.Reading) -> None:
        self._understood = phrases.Understood((reading,))
        self._take(reading.period, True)

    def _read(self, text: str) -> None:
        understood = self._understood = phrases.read(text, self._today, past=self._past, happens=self._happens)
        if understood.readings and not understood.ambiguous:
            self._take(understood.readings[0].period, True)
        else:
            self._take(None, understood.cleared or not text.strip())

    def _take(self, period: Period | None, valid: bool) -> None:
        different = period != self._period or valid != self.valid
        self._period, self.valid = period, valid
        self._show()
        if different:
            self.changed.emit()

    def _leave(self) -> None:
        if self.problem:  # where there is none, what the field around says stays there
            self._explained = self.editor.text() if self._understood == phrases.Understood(()) else ""
            self._say(self.problem)

    def _show(self) -> None:
        """Say what was understood; an error waits until the line is left."""
        readings = self._understood.readings
        if self._understood.ambiguous:
            echo = _("Which one? Press ↓")
        else:
            echo = readings[0].echo if readings else ""
            if len(readings) > 1:
                echo = _("{date}  (↓ other)").format(date=echo)
        ink: Ink = "warning" if self._understood.ambiguous else "success"
        self._echo.set_ink(ink)
        self._echo.setText(echo)
        self._icon.setVisible(bool(echo))
        self._echo.setVisible(bool(echo) or not self._below)
        self._icon.show_icon("circle-question-mark" if self._understood.ambiguous else "calendar-check", ink)
        self._say("")

    def _say(self, problem: str) -> None:
        say_of_itself(self.editor, self._echo.text())
        if not self._reported:
            self._say_below(problem)
            say_about(self.editor, problem)
            self._mark("error" if problem else "")
        self.problem_changed.emit(problem)

    def _say_below(self, problem: str) -> None:
        if self._error is None and problem:
            self._error = PlainLabel("", "meta", "critical", wrap=True, parent=self)
            self._column.addWidget(self._error)
        if self._error is not None:
            self._error.setText(problem)
            self._error.setVisible(bool(problem))

    def _mark(self, state: str) -> None:
        if (self.editor.property("state") or "") != state:
            self.editor.setProperty("state", state)
            repolish(self.editor)

    def restyle(self) -> None:
        """Keep the calendar's button at the end of the line."""
        self._place_calendar()

    def _place_calendar(self) -> None:
        """At the end of the line, inside it."""
        full, side = self.editor.rect(), current().sizes.icon_button
        place = QRect(full.width() - side - 1, (full.height() - side) // 2, side, side)
        direction = self.editor.layoutDirection()
        self._calendar.move(paint.mirrored(direction, full, place).topLeft())
        self.editor.setTextMargins(paint.lead_margins(direction, 0, 0, side - current().px(6), 0))


def _line(period: Period) -> str:
    return period.display() if period.edtf else phrases.quoted(period.as_written)
