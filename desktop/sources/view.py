"""Our copy of a source to read: words can be selected in it but not changed, and what was quoted is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.citations import Letters
from desktop.kit.quote import runs_right_to_left
from desktop.kit.theme import current, set_role

_BY_MOUSE_AND_KEYS = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight

Place = tuple[int, int]
"""The first letter of a passage and the one after its last, in code points."""


class SourceView(QPlainTextEdit):
    """The text as it is kept; every place that goes in or comes out counts code points."""

    quote_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._letters = Letters("")
        self._places: tuple[Place, ...] = ()
        self.setObjectName("source.text")
        self.setAccessibleName(_("Text of the source"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(_BY_MOUSE_AND_KEYS)
        self.setProperty("reader", True)
        self.setAcceptDrops(False)  # a file that is dropped is the page's
        set_role(self, "quote")
        # Qt tells of scrolling while it is still at it, and falls where its marks are changed then.
        self._marking = QTimer(self, singleShot=True, interval=0)
        self._marking.timeout.connect(self._mark_what_is_seen)
        self.verticalScrollBar().valueChanged.connect(self._marking.start)
        self.restyle()

    def show_text(self, text: str) -> None:
        """Show another text; the same one stays where it was scrolled to."""
        if text == self._text:
            return
        self.mark(())  # each mark is a cursor that follows every change of the text
        self._text, self._letters = text, Letters(text)
        self.setPlainText(text)
        # Each paragraph runs by its own letters; the side they begin at is that of the whole text.
        option = self.document().defaultTextOption()
        option.setAlignment(_RIGHT if runs_right_to_left(text) else _LEFT)
        self.document().setDefaultTextOption(option)

    def mark(self, places: Sequence[Place]) -> None:
        """Mark the passages that were quoted."""
        self._places = tuple(places)
        self._mark_what_is_seen()

    def _mark_what_is_seen(self) -> None:
        """Mark the passages in the paragraphs that are seen: to find the place of thousands takes Qt a second."""
        seen = self.viewport().rect()
        last = self.cursorForPosition(seen.bottomRight()).block()
        start = self._letters.from_qt(self.firstVisibleBlock().position())
        end = self._letters.from_qt(last.position() + last.length())
        look, theme = QTextCharFormat(), current()
        look.setBackground(theme.colour("accent_tint"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)  # not by its colour alone
        look.setUnderlineColor(theme.colour("accent"))
        places = [each for each in self._places if each[0] <= end and each[1] >= start]
        self.setExtraSelections([self._mark(each, look) for each in places])

    def marked(self) -> tuple[Place, ...]:
        """The passages that are marked, of those that are seen."""
        return tuple(
            (self._letters.from_qt(each.cursor.selectionStart()), self._letters.from_qt(each.cursor.selectionEnd()))
            for each in self.extraSelections()
        )

    def select(self, start: int, end: int) -> None:
        """Select a passage and bring it into view."""
        cursor = self._cursor(start, end)
        self.setTextCursor(cursor)
        self.centerCursor()

    def selected(self) -> Place | None:
        """The passage that is selected, without the spaces around it; None where no word is."""
        cursor = self.textCursor()
        start, end = self._letters.from_qt(cursor.selectionStart()), self._letters.from_qt(cursor.selectionEnd())
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return (start, end) if start < end else None

    def words(self, start: int, end: int) -> str:
        """The words of a passage as they are kept."""
        return self._text[start:end]

    @override
    def event(self, event: QEvent) -> bool:
        """Nothing can be typed here, so letters are commands; Qt would keep them from those."""
        letter = isinstance(event, QKeyEvent) and event.modifiers() == _NO_KEYS and event.text().isprintable()
        if event.type() != QEvent.Type.ShortcutOverride or not letter:
            return super().event(event)
        event.ignore()
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._marking.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0] if menu.actions() else None
        if self.selected() is not None and first is not None:
            quote = menu.addAction(_("Quote…"))
            quote.triggered.connect(self.quote_wanted)
            menu.insertAction(first, quote)
        menu.popup(event.globalPos())

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._letters.to_qt(start))
        cursor.setPosition(self._letters.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self, place: Place, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.format, mark.cursor = look, self._cursor(*place)
        return mark

    def restyle(self) -> None:
        """Mark what was quoted in the theme's colours."""
        self.document().setDocumentMargin(current().px(12))
        self.mark(self._places)
