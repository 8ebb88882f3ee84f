"""What was typed in an earlier run and not stored, offered on top of the page: open it again, or throw it away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import KnownError
from db.queries.trash import must_be_out
from db.records.base import Link
from db.rules.edtf import day_of_year
from db.words import _, ngettext
from desktop.form.drafts.draft_file import KeptDraft
from desktop.form.drafts.drafts import GONE, Drafts, LogOn, copy_typed
from desktop.form.drafts.kept_values import decode
from desktop.kit import layouts, paint
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current
from desktop.page.places import place_of
from desktop.workspace import Do, Edit, Go, Workspace

SHOWN = 4
"""So many are offered at once; the others come when these are dealt with."""


class _Line(QWidget):
    """One draft with its two buttons."""

    opened = Signal(str)
    discarded = Signal(str)

    def __init__(self, draft: KeptDraft, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._about = draft.about
        self.setObjectName("drafts.line")
        belongs = _belongs(draft)
        opening = _("Open it") if belongs else _("Copy it")
        self._open = Button(opening, parent=self)
        self._open.setObjectName("drafts.open")
        self._open.setAccessibleName(f"{opening}: {draft.name}")
        self._discard = Button(_("Discard"), variant="quiet", parent=self)
        self._discard.setObjectName("drafts.discard")
        self._discard.setAccessibleName(f"{self._discard.text()}: {draft.name}")
        self._open.clicked.connect(self._ask_open)
        self._discard.clicked.connect(self._ask_discard)
        words = PlainLabel(sentence, "body", wrap=True, parent=self)
        layouts.row((words, 1), self._open, self._discard, on=self, gap=8)

    def buttons(self) -> tuple[Button, Button]:
        """Where the keyboard can be in it."""
        return self._open, self._discard

    def _ask_open(self) -> None:
        self.opened.emit(self._about)

    def _ask_discard(self) -> None:
        self.discarded.emit(self._about)


class DraftOffer(QWidget):
    """A calm message that stays until each draft of the earlier run was opened or discarded, or until it is closed;
    what was not dealt with is offered again at the next start."""

    left = Signal()
    """The keyboard was here and nothing is left to press."""

    def __init__(self, workspace: Workspace, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafts")
        self._workspace, self._drafts = workspace, drafts
        self._offered = [draft.about.removeprefix(GONE) for draft in drafts.all()]
        self._lines: list[QWidget] = []
        self._shown: tuple[KeptDraft, ...] | None = None
        self._icon = Icon("info", "info", 18, self)
        self._close = IconButton("x", _("Close this message"), self)
        self._close.clicked.connect(self._shut)
        self._column = layouts.column(gap=6)
        self._row = layouts.row(self._icon, (self._column, 1), self._close, margins=(12, 8, 8, 8), gap=8)
        self._above = layouts.column(self._row, on=self, margins=(0, 12, 0, 8))
        drafts.changed.connect(self._show)
        self._show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        tone = theme.tokens.tone("info")
        paint.pill(
            QPainter(self),
            self.rect().marginsRemoved(self._above.contentsMargins()),
            theme.colour(tone.bg),
            theme.colour(tone.ln),
            theme.sizes.radius_card,
        )

    def _show(self) -> None:
        """Show what is still to be dealt with; the keyboard stays at the place where it was."""
        waiting = [draft for about in self._offered if (draft := self._find(about)) is not None]
        if self._shown == tuple(waiting):
            return
        self._shown = tuple(waiting)
        focused = self._place_of_focus()
        self._lines, gone = [*self._said(waiting)], self._lines
        for line in self._lines:
            self._column.addWidget(line)
            line.show()
        at = Qt.AlignmentFlag.AlignVCenter if len(self._lines) == 1 else Qt.AlignmentFlag.AlignTop
        for beside in (self._icon, self._close):
            self._row.setAlignment(beside, at)
        self._give_focus(*focused)
        layouts.discard(self._column, gone)  # once the keyboard is elsewhere, or it would jump to the side
        self.setVisible(bool(self._lines))

    def _find(self, about: str) -> KeptDraft | None:
        return self._drafts.find(about) or self._drafts.find(f"{GONE}{about}")

    def _place_of_focus(self) -> tuple[int, int]:
        """In which line the keyboard is, or will be once a form over the window is closed, and at which of its buttons;
        -1 where it is in none."""
        here = self.window().focusWidget()
        lines = [each for each in self._lines if isinstance(each, _Line)]
        found = [(at, n) for at, line in enumerate(lines) for n, each in enumerate(line.buttons()) if each is here]
        return found[0] if found else (-1, 0)

    def _give_focus(self, at: int, button: int) -> None:
        lines = [each for each in self._lines if isinstance(each, _Line)]
        if at >= 0 and lines:
            lines[min(at, len(lines) - 1)].buttons()[button].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at >= 0:
            self.left.emit()

    def _said(self, waiting: list[KeptDraft]) -> list[QWidget]:
        aside = self._drafts.set_aside
        found: list[QWidget] = []
        if aside is not None:
            lost = _("What you had typed and not saved could not be read. It was set aside in {file}.")
            found.append(self._words(lost.format(file=aside)))
        if len(waiting) == 1:
            sentence = _("What you typed on {day} at {time} was not saved: {what}.")
            return [*found, self._line(waiting[0], sentence)]
        if waiting:
            found.append(self._words(_("What you typed was not saved:")))
            found += [self._line(draft, _("{what} · {day} at {time}")) for draft in waiting[:SHOWN]]
        if len(waiting) > SHOWN:
            left = len(waiting) - SHOWN
            more = ngettext("{count} more are offered after these.", "{count} more are offered after these.", left)
            found.append(self._words(more.format(count=f"{left:n}")))
        return found

    def _words(self, sentence: str) -> QWidget:
        return PlainLabel(sentence, "body", wrap=True, parent=self)

    def _line(self, draft: KeptDraft, sentence: str) -> _Line:
        at = draft.at.astimezone()
        day = day_of_year(at)
        line = _Line(draft, sentence.format(what=draft.name, day=day, time=f"{at:%H:%M}"), self)
        line.opened.connect(self._open)
        line.discarded.connect(self._drafts.forget)
        return line

    def _open(self, about: str) -> None:
        draft = self._drafts.find(about)
        if draft is None:
            return
        try:
            if draft.record is not None and _belongs(draft):
                self._workspace.ask(partial(must_be_out, record_id=draft.record))
            opened = self._goes(draft) if _belongs(draft) else self._copies(draft)
        except (ValueError, TypeError, KeyError):
            self._drafts.give_up(about)
            opened = self._copies(draft)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            opened = False
        if opened:
            self._offered.remove(about.removeprefix(GONE))
        self._show()

    def _goes(self, draft: KeptDraft) -> bool:
        """Open it where it was typed; False where its words were only copied."""
        match decode(draft.wish):
            case Edit() as edit:
                self._workspace.edit_wanted.emit(edit)
            case Do() as deed:
                self._workspace.deed_wanted.emit(deed)
            case LogOn(record=record):
                self._workspace.log_wanted.emit(record)
            case Link() as link:
                self._visit(place_of(self._workspace, link))
            case Go() as go:
                self._visit(go)
            case _:
                return self._copies(draft)
        return True

    def _visit(self, place: Go | Edit | None) -> None:
        if isinstance(place, Edit):
            self._workspace.edit_wanted.emit(place)
        elif place is not None:
            self._workspace.go_wanted.emit(place)

    def _copies(self, draft: KeptDraft) -> bool:
        """What it was typed about is gone: the words can be pasted somewhere else."""
        copy_typed(draft.typed)
        self._workspace.said.emit(_("Copied what was typed: {what}").format(what=draft.name), False)
        return False

    def _shut(self) -> None:
        self._offered = []
        self.left.emit()
        self.hide()


def _belongs(draft: KeptDraft) -> bool:
    """Whether it can be opened where it was typed."""
    return draft.wish is not None and not draft.about.startswith(GONE)
