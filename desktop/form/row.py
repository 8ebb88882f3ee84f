"""One small form in a list of them: on a card, or as a line; it is moved and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.form import Form
from desktop.kit.buttons import IconButton
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)


class Waiting(NamedTuple):
    """What stands in a row before it has a form: as typed, what of it differs from its draft, the draft they make
    together, and whether that can be stored."""

    typed: dict[str, object]
    changes: dict[str, object]
    draft: Any
    right: bool


class Row(QFrame, Generic[C]):
    """One small form over a draft; `origin` is the place it had in the draft that was shown. The form is made when
    somebody first needs it: of a long list only what comes into sight has any."""

    moved = Signal(object, int)
    """The row, and how far: -1 is up, 1 is down."""
    removed = Signal(object)
    """The row."""
    formed = Signal(object)
    """The row, whose form is there now."""
    seen = Signal(object)
    """The row, which came into sight without a form."""

    def __init__(self, make: Callable[[C, QWidget], Form[C]], draft: C, origin: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._make, self.base = make, draft
        self.origin = origin
        self._form: Form[C] | None = None
        self._waiting: Waiting | None = None
        self._notes: Mapping[str, Note] = {}
        self._first = self._last = False

    @property
    def form(self) -> Form[C]:
        """The form, which is made now if nobody needed it before."""
        if self._form is None:
            form = self._form = self._make(self.base, self)
            waited, self._waiting = self._waiting, None
            self.setMinimumHeight(0)
            self._furnish(form)
            form.retype(waited.changes if waited is not None else {})
            form.set_notes(self._notes)
            if self.isVisible():
                for each in (each for each in self.children() if isinstance(each, QWidget)):
                    each.show()
            self.formed.emit(self)
        return self._form

    def ensure_form(self) -> None:
        """Make the form if nobody needed it before."""
        _form = self.form

    @property
    def has_form(self) -> bool:
        """Whether somebody needed the form already."""
        return self._form is not None

    def wait(self, waiting: Waiting, height: int) -> None:
        """Hold this, as high as its form would be, until the form is needed."""
        self._waiting = waiting
        self.setMinimumHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._form is None:
            self.seen.emit(self)

    def typed(self) -> dict[str, object]:
        """What stands in every field, as typed."""
        return self._waiting.typed if self._waiting is not None else self.form.typed()

    def changes(self) -> dict[str, object]:
        """What stands in the fields that differ from what was shown."""
        return self._waiting.changes if self._waiting is not None else self.form.changes()

    def draft(self) -> C:
        """What would be stored; `is_right` says whether it can be."""
        if self._waiting is not None:
            draft: C = self._waiting.draft
            return draft
        return self.form.checked()[0] or self.form.unchecked()

    def is_right(self) -> bool:
        """Whether it can be stored; a field that refuses says why."""
        return (self._waiting is not None and self._waiting.right) or self.form.made() is not None

    def refused(self) -> tuple[str, ...]:
        """The fields that refuse what stands in them."""
        return self._form.refused() if self._form is not None else ()

    def set_notes(self, notes: Mapping[str, Note]) -> None:
        """Show beside each field what sources say of it."""
        self._notes = notes
        if self._form is not None:
            self._form.set_notes(notes)

    def place(self, first: bool, last: bool) -> None:
        """Know whether it can be moved up or down."""
        self._first, self._last = first, last
        if self._form is not None:
            self._allow()

    def _furnish(self, form: Form[C]) -> None:
        """Lay out the form and its buttons."""

    def _allow(self) -> None:
        """Offer what can be done with it where it stands."""

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
    """A form on a card, with its buttons beside it; `noun` is what it is called inside a sentence."""

    def __init__(
        self, make: Callable[[C, QWidget], Form[C]], draft: C, origin: int | None, parent: QWidget, noun: str
    ) -> None:
        super().__init__(make, draft, origin, parent)
        self._noun = noun
        self.setProperty("card", True)

    @override
    def _furnish(self, form: Form[C]) -> None:
        theme = current()
        self.up = IconButton("chevron-up", _("Move {noun} up").format(noun=self._noun), self)
        self.down = IconButton("chevron-down", _("Move {noun} down").format(noun=self._noun), self)
        self.away = IconButton("x", _("Remove {noun}").format(noun=self._noun), self)
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
        self._allow()

    @override
    def _allow(self) -> None:
        self.up.setEnabled(not self._first)
        self.down.setEnabled(not self._last)


class LineRow(Row[C]):
    """A form as one line; under it what is wrong with it. Its menu, and keys, move it and take it away; `more` is what
    the menu says that shows what is seldom needed."""

    def __init__(
        self,
        make: Callable[[C, QWidget], Form[C]],
        draft: C,
        origin: int | None,
        parent: QWidget,
        noun: str,
        more: str = "",
    ) -> None:
        super().__init__(make, draft, origin, parent)
        self._noun, self._more = noun, more

    @override
    def _furnish(self, form: Form[C]) -> None:
        theme = current()
        self._tools = IconButton("ellipsis", _("Move or remove this {noun}").format(noun=self._noun), self)
        self._tools.clicked.connect(self._offer)
        form.changed.connect(self._allow)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        line.addWidget(form, 1)
        line.addWidget(self._tools, alignment=Qt.AlignmentFlag.AlignTop)
        self._allow()

    @property
    @override
    def blank(self) -> bool:
        return self.origin is None and not self.changes()

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

    @override
    def _allow(self) -> None:
        """Nothing is moved or removed where nothing stands."""
        self._tools.setEnabled(not self.blank)
