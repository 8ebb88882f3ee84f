"""Somebody at the search in the header: what is typed, pressed and seen there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.queries import search
from db.records.base import Link
from db.vocabulary import Kind
from desktop.shell.search_box import SearchBox
from desktop.shell.search_model import Entry, Row
from desktop.shell.search_row import SearchResults
from tests.desktop.driver.frame import Frame

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def field(frame: Frame) -> SearchBox:
    return frame.window.parts.header.search


def results(frame: Frame) -> SearchResults:
    found = frame.window.findChild(SearchResults, "search.results")
    assert found is not None
    return found


def ask(frame: Frame, words: str) -> list[Entry]:
    """Press Ctrl+K and type; what is offered."""
    QTest.keyClick(frame.window, Key.Key_K, CTRL)
    if words.isascii():
        QTest.keyClicks(field(frame), words)
    else:
        field(frame).insert(words)  # QTest has no keys for other letters
    QTest.keyClick(field(frame), Key.Key_Up)  # nothing is above the first line, but what was typed is looked for now
    assert results(frame).isVisible()
    return list(results(frame).model.entries)


def lines(entries: list[Entry]) -> dict[str, list[Row]]:
    """The lines under each heading."""
    found: dict[str, list[Row]] = {}
    for entry in entries:
        if isinstance(entry, str):
            found[entry] = []
        else:
            found[list(found)[-1]].append(entry)
    return found


def press(frame: Frame, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(field(frame), key, modifiers)
    QApplication.processEvents()


def current(frame: Frame) -> Row:
    row = results(frame).current()
    assert row is not None
    return row


def bold(row: Row) -> list[str]:
    return [row.title[start:end] for start, end in row.marks]


def shown(frame: Frame) -> tuple[str, int | None]:
    page = frame.window.parts.stack.page()
    assert page is not None
    return page.name, page.current_record()


def link_of(frame: Frame, words: str, kind: Kind) -> Link:
    with frame.store.read() as reader:
        return search.find(reader, words, kinds=(kind,))[0]
