"""What tests of copying, exporting and printing a table share: its page, its dialog, and what came out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from db.commands.commitments import AddCommitment
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.vocabulary import Marking
from desktop.kit.snackbar import Snackbar
from desktop.page.table_page import TablePage
from tests.desktop.driver.frame import Frame

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOSTILE = ('=HYPERLINK("http://x")', "<b>bold</b> & co", "#panic(1)", "+ 3 buses", "tab\tin it\nand a line")
LONG = "A promise in many words " * 22
URDU, KAZAKH = "وزیرِ اعظم شہباز شریف کا دورہ", "Қазақстан мен Пәкістан арасындағы келісім"


def promise(frame: Frame, title: str, due: Period | None = None, marking: Marking = Marking.NONE) -> int:
    record = frame.workspace.run(AddCommitment(CommitmentDraft(title=title, due=due, marking=marking))).record
    assert record is not None
    return record


def promises(frame: Frame, titles: Iterable[str], marking: Marking = Marking.NONE) -> None:
    """Many, before anybody looks: the window is not told of each, and reads them when it shows its next view."""
    for title in titles:
        frame.store.run(AddCommitment(CommitmentDraft(title=title, marking=marking)))


def page_of(frame: Frame) -> TablePage:
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    return page


def press(frame: Frame, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or frame.window, key, modifiers)
    QApplication.processEvents()


def only(frame: Frame, words: str) -> TablePage:
    """The page with only what contains the words, its first row current and the focus in the table."""
    page = page_of(frame)
    page.list.show_view(View(name="all", find=words))
    page.list.table.show_row(0)
    page.list.focus_list()
    return page


def said(frame: Frame) -> str:
    snackbar = frame.window.findChild(Snackbar)
    assert snackbar is not None and snackbar.isVisible()
    return snackbar.accessibleName()


def dialog(frame: Frame) -> QFileDialog:
    found = frame.window.findChild(QFileDialog, "dialog.file")
    assert found is not None and found.isVisible()
    return found


def choose(frame: Frame, path: Path) -> None:
    """Name a file in the dialog and press Enter."""
    asked = dialog(frame)
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    frame.window.activateWindow()
    QApplication.processEvents()


def clipboard() -> QClipboard:
    return QApplication.clipboard()


def sheet_texts(path: Path) -> str:
    with ZipFile(path) as book:
        return book.read("xl/sharedStrings.xml").decode()
