"""A form made from a list of what it asks for: labels, editors, and beside each what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.field import Field
from desktop.form.refusals import sentence
from desktop.kit.mnemonics import with_mnemonics
from desktop.kit.theme import current

D = TypeVar("D", bound=BaseModel)
_TOP = Qt.AlignmentFlag.AlignTop
_ANY_WIDTH = QSizePolicy.Policy.Ignored


def blank(shape: type[D], start: Mapping[str, Any]) -> D:
    """A draft that nobody has written yet; it cannot be stored before its form has been filled in."""
    return shape.model_construct(None, **start)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a form asks for: the draft's field, its label, and who edits it. `needed` is said where nothing stands
    and something must, `wrong` where it is not what it should be; a `wide` one takes a line of its own. One of several
    rows says in `inside` what each of them asks for."""

    name: str
    label: str
    make: Callable[[QWidget], Editor]
    wide: bool = False
    hint: str = ""
    needed: str = ""
    wrong: str = ""
    inside: Callable[[], Sequence[Item]] | None = None


class Form(QWidget, Generic[D]):
    """Edits a draft. What it does not ask for stays as it was in the draft it was shown. With `stretches` it is a line
    of a table, whose columns are so many parts wide; 0 is as wide as its editor."""

    changed = Signal()

    def __init__(
        self,
        shape: type[D],
        items: Sequence[Item],
        prefix: str,
        columns: int = 2,
        parent: QWidget | None = None,
        stretches: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self._items = {item.name: item for item in items}
        self._base: D | None = None
        self._pristine: dict[str, object] = {}
        self._by_hand: set[str] = set()
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current().px(12))
        self._grid.setVerticalSpacing(current().px(10))
        for column, parts in enumerate(stretches or (1,) * columns):
            self._grid.setColumnStretch(column, parts)
        self._fill(prefix, len(stretches) or columns)
        for field, parts in zip(self.fields.values(), stretches, strict=False):
            field.become_cell()
            if parts:  # so wide in every line, whatever stands in it
                field.setSizePolicy(_ANY_WIDTH, field.sizePolicy().verticalPolicy())
        for editor in self.editors.values():
            editor.meet(self.editors)

    def _fill(self, prefix: str, columns: int) -> None:
        row, column = 0, 0
        for item in self._items.values():
            editor = item.make(self)
            field = Field(item.label, editor, item.hint, self)
            editor.label_inside(f"field.{prefix}.{item.name}", item.label)
            editor.changed.connect(self._note)
            editor.problem_changed.connect(self._say)
            self.editors[item.name], self.fields[item.name] = editor, field
            span = columns if item.wide else 1
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span, _TOP)
            column += span

    @property
    def base(self) -> D | None:
        """The draft that was shown."""
        return self._base

    def mark_letters(self, taken: str) -> None:
        """Give every label an Alt key of its own, none of them in `taken`."""
        labels = with_mnemonics((item.label for item in self._items.values()), taken)
        for field, label in zip(self.fields.values(), labels, strict=True):
            field.set_label(label)

    def show_draft(self, draft: D) -> None:
        """Show what is stored."""
        self._base = draft
        for name, editor in self.editors.items():
            editor.set_value(getattr(draft, name, None))
            self.fields[name].clear()
        self._pristine = self.typed()
        self._by_hand.clear()

    def propose(self, name: str, value: object, hint: str) -> bool:
        """Let a value stand in a field that nobody has filled in, saying why; False where somebody has."""
        if name in self._by_hand:
            return False
        if self.editors[name].value() != value:
            self.editors[name].set_value(value)
            self._by_hand.discard(name)  # setting it is heard as a change
        self.fields[name].set_hint(hint)
        return True

    def set_notes(self, notes: Mapping[str, Note]) -> None:
        """Show beside each field what sources say of it; "steps.0.done_on" stands inside the field of the steps."""
        for name, field in self.fields.items():
            field.set_note(notes.get(name))
            inside = {key.removeprefix(f"{name}."): note for key, note in notes.items() if key.startswith(f"{name}.")}
            self.editors[name].set_notes(inside)

    def typed(self) -> dict[str, object]:
        """What stands in every field, as typed."""
        return {name: editor.typed() for name, editor in self.editors.items()}

    def changes(self) -> dict[str, object]:
        """What stands in the fields that differ from what was shown."""
        return {name: typed for name, typed in self.typed().items() if typed != self._pristine.get(name)}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Put back what was typed."""
        for name, value in typed.items():
            self.editors[name].retype(value)

    def values(self) -> dict[str, Any]:
        """What would be stored, by field; nothing is checked."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def unchecked(self) -> D:
        """The draft with what stands in the fields; `made` says whether it can be stored."""
        return self._shape.model_construct(**{**dict(self._base or ()), **self.values()})

    def checked(self) -> tuple[D | None, dict[str, str]]:
        """The draft as it would be stored, or None with what each field says against it."""
        refusals = {name: words for name, editor in self.editors.items() if (words := editor.problem())}
        if refusals:
            return None, refusals
        try:
            return self._shape.model_validate({**dict(self._base or ()), **self.values()}), {}
        except ValidationError as error:
            return None, self._said(error)

    def made(self) -> D | None:
        """The draft as it would be stored; None where a field refuses, which then says why and has the focus."""
        made, refusals = self.checked()
        for name, words in reversed(refusals.items()):
            self.refuse(name, words)
        return made

    def refused(self) -> tuple[str, ...]:
        """The fields that refuse what stands in them."""
        return tuple(name for name, field in self.fields.items() if field.refused)

    def refuse(self, name: str, words: str) -> bool:
        """Say beside a field why it cannot be stored and put the focus there; False where there is no such field."""
        if name not in self.fields:
            return False
        self.fields[name].set_error(words)
        self.editors[name].enter()
        return True

    def warn(self, warnings: Mapping[str, str]) -> None:
        """Say beside fields what deserves a look; a field that refuses keeps saying so."""
        for name, field in self.fields.items():
            if not field.refused:
                field.set_warning(warnings.get(name, ""))

    def _said(self, error: ValidationError) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in error.errors():
            item = self._items.get(str(each["loc"][0]) if each["loc"] else "")
            if item is not None:
                found.setdefault(item.name, sentence(each, item.needed, item.wrong))
        if not found:  # a field that is not shown: what was stored would not be stored again
            raise error
        return {name: found[name] for name in self._items if name in found}

    def _note(self) -> None:
        name = self._sending()
        field = self.fields[name]
        self._by_hand.add(name)
        field.set_hint(self._items[name].hint)
        if field.refused:
            field.clear()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        field = self.fields[self._sending()]
        if problem:
            field.set_error(problem)
        elif field.refused:
            field.clear()

    def _sending(self) -> str:
        sender = self.sender()
        return next(name for name, editor in self.editors.items() if editor is sender)
