"""A link that was copied, such as “aide:60”, leads to its record, in the search and wherever a record is chosen."""

from __future__ import annotations

from functools import partial

import pytest

from db.queries import search
from db.records.search import Found
from db.store import Store
from db.vocabulary import Kind
from tests.registers import TODAY
from tests.store.house import Ids


@pytest.mark.parametrize(
    ("words", "number"),
    [("aide:60", 60), (" AIDE: 60 ", 60), ("aide:", None), ("aide:6o", None), ("60", None), ("aide:" + "9" * 23, None),
     ("aide:60 visit", None), ("aide:-1", None), ("aide:٦٠", None)],
)  # fmt: skip
def test_a_link_is_a_number_and_nothing_else(words: str, number: int | None) -> None:
    assert search.linked(words) == number


def everywhere(store: Store, words: str) -> Found:
    """What the search over everything finds."""
    return store.ask(lambda reader: search.everywhere(reader, TODAY, words))


def test_a_link_leads_to_its_record_alone(house: Store, ids: Ids) -> None:
    """Whatever kind it is; what is in the Trash, or was never there, is not found."""
    for name in ("visit", "commitment", "agreement"):
        found = everywhere(house, f"aide:{ids[name]}")
        assert [len(group.hits) for group in found.groups] == [1]
        assert [each.id for each in house.ask(partial(search.find, words=f"aide:{ids[name]}"))] == [ids[name]]
    assert everywhere(house, "aide:999999").groups == ()
    assert house.ask(lambda reader: search.find(reader, f"aide:{ids['visit']}", kinds=(Kind.PARTY,))) == ()
