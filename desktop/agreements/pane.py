"""An agreement in full: the stepper of its life, what its sources leave open, whose turn it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import actions, agreements
from db.records.agreements import AgreementCard, LifeStage, StepDraft, unsaid
from db.rules import notice
from db.rules.beginnings import counted_from
from db.rules.cadence import expected
from db.rules.periods import Period
from db.vocabulary import EntryMode, Kind, LegalCharacter, Renewal, StepKind, StepState
from db.words import _
from desktop.agreements.columns import status, waited, waiting
from desktop.agreements.deeds import AgreementDeeds
from desktop.kit import layouts, words
from desktop.kit.buttons import Button, wish_of
from desktop.kit.plain import PlainLabel
from desktop.kit.stepper import State, Step, Stepper
from desktop.record.body import DetailBody
from desktop.record.facts import Facts, remark
from desktop.record.pane import DetailPane, Face
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.workspace import Workspace


class AgreementPane(DetailPane):
    """The pane of the agreements page."""

    kind = Kind.AGREEMENT
    _stepper: Stepper

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.deeds = AgreementDeeds(workspace, self)
        self._life_stages: tuple[LifeStage, ...] = ()

    @override
    def fill(self, body: DetailBody, record: int) -> Face:
        card = self.workspace.ask(partial(agreements.card, today=body.today, record_id=record))
        line = card.line
        self.deeds.show_card(card)
        body.title(line.title)
        named = words.listed([each.title for each in line.parties])
        if named:
            body.sides(line.parties, "", (), named)
        else:
            body.say(_("Parties not stated"), "text3")
        body.note(remark(card.citations, "parties"))
        self._life(body, card)
        body.warnings(card.warnings)
        self._facts(body, card)
        self._steps(body, card)
        body.quotes(card.citations)
        body.questions(card.questions)
        body.log(self.workspace.ask(partial(actions.of_record, record_id=record)))
        label, look = status(line)
        return Face(line.title, label, look)

    def _life(self, body: DetailBody, card: AgreementCard) -> None:
        steps = []
        for stage in card.life:
            when = stage.when.display() if stage.when else unsaid(stage.state)
            steps.append(Step(_short(stage.label, card), cast(State, stage.state), when))
        said = "; ".join(f"{stage.label} {step.detail}" for stage, step in zip(card.life, steps, strict=True))
        name = _("Life of the agreement: {said}").format(said=said)
        stepper = Stepper(steps, name, body)
        stepper.activated.connect(self._offer)
        self._life_stages, self._stepper = card.life, stepper
        body.add(stepper)
        noticed = card.line.noticed()
        if noticed:
            body.say(noticed[:1].upper() + noticed[1:], "text2")
        if card.line.ended_on is not None:
            body.say(card.line.standing(), "text2")
        if card.line.to_confirm:
            ended = card.line.ended()
            row = QWidget(body)
            said, verb, ask = _("The source does not say whether it binds."), _("Confirm…"), self._confirm
            if card.draft.entry_mode is EntryMode.NOT_STATED:
                said = _("The source does not say whether ratification is needed.")
            if ended is not None:
                said = _("Its term ended {day}. Was it extended, or did it end?").format(day=ended.display())
                verb, ask = _("Extended until…"), self._extend
            confirm = Button(verb, variant="link", parent=row)
            confirm.setObjectName("detail.agreement.confirm")
            self.workspace.guard(confirm)
            wish_of(confirm, confirm).connect(ask)
            layouts.row((PlainLabel(said, "meta", "text2", True, row), 1), confirm, on=row)
            body.add(row)

    def _offer(self, place: int) -> None:
        """The menu of a step, under it."""
        self.deeds.offer(self._life_stages[place], self._stepper.below(place))

    def _confirm(self, button: QWidget) -> None:
        self.deeds.confirm(button.mapToGlobal(button.rect().bottomLeft()))

    def _extend(self, button: QWidget) -> None:
        self.deeds.extend(button.mapToGlobal(button.rect().bottomLeft()))

    def _facts(self, body: DetailBody, card: AgreementCard) -> None:
        line, draft, today = card.line, card.draft, body.today
        facts = body.facts(card.citations)
        facts.add(_("Kind"), line.kind.label, "kind")
        if line.areas:
            facts.add(_("Area"), ", ".join(line.areas), "areas")
        facts.add_cell(_("Signed"), cells.past(line.signed, today, line.signed_on()), "steps.0.done_on")
        facts.add_widget(_("At"), body.link(line.visit), "visit")
        facts.add_cell(_("In force"), cells.past(line.in_force, today, line.entered_on()), "in_force")
        legal = line.legal_character
        facts.add(_("Legal character"), "" if legal is LegalCharacter.NOT_STATED else legal.label, "legal_character")
        mode = draft.entry_mode
        entry = "" if mode is EntryMode.NOT_STATED else words.joined((mode.label, draft.entry_terms))
        needless = unsaid(line.entry) if line.entry == "not_needed" else ""
        facts.add(_("Enters into force"), entry or draft.entry_terms or needless, "entry_mode")
        turn = waiting(line) or _("nobody")
        facts.add_cell(_("Waiting for"), Cell(turn, waited(line)))
        facts.add_urgency(line.urgency)
        self._end_of_term(facts, card, today)
        self._term(body, facts, card)
        if draft.next_review is not None:
            facts.add_cell(_("Next review"), cells.due(draft.next_review, today))
        said = expected(
            draft.report_every, draft.report_unit, card.head.last_action, card.head.created_at.date(), today
        )
        for name, value in ((_("Reports"), said), (_("Notes"), draft.notes)):
            if value:
                facts.add(name, value)

    def _end_of_term(self, facts: Facts, card: AgreementCard, today: date) -> None:
        """When the term that runs now ends; the end of an earlier one is never late."""
        expires, term = card.draft.expires, card.line.term
        if expires is not None and (term is None or term.latest == expires.latest):
            over = expires.latest is not None and expires.latest < today
            name = _("Term ended") if over else _("Expires")
            facts.add_cell(name, cells.past(expires, today) if over else cells.due(expires, today), "expires")
            return
        if expires is not None:
            facts.add_cell(_("First term ended"), cells.past(expires, today), "expires")
        if term is not None:
            over = term.latest is not None and term.latest < today
            cell = cells.past(term, today) if over else cells.due(term, today)
            if card.term_counted is not None:
                cell = replace(cell, under=words.joined((cell.under, counted_from(card.term_counted))))
            facts.add_cell(_("Term ended") if over else _("Term ends"), cell)

    def _notice(self, facts: Facts, card: AgreementCard, today: date) -> None:
        """The notice and the last day for it; where the end of the term is not one day, the one that is always safe."""
        wanted, by, term = card.draft.notice_period, card.notice_by, card.line.term
        if wanted:
            read = notice.notice_read(wanted) if notice.length(wanted) is None else ""
            facts.add_cell(_("Notice"), Cell(wanted, read), "notice_period")
        if card.notice_has_no_day and term is not None:
            said = _("the term ends {period}, how early is not certain").format(period=term.display())
            facts.add_cell(_("Last day for notice"), Cell(_("not known"), said))
        if by is None:
            return
        cell = cells.past(Period.on(by), today) if by < today else cells.due(Period.on(by), today)
        if card.notice_is_safe and term is not None:
            safe = _("safe, since the term ends some time in {period}")
            if card.term_counted:
                safe = _("safe, since the term ends {period}")
            cell = replace(cell, under=words.joined((cell.under, safe.format(period=term.display()))))
        facts.add_cell(_("Last day for notice"), cell)

    def _term(self, body: DetailBody, facts: Facts, card: AgreementCard) -> None:
        """How long it runs, how it goes on, and the last day on which notice can be given."""
        line, draft = card.line, card.draft
        if draft.duration:
            read = notice.duration_read(draft.duration) if notice.length(draft.duration) is None else ""
            facts.add_cell(_("Duration"), Cell(draft.duration, read), "duration")
        if draft.renewal is not Renewal.NOT_STATED:
            ends = line.term
            later = ends is not None and draft.expires is not None and ends.latest != draft.expires.latest
            until = _("this term ends {ends}").format(ends=ends.display()) if ends is not None and later else ""
            facts.add_cell(_("Renewal"), Cell(draft.renewal.label, until), "renewal")
        self._notice(facts, card, body.today)
        for name, links in (
            (_("Amends"), (card.amends,)), (_("Supersedes"), (card.supersedes,)),
            (_("Amended by"), card.amended_by), (_("Superseded by"), card.superseded_by),
        ):  # fmt: skip
            for link in links:
                if link is not None:
                    facts.add_widget(name, body.link(link))

    def _steps(self, body: DetailBody, card: AgreementCard) -> None:
        if not card.draft.steps:
            return
        names = {each.id: each.title for each in card.line.parties}
        body.heading(_("Steps"), len(card.draft.steps))
        facts = body.facts(())
        for step in card.draft.steps:
            facts.add_cell(step.kind.label, self._step(step, names))

    def _step(self, step: StepDraft, names: dict[int, str]) -> Cell:
        done = step.state is StepState.DONE
        day = step.done_on.display() if step.done_on else _("date not stated") if done else ""
        effect = (
            _("takes effect {effective_on}").format(effective_on=step.effective_on.display())
            if step.effective_on
            else ""
        )
        if step.kind is StepKind.EXTENDED:
            effect = step.effective_on.display() if step.effective_on else words.not_stated()
            day = _("agreed {day}").format(day=step.done_on.display()) if step.done_on else ""
            return Cell(words.joined((effect, names.get(step.party or 0, ""), day, step.by, step.reference, step.note)))
        parts = ("" if done else step.state.label, names.get(step.party or 0, ""), day, effect, step.place, step.by)
        return Cell(words.joined((*parts, step.procedure, step.reference, step.note)))


def _short(label: str, card: AgreementCard) -> str:
    """The name of a stage with the country's code in place of its name, which would not fit under the step."""
    for party in card.line.parties:
        if party.code and label.endswith(party.title):
            return label.removesuffix(party.title) + party.code
    return label
