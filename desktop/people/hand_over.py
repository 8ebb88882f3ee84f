"""An office changes hands: who takes it, since when, and what it owes that is to be reconfirmed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from db.commands.people import HandOver
from db.errors import FieldError, KnownError
from db.queries import people
from db.records.base import Change, Link, Period, Ref, Shape
from db.vocabulary import Capacity, Kind
from db.words import _
from desktop.form.dialog import FormDialog
from desktop.form.editors import Editor
from desktop.form.form import Form, Item, blank
from desktop.form.noun import Ask
from desktop.kit.plain import PlainLabel, set_tip
from desktop.workspace import Go, Workspace

_WIDTH = 560


class HandOverDraft(Shape):
    """What is asked when an office changes hands: the new holder, and which promises are to be looked at again when."""

    to: Ref
    since: Period
    capacity: Capacity = Capacity.HOLDER
    promises: tuple[Ref, ...] = ()
    review: Period | None = None


class _Promises(Editor):
    """Promises of an office, each ticked or not."""

    def __init__(self, promises: Sequence[Link], parent: QWidget) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._boxes = {each.id: _box(each, inside) for each in promises}
        for box in self._boxes.values():
            box.toggled.connect(self.changed)
            column.addWidget(box)

    @override
    def value(self) -> object:
        return tuple(promise for promise, box in self._boxes.items() if box.isChecked())

    @override
    def set_value(self, value: Any) -> None:
        for promise, box in self._boxes.items():
            box.setChecked(promise in value)


def _box(promise: Link, parent: QWidget) -> QCheckBox:
    box = QCheckBox(" ".join(promise.title.split()).replace("&", "&&"), parent)
    set_tip(box, promise.title)
    return box


class HandOverDialog(FormDialog):
    """Asks for the new holder; the open promises of the office are listed, each to be looked at again or not."""

    def __init__(self, workspace: Workspace, office: Link, parent: QWidget | None = None) -> None:
        title = _("The office changes hands")
        super().__init__("users", title, _WIDTH, parent)
        self.setObjectName("dialog.hand_over")
        self._workspace, self._office = workspace, office
        promises = workspace.ask(partial(people.obligations, office=office.id))
        self.body.addWidget(PlainLabel(office.title, "medium", wrap=True, parent=self))
        self.ask(Form(HandOverDraft, _items(Ask(workspace), promises), "field.hand_over", columns=1))
        start = {"promises": tuple(each.id for each in promises)}
        self.form.show_draft(blank(HandOverDraft, start))
        if promises:
            self.form.editors["review"].take(_("in 30 days"))
            self.form.settle()
        else:
            none = _("The office owes nothing that is open.")
            self.body.insertWidget(2, PlainLabel(none, "meta", "text2", wrap=True, parent=self))
        self.add_hint(_("Ctrl+Enter saves · Esc keeps the draft"))
        self.add_button("hand_over.close", _("Close")).clicked.connect(self.reject)
        self.add_submit("hand_over.save", _("Hand over"))
        wish = Go("people", None, office.id, asks=(office,))
        self.keep_in(workspace, self._named, "hand over", office.id, wish=wish, record=office.id)
        self.first().enter()

    @override
    def store(self, made: HandOverDraft) -> Change:
        to, since, promises, review = made.to, made.since, made.promises, made.review
        return self._workspace.run(HandOver(self._office.id, to, since, promises, review, made.capacity, self.seen))

    @override
    def refuse(self, error: KnownError) -> None:
        """What the register says against a term of office is about its beginning."""
        super().refuse(FieldError("since", error.happened) if isinstance(error, FieldError) else error)

    def _named(self) -> str:
        return _("“{office}” changes hands").format(office=self._office.title)


def _items(ask: Ask, promises: Sequence[Link]) -> tuple[Item, ...]:
    who, begins = _("Choose who takes it up."), _("Say when the new term begins.")
    items = (
        Item("to", _("Who takes it up"), ask.one(Kind.PERSON), needed=who),
        Item("since", _("Since when"), ask.when(past=None, happens=True), needed=begins),
        Item("capacity", _("Capacity"), ask.pick(Capacity)),
    )
    if not promises:
        return items
    said = _("These promises stay with the office. Reconfirm with the new holder:")
    return (
        *items,
        Item("promises", said, partial(_Promises, promises)),
        Item("review", _("Look at them again by"), ask.when()),
    )
