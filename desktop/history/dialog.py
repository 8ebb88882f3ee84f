"""The history of one record: who changed what when, how it stood then, and putting it back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget
from typing_extensions import override

from db.commands.base import Command
from db.commands.history import RestoreField, RestoreVersion
from db.errors import KnownError, NotFound
from db.queries import history
from db.records.bundle import DRAFTS
from db.records.history import HIDDEN, PastChange, Version
from db.rules.periods import Period
from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.noun import NounOf
from desktop.history.changes import PastChanges
from desktop.history.detail import HistoryDetail
from desktop.history.list import HistoryList
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, Icon, PlainLabel, set_tip
from desktop.kit.theme import current, set_size
from desktop.kit.words import joined
from desktop.workspace import Workspace

_SIZE, _LARGEST_SHARE, _LIST = (1080, 640), 0.9, 340


class HistoryDialog(QDialog):
    """The changes at the start, what one of them did beside them, and the record as it stood on any day."""

    def __init__(self, workspace: Workspace, record: int, noun_of: NounOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.history")
        self.setWindowTitle(_("History of this record"))
        self._workspace, self._record = workspace, record
        self._change: PastChange | None = None
        self._version: Version | None = None
        self._changes = PastChanges(workspace, record, self)
        self._list = HistoryList(self._changes, self)
        self._detail = HistoryDetail(self._labels(noun_of), self)
        self._note = Banner("", "critical", parent=self)
        self._note.hide()
        self._day = PeriodEdit(workspace.today(), _("As it stood on"), self, past=True)
        self._day.editor.setObjectName("history.day")
        self._day.editor.setPlaceholderText(_("day or month"))
        self._whole = Button(_("Put back this whole version"), "undo-2", parent=self)
        self._whole.setObjectName("history.restore")
        self._lay_out()
        self._list.chosen.connect(self._show_change)
        self._detail.restore_pressed.connect(self._restore_field)
        self._detail.switched.connect(self._switch)
        self._day.changed.connect(self._show_day)
        self._whole.clicked.connect(self._restore_version)
        self._note.pressed.connect(self._undo)
        workspace.changed.connect(self._read)
        self._read()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _labels(self, noun_of: NounOf) -> dict[str, str]:
        noun = noun_of(self._workspace, self._changes.subject.kind)
        named = {item.name: item.label for item in noun.items} if noun is not None else {}
        return named | {
            "citations": _("What sources say"),
            HIDDEN: _("In the Trash"),
            # A form says these beside a box to tick; here they stand before "yes" and "no".
            "no_ratification_foreseen": _("No ratification is foreseen"),
            "renews": _("Takes the place of earlier invitations"),
            "followed": _("We follow this country"),
            "retired": _("No longer used for new records"),
        }

    def _lay_out(self) -> None:
        subject = self._changes.subject
        title = PlainLabel(self.windowTitle(), "h2", parent=self)
        about = ElidedLabel(joined((subject.title, subject.kind.label)), "body", "text2", parent=self)
        which = layouts.row(Icon(KINDS[subject.kind].icon, parent=self), (about, 1), margins=(8, 0, 0, 0), gap=10)
        head = layouts.row(Icon("history", "accent", 20, self), title, (which, 1), gap=10)
        set_size(self._list, _LIST)
        middle = layouts.row(self._list, (self._detail, 1), gap=20)
        parts = (head, (middle, 1), self._note, layouts.rule(self), self._foot())
        layouts.column(*parts, on=self, margins=(20, 16, 20, 16), gap=12)

    def _foot(self) -> QHBoxLayout:
        name = PlainLabel(_("&As it stood on"), "body", "text2", parent=self)
        name.setBuddy(self._day.editor)
        set_size(self._day, 400)
        close = Button(_("Close"), variant="primary", parent=self)
        close.setObjectName("history.close")
        close.clicked.connect(self.reject)
        for each in (name, self._day, self._whole):
            each.setVisible(self._changes.subject.kind in DRAFTS)
        return layouts.row(name, self._day, 1, self._whole, close, gap=8)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry()
        wide, high = (round(current().px(length)) for length in _SIZE)
        self.resize(min(wide, round(room.width() * _LARGEST_SHARE)), min(high, round(room.height() * _LARGEST_SHARE)))

    # ------------------------------------------------------------------------------------------------------- reading
    def _read(self) -> None:
        """Read the changes again, and show the newest."""
        try:
            self._changes.reload()
        except NotFound:  # somebody took back that it was added
            self.reject()
            return
        self._list.choose(0)

    def _show_change(self, change: PastChange) -> None:
        self._change, self._version = change, None
        self._day.set_period(None)
        self._detail.show_change(change, self._may_write())
        self._offer(change.restorable)

    def _switch(self) -> None:
        """From what a change did to the whole record after it, and back."""
        change = self._change
        if change is None:
            return
        if self._version is not None:
            self._show_change(change)
            return
        self._version = self._ask(change.id)
        title = _("The whole record after this change")
        self._detail.show_version(self._version, title, _("Show what changed"))
        self._offer(self._version.restorable)

    def _show_day(self) -> None:
        """The record as it stood at the end of the day, month or year that was typed."""
        period = self._day.period
        day = (period.latest or period.earliest) if period is not None else None
        if day is None:
            if not self._day.text().strip():
                self._list.choose(0)
            return
        self._change = self._version = None
        self._list.choose(-1)
        today = self._workspace.today()
        try:
            if period is not None and (period.earliest or day) > today:
                raise NotFound(_("This day is still to come."))
            self._version = self._ask(day)
        except NotFound as error:
            self._detail.show_words(error.sentence)
            self._offer(False)
            return
        title = _("As it stood on {day}").format(day=Period.on(min(day, today)).display())
        self._detail.show_version(self._version, title, "")
        self._offer(self._version.restorable)

    def _ask(self, at: int | date) -> Version:
        return self._workspace.ask(partial(history.version, record_id=self._record, at=at))

    def _may_write(self) -> bool:
        return self._workspace.writing and not self._changes.subject.hidden

    def _offer(self, differs: bool) -> None:
        """Whether the version that is shown can be put back, and if not, why."""
        self._whole.setEnabled(differs and self._may_write())
        why = "" if differs else _("The record stands like this now.")
        set_tip(self._whole, _("Restore it from the Trash first.") if self._changes.subject.hidden else why)

    # --------------------------------------------------------------------------------------------------- putting back
    def _restore_field(self, field: str) -> None:
        if self._change is not None:
            # A change stands beside what was before it: that is how the record stood after any change before.
            version = self._changes.subject.version
            self._run(RestoreField(self._record, version, self._change.id - 1, field))

    def _restore_version(self) -> None:
        shown = self._version.change if self._version else self._change.id if self._change else None
        if shown is not None:
            self._run(RestoreVersion(self._record, self._changes.subject.version, shown))

    def _undo(self) -> None:
        self._note.hide()
        self._workspace.undo()

    def _run(self, command: Command) -> None:
        try:
            change = self._workspace.run(command)
        except KnownError as error:
            self._note.set_message(error.sentence, "critical")
        else:
            self._note.set_message(change.label, "success", (_("Undo"),))
        self._note.show()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
