"""The form of a country or organisation, which can be merged with another that is the same."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import short
from db.commands.parties import MergeParties
from db.errors import KnownError, Taken
from db.queries import parties
from db.records.base import Link, Ref, Shape
from db.records.parties import PartyDraft
from db.vocabulary import Kind, PartyKind
from db.words import _
from desktop.form.form import Form, Item, blank
from desktop.form.noun import Ask, Noun
from desktop.form.popover import FormPopover
from desktop.kit.buttons import Button
from desktop.shell.record_form import RecordDialog
from desktop.workspace import Edit, Workspace


class MergeDraft(Shape):
    """With which party another is merged."""

    into: Ref


class MergePopover(FormPopover):
    """Asks with which other party one is merged; says there why it cannot be."""

    def __init__(self, workspace: Workspace, party: int, title: str, seen: int, same: Link | None, at: QWidget) -> None:
        needed = _("Choose the country or organisation that is kept.")
        items = (Item("into", _("Into"), Ask(workspace).one(Kind.PARTY), wide=True, needed=needed),)
        form = Form(MergeDraft, items, "field.merge", columns=1)
        question = _("Merge “{title}” into another: all that names it names the other then").format(title=short(title))
        start = blank(MergeDraft, {} if same is None else {"into": same.id})
        super().__init__(question, _("Merge"), _("Enter merges · Esc closes"), form, start, "into", at)
        self.setObjectName("popover.merge")
        self._workspace, self._party, self._seen = workspace, party, seen

    @override
    def finish(self) -> None:
        made: MergeDraft | None = self.form.made()
        if made is None:
            return
        try:
            self._workspace.run(MergeParties(made.into, (self._party,), self._seen))
        except KnownError as error:
            self.refuse_because(error)
            return
        self.answer(made)


class PartyDialog(RecordDialog[PartyDraft]):
    """The form of a party. Where another has its code or its name, the two can be merged."""

    def __init__(self, workspace: Workspace, noun: Noun[PartyDraft], edit: Edit, parent: QWidget | None = None) -> None:
        self._taken: Taken | None = None
        self._same: Link | None = None
        super().__init__(workspace, noun, edit, parent)
        if edit.record is not None:
            self._merge = Button(_("Merge…"), variant="quiet", parent=self)
            self._merge.setObjectName("form.merge")
            self._merge.clicked.connect(self._ask_into)
            self._foot.insertWidget(1, self._merge)

    @override
    def _warn(self) -> None:
        """What has the same name is said beside it; what stands by itself is not asked under what it stands."""
        super()._warn()
        values = self.form.values()
        stands = isinstance(values["kind"], PartyKind) and values["kind"].by_itself
        self.form.offer("under", not stands or values.get("under") is not None)
        asked = partial(parties.called, name=str(values["title"]), besides=self._record)
        self._same = self._workspace.ask(asked)
        if self._same is not None:
            said = _("“{title}” is in the register already.").format(title=short(self._same.title))
            self.form.warn({**self._noun.warn(self._workspace, values), "title": said})

    @override
    def refuse(self, error: KnownError) -> None:
        super().refuse(error)
        self._taken = error if isinstance(error, Taken) else None
        if self._taken is not None:
            title = self._taken.title
            words = _("Open “{title}”") if self._record is None else _("Merge this into “{title}”")
            self.say(_("Are the two one?"), words.format(title=title))

    @override
    def answer(self, button: int) -> None:
        taken, self._taken = self._taken, None
        if taken is None:
            super().answer(button)
        elif self._record is None:
            self.reject()
            self._workspace.edit_wanted.emit(Edit(Kind.PARTY, taken.record))
        else:
            self._merge_into(taken.record)

    def _merge_into(self, other: int) -> None:
        """What was typed is stored first, but for the codes that the other has already."""
        stood, made = self.form.base, self.form.made()
        if stood is None or made is None:
            return
        made = made.model_copy(update={"code": stood.code, "code3": stood.code3})
        try:
            if self.store(made) is not None:
                self.seen = self._workspace.seen()
            change = self._workspace.run(MergeParties(other, (self._record or 0,), self.seen))
        except KnownError as error:
            super().refuse(error)
            return
        self.saved.emit(change)
        self.leave()

    def _ask_into(self) -> None:
        if self.form.changes():
            self.say(_("Save what you changed first; then merge."))
            return
        title = self.form.base.title if self.form.base is not None else ""
        asking = MergePopover(self._workspace, self._record or 0, title, self.seen, self._same, self._merge)
        asking.answered.connect(self.leave)
        asking.open_at(self._merge.mapToGlobal(QPoint(0, self._merge.height())))
