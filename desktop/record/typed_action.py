"""What stands in the form of a log entry, as a draft keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.rules import phrases
from db.vocabulary import ActionKind, Direction, Progress, Result, VisitStage
from desktop.form.drafts.kept_values import keepable


@keepable
@dataclass(frozen=True, slots=True)
class Typed:
    """Everything that stands in the form, exactly as typed: what a draft keeps."""

    text: str = ""
    kind: ActionKind | None = ActionKind.CALL
    when: str = ""
    with_whom: str = ""
    result: Result | None = None
    next_step: str = ""
    next_due: str = ""
    after: Progress | VisitStage | None = None
    direction: Direction | None = None
    reply_by: str = ""
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether something was typed that would be missed."""
        words = (self.text, self.with_whom, self.next_step, self.next_due, self.reply_by, *self.files)
        return any(part.strip() for part in words)

    def lasting(self, said_on: date, today: date) -> Typed:
        """The same on another day: what was "tomorrow" on the day it was typed is not tomorrow today."""
        return replace(
            self,
            when=phrases.lasting(self.when, said_on, today),
            next_due=phrases.lasting(self.next_due, said_on, today),
            reply_by=phrases.lasting(self.reply_by, said_on, today),
        )

    @property
    def detailed(self) -> bool:
        """Whether it says more than the fields that are always shown."""
        words = (self.with_whom, self.next_step, self.reply_by)
        return any(part.strip() for part in words) or any((self.result, self.after, self.direction))
