"""The search in the header, which is also the command palette: type, choose a record or an action, Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from db.words import _, ngettext
from desktop.actions import A
from desktop.doing import does, shown_keys
from desktop.kit.keyboard import ENTER
from desktop.kit.own_enter import OwnEnter
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current
from desktop.shell import rooms

if TYPE_CHECKING:
    from desktop.shell.search_model import Entry, Row
    from desktop.shell.search_row import SearchResults

Finder = Callable[[str], "Sequence[Entry]"]

DEBOUNCE_MS = 40
PAGE = 8
COMMANDS, COUNTRIES, AREAS = ">", "@", "#"
"""Typed first, they say what alone is looked for."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEEPING_REASONS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)

USUAL_WIDTH = 400
"""The most it takes while nothing is looked for, in pixels at 100 %."""


class SearchBox(SearchField):
    """The field; Enter opens or runs, with Ctrl it logs on the record, with Alt it opens a window; Esc goes back."""

    chosen = Signal(object)
    """The `Link` of a record to open."""
    log_chosen = Signal(object)
    """The `Link` of a record to log an action on."""
    apart_chosen = Signal(object)
    """The `Link` of a record to open in a window of its own."""

    # Of the class: Qt tells a field that it lost the focus even while it is being taken apart.
    _results: SearchResults | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        keys = shown_keys(A.search.keys)
        super().__init__(_("Search or run a command"), keys, parent)
        self.setObjectName("header.search")
        OwnEnter(self)
        self._find: Finder | None = None
        self._came_from: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self.textEdited.connect(self._timer.start)
        self._placing = QTimer(self)
        self._placing.setSingleShot(True)
        self._placing.setInterval(0)
        self._placing.timeout.connect(self._refit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def set_finder(self, find: Finder | None) -> None:
        """Who searches; None while no register is open."""
        self._find = find
        self._close()  # what it shows is another register's

    @does(A.search)
    def begin(self) -> None:
        """Take the focus and offer what was opened last."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._search()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._is_open():
            self._search()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._end()
        elif key in ENTER:
            self._finish(event.modifiers())
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPING_REASONS:
            self._close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it is open: window or header got another size, or somebody pressed where nothing takes a press."""
        if self._is_open() and event.type() == QEvent.Type.Resize:
            self._placing.start()
        elif self._is_open() and event.type() == QEvent.Type.MouseButtonPress:
            self._end()
        return False

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self and old is not None and old is not self:
            self._came_from = old

    def _is_open(self) -> bool:
        return self._results is not None and self._results.isVisible()

    def _search(self) -> None:
        self._timer.stop()
        if self._find is None or not self.hasFocus():
            return
        text = self.text()
        entries = self._find(text)
        results = self._open()
        results.show_entries(entries, self._nothing(text))
        results.place(self)
        self._announce(results, self._counted(results.model.count()))

    def _step(self, by: int) -> None:
        if self._timer.isActive() or not self._is_open():
            self._search()
        elif self._results is not None:
            self._results.step(by)
            self._announce(self._results)

    def _finish(self, held: Qt.KeyboardModifier) -> None:
        if self._timer.isActive():
            self._search()
        row = self._results.current() if self._results is not None and self._is_open() else None
        if row is not None:
            self._take(row, held)

    # A slot by name: connected as a mere method to what is made later, it would cost the field its font.
    @Slot(object)
    def _choose(self, row: Row) -> None:
        self._take(row, Qt.KeyboardModifier.NoModifier)

    def _take(self, row: Row, held: Qt.KeyboardModifier) -> None:
        self._end()
        if row.action is not None:
            row.action.trigger()
        elif row.link is not None:
            (self.log_chosen if held & _CTRL else self.apart_chosen if held & _ALT else self.chosen).emit(row.link)

    def _announce(self, results: SearchResults, before: str = "") -> None:
        """Say the current line: the focus stays in the field, so a screen reader would not hear of it."""
        row = results.current()
        said = " ".join(filter(None, (before, row.spoken if row else self._nothing(self.text()))))
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _counted(self, count: int) -> str:
        if not count:
            return ""
        return ngettext("{count} result.", "{count} results.", count).format(count=count)

    def _nothing(self, text: str) -> str:
        words = text.strip()
        if words.startswith(COMMANDS):
            return _("There is no command “{words}”.").format(words=words[1:].strip())
        if words.startswith((COUNTRIES, AREAS)):
            words = words[1:].strip()
        return _("Nothing in the register contains “{words}”.").format(words=words)

    def _open(self) -> SearchResults:
        if self._results is None:
            self._results = rooms.search_results(self.window())
            self._results.chosen.connect(self._choose)
        if not self._results.isVisible():
            for around in self._around():
                around.installEventFilter(self)
            self._widen()
        return self._results

    def _around(self) -> tuple[QWidget, ...]:
        """Where the list stands depends on these: the window, and the header, which gets its place after it."""
        return self.window(), self.parentWidget() or self

    def _refit(self) -> None:
        if self._results is not None and self._is_open():
            self._narrow()
            self._widen()
            self._results.place(self)

    def _widen(self) -> None:
        """Be as wide as the list under it, as far as the header has room."""
        header = self.parentWidget()
        row = header.layout() if header is not None else None
        if header is None or row is None:
            return
        beside = [each for each in header.children() if isinstance(each, QWidget) and each is not self]
        taken = sum(each.width() for each in beside if each.isVisible()) + row.spacing() * (row.count() - 1)
        margins = row.contentsMargins()
        room = header.width() - margins.left() - margins.right() - taken
        width = min(current().sizes.palette, room)
        if width > self.width():
            self.setFixedWidth(width)
            row.activate()

    def _narrow(self) -> None:
        self.setMinimumWidth(0)
        self.setMaximumWidth(current().px(USUAL_WIDTH))

    def _close(self) -> None:
        if self._results is not None and self._results.isVisible():
            for around in self._around():
                around.removeEventFilter(self)
            self._timer.stop()
            self._results.hide()
            self._narrow()
            self.clear()
            self.setAccessibleDescription("")

    def _end(self) -> None:
        """Close, and give the focus back to where it was."""
        self._close()
        self.clear()
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    @override
    def restyle(self) -> None:
        self._close()
        self._narrow()
        super().restyle()
