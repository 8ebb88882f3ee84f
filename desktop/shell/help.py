"""Help: every key of the program in one list, and what this program is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from db.rules.text import fold
from db.words import _
from desktop.actions import HEARD, ROWS, Place
from desktop.doing import shown_keys
from desktop.keys import in_force
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current

_STEP = QAbstractSlider.SliderAction
_SCROLLS = {
    Qt.Key.Key_Up: _STEP.SliderSingleStepSub,
    Qt.Key.Key_Down: _STEP.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _STEP.SliderPageStepSub,
    Qt.Key.Key_PageDown: _STEP.SliderPageStepAdd,
}


def close_row(dialog: QDialog) -> QDialogButtonBox:
    """The foot of a dialog that is only read: *Close*, which Enter and Esc do too."""
    row = QDialogButtonBox(dialog)
    close = Button(_("Close"), variant="primary", parent=dialog)
    close.setDefault(True)
    row.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
    row.rejected.connect(dialog.reject)
    return row


class Keys(QDialog):
    """Every key of the program, by the place where it acts; typing finds some of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.keys")
        self.setWindowTitle(_("Keyboard shortcuts"))
        theme = current()
        self.finder = SearchField(_("Find a key by what it does"), "Ctrl+F", self)
        self.finder.setObjectName("keys.find")
        self.finder.textChanged.connect(self._find)
        self._none = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._none.hide()
        self._area = QScrollArea(self)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Keys"))
        self._groups = QWidget(self._area)
        self._groups.setObjectName("keys.groups")
        self._groups.setProperty("page", True)
        below = QVBoxLayout(self._groups)
        below.setContentsMargins(theme.px(4), 0, theme.px(12), theme.px(8))
        below.setSpacing(theme.px(6))
        groups = list(sheet())
        wide = max(theme.metrics("medium").horizontalAdvance(line.keys) for _place, lines in groups for line in lines)
        for place, lines in groups:
            below.addWidget(_Group(_(place.value), lines, wide, self._groups))
        below.addStretch(1)
        self._area.setWidget(self._groups)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(self.windowTitle(), "h2", parent=self))
        column.addWidget(self.finder)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._area, 1)
        column.addWidget(close_row(self))
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(560), room.width()), min(theme.px(640), room.height()))
        self.finder.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Ctrl+F lead into the field, from wherever the focus is; arrows scroll."""
        if event.key() in _SCROLLS:
            self._area.verticalScrollBar().triggerAction(_SCROLLS[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Find):
            self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.finder.selectAll()
        elif event.text().strip() and event.text().isprintable() and not self.finder.hasFocus():
            self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.finder.insert(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the lines are at this width; Qt's own resizing would take each for as high as at its narrowest."""
        width = self._area.viewport().width()
        self._groups.resize(width, self._groups.heightForWidth(width))

    def _find(self, text: str) -> None:
        asked = fold(text).split()
        found = [group.narrow(asked) for group in self._groups.findChildren(_Group)]
        self._none.setText(_("No key does “{words}”.").format(words=text.strip()))
        self._none.setVisible(not any(found))
        self._area.setVisible(any(found))
        self._fit()


class _Group(QWidget):
    """The keys of one place, under its name."""

    def __init__(self, name: str, lines: Sequence[Line], room: int, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current()
        self._lines: list[tuple[str, tuple[QWidget, QWidget]]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(10), 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, room)  # the keys of all places stand under one another
        grid.addWidget(PlainLabel(name, "h3", parent=self), 0, 0, 1, 2)
        for row, line in enumerate(lines, start=1):
            words = PlainLabel(line.text, "body", wrap=True, parent=self)
            set_tip(words, line.tip)
            label = PlainLabel(line.keys, "medium", "text2", parent=self)
            label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            grid.addWidget(words, row, 0)
            grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignTop)
            self._lines.append((fold(f"{name} {line.text} {line.keys} {line.tip}"), (words, label)))

    def narrow(self, asked: Sequence[str]) -> bool:
        """Show only the lines in which each of these stands; whether there are any."""
        shown = [all(word in said for word in asked) for said, _labels in self._lines]
        for (_said, labels), here in zip(self._lines, shown, strict=True):
            for label in labels:
                label.setVisible(here)
        self.setVisible(any(shown))
        return any(shown)


class Line(NamedTuple):
    """What keys do, which they are, and more about it."""

    text: str
    keys: str
    tip: str


def sheet() -> Iterator[tuple[Place, list[Line]]]:
    """The keys of each place."""
    now = in_force()
    for place in Place:
        lines = [(row.outside or row.text, now.keys(row), row.tip) for row in ROWS if row.place is place]
        lines += [(row.text, now.letters(row), row.tip) for row in ROWS if place in row.at]
        lines = [line for line in lines if line[1]]
        lines += [(text, keys, "") for where, text, keys in HEARD if where is place]
        yield place, [Line(_(text).rstrip("…"), shown_keys(keys), _(tip) if tip else "") for text, keys, tip in lines]


class About(QDialog):
    """Name, version and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.about")
        self.setWindowTitle(_("About Aide-Mémoire"))
        theme = current()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(PlainLabel("Aide-Mémoire", "h1", parent=self))
        column.addWidget(PlainLabel(_("Version {number}").format(number=_version()), ink="text2", parent=self))
        words = _("A register for diplomatic follow-up: visits, agreements, commitments, and a sheet to print.")
        column.addWidget(PlainLabel(words, wrap=True, parent=self))
        private = _("It works offline: nothing leaves this computer. MIT licence.")
        column.addWidget(PlainLabel(private, "meta", "text2", wrap=True, parent=self))
        column.addWidget(close_row(self))
        self.setFixedWidth(theme.px(420))


def _version() -> str:
    try:
        return version("aide-memoire")
    except PackageNotFoundError:
        return "0"
