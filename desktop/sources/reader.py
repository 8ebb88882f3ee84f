"""A source to read: what is known of it, its text with what was quoted marked, and what can be made of the words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from db.records.base import Link
from db.records.sources import QuotationDraft, QuotationLine, SourceCard
from db.vocabulary import Kind, Standing
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import bind_here, does
from desktop.kit import layouts, words
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, IconButton
from desktop.kit.empty_note import EmptyNote
from desktop.kit.plain import ElidedLabel, PlainLabel, set_tip, tip_of
from desktop.sources.view import SourceView

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class SourceReader(QWidget):
    """Shows one source. Words that are selected can be quoted; so can those of a quotation that is shown."""

    quote_wanted = Signal()
    cite_wanted = Signal()
    edit_wanted = Signal()
    mend_wanted = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: SourceCard | None = None
        self._shown: QuotationLine | None = None
        self.writing = True
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel("", "h2", wrap=True, parent=self)
        self._title.setTextInteractionFlags(_SELECTABLE)
        self._about = ElidedLabel("", "meta", "text2", self)
        self._about.setTextInteractionFlags(_SELECTABLE)
        self._note = Banner("", "warning", parent=self)
        self._note.pressed.connect(self.mend_wanted)
        self.view = SourceView(self)
        self.view.quote_wanted.connect(self._ask)
        self._keys = bind_here(self, Place.SOURCE, self.view)
        self.view.selectionChanged.connect(self._allow)
        self._empty = EmptyNote("file-text", self)
        self._empty.pressed.connect(self.edit_wanted)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.quote = self._button(_(A.quote.text), A.quote.icon, "source.quote")
        self.quote.clicked.connect(self._ask)
        self.new = self._button(_("New from quote"), "plus", "source.new")
        self.new.setMenu(menu)
        self.cite = IconButton("link", _("Cite the source as a whole…"), self)
        self.cite.setObjectName("source.cite")
        self.cite.clicked.connect(self.cite_wanted)
        self.edit = IconButton("pencil-line", _("Edit this source"), self)
        self.edit.setObjectName("source.edit")
        self.edit.clicked.connect(self.edit_wanted)
        tools = layouts.row(self.quote, self.new, 1, self.cite, self.edit, gap=8)
        head = layouts.column(self._title, self._about, tools, self._note, margins=(16, 12, 12, 10), gap=6)
        layouts.column(head, (self._stack, 1), on=self, gap=0)

    @property
    def card(self) -> SourceCard | None:
        """What is shown."""
        return self._card

    def show_card(self, card: SourceCard) -> None:
        """Show another source, or this one as it is now."""
        self._card, self._shown = card, None
        draft = card.draft
        self._title.setText(words.one_line(draft.title))
        published = draft.published_on.display() if draft.published_on else _("date not stated")
        self._about.setText(words.joined((draft.kind.label, draft.publisher, published, draft.language, draft.address)))
        self.view.show_text(draft.text)
        stand = [(each.start, each.end) for each in card.quotations if each.start is not None and each.end is not None]
        self.view.mark(stand if draft.text else ())
        self._stack.setCurrentWidget(self.view if draft.text else self._empty)
        self._empty.say(
            _("The text of this source is not kept here; only what was quoted from it is."),
            _("Add the text…") if self.writing else "",
        )
        self._warn(card)
        self._allow()

    def show_quotation(self, line: QuotationLine) -> None:
        """Bring quoted words into view, selected."""
        self._shown = line
        if self._card is not None and self._card.draft.text and line.start is not None and line.end is not None:
            self.view.select(line.start, line.end)
        self._allow()

    def quotation(self) -> QuotationDraft | None:
        """The words that are selected, or the quotation that is shown where no text is kept; None where neither is."""
        if self._card is None:
            return None
        source, place = self._card.head.id, self.view.selected() if self._card.draft.text else None
        if place is not None:
            return QuotationDraft(source=source, start=place[0], end=place[1], words=self.view.words(*place))
        shown = self._shown
        if shown is None or (self._card.draft.text and shown.standing is not Standing.MISSING):
            return None
        return QuotationDraft(source=source, start=shown.start, end=shown.end, words=shown.words)

    def link(self) -> Link | None:
        """The source that is shown."""
        return Link(id=self._card.head.id, kind=Kind.SOURCE, title=self._card.draft.title) if self._card else None

    @does(A.quote)
    def _ask(self) -> None:
        if self.quote.isEnabled():
            self.quote_wanted.emit()

    def _allow(self) -> None:
        found = self.quotation() is not None
        for button in (self.quote, self.new):
            button.setEnabled(found and self.writing)
            set_tip(button, "" if found else _("Select words in the text first"))
        if found:
            set_tip(self.quote, tip_of(self._keys[A.quote]))
        self.cite.setEnabled(self.writing)
        self.edit.setEnabled(self.writing)

    def _warn(self, card: SourceCard) -> None:
        lost = sum(each.standing is Standing.MISSING for each in card.quotations)
        moved = sum(each.standing is Standing.FOUND_AGAIN for each in card.quotations)
        sentences = (
            _("This source is in the Trash.") if card.head.hidden else "",
            self._lost(lost) if lost else "",
            self._moved(moved) if moved else "",
        )
        said = " ".join(filter(None, sentences))
        self._note.set_message(said, "warning", (_("Keep the places found"),) if moved and self.writing else ())
        self._note.setVisible(bool(said))

    def _lost(self, many: int) -> str:
        said = ngettext(
            "{count} quote is not in this text; its words are kept at the side.",
            "{count} quotes are not in this text; their words are kept at the side.",
            many,
        )
        return said.format(count=many)

    def _moved(self, many: int) -> str:
        said = ngettext(
            "{count} quote was found at another place than was written down.",
            "{count} quotes were found at other places than were written down.",
            many,
        )
        return said.format(count=many)

    def _button(self, text: str, icon: str, name: str) -> Button:
        button = Button(text, icon, parent=self)
        button.setObjectName(name)
        return button
