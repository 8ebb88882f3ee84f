"""What changed of a record, when and by whom, and how it stood after any change or on any day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db import history, versions
from db.drafts import draft_of, references
from db.errors import NotFound
from db.queries.base import find, links
from db.queries.history import words
from db.queries.history.turns import Turn, fields, stand
from db.records.base import Draft, Link, Period
from db.records.bundle import DRAFTS
from db.records.history import REWRITTEN, Fact, PastChange, Subject, Version
from db.tables.base import Record
from db.tables.history import Change, ChangeRecord
from db.vocabulary import Way
from db.words import _

PAGE = 50
_OTHERS = 6
_DAY = timedelta(days=1)


def subject(reader: Session, record_id: int) -> Subject:
    """The record whose history it is; NotFound where there is none of that number."""
    record = find(reader, record_id)
    many = reader.scalar(select(func.count()).where(ChangeRecord.record_id == record_id)) or 0
    return Subject(kind=record.kind, title=record.title, version=record.version, hidden=record.hidden, changes=many)


def changes_of(reader: Session, record_id: int, start: int = 0, size: int = PAGE) -> tuple[PastChange, ...]:
    """Some of the changes of a record and of what hangs on it, the newest first."""
    record = find(reader, record_id)
    changes = reader.scalars(_touching(record_id).offset(start).limit(size)).all()
    if not changes:
        return ()
    walk, turns = versions.Walk(reader, record, changes[-1].id - 1), []
    for change in changes:
        after = stand(walk.back_to(change.id))
        turns.append(Turn(stand(walk.back_to(change.id - 1)), after))
    names = names_of(reader, {each for turn in turns for each in turn.named()})
    others = _others(reader, record_id, [change.id for change in changes])
    now = draft_of(record) if record.kind in REWRITTEN else None
    return tuple(
        _past(change, turn, now, names, *others.get(change.id, ((), 0)))
        for change, turn in zip(changes, turns, strict=True)
    )


def as_of(reader: Session, record_id: int, at: int | date) -> Draft:
    """A record as it stood after a change, or at the end of a day here; NotFound where it was not there yet."""
    return _as_of(reader, find(reader, record_id), at)[1]


def version(reader: Session, record_id: int, at: int | date) -> Version:
    """The same in words, with the change that left it so."""
    record = find(reader, record_id)
    change, draft = _as_of(reader, record, at)
    names, shape = names_of(reader, set(references(draft))), type(draft)
    told = [field for field in fields(shape) if not _is_usual(draft, field)]
    facts = {field: words.lines(shape, field, getattr(draft, field), names) for field in told}
    return Version(
        change=change.id,
        label=history.told(change),
        at=change.at,
        by=change.by,
        facts=tuple(
            Fact(field=field, lines=tuple(map(words.shortened, lines))) for field, lines in facts.items() if lines
        ),
        restorable=record.kind in REWRITTEN and draft != draft_of(record),
    )


def _as_of(reader: Session, record: Record, at: int | date) -> tuple[Change, Draft]:
    if record.kind not in DRAFTS:
        raise NotFound(_("A {kind} is kept as it is: it has no earlier version.").format(kind=record.kind.word))
    until = Change.at < _end(at) if isinstance(at, date) else Change.id <= at
    change = reader.scalars(_touching(record.id).where(until).limit(1)).first()
    row = versions.stood(reader, record, change.id) if change is not None else None
    if change is None or row is None:
        if isinstance(at, date):
            day = Period.on(at).display()
            raise NotFound(_("“{title}” was not in the register on {day}.").format(title=record.title, day=day))
        then = _("“{title}” was not in the register after change {change}.")
        raise NotFound(then.format(title=record.title, change=at))
    return change, draft_of(row)


def _is_usual(draft: Draft, field: str) -> bool:
    """Whether a yes or no is the one that everybody takes for granted."""
    value = getattr(draft, field)
    return isinstance(value, bool) and value is type(draft).model_fields[field].default


def _end(day: date) -> datetime:
    """The end of a day where this computer stands."""
    return datetime.combine(min(day, date.max - 2 * _DAY) + _DAY, time()).astimezone()


def _touching(record_id: int) -> Select[Change]:
    """The changes that wrote a record or something that hangs on it, the newest first."""
    by_record = ChangeRecord.change_id == Change.id
    query = select(Change).join(ChangeRecord, by_record).where(ChangeRecord.record_id == record_id)
    return query.order_by(ChangeRecord.change_id.desc())


def _past(
    change: Change, turn: Turn, now: Draft | None, names: words.Names, others: tuple[Link, ...], other_count: int
) -> PastChange:
    return PastChange(
        id=change.id,
        label=history.told(change),
        at=change.at,
        by=change.by,
        way=Way.UNDONE if change.is_undo else Way.DONE if change.undoes is None else Way.DONE_AGAIN,
        adds=turn.before is None and turn.after is not None,
        fields=turn.told(now, names),
        others=others,
        other_count=other_count,
        restorable=now is not None and turn.after is not None and turn.after.draft != now,
    )


def names_of(reader: Session, ids: set[int]) -> words.Names:
    """What records are called, those in the Trash too; of one that is no more, what it was called."""
    here = {number: link.title for number, link in links(reader, ids).items()}
    lost = {number: title for number, (_, title) in versions.gone(reader, ids - set(here)).items()}
    return here | lost


def _others(reader: Session, record_id: int, changes: Iterable[int]) -> dict[int, tuple[tuple[Link, ...], int]]:
    """By change, some of the other records that it wrote, and how many they are."""
    of_change = ChangeRecord.change_id
    beside = select(
        of_change,
        ChangeRecord.record_id,
        func.row_number().over(partition_by=of_change, order_by=ChangeRecord.record_id).label("place"),
        func.count().over(partition_by=of_change).label("many"),
    ).where(of_change.in_(changes), ChangeRecord.record_id != record_id)
    first = beside.subquery()
    rows = reader.execute(
        select(first).where(first.c.place <= _OTHERS).order_by(first.c.change_id, first.c.place)
    ).all()
    named = links(reader, [row.record_id for row in rows])
    found: dict[int, tuple[list[Link], int]] = {}
    for row in rows:
        found.setdefault(row.change_id, ([], row.many))[0].extend(filter(None, [named.get(row.record_id)]))
    return {change: (tuple(some), many) for change, (some, many) in found.items()}
