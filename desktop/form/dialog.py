"""What every form has around it: a title, room that scrolls, a message, and the buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.errors import BugError, Conflict, FieldError, KnownError
from db.records.base import Change
from db.words import _
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import drafts_of
from desktop.form.editors import Editor
from desktop.form.enter import Enter
from desktop.form.form import Form
from desktop.kit import layouts
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.plain import ElidedLabel, Icon, PlainLabel
from desktop.kit.theme import current, set_air
from desktop.workspace import Workspace, save_a_copy

_LARGEST_SHARE = 0.9


class FormDialog(QDialog):
    """A window over the program; Ctrl+Enter submits, where it is `plain` Enter too; Esc closes and keeps what was
    typed."""

    saved = Signal(object)
    """The `Change` that was made."""

    def __init__(self, icon: str, title: str, width: int, parent: QWidget | None = None, plain: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._wide = width
        self.goes_on = False
        """Whether another one can be begun once this one is stored."""
        self.draft: Autosave | None = None
        self.seen = 0
        """What somebody has seen who answers, for the commands that are decided on here."""
        self._look: Callable[[], int] = int
        self._copy_wanted: Callable[[], object] | None = None
        self._offers_copy = False
        self.form: Form[Any]
        self._inside = QWidget()
        self._inside.setProperty("page", True)
        self.body = QVBoxLayout(self._inside)
        self._area = layouts.scrolling(self, self._inside)
        self._inside.installEventFilter(self)
        self._banner = Banner("", "critical", parent=self)
        self._banner.pressed.connect(self._answer)
        self._banner.hide()
        self._foot = QHBoxLayout()
        Enter(self, plain).submitted.connect(self.submit)
        self._lay_out(icon, title)

    def _lay_out(self, icon: str, title: str) -> None:
        head = layouts.row(
            Icon(icon, "accent", 20, self), (PlainLabel(title, "h2", parent=self), 1), margins=(20, 16, 20, 8), gap=10
        )
        set_air(self.body, (20, 4, 20, 8), (12,))
        set_air(self._foot, (20, 12, 20, 16), (8,))
        note = layouts.row(self._banner, margins=(20, 0, 20, 0))
        # The outline is seen where the form scrolls, too.
        edge = (1, 1, 1, 1)
        layouts.column(head, (self._area, 1), note, layouts.rule(self), self._foot, on=self, margins=edge, gap=0)

    def add_hint(self, words: str) -> None:
        """Words at the start of the foot."""
        self._foot.addWidget(ElidedLabel(words, "meta", "text2", parent=self), 1)

    def add_submit(self, name: str, text: str, again: str = "") -> None:
        """The buttons that store: `again` is what the one says that begins another."""
        self.goes_on = bool(again)
        if again:
            self.add_button(f"{name.partition('.')[0]}.again", again).clicked.connect(self._submit_again)
        self.add_button(name, text, primary=True).clicked.connect(self._submit)

    def add_button(self, name: str, text: str, primary: bool = False) -> Button:
        """A button at the end of the foot."""
        button = Button(text, variant="primary" if primary else "quiet", parent=self)
        button.setObjectName(name)
        self._foot.addWidget(button)
        return button

    def say(self, words: str, *buttons: str) -> None:
        """A message above the buttons, with more buttons where that helps; "" takes it away."""
        self._offers_copy = False
        self._banner.set_message(words, "critical", buttons)
        self._banner.setVisible(bool(words))

    def ask(self, form: Form[Any], taken: str = "") -> None:
        """Put the form at the end of what is shown; no Alt key of its labels is in `taken`."""
        self.form = form
        form.mark_letters(taken)
        self.body.addWidget(form)
        self.body.addStretch(1)

    def keep_in(
        self, workspace: Workspace, name: Callable[[], str], *about: object, wish: object, record: int | None
    ) -> bool:
        """Keep what is typed until it is stored or emptied; whether something that was typed earlier is back."""
        drafts, self._look, self._copy_wanted = drafts_of(workspace), workspace.seen, workspace.copy_wanted.emit
        self.seen = self._look()
        self.draft = Autosave(drafts, self.form, name, *about, wish=wish, record=record, parent=self)
        return self.draft.bring_back()

    def submit(self, again: bool) -> None:
        """Store what was typed, and close; `again`: begin another one, where that can be."""
        made = self.form.made()
        if made is None or not self.allows(made):
            self._show_refused()
            return
        try:
            change = self.store(made)
        except KnownError as error:
            self.refuse(error)
            return
        self.say("")
        self.seen = self._look()
        if change is not None:
            self.saved.emit(change)
        if again and self.goes_on:
            self.form.show_draft(self.another(made))
            if self.draft is not None:
                self.draft.keep()
            self.first().enter()
            self._area.verticalScrollBar().setValue(0)  # the title above the first field is seen, too
        else:
            self.leave()

    def allows(self, made: Any) -> bool:
        """Whether what was made can be stored; a field that is to blame says why not."""
        return True

    def store(self, made: Any) -> Change | None:
        """Store it; None where nothing is new. A KnownError is said on the form, which stays."""
        raise BugError(f"{type(self).__name__} must say how it stores {made}")

    def another(self, made: Any) -> Any:
        """The draft with which another one begins."""
        raise BugError(f"{type(self).__name__} begins no other after {made}")

    def first(self) -> Editor:
        """The editor in which another one begins."""
        return next(iter(self.form.editors.values()))

    def refuse(self, error: KnownError) -> None:
        """Say why it was not stored, beside the field that is to blame if there is one; what was typed stays. What
        others changed meanwhile is said with it, so it was seen when this is tried again."""
        if isinstance(error, Conflict):
            self.seen = self._look()
        if isinstance(error, FieldError) and self.form.refuse(error.field, error.happened):
            self._show_refused()
        elif error.helped_by_copy and self._copy_wanted is not None:
            self.offer_copy(error.sentence)
        else:
            self.say(error.sentence)

    def offer_copy(self, words: str) -> None:
        """Say why nothing can be stored at the place of the register, with a button that saves all of it elsewhere."""
        self.say(f"{words} {_('What is typed here goes along with the copy.')}", save_a_copy())
        self._offers_copy = True

    def answer(self, button: int) -> None:
        """A button of the message was pressed, the first is 0."""

    def _show_refused(self) -> None:
        refused = self.form.refused()
        if refused:
            self.bring_into_view(self.form.fields[refused[0]])

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll until a widget is seen."""
        self._area.ensureWidgetVisible(widget, current().px(20), current().px(40))

    def leave(self) -> None:
        """What was typed is stored: forget it and close."""
        if self.draft is not None:
            self.draft.forget()
            self.draft.stop()
            self.draft = None
        self.accept()

    @override
    def reject(self) -> None:
        """Esc and the window's close button lead here."""
        if self.draft is not None:
            self.draft.keep()
        super().reject()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the form, for instance when a field says what is wrong with it."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside and self.isVisible():
            wanted = self._wanted_height()
            if wanted > self.height():
                self.resize(self.width(), wanted)
        return False

    def _submit(self) -> None:
        self.submit(False)

    def _submit_again(self) -> None:
        self.submit(True)

    def _answer(self, button: int) -> None:
        if self._offers_copy and self._copy_wanted is not None:
            self._copy_wanted()
        else:
            self.answer(button)

    def _fit(self) -> None:
        """As wide as asked and as high as the form, within the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(current().px(self._wide), round(room.width() * _LARGEST_SHARE)), self.height())
        self.resize(self.width(), self._wanted_height())

    def _wanted_height(self) -> int:
        inside = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else 0
        inside = max(inside, self.body.totalSizeHint().height(), self.body.totalMinimumSize().height())
        outside = self.sizeHint().height() - self._area.sizeHint().height()
        return min(inside + outside, round(self.screen().availableGeometry().height() * _LARGEST_SHARE))
