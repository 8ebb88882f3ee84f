"""What an officer says when a visit moves on."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.base import Line, Period, Ref, Shape
from db.vocabulary import ActionKind, Answer, InvitationMeans


class DeedDraft(Shape):
    """What an officer says of a step that moves a visit on; `dates` of an invitation are the time it is for."""

    on: date = Field(strict=True)
    dates: Period | None = None
    answer: Answer | None = None
    how: ActionKind = ActionKind.OTHER
    means: InvitationMeans = InvitationMeans.NOT_STATED
    words: Line = ""
    other: Ref | None = None
    """The visit it is linked to."""
