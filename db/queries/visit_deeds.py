"""What has to be known to move a visit on: what was proposed, what else is held then, which visits are a pair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.lines import FAR, NEVER
from db.queries.base import find, links
from db.records.base import Link
from db.records.visits import VisitCard
from db.rules import visits as rules
from db.rules.periods import Period
from db.tables.actions import Action, ActionLink
from db.tables.status import Line
from db.tables.types import earliest, latest
from db.tables.visits import Visit
from db.vocabulary import Kind, VisitStage

_DECIDED = (
    VisitStage.INVITED,
    VisitStage.DATES_AGREED,
    VisitStage.COMPLETED,
    VisitStage.POSTPONED,
    VisitStage.CANCELLED,
)

Proposal = tuple[date, Period]
"""The day on which dates were proposed, and the dates."""


def proposed_dates(reader: Session, visits: Sequence[int]) -> dict[int, Proposal]:
    """The dates last proposed for each visit, unless something was decided or the invitation renewed since."""
    counts = latest(Action, "proposed").is_not(None) | Action.stage_after.in_(_DECIDED)
    query = (
        select(ActionLink.record_id, Action.on, Action.proposed)
        .join(Action, Action.id == ActionLink.action_id)
        .where(ActionLink.record_id.in_(visits), ~Action.hidden, counts)
        .order_by(Action.on, Action.id)
    )
    newest = {record: (day, period) for record, day, period in reader.execute(query)}
    return {record: (day, period) for record, (day, period) in newest.items() if period is not None}


def still_proposed(facts: rules.VisitFacts, last: Proposal | None) -> Period | None:
    """The dates proposed last, unless that was for an invitation that another has replaced."""
    stands = rules.standing(facts)
    given = stands[0].given_on if len(stands) < len(facts.invitations) and stands else None
    replaced = last is not None and given is not None and given.earliest is not None and last[0] < given.earliest
    return last[1] if last is not None and not replaced else None


def facts_of(card: VisitCard) -> rules.VisitFacts:
    """A visit as the rules see it."""
    in_order = sorted((each.head.id, each.draft) for each in card.invitations)
    given = tuple(
        rules.InvitationFacts(draft.given_on, draft.window, draft.reply, draft.renews) for _, draft in in_order
    )
    return rules.VisitFacts(card.draft.stage, card.draft.dates, given)


def on_same_days(reader: Session, visit: int, parties: Sequence[int], dates: Period) -> tuple[Link, ...]:
    """Other visits of these parties that are held on some of the same days; a month or a year proves nothing."""
    if dates.precision not in rules.EXACT:
        return ()
    concerned = Visit.from_party.in_(parties) | Visit.to_party.in_(parties)
    meets = (earliest(Visit, "dates") <= dates.latest) & (latest(Visit, "dates") >= dates.earliest)
    off = (VisitStage.POSTPONED, VisitStage.CANCELLED)
    shown = select(Line.record_id).where(Line.kind == Kind.VISIT, Line.day.not_in((FAR, NEVER)))
    query = select(Visit).where(Visit.id != visit, Visit.id.in_(shown), concerned, meets, Visit.stage.not_in(off))
    found = [row.id for row in reader.scalars(query) if row.dates and row.dates.precision in rules.EXACT]
    named = links(reader, found)
    return tuple(named[each] for each in found)


def may_return(reader: Session, visit: int) -> tuple[Link, ...]:
    """The visits that may be the return of this one, or this one of theirs: the other way and without a pair yet."""
    row = find(reader, visit, Kind.VISIT)
    if not isinstance(row, Visit) or None in (row.from_party, row.to_party):
        return ()
    back = aliased(Visit, flat=True)
    returned = select(back.id).where(back.return_of == Visit.id, ~back.hidden).exists()
    query = select(Visit.id).where(
        Visit.from_party == row.to_party,
        Visit.to_party == row.from_party,
        ~Visit.hidden,
        Visit.return_of.is_(None),
        ~returned,
    )
    found = reader.scalars(query.order_by(Visit.id)).all()
    named = links(reader, found)
    return tuple(named[each] for each in found)
