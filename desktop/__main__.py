"""`aide-memoire`: the window, or one thing from the command line."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from db.words import choose


def main() -> None:
    """Start the program with the arguments of the command line."""
    choose()
    wanted = window_alone(sys.argv[1:])
    if wanted is None or any(name.startswith("_AIDE_MEMOIRE_COMPLETE") for name in os.environ):
        from desktop.cli import run

        run()
    else:
        _open_window(*wanted)


def window_alone(arguments: Sequence[str]) -> tuple[Path | None, date | None] | None:
    """The register and the day of a call that only opens the window; None for all that the command line must read.

    Reading these two here spares the window the loading of the command line, half the time to its first picture.
    """
    found: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        value = value if equals else next(words, "")
        if name not in ("--register", "--on") or name in found or not value:
            return None
        found[name] = value
    try:
        day = date.fromisoformat(found["--on"]) if "--on" in found else None
    except ValueError:
        return None
    if day is not None and day.isoformat() != found["--on"]:
        return None
    return (Path(found["--register"]).absolute() if "--register" in found else None), day


def _open_window(register: Path | None, day: date | None) -> None:
    # Until the first page is filled nothing that was made is thrown away; looking for waste takes a fifth of the time.
    gc.disable()
    plain_import = builtins.__import__
    from desktop.app import run

    # PySide6 looks into every later import for a switch (`__feature__`) that nobody here uses.
    builtins.__import__ = plain_import
    sys.exit(run(register, day))


if __name__ == "__main__":
    main()
