"""Writing made-up records by the thousand: rows, journal, words for search and parties, as the program leaves them."""

from __future__ import annotations

import json
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from db import chain, engine
from db.collation import sort_key
from db.dates import Held
from db.lines import STATUSES, TITLE_KEPT
from db.rules.periods import Period
from db.rules.text import for_search, pairs
from db.tables.base import Base
from db.tables.reminders import RecordDate
from db.tables.status import TURNS
from db.vocabulary import Kind, Word

Row = dict[str, Any]
"""Column → what SQLite keeps, which is also what the journal's JSON says."""

TODAY = date(2026, 11, 23)
_BATCH = 20_000
_CHANGE = 1


class Book:
    """Rows of one change, "Generated"; `finish` writes the last of them."""

    def __init__(self, connection: Connection, at: datetime, rng: random.Random) -> None:
        self._connection = connection
        self._rng = rng
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._waiting = 0
        self._last: Counter[str] = Counter()
        self.parties: dict[int, frozenset[int]] = {}
        """The parties each record concerns."""
        self.titles: dict[int, str] = {}
        self._blank = {table.name: _blank(table) for table in Base.metadata.sorted_tables}
        self._kept = {table.name: _kept(table) for table in Base.metadata.sorted_tables}
        change = {"id": _CHANGE, "at": at.strftime("%Y-%m-%d %H:%M:%S.%f"), "by": "generator", "label": "Generated"}
        self._put("change", change | {"is_undo": False})
        connection.exec_driver_sql("UPDATE status_day SET day = ?", (TODAY.isoformat(),))

    def record(
        self,
        kind: Kind,
        title: str,
        words: Iterable[str],
        parties: frozenset[int],
        derived: Row,
        fields: Row,
        line: Row | None = None,
    ) -> int:
        """A record with its words for search and the parties it concerns; its number. `line` holds shelf and day."""
        number, key = self._number("record"), sort_key(title)
        self.titles[number] = title
        if line is not None:
            kept = {"record_id": number, "kind": kind.value, "title": for_search(title)[:TITLE_KEPT], "sorts_as": key}
            self._put("line", kept | line | _rank(kind, derived) | {"last": derived.get("last_action")})
        self.parties[number] = parties
        uid = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        head = {"id": number, "uid": uid, "kind": kind.value, "title": title, "created": _CHANGE, "version": _CHANGE}
        head["sorts_as"] = key
        head |= {name: fields.pop(name) for name in ("notes",) if name in fields}
        self._journal("record", head | {name: derived.pop(name) for name in ("last_action",) if name in derived})
        self._journal(kind.value, {"id": number, **fields, **derived})
        self._put("change_record", {"change_id": _CHANGE, "record_id": number, "kind": kind.value})
        folded, body = for_search(title), for_search("\n".join(filter(None, words)))
        runs = " ".join(pairs(f"{folded}\n{body}"))
        self._put("search_text", {"record_id": number, "title": folded, "body": body, "runs": runs})
        for party in sorted(parties):
            self._put("concern", {"record_id": number, "party_id": party})
        if self._waiting > _BATCH:
            self._write()
        return number

    def dates(self, held: Iterable[Held]) -> None:
        """The dates of a record that reminders are counted from."""
        for each in held:
            row = each.row()
            kept = {column.name: getattr(row, column.name) for column in RecordDate.__table__.columns}
            self._put(
                "record_date", {name: iso(value) or getattr(value, "value", value) for name, value in kept.items()}
            )

    def child(self, table: str, **fields: Any) -> None:
        """A row that hangs on a record."""
        self._journal(table, {"id": self._number(table), **fields})

    def setting(self, name: str, value: int) -> None:
        """A choice that belongs to the register."""
        self._journal("setting", {"id": self._number("setting"), "name": name, "value": value})

    def finish(self) -> None:
        """Write what is left and make the index for search."""
        self._write()
        engine.rebuild_index(self._connection)
        with Session(self._connection) as session:
            chain.seal_all(session)

    def _number(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def _journal(self, table: str, row: Row) -> None:
        whole = self._put(table, row)
        image = json.dumps({name: whole[name] for name in self._kept[table]})
        number = self._number("change_row")
        after = {"id": number, "change_id": _CHANGE, "table_name": table, "row_id": whole["id"], "after": image}
        self._put("change_row", after)

    def _put(self, table: str, row: Row) -> Row:
        whole = self._blank[table] | row
        if len(whole) != len(self._blank[table]):
            raise KeyError(f"{table} has no {set(row) - set(self._blank[table])}")
        self._rows[table].append(whole)
        self._waiting += 1
        return whole

    def _write(self) -> None:
        for table, rows in self._rows.items():
            names = list(self._blank[table])
            columns, values = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            statement = f'INSERT INTO "{table}" ({columns}) VALUES ({values})'
            self._connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])
        self._rows.clear()
        self._waiting = 0


def when(name: str, period: Period | None) -> Row:
    """The five columns of a period."""
    parts = period.__composite_values__() if period is not None else (None,) * 5
    words, edtf, *days = parts
    found = {"words": words, "edtf": edtf, **dict(zip(("anchor", "earliest", "latest"), map(iso, days), strict=True))}
    return {f"{name}_{part}": value for part, value in found.items()}


def iso(day: Any) -> str | None:
    """A day as SQLite and the journal keep it."""
    return day.isoformat() if isinstance(day, date) else None


def span_columns(spans: tuple[tuple[date, Word], ...]) -> Row:
    """The computed columns of a status over time."""
    kept = spans[-(TURNS + 1) :]
    row: Row = {"status_0": kept[0][1].value}
    for n, (first, status) in enumerate(kept[1:], start=1):
        row |= {f"from_{n}": iso(first), f"status_{n}": status.value}
    return row


def _rank(kind: Kind, derived: Row) -> Row:
    """The rank on the day of the register, and when it turns."""
    known = next((words for table, words in STATUSES.items() if table.__tablename__ == kind.value), ())
    status, turns_on, today = derived.get("status_0"), None, TODAY.isoformat()
    for n in range(1, TURNS + 1):
        first = derived.get(f"from_{n}")
        if first is not None and first <= today:
            status = derived[f"status_{n}"]
        elif first is not None:
            turns_on = first
            break
    return {"rank": [each.value for each in known].index(status) if status else 0, "turns_on": turns_on}


def _blank(table: Table) -> Row:
    """A row of defaults, complete, so that the journal holds every column."""
    return {column.name: _default(column.default) for column in table.columns}


def _default(default: Any) -> Any:
    value = getattr(default, "arg", None)
    return value.value if isinstance(value, Word) else value


def _kept(table: Table) -> list[str]:
    moving = {"version", "created"} if table.name == "record" else set()
    return [column.name for column in table.columns if "derived" not in column.info and column.name not in moving]
