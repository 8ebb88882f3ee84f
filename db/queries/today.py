"""What needs somebody on a day, for the page Today and for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db import working_days
from db.queries import actions, agreements, commitments, pending, reciprocity, reminders, visits
from db.queries.awaited import awaits_visit
from db.queries.base import links, weekly
from db.queries.forecast import set_between
from db.queries.listing import DAY, ID, LINE, SHELF, Rows
from db.queries.settings import our_side
from db.records.agreements import AgreementLine
from db.records.base import Period, View
from db.records.pending import Pending
from db.records.reminders import SNOOZED
from db.records.today import (
    SHOWN,
    AgreementReminder,
    AgreementReminders,
    Agreements,
    Ahead,
    Attention,
    Commitments,
    Jubilee,
    Jubilees,
    Reminders,
    ReturnOwed,
    Since,
    Steps,
    Today,
    VisitReminder,
    VisitReminders,
    Visits,
    Week,
)
from db.records.visits import VisitLine
from db.rules import today as groups
from db.rules.anniversaries import returns, round_in
from db.rules.reciprocity import OwedReturn, VisitFlow, ledger, owed_returns
from db.rules.reminders import MIDNIGHT
from db.rules.visits import EXACT, WAITING
from db.tables.actions import Action, ActionLink, comes_in
from db.tables.commitments import Commitment
from db.tables.parties import Anniversary
from db.tables.reminders import RecordDate
from db.tables.types import earliest, latest
from db.tables.visits import Invitation, Visit
from db.vocabulary import CommitmentStatus, DateField, Kind, VisitStatus
from db.words import _

WEEKS = 6
SHOWN_OF_WEEK = 3
FAR = timedelta(days=3660)
_ON_THEIR_DAYS = (VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY, VisitStatus.POSTPONED)
"""The visits that stand in a week by their dates; those put off stand by the new ones."""
_AHEAD = tuple(each.value for each in VisitStatus if each in {*_ON_THEIR_DAYS, *WAITING, VisitStatus.PROPOSED})
"""Those that may stand in a week, by their dates, those on offer or the end of their time."""

Narrowed = Callable[[Select[*tuple[Any, ...]]], Select[Any]]
"""Leaves the nearest rows of an `id` and a `day`, each with how many there are of its week (`many`)."""


def sheet(reader: Session, today: date, at: str = MIDNIGHT) -> Today:
    """Everything the page Today says, at a time of the day."""
    monday = today - timedelta(days=today.weekday())
    last = monday + timedelta(weeks=WEEKS, days=-1)
    asked, held = (visits.LISTING.rows(reader, today, View(name=name)) for name in ("undated", "to_confirm"))
    asked = _by_its_end(asked, today)
    confirm = agreements.LISTING.rows(reader, today, View(name="to_confirm"))
    promised = (
        _with_status(reader, today, CommitmentStatus.OVERDUE),
        _with_status(reader, today, CommitmentStatus.DUE_SOON),
        commitments.LISTING.rows(reader, today, View(name="can_go_on", sort="due")),
        commitments.LISTING.rows(reader, today, View(name="waiting", sort="due")),
        commitments.LISTING.rows(reader, today, View(name="silent", sort="last_action")),
    )
    fires = _fires(reader, today, at, (*reversed(promised), confirm))
    lists = (asked, held, confirm, *promised)
    near = _visits_within(reader, today, today, last)
    log = actions.LISTING.rows(reader, today, View())
    *first, near_ids, recent = _first(reader, *((rows, SHOWN) for rows in lists), (near, -1), (log, 3))
    invited, to_say, confirmed, *kept = _counted(reader, lists, first)
    spoken = [line.record.id for line in fires[groups.VISITS].rows]
    on_hand = {line.id: line for line in _lines(reader, today, [*invited[1], *to_say[1], *spoken, *near_ids])}
    soon = _ahead(
        reader, today, last, [on_hand[each] for each in near_ids], partial(weekly, monday=monday, most=SHOWN_OF_WEEK)
    )
    overdue, due_soon, can_go_on, waiting, silent = _groups(reader, today, kept)
    agreed = fires[groups.AGREEMENTS]
    about = [*dict.fromkeys([*confirmed[1], *(line.record.id for line in agreed.rows)])]
    of_agreements = {line.id: line for line in agreements.lines(reader, today, about)}
    waits = pending.waiting(reader, today, SHOWN)
    flows = reciprocity.flows(reader, today)
    owed = [each for each in owed_returns(flows) if not each.agreed]
    return Today(
        day=today,
        ours=our_side(reader),
        overdue=overdue,
        coming=_coming(fires[groups.VISITS], on_hand),
        invitations=Visits(total=invited[0], rows=tuple(on_hand[each] for each in invited[1])),
        to_say=Visits(total=to_say[0], rows=tuple(on_hand[each] for each in to_say[1])),
        late_steps=_late(waits.steps),
        late_replies=_late(waits.replies),
        due_soon=due_soon,
        steps=_reminders(fires[groups.STEPS]),
        to_confirm=Agreements(total=confirmed[0], rows=tuple(of_agreements[each] for each in confirmed[1])),
        agreements=_agreements(agreed, of_agreements),
        can_go_on=can_go_on,
        waiting=waiting,
        awaited=_late(waits.awaited),
        anniversaries=_anniversaries(reader, fires[groups.ANNIVERSARIES]),
        silent=silent,
        returns_owed=_returns(reader, owed[:SHOWN], flows),
        returns=len(owed),
        weeks=_weeks(monday, soon),
        recent=actions.lines(reader, today, recent),
        next_dated=next(iter(soon.things or _far_ahead(reader, last)), None),
        reminders=_reminders(fires[groups.OTHERS]),
        put_off=_reminders(fires[SNOOZED]),
    )


def _by_its_end(asked: Rows, today: date) -> Rows:
    """Visits without a date: the one whose time ends first, or ended, before all others."""
    time = RecordDate.__table__.c
    stands = (time.record_id == ID) & (time.field == DateField.WINDOW) & (time.holds_from <= today)
    ends = select(func.min(time.closes)).where(stands, time.holds_until >= today).correlate(LINE).scalar_subquery()
    return replace(asked, order=((func.coalesce(ends, date.max), False), *asked.order))


def since(reader: Session, day: date, today: date) -> Since | None:
    """What happened since a day on which somebody looked; None where that was today or on the working day before."""
    if day >= working_days.of(reader).before(today - timedelta(days=1)):
        return None
    overdue = _with_status(reader, today, CommitmentStatus.OVERDUE).where(day <= DAY)
    came = select(func.count()).select_from(Action).where(~Action.hidden, comes_in(Action.__table__.c))
    return Since(
        day=day,
        today=today,
        overdue=overdue.count(reader),
        late_steps=pending.count_late(reader, today, DateField.NEXT_STEP, since=day),
        late_replies=pending.count_late(reader, today, DateField.REPLY_BY, since=day),
        past=_with_dates_since(reader, today, day).count(reader),
        replies=reader.scalar(came.where(Action.on > day, Action.on <= today)) or 0,
    )


def _with_dates_since(reader: Session, today: date, day: date) -> Rows:
    """The visits past their dates whose last day is not before a day."""
    dates = select(Visit.__table__.c.id).where(Visit.__table__.c.id == ID, Visit.__table__.c.dates_latest >= day)
    past = visits.LISTING.rows(reader, today, View(name="to_confirm"))
    return past.where(dates.correlate(LINE).exists())


def _fires(reader: Session, today: date, at: str, lists: Sequence[Rows]) -> Mapping[str, reminders.Firing]:
    """What fires, by the groups of Today; what one of its lists shows already is not said again."""
    whose = RecordDate.__table__
    listed = [rows.ids.where(whose.c.record_id == ID).correlate(whose).exists() for rows in lists]
    sorting = reminders.Sorting(groups.group_of, groups.may_be_listed, listed)
    found = reminders.firing(reader, today, sorting, SHOWN, at)
    return {name: found.get(name, reminders.Firing()) for name in (*groups.GROUPS, SNOOZED)}


def _lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[VisitLine, ...]:
    """Visits as rows, each once."""
    return visits.lines(reader, today, [*dict.fromkeys(ids)])


def _reminders(fires: reminders.Firing) -> Reminders:
    return Reminders(total=fires.total, rows=fires.rows)


def _coming(fires: reminders.Firing, lines: Mapping[int, VisitLine]) -> VisitReminders:
    found = (VisitReminder(visit=lines[line.record.id], reminder=line) for line in fires.rows)
    return VisitReminders(total=fires.total, rows=tuple(found))


def _agreements(fires: reminders.Firing, lines: Mapping[int, AgreementLine]) -> AgreementReminders:
    found = (AgreementReminder(agreement=lines[line.record.id], reminder=line) for line in fires.rows)
    return AgreementReminders(total=fires.total, rows=tuple(found))


def _anniversaries(reader: Session, fires: reminders.Firing) -> Jubilees:
    """Anniversaries, each with how many years it will be: an occurrence is counted from the day on which it returns."""
    query = select(Anniversary.id, Anniversary.first).where(Anniversary.id.in_([line.about for line in fires.rows]))
    firsts = {number: first for number, first in reader.execute(query)} if fires.rows else {}
    found = (
        Jubilee(
            reminder=line,
            when=returns(firsts[line.about], line.computed_from),
            years=round_in(firsts[line.about], line.computed_from.year) or 0,
        )
        for line in fires.rows
    )
    return Jubilees(total=fires.total, rows=tuple(found))


def _late(found: tuple[int, tuple[Pending, ...]]) -> Steps:
    return Steps(total=found[0], rows=found[1])


def attention(reader: Session, today: date) -> Attention:
    """What the number beside Today counts, without reading any row."""
    return Attention(
        overdue=_with_status(reader, today, CommitmentStatus.OVERDUE).count(reader),
        late_steps=pending.count_late(reader, today, DateField.NEXT_STEP),
        undated=visits.count(reader, today, View(name="undated")),
        past=visits.count(reader, today, View(name="to_confirm")),
        to_confirm=agreements.count(reader, today, View(name="to_confirm")),
        late_replies=pending.count_late(reader, today, DateField.REPLY_BY),
        can_go_on=commitments.count(reader, today, View(name="can_go_on")),
    )


def _first(reader: Session, *every: tuple[Rows, int]) -> list[list[int]]:
    """The ids of the first rows of some lists, so many of each."""
    first = [rows.select().limit(many).subquery() for rows, many in every]
    ids: list[list[int]] = [[] for _ in every]
    together = union_all(*(select(literal(n).label("which"), each) for n, each in enumerate(first)))
    for which, number in reader.execute(together):
        ids[which].append(number)
    return ids


def _counted(reader: Session, every: Sequence[Rows], first: Sequence[list[int]]) -> list[tuple[int, list[int]]]:
    """How many rows some lists have, beside the first of them; counted only where these are not all."""
    return [(len(ids) if len(ids) < SHOWN else rows.count(reader), ids) for rows, ids in zip(every, first, strict=True)]


def _groups(reader: Session, today: date, shown: Sequence[tuple[int, list[int]]]) -> tuple[Commitments, ...]:
    """Groups of promises, whose rows are read together: what stands beside a row is in a dozen tables."""
    wanted = sorted({number for _many, ids in shown for number in ids})
    lines = {line.id: line for line in commitments.lines(reader, today, wanted)}
    return tuple(
        Commitments(total=many, rows=tuple(lines[number] for number in ids if number in lines)) for many, ids in shown
    )


def _with_status(reader: Session, today: date, status: CommitmentStatus) -> Rows:
    view = View(name="all", sort="due").narrowed_to("status", (status.value,))
    return commitments.LISTING.rows(reader, today, view)


def _waits_for_no_visit(today: date) -> ColumnElement[bool]:
    columns = Commitment.__table__.c
    return select(columns.id).where(columns.id == ID, ~awaits_visit(today)).correlate(LINE).exists()


def _returns(reader: Session, owed: Sequence[OwedReturn], flows: Sequence[VisitFlow]) -> tuple[ReturnOwed, ...]:
    named = links(reader, [i for e in owed for i in (e.visitor_party, e.host_party, e.for_visit, e.invited_visit)])
    found = []
    for each in owed:
        sides = ledger(each.host_party, each.visitor_party, flows)
        found.append(
            ReturnOwed(
                owes=named[each.visitor_party],
                owed=named[each.host_party],
                for_visit=named[each.for_visit],
                since=each.since,
                invited=named.get(each.invited_visit or 0),
                paid=len(sides.paid_by_a),
                returned=len(sides.paid_by_b),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Near:
    """What ends in some weeks, the nearest first, and how much more there is in the week of a day than what is here."""

    things: list[Ahead]
    more: Counter[date] = field(default_factory=Counter)


def _weeks(first: date, near: _Near) -> tuple[Week, ...]:
    by_week: list[list[Ahead]] = [[] for _ in range(WEEKS)]
    totals = [0] * WEEKS
    for each in near.things:
        by_week[(each.on - first).days // 7].append(each)
        totals[(each.on - first).days // 7] += 1
    for day, many in near.more.items():
        totals[(day - first).days // 7] += many
    return tuple(
        Week(monday=first + timedelta(weeks=n), things=tuple(found[:SHOWN_OF_WEEK]), total=totals[n])
        for n, found in enumerate(by_week)
    )


def _ahead(reader: Session, first: date, last: date, coming: Sequence[VisitLine], narrowed: Narrowed) -> _Near:
    """What ends between two days, the nearest first: of the visits `coming`, and of all else what narrowing leaves."""
    held = _visits_ahead(coming, first, last)
    counted = [
        *_promises_ahead(reader, first, last, narrowed),
        *((each, 1) for each in held),
        *_awaiting_ahead(reader, first, {line.id: line for line in coming}, held),
        *_steps_ahead(reader, first, last, narrowed),
        *((each, _stands_for(place, many)) for each, place, many in set_between(reader, first, last, narrowed)),
    ]
    near = _Near(sorted((each for each, _many in counted), key=lambda each: each.on))
    for each, many in counted:
        near.more[each.on] += many - 1
    return near


def _far_ahead(reader: Session, after: date) -> list[Ahead]:
    """The nearest thing of each kind that ends after a day."""
    first, last = after + timedelta(days=1), after + FAR
    coming = visits.lines(reader, first, [*reader.scalars(_visits_within(reader, first, first, last).select())])
    return _ahead(reader, first, last, coming, _nearest).things


def _nearest(rows: Select[*tuple[Any, ...]]) -> Select[Any]:
    found = rows.subquery()
    return (
        select(*found.c, literal(1).label("place"), literal(1).label("many")).order_by(found.c.day, found.c.id).limit(1)
    )


def _promises_ahead(reader: Session, first: date, last: date, narrowed: Narrowed) -> list[tuple[Ahead, int]]:
    """Open promises by their due date; what waits for a visit is not due before it."""
    every = commitments.LISTING.rows(reader, first, View(name="all"))
    near = every.where(DAY.between(first, last), SHELF != "closed", _waits_for_no_visit(first)).ids
    columns = ID.label("id"), DAY.label("day")
    few = narrowed(near.with_only_columns(*columns, maintain_column_froms=True)).subquery()
    query = select(Commitment.id, Commitment.title, Commitment.due, few.c.place, few.c.many)
    return [
        (
            Ahead(when=due, on=due.latest, what=title, record=number, kind=Kind.COMMITMENT.value),
            _stands_for(place, many),
        )
        for number, title, due, place, many in reader.execute(query.join(few, few.c.id == Commitment.id))
        if due is not None and due.latest is not None
    ]


def _stands_for(place: int, many: int) -> int:
    """For how many things of its week one of the first of them stands: the last of those that are named stands for all
    that are not."""
    return many - place + 1 if place == SHOWN_OF_WEEK else 1


def _awaiting_ahead(
    reader: Session, first: date, coming: Mapping[int, VisitLine], held: Sequence[Ahead]
) -> list[tuple[Ahead, int]]:
    """Open promises that wait for one of the visits ahead, each under the day of its visit."""
    of_visit = {each.record: each for each in held if coming[each.record].dates == each.when}
    if not of_visit:
        return []
    own, every = Commitment.__table__.c, commitments.LISTING.rows(reader, first, View(name="all"))
    waits = select(own.id).where(own.depends_on.in_(list(of_visit)), awaits_visit(first))
    place = func.row_number().over(partition_by=own.depends_on, order_by=own.id).label("place")
    many = func.count().over(partition_by=own.depends_on).label("many")
    counted = select(own.id, place, many)
    few = counted.where(own.id.in_(every.where(SHELF != "closed", ID.in_(waits)).ids)).subquery()
    query = select(Commitment.id, Commitment.title, Commitment.depends_on, few.c.place, few.c.many)
    query = query.join(few, few.c.id == Commitment.id).where(few.c.place <= SHOWN_OF_WEEK)
    said = _("Waits for the visit: {title}")
    return [
        (
            of_visit[visit].model_copy(
                update={"what": said.format(title=title), "record": number, "kind": Kind.COMMITMENT.value}
            ),
            _stands_for(place_, many_),
        )
        for number, title, visit, place_, many_ in reader.execute(query.order_by(Commitment.id))
        if visit is not None
    ]


def _visits_within(reader: Session, today: date, first: date, last: date) -> Rows:
    """The visits that may stand between two days: by their dates, those on offer, or the end of their time."""
    dates = select(Visit.__table__.c.id).where(earliest(Visit, "dates") <= last, latest(Visit, "dates") >= first)
    windows = select(Invitation.visit).where(latest(Invitation, "window").between(first, last))
    on_offer = (
        select(ActionLink.record_id)
        .join(Action, Action.id == ActionLink.action_id)
        .where(earliest(Action, "proposed") <= last, latest(Action, "proposed") >= first)
    )
    every = visits.LISTING.rows(reader, today, View(name="all", sort="dates").narrowed_to("status", _AHEAD))
    within = or_(*(ID.in_(each) for each in (dates, windows, on_offer)))
    return every.where(within)


def _visits_ahead(coming: Sequence[VisitLine], first: date, last: date) -> list[Ahead]:
    """Visits by their dates, or by those on offer; and the end of the time that an invitation without dates names."""
    proposed, ends = _("Proposed: {title}"), _("Window closes: {title}")
    found = []
    for line in coming:
        agreed = "{title}" if line.status is not VisitStatus.PROPOSED else proposed
        said = [(line.dates, _stands_under(line.dates, first), agreed, False)]
        if line.dates is None:
            on_offer, window = line.on_offer(), line.window  # of an invitation that stands while there is no date
            said = [(on_offer, _stands_under(on_offer, first), proposed, False)]
            said.append((window, window.latest if window is not None else None, ends, True))
        found += [
            Ahead(
                when=when,
                on=on,
                what=words.format(title=line.title),
                record=line.id,
                kind=Kind.VISIT.value,
                closes=closes,
            )
            for when, on, words, closes in said
            if when is not None and on is not None and first <= on <= last
        ]
    return found


def _stands_under(dates: Period | None, today: date) -> date | None:
    """The first day of a visit, or today while it is under way; of one known to the month or year its last day."""
    if dates is None or dates.earliest is None or dates.latest is None or dates.precision not in EXACT:
        return dates.latest if dates is not None else None
    return max(dates.earliest, today) if dates.latest >= today else dates.latest


def _steps_ahead(reader: Session, first: date, last: date, narrowed: Narrowed) -> list[tuple[Ahead, int]]:
    """Next steps and replies that are open, by the day they are due."""
    waits = _("Reply expected: {what}")
    return [
        (
            Ahead(
                when=each.due,
                on=each.due.latest,
                what=waits.format(what=each.what) if each.field is DateField.REPLY_BY else each.what,
                record=each.record.id,
                kind=Kind.ACTION.value,
            ),
            _stands_for(place, many),
        )
        for each, place, many in pending.due_between(reader, first, last, narrowed)
        if each.due is not None and each.due.latest is not None
    ]
