"""Whether a file is whole: SQLite's own word on its pages and indexes, and ours on its length."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection

from db import engine, own_folders

_CUT_OFF = "the file ends too early"


def quick_check(connection: Connection, *, pages: bool = True, length: bool = True) -> str:
    """SQLite's own word on the `pages`, once the file is as long as it should be: "ok" or what is wrong. The `length`
    is that of the file which lies at its path now; of one that was replaced it says nothing."""
    if length and _is_cut_off(connection):
        return _CUT_OFF
    return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()) if pages else "ok"


def _is_cut_off(connection: Connection) -> bool:
    """Whether the file is shorter than its pages: a part of one that is missing reads as zeros, which may pass for an
    empty end. In a transaction nobody writes meanwhile, and what a kill left is rolled back."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    *_, file = connection.exec_driver_sql("PRAGMA database_list").fetchall()[0]  # the first is the main one
    with suppress(FileNotFoundError):  # that it is gone is said elsewhere
        return os.stat(file).st_size < int(pages) * int(size)
    return False


def look_closely(connection: Connection) -> tuple[str, bool]:
    """SQLite's own word on every page and index of the file ("ok" or what is wrong), and whether the index for search
    holds the words it should.

    It looks at a copy, in a folder that only this user can enter and that is gone afterwards: looking keeps nobody from
    saving, and the index for search can only be looked at where one may write.
    """
    cut_off = _is_cut_off(connection)
    with own_folders.passing() as folder:
        file = Path(folder) / "copy"
        file.touch(mode=0o600)
        engine.copy(connection, file)
        with closing(sqlite3.connect(file)) as copied:
            try:
                verdict = str(copied.execute("PRAGMA integrity_check(1)").fetchone()[0])
            except sqlite3.DatabaseError as error:  # a page is so damaged that it cannot be looked at to the end
                return str(error), False
            try:
                copied.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError:
                return verdict, False
    return _CUT_OFF if cut_off else verdict, True
