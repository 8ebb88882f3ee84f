"""Settings ▸ Rules of reminders: every rule, switched on or off, and those of the officer's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from db import reminder_rules
from db.commands.base import Hide
from db.commands.reminders import SwitchRule
from db.records.base import Change
from db.records.reminders import RuleLine
from db.vocabulary import Kind
from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import PlainLabel
from desktop.page.panel import SettingsGroup
from desktop.shell.rule_form import RULE
from desktop.workspace import Edit, Workspace


class _Rule(QWidget):
    """A rule: its name with a tick; one of the officer's own can be edited and thrown away."""

    switched = Signal(int, bool)
    edit_wanted = Signal(int)
    trash_wanted = Signal(int)

    def __init__(self, line: RuleLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line
        self._box = QCheckBox(line.label[:1].upper() + line.label[1:], self)
        self._box.setObjectName(f"rules.{line.id}")
        self._box.setChecked(line.on)
        self._box.toggled.connect(self._switch)
        row = layouts.row((self._box, 1), on=self, gap=4)
        self.buttons: tuple[QWidget, ...] = (self._box,)
        if line.draft is not None:
            edit = IconButton("pencil-line", _("Edit {rule}").format(rule=line.label), self)
            edit.setObjectName(f"rules.{line.id}.edit")
            edit.clicked.connect(self._edit)
            trash = IconButton("trash-2", _("Move {rule} to Trash").format(rule=line.label), self)
            trash.setObjectName(f"rules.{line.id}.trash")
            trash.clicked.connect(self._trash)
            for each in (edit, trash):
                row.addWidget(each)
            self.buttons = (self._box, edit, trash)

    @property
    def name(self) -> tuple[int, str]:
        """What tells it from the other rows."""
        return self._line.id, self._line.label

    def show_on(self, on: bool) -> None:
        """Whether the rule is switched on now."""
        self._box.blockSignals(True)
        self._box.setChecked(on)
        self._box.blockSignals(False)

    def _switch(self, on: bool) -> None:
        self.switched.emit(self._line.id, on)

    def _edit(self) -> None:
        self.edit_wanted.emit(self._line.id)

    def _trash(self) -> None:
        self.trash_wanted.emit(self._line.id)


class RulesGroup(SettingsGroup):
    """The rules every register has, then those of the officer's own; what is switched applies at once."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Rules of reminders"), "alarm-clock", parent=parent)
        self.setObjectName("settings.rules")
        self._workspace = workspace
        self._rows: list[_Rule] = []
        self._inside = layouts.column(gap=0)
        hint = _("A rule that is switched off reminds of nothing. What was done about its reminders stays known.")
        self._own = PlainLabel(_("Rules of your own"), "medium", parent=self)
        add = Button(_("Add a rule…"), "plus", parent=self)
        add.setObjectName("rules.add")
        add.clicked.connect(self._add)
        workspace.guard(add)
        self.body.addWidget(PlainLabel(hint, "meta", "text2", wrap=True, parent=self))
        self.body.addLayout(self._inside)
        self.body.addLayout(layouts.row(add, 1))
        workspace.changed.connect(self._hear)

    @override
    def follow(self) -> None:
        """Show the rules there are now."""
        found = self._workspace.ask(reminder_rules.every)
        if [(line.id, line.label) for line in found] != [row.name for row in self._rows]:
            self._make(found)
        for line, row in zip(found, self._rows, strict=True):
            row.show_on(line.on)
        self.set_count(sum(line.on for line in found))

    def _make(self, found: tuple[RuleLine, ...]) -> None:
        """Make a row for each rule; where the same rules stay, so do the rows, and the keyboard in them."""
        layouts.discard(self._inside, self._rows)
        self._inside.removeWidget(self._own)
        self._rows = [_Rule(line, self) for line in found]
        own = False
        for line, row in zip(found, self._rows, strict=True):
            if line.draft is not None and not own:
                own = True
                self._inside.addWidget(self._own)
            row.switched.connect(self._switch)
            row.edit_wanted.connect(self._edit)
            row.trash_wanted.connect(self._trash)
            self._workspace.guard(*row.buttons)
            self._inside.addWidget(row)
            row.show()
        self._own.setVisible(own)

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.follow()

    def _switch(self, rule: int, on: bool) -> None:
        if self._workspace.attempt(SwitchRule(rule, on)) is None:
            self.follow()

    def _add(self) -> None:
        self._workspace.edit_wanted.emit(Edit(Kind.REMINDER, start={RULE: True}))

    def _edit(self, rule: int) -> None:
        self._workspace.edit_wanted.emit(Edit(Kind.REMINDER, rule))

    def _trash(self, rule: int) -> None:
        self._workspace.attempt(Hide((rule,), self._workspace.seen()))
