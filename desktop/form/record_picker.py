"""Choosing a record by the beginnings of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QWidget
from typing_extensions import override

from db import known
from db.errors import KnownError
from db.queries import search
from db.queries.base import Reader, links
from db.records.base import Change, Link
from db.rules.text import fold
from db.vocabulary import Kind
from db.words import _
from desktop.form.offers import Offer, rows
from desktop.kinds import KINDS
from desktop.kit.buttons import IconButton
from desktop.kit.keyboard import ENTER
from desktop.kit.theme import current
from desktop.workspace import Add, Workspace

_MOST = 12
_TEXT = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.EditRole.value})
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_ICON = Qt.ItemDataRole.DecorationRole.value
_Index = QModelIndex | QPersistentModelIndex


def gone(workspace: Workspace, change: Change, ids: Sequence[int]) -> frozenset[int]:
    """Which of these records are no longer there after a change; only what is undone, deleted for good or done
    elsewhere can take one away."""
    touched = {each.id for each in change.touched}
    if not ids or (change.undoes is None and touched and touched.isdisjoint(ids)):
        return frozenset()

    def read(reader: Reader) -> dict[int, Link]:
        return links(reader, ids)

    return frozenset(ids) - workspace.ask(read).keys()


def _one_name(text: str) -> bool:
    """What stands there is one name."""
    return False


class _Found(QAbstractListModel):
    """The records on offer, and what can be added."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Link | Offer, ...] = ()

    def set_rows(self, rows: Sequence[Link | Offer]) -> None:
        """Offer something else."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ICON:
            return current().icon("plus" if isinstance(row, Offer) else KINDS[row.kind].icon)
        if isinstance(row, Offer):
            return row.words if role in _TEXT or role == _SPOKEN else None
        if role in _TEXT:
            return " ".join(row.title.split())
        return f"{row.title}, {row.kind.word}" if role == _SPOKEN else None


class _Line(QLineEdit):
    """The line; Down offers records even where nothing was typed."""

    asked = Signal()
    entered = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class RecordPicker(QWidget):
    """A line that offers records while one types, the newest ones on Down; ✕ empties it. What is not there is offered
    to be added: a country that everybody knows at once, anything else under what is typed."""

    chosen = Signal(object)
    """The `Link` that was chosen, or None when the line was emptied."""
    problem_changed = Signal(str)
    """Said once the line is left: why no record is chosen, or ""."""

    def __init__(self, workspace: Workspace, kinds: tuple[Kind, ...], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kinds = kinds
        self._link: Link | None = None
        self.taken: Callable[[str], bool] = _one_name
        """Whether what stands there was several names, and was taken by whoever holds several."""
        self.line = _Line(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(_("Type a name, or press ↓"))
        self.line.textEdited.connect(self._search)
        self.line.asked.connect(self.offer)
        self.line.left.connect(self._settle)
        workspace.changed.connect(self._look_again)
        if Kind.PARTY in kinds:
            self.line.entered.connect(known.everything)  # read before the first key, not with it
        self.setFocusProxy(self.line)
        self._found = _Found(self)
        self._list = QListView()  # the completer takes it
        self._list.setAccessibleName(_("Records found"))
        self._list.setProperty("popup", True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWrapAround(False)  # else ↓ on the last record marks none, and Enter takes nothing
        self._completer.setPopup(self._list)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._take_current)
        self._list.installEventFilter(self)  # after the completer, so that it hears keys before it
        self._clear = IconButton("x", _("Empty this field"), self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._clear.clicked.connect(self._empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px(4))
        row.addWidget(self.line, 1)
        row.addWidget(self._clear)
        self.show_link(None)

    @property
    def link(self) -> Link | None:
        """The record that is chosen."""
        return self._link

    @property
    def popup(self) -> QListView:
        """The list of records on offer."""
        return self._list

    def show_link(self, link: Link | None, text: str = "") -> None:
        """Show a record without announcing it; `text` where nobody chose one yet."""
        self._link = link
        self.line.setText(" ".join(link.title.split()) if link else text)
        self.line.setCursorPosition(0)
        self._clear.setVisible(bool(self.line.text()))

    def problem(self) -> str:
        """Why no record is chosen although something stands there; "" if all is well."""
        if self._link is not None or not self.line.text().strip():
            return ""
        if self._workspace.writing and any(KINDS[kind].asks for kind in self._kinds):
            return _("Choose a record from the list, or add it there: press ↓.")
        return _("Choose a record from the list.")

    def offer(self) -> None:
        """Show the records that fit what stands there, the newest ones where nothing does."""
        typed = "" if self._link else self.line.text()
        self._found.set_rows(rows(self._workspace, self._kinds, typed, self._matches(typed)))
        if self._found.rows:
            self._completer.complete()
            self._list.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _search(self, text: str) -> None:
        if self.taken(text):
            return
        self._clear.setVisible(bool(text))
        if self._link is not None or not text.strip():
            self._link = None
            self.chosen.emit(None)
        if not text.strip():
            self._list.hide()
            return
        self.offer()
        if not self._found.rows:
            self._list.hide()

    def _matches(self, text: str) -> tuple[Link, ...]:
        def read(reader: Reader) -> tuple[Link, ...]:
            return search.find(reader, text, _MOST, self._kinds)

        return self._workspace.ask(read)

    def _take_current(self) -> None:
        row = self._current()
        if isinstance(row, Offer):
            self._add(row)
        elif row is not None:
            self._take(row)

    def _current(self) -> Link | Offer | None:
        index = self._list.currentIndex()
        return self._found.rows[index.row()] if index.isValid() else None

    def _add(self, offer: Offer) -> None:
        """Bring what is not there. What has to be asked is asked once the list is closed and its key is done with."""
        if offer.command is None:
            wish = Add(offer.kind, offer.title, self.line, self._take_added, self.problem_changed.emit)
            QTimer.singleShot(0, self, lambda: self._workspace.add_wanted.emit(wish))
            return
        try:
            change = self._workspace.run(offer.command)
        except KnownError as error:
            self.problem_changed.emit(error.sentence)
            return
        if change.record is not None:
            self._take_added(change.record)

    def _take_added(self, record: int) -> None:
        """Go on with a record that was just added."""

        def read(reader: Reader) -> dict[int, Link]:
            return links(reader, (record,))

        self._take(self._workspace.ask(read)[record])

    def _look_again(self, change: Change) -> None:
        """A record that is no longer there, as its adding was undone, is not chosen any more; its name stays."""
        if self._link is not None and gone(self._workspace, change, (self._link.id,)):
            self.show_link(None, self.line.text())
            self.chosen.emit(None)
            self.problem_changed.emit(self.problem())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and a click add what is offered; Tab only leaves, and Ctrl+Enter only stores what there is."""
        if watched is not self._list or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        leaves = event.key() == Qt.Key.Key_Tab
        stores = event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (leaves or stores) or not isinstance(self._current(), Offer):
            return False
        self._list.hide()
        if leaves:
            self.line.window().activateWindow()
            self.focusNextPrevChild(True)
        return True

    def _take(self, link: Link) -> None:
        self.show_link(link)
        self.chosen.emit(link)

    def _settle(self) -> None:
        """A name written out in full needs no choosing."""
        text = fold(self.line.text()).strip()
        if self._link is None and text:
            same = [link for link in self._matches(text) if fold(link.title).strip() == text]
            if len(same) == 1:
                self._take(same[0])
        self.problem_changed.emit(self.problem())

    def _empty(self) -> None:
        self.show_link(None)
        self.chosen.emit(None)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
