"""Until when a reminder is put off, in the user's own words."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.base import Shape
from db.words import _
from desktop.form.dialog import FormDialog
from desktop.form.editors import Day
from desktop.form.form import Form, Item, blank

_WIDTH = 440


class _Until(Shape):
    """What is asked."""

    until: date


class _When(Day):
    """A day; where none is written, the form says what it needs."""

    @override
    def problem(self) -> str:
        return super().problem() if self.edit.text() else ""


class SnoozeUntil(FormDialog):
    """Asks for a day to come; `chosen` carries it."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("alarm-clock", _("Snooze until"), _WIDTH, parent, plain=True)
        self.setObjectName("dialog.snooze")
        self._today = today
        needed = _("Say until when: tomorrow, 4 Dec, next Friday.")
        until = Item("until", _("Until"), partial(_When, today), needed=needed)
        self.ask(Form(_Until, (until,), "field.snooze", columns=1))
        self.form.show_draft(blank(_Until, {}))
        self.add_hint(_("Enter · Esc closes"))
        self.add_button("snooze.close", _("Cancel")).clicked.connect(self.reject)
        self.add_submit("snooze.do", _("Snooze"))
        self.first().enter()

    @override
    def allows(self, made: _Until) -> bool:
        to_come = made.until > self._today
        if not to_come:
            self.form.refuse("until", _("Choose a day to come."))
        return to_come

    @override
    def store(self, made: _Until) -> None:
        self.chosen.emit(made.until)
