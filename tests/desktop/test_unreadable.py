"""Records with a value that cannot be read, in the window: shown as that on every page, worked on by nobody."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.vocabulary import Kind
from desktop.actions import PAGES, REFERENCE
from desktop.workspace import Edit, Go
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import Frame, application, opened
from tests.registers import make_starter

SPOILT = {
    "visit": "UPDATE record SET title = CAST(x'41ff42' AS TEXT) WHERE id = {}",
    "commitment": "UPDATE commitment SET progress = 'no such word' WHERE id = {}",
    "agreement": "UPDATE agreement SET expires_words = 'for ever', expires_edtf = '99-99' WHERE id = {}",
    "person": "UPDATE record SET notes = x'ff00' WHERE id = {}",
    "source": "UPDATE source SET published_on_latest = 'soon' WHERE id = {}",
}
"""How a record of each kind is spoilt."""


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    register = make_starter(tmp_path / "made.aide")
    with closing(sqlite3.connect(register)) as file, file:
        for kind, statement in SPOILT.items():
            file.execute(statement.format(_first(file, kind)))
    shutil.copy(register, tmp_path / "follow-up.aide")
    with opened(tmp_path) as made:
        yield made


def _first(file: sqlite3.Connection, kind: str) -> int:
    return int(file.execute("SELECT min(id) FROM record WHERE kind = ?", (kind,)).fetchone()[0])


def first(frame: Frame, kind: str) -> int:
    """The record of a kind that is spoilt."""
    with closing(sqlite3.connect(f"file:{frame.workspace.path}?mode=ro", uri=True)) as file:
        return _first(file, kind)


@pytest.mark.parametrize("page", [*PAGES, *REFERENCE])
@pytest.mark.sampled(3)
def test_every_page_is_there(frame: Frame, page: str) -> None:
    refused: list[str] = []
    frame.workspace.refused.connect(refused.append)
    frame.workspace.go_wanted.emit(Go(page))
    application().processEvents()
    assert words_on(frame.window) and refused == []


def test_such_a_record_says_so_in_its_pane_and_no_form_takes_it(frame: Frame) -> None:
    refused: list[str] = []
    frame.workspace.refused.connect(refused.append)
    for kind, page, field in (
        ("visit", "visits", "title"),
        ("commitment", "commitments", "progress"),
        ("agreement", "agreements", "expires"),
    ):
        record = first(frame, kind)
        frame.workspace.go_wanted.emit(Go(page, None, record))
        application().processEvents()
        assert any(f"Unreadable (record {record})" in words for words in words_on(frame.window)), kind
        assert any(words.startswith(f"Cannot be read: {field}.") for words in words_on(frame.window)), kind
        refused.clear()
        for wish in (Edit(Kind(kind), record), Edit(Kind(kind), like=record)):
            frame.workspace.edit_wanted.emit(wish)
        frame.workspace.log_wanted.emit(record)
        assert [f"record {record} is damaged" in words for words in refused] == [True] * 3
        assert application().activeModalWidget() is None


def test_what_is_written_elsewhere_is_stored(frame: Frame) -> None:
    frame.workspace.go_wanted.emit(Go("visits"))
    assert frame.workspace.attempt(AddArea(AreaDraft(title="Weather"))) is not None
    with closing(sqlite3.connect(f"file:{frame.workspace.path}?mode=ro", uri=True)) as file:
        assert file.execute("SELECT count(*) FROM record WHERE title = 'Weather'").fetchone() == (1,)
        spoilt = file.execute("SELECT hex(title) FROM record WHERE id = ?", (_first(file, "visit"),))
        assert spoilt.fetchone() == ("41FF42",)
