"""A visit in full: who goes where and when, the invitation, the return, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial

from typing_extensions import override

from db.commands.commitments import AddCommitment
from db.errors import KnownError
from db.queries import actions, visits
from db.queries.settings import our_side
from db.records.commitments import CommitmentDraft
from db.records.visits import InvitationCard, VisitCard, VisitLine
from db.rules.periods import days_left, state
from db.rules.visits import WAITING
from db.vocabulary import InvitationMeans, Kind, Reply, VisitDeed, VisitStatus
from db.words import _
from desktop.form.rows import see
from desktop.kit import words
from desktop.kit.buttons import Button, wish_of
from desktop.kit.window_bar import WindowBar
from desktop.page.return_pair import ReturnPair
from desktop.page.visit_steps import DeedButton, VisitSteps
from desktop.record.body import DetailBody
from desktop.record.facts import remark
from desktop.record.pane import DetailPane, Face
from desktop.status import visit_look
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.visits.columns import dates, kind
from desktop.visits.officials import show_delegations, show_programme
from desktop.visits.outcome import show_agreements, show_promises
from desktop.visits.quick_promise import QuickPromise
from desktop.workspace import Edit


class VisitPane(DetailPane):
    """The pane of the visits page."""

    kind = Kind.VISIT
    _quick: QuickPromise

    @override
    def fill(self, body: DetailBody, record: int) -> Face:
        card = self.workspace.ask(partial(visits.card, today=body.today, record_id=record))
        line = card.line
        body.title(line.title)
        self._steps(body, line)
        self._way(body, card)
        body.warnings(card.warnings)
        self._facts(body, card)
        self._window(body, line)
        self._pair(body, card)
        self._invitations(body, card)
        show_programme(body, card.draft.talks)
        show_delegations(body, card)
        show_agreements(body, card, self.workspace)
        self._quick = show_promises(body, card, self.workspace)
        self._quick.added.connect(self._promise)
        body.quotes((*card.citations, *(each for invitation in card.invitations for each in invitation.citations)))
        body.questions(card.questions)
        body.log(self.workspace.ask(partial(actions.of_record, record_id=record)))
        return Face(line.title, line.standing(), visit_look(line.status, to_confirm=line.to_confirm))

    def _steps(self, body: DetailBody, line: VisitLine) -> None:
        steps = VisitSteps(line, body)
        self.workspace.guard(steps)
        steps.wanted.connect(self.workspace.deed_wanted)
        body.add(steps)

    def _way(self, body: DetailBody, card: VisitCard) -> None:
        line, ours = card.line, self.workspace.ask(our_side)
        sentence = cells.journey(line.from_party, line.to_party, ours)
        if line.from_party is None or line.to_party is None:
            body.say(sentence, "text2")
        else:
            start, end = (line.from_party,), (line.to_party,)
            body.sides(start, _("to"), end, sentence, ours)
        notes = (remark(card.citations, "from_party"), remark(card.citations, "to_party"))
        body.note(words.joined(notes))

    def _facts(self, body: DetailBody, card: VisitCard) -> None:
        line, draft = card.line, card.draft
        facts = body.facts(card.citations)
        facts.add(_("Kind"), kind(line), "kind")
        facts.add(_("Visitor"), line.visitor, "visitor")
        facts.add_cell(_("Dates"), dates(line, body.today), "dates")
        if line.on_offer() is not None:
            facts.add_cell(_("Proposed"), cells.past(line.on_offer(), body.today))
        asked = line.status in (VisitStatus.INVITED_NO_DATE, VisitStatus.LAPSED) or line.reply is not None
        if asked and (line.unanswered or line.reply not in (None, Reply.NONE_RECORDED)):
            facts.add(_("Reply"), (line.reply or Reply.NONE_RECORDED).label)
        facts.add_urgency(line.urgency)
        facts.add(_("Places"), line.places, "places")
        facts.add(_("Purpose"), draft.purpose, "purpose")
        if draft.notes:
            facts.add(_("Notes"), draft.notes)

    def _window(self, body: DetailBody, line: VisitLine) -> None:
        """How much of the invitation's window has gone, while there is no date."""
        window = line.window
        if line.dates is not None or window is None or window.earliest is None or window.latest is None:
            return
        share = state(window, body.today).share_used or 0.0
        left = days_left(window, body.today)
        name = _("Window of the invitation: {window}, {left}").format(window=window.window(), left=left)
        first, last = (each.strip() for each in window.window().partition(" (")[0].partition("–")[::2])
        body.add(WindowBar(first, last, share, name, body))

    def _pair(self, body: DetailBody, card: VisitCard) -> None:
        line, linked = card.line, card.returned_by
        other = linked[0] if linked else line.return_of
        link = self._ask_for(VisitDeed.LINK_RETURN, line.id, body)
        link.setVisible(other is None)
        body.heading(_("Return visit"), tool=link)
        if other is None:
            body.say(_("No return visit is linked."), "text2")
            return
        found = self.workspace.ask(partial(visits.lines, today=body.today, ids=[other.id]))
        if found:
            first, second = (line, found[0]) if linked else (found[0], line)
            ends = ((first, dates(first, body.today)), (second, dates(second, body.today)))
            pair = ReturnPair(*ends, parent=body)
            pair.opened.connect(body.go)
            body.add(pair)
        body.note(remark(card.citations, "return_of"))

    def _invitations(self, body: DetailBody, card: VisitCard) -> None:
        add = self._ask_for(VisitDeed.INVITE, card.head.id, body)
        body.heading(_("Invitations"), len(card.invitations), add)
        accepted = not card.line.unanswered and card.line.reply is Reply.NONE_RECORDED
        for each in card.invitations:
            self._invitation(body, each, card.line.status in WAITING, accepted=accepted)

    def _invitation(self, body: DetailBody, card: InvitationCard, waits: bool, *, accepted: bool) -> None:
        draft = card.draft
        stated = draft.means is not InvitationMeans.NOT_STATED
        facts = body.facts(card.citations)
        facts.add(_("By"), card.by, "by_person")
        facts.add(_("To"), card.to, "to_person")
        facts.add_cell(_("Given"), cells.past(draft.given_on, body.today, words.not_stated()), "given_on")
        facts.add(_("Means"), draft.means.label if stated else "", "means")
        facts.add_cell(_("For"), _invited_for(card, _left(card, waits, body.today)), "window")
        answered = draft.replied_on.display() if draft.replied_on else ""
        if draft.reply is not Reply.NONE_RECORDED or not accepted:  # what is said of the visit is the answer
            facts.add(_("Reply"), words.joined((draft.reply.label, answered)), "reply")
        if draft.repeated:
            facts.add(_("Repeated"), ", ".join(each.display() for each in draft.repeated))
        edit = Button(_("Edit invitation…"), "pencil-line", "link", body)
        edit.setObjectName("visit.edit_invitation")
        self.workspace.guard(edit)
        wish_of(edit, Edit(Kind.INVITATION, card.head.id)).connect(self.workspace.edit_wanted)
        body.add_leading(edit)

    def _ask_for(self, deed: VisitDeed, visit: int, body: DetailBody) -> DeedButton:
        """A link that begins a deed."""
        button = DeedButton(deed, visit, body, "link")
        self.workspace.guard(button)
        button.wanted.connect(self.workspace.deed_wanted)
        return button

    def _promise(self, draft: CommitmentDraft) -> None:
        """Add what was typed into the row, and go on in the row that is there then."""
        try:
            self.workspace.run(AddCommitment(draft))
        except KnownError as error:
            self._quick.refuse(error.sentence)
        else:
            self.read_now()
            self._quick.enter()
            see(self._quick)


def _left(card: InvitationCard, waits: bool, today: date) -> str:
    """How long the time of an invitation still runs, while its visit waits for a date; that another has replaced it."""
    if not card.stands:
        return "" if card.draft.reply is Reply.DECLINED else _("replaced")
    return days_left(card.draft.window, today) if waits else ""


def _invited_for(card: InvitationCard, left: str) -> Cell:
    window = card.draft.window
    if window is None:
        return Cell()
    said = words.quoted(window.as_written) if window.as_written else window.display()
    return Cell(said, left, tip=window.window())
