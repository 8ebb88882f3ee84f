"""The house's own source files, read once and ready to be asked about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("db", "desktop", "resources")


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies below the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """The place of a node as an editor opens it, e.g. "db/store.py:12"."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the last name of what is called: `connect` for `signal.connect(…)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_name(node.func)

    def imports(self, within: ast.AST | None = None) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
        """Every import with each full name it brings in: `PySide6.QtSql` for `from PySide6 import QtSql`."""
        for node in ast.walk(within or self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def last_name(node: ast.expr) -> str:
    """The name at the end of a dotted expression; empty where there is none."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files below the given folders of the project, in order; none of them twice."""
    paths = sorted({path for folder in folders for path in (ROOT / folder).rglob("*.py")})
    return tuple(_read(path) for path in paths)


@cache
def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
