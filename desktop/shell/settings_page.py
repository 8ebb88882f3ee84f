"""The Settings page: what this program keeps of you and how it behaves; what is changed applies at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from db.errors import FieldError, KnownError
from db.records.base import Line, Shape, View
from db.rules.text import fold
from db.words import N_, _
from desktop import officer
from desktop.form import editors
from desktop.form.form import Form, Item
from desktop.keeper import keeper_of
from desktop.kit import layouts
from desktop.kit.buttons import wish_of
from desktop.kit.plain import PlainLabel
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current, set_air
from desktop.officer import LONGEST
from desktop.page.list_page import PAGE_AIR
from desktop.page.page import Page
from desktop.page.panel import SettingsGroup
from desktop.shell.desk_settings import CountriesGroup, SheetsGroup, SideGroup
from desktop.shell.look_settings import KeysGroup, ListsGroup, LookGroup
from desktop.shell.nav import NavButton
from desktop.shell.register_settings import BackupList, RegisterFacts
from desktop.shell.reminder_settings import RemindersGroup
from desktop.shell.rule_settings import RulesGroup
from desktop.shell.working_day_settings import WorkingDaysGroup
from desktop.workspace import Workspace

_WIDTH, _SIDE, _ALL = 640, 208, 99
_SECTIONS = (
    ("you", N_("You"), "user"),
    ("side", N_("Our side"), "flag"),
    ("countries", N_("Countries"), "globe"),
    ("sheets", N_("Letterhead"), "printer"),
    ("reminders", N_("Reminders"), "bell"),
    ("rules", N_("Rules of reminders"), "alarm-clock"),
    ("days", N_("Working days"), "calendar-check"),
    ("lists", N_("Lists"), "list-checks"),
    ("look", N_("Look"), "sun-moon"),
    ("keys", N_("Keys"), "keyboard"),
    ("register", N_("Register"), "database"),
    ("backups", N_("Backups"), "archive"),
)
Named = Annotated[Line, StringConstraints(max_length=LONGEST)]


class You(Shape):
    """What is known of the officer at this computer."""

    name: Named = ""
    initials: Named = ""
    unit: Named = ""


class YouGroup(SettingsGroup):
    """Name, initials and unit; a field that is left is kept."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("You"), "user", parent=parent)
        self.setObjectName("settings.you")
        self._workspace = workspace
        self._form = Form(You, _about_you(), "settings.you", columns=2, parent=self)
        self._form.mark_letters("")
        self.body.addWidget(self._form)
        set_air(self.body, (0, 6, 0, 4), (4,))
        for editor in self._form.editors.values():
            assert isinstance(editor, editors.Line)
            editor.line.editingFinished.connect(self.keep)
        workspace.named.connect(self._hear)
        self.follow()

    @override
    def follow(self) -> None:
        """Show what is known."""
        self._form.show_draft(You(name=self._workspace.officer, initials=officer.initials(), unit=officer.unit()))

    def enter(self) -> None:
        """Take the focus."""
        self._form.editors["name"].enter()

    def keep(self) -> None:
        """Write under what stands there from now on, where it is something else than before."""
        made = self._form.made() if self._form.changes() else None
        if made is None:
            return
        try:
            for name, keep in (("initials", officer.keep_initials), ("unit", officer.keep_unit)):
                if getattr(made, name) != getattr(officer, name)():
                    keep(getattr(made, name))
            if made.name != self._workspace.officer:
                self._workspace.name_officer(made.name)
                self._say(made.name)
        except FieldError as error:
            self._form.refuse(error.field, error.happened)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        else:
            self._form.settle()

    def _say(self, name: str) -> None:
        said = _("Your name is now {name}.").format(name=name) if name else _("You write under no name now.")
        self._workspace.said.emit(said, False)

    def _hear(self, name: str) -> None:
        self.follow()


class SettingsPage(Page):
    """Sections at the left with a search over them, their groups one below the other. There is no button that saves."""

    name = "settings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        inside = QWidget(self)
        inside.setProperty("page", True)
        self._you = YouGroup(workspace, inside)
        self._groups: dict[str, SettingsGroup] = {
            "you": self._you,
            "side": SideGroup(workspace, inside),
            "countries": CountriesGroup(workspace, inside),
            "sheets": SheetsGroup(workspace, inside),
            "reminders": RemindersGroup(workspace, inside),
            "rules": RulesGroup(workspace, inside),
            "days": WorkingDaysGroup(workspace, inside),
            "lists": ListsGroup(workspace, inside),
            "look": LookGroup(workspace, inside),
            "keys": KeysGroup(workspace, inside),
            "register": RegisterFacts(workspace, inside),
            "backups": BackupList(workspace, inside),
        }
        self._groups["backups"].link_clicked.connect(workspace.restore_asked)
        self._none = PlainLabel(_("No setting is called like this."), "body", "text2", parent=inside)
        self._none.hide()
        column = self._column = layouts.AtMost(_WIDTH, inside)
        layouts.column(self._none, *self._groups.values(), on=column, gap=12)
        layouts.column(layouts.row((column, _ALL), 1), 1, on=inside, margins=PAGE_AIR)
        self._area = layouts.scrolling(self, inside)
        self._buttons: dict[str, NavButton] = {}
        self.finder = SearchField(_("Find a setting"), "Ctrl+F", self)
        self.finder.setObjectName("settings.find")
        self.finder.textChanged.connect(self._narrow)
        heading = PlainLabel(_("Settings"), "h1", parent=self)
        head = layouts.row(heading, 1, (self.finder, 2), margins=(24, 16, 24, 0), gap=24)
        below = layouts.row(self._sections(), (self._area, 1), gap=0)
        layouts.column(head, (below, 1), on=self, gap=0)

    def _sections(self) -> QScrollArea:
        """The sections at the left, under the search."""
        side = QFrame(self)
        side.setProperty("page", True)
        for name, words, icon in _SECTIONS:
            button = self._buttons[name] = NavButton(_(words), icon, parent=side)
            button.setObjectName(f"settings.section.{name}")
            button.setCheckable(False)
            wish_of(button, name).connect(self.show_section)
        layouts.column(*self._buttons.values(), 1, on=side, margins=(16, 12, 4, 8), gap=2)
        area = layouts.scrolling(self, side)
        self._side = area
        self.restyle()
        return area

    def restyle(self) -> None:
        """Be as wide as the words of the sections need; where there is no room for them, the search stays."""
        self._side.setFixedWidth(current().px(_SIDE))
        self._side.setVisible(self.width() >= current().px(_WIDTH + _SIDE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def show_section(self, name: str) -> None:
        """Bring a group to the top, the keyboard in its first field."""
        group, column = self._groups[name], self._column
        self._area.verticalScrollBar().setValue(column.y() + group.y() - current().px(8))
        first = next((each for each in group.findChildren(QWidget) if _takes_keys(each)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _narrow(self, text: str) -> None:
        """Show only the groups in whose words each of these stands."""
        asked = fold(text).split()
        for name, group in self._groups.items():
            here = not asked or all(word in _words(group) for word in asked)
            group.setVisible(here)
            self._buttons[name].setVisible(here)
        self._none.setVisible(all(group.isHidden() for group in self._groups.values()))

    @override
    def focus_find(self) -> None:
        self.finder.take_focus()

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        self._you.enter()
        for each in self._groups.values():
            each.follow()
        keeper_of(self.workspace).look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._you.keep()
        super().hideEvent(event)


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _words(group: SettingsGroup) -> str:
    """All that stands in a group, folded."""
    labels = [each.text() for each in group.findChildren(QLabel)]
    named = [each.accessibleName() for each in group.findChildren(QWidget)]
    return fold(" ".join([group.accessibleName(), *labels, *named]))


def _about_you() -> tuple[Item, ...]:
    hint = _("It stands under what you log and on your sheets. What was logged before keeps the name it has.")
    return (
        Item("name", _("Your name"), editors.Line, hint=hint, wide=True),
        Item("initials", _("Initials"), editors.Line, hint=_("They stand behind your name on sheets.")),
        Item("unit", _("Your unit"), editors.Line, hint=_("It stands under your sheets.")),
    )
