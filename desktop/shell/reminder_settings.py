"""Settings ▸ Reminders: when and where somebody is told of them, and the file that calendars subscribe to."""

from __future__ import annotations

from datetime import time
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import KnownError
from db.words import _
from desktop.form import editors
from desktop.form.form import Form, Item
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.theme import set_air
from desktop.notifying.bus import Bus, NotShown, Server
from desktop.notifying.choices import Choices, choose, chosen
from desktop.page.panel import SettingsGroup
from desktop.sheet.latest_job import LatestJob
from desktop.shell.calendar_file import calendar_file_of
from desktop.shell.tray import has_tray
from desktop.workspace import Workspace


class _Clock(editors.Line):
    """A time of the day."""

    @override
    def set_value(self, value: time | None) -> None:
        super().set_value(f"{value:%H:%M}" if value is not None else "")


class RemindersGroup(SettingsGroup):
    """What was chosen applies at once; where reminders are shown is found out anew each time the page is."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Reminders"), "bell", parent=parent)
        self.setObjectName("settings.reminders")
        self._workspace, self._file = workspace, calendar_file_of(workspace)
        self._form = Form(Choices, _asked(), "reminders", columns=2, parent=self)
        self._form.show_draft(chosen())
        self._form.mark_letters("")
        for editor in self._form.editors.values():
            if isinstance(editor, editors.Tick):
                editor.box.toggled.connect(self._keep)
            elif isinstance(editor, editors.Line):
                editor.line.editingFinished.connect(self._keep)
        self._asking = LatestJob(self)
        self._asking.done.connect(self._show_server)
        facts = QWidget(self)
        shown = layouts.grid(facts, 16, 6, margins=(0, 4, 0, 8))
        shown.setColumnStretch(1, 1)
        self._where = PlainLabel("", "body", wrap=True, parent=self)
        self._where.setObjectName("reminders.where")
        self._place = ElidedLabel("", "body", parent=self)
        self._place.setObjectName("reminders.calendar")
        for row, (label, value) in enumerate(((_("Shown"), self._where), (_("Calendar file"), self._place))):
            shown.addWidget(PlainLabel(label, "body", "text2", parent=self), row, 0)
            shown.addWidget(value, row, 1)
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
        for each in (self._form, facts, hint):
            self.body.addWidget(each)
        self.body.addLayout(layouts.row(choose, self._none, 1, gap=8))
        set_air(self.body, (0, 6, 0, 4), (4,))
        self._file.changed.connect(self.follow)

    @override
    def follow(self) -> None:
        """Show how things stand now."""
        place, failed = self._file.place, self._file.failed
        self._place.setText(failed or place or _("none: choose where it is to be kept"))
        self._place.set_ink("warning" if failed else "text" if place else "text2")
        self._none.setVisible(bool(place))
        if not self._where.text():
            self._where.setText(_("looking…"))
        self._asking.do(_server)

    def _keep(self) -> None:
        """Keep what stands there; what cannot be understood says so, and keeps nothing else from being kept."""
        if not self._form.changes():
            return
        _whole, refusals = self._form.checked()
        for name, words in refusals.items():  # the focus stays where somebody is
            self._form.fields[name].set_error(words)
        understood = {name: value for name, value in self._form.values().items() if name not in refusals}
        made = Choices.model_validate({**chosen().model_dump(), **understood})
        try:
            choose(made)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        if not refusals:
            self._form.show_draft(made)
        self._asking.do(_server)

    def _show_server(self, server: Server | str) -> None:
        """Say where reminders are shown while nobody works in the window."""
        missing = server if isinstance(server, str) else ""
        if not chosen().notify:
            said, missing = _("in this window only"), ""
        elif isinstance(server, Server) and server.has_actions:
            said = _("on the desktop by {server}, with Log, Snooze and Done").format(server=server.name)
        elif isinstance(server, Server):
            said = _("on the desktop by {server}, which has no buttons").format(server=server.name)
        elif has_tray():
            said, missing = _("beside the icon in the tray"), ""
        else:
            said = _("in this window only. {why}").format(why=missing)
        no_way_back = chosen().background and not has_tray()
        ends = _("There is no tray here, so closing the window ends the program.") if no_way_back else ""
        self._form.fields["background"].set_warning(ends)
        self._where.setText(said)
        self._where.set_ink("warning" if missing else "text")

    def _ask(self) -> None:
        dialog = self._file.asked(self.window(), _("Keep a calendar file"))
        dialog.fileSelected.connect(self._file.keep_at)
        dialog.open()

    def _keep_none(self) -> None:
        self._file.keep_at("")


def _asked() -> tuple[Item, ...]:
    night = _("Nothing is shown on the desktop from then on. Leave one empty for no quiet hours.")
    stays = _("The register is held for reading only meanwhile; a click on the icon in the tray opens the window.")
    wrong = _("This is no time of the day. Write 20:00, 7 or 7.30.")
    desktop = partial(editors.Tick, _("Show reminders on the desktop while nobody works in this window"))
    background = partial(editors.Tick, _("Keep running in the background when the window is closed"))
    return (
        Item("notify", _("On the desktop"), desktop, wide=True),
        Item("quiet_from", _("Quiet from"), _Clock, hint=night, wrong=wrong),
        Item("quiet_to", _("Quiet until"), _Clock, wrong=wrong),
        Item("background", _("In the background"), background, wide=True, hint=stays),
    )


def _server() -> Server | str:
    """Who shows notifications here, or why nobody does; it is asked in another thread."""
    try:
        bus = Bus()
    except NotShown as error:
        return error.happened
    try:
        return bus.server()
    except NotShown as error:
        return error.happened
    finally:
        bus.close()
