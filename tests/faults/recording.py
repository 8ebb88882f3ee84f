"""Statements done again by a SQLite whose every step on the disk is written down: apsw, and a VFS that passes through.

It is another build of SQLite than the one the program uses, which takes no such VFS; the recipe is the program's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import apsw

from tests.faults.power import Create, Delete, Record, Step, Sync, Truncate, Write
from tests.faults.statements import CLOSE, OPEN, Statement, random_blobs

_NAME = "recording"


class _Folder(apsw.VFS):
    """The system's own files, each step on those of one folder written down."""

    def __init__(self, files: Sequence[str]) -> None:
        super().__init__(_NAME, "")
        self.numbers = {name: number for number, name in enumerate(files)}
        self.given = len(files)
        self.steps: list[Step] = []

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        assert name is not None, "A temporary file on the disk: temp_store=MEMORY does not hold."
        own = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        if own not in self.numbers:
            self.numbers[own] = self.given
            self.given += 1
            self.steps.append(Create(self.numbers[own], own))
        return _OpenFile(name, flags, self.numbers[own], self.steps)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.steps.append(Delete(Path(filename).name, syncdir))
        del self.numbers[Path(filename).name]


class _OpenFile(apsw.VFSFile):
    def __init__(self, name: apsw.URIFilename | str, flags: list[int], number: int, steps: list[Step]) -> None:
        super().__init__("", name, flags)
        self._number, self._steps = number, steps

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._steps.append(Write(self._number, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._steps.append(Truncate(self._number, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._steps.append(Sync(self._number))


def record(register: Path, statements: Sequence[Statement], instead: Mapping[str, str] | None = None) -> Record:
    """Do statements again on a register that is as it was before them, and write down what that does to its folder.

    `instead` names statements in place of which another is done."""
    before = {path.name: path.read_bytes() for path in sorted(register.parent.iterdir())}
    folder = _Folder(list(before))
    connections: dict[int, apsw.Connection] = {}
    acknowledged: list[int] = []
    try:
        for number, sql, values in statements:
            if sql == OPEN:
                connections[number] = apsw.Connection(str(register), apsw.SQLITE_OPEN_READWRITE, vfs=_NAME)
                connections[number].create_scalar_function("randomblob", random_blobs(number), 1)
            elif sql == CLOSE:
                connections.pop(number).close()
            else:
                list(connections[number].execute((instead or {}).get(sql, sql), values))
            stored = acknowledged[-1] if acknowledged else 0
            if len(folder.steps) > stored and not any(each.in_transaction for each in connections.values()):
                acknowledged.append(len(folder.steps))
    finally:
        for each in connections.values():
            each.close()
        folder.unregister()
    return Record(before, folder.steps, acknowledged)
