"""What every command is told: which register, which day; and how it opens the one and ends on a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from db.words import N_
from desktop import clock

if TYPE_CHECKING:
    from db.store import Store

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

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The register for reading; it may be open in the window at the same time."""
        with refusing(), self.store(writing=False) as store:
            yield store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The register for writing; nobody else may have it open."""
        with refusing(), self.store(writing=True) as store:
            yield store

    def store(self, *, writing: bool) -> Store:
        """The register opened, made from the starter first where there is none; a RegisterError says why not."""
        from db.store import open_register
        from desktop import first_run, officer

        path = self.register or first_run.usual_place()
        first_run.ensure(path)
        return open_register(path, now=clock.now, by=officer.name(), author=officer.author(), writing=writing)


@contextmanager
def refusing() -> Iterator[None]:
    """End with the sentence on standard error, and exit code 3, where the world refuses."""
    from db.errors import KnownError

    try:
        yield
    except KnownError as error:
        typer.echo(error.sentence, err=True)
        raise typer.Exit(REFUSED) from None
