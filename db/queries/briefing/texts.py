"""What is to be said of the subject of a sheet, and of no other: objectives, points, what may be raised, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.queries import points
from db.queries.briefing.scope import highest, is_above
from db.records.briefings import BriefingDraft, Cell, Point
from db.records.points import PointText
from db.vocabulary import Marking, PointKind
from db.words import _


@dataclass(frozen=True, slots=True)
class Texts:
    """The points that are printed, in their order, and how many are left out because of their marking."""

    points: tuple[PointText, ...] = ()
    withheld: int = 0

    @property
    def marking(self) -> Marking:
        """The highest marking of what is printed."""
        return highest(each.marking for each in self.points)

    def cells(self, kind: PointKind) -> tuple[Cell, ...]:
        """The points of a kind."""
        return _cells(each for each in self.points if each.kind is kind)

    def if_raised(self) -> tuple[Point, ...]:
        """What may be raised, with how likely that is where it was said."""
        found = [each for each in self.points if each.kind is PointKind.IF_RAISED]
        return tuple(Point(lead=_lead(each), text=Cell(text=each.text)) for each in found)

    def background(self, *, free: bool) -> tuple[Cell, ...]:
        """The background that may be said aloud, or the other."""
        return _cells(each for each in self.points if each.kind is PointKind.BACKGROUND and each.free is free)

    def note(self) -> str:
        """The officer's notes, one under the other."""
        return "\n".join(each.text for each in self.cells(PointKind.NOTE))


def of(reader: Session, draft: BriefingDraft) -> Texts:
    """What is to be said of what the sheet is about: the records of that subject alone, or what stands in the builder
    for it; what is marked above the ceiling is left out and counted."""
    if draft.about is None:
        return Texts()
    found = points.of_subject(reader, draft.about) if draft.points is None else draft.points
    shown = tuple(each for each in found if not is_above(each.marking, draft.ceiling))
    return Texts(shown, len(found) - len(shown))


def _cells(found: Iterable[PointText]) -> tuple[Cell, ...]:
    return tuple(Cell(text=each.text) for each in found)


def _lead(point: PointText) -> str:
    return _("{likelihood}:").format(likelihood=point.likelihood.label) if point.likelihood is not None else ""
