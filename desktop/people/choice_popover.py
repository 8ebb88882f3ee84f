"""One question in a small pop-up whose answer is one of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.form.line_popover import Popover
from desktop.kit.choice import QuietBox


class ChoicePopover(Popover):
    """Asks which of these; each is a label and what is answered with it."""

    def __init__(self, question: str, verb: str, choices: Sequence[tuple[str, object]], parent: QWidget) -> None:
        super().__init__(question, verb, parent)
        self.setObjectName("popover.choice")
        self._choices = tuple(choices)
        self.box = QuietBox(self)
        self.box.setObjectName("popover.choice.box")
        self.box.setAccessibleName(question)
        self.box.addItems([label for label, _ in self._choices])
        self.column.insertWidget(1, self.box)
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def finish(self) -> None:
        self.answer(self._choices[self.box.currentIndex()][1])
