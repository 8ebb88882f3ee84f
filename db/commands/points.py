"""What a user can do with what is to be said of a subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, fill, find, find_shown, moved, new_uid, short, stamp
from db.drafts import draft_of
from db.errors import Conflict, FieldError
from db.records.points import SUBJECTS, PointDraft, PointText, text_of
from db.tables.points import Point
from db.vocabulary import Kind, PointKind
from db.words import _, told


@dataclass(frozen=True, slots=True)
class AddPoint(Add[PointDraft]):
    """Write down what is to be said of a subject; without a place it comes last among those of its kind."""

    kind = Kind.POINT

    def write(self, session: Session, row: Any) -> None:
        _must_have_sheets(session, self.draft.about)
        _fill(row, self.draft, SHARED)
        if not self.draft.place:
            row.place = _last_place(session, row) + 1


@dataclass(frozen=True, slots=True)
class ChangePoint(Rewrite[PointDraft]):
    """Change what is to be said, of what, or as what."""

    adds = AddPoint


@dataclass(frozen=True, slots=True)
class WritePoints:
    """Let a subject have these points in this order, as somebody left them who began with `before`: what is new is
    added, what differs is changed, and what was taken away goes to the Trash.

    What was added elsewhere meanwhile stays, after these. Of what was changed elsewhere nothing is overwritten: if
    it was changed here too, that is a Conflict and nothing is stored. What is gone and was changed here is added anew.
    """

    about: int
    before: tuple[PointText, ...]
    points: tuple[PointText, ...]

    def apply(self, session: Session) -> Done:
        subject = find_shown(session, self.about)
        _must_have_sheets(session, self.about)
        stored = {row.id: row for row in session.scalars(_shown_of(self.about))}
        before = {each.id: each for each in self.before}
        rows = [row for each in self.points if (row := self._written(session, each, before, stored)) is not None]
        kept = {row.id for row in rows}
        for number in before.keys() - kept:
            row = stored.get(number)
            if row is not None and _text_of(row) == before[number]:
                row.hidden = True
        _put_in_order([*rows, *(row for row in stored.values() if row.id not in kept and not row.hidden)])
        session.flush()
        return Done(told("Wrote down what is to be said of “{title}”", title=short(subject.title)), self.about)

    def _written(
        self, session: Session, point: PointText, before: Mapping[int, PointText], stored: Mapping[int, Point]
    ) -> Point | None:
        """The row of a point, written where it differs from what stood there; None where it is gone."""
        row, begun = stored.get(point.id), before.get(point.id)
        if point == begun:
            return row
        if row is not None and begun is not None and _text_of(row) != begun:
            raise Conflict(moved(session, row))
        return _write(row or _new(session, self.about), session, point)


def _must_have_sheets(session: Session, about: int) -> None:
    if find(session, about).kind not in SUBJECTS:
        raise FieldError("about", _("Choose a country, a visit or an agreement: only these have briefing sheets."))


def _text_of(row: Point) -> PointText:
    draft = draft_of(row)
    assert isinstance(draft, PointDraft)
    return text_of(row.id, draft)


def _shown_of(about: int) -> Any:
    return select(Point).where(Point.about == about, ~Point.hidden).order_by(Point.place, Point.id)


def _last_place(session: Session, row: Point) -> int:
    of_kind = select(func.max(Point.place)).where(Point.about == row.about, Point.point_kind == row.point_kind)
    with session.no_autoflush:
        return session.scalar(of_kind) or 0


def _new(session: Session, about: int) -> Point:
    return Point(kind=Kind.POINT, uid=new_uid(stamp(session)), about=about)


def _write(row: Point, session: Session, point: PointText) -> Point:
    _fill(row, point, frozenset({"id"}))
    session.add(row)
    session.flush()
    return row


def _fill(row: Point, point: PointDraft | PointText, leave: frozenset[str]) -> None:
    """Write a point into its row; what fits another kind goes, as when an earlier kind alone is put back."""
    fill(row, point, leave=leave, named={"kind": "point_kind"})
    row.title = short(point.text)
    row.likelihood = point.likelihood if point.kind is PointKind.IF_RAISED else None
    row.free = point.free and point.kind is PointKind.BACKGROUND


def _put_in_order(rows: Iterable[Point]) -> None:
    """Number the points of each kind from 1 in the order given."""
    last: dict[str, int] = {}
    for row in rows:
        last[row.point_kind] = row.place = last.get(row.point_kind, 0) + 1
