"""Adding or editing a record of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import Command, short
from db.commands.sources import AddFromQuote
from db.errors import Conflict, FieldError, KnownError
from db.queries.base import Reader, cited, said
from db.records.base import CitationDraft, Cited, Draft
from db.rules.sources import cited_field
from db.vocabulary import How
from db.words import _
from desktop.form.citations import notes
from desktop.form.dialog import FormDialog
from desktop.form.drafts.drafts import drafts_of
from desktop.form.form import Form, blank
from desktop.form.noun import Card, Noun, Proposal
from desktop.kinds import KINDS
from desktop.kit.banner import Banner
from desktop.kit.theme import Theme
from desktop.workspace import Edit, Workspace

D = TypeVar("D", bound=Draft)


class RecordDialog(FormDialog, Generic[D]):
    """The form of one record, new or stored."""

    def __init__(
        self, workspace: Workspace, theme: Theme, noun: Noun[D], edit: Edit, parent: QWidget | None = None
    ) -> None:
        title = noun.titles[edit.record is not None]
        super().__init__(theme, KINDS[noun.kind].icon, title, noun.width, parent)
        self.setObjectName(f"dialog.{noun.kind.value}")
        self._workspace = workspace
        self._noun = noun
        self._record = edit.record
        self._version = 0
        self._proposed: dict[str, Proposal] = {}
        self._base: D = blank(noun.shape, edit.start or {})
        self._like, self._quote = edit.like, edit.quote
        drafts = drafts_of(workspace)
        about = ("form", noun.kind, edit.record, edit.like, edit.start or "")
        self._slot = drafts.slot(*about, wish=edit, record=edit.record)
        self._overwritten: set[str] = set()
        self._kept = Banner(_("What you typed earlier is back."), "info", (_("Start again"),), parent=self)
        self._kept.pressed.connect(self._start_again)
        self._kept.hide()
        self.form = Form(noun.shape, noun.items, noun.kind.value)
        self.form.mark_letters("")
        self.form.changed.connect(self._warn)
        self.body.addWidget(self._kept)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.add_hint(_("Ctrl+Enter saves · Esc keeps the draft"))
        if edit.record is not None:
            self.add_button("form.history", _("History…")).clicked.connect(self._show_history)
        self.add_button("form.close", _("Close")).clicked.connect(self.reject)
        self.add_button("form.save", _("Save"), primary=True).clicked.connect(self._save)
        self._read()
        self._show_kept()
        self.form.changed.connect(drafts.note)
        drafts.wanted.connect(self.keep)
        next(iter(self.form.editors.values())).enter()

    @override
    def submit(self, again: bool) -> None:
        made = self.form.made()
        if made is not None:
            for name, words in reversed(self._noun.refuse(self._workspace, self.form.values()).items()):
                made = None if self.form.refuse(name, words) else made
        if made is None:
            self.bring_into_view(self.form.fields[self.form.refused()[0]])
            return
        made = self._with_proposals(self._with_moved_citations(made))
        made = self._noun.settle(self._workspace, self._base if self._record is not None else None, made)
        if self._record is not None and made == self._base:
            self.leave()
            return
        try:
            change = self._workspace.run(self._command(made))
        except KnownError as error:
            self._refuse(error)
            return
        self.saved.emit(change)
        self.leave()

    @override
    def keep(self) -> None:
        typed = {} if self.stored else self.form.changes()
        title = typed.get("title") or getattr(self._base, "title", "") or getattr(self._base, "text", "")
        name = f"{self._noun.kind.label} “{short(str(title))}”" if title else self._noun.kind.label
        self._slot.keep(typed, name, {field: getattr(self._base, field, None) for field in typed})

    @override
    def answer(self) -> None:
        """Show the record as it is now; what was typed stays where it was typed."""
        typed, before = self.form.changes(), self._base
        try:
            self._read()
        except KnownError as error:
            self.say(error.sentence)
            return
        self.form.retype(typed)
        self.say("")
        self._compare({name: getattr(before, name, None) for name in typed})

    def _command(self, made: D) -> Command:
        if self._record is None:
            adds = self._noun.adds(made)
            return AddFromQuote(adds, self._quote.quotation, self._quote.citation) if self._quote else adds
        return self._noun.changes(self._record, self._version, made)

    def _show_history(self) -> None:
        """One window over the program at a time: the form closes, and what was typed is back when it opens again."""
        self.reject()
        self._workspace.history_wanted.emit(self._record)

    def _save(self) -> None:
        self.submit(False)

    def _read(self) -> None:
        if self._record is not None:
            card = self._workspace.ask(self._card)
            self._base, self._version = card.draft, card.head.version
        elif self._like is not None:
            # Only what the form shows: what a source says of the first record, it does not say of the second.
            first = self._workspace.ask(self._card).draft
            self._base = blank(self._noun.shape, {item.name: getattr(first, item.name) for item in self._noun.items})
        self.form.show_draft(self._base)
        self.form.set_notes(notes(self._workspace.ask(self._said)))

    def _card(self, reader: Reader) -> Card[D]:
        return self._noun.read(reader, self._workspace.today(), self._record or self._like or 0)

    def _said(self, reader: Reader) -> tuple[Cited, ...]:
        """What sources say of the record, or will say once it is stored."""
        if self._record is not None:
            return cited(reader, self._record)
        quote = self._quote
        if quote is None:
            return ()
        draft = quote.citation.model_copy(update={"source": quote.quotation.source, "quotation": None})
        return tuple(each.model_copy(update={"words": quote.quotation.words}) for each in said(reader, (draft,)))

    def _show_kept(self) -> None:
        kept = self._slot.typed()
        if not isinstance(kept, dict):
            return
        try:
            self.form.retype(kept)
        except (KeyError, TypeError, ValueError):  # the form asks for something else by now
            self._slot.give_up()
            self.form.show_draft(self._base)
            return
        self._kept.show()
        if self._record is not None:
            self._compare(self._slot.stood())

    def _compare(self, before: Mapping[str, object]) -> None:
        """Say where what was typed would replace what somebody else wrote since."""
        changed = {name for name, each in before.items() if each != getattr(self._base, name, None)}
        self._overwritten |= changed & self.form.fields.keys()
        self._warn()

    def _start_again(self) -> None:
        self._slot.forget()
        self._kept.hide()
        self._overwritten.clear()
        self.form.show_draft(self._base)

    def _warn(self) -> None:
        values = self.form.values()
        if self._record is None:
            self._propose(self._noun.propose(values))
        words = _("This was changed in the meantime; your text will replace it.")
        overwritten = dict.fromkeys(self._overwritten & self.form.changes().keys(), words)
        self.form.warn({**self._noun.warn(self._workspace, values), **overwritten})

    def _propose(self, offered: dict[str, Proposal]) -> None:
        for name in self._proposed.keys() - offered.keys():
            self.form.propose(name, getattr(self._base, name), "")
        kept = {name: each for name, each in offered.items() if self.form.propose(name, each.value, each.hint)}
        self._proposed = kept

    def _with_proposals(self, made: D) -> D:
        """What was proposed and nobody chose is inferred, not stated; its reason is kept beside it."""
        inferred = [CitationDraft(field=name, how=How.INFERRED, why=each.why) for name, each in self._proposed.items()]
        return made.model_copy(update={"citations": (*made.citations, *inferred)}) if inferred else made

    def _refuse(self, error: KnownError) -> None:
        if isinstance(error, FieldError) and self.form.refuse(error.field, error.happened):
            return
        self.say(error.sentence, _("Look at it again") if isinstance(error, Conflict) else "")

    def _with_moved_citations(self, made: D) -> D:
        """A citation of "steps.2.done_on" follows its step to its new place, and goes with it when it goes."""
        places = {
            name: {origin: at for at, origin in enumerate(editor.origins) if origin is not None}
            for name, editor in self.form.editors.items()
            if editor.origins is not None
        }
        moved = [_moved(citation, places) for citation in made.citations]
        return made.model_copy(update={"citations": tuple(each for each in moved if each is not None)})


def _moved(citation: CitationDraft, places: dict[str, dict[int, int]]) -> CitationDraft | None:
    about = cited_field(citation.field)
    if about.name not in places or about.row is None:
        return citation
    if about.row not in places[about.name]:
        return None
    return citation.model_copy(update={"field": str(about._replace(row=places[about.name][about.row]))})
