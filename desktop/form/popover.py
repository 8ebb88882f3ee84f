"""A question of several fields in a small pop-up: what is typed is kept until it is answered."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

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
        form.changed.connect(self.note)
        form.editors[first].enter()

    @override
    def typed(self) -> object:
        return self.form.changes()

    @override
    def retype(self, typed: Any) -> None:
        self.form.retype(typed)

    @override
    def finish(self) -> None:
        made = self.form.made()
        if made is not None:
            self.answer(made)
