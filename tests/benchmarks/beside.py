"""Measuring a step of the program beside the database driver with the same statements, and telling how both grow."""

from __future__ import annotations

import gc
import math
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event

from db.store import open_register
from desktop.workspace import Workspace
from tests.benchmarks.book import TODAY

FRAME_MS = 16.0
TARGET = 2.0
"""Every step takes at most so many times what the driver alone takes, and one frame."""

Statements = list[tuple[str, Any]]


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
            ours.append(cpu(step))
            raw.append(cpu(lambda: self._replay(asked)))
        return median(ours), median(raw)

    def _replay(self, asked: Statements) -> None:
        for statement, parameters in asked:
            self.raw.execute(statement, parameters).fetchall()

    def close(self) -> None:
        """Give the register back."""
        self.raw.close()
        self.store.close()


def cpu(step: Callable[[], None]) -> float:
    """The milliseconds of processor time a step takes, waste not collected meanwhile."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    step()
    spent = time.process_time() - started
    gc.enable()
    return spent * 1e3
