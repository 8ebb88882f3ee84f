"""The form of a rule of reminders, with what it would remind of in the year to come beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from pydantic import Field, ValidationError
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import short
from db.queries import records
from db.queries.forecast import forecast
from db.records.base import Change, Shape, Title
from db.records.refusals import sentence
from db.records.reminders import ReminderDraft
from db.rules.reminders import KINDS as HAVING
from db.vocabulary import DateField, Edge, Kind, Known
from db.words import N_, _, ngettext
from desktop.form.editors import Day, OneOf
from desktop.form.form import Form, Item, blank
from desktop.form.noun import Ask
from desktop.kit import layouts
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import RowList
from desktop.page.panel import ROWS_INSET, Panel
from desktop.today.remind import ReminderDialog
from desktop.today.rows import reminder_row
from desktop.workspace import Edit, Workspace

_WIDTH = 980
_LOOKS_AFTER_MS = 250
RULE = "rule"
"""What a wish for a new rule begins with."""
Side = tuple[Edge, int]
"""From which end of a date it is counted, and which way: -1 is before."""
_SIDES: dict[Side, str] = {
    (Edge.CLOSE, -1): N_("before its end"),
    (Edge.CLOSE, 1): N_("after its end"),
    (Edge.OPENING, -1): N_("before its beginning"),
    (Edge.OPENING, 1): N_("after its beginning"),
    (Edge.SHARE, 1): N_("when a share of it is used"),
}
_ASKED_AS = {"offset_days": "days", "offset_months": "months", "edge": "side"}
"""Where a field of the draft is asked for under another name."""
_PERCENT = 100


def is_rule(workspace: Workspace, edit: Edit) -> bool:
    """Whether a rule is to be added or edited, and no reminder that is set by hand."""
    if edit.record is None:
        return RULE in (edit.start or {})
    card = workspace.ask(partial(records.card, today=workspace.today(), record_id=edit.record))
    draft = getattr(card, "draft", None)
    return isinstance(draft, ReminderDraft) and not draft.is_personal


class RuleAsked(Shape):
    """What is asked."""

    title: Title
    kind: Kind | None = None
    date_field: DateField = DateField.DUE
    known: Known | None = None
    side: Side = (Edge.CLOSE, -1)
    share: float | None = Field(default=None, ge=0, le=_PERCENT)
    days: int = Field(default=0, ge=0, le=3650)
    months: int = Field(default=0, ge=0, le=120)
    repeat_days: int | None = Field(default=None, ge=1, le=3650)
    repeat_months: int | None = Field(default=None, ge=1, le=120)
    until: date | None = None
    stop_before_close: int | None = Field(default=None, ge=0, le=3650)

    @classmethod
    def of(cls, draft: ReminderDraft) -> RuleAsked:
        """A rule as it is asked for."""
        after = draft.edge is Edge.SHARE or draft.offset_days > 0 or draft.offset_months > 0
        same = {name: getattr(draft, name) for name in cls.model_fields if name in ReminderDraft.model_fields}
        used = None if draft.share is None else draft.share * _PERCENT
        counted = {"side": (draft.edge, 1 if after else -1), "share": used}
        return cls(**{**same, **counted, "days": abs(draft.offset_days), "months": abs(draft.offset_months)})

    def stored(self, before: ReminderDraft | None) -> ReminderDraft:
        """The rule as it is kept; ValidationError where it could never fire."""
        edge, way = self.side
        shared = edge is Edge.SHARE
        same = {name: value for name, value in dict(self).items() if name in ReminderDraft.model_fields}
        counted = {
            "edge": edge,
            "share": self.share / _PERCENT if shared and self.share is not None else None,
            "offset_days": 0 if shared else way * self.days,
            "offset_months": 0 if shared else way * self.months,
        }
        return ReminderDraft.model_validate({**dict(before or ()), **same, **counted})


class _LastDay(Day):
    """A day, or none."""

    @override
    def problem(self) -> str:
        return super().problem() if self.edit.text().strip() else ""


class _Count(Panel):
    """What the rule would remind of: how often, and the first of it."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("In the next year"), "calendar-clock", inset=ROWS_INSET, parent=parent)
        self.setObjectName("rule.forecast")
        self._workspace = workspace
        self._said = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._said.setObjectName("rule.forecast.said")
        self._list = RowList(_("In the next year"), self)
        self._list.setObjectName("rule.forecast.list")
        self.body.addLayout(layouts.row(self._said, margins=(ROWS_INSET, 0, ROWS_INSET, 0)))
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def show_draft(self, draft: ReminderDraft | None) -> None:
        """Count what a rule would remind of; None says what is missing."""
        today = self._workspace.today()
        found = self._workspace.ask(partial(forecast, draft=draft, today=today)) if draft is not None else None
        first = found.first if found is not None else ()
        self._list.set_rows([reminder_row(line, today) for line in first])
        self._list.setVisible(bool(first))
        self.set_count(found.total if found is not None else None)
        many = found.waiting if found is not None else 0
        waiting = ngettext("{count} promise waits for a visit.", "{count} promises wait for a visit.", many)
        waiting = waiting.format(count=f"{many:,}") if many else ""
        if found is None:
            self._said.setText(_("Said once the form can be read."))
        elif not found.total:
            self._said.setText(waiting or _("Nothing, by the dates there are now."))
        else:
            left = found.total - len(first)
            more = ngettext("The first of it; {count} more follows.", "The first of it; {count} more follow.", left)
            said = more.format(count=f"{left:,}") if left else _("All of it:")
            self._said.setText(f"{waiting} {said}".strip())


class RuleDialog(ReminderDialog):
    """The form of one rule of the officer's own."""

    def __init__(self, workspace: Workspace, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(workspace, edit, (_("Add a rule"), _("Edit rule")), _WIDTH, parent)
        self.setObjectName("dialog.rule")
        self.form = Form(RuleAsked, _items(workspace), "rule")
        self.form.mark_letters("")
        self._count = _Count(workspace, self)
        self.body.addLayout(layouts.row((self.form, 3), (self._count, 2), gap=20))
        self.body.addStretch(1)
        self._waiting = QTimer(self, interval=_LOOKS_AFTER_MS, singleShot=True)
        self._waiting.timeout.connect(self.count)
        self.form.changed.connect(self._follow)
        begun = blank(RuleAsked, {name: each.get_default() for name, each in RuleAsked.model_fields.items()})
        self.form.show_draft(RuleAsked.of(self.read()) if edit.record is not None else _without_title(begun))
        self.add_buttons()
        self.keep_in(workspace, self._named, "rule", edit.record, wish=edit, record=edit.record)
        self._follow()
        self.count()
        self.first().enter()

    def count(self) -> None:
        """Say what the rule would remind of, as far as it can be read; it needs no name for that."""
        asked = self.form.values()
        try:
            made = RuleAsked.model_validate({**asked, "title": asked["title"] or "…"})
            draft = made.stored(self.before) if not self.form.editors["until"].problem() else None
        except ValidationError:
            draft = None
        self._count.show_draft(draft)

    @override
    def allows(self, made: RuleAsked) -> bool:
        return not self.form.refuse_all(_refusals(made, self.before))

    @override
    def store(self, made: RuleAsked) -> Change | None:
        return self.write(made.stored(self.before))

    def _follow(self) -> None:
        """Ask for what the side needs: a share, or days and months."""
        side = self.form.values()["side"]
        shared = isinstance(side, tuple) and side[0] is Edge.SHARE
        for name, asked in (("share", shared), ("days", not shared), ("months", not shared)):
            self.form.offer(name, asked)
        self._waiting.start()

    def _named(self) -> str:
        title = str(self.form.typed()["title"])
        return _("Rule “{title}”").format(title=short(title)) if title else _("Rule of reminders")


def _without_title(begun: RuleAsked) -> RuleAsked:
    return begun.model_copy(update={"title": ""})


def _refusals(made: RuleAsked, before: ReminderDraft | None) -> Mapping[str, str]:
    """What speaks against the rule, by the field that asks for it."""
    try:
        made.stored(before)
    except ValidationError as error:
        said = {str(each["loc"][0]): sentence(each) for each in error.errors() if each["loc"]}
        missing = "share" if made.share is None else "known"
        asked: dict[str, Any] = {**_ASKED_AS, "edge": missing if made.side[0] is Edge.SHARE else "side"}
        return {asked.get(name, name): words for name, words in said.items()}
    return {}


def _items(workspace: Workspace) -> tuple[Item, ...]:
    ask, number = Ask(workspace), _("A whole number.")
    kinds = sorted({kind for having in HAVING.values() for kind in having if kind is not Kind.REMINDER})
    every = ((_("all that have the date"), None), *((kind.label, kind) for kind in kinds))
    dates = tuple((field.label, field) for field in DateField if field is not DateField.ON)
    sides = tuple((_(words), side) for side, words in _SIDES.items())
    return (
        Item("title", _("What it is called"), ask.line(), wide=True, needed=_("Give the rule a name.")),
        Item("kind", _("Which records"), partial(OneOf, every)),
        Item("date_field", _("Which date"), partial(OneOf, dates)),
        Item("known", _("Where it is known to the"), ask.pick(Known, _("however exactly"))),
        Item("side", _("When"), partial(OneOf, sides)),
        Item("days", _("Days"), ask.number(), wrong=number),
        Item("months", _("Months"), ask.number(), wrong=number),
        Item("share", _("Share used, in %"), ask.number(), wide=True, wrong=_("A number from 0 to 100.")),
        Item("repeat_days", _("Again every … days"), ask.number(), wrong=number),
        Item("repeat_months", _("Again every … months"), ask.number(), wrong=number),
        Item("until", _("At the latest on"), partial(_LastDay, workspace.today())),
        Item("stop_before_close", _("Stops … days before the end"), ask.number(), wrong=number),
    )
