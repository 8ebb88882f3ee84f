"""A visit in full: who goes where and when, the invitation, the return, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from typing_extensions import override

from db.queries import actions, agreements, commitments, visits
from db.records.base import Link
from db.records.visits import InvitationCard, TalkDraft, VisitCard, VisitLine
from db.rules.periods import state
from db.vocabulary import InvitationMeans, Kind, Reply, VisitStatus
from desktop.models import columns as words
from desktop.models.agreements import status as agreement_status
from desktop.models.commitments import due
from desktop.models.record_table import Cell
from desktop.models.visits import dates, kind
from desktop.theme.status import commitment_look, visit_look
from desktop.theme.tokens import Ink
from desktop.widgets.detail_body import DetailBody
from desktop.widgets.detail_pane import DetailPane, Face
from desktop.widgets.facts import remark
from desktop.widgets.return_pair import ReturnPair
from desktop.widgets.row_list import Row
from desktop.widgets.window_bar import WindowBar

_URGENT: dict[str, Ink] = {"critical": "critical", "warning": "warning"}


class VisitPane(DetailPane):
    """The pane of the visits page."""

    kind = Kind.VISIT

    @override
    def fill(self, body: DetailBody, record: int) -> Face:
        card = self.workspace.ask(partial(visits.card, today=body.today, record_id=record))
        line = card.line
        body.title(line.title)
        self._way(body, card)
        body.warnings(card.warnings)
        self._facts(body, card)
        self._window(body, line)
        self._pair(body, card)
        self._invitations(body, card.invitations)
        self._programme(body, card.draft.talks)
        self._delegates(body, card)
        self._agreements(body, card.agreements)
        self._commitments(body, card.commitments)
        body.quotes((*card.citations, *(each for invitation in card.invitations for each in invitation.citations)))
        body.questions(card.questions)
        body.log(self.workspace.ask(partial(actions.of_record, record_id=record)))
        return Face(line.title, line.status.label, visit_look(line.status))

    def _way(self, body: DetailBody, card: VisitCard) -> None:
        line = card.line
        if line.from_party is None or line.to_party is None:
            body.say(words.journey(line.from_party, line.to_party), "text2")
        else:
            start, end = (line.from_party,), (line.to_party,)
            body.sides(start, self.tr("to"), end, words.journey(line.from_party, line.to_party))
        notes = (remark(card.citations, "from_party"), remark(card.citations, "to_party"))
        body.note(words.joined(notes))

    def _facts(self, body: DetailBody, card: VisitCard) -> None:
        line, draft = card.line, card.draft
        facts = body.facts(card.citations)
        facts.add(self.tr("Kind"), kind(line), "kind")
        facts.add(self.tr("Visitor"), line.visitor, "visitor")
        facts.add_cell(self.tr("Dates"), dates(line, body.today), "dates")
        if line.status in (VisitStatus.INVITED_NO_DATE, VisitStatus.LAPSED) or line.reply is not None:
            facts.add(self.tr("Reply"), (line.reply or Reply.NONE_RECORDED).label)
        facts.add(self.tr("Places"), line.places, "places")
        facts.add(self.tr("Purpose"), draft.purpose, "purpose")
        if draft.notes:
            facts.add(self.tr("Notes"), draft.notes)

    def _window(self, body: DetailBody, line: VisitLine) -> None:
        """How much of the invitation's window has gone, while there is no date."""
        window = line.window
        if line.dates is not None or window is None or window.earliest is None or window.latest is None:
            return
        share = state(window, body.today).share_used or 0.0
        left = words.days_left(window, body.today)
        name = self.tr("Window of the invitation: {}, {}").format(window.window(), left)
        first, last = (each.strip() for each in window.window().partition(" (")[0].partition("–")[::2])
        body.add(WindowBar(first, last, share, name, body))

    def _pair(self, body: DetailBody, card: VisitCard) -> None:
        line, linked = card.line, card.returned_by
        other = linked[0] if linked else line.return_of
        if other is None:
            return
        body.heading(self.tr("Return visit"))
        found = self.workspace.ask(partial(visits.lines, today=body.today, ids=[other.id]))
        if found:
            first, second = (line, found[0]) if linked else (found[0], line)
            ends = ((first, dates(first, body.today)), (second, dates(second, body.today)))
            pair = ReturnPair(self.theme, *ends, parent=body)
            pair.opened.connect(body.go)
            body.add(pair)
        body.note(remark(card.citations, "return_of"))

    def _invitations(self, body: DetailBody, invitations: Sequence[InvitationCard]) -> None:
        if invitations:
            body.heading(self.tr("Invitations"), len(invitations))
        for card in invitations:
            draft = card.draft
            stated = draft.means is not InvitationMeans.NOT_STATED
            facts = body.facts(card.citations)
            facts.add(self.tr("By"), card.by, "by_person")
            facts.add(self.tr("To"), card.to, "to_person")
            facts.add_cell(self.tr("Given"), words.past(draft.given_on, body.today, words.not_stated()), "given_on")
            facts.add(self.tr("Means"), draft.means.label if stated else "", "means")
            facts.add_cell(self.tr("For"), _invited_for(card, words.days_left(draft.window, body.today)), "window")
            facts.add(self.tr("Reply"), draft.reply.label, "reply")
            if draft.repeated:
                facts.add(self.tr("Repeated"), ", ".join(each.display() for each in draft.repeated))

    def _programme(self, body: DetailBody, talks: Sequence[TalkDraft]) -> None:
        if not talks:
            return
        body.heading(self.tr("Programme"), len(talks))
        for talk in talks:
            facts = body.facts(())
            when = words.joined((talk.day.display() if talk.day else "", talk.time, talk.place))
            facts.add(talk.format.label, when)
            for name, value in ((self.tr("Topics"), talk.topics), (self.tr("Who"), talk.participants)):
                if value:
                    facts.add(name, value)

    def _delegates(self, body: DetailBody, card: VisitCard) -> None:
        if card.draft.delegates:
            body.heading(self.tr("Delegation"), len(card.draft.delegates))
            facts = body.facts(())
            for each in card.draft.delegates:
                leads = self.tr("leads") if each.leads else ""
                facts.add(each.name, words.joined((each.function, leads)))

    def _agreements(self, body: DetailBody, links: Sequence[Link]) -> None:
        if not links:
            return
        body.heading(self.tr("Agreements signed"), len(links))
        ids = [each.id for each in links]
        rows = []
        for link, line in zip(
            links, self.workspace.ask(partial(agreements.lines, today=body.today, ids=ids)), strict=True
        ):
            label, look = agreement_status(line)
            rows.append(Row(link, look.icon, look.tone, line.title, words.joined((label, line.kind.label))))
        body.rows(self.tr("Agreements signed"), rows)

    def _commitments(self, body: DetailBody, links: Sequence[Link]) -> None:
        if not links:
            return
        body.heading(self.tr("Commitments"), len(links))
        ids = [each.id for each in links]
        rows = []
        for link, line in zip(
            links, self.workspace.ask(partial(commitments.lines, today=body.today, ids=ids)), strict=True
        ):
            look = commitment_look(line.status)
            deadline = due(line, body.today)
            meta = words.joined((line.status.label, words.who_owes(line.owes, line.owed)))
            ink = _URGENT.get(deadline.tone, "text2")
            rows.append(Row(link, look.icon, look.tone, line.title, meta, deadline.text, deadline.under, ink))
        body.rows(self.tr("Commitments"), rows)


def _invited_for(card: InvitationCard, left: str) -> Cell:
    window = card.draft.window
    if window is None:
        return Cell()
    said = words.quoted(window.as_written) if window.as_written else window.display()
    return Cell(said, left, tip=window.window())
