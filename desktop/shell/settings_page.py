"""The Settings page: what this program keeps of you and how it behaves; what is changed applies at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import FieldError
from db.records.base import Line, Shape, View
from db.words import _
from desktop.form import editors
from desktop.form.form import Form, Item
from desktop.keeper import keeper_of
from desktop.kit import layouts
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_air, set_size
from desktop.officer import LONGEST
from desktop.page.list_page import PAGE_AIR
from desktop.page.page import Page
from desktop.page.panel import Panel
from desktop.shell.register_settings import BackupList, RegisterFacts
from desktop.shell.reminder_settings import RemindersGroup
from desktop.shell.rule_settings import RulesGroup
from desktop.shell.working_day_settings import WorkingDaysGroup
from desktop.workspace import Workspace

_WIDTH = 640


class You(Shape):
    """What is known of the officer at this computer."""

    name: Annotated[Line, StringConstraints(max_length=LONGEST)] = ""


class SettingsPage(Page):
    """Groups of settings, one below the other. There is no button that saves: a field that is left is kept."""

    name = "settings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        inside = QWidget(self)
        inside.setProperty("page", True)
        self._you = Form(You, _about_you(), "settings.you", columns=1, parent=inside)
        self._you.mark_letters("")
        you = Panel(_("You"), "user", parent=inside)
        you.setObjectName("settings.you")
        you.body.addWidget(self._you)
        set_air(you.body, (0, 6, 0, 4), (4,))
        self._register, self._backups = RegisterFacts(workspace, inside), BackupList(workspace, inside)
        self._backups.link_clicked.connect(workspace.restore_asked)
        heading = PlainLabel(_("Settings"), "h1", parent=inside)
        self._reminders = RemindersGroup(workspace, inside)
        self._rules, self._days = RulesGroup(workspace, inside), WorkingDaysGroup(workspace, inside)
        groups = (you, self._reminders, self._rules, self._days, self._register, self._backups)
        for each in groups:
            set_size(each, _WIDTH)
        below = [layouts.row(each, 1) for each in groups]
        layouts.column(heading, *below, 1, on=inside, margins=PAGE_AIR, gap=12)
        layouts.row(layouts.scrolling(self, inside), on=self)
        self._line = self._you.editors["name"]
        assert isinstance(self._line, editors.Line)
        self._line.line.editingFinished.connect(self._keep_name)
        workspace.named.connect(self._show_name)
        self._show_name(workspace.officer)

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        self._line.enter()
        for each in (self._reminders, self._rules, self._days, self._register, self._backups):
            each.follow()
        keeper_of(self.workspace).look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_name()
        super().hideEvent(event)

    def _show_name(self, name: str) -> None:
        self._you.show_draft(You(name=name))

    def _keep_name(self) -> None:
        """Write under what stands there from now on, where it is another name than before."""
        made = self._you.made() if self._you.changes() else None
        if made is None or made.name == self.workspace.officer:
            return
        try:
            self.workspace.name_officer(made.name)
        except FieldError as error:
            self._you.refuse("name", error.happened)
            return
        said = _("Your name is now {name}.").format(name=made.name) if made.name else _("You write under no name now.")
        self.workspace.said.emit(said, False)


def _about_you() -> tuple[Item, ...]:
    hint = _("It stands under what you log and on your sheets. What was logged before keeps the name it has.")
    return (Item("name", _("Your name"), editors.Line, hint=hint),)
