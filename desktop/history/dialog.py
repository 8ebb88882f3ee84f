"""The history of one record: who changed what when, how it stood then, and putting it back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
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
from desktop.history.list import HistoryList
from desktop.history.sheet import HistorySheet
from desktop.kinds import KINDS
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.theme import Theme
from desktop.kit.words import joined
from desktop.workspace import Workspace

_SIZE, _LARGEST_SHARE, _LIST = (1080, 640), 0.9, 340


class HistoryDialog(QDialog):
    """The changes at the start, what one of them did beside them, and the record as it stood on any day."""

    def __init__(
        self, workspace: Workspace, theme: Theme, record: int, noun_of: NounOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.history")
        self.setWindowTitle(_("History of this record"))
        self._workspace, self._theme, self._record = workspace, theme, record
        self._change: PastChange | None = None
        self._version: Version | None = None
        self._changes = PastChanges(workspace, record, self)
        self._list = HistoryList(self._changes, self)
        self._sheet = HistorySheet(theme, self._labels(noun_of), self)
        self._note = Banner("", "critical", parent=self)
        self._note.hide()
        self._day = PeriodEdit(workspace.today(), _("As it stood on"), self)
        self._day.editor.setObjectName("history.day")
        self._day.editor.setPlaceholderText(_("day or month"))
        self._whole = Button(_("Put back this whole version"), "undo-2", parent=self)
        self._whole.setObjectName("history.restore")
        self._lay_out()
        self._list.chosen.connect(self._show_change)
        self._sheet.restore_pressed.connect(self._restore_field)
        self._sheet.switched.connect(self._switch)
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
            "followed": _("We follow this country"),
            "retired": _("No longer used for new records"),
        }

    def _lay_out(self) -> None:
        px, edge, subject = self._theme.px, self._theme.px(20), self._changes.subject
        picture = PlainLabel(parent=self)
        picture.setPixmap(self._theme.pixmap("history", "accent", px(20), self.devicePixelRatioF()))
        kind = PlainLabel(parent=self)
        kind.setPixmap(self._theme.pixmap(KINDS[subject.kind].icon, "text2", px(16), self.devicePixelRatioF()))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(picture)
        head.addWidget(PlainLabel(self.windowTitle(), "h2", parent=self))
        head.addSpacing(px(8))
        head.addWidget(kind)
        about = joined((subject.title, subject.kind.label))
        head.addWidget(ElidedLabel(about, "body", "text2", parent=self), 1)
        self._list.setFixedWidth(px(_LIST))
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self._list)
        middle.addWidget(self._sheet, 1)
        rule = QFrame(self)
        rule.setProperty("rule", "h")
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, px(16), edge, px(16))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(self._note)
        column.addWidget(rule)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(self._theme.px(8))
        name = PlainLabel(_("&As it stood on"), "body", "text2", parent=self)
        name.setBuddy(self._day.editor)
        self._day.setFixedWidth(self._theme.px(400))
        close = Button(_("Close"), variant="primary", parent=self)
        close.setObjectName("history.close")
        close.clicked.connect(self.reject)
        foot.addWidget(name)
        foot.addWidget(self._day)
        foot.addStretch(1)
        foot.addWidget(self._whole)
        foot.addWidget(close)
        for each in (name, self._day, self._whole):
            each.setVisible(self._changes.subject.kind in DRAFTS)
        return foot

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry()
        wide, high = (round(self._theme.px(length)) for length in _SIZE)
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
        self._sheet.show_change(change, self._may_write())
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
        self._sheet.show_version(self._version, title, _("Show what changed"))
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
            self._sheet.show_words(error.sentence)
            self._offer(False)
            return
        title = _("As it stood on {day}").format(day=Period.on(min(day, today)).display())
        self._sheet.show_version(self._version, title, "")
        self._offer(self._version.restorable)

    def _ask(self, at: int | date) -> Version:
        return self._workspace.ask(partial(history.version, record_id=self._record, at=at))

    def _may_write(self) -> bool:
        return self._workspace.writing and not self._changes.subject.hidden

    def _offer(self, differs: bool) -> None:
        """Whether the version that is shown can be put back, and if not, why."""
        self._whole.setEnabled(differs and self._may_write())
        why = "" if differs else _("The record stands like this now.")
        self._whole.setToolTip(_("Restore it from the Trash first.") if self._changes.subject.hidden else why)

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
