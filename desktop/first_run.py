"""Where the register is kept, and the starter it begins with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from desktop import clock, officer

STARTER = ("starter", "kazakhstan-pakistan.json")


def usual_place() -> Path:
    """The register of this user, where none is named."""
    return user_data_path("aide-memoire", appauthor=False) / "follow-up.aide"


def ensure(path: Path) -> None:
    """Make the register from the starter where there is none yet; a RegisterError says why it cannot be made."""
    if path == usual_place():
        path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)


def _make(path: Path) -> None:
    from db.commands.bundle import TakeIn
    from db.exchange.bundle import read
    from db.store import create_register
    from desktop.assets import read_text

    starter = read(read_text(*STARTER))
    with suppress(FileExistsError):  # another program made it at the same moment
        create_register(path, now=clock.now, by=officer.name(), first=TakeIn(starter))
