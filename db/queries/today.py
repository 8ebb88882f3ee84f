"""What needs somebody on a day, for the page Today and for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.queries import actions, agreements, commitments, pending, visits
from db.queries.base import links
from db.queries.listing import DAY, ID, LINE, SHELF, UNDATED, Rows
from db.records.base import Period, View
from db.records.today import SHOWN, Agreements, Ahead, Attention, Commitments, ReturnOwed, Steps, Today, Visits, Week
from db.records.visits import VisitLine
from db.rules.reciprocity import OwedReturn, VisitFlow, ledger, owed_returns
from db.rules.visits import EXACT
from db.tables.commitments import Commitment
from db.tables.types import earliest, latest
from db.tables.visits import Visit
from db.vocabulary import CommitmentStatus, DateField, Kind, VisitStatus
from db.words import _

WEEKS = 6
SHOWN_OF_WEEK = 3
FAR = timedelta(days=3660)
LIMIT = 300
"""At most this many things of each kind are looked at for the weeks ahead."""
_ON_THEIR_DAYS = (VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY, VisitStatus.POSTPONED)
"""The visits that stand in a week by their dates; those put off stand by the new ones."""


def sheet(reader: Session, today: date) -> Today:
    """Everything the page Today says."""
    last = today - timedelta(days=today.weekday() + 1) + timedelta(weeks=WEEKS)
    asked = visits.LISTING.rows(reader, today, View(name="undated"))
    asked_ids = set(asked.page(reader, 0, LIMIT))
    coming = _visits(reader, today, last, LIMIT)
    undated = sorted((line for line in coming if line.id in asked_ids), key=_closes)
    soon = _ahead(reader, today, last, coming, LIMIT)
    whole = max([len(coming), *Counter(each.kind for each in soon).values()]) < LIMIT
    confirmed, to_confirm = _shown(reader, agreements.LISTING.rows(reader, today, View(name="to_confirm")))
    held, to_say = _shown(reader, visits.LISTING.rows(reader, today, View(name="to_confirm")))
    overdue, due_soon, waiting, silent = _groups(
        reader,
        today,
        _with_status(reader, today, CommitmentStatus.OVERDUE),
        _with_status(reader, today, CommitmentStatus.DUE_SOON),
        commitments.LISTING.rows(reader, today, View(name="waiting", sort="due")),
        commitments.LISTING.rows(reader, today, View(name="silent", sort="last_action")),
    )
    flows = visits.flows(reader, today)
    owed = owed_returns(flows)
    return Today(
        day=today,
        overdue=overdue,
        invitations=Visits(
            total=len(asked_ids) if len(asked_ids) < LIMIT else asked.count(reader), rows=tuple(undated[:SHOWN])
        ),
        to_say=Visits(total=held, rows=visits.lines(reader, today, to_say)),
        late_steps=_late(reader, today, DateField.NEXT_STEP),
        late_replies=_late(reader, today, DateField.REPLY_BY),
        due_soon=due_soon,
        to_confirm=Agreements(total=confirmed, rows=agreements.lines(reader, today, to_confirm)),
        waiting=waiting,
        silent=silent,
        returns_owed=_returns(reader, owed[:SHOWN], flows),
        returns=len(owed),
        weeks=_weeks(today, soon, whole=whole),
        recent=actions.window(reader, today, View(), 0, 3),
        next_dated=next(iter(soon or _far_ahead(reader, last)), None),
    )


def _closes(line: VisitLine) -> date:
    """By which visits without a date stand: the one whose time ends first, or ended, before all others."""
    return (line.window.latest if line.window is not None else None) or date.max


def _late(reader: Session, today: date, field: DateField) -> Steps:
    many, rows = pending.late(reader, today, field, SHOWN)
    return Steps(total=many, rows=rows)


def attention(reader: Session, today: date) -> Attention:
    """What the number beside Today counts, without reading any row."""
    return Attention(
        overdue=_with_status(reader, today, CommitmentStatus.OVERDUE).count(reader),
        late_steps=pending.count_late(reader, today, DateField.NEXT_STEP),
        undated=visits.count(reader, today, View(name="undated")),
        past=visits.count(reader, today, View(name="to_confirm")),
        to_confirm=agreements.count(reader, today, View(name="to_confirm")),
        late_replies=pending.count_late(reader, today, DateField.REPLY_BY),
    )


def _shown(reader: Session, found: Rows) -> tuple[int, list[int]]:
    """How many rows there are, and the ids of the first of them; counted only where these are not all."""
    ids = found.page(reader, 0, SHOWN)
    return len(ids) if len(ids) < SHOWN else found.count(reader), ids


def _groups(reader: Session, today: date, *every: Rows) -> tuple[Commitments, ...]:
    """Groups of promises, whose rows are read together: what stands beside a row is in a dozen tables."""
    shown = [_shown(reader, found) for found in every]
    wanted = sorted({number for _many, ids in shown for number in ids})
    lines = {line.id: line for line in commitments.lines(reader, today, wanted)} if wanted else {}
    return tuple(
        Commitments(total=many, rows=tuple(lines[number] for number in ids if number in lines)) for many, ids in shown
    )


def _with_status(reader: Session, today: date, status: CommitmentStatus) -> Rows:
    view = View(name="all", sort="due").narrowed_to("status", (status.value,))
    return commitments.LISTING.rows(reader, today, view)


def _waits_for_no_visit(today: date) -> ColumnElement[bool]:
    columns = Commitment.__table__.c
    return select(columns.id).where(columns.id == ID, ~commitments.awaits_visit(today)).correlate(LINE).exists()


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


def _weeks(today: date, things: Sequence[Ahead], *, whole: bool) -> tuple[Week, ...]:
    first = today - timedelta(days=today.weekday())
    by_week: list[list[Ahead]] = [[] for _ in range(WEEKS)]
    for each in things:
        by_week[(each.on - first).days // 7].append(each)
    return tuple(
        Week(monday=first + timedelta(weeks=n), things=tuple(found[:SHOWN_OF_WEEK]), total=len(found), whole=whole)
        for n, found in enumerate(by_week)
    )


def _ahead(reader: Session, first: date, last: date, coming: Sequence[VisitLine], limit: int) -> list[Ahead]:
    """What ends between two days, the nearest first; at most `limit` of each kind. `coming` are the visits."""
    held = _visits_ahead(coming, first, last)
    found = [
        *_promises_ahead(reader, first, last, limit),
        *held,
        *_awaiting_ahead(reader, first, {line.id: line for line in coming}, held),
        *_steps_ahead(reader, first, last, limit),
    ]
    return sorted(found, key=lambda each: each.on)


def _far_ahead(reader: Session, after: date) -> list[Ahead]:
    """The nearest thing of each kind that ends after a day."""
    last = after + FAR
    return _ahead(reader, after, last, _visits(reader, after, last, 1), 1)


def _promises_ahead(reader: Session, first: date, last: date, limit: int) -> list[Ahead]:
    """Open promises by their due date; what waits for a visit is not due before it."""
    every = commitments.LISTING.rows(reader, first, View(name="all", sort="due"))
    near = every.where(DAY.between(first, last), SHELF != "closed", _waits_for_no_visit(first)).page(reader, 0, limit)
    query = select(Commitment.id, Commitment.title, Commitment.due).where(Commitment.id.in_(near))
    return [
        Ahead(when=due, on=due.latest, what=title, record=number, kind=Kind.COMMITMENT.value)
        for number, title, due in reader.execute(query)
        if due is not None and due.latest is not None
    ]


def _awaiting_ahead(
    reader: Session, first: date, coming: Mapping[int, VisitLine], held: Sequence[Ahead]
) -> list[Ahead]:
    """Open promises that wait for one of the visits ahead, each under the day of its visit."""
    of_visit = {each.record: each for each in held if coming[each.record].dates == each.when}
    columns, every = Commitment.__table__.c, commitments.LISTING.rows(reader, first, View(name="all"))
    waits = select(columns.id).where(columns.depends_on.in_(list(of_visit)), commitments.awaits_visit(first))
    query = select(Commitment.id, Commitment.title, Commitment.depends_on).where(
        Commitment.id.in_(every.where(SHELF != "closed", ID.in_(waits)).select())
    )
    said = _("Waits for the visit: {title}")
    return [
        of_visit[visit].model_copy(
            update={"what": said.format(title=title), "record": number, "kind": Kind.COMMITMENT.value}
        )
        for number, title, visit in reader.execute(query.order_by(Commitment.id))
        if visit is not None
    ]


def _visits(reader: Session, first: date, last: date, limit: int) -> tuple[VisitLine, ...]:
    """The visits without a date and those nobody was invited to yet, then those with dates between two days, the
    soonest first; at most `limit` of each."""
    undated = visits.LISTING.rows(reader, first, View(name="undated"))
    everything = View(name="all", sort="dates")
    proposed = visits.LISTING.rows(reader, first, everything.narrowed_to("status", (VisitStatus.PROPOSED.value,)))
    within = select(Visit.__table__.c.id).where(earliest(Visit, "dates") <= last, latest(Visit, "dates") >= first)
    agreed = everything.narrowed_to("status", tuple(each.value for each in _ON_THEIR_DAYS))
    dated = visits.LISTING.rows(reader, first, agreed).where(ID.in_(within), UNDATED == 0)
    found = [number for rows in (undated, proposed, dated) for number in rows.page(reader, 0, limit)]
    return visits.lines(reader, first, list(dict.fromkeys(found)))


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


def _steps_ahead(reader: Session, first: date, last: date, limit: int) -> list[Ahead]:
    """Next steps and replies that are open, by the day they are due."""
    waits = _("Reply expected: {what}")
    return [
        Ahead(
            when=each.due,
            on=each.due.latest,
            what=waits.format(what=each.what) if each.field is DateField.REPLY_BY else each.what,
            record=each.record.id,
            kind=Kind.ACTION.value,
        )
        for each in pending.due_between(reader, first, last, limit)
        if each.due is not None and each.due.latest is not None
    ]
