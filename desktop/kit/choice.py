"""A list of choices in which nothing is chosen until somebody does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from db.vocabulary import Word
from desktop.kit.keyboard import is_letter

W = TypeVar("W", bound=Word)


class QuietBox(QComboBox):
    """A closed list that only somebody who is in it changes: scrolling past it does not. Letters choose in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_letter(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(QuietBox, Generic[W]):
    """The words of a vocabulary; `blank` is what stands there while none is chosen, "" if one always is."""

    def __init__(self, words: Iterable[W], blank: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blank = blank
        self._words: list[W | None] = []
        self.set_words(words)

    def set_words(self, words: Iterable[W]) -> None:
        """Offer other words; the choice starts again."""
        self._words = [*([None] if self._blank else []), *words]
        self.clear()
        self.addItems([word.label if word is not None else self._blank for word in self._words])

    @property
    def word(self) -> W | None:
        """What is chosen, or None."""
        return self._words[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, word: W | None) -> None:
        """Choose a word; one that is not on offer leaves the choice as it is."""
        if word in self._words:
            self.setCurrentIndex(self._words.index(word))
