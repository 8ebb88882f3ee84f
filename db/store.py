"""A register that is open: reading, doing, undoing, closing. The only place that commits."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db import backup, backup_folder, chain, errors, history, lines, plain_file, soundness, unreadable
from db import engine as sqlite
from db.lock import Lock
from db.records.base import Author
from db.tables.history import Change as ChangeTable
from db.words import _

if TYPE_CHECKING:
    from db.backup import Draft
    from db.check import Report
    from db.commands.base import Command
    from db.records.base import Change

T = TypeVar("T")

_QUICK_TO_CHECK = 100_000_000
"""Bytes that SQLite checks in less than a tenth of a second."""

_PASSING = (errors.DiskFull, errors.DriveFailed, errors.RegisterBusy, errors.RegisterMoved, errors.RegisterReplaced)
"""What keeps the file from being written now, and may be over at the next save."""
BRIEFLY_MS = 50


class Store:
    """An open register, from `open_register`; `last` is the newest change it knows of, and the seal of that."""

    def __init__(self, path: Path, *, writing: bool, now: Callable[[], datetime], by: str, author: str = "") -> None:
        self.path = path
        self.now = now
        self.by = by
        self.author = author
        self.writing = writing
        self._thread = threading.get_ident()
        self._damaged = False
        self.is_open = True
        self._looked = False
        self._lock: Lock | None = Lock.take(path, by=by, now=now()) if writing else None
        self._unreadable = unreadable.Unreadable(path)
        self._engine = sqlite.connect(path, mode="rw" if writing else "ro")
        self._print, self._mark, self.last = self._fingerprint(), plain_file.mark(path), (0, "")

    def wait_briefly(self) -> None:
        """Give up on a busy file soon, for whoever tries again by themselves; nobody else waits less than 5 s."""
        sqlite.wait_at_most(self._engine, BRIEFLY_MS)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for one read; leave the block as soon as the records are made."""
        with self._said(), Session(self._engine, autoflush=False, info={"unreadable": self._unreadable}) as session:
            yield session

    def ask(self, query: Callable[[Session], T]) -> T:
        """Read something that is finished when the session ends; what cannot be read is read as unreadable."""

        def once() -> T:
            with self.read() as session:
                return query(session)

        return self._again(once)

    def run(self, command: Command, who: Author | None = None) -> Change:
        """Do one thing in one transaction with its journal; raise a KnownError, and nothing is stored."""
        return self._run(command, settled=False, who=who)

    def begin_with(self, first: Command) -> None:
        """Write what a new register starts from; it is not a change that anybody takes back."""
        self._run(first, settled=True)

    def _run(self, command: Command, *, settled: bool, who: Author | None = None) -> Change:
        def once() -> Change:
            with self._write() as session:
                journal = history.Journal(session, self.now(), who or self._who(), settled=settled)
                done = command.apply(session)
                change = journal.finish(done.label, done.record)
            return change.model_copy(update={"note": done.note})

        return self._again(once)

    def _who(self) -> Author:
        return Author(self.by, self.author)

    def empty_trash(self, ids: Sequence[int]) -> Change:
        """Delete records that lie in the Trash for good, and write the file anew without them; see EmptyTrash.

        Where that fails, as on a full disk, they are gone all the same, but for unused places of the file."""
        from db.commands.trash import EmptyTrash

        change = self.run(EmptyTrash(tuple(ids)))
        with contextlib.suppress(*_PASSING), self._said():
            try:
                sqlite.vacuum(self._engine)
            finally:
                self._note_own_writing()
        return change

    def undo(self, change_id: int | None = None, who: Author | None = None) -> Change:
        """Take back a change: if none is named, the latest of this author that stands, whatever others did since."""
        author = who or self._who()

        def once() -> Change:
            with self._inverting() as session:
                own = history.next_undo(session, author) if change_id is None else None
                change = session.get(ChangeTable, change_id) if change_id is not None else own
                if change is None:
                    raise history.nothing_to_undo(session, author)
                others = history.others_since(session, own.id, author) if own is not None else ()
                done = history.invert(session, change, self.now(), author)
                return done.model_copy(update={"passed_over": others})

        return self._again(once)

    def redo(self, who: Author | None = None) -> Change:
        """Do again what this author took back last."""
        author = who or self._who()

        def once() -> Change:
            with self._inverting() as session:
                change = history.next_redo(session, author)
                if change is None:
                    raise errors.CannotUndo(_("There is nothing to redo."))
                return history.invert(session, change, self.now(), author)

        return self._again(once)

    def seen(self) -> int:
        """What somebody has seen who looks now: all that was stored up to the newest change, by its number."""
        with self.read() as session:
            return chain.end(session)[0]

    def names(self) -> tuple[str, str]:
        """What undo and redo would take back or do again; empty where there is nothing."""

        def told(session: Session) -> tuple[str, str]:
            undo, redo = history.next_undo(session, self._who()), history.next_redo(session, self._who())
            return history.told(undo) if undo else "", history.told(redo) if redo else ""

        return self.ask(told)

    def backup(self, folder: Path) -> Path:
        """Keep a verified copy in `folder` and say where; raise BackupFailed, and earlier backups stay."""
        return backup.finish(self.copy(folder))

    def copy(self, folder: Path) -> Draft:
        """Begin a backup that `db.backup.finish` makes one, in another thread if need be; BackupFailed."""
        self._must_be_held()
        self._uncover()
        return backup.copy(self._engine, self.path, folder, self.now())

    def check(self) -> Report:
        """Look at the whole register and say what is wrong with it; nothing is written."""
        from db import check

        return self.ask(check.check)

    def turn(self, today: date) -> None:
        """Let status tables be read for `today` at once; what follows from the day alone is not journaled.

        The register's day moves forwards only. For an earlier one, as after a clock was set back, and where it cannot
        be written, tables work their statuses out as they are read, and say the same."""

        def turn() -> None:
            with self._write() as session:
                lines.turn(session, today)

        if self.ask(lines.day) < today and self.writing:
            with contextlib.suppress(*_PASSING):
                self._again(turn)

    def is_listed(self) -> bool:
        """Whether status tables can be read: each record that has a line got it."""
        with self.read() as session:
            self.last = chain.end(session)
            return lines.written(session)

    def rebuild(self) -> None:
        """Compute anew what follows from the facts; no fact changes, so nothing is journaled and undo is as it was."""
        from db import check

        def rebuild() -> None:
            with self._write() as session:
                check.rebuild(session)

        self._again(rebuild)

    def look(self, *, thoroughly: bool = True) -> None:
        """Look for damage, once, and raise RegisterDamaged before anything is written into what is damaged.

        What can still be read may be opened for reading; of a very large register only its length is looked at here."""
        if self._looked:
            return
        with self.read() as session:
            if foreign := sqlite.foreign(held := session.connection()):
                raise errors.RegisterAltered(self.path, foreign)
            self._looked, now = thoroughly, self._fingerprint()  # None if it is gone
            of = {"pages": now is None or now[2] <= _QUICK_TO_CHECK, "length": now == self._print}
            doubtful = thoroughly and self.writing and soundness.quick_check(held, **of) != "ok"
        if doubtful:
            raise self._second_look(errors.RegisterDamaged(self.path)) or errors.DriveFailed(self.path)

    def close(self) -> None:
        """Close the file and give its lock back; what is asked afterwards is a bug."""
        self._thread, self.is_open = 0, False
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> AbstractContextManager[Session]:
        if not self.writing:
            raise errors.RegisterReadOnly(self.path)
        self.look()
        if self._damaged:
            raise errors.RegisterDamaged(self.path)
        return self._transaction()

    @contextmanager
    def _inverting(self) -> Iterator[Session]:
        try:
            with self._write() as session:
                yield session
        except IntegrityError:
            raise history.built_upon() from None

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._said():
            self.must_be_ours()
            writer = self._engine.execution_options(writing=True)
            try:
                info = {"unreadable": self._unreadable}
                with Session(writer, autoflush=False, expire_on_commit=False, info=info) as session, session.begin():
                    sqlite.defer_foreign_keys(session.connection())
                    yield session
                    last = chain.end(session)
                self.last = last
            finally:
                self._note_own_writing()
            self.must_be_ours()

    def _again(self, once: Callable[[], T]) -> T:
        """Do something; where a value could not be read, again with what stands for it. None of it is looked for
        before: a register that is whole pays nothing."""
        try:
            return once()
        except Exception as error:
            sqlite.let_go(error)
            if not _may_be_a_value(error) or not self._find_unreadable():
                raise
        try:
            return once()
        except (ValueError, TypeError, LookupError, SQLAlchemyError, errors.ValueDamaged) as error:
            if not _may_be_a_value(error):
                raise
            raise self._unreadable.refusal() from error

    def _find_unreadable(self) -> bool:
        """Whether there are values that cannot be read; from now on something else is read for them."""
        if not self._unreadable.values:
            with contextlib.suppress(DBAPIError, sqlite3.Error), self._engine.begin() as connection:
                found = unreadable.look(connection, self.path)
                if len(found.values) <= unreadable.MOST:
                    unreadable.cover(connection, found)
                self._unreadable = found
        return bool(self._unreadable.values)

    def _uncover(self) -> None:
        """Read everything as it stands in the file until somebody meets such a value again."""
        if self._unreadable.values:
            with self._engine.begin() as connection:
                unreadable.uncover(connection, self._unreadable)
            self._unreadable = unreadable.Unreadable(self.path)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what the database raises into a sentence."""
        self._must_be_held()
        try:
            yield
        except StaleDataError:
            raise errors.Conflict(errors.Moved(_("This record"))) from None
        except OverflowError:
            raise errors.NotFound(_("No record has so large a number."), _("Nothing was stored.")) from None
        except UnicodeEncodeError:  # of bytes of the command line that are no text
            raise errors.KnownError(_("These words hold half a letter."), _("Nothing was stored.")) from None
        except (DBAPIError, sqlite3.Error) as error:
            known = self._second_look(sqlite.known(self.path, error))
            if known is None:
                raise
            raise known from error

    def _second_look(self, known: errors.KnownError | None) -> errors.KnownError | None:
        """A drive that fails for a moment looks like damage; what is damaged indeed takes no more writing.

        After a failure of the drive nothing is believed that was read before: the next save begins with a new
        connection and another look."""
        if isinstance(known, errors.DriveFailed):
            self._begin_anew()
        if not isinstance(known, errors.RegisterDamaged):
            return known
        self._damaged = self._is_damaged()
        return known if self._damaged else errors.DriveFailed(self.path)

    def _is_damaged(self) -> bool:
        """Damage is proven where the drive gives every byte and SQLite, reading them anew, finds the file damaged."""
        self._begin_anew()
        if not plain_file.can_be_read(self.path):
            return False
        try:
            with self._engine.connect() as connection:
                return soundness.quick_check(connection, length=self._fingerprint() == self._print) != "ok"
        except DBAPIError as error:
            return isinstance(sqlite.known(self.path, error), errors.RegisterDamaged)

    def _begin_anew(self) -> None:
        self._engine.dispose()
        self._looked = self._damaged

    def _must_be_held(self) -> None:
        """One thread reads and writes, or one user's rows would go into another's transaction."""
        if threading.get_ident() != self._thread:
            raise errors.BugError("the register is closed, or belongs to another thread")

    def _note_own_writing(self) -> None:
        """Both a commit and a rollback may write; a file that is not the same one stays refused."""
        current = self._fingerprint()
        if current is not None and self._print is not None and current[:2] == self._print[:2]:
            self._print, self._mark = current, plain_file.mark(self.path)

    def must_be_ours(self) -> None:
        """Refuse to write where the file was moved, deleted, replaced or changed by another program."""
        current = self._fingerprint()
        if current is None:
            raise errors.RegisterMoved(self.path)
        if current != self._print and not self._is_back(current):
            raise errors.RegisterReplaced(self.path)

    def _is_back(self, current: tuple[int, ...]) -> bool:
        """Whether this is the same register as it was left: its drive was away, or it was moved and put back."""
        if self._mark is None or self._lock is None or plain_file.mark(self.path) != self._mark:
            return False
        with backup.reading(self.path, mode="rw") as connection, Session(connection) as reader:
            if chain.end(reader) != self.last:
                return False  # what is still open is all there is of ours
        self._begin_anew()
        if not self._lock.stands:
            self._lock.release()
            self._lock = Lock.take(self.path, by=self.by, now=self.now())
        self._print = current
        return True

    def _fingerprint(self) -> tuple[int, ...] | None:
        with contextlib.suppress(OSError):
            found = os.stat(self.path)
            return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        return None


def _may_be_a_value(error: Exception) -> bool:
    """Whether something may have failed because of a value that cannot be read: it was not refused for a reason."""
    if isinstance(error, errors.ValueDamaged):
        return not error.where
    return not isinstance(error, errors.KnownError | errors.BugError)


def open_register(
    path: Path, *, now: Callable[[], datetime], by: str, author: str = "", writing: bool = True, look: bool = True,
    backups: Path | None = None,
) -> Store:  # fmt: skip
    """Open the register at `path`; a RegisterError says why it cannot be, and the file stays as it is.
    A file in an older format is backed up into `backups`, or beside itself, and upgraded; reading only, it is refused.
    Without `look` it can be read at once, and is looked at for damage by `Store.look`, or before its first writing."""
    version = sqlite.check_header(path)
    is_older = version < sqlite.SCHEMA_VERSION
    if is_older and not writing:
        raise errors.RegisterOlder(path, version)
    sqlite.recover(path)
    if is_older:
        with Store(path, writing=True, now=now, by=by, author=author) as held:
            held.look(thoroughly=False)
            held.backup(path.parent if backups is None else backup_folder.make(backups))
            _upgrade(path)
    store = Store(path, writing=writing, now=now, by=by, author=author)
    if writing:
        backup.forget_drafts(path, now())
    try:
        store.look(thoroughly=look)
        if not store.is_listed():  # an upgrade leaves it to us, and may have been stopped before this
            if not writing:
                raise errors.RegisterOlder(path, version)
            store.rebuild()
    except BaseException:
        store.close()
        raise
    return store


def create_register(
    path: Path, *, now: Callable[[], datetime], by: str, author: str = "", first: Command | None = None
) -> None:
    """Make a new register at `path`, with what `first` writes; complete or not at all.

    Raises a RegisterError where it cannot be made there, and FileExistsError where a file has that name already."""
    backup.prepare(path, now())
    try:
        with backup.attempt(path) as draft:
            backup.remove(draft)
            draft.touch(mode=0o600)
            _upgrade(draft)
            if first is not None:
                with Store(draft, writing=True, now=now, by=by, author=author) as store:
                    store.begin_with(first)
            backup.give_name(draft, path)
            backup.sync_folder(path.parent)
    except FileExistsError:
        raise
    except PermissionError:
        raise errors.RegisterReadOnly(path) from None
    except OSError as error:
        raise plain_file.refused(path, error) from error


def _upgrade(path: Path) -> None:
    from db import migrations  # Alembic takes longer to load than a register to open

    migrations.upgrade_file(path)
