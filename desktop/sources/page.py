"""The sources: their list, the text of one to read and to quote from, and what was quoted."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from db.commands.base import Hide
from db.commands.sources import ChangeSource, Uncite
from db.errors import NotFound
from db.queries import sources
from db.records.base import CitationDraft, Link, View
from db.records.sources import QuotationDraft, QuotationLine
from db.vocabulary import How, Kind
from db.words import _
from desktop.form.noun import NounOf
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.empty_note import EmptyNote
from desktop.page.page import Page
from desktop.page.places import place_of
from desktop.sources.fields import label_of
from desktop.sources.list import SourceList
from desktop.sources.quotations import QuotationList
from desktop.sources.quoting import QuoteDialog, added, begin_new
from desktop.sources.reader import SourceReader
from desktop.sources.text import local_file
from desktop.workspace import Edit, Go, Quoted, Workspace

_SHARES = (27, 45, 28)
"""How many parts of the width the list, the text and the quotations take."""


class SourcesPage(Page):
    """A list of sources, the one that is current in it, and what is quoted from that one."""

    name = "sources"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, noun_of: NounOf) -> None:
        super().__init__(workspace, parent)
        self._noun_of = noun_of
        self._stale = True
        self.setAcceptDrops(True)
        self.list = SourceList(workspace, self)
        menu = added(self)
        menu.triggered.connect(self._add_new)
        self.reader = SourceReader(menu, self)
        self.reader.writing = workspace.writing
        self.quotations = QuotationList(cache(partial(label_of, workspace, noun_of)), workspace.guard, self)
        self._nothing = EmptyNote("file-text", self)
        self._nothing.say(
            _("No sources yet. Add the first one: paste its text, or drop a text, PDF, DOCX or HTML file here."),
            _(KINDS[Kind.SOURCE].new),
        )
        self._split = QSplitter(self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        for place, widget in enumerate((self.list, self.reader, self.quotations)):
            self._split.addWidget(widget)
            self._split.setStretchFactor(place, _SHARES[place])
        self._split.setSizes([10 * share for share in _SHARES])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._nothing)
        layouts.column(self._stack, on=self)
        self._wire()

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter)
        self.list.add_wanted.connect(self.add)
        self._nothing.pressed.connect(self.add)
        self.reader.quote_wanted.connect(self._quote)
        self.reader.cite_wanted.connect(self._cite)
        self.reader.edit_wanted.connect(self._edit)
        self.reader.mend_wanted.connect(self._mend)
        self.reader.view.left.connect(self.list.take_focus)
        self.quotations.chosen.connect(self._see)
        self.quotations.go_wanted.connect(self._go)
        self.quotations.uncite_wanted.connect(self._uncite)
        self.quotations.hide_wanted.connect(self._hide)
        self.workspace.changed.connect(self._hear)

    def add(self) -> None:
        """Ask for a new source."""
        self.workspace.edit_wanted.emit(Edit(Kind.SOURCE))

    # --------------------------------------------------------------------------------------------------- being a page
    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        if not record:
            self._refresh()
            self.list.take_focus()
            return
        try:
            source, quotation = self.workspace.ask(partial(sources.place, record_id=record))
        except NotFound as error:
            self._refresh()
            self.workspace.refused.emit(error.sentence)
            return
        self._list_again()
        self._show(source)
        self.list.select(source)  # which is shown already, and not read twice
        line = self.quotations.select(quotation) if quotation else None
        if line is None:
            self.list.take_focus()
        else:
            self._see(line)
            self.reader.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def current_record(self) -> int | None:
        return self.reader.card.head.id if self.reader.card else None

    @override
    def focus_find(self) -> None:
        self.list.finder.take_focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_file(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """A document that is dropped becomes a source: its form reads it."""
        event.acceptProposedAction()
        self.workspace.edit_wanted.emit(Edit(Kind.SOURCE, None, {"text": Path(local_file(event.mimeData()))}))

    # -------------------------------------------------------------------------------------------------------- reading
    def _hear(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _list_again(self) -> None:
        self._stale = False
        many = self.list.refresh()
        self._stack.setCurrentWidget(self._split if many or self.list.narrowed else self._nothing)

    def _refresh(self) -> None:
        self._list_again()
        current = self.list.current()
        if current is not None:
            self._show(current)

    def _choose(self, source: int) -> None:
        """A source became current in the list; the one that is shown already is up to date."""
        if source != self.current_record():
            self._show(source)

    def _show(self, source: int) -> None:
        """Show a source; of the one that is shown already, the current quotation stays current."""
        try:
            card = self.workspace.ask(partial(sources.card, record_id=source))
        except NotFound:
            return
        self.reader.show_card(card)
        self.quotations.show_card(card)

    def _see(self, line: QuotationLine) -> None:
        self.reader.show_quotation(line)

    def _enter(self) -> None:
        self.reader.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------------------------------------------------- doing
    def _quote(self) -> None:
        source, quotation = self.reader.link(), self.reader.quotation()
        if source is not None and quotation is not None:
            self._ask(source, quotation)

    def _add_new(self, action: QAction) -> None:
        quotation = self.reader.quotation()
        if quotation is not None:
            stated = CitationDraft(field="title", how=How.STATED)
            begin_new(self.workspace, Kind(action.data()), Quoted(quotation, stated))

    def _cite(self) -> None:
        source = self.reader.link()
        if source is not None:
            self._ask(source, None)

    def _ask(self, source: Link, quotation: QuotationDraft | None) -> None:
        QuoteDialog(self.workspace, source, quotation, self._noun_of, self.window()).open()

    @override
    def ask_again(self, asks: tuple[Any, ...]) -> None:
        self._ask(*asks)

    def _edit(self) -> None:
        self.workspace.edit_wanted.emit(Edit(Kind.SOURCE, self.current_record()))

    def _mend(self) -> None:
        card = self.reader.card
        if card is not None:
            self.workspace.attempt(ChangeSource(card.head.id, card.head.version, card.draft))

    def _uncite(self, citation: int) -> None:
        self.workspace.attempt(Uncite(citation, self.workspace.seen()))

    def _hide(self, quotation: int) -> None:
        self.workspace.attempt(Hide((quotation,), self.workspace.seen()))

    def _go(self, link: Link) -> None:
        place = place_of(self.workspace, link)
        if isinstance(place, Go):
            self.workspace.go_wanted.emit(place)
        elif self._noun_of(self.workspace, place.kind) is not None:
            self.workspace.edit_wanted.emit(place)
        else:
            self.workspace.said.emit(_("This record has no page of its own."), False)
