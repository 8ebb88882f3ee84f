"""Until when a reminder is put off, in the user's own words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.field import Field
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current


class SnoozeUntil(QDialog):
    """Asks for a day to come; `chosen` carries it."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.snooze")
        self.setWindowTitle(_("Snooze until"))
        self._today = today
        theme = current()
        self._until = PeriodEdit(today, _("Until"), one_day=True)
        self._field = Field(_("&Until"), self._until, parent=self)
        self._until.editor.setObjectName("field.snooze.until")
        cancel = Button(_("Cancel"), parent=self)
        cancel.clicked.connect(self.reject)
        snooze = Button(_("Snooze"), "alarm-clock", "primary", self)
        snooze.setDefault(True)
        snooze.clicked.connect(self._finish)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(snooze)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(self.windowTitle(), "h2", parent=self))
        column.addWidget(self._field)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(440))
        self._until.setFocus()

    def _finish(self) -> None:
        period = self._until.period
        day = (period.earliest or period.latest) if period is not None else None
        if day is None:
            self._field.set_error(self._until.problem or _("Say until when: tomorrow, 4 Dec, next Friday."))
        elif day <= self._today:
            self._field.set_error(_("Choose a day to come."))
        else:
            self.accept()
            self.chosen.emit(day)
