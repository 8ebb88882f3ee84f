"""The program's forms over a bare window on a fresh starter register, and an officer at the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.queries import actions, search
from db.queries.base import Reader
from db.records.actions import ActionLine
from db.store import open_register
from db.vocabulary import Kind, Word
from desktop.form.field import Field
from desktop.kit.theme import Theme
from desktop.kit.tokens import Choice
from desktop.record.pane import DetailPane
from desktop.shell.opening import Opening
from desktop.workspace import Edit, Workspace
from tests import registers
from tests.desktop.driver.frame import application

W = TypeVar("W", bound=QWidget)

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
RETURN_VISIT, STATE_VISIT = "return state visit", "state visit of president"


class Officer:
    """Somebody at the keyboard: opens forms, types into fields by their names, and reads what stands beside them."""

    def __init__(self, workspace: Workspace, theme: Theme, window: QWidget) -> None:
        self.workspace, self.theme, self.window = workspace, theme, window

    # ------------------------------------------------------------------------------------------------------- the form
    def asks_for(self, kind: Kind, record: int | None = None) -> None:
        """Wish for the form of a record, new or stored."""
        self.workspace.edit_wanted.emit(Edit(kind, record))
        application().processEvents()
        assert self.form is not self.window, "No form came."

    def asks_to_log(self, record: int | None = None) -> None:
        """Wish for the form of a log entry."""
        self.workspace.log_wanted.emit(record)
        application().processEvents()
        assert self.form is not self.window, "No form came."

    @property
    def form(self) -> QWidget:
        """The form that is open, or the window behind it."""
        return QApplication.activeModalWidget() or self.window

    def has_form(self) -> bool:
        """Whether there is a form over the window."""
        return self.form is not self.window

    def sees(self, name: str, of: type[W]) -> W:
        """What is on the screen under a name."""
        found = [each for each in self.form.findChildren(of, name) if each.isVisible()]
        assert len(found) == 1, f"{name} is there {len(found)} times"
        return found[0]

    # ------------------------------------------------------------------------------------------------------- the keys
    def goes_to(self, name: str) -> QWidget:
        """Put the focus into a field."""
        widget = self.sees(name, QWidget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert self.focus == name
        return widget

    @property
    def focus(self) -> str:
        """The name of the field that has the focus."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.form, key, modifiers)
        application().processEvents()

    def types(self, name: str, text: str) -> None:
        """Type into a field in place of what stood there, and stay in it."""
        widget = self.goes_to(name)
        self.presses(Key.Key_A, CTRL)
        for letter in text:  # one after the other, or what pops up meanwhile would be active when it is gone
            QTest.keyClicks(widget, letter)
            application().processEvents()

    def pastes(self, name: str, text: str) -> None:
        """Paste into a field."""
        self.goes_to(name)
        application().clipboard().setText(text)
        self.presses(Key.Key_V, CTRL)

    def chooses(self, name: str, word: Word) -> None:
        """Choose a word of a closed list with the arrow keys."""
        box = self.sees(name, QComboBox)
        self.goes_to(name)
        self.presses(Key.Key_Home)
        for _ in range(box.findText(word.label)):
            self.presses(Key.Key_Down)
        assert box.currentText() == word.label

    def picks(self, name: str, words: str) -> None:
        """Type the beginnings of a record's words and take the first one on offer."""
        self.types(name, words)
        offered = QApplication.activePopupWidget()
        assert isinstance(offered, QListView), f"Nothing is on offer for “{words}”."
        QTest.keyClick(offered, Key.Key_Return)
        application().processEvents()

    def leaves_the_list(self) -> None:
        """Press Tab in the list that is open under a field: it closes, and nothing of it is taken."""
        offered = QApplication.activePopupWidget()
        assert isinstance(offered, QListView)
        QTest.keyClick(offered, Key.Key_Tab)
        application().processEvents()

    def clicks(self, text: str, which: int = 0) -> None:
        """Press the button with these words or this name; `which` of them, where there are several."""
        found = [each for each in self.form.findChildren(QAbstractButton) if _shows(each, text)]
        QTest.keyClick(found[which], Key.Key_Space)
        application().processEvents()

    # ------------------------------------------------------------------------------------------------- what is to see
    def reads(self, name: str) -> str:
        """What stands in a field."""
        widget = self.sees(name, QWidget)
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        assert isinstance(widget, QLineEdit)
        return widget.text()

    def beside(self, name: str) -> list[str]:
        """What is written round a field, besides its label and what sources say of it."""
        said = self.noted(name)
        return [words for words in words_on(self._field(name))[1:] if words != said]

    def noted(self, name: str) -> str:
        """What is written under a field of what sources say."""
        note = self._field(name).findChild(QLabel, "field.note")
        return note.text() if note is not None and note.isVisible() else ""

    def _field(self, name: str) -> Field:
        widget: QWidget | None = self.sees(name, QWidget)
        while widget is not None and not isinstance(widget, Field):
            widget = widget.parentWidget()
        assert widget is not None, f"{name} is in no field"
        return widget

    def said(self) -> list[str]:
        """Everything that is written on the form."""
        return words_on(self.form)

    # -------------------------------------------------------------------------------------------------- what is stored
    def stored(self, kind: Kind, words: str = "") -> tuple[int, ...]:
        """The records of a kind that contain these words."""

        def read(reader: Reader) -> tuple[int, ...]:
            return tuple(link.id for link in search.find(reader, words, 100, (kind,)))

        return self.workspace.ask(read)

    def titled(self, kind: Kind, words: str) -> set[int]:
        """The records of a kind whose titles contain these words."""

        def read(reader: Reader) -> set[int]:
            found = search.find(reader, words, 100, (kind,))
            return {link.id for link in found if words.casefold() in link.title.casefold()}

        return self.workspace.ask(read)

    def the(self, kind: Kind, words: str) -> int:
        """The one record of a kind that contains these words."""
        (record,) = self.stored(kind, words)
        return record

    def log(self, record: int) -> tuple[ActionLine, ...]:
        """The log of a record, newest first."""

        def read(reader: Reader) -> tuple[ActionLine, ...]:
            return actions.of_record(reader, record)

        return self.workspace.ask(read)


def words_on(widget: QWidget) -> list[str]:
    """The words of the labels that are seen on a widget."""
    for pane in (widget, *widget.findChildren(DetailPane)):
        if isinstance(pane, DetailPane):
            pane.body()  # else it is read once its table is painted
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def _shows(button: QAbstractButton, text: str) -> bool:
    return button.isVisible() and text in (button.text(), button.accessibleName())


@contextmanager
def at_the_desk(
    folder: Path, *, look: Choice = "light", writing: bool = True, now: Callable[[], datetime] = registers.now
) -> Iterator[Officer]:
    """An officer before a window without pages, in which every form opens; everything ends with the block.

    The register of the folder, where one is there already, is the one that was left."""
    app = application()
    register = folder / "follow-up.aide"
    if not register.exists():
        registers.make_starter(register)
    with open_register(register, now=now, by=registers.OFFICER, writing=writing) as store:
        window = QWidget()
        theme = Theme(app, look)
        try:
            QVBoxLayout(window)
            workspace = Workspace(store, lambda: registers.TODAY, window)
            Opening(workspace, window, window)
            window.resize(1366, 768)
            window.show()
            window.activateWindow()
            app.processEvents()
            yield Officer(workspace, theme, window)
        finally:
            for each in window.findChildren(QDialog):
                each.close()
            window.close()
            window.deleteLater()
            theme.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
