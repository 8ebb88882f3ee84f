"""Agreements and the steps of their life."""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from db.records.base import (
    Cited,
    Draft,
    Head,
    Line,
    Link,
    NameIn,
    Period,
    Ref,
    Shape,
    Text,
    Title,
    Written,
    said_together,
)
from db.rules.edtf import day_name
from db.rules.urgency import Urgency
from db.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Cadence,
    EntryMode,
    LegalCharacter,
    Renewal,
    StepKind,
    StepState,
    Turn,
)
from db.words import _, ngettext

_APPLIES = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.PROVISIONAL, AgreementStatus.SUSPENDED})
_FINISHED = frozenset({AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED})


class StepDraft(Shape):
    """One step of an agreement, by one party or for all."""

    kind: StepKind
    state: StepState = StepState.DONE
    party: Ref | None = None
    done_on: Period | None = None
    effective_on: Period | None = None
    place: Line = ""
    by: Line = ""
    procedure: Line = ""
    reference: Line = ""
    note: Text = ""


class AgreementDraft(Draft):
    """An agreement as an officer writes it."""

    title: Title
    short_title: Line = ""
    titles: tuple[NameIn, ...] = ()
    kind: AgreementKind = AgreementKind.OTHER
    legal_character: LegalCharacter = LegalCharacter.NOT_STATED
    no_ratification_foreseen: bool = False
    parties: tuple[Ref, ...] = ()
    visit: Ref | None = None
    entry_mode: EntryMode = EntryMode.NOT_STATED
    entry_terms: Text = ""
    ratifications_needed: int | None = Field(default=None, ge=1, le=500)
    duration: Line = ""
    renewal: Renewal = Renewal.NOT_STATED
    notice_period: Line = ""
    expires: Period | None = None
    next_review: Period | None = None
    report_every: int | None = Field(default=None, ge=1, le=500)
    report_unit: Cadence | None = Field(default=None, validate_default=True)
    """A report is expected on it every so many weeks or months."""
    amends: Ref | None = None
    supersedes: Ref | None = None
    steps: tuple[StepDraft, ...] = ()

    _both = field_validator("report_unit")(said_together)


class LifeStage(Shape):
    """One stop of the life-cycle stepper. `at` is the place, among the steps, of the one it shows; None where none is
    recorded. `parts` are the stops of several parties that it stands for."""

    label: str
    state: str
    when: Period | None
    kind: StepKind
    party: int | None
    at: int | None
    parts: tuple[LifeStage, ...] = ()


def unsaid(state: str) -> str:
    """What is said of a stage of its life that has no date."""
    match state:
        case "done":
            return _("date not stated")
        case "not_stated":
            return _("not stated")
        case "waiting":
            return _("awaited")
        case "not_needed":
            return _("not needed")
    return _("not yet")


class Notice(Shape):
    """A notice after which an agreement does not go on by itself: when it was given, where that is known."""

    given_on: Period | None
    late_after: date | None
    """The last day for it, where it came after that: whether a further term follows is to be confirmed."""


class AgreementLine(Shape):
    """An agreement as a row of the status table."""

    id: int
    title: str
    short_title: str
    kind: AgreementKind
    status: AgreementStatus
    to_confirm: bool
    legal_character: LegalCharacter
    parties: tuple[Link, ...]
    visit: Link | None
    areas: tuple[str, ...]
    signed: Period | None
    signing: str
    """The state of its signature in the stepper: done, waiting, not_stated, not_needed or not_yet."""
    consents: tuple[LifeStage, ...]
    """The ratification, or what stands for it, of each of the parties in their order."""
    in_force: Period | None
    entry: str
    """The state of its entry into force in the stepper."""
    ended_on: Period | None
    """When it was terminated or superseded, where that is known."""
    term: Period | None
    """The end of the term that runs, or of the one that ended last, as precisely as it is known; None of what was
    terminated or superseded."""
    until: Period | None
    """The end after which no term follows by itself; None where terms go on, or no end is known."""
    renews: bool
    """Whether another term follows that one by itself; after a notice that came too late perhaps."""
    renewal: Renewal
    """What is recorded of what follows a term."""
    notice: Notice | None
    """The notice that was given, where it ends the agreement."""
    turn: Turn
    waiting_for: tuple[str, ...]
    awaited: StepKind | None
    """What those are to do who are waited for, where it is one act."""
    days_waiting: int | None
    urgency: Urgency
    """While somebody is waited for, or it may be signed at a visit."""
    next_review: Period | None
    last_action: date | None
    written: Written

    def name(self) -> str:
        """What it is called where there is little room: by its short title, if it has one."""
        return self.short_title or self.title

    def standing(self) -> str:
        """The status in words: of a term that ended with its last day, "Term ended 1 Aug 2023, to confirm", and of what
        was terminated with the day of that. Where it renews itself for nobody knows how long, the renewal is what is
        to be confirmed."""
        if self.ended_on is not None:
            return _("{status} {day}").format(status=self.status.label, day=self.ended_on.display())
        ended = self.ended()
        if ended is None:
            return self.status.label
        said = _("Term ended {day}, renewal to confirm") if self.renews else _("Term ended {day}, to confirm")
        return said.format(day=ended.display())

    def waits(self) -> str:
        """Who is waited for, to do what, for how many days: "waiting for Pakistan: ratification (120 days)"; "" for
        nobody."""
        if not self.waiting_for:
            return ""
        who = _("us") if self.turn is Turn.US else ", ".join(self.waiting_for)
        act, days = self.awaited.act if self.awaited is not None else "", self.days_waiting or 0
        if act and days:
            said = ngettext(
                "waiting for {who}: {act} ({count:,} day)", "waiting for {who}: {act} ({count:,} days)", days
            )
        elif days:
            said = ngettext("waiting for {who} ({count:,} day)", "waiting for {who} ({count:,} days)", days)
        else:
            said = _("waiting for {who}: {act}") if act else _("waiting for {who}")
        return said.format(who=who, act=act, count=days)

    def signed_on(self) -> str:
        """When it was signed, or what the stepper says in place of a day."""
        return self.signed.display() if self.signed is not None else unsaid(self.signing)

    def entered_on(self) -> str:
        """When it entered into force, or what the stepper says in place of a day: "awaited", "not needed"."""
        return self.in_force.display() if self.in_force is not None else unsaid(self.entry)

    def ended(self) -> Period | None:
        """The last day of a term that has ended and of which nobody has said whether it was extended."""
        return self.term if self.status is AgreementStatus.TERM_ENDED else None

    def runs_until(self) -> Period | None:
        """The end of a term that has ended, or that no further one will follow while the agreement applies."""
        return self.until if self.status in _APPLIES else self.ended()

    def noticed(self) -> str:
        """What follows from the notice that was given: "notice given 3 Mar 2026: no further term, ends 31 Dec 2026"."""
        if self.notice is None or self.status in _FINISHED:
            return ""
        given, end = self.notice.given_on, self.until.display() if self.until is not None else ""
        said = _("notice given {day}").format(day=given.display()) if given is not None else _("notice given")
        over = self.status is AgreementStatus.TERM_ENDED
        if self.notice.late_after is not None and self.term is not None:
            ends = _("the term ended {day}") if over else _("this term ends {day}")
            late = _("{notice}, after the last day for it, {last}: {ends}, a further one is to be confirmed")
            ends = ends.format(day=self.term.display())
            return late.format(notice=said, last=day_name(self.notice.late_after), ends=ends)
        ends = _("ended {day}") if over else _("ends {day}")
        follows = ", ".join(filter(None, (_("no further term"), ends.format(day=end) if end else "")))
        return _("{notice}: {follows}").format(notice=said, follows=follows)


class AgreementCard(Shape):
    """An agreement in full."""

    head: Head
    line: AgreementLine
    draft: AgreementDraft
    life: tuple[LifeStage, ...]
    amended_by: tuple[Link, ...]
    superseded_by: tuple[Link, ...]
    amends: Link | None
    supersedes: Link | None
    term_ends: date | None
    """The end of the term that runs now, or of the last one; with tacit renewal of the term after the recorded one."""
    term_counted: StepKind | None
    """The step from which that end is counted by the duration; None where the source names a last day."""
    notice_by: date | None
    """The last day on which notice can be given for that end; None where it has passed or notice was given."""
    notice_is_safe: bool
    """Whether that day is only the safe one: the term may end later in the period that is recorded as its end."""
    notice_has_no_day: bool
    """Whether no such day can be counted, though the notice is known: nobody knows how early the term may end."""
    citations: tuple[Cited, ...]
    questions: tuple[str, ...]
    warnings: tuple[str, ...]
