"""The views that are always there are answered from indexes: nothing is scanned whole, nothing is sorted."""

from __future__ import annotations

from types import ModuleType

import pytest

from db.queries import actions, agreements, commitments, visits
from db.records.base import View
from db.store import Store
from tests.store.house import TODAY

TABLES = (actions, agreements, commitments, visits)

# What is not read from an index in order, and why.
SORTED = {
    ("actions", "late_steps"): "those that are open and late, found by the index on their day",
    ("actions", "late_replies"): "those that are open and late, found by the index on their day",
    ("visits", "undated"): "three statuses are merged",
    ("visits", "scheduled"): "two statuses are merged",
    ("visits", "proposed"): "two statuses are merged",
    ("visits", "cancelled"): "shown by date, as what took place",
    ("visits", "took_place"): "shown by date, not by what is first due",
    ("visits", "owed"): "worked out by the rule of reciprocity, a few hundred at most",
    ("agreements", "signed"): "four statuses are merged",
    ("agreements", "to_confirm"): "four statuses are merged",
    ("agreements", "in_force"): "shown by title",
    ("agreements", "quiet"): "shown by title, found by day",
    ("agreements", "ending"): "one year's agreements, found by the index on their end",
    ("commitments", "undated"): "all of them share one day, which SQLite does not use",
    ("commitments", "silent"): "the same day again",
    ("commitments", "owes"): "one holder's commitments, found by the index on holders",
    ("commitments", "we_owe"): "one holder's commitments, found by the index on holders",
}


def plan(store: Store, noun: ModuleType, view: View) -> list[str]:
    """How SQLite means to find the rows of a view."""
    with store.read() as reader:
        store.turn(TODAY)
        query = noun.rows(reader, TODAY, view).limit(64)
        compiled = query.compile(reader.connection(), compile_kwargs={"literal_binds": True})
        found = reader.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        return [str(row[3]) for row in found]


def _scans(step: str) -> bool:
    """Whether a step reads a whole table; an empty list of numbers is a "constant row"."""
    return step.startswith("SCAN") and "CONSTANT" not in step and "(subquery" not in step


@pytest.mark.parametrize("noun", TABLES, ids=lambda noun: noun.__name__.rpartition(".")[2])
def test_views_are_read_from_indexes(house: Store, noun: ModuleType) -> None:
    """Reason: at a million rows a scan takes a second and a sort a third of one; see tests/benchmarks/tables.py."""
    name = noun.__name__.rpartition(".")[2]
    house.turn(TODAY)
    with house.read() as reader:
        views = noun.views(reader)
    for named in views:
        steps = plan(house, noun, named.view)
        assert not [step for step in steps if _scans(step)], f"{named.label}: {steps}"
        if (name, named.view.name.partition(":")[0]) not in SORTED:
            assert not [step for step in steps if "TEMP B-TREE" in step], f"{named.label}: {steps}"
            assert any("INDEX ix_line" in step for step in steps), f"{named.label}: {steps}"


@pytest.mark.parametrize("sort", ["title", "due", "last_action"])
def test_sorting_is_read_from_an_index(house: Store, sort: str) -> None:
    """Reason: as above; falling too, but for due dates, where what has none stays last."""
    house.turn(TODAY)
    for view in (View(sort=sort), View(name="open", sort=sort)):
        assert not [step for step in plan(house, commitments, view) if "TEMP B-TREE" in step or _scans(step)]
