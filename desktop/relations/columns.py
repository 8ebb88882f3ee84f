"""Open promises in columns, by who owes them, and the agreement that waits for its next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from db.records.agreements import AgreementLine, unsaid
from db.records.base import View
from db.records.relations import PromiseColumn, Relations, Subject
from db.vocabulary import Kind
from db.words import _
from desktop.kinds import KINDS
from desktop.kit import layouts, words
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.row_list import RowList
from desktop.kit.stepper import Step, Stepper
from desktop.page import record_rows as rows
from desktop.page.panel import ROWS_INSET, Panel
from desktop.workspace import Go


class _Column(QWidget):
    """The promises of one side: how many, the first of them, and the link to all."""

    wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._go: Go | None = None
        self._title = ElidedLabel("", "metas", "text2", parent=self)
        self._link = Button("", variant="link", parent=self)
        self._link.clicked.connect(self._want)
        self.list = RowList("", self)
        self.list.setObjectName(f"promises.{name}.list")
        self._none = PlainLabel("", "meta", "text3", wrap=True, parent=self)
        head = layouts.row((self._title, 1), self._link, margins=(ROWS_INSET, 0, ROWS_INSET, 0), gap=8)
        inset = layouts.row(self._none, margins=(ROWS_INSET, 0, ROWS_INSET, 0))
        layouts.column(head, self.list, inset, 1, on=self, gap=2)

    def show_column(self, column: PromiseColumn, title: str, all_of_them: Go, behind: int, today: date) -> None:
        """Show a column; `behind` says how many rows the table has that its link leads to."""
        self._go = all_of_them
        self._title.setText(words.joined((title, f"{column.total:n}")))
        self.list.set_rows([rows.promise_row(line, today) for line in column.rows])
        self.list.setAccessibleName(title)
        self._none.setText(_("Nothing is open."))
        self._none.setVisible(not column.rows)
        self.list.setVisible(bool(column.rows))
        self._link.setText(_("Show all {n}").format(n=f"{behind:n}"))
        self._link.setAccessibleName(f"{title}: {self._link.text()}")
        self._link.setVisible(column.total > len(column.rows))

    def _want(self) -> None:
        self.wanted.emit(self._go)


class PromisePanel(Panel):
    """What we owe, what they owe, what both owe; a fourth column only where others owe, or nobody is named."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Open commitments"), KINDS[Kind.COMMITMENT].icon, link=_("All"), inset=ROWS_INSET, parent=parent
        )
        self.setObjectName("panel.promises")
        self._subject: Subject | None = None
        self.columns = [_Column(name, self) for name in ("other", "party", "both", "rest")]
        self._row: QBoxLayout = layouts.row(gap=16)
        for column in self.columns:
            column.wanted.connect(self.wanted)
            self._row.addWidget(column, 1)
        self.body.addLayout(self._row)
        self.link_clicked.connect(self._want)

    def lists(self) -> list[RowList]:
        """The lists that have rows."""
        return [each.list for each in self.columns if each.isVisibleTo(self) and each.list.isVisibleTo(self)]

    def show_promises(self, sheet: Relations, today: date) -> None:
        """Show the columns of a page."""
        self._subject = subject = sheet.head.subject
        self.set_count(sheet.all_promises)
        self.set_link(_("All") if sheet.all_promises else "")
        both = sheet.promises[2].total
        whole = Go("commitments", subject.view("open"))
        for place, (widget, column) in enumerate(zip(self.columns, sheet.promises, strict=True)):
            title, go, behind = _title(column, sheet), whole, sheet.all_promises
            if len(column.owes) == 1:
                view: View = subject.view("open").narrowed_to("owed_by", (str(column.owes[0].id),))
                go, behind = Go("commitments", view), column.total + both
            widget.show_column(column, title, go, behind, today)
            always = place < 3 if sheet.head.other is not None else place == 1
            widget.setVisible(always or column.total > 0)

    def arrange(self, beside: bool) -> None:
        """Columns beside each other, or below each other where there is little room."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _want(self) -> None:
        if self._subject is not None:
            self.wanted.emit(Go("commitments", self._subject.view("open")))


def _title(column: PromiseColumn, sheet: Relations) -> str:
    """Who owes: "We owe", "Pakistan owes Kazakhstan", "Both owe each other"."""
    ours, owes = sheet.head.subject.ours, column.owes
    if len(owes) == 2:
        return _("Both sides owe")
    if column.rest:
        return _("Others owe, or not stated") if not owes and sheet.head.other is not None else _("Others owe")
    if not owes:
        return _("Others owe")
    if owes[0].id == ours:
        return _("We owe")
    if ours is not None and sheet.head.other is not None and sheet.head.other.id == ours:
        return _("They owe")
    return _("{name} owes").format(name=owes[0].title)


class AgreementPanel(Panel):
    """The agreement that was signed last and is not in force, with the steps of its life; the others as rows."""

    opened = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Agreements"), KINDS[Kind.AGREEMENT].icon, inset=ROWS_INSET, parent=parent)
        self.setObjectName("panel.agreements")
        self._subject: Subject | None = None
        self._line: AgreementLine | None = None
        self._none = PlainLabel(_("No agreement is recorded."), "meta", "text3", wrap=True, parent=self)
        self.leading = RowList(_("Waiting for its next step"), self)
        self.leading.setObjectName("agreements.leading.list")
        self.stepper = Stepper(parent=self)
        self.stepper.activated.connect(self._open)
        self.list = RowList(_("Agreements"), self)
        self.list.setObjectName("agreements.list")
        inset = layouts.row((self.stepper, 1), margins=(ROWS_INSET, 0, ROWS_INSET, 4))
        for part in (self.leading, inset, self.list, self._none):
            self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)
        self.body.addStretch(1)
        self.link_clicked.connect(self._want)

    def lists(self) -> list[RowList]:
        """The lists that have rows."""
        return [each for each in (self.leading, self.list) if each.isVisibleTo(self)]

    def show_agreements(self, sheet: Relations) -> None:
        """Show the agreements of a page."""
        self._subject, self._line = sheet.head.subject, sheet.leading
        leading, others = sheet.leading, sheet.agreements
        self.set_count(sheet.all_agreements)
        self.leading.set_rows([rows.agreement_row(leading)] if leading is not None else [])
        self.leading.setVisible(leading is not None)
        self.stepper.setVisible(leading is not None)
        if leading is not None:
            steps = life(leading)
            said = "; ".join(words.joined((step.label, step.detail)) for step in steps)
            self.stepper.set_steps(steps, _("Life of the agreement: {said}").format(said=said))
        self.list.set_rows([rows.agreement_row(line) for line in others])
        self.list.setVisible(bool(others))
        self._none.setVisible(not sheet.all_agreements)
        more = sheet.all_agreements > len(others) + (leading is not None)
        every = _("Show all {n}").format(n=f"{sheet.all_agreements:n}") if more else _("All")
        self.set_link(every if sheet.all_agreements else "")

    def _open(self) -> None:
        if self._line is not None:
            self.opened.emit((Kind.AGREEMENT, self._line.id))

    def _want(self) -> None:
        if self._subject is not None:
            self.wanted.emit(Go("agreements", self._subject.view()))


def life(line: AgreementLine) -> Sequence[Step]:
    """The steps of an agreement: signed, the consent of each of two parties or that of all, in force."""
    consents = line.consents
    steps = [Step(_("Signed"), line.signing, line.signed_on())]  # type: ignore[arg-type]
    if len(consents) <= 2:
        steps += [
            Step(party.code or party.title, stage.state, stage.when.display() if stage.when else unsaid(stage.state))  # type: ignore[arg-type]
            for party, stage in zip(line.parties, consents, strict=False)
        ]
    else:
        done = sum(stage.state == "done" for stage in consents)
        said = _("{done} of {count}").format(done=done, count=len(consents))
        steps.append(Step(_("Ratified"), "done" if done == len(consents) else "waiting", said))
    return [*steps, Step(_("In force"), line.entry, line.entered_on())]  # type: ignore[arg-type]
