"""Saying what quoted words, or a source as a whole, speak for: which record, which of its fields, and how surely."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from db.commands.base import short
from db.commands.sources import Cite, Quote
from db.records.base import CitationDraft, Link, Ref, Text
from db.records.sources import QuotationDraft
from db.rules.text import TITLE_LIMIT
from db.vocabulary import How, Kind
from db.words import _
from desktop.form.dialog import FormDialog
from desktop.form.editors import Editor
from desktop.form.form import Form, Item
from desktop.form.noun import Ask, NounOf
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.quote import QuoteBox
from desktop.sources.field_choice import FieldChoice
from desktop.sources.fields import SPOKEN_FOR, fields_of, named_by, whole
from desktop.workspace import Edit, Go, Quoted, Workspace

_WIDTH = 640
_SHOWN = 700
_OF_WORDS = ("speaker", "translation", "notes")
_OF_ONE_FIELD = ("field", "says", "why")
_ADDED = (Kind.COMMITMENT, Kind.AGREEMENT, Kind.VISIT, Kind.PERSON, Kind.OFFICE, Kind.AREA)


class QuoteDraft(CitationDraft):
    """What is asked: a citation, the record it hangs on, and what is known of the words."""

    record: Ref | None = None
    speaker: Ref | None = None
    translation: Text = ""
    notes: Text = ""


def added(parent: QWidget) -> QMenu:
    """The menu of what can be added from quoted words; the data of each entry is its kind."""
    menu = QMenu(parent)
    for kind in _ADDED:
        action = menu.addAction(_(KINDS[kind].new))
        action.setObjectName(f"quote.new.{kind.value}")
        action.setData(kind)
    return menu


def begin_new(workspace: Workspace, kind: Kind, quoted: Quoted) -> None:
    """Open the form of a new record whose title begins as the quoted words, which will speak for it."""
    title = words.one_line(quoted.quotation.words)[:TITLE_LIMIT]
    workspace.edit_wanted.emit(Edit(kind, None, {"title": title}, quote=quoted))


class QuoteDialog(FormDialog):
    """Asks what words of a source speak for; without words, what the source as a whole does."""

    def __init__(
        self,
        workspace: Workspace,
        source: Link,
        quotation: QuotationDraft | None,
        noun_of: NounOf,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Quote") if quotation else _("Cite the source as a whole")
        super().__init__("quote", title, _WIDTH, parent)
        self.setObjectName("dialog.quote")
        self._workspace, self._source, self._quotation = workspace, source, quotation
        self._noun_of = noun_of
        said = quotation.words if quotation else source.title
        shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN].rstrip()}…"
        self.body.addWidget(QuoteBox(shown, words.one_line(source.title) if quotation else "", False, self))
        self.ask(Form(QuoteDraft, self._items(), "field.quote"))
        self.add_hint(_("Ctrl+Enter · Ctrl+Shift+Enter goes on · Esc keeps the draft"))
        self.add_button("quote.close", _("Close")).clicked.connect(self.reject)
        if quotation is not None:
            menu = added(self)
            menu.triggered.connect(self._add_new)
            new = self.add_button("quote.new", _("Quote and add"))
            new.setProperty("variant", "secondary")
            new.setMenu(menu)
        self.add_submit("quote.do", _("Quote") if quotation else _("Cite"))
        self.goes_on = True
        self.form.show_draft(self._draft())
        wish = Go("sources", None, source.id, asks=(source, quotation))
        about = ("quote", source.id, quotation.words if quotation else "")
        self.keep_in(workspace, self._named, *about, wish=wish, record=source.id)
        self.form.editors["record"].enter()

    @override
    def allows(self, made: QuoteDraft) -> bool:
        if self._quotation is None and made.record is None:
            self.form.refuse("record", _("Choose a record."))
            return False
        return True

    @override
    def store(self, made: QuoteDraft) -> None:
        self._workspace.run(self._command(made))

    @override
    def another(self, made: QuoteDraft) -> QuoteDraft:
        """Another field that the same words speak for, of the same record at first."""
        return made.model_copy(update=dict.fromkeys(_OF_ONE_FIELD, ""))

    @override
    def first(self) -> Editor:
        return self.form.editors["field"]

    def _named(self) -> str:
        return _("Quotation of “{title}”").format(title=short(self._source.title))

    def _items(self) -> tuple[Item, ...]:
        ask = Ask(self._workspace)
        fields = partial(fields_of, self._workspace, self._noun_of)

        def choice(parent: QWidget) -> Editor:
            return FieldChoice(whole(), fields, named_by, parent)

        record = _("What does it speak for?")
        hint = _("Leave it empty to keep only the words.") if self._quotation else ""
        another = _("Another can be written by its name.")
        about = (
            Item("record", record, ask.one(*SPOKEN_FOR), wide=True, hint=hint),
            Item("field", _("Which of its fields"), choice, hint=another),
            Item("how", _("How it is known"), ask.pick(How)),
            Item("says", _("What it says, in short"), ask.line()),
            Item("why", _("Why, if it is inferred"), ask.line()),
        )
        if self._quotation is None:
            return (*about, Item("page", _("Page"), ask.line()))
        return (
            *about,
            Item("speaker", _("Who said it"), ask.one(Kind.PERSON)),
            Item("translation", _("Translation"), ask.text(1)),
            Item("notes", _("Note on these words"), ask.text(1), wide=True),
        )

    def _draft(self) -> QuoteDraft:
        quotation = self._quotation
        known: dict[str, Any] = {name: getattr(quotation, name) for name in _OF_WORDS} if quotation else {}
        return QuoteDraft(how=How.STATED, **known)

    def _command(self, made: QuoteDraft) -> Quote | Cite:
        quotation, citation = self._said(made), self._citation(made)
        if quotation is not None:
            return Quote(quotation, made.record, citation, self.seen)
        return Cite(made.record or 0, citation)

    def _citation(self, made: QuoteDraft) -> CitationDraft:
        named = {name: getattr(made, name) for name in ("field", "how", "why", "says", "page")}
        return CitationDraft(**named, source=None if self._quotation else self._source.id)

    def _said(self, made: QuoteDraft) -> QuotationDraft | None:
        known = {name: getattr(made, name) for name in _OF_WORDS}
        return self._quotation.model_copy(update=known) if self._quotation else None

    def _add_new(self, action: QAction) -> None:
        made = self.form.made()
        if made is None:
            return
        if made.how is How.INFERRED and not made.why:
            self.form.refuse("why", _("Say what it is concluded from."))
            return
        quotation = self._said(made)
        if quotation is not None:
            self.leave()
            citation = self._citation(made).model_copy(update={"field": "title"})
            begin_new(self._workspace, Kind(action.data()), Quoted(quotation, citation))
