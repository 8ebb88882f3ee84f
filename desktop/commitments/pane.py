"""A commitment in full: who owes whom, by when, in whose words, and what was done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from typing_extensions import override

from db.queries import actions, commitments
from db.queries.settings import our_side
from db.records.commitments import CommitmentCard, CommitmentLine
from db.vocabulary import Kind, Nature
from db.words import _
from desktop.kit import words
from desktop.record.body import DetailBody
from desktop.record.facts import Facts, remark
from desktop.record.pane import DetailPane, Face
from desktop.status import commitment_look
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.table.inline_change import InlineChange


class ShownChange(InlineChange):
    """Changes the one record that a pane shows, each question under its chip."""

    def __init__(self, pane: DetailPane) -> None:
        super().__init__(pane.workspace, pane)
        self._pane = pane

    @override
    def chosen(self) -> tuple[int, ...]:
        return () if self._pane.record is None else (self._pane.record,)

    @override
    def below(self, column: str) -> QPoint:
        return self._pane.under_chip()

    @override
    def finish(self) -> None:
        self._pane.keep_focus()


class CommitmentPane(DetailPane):
    """The pane of the commitments page."""

    kind = Kind.COMMITMENT

    @override
    def make_changes(self) -> InlineChange:
        return ShownChange(self)

    @override
    def fill(self, body: DetailBody, record: int) -> Face:
        card = self.workspace.ask(partial(commitments.card, today=body.today, record_id=record))
        line = card.line
        body.title(line.title)
        self._sides(body, card)
        self._facts(body, card)
        body.quotes(card.citations)
        body.questions(card.questions)
        body.log(self.workspace.ask(partial(actions.of_record, record_id=record)))
        return Face(line.title, line.status.label, commitment_look(line.status))

    def _sides(self, body: DetailBody, card: CommitmentCard) -> None:
        owes, owed = card.line.owes, card.line.owed
        ours = self.workspace.ask(our_side)
        sentence = cells.who_owes(owes, owed, ours)
        if len(owes) == 1 and len(owed) == 1:
            body.sides(owes, _("owes"), owed, sentence, ours)
        elif len(owes) == 1:
            body.sides(owes, _("owes, to whom not stated"), (), sentence, ours)
        else:
            body.say(sentence, "text" if owes else "text3")
        body.note(remark(card.citations, "owes"))

    def _facts(self, body: DetailBody, card: CommitmentCard) -> None:
        line, draft = card.line, card.draft
        facts = body.facts(card.citations)
        facts.add_cell(_("Due"), cells.promised_by(line, body.today), "due")
        facts.add_urgency(line.urgency)
        facts.add(_("Area"), ", ".join(line.areas), "areas")
        facts.add_widget(_("From"), body.link(line.origin), "origin")
        _show_awaited(facts, body, line)
        if draft.condition:
            facts.add(_("Condition"), draft.condition)
        facts.add(_("Strength"), line.strength.label, "strength")
        if draft.nature is not Nature.NOT_STATED:
            facts.add(_("Nature"), draft.nature.label, "nature")
        facts.add(_("Voiced by"), card.voiced_by, "voiced_by")
        facts.add_cell(_("Progress"), _progress(card), "progress")
        facts.add(_("Proof"), draft.proof, "proof")
        if card.repeats is not None:
            facts.add_widget(_("Repeats"), body.link(card.repeats))
        said = line.reports(body.today)
        if said and not draft.progress.closed:
            facts.add(_("Reports"), said)
        for name, value in _ours(card, _("Officer"), _("Lead unit"), _("Executors")):
            facts.add(name, value)
        if line.next_step or line.next_due is not None:
            deadline = cells.due(line.next_due, body.today) if line.next_due else Cell()
            step = words.joined((line.next_step, deadline.text))
            facts.add_cell(_("Next step"), Cell(step, deadline.under, deadline.tone, tip=deadline.tip))
        if draft.notes:
            facts.add(_("Notes"), draft.notes)


def _show_awaited(facts: Facts, body: DetailBody, line: CommitmentLine) -> None:
    """The visit it waits for, or waited for and where that stands."""
    if line.depends_on is not None:
        facts.add_widget(_("Depends on"), body.link(line.depends_on), "depends_on")
        if line.visit_status is not None and not line.awaits:
            facts.add(_("That visit"), line.visit_status.label)


def _progress(card: CommitmentCard) -> Cell:
    draft = card.draft
    assessed = draft.assessed_on.isoformat() if draft.assessed_on else ""
    return Cell(draft.progress.label, draft.assessment, tip=words.joined((assessed, draft.assessed_by)))


def _ours(card: CommitmentCard, officer: str, unit: str, executors: str) -> list[tuple[str, str]]:
    """What is known of the work inside our own house; what is empty there is not the silence of a source."""
    draft = card.draft
    every = [(officer, draft.officer), (unit, draft.lead_unit), (executors, draft.executors)]
    return [(name, value) for name, value in every if value]
