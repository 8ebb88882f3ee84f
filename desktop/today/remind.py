"""Remind me: what of, when, in words, and on which record; set anew or edited."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from db import working_days
from db.commands.base import Hide, short
from db.commands.reminders import AddReminder, ChangeReminder
from db.errors import Conflict, KnownError
from db.queries import records
from db.records.base import Change, Ref, Shape, Title
from db.records.reminders import ReminderDraft
from db.rules.remind_when import Times, Understood, echo, read, said
from db.rules.working_days import WorkingDays
from db.vocabulary import DateField, Edge, Kind
from db.words import N_, _
from desktop.form.dialog import FormDialog
from desktop.form.editors import Editor
from desktop.form.form import Form, Item, blank
from desktop.form.noun import Ask
from desktop.form.spoken import say_of_itself
from desktop.kit import layouts
from desktop.kit.plain import PlainLabel
from desktop.workspace import Edit, Workspace

_WIDTH = 520
EXAMPLES = N_("4 Dec, in 10 working days, when they answer, every Monday")
ABOUT = (
    *(Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT, Kind.ACTION),
    *(Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.SOURCE, Kind.ANNIVERSARY, Kind.QUESTION),
)
"""The kinds of record that somebody can be reminded of."""


class Asked(Shape):
    """What is asked."""

    title: Title
    when: Times
    record: Ref | None = None


class RemindWhen(Editor):
    """A line that reads "in 10 working days" or "every Monday", and says below how it was read. What nobody touches is
    handed back as it was stored."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        inside = QWidget()
        self.line = QLineEdit(inside)
        self._echo = PlainLabel("", "meta", "success", wrap=True, parent=inside)
        self._echo.setObjectName("remind.echo")
        layouts.column(self.line, self._echo, on=inside, gap=4)
        inside.setFocusProxy(self.line)
        super().__init__(inside, parent)
        self._workspace = workspace
        self._given: Times | None = None
        self._shown = ""
        self._found = Understood(None)
        self.line.textChanged.connect(self._read)
        self.line.editingFinished.connect(self._leave)

    @override
    def value(self) -> object:
        return self._given if self._is_as_given() else self._found.times

    @override
    def set_value(self, value: Any) -> None:
        self._given = value
        self._shown = said(value) if value is not None else ""
        self.line.setText(self._shown)
        self._read()

    @override
    def problem(self) -> str:
        return "" if self._is_as_given() or not self.line.text().strip() else self._found.refused

    @override
    def typed(self) -> object:
        return self.line.text()

    @override
    def retype(self, typed: Any) -> None:
        self.line.setText(typed)

    @override
    def lasting(self, typed: Any, said_on: date) -> Any:
        found = self._understood(typed, said_on)
        return said(found.times) if found.times is not None and said_on != self._workspace.today() else typed

    def _is_as_given(self) -> bool:
        return self._given is not None and self.line.text() == self._shown

    def _read(self) -> None:
        today = self._workspace.today()
        self._found = Understood(self._given) if self._is_as_given() else self._understood(self.line.text(), today)
        words = echo(self._found, today)
        if self._found.counted and words:
            words = _("{days} (working days of {country})").format(days=words, country=self._found.counted.upper())
        self._echo.setText(words)
        self._echo.setVisible(bool(words))
        say_of_itself(self.line, words)
        self.changed.emit()

    def _leave(self) -> None:
        self.problem_changed.emit(self.problem())

    def _understood(self, text: str, today: date) -> Understood:
        return read(text, today, self._work)

    def _work(self, country: str) -> WorkingDays | None:
        return self._workspace.ask(partial(working_days.named, words=country))


class ReminderDialog(FormDialog):
    """The form of a reminder or a rule, new or stored; a subclass asks for it and says how it is kept."""

    def __init__(
        self, workspace: Workspace, edit: Edit, titles: tuple[str, str], width: int, parent: QWidget | None
    ) -> None:
        super().__init__("bell", titles[edit.record is not None], width, parent, plain=True)
        self.workspace, self._record, self._version = workspace, edit.record, 0
        self.before: ReminderDraft | None = None
        """What is stored of it; None of a new one."""

    def read(self) -> ReminderDraft:
        """What is stored of it now."""
        card = self.workspace.ask(partial(records.card, today=self.workspace.today(), record_id=self._record or 0))
        assert isinstance(card, records.PlainCard) and isinstance(card.draft, ReminderDraft), "it is a reminder"
        self._version, self.before = card.head.version, card.draft
        return card.draft

    def write(self, draft: ReminderDraft) -> Change | None:
        """Store it; None where nothing is new."""
        if self._record is None:
            return self.workspace.run(AddReminder(draft))
        return self.workspace.run(ChangeReminder(self._record, self._version, draft)) if draft != self.before else None

    def add_buttons(self) -> None:
        """What stands at the foot."""
        self.add_hint(_("Enter saves · Esc keeps the draft"))
        if self._record is not None:
            self.add_button("remind.trash", _("Move to Trash")).clicked.connect(self._to_trash)
        self.add_button("remind.close", _("Close")).clicked.connect(self.reject)
        self.add_submit("remind.save", _("Save"))

    @override
    def refuse(self, error: KnownError) -> None:
        super().refuse(error)
        if isinstance(error, Conflict):
            self.read()  # what is typed replaces it, now that somebody was told

    def _to_trash(self) -> None:
        if self._record is not None and self.workspace.attempt(Hide((self._record,), self.seen)) is not None:
            self.leave()


class RemindDialog(ReminderDialog):
    """The form of one reminder that is set by hand."""

    def __init__(self, workspace: Workspace, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(workspace, edit, (_("Remind me"), _("Edit reminder")), _WIDTH, parent)
        self.setObjectName("dialog.reminder")
        ask = Ask(workspace)
        needed = _("Say when: 4 Dec, in 10 working days, when they answer, every Monday.")
        items = (
            Item("title", _("Remind me of"), ask.line(), needed=_("Say what to remind you of.")),
            Item("when", _("When"), partial(RemindWhen, workspace), hint=_(EXAMPLES), needed=needed),
            Item("record", _("On record"), ask.one(*ABOUT), minor=True),
        )
        self.ask(Form(Asked, items, "remind", columns=1))
        self.form.show_draft(self._beginning(edit))
        self.add_buttons()
        about = getattr(self.form.base, "record", None)
        self.keep_in(workspace, self._named, "remind", edit.record, about, wish=edit, record=edit.record or about)
        self.first().enter()

    def _beginning(self, edit: Edit) -> Asked:
        if edit.record is None:
            return blank(Asked, edit.start or {})
        draft = self.read()
        return Asked(title=draft.title, when=draft.times, record=draft.record)

    @override
    def allows(self, made: Asked) -> bool:
        missing = made.when.on_answer and made.record is None
        if missing:
            self.form.refuse("record", _("An answer comes in on a record: say on which."))
        return not missing

    @override
    def store(self, made: Asked) -> Change | None:
        return self.write(stored(made, self.before, self.workspace.today()))

    def _named(self) -> str:
        title = str(self.form.typed()["title"])
        return _("Reminder “{title}”").format(title=short(title)) if title else _("Reminder")


def stored(made: Asked, before: ReminderDraft | None, today: date) -> ReminderDraft:
    """A reminder as it is kept. What came in before it was set for an answer answers nothing."""
    times = made.when
    waited = before is not None and before.on_answer and times.on_answer
    kept = dict(before) if before is not None else {}
    set_on = before.set_on if waited and before is not None else times.set_on(today)
    return ReminderDraft.model_validate(
        {
            **kept, "title": made.title, "record": made.record, "date_field": DateField.ON, "edge": Edge.OPENING,
            "set_on": set_on, "on": times.on,
            "repeat_days": times.repeat_days, "repeat_months": times.repeat_months, "until": times.until,
            "on_answer": times.on_answer,
        }
    )  # fmt: skip
