"""Ledgers of twenty real pairs, counted once more from the file itself."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from db.commands.settings import ChooseOurSide
from db.queries import relations, search, timeline
from db.rules.periods import Period
from db.store import Store, create_register, open_register
from db.vocabulary import Kind
from tests.corpus import VISITS, TakeCorpusIn
from tests.registers import TODAY, now

pytestmark = [pytest.mark.corpus, pytest.mark.sampled(0)]
PAIRS = 20
HOST = "United States"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("ledgers") / "corpus.aide"
    create_register(path, now=now, by="A. Serik", first=TakeCorpusIn())
    with open_register(path, now=now, by="A. Serik") as opened:
        opened.turn(TODAY)
        yield opened


def counted() -> dict[str, tuple[int, date]]:
    """By country how many visits the file has, and the last day of the one that ended first; without the program."""
    found: dict[str, list[date]] = defaultdict(list)
    with Path(VISITS).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            start, end = row["start_date"], row["end_date"]
            found[row["from_country"]].append(date.fromisoformat(end if end >= start else start))
    return {country: (len(days), min(days)) for country, days in found.items()}


def chosen() -> list[str]:
    """The ten countries with the most visits, and ten of those with few."""
    by_many = sorted(counted().items(), key=lambda each: (-each[1][0], each[0]))
    few = [country for country, (many, _day) in by_many if many <= 9]
    return [country for country, _found in by_many[:10]] + few[:: max(1, len(few) // 10)][:10]


def number(store: Store, name: str) -> int:
    with store.read() as reader:
        return next(each.id for each in search.find(reader, name, kinds=(Kind.PARTY,)) if each.title == name)


def test_sentences_of_twenty_pairs_are_those_of_the_file(store: Store) -> None:
    from_the_file, told = counted(), 0
    us = number(store, HOST)
    for country in chosen():
        party, (many, first) = number(store, country), from_the_file[country]
        subject = store.ask(lambda reader: relations.subject_of(reader, party))  # noqa: B023
        assert subject.other == us, country
        found = store.ask(lambda reader: relations.ledger_sheet(reader, TODAY, subject))  # noqa: B023
        assert found is not None
        assert (len(found.paid_there), len(found.paid_here)) == (0, many), country
        day = Period.on(first).display()
        assert found.said == (
            f"Visits of a kind not stated: {HOST} paid 0, {country} paid {many}; "
            f"{HOST}’s return visit is outstanding since {day}."
        )
        told += 1
    assert told == PAIRS


def test_the_same_is_said_of_us_once_a_side_is_ours(store: Store) -> None:
    store.run(ChooseOurSide(number(store, HOST)))
    try:
        for country in chosen():
            party, (many, first) = number(store, country), counted()[country]
            subject = store.ask(lambda reader: relations.subject_of(reader, party))  # noqa: B023
            found = store.ask(lambda reader: relations.ledger_sheet(reader, TODAY, subject))  # noqa: B023
            assert found is not None and found.said == (
                f"Visits of a kind not stated: we paid 0, they paid {many}; "
                f"our return visit is outstanding since {Period.on(first).display()}."
            )
    finally:
        store.undo()


def test_every_visit_of_a_country_is_on_its_timeline(store: Store) -> None:
    for country in chosen():
        party, (many, _first) = number(store, country), counted()[country]
        subject = store.ask(lambda reader: relations.subject_of(reader, party))  # noqa: B023
        found = store.ask(lambda reader: timeline.of_relations(reader, TODAY, subject))  # noqa: B023
        assert (len(found.items), found.total, found.dated) == (many, many, many), country


def test_all_visits_are_reached_by_asking_for_shorter_times(store: Store) -> None:
    """3,264 are more than are read at once: halving the time gives every one of them."""
    us, every = number(store, HOST), sum(many for many, _day in counted().values())
    store.run(ChooseOurSide(us))
    try:
        subject = store.ask(lambda reader: relations.subject_of(reader, us))
        whole = store.ask(lambda reader: timeline.of_relations(reader, TODAY, subject))
        assert (len(whole.items), whole.total) == (timeline.MOST, every)
        ends = (date.min, date(1970, 1, 1), date(2000, 1, 1), date.max)
        seen: set[int] = set()
        for first, last in pairwise(ends):
            part = store.ask(lambda reader: timeline.of_relations(reader, TODAY, subject, first, last))  # noqa: B023
            assert len(part.items) == part.total
            seen |= {each.id for each in part.items}
        assert len(seen) == every
    finally:
        store.undo()
