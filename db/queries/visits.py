"""Reading visits and invitations: the rows of a view, one in full, and who owes a return."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Tuple,
    case,
    cast,
    extract,
    func,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from db.drafts import draft_of
from db.errors import BugError
from db.facts import invitation_facts
from db.lines import NEVER
from db.prepared import GIVEN, Prepared
from db.queries.base import find, head_of, links, questions, written
from db.queries.cited import cited
from db.queries.listing import (
    AREA,
    COUNTRY,
    DAY,
    ID,
    LINE,
    RECORD,
    TITLE,
    UNDATED,
    Facet,
    Listing,
    Ordered,
    by,
    by_rank,
    own,
)
from db.queries.reciprocity import returns_owed
from db.queries.settings import our_parties
from db.queries.urgency import visitor_rank
from db.queries.visit_deeds import Proposal, proposed_dates, still_proposed
from db.records.base import Link, NamedView, View, Written
from db.records.visits import InvitationCard, InvitationDraft, Leader, VisitCard, VisitDraft, VisitLine
from db.rules import visits as rules
from db.rules.periods import Period, Phase, state
from db.rules.silence import quiet_since
from db.rules.urgency import NOT_URGENT, Urgency, UrgencyFacts, urgency
from db.tables.agreements import Agreement
from db.tables.commitments import Commitment
from db.tables.people import Office
from db.tables.types import earliest
from db.tables.visits import Delegate, Invitation, Talk, Visit
from db.vocabulary import CLOSED, Kind, Rank, Reply, Strength, VisitKind, VisitStatus
from db.words import N_, _

DEFAULT_VIEW = "all"
_RANKS = {status: rank for rank, status in enumerate(VisitStatus)}
_WITHOUT_DATE = [_RANKS[each] for each in VisitStatus if each in rules.WAITING]
_AGREED = [_RANKS[each] for each in rules.AGREED]
_OPEN = [_RANKS[each] for each in (VisitStatus.PROPOSED, VisitStatus.POSTPONED)]
_ASKED = (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE)
_EXPECTED = [_RANKS[each] for each in rules.EXPECTED]
UNSETTLED = (*rules.WAITING, VisitStatus.PROPOSED, VisitStatus.POSTPONED)
_VIEWS = (
    ("undated", N_("Without a date")),
    ("scheduled", N_("Scheduled")),
    ("to_confirm", N_("To confirm")),
    ("took_place", N_("Took place")),
    ("proposed", N_("Proposed or postponed")),
    ("cancelled", N_("Cancelled")),
    ("owed", N_("Return visits owed")),
    ("all", N_("All")),
    ("unanswered", N_("Invitations without a reply")),
)
BY_STATUS = ("undated", "scheduled", "to_confirm", "took_place", "proposed", "cancelled")
"""The views of which each visit is in one, by where it stands on the day; the others are asked for something else."""


def rows(reader: Session, today: date, view: View) -> Select[int]:
    """The ids of a view in its order: the newest first; what has no date is neither last nor next, and comes after."""
    return LISTING.rows(reader, today, view).select()


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return LISTING.rows(reader, today, view).count(reader)


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[VisitLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, LISTING.rows(reader, today, view).page(reader, start, size))


def views(reader: Session) -> tuple[NamedView, ...]:
    """The views that are always there."""
    return tuple(NamedView(view=View(name=name), label=_(label)) for name, label in _VIEWS)


def _named(reader: Session, today: date, name: str, rank: ColumnElement[int]) -> ColumnElement[bool]:
    put_off = (rank == _RANKS[VisitStatus.POSTPONED]) & (UNDATED == 1)
    match name:
        case "undated":
            return rank.in_(_WITHOUT_DATE) | put_off
        case "scheduled":
            return rank.in_(_AGREED) & ~_passed(today)
        case "to_confirm":
            return rank.in_(_EXPECTED) & _passed(today)
        case "proposed":
            return rank.in_(_OPEN) & ~put_off & ~_passed(today)
        case "took_place" | "cancelled":
            return rank == _RANKS[VisitStatus(name)]
        case "unanswered":
            return rank.in_(_WITHOUT_DATE) & _unanswered(rank)
        case "owed":
            return ID.in_([each.for_visit for each in returns_owed(reader, today) if not each.agreed])
    return true()


def _passed(today: date) -> ColumnElement[bool]:
    """Whether its last day lies before today."""
    columns = Visit.__table__.c
    passed = select(columns.id).where(columns.id == ID, columns.dates_latest < today).correlate(LINE).exists()
    return (today > DAY) & (UNDATED == 0) & passed


def _unanswered(rank: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether nothing was answered since the newest invitation; one to a visit that was accepted merely repeats."""
    asked, later, other = (Invitation.__table__.alias() for _ in range(3))
    newer = select(later.c.id).where(later.c.visit == asked.c.visit, _kept(later.c.id), _given(later) > _given(asked))
    none = (asked.c.visit == ID) & (asked.c.reply == Reply.NONE_RECORDED) & _kept(asked.c.id) & ~newer.exists()
    said_yes = (other.c.visit == ID) & other.c.reply.in_([*rules.ACCEPTANCES]) & _kept(other.c.id)
    accepted = select(other.c.id).where(said_yes).correlate(LINE).exists()
    repeats = (rank == _RANKS[VisitStatus.ACCEPTED_NO_DATE]) & accepted
    return select(asked.c.id).where(none).correlate(LINE).exists() & ~repeats


def _given(asked: FromClause) -> Tuple:
    """By what the newest of several invitations is known; one without a day counts as older than any dated."""
    return tuple_(func.coalesce(asked.c.given_on_earliest, NEVER), asked.c.id)


def _kept(record: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a record is not in the Trash."""
    return select(RECORD.c.id).where(RECORD.c.id == record, ~RECORD.c.hidden).exists()


def _usual(rank: ColumnElement[int]) -> tuple[Ordered, ...]:
    return (DAY, True), (ID, True)


def _places(rank: ColumnElement[int], today: date) -> ColumnElement[Any]:
    return select(Visit.__table__.c.places).where(Visit.__table__.c.id == ID).correlate(LINE).scalar_subquery()


def _year(today: date) -> Select[Any, Any]:
    return select(ID, case((UNDATED == 1, None), else_=cast(extract("year", DAY), String)))


def _people(today: date) -> Select[Any, Any]:
    """Who came and who received."""
    columns = Visit.__table__.c
    ways = (select(columns.id, each.label("person")) for each in (columns.visitor, columns.host))
    both = union_all(*ways).subquery()
    return select(both.c.id, both.c.person)


LISTING = Listing(
    Visit,
    _named,
    _usual,
    {"status": by_rank, "title": by(TITLE), "dates": by(DAY), "places": _places},
    {
        "country": COUNTRY,
        "with": COUNTRY,
        "kind": Facet(own(Visit, "visit_kind"), word=VisitKind),
        "year": Facet(_year),
        "person": Facet(_people, record=True),
        "area": AREA,
    },
    relative=frozenset({"owed"}),
)


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[VisitLine, ...]:
    """Visits as rows, in the order of `ids`."""
    if not ids:
        return ()
    own = Visit.__table__.c.id
    items = select(func.count()).where(Talk.visit_id == own).correlate(Visit.__table__).scalar_subquery()
    found = reader.execute(select(Visit, visitor_rank(own), items).where(Visit.id.in_(ids))).all()
    by_id, ranks = {row.id: row for row, *_ in found}, {row.id: rank for row, rank, _items in found}
    asked: dict[int, list[Invitation]] = {}
    for each in _invitations(reader, ids):
        asked.setdefault(each.visit, []).append(each)
    invitations = {visit: given[-1] for visit, given in asked.items()}
    leaders = _leaders(reader, ids)
    named = links(
        reader,
        [each for row in by_id.values() for each in (row.from_party, row.to_party, row.return_of, row.visitor)]
        + [each for row in invitations.values() for each in (row.by_person, row.by_party)]
        + [each.party for found in leaders.values() for each in found],
    )
    around = _Around(
        named=named,
        asked=asked,
        follow_ups=_follow_ups(reader, ids),
        leaders=leaders,
        written=written(reader, by_id.values()),
        proposed=proposed_dates(reader, ids),
        ranks=ranks,
        programmes={row.id: many for row, _rank, many in found},
        ours=our_parties(reader),
    )
    return tuple(_line(by_id[number], around, today) for number in ids if number in by_id)


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to rows and stands in other tables, read for all of them at once."""

    named: dict[int, Link]
    asked: dict[int, list[Invitation]]
    follow_ups: dict[int, tuple[int, int]]
    leaders: dict[int, list[Delegate]]
    written: dict[int, Written]
    proposed: dict[int, Proposal]
    ranks: dict[int, Rank | None]
    """In what rank somebody comes."""
    programmes: dict[int, int]
    """How many lines their programmes have."""
    ours: frozenset[int]
    """Our side, and what stands under it."""


def _line(row: Visit, around: _Around, today: date) -> VisitLine:
    """A visit as a row, with its invitations; the one given last is shown."""
    named, asked = around.named, around.asked.get(row.id, [])
    facts = _facts(row, asked)
    invitation = asked[-1] if asked else None
    visitor = named.get(row.visitor or 0)
    inviter = named.get(invitation.by_person or invitation.by_party or 0) if invitation else None
    follow_ups, status = around.follow_ups.get(row.id, (0, 0)), rules.status(facts, today)
    proposed = still_proposed(facts, around.proposed.get(row.id)) if status in UNSETTLED else None
    leaders = sorted(around.leaders.get(row.id, ()), key=lambda each: (each.party != row.from_party, each.id))
    return VisitLine(
        id=row.id,
        title=row.title,
        status=status,
        to_confirm=rules.to_confirm(facts, today),
        kind=row.visit_kind,
        visitor=visitor.title if visitor else "",
        from_party=named.get(row.from_party or 0),
        to_party=named.get(row.to_party or 0),
        dates=rules.agreed(facts),
        proposed=_still_ahead(proposed, today),
        offered=_still_ahead(rules.offered(facts), today),
        window=rules.window(facts) if status in rules.WAITING else None,
        invited_on=invitation.given_on if invitation else None,
        invited_by=inviter.title if inviter else "",
        reply=rules.reply(facts),
        unanswered=rules.unanswered(row.stage, rules.reply(facts)),
        places=row.places,
        purpose=row.purpose,
        return_of=named.get(row.return_of or 0),
        follow_ups_open=follow_ups[0],
        follow_ups=follow_ups[1],
        last_action=row.last_action,
        programme=around.programmes[row.id],
        urgency=_urgency(row, facts, around, today),
        leaders=tuple(
            Leader(name=each.name, function=each.function, party=named.get(each.party or 0)) for each in leaders
        ),
        written=around.written[row.id],
    )


def _urgency(row: Visit, facts: rules.VisitFacts, around: _Around, today: date) -> Urgency:
    """How urgent it is to find a date for a visit: within the time for which it was invited or, once that is over,
    before the dates on offer. One that has lapsed has to be asked for anew."""
    now = rules.status(facts, today)
    if now not in _ASKED:
        return NOT_URGENT
    time = _still_ahead(rules.window(facts), today) or _still_ahead(rules.dates(facts), today)
    goes, comes = (each in around.ours for each in (row.from_party, row.to_party))
    return urgency(
        UrgencyFacts(
            opens=time.earliest if time is not None else None,
            closes=time.latest if time is not None else None,
            visit_kind=row.visit_kind,
            rank=around.ranks[row.id],
            strength=Strength.INVITATION,
            quiet_since=quiet_since(row.last_action, around.written[row.id].created_at.date()),
            turn=rules.turn(facts, now, ours_go=goes, they_come=comes),
        ),
        today,
    )


def _still_ahead(period: Period | None, today: date) -> Period | None:
    """A time nobody has agreed to, unless it has passed: what has passed is no proposal any more."""
    return None if state(period, today).phase is Phase.PAST else period


def _facts(row: Visit, asked: Sequence[Invitation]) -> rules.VisitFacts:
    """A visit as the rules see it, its invitations in the order in which they were recorded."""
    given = tuple(invitation_facts(each) for each in sorted(asked, key=_number))
    return rules.VisitFacts(row.stage, row.dates, given)


def standing_invitations(reader: Session, ids: Sequence[int]) -> dict[int, int]:
    """The invitations to these visits that no other has replaced, each with its visit."""
    rows = {row.id: row for row in reader.scalars(select(Visit).where(Visit.id.in_(ids)))}
    asked = _invitations(reader, ids)
    stand = {
        visit: set(rules.standing(_facts(row, [each for each in asked if each.visit == visit])))
        for visit, row in rows.items()
    }
    return {each.id: each.visit for each in asked if invitation_facts(each) in stand[each.visit]}


def _number(row: Invitation) -> int:
    return row.id


def _leaders(reader: Session, visits: Sequence[int]) -> dict[int, list[Delegate]]:
    """Those who lead a delegation, by the visit."""
    found: dict[int, list[Delegate]] = {}
    for each in reader.scalars(select(Delegate).where(Delegate.visit_id.in_(visits), Delegate.leads)):
        found.setdefault(each.visit_id, []).append(each)
    return found


def _invitations(reader: Session, visits: Sequence[int]) -> Sequence[Invitation]:
    query = select(Invitation).where(Invitation.visit.in_(visits), ~Invitation.hidden)
    return reader.scalars(query.order_by(earliest(Invitation, "given_on"), Invitation.id)).all()


# Cast: the sum of a truth value is read as one again, and six open ones would be one.
_FOLLOW_UPS = Prepared(
    select(Commitment.origin, func.sum(cast(Commitment.progress.not_in(CLOSED), Integer)), func.count())
    .where(Commitment.origin.in_(GIVEN), ~Commitment.hidden)
    .group_by(Commitment.origin)
)


def _follow_ups(reader: Session, visits: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Open and all commitments made at each visit."""
    return {visit: (still, every) for visit, still, every in _FOLLOW_UPS(reader, visits)}


def card(reader: Session, today: date, record_id: int) -> VisitCard:
    """One visit in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.VISIT)
    draft = draft_of(row)
    if not isinstance(row, Visit) or not isinstance(draft, VisitDraft):
        raise BugError("a visit is not in its table")
    office = reader.get(Office, row.office) if row.office is not None else None
    line = lines(reader, today, [record_id])[0]
    asked = _invitations(reader, [record_id])
    facts = _facts(row, asked)
    stand = set(rules.standing(facts))
    off = rules.programme_note(facts, [talk.day for talk in draft.talks], today)
    settled = () if line.unanswered else ("reply",)
    return VisitCard(
        head=head_of(reader, row),
        line=line,
        draft=draft,
        invitations=tuple(_invitation(reader, each, invitation_facts(each) in stand, settled) for each in asked),
        returned_by=_linked(reader, select(Visit.id).where(Visit.return_of == record_id, ~Visit.hidden)),
        agreements=_linked(reader, select(Agreement.id).where(Agreement.visit == record_id, ~Agreement.hidden)),
        commitments=_linked(
            reader,
            select(Commitment.id).where(
                (Commitment.origin == record_id) | (Commitment.depends_on == record_id), ~Commitment.hidden
            ),
        ),
        citations=cited(reader, record_id, () if line.unanswered else ("acceptance",)),
        questions=questions(reader, record_id),
        warnings=(
            *rules.soft_warnings(row.visit_kind, office.rank if office else Rank.NOT_STATED),
            *((off,) if off else ()),
        ),
    )


def invitation(reader: Session, record_id: int, settled: Collection[str] = ()) -> InvitationCard:
    """One invitation in full, without the silence of sources on what is settled; NotFound where there is none of that
    number."""
    row = find(reader, record_id, Kind.INVITATION)
    if not isinstance(row, Invitation):
        raise BugError("an invitation is not in its table")
    visit = reader.get_one(Visit, row.visit)
    stand = rules.standing(_facts(visit, _invitations(reader, [visit.id])))
    return _invitation(reader, row, invitation_facts(row) in stand, settled)


def _invitation(reader: Session, row: Invitation, stands: bool, settled: Collection[str] = ()) -> InvitationCard:
    draft = draft_of(row)
    if not isinstance(draft, InvitationDraft):
        raise BugError("an invitation is not in its table")
    named = links(reader, [row.visit, row.by_person, row.by_party, row.to_person, row.to_party])

    def one_of(*ids: int | None) -> str:
        return next((named[each].title for each in ids if each is not None), "")

    return InvitationCard(
        head=head_of(reader, row),
        draft=draft,
        visit=named[row.visit],
        by=one_of(row.by_person, row.by_party),
        to=one_of(row.to_person, row.to_party),
        citations=cited(reader, row.id, settled),
        stands=stands,
    )


def _linked(reader: Session, query: Select[int]) -> tuple[Link, ...]:
    ids = reader.scalars(query.order_by(None)).all()
    found = links(reader, ids)
    return tuple(found[each] for each in ids)
