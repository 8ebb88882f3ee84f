"""The place at the foot of a record where what was done is written down."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from db.commands.base import short
from db.errors import FieldError, KnownError
from db.records.base import Link
from db.words import _
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import drafts_of
from desktop.form.enter import Enter
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.snackbar import keep_free
from desktop.kit.theme import current
from desktop.record.entry import EntryForm
from desktop.workspace import Workspace

_LEAST = 90
"""So high at 100 % is what is always seen of the form: what was done."""


class _Room(QScrollArea):
    """As high as the form in it where there is room; where there is less, the form scrolls and nothing is crushed."""

    def __init__(self, form: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._form = form
        self.setWidget(form)
        form.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @override
    def sizeHint(self) -> QSize:
        form = self._form
        across = form.heightForWidth(self.viewport().width()) if form.hasHeightForWidth() else -1
        return QSize(form.sizeHint().width(), max(across, form.minimumSizeHint().height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._form.minimumSizeHint().width(), min(current().px(_LEAST), self.sizeHint().height()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


def _about(record: Link) -> str:
    """What a draft of a log entry on a record is about."""
    return f"log/{record.id}"


def _stops(form: QWidget) -> Iterator[QWidget]:
    """Where Tab stops in a form that was just made, in its order."""
    each = form.nextInFocusChain()
    while each is not None and form.isAncestorOf(each):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            yield each
        each = each.nextInFocusChain()


class Composer(QFrame):
    """One line until it is used; what was typed is kept for each record until it is logged or emptied, and stands in
    every window that shows the record."""

    logged = Signal(object)
    """The `Change` that was made."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        keep_free(self)
        self._workspace = workspace
        self._record: Link | None = None
        self._draft: Autosave | None = None
        self._line = Button(_("What was done?   Ctrl+L"), "notebook-pen", "secondary", self)
        self._line.setObjectName("composer.open")
        self._line.setProperty("composer", True)
        self._line.clicked.connect(self.begin)
        self._made: EntryForm | None = None
        self._problem = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._hint = PlainLabel(_("Ctrl+Enter logs · Esc keeps the draft"), "meta", "text3", parent=self)
        self._button = Button(_("Log action"), "notebook-pen", "primary", self)
        self._button.setObjectName("composer.submit")
        self._button.clicked.connect(self._log_once)
        Enter(self, plain=False).submitted.connect(self._log)
        drafts_of(workspace).changed.connect(self._follow)
        self._inside: list[QWidget] = [self._hint, self._button]
        foot = layouts.row((self._hint, 1), self._button)
        self._column = layouts.column(self._line, self._problem, foot, on=self, margins=(12, 8, 12, 8), gap=8)
        self._show_open(False)

    @property
    def _form(self) -> EntryForm:
        """The form, made when it is first wanted: most records are read, and nothing is written about them."""
        return self._made or self._make()

    def _make(self) -> EntryForm:
        form = self._made = EntryForm(self._workspace, "composer", self)
        room = _Room(form, self)
        self._column.insertWidget(self._column.indexOf(self._problem), room)
        self._inside.append(room)
        before: QWidget = self._line
        for stop in (*_stops(form), self._button):
            self.setTabOrder(before, stop)
            before = stop
        self._turn(form)
        return form

    def show_record(self, record: Link | None) -> None:
        """Turn to another record, keeping what was typed for the one before."""
        if record is not None and self._record is not None and record.id == self._record.id:
            return
        if self._draft is not None:
            self._draft.keep()
            self._draft.stop()
        self._record, self._draft = record, None
        if self._made is not None:
            self._turn(self._made)
        else:
            self._follow()
        self._say("")
        self.setEnabled(record is not None)
        self._workspace.guard(self)

    def begin(self) -> None:
        """Open the form and put the focus into its text."""
        if self.isEnabled():
            text = self._form.editors["text"]
            self._show_open(True)
            text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, form: EntryForm) -> None:
        """Let the form be about the record that is shown."""
        record = self._record
        if record is not None:
            draft = partial(Autosave, drafts_of(self._workspace), form, self._named, _about(record))
            self._draft = draft(wish=record, record=record.id, parent=self)
        form.offer_status(record.kind if record else None)
        form.show_all(False)
        self._restore()

    def _log_once(self) -> None:
        self._log(False)

    def _log(self, again: bool) -> None:
        made, record, draft = self._form.made(), self._record, self._draft
        if made is None or record is None or draft is None:
            return
        # The record may be shown anew while the change is announced, so the draft must be gone by then.
        typed = self._form.typed()
        self._form.show_draft(self._form.beginning((record.id,)))
        draft.keep()
        try:
            change = self._form.log(made, self._workspace.seen())
        except Exception as error:
            self._form.retype(typed)
            draft.keep()
            if not isinstance(error, KnownError):
                raise
            if not (isinstance(error, FieldError) and self._form.refuse(error.field, error.happened)):
                self._say(error.sentence)
            return
        if self._record == record:  # the pane may have turned to the next record meanwhile
            self._say("")
            self._show_open(again)
        if again:
            self._form.editors["text"].enter()
        self.logged.emit(change)

    def _named(self) -> str:
        return _("Log entry on “{title}”").format(title=short(self._record.title if self._record else ""))

    def _restore(self) -> None:
        """Show what was typed about the record, in whatever window."""
        self._form.show_draft(self._form.beginning((self._record.id,) if self._record is not None else ()))
        self._show_open(self._draft is not None and self._draft.bring_back())

    def _follow(self) -> None:
        """What was typed or logged in another window is so here, unless something else is being typed here."""
        if self._made is None:
            if self._record is not None and drafts_of(self._workspace).find(_about(self._record)) is not None:
                self._make()
        elif self._draft is not None and self._draft.went_on():
            self._restore()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _show_open(self, is_open: bool) -> None:
        if is_open and self._record is not None:
            self._form.offer_open((self._record.id,))
        if not is_open and self.window().focusWidget() in self.findChildren(QWidget):
            self._line.show()  # before what has the focus is hidden, or it would go elsewhere
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.setVisible(not is_open)
        for widget in self._inside:
            widget.setVisible(is_open)
        self._problem.setVisible(is_open and bool(self._problem.text()))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self._draft is not None:
            self._draft.keep()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._made is not None and self._made.isVisible():
            if self._draft is not None:
                self._draft.keep()
            self._show_open(False)
        else:
            super().keyPressEvent(event)
