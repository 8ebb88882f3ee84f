"""What follows from the facts alone, kept beside them: status over time, last action, words for search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import Session, selectinload

from db import concerns, dates, engine, facts, lines, unreadable
from db.collation import sort_key
from db.prepared import GIVEN, Prepared
from db.rules import agreements as agreement_rules
from db.rules import terms
from db.rules.periods import Period
from db.rules.text import for_search, pairs, parts_of_words
from db.tables.actions import DUE, Action, ActionLink, is_open
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.people import Office
from db.tables.points import Point
from db.tables.reminders import RecordDate, Reminder
from db.tables.search import SearchText
from db.tables.sources import Question
from db.tables.status import TURNS, Line
from db.tables.types import latest
from db.tables.visits import Invitation, Visit
from db.vocabulary import Word

_DAY = timedelta(days=1)


def refresh(session: Session, ids: Iterable[int]) -> set[int]:
    """Compute anew what follows from the facts of these records and of those that depend on them; return all of them.

    Only where the parties of a record changed does anything that hangs on it change too, and only what names a person
    or an office is found by another name: the log of a visit may be long, and one more entry must not cost more for it.
    Of what cannot be read nothing follows: such a record keeps what was computed before.
    """
    session.flush()
    first = set(ids)
    done, spared = set[int](), unreadable.of(session).marked
    waiting, today = first | _TOLD_BY.numbers(session, first), lines.day(session)
    while waiting:
        done |= waiting
        every = (_refresh_part(session, part, today) for part in engine.parts(waiting - spared))
        moved = set[int]().union(*every)
        waiting = (concerns.dependents(session, moved) | _NAMED_BY.numbers(session, moved)) - done
    session.flush()
    return done


def _refresh_part(session: Session, ids: list[int], today: date) -> set[int]:
    """Compute some records anew and let go of them: a whole register would not fit into the session. Whoever waits for
    one hears how many were done, and may end it."""
    moved = _refresh_all(session, ids, today)
    session.flush()
    if (heard := session.info.get("heard")) is not None:
        heard(len(ids))
    return moved


def _told_by() -> Prepared:
    action, promise, reminder = ActionLink.__table__.c, Commitment.__table__.c, Reminder.__table__.c
    invited = Invitation.__table__.c
    visits = select(invited.visit).where(invited.id.in_(GIVEN))
    about = select(action.record_id).where(action.action_id.in_(GIVEN))
    steps = _steps_to_look_at()
    reminds = select(reminder.id).where(reminder.record.in_(about) | reminder.record.in_(GIVEN))
    waits = select(promise.id).where(promise.depends_on.in_(GIVEN) | promise.depends_on.in_(visits))
    return Prepared(union_all(about, waits, visits, reminds, steps))


def _steps_to_look_at() -> Select[int]:
    """The entries of the log whose next step or reply is spoken of, while what it is on lies in the Trash, or is not,
    while that is there again."""
    entry, link, record, kept = (each.__table__ for each in (Action, ActionLink, Record, RecordDate))
    spoken = select(kept.c.id).where(kept.c.record_id == entry.c.id).exists()
    asks = or_(*(is_open(field) & latest(Action, due).is_not(None) for field, due in DUE.items()))
    return (
        select(entry.c.id)
        .join(link, link.c.action_id == entry.c.id)
        .join(record, record.c.id == link.c.record_id)
        .where(link.c.record_id.in_(GIVEN), (record.c.hidden & spoken) | (~record.c.hidden & asks & ~spoken))
    )


def _named_by() -> Prepared:
    held, office = CommitmentParty.__table__.c, Office.__table__.c
    by_office = select(held.commitment_id).join(Office.__table__, office.id == held.holder_id)
    about = (select(table.c.id).where(table.c.about.in_(GIVEN)) for table in (Question.__table__, Point.__table__))
    naming = (select(record).where(name.in_(GIVEN)) for record, name in facts.NAMING)
    return Prepared(union_all(by_office.where(held.holder_id.in_(GIVEN)), *about, *naming))


_TOLD_BY = _told_by()
"""The records whose last action or status these decide."""
_NAMED_BY = _named_by()
"""The records whose parties follow from the office that holds them, and those that are found by the names of these."""


def _refresh_all(session: Session, ids: list[int], today: date) -> set[int]:
    """Compute records anew, and name those whose parties changed, and the people and offices with another name."""
    records = load(session, ids)
    words = {each.record_id: each for each in session.scalars(select(SearchText).where(SearchText.record_id.in_(ids)))}
    held = {each.record_id: each for each in session.scalars(select(Line).where(Line.record_id.in_(ids)))}
    around, before = facts.Around.of(session, ids), concerns.kept(session, ids)
    days, moved = dates.kept(session, ids), set()
    for each in ids:
        record = records.get(each)
        if record is None:
            _keep_search_text(session, each, words.get(each), None)
            concerns.keep(session, each, before[each], set())
            dates.keep(session, each, days[each], set())
            if each in held:
                session.delete(held[each])
            continue
        for name, value in values(record, around).items():
            setattr(record, name, value)
        lines.keep(session, held.get(each), record, today, facts.shown_day(record, around))
        dates.keep(session, each, days[each], dates.of(record, around))
        kept, found = words.get(each), search_words(record, around)
        if kept is not None and kept.title != found[0] and record.kind in facts.NAMED:
            moved.add(each)
        _keep_search_text(session, each, kept, found)
        if around.parties[each] != before[each]:
            concerns.keep(session, each, before[each], around.parties[each])
            moved.add(each)
    return moved


def load(session: Session, ids: list[int]) -> dict[int, Record]:
    """Records of any kind with all their columns and the rows of them that are searched, by their numbers."""
    from db.records import search

    kinds: dict[type[Record], list[int]] = {}
    for record_id, kind in session.execute(select(Record.id, Record.kind).where(Record.id.in_(ids))):
        kinds.setdefault(Record.__mapper__.polymorphic_map[kind].class_, []).append(record_id)
    found: dict[int, Record] = {}
    for table, of_kind in kinds.items():
        hanging = [selectinload(getattr(table, name)) for name in search.rows_of(lines.kind_of(table))]
        rows = session.scalars(select(table).where(table.__table__.c.id.in_(of_kind)).options(*hanging)).all()
        found |= {each.id: each for each in rows}
    return found


def values(record: Record, around: facts.Around) -> dict[str, object]:
    """What the derived columns of a record must hold, by their names."""
    found: dict[str, object] = {"last_action": around.last_action.get(record.id), "sorts_as": sort_key(record.title)}
    match record:
        case Visit():
            found |= _span_columns(facts.visit_spans(around.visits[record.id]))
        case Agreement():
            found |= _span_columns(facts.agreement_spans(record))
            found["unconfirmed"] = agreement_rules.unconfirmed(facts.agreement_facts(record))
            found |= term_columns(facts.agreement_facts(record))
        case Commitment():
            found |= _span_columns(facts.commitment_spans(record, around.awaited(record)))
    return found


def term_columns(known: agreement_rules.AgreementFacts) -> dict[str, object]:
    """What the end of the term that runs on any day is worked out from, by the names of its columns."""
    term = terms.term(known)
    return {
        "term_ends": term.ends.latest if term.ends is not None else None,
        "term_stops": term.stops.latest if term.stops is not None else None,
        "renews_months": (term.each.months or None) if term.each is not None else None,
        "renews_days": (term.each.days or None) if term.each is not None else None,
    }


def _span_columns(found: tuple[tuple[date, Word], ...]) -> dict[str, object]:
    kept = found[-(TURNS + 1) :]
    columns: dict[str, object] = {"status_0": kept[0][1].value}
    for n in range(1, TURNS + 1):
        first, status = kept[n] if n < len(kept) else (None, None)
        columns |= {f"from_{n}": first, f"status_{n}": status.value if status else None}
    return columns


def _keep_search_text(session: Session, record_id: int, kept: SearchText | None, words: engine.Words | None) -> None:
    before = (kept.title, kept.body, kept.runs) if kept is not None else None
    if before == words:
        return
    engine.index_words(session.connection(), record_id, before, words)
    if words is None:
        session.delete(kept)
    elif kept is None:
        session.add(SearchText(record_id=record_id, title=words[0], body=words[1], runs=words[2]))
    else:
        kept.title, kept.body, kept.runs = words


def search_words(record: Record, around: facts.Around) -> engine.Words:
    """What a record is found by: its folded title, all else that is written of it with the people and offices it
    names, and the pairs of letters of what is written in scripts that part no words."""
    from db.records import search

    times = {search.dated(each) for each in _shown_of_invitations(record, around)}
    named = sorted(around.names.get(record.id, set()) | times)
    said = [each for each in (*search.words(record.kind, record), *named) if each]
    parts = parts_of_words("\n".join([record.title, *said]))
    title, body = for_search(record.title), for_search("\n".join([*said, parts] if parts else said))
    return title, body, " ".join(pairs(f"{title}\n{body}"))


def _shown_of_invitations(record: Record, around: facts.Around) -> Iterator[Period | None]:
    """The times for which a visit was invited, which its row shows."""
    if isinstance(record, Visit):
        yield from (each.window for each in around.visits[record.id].invitations)
