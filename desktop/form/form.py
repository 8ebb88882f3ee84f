"""A form made from a list of what it asks for: labels, editors, and beside each what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from db.records.refusals import sentence
from db.words import _
from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.field import Field
from desktop.kit.buttons import Button
from desktop.kit.mnemonics import with_mnemonics
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current

D = TypeVar("D", bound=BaseModel)
Make = Callable[[QWidget], Editor]
"""Makes the editor of a field, inside the form."""
_TOP = Qt.AlignmentFlag.AlignTop
_ANY_WIDTH = QSizePolicy.Policy.Ignored
_UNDOES = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def blank(shape: type[D], start: Mapping[str, Any]) -> D:
    """A draft that nobody has written yet; it cannot be stored before its form has been filled in."""
    return shape.model_construct(None, **start)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a form asks for: the draft's field, its label, and who edits it. `needed` is said where nothing stands
    and something must, `wrong` where it is not what it should be. A `wide` one takes a line of its own.
    One of several rows says in `inside` what each of them asks for. What is `seldom` needed is shown once somebody asks
    for more. A `minor` one is no draft where nothing else was typed; a `lasting` one stays in a draft
    what it was on the day that was typed. `called` is the end of its object name, where that is not the field."""

    name: str
    label: str
    make: Make
    wide: bool = False
    hint: str = ""
    needed: str = ""
    wrong: str = ""
    inside: Callable[[], Sequence[Item]] | None = None
    seldom: bool = False
    minor: bool = False
    lasting: bool = False
    called: str = ""


class Form(QWidget, Generic[D]):
    """Edits a draft. What it does not ask for stays as it was in the draft it was shown. `prefix` begins the object
    names of its fields; `more` is what the button says that shows what is seldom needed. With `stretches` it is a line
    of a table, whose columns are so many parts wide, 0 as wide as its editor; the labels stand in the head of the table
    and what is wrong under the line."""

    changed = Signal()

    def __init__(
        self,
        shape: type[D],
        items: Sequence[Item],
        prefix: str,
        columns: int = 2,
        parent: QWidget | None = None,
        stretches: Sequence[int] = (),
        more: str = "",
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self._items = {item.name: item for item in items}
        self._base: D | None = None
        self._pristine: dict[str, object] = {}
        self._by_hand: set[str] = set()
        self._off: set[str] = set()
        self._overwritten: set[str] = set()
        self._warned: Mapping[str, str] = {}
        self._shows_all, self._words = not more, more
        self._more: Button | None = None
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(current().px(12))
        self.grid.setVerticalSpacing(current().px(2 if stretches else 10))
        for column, parts in enumerate(stretches or (1,) * columns):
            self.grid.setColumnStretch(column, parts)
        self._under = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._under.hide()
        self._fill(prefix, len(stretches) or columns, stretches)
        for editor in self.editors.values():
            editor.meet(self.editors)
        self.show_all(self._shows_all)

    def _fill(self, prefix: str, columns: int, stretches: Sequence[int]) -> None:
        row, column = 0, 0
        for item in self._items.values():
            editor = item.make(self)
            field = Field(item.label, editor, item.hint, item.name, self, is_cell=bool(stretches))
            editor.label_inside(f"{prefix}.{item.called or item.name}", item.label)
            field.changed.connect(self._note)
            self.editors[item.name], self.fields[item.name] = editor, field
            span = columns if item.wide else 1
            if column + span > columns:
                row, column = row + 1, 0
            self.grid.addWidget(field, row, column, 1, span, _TOP)
            if stretches:
                field.said.connect(self._say_under)
            if stretches and stretches[column]:  # so wide in every line, whatever stands in it
                field.setSizePolicy(_ANY_WIDTH, field.sizePolicy().verticalPolicy())
            column += span
        self.grid.addWidget(self._under, row + 1, 0, 1, columns)
        if self._words:
            self._more = Button("", "chevron-down", "link", self)
            self._more.setObjectName(f"{prefix}.more")
            self._more.clicked.connect(self._turn)
            self.grid.addWidget(self._more, row + 2, 0, 1, columns, Qt.AlignmentFlag.AlignLeading)

    @property
    def base(self) -> D | None:
        """The draft that was shown."""
        return self._base

    def mark_letters(self, taken: str) -> str:
        """Give every label an Alt key of its own, none of them in `taken`; all that are taken now."""
        labels = with_mnemonics((item.label for item in self._items.values()), taken)
        for field, label in zip(self.fields.values(), labels, strict=True):
            field.set_label(label)
            taken += label.partition("&")[2][:1]
        return taken

    def show_all(self, shown: bool) -> None:
        """Show or hide what is seldom needed."""
        self._shows_all = shown
        if self._more is not None:
            self._more.setText(_("Fewer details") if shown else self._words)
            self._more.set_icon("chevron-up" if shown else "chevron-down")
        for name, item in self._items.items():
            self.fields[name].setVisible(name not in self._off and (shown or not item.seldom))

    def offer(self, name: str, asked: bool) -> None:
        """Ask for a field, or not: one that is not asked for keeps what stood in the draft and refuses nothing."""
        if asked == (name in self._off):
            self._off ^= {name}
            self.show_all(self._shows_all)

    def show_draft(self, draft: D) -> None:
        """Show what is stored; where just that stands already, nothing is written."""
        before, typed, self._base = self._base, self.typed(), draft
        for name, editor in self.editors.items():
            value = getattr(draft, name, None)
            if before is None or typed[name] != self._pristine[name] or value != getattr(before, name, None):
                editor.set_value(value)
        self._begin_again()

    def settle(self) -> None:
        """What stands there is stored: from now on only what differs from it was typed."""
        self._base = self.unchecked()
        self._begin_again()

    def rebase(self, draft: D, kept: Collection[str]) -> None:
        """Somebody else stored this meanwhile: show it; what stands in those fields that are `kept` stays."""
        typed = {name: each for name, each in self.typed().items() if name in kept}
        self.show_draft(draft)
        self.retype(typed)
        self.changed.emit()

    def compare(self, before: Mapping[str, object]) -> None:
        """Say where what was typed would replace what somebody else wrote since this stood there."""
        changed = {name for name, each in before.items() if each != getattr(self._base, name, None)}
        self._overwritten |= changed & self.fields.keys()
        self.warn(self._warned)

    def _begin_again(self) -> None:
        for name, field in self.fields.items():
            field.set_hint(self._items[name].hint)
            field.clear()
            self.editors[name].settle_in()
        self._pristine = self.typed()
        self._by_hand.clear()
        self._overwritten.clear()

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
        if any(self._items[name].seldom for name in self.changes().keys() & typed.keys()):
            self.show_all(True)

    def kept(self) -> dict[str, object]:
        """What would be missed if it were lost: what differs from what was shown; nothing where only that was touched
        which is no draft alone."""
        changes = self.changes()
        if all(self._items[name].minor for name in changes):
            return {}
        return {name: typed for name, typed in self.typed().items() if name in changes or self._items[name].lasting}

    def stood(self) -> dict[str, object]:
        """What stood in the fields that were typed into."""
        return {name: getattr(self._base, name, None) for name in self.changes()}

    def bring_back(self, kept: Any, said_on: date) -> None:
        """Put back what was kept on a day; KeyError, TypeError or ValueError where the form asks for something else."""
        try:
            self.retype({name: self.editors[name].lasting(typed, said_on) for name, typed in kept.items()})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            if self._base is not None:
                self.show_draft(self._base)
            raise ValueError("what was kept is of another form") from error
        self.changed.emit()

    def values(self) -> dict[str, Any]:
        """What would be stored, by field; nothing is checked."""
        stands = {name: editor.value() for name, editor in self.editors.items() if name not in self._off}
        return {**{name: getattr(self._base, name) for name in self._off if hasattr(self._base, name)}, **stands}

    def unchecked(self) -> D:
        """The draft with what stands in the fields; `made` says whether it can be stored."""
        # `dict` alone would ask a draft that has a field called `keys` for its keys.
        return self._shape.model_construct(**{**dict(iter(self._base or ())), **self.values()})

    def checked(self) -> tuple[D | None, dict[str, str]]:
        """The draft as it would be stored, or None with what each field says against it."""
        asked = {name: editor for name, editor in self.editors.items() if name not in self._off}
        refusals = {name: words for name, editor in asked.items() if (words := editor.problem())}
        try:
            made = self._shape.model_validate({**dict(iter(self._base or ())), **self.values()})
        except ValidationError as error:
            said = self._said(error)
            if not said and not refusals:  # a field that is not shown: what was stored would not be stored again
                raise
            return None, {**refusals, **{name: words for name, words in said.items() if name not in refusals}}
        return (None, refusals) if refusals else (made, {})

    def made(self) -> D | None:
        """The draft as it would be stored; None where a field refuses, which then says why and has the focus."""
        made, refusals = self.checked()
        self.refuse_all(refusals)
        return made

    def refused(self) -> tuple[str, ...]:
        """The fields that refuse what stands in them."""
        return tuple(name for name, field in self.fields.items() if field.refused)

    def refuse_all(self, refusals: Mapping[str, str]) -> bool:
        """Say beside each of these fields why it cannot be stored; the first has the focus. Whether there is one."""
        shown = {name: words for name, words in refusals.items() if name in self.fields}
        if shown:
            self.refuse(*next(iter(shown.items())))
        for name, words in shown.items():  # once the focus has moved: a field that is left is looked at again
            self.fields[name].set_error(words)
        return bool(shown)

    def refuse(self, name: str, words: str) -> bool:
        """Say beside a field why it cannot be stored and put the focus there; False where there is no such field."""
        if name not in self.fields:
            return False
        if self._items[name].seldom:
            self.show_all(True)
        self.fields[name].set_error(words)
        self.editors[name].enter()
        return True

    def warn(self, warnings: Mapping[str, str]) -> None:
        """Say beside fields what deserves a look; a field that refuses keeps saying so."""
        self._warned = warnings
        words = _("This was changed in the meantime; your text will replace it.")
        overwritten = self._overwritten & self.changes().keys() if self._overwritten else ()
        warnings = {**warnings, **dict.fromkeys(overwritten, words)}
        for name, field in self.fields.items():
            if not field.refused and field.message != warnings.get(name, ""):
                field.set_warning(warnings.get(name, ""))

    def _said(self, error: ValidationError) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in error.errors():
            item = self._items.get(str(each["loc"][0]) if each["loc"] else "")
            if item is not None:
                found.setdefault(item.name, sentence(each, item.needed, item.wrong))
        return {name: found[name] for name in self._items if name in found}

    @override
    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the form's own while something typed in it could be taken back."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        own = any(event.matches(each) for each in _UNDOES) and bool(self.changes())
        event.setAccepted(own)
        return own

    def _note(self, name: str) -> None:
        field = self.fields[name]
        self._by_hand.add(name)
        field.set_hint(self._items[name].hint)
        if field.refused:
            field.clear()
        self.changed.emit()

    def _turn(self) -> None:
        self.show_all(not self._shows_all)

    def _say_under(self) -> None:
        said = " ".join(field.message for field in self.fields.values() if field.message)
        self._under.setText(said)
        self._under.setVisible(bool(said))
