"""Visits and the invitations that lead to them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.base import Cited, Draft, Head, Line, Link, Period, Ref, Shape, Text, Title, Written
from db.rules.periods import Phase, happening, state
from db.rules.urgency import Urgency
from db.vocabulary import InvitationMeans, Reply, TalkFormat, VisitKind, VisitStage, VisitStatus
from db.words import _

_CALLED_OFF = frozenset({VisitStatus.CANCELLED, VisitStatus.LAPSED})
_BEGUN = frozenset({VisitStatus.TOOK_PLACE, VisitStatus.UNDER_WAY})
_NOT_RUNNING = frozenset({VisitStatus.PROPOSED, VisitStatus.POSTPONED, VisitStatus.TOOK_PLACE})


class TalkDraft(Shape):
    """One item on a visit's programme."""

    format: TalkFormat = TalkFormat.OTHER
    day: Period | None = None
    time: Line = ""
    place: Line = ""
    topics: Text = ""
    participants: Text = ""


class DelegateDraft(Shape):
    """A member of a delegation."""

    party: Ref | None = None
    name: Title
    function: Line = ""
    leads: bool = False


class VisitDraft(Draft):
    """A visit as an officer writes it; it needs no date."""

    title: Title
    kind: VisitKind = VisitKind.NOT_STATED
    stage: VisitStage = VisitStage.PROPOSED
    visitor: Ref | None = None
    office: Ref | None = None
    host: Ref | None = None
    from_party: Ref | None = None
    to_party: Ref | None = None
    dates: Period | None = None
    places: Line = ""
    purpose: Text = ""
    return_of: Ref | None = None
    talks: tuple[TalkDraft, ...] = ()
    delegates: tuple[DelegateDraft, ...] = ()


class InvitationDraft(Draft):
    """An invitation as an officer writes it."""

    visit: Ref
    by_person: Ref | None = None
    by_party: Ref | None = None
    to_person: Ref | None = None
    to_party: Ref | None = None
    given_on: Period | None = None
    means: InvitationMeans = InvitationMeans.NOT_STATED
    window: Period | None = None
    reply: Reply = Reply.NONE_RECORDED
    replied_on: Period | None = None
    repeated: tuple[Period, ...] = Field(default=())
    renews: bool = False
    """Whether it takes the place of earlier ones: their time, their answer and the dates set on them stand no more."""


class InvitationCard(Shape):
    """An invitation in full."""

    head: Head
    draft: InvitationDraft
    visit: Link
    by: str
    to: str
    citations: tuple[Cited, ...]
    stands: bool
    """Whether it is the newest one or what that repeats; another has taken its place, or it was declined, otherwise."""


class Leader(Shape):
    """Who leads a delegation."""

    name: str
    function: str
    party: Link | None


class VisitLine(Shape):
    """A visit as a row of the status table."""

    id: int
    title: str
    status: VisitStatus
    to_confirm: bool
    """Whether its dates have passed and nobody has said whether it took place."""
    kind: VisitKind
    visitor: str
    from_party: Link | None
    to_party: Link | None
    dates: Period | None
    """Those that were agreed, or on which it was held, put off or called off; none on offer, none of a replaced
    invitation."""
    proposed: Period | None
    """The dates proposed last, while none are agreed."""
    offered: Period | None
    """The dates that stand beside an invitation nobody has accepted."""
    window: Period | None
    """The time that the standing invitation names, while it is of interest."""
    invited_on: Period | None
    invited_by: str
    reply: Reply | None
    """What was answered last to the standing invitation."""
    unanswered: bool
    """Whether nobody has recorded an answer: neither as a reply, nor by saying that the visit was accepted."""
    places: str
    purpose: str
    return_of: Link | None
    follow_ups_open: int
    follow_ups: int
    programme: int
    """How many lines its programme has."""
    last_action: date | None
    urgency: Urgency
    """Of one that waits for a date."""
    leaders: tuple[Leader, ...]
    """Those of the visiting side first."""
    written: Written

    def on_offer(self) -> Period | None:
        """The dates that nobody has agreed to yet: those proposed last, or those the invitation came with."""
        return self.proposed or self.offered

    def how_far(self, today: date) -> str:
        """How far off its dates are. Of what was called off or has lapsed nobody counts the days. What has begun is not
        said to lie ahead, as seen from an earlier day, nor what nobody holds to be under way."""
        phase = state(self.dates, today).phase
        of_several_days = self.dates is not None and self.dates.earliest != self.dates.latest
        denied = (phase is Phase.AHEAD and self.status in _BEGUN) or (
            phase is Phase.OPEN and of_several_days and self.status in _NOT_RUNNING
        )
        return "" if denied or self.status in _CALLED_OFF else happening(self.dates, today)

    def has_no_day(self) -> bool:
        """Whether it was accepted for a time that names no day, or of which not both ends are known: that is no date,
        but not nothing."""
        known = self.dates is not None and not self.dates.undated
        return self.status is VisitStatus.ACCEPTED_NO_DATE and known

    def standing(self) -> str:
        """The status in words; of a visit whose dates have passed without a word, what is asked of it."""
        if self.has_no_day():
            return _("Accepted, no day")
        return _("Did it take place?") if self.to_confirm else self.status.label


class VisitCard(Shape):
    """A visit in full."""

    head: Head
    line: VisitLine
    draft: VisitDraft
    invitations: tuple[InvitationCard, ...]
    returned_by: tuple[Link, ...]
    agreements: tuple[Link, ...]
    commitments: tuple[Link, ...]
    citations: tuple[Cited, ...]
    questions: tuple[str, ...]
    warnings: tuple[str, ...]
