"""A document that is dropped, chosen or pasted becomes the form of a source, or is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.vocabulary import Kind
from desktop.sources import document_reader
from tests import documents
from tests.desktop.driver.at_sources import Reader, reading, soon
from tests.desktop.driver.forms import CTRL, Key
from tests.desktop.driver.frame import application
from tests.documents import ENGLISH, KAZAKH, RUSSIAN, URDU


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Reader]:
    with reading(tmp_path) as somebody:
        yield somebody


@pytest.mark.parametrize(
    ("make", "title", "words"),
    [
        (documents.html, "Trade house agreed", (ENGLISH, KAZAKH, RUSSIAN, URDU)),
        (documents.docx, "Record of talks", (ENGLISH, KAZAKH, RUSSIAN, URDU)),
        (documents.pdf, "Communiqué", ("trade house in Almaty", "посетил")),
        (documents.text, "note", (ENGLISH, URDU)),
    ],
)
@pytest.mark.sampled(2)
def test_a_file_that_is_dropped_becomes_a_source(
    reader: Reader, make: Callable[[Path], Path], title: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    reader.drops(make(tmp_path), reader.page)
    soon(lambda: bool(reader.reads("field.source.text")))
    assert reader.reads("field.source.title") == title
    reader.presses(Key.Key_Return, CTRL)
    assert not reader.has_form(), reader.said()
    (source,) = (each for each in reader.stored(Kind.SOURCE) if reader.card(each).draft.title == title)
    stored = reader.in_the_file(source).draft
    assert all(each in stored.text for each in words) and len(stored.sha256) == 64


def test_a_file_is_pasted_into_a_form_and_fills_what_is_empty(reader: Reader, tmp_path: Path) -> None:
    reader.page.add()
    application().processEvents()
    reader.types("field.source.title", "My own title")
    reader.pastes_file("field.source.text", documents.html(tmp_path))
    reader.presses(Key.Key_Return, CTRL)
    assert "The file is still being read." in reader.beside("field.source.text"), "nothing is stored half"
    soon(lambda: "Read from page.html: 338 characters." in reader.said())
    assert [reader.reads(f"field.source.{name}") for name in ("title", "publisher", "language", "published_on")] == [
        "My own title", "The Herald", "en", "4 Feb 2026"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (documents.locked_pdf, "it is protected by a password. Nothing was stored."),
        (documents.scan, "there is no text in it, only pictures of pages (a scan). Nothing was stored."),
        (lambda folder: folder / "gone.txt", "it is not there any more. Nothing was stored."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    reader: Reader, make: Callable[[Path], Path], sentence: str, tmp_path: Path
) -> None:
    before = reader.stored(Kind.SOURCE)
    reader.drops(make(tmp_path), reader.page)
    soon(lambda: any(sentence in said for said in reader.beside("field.source.text")))
    assert reader.reads("field.source.text") == "" and reader.stored(Kind.SOURCE) == before


def test_what_takes_long_is_read_on_where_somebody_wants_that(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_reader, "_SOON_MS", 1)
    before = reader.stored(Kind.SOURCE)
    reader.drops(documents.html(tmp_path), reader.page)
    soon(lambda: any("takes longer than" in said for said in reader.beside("field.source.text")))
    assert reader.reads("field.source.text") == "" and reader.stored(Kind.SOURCE) == before
    soon(lambda: not application().findChildren(QProcess))  # nobody reads on unseen
    go_on = reader.sees("field.source.text.go_on", QAbstractButton)
    go_on.click()
    soon(lambda: bool(reader.reads("field.source.text")))
    assert ENGLISH in reader.reads("field.source.text") and not go_on.isVisible()
    assert not any("takes longer than" in said for said in reader.beside("field.source.text"))


def test_whoever_leaves_the_form_ends_the_reading(reader: Reader, tmp_path: Path) -> None:
    reader.drops(documents.html(tmp_path), reader.page)
    assert application().findChildren(QProcess)
    reader.presses(Key.Key_Escape)
    soon(lambda: not application().findChildren(QProcess))
    assert not reader.has_form()
