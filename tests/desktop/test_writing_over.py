"""No register is written over: not by an export, a list, a sheet or everything in one file, through no link either."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db.errors import FileThere, KnownError
from db.exchange.files import prepared, save, save_sheet
from db.header import register_at
from db.store import open_register
from desktop import clock
from desktop.cli import program
from desktop.sheet.page import BriefingsPage
from tests.desktop.driver.chooser import visited
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.leaving import dialog
from tests.registers import make_empty, make_starter

Target = Callable[[Path], Path]


def _linked(make: Callable[[Path, Path], None]) -> Target:
    def link(register: Path) -> Path:
        link = register.with_name("innocent.json")
        make(register, link)
        return link

    return link


def _backup(register: Path) -> Path:
    with open_register(register, now=clock.now, by="A. Officer") as store:
        return store.backup(register.parent)


TARGETS: dict[str, Target] = {
    "the register": lambda register: register,
    "through a link": _linked(lambda register, link: link.symlink_to(register)),
    "under another name": _linked(os.link),
    "through a folder that is a link": lambda register: _folder(register) / register.name,
    "another register": lambda register: make_empty(register.with_name("other.aide")),
    "a backup of it": _backup,
    "its journal": lambda register: register.with_name(f"{register.name}-journal"),
    "its log": lambda register: register.with_name(f"{register.name}-wal"),
    "its lock": lambda register: register.with_name(f"{register.name}.lock"),
}


def _folder(register: Path) -> Path:
    folder = register.parent / "elsewhere"
    folder.symlink_to(register.parent, target_is_directory=True)
    return folder


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_starter(tmp_path / "follow-up.aide")


def everything(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize(
    "words", [("export",), ("calendar",), ("brief", "country", "PK", "-o"), ("brief", "visit", "60", "-o")]
)
@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.sampled(12)
def test_the_command_line_writes_over_no_register(
    register: Path, target: Target, words: tuple[str, ...], force: tuple[str, ...]
) -> None:
    place = target(register)
    before = everything(register.parent)
    said = CliRunner().invoke(program, ["--register", str(register), *words, str(place), *force])
    assert said.exit_code == 3 and "register" in said.stderr and "nothing was saved" in said.stderr, said.output
    assert everything(register.parent) == before


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.sampled(4)
def test_nothing_that_is_saved_writes_over_a_register(register: Path, target: Target) -> None:
    place = target(register)
    before = everything(register.parent)
    with pytest.raises(KnownError, match="no register is ever written over"):
        save(b"{}", place)
    with pytest.raises(KnownError, match="no register is ever written over"):
        save_sheet(b"%PDF", place, keep=lambda: pytest.fail("It is not kept."), number=7)
    assert everything(register.parent) == before


def test_other_files_of_sqlite_and_other_names_are_no_registers(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    (tmp_path / "empty.aide").touch()
    os.mkfifo(tmp_path / "pipe")
    names = ("other.db", "empty.aide", "pipe", "gone.json", "other.db-journal", ".lock", "-wal", "other.db.lock")
    assert [register_at(tmp_path / name) for name in names] == [None] * len(names)


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Frame]:
    (tmp_path / "desk").mkdir()
    with opened(tmp_path / "desk") as shown:
        yield shown


@pytest.mark.parametrize(
    "export", ["file.export", "file.export_calendar", "file.export_csv", "file.export_xlsx", "file.export_pdf"]
)
@pytest.mark.sampled(2)
def test_the_window_writes_over_no_register(frame: Frame, export: str, qtbot: QtBot) -> None:
    """The question of the dialog, whether the file shall be replaced, may have been answered with yes."""
    register = Path(frame.workspace.path)
    visited(frame, "visits")
    before = register.read_bytes()
    refusals = QSignalSpy(frame.workspace.refused)
    frame.window.parts.actions[export].trigger()
    dialog(frame).fileSelected.emit(str(register))
    qtbot.waitUntil(lambda: refusals.count() == 1, timeout=20_000)
    assert "no register is ever written over" in refusals.at(0)[0]
    assert register.read_bytes() == before


def test_a_sheet_of_the_window_writes_over_no_register(frame: Frame, qtbot: QtBot) -> None:
    register = Path(frame.workspace.path)
    frame.window.parts.actions["print.briefing"].trigger()
    page = frame.window.parts.stack.page()
    assert isinstance(page, BriefingsPage)
    before = register.read_bytes()
    refusals = QSignalSpy(page._keeping.refused)
    page.save_to(str(register))
    qtbot.waitUntil(lambda: refusals.count() == 1, timeout=20_000)
    assert "no register is ever written over" in refusals.at(0)[0]
    assert register.read_bytes() == before


def test_another_file_is_written_over_only_when_that_was_said(register: Path, tmp_path: Path) -> None:
    place = tmp_path / "sheet.pdf"
    place.write_bytes(b"mine")
    words = ["--register", str(register), "brief", "country", "PK", "-o", str(place)]
    said = CliRunner().invoke(program, words)
    assert said.exit_code == 3 and "already a file" in said.stderr and place.read_bytes() == b"mine"
    said = CliRunner().invoke(program, [*words, "--force"])
    assert said.exit_code == 0 and "kept as sheet 1" in said.stdout and place.read_bytes().startswith(b"%PDF")


def test_a_sheet_is_kept_before_its_file_has_its_name(tmp_path: Path) -> None:
    place, kept = tmp_path / "sheet.pdf", []

    def keep() -> None:
        assert not place.exists() and [path.read_bytes() for path in tmp_path.iterdir()] == [b"%PDF"]
        kept.append(1)

    save_sheet(b"%PDF", place, keep, 1)
    assert (kept, everything(tmp_path)) == ([1], {"sheet.pdf": b"%PDF"})


def test_what_cannot_be_kept_leaves_no_file(tmp_path: Path) -> None:
    def keep() -> None:
        raise KnownError("The number is taken.")

    with pytest.raises(KnownError, match="taken"):
        save_sheet(b"%PDF", tmp_path / "sheet.pdf", keep, 1)
    assert everything(tmp_path) == {}


def test_a_kept_sheet_whose_file_cannot_be_named_is_led_to(tmp_path: Path) -> None:
    place = tmp_path / "sheet.pdf"
    with pytest.raises(KnownError, match="Sheet 4 is kept in the register"):
        save_sheet(b"%PDF", place, place.mkdir, 4)
    assert everything(tmp_path) == {}


def test_a_file_that_came_meanwhile_is_seen(tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    with pytest.raises(FileThere), prepared(b"1", place, over=False) as put:
        place.write_bytes(b"theirs")
        put()
    assert everything(tmp_path) == {"list.csv": b"theirs"}


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "9999-12-31", "today"),
        ("--on", "0001-01-01", "today"),
        ("--on", "2200-12-32", "list", "visit"),
        ("show", "9" * 23),
        ("show", "9" * 5000),
        ("log", "9" * 23, "--text", "x"),
        ("brief", "visit", "9" * 23, "-o", "x.pdf"),
        ("brief", "visit", "9" * 5000, "-o", "x.pdf"),
    ],
)
@pytest.mark.sampled(4)
def test_days_and_numbers_without_end_are_refused(register: Path, words: tuple[str, ...]) -> None:
    before = register.read_bytes()
    said = CliRunner().invoke(program, ["--register", str(register), *words])
    assert said.exit_code in (2, 3) and len(said.stderr) < 2000, said.output
    assert register.read_bytes() == before


def test_the_first_and_the_last_day_can_be_looked_from(register: Path) -> None:
    for day in ("1000-01-01", "2200-12-31"):
        for words in (("today",), ("list", "visit"), ("list", "commitment"), ("list", "agreement"), ("remind",)):
            said = CliRunner().invoke(program, ["--register", str(register), "--on", day, *words])
            assert said.exit_code == 0, (day, words, said.output)
