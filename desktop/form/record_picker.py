"""Choosing a record by the beginnings of its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QWidget
from typing_extensions import override

from db.queries import search
from db.queries.base import Reader
from db.records.base import Link
from db.rules.text import fold
from db.vocabulary import Kind
from db.words import _
from desktop.kinds import KINDS
from desktop.kit.buttons import IconButton
from desktop.kit.theme import current
from desktop.workspace import Workspace

_MOST = 12
_TEXT = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.EditRole.value})
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_ICON = Qt.ItemDataRole.DecorationRole.value
_Index = QModelIndex | QPersistentModelIndex


class _Found(QAbstractListModel):
    """The records on offer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.links: tuple[Link, ...] = ()

    def set_links(self, links: Sequence[Link]) -> None:
        """Offer other records."""
        self.beginResetModel()
        self.links = tuple(links)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.links)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        link = self.links[index.row()]
        if role in _TEXT:
            return " ".join(link.title.split())
        if role == _SPOKEN:
            return f"{link.title}, {link.kind.word}"
        return current().icon(KINDS[link.kind].icon) if role == _ICON else None


class _Line(QLineEdit):
    """The line; Down offers records even where nothing was typed."""

    asked = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class RecordPicker(QWidget):
    """A line that offers records while one types, the newest ones on Down; ✕ empties it."""

    chosen = Signal(object)
    """The `Link` that was chosen, or None when the line was emptied."""
    problem_changed = Signal(str)
    """Said once the line is left: why no record is chosen, or ""."""

    def __init__(self, workspace: Workspace, kinds: tuple[Kind, ...], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kinds = kinds
        self._link: Link | None = None
        self.line = _Line(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(_("Type a name, or press ↓"))
        self.line.textEdited.connect(self._search)
        self.line.asked.connect(self.offer)
        self.line.left.connect(self._settle)
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
        return _("Choose a record from the list.") if self._link is None and self.line.text().strip() else ""

    def offer(self) -> None:
        """Show the records that fit what stands there, the newest ones where nothing does."""
        self._found.set_links(self._matches("" if self._link else self.line.text()))
        if self._found.links:
            self._completer.complete()
            self._list.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _search(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._link is not None or not text.strip():
            self._link = None
            self.chosen.emit(None)
        if not text.strip():
            self._list.hide()
            return
        self.offer()
        if not self._found.links:
            self._list.hide()

    def _matches(self, text: str) -> tuple[Link, ...]:
        def read(reader: Reader) -> tuple[Link, ...]:
            return search.find(reader, text, _MOST, self._kinds)

        return self._workspace.ask(read)

    def _take_current(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self._take(self._found.links[index.row()])

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
