"""The fields of a log entry: what was done, how, with whom, what came of it, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from db.commands.actions import LogAction
from db.errors import KnownError
from db.records.actions import ActionDraft
from db.rules.text import TEXT_LIMIT
from db.vocabulary import ActionKind, Direction, Kind, Progress, Result, VisitStage
from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.field import Field
from desktop.form.refusals import sentence
from desktop.kit.buttons import Button
from desktop.kit.choice import Choice
from desktop.kit.long_text import LongText
from desktop.kit.mnemonics import MENUS, with_mnemonics
from desktop.kit.own_enter import OwnEnter
from desktop.kit.theme import Theme
from desktop.record.file_field import FileField
from desktop.record.typed_action import Typed

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OTHER = Qt.FocusReason.OtherFocusReason
_DETAILS = ("next_step", "with_whom", "direction", "result", "reply_by", "after")
_ROWS: tuple[tuple[str, ...], ...] = (
    ("text",), ("kind", "on"), ("next_due",), ("next_step",), ("with_whom", "direction"), ("result", "reply_by"),
    ("after",), ("files",),
)  # fmt: skip
_STATUSES: dict[Kind, tuple[Progress | VisitStage, ...]] = {
    Kind.COMMITMENT: tuple(Progress),
    Kind.VISIT: tuple(VisitStage),
}


class ActionForm(QWidget):
    """The fields of a log entry. Ctrl+Enter asks to log it, with Shift to log it and go on with another."""

    changed = Signal()
    submitted = Signal(bool)
    """Whether another entry is to follow."""

    def __init__(self, theme: Theme, today: date, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self.text = LongText(3, 8, self)
        self.text.setPlaceholderText(_("Who was reached, what was said, what was agreed"))
        # In the order in which they stand on the form: Tab follows it.
        self.kind = Choice[ActionKind](ActionKind, parent=self)
        self.when = PeriodEdit(today, _("When"), self, below=True, one_day=True)
        self.next_due = PeriodEdit(today, _("Next step due"), self)
        self.next_step = QLineEdit(self)
        self.with_whom = QLineEdit(self)
        self.direction = Choice[Direction](Direction, _("not stated"), self)
        self.result = Choice[Result](Result, _("not stated"), self)
        self.reply_by = PeriodEdit(today, _("Reply expected by"), self, below=True)
        self.after = Choice[Progress | VisitStage]((), _("unchanged"), self)
        self.files = FileField(f"{prefix}.attach", self)
        self._more = Button("", "chevron-down", "link", self)
        self._more.setObjectName(f"{prefix}.more")
        self._more.clicked.connect(self._turn)
        self._detailed = False
        self._has_status = False
        self._fields = self._labelled()
        self._name(prefix)
        _lay_out(self, theme, self._fields, self._more)
        self._connect()
        OwnEnter(self)
        self.offer_status(None)
        self.restore(Typed())

    def _labelled(self) -> dict[str, Field]:
        made: dict[str, tuple[str, QWidget]] = {
            "text": (_("What was done?"), self.text),
            "kind": (_("Kind"), self.kind),
            "on": (_("When"), self.when),
            "next_due": (_("Next step due"), self.next_due),
            "next_step": (_("Next step"), self.next_step),
            "with_whom": (_("With whom"), self.with_whom),
            "direction": (_("Direction"), self.direction),
            "result": (_("Result"), self.result),
            "reply_by": (_("Reply expected by"), self.reply_by),
            "after": (_("Status after this"), self.after),
            "files": (_("Files"), self.files),
        }
        labels = with_mnemonics((label for label, _ in made.values()), MENUS)
        return {
            name: Field(label, editor, parent=self)
            for label, (name, (_, editor)) in zip(labels, made.items(), strict=True)
        }

    def _name(self, prefix: str) -> None:
        for name in ("text", "kind", "direction", "result", "after"):
            getattr(self, name).setObjectName(f"{prefix}.{name}")
        self.when.editor.setObjectName(f"{prefix}.when")
        self.with_whom.setObjectName(f"{prefix}.with")
        self.next_step.setObjectName(f"{prefix}.next_text")
        self.next_due.editor.setObjectName(f"{prefix}.next")
        self.reply_by.editor.setObjectName(f"{prefix}.reply_by")

    def _connect(self) -> None:
        for name in ("text", "with_whom", "next_step"):
            getattr(self, name).textChanged.connect(self._fields[name].clear)
        for dated in self._dated():
            dated.changed.connect(self._warn)
        self.files.changed.connect(self._fields["files"].clear)
        self.text.textChanged.connect(self.changed)
        for line in (self.with_whom, self.next_step, *(each.editor for each in self._dated())):
            line.textChanged.connect(self.changed)
        for choice in (self.kind, self.direction, self.result, self.after):
            choice.currentIndexChanged.connect(self.changed)
        self.files.changed.connect(self.changed)

    def _dated(self) -> tuple[PeriodEdit, ...]:
        return self.when, self.next_due, self.reply_by

    def show_details(self, shown: bool) -> None:
        """Show or hide what is not always needed: with whom, result, the next step in words, the status after."""
        self._detailed = shown
        for name in _DETAILS:
            self._fields[name].setVisible(shown and (name != "after" or self._has_status))
        self._more.setText(_("Fewer details") if shown else _("With whom, result, next step, status…"))
        self._more.set_icon("chevron-up" if shown else "chevron-down")

    def offer_status(self, kind: Kind | None) -> None:
        """Offer what the record can become: a commitment's progress, a visit's stage, nothing otherwise."""
        words = _STATUSES.get(kind, ()) if kind is not None else ()
        chosen = self.after.word
        self._has_status = bool(words)
        self.after.set_words(words)
        self.after.choose(chosen)
        self.show_details(self._detailed)

    def typed(self) -> Typed:
        """What stands in the form."""
        return Typed(
            self.text.text(),
            self.kind.word,
            self.when.text(),
            self.with_whom.text(),
            self.result.word,
            self.next_step.text(),
            self.next_due.text(),
            self.after.word,
            self.direction.word,
            self.reply_by.text(),
            self.files.paths,
        )

    def restore(self, typed: Typed) -> None:
        """Put back what was typed; an empty day means today."""
        self.text.setPlainText(typed.text)
        self.kind.choose(typed.kind)
        self.when.set_text(typed.when or _("today"))
        self.with_whom.setText(typed.with_whom)
        self.result.choose(typed.result)
        self.next_step.setText(typed.next_step)
        self.next_due.set_text(typed.next_due)
        self.after.choose(typed.after)
        self.direction.choose(typed.direction)
        self.reply_by.set_text(typed.reply_by)
        self.files.set_paths(typed.files)
        self._clear()
        if typed.detailed:
            self.show_details(True)

    def command(self, links: tuple[int, ...], officer: str) -> LogAction | None:
        """What logs the entry; None where a field refuses, which then says why and has the focus."""
        self._clear()
        problem = self._problem()
        if problem is None:
            try:
                return LogAction(_made(self, links, officer), self.files.read())
            except ValidationError as error:
                first = error.errors()[0]
                problem = str(first["loc"][0]), sentence(first, _("Write down what was done."))
            except KnownError as error:
                problem = "files", error.happened
        self.refuse(*problem)
        return None

    def refuse(self, name: str, words: str) -> None:
        """Say beside a field why it cannot be stored, and put the focus there."""
        name = name if name in self._fields else "text"
        if name in _DETAILS:
            self.show_details(True)
        self._fields[name].set_error(words)
        self._fields[name].editor.setFocus(_OTHER)

    def _problem(self) -> tuple[str, str] | None:
        text = self.text.text()
        if len(text) > TEXT_LIMIT:
            return "text", _("At most 100,000 characters; this has {count}.").format(count=len(text))
        day = self.when.period
        if not self.when.valid or day is None or day.earliest is None or day.earliest != day.latest:
            one_day = _("One day, for example today, yesterday or 20 Nov.")
            return "on", one_day if self.when.valid else self.when.problem
        for name, dated in (("next_due", self.next_due), ("reply_by", self.reply_by)):
            if not dated.valid:
                return name, dated.problem
        return None

    def _turn(self) -> None:
        self.show_details(not self._detailed)

    def _clear(self) -> None:
        """No field refuses; what deserves a look still says so."""
        for field in self._fields.values():
            field.clear()
        self._warn()

    def _warn(self) -> None:
        day, warnings = self.when.period, {}
        ahead = day is not None and day.earliest is not None and day.earliest > self._today
        warnings["on"] = _("This day is still to come.") if ahead else ""
        for name, dated in (("next_due", self.next_due), ("reply_by", self.reply_by)):
            latest = dated.period.latest if dated.period else None
            warnings[name] = _("This date has passed.") if latest is not None and latest < self._today else ""
        for name, words in warnings.items():
            if not self._fields[name].refused:
                self._fields[name].set_warning(words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and event.modifiers() & _CTRL:
            self.submitted.emit(bool(event.modifiers() & _SHIFT))
        else:
            super().keyPressEvent(event)


def _lay_out(form: QWidget, theme: Theme, fields: Mapping[str, Field], more: Button) -> None:
    """Put the fields into a grid of two columns."""
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(8))
    for row, names in enumerate(_ROWS):
        for column, name in enumerate(names):
            grid.addWidget(fields[name], row, column, 1, 1 if len(names) == 2 else 2, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(more, len(_ROWS), 0, 1, 2, Qt.AlignmentFlag.AlignLeading)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)


def _made(form: ActionForm, links: tuple[int, ...], officer: str) -> ActionDraft:
    """The entry as its fields say it; ValidationError where it cannot be stored."""
    typed, day = form.typed(), form.when.period
    return ActionDraft.model_validate(
        {
            "text": typed.text,
            "kind": typed.kind or ActionKind.OTHER,
            "on": day.earliest if day else None,
            "by": officer,
            "with_whom": typed.with_whom,
            "direction": typed.direction,
            "result": typed.result,
            "reply_by": form.reply_by.period,
            "next_step": typed.next_step,
            "next_due": form.next_due.period,
            "progress_after": typed.after if isinstance(typed.after, Progress) else None,
            "stage_after": typed.after if isinstance(typed.after, VisitStage) else None,
            "links": links,
        }
    )
