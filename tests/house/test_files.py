"""What lies in the project is the project's own, and builds the same everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")

# What a clone holds. Folders that tools make (.venv, caches) are nobody's text.
PLACES = ("db", "desktop", "resources", "tests", "packaging", ".ci", "*.toml", "*.lock", "*.md", ".gitignore")
SUFFIXES = {
    "",
    ".py",
    ".toml",
    ".lock",
    ".md",
    ".txt",
    ".json",
    ".typ",
    ".ts",
    ".desktop",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
}

# Spelt in two parts so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "(?<!emit-)index" + "-url[ =]", "find" + "-links"])
)


def test_no_file_names_a_registry() -> None:
    """Reason: whoever installs decides where from; an address in a file works in one place and leaks it everywhere."""
    naming = [
        path.relative_to(ROOT).as_posix() for path in _texts() if REGISTRIES.search(path.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_locks_are_the_only_locks() -> None:
    """Reason: a uv.lock writes down the registry it was made with, and two locks disagree one day."""
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_its_hash(lock: str) -> None:
    """Reason: what was checked here is what is installed there, to the byte."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "")
    loose = [line for line in text.splitlines() if "==" not in line or "--hash=sha256:" not in line]
    assert loose == []


def test_the_program_is_pinned_as_it_is_tested() -> None:
    """Reason: a package that is one version in the tests and another in the program was not tested."""
    pins = [
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)) for name in LOCKS
    ]
    assert pins[0] <= pins[1]


def test_every_dependency_is_locked() -> None:
    """Reason: a name added to pyproject.toml and not to the locks is missing on the next machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    names = {re.split(r"[<>=~!\[; ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert {name for name in names if not re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE)} == set()


def _texts() -> list[Path]:
    found = [path for place in PLACES for path in ROOT.glob(place)]
    below = [path for folder in found if folder.is_dir() for path in folder.rglob("*")]
    return sorted(path for path in {*found, *below} if path.is_file() and path.suffix in SUFFIXES and _is_text(path))


def _is_text(path: Path) -> bool:
    return "__pycache__" not in path.parts and b"\0" not in path.read_bytes()[:4096]
