"""How fast the status tables are, beside the database driver alone: `python -m tests.benchmarks.tables`.

Each step is done by the program's own item model, and by sqlite3 with the very same statements in the same run. What
is printed is the median of both, the ratio after one frame of 16 ms is granted, and how the time grows with the number
of commitments (the slope of log time over log rows; 0 is flat, 1 is linear).
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from db.queries.base import Reader
from db.records.base import View
from db.vocabulary import Kind
from desktop.models.columns import Scene
from desktop.models.commitments import columns
from desktop.models.record_table import WINDOW, RecordTable
from tests.benchmarks.book import TODAY
from tests.benchmarks.generate import generate

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7
FRAME_MS = 16.0
TARGET = 2.0
"""Every step takes at most so many times what the driver alone takes, and one frame."""

Statements = list[tuple[str, Any]]
Step = tuple[str, Callable[[], None]]


@dataclass
class Figures:
    """Milliseconds of processor time by step and size: ours, and the driver's alone."""

    ours: dict[str, dict[int, float]] = field(default_factory=dict)
    raw: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, step: str, size: int, ours: float, raw: float) -> None:
        """Note the medians of one step."""
        self.ours.setdefault(step, {})[size] = ours
        self.raw.setdefault(step, {})[size] = raw

    def table(self) -> str:
        """Everything as text; a step over its target is marked."""
        sizes = sorted({size for found in self.ours.values() for size in found})
        head = "".join(f"{size:>12,} {'raw':>8} {'×':>6}" for size in sizes)
        lines = [f"{'ms of CPU':44}{head}  slope ours/raw"]
        for step, found in self.ours.items():
            cells = "".join(self._cell(step, size) for size in sizes)
            lines.append(f"{step:44}{cells}  {_slope(found):5.2f} {_slope(self.raw[step]):5.2f}")
        over = [(step, size) for step, found in self.ours.items() for size in found if self._ratio(step, size) > TARGET]
        lines.append(f"{len(over)} of {sum(map(len, self.ours.values()))} are over {TARGET}× and a frame")
        return "\n".join(lines)

    def _ratio(self, step: str, size: int) -> float:
        return max(0.0, self.ours[step][size] - FRAME_MS) / self.raw[step][size]

    def _cell(self, step: str, size: int) -> str:
        if size not in self.ours[step]:
            return " " * 28
        mark = "!" if self._ratio(step, size) > TARGET else " "
        return f"{self.ours[step][size]:12.2f} {self.raw[step][size]:8.2f} {self._ratio(step, size):5.1f}{mark}"


def _slope(found: dict[int, float]) -> float:
    """The slope of the line through log time over log rows."""
    points = [(math.log10(size), math.log10(max(value, 1e-3))) for size, value in found.items()]
    if len(points) < 2:
        return 0.0
    mx, my = (sum(each[n] for each in points) / len(points) for n in (0, 1))
    return sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)


class Bench:
    """The program on one register, and a connection of the driver to the same file."""

    def __init__(self, path: Path) -> None:
        from datetime import UTC, datetime

        from sqlalchemy import event

        from db.store import open_register
        from desktop.workspace import Workspace

        self.path = path
        self.store = open_register(path, now=lambda: datetime.now(UTC), by="bench", look=False)
        self.workspace = Workspace(self.store, lambda: TODAY)
        self.raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._heard: Statements = []
        event.listen(self.store._engine, "before_cursor_execute", self._hear)

    def _hear(self, _c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        self._heard.append((statement, parameters))

    def statements(self, step: Callable[[], None]) -> Statements:
        """What a step asks the database."""
        self._heard.clear()
        step()
        return [each for each in self._heard if each[0].lstrip().upper().startswith("SELECT")]

    def measure(self, step: Callable[[], None], rounds: int) -> tuple[float, float]:
        """The medians of a step and of its statements alone, in turn."""
        asked = self.statements(step)
        ours, raw = [], []
        for _ in range(rounds):
            ours.append(_cpu(step))
            raw.append(_cpu(lambda: self._replay(asked)))
        return median(ours), median(raw)

    def _replay(self, asked: Statements) -> None:
        for statement, parameters in asked:
            self.raw.execute(statement, parameters).fetchall()

    def close(self) -> None:
        """Give the register back."""
        self.raw.close()
        self.store.close()


def _cpu(step: Callable[[], None]) -> float:
    gc.collect()
    gc.disable()
    started = time.process_time()
    step()
    spent = time.process_time() - started
    gc.enable()
    return spent * 1e3


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


def _table(bench: Bench, noun: Any) -> RecordTable[Any]:
    return RecordTable(bench.workspace, Kind.COMMITMENT, columns(Scene()), noun.count, noun.window)


def _show(table: RecordTable[Any], view: View, row: int | None) -> None:
    """Show a view and read the window of a row: -1 is the last one, None the one in the middle."""
    table.show_view(view)
    last = table.rowCount() - 1
    table.record(last // 2 if row is None else last if row < 0 else min(row, last))


def _ask(bench: Bench, query: Callable[[Reader], object]) -> None:
    bench.workspace.ask(query)


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
    from desktop.theme.theme import Theme
    from desktop.widgets.record_view import RecordView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme, bench = Theme(app, "light"), Bench(path)
    model = RecordTable(
        bench.workspace, Kind.COMMITMENT, columns(Scene(wide=True)), commitments.count, commitments.window
    )
    window = QWidget()
    view = RecordView(bench.workspace, theme, model, window)
    window.resize(1270, 856)
    view.resize(1270, 856)
    model.show_view(View(name="open"))
    window.show()
    app.processEvents()
    spent = median(_cpu(view.viewport().repaint) for _ in range(15))
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
            bench.close()
            held[size] = memory(path)
        print(figures.table())
        print("memory:", ", ".join(f"{size:,}: {mib:.0f} MiB" for size, mib in held.items()))
        largest = arguments.sizes[-1]
        print(f"full repaint at {largest:,}: {repaint(folder / f'tables-{largest}.aide'):.1f} ms")


if __name__ == "__main__":
    main()
