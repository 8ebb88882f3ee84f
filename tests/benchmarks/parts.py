"""Where the time of a start goes: each millisecond belongs to the innermost thing that is being done."""

from __future__ import annotations

import builtins
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

WINDOW = "window made"
_IMPORTED = {
    "PySide6": "import Qt",
    "shiboken6": "import Qt",
    "sqlalchemy": "import SQLAlchemy",
    "pydantic": "import pydantic",
    "db.tables": "tables mapped",
    "db.records": "import records",
    "db": "import db",
    "desktop": "import desktop",
}
_CALLED = {
    ("desktop.shell.frame", "Frame", "__init__"): "window furnished",
    ("db.store", "", "open_register"): "register opened",
    ("db.store", "Store", "turn"): "register opened",
    ("desktop.workspace", "Workspace", "ask"): "questions asked",
    ("desktop.shell.desk", "Desk", "__init__"): "page made and filled",
    ("desktop.shell.desk", "Desk", "start"): "page made and filled",
}


class Parts:
    """Counts processor time by what is done; `listen` before the program is imported."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {"interpreter": time.process_time()}
        self._doing = [WINDOW]
        self._since = time.process_time()
        self._import = builtins.__import__
        self._patched: set[tuple[str, str, str]] = set()

    def listen(self) -> None:
        """From now on, see what is imported and called."""
        builtins.__import__ = self._see_import

    def then(self, name: str) -> None:
        """What is done from now on, where nothing else is, has this name."""
        self._count()
        self._doing[0] = name

    def finish(self) -> dict[str, float]:
        """Processor milliseconds by name, until now."""
        self._count()
        builtins.__import__ = self._import
        return {name: spent * 1e3 for name, spent in self.spent.items()}

    def _count(self) -> None:
        now = time.process_time()
        doing = self._doing[-1]
        self.spent[doing] = self.spent.get(doing, 0.0) + now - self._since
        self._since = now

    def _do(self, name: str, what: Callable[..., Any], *args: Any, **named: Any) -> Any:
        self._count()
        self._doing.append(name)
        try:
            return what(*args, **named)
        finally:
            self._count()
            self._doing.pop()

    def _see_import(self, name: str, *args: Any, **named: Any) -> Any:
        part = self._part_of(name)
        if part is None:
            return self._import(name, *args, **named)
        found = self._do(part, self._import, name, *args, **named)
        for place, called in _CALLED.items():
            if place[0] in sys.modules and place not in self._patched:
                self._patch(place, called)
        return found

    def _part_of(self, name: str) -> str | None:
        words = name.split(".")
        starts = (".".join(words[:length]) for length in (2, 1))
        return next((_IMPORTED[start] for start in starts if start in _IMPORTED), None)

    def _patch(self, place: tuple[str, str, str], called: str) -> None:
        module, of, name = place
        owner = getattr(sys.modules[module], of, None) if of else sys.modules[module]
        plain = getattr(owner, name, None)
        if owner is None or plain is None:
            return  # the module is still being loaded

        @wraps(plain)
        def seen(*args: Any, **named: Any) -> Any:
            return self._do(called, plain, *args, **named)

        setattr(owner, name, seen)
        self._patched.add(place)
