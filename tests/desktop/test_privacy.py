"""What is written in a register shows as it was written and leaves nothing behind for others to read."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt as Words
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db import own_folders
from db.queries.base import Reader
from db.store import Store, open_register
from desktop import clock
from desktop.cli import program
from desktop.kit.plain import set_tip, tip_of, tip_words
from desktop.settings import Settings
from tests.campaigns import examples
from tests.desktop.driver.frame import TODAY
from tests.faults.processes import process
from tests.registers import make_empty

HOSTILE = (
    "<img src='file:///etc/passwd'>", "a <b>bold</b> claim", "<a href='file:///x'>y</a>", "<?xml version='1.0'?>",
    "5 < 6 & 7 > 6", "<p>\n<img src=x>", "&lt;img&gt;", "<!-- x -->", "<br>", "plain", "",
)  # fmt: skip


def _shown(tip: str) -> str:
    """What Qt draws of a tip."""
    if not Words.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.sampled(4)
def test_a_tip_shows_its_words(qtbot: QtBot, words: str) -> None:
    """Markup is words; no file is opened for it."""
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, words)
    assert tip_of(widget) == words
    assert _shown(widget.toolTip()).replace("\xa0", " ") == words
    assert "<img" not in widget.toolTip()


@given(words=st.text(alphabet="<>&/ab='\" img src?!-", max_size=60))
@examples(200)
def test_any_tip_shows_its_words(words: str) -> None:
    """Nothing of it is taken for a tag; spaces may be drawn as one, as everywhere in Qt's texts."""
    assert "".join(_shown(tip_words(words)).split()) == "".join(words.split())


def test_settings_are_nobody_elses(tmp_path: Path) -> None:
    """Also where an older program left the file open to all, and after Qt wrote it anew."""
    file = tmp_path / "config" / "window.ini"
    for _ in range(2):
        settings = Settings(file)
        settings.keep_view("visits", '{"find": "secret"}')
        settings.save()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that holds nothing yet."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _crash() -> None:
    (own_folders.make() / "note.pdf").write_text("secret")
    os._exit(9)


def test_what_a_crash_left_is_swept(temporary: Path) -> None:
    """By the next start; what a run that lives has open stays, and so does what is not ours."""
    with process(_crash) as child:
        os.waitpid(child, 0)
    (left,) = temporary.iterdir()
    assert left.stat().st_mode & 0o777 == 0o700
    living = own_folders.make()
    other = temporary / "aide-memoire-notes"
    other.mkdir()
    (temporary / "aide-memoire-999999999-link").symlink_to(other)
    own_folders.sweep(clock.now())
    assert sorted(each.name for each in temporary.iterdir()) == sorted(
        [living.name, other.name, "aide-memoire-999999999-link"]
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b"Called the embassy\nsecond line\n", 0),
        ("тайна – راز".encode(), 0),
        (b"", 3),
        (b"  \n", 3),
        (b"\xff\xfe", 3),
        (b"x" * 400_001, 3),
    ],
    ids=("two lines", "other scripts", "nothing", "blank", "no text", "too long"),
)
@pytest.mark.sampled(3)
def test_text_from_standard_input(tmp_path: Path, written: bytes, code: int) -> None:
    """Words that no list of processes shows; refused like those of an option."""
    path = tmp_path / "desk.aide"
    make_empty(path)
    with open_register(path, now=clock.now, by="A") as store:
        record = _area(store)
    done = CliRunner().invoke(
        program, ["--register", str(path), "--on", str(TODAY), "log", str(record), "--text", "-"], input=written
    )
    assert done.exit_code == code, done.output
    with open_register(path, now=clock.now, by="A", writing=False) as store, store.read() as reader:
        assert _logged(reader) == ([written.decode().strip()] if code == 0 else [])


def _area(store: Store) -> int:
    from db.commands.visits import AddVisit
    from db.records.visits import VisitDraft

    return store.run(AddVisit(VisitDraft(title="Visit"))).record or 0


def _logged(reader: Reader) -> list[str]:
    from sqlalchemy import select

    from db.tables.actions import Action

    return list(reader.scalars(select(Action.text)))
