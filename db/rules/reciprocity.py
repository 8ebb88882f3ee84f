"""Who visited whom, and who owes a return visit since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from db.rules.periods import Period
from db.vocabulary import Rank, VisitKind, VisitStatus
from db.words import N_, _

# Nobody owes a return for a stopover, a holiday, or a meeting at somebody else's table.
RETURNABLE = frozenset(VisitKind) - {
    VisitKind.PRIVATE,
    VisitKind.TRANSIT,
    VisitKind.MULTILATERAL,
    VisitKind.SIDELINES,
}
AGREED = frozenset({VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY})
"""The statuses of a visit that has dates on which both sides agreed."""
OPEN = frozenset(
    {
        VisitStatus.INVITED_NO_DATE,
        VisitStatus.ACCEPTED_NO_DATE,
        VisitStatus.SCHEDULED,
        VisitStatus.UNDER_WAY,
        VisitStatus.POSTPONED,
    }
)


@dataclass(frozen=True, slots=True)
class VisitFlow:
    """One visit as a movement between two parties; `when` is its first day as far as it is known."""

    visit_id: int
    from_party: int
    to_party: int
    kind: VisitKind
    status: VisitStatus
    return_of: int | None
    when: date | None
    rank: Rank | None = None
    """That of the office in which somebody came; None where no office is recorded."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The balance of a pair: visits that took place (paid) and that stand open (invited), each by visit number,
    oldest first, undated ones last, and which party `owes` a return visit `to` which, `since` when; all None when
    nobody does. `agreed`: the visit that is to return it, where both sides agreed on dates for all that is owed, so
    that none is outstanding."""

    party_a: int
    party_b: int
    paid_by_a: tuple[int, ...]
    paid_by_b: tuple[int, ...]
    invited_to_a: tuple[int, ...]
    invited_to_b: tuple[int, ...]
    owes: int | None
    to: int | None
    since: date | None
    agreed: int | None = None


_VISITS = {
    VisitKind.STATE: N_("State visits"),
    VisitKind.OFFICIAL: N_("Official visits"),
    VisitKind.OFFICIAL_WORKING: N_("Official working visits"),
    VisitKind.WORKING: N_("Working visits"),
    VisitKind.PRIVATE: N_("Private visits"),
    VisitKind.TRANSIT: N_("Stopovers in transit"),
    VisitKind.GUEST_OF_GOVERNMENT: N_("Visits as guest of the government"),
    VisitKind.MULTILATERAL: N_("Visits to multilateral meetings"),
    VisitKind.SIDELINES: N_("Visits on the sidelines of meetings"),
    VisitKind.NOT_STATED: N_("Visits of a kind not stated"),
}


def visits_of(kind: VisitKind | None, ranks: Sequence[Rank | None] | None = None) -> str:
    """How the visits of one kind and of some ranks are called: "State visits", "All visits, head of state"."""
    said = _("All visits") if kind is None else _(_VISITS[kind])
    if ranks is None:
        return said
    named = ", ".join(rank.label.lower() if rank is not None else _("office not stated") for rank in ranks)
    return _("{visits}, {ranks}").format(visits=said, ranks=named)


def balance(
    visits: str, sheet: Ledger, names: tuple[str, str], ours: int | None = None, dates: Period | None = None
) -> str:
    """A balance in a sentence: "State visits: we paid 1, they paid 0; Pakistan’s return visit is outstanding since
    4 Feb 2026." `names` are those of its two parties; one of them may be `ours`. `dates` are those of the return that
    is agreed: "Pakistan’s return visit is agreed for 14–16 Dec 2026"."""
    paid = len(sheet.paid_by_a), len(sheet.paid_by_b)
    if ours in (sheet.party_a, sheet.party_b):
        we, they = paid if ours == sheet.party_a else paid[::-1]
        counted = _("{visits}: we paid {we}, they paid {they}").format(visits=visits, we=we, they=they)
    else:
        counted = _("{visits}: {a} paid {paid_by_a}, {b} paid {paid_by_b}").format(
            visits=visits, a=names[0], paid_by_a=paid[0], b=names[1], paid_by_b=paid[1]
        )
    if sheet.owes is None:
        return _("{counted}; no return visit is outstanding.").format(counted=counted)
    who = names[0] if sheet.owes == sheet.party_a else names[1]
    if sheet.agreed is not None:
        is_agreed = _("our return visit is agreed") if sheet.owes == ours else _("{name}’s return visit is agreed")
        is_agreed = is_agreed.format(name=who)
        if dates is None:
            return _("{counted}; {agreed}.").format(counted=counted, agreed=is_agreed)
        said = _("{counted}; {agreed} for {dates}.")
        return said.format(counted=counted, agreed=is_agreed, dates=dates.display())
    owed = _("our return visit is outstanding") if sheet.owes == ours else _("{name}’s return visit is outstanding")
    owed = owed.format(name=who)
    if sheet.since is None:
        return _("{counted}; {owed}.").format(counted=counted, owed=owed)
    since = Period.on(sheet.since).display()
    return _("{counted}; {owed} since {day}.").format(counted=counted, owed=owed, day=since)


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """A visit not yet returned: who should travel to whom, for which visit, and the visit that is to return it.
    `agreed`: it has dates on which both sides agreed, and until it is cancelled or put off nobody need ask for it."""

    visitor_party: int
    host_party: int
    for_visit: int
    since: date | None
    invited_visit: int | None
    agreed: bool = False


def ledger(
    a: int,
    b: int,
    flows: Iterable[VisitFlow],
    kinds: frozenset[VisitKind] | None = None,
    ranks: frozenset[Rank | None] | None = None,
) -> Ledger:
    """The balance between parties `a` and `b`, of visits of `kinds` and of `ranks` only (None: all).

    A visit recorded as the return of another settles it even when it is of another kind; while that return is still to
    take place it is owed, whatever other visits there were. What no record links is settled oldest first, as protocol
    offices count, and by what came after it. Visits that call for no return are listed but owe nothing.
    """
    between = [flow for flow in flows if {flow.from_party, flow.to_party} == {a, b}]
    counted = [flow for flow in between if kinds is None or flow.kind in kinds]
    shown = sorted((flow for flow in counted if ranks is None or flow.rank in ranks), key=_shown)
    took_place = [flow for flow in shown if flow.status is VisitStatus.TOOK_PLACE]
    still_open = [flow for flow in shown if flow.status in OPEN]
    unreturned = _unreturned(between, kinds, ranks)
    planned = _planned((visit, between) for visit in unreturned)
    agreed = {each: by.visit_id for each, by in planned.items() if by.status in AGREED}
    outstanding = [visit for visit in unreturned if visit.visit_id not in agreed]
    oldest = next(iter([*outstanding, *unreturned]), None)
    return Ledger(
        party_a=a,
        party_b=b,
        paid_by_a=tuple(flow.visit_id for flow in took_place if flow.from_party == a),
        paid_by_b=tuple(flow.visit_id for flow in took_place if flow.from_party == b),
        invited_to_a=tuple(flow.visit_id for flow in still_open if flow.to_party == a),
        invited_to_b=tuple(flow.visit_id for flow in still_open if flow.to_party == b),
        owes=oldest.to_party if oldest else None,
        to=oldest.from_party if oldest else None,
        since=oldest.when if oldest else None,
        agreed=agreed.get(oldest.visit_id) if oldest else None,
    )


def exchanged(a: int, flows: Iterable[VisitFlow]) -> tuple[tuple[int | None, int | None], ...]:
    """The visits of a pair by number, each beside the one that returned it or is to: first the one of party `a`, then
    that of the other; the newest first, what has no day before all that has."""
    known = {flow.visit_id: flow for flow in flows if flow.status is not VisitStatus.CANCELLED}
    answers: dict[int, VisitFlow] = {}
    for flow in sorted(known.values(), key=_shown):
        first = known.get(flow.return_of) if flow.return_of is not None else None
        if first is not None and first.from_party != flow.from_party and first.visit_id != flow.visit_id:
            answers.setdefault(first.visit_id, flow)
    beside = {flow.visit_id for flow in answers.values()}
    lines: list[list[VisitFlow]] = []
    taken: set[int] = set()
    # What returns another stands beside it, unless that stands beside what it returned itself.
    for flow in sorted(known.values(), key=lambda flow: (flow.visit_id in beside, _shown(flow))):
        if flow.visit_id not in taken:
            answer = answers.get(flow.visit_id)
            lines.append([flow] if answer is None or answer.visit_id in taken else [flow, answer])
            taken |= {each.visit_id for each in lines[-1]}
    lines.sort(key=lambda line: max(map(_shown, line)), reverse=True)
    return tuple((_of(line, a, goes=True), _of(line, a, goes=False)) for line in lines)


def _of(line: Sequence[VisitFlow], party: int, *, goes: bool) -> int | None:
    return next((flow.visit_id for flow in line if (flow.from_party == party) is goes), None)


def owed_returns(flows: Iterable[VisitFlow]) -> tuple[OwedReturn, ...]:
    """Every visit not yet returned, longest owed first, with the open visit that is to return it where there is one."""
    pairs: dict[frozenset[int], list[VisitFlow]] = {}
    for flow in flows:
        pairs.setdefault(frozenset({flow.from_party, flow.to_party}), []).append(flow)
    owed = [(visit, between) for between in pairs.values() for visit in _unreturned(between, None)]
    planned = _planned(owed)
    return tuple(
        OwedReturn(
            visit.to_party, visit.from_party, visit.visit_id, visit.when,
            planned[visit.visit_id].visit_id if visit.visit_id in planned else None,
            agreed=visit.visit_id in planned and planned[visit.visit_id].status in AGREED,
        )
        for visit, _ in sorted(owed, key=lambda item: _shown(item[0]))
    )  # fmt: skip


def _unreturned(
    between: Sequence[VisitFlow], kinds: frozenset[VisitKind] | None, ranks: frozenset[Rank | None] | None = None
) -> list[VisitFlow]:
    """The visits of one pair that were not answered, oldest first, undated last; those that no record links all go the
    same way."""

    def counts(flow: VisitFlow) -> bool:
        level = RETURNABLE if kinds is None else RETURNABLE & kinds
        return flow.kind in level and (ranks is None or flow.rank in ranks)

    past = {flow.visit_id: flow for flow in between if flow.status is VisitStatus.TOOK_PLACE}
    settled, outstanding = _linked(between, past)
    waiting: list[VisitFlow] = []
    for flow in sorted(past.values(), key=_age):
        if flow.visit_id in settled or not counts(flow):
            continue
        if waiting and waiting[0].to_party == flow.from_party:
            waiting.pop(0)
        else:
            waiting.append(flow)
    left = {flow.visit_id for flow in waiting} | outstanding
    return sorted((past[each] for each in left if counts(past[each])), key=_shown)


def _linked(between: Sequence[VisitFlow], past: dict[int, VisitFlow]) -> tuple[set[int], set[int]]:
    """What the records link: the visits that took place as a return, with those they returned, and those whose return
    is still to take place."""
    settled: set[int] = set()
    returned: set[int] = set()
    to_come: set[int] = set()
    for flow in between:
        first = past.get(flow.return_of) if flow.return_of is not None else None
        if first is None or first.to_party != flow.from_party:
            continue
        if flow.status is VisitStatus.TOOK_PLACE:
            settled |= {first.visit_id, flow.visit_id}
            returned.add(first.visit_id)
        elif flow.status is not VisitStatus.CANCELLED:
            to_come.add(first.visit_id)
    return settled, to_come - returned


def _planned(owed: Iterable[tuple[VisitFlow, Sequence[VisitFlow]]]) -> dict[int, VisitFlow]:
    """For each owed visit the open one that is to return it: the linked one, else the oldest unlinked the same way."""
    found: dict[int, VisitFlow] = {}
    taken: set[int] = set()
    for visit, between in owed:
        candidates = [
            flow
            for flow in sorted(between, key=_shown)
            if flow.status in OPEN
            and flow.from_party == visit.to_party
            and flow.return_of in (visit.visit_id, None)
            and flow.visit_id not in taken
        ]
        candidates.sort(key=lambda flow: flow.return_of is None)
        if candidates:
            found[visit.visit_id] = candidates[0]
            taken.add(candidates[0].visit_id)
    return found


def _age(flow: VisitFlow) -> tuple[date, int]:
    """In the order in which visits answer each other: an undated one counts as oldest, so that what remains owed has a
    day where any has."""
    return (flow.when or date.min, flow.visit_id)


def _shown(flow: VisitFlow) -> tuple[date, int]:
    """Oldest first, the undated after all dated: what has no day is neither the first of a list nor the next visit."""
    return (flow.when or date.max, flow.visit_id)
