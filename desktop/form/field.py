"""A labelled field of a form, with its error or warning under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.spoken import say_about
from desktop.kit import layouts
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import repolish
from desktop.kit.tokens import Ink


class Field(QWidget):
    """A label over an editor; "&" in the label marks its Alt key. The line below says what is wrong or may be, and is
    made once something is said. A cell stands in a line of a table, which has the labels in its head and says under the
    line what is wrong."""

    changed = Signal(str)
    """The name of the field, in which something else stands now."""
    said = Signal()
    """What is wrong, or may be, is another thing than before."""

    def __init__(
        self,
        label: str,
        editor: Editor,
        hint: str = "",
        name: str = "",
        parent: QWidget | None = None,
        *,
        is_cell: bool = False,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.editor = editor
        self._hint = hint
        self._target().setAccessibleName(label.replace("&", ""))
        self._label = None if is_cell else PlainLabel(label, "metas", "text2", parent=self)
        if self._label is not None:
            self._label.setBuddy(self._target())
        self._column = layouts.column(*filter(None, (self._label, editor)), on=self, gap=4)
        self._below: tuple[Icon, PlainLabel] | None = None
        self._note: PlainLabel | None = None
        self._said = self._state = ""
        editor.changed.connect(self._tell)
        editor.problem_changed.connect(self._hear)
        self.clear()

    @property
    def refused(self) -> bool:
        """Whether it says what keeps the record from being stored."""
        return self._state == "error"

    def set_hint(self, hint: str) -> None:
        """Say something else where nothing is wrong; "" says nothing."""
        if hint != self._hint:
            self._hint = hint
            if not self._state:
                self.clear()

    @property
    def message(self) -> str:
        """What it says is wrong or may be; "" where nothing is."""
        return self._said

    def set_label(self, label: str) -> None:
        """Show the label with another Alt key."""
        if self._label is not None:
            self._label.setText(label)

    def set_error(self, text: str) -> None:
        """Say what keeps the record from being stored; "" clears."""
        self._say(text, "error" if text else "")

    def set_warning(self, text: str) -> None:
        """Say what deserves a look but does not block; "" clears."""
        self._say(text, "warning" if text else "")

    def set_note(self, note: Note | None) -> None:
        """Say below everything what sources say of the value; None says nothing."""
        if self._note is None and note is not None:
            self._note = PlainLabel("", "meta", wrap=True, parent=self)
            self._note.setObjectName("field.note")
            self._column.addWidget(self._note)
        if self._note is not None:
            self._note.setText(note.said if note else "")
            self._note.set_ink("warning" if note and note.differs else "text3")
            self._note.setVisible(note is not None)

    def clear(self) -> None:
        """No error, no warning; the hint, if there is one, comes back."""
        self._say("", "")

    def _tell(self) -> None:
        self.changed.emit(self._name)

    def _hear(self, problem: str) -> None:
        """What speaks against what stands there; where nothing does, a warning stays."""
        if problem or self.refused:
            self.set_error(problem)

    def _say(self, text: str, state: str) -> None:
        self._said, self._state = text, state
        shown = text or self._hint
        if self._label is not None and (shown or self._below is not None):
            self._say_below(shown, state)
        target = self._target()
        say_about(target, shown)
        if (target.property("state") or "") != state:
            target.setProperty("state", state)
            repolish(target)
        self.said.emit()

    def _say_below(self, shown: str, state: str) -> None:
        if self._below is None:
            self._below = Icon(size=14, parent=self), PlainLabel("", "meta", wrap=True, parent=self)
            line = layouts.row(self._below[0], (self._below[1], 1), gap=4)
            self._column.insertLayout(self._column.indexOf(self.editor) + 1, line)
        icon, message = self._below
        ink: Ink = "critical" if state == "error" else "warning" if state == "warning" else "text3"
        message.setText(shown)
        message.set_ink(ink)
        message.setVisible(bool(shown))
        icon.show_icon("circle-x" if state == "error" else "triangle-alert", ink)
        icon.setVisible(bool(state))

    def _target(self) -> QWidget:
        return self.editor.focusProxy() or self.editor
