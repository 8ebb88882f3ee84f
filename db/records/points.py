"""Briefing points: objectives, points to make, what may be raised, and notes, each of one subject."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from db.records.base import Cited, Draft, Head, Link, Ref, Shape, Text
from db.vocabulary import Kind, Likelihood, Marking, PointKind
from db.words import _

SUBJECTS = (Kind.PARTY, Kind.VISIT, Kind.AGREEMENT)
"""The kinds of record a point can be about: those that have a sheet."""


class PointText(Shape):
    """A point of a subject as it is written down; `id` is 0 where it is no record yet. How likely it is to be raised
    is said of what may be raised alone, and `free` (it may be said aloud) of background alone: all other background
    is not to be disclosed."""

    id: int = 0
    kind: PointKind
    text: Text = Field(min_length=1)
    likelihood: Likelihood | None = None
    free: bool = False
    marking: Marking = Marking.NONE


class PointDraft(Draft):
    """What is to be said of one subject; `place` is its place among those of its kind, 0 puts it at the end."""

    about: Ref
    kind: PointKind = PointKind.TO_MAKE
    text: Text = Field(min_length=1)
    likelihood: Likelihood | None = None
    free: bool = False
    place: int = Field(default=0, ge=0)

    @field_validator("likelihood")
    @classmethod
    def _may_be_raised(cls, value: Likelihood | None, info: ValidationInfo) -> Likelihood | None:
        if value is not None and info.data.get("kind") is not PointKind.IF_RAISED:
            raise ValueError(_("How likely it is to be raised is said of what may be raised only."))
        return value

    @field_validator("free")
    @classmethod
    def _is_background(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("kind") is not PointKind.BACKGROUND:
            raise ValueError(_("Only background is free to use or not to be disclosed."))
        return value


def text_of(record_id: int, draft: PointDraft) -> PointText:
    """A stored point as it is written down."""
    values = {name: getattr(draft, name) for name in PointText.model_fields if name != "id"}
    return PointText.model_construct(id=record_id, **values)


class PointLine(PointText):
    """A point as a row of a list."""

    about: Link


class PointCard(Shape):
    """A point in full."""

    head: Head
    draft: PointDraft
    about: Link | None
    citations: tuple[Cited, ...]
