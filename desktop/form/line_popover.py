"""One question in a small pop-up, a line of text or a date in words: Enter answers, Esc leaves all as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from db.rules.periods import Period
from db.words import N_, _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import Drafts
from desktop.form.enter import Enter
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current


class Popover(QFrame):
    """A question over the window; a subclass puts an editor into it and says what is answered."""

    answered = Signal(object)
    changed = Signal()
    """Somebody is typing."""

    def __init__(self, question: str, verb: str, parent: QWidget, hint: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.draft: Autosave | None = None
        """What is typed, kept until whoever was answered forgets it."""
        self.setProperty("popover", "window")  # square: nothing is seen through its corners
        theme = current()
        self.question = PlainLabel(question, "metas", "text2", parent=self)
        self.refusal = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self.refusal.hide()
        self._do = Button(verb, variant="primary", parent=self)
        self._do.clicked.connect(self.finish)
        foot = QHBoxLayout()
        foot.addWidget(PlainLabel(hint or _("Enter · Esc closes"), "caption", "text3", parent=self))
        foot.addStretch(1)
        foot.addWidget(self._do)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.px(12),) * 4)
        self.column.setSpacing(theme.px(6))
        self.column.addWidget(self.question)
        self.column.addWidget(self.refusal)
        self.column.addLayout(foot)
        self.setMinimumWidth(theme.px(340))
        Enter(self, plain=True).submitted.connect(self._submit)

    def finish(self) -> None:
        """Answer, or say why what stands there is no answer."""

    def answer(self, value: object) -> None:
        """Say the answer and close."""
        self.close()
        self.answered.emit(value)

    def kept(self) -> object:
        """What would be missed if it were lost."""
        return None

    def stood(self) -> Mapping[str, object]:
        """What stood there does not matter: nobody else writes it."""
        return {}

    def bring_back(self, kept: Any, said_on: date) -> None:
        """Put back what was kept."""

    def keep_in(self, drafts: Drafts, name: str, *about: object, wish: object, record: int | None) -> Autosave:
        """Keep what is typed, under the name a person knows it by, until it is stored or emptied."""
        self._name = name
        self.draft = Autosave(drafts, self, self._named, *about, wish=wish, record=record, parent=self)
        self.draft.bring_back()
        return self.draft

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.refusal.setText(sentence)
        self.refusal.show()
        self.adjustSize()

    def open_at(self, corner: QPoint) -> None:
        """Open at a place of the screen, moved so that all of it is seen."""
        self.adjustSize()
        self._keep_on_screen(corner)
        self.show()

    def _keep_on_screen(self, corner: QPoint) -> None:
        room = self.screen().availableGeometry()
        x = min(max(room.left(), corner.x()), room.right() - self.width())
        y = min(max(room.top(), corner.y()), room.bottom() - self.height())
        self.move(x, y)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What grows with an answer stays on the screen."""
        super().resizeEvent(event)
        if self.isVisible():
            self._keep_on_screen(self.pos())

    def _named(self) -> str:
        return self._name

    def _submit(self, again: bool) -> None:
        self.finish()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.draft is not None:
            self.draft.keep()
            self.draft.stop()
        super().closeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


KEEPS = N_("Empty leaves each as it is · “-” clears all")
"""How a question about several records that differ is answered: what is theirs is not lost by a mere Enter."""
_CLEARS = "-"


class LinePopover(Popover):
    """Asks for a line; `needed` says why an empty one is no answer, "" where it is. Where it `keeps`, an empty one
    changes nothing and - is the empty answer."""

    def __init__(
        self,
        question: str,
        verb: str,
        parent: QWidget,
        text: str = "",
        needed: str = "",
        hint: str = "",
        keeps: bool = False,
    ) -> None:
        super().__init__(question, verb, parent, _(KEEPS) if keeps else hint)
        self._keeps = keeps
        self.setObjectName("popover.line")
        self._needed, self._given = needed, text
        self.line = QLineEdit(text, self)
        self.line.setObjectName("popover.line.text")
        self.line.setAccessibleName(question)
        self.line.selectAll()
        self.line.textChanged.connect(self.changed)
        self.column.insertWidget(1, self.line)
        self._held = True
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key that asked the question may still be held: until another one is pressed, it writes nothing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._held = self._held and event.isAutoRepeat()
            return self._held
        return False

    @override
    def kept(self) -> object:
        return self.line.text() if self.line.text() != self._given else None

    @override
    def bring_back(self, kept: Any, said_on: date) -> None:
        self.line.setText(str(kept))

    @override
    def finish(self) -> None:
        text = self.line.text().strip()
        if self._needed and not text:
            self.refuse(self._needed)
        elif self._keeps and not text:
            self.close()
        else:
            self.answer("" if self._keeps and text == _CLEARS else text)


class PeriodPopover(Popover):
    """Asks for a date in words; none, or no date, takes it away. Where it `keeps`, an empty line changes nothing."""

    def __init__(self, question: str, verb: str, today: date, parent: QWidget, keeps: bool = False) -> None:
        super().__init__(question, verb, parent, _(KEEPS) if keeps else "")
        self._keeps = keeps
        self.setObjectName("popover.period")
        self.period = PeriodEdit(today, question)
        self.period.editor.setObjectName("popover.period.text")
        # Room for "three months after signature" and, beside it, for what that is as a day.
        self.period.editor.setMinimumWidth(current().px(220))
        self.setMinimumWidth(current().px(500))
        self.period.changed.connect(self.refusal.hide)
        self.column.insertWidget(1, self.period)
        self.period.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def kept(self) -> object:
        return self.period.text() or None

    @override
    def bring_back(self, kept: Any, said_on: date) -> None:
        self.period.set_text(str(kept))

    @override
    def finish(self) -> None:
        if self.period.problem:
            self.refuse(self.period.problem)
        elif self._keeps and not self.period.text().strip():
            self.close()
        else:
            found: Period | None = self.period.period
            self.answer(found)
