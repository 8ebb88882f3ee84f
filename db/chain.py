"""The chain of the journal: each change is sealed over what the file holds of it and over the seal before it.

The rule stands for good, for a seal once made is never made again:

- A row of the journal has a digest: SHA-256 of its salt and of its table, its number and its two images as the file
  holds them. So have the words of a change. A salt is 16 random bytes.
- What is deleted for good takes images and salt away and leaves the digest, from which nothing can be guessed.
- A change has a seal: SHA-256 of the seal before it, of what stands in its own row, of the digest of its words, of the
  digests of its rows and of the numbers of the records it touched, in order.

Who edits, takes out or exchanges a change breaks the chain there; who makes the rest anew gives it another head. The
head stands at the foot of sheets and in the names of backups, out of reach of whoever holds the file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from string import hexdigits
from typing import Any, NamedTuple

from sqlalchemy import Row, Text, bindparam, null, select, type_coerce, update
from sqlalchemy.orm import Session

from db.tables.history import Change, ChangeRecord, ChangeRow
from db.words import _

SALT = 16
_FIRST = b"\0" * 32
"""What stands for the seal before the first."""
_AT_ONCE = 500
HEAD_SHOWN = 12
"""How many hexadecimal digits of a seal stand on paper and in names; they tell 2^48 apart."""


class Broken(NamedTuple):
    """A change whose seal does not fit, or 0 where changes at the end are missing."""

    change: int
    why: str


def new_salt() -> bytes:
    """What makes a digest one from which nothing can be guessed."""
    return os.urandom(SALT)


def seal(session: Session, change: int) -> bytes:
    """Seal the newest change, once all its rows are written, and give its seal."""
    found = session.execute(select(*_HEAD).where(Change.id == change)).one()
    before = session.scalar(select(Change.seal).where(Change.id < change).order_by(Change.id.desc()).limit(1))
    made = _seal_of(before or _FIRST, found, _hanging(session, [change])[change])
    session.execute(update(Change).where(Change.id == change).values(seal=made))
    return made


def end(reader: Session) -> tuple[int, str]:
    """The newest change by its number and its seal as hexadecimal digits; 0 and "" where nothing was done yet."""
    found = reader.execute(select(Change.id, Change.seal).order_by(Change.id.desc()).limit(1)).one_or_none()
    return (found.id, found.seal.hex() if found.seal else "") if found else (0, "")


def head(reader: Session) -> str:
    """The seal of the newest change, as hexadecimal digits; "" where nothing was done yet."""
    return end(reader)[1]


def holds(reader: Session, change: int, head: str) -> bool:
    """Whether this is the register that was once in the state which a change and the beginning of its seal name."""
    seal = reader.scalar(select(Change.seal).where(Change.id == change))
    return bool(head) and seal is not None and seal.hex().startswith(head)


def beginning(reader: Session) -> str:
    """The seal of the first change: the same in a register and in all its copies, and in no other register. "" where
    nothing was done yet."""
    first = reader.scalar(select(Change.seal).order_by(Change.id).limit(1))
    return first.hex() if first else ""


def with_head(reader: Session, digits: str) -> int | None:
    """The change whose seal begins with these hexadecimal digits, eight or more, as a sheet or a backup names it."""
    wanted = digits.strip().lower()
    if not 8 <= len(wanted) <= 64 or set(wanted) - set(hexdigits):
        return None
    least, most = (bytes.fromhex(wanted.ljust(64, each)) for each in "0f")
    return reader.scalar(select(Change.id).where(Change.seal.between(least, most)).order_by(Change.id).limit(1))


def seal_all(session: Session) -> None:
    """Seal every change of a journal that had no chain yet."""
    before, made = _FIRST, []
    for change, hanging in _walk(session):
        before = _seal_of(before, change, hanging)
        made.append({"number": change.id, "made": before})
    one = update(Change).where(Change.id == bindparam("number")).values(seal=bindparam("made"))
    if made:
        session.connection().execute(one, made)


def broken(reader: Session, last: int) -> Broken | None:
    """The first place where the chain does not hold; `last` is the number that the newest change must have."""
    before, newest = _FIRST, 0
    for change, hanging in _walk(reader):
        if change.seal is None:
            return Broken(change.id, _("it was never sealed"))
        if _seal_of(before, change, hanging) != change.seal:
            return Broken(change.id, _("it, or the one before it, is not as it was sealed"))
        before, newest = change.seal, change.id
    return Broken(0, _("changes at its end are missing")) if newest < last else None


def rows_touching(records: list[int]) -> Any:
    """The rows of the journal, as the file holds them, of the changes that touched some records."""
    touching = select(ChangeRecord.change_id).where(ChangeRecord.record_id.in_(records))
    return select(*_ROW).where(ChangeRow.change_id.in_(touching)).order_by(ChangeRow.id)


def forget_images(session: Session, rows: Iterable[Row[Any]]) -> None:
    """Leave nothing of rows of the journal but their digests."""
    digests = [{"number": row.id, "kept": _row_digest(row)} for row in rows]
    nothing: dict[str, Any] = {"before": null(), "after": null(), "salt": null(), "digest": bindparam("kept")}
    if digests:
        forgotten = update(ChangeRow).where(ChangeRow.id == bindparam("number"))
        session.connection().execute(forgotten.values(nothing), digests)


def forget_words(session: Session, changes: list[int]) -> None:
    """Leave nothing of what changes said but its digests."""
    for each in session.execute(select(*_HEAD).where(Change.id.in_(changes), Change.digest.is_(None))).all():
        nothing = {"label": "", "said": null(), "salt": null(), "digest": _words_digest(each)}
        session.connection().execute(update(Change).where(Change.id == each.id).values(nothing))


Hanging = tuple[bytes, bytes]
"""What hangs on a change, each as one digest: its rows, and the records it touched."""


def _walk(session: Session) -> Iterator[tuple[Row[Any], Hanging]]:
    """Every change with what hangs on it, some at a time: a journal may be longer than memory."""
    last = 0
    while found := session.execute(select(*_HEAD).where(Change.id > last).order_by(Change.id).limit(_AT_ONCE)).all():
        hanging = _hanging(session, [each.id for each in found])
        for each in found:
            yield each, hanging[each.id]
        last = found[-1].id


_HEAD: list[Any] = [
    Change.id, Change.at, Change.by, Change.author, Change.record_id, Change.undoes, Change.is_undo, Change.settled,
    Change.label, type_coerce(Change.said, Text).label("said"), Change.salt, Change.digest, Change.seal,
]  # fmt: skip
"""What stands in the row of a change, as the file holds it."""

_ROW: list[Any] = [
    ChangeRow.change_id, ChangeRow.id, ChangeRow.table, ChangeRow.row_id, ChangeRow.salt, ChangeRow.digest,
    type_coerce(ChangeRow.before, Text).label("before"), type_coerce(ChangeRow.after, Text).label("after"),
]  # fmt: skip


def _hanging(session: Session, changes: list[int]) -> dict[int, Hanging]:
    rows = select(*_ROW).where(ChangeRow.change_id.in_(changes)).order_by(ChangeRow.change_id, ChangeRow.id)
    touched = select(ChangeRecord.change_id, ChangeRecord.record_id, ChangeRecord.kind)
    in_order = touched.order_by(ChangeRecord.change_id, ChangeRecord.record_id)
    written, reached = ({each: hashlib.sha256() for each in changes} for _ in range(2))
    for row in session.execute(rows.execution_options(yield_per=_AT_ONCE)):
        written[row.change_id].update(b"%d:" % row.id + _row_digest(row))
    for change, record, kind in session.execute(in_order.where(ChangeRecord.change_id.in_(changes))):
        reached[change].update(f"{record}:{kind.value};".encode())
    return {each: (written[each].digest(), reached[each].digest()) for each in changes}


def _row_digest(row: Row[Any]) -> bytes:
    return row.digest or digest(row.salt, row.table, row.row_id, row.before, row.after)


def _words_digest(change: Row[Any]) -> bytes:
    return change.digest or digest(change.salt, change.label, change.said)


def digest(salt: bytes | None, *stored: Any) -> bytes:
    """The digest of what is stored, in that order: the length of each as text before it, -1 where nothing is."""
    made = hashlib.sha256(salt or b"")
    for each in stored:
        raw = None if each is None else str(each).encode()
        made.update(b"-1:" if raw is None else b"%d:" % len(raw) + raw)
    return made.digest()


def _seal_of(before: bytes, change: Row[Any], hanging: Hanging) -> bytes:
    own = digest(
        before, change.id, change.at.isoformat(), change.by, change.author, change.record_id, change.undoes,
        change.is_undo, change.settled,
    )  # fmt: skip
    return hashlib.sha256(own + _words_digest(change) + b"".join(hanging)).digest()
