"""The plain files the program ships, wherever it is installed: sheet templates, translations, the starter register."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """A shipped file or folder below `resources`, e.g. `resource("briefing", "sheet.typ")`."""
    return files("resources").joinpath(*parts)


def read_text(*parts: str) -> str:
    """The text of a shipped file; FileNotFoundError if the program was installed without it."""
    return resource(*parts).read_text(encoding="utf-8")
