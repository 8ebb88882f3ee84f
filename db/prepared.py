"""Statements about some records, written out once: put together anew, they take longer than their answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, column, func, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session

_IDS = "ids"

GIVEN = select(func.json_each(bindparam(_IDS, None)).table_valued(column("value", Integer)).c.value)
"""The numbers a statement is asked about. They go in as one value: a list of marks would make another statement for
each length of the list, and end at 32,766."""


class Prepared:
    """A statement that asks about `GIVEN` and answers with numbers and words, as SQLite keeps them."""

    def __init__(self, statement: Select[Any, *tuple[Any, ...]] | CompoundSelect[Any]) -> None:
        self._statement = statement

    def __call__(self, session: Session, ids: Collection[int]) -> Sequence[Any]:
        """The rows about these numbers; what the session has not flushed is not among them."""
        if not ids:
            return ()
        sql, fixed = self._written
        return session.connection().exec_driver_sql(sql, {**fixed, _IDS: json.dumps([*ids])}).all()

    def numbers(self, session: Session, ids: Collection[int]) -> set[int]:
        """The first value of each of these rows."""
        return {row[0] for row in self(session, ids)}

    @cached_property
    def _written(self) -> tuple[str, dict[str, Any]]:
        dialect = SQLiteDialect_pysqlite(paramstyle="named")
        written = self._statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        return str(written), {name: value for name, value in written.params.items() if name != _IDS}
