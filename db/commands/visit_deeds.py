"""What moves a visit on: dates proposed and agreed, answers, taken place, postponed, cancelled, invited again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import facts, passed_reminders
from db.commands.actions import AddAction
from db.commands.base import Done, Seen, find, find_at, must_stand, short
from db.commands.visits import AddInvitation
from db.errors import BugError, FieldError, KnownError
from db.records.actions import ActionDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft
from db.rules import visit_deeds as rules
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.tables.visits import Invitation, InvitationRepeat, Visit
from db.vocabulary import ActionKind, DateField, InvitationMeans, Kind, Reply, Result, VisitDeed
from db.words import Sentence, _, told


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that moves a visit on, as an officer said it on a day: one change with its entry in the log."""

    visit: int
    said: DeedDraft
    today: date
    by: str = ""
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class ProposeDates(Deed):
    """Propose dates for a visit; nothing is agreed by it."""

    def apply(self, session: Session) -> Done:
        return _Step(session, VisitDeed.PROPOSE_DATES, self).done(told("Dates proposed"))


@dataclass(frozen=True, slots=True)
class RecordAnswer(Deed):
    """Record what the invitee answered: on the last invitation, on the visit and in the log."""

    def apply(self, session: Session) -> Done:
        step = _Step(session, VisitDeed.RECORD_ANSWER, self)
        answer = self.said.answer
        if step.invitation is not None and answer is not None:
            step.invitation.reply = rules.reply(answer)
            step.invitation.replied_on = Period.on(self.said.on)
        refused = step.invitation is not None and step.invitation.reply is Reply.DECLINED
        return step.done(told("Answer recorded"), result=Result.REFUSED if refused else None)


@dataclass(frozen=True, slots=True)
class SetDates(Deed):
    """Say which dates were agreed."""

    def apply(self, session: Session) -> Done:
        return _Step(session, VisitDeed.SET_DATES, self).done(told("Dates agreed"))


@dataclass(frozen=True, slots=True)
class TookPlace(Deed):
    """Say that a visit took place, with its dates where they were not known."""

    def apply(self, session: Session) -> Done:
        return _Step(session, VisitDeed.TOOK_PLACE, self).done(told("Took place"))


@dataclass(frozen=True, slots=True)
class Postpone(Deed):
    """Put a visit off, to other dates or without any."""

    def apply(self, session: Session) -> Done:
        return _Step(session, VisitDeed.POSTPONE, self).done(told("Postponed"))


@dataclass(frozen=True, slots=True)
class Cancel(Deed):
    """Say that a visit will not take place."""

    def apply(self, session: Session) -> Done:
        return _Step(session, VisitDeed.CANCEL, self).done(told("Cancelled"))


@dataclass(frozen=True, slots=True)
class RenewInvitation(Deed):
    """Invite again: for another time, or, where the last invitation still stands, by repeating it. Both are kept; dates
    and answer of the one that is replaced are no longer those of the visit."""

    def apply(self, session: Session) -> Done:
        step = _Step(session, VisitDeed.RENEW, self)
        given, last = Period.on(self.said.on), step.invitation
        if last is not None and rules.merely_repeats(step.facts, step.said):
            last.repeat_links.append(InvitationRepeat(period=given))
        else:
            again = AddInvitation(_again(step.visit, last, given, self.said))
            row = again.make()
            again.put(session, row)
            step.invitation = row if isinstance(row, Invitation) else None
        label = told("Invitation renewed") if last is not None else told("Invited")
        return step.done(label, how=_BY_MEANS[self.said.means])


@dataclass(frozen=True, slots=True)
class LinkReturn:
    """Say that one visit returns another."""

    visit: int
    returned_by: int
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        first, back = (find_at(session, each, self.seen, Kind.VISIT) for each in (self.visit, self.returned_by))
        if not isinstance(first, Visit) or not isinstance(back, Visit):
            raise BugError("a visit is not in its table")
        if first.id == back.id:
            raise FieldError("other", _("A visit does not return itself."))
        if first.return_of == back.id:
            raise FieldError("other", _("This visit is already the return of that one."))
        if back.return_of == first.id:
            raise FieldError("other", _("They are linked already."))
        if back.return_of is not None:
            before = short(find(session, back.return_of).title)
            raise FieldError(
                "other", _("“{title}” already returns “{other}”.").format(title=short(back.title), other=before)
            )
        back.return_of = first.id
        return Done(told("Linked as return visit: “{title}”", title=short(back.title)), first.id)


class _Step:
    """A deed on its way into the register: the visit and its last invitation as they were found."""

    def __init__(self, session: Session, deed: VisitDeed, wanted: Deed) -> None:
        row = find_at(session, wanted.visit, wanted.seen, Kind.VISIT)
        if not isinstance(row, Visit):
            raise BugError("a visit is not in its table")
        self._session, self._deed, self._wanted = session, deed, wanted
        self.visit = row
        self.facts = facts.visit_facts(row)
        said = wanted.said
        self.said = rules.Said(said.on, said.dates, said.answer)
        asked = session.scalars(
            select(Invitation).where(Invitation.visit == row.id, ~Invitation.hidden).order_by(Invitation.id)
        ).all()
        place = visit_rules.last_given(self.facts)
        self.invitation: Invitation | None = asked[place] if place is not None else None
        if self.invitation is not None:
            must_stand(session, (self.invitation,), wanted.seen)
        self._refuse()

    def _refuse(self) -> None:
        now = visit_rules.status(self.facts, self._wanted.today)
        why = rules.refusal(self._deed, now)
        if why:
            raise KnownError(why, _("Nothing was stored."), rules.instead(self._deed, now))
        for field, words in rules.refusals(self._deed, self.facts, self.said, self._wanted.today).items():
            raise FieldError(field, words)

    def done(self, label: Sentence, *, how: ActionKind | None = None, result: Result | None = None) -> Done:
        """Move the visit on and write it down."""
        deed, facts, said, today = self._deed, self.facts, self.said, self._wanted.today
        stage = rules.stage_after(deed, facts, said, today)
        left = rules.left_behind(deed, facts, said, [talk.day for talk in self.visit.talks], today)
        before, self.visit.dates = self.visit.dates, rules.dates_after(deed, facts, said, today)
        passed_reminders.settle(self._session, self.visit, DateField.DATES, before, self.visit.dates, today)
        self.visit.stage = stage
        links = (self.visit.id, *self._with_invitation())
        words = f"{rules.sentence(deed, facts, said)} {self._wanted.said.words}".strip()
        entry = AddAction(
            ActionDraft(
                text=words,
                kind=how or self._wanted.said.how,
                on=said.on,
                by=self._wanted.by,
                result=result,
                proposed=rules.proposed_by(deed, facts, said, today),
                stage_after=stage if stage is not facts.stage or rules.decides(deed, facts, said) else None,
                links=links,
            )
        )
        entry.put(self._session, entry.make())
        return Done(told("{what}: “{title}”", what=label, title=short(self.visit.title)), self.visit.id, left)

    def _with_invitation(self) -> tuple[int, ...]:
        answers = self._deed in (VisitDeed.RECORD_ANSWER, VisitDeed.RENEW)
        return (self.invitation.id,) if answers and self.invitation is not None else ()


_BY_MEANS = {
    InvitationMeans.IN_TALKS: ActionKind.MEETING,
    InvitationMeans.LETTER: ActionKind.LETTER,
    InvitationMeans.NOTE_VERBALE: ActionKind.NOTE_VERBALE,
    InvitationMeans.TELEPHONE: ActionKind.CALL,
    InvitationMeans.NOT_STATED: ActionKind.OTHER,
}


def _again(visit: Visit, last: Invitation | None, given: Period, said: DeedDraft) -> InvitationDraft:
    """The new invitation: by and to whom the last one was; without one, by the host to the visitor."""
    return InvitationDraft(
        visit=visit.id,
        by_person=last.by_person if last else visit.host,
        by_party=last.by_party if last else visit.to_party,
        to_person=last.to_person if last else visit.visitor,
        to_party=last.to_party if last else visit.from_party,
        given_on=given,
        means=said.means,
        window=said.dates,
        renews=last is not None,
    )
