"""Somebody at the keyboard on a visit: buttons and menus that move it on, fields, and what the file says after it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from db.commands.visits import ChangeVisit
from db.queries import actions, visits
from db.records.actions import ActionLine
from db.records.visits import InvitationDraft, VisitCard
from db.vocabulary import Kind, VisitDeed, Word
from tests.flows.conftest import CTRL, CTRL_SHIFT, User
from tests.registers import TODAY, number_of, opened

RETURN, STATE = "return state visit", "state visit of president"
Key = Qt.Key


@dataclass(frozen=True)
class Stored:
    """A visit as another program reads it from the closed file."""

    card: VisitCard
    log: tuple[ActionLine, ...]

    @property
    def last(self) -> InvitationDraft:
        return self.card.invitations[-1].draft


def stored(user: User, words: str = RETURN) -> Stored:
    with opened(user.register) as store:
        record = number_of(store, words, Kind.VISIT)
        with store.read() as reader:
            return Stored(visits.card(reader, TODAY, record), actions.of_record(reader, record))


def prepare(user: User, words: str = RETURN, **fields: object) -> None:
    """Set fields of a visit before the program is opened."""
    with opened(user.register) as store:
        record = number_of(store, words, Kind.VISIT)
        with store.read() as reader:
            card = visits.card(reader, TODAY, record)
        store.run(ChangeVisit(record, card.head.version, card.draft.model_copy(update=fields)))


def shows(user: User, words: str = RETURN) -> None:
    """Open the program on a visit, the focus in its pane."""
    user.opens_the_program()
    user.presses(Key.Key_3, CTRL)
    user.presses(Key.Key_Home, CTRL)
    for _ in range(3):
        if user.sees("detail.visit.sheet", QWidget).accessibleName().casefold().startswith(words):
            break
        user.presses(Key.Key_Down)
    user.presses(Key.Key_Return)


def presses_button(user: User, deed: VisitDeed) -> None:
    QTest.mouseClick(user.sees(f"visit.{deed.value}", QPushButton), Qt.MouseButton.LeftButton)


def chooses_in_menu(user: User, deed: VisitDeed) -> None:
    """The menu beside the buttons, by keyboard."""
    QTest.mouseClick(user.sees("visit.more", QToolButton), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(each for each in menu.actions() if each.data() == deed.value))
    QTest.keyClick(menu, Key.Key_Return)


def chooses_word(user: User, name: str, word: Word) -> None:
    box = user.goes_to(name, QComboBox)
    user.presses(Key.Key_Home)
    for _ in range(box.findText(word.label)):
        user.presses(Key.Key_Down)
    assert box.currentText() == word.label


def types(user: User, name: str, text: str) -> None:
    user.goes_to(name, QLineEdit)
    user.presses(Key.Key_A, CTRL)
    user.types(text)


def focus() -> str:
    """The name of what has the focus."""
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def does_it(user: User) -> None:
    user.presses(Key.Key_Return, CTRL)
    assert QApplication.activePopupWidget() is None, "What was asked is answered."
    comes_back(user)


def comes_back(user: User) -> None:
    """Be in the window again, as a window manager sees to it; there is none on this screen."""
    user.program.window.activateWindow()
    QApplication.processEvents()


def undone_and_done_again(user: User, words: str = RETURN) -> tuple[Stored, Stored]:
    """Take the step back and do it again, and what the file says after either."""
    user.presses(Key.Key_Z, CTRL)
    user.closes_the_program()
    before = stored(user, words)
    user.opens_the_program()
    user.presses(Key.Key_Z, CTRL_SHIFT)
    user.closes_the_program()
    return before, stored(user, words)


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
