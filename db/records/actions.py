"""The follow-up log: what was done, with whom, and what comes next."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.base import Draft, Head, Line, Link, Period, Ref, Shape, Text
from db.vocabulary import ActionKind, Direction, Ending, Progress, Result, VisitStage


class ActionDraft(Draft):
    """One entry of the log as an officer writes it."""

    text: Text = Field(min_length=1)
    kind: ActionKind = ActionKind.OTHER
    direction: Direction | None = None
    on: date = Field(strict=True)
    by: Line = ""
    with_whom: Line = ""
    result: Result | None = None
    reply_by: Period | None = None
    next_step: Line = ""
    next_due: Period | None = None
    proposed: Period | None = None
    """The dates it proposes for a visit."""
    progress_after: Progress | None = None
    stage_after: VisitStage | None = None
    links: tuple[Ref, ...] = Field(min_length=1)
    corrects: Ref | None = None
    our_reference: Line = ""
    """The number of the note or letter in our registry, and in theirs."""
    their_reference: Line = ""

    @property
    def names_step(self) -> bool:
        """Whether something is to be done next."""
        return bool(self.next_step) or self.next_due is not None


class ActionLine(Shape):
    """An entry of the log as a row."""

    id: int
    text: str
    kind: ActionKind
    on: date
    by: str
    with_whom: str
    result: Result | None
    reply_by: Period | None
    next_step: str
    next_due: Period | None
    step_ended: Ending | None
    """How its next step came to its end; None while it is open. So with the reply."""
    reply_ended: Ending | None
    progress_after: Progress | None
    stage_after: VisitStage | None
    links: tuple[Link, ...]
    thrown_away: bool
    """Whether all it is about lies in the Trash: nothing of it is open or late."""
    corrects: int | None
    superseded: bool
    our_reference: str = ""
    their_reference: str = ""


class ActionCard(Shape):
    """An entry of the log in full."""

    head: Head
    line: ActionLine
    draft: ActionDraft
