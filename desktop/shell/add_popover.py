"""Adding a record in passing, below the field in which it is to be named: what it cannot do without is asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from typing_extensions import override

from db.errors import KnownError
from db.records.base import Draft
from db.vocabulary import Kind, PartyKind
from db.words import _
from desktop.form.drafts.drafts import drafts_of
from desktop.form.form import Form, blank
from desktop.form.noun import Noun
from desktop.form.popover import FormPopover
from desktop.kinds import KINDS
from desktop.kit.theme import current
from desktop.workspace import Add, Edit, Workspace

_WIDTH = 480
"""So wide that the words in an empty field are seen whole."""


def add(workspace: Workspace, noun: Noun[Any], wish: Add) -> None:
    """Add a record at once where its title is enough; else ask what it needs below the field."""
    if len(KINDS[wish.kind].asks) > 1:
        popover = AddPopover(workspace, noun, wish)
        popover.open_at(wish.at.mapToGlobal(QPoint(0, wish.at.height())))
        return
    try:
        change = workspace.run(noun.adds(noun.shape(title=wish.title)))
    except KnownError as error:
        wish.refused(error.sentence)
        return
    if change.record is not None:
        wish.then(change.record)


class AddPopover(FormPopover):
    """Asks for a new record what it cannot do without; the rest can follow. What is typed is kept as its form would."""

    def __init__(self, workspace: Workspace, noun: Noun[Any], wish: Add) -> None:
        asks = KINDS[wish.kind].asks
        items = [next(item for item in noun.items if item.name == name) for name in asks]
        start = {"title": wish.title}
        form: Form[Any] = Form(noun.shape, items, f"add.{wish.kind.value}")
        hint = _("Enter adds it · Esc keeps the draft")
        super().__init__(noun.titles[0], _("Add"), hint, form, blank(noun.shape, start), asks[1], wish.at)
        self.setObjectName(f"popover.add.{wish.kind.value}")
        self.setMinimumWidth(current().px(_WIDTH))
        self._workspace, self._noun, self._wish = workspace, noun, wish
        form.changed.connect(self._arrange)
        self.keep_in(
            drafts_of(workspace),
            f"{wish.kind.label} “{wish.title}”",
            *("form", wish.kind, None, None, start),
            wish=Edit(wish.kind, start={**start}),
            record=None,
        )
        self._arrange()

    @override
    def finish(self) -> None:
        made: Draft | None = self.form.made()
        if made is None or self.form.refuse_all(self._noun.refuse(self._workspace, self.form.values())):
            return
        try:
            change = self._workspace.run(self._noun.adds(self._noun.settle(self._workspace, None, made)))
        except KnownError as error:
            self.refuse_because(error)
            return
        if self.draft is not None:
            self.draft.forget()
            self.draft.stop()
            self.draft = None
        self.answer(made)
        if change.record is not None:
            self._wish.then(change.record)

    def _arrange(self) -> None:
        """What stands by itself is not asked under what it stands."""
        if self._wish.kind is Kind.PARTY:
            kind = self.form.editors["kind"].value()
            stands = isinstance(kind, PartyKind) and kind.by_itself
            self.form.offer("under", not stands or self.form.editors["under"].value() is not None)
