"""Drafts outlive the program in a private file: never in the register, never in the way, forgotten once stored."""

from __future__ import annotations

import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.base import Hide, Restore
from db.errors import KnownError
from db.vocabulary import Kind
from desktop import clock
from desktop.form.drafts.draft_file import DraftFile
from desktop.form.drafts.drafts import KEPT_AFTER_MS, MOST, drafts_of
from desktop.form.line_popover import LinePopover
from desktop.record.window import RecordWindow
from desktop.shell.draft_offer import DraftOffer
from desktop.workspace import Edit, Go
from tests.desktop.driver import left_behind
from tests.desktop.driver.forms import CTRL, RETURN_VISIT, Key, at_the_desk, words_on
from tests.desktop.driver.frame import opened
from tests.desktop.driver.left_behind import (
    TITLE,
    begins,
    file,
    flush,
    kept,
    offer,
    press,
    record_of,
    type_visit,
    typed,
)

folder = left_behind.folder


def test_it_is_private_and_neither_in_the_register_nor_beside_it(folder: Path) -> None:
    type_visit(folder, "Delicate visit")
    assert "Delicate visit" in kept(folder)
    assert stat.S_IMODE(file(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(file(folder).parent.stat().st_mode) == 0o700
    assert not [each for each in folder.rglob("*") if each.is_file() and b"Delicate" in each.read_bytes()]


@pytest.mark.sampled(0)
def test_typing_is_kept_every_two_seconds(folder: Path, qtbot: QtBot) -> None:
    with at_the_desk(folder) as officer:
        officer.asks_for(Kind.VISIT)
        officer.types(TITLE, "Working vis")
        assert KEPT_AFTER_MS == 2000
        qtbot.waitUntil(lambda: "Working vis" in kept(folder), timeout=KEPT_AFTER_MS * 5)


def test_the_end_of_the_session_keeps_at_once(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        officer.asks_for(Kind.VISIT)
        officer.types(TITLE, "Working vis")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.commitDataRequest.emit(None)
        assert "Working vis" in kept(folder)


def test_what_is_saved_or_emptied_is_forgotten(folder: Path) -> None:
    type_visit(folder, "Working visit")
    with at_the_desk(folder) as officer:
        officer.asks_for(Kind.VISIT)
        assert officer.reads(TITLE) == "Working visit"
        officer.presses(Key.Key_Return, CTRL)
        assert officer.stored(Kind.VISIT, "working visit")
        flush(officer.workspace)
        assert kept(folder) == "" and not file(folder).exists()
        officer.asks_for(Kind.VISIT)
        officer.types(TITLE, "x")
        flush(officer.workspace)
        assert kept(folder)
        officer.types(TITLE, "")
        officer.presses(Key.Key_Backspace)
        flush(officer.workspace)
        assert kept(folder) == ""


def test_a_program_that_may_only_read_leaves_them_alone(folder: Path) -> None:
    type_visit(folder, "Working vis")
    before = kept(folder)
    with opened(folder, writing=False) as frame:
        assert frame.window.findChildren(DraftOffer) == []
        flush(frame.workspace)
    assert kept(folder) == before


def test_a_place_that_cannot_be_written_is_said_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "state").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    said: list[str] = []
    with at_the_desk(folder) as officer:
        officer.workspace.said.connect(lambda words, _undo: said.append(words))
        officer.asks_for(Kind.VISIT)
        for text in ("Working", "Working vis"):
            officer.types(TITLE, text)
            flush(officer.workspace)
        assert [each for each in said if "cannot be kept" in each] == [
            "What you type cannot be kept in case the program stops: its file cannot be written."
        ]
        officer.presses(Key.Key_Escape)
        officer.asks_for(Kind.VISIT)
        assert officer.reads(TITLE) == "Working vis", "As long as the program runs, it is there."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b'{"format": 1, "of": "", "drafts": [{}]}',
        b'{"format": 99, "of": "", "drafts": []}',
    ],
)
@pytest.mark.sampled(2)
def test_a_damaged_file_is_set_aside_and_said(folder: Path, content: bytes) -> None:
    file(folder).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file(folder).write_bytes(content)
    with opened(folder) as frame:
        aside = file(folder).with_suffix(".damaged")
        assert aside.read_bytes() == content and not file(folder).exists()
        (words,) = words_on(offer(frame))
        assert words == f"What you had typed and not saved could not be read. It was set aside in {aside}."
    aside.unlink()


def test_a_second_damaged_file_takes_no_place_of_the_first(folder: Path) -> None:
    """Each has a name of its own, and goes after thirty days."""
    drafts = file(folder)
    drafts.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ends = (".damaged", ".2.damaged", ".3.damaged")
    for number, end in enumerate(ends):
        drafts.write_bytes(b"[" * (number + 1))
        os.utime(drafts, (0, 0))  # how old the words were does not count
        found = DraftFile(folder / "follow-up.aide")
        assert found.read() == () and found.set_aside == drafts.with_suffix(end)
    assert [drafts.with_suffix(end).read_bytes() for end in ends] == [b"[", b"[[", b"[[["]
    old = (clock.now() - timedelta(days=31)).timestamp()
    os.utime(drafts.with_suffix(ends[0]), (old, old))
    DraftFile(folder / "follow-up.aide").read()
    assert [drafts.with_suffix(end).exists() for end in ends] == [False, True, True]
    for end in ends[1:]:
        drafts.with_suffix(end).unlink()


@pytest.mark.sampled(0)
def test_a_draft_of_a_form_that_is_no_more_can_be_copied(folder: Path) -> None:
    type_visit(folder, "Working vis")
    content = json.loads(kept(folder))
    content["drafts"][0]["wish"] = {"made": "Nothing", "has": {}}
    file(folder).write_text(json.dumps(content), encoding="utf-8")
    with opened(folder) as frame:
        press(offer(frame), "drafts.open")
        assert QApplication.clipboard().text() == "Working vis"
        assert [each.text() for each in offer(frame).findChildren(QAbstractButton, "drafts.open")][-1] == "Copy it"
        press(offer(frame), "drafts.discard")
        assert not offer(frame).isVisible()
        flush(frame.workspace)
    assert kept(folder) == ""


@pytest.mark.sampled(0)
def test_two_windows_of_one_record_show_one_draft(folder: Path) -> None:
    with opened(folder, page="visits") as frame:
        page = frame.window.parts.stack.page()
        assert page is not None
        record = page.current_record()
        frame.workspace.go_wanted.emit(Go("visits", None, record, apart=True))
        (apart,) = [each for each in frame.window.findChildren(RecordWindow) if each.isVisible()]
        begins(frame, "Half a sent")
        drafts_of(frame.workspace).collect()
        assert typed(apart) == "Half a sent"
        QTest.keyClicks(apart.findChildren(QPlainTextEdit, "composer.text")[0], "XYZ")
        drafts_of(frame.workspace).collect()
        assert typed(page) == typed(apart) != "Half a sent"
        flush(frame.workspace)
        assert kept(folder).count('"about"') == 1
        QTest.keyClick(apart.findChildren(QPlainTextEdit, "composer.text")[0], Key.Key_Return, CTRL)
        assert typed(page) == typed(apart) == ""
        flush(frame.workspace)
    assert kept(folder) == ""


def test_what_is_typed_survives_a_new_day_and_a_reload(folder: Path) -> None:
    with opened(folder, page="visits") as frame:
        begins(frame, "Half a sent")
        frame.desk.reload()
        page = frame.window.parts.stack.page()
        assert page is not None and typed(page) == "Half a sent"


def test_giving_the_register_back_keeps_what_is_typed(folder: Path) -> None:
    with opened(folder, page="visits") as frame:
        frame.workspace.edit_wanted.emit(Edit(Kind.VISIT))
        form = QApplication.activeModalWidget()
        assert form is not None
        QTest.keyClicks(form.findChildren(QLineEdit, TITLE)[0], "Working vis")
        frame.desk.close()
        assert "Working vis" in kept(folder)
        form.close()


@pytest.mark.sampled(0)
def test_what_was_typed_about_a_record_in_the_trash_waits_until_it_is_out(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        record = record_of(officer, RETURN_VISIT)
        officer.asks_to_log(record)
        officer.types("log.text", "Called")
        officer.presses(Key.Key_Escape)
        officer.workspace.run(Hide((record,)))
        flush(officer.workspace)
    with opened(folder) as frame:
        said: list[str] = []
        frame.workspace.refused.connect(said.append)
        press(offer(frame), "drafts.open")
        assert len(said) == 1 and "Trash" in said[0] and offer(frame).isVisible()
        frame.workspace.run(Restore((record,)))
        press(offer(frame), "drafts.open")
        form = QApplication.activeModalWidget()
        assert form is not None and form.findChildren(QPlainTextEdit, "log.text")[0].toPlainText() == "Called"
        form.close()


def test_drafts_are_those_of_one_register(folder: Path, tmp_path: Path) -> None:
    type_visit(folder, "Working vis")
    before = kept(folder)
    other = tmp_path / "other"
    other.mkdir()
    with at_the_desk(other) as officer:
        assert drafts_of(officer.workspace).all() == ()
        officer.asks_to_log(record_of(officer, RETURN_VISIT))
        officer.types("log.text", "Called")
        flush(officer.workspace)
        assert "Called" in kept(other)
        officer.presses(Key.Key_Return, CTRL)
        flush(officer.workspace)
        assert (kept(other), kept(folder)) == ("", before)


def test_the_file_holds_the_newest_and_does_not_grow_for_ever(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        drafts = drafts_of(officer.workspace)
        for number in range(MOST + 1):
            note = LinePopover("Note", "Keep", officer.window)
            autosave = note.keep_in(drafts, f"Note {number}", "note", number, wish=None, record=None)
            note.line.setText(f"Note {number}.")
            autosave.keep()
        flush(officer.workspace)
    assert "Note 0." not in kept(folder) and f"Note {MOST}." in kept(folder)


def test_a_log_entry_is_kept_when_it_cannot_be_stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether for a reason that is known, or because of a mistake in the program."""

    def fails(_command: object, _session: object) -> None:
        raise failures.pop()

    failures = [RuntimeError("a mistake"), KnownError("The disk is full.")]
    with opened(folder, page="visits") as frame, capture_exceptions() as failed:
        page = begins(frame, "Half a sentence")
        text = page.findChildren(QPlainTextEdit, "composer.text")[0]
        monkeypatch.setattr(LogAction, "apply", fails)
        while failures:
            QTest.keyClick(text, Key.Key_Return, CTRL)
            assert typed(page) == "Half a sentence"
        flush(frame.workspace)
        assert "Half a sentence" in kept(folder)
        assert [kind for kind, _error, _trace in failed] == [RuntimeError]
        failed.clear()
