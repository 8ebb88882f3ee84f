"""What stands under a label in a form: a line, a text, a choice, a tick, a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from db.errors import BugError
from db.rules import phrases
from db.rules.periods import Period
from db.rules.text import TEXT_LIMIT
from db.words import _
from desktop.form.citations import Note
from desktop.form.dates.period_edit import PeriodEdit
from desktop.kit.choice import Choice, QuietBox, W
from desktop.kit.long_text import LongText

_LONGEST = 2 * TEXT_LIMIT  # a line refuses what is too long; it never cuts off silently what was pasted


class Editor(QWidget):
    """Shows a value, hands it back, says why it is none, and can be put back as it was typed."""

    changed = Signal()
    problem_changed = Signal(str)
    """Said once the editor is left: why nothing can be stored, or ""."""

    def __init__(self, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
        self.setFocusProxy(inside.focusProxy() or inside)

    @property
    def origins(self) -> tuple[int | None, ...] | None:
        """Of an editor with several rows, the place each had in the draft that was shown, None for a new one."""
        return None

    def meet(self, others: Mapping[str, Editor]) -> None:
        """Know the other editors of the form, by field."""

    def settle_in(self) -> None:
        """All fields of the form show what they were given: follow the others, as it may be another record."""

    def take(self, text: str) -> None:
        """Take words that were pasted."""
        self.retype(text)

    def set_notes(self, notes: Mapping[str, Note]) -> None:
        """Show what sources say of the fields inside, where there are any."""

    def value(self) -> object:
        """What would be stored."""
        raise BugError(f"{type(self).__name__} must say what it holds")

    def set_value(self, value: Any) -> None:
        """Show what is stored."""
        raise BugError(f"{type(self).__name__} must say how it shows {value}")

    def problem(self) -> str:
        """Why nothing can be stored; "" if all is well."""
        return ""

    def enter(self) -> None:
        """Take the focus to where something has to be put right."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> object:
        """What stands in it, as typed; equal as long as nobody touches it."""
        return self.value()

    def retype(self, typed: Any) -> None:
        """Put back what was typed."""
        self.set_value(typed)

    def lasting(self, typed: Any, said_on: date) -> Any:
        """What was typed on another day, so that it means the same today."""
        return typed

    def label_inside(self, name: str, label: str) -> None:
        """Give what has the focus its object name and its name for screen readers."""
        inside = self.focusProxy() or self
        inside.setObjectName(name)
        inside.setAccessibleName(label)


class _Words(Editor):
    """Words that are handed back exactly as they were given while nobody touches them."""

    _given = ""
    _shown = ""

    def words(self) -> str:
        """What stands in the field."""
        raise BugError("words are shown by a line or a text")

    def show_words(self, words: str) -> None:
        """Put words into the field."""
        raise BugError("words are shown by a line or a text")

    @override
    def value(self) -> object:
        words = self.words()
        return self._given if words == self._shown else words

    @override
    def set_value(self, value: Any) -> None:
        self.show_words(value or "")
        self._given, self._shown = value or "", self.words()

    @override
    def typed(self) -> object:
        return self.words()

    @override
    def retype(self, typed: Any) -> None:
        self.show_words(typed)


class Line(_Words):
    """One line of words; `waits` is what stands there in grey while it is empty."""

    def __init__(self, parent: QWidget, waits: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self.line.setPlaceholderText(waits)
        self.line.setMaxLength(_LONGEST)
        self.line.textChanged.connect(self.changed)

    @override
    def words(self) -> str:
        return self.line.text()

    @override
    def show_words(self, words: str) -> None:
        self.line.setText(words)
        self.line.setCursorPosition(0)


class Known(Line):
    """One line of words, with names that are in use on offer."""

    def __init__(self, names: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        offer = QCompleter(list(names), self)
        offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(offer)


class Paragraphs(_Words):
    """Several lines of words."""

    def __init__(self, parent: QWidget, lines: int = 2, most: int = 10, waits: str = "") -> None:
        self.text = LongText(lines, most)
        super().__init__(self.text, parent)
        self.text.setPlaceholderText(waits)
        self.text.textChanged.connect(self.changed)

    @override
    def words(self) -> str:
        return self.text.text()

    @override
    def show_words(self, words: str) -> None:
        self.text.setPlainText(words)

    @override
    def retype(self, typed: Any) -> None:
        super().retype(typed)
        self.text.moveCursor(QTextCursor.MoveOperation.End)


class Number(Line):
    """A whole number, or none."""

    @override
    def value(self) -> object:
        return self.words().strip() or None

    @override
    def set_value(self, value: Any) -> None:
        self.show_words("" if value is None else str(value))


class Pick(Editor, Generic[W]):
    """One of a list of words; `blank` stands for none."""

    def __init__(self, words: type[W], blank: str, parent: QWidget) -> None:
        self._words = tuple(words)
        self.choice = Choice[W](words, blank)
        super().__init__(self.choice, parent)
        self.choice.currentIndexChanged.connect(self.changed)
        self.choice.activated.connect(self.changed)  # choosing what stands there is a choice too

    @override
    def value(self) -> object:
        return self.choice.word

    @override
    def set_value(self, value: Any) -> None:
        self.choice.choose(value)

    @override
    def take(self, text: str) -> None:
        self.choice.choose(next((word for word in self._words if text in (word.value, word.label)), None))


class _StillBox(QuietBox):
    """A closed list over which scrolling moves what it stands in, also for somebody who is in it."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class OneOf(Editor):
    """One of a few things, each under its label."""

    def __init__(self, choices: Sequence[tuple[str, object]], parent: QWidget) -> None:
        self.box = _StillBox()
        self.box.setMinimumContentsLength(6)
        super().__init__(self.box, parent)
        self._values: tuple[object, ...] = ()
        self.offer(choices)
        self.box.currentIndexChanged.connect(self.changed)

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer other things; what is chosen stays chosen."""
        chosen = self.value()
        self.box.blockSignals(True)
        self._values = tuple(value for _, value in choices)
        self.box.clear()
        self.box.addItems([label for label, _ in choices])
        self.set_value(chosen)
        self.box.blockSignals(False)

    @override
    def value(self) -> object:
        return self._values[self.box.currentIndex()] if self.box.currentIndex() >= 0 else None

    @override
    def set_value(self, value: Any) -> None:
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))


class Tick(Editor):
    """Yes or no."""

    def __init__(self, text: str, parent: QWidget) -> None:
        self.box = QCheckBox(text)
        super().__init__(self.box, parent)
        self.box.toggled.connect(self.changed)

    @override
    def value(self) -> object:
        return self.box.isChecked()

    @override
    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    @override
    def label_inside(self, name: str, label: str) -> None:
        self.box.setObjectName(name)
        self.box.setAccessibleName(self.box.text())


class When(Editor):
    """A date as people say it, of what happened (`past`), of what is to come, or of what may be either (None); how far
    off it is, is said of what `happens` or of a deadline. What nobody touches is handed back as it was stored, not read
    again."""

    _one_day = False
    _below = True
    """Whether what was understood stands under the line, for narrow places, or beside it."""

    def __init__(self, today: date, parent: QWidget, *, past: bool | None = False, happens: bool = False) -> None:
        self._today, self._past = today, past
        self.edit = PeriodEdit(today, "", below=self._below, one_day=self._one_day, past=past, happens=happens)
        super().__init__(self.edit, parent)
        self._given: Period | None = None
        self._shown = ""
        self.edit.leave_problems_to_field()
        self.edit.problem_changed.connect(self.problem_changed)
        self.edit.changed.connect(self.changed)
        self.edit.editor.textEdited.connect(self.changed)

    def look(self, past: bool | None) -> None:
        """What is typed is of what happened now (`past`), or of what is to come; what was typed is read so again."""
        if past is not self._past:
            self._past = past
            self.edit.look(past, again=self.edit.text() != self._shown)

    @override
    def value(self) -> object:
        return self._given if self.edit.text() == self._shown else self.edit.period

    @override
    def set_value(self, value: Any) -> None:
        self._given = value
        self.edit.set_period(value)
        self._shown = self.edit.text()

    @override
    def problem(self) -> str:
        return "" if self.edit.text() == self._shown else self.edit.problem

    @override
    def typed(self) -> object:
        return self.edit.text(), self.edit.period, self.edit.valid

    @override
    def lasting(self, typed: Any, said_on: date) -> Any:
        text = phrases.lasting(typed[0], said_on, self._today, past=self._past)
        return typed if text == typed[0] else (text, None, False)

    @override
    def retype(self, typed: Any) -> None:
        text, period, valid = typed
        if valid:
            self.edit.set_period(period, text)
        else:
            self.edit.set_text(text)

    @override
    def take(self, text: str) -> None:
        self.edit.set_text(text)
        self.edit.editor.setCursorPosition(0)


class Day(When):
    """One day."""

    _one_day = True

    @override
    def value(self) -> object:
        period = super().value()
        return period.earliest if isinstance(period, Period) else None

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else Period.on(value))
        if value == self._today:
            self.edit.set_text(_("today"))
            self._shown = self.edit.text()

    @override
    def problem(self) -> str:
        period = self.edit.period
        if self.edit.valid and (period is None or period.earliest is None or period.earliest != period.latest):
            return _("One day, for example today, yesterday or 20 Nov.")
        return super().problem()
