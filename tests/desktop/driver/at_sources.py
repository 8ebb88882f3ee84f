"""Somebody who reads sources in the window: selects words, quotes them, and looks at what became of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QToolButton, QWidget
from sqlalchemy import update

from db.commands.sources import AddSource, Quote
from db.queries import search, sources
from db.records.base import CitationDraft
from db.records.sources import QuotationDraft, QuotationLine, SourceCard, SourceDraft
from db.store import open_register
from db.tables.sources import Quotation
from db.vocabulary import How, Kind, SourceKind
from desktop import clock
from desktop.sources import document_reader
from desktop.sources.page import SourcesPage
from desktop.sources.view import SourceView
from desktop.workspace import Go
from tests.desktop.driver.forms import CTRL, Key, Officer
from tests.desktop.driver.frame import Frame, application, opened
from tests.documents import KAZAKH, RUSSIAN, URDU

TEXT = f"🇰🇿 Almaty.\r\n{KAZAKH}\r\n{URDU}\n{RUSSIAN} e\u0301lan"
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Reader(Officer):
    """An officer on the page of sources."""

    def __init__(self, frame: Frame, folder: Path) -> None:
        super().__init__(frame.workspace, frame.window.parts.theme, frame.window)
        self.frame, self.folder = frame, folder

    @property
    def page(self) -> SourcesPage:
        """The page, shown."""
        page = self.frame.window.parts.stack.page()
        if not isinstance(page, SourcesPage):
            self.workspace.go_wanted.emit(Go("sources"))
            page = self.frame.window.parts.stack.page()
        assert isinstance(page, SourcesPage)
        return page

    @property
    def text(self) -> SourceView:
        """The text that is read."""
        return self.page.reader.view

    def add(self, text: str, title: str = "Article") -> int:
        """A source that is there already."""
        record = self.workspace.run(AddSource(SourceDraft(title=title, text=text)), quiet=True).record
        assert record is not None
        return record

    def pastes_a_source(self, text: str = TEXT) -> int:
        """Add a source by hand, its text pasted."""
        self.page.list.take_focus()
        self.frame.window.parts.actions["file.new"].trigger()
        application().processEvents()
        self.types("field.source.title", "Statement")  # QTest types ASCII alone
        self.pastes("field.source.text", text)
        self.chooses("field.source.kind", SourceKind.COMMUNIQUE)
        self.presses(Key.Key_Return, CTRL)
        assert not self.has_form(), self.said()
        return self.the(Kind.SOURCE, "statement")

    def has_quoted(self, source: int, words: str, record: int | None, field: str = "", says: str = "") -> None:
        """Words that were quoted already."""
        start = self.card(source).draft.text.index(words)
        draft = QuotationDraft(source=source, start=start, end=start + len(words), words=words)
        self.workspace.run(Quote(draft, record, CitationDraft(field=field, how=How.STATED, says=says)), quiet=True)

    def opens(self, source: int) -> None:
        """Show a source."""
        self.frame.window.activateWindow()  # without a screen no window becomes active when a form over it closes
        self.workspace.go_wanted.emit(Go("sources", None, source))
        application().processEvents()

    def goes(self, page: str, record: int) -> None:
        """Show a record on its page."""
        self.workspace.go_wanted.emit(Go(page, None, record))
        application().processEvents()

    def damages(self, source: int, start: int) -> None:
        """Write down another place for the quotations of a source, as no command can."""
        with self.frame.store._transaction() as session:
            session.execute(update(Quotation).where(Quotation.source == source).values(start=start))

    def pastes_over(self, name: str, text: str) -> None:
        """Paste into a field in place of what stands there."""
        self.goes_to(name)
        self.presses(Key.Key_A, CTRL)
        self.pastes(name, text)

    def selects(self, words: str) -> None:
        """Go to some words with the keyboard and select them letter by letter, as Qt counts letters."""
        place = self.text.toPlainText().index(words)
        before = self.text.toPlainText()[:place]
        self.text.setFocus()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        cursor = self.text.textCursor()
        cursor.setPosition(len(before.encode("utf-16-le")) // 2)
        self.text.setTextCursor(cursor)
        for _ in range(1000):
            if self.text.textCursor().selectedText() == words:
                return
            QTest.keyClick(self.text, Key.Key_Right if not self._runs_back() else Key.Key_Left, SHIFT)
        raise AssertionError(f"{words!r} cannot be selected; got {self.text.textCursor().selectedText()!r}")

    def _runs_back(self) -> bool:
        block = self.text.textCursor().block()
        return block.textDirection() == Qt.LayoutDirection.RightToLeft

    def double_clicks(self, word: str) -> None:
        """Select a word with the mouse."""
        place = self.text.toPlainText().index(word)
        cursor = self.text.textCursor()
        cursor.setPosition(len(self.text.toPlainText()[:place].encode("utf-16-le")) // 2 + 1)
        self.text.setTextCursor(cursor)
        at = self.text.cursorRect(cursor).center()
        QTest.mouseDClick(self.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
        application().processEvents()

    def chooses_field(self, label: str) -> None:
        """Choose for which field the words speak, with the arrow keys."""
        box = self.sees("field.quote.field", QComboBox)
        self.goes_to("field.quote.field")
        self.presses(Key.Key_Home)
        for _ in range(box.findText(label)):
            self.presses(Key.Key_Down)
        assert box.currentText() == label, [box.itemText(n) for n in range(box.count())]

    def takes(self, menu: QMenu | None, label: str) -> None:
        """Take an entry of a menu with the keys."""
        assert menu is not None
        menu.popup(QPoint(0, 0))
        for _ in range(1 + [each.text() for each in menu.actions()].index(label)):
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)
        application().processEvents()

    def drops(self, file: Path, on: QWidget) -> None:
        """Drop a file on a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
        QApplication.sendEvent(on, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(on, QDropEvent(QPointF(20, 20), copy, data, left, none))
        application().processEvents()

    def pastes_file(self, name: str, file: Path) -> None:
        """Paste a file that was copied in a file manager."""
        self.goes_to(name)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        application().clipboard().setMimeData(data)
        self.presses(Key.Key_V, CTRL)

    def button(self, name: str, which: int = 0) -> QToolButton:
        """One of the buttons of a name."""
        return [each for each in self.page.findChildren(QToolButton, name) if each.isVisible()][which]

    def rows(self, view: QAbstractItemView) -> list[str]:
        """What a list says, row by row."""
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    # -------------------------------------------------------------------------------------------------- what is stored
    def card(self, source: int) -> SourceCard:
        """A source as the window reads it."""
        return self.workspace.ask(partial(sources.card, record_id=source))

    def in_the_file(self, source: int) -> SourceCard:
        """A source as it is in a copy of the file, opened anew."""
        copy = self.folder / "copy.aide"
        copy.unlink(missing_ok=True)
        shutil.copy(self.folder / "follow-up.aide", copy)
        with open_register(copy, now=clock.now, by="B", writing=False) as store, store.read() as reader:
            return sources.card(reader, source)

    def one_quotation(self, source: int) -> QuotationLine:
        """The only quotation of a source, in the file."""
        (line,) = self.in_the_file(source).quotations
        return line

    def record(self, kind: Kind, words: str) -> int:
        """A record of the starter register."""
        return self.workspace.ask(partial(search.find, words=words, kinds=(kind,)))[0].id


@contextmanager
def reading(folder: Path) -> Iterator[Reader]:
    """An officer on the page of sources of a fresh starter register."""
    # A computer that has much else to do makes no file a heavy one.
    with opened(folder) as frame, pytest.MonkeyPatch.context() as patience:
        patience.setattr(document_reader, "_SOON_MS", 60_000)
        yield Reader(frame, folder)


def soon(until: Callable[[], bool]) -> None:
    """Wait for a process of its own."""
    for _ in range(600):
        if until():
            return
        QTest.qWait(100)
    raise AssertionError("waited in vain")
