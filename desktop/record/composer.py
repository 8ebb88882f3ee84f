"""The place at the foot of a record where what was done is written down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.commands.base import short
from db.errors import KnownError
from db.records.base import Link
from db.words import _
from desktop.form.drafts.drafts import Slot, drafts_of
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.snackbar import keep_free
from desktop.kit.theme import Theme
from desktop.record.action_form import ActionForm
from desktop.record.typed_action import Typed
from desktop.workspace import Workspace


class Composer(QFrame):
    """One line until it is used; what was typed is kept for each record until it is logged or emptied, and stands in
    every window that shows the record."""

    logged = Signal(object)
    """The `Change` that was made."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        keep_free(self)
        self._workspace = workspace
        self._theme = theme
        self._record: Link | None = None
        self._slot: Slot | None = None
        self._known = Typed()
        self._drafts = drafts_of(workspace)
        self._line = Button(_("What was done?   Ctrl+L"), "notebook-pen", "secondary", self)
        self._line.setObjectName("composer.open")
        self._line.setProperty("composer", True)
        self._line.clicked.connect(self.begin)
        self._form = ActionForm(theme, workspace.today(), "composer", self)
        self._form.submitted.connect(self._log)
        self._form.changed.connect(self._drafts.note)
        self._drafts.wanted.connect(self._keep)
        self._drafts.changed.connect(self._follow)
        self._problem = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._hint = PlainLabel(_("Ctrl+Enter logs · Esc keeps the draft"), "meta", "text3", parent=self)
        self._button = Button(_("Log action"), "notebook-pen", "primary", self)
        self._button.setObjectName("composer.submit")
        self._button.clicked.connect(self._log_once)
        self._lay_out()
        self._show_open(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = self._theme.px(12)
        column.setContentsMargins(edge, self._theme.px(8), edge, self._theme.px(8))
        column.setSpacing(self._theme.px(8))
        column.addWidget(self._line)
        column.addWidget(self._form)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._button)
        column.addLayout(foot)

    def show_record(self, record: Link | None) -> None:
        """Turn to another record, keeping what was typed for the one before."""
        if record is not None and self._record is not None and record.id == self._record.id:
            return
        self._keep()
        self._record = record
        self._slot = self._drafts.slot("log", record.id, wish=record, record=record.id) if record else None
        self._form.offer_status(record.kind if record else None)
        self._form.show_details(False)
        self._restore()
        self._problem.setText("")
        self.setEnabled(record is not None and self._workspace.writing)

    def begin(self) -> None:
        """Open the form and put the focus into its text."""
        if self.isEnabled():
            self._show_open(True)
            self._form.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _log_once(self) -> None:
        self._log(False)

    def _log(self, again: bool) -> None:
        if self._record is None or self._slot is None:
            return
        command = self._form.command((self._record.id,), self._workspace.officer)
        if command is None:
            return
        # The record may be shown anew while the change is announced, so the draft must be gone by then.
        typed, record = self._form.typed(), self._record
        self._form.restore(Typed())
        self._keep()
        try:
            change = self._workspace.run(command)
        except Exception as error:
            self._form.restore(typed)
            self._keep()
            if not isinstance(error, KnownError):
                raise
            self._say(error.sentence)
            return
        if self._record == record:  # the pane may have turned to the next record meanwhile
            self._say("")
            self._show_open(again)
        if again:
            self._form.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.logged.emit(change)

    def _keep(self) -> None:
        typed = self._form.typed()
        if self._slot is not None and self._record is not None and typed != self._known:
            self._known = typed
            self._slot.keep(typed, _("Log entry on “{title}”").format(title=short(self._record.title)))

    def _restore(self) -> None:
        """Show what was typed about the record, in whatever window."""
        typed = self._kept()
        self._form.restore(typed)
        self._known = self._form.typed()
        self._show_open(bool(typed))

    def _kept(self) -> Typed:
        kept = self._slot.typed() if self._slot is not None else None
        if self._slot is None or not isinstance(kept, Typed):
            return Typed()
        return kept.lasting(self._slot.day, self._workspace.today())

    def _follow(self) -> None:
        """What was typed or logged in another window is so here, unless something else is being typed here."""
        kept, untouched = self._kept(), self._form.typed() == self._known
        if untouched and kept != self._known and (kept or self._known):
            self._restore()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _show_open(self, is_open: bool) -> None:
        self._line.setVisible(not is_open)
        for widget in (self._form, self._hint, self._button):
            widget.setVisible(is_open)
        self._problem.setVisible(is_open and bool(self._problem.text()))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._keep()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.isVisible():
            self._keep()
            self._show_open(False)
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
