"""The power goes at any moment: whatever the disk has of what was under way, what was called done is there, whole."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from db import engine, errors, soundness
from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import Assess
from db.commands.parties import AddArea
from db.commands.sources import Attach
from db.queries import commitments, trash
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.parties import AreaDraft
from db.records.sources import FileDraft
from db.store import Store, open_register
from db.vocabulary import Progress
from tests import campaigns
from tests.faults.power import Disk, Files, Record
from tests.faults.statements import Statement, heard
from tests.store.house import TODAY, Clock, Ids
from tests.store.older import make_older

recording = pytest.importorskip(
    "tests.faults.recording", reason="needs apsw, whose SQLite says what it does to the disk", exc_type=ImportError
)

CUTS = 250 if "faults" in campaigns.asked else 8
"""Of each work."""
CUTS_AT_ONCE = 25
ROUNDS = 20
SEED = 20261130
NEAR = 4
"""Steps around a commit among which every second cut falls: there is most to lose."""

CUT_AGAIN = 0.25
"""How often the power goes once more while the next start puts right what the first cut left."""

NAME = "follow-up.aide"
DAMAGED, LOST, TORN = "damaged", "an acknowledged change is lost", "a change is there by halves"


def _deeds(register: Path, ids: Ids) -> None:
    """Log, attach, change in bulk, undo, redo, throw away for good, compute anew; the day turns."""

    def entry(n: int) -> LogAction:
        text = f"No. {n}. " + "They said it again. " * n * 400
        return LogAction(ActionDraft(text=text, on=TODAY, links=(ids["commitment"], ids["visit"])))

    with open_register(register, now=Clock(), by="A. Serik") as store:
        for n in range(3):
            store.run(entry(n))
        content = random.Random(SEED).randbytes(40_000)
        file = FileDraft(title="x.bin", media_type="application/octet-stream", content=content)
        store.run(Attach(ids["visit"], (file,)))
        store.undo()
        store.redo()
        rows = store.ask(lambda reader: tuple(reader.scalars(commitments.rows(reader, TODAY, View()))))
        store.run(Assess(rows, Progress.IN_PROGRESS, TODAY, "A. Serik", "In bulk"))
        store.run(Hide((store.run(AddArea(AreaDraft(title="Area"))).record or 0,)))
        store.empty_trash(store.ask(trash.all_ids))
        store.turn(TODAY.replace(year=2027))
        store.rebuild()


def _upgrade(register: Path, _ids: Ids) -> None:
    """Open a register of an older format."""
    open_register(register, now=Clock(), by="A. Serik", backups=register.parent / "backups").close()


CARE = "PRAGMA synchronous=EXTRA"
"""How careful the program lets SQLite be."""

WORKS: dict[str, tuple[Callable[[Path, Ids], None], int, str]] = {
    "deeds": (_deeds, engine.SCHEMA_VERSION, CARE),
    "cramped": (_deeds, engine.SCHEMA_VERSION, f"{CARE}; PRAGMA cache_size=10"),
    "from format 6": (_upgrade, 6, CARE),
    "from format 8": (_upgrade, 8, CARE),
    "as SQLite is by itself": (_deeds, engine.SCHEMA_VERSION, "PRAGMA synchronous=FULL"),
    "without a sync": (_deeds, engine.SCHEMA_VERSION, "PRAGMA synchronous=OFF"),
}
"""What is done while the power is on, in which format the register is before, and with how much care.

Cramped, SQLite writes into the file before it commits."""
OURS = [name for name, (_work, _version, care) in WORKS.items() if care.startswith(CARE)]


class Work:
    """What was done to a register, and how that stood after each commit."""

    def __init__(self, record: Record, folder: Path, sound: dict[str, bool]) -> None:
        self.record = record
        self._folder = folder
        self._states: dict[int, str] = {}
        self._sound = sound

    def state(self, commits: int) -> str:
        """All rows after so many commits."""
        if commits not in self._states:
            step = self.record.acknowledged[commits - 1] if commits else 0
            self._states[commits] = _rows(_laid(Disk(self.record, step).whole(), self._folder))
        return self._states[commits]

    def _is_sound(self, store: Store, rows: str) -> bool:
        """Whether all is well with a register: its pages and indexes each time, its rows once for the same rows."""
        if rows not in self._sound:
            self._sound[rows] = store.check().sound
        return self._sound[rows] and store.ask(lambda reader: soundness.look_closely(reader.connection())) == (
            "ok",
            True,
        )

    def done(self, cut: int) -> int:
        """How many commits were acknowledged."""
        return bisect_right(self.record.acknowledged, cut)

    def fault(self, register: Path, cut: int) -> str:
        """What is wrong with a register that a cut left; nothing where it is as it should be."""
        try:
            engine.check_header(register)
            engine.recover(register)
            found = _rows(register)
            with open_register(register, now=Clock(), by="B. Aliyev") as store:
                if not self._is_sound(store, found):
                    return DAMAGED
        except (errors.KnownError, sqlite3.DatabaseError):
            return DAMAGED
        done, last = self.done(cut), len(self.record.acknowledged)
        if found in {self.state(done), self.state(min(done + 1, last))}:
            return ""
        return LOST if found in map(self.state, range(done)) else TORN

    def cuts(self, chance: random.Random, many: int) -> Iterator[int]:
        """Moments at which the power goes, half of them close to a commit."""
        last = len(self.record.steps)
        for _ in range(many):
            near = chance.choice(self.record.acknowledged) + chance.randint(-NEAR, NEAR)
            yield min(near, last) if chance.random() < 0.5 else chance.randint(0, last)


def _laid(files: Files, folder: Path) -> Path:
    """The register among these files, written into a folder that held others."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / NAME


def _rows(register: Path) -> str:
    """All that a closed register holds, as one digest."""
    made = hashlib.sha256()
    with closing(sqlite3.connect(register)) as plain:
        schema = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        made.update(repr([schema, plain.execute("PRAGMA user_version").fetchone()]).encode())
        for name, sql in schema:
            if not sql.startswith("CREATE VIRTUAL"):
                made.update(repr(sorted(map(repr, plain.execute(f'SELECT * FROM "{name}"')))).encode())
    return made.hexdigest()


def _cut_again(files: Files, folder: Path, chance: random.Random) -> Files:
    """What another cut leaves of a register that is being put right."""
    with heard(folder / NAME) as said:
        engine.recover(_laid(files, folder))
    record = recording.record(_laid(files, folder), said)
    return Disk(record, chance.randint(0, len(record.steps))).left(chance)


@pytest.fixture(scope="module")
def works(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Work]:
    """Each work by its name: done once, and again where its steps on the disk are written down, with the same end."""

    sound: dict[str, bool] = {}

    @cache
    def done(work: Callable[[Path, Ids], None], version: int) -> tuple[Files, list[Statement], str]:
        folder = tmp_path_factory.mktemp("done")
        start = Path(shutil.copy(furnished[0], folder / "start"))
        if version < engine.SCHEMA_VERSION:
            make_older(start, version)
        before = {NAME: start.read_bytes()}
        register = _laid(before, folder / "register")
        with heard(register) as said:
            work(register, furnished[1])
        return before, said, _rows(register)

    @cache
    def named(name: str) -> Work:
        work, version, care = WORKS[name]
        before, said, rows = done(work, version)
        folder = tmp_path_factory.mktemp("again")
        register = _laid(before, folder / "register")
        made = Work(recording.record(register, said, {CARE: care}), folder / "state", sound)
        assert rows == _rows(register) == made.state(len(made.record.acknowledged))
        return made

    return named


def _faults(
    work: Work, folder: Path, chance: random.Random, cuts: Iterable[int], again: float = CUT_AGAIN
) -> Counter[str]:
    """How often each fault was found after these cuts."""
    found: Counter[str] = Counter()
    for cut in cuts:
        files = Disk(work.record, cut).left(chance)
        if chance.random() < again:
            files = _cut_again(files, folder, chance)
        found[work.fault(_laid(files, folder), cut)] += 1
    return found


@pytest.mark.parametrize("first", range(0, CUTS, CUTS_AT_ONCE))
@pytest.mark.parametrize("name", OURS)
def test_nothing_acknowledged_is_lost(works: Callable[[str], Work], tmp_path: Path, name: str, first: int) -> None:
    """Reason: what the program called saved is on the disk, and a disk keeps what it called synced."""
    work, many, chance = works(name), min(CUTS_AT_ONCE, CUTS - first), random.Random(f"{SEED} {name} {first}")
    assert _faults(work, tmp_path / "left", chance, work.cuts(chance, many)) == {"": many}


@pytest.mark.parametrize(("name", "faults"), [("as SQLite is by itself", {LOST}), ("without a sync", {LOST, DAMAGED})])
def test_less_care_is_found_out(works: Callable[[str], Work], tmp_path: Path, name: str, faults: set[str]) -> None:
    """Just after each commit, until each fault was met. Reason: a model that never finds anything proves nothing."""
    work, chance, found = works(name), random.Random(SEED), Counter[str]()
    for _ in range(ROUNDS):
        found += _faults(work, tmp_path / "left", chance, work.record.acknowledged, again=0)
        if faults <= found.keys():
            return
    raise AssertionError(f"only this was found: {found}")
