"""How fast the status tables are, beside the database driver alone: `python -m tests.benchmarks.tables`.

Each step is done by the program's own item model, and by sqlite3 with the very same statements in the same run. What
is printed is the median of both, the ratio after one frame of 16 ms is granted, and how the time grows with the number
of commitments (the slope of log time over log rows; 0 is flat, 1 is linear).
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from db.queries.base import Reader
from db.records.base import Change, Touched, View
from desktop.commitments.columns import columns
from desktop.table.columns import Scene
from desktop.table.held import WINDOW
from desktop.table.record_table import RecordTable
from tests.benchmarks.beside import Bench, Figures, cpu
from tests.benchmarks.book import TODAY
from tests.benchmarks.generate import generate

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7
Step = tuple[str, Callable[[], None]]


def steps(bench: Bench) -> Iterator[Step]:
    """What somebody does with the tables."""
    from db.queries import actions, agreements, commitments, visits

    nouns = {"commitments": commitments, "visits": visits, "agreements": agreements, "actions": actions}
    tables = {name: _table(bench, noun) for name, noun in nouns.items()}
    for name, noun in nouns.items():
        for named in bench.workspace.ask(noun.views):
            yield f"{name}: view {named.label}", partial(_show, tables[name], named.view, 0)
    for name, noun in nouns.items():
        for sort, falls in product(noun.LISTING.orders, (False, True)):
            words = f"{name}: sort by {sort}{', falling' if falls else ''}"
            yield words, partial(_show, tables[name], View(sort=sort, descending=falls), 0)
    yield from _moves(bench, tables["commitments"])


def _moves(bench: Bench, table: RecordTable[Any]) -> Iterator[Step]:
    """Scrolling, jumping, finding, filtering."""
    from db.queries import commitments, search

    every = View(name="open")
    yield "commitments: a page further", partial(_show, table, every, WINDOW + 1)
    yield "commitments: jump to the middle of all", partial(_show, table, View(), None)
    yield "commitments: jump to the end of all", partial(_show, table, View(), -1)
    for letters in ("par", "шар", "مشت"):
        yield f"commitments: find “{letters}”", partial(_show, table, View(name="open", find=letters), 0)
    yield "palette: “par”", partial(_ask, bench, partial(search.everywhere, words="par", today=TODAY))
    values = partial(commitments.LISTING.facet, today=TODAY, view=every)
    country = bench.workspace.ask(partial(values, name="country"))[1].value
    yield "commitments: one country", partial(_show, table, every.narrowed_to("country", (country,)), 0)
    for facet in ("status", "country", "area"):
        yield f"commitments: values of {facet}", partial(_ask, bench, partial(values, name=facet))
    _show(table, every, 0)
    yield "commitments: one row after a change", partial(bench.workspace.changed.emit, _change(table, 0))


def _change(table: RecordTable[Any], row: int) -> Change:
    """A change that reaches one row."""
    record = table.record(row)
    assert record is not None and table.kind is not None
    reached = (Touched(id=record.id, kind=table.kind),)
    return Change(id=0, label="", at=datetime.now(UTC), by="", record=record.id, touched=reached, reached=reached)


def _table(bench: Bench, noun: Any) -> RecordTable[Any]:
    return RecordTable(bench.workspace, columns(Scene()), noun.LISTING, noun.lines)


def _show(table: RecordTable[Any], view: View, row: int | None) -> None:
    """Show a view and read the window of a row: -1 is the last one, None the one in the middle."""
    table.show_view(view)
    last = table.rowCount() - 1
    table.record(last // 2 if row is None else last if row < 0 else min(row, last))


def _ask(bench: Bench, query: Callable[[Reader], object]) -> None:
    bench.workspace.ask(query)


def _in_turn(ours: Callable[[], None], raw: Callable[[], None], rounds: int) -> tuple[float, float]:
    """The medians of both, after one round that is not counted."""
    ours()
    raw()
    found = [(cpu(ours), cpu(raw)) for _ in range(rounds)]
    return median(each[0] for each in found), median(each[1] for each in found)


def _opening(bench: Bench) -> tuple[Callable[[], None], Callable[[], None]]:
    """Opening a register and showing its commitments; beside it, the driver with the statements of that view."""
    from db.queries import commitments

    asked = bench.statements(partial(_show, _table(bench, commitments), View(name="open"), 0))
    path = bench.path
    bench.close()

    def ours() -> None:
        opened = Bench(path)
        _show(_table(opened, commitments), View(name="open"), 0)
        opened.close()

    def raw() -> None:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            for statement, parameters in asked:
                connection.execute(statement, parameters).fetchall()

    return ours, raw


def changing(path: Path, rounds: int) -> tuple[float, float]:
    """Another due date for a hundred commitments in one journaled change; then the driver writing the same rows."""
    from db.commands.commitments import SetDue
    from db.queries import commitments
    from db.rules.periods import Period

    def ids(reader: Reader) -> tuple[int, ...]:
        return tuple(reader.scalars(commitments.rows(reader, TODAY, View(name="open")).limit(100)))

    bench, days = Bench(path), iter(range(1, 1000))
    wanted = bench.workspace.ask(ids)

    def ours() -> None:
        bench.workspace.run(SetDue(wanted, Period.on(TODAY + timedelta(days=next(days)))), quiet=True)

    ours()
    spent = median(cpu(ours) for _ in range(rounds))
    bench.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=EXTRA")
        return spent, median(cpu(partial(_write_raw, connection, wanted, next(days))) for _ in range(rounds))


def _write_raw(connection: sqlite3.Connection, ids: tuple[int, ...], days: int) -> None:
    """The rows that such a change writes: the facts, the versions, the lines and the journal."""
    day = (TODAY + timedelta(days=days)).isoformat()
    connection.execute("BEGIN IMMEDIATE")
    change = connection.execute(
        "INSERT INTO change(at, by, label, is_undo, settled) VALUES ('2026-11-23 09:00:00', 'raw', 'Raw', 0, 0)"
    ).lastrowid
    for each in ids:
        before = connection.execute("SELECT due_earliest, due_latest FROM commitment WHERE id = ?", (each,)).fetchone()
        connection.execute(
            "UPDATE commitment SET due_edtf = ?, due_earliest = ?, due_latest = ? WHERE id = ?", (day, day, day, each)
        )
        connection.execute("UPDATE record SET version = ? WHERE id = ?", (change, each))
        connection.execute("UPDATE line SET day = ?, rank = rank WHERE record_id = ?", (day, each))
        connection.execute(
            "INSERT INTO change_record(change_id, record_id, kind) VALUES (?, ?, 'commitment')", (change, each)
        )
        connection.execute(
            "INSERT INTO change_row(change_id, table_name, row_id, before, after) VALUES (?, 'commitment', ?, ?, ?)",
            (change, each, json.dumps(before), json.dumps(day)),
        )
    connection.execute("COMMIT")


def memory(path: Path) -> float:
    """The MiB a fresh process holds once it has shown a table, gone to its end and back."""
    code = (
        "import sys, resource; from pathlib import Path; from tests.benchmarks.tables import Bench, steps\n"
        "bench = Bench(Path(sys.argv[1]))\n"
        "for name, step in steps(bench):\n"
        "    if name.startswith(('commitments: view All', 'commitments: jump')): step()\n"
        "pages = int(open('/proc/self/statm').read().split()[1])\n"
        "print(pages * resource.getpagesize() / 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def repaint(path: Path) -> float:
    """The milliseconds of a full repaint of the commitments table at 1270×856."""
    from PySide6.QtWidgets import QApplication, QWidget

    from db.queries import commitments
    from desktop.kit.theme import Theme
    from desktop.table.record_view import RecordView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app, "light")
    bench = Bench(path)
    model = RecordTable(bench.workspace, columns(Scene(wide=True)), commitments.LISTING, commitments.lines)
    window = QWidget()
    view = RecordView(bench.workspace, model, window)
    window.resize(1270, 856)
    view.resize(1270, 856)
    model.show_view(View(name="open"))
    window.show()
    app.processEvents()
    spent = median(cpu(view.viewport().repaint) for _ in range(15))
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, 0)
    bench.close()
    return spent


def main() -> None:
    """The command line; registers are made, or taken from `--keep FOLDER` where they were made before."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, help="a folder in which the registers stay")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        figures, held = Figures(), {}
        for size in arguments.sizes:
            path = folder / f"tables-{size}.aide"
            if not path.exists():
                generate(size, path)
            bench = Bench(path)
            for name, step in steps(bench):
                figures.add(name, size, *bench.measure(step, arguments.rounds))
            figures.add("open, with the first page", size, *_in_turn(*_opening(bench), arguments.rounds))
            figures.add("change 100 due dates, journaled", size, *changing(path, arguments.rounds))
            held[size] = memory(path)
        print(figures.table())
        print("memory:", ", ".join(f"{size:,}: {mib:.0f} MiB" for size, mib in held.items()))
        largest = arguments.sizes[-1]
        print(f"full repaint at {largest:,}: {repaint(folder / f'tables-{largest}.aide'):.1f} ms")


if __name__ == "__main__":
    main()
