"""What every command is told: which register, which day; and how it opens the one and ends on a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from db.words import N_
from desktop import clock, handing

if TYPE_CHECKING:
    from db.commands.actions import LogAction
    from db.queries.base import Reader
    from db.store import Store

T = TypeVar("T")

REFUSED = 3
FORCE = N_("Write over a file that is there already; a register never.")


@dataclass(frozen=True, slots=True)
class Options:
    """The register and the day; `on` is None where no day was named."""

    register: Path | None
    on: date | None

    @classmethod
    def of(cls, register: Path | None, on: date | None) -> Options:
        """Options as given on the command line."""
        return cls(register.absolute() if register is not None else None, on)

    @property
    def today(self) -> date:
        """The day to look from."""
        return self.on or clock.today()

    def ask(self, query: Callable[[Store, Reader], T]) -> T:
        """What a query finds in the register, which may be open in the window at the same time. It is printed when the
        register is closed again: whoever reads it page by page keeps nobody from saving."""
        with refusing(), self.store(writing=False) as store:
            return store.ask(partial(query, store))

    @contextmanager
    def writing(self) -> Iterator[Store | Handed]:
        """The register for writing; what is done while this user has it open in the window is done there."""
        from db.errors import RegisterInUse

        with refusing():
            try:
                store = self.store(writing=True)
            except RegisterInUse:
                if handing.ask(self.path, {"do": "nothing"}) is None:
                    raise
                with self.store(writing=False) as store:
                    yield Handed(store)
            else:
                with store:
                    yield store

    @property
    def path(self) -> Path:
        """Where the register is."""
        from desktop import first_run

        return self.register or first_run.usual_place()

    def store(self, *, writing: bool) -> Store:
        """The register opened, made from the starter first where there is none; a RegisterError says why not."""
        from db.store import open_register
        from desktop import first_run, officer

        path = self.path
        first_run.ensure(path)
        return open_register(
            path,
            now=clock.now,
            by=officer.name(),
            author=officer.author(),
            writing=writing,
            backups=first_run.own_backups(path),
        )


class Handed:
    """A register that the window has open: read here, written there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by = store.by

    def ask(self, query: Callable[[Reader], T]) -> T:
        """Read something."""
        return self._store.ask(query)

    def run(self, entry: LogAction) -> str:
        """Log it in the window; what that says was done."""
        return self._ask({"do": "log", "draft": entry.draft.model_dump_json(), "today": str(entry.today)})

    def undo(self) -> str:
        """Take back the latest change there."""
        return self._ask({"do": "undo"})

    def redo(self) -> str:
        """Do again there what was taken back."""
        return self._ask({"do": "redo"})

    def _ask(self, wish: handing.Message) -> str:
        from db.errors import KnownError, RegisterBusy

        answer = handing.ask(self._store.path, wish)
        if answer is None:
            raise RegisterBusy(self._store.path)
        if "refused" in answer:
            raise KnownError(str(answer["refused"]))
        return str(answer["said"])


@contextmanager
def refusing() -> Iterator[None]:
    """End with the sentence on standard error, and exit code 3, where the world refuses."""
    from db.errors import KnownError

    try:
        yield
    except KnownError as error:
        typer.echo(error.sentence, err=True)
        raise typer.Exit(REFUSED) from None
