"""The sources by title, with a field to find some of them by any of their words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import sources
from db.records.sources import SourceLine
from db.vocabulary import Kind
from db.words import _
from desktop.form.citations import about, quotations
from desktop.kinds import KINDS
from desktop.kit import layouts, words
from desktop.kit.buttons import IconButton
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row
from desktop.kit.search_field import SearchField
from desktop.sources.scrolling_rows import ScrollingRows
from desktop.workspace import Workspace


class SourceList(QWidget):
    """Every source; the current one is shown beside the list."""

    chosen = Signal(int)
    opened = Signal()
    """The current source is to be read."""
    add_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        title = PlainLabel(_("Sources"), "h1", parent=self)
        self._add = IconButton("plus", _(KINDS[Kind.SOURCE].new), self)
        self._add.setObjectName("sources.add")
        workspace.guard(self._add)
        self._add.clicked.connect(self.add_wanted)
        self.finder = SearchField(_("Find in sources"), "Ctrl+F", self)
        self.finder.setObjectName("sources.find")
        self.finder.textChanged.connect(self.refresh)
        self.finder.returnPressed.connect(self.take_focus)
        self._none = PlainLabel(_("No source contains these words."), "body", "text2", True, self)
        self._none.hide()
        self.rows = ScrollingRows(_("Sources"), self)
        self.rows.setObjectName("sources.list")
        self.rows.current_changed.connect(self._choose)
        self.rows.opened.connect(self._open)
        parts = (layouts.row((title, 1), self._add), self.finder, self._none, (self.rows, 1))
        layouts.column(*parts, on=self, margins=(16, 12, 8, 8), gap=8)

    @property
    def narrowed(self) -> bool:
        """Whether only some sources are listed."""
        return bool(self.finder.text().strip())

    def refresh(self) -> int:
        """Read the list again, and say how many sources there are in it."""
        lines = self._workspace.ask(partial(sources.lines, find=self.finder.text()))
        self.rows.set_rows([_row(line) for line in lines])
        self._none.setVisible(not lines and self.narrowed)
        return len(lines)

    def current(self) -> int | None:
        """The source that is current."""
        key = self.rows.current_key()
        return key if isinstance(key, int) else None

    def select(self, source: int) -> None:
        """Make a source current; what it was narrowed to is forgotten where it is not among that."""
        self.rows.set_current(source)
        if self.current() != source and self.narrowed:
            self.finder.clear()
            self.rows.set_current(source)

    def take_focus(self) -> None:
        """Put the focus into the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.narrowed:
            self.finder.clear()
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        current = self.current()
        if current is not None:
            self.chosen.emit(current)

    def _open(self) -> None:
        self.opened.emit()


def _row(line: SourceLine) -> Row:
    many = quotations(line.quotations) if line.quotations else ""
    return Row(
        line.id, KINDS[Kind.SOURCE].icon, "neutral", words.one_line(line.title), words.joined((about(line), many))
    )
