"""Settings ▸ Reminders: the file that calendars subscribe to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.page.panel import Panel
from desktop.shell.calendar_file import calendar_file_of
from desktop.workspace import Workspace


class RemindersGroup(Panel):
    """Where the calendar of this register is kept for other programs, and whether it could be written."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Reminders"), "bell", parent=parent)
        self.setObjectName("settings.reminders")
        self._file = calendar_file_of(workspace)
        facts = QWidget(self)
        shown = layouts.grid(facts, 16, 6, margins=(0, 4, 0, 8))
        shown.setColumnStretch(1, 1)
        self._place = ElidedLabel("", "body", parent=self)
        self._place.setObjectName("reminders.calendar")
        shown.addWidget(PlainLabel(_("Calendar file"), "body", "text2", parent=self), 0, 0)
        shown.addWidget(self._place, 0, 1)
        about = _(
            "Deadlines, visits, ends of terms and reminders for Outlook, Thunderbird or a phone that subscribes to it."
            " Written again after each save; of records with a marking it holds the number alone."
        )
        hint = PlainLabel(about, "meta", "text2", wrap=True, parent=self)
        choose = Button(_("Calendar file…"), "calendar-days", parent=self)
        choose.setObjectName("reminders.choose")
        choose.clicked.connect(self._ask)
        self._none = Button(_("No calendar file"), parent=self)
        self._none.setObjectName("reminders.none")
        self._none.clicked.connect(self._keep_none)
        workspace.guard(choose, self._none)
        for each in (facts, hint):
            self.body.addWidget(each)
        self.body.addLayout(layouts.row(choose, self._none, 1, gap=8))
        self._file.changed.connect(self.follow)

    def follow(self) -> None:
        """Show how things stand now."""
        place, failed = self._file.place, self._file.failed
        self._place.setText(failed or place or _("none: choose where it is to be kept"))
        self._place.set_ink("warning" if failed else "text" if place else "text2")
        self._none.setVisible(bool(place))

    def _ask(self) -> None:
        dialog = self._file.asked(self.window(), _("Keep a calendar file"))
        dialog.fileSelected.connect(self._file.keep_at)
        dialog.open()

    def _keep_none(self) -> None:
        self._file.keep_at("")
