"""What it costs to write a register out, and to make one of it: `python -m tests.benchmarks.bundle --sizes 10000`.

Each step runs in a process of its own, for memory is not given back. Beside the export stands the driver alone, which
reads every row of every table that is carried and writes each as a line of JSON; beside the import, the driver that
writes the rows of those tables into a file with the same indexes.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from db.commands.bundle import BeginWith
from db.exchange.bundle import Lines, opened, write
from db.exchange.files import save
from db.queries.bundle import everything, head
from db.store import create_register, open_register
from db.tables import bundle
from db.tables.base import Base
from tests.benchmarks.generate import generate


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def export(register: Path, to: Path) -> None:
    """Everything into one file, as the program does it."""
    with open_register(register, now=now, by="bench", writing=False) as store, store.read() as reader:
        save(write(head(reader, "bench"), everything(reader)), to)


def export_raw(register: Path, to: Path) -> None:
    """The same rows by the driver and the library of JSON alone."""
    with closing(sqlite3.connect(register)) as raw, to.open("w", encoding="utf-8") as file:
        raw.row_factory = sqlite3.Row
        for table in _tables():
            for row in raw.execute(f'SELECT * FROM "{table}"'):
                kept = {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118
                file.write(json.dumps(kept, ensure_ascii=False, default=str) + "\n")


def take_in(file: Path, to: Path) -> None:
    """A new register of it, as the program does it, journal, words for search and all."""
    found = opened(file)
    assert isinstance(found, Lines)
    create_register(to, now=now, by="bench", first=BeginWith(found))


def take_in_raw(register: Path, to: Path) -> None:
    """The rows of the same tables by the driver alone, in one transaction."""
    create_register(to, now=now, by="bench")
    with closing(sqlite3.connect(to)) as raw, raw:
        raw.execute("ATTACH ? AS other", (str(register),))
        for table in _tables():
            width = len(raw.execute(f'SELECT * FROM other."{table}" LIMIT 0').description)
            places = ", ".join("?" * width)
            rows = raw.cursor().execute(f'SELECT * FROM other."{table}"')
            raw.cursor().executemany(f'INSERT INTO main."{table}" VALUES ({places})', rows)


def _tables() -> list[str]:
    return [
        name for name, table in Base.metadata.tables.items() if not (name in bundle.LEFT_OUT or "derived" in table.info)
    ]


def _measured(work: Callable[[], object], told: Any) -> None:
    started = time.process_time()
    work()
    told.put((time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def apart(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds of processor time and the MiB of memory that something takes in a process of its own."""
    start = multiprocessing.get_context("spawn")
    told = start.Queue()
    process = start.Process(target=_measured, args=(work, told))
    process.start()
    found: tuple[float, float] = told.get()
    process.join()
    return found


def measure(name: str, ours: Callable[[], object], raw: Callable[[], object]) -> None:
    """Print what a step costs beside its yardstick."""
    (alone, _), (spent, peak) = apart(raw), apart(ours)
    beside = f"the driver alone {alone:.1f} s, ×{spent / alone:.1f}"
    print(f"  {name}: {spent:.1f} s of CPU, {beside}; at most {peak:.0f} MiB", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            register, file = folder / "made.aide", folder / "made.jsonl"
            apart(partial(generate, size, register))
            print(f"{size:,} commitments, {register.stat().st_size / 2**20:.0f} MiB")
            measure("export", partial(export, register, file), partial(export_raw, register, folder / "raw.json"))
            new, raw = folder / "new.aide", folder / "raw.aide"
            measure("import as new", partial(take_in, file, new), partial(take_in_raw, register, raw))
            print(f"  the bundle has {file.stat().st_size / 2**20:.0f} MiB, "
                  f"the register made of it {new.stat().st_size / 2**20:.0f} MiB")  # fmt: skip


if __name__ == "__main__":
    main()
