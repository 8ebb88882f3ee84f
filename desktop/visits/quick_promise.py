"""A row in which what was promised at a visit is written down without a form: title, who owes, area, due, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.commands.base import short
from db.queries import parties
from db.records.base import Link
from db.records.commitments import CommitmentDraft
from db.records.visits import VisitLine
from db.vocabulary import Kind
from db.words import _
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import drafts_of
from desktop.form.editors import Line, OneOf, When
from desktop.form.enter import Enter
from desktop.form.form import Form, Item, blank
from desktop.kit.buttons import Button
from desktop.kit.theme import current
from desktop.workspace import Workspace


class QuickPromise(QFrame):
    """The row; what was typed is kept for each visit until it is added or emptied."""

    added = Signal(object)
    """A `CommitmentDraft`."""

    def __init__(self, workspace: Workspace, visit: VisitLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("promise")
        self._title = visit.title
        theme = current()
        self._form = Form(CommitmentDraft, _items(workspace, visit), "promise", parent=self, stretches=(1, 1, 1))
        self._form.grid.setHorizontalSpacing(theme.px(8))
        self._form.grid.setVerticalSpacing(theme.px(6))
        self._form.show_draft(blank(CommitmentDraft, {"origin": visit.id}))
        add = Button(_("Add"), "plus", parent=self)
        add.setObjectName("promise.add")
        add.setAccessibleName(_("Add this promise"))
        add.clicked.connect(self.add)
        self._form.grid.addWidget(self._form.fields["title"], 0, 0, 1, 2)
        self._form.grid.addWidget(add, 0, 2, Qt.AlignmentFlag.AlignTrailing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.addWidget(self._form)
        wish = Link(id=visit.id, kind=Kind.VISIT, title=visit.title)
        kept = partial(Autosave, drafts_of(workspace), self._form, self._named, "promise", visit.id)
        self._draft = kept(wish=wish, record=visit.id, parent=self)
        self._draft.bring_back()
        self._form.changed.connect(self._draft.keep)
        Enter(self, plain=True).submitted.connect(self.add)
        QWidget.setTabOrder(self._form.editors["due"], add)
        workspace.guard(self)

    def enter(self) -> None:
        """Go on with the next promise."""
        self._form.editors["title"].enter()

    def add(self) -> None:
        """Add what stands there, or say why it cannot be stored."""
        made = self._form.made()
        if made is not None:
            self._draft.forget()  # the row is made anew while the change is announced
            self.added.emit(made)

    def refuse(self, words: str) -> None:
        """Say why it was not stored; what was typed stays."""
        self._form.refuse("title", words)
        self._draft.keep()

    def _named(self) -> str:
        return _("Promise at “{title}”").format(title=short(self._title))


def _items(workspace: Workspace, visit: VisitLine) -> tuple[Item, ...]:
    sides = [each for each in (visit.from_party, visit.to_party) if each is not None]
    owing: list[tuple[str, object]] = [(_("who owes"), ()), *((each.title, (each.id,)) for each in sides)]
    if len(sides) > 1:
        owing.append((_("both sides"), tuple(each.id for each in sides)))
    areas: Sequence[tuple[str, object]] = [(each.title, (each.id,)) for each in workspace.ask(parties.areas)]

    def line(parent: QWidget) -> Line:
        return Line(parent, _("What was promised, in our words"))

    def due(parent: QWidget) -> When:
        made = When(workspace.today(), parent)
        made.edit.editor.setPlaceholderText(_("due"))
        return made

    needed = _("Write down what was promised.")
    return (
        Item("title", _("What was promised"), line, wide=True, needed=needed),
        Item("owes", _("Who owes it"), partial(OneOf, owing)),
        Item("areas", _("Area"), partial(OneOf, [(_("area"), ()), *areas]), called="area"),
        Item("due", _("Due"), due),
    )
