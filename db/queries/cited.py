"""What sources say of a record, field by field, and what was recorded otherwise since they said it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import versions
from db.drafts import Held, draft_of, held, named_by, says
from db.errors import ValueDamaged
from db.queries.base import links
from db.queries.history import names_of
from db.queries.history.words import lines
from db.records.base import CitationDraft, Cited, Link, Overtaken, Period
from db.rules.sources import OUR_OWN
from db.tables.base import Citation, Record
from db.tables.sources import Quotation
from db.vocabulary import How

C = TypeVar("C", Citation, CitationDraft)


def cited(reader: Session, record_id: int, settled: Collection[str] = ()) -> tuple[Cited, ...]:
    """What sources say of a record, field by field, in the order in which it was entered.

    That a source does not say something is left out once somebody has recorded it, whoever that was; it is back when
    the field is emptied. `settled` are facts that no field of the record holds by itself.
    """
    row = reader.get(Record, record_id)
    query = select(Citation).where(Citation.record_id == record_id).order_by(Citation.id)
    found = reader.scalars(query).all()
    if row is None:
        return said(reader, found)
    since = overtaken(reader, [record_id]).get(record_id, {})
    kept = still_said(draft_of(row), found, settled)
    shown = zip(kept, said(reader, kept), strict=True)
    return tuple(each.model_copy(update={"overtaken": since.get(row.id)}) for row, each in shown)


def still_said(draft: BaseModel, citations: Iterable[C], settled: Collection[str] = ()) -> list[C]:
    """Citations without the silence of sources on what a draft holds."""
    return [
        each
        for each in citations
        if each.how is not How.UNKNOWN or not (each.field in settled or says(draft, each.field))
    ]


def said(reader: Session, citations: Sequence[Citation | CitationDraft]) -> tuple[Cited, ...]:
    """Citations, stored or only written down, as a reader sees them."""
    quotations = _by_id(reader, Quotation, [row.quotation for row in citations])
    sources = [row.source for row in (*citations, *quotations.values())]
    named = links(reader, [*sources, *(row.speaker for row in quotations.values())])
    return tuple(_cited(row, quotations.get(row.quotation or 0), named) for row in citations)


def overtaken(reader: Session, ids: Iterable[int]) -> dict[int, dict[int, Overtaken]]:
    """Of these records, what was recorded otherwise since a source was cited for it, by record and citation.

    A source speaks for a fact as it stood when it was cited. Whoever writes something else over it speaks for that
    himself: the words stay, for they were said, and are marked; what was concluded from them is concluded no longer.
    Nothing is marked that stands again as it did, however it came to. The journal tells how it stood; a register that
    was taken in as a whole, without its history, begins with what it brought.
    """
    spoken = select(Citation.record_id).where(Citation.how != How.UNKNOWN)
    changed = select(Record).where(Record.id.in_(set(ids)), Record.version != Record.created, Record.id.in_(spoken))
    return {row.id: found for row in reader.scalars(changed).all() if (found := _overtaken(reader, row))}


def _overtaken(reader: Session, row: Record) -> dict[int, Overtaken]:
    now = draft_of(row)
    before = _when_cited(reader, row)
    found: dict[int, Overtaken] = {}
    for citation, draft in zip(row.citations, now.citations, strict=True):
        then, stands = before.get(draft), held(now, draft.field)
        if draft in before and _differ(then, stands):
            found[citation.id] = Overtaken(then=_worded(reader, then), now=_worded(reader, stands))
    return {each: said for each, said in found.items() if said.then != said.now}


def _when_cited(reader: Session, row: Record) -> dict[CitationDraft, Held | None]:
    """What the record held of each cited fact when its source was cited; without what has always stood as it does."""
    try:
        walk = versions.Walk(reader, row, row.created)
    except ValueDamaged:  # the journal of it cannot be read back: nothing is known of how it stood
        return {}
    left = {each for each in draft_of(row).citations if each.how is not How.UNKNOWN and each.field not in OUR_OWN}
    then: dict[CitationDraft, Held | None] = {}
    for change in walk.changes():
        stood = walk.back_to(change - 1)
        draft = draft_of(stood) if stood is not None else None
        left &= set(draft.citations) if draft is not None else set()
        if draft is None or not left:
            break
        then |= {each: held(draft, each.field) for each in left}
    return then


def _differ(one: Held | None, other: Held | None) -> bool:
    return (one and one.value) != (other and other.value)


def _worded(reader: Session, fact: Held | None) -> str:
    if fact is None:
        return ""
    if isinstance(fact.value, Period):  # in what words it was typed is no other fact
        return fact.value.display()
    names = names_of(reader, set(named_by(*fact)))
    return ", ".join(lines(*fact, names))


def _cited(row: Citation | CitationDraft, quotation: Quotation | None, named: dict[int, Link]) -> Cited:
    source = quotation.source if quotation else row.source
    speaker = named.get(quotation.speaker or 0) if quotation else None
    return Cited(
        field=row.field,
        how=row.how,
        why=row.why,
        says=row.says,
        page=row.page,
        words=quotation.words if quotation else "",
        translation=quotation.translation if quotation else "",
        start=quotation.start if quotation else None,
        end=quotation.end if quotation else None,
        speaker=speaker.title if speaker else "",
        source=named.get(source or 0),
        quotation=row.quotation,
    )


def _by_id(reader: Session, table: type[Any], ids: Sequence[int | None]) -> dict[int, Any]:
    wanted = {each for each in ids if each is not None}
    rows = reader.scalars(select(table).where(table.id.in_(wanted))) if wanted else ()
    return {row.id: row for row in rows}
