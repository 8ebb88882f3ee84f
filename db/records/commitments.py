"""Who promised what by when, and what became of it."""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from db.records.base import Cited, Draft, Head, Line, Link, Period, Ref, Shape, Text, Title, Written, said_together
from db.rules.cadence import expected, missed, reports
from db.rules.commitments import how_far
from db.rules.silence import quiet_since, silent
from db.rules.urgency import Urgency
from db.vocabulary import Cadence, CommitmentStatus, Nature, Progress, Strength, VisitStatus
from db.words import N_, _

_WAITED = {
    VisitStatus.TOOK_PLACE: N_("“{visit}” took place"),
    VisitStatus.UNDER_WAY: N_("“{visit}” is under way"),
    VisitStatus.LAPSED: N_("“{visit}” has lapsed"),
    VisitStatus.CANCELLED: N_("“{visit}” was cancelled"),
}
"""What became of a visit that a promise waited for."""


class CommitmentDraft(Draft):
    """A commitment as an officer writes it, in our words; the source's words are its citations."""

    title: Title
    strength: Strength = Strength.UNDERTAKING
    nature: Nature = Nature.NOT_STATED
    owes: tuple[Ref, ...] = ()
    owed: tuple[Ref, ...] = ()
    voiced_by: Ref | None = None
    due: Period | None = None
    condition: Text = ""
    depends_on: Ref | None = None
    origin: Ref | None = None
    repeats: Ref | None = None
    lead_unit: Line = ""
    executors: Line = ""
    officer: Line = ""
    proof: Text = ""
    progress: Progress = Progress.NOT_STARTED
    assessment: Text = ""
    assessed_by: Line = ""
    assessed_on: date | None = None
    next_review: Period | None = None
    report_every: int | None = Field(default=None, ge=1, le=500)
    report_unit: Cadence | None = Field(default=None, validate_default=True)
    """A report is expected on it every so many weeks or months."""

    _both = field_validator("report_unit")(said_together)


class CommitmentLine(Shape):
    """A commitment as a row of the status table."""

    id: int
    title: str
    status: CommitmentStatus
    progress: Progress
    strength: Strength
    owes: tuple[Link, ...]
    owed: tuple[Link, ...]
    due: Period | None
    areas: tuple[str, ...]
    countries: tuple[Link, ...]
    origin: Link | None
    depends_on: Link | None
    visit_status: VisitStatus | None
    """Where the visit stands that it depends on."""
    awaits: bool
    """Whether it still waits for that visit."""
    last_action: date | None
    since: date | None
    days_silent: int | None
    urgency: Urgency
    report_every: int | None
    report_unit: Cadence | None
    next_step: str
    next_due: Period | None
    officer: str
    sources: tuple[str, ...]
    written: Written

    def how_far(self, today: date) -> str:
        """How far off its deadline is said to be: "in 38 days", "3 days late" where it is overdue."""
        return how_far(self.status, self.due, today)

    def silent(self, today: date) -> str:
        """How long nothing was done about it; "" where that is not known."""
        entered = self.written.created_at.date()
        since = quiet_since(self.last_action, entered)
        return silent(since, today, entered=self.last_action is None) if since is not None else ""

    def reports(self, today: date) -> str:
        """How often a report is expected on it, and when; "" where none is."""
        entered = self.written.created_at.date()
        return expected(self.report_every, self.report_unit, self.last_action, entered, today)

    def unreported(self, today: date) -> str:
        """That a report was expected and none came: "a report was expected 6 days ago"; "" where none is missing."""
        since = quiet_since(self.last_action, self.written.created_at.date())
        if self.report_every is None or self.report_unit is None or since is None or self.progress.closed:
            return ""
        asked, _coming = reports(since, self.report_every, self.report_unit, today)
        return missed(asked, today) if asked is not None else ""

    def waiting(self) -> str:
        """That it waits for a visit, or what became of the visit it no longer waits for; "" where it depends on none or
        is closed."""
        if self.depends_on is None or self.progress.closed:
            return ""
        if self.awaits:
            return _("waits for “{visit}”").format(visit=self.depends_on.title)
        said = _(_WAITED[self.visit_status]) if self.visit_status in _WAITED else ""
        return said.format(visit=self.depends_on.title)


class CommitmentCard(Shape):
    """A commitment in full."""

    head: Head
    line: CommitmentLine
    draft: CommitmentDraft
    voiced_by: str
    repeats: Link | None
    citations: tuple[Cited, ...]
    questions: tuple[str, ...]
