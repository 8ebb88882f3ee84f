"""A realistic register of any size: `python -m tests.benchmarks.generate N FILE` writes one with N commitments."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from db import dates, engine
from db.derived import term_columns
from db.facts import Around
from db.lines import FAR
from db.lines import undated as without_day
from db.records.search import dated
from db.rules import agreements as agreement_rules
from db.rules import commitments as commitment_rules
from db.rules import spans
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.rules.steps import SIGNATURES
from db.store import create_register
from db.tables.actions import Action
from db.tables.agreements import Agreement, AgreementParty, Step
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.settings import OUR_SIDE
from db.tables.visits import Visit
from db.vocabulary import (
    ActionKind,
    AgreementKind,
    Direction,
    EntryMode,
    InvitationMeans,
    Kind,
    LegalCharacter,
    Nature,
    PartyKind,
    PartyRole,
    Progress,
    Rank,
    Renewal,
    Reply,
    Result,
    StepKind,
    StepState,
    Strength,
    VisitKind,
    VisitStage,
)
from tests.benchmarks.book import TODAY, Book, Row, iso, span_columns, when
from tests.benchmarks.words import ARABIC, AREAS, COUNTRIES, CYRILLIC, FAMILY, GIVEN, LATIN, VAGUE

OPEN_SHARE, OVERDUE_SHARE = 0.21, 0.03
_OPEN = (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.WAITING, Progress.BLOCKED)
_CLOSED = (Progress.DONE, Progress.KEPT, Progress.KEPT, Progress.NOT_KEPT, Progress.DROPPED, Progress.SUPERSEDED)
_PROMISES = (Strength.UNDERTAKING, Strength.UNDERTAKING, Strength.ANNOUNCEMENT, Strength.TARGET)
_FORMS = ("day", "day", "day", "month", "quarter", "half", "year", "by", "by", "text", "none", "none")
_PAST_FORMS = tuple(form for form in _FORMS if form not in ("text", "none"))
_SIGNED = (StepKind.SIGNED, StepKind.RATIFIED, StepKind.ENTERED_INTO_FORCE)
_DAY = timedelta(days=1)
_SCRIPTS = (LATIN.split(), CYRILLIC.split(), ARABIC.split())
_GIVEN, _FAMILY = GIVEN.split(), FAMILY.split()


class Generator:
    """Makes the records one kind after the other; what is made later refers to what is there."""

    def __init__(self, book: Book, rng: random.Random) -> None:
        self._book = book
        self._rng = rng
        self._parties: list[int] = []
        self._offices: list[int] = []
        self._people: list[int] = []
        self._areas: list[int] = []
        self._origins: list[int] = []

    def run(self, commitments: int) -> None:
        """Everything, with so many commitments."""
        self._add_parties()
        for _ in range(max(3, commitments // 40)):
            self._add_visit()
        titles = [self._text(200) for _ in range(20)]
        for _ in range(max(3, commitments // 20)):
            self._add_agreement(titles)
        for _ in range(commitments):
            self._add_commitment()

    def _add_parties(self) -> None:
        put, rng = self._book.record, self._rng
        for line in COUNTRIES.replace("\n", "").split("|"):
            code, code3, name = line.split(" ", 2)
            mine = frozenset({len(self._parties) + 1})
            fields: Row = {"party_kind": PartyKind.STATE.value, "code": code, "code3": code3}
            self._parties.append(put(Kind.PARTY, name, (code, code3), mine, {}, fields))
        self._areas = [put(Kind.AREA, name, (), frozenset(), {}, {}) for name in AREAS]
        for party in self._parties:
            for rank in (Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER, Rank.MINISTER):
                fields = {"party": party, "rank": rank.value}
                office = put(Kind.OFFICE, rank.label, (), frozenset({party}), {}, fields)
                name = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"
                person = put(Kind.PERSON, name, (dated(_on(2024, 1)), rank.label), frozenset(), {}, {})
                self._book.child("term", person_id=person, office=office, **when("period", _on(2024, 1)))
                self._offices.append(office)
                self._people.append(person)
        self._book.setting(OUR_SIDE, self._parties[0])

    def _add_visit(self) -> None:
        rng = self._rng
        us, them = self._parties[0], self._other()
        here, there = (us, them) if rng.random() < 0.5 else (them, us)
        stage = rng.choices(list(VisitStage), (2, 6, 3, 5, 1, 75, 3, 5))[0]
        undated = stage in (VisitStage.PROPOSED, VisitStage.INVITED, VisitStage.ACCEPTED)
        past = stage in (VisitStage.COMPLETED, VisitStage.CANCELLED)
        when_held = None if undated else self._period(rng.choice(("day", "month")), past=past)
        asked = stage is not VisitStage.PROPOSED and (undated or rng.random() < 0.5)
        reply = Reply.NONE_RECORDED if stage is VisitStage.INVITED else Reply.ACCEPTED
        window = self._period(rng.choice(("year", "half", "quarter")), past=rng.random() < 0.2)
        given = self._period("day", past=True)
        facts = visit_rules.VisitFacts(
            stage, when_held, (visit_rules.InvitationFacts(given, window, reply),) if asked else ()
        )
        days = [day for period in (when_held, *((window, given) if asked else ())) for day in _turns(period)]
        title, purpose, n = self._text(60), self._text(90), rng.randrange(len(self._people))
        fields: Row = {"visit_kind": rng.choice(list(VisitKind)).value, "stage": stage.value, "purpose": purpose}
        fields |= {"visitor": self._people[n], "office": self._offices[n], "from_party": there, "to_party": here}
        derived = span_columns(spans.unfold(partial(visit_rules.status, facts), days))
        parties = frozenset({here, there})
        agreed = visit_rules.agreed(facts)
        day = (agreed.earliest or agreed.latest) if agreed is not None else None
        line: Row = {"shelf": "visit", "day": iso(day or without_day(stage))}
        times = [dated(window)] if asked else []
        words = (purpose, dated(when_held), *sorted({*self._names(self._people[n], self._offices[n]), *times}))
        visit = self._book.record(Kind.VISIT, title, words, parties, derived, fields | when("dates", when_held), line)
        self._date(Visit(id=visit, hidden=False), visits={visit: facts})
        self._origins.append(visit)
        if asked:
            fields = {"visit": visit, "by_party": here, "to_party": there, "reply": reply.value}
            fields |= {"means": InvitationMeans.LETTER.value, **when("given_on", given), **when("window", window)}
            self._book.record(Kind.INVITATION, title, (dated(given), dated(window)), parties, {}, fields)

    def _add_agreement(self, titles: list[str]) -> None:
        rng = self._rng
        # Real registers have titles that repeat and a few that fill half a page.
        title = rng.choice(titles) if rng.random() < 0.05 else self._text(rng.choice((40, 80, 120, 250, 550)))
        parties = (self._parties[0], self._other())
        entry = rng.choice(list(EntryMode))
        legal = rng.choice((LegalCharacter.BINDING, LegalCharacter.BINDING, LegalCharacter.NOT_STATED))
        steps = list(self._steps(parties))
        fields: Row = {"agreement_kind": rng.choice(list(AgreementKind)).value, "legal_character": legal.value}
        renewal, terms = rng.choice(list(Renewal)), self._text(80)
        expires = self._period("year", past=False)
        fields |= {"entry_mode": entry.value, "renewal": renewal.value}
        fields |= {"entry_terms": terms, **when("expires", expires)}
        facts = agreement_rules.AgreementFacts(parties, tuple(steps), legal, entry, False, expires, renewal)
        timeline = tuple((day or date.min, status) for day, status in agreement_rules.timeline(facts))
        derived = span_columns(timeline) | {"unconfirmed": agreement_rules.unconfirmed(facts)}
        derived |= {name: iso(day) if isinstance(day, date) else day for name, day in term_columns(facts).items()}
        signed = max(
            (step.done_on.latest or FAR for step in steps if step.kind in SIGNATURES and step.done_on), default=FAR
        )
        line: Row = {"shelf": "confirm" if derived["unconfirmed"] else "settled", "day": iso(signed)}
        words = (terms, dated(expires), *(dated(step.done_on) for step in steps))
        number = self._book.record(Kind.AGREEMENT, title, words, frozenset(parties), derived, fields, line)
        for party in parties:
            self._book.child("agreement_party", agreement_id=number, party_id=party)
        for step in steps:
            row: Row = {"agreement_id": number, "kind": step.kind.value, "state": step.state.value, "party": step.party}
            self._book.child("step", **row, **when("done_on", step.done_on))
        links = [AgreementParty(party_id=party) for party in parties]
        done = [Step(kind=each.kind, party=each.party, state=each.state, done_on=each.done_on) for each in steps]
        plain = {"legal_character": legal, "entry_mode": entry, "no_ratification_foreseen": False, "renewal": renewal}
        plain |= {"expires": expires, "duration": "", "notice_period": ""}
        self._date(Agreement(id=number, hidden=False, party_links=links, steps=done, **plain))
        self._area(number)
        self._origins.append(number)

    def _steps(self, parties: tuple[int, int]) -> Iterator[agreement_rules.StepFacts]:
        day = TODAY - timedelta(days=self._rng.randint(900, 9000))
        reached = self._rng.choices(range(4), (10, 25, 20, 45))[0]
        for kind in _SIGNED[:reached]:
            for party in (None,) if kind is StepKind.ENTERED_INTO_FORCE else parties:
                yield agreement_rules.StepFacts(kind, party, StepState.DONE, Period.on(day), None)
            day += timedelta(days=self._rng.randint(30, 400))

    def _add_commitment(self) -> None:
        rng = self._rng
        is_open, share = rng.random() < OPEN_SHARE, OVERDUE_SHARE / OPEN_SHARE
        late = is_open and rng.random() < share
        form = rng.choice(_PAST_FORMS if late else _FORMS)
        due = self._period(form, past=late or not is_open)
        facts = commitment_rules.CommitmentFacts(
            strength=rng.choice(_PROMISES if late or rng.random() < 0.85 else (Strength.INTENTION, Strength.PLANNED)),
            progress=rng.choice(_OPEN if is_open else _CLOSED),
            due=due,
        )
        us, them = self._holder(ours=True), self._holder(ours=False)
        owes, owed = (us, them) if rng.random() < 0.5 else (them, us)
        origin, officer, assessment = rng.choice(self._origins), rng.choice(_GIVEN), self._text(60)
        parties = self._book.parties[owes] | self._book.parties[owed] | self._book.parties[origin]
        fields: Row = {"strength": facts.strength.value, "nature": rng.choice(list(Nature)).value, "origin": origin}
        fields |= {"voiced_by": rng.choice(self._people), "progress": facts.progress.value, "officer": officer}
        fields |= {"assessment": assessment, "notes": (notes := self._text(200)), **when("due", due)}
        days = [TODAY - timedelta(days=rng.randrange(400)) for _ in range(rng.randint(1, 2))] if is_open else []
        derived = _commitment_columns(facts) | {"last_action": iso(max(days, default=None))}
        title, words = self._text(rng.choice((40, 60, 90, 140))), [notes, officer, assessment, dated(due)]
        words += self._names(*({owes, owed} - set(self._parties)))
        shelf = "intention" if facts.strength is Strength.INTENTION else "promise"
        line: Row = {"shelf": shelf if is_open else "closed", "day": iso(due.latest if due and due.latest else FAR)}
        number = self._book.record(Kind.COMMITMENT, title, words, parties, derived, fields, line)
        for holder, role in ((owes, PartyRole.OWES), (owed, PartyRole.OWED)):
            self._book.child("commitment_party", commitment_id=number, holder_id=holder, role=role.value)
        plain = {"strength": facts.strength, "progress": facts.progress, "due": due}
        touched = {number: max(days)} if days else {}
        self._date(Commitment(id=number, hidden=False, **plain), last_action=touched)
        self._area(number)
        for day in days:
            self._add_action(number, day, parties)

    def _add_action(self, about: int, day: date, parties: frozenset[int]) -> None:
        rng = self._rng
        text, next_step = self._text(80), self._text(30) if rng.random() < 0.4 else ""
        due = self._period(rng.choice(("day", "day", "month", "by")), past=False) if next_step else None
        fields: Row = {"action_kind": rng.choice(list(ActionKind)).value, "done_on": iso(day), "text": text}
        fields |= {"direction": rng.choice(list(Direction)).value, "result": rng.choice(list(Result)).value}
        fields |= {"by": rng.choice(_GIVEN), "next_step": next_step, **when("next_due", due)}
        awaiting = fields["result"] == Result.AWAITING_REPLY.value
        line: Row = {"shelf": "awaiting" if awaiting else "logged", "day": iso(day)}
        number = self._book.record(
            Kind.ACTION,
            text[:120],
            (text, str(fields["by"]), next_step, dated(day), dated(due)),
            parties,
            {},
            fields,
            line,
        )
        self._book.child("action_link", action_id=number, record_id=about)
        self._date(Action(id=number, hidden=False, next_step=next_step, next_due=due), shown={number})

    def _date(self, record: Record, **around: Any) -> None:
        """Keep the dates of a record that reminders are counted from."""
        nothing: dict[str, Any] = {"last_action": {}, "names": {}, "parties": {}, "visits": {}}
        nothing |= {"over_since": {}, "thrown_away": set()}
        nothing |= {"recorded": {record.id: TODAY}, "answered": {}, "shown": set()}
        self._book.dates(dates.of(record, Around(**nothing | around)))

    def _names(self, *people_and_offices: int) -> list[str]:
        return sorted({self._book.titles[each] for each in people_and_offices})

    def _area(self, record: int) -> None:
        self._book.child("record_area", record_id=record, area_id=self._rng.choice(self._areas))

    def _other(self) -> int:
        """Another party than ours; a few neighbours make up most of the work."""
        return self._parties[1 + int((len(self._parties) - 1) * self._rng.random() ** 2)]

    def _holder(self, *, ours: bool) -> int:
        party = self._parties[0] if ours else self._other()
        if self._rng.random() < 0.8:
            return party
        first = self._parties.index(party) * 3
        return self._offices[first + self._rng.randrange(3)]

    def _text(self, length: int) -> str:
        """Words up to a length: three in five texts Latin, the others Cyrillic or Arabic script."""
        words = self._rng.choices(_SCRIPTS, (60, 20, 20))[0]
        text = " ".join(self._rng.choices(words, k=length // 4))[:length].strip()
        return text[:1].upper() + text[1:]

    def _period(self, form: str, *, past: bool) -> Period | None:
        """A date of this precision that has wholly passed, or has not ended yet."""
        if form == "none":
            return None
        if form == "text":
            return Period.text(self._rng.choice(VAGUE))
        first = 1 if form in ("day", "by") else 370
        away = timedelta(days=self._rng.randint(first, 3000) if past else self._rng.randrange(900))
        return _period(form, TODAY - away if past else TODAY + away)


@cache
def _period(form: str, day: date) -> Period:
    match form:
        case "month":
            return _on(day.year, day.month)
        case "quarter":
            return _on(day.year, 33 + (day.month - 1) // 3)
        case "half":
            return _on(day.year, 40 + (day.month - 1) // 6)
        case "year":
            return Period.from_edtf(str(day.year))
        case "by":
            return Period.by(day)
    return Period.on(day)


def _on(year: int, part: int) -> Period:
    return Period.from_edtf(f"{year}-{part:02d}")


def _turns(period: Period | None) -> list[date]:
    """The days on which a status can change because of a period."""
    if period is None:
        return []
    days = (period.earliest, period.latest, period.latest + _DAY if period.latest else None)
    return [day for day in days if day is not None]


@lru_cache(maxsize=100_000)
def _commitment_columns(facts: commitment_rules.CommitmentFacts) -> Row:
    latest = facts.due.latest if facts.due else None
    soon = (commitment_rules.SOON_DAYS, commitment_rules.SOON_DAYS_PRECISE)
    days = [*_turns(facts.due), *(latest - timedelta(days=n) for n in soon if latest)]
    status = partial(commitment_rules.status, facts)
    return span_columns(spans.unfold(status, days))


def generate(commitments: int, file: Path, seed: int = 2026) -> None:
    """Write a new register with so many commitments; the same number and seed always give the same records."""
    at = datetime.combine(TODAY, datetime.min.time(), UTC)
    create_register(file, now=lambda: at, by="generator")
    writer = engine.connect(file, mode="rw")
    engine.leave_references(writer)
    rng = random.Random(seed)
    with writer.execution_options(writing=True).begin() as connection:
        book = Book(connection, at, rng)
        Generator(book, rng).run(commitments)
        book.finish()
    writer.dispose()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commitments", type=int)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    generate(arguments.commitments, arguments.file)


if __name__ == "__main__":
    main()
