"""Reading agreements: the rows of a view, and one in full with its life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from db.derived import agreement_facts
from db.errors import BugError
from db.queries.base import cited, find, head_of, links, narrowed, page, questions, status_on, total
from db.queries.drafts import draft_of
from db.queries.settings import our_side
from db.records.agreements import AgreementCard, AgreementDraft, AgreementLine, LifeStage
from db.records.base import Link, Period, View, ViewCount
from db.rules import agreements as rules
from db.rules.steps import SIGNATURES
from db.tables.agreements import Agreement, Step
from db.tables.types import latest
from db.vocabulary import AgreementStatus, Kind, StepKind, StepState

DEFAULT_VIEW = "all"
_SIGNED = tuple(
    each.value
    for each in (
        AgreementStatus.SIGNED,
        AgreementStatus.PARTLY_CONSENTED,
        AgreementStatus.ALL_CONSENTED,
        AgreementStatus.PROVISIONAL,
    )
)
_VIEWS = (
    ("signed", "Signed, not in force"),
    ("to_confirm", "To confirm"),
    ("in_force", "In force"),
    ("ending", "Ending within a year"),
    ("all", "All"),
)


def rows(reader: Session, today: date, view: View) -> Select[tuple[int]]:
    """The ids of a view in its order."""
    status = status_on(Agreement, today)
    query = narrowed(select(Agreement.id), view).where(_named(today, view.name, status))
    orders: dict[str, list[Any]] = {
        "title": [Agreement.title],
        "status": [status],
        "kind": [Agreement.agreement_kind],
        "review": [latest(Agreement, "next_review").is_(None), latest(Agreement, "next_review")],
    }
    chosen = orders.get(view.sort, [])
    if view.descending and chosen:
        chosen = [*chosen[:-1], chosen[-1].desc()]
    return query.order_by(*chosen, Agreement.unconfirmed.desc(), Agreement.title, Agreement.id)


def _named(today: date, name: str, status: ColumnElement[str]) -> ColumnElement[bool]:
    match name:
        case "signed":
            return status.in_(_SIGNED)
        case "to_confirm":
            return Agreement.unconfirmed.is_(True) & status.in_(_SIGNED)
        case "in_force":
            return status == AgreementStatus.IN_FORCE.value
        case "ending":
            year = today + timedelta(days=365)
            return latest(Agreement, "expires").between(today, year)
    return Agreement.id.is_not(None)


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return total(reader, rows(reader, today, view))


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[AgreementLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, page(reader, rows(reader, today, view), start, size))


def views(reader: Session, today: date) -> tuple[ViewCount, ...]:
    """The named views of the table with their counts."""
    return tuple(
        ViewCount(name=name, label=label, count=count(reader, today, View(name=name))) for name, label in _VIEWS
    )


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[AgreementLine, ...]:
    """Agreements as rows, in the order of `ids`."""
    found = reader.scalars(
        select(Agreement)
        .where(Agreement.id.in_(ids))
        .options(selectinload(Agreement.party_links), selectinload(Agreement.steps))
    )
    by_id = {row.id: row for row in found}
    named = links(
        reader,
        [link.party_id for row in by_id.values() for link in row.party_links]
        + [step.party for row in by_id.values() for step in row.steps]
        + [row.visit for row in by_id.values()],
    )
    ours = our_side(reader)
    return tuple(_line(by_id[each], named, ours, today) for each in ids if each in by_id)


def _line(row: Agreement, named: dict[int, Link], ours: int | None, today: date) -> AgreementLine:
    facts = agreement_facts(row)
    standing = rules.standing(facts, ours, today)
    return AgreementLine(
        id=row.id,
        title=row.title,
        kind=row.agreement_kind,
        status=standing.status,
        to_confirm=rules.to_confirm(facts, today),
        legal_character=row.legal_character,
        parties=tuple(named[link.party_id] for link in row.party_links),
        visit=named.get(row.visit or 0),
        signed=_when(row.steps, SIGNATURES),
        in_force=_when(row.steps, frozenset({StepKind.ENTERED_INTO_FORCE})),
        turn=standing.turn,
        waiting_for=tuple(named[each].title for each in standing.waiting_for if each in named),
        days_waiting=standing.days_waiting,
        next_review=row.next_review,
        last_action=row.last_action,
    )


def _when(steps: Sequence[Step], kinds: frozenset[StepKind]) -> Period | None:
    """The last recorded date of steps of some kinds."""
    done = [step for step in steps if step.kind in kinds and step.state is StepState.DONE]
    dated = [period for step in done if (period := step.effective_on or step.done_on) is not None]
    return max(dated, key=lambda period: period.latest or date.min, default=None)


def card(reader: Session, today: date, record_id: int) -> AgreementCard:
    """One agreement in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.AGREEMENT)
    draft = draft_of(row)
    if not isinstance(row, Agreement) or not isinstance(draft, AgreementDraft):
        raise BugError("an agreement is not in its table")
    facts = agreement_facts(row)
    line = lines(reader, today, [record_id])[0]
    stages = rules.life_cycle(facts, {party.id: party.title for party in line.parties})
    return AgreementCard(
        head=head_of(reader, row),
        line=line,
        draft=draft,
        life=tuple(LifeStage(label=stage.label, state=stage.state.value, when=stage.when) for stage in stages),
        citations=cited(reader, record_id),
        questions=questions(reader, record_id),
        warnings=rules.warnings(facts),
    )
