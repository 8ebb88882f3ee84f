"""Reading a person or an area of co-operation with all that belongs to it: a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.queries import actions, agreements, commitments, parties, people, visits
from db.queries.listing import ID
from db.records.base import View
from db.records.portraits import Agreements, AreaSheet, OfficeOwes, PersonSheet, Promises, Visits
from db.rules.commitments import is_promise
from db.rules.people import IN_OFFICE
from db.tables.actions import ActionLink
from db.tables.base import RecordArea
from db.vocabulary import Progress, Strength

SHOWN = 5
"""So many rows of each list stand on a page; the rest is behind its link."""
_OFFICES = 4

_PROMISES = tuple(each.value for each in Strength if is_promise(each))
_IMPLEMENTED = (Progress.DONE, Progress.KEPT)
_IN_PROGRESS = (Progress.IN_PROGRESS, Progress.WAITING, Progress.BLOCKED)
_GIVEN_UP = (Progress.NOT_KEPT, Progress.DROPPED, Progress.SUPERSEDED)


def person(reader: Session, today: date, record_id: int) -> PersonSheet:
    """A person with all that the register says of what was done in office; NotFound where there is none."""
    card = people.person(reader, today, record_id)
    number = str(record_id)
    held = dict.fromkeys(each.office for each in card.offices if each.tenure in IN_OFFICE)
    views = [View(name="open").narrowed_to("held_by", (str(office.id),)) for office in [*held][:_OFFICES]]
    voiced, *owed = _promises(reader, today, [View().narrowed_to("voiced_by", (number,)), *views])
    return PersonSheet(
        card=card,
        visits=_visits(reader, today, View().narrowed_to("person", (number,))),
        voiced=voiced,
        owed=tuple(OfficeOwes(title=o.title, promises=p) for o, p in zip(held, owed, strict=False) if p.total),
    )


def area(reader: Session, today: date, record_id: int) -> AreaSheet:
    """An area with what was promised in it and how far that is; NotFound where there is none."""
    card = parties.area(reader, record_id)
    of_area = View().narrowed_to("area", (str(record_id),))
    promised = of_area.narrowed_to("strength", _PROMISES)
    stages = (_IMPLEMENTED, _IN_PROGRESS, (Progress.NOT_STARTED,), _GIVEN_UP)
    found = _promises(reader, today, [promised.narrowed_to("progress", tuple(map(str, each))) for each in stages])
    meant = of_area.model_copy(update={"name": "intentions"})
    treaties = agreements.LISTING.rows(reader, today, of_area)
    named = select(RecordArea.record_id).where(RecordArea.area_id == record_id)
    entries = select(ActionLink.action_id).where(ActionLink.record_id.in_(named))
    logged = actions.LISTING.rows(reader, today, View()).where(ID.in_(entries) | ID.in_(named))
    return AreaSheet(
        card=card,
        implemented=found[0],
        in_progress=found[1],
        not_begun=found[2],
        given_up=found[3],
        intentions=commitments.LISTING.rows(reader, today, meant).count(reader),
        agreements=Agreements(
            view=of_area,
            rows=agreements.lines(reader, today, treaties.page(reader, 0, SHOWN)),
            total=treaties.count(reader),
        ),
        visits=_visits(reader, today, of_area),
        actions=actions.lines(reader, today, logged.page(reader, 0, SHOWN)),
    )


def _promises(reader: Session, today: date, views: Sequence[View]) -> list[Promises]:
    """The first rows of several views, read together."""
    pages = [commitments.LISTING.rows(reader, today, view) for view in views]
    ids = [rows.page(reader, 0, SHOWN) for rows in pages]
    lines = {line.id: line for line in commitments.lines(reader, today, [each for some in ids for each in some])}
    return [
        Promises(view=view, rows=tuple(lines[each] for each in some if each in lines), total=rows.count(reader))
        for view, rows, some in zip(views, pages, ids, strict=True)
    ]


def _visits(reader: Session, today: date, view: View) -> Visits:
    rows = visits.LISTING.rows(reader, today, view)
    return Visits(view=view, rows=visits.lines(reader, today, rows.page(reader, 0, SHOWN)), total=rows.count(reader))
