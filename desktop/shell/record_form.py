"""Adding or editing a record of any kind."""

from __future__ import annotations

from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import Command, Restore, short
from db.commands.sources import AddFromQuote
from db.errors import Conflict, KnownError, NotFound
from db.queries.base import Reader
from db.queries.cited import cited, said
from db.queries.history.differences import differences
from db.records.base import Change, CitationDraft, Cited, Draft
from db.rules.sources import cited_field
from db.vocabulary import How
from db.words import _
from desktop.form.citations import notes
from desktop.form.conflict import ConflictDialog
from desktop.form.dialog import FormDialog
from desktop.form.drafts.drafts import copy_typed
from desktop.form.drafts.kept_values import encode
from desktop.form.form import Form, blank
from desktop.form.noun import Card, Noun, Proposal
from desktop.kinds import KINDS
from desktop.kit.banner import Banner
from desktop.workspace import Edit, Workspace

D = TypeVar("D", bound=Draft)


class RecordDialog(FormDialog, Generic[D]):
    """The form of one record, new or stored."""

    def __init__(self, workspace: Workspace, noun: Noun[D], edit: Edit, parent: QWidget | None = None) -> None:
        title = noun.titles[edit.record is not None]
        super().__init__(KINDS[noun.kind].icon, title, noun.width, parent)
        self.setObjectName(f"dialog.{noun.kind.value}")
        self._workspace = workspace
        self._noun = noun
        self._record = edit.record
        self._version = 0
        self._now: Card[D] | None = None
        """The record as it stood when it was compared with what was typed."""
        self._proposed: dict[str, Proposal] = {}
        self._start: D = blank(noun.shape, edit.start or {})
        self._like, self._quote = edit.like, edit.quote
        new = edit.record is None
        self._kept = Banner(_("What you typed earlier is back."), "info", (_("Start again"),), parent=self)
        self._kept.pressed.connect(self._start_again)
        self.body.addWidget(self._kept)
        self.ask(Form(noun.shape, noun.items, f"field.{noun.kind.value}"))
        self.form.changed.connect(self._warn)
        self.add_hint(
            _("Ctrl+Enter saves · with Shift too, adds another · Esc keeps the draft")
            if new
            else _("Ctrl+Enter saves · Esc keeps the draft")
        )
        if not new:
            self.add_button("form.history", _("History…")).clicked.connect(self._show_history)
        self.add_button("form.close", _("Close")).clicked.connect(self.reject)
        self.add_submit("form.save", _("Save"), _("Save and add another") if new else "")
        self.form.show_draft(self._read())
        self._show_notes()
        about = ("form", noun.kind, edit.record, edit.like, edit.start or "")
        self._kept.setVisible(self.keep_in(workspace, self._named, *about, wish=edit, record=edit.record))
        if self.draft is not None and edit.record is not None:
            self.form.compare(self.draft.stood())
        self._warn()
        self.first().enter()

    @override
    def allows(self, made: D) -> bool:
        return not self.form.refuse_all(self._noun.refuse(self._workspace, self.form.values()))

    @override
    def store(self, made: D) -> Change | None:
        before = self.form.base if self._record is not None else None
        made = self._noun.settle(self._workspace, before, self._with_proposals(self._with_moved_citations(made)))
        return None if made == before else self._workspace.run(self._command(made))

    @override
    def another(self, made: D) -> D:
        """What the first one began with, but neither the words it was made from nor the record it was like."""
        self._quote = self._like = None
        self._proposed = {}
        self._kept.hide()
        self.form.set_notes({})
        return self._start

    @override
    def refuse(self, error: KnownError) -> None:
        if self._record is None or not isinstance(error, Conflict | NotFound):
            super().refuse(error)
            return
        try:
            card = self._workspace.ask(self._card)
        except NotFound:
            self._offer(error, _("Add it again with my text"))
            return
        if not isinstance(error, Conflict):
            super().refuse(error)
        elif card.head.hidden:
            self._offer(error, _("Restore it with my text"))
        else:
            self._compare(error, card)

    def _offer(self, error: KnownError, again: str) -> None:
        """What was typed has no record any more: it can bring it back, or be taken elsewhere."""
        self.say(" ".join(filter(None, (error.happened, error.safe))), again, _("Copy my text"))

    @override
    def answer(self, button: int) -> None:
        if button:
            copy_typed(encode(self.form.kept()))
            self._workspace.said.emit(_("Copied what was typed: {what}").format(what=self._named()), False)
            return
        made = self.form.made()
        if made is None:
            return
        try:
            if self._is_there():
                self._workspace.run(Restore((self._record or 0,)), quiet=True)
                self.submit(False)
            else:
                self.saved.emit(self._workspace.run(self._noun.adds(made)))
                self.leave()
        except KnownError as error:
            super().refuse(error)

    def _is_there(self) -> bool:
        try:
            self._workspace.ask(self._card)
        except NotFound:
            return False
        return True

    def _compare(self, error: Conflict, card: Card[D]) -> None:
        """Let somebody choose between what is stored now and what was typed, where any field of it was changed."""
        before, made = self.form.base, self.form.made()
        assert before is not None and made is not None, "only what could be stored was refused"
        asked = partial(differences, before=before, theirs=card.draft, yours=made, asked=self.form.fields)
        found = self._workspace.ask(asked)
        self._now = card
        if any(each.they_changed for each in found):
            labels = {item.name: item.label for item in self._noun.items}
            dialog = ConflictDialog(" ".join(each.sentence for each in error.moved), found, labels, self)
            dialog.chosen.connect(self._take)
            dialog.open()
        else:
            self._take(frozenset(each.field for each in found))

    def _take(self, mine: frozenset[str]) -> None:
        """Store what was chosen over the record as it stood then; where it moved on again, that is asked again."""
        assert self._now is not None, "somebody chose between two stands of it"
        self.form.rebase(self._now.draft, mine)
        self._version = self._now.head.version
        self._show_notes()
        self.submit(False)

    def _named(self) -> str:
        base = self.form.base
        title = self.form.typed().get("title") or getattr(base, "title", "") or getattr(base, "text", "")
        return f"{self._noun.kind.label} “{short(str(title))}”" if title else self._noun.kind.label

    def _show_notes(self) -> None:
        """What sources say, beside the fields; inside rows too, so it comes once they are there."""
        self.form.set_notes(notes(self._workspace.ask(self._said)))

    def _command(self, made: D) -> Command:
        if self._record is None:
            adds = self._noun.adds(made)
            quote = self._quote
            return AddFromQuote(adds, quote.quotation, quote.citation, self.seen) if quote is not None else adds
        return self._noun.changes(self._record, self._version, made)

    def _show_history(self) -> None:
        """One window over the program at a time: the form closes, and what was typed is back when it opens again."""
        self.reject()
        self._workspace.history_wanted.emit(self._record)

    def _read(self) -> D:
        """The draft that is shown, as it is stored now."""
        if self._record is not None:
            card = self._workspace.ask(self._card)
            self._version = card.head.version
            return card.draft
        if self._like is not None:
            # Only what the form shows: what a source says of the first record, it does not say of the second.
            first = self._workspace.ask(self._card).draft
            return blank(self._noun.shape, {item.name: getattr(first, item.name) for item in self._noun.items})
        return self._start

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

    def _start_again(self) -> None:
        self._kept.hide()
        if self.form.base is not None:
            self.form.show_draft(self.form.base)
            self._warn()
        if self.draft is not None:
            self.draft.forget()

    def _warn(self) -> None:
        values = self.form.values()
        if self._record is None:
            self._propose(self._noun.propose(values))
        self.form.warn(self._noun.warn(self._workspace, values))

    def _propose(self, offered: dict[str, Proposal]) -> None:
        for name in self._proposed.keys() - offered.keys():
            self.form.propose(name, getattr(self.form.base, name), "")
        kept = {name: each for name, each in offered.items() if self.form.propose(name, each.value, each.hint)}
        self._proposed = kept

    def _with_proposals(self, made: D) -> D:
        """What was proposed and nobody chose is inferred, not stated; its reason is kept beside it."""
        inferred = [
            CitationDraft(field=name, how=How.INFERRED, why=each.why)
            for name, each in self._proposed.items()
            if each.why
        ]
        return made.model_copy(update={"citations": (*made.citations, *inferred)}) if inferred else made

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
