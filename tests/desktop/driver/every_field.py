"""Somebody who fills in every field of a form that may stay empty, whatever form it is, and empties it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from db.queries.base import Reader
from db.records.base import Draft
from db.vocabulary import Kind
from desktop.form.editors import Editor, Number, Paragraphs, Pick, Tick, When
from desktop.form.form import Form
from desktop.form.periods import Periods
from desktop.form.references import Reference, References
from desktop.form.row import CardRow, Row
from desktop.form.rows import Rows
from desktop.shell.record_form import RecordDialog
from desktop.shell.rooms import noun as noun_of
from desktop.sources.text import SourceText
from desktop.visits.delegations import Delegations, Star
from tests.desktop.driver.forms import CTRL, Key, Officer
from tests.registers import TODAY

_WORDS = {"code": "XA", "code3": "XAA"}
"""What is no word as any other."""
_SECOND = frozenset({"to_party", "to_person", "owed"})
"""Where the first record on offer is chosen for the other side already."""
_FOLLOWS = frozenset({"stage", "progress", "likelihood", "free"})
"""What has consequences of its own and always says something, or is said of one kind of point alone."""
_DATE = "3 Feb 2026"


class Filler:
    """The fields of the form that is open, each filled in and emptied with the keys and buttons for it."""

    def __init__(self, officer: Officer) -> None:
        self._officer = officer
        form = officer.form
        assert isinstance(form, RecordDialog)
        self.form: Form[Any] = form.form
        self.filled: set[str] = set()
        """The fields that were filled in; one of the first row is called "steps.0.place"."""
        self.emptied: set[str] = set()

    def fills(self) -> None:
        """Fill in every field."""
        for name in self.form.editors:
            if name not in _FOLLOWS:
                self._fill(self.form, name, "")

    def empties(self) -> None:
        """Empty every field that may stay empty; the rows of a list stay where they need something."""
        self._empty_all(self.form, "")

    def removes_rows(self) -> None:
        """Take away the rows that are left."""
        for editor in self.form.editors.values():
            for rows in editor._lists.values() if isinstance(editor, Delegations) else (editor,):
                while isinstance(rows, Rows) and rows.filled:
                    self._removes(rows.filled[0])

    def _removes(self, row: Row[Any]) -> None:
        if isinstance(row, CardRow):
            self._press(row.away)
        else:
            self._goes(next(iter(row.form.editors.values())))
            self._officer.presses(Key.Key_Delete, Qt.KeyboardModifier.AltModifier)

    def _fill(self, form: Form[Any], name: str, within: str) -> None:
        editor = form.editors[name]
        self.filled.add(within + name)
        match editor:
            case Pick():
                self._chooses_another(editor)
            case Tick() | Star():
                self._press(editor.focusProxy() or editor)
            case Reference() | References():
                self._chooses(editor, 1 if name in _SECOND else 0)
            case Delegations():
                self._fill_row(editor._lists["others"], name)
            case Rows():
                self._fill_row(editor, name)
            case Periods():
                self._types(editor._lines[0], _DATE)
            case _:
                self._types(editor, _words(name, editor))

    def _fill_row(self, rows: Rows[Any], within: str) -> None:
        if not rows._rows:
            self._press(rows._add)
        form = rows._rows[0].form
        for name in form.editors:
            self._fill(form, name, f"{within}.0.")

    def _empty_all(self, form: Form[Any], within: str) -> None:
        for name, editor in form.editors.items():
            usual = form._shape.model_fields[name].get_default(call_default_factory=True)
            if not form._items[name].needed and name not in _FOLLOWS and usual is not PydanticUndefined:
                self.emptied.add(within + name)
                self._empty(name, editor, usual)

    def _empty(self, name: str, editor: Editor, usual: object) -> None:
        match editor:
            case Pick():
                self._chooses_again(editor, usual)
            case Tick() | Star():
                self._press(editor.focusProxy() or editor)
            case References():
                while editor._chosen:
                    self._press(editor._chosen[0].away)
            case Delegations():
                self._empty_row(next(each for each in editor._lists.values() if each.filled), name)
            case Rows():
                self._empty_row(editor, name)
            case Periods():
                self._clears(editor._lines[0])
            case _:
                self._clears(editor)

    def _empty_row(self, rows: Rows[Any], within: str) -> None:
        self.emptied.discard(within)
        self._empty_all(rows.filled[0].form, f"{within}.0.")

    def _chooses_another(self, editor: Pick[Any]) -> None:
        stood = editor.value()
        self._goes(editor)
        self._officer.presses(Key.Key_End)
        if editor.value() == stood:
            self._officer.presses(Key.Key_Up)
        assert editor.value() != stood

    def _chooses_again(self, editor: Pick[Any], usual: object) -> None:
        """Choose what stands there in a new record."""
        self._goes(editor)
        self._officer.presses(Key.Key_Home)
        for _ in range(editor.choice.count()):
            if editor.value() != usual:
                self._officer.presses(Key.Key_Down)
        assert editor.value() == usual

    def _chooses(self, editor: Reference | References, which: int) -> None:
        self._goes(editor)
        self._officer.presses(Key.Key_Down)
        offered = QApplication.activePopupWidget()
        assert isinstance(offered, QListView), f"nothing is on offer in {self._officer.focus}"
        for key in (*[Key.Key_Down] * which, Key.Key_Return):
            QTest.keyClick(offered, key)
        QApplication.processEvents()

    def _types(self, editor: Editor, text: str) -> None:
        self._clears(editor)
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()
        if popup is not None:  # names in use are on offer
            popup.hide()

    def _clears(self, editor: Editor) -> None:
        self._goes(editor)
        self._officer.presses(Key.Key_A, CTRL)
        self._officer.presses(Key.Key_Delete)

    def _goes(self, editor: Editor) -> None:
        self._officer.form.activateWindow()
        widget: QWidget = editor.text if isinstance(editor, Paragraphs | SourceText) else editor
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert QApplication.focusWidget() is not None

    @staticmethod
    def _press(button: QWidget) -> None:
        assert button.isEnabled()
        QTest.keyClick(button, Key.Key_Space)
        QApplication.processEvents()


def _words(name: str, editor: Editor) -> str:
    """What is typed into a field."""
    if isinstance(editor, Number):
        return "2"
    return _DATE if isinstance(editor, When) else _WORDS.get(name, "Words")


def stored(officer: Officer, kind: Kind, record: int) -> Draft:
    """A record as it is in the register."""
    noun = noun_of(officer.workspace, kind)
    assert noun is not None

    def read(reader: Reader) -> Draft:
        found: Draft = noun.read(reader, TODAY, record).draft
        return found

    return officer.workspace.ask(read)


def said_in(draft: BaseModel) -> Iterator[str]:
    """The fields of a draft in which something stands that need not, those of its first rows too."""
    for name, field in type(draft).model_fields.items():
        value = getattr(draft, name)
        if value != field.get_default(call_default_factory=True):
            yield name
        if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            yield from (f"{name}.0.{inside}" for inside in said_in(value[0]))
