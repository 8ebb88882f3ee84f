"""Files stay small, say what they hold, and are found by guessing."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from fnmatch import fnmatch
from pathlib import Path

from tests.house.sources import CODE, ROOT, Source, last_name, sources

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
    "records": {"base", "refusals", "search"},
    "queries": {
        *("base", "awaited", "briefing", "cited", "forecast", "history", "listing", "records", "reminder_titles"),
        *("search", "urgency"),
    },
    "commands": {"base"},
}

ROOMS = {"desktop.shell.rooms", "desktop.shell.page_rooms"}
PARTS_OF_A_ROOM = {"form", "columns", "pane", "page", "deeds"}

# One function for one other module, and why.
ALONE = {
    "desktop/kit/qss.py": "the whole style sheet, looked up and not read through",
    "desktop/sheet/words.py": "a list of the words on paper, for translators",
    "desktop/cli/full.py": "how every field of every record reads; loaded when a record is asked for",
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


def test_no_module_is_one_function_for_one_other() -> None:
    """Reason: whoever follows one thing opens two files for it; the function belongs where it is used.

    A room's form, columns and page are looked for by their names, and `shell/rooms.py` loads what nobody wanted yet."""
    users = _users()
    single = [
        source.path
        for source in sources("desktop")
        if [type(each) for each in _public(source)] == [ast.FunctionDef]
        and Path(source.path).stem not in PARTS_OF_A_ROOM
        and len(users[_module(source)]) == 1
        and not users[_module(source)] <= ROOMS
    ]
    assert set(single) - set(ALONE) == set()


def test_no_class_is_there_for_one_heir_alone() -> None:
    """Reason: a class that was cut in two to be shorter is read in two files, and neither half stands by itself."""
    made = {name for source in sources("desktop") for call, name in source.calls()}
    made |= {last_name(each) for source in sources("desktop") for call, _name in source.calls() for each in call.args}
    at: dict[str, str] = {}
    heirs: dict[str, list[str]] = {}
    for source in sources("desktop"):
        for each in ast.walk(source.tree):
            if isinstance(each, ast.ClassDef):
                at[each.name] = source.path
                for base in each.bases:
                    heirs.setdefault(last_name(base.value if isinstance(base, ast.Subscript) else base), []).append(
                        source.path
                    )
    alone = {name for name, where in heirs.items() if len(where) == 1 and name in at and where != [at[name]]}
    assert alone - made == set()


def _public(source: Source) -> list[ast.stmt]:
    """What a module offers: its functions and classes."""
    defined = (each for each in source.tree.body if isinstance(each, (ast.FunctionDef, ast.ClassDef)))
    return [each for each in defined if not each.name.startswith("_")]


def _module(source: Source) -> str:
    return source.path.removesuffix(".py").replace("/", ".")


def _users() -> dict[str, set[str]]:
    """The modules of the desktop that import each of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources("desktop"):
        for _node, name in source.imports():
            found[name].add(_module(source))
            found[name.rpartition(".")[0]].add(_module(source))
    return found


def _modules(folder: str) -> set[str]:
    """The modules and packages of a folder."""
    found = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    return found | {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
