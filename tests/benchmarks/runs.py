"""What it costs to find the middle of a run of Chinese or Thai letters: `python -m tests.benchmarks.runs`.

The words of so many records, all of them in scripts that part no words, are indexed with and without the pairs of their
letters. Printed are the size of the file, the time it takes to index them all, and how long it takes to find some.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from db import engine
from db.rules.text import for_search, pairs
from db.store import create_register
from tests.benchmarks.beside import cpu

SIZE, ROUNDS = 100_000, 7
HAN = "中华人民共和国巴基斯坦哈萨克合作协议经济贸易运输访问联委会声明谅解备忘录投资能源教育文化科学技术"
THAI = "ความตกลงระหว่างรัฐบาลแห่งราชอาณาจักรไทยและสาธารณรัฐเรื่องการค้าการลงทุนและการขนส่ง"
ASKED = ("合", "合作", "合作协议", "巴基斯坦 合作", "ไทย", "รัฐบาล", "par")


def texts(size: int) -> Iterator[tuple[str, str]]:
    """A title and a body for each record, half of them Chinese and half Thai."""
    rng = random.Random(size)
    for number in range(size):
        letters = HAN if number % 2 else THAI
        yield (_piece(rng, letters, 25), "\n".join(_piece(rng, letters, 60) for _ in range(2)))


def _piece(rng: random.Random, letters: str, length: int) -> str:
    """Parts of a text, one after the other, up to a length."""
    made = ""
    while len(made) < length:
        start = rng.randrange(len(letters))
        made += letters[start : start + rng.randint(2, 8)]
    return made[:length]


def index(connection: Connection, size: int, *, with_runs: bool) -> float:
    """Keep and index the words of so many records; the milliseconds of processor time that the index takes."""
    rows = []
    for number, (title, body) in enumerate(texts(size), start=1):
        folded, rest = for_search(title), for_search(body)
        rows.append((number, folded, rest, " ".join(pairs(f"{folded}\n{rest}")) if with_runs else ""))
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("INSERT INTO search_text(record_id, title, body, runs) VALUES (?, ?, ?, ?)", rows)
    return cpu(partial(engine.rebuild_index, connection))


def measure(size: int, folder: Path, *, with_runs: bool) -> None:
    """Print what one way costs."""
    path = folder / f"runs-{with_runs}.aide"
    create_register(path, now=lambda: datetime.now(UTC), by="bench")
    writer = engine.connect(path, mode="rw")
    engine.leave_references(writer)
    with writer.execution_options(writing=True).begin() as connection:
        spent = index(connection, size, with_runs=with_runs)
    print(f"{'with' if with_runs else 'without'} the pairs of letters: {path.stat().st_size / 2**20:.0f} MiB, "
          f"indexed in {spent / 1000:.1f} s")  # fmt: skip
    with writer.begin() as connection:
        for words in ASKED if with_runs else ():
            found: list[int] = []
            ask = partial(_find, connection, words, found)
            spent = median(cpu(ask) for _ in range(ROUNDS))
            print(f"  {words}: {len(found):,} found in {spent:.1f} ms")
    writer.dispose()


def _find(connection: Connection, words: str, found: list[int]) -> None:
    found[:] = connection.scalars(engine.found_by(words))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=SIZE)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for with_runs in (False, True):
            measure(arguments.size, Path(folder), with_runs=with_runs)


if __name__ == "__main__":
    main()
