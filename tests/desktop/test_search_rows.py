"""The lines of the search: which letters are marked, which words are shown, what actions are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.actions import ROWS
from desktop.doing import LiveAction
from desktop.settings import Settings
from desktop.shell.search import command_name, commands
from desktop.shell.search_model import Row, SearchModel, marks, snippet


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Transport and transit", ("tran",), ["Tran", "tran"]),
        ("Altran is no match", ("tran",), []),
        ("Shárif’s café", ("sharif", "cafe"), ["Shárif", "café"]),
        ("Cafe\u0301s", ("cafe",), ["Cafe\u0301"]),
        ("Straße", ("stras",), ["Straß"]),
        ("Straße", ("strasse",), ["Straße"]),
        ("Ёлка Қазақстан", ("елка", "казак"), ["Ёлка", "Қазақ"]),
        ("كراچي میں", ("کراچی",), ["كراچي"]),
        ("مُذاکرات", ("مذا",), ["مُذا"]),
        ("🚂🚂 train", ("tra",), ["tra"]),
        ("ﬁnance", ("fin",), ["ﬁn"]),
        ("50%_grant", ("grant", "50"), ["50", "grant"]),
        ("tr transport", ("tr", "transport"), ["tr", "transport"]),
        ("", ("a",), []),
        ("anything", (), []),
        ("O’zbekiston va Oʻzbek", ("ozbek",), ["O’zbek", "Oʻzbek"]),
        ("Côte d’Ivoire", ("divoire",), ["d’Ivoire"]),
        ("تجـــارت", ("تجارت",), ["تجـــارت"]),
        ("۲۰۲۷ء", ("2027",), ["۲۰۲۷"]),
        ("中国合作协议", ("合作",), ["合作"]),
        ("访问Pakistan团", ("pak", "团"), ["Pak", "团"]),
        ("ประเทศไทย", ("ไทย",), ["ไทย"]),
    ],
)
def test_matched_letters_are_those_that_are_written(text: str, asked: tuple[str, ...], found: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, asked)] == found


def test_a_snippet_shows_the_words_around_the_match() -> None:
    long = "Kazakhstan lies at the  crossroads of major\ntransport routes that link East and West, " + "and more " * 40
    cut = snippet(long, ("transp",))
    assert cut.startswith("…crossroads of major transport routes") and cut.endswith("…") and len(cut) < 160
    assert snippet("transport first", ("transp",)) == "transport first"
    assert snippet("found by its notes", ("elsewhere",)) == "found by its notes"
    assert snippet("", ()) == ""


def test_the_list_is_a_sound_model(qtbot: QtBot) -> None:
    model = SearchModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    model.set_entries(["Actions", Row("Log action", spoken="Log action"), "Areas", Row("Energy", spoken="Energy")])
    assert (model.count(), model.beside(-1, 1), model.beside(1, 1), model.beside(3, 5), model.beside(1, -1)) == (
        2,
        1,
        3,
        3,
        1,
    )
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert SearchModel().beside(-1, 1) == -1


def test_actions_are_named_as_they_are_without_their_menu(qtbot: QtBot) -> None:
    model = SearchModel()
    named = {
        "view.go_visits": ("Visits", "Go to Visits"),
        "view.theme_dark": ("Dark", "Theme: Dark"),
        "view.larger": ("Larger", "Text size: Larger"),
        "edit.undo": ("Undo: Trade && transport", "Undo: Trade & transport"),
        "file.quit": ("&Quit", "Quit"),
    }
    for name, (text, shown) in named.items():
        (row,) = [each for each in ROWS if each.name == name]
        action = LiveAction(row, lambda keys: (), Qt.ShortcutContext.WindowShortcut, model)
        action.setText(text)
        assert command_name(action) == shown


def test_actions_that_begin_with_the_words_come_first(qtbot: QtBot) -> None:
    actions = [QAction(text) for text in ("Show the log", "Log action", "Logarithm", "Dialogue")]
    actions[2].setEnabled(False)
    offered = commands(actions, ("log",))
    assert [entry.title for entry in offered if isinstance(entry, Row)] == ["Log action", "Show the log"]
    assert commands(actions, ("log", "nothing")) == []


def test_settings_that_cannot_be_read_remember_nothing(tmp_path: Path) -> None:
    for text in ("no", "[]", '{"a": 1}', '{"a": ["x"]}', "7"):
        file = tmp_path / "window.ini"
        file.write_text(f"[registers]\nopened={text!r}\n", encoding="utf-8")
        assert Settings(file).opened == {}
