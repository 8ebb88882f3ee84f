"""Lists stand by the very sum that the rule counts and shows, on any day, whatever a register holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db import lines
from db.commands.bundle import TakeIn
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.people import AddOffice
from db.commands.settings import ChooseOurSide
from db.queries import agreements, commitments, urgency, visits
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.base import View
from db.records.bundle import Bundle, Entry
from db.records.commitments import CommitmentDraft, CommitmentLine
from db.records.parties import PartyDraft
from db.records.people import OfficeDraft
from db.records.visits import VisitLine
from db.rules.commitments import CLOSED
from db.rules.periods import Period
from db.rules.urgency import WEIGHTS
from db.rules.visits import AGREED
from db.store import Store
from db.tables.commitments import Commitment
from db.tables.status import Line
from db.vocabulary import (
    CommitmentStatus,
    Kind,
    PartyKind,
    Progress,
    Rank,
    Reply,
    StepKind,
    Strength,
    Turn,
    VisitKind,
    VisitStage,
    VisitStatus,
)
from tests.campaigns import examples
from tests.registers import TODAY, make_empty, opened

PROMISES, VISITS, AGREEMENTS = 120, 24, 12
NEAR = st.integers(-60, 400).map(lambda days: TODAY + timedelta(days=days))
DAYS = NEAR | st.sampled_from([date.min, date.max])
SPANS = ("2026", "2026-11", "2026-12", "2027-03", "2026-33", "2026-11-20/2026-12-10", "../2026-12-20", "2026-11-01/..")


class Desk:
    """A register in which chance decides all that weighs in urgency."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._entries: list[Entry] = []
        self.sides = [self._add(Kind.PARTY, title=title) for title in ("Kazakhstan", "Pakistan")]
        self._fill()

    def bundle(self, ours: int | None) -> Bundle:
        """All of it, with a side of ours or none."""
        side = None if ours is None else self.sides[ours]
        return Bundle(title="Chance", our_side=side, records=tuple(self._entries))

    def _add(self, kind: Kind, /, **draft: Any) -> str:
        uid = f"00000000-0000-7000-8000-{len(self._entries):012d}"
        hidden = kind is not Kind.PARTY and self._chance.random() < 0.08
        self._entries.append(Entry(uid=uid, kind=kind, hidden=hidden, draft=draft))
        return uid

    def _pick(self, *choices: Any) -> Any:
        return self._chance.choice(choices)

    def _period(self) -> Period | None:
        days = Period.on(self._day()), Period.on(self._day())
        return self._chance.choice((None, Period.from_edtf(self._chance.choice(SPANS)), *days))

    def _day(self) -> date:
        return TODAY + timedelta(days=self._chance.randint(-120, 120))

    def _fill(self) -> None:
        """Offices, visits with their returns and invitations, agreements, promises, and the log of all of them."""
        sides, pick = self.sides, self._pick
        offices = [
            self._add(Kind.OFFICE, title=f"{rank} {side}", party=side, rank=rank) for rank in Rank for side in sides
        ]
        seen: list[str] = []
        for n in range(VISITS):
            fields = {"kind": pick(*VisitKind), "stage": pick(*VisitStage), "return_of": pick(None, *seen)}
            fields |= {"office": pick(None, *offices), "from_party": pick(None, *sides), "to_party": pick(*sides)}
            seen.append(self._add(Kind.VISIT, title=f"Visit {n}", dates=self._period(), **fields))
            for _ in range(pick(0, 1, 2)):
                given = {"given_on": self._period(), "window": self._period(), "renews": pick(True, False)}
                self._add(Kind.INVITATION, visit=seen[-1], reply=pick(*Reply), **given)
        made = [*seen]
        for n in range(AGREEMENTS):
            steps = [
                {"kind": pick(*StepKind), "done_on": self._period(), "party": pick(None, *sides)} for _ in range(2)
            ]
            fields = {"parties": sides, "visit": pick(None, *seen), "steps": steps[: n % 3]}
            made.append(self._add(Kind.AGREEMENT, title=f"Agreement {n}", **fields))
        made += [self._add(Kind.ACTION, text=f"Talk {n}", on=self._day(), links=[pick(*made)]) for n in range(4)]
        origins, holders = [*made], [*sides, *offices]
        for n in range(PROMISES):
            fields = {"strength": pick(*Strength), "progress": pick(*Progress), "due": self._period()}
            fields |= {"depends_on": pick(None, None, *seen), "origin": pick(None, *origins)}
            owes = self._chance.sample(holders, pick(0, 1, 1, 2))
            made.append(self._add(Kind.COMMITMENT, title=f"Promise {n}", owes=owes, **fields))
        for n in range(PROMISES):
            self._add(Kind.ACTION, text=f"Word {n}", on=self._day(), links=[pick(*made)])


@pytest.fixture(scope="module", params=[(7, None), (8, 0), (9, 1)], ids=["no side", "one side", "the other"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Registers filled by chance, without a side of ours and with one."""
    path = tmp_path_factory.mktemp("urgency") / "urgency.aide"
    with opened(make_empty(path)) as made:
        seed, ours = request.param
        made.run(TakeIn(Desk(seed).bundle(ours)))
        yield made


def summed(reader: Reader, today: date) -> dict[int, int]:
    """What SQL counts for each line."""
    ids, rank = lines.ranked(reader, Commitment, today)
    total = -urgency.sort_by(today, rank, commitments.promised_on)
    return {number: points for number, points in reader.execute(ids.add_columns(total))}


@examples(8)
@given(today=DAYS, turned=st.booleans())
def test_sql_counts_what_the_rule_counts(store: Store, today: date, turned: bool) -> None:
    """For every promise, whether the register was turned to that day or not; and they stand in that order."""
    store.turn(today if turned else TODAY)
    with store.read() as reader:
        counted = summed(reader, today)
        by_sum = list(reader.scalars(commitments.rows(reader, today, View(sort="urgency"))))
        found = {line.id: line for line in commitments.lines(reader, today, by_sum)}
        days = {number: day for number, day in reader.execute(select(Line.record_id, Line.day))}
        falling = list(reader.scalars(commitments.rows(reader, today, View(sort="urgency", descending=True))))
    assert len(found) > PROMISES * 0.8
    assert counted == {number: line.urgency.total for number, line in found.items()}
    assert by_sum == sorted(by_sum, key=lambda each: (-found[each].urgency.total, days[each], each))
    assert [counted[each] for each in falling] == sorted(counted.values())


def _near(reader: Reader, line: CommitmentLine, every: dict[int, VisitLine], today: date) -> set[date]:
    """The days on which the visits begin on whose programme a promise stands, worked out from what their rows say."""
    linked = {each.id for each in (line.depends_on, line.origin) if each is not None}
    found = set()
    for visit in every.values():
        returns = visit.return_of is not None and line.origin is not None and visit.return_of.id == line.origin.id
        if (visit.id in linked or returns) and visit.status in AGREED and visit.dates is not None:
            begins = visit.dates.earliest or visit.dates.latest
            if begins is not None and visit.dates.latest is not None and visit.dates.latest >= today:
                found.add(begins)
    return {each for each in found if (each - today).days <= WEIGHTS.programme_days}


@examples(4)
@given(today=DAYS)
def test_parts_say_what_the_rows_say(store: Store, today: date) -> None:
    """The visit, the lateness, the silence and the turn that weigh are those that the table shows."""
    store.turn(today)
    with store.read() as reader:
        rows = reader.scalars(visits.rows(reader, today, View(name="all"))).all()
        every = {line.id: line for line in visits.lines(reader, today, rows)}
        for line in commitments.lines(reader, today, reader.scalars(commitments.rows(reader, today, View())).all()):
            said = " ".join(line.urgency.said.split())
            if line.status in CLOSED or line.strength is Strength.INTENTION:
                assert not said
                continue
            near = _near(reader, line, every, today)
            assert ("belongs to a visit" in said) is bool(near), (line.title, said)
            if near and min(near) > today:
                days = (min(near) - today).days
                assert f"visit in {days} day{'' if days == 1 else 's'} {WEIGHTS.programme}" in said
            assert ("overdue" in said) is (line.status is CommitmentStatus.OVERDUE), (line.title, said)
            assert ("no action for" in said) is (line.days_silent is not None and line.days_silent > 2)
            assert sum(part.points for part in line.urgency.parts) == line.urgency.total


@examples(4)
@given(today=DAYS)
def test_visits_without_a_date_and_agreements_that_wait_are_weighed(store: Store, today: date) -> None:
    """And no other; the window of an invitation is used as far as the pane says."""
    store.turn(today)
    with store.read() as reader:
        asked = visits.lines(reader, today, reader.scalars(visits.rows(reader, today, View(name="all"))).all())
        treaties = agreements.lines(reader, today, reader.scalars(agreements.rows(reader, today, View())).all())
    for visit in asked:
        waits = visit.status in (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE)
        assert bool(visit.urgency.total) is waits, (visit.title, visit.urgency)
        assert "overdue" not in visit.urgency.said
    for agreement in treaties:
        if agreement.turn in (Turn.NOBODY, Turn.NOT_STATED):
            assert "turn" not in agreement.urgency.said and "no action" not in agreement.urgency.said
        else:
            assert agreement.urgency.total >= WEIGHTS.turn[agreement.turn]


def test_nobody_is_put_first_where_no_side_is_ours(store: Store) -> None:
    """Without a side of ours it is said of nobody that it is their turn because they owe."""
    with store.read() as reader:
        every = commitments.lines(reader, TODAY, reader.scalars(commitments.rows(reader, TODAY, View())).all())
        sided = our_side(reader) is not None
    said = [line for line in every if "our turn" in line.urgency.said]
    assert bool(said) is sided


@pytest.fixture(scope="module")
def under(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, int]]]:
    """A register with our side, theirs, and a company with its office under each."""
    with opened(make_empty(tmp_path_factory.mktemp("under") / "under.aide")) as store:
        made: dict[str, int] = {}
        for side in ("ours", "theirs"):
            made[side] = store.run(AddParty(PartyDraft(title=side))).record or 0
            company = PartyDraft(title=f"{side}’ company", kind=PartyKind.COMPANY, under=made[side])
            made[f"{side} company"] = store.run(AddParty(company)).record or 0
            office = OfficeDraft(title=f"{side}’ office", party=made[f"{side} company"])
            made[f"{side} office"] = store.run(AddOffice(office)).record or 0
        store.run(ChooseOurSide(made["ours"]))
        yield store, made


@pytest.mark.parametrize(
    ("owes", "said"),
    [
        (("ours",), "our turn 10"),
        (("ours company",), "our turn 10"),
        (("ours office",), "our turn 10"),
        (("ours", "ours company"), "our turn 10"),
        (("theirs",), "their turn 3"),
        (("theirs company",), "their turn 3"),
        (("ours", "theirs"), "turn of both sides 6"),
        (("ours company", "theirs"), "turn of both sides 6"),
        (("ours office", "theirs company"), "turn of both sides 6"),
        ((), ""),
    ],
)
def test_it_is_the_turn_of_whoever_owes_with_all_that_stands_under_them(
    under: tuple[Store, dict[str, int]], owes: tuple[str, ...], said: str
) -> None:
    """A company under our side is ours, as in "We owe". Of what both owe "their turn" is said only while an officer
    says that we wait for them."""
    store, made = under
    for progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.BLOCKED, Progress.WAITING):
        draft = CommitmentDraft(title="P", owes=tuple(made[each] for each in owes), progress=progress)
        record = store.run(AddCommitment(draft)).record or 0
        with store.read() as reader:
            (line,) = commitments.lines(reader, TODAY, [record])
            assert summed(reader, TODAY)[record] == line.urgency.total
        turn = [part for part in line.urgency.parts if "turn" in part.label]
        expected = "their turn 3" if progress is Progress.WAITING else said
        assert [f"{part.label} {part.points}" for part in turn] == ([expected] if expected else [])
