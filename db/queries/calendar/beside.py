"""What stands beside the days of a calendar: days off of both sides, the countries to choose from, what has no date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import working_days
from db.lines import FAR, NEVER, ranked
from db.queries import agreements, commitments, visits
from db.queries.base import by_title
from db.queries.listing import DAY, Rows
from db.queries.settings import our_side
from db.records.base import Link, View
from db.records.calendar import AllUndated, CalendarWish, DaysOff, Holiday, Undated
from db.tables.agreements import Agreement
from db.tables.parties import Party
from db.tables.search import Concern
from db.vocabulary import AgreementStatus, Kind

MOST_UNDATED = 200
"""So many of what has no date are named; the tables list all of it."""
_OVER = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)


def days_off(reader: Session, wish: CalendarWish) -> DaysOff:
    """The weekend of ours, and the holidays of our side and of the country that is asked for; nothing is claimed of
    what nobody chose, nor of a country whose holidays are not known."""
    ours = working_days.country(reader)
    theirs = _other(reader, wish.country)
    codes = dict.fromkeys(each for each in (ours, theirs) if each in working_days.supported()) if ours or theirs else {}
    return DaysOff(
        holidays=tuple(sorted(_holidays(reader, wish, tuple(codes)), key=lambda each: (each.day, each.country))),
        weekend=working_days.of(reader).weekend,
    )


def _other(reader: Session, country: int | None) -> str:
    """The code of the country that is asked for; else of the one that is followed, where it is one alone."""
    if country is not None:
        return reader.scalar(select(Party.code).where(Party.id == country)) or ""
    followed = select(Party.code).where(Party.followed, ~Party.hidden, Party.id != (our_side(reader) or 0)).limit(2)
    codes = reader.scalars(followed).all()
    return codes[0] or "" if len(codes) == 1 else ""


def _holidays(reader: Session, wish: CalendarWish, codes: tuple[str, ...]) -> Iterator[Holiday]:
    for code in codes:
        for which in range(wish.first.year, wish.last.year + 1):
            for each in working_days.year(reader, code, which):
                if wish.first <= each.day <= wish.last and not each.struck:
                    yield Holiday(day=each.day, name=each.name, country=code, expected=each.expected)


def countries(reader: Session) -> tuple[Link, ...]:
    """The parties that something concerns, by their titles: those a calendar can be narrowed to."""
    concerned = Party.id.in_(select(Concern.party_id))
    return by_title(reader, select(Party.id).where(~Party.hidden, Party.followed | concerned))


def undated(reader: Session, today: date, kinds: tuple[Kind, ...] = (), country: int | None = None) -> AllUndated:
    """Invitations, commitments and agreements that are open and have no date: as their tables count them."""
    total, found = 0, list[Undated]()
    for kind, rows in _rows(reader, today, country):
        if kinds and kind not in kinds:
            continue
        total += rows.count(reader)
        ids = rows.page(reader, 0, MOST_UNDATED - len(found))
        found += _named(reader, today, kind, ids)
    return AllUndated(lines=tuple(found), total=total)


def _rows(reader: Session, today: date, country: int | None) -> Iterator[tuple[Kind, Rows]]:
    yield Kind.VISIT, visits.LISTING.rows(reader, today, View.about(country, "undated"))
    yield Kind.COMMITMENT, commitments.LISTING.rows(reader, today, View.about(country, "undated"))
    every = agreements.LISTING.rows(reader, today, View.about(country))
    over = [place for place, each in enumerate(AgreementStatus) if each in _OVER]
    _, rank = ranked(reader, Agreement, today)
    yield Kind.AGREEMENT, every.where(DAY.in_((FAR, NEVER)), rank.not_in(over))


def _named(reader: Session, today: date, kind: Kind, ids: list[int]) -> Iterator[Undated]:
    if kind is Kind.VISIT:
        for line in visits.lines(reader, today, ids):
            asked = line.proposed or line.window
            note = asked.display() if asked is not None else ""
            yield Undated(id=line.id, kind=kind, title=line.title, note=note, status=line.status)
    elif kind is Kind.COMMITMENT:
        for each in commitments.lines(reader, today, ids):
            said = each.due.as_written if each.due is not None else ""
            yield Undated(id=each.id, kind=kind, title=each.title, note=said, status=each.status)
    else:
        for one in agreements.lines(reader, today, ids):
            yield Undated(id=one.id, kind=kind, title=one.title, note="", status=one.status)
