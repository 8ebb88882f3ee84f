"""The pane beside a table: one record in full, and at its foot the place to write down what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import NotFound
from db.records.base import Change, Link
from db.vocabulary import Kind
from db.words import _
from desktop.actions import A, Place
from desktop.doing import bind_here, does
from desktop.form.files import attach_files, local_files
from desktop.kit import layouts
from desktop.kit.buttons import IN_A_RECORD
from desktop.record.body import BodyArea, DetailBody
from desktop.record.composer import Composer
from desktop.record.head import DetailHead
from desktop.status import Look
from desktop.table.inline_change import InlineChange
from desktop.workspace import Edit, Workspace, reminder_on

_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Face:
    """How a record shows itself above its facts: its title, its status word and the look of that."""

    title: str
    status: str
    look: Look


class DetailPane(QWidget):
    """One record in full. A kind of record says in `fill` what it is made of."""

    kind: ClassVar[Kind]

    closed = Signal()
    left = Signal()
    """The focus wants to go back to the list."""
    stepped = Signal(int)
    """-1 or +1: the record before or after is wanted."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.record: int | None = None
        self._unread = True
        # Read once what is painted first is painted: after a change that is the table, where the eye is.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.read_now)
        self.setAcceptDrops(True)
        self.setProperty("ground", "surface")
        self.setProperty(IN_A_RECORD, True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.changes = self.make_changes()
        changes = self.changes is not None and workspace.writing
        self._head = DetailHead(f"detail.{self.kind.value}", changes, workspace.why_not(), self)
        self._head.change_wanted.connect(self._change_status)
        self._head.stepped.connect(self.stepped)
        self._head.edit_wanted.connect(self.edit)
        self._head.menu_wanted.connect(self._offer_more)
        self._head.closed.connect(self.closed)
        self._area = BodyArea(self)
        self._area.setObjectName(f"detail.{self.kind.value}.sheet")
        self.composer = self.make_composer()
        column = layouts.column(self._head, (self._area, 1), on=self, gap=0)
        if self.composer is not None:
            column.addWidget(self.composer)
            self.composer.logged.connect(self._after_log)
        bind_here(self, Place.PANE, self)
        # Much that is shown stands in other records: files, the log, what was signed and promised at a visit.
        workspace.changed.connect(self._read_soon)

    def fill(self, body: DetailBody, record: int) -> Face:
        """Write the record into the body; NotFound where there is none of that number."""
        raise NotImplementedError

    def make_composer(self) -> Composer | None:
        """The place at the foot where an action is written down; None where a record has no log of its own."""
        return Composer(self.workspace, self)

    def make_changes(self) -> InlineChange | None:
        """What changes fields of the record where it is shown; None where there are none of that kind."""
        return None

    def show_record(self, record: int | None) -> None:
        """Show a record, or that none is chosen; it is read when the pane is seen, and again after every change."""
        if record != self.record:
            self.record = record
            self._read_again()
            self._area.verticalScrollBar().setValue(0)

    def body(self) -> DetailBody | None:
        """What is shown of the record as it is stored."""
        if self.isVisible():
            self.read_now()
        return self._area.body

    def title(self) -> str:
        """The title of the record that is shown."""
        return self._area.accessibleName()

    def stay(self) -> None:
        """Keep to one record: no list leads to another."""
        self._head.hide_steps()

    def take_focus(self) -> None:
        """Put the focus into the record, where arrow keys scroll it."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def under_chip(self) -> QPoint:
        """The place on the screen where a question about the record stands."""
        return self._head.under_chip()

    def keep_focus(self) -> None:
        """Have the focus in the record, wherever in it."""
        if not self._holds_focus(self):
            self.take_focus()

    @does(A.edit)
    def edit(self) -> None:
        """Ask for the record's dialog."""
        if self.record is not None:
            self.workspace.edit_wanted.emit(Edit(self.kind, self.record))

    @does(A.log)
    def begin_log(self) -> None:
        """Start writing down what was done on this record."""
        if self.record is not None and self.composer is not None:
            self.read_now()  # or what is begun would be closed once the record is read
            self.composer.begin()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_now()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.record is not None and self.workspace.writing and local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.record is not None:
            attach_files(self.workspace, self.record, local_files(event.mimeData()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _ALT and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif held == _SHIFT and key == Qt.Key.Key_F10:
            self._offer_more()
        elif held == _NO_KEYS and key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._offer_menu(event.globalPos() if mouse else self._head.under_more())

    def _offer_more(self) -> None:
        self._offer_menu(self._head.under_more())

    def _offer_menu(self, at: QPoint) -> None:
        """Ask for the Record menu; when it closes, the keyboard is in the pane."""
        if self.record is not None:
            self.keep_focus()
            self.workspace.menu_wanted.emit(self, at)

    @does(A.remind)
    def _remind(self) -> None:
        self.workspace.edit_wanted.emit(reminder_on(self.record))

    @does(*A.in_place)
    def _change(self, field: str) -> None:
        if self.changes is not None:
            self.changes.begin(field)

    def _change_status(self) -> None:
        self._change("status")

    def restyle(self) -> None:
        """Write the record anew for letters of this size."""
        self._read_again()

    def _read_again(self) -> None:
        self._unread = True
        if self.isVisible():
            self._read()

    def _read_soon(self) -> None:
        self._unread = True
        if self.isVisible():
            self._soon.start()

    def read_now(self) -> None:
        """Show what is stored, where that was put off."""
        if self._unread and self.workspace.is_open:
            self._read()

    def _read(self) -> None:
        self._unread = False
        self._soon.stop()
        reading, writing = self._holds_focus(self._area), self._holds_focus(self.composer)
        body = DetailBody(self.workspace, self._area)
        face = self._filled(body)
        self._area.setAccessibleName(face.title if face else _("No record is chosen"))
        self._head.show_status(face.status if face else "", face.look if face else None)
        self._area.show_body(body)
        if self.composer is not None:
            self.composer.show_record(self._link(face.title if face else ""))
        if reading or (writing and not self._holds_focus(self.composer)):
            self.take_focus()

    def _after_log(self, change: Change) -> None:
        if not self._holds_focus(self.composer):
            self.take_focus()

    @staticmethod
    def _holds_focus(part: QWidget | None) -> bool:
        """Whether the keyboard is there, or will be once a form over the window is closed."""
        focused = part.window().focusWidget() if part is not None else None
        return part is not None and focused is not None and (part is focused or part.isAncestorOf(focused))

    def _link(self, title: str) -> Link | None:
        return Link(id=self.record, kind=self.kind, title=title) if self.record is not None and title else None

    def _filled(self, body: DetailBody) -> Face | None:
        if self.record is None:
            body.say(_("No record is chosen."), "text2")
            return None
        try:
            face = self.fill(body, self.record)
        except NotFound as error:
            body.say(error.sentence, "text2")
            return None
        body.files(self.record)
        return face
