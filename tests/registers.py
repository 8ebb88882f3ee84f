"""Registers that tests start from, on the day the examples are dated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from db.commands.bundle import TakeIn
from db.exchange.bundle import read
from db.queries import search
from db.store import Store, create_register, open_register
from db.vocabulary import Kind
from desktop.assets import read_text

TODAY = date(2026, 11, 23)
OFFICER = "A. Serik"


def now() -> datetime:
    """Nine o'clock in the morning of that day, in UTC."""
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def make_empty(path: Path) -> Path:
    """A new register with nothing in it, copied from one that is made once a run."""
    path.write_bytes(_empty())
    return path


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.aide"
        create_register(path, now=now, by=OFFICER)
        return path.read_bytes()


def make_starter(path: Path) -> Path:
    """A register with the starter's records and nothing else."""
    path.write_bytes(_starter())
    return path


@cache
def _starter() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "starter.aide"
        first = TakeIn(read(read_text("starter", "kazakhstan-pakistan.json")))
        create_register(path, now=now, by=OFFICER, first=first)
        return path.read_bytes()


@contextmanager
def opened(path: Path, *, writing: bool = True) -> Iterator[Store]:
    """The register at `path`, open for writing, or only for reading beside somebody who writes."""
    with open_register(path, now=now, by=OFFICER, writing=writing) as store:
        yield store


def number_of(store: Store, words: str, kind: Kind) -> int:
    """The number of the one record of a kind that is found by these words."""
    with store.read() as reader:
        (found,) = search.find(reader, words, kinds=(kind,))
    return found.id
