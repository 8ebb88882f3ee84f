"""A furnished register for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store, open_register
from tests.registers import make_empty
from tests.store.house import Clock, Ids, furnish


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """The register that all others are copied from, and its records."""
    path = make_empty(tmp_path_factory.mktemp("house") / "house.aide")
    with open_register(path, now=Clock(), by="A. Serik") as house:
        return path, furnish(house)


@pytest.fixture
def house_path(furnished: tuple[Path, Ids], tmp_path: Path) -> Path:
    """A furnished register of the test's own, closed."""
    return Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide"))


@pytest.fixture
def ids(furnished: tuple[Path, Ids]) -> Ids:
    """The records of a furnished register by short names."""
    return furnished[1]


@pytest.fixture
def house(house_path: Path, clock: Clock) -> Iterator[Store]:
    """A furnished register of the test's own, open."""
    with open_register(house_path, now=clock, by="A. Serik") as opened:
        yield opened


@pytest.fixture(scope="session")
def walk(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One furnished register for all examples of a property; the parties 1 and 2 are in it."""
    path = Path(shutil.copy(furnished[0], tmp_path_factory.mktemp("walk") / "walk.aide"))
    with open_register(path, now=Clock(), by="A. Serik") as opened:
        yield opened
