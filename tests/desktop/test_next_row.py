"""What was done with a row leaves the one that followed it current, never the first one of the list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import Theme

KEYS = "abcde"


def rows(keys: str) -> list[Row]:
    return [Row(key, "bell", "neutral", key, "") for key in keys]


@pytest.mark.parametrize(
    ("current", "left", "then"),
    [
        ("c", "abde", "d"),  # done with the middle one
        ("e", "abcd", "d"),  # with the last one
        ("a", "bcde", "b"),
        ("c", "abe", "e"),  # and with more of them
        ("c", "ab", "b"),
        ("c", "edcba", "c"),  # still there, elsewhere
        ("c", "xyz", "x"),  # nothing of it is there
    ],
)
def test_the_row_that_followed_is_current(qapp: QApplication, qtbot: QtBot, current: str, left: str, then: str) -> None:
    Theme(qapp, "light")
    shown = RowList("list")
    qtbot.addWidget(shown)
    shown.set_rows(rows(KEYS))
    shown.set_current(current)
    shown.set_rows(rows(left))
    assert shown.current_key() == then
    shown.set_rows([])
    assert shown.current_key() is None
