"""Imports go one way; what import-linter cannot see inside other packages is seen here."""

from __future__ import annotations

import ast
import sys
import tomllib
from fnmatch import fnmatch

from tests.house.sources import CODE, ROOT, Source, sources

# Who may see copies of the register, which are files of their own.
COPIES = ("desktop/backups.py", "desktop/keeper.py")

# Who may hold the open register; everybody else asks through the workspace.
HOLDERS = ("desktop/app.py", "desktop/cli*", "desktop/workspace*", "desktop/first_run.py", *COPIES)

# What a view shows: it knows QtCore and QtGui only.
ITEM_MODELS = {
    "desktop/agreements/columns.py",
    "desktop/commitments/columns.py",
    "desktop/form/citations.py",
    "desktop/history/changes.py",
    "desktop/history/trash_columns.py",
    "desktop/log/columns.py",
    "desktop/shell/search_model.py",
    "desktop/table/cell.py",
    "desktop/table/columns.py",
    "desktop/table/facets.py",
    "desktop/table/grid.py",
    "desktop/table/groups.py",
    "desktop/table/held.py",
    "desktop/table/layout.py",
    "desktop/table/record_table.py",
    "desktop/visits/columns.py",
}

# Where an import inside a function is allowed, and why.
LAZY = {
    "desktop/__main__.py": "headless commands must not load Qt, the window not the command line",
    "desktop/cli*": "headless commands must not load Qt",
    "desktop/app.py": "the window is on the screen before what reads registers is loaded",
    "db/migrations/*": "Alembic loads its versions by path",
    "desktop/shell/rooms.py": "a form or a pane is loaded when somebody first wants it",
    "desktop/shell/page_rooms.py": "a page is loaded when somebody first wants it",
    "desktop/shell/main_window.py": "the window is on the screen before its parts are loaded",
    "desktop/shell/last_copy.py": "it comes with the window; what keeps a copy is loaded where one is to be kept",
    "db/working_days.py": "the holidays of half a thousand calendars are loaded where those of one country count",
    "db/store.py": "Alembic is loaded only when the register's version differs, checking only when somebody checks",
    "db/collation.py": "the order of every script is loaded when the first title is written",
    "db/derived.py": "what is written of every kind of record is loaded when one is written",
    "db/drafts.py": "what is written of every kind of record is loaded when one is edited, shown in full or exported",
    "desktop/today/our_side.py": "Today is the first page: what is done from it is loaded when somebody does it",
    "desktop/today/page.py": "Today is the first page: what is done from it is loaded when somebody does it",
    "desktop/first_run.py": "what makes a register is loaded on the first run only",
}


def test_every_module_has_a_layer() -> None:
    """Reason: a module outside the layers may import anything, and soon everything imports it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    for contract in (contract for contract in contracts if contract["type"] == "layers"):
        assert contract["exhaustive"], "import-linter itself must refuse a module without a place"
        (package,) = contract["containers"]
        placed = {name.strip(" ()") for layer in contract["layers"] for name in layer.replace(":", "|").split("|")}
        present = {path.stem for path in (ROOT / package).iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
        assert present - placed - set(contract.get("exhaustive_ignores", [])) - {"__init__"} == set(), package


def test_rules_need_nothing_but_the_language() -> None:
    """Reason: a rule of the field must be readable, and testable, by someone who knows no library of ours."""
    allowed = sys.stdlib_module_names | {"db.vocabulary", "db.rules", "db.words"}
    strange = [
        f"{source.at(node)} {name}"
        for source in sources("db/rules")
        for node, name in source.imports()
        if name.partition(".")[0] not in allowed and not name.startswith(("db.vocabulary.", "db.rules.", "db.words."))
    ]
    assert strange == []


def test_item_models_know_no_widget() -> None:
    """Reason: a model that knows its view cannot be counted, sorted or tested without one."""
    places = _importing("PySide6.QtWidgets", "desktop")
    assert [place for place in places if place.partition(":")[0] in ITEM_MODELS] == []


def test_nobody_uses_qt_sql() -> None:
    """Reason: a second SQLite in one process drops the register's file locks; 50 acknowledged commits were lost."""
    assert _importing("PySide6.QtSql", *CODE) == []


def test_only_db_opens_the_database() -> None:
    """Reason: the recipe that keeps the register safe (pragmas, locks, fingerprint) is applied in one place."""
    assert _importing("sqlite3", "desktop") + _importing("sqlalchemy", "desktop") == []


def test_few_hold_the_open_register() -> None:
    """Reason: one owner of reads, writes and undo; a page with its own store would miss what others changed."""
    doors = [place for door in ("db.store", "db.backup", "db.check") for place in _importing(door, "desktop")]
    assert [place for place in doors if not any(fnmatch(place, f"{holder}*") for holder in HOLDERS)] == []


def test_migrations_know_no_table_class() -> None:
    """Reason: a migration describes the past; a class changed later would silently change it too."""
    assert _importing("db.tables", "db/migrations/versions") == []


def test_imports_stand_at_the_top() -> None:
    """Reason: a lazy import hides a cycle or a layer crossed; those with a good reason are listed above."""
    lazy = {
        f"{source.at(node)} {name}"
        for source in sources(*CODE)
        if not any(fnmatch(source.path, pattern) for pattern in LAZY)
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node, name in source.imports(function)
    }
    assert lazy == set()


def _importing(package: str, *folders: str) -> list[str]:
    """The places below `folders` that import `package` or something in it."""

    def within(source: Source) -> list[str]:
        return [source.at(node) for node, name in source.imports() if f"{name}.".startswith(f"{package}.")]

    return [place for source in sources(*folders) for place in within(source)]
