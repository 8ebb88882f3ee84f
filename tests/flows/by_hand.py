"""Somebody who enters records by hand: fills in forms, selects words in a source, and says what they speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLineEdit, QListView, QWidget

from db.drafts import names_records
from db.records.bundle import DRAFTS
from db.vocabulary import How, Kind, Word
from desktop.shell.rooms import noun
from desktop.sources.fields import label_of, whole
from desktop.sources.quoting import QuoteDraft
from desktop.sources.view import SourceView
from desktop.workspace import Workspace
from tests.desktop.driver.forms import words_on
from tests.flows.conftest import CTRL, CTRL_SHIFT, User

Key = Qt.Key
Given = Mapping[str, Any]
Cited = tuple[Given, str]
"""What is cited, and the record for which it speaks."""

LEFT, NO_KEYS, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
SPOKEN = Qt.ItemDataRole.AccessibleTextRole

OPENS = {
    Kind.PARTY: "file.new_country",
    Kind.SOURCE: "file.new_source",
    Kind.VISIT: "file.new_visit",
    Kind.AGREEMENT: "file.new_agreement",
    Kind.COMMITMENT: "file.new_commitment",
    Kind.QUESTION: "file.new_question",
    Kind.ANNIVERSARY: "file.new_anniversary",
}
"""The entries of the File menu that open the form of a kind."""

ON_A_PAGE = {
    Kind.AREA: ("view.go_areas", "areas.add"),
    Kind.OFFICE: ("view.go_people", "people.add_office"),
    Kind.PERSON: ("view.go_people", "people.add_person"),
}
"""The pages with a button that opens the form of a kind."""


class Hand:
    """What is written is pasted, as no test types “ or ’; everything else is done with keys, menus and the mouse.

    `named` tells of the references in what is to be entered what kind of record they are and how it is called."""

    def __init__(self, user: User, named: Mapping[str, tuple[Kind, str]]) -> None:
        self.user, self._named = user, named

    # -------------------------------------------------------------------------------------------------------- registers
    def starts_a_register(self, path: Path) -> None:
        """File › New register…, and a name for it."""
        self.takes("file.new_register")
        chooser = self.user.sees("dialog.file", QFileDialog)
        name = chooser.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setFocus()
        QTest.keyClicks(name, str(path))
        QTest.keyClick(name, Key.Key_Return)
        QApplication.processEvents()
        self.user.register = path
        self.comes_back()

    def comes_back(self) -> None:
        """Be in the window again, with what was closed gone; there is no window manager here who would see to the
        one, nor a running event loop that would see to the other."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.user.program.window.activateWindow()
        QApplication.processEvents()

    # ------------------------------------------------------------------------------------------------------------ forms
    def enters(self, kind: Kind, draft: Given, text: str = "") -> None:
        """Open the form of a kind, fill it in and save it."""
        if kind in OPENS:
            self.takes(OPENS[kind])
        elif kind in ON_A_PAGE:
            page, button = ON_A_PAGE[kind]
            self.takes(page)
            self.clicks(button)
        else:
            self.searches(self._named[draft["visit"]][1])
            self.takes("record.visit_invite")
        self.fills(f"field.{kind.value}", DRAFTS[kind], draft)
        if text:
            self.pastes(f"field.{kind.value}.text", text)
        self.saves()

    def fills(self, prefix: str, shape: type[BaseModel], draft: Given) -> None:
        """Fill in the fields of a form, or of one of its rows."""
        hints = get_type_hints(shape)
        for field, value in draft.items():
            name, hint = f"{prefix}.{field}", hints[field]
            if names_records(shape, field) and isinstance(value, str):
                self.picks(name, *self._named[value])
            elif isinstance(value, list):
                self._fill_several(name, get_args(hint)[0], value)
            elif isinstance(value, dict):
                self.pastes(name, date_words(value))
            elif isinstance(hint, type) and issubclass(hint, Word):
                self.chooses(name, hint(value))
            else:
                self.pastes(name, value)

    def _fill_several(self, name: str, shape: type[BaseModel], values: list[Any]) -> None:
        """Records are picked one after the other; a row is added where none waits to be filled in."""
        for place, value in enumerate(values):
            if isinstance(value, str):
                self.picks(name, *self._named[value])
                continue
            if self._has(f"{name}.add"):
                self.clicks(f"{name}.add")
            self.fills(f"{name}.{place}", shape, value)

    def saves(self) -> None:
        """Save the form with the keyboard."""
        self.user.presses(Key.Key_Return, CTRL)
        form = QApplication.activeModalWidget()
        assert form is None, f"{form.windowTitle()} was refused: {words_on(form)}"
        self.comes_back()

    # ------------------------------------------------------------------------------------------------------- quotations
    def selects(self, start: int, end: int) -> None:
        """Select words of the source with the mouse: a click before the first letter, one with Shift after the last."""
        for place, keys in ((start, NO_KEYS), (end, SHIFT)):
            QTest.mouseClick(self.text.viewport(), LEFT, keys, self._point(place))
        QApplication.processEvents()

    @property
    def text(self) -> SourceView:
        """The text of the source that is read."""
        return self.user.sees("source.text", SourceView)

    def _point(self, place: int) -> QPoint:
        """Where a letter begins on the screen; one further down is scrolled to, as with the bar at the side."""
        text, cursor = self.text, QTextCursor(self.text.document())
        cursor.setPosition(place)  # this text has no letter of two units
        if not text.viewport().rect().contains(text.cursorRect(cursor)):
            bar = text.verticalScrollBar()
            bar.setValue(cursor.block().blockNumber() if bar.maximum() else 0)
        QApplication.processEvents()
        return text.cursorRect(cursor).center()

    def quotes(self, words: Given, spoken_for: Sequence[Cited]) -> None:
        """Say with Q for what the selected words speak, field after field; and what is known of the words."""
        self.text.setFocus()
        self.user.presses(Key.Key_Q)
        self.fills("field.quote", QuoteDraft, {name: words[name] for name in ("speaker", "notes") if name in words})
        self._cites(spoken_for)

    def cites_the_source(self, spoken_for: Sequence[Cited]) -> None:
        """Say what the source as a whole speaks for, or is silent on."""
        self.clicks("source.cite")
        self._cites(spoken_for)

    def _cites(self, spoken_for: Sequence[Cited]) -> None:
        """One field after the other; what stands in the form from the one before is not entered again."""
        there: dict[str, str] = {"how": How.STATED}
        for place, (citation, record) in enumerate(spoken_for, start=1):
            about = {"record": record, "how": citation["how"]}
            self.fills(
                "field.quote", QuoteDraft, {name: each for name, each in about.items() if each != there.get(name)}
            )
            self.pastes("field.quote.field", self._label(self._named[record][0], citation["field"]))
            self.fills(
                "field.quote", QuoteDraft, {name: citation[name] for name in ("says", "why") if name in citation}
            )
            there = about
            if place < len(spoken_for):
                self.user.presses(Key.Key_Return, CTRL_SHIFT)
                stands = self.user.sees("field.quote.field", QComboBox).currentText()
                assert stands == whole(), f"{stands} of {self._named[record]} was refused"
        self.saves()

    def _label(self, kind: Kind, field: str) -> str:
        """What the form calls a field."""
        workspace = self.user.program.window.findChild(Workspace)
        assert workspace is not None
        return label_of(workspace, noun, kind, field)

    # ------------------------------------------------------------------------------------------------------------- keys
    def takes(self, action: str) -> None:
        """Take an entry of the menus."""
        self.user.program.window.parts.actions[action].trigger()
        QApplication.processEvents()

    def searches(self, title: str) -> None:
        """Go to a record by its name."""
        self.takes("edit.search")
        self.user.types(title)
        self.user.presses(Key.Key_Return)

    def clicks(self, name: str) -> None:
        """Press a button."""
        QTest.mouseClick(self.user.sees(name, QAbstractButton), LEFT)
        QApplication.processEvents()

    def _has(self, name: str) -> bool:
        """Whether the form that is open has something of this name."""
        form = QApplication.activeModalWidget()
        return form is not None and form.findChild(QWidget, name) is not None

    def pastes(self, name: str, words: str) -> None:
        """Write into a field in place of what stood there."""
        field = self.user.goes_to(name, QWidget)
        QApplication.clipboard().setText(words)
        QTest.keyClick(field, Key.Key_A, CTRL)
        QTest.keyClick(field, Key.Key_V, CTRL)

    def picks(self, name: str, kind: Kind, title: str) -> None:
        """Write a name and take the record of that kind and name from those on offer."""
        self.pastes(name, title)
        offered = QApplication.activePopupWidget()
        assert isinstance(offered, QListView), f"Nothing is on offer for “{title}”."
        wanted = f"{title}, {kind.word}"
        for _ in range(offered.model().rowCount()):
            if offered.currentIndex().data(SPOKEN) == wanted:
                break
            QTest.keyClick(offered, Key.Key_Down)
        assert offered.currentIndex().data(SPOKEN) == wanted, f"“{wanted}” is not on offer."
        QTest.keyClick(offered, Key.Key_Return)

    def chooses(self, name: str, word: Word) -> None:
        """Choose a word of a closed list with the arrow keys."""
        box = self.user.goes_to(name, QComboBox)
        QTest.keyClick(box, Key.Key_Home)
        for _ in range(box.findText(word.label)):
            QTest.keyClick(box, Key.Key_Down)
        assert box.currentText() == word.label, f"“{word.label}” is not on offer."


def date_words(period: Given) -> str:
    """How a date is typed, with the words of its source and the day on which they were said."""
    words, edtf, said_on = period.get("as_written", ""), period.get("edtf", ""), period.get("anchor")
    if said_on:
        return f"{words}, said on {said_on}"
    if not edtf:
        return f"“{words}”"
    return f"{edtf} (“{words}”)" if words else str(edtf)
