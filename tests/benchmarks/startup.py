"""How soon the program is there, beside an empty Qt window: `python -m tests.benchmarks.startup`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.book import TODAY
from tests.benchmarks.generate import generate

ROOT = Path(__file__).parents[2]
COMMITMENTS = 10_000
ROUNDS = 11
PAGES = ("today", "commitments")
PEERS = "sqlitebrowser 1.2×, Calibre 4.4×, Gramps 4.5×, GnuCash 5.2×, Anki 6.5×"
TARGETS = {"painted": 1.5, "filled": 6.5}
"""The most that our steps may take, as a multiple of the empty window's first paint."""

PARTS = (
    "interpreter", "import Qt", "import desktop", "window made", "first picture", "window furnished",
    "import SQLAlchemy", "import pydantic", "import records", "tables mapped", "import db", "register opened",
    "questions asked", "page made and filled", "laid out and painted",
)  # fmt: skip
"""What is done until Today is filled, roughly in this order."""

Steps = dict[str, tuple[float, float]]
"""What a process reached, and the wall and processor milliseconds until then."""


@dataclass
class Figures:
    """All rounds of one comparison: by column ("empty window", "today painted", …) wall and processor milliseconds."""

    wall: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    parts: dict[str, list[float]] = field(default_factory=dict)
    """Processor milliseconds of each part of a start on Today, measured in processes of their own."""

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Note one process."""
        self.wall.setdefault(name, []).append(wall)
        self.cpu.setdefault(name, []).append(cpu)

    def ratio(self, name: str, clock: str = "wall") -> float:
        """The median of how many times longer than the empty window of the same round it took."""
        columns: dict[str, list[float]] = getattr(self, clock)
        return median(ours / bare for ours, bare in zip(columns[name], columns["empty window"], strict=True))


def measure(register: Path, rounds: int, home: Path, screen: dict[str, str]) -> Figures:
    """Run every process in turn, so many times; one round before is not counted, so files and bytecode are warm."""
    figures = Figures()
    start = ("--register", str(register), "--on", TODAY.isoformat())
    for n in range(rounds + 1):
        found = {"python -c pass": _nothing(home, screen), "empty window": _run("bare", home, screen)["painted"]}
        for page in PAGES:
            _remember_page(home, page)
            steps = _run("ours", home, screen, *start)
            found |= {f"{page} {step}": steps[step] for step in TARGETS}
        for name, (wall, cpu) in found.items() if n else ():
            figures.add(name, wall, cpu)
        _remember_page(home, PAGES[0])
        parts = _run("parts", home, screen, *start)
        for name, (_wall, cpu) in parts.items() if n else ():
            figures.parts.setdefault(name.replace("_", " "), []).append(cpu)
    return figures


def _environment(home: Path, screen: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    homes = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return kept | homes | screen


def _run(which: str, home: Path, screen: dict[str, str], *arguments: str) -> Steps:
    environment = _environment(home, screen) | {"PYTHONPATH": str(ROOT)}
    driver = str(Path(__file__).with_name("driver.py"))
    started = time.monotonic_ns()
    command = [sys.executable, driver, which, str(started), *arguments]
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=120, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    return {step: (float(wall), float(cpu)) for step, wall, cpu in lines}


def _nothing(home: Path, screen: dict[str, str]) -> tuple[float, float]:
    started = time.monotonic_ns()
    before = os.times()
    subprocess.run([sys.executable, "-c", "pass"], env=_environment(home, screen), check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return (time.monotonic_ns() - started) / 1e6, cpu * 1e3


def _remember_page(home: Path, page: str) -> None:
    """Let the program start on this page."""
    file = home / "config" / "aide-memoire" / "window.ini"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[window]\npage={page}\n", encoding="utf-8")


@contextmanager
def screens() -> Iterator[dict[str, dict[str, str]]]:
    """The screens to paint on, by name: none at all, and a virtual X server where there is one."""
    found = {"offscreen": {"QT_QPA_PLATFORM": "offscreen"}}
    if shutil.which("Xvfb") is None:
        yield found
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None, "A pipe was asked for."
        display = server.stdout.readline().strip()
        try:
            yield found | {"Xvfb": {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}}
        finally:
            server.terminate()


def report(figures: Figures, screen: str) -> str:
    """The figures as a table."""
    lines = [f"{screen}, median of {len(figures.wall['empty window'])} rounds", ""]
    lines.append(f"{'':24}{'wall ms':>9}{'CPU ms':>9}{'× wall':>8}{'× CPU':>8}  target")
    for name in figures.wall:
        target = TARGETS.get(name.rpartition(" ")[2])
        wall, cpu = median(figures.wall[name]), median(figures.cpu[name])
        ratios = f"{figures.ratio(name):8.2f}{figures.ratio(name, 'cpu'):8.2f}"
        lines.append(f"{name:24}{wall:9.0f}{cpu:9.0f}{ratios}  {f'≤ {target}' if target else ''}".rstrip())
    return "\n".join([*lines, "", f"Peers, whole process: {PEERS}", "", *_parts(figures)])


def _parts(figures: Figures) -> list[str]:
    """Where the time goes until Today is filled; seeing it costs a few milliseconds more than not to look."""
    bare = median(figures.cpu["empty window"])
    lines = [f"{'until Today is filled':24}{'CPU ms':>9}{'× empty window':>16}"]
    for name in PARTS:
        spent = median(figures.parts[name])
        lines.append(f"{name:24}{spent:9.0f}{spent / bare:16.2f}")
    whole = median(map(sum, zip(*figures.parts.values(), strict=True)))
    return [*lines, f"{'in all':24}{whole:9.0f}{whole / bare:16.2f}"]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--commitments", type=int, default=COMMITMENTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, screens() as found:
        register = Path(folder) / "made.aide"
        generate(arguments.commitments, register)
        for name, screen in found.items():
            print(report(measure(register, arguments.rounds, Path(folder), screen), name), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
