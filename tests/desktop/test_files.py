"""Files kept beside records: attached with an entry of the log or on their own, opened, saved, taken away."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.queries import search, sources
from db.records.sources import AttachmentLine
from db.rules.attachments import MOST_BYTES
from db.store import open_register
from db.vocabulary import Kind
from desktop.form.kept_files import kept_files
from desktop.record.file_field import FileField
from desktop.visits.page import VisitsPage
from desktop.workspace import Go
from tests import registers
from tests.desktop.driver.forms import CTRL, RETURN_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import Frame, opened

PDF = b"%PDF-1.7 the text as signed"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="visits") as window:
        yield window


def drop(on: QWidget, *paths: Path) -> None:
    """Let go of files over a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(4, 4), *common)
    QApplication.sendEvent(on, entering)
    assert entering.isAccepted(), "Nothing can be dropped here."
    QApplication.sendEvent(on, QDropEvent(QPointF(4, 4), *common))


def files(officer: Officer | Frame, record: int) -> tuple[AttachmentLine, ...]:
    return officer.workspace.ask(partial(sources.attachments, record_id=record))


def paper(folder: Path, name: str, content: bytes = PDF) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_files_go_with_an_entry_of_the_log(officer: Officer, tmp_path: Path) -> None:
    """What was sent is kept with the note that sent it, shown on its record, and undone with it."""
    visit = officer.the(Kind.VISIT, RETURN_VISIT)
    officer.asks_to_log(visit)
    officer.types("log.text", "Sent the draft programme")
    field = next(iter(officer.form.findChildren(FileField)))
    drop(field, paper(tmp_path, "برنامج programme.pdf"), paper(tmp_path, "list.txt", b"names"))
    drop(field, tmp_path / "list.txt")
    officer.presses(Key.Key_Return, CTRL)
    (entry,) = officer.log(visit)
    kept = files(officer, visit)
    assert [(each.title, each.size, each.record, each.logged_on) for each in kept] == [
        ("برنامج programme.pdf", len(PDF), entry.id, registers.TODAY),
        ("list.txt", 5, entry.id, registers.TODAY),
    ]
    reopened = open_register(Path(officer.workspace.path), now=registers.now, by="A. Reader", writing=False)
    with reopened, reopened.read() as reader:
        assert sources.content(reader, kept[0].sha256) == PDF
    officer.workspace.undo()
    assert (files(officer, visit), officer.log(visit)) == ((), ())


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("empty.pdf", 0, "“empty.pdf” is empty."),
        ("film.pdf", MOST_BYTES + 1, "“film.pdf” has 26.2 MB; at most 25 MB are kept."),
        ("gone.pdf", None, "“gone.pdf” cannot be read: no such file or directory."),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_the_field(
    officer: Officer, tmp_path: Path, name: str, size: int | None, why: str
) -> None:
    """The form keeps what was typed, and nothing is stored."""
    path = paper(tmp_path, name, b"")
    with path.open("r+b") as file:
        file.truncate(size or 0)
    visit = officer.the(Kind.VISIT, RETURN_VISIT)
    officer.asks_to_log(visit)
    officer.types("log.text", "Sent the film")
    drop(next(iter(officer.form.findChildren(FileField))), path)
    if size is None:
        path.unlink()
    officer.presses(Key.Key_Return, CTRL)
    assert why in officer.beside("log.attach")
    assert officer.reads("log.text") == "Sent the film" and officer.log(visit) == ()
    officer.clicks(f"Not with {name}")
    officer.goes_to("log.text")
    officer.presses(Key.Key_Return, CTRL)
    assert len(officer.log(visit)) == 1 and files(officer, visit) == ()


def test_a_correction_keeps_the_files_of_the_entry(officer: Officer, tmp_path: Path) -> None:
    """The corrected entry takes the place of the old one with all that came with it."""
    visit = officer.the(Kind.VISIT, RETURN_VISIT)
    officer.asks_to_log(visit)
    officer.types("log.text", "Snet the programme")
    drop(next(iter(officer.form.findChildren(FileField))), paper(tmp_path, "programme.pdf"))
    officer.presses(Key.Key_Return, CTRL)
    officer.asks_for(Kind.ACTION, officer.log(visit)[0].id)
    officer.types("field.action.text", "Sent the programme")
    officer.presses(Key.Key_Return, CTRL)
    (entry,) = officer.log(visit)
    assert [(each.title, each.record) for each in files(officer, visit)] == [("programme.pdf", entry.id)]


# ---------------------------------------------------------------------------------------------------------- the pane
def pane(frame: Frame) -> tuple[VisitsPage, int]:
    (visit,) = frame.workspace.ask(partial(search.find, words=RETURN_VISIT, limit=2, kinds=(Kind.VISIT,)))
    frame.workspace.go_wanted.emit(Go("visits", record=visit.id))
    QApplication.processEvents()
    page = frame.window.parts.stack.page()
    assert isinstance(page, VisitsPage)
    return page, visit.id


def press(page: VisitsPage, name: str) -> None:
    body = page.pane.body()
    assert body is not None
    found = [each for each in body.findChildren(QAbstractButton) if name in (each.objectName(), each.accessibleName())]
    assert len(found) == 1, [each.accessibleName() for each in body.findChildren(QAbstractButton)]
    found[0].click()
    QApplication.processEvents()


def test_files_dropped_on_the_pane_are_kept_and_taken_back(frame: Frame, tmp_path: Path) -> None:
    """Several at once are one change; one that is refused keeps the others out."""
    page, visit = pane(frame)
    drop(page.pane, paper(tmp_path, "a.pdf"), paper(tmp_path, "b.pdf", b"%PDF-1.7 b"))
    assert [each.title for each in files(frame, visit)] == ["a.pdf", "b.pdf"]
    assert frame.store.names()[0].startswith("Attached 2 files to “Return state visit")
    drop(page.pane, paper(tmp_path, "c.pdf"), paper(tmp_path, "empty.pdf", b""))
    assert len(files(frame, visit)) == 2
    body = page.pane.body()
    assert body is not None
    assert {"a.pdf", "b.pdf"} <= {label.text() for label in body.findChildren(QLabel)}
    press(page, "Move a.pdf to Trash")
    assert [each.title for each in files(frame, visit)] == ["b.pdf"]
    frame.workspace.undo()
    frame.workspace.undo()
    assert files(frame, visit) == ()


def test_a_file_is_attached_and_saved_by_choosing(frame: Frame, tmp_path: Path) -> None:
    """What comes out is what went in, under a name the disk takes."""
    page, visit = pane(frame)
    press(page, "detail.attach")
    (choosing,) = frame.window.findChildren(QFileDialog)
    choosing.filesSelected.emit([str(paper(tmp_path, "note.pdf"))])
    choosing.close()
    press(page, "Save note.pdf as…")
    saving = [each for each in frame.window.findChildren(QFileDialog) if each.isVisible()][-1]
    assert saving.selectedFiles()[0].endswith("note.pdf")
    saving.fileSelected.emit(str(tmp_path / "out.pdf"))
    saving.close()
    assert (tmp_path / "out.pdf").read_bytes() == PDF
    assert [each.title for each in files(frame, visit)] == ["note.pdf"]


def test_only_what_can_be_trusted_is_opened(
    frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A program with the name of a letter is refused in words; a copy that is opened is private and read only."""
    shown: list[Path] = []

    def show(url: QUrl) -> bool:
        shown.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    page, _ = pane(frame)
    drop(page.pane, paper(tmp_path, "letter.pdf"), paper(tmp_path, "trap.pdf", b"MZ\x90\x00program"))
    refused: list[str] = []
    frame.workspace.refused.connect(refused.append)
    press(page, "Open trap.pdf")
    assert refused == [
        "“trap.pdf” is not opened from here: what is in it is of the sort “program”. "
        "Save it, and open it there if you trust it."
    ]
    press(page, "Open letter.pdf")
    (copy,) = shown
    assert (copy.name, copy.read_bytes()) == ("letter.pdf", PDF)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    kept_files(frame.workspace).sweep()
    assert not copy.exists()
