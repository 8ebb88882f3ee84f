"""What the program's own connections to a register execute, to be done again by another SQLite."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import quote

OPEN, CLOSE = "(open)", "(close)"


class Statement(NamedTuple):
    """One statement with its values as they were bound, or that a connection was opened or closed, by its number."""

    connection: int
    sql: str
    values: Any = ()


def random_blobs(connection: int) -> Callable[..., bytes]:
    """What SQLite's `randomblob` is in a connection, so that it gives the same again."""
    return random.Random(connection).randbytes


@contextmanager
def heard(register: Path) -> Iterator[list[Statement]]:
    """Every statement that is executed on `register` within the block, in order, over all its connections."""
    said: list[Statement] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect
    name = quote(str(register))

    def listening(database: Any, **named: Any) -> sqlite3.Connection:
        if f"file:{name}?" not in str(database):
            return connect(database, **named)
        number = sum(each.sql == OPEN for each in said)
        said.append(Statement(number, OPEN))
        return connect(database, factory=partial(_Connection, said, number), **named)

    with patch.object(sqlite3, "connect", listening):
        yield said


class _Connection(sqlite3.Connection):
    """A connection that writes down what it is asked for before it does it."""

    def __init__(self, said: list[Statement], number: int, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._said, self._number = said, number
        self.create_function("randomblob", 1, random_blobs(number))

    def say(self, sql: str, values: Any = ()) -> None:
        self._said.append(Statement(self._number, sql, values))

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        return self.cursor().execute(sql, values)  # type: ignore[no-any-return]  # a factory may make any cursor

    def commit(self) -> None:
        if self.in_transaction:
            self.say("COMMIT")
        super().commit()

    def rollback(self) -> None:
        if self.in_transaction:
            self.say("ROLLBACK")
        super().rollback()

    def close(self) -> None:
        self.say(CLOSE)
        super().close()


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, values: Any = (), /) -> _Cursor:
        self._say(sql, values)
        return super().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> _Cursor:
        kept = list(rows)
        for values in kept:
            self._say(sql, values)
        return super().executemany(sql, kept)

    def _say(self, sql: str, values: Any) -> None:
        assert isinstance(self.connection, _Connection)
        self.connection.say(sql, values)
