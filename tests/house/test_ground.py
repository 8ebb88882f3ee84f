"""The ground the tests stand on holds: no network, a home of its own, a sound Qt binding."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from platformdirs import user_data_path

from tests import campaigns
from tests.conftest import references_lost


def test_the_network_is_out_of_reach() -> None:
    """Reason: a program that promises to stay off the network must be caught the first time it forgets."""
    with socket.socket() as caller, pytest.raises(AssertionError, match="network"):
        caller.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.org", 80)


def test_registers_are_kept_in_a_home_of_the_tests(home: Path) -> None:
    """Reason: a test run must never open, fill or migrate the register of whoever runs it."""
    assert user_data_path("aide-memoire").is_relative_to(home)
    assert Path.home() == home


def test_the_binding_keeps_what_it_is_given() -> None:
    """Reason: a PySide6 that loses references to None aborts the process hours later, far from the cause."""
    assert references_lost() <= 0


@dataclass(frozen=True)
class Case:
    """A case of a table as pytest has it, as far as it is looked at; `wanted` is what it is marked with."""

    nodeid: str
    wanted: int
    path: Path

    def get_closest_marker(self, name: str) -> pytest.Mark:
        return getattr(pytest.mark, name)(self.wanted).mark  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("asked", "folder", "wanted", "kept"),
    [
        ("", "desktop", 0, ""),
        ("", "desktop", 1, "a"),
        ("", "desktop", 2, "ac"),
        ("", "desktop", 9, "abcd"),
        ("faults", "desktop", 1, "a"),
        ("faults", "faults", 1, "abcd"),
        ("long", "desktop", 0, "abcd"),
    ],
)
def test_so_many_cases_of_a_table_are_tried(
    asked: str, folder: str, wanted: int, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reason: cases that share a register stand between those of other tables, and each was taken for a table."""
    monkeypatch.setattr(campaigns, "asked", {asked})
    path = Path("tests", folder, "test_it.py")
    table = [Case(f"{name}[{each}]", wanted, path) for each in "abcd" for name in ("one", "two")]
    left = campaigns.left_for_long(cast(list[pytest.Item], table))
    tried = [each.nodeid for each in table if cast(pytest.Item, each) not in left]
    assert tried == [f"{name}[{each}]" for each in kept for name in ("one", "two")]
