"""A row in which what was promised at a visit is written down without a form: title, who owes, area, due, Enter."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from db.commands.base import short
from db.queries import parties
from db.records.base import Link
from db.records.commitments import CommitmentDraft
from db.records.visits import VisitLine
from db.rules import phrases
from db.vocabulary import Kind
from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.drafts.drafts import drafts_of
from desktop.form.refusals import sentence
from desktop.kit.buttons import Button
from desktop.kit.choice import QuietBox
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current
from desktop.workspace import Workspace

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OTHER = Qt.FocusReason.OtherFocusReason


class _Records(QuietBox):
    """A few records to choose from by their first letters; the first line stands for none."""

    def __init__(self, blank: str, choices: Sequence[tuple[str, tuple[int, ...]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(6)
        self._ids: list[tuple[int, ...]] = [(), *(ids for _, ids in choices)]
        self.addItems([blank, *(label for label, _ in choices)])

    @property
    def ids(self) -> tuple[int, ...]:
        """The records that are chosen."""
        return self._ids[max(0, self.currentIndex())]

    def choose(self, ids: tuple[int, ...]) -> None:
        """Choose these records, or none where they are not on offer."""
        self.setCurrentIndex(self._ids.index(ids) if ids in self._ids else 0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Here scrolling moves the pane, also for somebody who is in the list."""
        event.ignore()


class QuickPromise(QFrame):
    """The row; what was typed is kept for each visit until it is added or emptied."""

    added = Signal(object)
    """A `CommitmentDraft`."""

    def __init__(self, workspace: Workspace, visit: VisitLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("promise")
        self._visit, self._title, self._today = visit.id, visit.title, workspace.today()
        self._drafts = drafts_of(workspace)
        wish = Link(id=visit.id, kind=Kind.VISIT, title=visit.title)
        self._slot = self._drafts.slot("promise", visit.id, wish=wish, record=visit.id)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(_("What was promised, in our words"))
        sides = [each for each in (visit.from_party, visit.to_party) if each is not None]
        owing: list[tuple[str, tuple[int, ...]]] = [(each.title, (each.id,)) for each in sides]
        if len(sides) > 1:
            owing.append((_("both sides"), tuple(each.id for each in sides)))
        self.owes = _Records(_("who owes"), owing, self)
        areas = workspace.ask(parties.areas)
        self.area = _Records(_("area"), [(each.title, (each.id,)) for each in areas], self)
        self.due = PeriodEdit(workspace.today(), _("Due"), self, below=True)
        self.due.editor.setPlaceholderText(_("due"))
        self._problem = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._add = Button(_("Add"), "plus", parent=self)
        self._add.clicked.connect(self.add)
        self._name()
        self._lay_out()
        self._bring_back()
        self.title.textChanged.connect(self._keep)
        self.due.editor.textChanged.connect(self._keep)
        for box in (self.owes, self.area):
            box.currentIndexChanged.connect(self._keep)
        self.setEnabled(workspace.writing)

    def enter(self) -> None:
        """Go on with the next promise."""
        self.title.setFocus(_OTHER)

    def add(self) -> None:
        """Add what stands there, or say why it cannot be stored."""
        if self.due.problem:
            self._refuse(self.due.problem, self.due.editor)
            return
        try:
            draft = CommitmentDraft(
                title=self.title.text(),
                owes=self.owes.ids,
                areas=self.area.ids,
                due=self.due.period,
                origin=self._visit,
            )
        except ValidationError as error:
            self._refuse(sentence(error.errors()[0], _("Write down what was promised.")), self.title)
            return
        # The row is made anew while the change is announced, so what was typed must be forgotten by then.
        self._slot.forget()
        self.added.emit(draft)
        if self._problem.text():
            self._keep_typed()

    def refuse(self, words: str) -> None:
        """Say why it was not stored; what was typed stays."""
        self._refuse(words, self.title)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.add()
        else:
            super().keyPressEvent(event)

    def _refuse(self, words: str, at: QWidget) -> None:
        self._problem.setText(words)
        self._problem.show()
        at.setFocus(_OTHER)

    def _keep(self) -> None:
        self._problem.setText("")
        self._problem.hide()
        self._keep_typed()

    def _keep_typed(self) -> None:
        typed = (self.title.text(), self.owes.ids, self.area.ids, self.due.text())
        self._slot.keep(typed if any(typed) else None, _("Promise at “{title}”").format(title=short(self._title)))

    def _bring_back(self) -> None:
        match self._slot.typed():
            case (str(title), tuple(owes), tuple(area), str(due)):
                self.title.setText(title)
                self.owes.choose(owes)
                self.area.choose(area)
                self.due.set_text(phrases.lasting(due, self._slot.day, self._today))

    def _name(self) -> None:
        named = (
            (self.title, "title", _("What was promised")),
            (self.owes, "owes", _("Who owes it")),
            (self.area, "area", _("Area")),
            (self.due.editor, "due", _("Due")),
            (self._add, "add", _("Add this promise")),
        )
        for widget, name, spoken in named:
            widget.setObjectName(f"promise.{name}")
            widget.setAccessibleName(spoken)

    def _lay_out(self) -> None:
        theme = current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self._add, 0, 2, Qt.AlignmentFlag.AlignTrailing)
        for column, widget in enumerate((self.owes, self.area, self.due)):
            grid.addWidget(widget, 1, column, top)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._problem, 2, 0, 1, 3)
        self._problem.hide()
        for before, after in ((self.title, self.owes), (self.owes, self.area), (self.area, self.due.editor)):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self.due.editor, self._add)
