"""Files stay small, say what they hold, and are found by guessing."""

from __future__ import annotations

import ast
from collections import Counter
from fnmatch import fnmatch

from tests.house.sources import CODE, ROOT, sources

LONGEST_FILE = 450

# What may be longer, and why.
LONG = {
    "db/vocabulary.py": "a list of words, looked up and not read through",
    "db/migrations/versions/*": "the tables as they were on the day of a release; written once, never edited",
}

LAYERS = ("tables", "records", "queries", "commands")

# Files that are not a noun of the field: what a layer's nouns stand on, and what serves one layer alone.
NOT_NOUNS = {
    "tables": {"base", "types", "status", "history", "search"},
    "records": {"base", "search"},
    "queries": {"base", "search", "history", "records", "listing"},
    "commands": {"base"},
}


def test_packaging_is_no_package() -> None:
    """Reason: a packaging/__init__.py would shadow the `packaging` library and break pytest itself."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_each_module_says_what_lives_there() -> None:
    """Reason: a newcomer reads the first line of a file to know whether to read the second."""
    first_lines = {
        source.path: (ast.get_docstring(source.tree) or "").partition("\n")[0]
        for source in sources(*CODE, "tests")
        if source.text
    }
    silent = [path for path, line in first_lines.items() if not line.endswith(".")]
    assert silent == [], "The first line is a docstring: a sentence with its full stop, on that line."


def test_files_are_short() -> None:
    """Reason: what does not fit in the head in one reading is two things."""
    lengths = {source.path: len(source.text.splitlines()) for source in sources(*CODE, "tests")}
    long = {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert {path: lines for path, lines in long.items() if not any(fnmatch(path, pattern) for pattern in LONG)} == {}


def test_a_noun_has_one_file_name() -> None:
    """Reason: whoever knows one layer of a noun can guess the others."""
    layers = Counter(name for layer in LAYERS for name in _modules(f"db/{layer}") - NOT_NOUNS[layer])
    assert {name for name, count in layers.items() if count < 2} == set(), "A name that one layer alone knows."


def test_a_screen_is_named_after_its_noun() -> None:
    """Reason: the item model of the visits page is looked for in visits/columns.py."""
    known = _modules("db/records") | _modules("db/queries")
    rooms = {path.parent.name for path in (ROOT / "desktop").glob("*/columns.py")}
    assert rooms - known - {"table", "log"} == set()


def _modules(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"}
