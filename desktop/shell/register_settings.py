"""Settings ▸ Register: where it lies, whether it is whole, and which backups of it there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from db.errors import KnownError
from db.rules.attachments import size_in_words
from db.rules.backups import Backup
from db.words import _, ngettext
from desktop import backups, clock
from desktop.actions import A
from desktop.backups import Looked
from desktop.keeper import keeper_of
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_for_file
from desktop.kit.plain import ElidedLabel, PlainLabel, set_tip
from desktop.kit.row_list import RowList
from desktop.page.panel import ROWS_INSET, SettingsGroup
from desktop.shell.restore import UNDO, RestoreDialog, rows_of
from desktop.workspace import Workspace

_SHOWN_HEAD = 12


class RegisterFacts(SettingsGroup):
    """Place, size and health of the register, the second place of its backups, and what can be done."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Register"), "database", parent=parent)
        self.setObjectName("settings.register")
        self._workspace, self._keeper = workspace, keeper_of(workspace)
        facts = QWidget(self)
        self._facts = layouts.grid(facts, 16, 6, margins=(0, 4, 0, 8))
        self._facts.setColumnStretch(1, 1)
        self._values: dict[str, PlainLabel] = {}
        for name, label in (
            ("place", _("File")),
            ("size", _("Size")),
            ("state", _("State")),
            ("check", _("Last check")),
            ("drill", _("Last drill")),
            ("second", _("Second place")),
        ):
            self._values[name] = self._fact(name, label)
        self.body.addWidget(facts)
        choose = self._button("choose", _("Second place…"), "", self._ask_place)
        self._none = self._button("none", _("No second place"), "", self._name_none)
        now = self._button("back_up", _("Back up now"), A.back_up.icon, self._keeper.back_up_now)
        check = self._button("check_now", _("Check now"), "shield-check", self._keeper.check)
        self.body.addLayout(layouts.row(now, check, choose, self._none, 1, gap=8))
        self._keeper.changed.connect(self.follow)

    @override
    def follow(self) -> None:
        """Show how things stand now."""
        if not self._workspace.is_open:
            return
        register, memory = self._keeper.register, self._keeper.memory
        try:
            stood, size = self._workspace.standing(), size_in_words(register.stat().st_size)
        except (KnownError, OSError):  # it was moved, or its drive is away: whoever writes is told so
            return
        records = ngettext("{count} record", "{count} records", stood.records).format(count=f"{stood.records:n}")
        state = _("change {change}, {head}") if stood.head else _("change {change}")
        self._values["place"].setText(str(register))
        self._values["size"].setText(_("{size}, {records}").format(size=size, records=records))
        self._values["state"].setText(state.format(change=stood.change, head=stood.head[:_SHOWN_HEAD]))
        self._show_looked("check", memory.checked, _("never"), _("{when}: whole"))
        self._show_looked("drill", memory.drilled, _("not yet"), _("{when}: a backup was restored and is equal"))
        second = self._values["second"]
        second.setText(self._keeper.found.missing or memory.place or _("none: name a stick or a share of the office"))
        second.set_ink("warning" if self._keeper.found.missing else "text" if memory.place else "text2")
        self._none.setVisible(bool(memory.place))

    def _fact(self, name: str, label: str) -> PlainLabel:
        made = ElidedLabel("", "body", parent=self)
        made.setObjectName(f"register.{name}")
        self._facts.addWidget(PlainLabel(label, "body", "text2", parent=self), len(self._values), 0)
        self._facts.addWidget(made, len(self._values), 1)
        return made

    def _show_looked(self, name: str, looked: Looked | None, never: str, whole: str) -> None:
        value = self._values[name]
        if looked is None:
            value.setText(never)
            value.set_ink("text2")
            return
        when = backups.moment(looked.at, clock.today())
        wrong = _("{when}: {wrong}").format(when=when, wrong=looked.wrong)
        value.setText(wrong if looked.wrong else whole.format(when=when))
        value.set_ink("critical" if looked.wrong else "text")

    def _button(self, name: str, text: str, icon: str, does: object) -> Button:
        made = Button(text, icon, parent=self)
        made.setObjectName(f"register.{name}")
        made.clicked.connect(does)
        return made

    def _name_none(self) -> None:
        self._keeper.name_place("")

    def _ask_place(self) -> None:
        dialog = asks_for_file(self.window(), _("A second place for backups"), mode=QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._keeper.name_place)
        dialog.open()


class BackupList(SettingsGroup):
    """The backups that can be reached; the current one can be pinned or restored."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Backups"), "archive", inset=ROWS_INSET, link=_("Restore…"), parent=parent)
        self.setObjectName("settings.backups")
        self._workspace, self._keeper = workspace, keeper_of(workspace)
        self.list = RowList(_("Backups"), self)
        self.list.setObjectName("settings.backups.list")
        self._none = PlainLabel(_("There is no backup of this register yet."), "body", "text2", parent=self)
        self._undo = Button(_("Undo the restore"), "undo-2", parent=self)
        self._undo.setObjectName("register.undo_restore")
        self._undo.clicked.connect(self._take_back)
        for each in (self._none, self._undo, self.list):
            self.body.addWidget(each)
        self._pin = QAction(self)
        self._pin.triggered.connect(self._turn_pin)
        self.list.set_row_actions((self._pin,))
        self.list.current_changed.connect(self._name_pin)
        self._keeper.changed.connect(self.follow)

    @override
    def follow(self) -> None:
        """Show the backups there are now."""
        if not self._workspace.is_open:
            return
        found, here = self._keeper.found, self.list.current_key()
        try:
            since: dict[Path, int] | None = self._workspace.since(found.backups)
        except KnownError:
            since = None
        self.list.set_rows(rows_of(found.backups, found.records, since, clock.today()))
        if isinstance(here, Backup):  # pinned meanwhile, it is another key
            self.list.set_current(next((each for each in found.backups if each.taken == here.taken), None))
        self.set_count(len(found.backups))
        self._none.setVisible(not found.backups)
        self.list.setVisible(bool(found.backups))
        undoing = self._keeper.undoing
        self._undo.setVisible(undoing is not None and self._workspace.writing)
        if undoing is not None and undoing.before is not None:
            self._undo.setText(_(UNDO[undoing.before]))
        self._name_pin(self.list.current_key())

    def _name_pin(self, key: object) -> None:
        pinned = isinstance(key, Backup) and key.pinned
        self._pin.setText(_("Unpin") if pinned else _("Pin"))
        set_tip(self._pin, _("Let it go when its time comes") if pinned else _("Keep it for good"))

    def _turn_pin(self) -> None:
        each = self.list.current_key()
        if isinstance(each, Backup):
            try:
                self._keeper.pin(each, not each.pinned)
            except KnownError as error:
                self._workspace.refused.emit(error.sentence)

    def _take_back(self) -> None:
        """Ask, saying what goes with it, as for any other backup."""
        kept, today = self._keeper.undoing, clock.today()
        if kept is not None:
            rows = rows_of([kept], self._keeper.found.records, None, today)
            dialog = RestoreDialog(rows, self._workspace.loss, today, self.window(), undoes=kept.before)
            dialog.wanted.connect(self._workspace.restore_wanted)
            dialog.open()
