"""Until when a reminder is put off: the ways on offer, and in the user's own words."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.base import Shape
from db.rules import remind_when
from db.rules.edtf import day_with_weekday
from db.rules.remind_when import Until
from db.words import N_, _
from desktop.form.dialog import FormDialog
from desktop.form.editors import Day
from desktop.form.form import Form, Item, blank

_WIDTH = 440
AFTERNOON = "15:00"
_NEEDED = N_("Say until when: tomorrow, 4 Dec, 15:00, Friday 15:00.")


def offered(today: date, at: str, *, answer: bool) -> tuple[tuple[str, str, Until], ...]:
    """What stands in the menu: words, when that is, and until when; until an `answer` where one can come in."""
    days = (
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("Monday"), today + timedelta(days=7 - today.weekday())),
        (_("In a week"), today + timedelta(weeks=1)),
    )
    afternoon = ((_("This afternoon"), AFTERNOON, Until(today, AFTERNOON)),) if at < AFTERNOON else ()
    answers = ((_("When they answer"), "", Until(answer=True)),) if answer else ()
    once = {day: (words, day) for words, day in reversed(days)}  # on a Sunday, Monday is tomorrow
    named = sorted(once.values(), key=lambda each: each[1])
    return (*afternoon, *((words, day_with_weekday(day), Until(day)) for words, day in named), *answers)


class _Asked(Shape):
    """What is asked."""

    until: Until


class _When(Day):
    """A day, a time of it, or an answer; where nothing is written, the form says what it needs."""

    def __init__(self, today: date, at: str, parent: QWidget) -> None:
        super().__init__(today, parent)
        self._at = at
        self.edit.problem_changed.disconnect(self.problem_changed)
        self.edit.editor.editingFinished.connect(self._leave)

    @override
    def value(self) -> object:
        day = super().value()
        if isinstance(day, date):
            return Until(day)
        return self._read() if self.edit.text().strip() else None

    @override
    def problem(self) -> str:
        day = super().value()
        if isinstance(day, date):
            return "" if day > self._today else _("Choose a day to come.")
        return self._read().refused if self.edit.text().strip() else ""

    def _read(self) -> Until:
        return remind_when.until(self.edit.text(), self._today, self._at)

    def _leave(self) -> None:
        self.problem_changed.emit(self.problem())


class SnoozeUntil(FormDialog):
    """Asks until when; `chosen` carries it."""

    chosen = Signal(object)
    """An `Until`."""

    def __init__(self, today: date, at: str, parent: QWidget | None = None) -> None:
        super().__init__("alarm-clock", _("Snooze until"), _WIDTH, parent, plain=True)
        self.setObjectName("dialog.snooze")
        needed = _(_NEEDED)
        until = Item("until", _("Until"), partial(_When, today, at), hint=needed, needed=needed)
        self.ask(Form(_Asked, (until,), "field.snooze", columns=1))
        self.form.show_draft(blank(_Asked, {}))
        self.add_hint(_("Enter · Esc closes"))
        self.add_button("snooze.close", _("Cancel")).clicked.connect(self.reject)
        self.add_submit("snooze.do", _("Snooze"))
        self.first().enter()

    @override
    def store(self, made: _Asked) -> None:
        self.chosen.emit(made.until)
