"""The one place that knows SQLite: how a register is opened and what its errors mean."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from traceback import clear_frames
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    StaticPool,
    bindparam,
    create_engine,
    event,
    false,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from db import errors, plain_file
from db.header import APPLICATION_ID, HEADER_SIZE, MAGIC
from db.rules.text import is_run, pairs, terms

SCHEMA_VERSION = 14
"""The format this program writes; kept in the file's user_version."""

_PART = 500

# Letters as they are: escaped, the journal's two images of a long text would not fit into a row.
as_written = partial(json.dumps, ensure_ascii=False)

# Rollback journal and EXTRA: the only pair that lost nothing under kill, power cut and file replacement.
_PRAGMAS = (
    "busy_timeout=5000", "foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF", "cell_size_check=ON",
    "mmap_size=0", "secure_delete=ON", "temp_store=MEMORY", "locking_mode=NORMAL", "synchronous=EXTRA", "fullfsync=ON",
)  # fmt: skip

SQLITE = sqlite3.sqlite_version
"""The version of SQLite that is at work."""


def check_header(path: Path) -> int:
    """The format number of the register at `path`, read from its first 100 bytes before SQLite sees the file.

    Raises a RegisterError that names what the file is instead. Nothing is created or changed.
    """
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        missing = errors.RegisterMissing(path) if path.parent.is_dir() else errors.RegisterFolderMissing(path.parent)
        raise missing from None
    except OSError as error:
        raise plain_file.refused(path, error) from error
    if not is_file:
        raise errors.RegisterIsFolder(path)
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_SIZE)
    except OSError as error:
        raise plain_file.refused(path, error) from error
    version = _format_of(path, header)
    plain_file.refuse_leftovers(path, header)
    return version


def _format_of(path: Path, header: bytes) -> int:
    if not header:
        raise errors.RegisterEmpty(path)
    if len(header) < HEADER_SIZE or not header.startswith(MAGIC):
        raise errors.NotARegister(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise errors.RegisterForeign(path)
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION or max(header[18], header[19]) > 2:
        raise errors.RegisterNewer(path, version)
    return version


def recover(path: Path) -> None:
    """Let a writer roll back the journal that a killed program left; a reader alone could not.

    A file that another program put into write-ahead mode comes back to ours, with all that was saved in that mode.
    Raises RegisterBusy while that program has it open.
    """
    journal, is_ahead = path.with_name(path.name + "-journal"), plain_file.is_write_ahead(path)
    if not (is_ahead or journal.exists()) or not os.access(path, os.W_OK):
        return
    engine = connect(path, mode="rw")
    try:
        with suppress(DBAPIError), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        if is_ahead:
            with engine.connect() as connection:
                _driver(connection).execute("PRAGMA journal_mode=DELETE")
    except (DBAPIError, sqlite3.Error) as error:
        raise known(path, error) or error from error
    finally:
        engine.dispose()


def connect(path: Path, *, mode: str) -> Engine:
    """An engine of one connection on the file; `mode` is SQLite's: ro, rw, or rwc to create it."""

    def open_file() -> sqlite3.Connection:
        uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError as error:  # SQLite names the part of a damaged schema by bytes that are no text
            damaged = sqlite3.DatabaseError("malformed database schema")
            damaged.sqlite_errorname = "SQLITE_CORRUPT"
            raise damaged from error
        return connection

    engine = create_engine(
        "sqlite://", creator=open_file, poolclass=StaticPool, hide_parameters=True, json_serializer=as_written
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def wait_at_most(engine: Engine, milliseconds: int) -> None:
    """How long a statement waits for a file that another program holds, on the connections made from now on too."""

    def wait(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={milliseconds}")

    event.listen(engine, "connect", wait)
    with engine.connect() as connection:
        wait(_driver(connection))


def make_ours(connection: Connection) -> None:
    """Mark a new file as a register of this format."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def defer_foreign_keys(connection: Connection) -> None:
    """Let rows be restored in any order; references are checked at the commit."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def last_number(connection: Connection, table: str) -> int:
    """The highest number a table ever gave to a row."""
    given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(given or 0)


def go_on_from(connection: Connection, last: Mapping[str, int]) -> None:
    """Let the tables of a register that is empty go on from these numbers."""
    connection.exec_driver_sql("DELETE FROM sqlite_sequence")
    connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [*last.items()])


def references_hold(connection: Connection) -> bool:
    """Whether every reference written so far finds its row."""
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def parts(ids: Collection[int]) -> Iterator[list[int]]:
    """The ids in order, a few at a time: a statement takes 32,766 values at most."""
    numbers = sorted(ids)
    return (numbers[start : start + _PART] for start in range(0, len(numbers), _PART))


Words = tuple[str, str, str]
"""The folded title and body of a record, and the pairs of letters of their runs, parted by spaces."""


def index_words(connection: Connection, record_id: int, before: Words | None, after: Words | None) -> None:
    """Keep the full-text index in step with one row of `search_text`.

    Triggers would do it too, but a schema that is not trusted may not write to a virtual table.
    """
    if before is not None:
        gone = "INSERT INTO search(search, rowid, title, body, runs) VALUES ('delete', ?, ?, ?, ?)"
        connection.exec_driver_sql(gone, (record_id, *before))
    if after is not None:
        kept = "INSERT INTO search(rowid, title, body, runs) VALUES (?, ?, ?, ?)"
        connection.exec_driver_sql(kept, (record_id, *after))


def found_by(*several: str) -> Select[Any]:
    """The ids of the records in whose words each of these begins a word, or stands in a run; of `several` all of one.
    None where signs alone are asked for, and none of them means anything to the index."""
    asked = (" AND ".join(map(_matching, terms(words))) for words in several)
    return _found(" OR ".join(f"({each})" for each in asked if each))


def titled(words: str) -> Select[Any]:
    """The ids of the records in whose titles each of these begins a word; of a run, as of all words, wherever it
    stands."""
    return _found(
        " AND ".join(_matching(term) if is_run(term) else f"title : {_matching(term)}" for term in terms(words))
    )


def _found(match: str) -> Select[Any]:
    found: Select[Any] = select(literal_column("rowid")).select_from(text("search"))
    if not match:
        return found.where(false())
    return found.where(text("search MATCH :words").bindparams(bindparam("words", match, unique=True)))


def _matching(term: str) -> str:
    """What the index is asked for a term, which holds letters and digits alone."""
    if not is_run(term):
        return f'"{term}"*'
    return f'runs : "{" ".join(pairs(term)[:-1])}"' if len(term) > 1 else f'runs : "{term}"*'


Stored = str | bytes | int | float | None
"""A value as the file holds it; letters that are no UTF-8 stand as lone surrogates."""


def stored(connection: Connection, table: str, columns: Mapping[str, bool]) -> Iterator[tuple[int, list[Stored]]]:
    """The rows of a table with their numbers, read as they are stored, through no type that could refuse a value.

    `columns` says of each whether it holds bytes; those are not fetched. Nothing else is read until all have come.
    """
    wanted = [f"CASE typeof({n}) WHEN 'blob' THEN x'' ELSE {n} END" if raw else n for n, raw in _quoted(columns)]
    driver = _driver(connection)
    before, driver.text_factory = driver.text_factory, partial(bytes.decode, errors="surrogateescape")
    try:
        for number, *values in driver.execute(f'SELECT rowid, {", ".join(wanted)} FROM main."{table}"'):
            yield number, values
    finally:
        driver.text_factory = before


def _quoted(columns: Mapping[str, bool]) -> Iterator[tuple[str, bool]]:
    return ((f'"{name}"', raw) for name, raw in columns.items())


def cover(
    connection: Connection,
    table: str,
    columns: Collection[str],
    instead: Mapping[str, Mapping[int, Stored]],
    without: Collection[int],
) -> None:
    """Let a table be read with other values in some of its rows, and without some, until `uncover`.

    A name is looked for among what is temporary first; the file itself is neither changed nor locked by that.
    """
    shown = [
        f'CASE rowid {" ".join(f"WHEN {n} THEN {_literal(v)}" for n, v in instead[name].items())} ELSE "{name}" END'
        f' AS "{name}"'
        if name in instead
        else f'"{name}"'
        for name in columns
    ]
    rows = f'SELECT {", ".join(shown)} FROM main."{table}"'
    left_out = ", ".join(map(str, sorted(without)))
    connection.exec_driver_sql(f'CREATE TEMP VIEW "{table}" AS {rows} WHERE rowid NOT IN ({left_out})')
    if not event.contains(connection.engine, "before_cursor_execute", _into_the_file):
        event.listen(connection.engine, "before_cursor_execute", _into_the_file, retval=True)


def uncover(connection: Connection, table: str) -> None:
    """Let a table be read as it is again."""
    connection.exec_driver_sql(f'DROP VIEW IF EXISTS temp."{table}"')


def _literal(value: Stored) -> str:
    match value:
        case None:
            return "NULL"
        case bytes():
            return f"x'{value.hex()}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
    return repr(value)


_WRITING = re.compile(r"\A(INSERT INTO|UPDATE|DELETE FROM) ")


def _into_the_file(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> tuple[str, Any]:
    """What is written goes to the table itself, though it is read through a cover."""
    return _WRITING.sub(r"\1 main.", statement), values


def foreign(connection: Connection) -> str:
    """The name of a trigger or view that somebody else put into the file; ours has none of either."""
    query = "SELECT name FROM main.sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
    return str(connection.exec_driver_sql(query).scalar() or "")


def check_references(connection: Connection) -> list[str]:
    """The tables with a row that points to a row that does not exist, once for each such row."""
    return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def leave_references(engine: Engine) -> None:
    """Do not check references on this engine's connection: an upgrade rebuilds tables others point to."""
    with engine.connect() as connection:
        _driver(connection).execute("PRAGMA foreign_keys=OFF")


def rebuild_indexes(connection: Connection) -> None:
    """Make every index of every table anew from the rows."""
    _driver(connection).execute("REINDEX")


def rebuild_index(connection: Connection) -> None:
    """Make the full-text index anew from `search_text`."""
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('rebuild')")


def optimize_index(connection: Connection) -> None:
    """Write the full-text index anew in one piece, so that nothing of deleted words stays between its pieces."""
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('optimize')")


def vacuum(engine: Engine) -> None:
    """Write the whole file anew without what was deleted; outside any transaction."""
    with engine.connect() as connection:
        _driver(connection).execute("VACUUM")


def copy(connection: Connection, to: Path) -> None:
    """Copy the whole register into a new file, in one step and through SQLite itself.

    In small steps a backup starts again with each save; reading the file would drop the locks of this process. The new
    file is nobody's yet: it needs no journal, and whoever gives it its name brings it to the disk before.
    """
    with closing(sqlite3.connect(to)) as target:
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            target.execute(f"PRAGMA {pragma}")
        _driver(connection).backup(target)


def let_go(error: BaseException | None) -> None:
    """Let go of what was being read when it failed: half read, it keeps everybody from saving."""
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__context__


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise errors.BugError("not a connection of sqlite3")
    return driver


def _why_not(path: Path) -> errors.KnownError:
    """SQLite has one code for five causes; ours is found without opening the register."""
    try:
        os.stat(path)
        os.close(os.open(os.devnull, os.O_RDONLY))
    except FileNotFoundError:
        return errors.RegisterMoved(path)
    except OSError as error:
        return plain_file.refused(path, error)
    return errors.NoAccess(path) if os.access(path.parent, os.W_OK) else errors.RegisterReadOnly(path)


_BY_NAME: dict[str, Callable[[Path], errors.KnownError]] = {
    "SQLITE_FULL": errors.DiskFull,
    "SQLITE_IOERR": errors.DriveFailed,
    "SQLITE_READONLY_DBMOVED": errors.RegisterMoved,
    "SQLITE_READONLY": errors.RegisterReadOnly,
    "SQLITE_CANTOPEN": _why_not,
    "SQLITE_BUSY": errors.RegisterBusy,
    "SQLITE_LOCKED": errors.RegisterBusy,
    "SQLITE_CORRUPT": errors.RegisterDamaged,
    "SQLITE_NOTADB": errors.NotARegister,
}


def known(path: Path, error: BaseException) -> errors.KnownError | None:
    """The sentence for a database error, or None where it is our own bug. Source: reliability.md §3."""
    original: Any = getattr(error, "orig", None) or error
    name = getattr(original, "sqlite_errorname", "") or ""
    while name:
        if name in _BY_NAME:
            return _BY_NAME[name](path)
        name = name.rpartition("_")[0]
    if missing := re.match(r"no such (?:table|column): (\S+)", str(original)):
        return errors.RegisterIncomplete(path, missing[1])
    # A value of one row is no text, while the file as such is whole: SQLite looks at no letter.
    return errors.ValueDamaged(path) if "Could not decode to UTF-8" in str(original) else None
