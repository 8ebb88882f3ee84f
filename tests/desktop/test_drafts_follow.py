"""Drafts follow a register that was moved or renamed, by what it is; a copy and another register get none of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.commands.parties import AddArea
from db.errors import KnownError
from db.records.parties import AreaDraft
from db.vocabulary import Kind
from desktop.form.drafts import draft_file
from desktop.form.drafts.draft_file import DraftFile, KeptDraft
from desktop.form.drafts.drafts import drafts_of
from tests.desktop.driver.forms import Key, at_the_desk
from tests.desktop.driver.left_behind import TITLE, flush
from tests.registers import make_empty, now, opened

OURS, OTHER = "a" * 64, "b" * 64


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of drafts, for this test alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def draft(about: str, words: str) -> KeptDraft:
    return KeptDraft(about=about, name=words, at=now(), day=now().date(), typed=words)


def names(file: DraftFile, beginning: str = "") -> list[str]:
    return [each.name for each in file.read(beginning)]


@pytest.mark.parametrize(
    ("stood", "is_there", "opens", "follows"),
    [
        (OURS, False, OURS, True),
        (OURS, True, OURS, False),  # a copy is opened
        (OURS, False, OTHER, False),
        (OURS, False, "", False),
        ("", False, OURS, False),  # an earlier version, or nothing was done: nobody knows which register it was
        ("", False, "", False),
    ],
)
def test_drafts_follow_the_register_where_it_is_no_more(
    tmp_path: Path, stood: str, is_there: bool, opens: str, follows: bool
) -> None:
    """They are at one place, before and after, and stay at the new one."""
    old, new = tmp_path / "r.aide", tmp_path / "elsewhere" / "r2.aide"
    left = DraftFile(old)
    left.write([draft("log/60", "Called the embassy")], stood)
    if is_there:
        old.touch()
    assert names(DraftFile(new), opens) == ["Called the embassy"] * follows
    assert names(DraftFile(new)) == ["Called the embassy"] * follows
    assert left.path.exists() is not follows


def test_what_is_typed_about_the_same_at_both_places_is_lost_at_none(tmp_path: Path) -> None:
    """What has the key of a draft of ours waits until that is dealt with."""
    old, new = DraftFile(tmp_path / "r.aide"), DraftFile(tmp_path / "r2.aide")
    old.write([draft("log/60", "Old words"), draft("visit", "A visit")], OURS)
    new.write([draft("log/60", "New words")], OURS)
    assert names(new, OURS) == ["New words", "A visit"]
    assert names(old) == ["Old words"]
    new.write([], OURS)
    assert names(new, OURS) == ["Old words"]
    assert not old.path.exists()


def test_two_earlier_places_are_looked_at_and_what_cannot_be_read_is_left(tmp_path: Path) -> None:
    for number in (1, 2):
        DraftFile(tmp_path / f"{number}.aide").write([draft(f"log/{number}", f"Words {number}")], OURS)
    spoilt = DraftFile(tmp_path / "3.aide").path
    spoilt.write_text("{", encoding="utf-8")
    assert sorted(names(DraftFile(tmp_path / "now.aide"), OURS)) == ["Words 1", "Words 2"]
    assert spoilt.read_text(encoding="utf-8") == "{"


def test_nothing_goes_where_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: they stay at the earlier place, and are offered another time."""
    old = DraftFile(tmp_path / "r.aide")
    old.write([draft("log/60", "Words")], OURS)

    def full(*_: object, **__: object) -> None:
        raise KnownError("The disk is full.", "", "")

    monkeypatch.setattr(draft_file, "save", full)
    assert names(DraftFile(tmp_path / "r2.aide"), OURS) == []
    assert names(old) == ["Words"]


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
def test_a_name_that_cannot_be_written_down_is_taken_for_no_other(tmp_path: Path) -> None:
    """Reason: such a register would look as if it were gone, and a copy of it take its drafts."""
    old = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.aide"))
    old.touch()
    DraftFile(old).write([draft("log/60", "Words")], OURS)
    assert names(DraftFile(tmp_path / "copy.aide"), OURS) == []
    assert names(DraftFile(old), OURS) == ["Words"]


@pytest.mark.parametrize("moved", [True, False])
def test_what_was_typed_stands_again_where_the_register_is_now(tmp_path: Path, qtbot: QtBot, moved: bool) -> None:
    """Somebody types, the register is renamed meanwhile and opened at its new place; not so in a copy of it."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    register = make_empty(tmp_path / "one" / "follow-up.aide")
    with opened(register) as store:
        store.run(AddArea(AreaDraft(title="Trade")))
    with at_the_desk(tmp_path / "one") as officer:
        officer.asks_for(Kind.VISIT)
        officer.types(TITLE, "Working visit")
        (shutil.move if moved else shutil.copy)(register, tmp_path / "two" / "follow-up.aide")
        flush(officer.workspace)
    with at_the_desk(tmp_path / "two") as officer:
        officer.asks_for(Kind.VISIT)
        assert officer.reads(TITLE) == ("Working visit" if moved else "")
        assert len(drafts_of(officer.workspace).all()) == moved
        officer.presses(Key.Key_Escape)
