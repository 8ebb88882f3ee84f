"""Lines say the same of a day whether they were turned to it or have it worked out for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.base import Hide
from db.commands.commitments import AddCommitment, SetDue
from db.queries import actions, agreements, commitments, visits
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import DueIn, Progress, Strength
from tests.campaigns import examples
from tests.registers import TODAY, make_starter, opened

TABLES: tuple[ModuleType, ...] = (visits, agreements, commitments, actions)
DAYS = st.dates(date(2025, 12, 1), date(2028, 2, 1))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The starter with promises due on many days."""
    path: Path = make_starter(tmp_path_factory.mktemp("lines") / "lines.aide")
    with opened(path) as made:
        for n, progress in enumerate((*Progress, *Progress)):
            due = (
                Period.on(TODAY + timedelta(days=37 * n - 200)) if n % 3 else Period.from_edtf(f"2026-{n % 12 + 1:02d}")
            )
            strength = Strength.INTENTION if n % 5 == 0 else Strength.UNDERTAKING
            made.run(AddCommitment(CommitmentDraft(title=f"C{n}", due=due, progress=progress, strength=strength)))
        yield made


def told(store: Store, today: date) -> list[list[int]]:
    """The rows of every view of every table, and of every sort, on a day."""
    with store.read() as reader:
        named = [(noun, each.view) for noun in TABLES for each in noun.views(reader)]
        sorts = [(noun, View(sort=sort, descending=falls)) for noun in TABLES for sort in noun.LISTING.orders
                 for falls in (False, True)]  # fmt: skip
        return [list(reader.scalars(noun.rows(reader, today, view))) for noun, view in (*named, *sorts)]


@examples(3)
@given(days=st.lists(DAYS, min_size=2, max_size=4, unique=True))
def test_turned_lines_say_what_is_worked_out_for_any_day(store: Store, days: list[date]) -> None:
    """Forwards and backwards; and what turned is what `check` computes from the facts."""
    store.turn(date(2020, 1, 1))
    worked_out = [told(store, day) for day in days]
    for day, expected in zip(days, worked_out, strict=True):
        store.turn(day)
        assert told(store, day) == expected
        assert store.check().sound


def test_pages_from_the_end_are_pages_from_the_start(store: Store) -> None:
    store.turn(TODAY)
    with store.read() as reader:
        rows = commitments.LISTING.rows(reader, TODAY, View())
        every, total = rows.page(reader, 0, 1000), rows.count(reader)
        assert len(every) == total > 20
        for start in range(0, total, 7):
            assert rows.page(reader, start, 7, total) == every[start : start + 7]


def test_a_hidden_record_has_no_line_until_it_comes_back(store: Store) -> None:
    store.turn(TODAY)
    before = told(store, TODAY)
    with store.read() as reader:
        first = commitments.rows(reader, TODAY, View())
        number = reader.scalars(first.limit(1)).one()
    store.run(Hide((number,)))
    assert all(number not in ids for ids in told(store, TODAY))
    store.undo()
    assert told(store, TODAY) == before


def test_a_change_takes_its_place_on_the_status_day(store: Store) -> None:
    store.turn(TODAY)
    with store.read() as reader:
        (number,) = commitments.LISTING.rows(reader, TODAY, View(name="undated")).page(reader, 0, 1)
    store.run(SetDue((number,), Period.on(TODAY - timedelta(days=1))))
    with store.read() as reader:
        assert number in commitments.LISTING.rows(reader, TODAY, View(name="overdue")).page(reader, 0, 99)
    store.undo()


def test_groups_hold_every_row_once_and_in_their_order(store: Store) -> None:
    store.turn(TODAY)
    with store.read() as reader:
        for noun in TABLES:
            for name in (*noun.LISTING.facets, *(("status",) if noun is not actions else ())):
                view = View(group=name)
                groups = noun.LISTING.groups(reader, TODAY, view)
                rows = noun.LISTING.rows(reader, TODAY, view)
                total = rows.count(reader)
                assert sum(each.count for each in groups) == total, (noun, name)
                assert len(set(rows.page(reader, 0, 1000))) == total
                assert all(each.label for each in groups[:-1]), "What has none stands last."
    with store.read() as reader:
        words = [each.label for each in commitments.LISTING.groups(reader, TODAY, View(group="due"))]
    assert words == [each.label for each in DueIn if each.label in words], "As time goes, not by the alphabet."
