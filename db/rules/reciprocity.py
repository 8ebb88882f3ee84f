"""Who visited whom, and who owes a return visit since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from db.vocabulary import VisitKind, VisitStatus

# Nobody owes a return for a stopover, a holiday, or a meeting at somebody else's table.
RETURNABLE = frozenset(VisitKind) - {
    VisitKind.PRIVATE,
    VisitKind.TRANSIT,
    VisitKind.MULTILATERAL,
    VisitKind.SIDELINES,
}
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


@dataclass(frozen=True, slots=True)
class Ledger:
    """The balance of a pair: visits that took place (paid) and that stand open (invited), each by visit number,
    oldest first, undated ones last, and which party `owes` a return visit `to` which, `since` when; all None when
    nobody does."""

    party_a: int
    party_b: int
    paid_by_a: tuple[int, ...]
    paid_by_b: tuple[int, ...]
    invited_to_a: tuple[int, ...]
    invited_to_b: tuple[int, ...]
    owes: int | None
    to: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """A visit not yet returned: who should travel to whom, for which visit, and the visit that is to return it."""

    visitor_party: int
    host_party: int
    for_visit: int
    since: date | None
    invited_visit: int | None


def ledger(a: int, b: int, flows: Iterable[VisitFlow], kinds: frozenset[VisitKind] | None = None) -> Ledger:
    """The balance between parties `a` and `b`, of visits of `kinds` only (None: all).

    A visit recorded as the return of another settles it even when it is of another kind; while that return is still to
    take place it is owed, whatever other visits there were. What no record links is settled oldest first, as protocol
    offices count, and by what came after it. Visits that call for no return are listed but owe nothing.
    """
    between = [flow for flow in flows if {flow.from_party, flow.to_party} == {a, b}]
    shown = sorted((flow for flow in between if kinds is None or flow.kind in kinds), key=_shown)
    took_place = [flow for flow in shown if flow.status is VisitStatus.TOOK_PLACE]
    still_open = [flow for flow in shown if flow.status in OPEN]
    unreturned = _unreturned(between, kinds)
    oldest = unreturned[0] if unreturned else None
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
    )


def owed_returns(flows: Iterable[VisitFlow]) -> tuple[OwedReturn, ...]:
    """Every visit not yet returned, longest owed first, with the open visit that is to return it where there is one."""
    pairs: dict[frozenset[int], list[VisitFlow]] = {}
    for flow in flows:
        pairs.setdefault(frozenset({flow.from_party, flow.to_party}), []).append(flow)
    owed = [(visit, between) for between in pairs.values() for visit in _unreturned(between, None)]
    planned = _planned(owed)
    return tuple(
        OwedReturn(visit.to_party, visit.from_party, visit.visit_id, visit.when, planned.get(visit.visit_id))
        for visit, _ in sorted(owed, key=lambda item: _shown(item[0]))
    )


def _unreturned(between: Sequence[VisitFlow], kinds: frozenset[VisitKind] | None) -> list[VisitFlow]:
    """The visits of one pair that were not answered, oldest first, undated last; those that no record links all go the
    same way."""
    counted = RETURNABLE if kinds is None else RETURNABLE & kinds
    past = {flow.visit_id: flow for flow in between if flow.status is VisitStatus.TOOK_PLACE}
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
    waiting: list[VisitFlow] = []
    for flow in sorted(past.values(), key=_age):
        if flow.visit_id in settled or flow.kind not in counted:
            continue
        if waiting and waiting[0].to_party == flow.from_party:
            waiting.pop(0)
        else:
            waiting.append(flow)
    left = {flow.visit_id for flow in waiting} | (to_come - returned)
    return sorted((past[each] for each in left if past[each].kind in counted), key=_shown)


def _planned(owed: Iterable[tuple[VisitFlow, Sequence[VisitFlow]]]) -> dict[int, int]:
    """For each owed visit the open one that is to return it: the linked one, else the oldest unlinked the same way."""
    found: dict[int, int] = {}
    for visit, between in owed:
        candidates = [
            flow
            for flow in sorted(between, key=_shown)
            if flow.status in OPEN
            and flow.from_party == visit.to_party
            and flow.return_of in (visit.visit_id, None)
            and flow.visit_id not in found.values()
        ]
        candidates.sort(key=lambda flow: flow.return_of is None)
        if candidates:
            found[visit.visit_id] = candidates[0].visit_id
    return found


def _age(flow: VisitFlow) -> tuple[date, int]:
    """In the order in which visits answer each other: an undated one counts as oldest, so that what remains owed has a
    day where any has."""
    return (flow.when or date.min, flow.visit_id)


def _shown(flow: VisitFlow) -> tuple[date, int]:
    """Oldest first, the undated after all dated: what has no day is neither the first of a list nor the next visit."""
    return (flow.when or date.max, flow.visit_id)
