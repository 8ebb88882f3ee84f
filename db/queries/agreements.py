"""Reading agreements: the rows of a view, and one in full with its life."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Float,
    Integer,
    Select,
    case,
    cast,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, selectinload

from db.drafts import draft_of
from db.errors import BugError
from db.facts import agreement_facts
from db.lines import FAR
from db.queries.base import areas, find, head_of, links, questions, written
from db.queries.cited import cited
from db.queries.listing import (
    AREA,
    COUNTRY,
    DAY,
    ID,
    LAST,
    LINE,
    SHELF,
    TITLE,
    Facet,
    Listing,
    Ordered,
    by,
    by_rank,
    own,
)
from db.queries.settings import our_parties
from db.queries.urgency import visit_on
from db.records.agreements import AgreementCard, AgreementDraft, AgreementLine, LifeStage, Notice, StepDraft
from db.records.base import Link, NamedView, Period, View, Written
from db.rules import agreements as rules
from db.rules import notice, terms
from db.rules.silence import quiet_since
from db.rules.steps import CONSENTS, SIGNATURES
from db.rules.urgency import WEIGHTS, Urgency, UrgencyFacts, urgency
from db.tables.agreements import Agreement, Step
from db.tables.visits import Visit
from db.vocabulary import AgreementKind, AgreementStatus, Kind, LegalCharacter, StepKind, StepState
from db.words import N_, _

DEFAULT_VIEW = "all"
_STATUSES = tuple(AgreementStatus)
_SIGNED = tuple(
    _STATUSES.index(each)
    for each in (
        AgreementStatus.SIGNED,
        AgreementStatus.PARTLY_CONSENTED,
        AgreementStatus.ALL_CONSENTED,
        AgreementStatus.PROVISIONAL,
    )
)
_TERM_ENDED = _STATUSES.index(AgreementStatus.TERM_ENDED)
_FINISHED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
_OVER = (AgreementStatus.TERM_ENDED, *_FINISHED)
_ENDED = tuple(map(_STATUSES.index, _FINISHED))
_VIEWS = (
    ("signed", N_("Signed, not in force")),
    ("to_confirm", N_("To confirm")),
    ("in_force", N_("In force")),
    ("ending", N_("Ending within a year")),
    ("all", N_("All")),
    ("quiet", N_("Nothing done for five years")),
)
_ENTERED = ("in_force", "entry_mode")
"""What of its entry into force no source has to say any more once it is in force, or never need be."""
QUIET = timedelta(days=5 * 365)


def rows(reader: Session, today: date, view: View) -> Select[int]:
    """The ids of a view in its order: what is to be confirmed first, then by title."""
    return LISTING.rows(reader, today, view).select()


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return LISTING.rows(reader, today, view).count(reader)


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[AgreementLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, LISTING.rows(reader, today, view).page(reader, start, size))


def views(reader: Session) -> tuple[NamedView, ...]:
    """The views that are always there."""
    return tuple(NamedView(view=View(name=name), label=_(label)) for name, label in _VIEWS)


def _named(reader: Session, today: date, name: str, rank: ColumnElement[int]) -> ColumnElement[bool]:
    match name:
        case "signed":
            return rank.in_(_SIGNED)
        case "to_confirm":
            # Said this way round, the few ranks are looked up in an index, whatever the shelf.
            return rank.in_((*_SIGNED, _TERM_ENDED)) & ((SHELF == "confirm") | (rank == _TERM_ENDED))
        case "in_force":
            return rank == _STATUSES.index(AgreementStatus.IN_FORCE)
        case "ending":
            return ID.in_(_ending(today, today + timedelta(days=365))) & rank.not_in(_ENDED)
    if name == "quiet":
        return (today - QUIET >= DAY) & (func.coalesce(LAST, DAY) <= today - QUIET) & rank.not_in(_ENDED)
    return true()


def _ending(first: date, last: date) -> CompoundSelect[int]:
    """The agreements whose term that runs on `first` ends by `last`: the recorded one, or one that followed it."""
    columns = Agreement.__table__.c
    stops = func.coalesce(columns.term_stops, FAR)
    recorded = func.min(columns.term_ends, stops, type_=Date)
    followed = func.min(_next_end(first), stops, type_=Date)
    goes_on = columns.renews_months.is_not(None) | columns.renews_days.is_not(None)
    return union_all(
        select(columns.id).where(columns.term_ends >= first, recorded.between(first, last)),
        select(columns.id).where(columns.term_ends < first, goes_on, followed.between(first, last)),
    )


def _next_end(today: date) -> ColumnElement[date]:
    """The end of the term that runs on `today` where terms of one length follow a recorded end that has passed; the
    rule `terms.running` says the same, and a test holds the two together."""
    columns = Agreement.__table__.c
    ended, months, days = columns.term_ends, columns.renews_months, columns.renews_days
    day = cast(func.strftime("%d", ended), Integer)
    month = cast(func.strftime("%Y", ended), Integer) * 12 + cast(func.strftime("%m", ended), Integer) - 1
    nearest = month + (today.year * 12 + today.month - 1 - month + months - 1) // months * months
    in_time = _in_month(nearest, day)
    by_months = case((in_time >= today, in_time), else_=_in_month(nearest + months, day))
    passed = cast(func.julianday(today, type_=Float) - func.julianday(ended, type_=Float), Integer)
    by_days = func.date(ended, func.printf("+%d days", (passed + days - 1) // days * days), type_=Date)
    return case((months.is_not(None), by_months), else_=by_days)


def _in_month(month: ColumnElement[int], day: ColumnElement[int]) -> ColumnElement[date]:
    """A day of a month counted from the year 0, or the last day of that month where it has no such day."""
    first = func.printf("%04d-%02d-01", month // 12, month % 12 + 1)
    return func.min(
        func.date(first, func.printf("+%d days", day - 1)), func.date(first, "+1 month", "-1 day"), type_=Date
    )


def _usual(rank: ColumnElement[int]) -> tuple[Ordered, ...]:
    return (SHELF, False), (TITLE, False), (ID, False)


def _own(name: str) -> Callable[[ColumnElement[int], date], ColumnElement[Any]]:
    """Sorting by a column of the agreement itself."""
    columns = Agreement.__table__.c

    def ordered(rank: ColumnElement[int], today: date) -> ColumnElement[Any]:
        value = select(func.coalesce(columns[name], FAR) if name.endswith("latest") else columns[name])
        return value.where(columns.id == ID).correlate(LINE).scalar_subquery()

    return ordered


LISTING = Listing(
    Agreement,
    _named,
    _usual,
    {
        "status": by_rank,
        "title": by(TITLE),
        "kind": _own("agreement_kind"),
        "signed": by(DAY),
        "review": _own("next_review_latest"),
    },
    {
        "country": COUNTRY,
        "with": COUNTRY,
        "kind": Facet(own(Agreement, "agreement_kind"), word=AgreementKind),
        "area": AREA,
        "legal": Facet(own(Agreement, "legal_character"), word=LegalCharacter),
        "visit": Facet(own(Agreement, "visit"), record=True),
    },
)


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[AgreementLine, ...]:
    """Agreements as rows, in the order of `ids`."""
    if not ids:
        return ()
    columns = Agreement.__table__.c
    found = reader.execute(
        select(Agreement, visit_on(today, Visit.__table__.c.id == columns.visit))
        .where(Agreement.id.in_(ids))
        .options(selectinload(Agreement.party_links), selectinload(Agreement.steps))
    ).all()
    by_id, visits = {row.id: row for row, _ in found}, {row.id: day for row, day in found}
    of_areas = areas(reader, ids)
    named = links(
        reader,
        [link.party_id for row in by_id.values() for link in row.party_links]
        + [step.party for row in by_id.values() for step in row.steps]
        + [area for entered in of_areas.values() for area in entered]
        + [row.visit for row in by_id.values()],
    )
    around = _Around(named, of_areas, written(reader, by_id.values()), visits, our_parties(reader))
    return tuple(_line(by_id[each], around, today) for each in ids if each in by_id)


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to rows and stands in other tables, read for all of them at once, and our side."""

    named: dict[int, Link]
    areas: dict[int, list[int]]
    written: dict[int, Written]
    visits: dict[int, date | None]
    """When the visit begins at which they are to be signed."""
    ours: frozenset[int]
    """Our side, and what stands under it."""


def _line(row: Agreement, around: _Around, today: date) -> AgreementLine:
    named = around.named
    parties = tuple(named[link.party_id] for link in row.party_links)
    facts = agreement_facts(row)
    standing, term = rules.standing(facts, around.ours, today), terms.term(facts)
    stands = standing.status not in _FINISHED
    names = {each.id: each.title for each in parties}
    signing, *_consents, entry = rules.life_cycle(facts, names, today)
    return AgreementLine(
        id=row.id,
        title=row.title,
        short_title=row.short_title,
        kind=row.agreement_kind,
        status=standing.status,
        to_confirm=rules.to_confirm(facts, today),
        legal_character=row.legal_character,
        parties=parties,
        visit=named.get(row.visit or 0),
        areas=tuple(named[each].title for each in around.areas.get(row.id, ())),
        signed=_signed(row.steps),
        signing=signing.state.value,
        consents=tuple(_stage(each, row.steps) for each in rules.consents(facts, names, today)),
        in_force=_in_force(row.steps) or (entry.when if entry.state is rules.StageState.DONE else None),
        entry=entry.state.value,
        ended_on=rules.ended_on(facts, today),
        term=terms.running(term, today) if stands else None,
        until=terms.last(term) if stands and term.late_after is None else None,
        renews=stands and term.tacit and (term.notice is None or term.late_after is not None),
        renewal=row.renewal,
        notice=_notice(term, today),
        turn=standing.turn,
        waiting_for=tuple(named[each].title for each in standing.waiting_for if each in named),
        awaited=standing.act,
        days_waiting=standing.days_waiting,
        urgency=_urgency(row, standing, around.written[row.id].created_at.date(), around.visits[row.id], today),
        next_review=row.next_review,
        last_action=row.last_action,
        written=around.written[row.id],
    )


def _urgency(row: Agreement, standing: rules.Standing, entered: date, visit: date | None, today: date) -> Urgency:
    """How urgent the next step of an agreement is: while somebody is waited for, or it may be signed at a visit."""
    waits = standing.turn in WEIGHTS.turn
    quiet = quiet_since(row.last_action, entered) if waits else None
    signing = visit if standing.status in rules.NOT_YET_AGREED else None
    return urgency(UrgencyFacts(quiet_since=quiet, visit_on=signing, turn=standing.turn), today)


def _notice(term: terms.Term, today: date) -> Notice | None:
    """The notice that was given by a day; one whose day is not known was given before any."""
    given_on = term.notice.done_on if term.notice is not None else None
    given = given_on.earliest if given_on is not None else None
    return (
        None
        if term.notice is None or (given is not None and given > today)
        else Notice(given_on=given_on, late_after=term.late_after)
    )


def _signed(steps: Sequence[Step]) -> Period | None:
    """The last day of signing, whenever a signature takes effect."""
    return _last(step.done_on for step in steps if step.kind in SIGNATURES and step.state is StepState.DONE)


def _in_force(steps: Sequence[Step]) -> Period | None:
    """The last recorded day of entry into force; none where it came by signature alone."""
    entered = [step for step in steps if step.kind is StepKind.ENTERED_INTO_FORCE and step.state is StepState.DONE]
    return _last(step.effective_on or step.done_on for step in entered)


def _last(periods: Iterable[Period | None]) -> Period | None:
    return max(filter(None, periods), key=lambda period: period.latest or date.min, default=None)


def card(reader: Session, today: date, record_id: int) -> AgreementCard:
    """One agreement in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.AGREEMENT)
    draft = draft_of(row)
    if not isinstance(row, Agreement) or not isinstance(draft, AgreementDraft):
        raise BugError("an agreement is not in its table")
    facts = agreement_facts(row)
    line = lines(reader, today, [record_id])[0]
    stages = rules.life_cycle(facts, {party.id: party.title for party in line.parties}, today)
    ending = rules.ending(facts, today)
    term = terms.term(facts)
    effect = term.notice.effective_on if term.notice is not None else None
    runs = line.status not in _OVER
    notice_by = last_day_for_notice(row, term, line.term) if runs else None
    related = links(reader, [row.amends, row.supersedes])
    return AgreementCard(
        head=head_of(reader, row),
        line=line,
        draft=draft,
        life=tuple(_stage(stage, draft.steps) for stage in (*stages, *((ending,) if ending else ()))),
        amended_by=_naming(reader, Agreement.amends, record_id),
        superseded_by=_naming(reader, Agreement.supersedes, record_id),
        amends=related.get(row.amends or 0),
        supersedes=related.get(row.supersedes or 0),
        term_ends=line.term.latest if line.term is not None else None,
        term_counted=term.counted if line.term not in (None, effect) else None,
        notice_by=notice_by,
        notice_is_safe=notice_by is not None and line.term is not None and not notice.exact(line.term),
        notice_has_no_day=runs and term.stops is None and notice.has_no_safe_day(line.term, row.notice_period),
        citations=cited(reader, record_id, _ENTERED if line.entry in ("done", "not_needed") else ()),
        questions=questions(reader, record_id),
        warnings=rules.warnings(facts) + _overtaken(reader, today, record_id, line.status),
    )


def last_day_for_notice(row: Agreement, term: terms.Term, running: Period | None) -> date | None:
    """The last day on which notice can be given so that no term follows the one that runs; None where none would, or
    it is not known."""
    return notice.last_day(running, row.notice_period, counted=term.counted is not None) if term.stops is None else None


def _stage(stage: rules.Stage, steps: Sequence[StepDraft | Step]) -> LifeStage:
    return LifeStage(
        label=stage.label,
        state=stage.state.value,
        when=stage.when,
        kind=stage.kind,
        party=stage.party,
        at=_place(stage, steps),
        parts=tuple(_stage(part, steps) for part in stage.parts),
    )


def _place(stage: rules.Stage, steps: Sequence[StepDraft | Step]) -> int | None:
    """The place of the step that a stage shows: the party's own, else the one that stands for all. The end of a term
    shows none: another extension stands beside the one before."""
    if stage.kind is StepKind.EXTENDED:
        return None
    kinds = next((group for group in (SIGNATURES, CONSENTS) if stage.kind in group), frozenset({stage.kind}))
    found = [at for at, step in enumerate(steps) if step.kind in kinds]
    own = [at for at in found if stage.party is not None and steps[at].party == stage.party]
    shared = [at for at in found if steps[at].party is None]
    return next(iter((*own[::-1], *shared[::-1])), None) if stage.party is not None else max(found, default=None)


def _naming(reader: Session, column: Any, record_id: int) -> tuple[Link, ...]:
    ids = reader.scalars(select(Agreement.id).where(column == record_id, ~Agreement.hidden)).all()
    return tuple(links(reader, ids).values())


def _overtaken(reader: Session, today: date, record_id: int, now: AgreementStatus) -> tuple[str, ...]:
    """What to say where a later agreement that supersedes this one is in force, and no step here says so."""
    if now in (AgreementStatus.SUPERSEDED, AgreementStatus.TERMINATED):
        return ()
    later = [link.id for link in _naming(reader, Agreement.supersedes, record_id)]
    standing = [line for line in lines(reader, today, later) if line.status is AgreementStatus.IN_FORCE]
    return tuple(
        _("“{title}” supersedes it and is in force; no step here says so.").format(title=line.title)
        for line in standing
    )
