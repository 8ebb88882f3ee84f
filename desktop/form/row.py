"""One small form in a list of them: on a card, or as a line; it is moved and taken away."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.editors import Editor
from desktop.form.form import Form
from desktop.kit.buttons import IconButton
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)


class Row(QFrame, Generic[C]):
    """One small form; `origin` is the place it had in the draft that was shown."""

    moved = Signal(object, int)
    """The row, and how far: -1 is up, 1 is down."""
    removed = Signal(object)
    """The row."""

    def __init__(self, form: Form[C], origin: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        form.setParent(self)  # before its buttons: Tab comes to it first
        self.form = form
        self.origin = origin

    def place(self, first: bool, last: bool) -> None:
        """Know whether it can be moved up or down."""

    @property
    def blank(self) -> bool:
        """Whether nobody wrote anything into it yet."""
        return False

    def first_cell(self) -> Editor:
        """Where one begins to write into it."""
        return next(iter(self.form.editors.values()))

    def move_up(self) -> None:
        """Change places with the row above."""
        self.moved.emit(self, -1)

    def move_down(self) -> None:
        """Change places with the row below."""
        self.moved.emit(self, 1)

    def remove(self) -> None:
        """Go away."""
        self.removed.emit(self)


class CardRow(Row[C]):
    """A form on a card, with its buttons beside it."""

    def __init__(self, form: Form[C], noun: str, origin: int | None, parent: QWidget) -> None:
        super().__init__(form, origin, parent)
        theme = current()
        self.setProperty("card", True)
        self.up = IconButton("chevron-up", _("Move {noun} up").format(noun=noun), self)
        self.down = IconButton("chevron-down", _("Move {noun} down").format(noun=noun), self)
        self.away = IconButton("x", _("Remove {noun}").format(noun=noun), self)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.away.clicked.connect(self.remove)
        tools = QVBoxLayout()
        tools.setSpacing(0)
        for button in (self.away, self.up, self.down):
            tools.addWidget(button)
        tools.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(4), theme.px(8))
        line.setSpacing(theme.px(4))
        line.addWidget(form, 1)
        line.addLayout(tools)

    @override
    def place(self, first: bool, last: bool) -> None:
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)


class LineRow(Row[C]):
    """A form as one line; under it what is wrong with it. Its menu, and keys, move it and take it away; `more` is what
    the menu says that shows what is seldom needed."""

    def __init__(self, form: Form[C], noun: str, origin: int | None, parent: QWidget, more: str = "") -> None:
        super().__init__(form, origin, parent)
        theme = current()
        self._first = self._last = False
        self._noun, self._more = noun, more
        self._tools = IconButton("ellipsis", _("Move or remove this {noun}").format(noun=noun), self)
        self._tools.clicked.connect(self._offer)
        form.changed.connect(self._allow)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        line.addWidget(form, 1)
        line.addWidget(self._tools, alignment=Qt.AlignmentFlag.AlignTop)
        self._fresh = form.typed()
        self._allow()

    @property
    @override
    def blank(self) -> bool:
        return self.origin is None and self.form.typed() == self._fresh

    @override
    def place(self, first: bool, last: bool) -> None:
        self._first, self._last = first, last

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("menu.line")
        up = menu.addAction(current().icon("chevron-up"), _("Move up\tAlt+↑"), self.move_up)
        down = menu.addAction(current().icon("chevron-down"), _("Move down\tAlt+↓"), self.move_down)
        up.setEnabled(not self._first)
        down.setEnabled(not self._last)
        menu.addAction(current().icon("x"), _("Remove {noun}\tAlt+Del").format(noun=self._noun), self.remove)
        if self._more:
            menu.addSeparator()
            menu.addAction(current().icon("ellipsis"), self._more, self._unfold)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._tools.mapToGlobal(QPoint(0, self._tools.height())))

    def _unfold(self) -> None:
        """Show what is seldom needed."""
        self.form.show_all(True)

    def _allow(self) -> None:
        """Nothing is moved or removed where nothing stands."""
        self._tools.setEnabled(not self.blank)
