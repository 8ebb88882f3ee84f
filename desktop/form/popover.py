"""A question of several fields in a small pop-up: what is typed is kept until it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import FieldError, KnownError
from db.records.base import Shape
from desktop.form.form import Form
from desktop.form.line_popover import Popover


class FormPopover(Popover):
    """Shows a draft in a form, the focus in its field `first`; answers the draft with what was typed."""

    def __init__(
        self, question: str, verb: str, hint: str, form: Form[Any], draft: Shape, first: str, parent: QWidget
    ) -> None:
        super().__init__(question, verb, parent, hint)
        self.form = form
        form.setParent(self)
        form.show_draft(draft)
        form.mark_letters("")
        self.column.insertWidget(1, form)
        form.changed.connect(self.changed)
        form.editors[first].enter()

    @override
    def kept(self) -> object:
        return self.form.kept()

    @override
    def stood(self) -> Mapping[str, object]:
        return self.form.stood()

    @override
    def bring_back(self, kept: Any, said_on: date) -> None:
        self.form.bring_back(kept, said_on)

    @override
    def finish(self) -> None:
        made = self.form.made()
        if made is not None:
            self.answer(made)

    def refuse_because(self, error: KnownError) -> None:
        """Say why it was not stored, beside the field that is to blame if there is one; what was typed stays."""
        if not (isinstance(error, FieldError) and self.form.refuse(error.field, error.happened)):
            self.refuse(error.sentence)

    @override
    def event(self, event: QEvent) -> bool:
        """Grow when a field says what is wrong with it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.adjustSize()
        return done
