"""Help: every key of the program in one list, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from db.words import _
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current

_NATIVE = QKeySequence.SequenceFormat.NativeText


def _close_row(dialog: QDialog) -> QDialogButtonBox:
    row = QDialogButtonBox(dialog)
    close = Button(_("Close"), variant="primary", parent=dialog)
    close.setDefault(True)
    row.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
    row.rejected.connect(dialog.reject)
    return row


class Keys(QDialog):
    """Every action that has a key, with its key."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.keys")
        self.setWindowTitle(_("Keyboard shortcuts"))
        theme = current()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Keys"))
        inside = QWidget(area)
        inside.setProperty("page", True)
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(theme.px(32))
        grid.setVerticalSpacing(theme.px(6))
        rows = [(action.text().replace("&", ""), _keys(action)) for action in actions if action.shortcuts()]
        for line, (text, keys) in enumerate((*rows, *self._list_keys())):
            grid.addWidget(PlainLabel(text, "body", parent=inside), line, 0)
            label = PlainLabel(keys, "medium", "text2", parent=inside)
            label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            grid.addWidget(label, line, 1)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(self.windowTitle(), "h2", parent=self))
        column.addWidget(area)
        column.addWidget(_close_row(self))
        self.resize(theme.px(480), theme.px(560))

    def _list_keys(self) -> Sequence[tuple[str, str]]:
        """The keys of lists, which are not in a menu."""
        return (
            (_("In a list: open the record"), _("Enter")),
            (_("In a list: log an action on it"), "L"),
            (_("On a commitment: progress, due date, who owes"), "S, D, W"),
            (_("On a commitment: area, officer, kept"), "A, O, K"),
            (_("On Today: mark a commitment done"), "K"),
            (_("On Reminders: snooze"), "Z"),
            (_("In a date: the calendar"), "F4"),
            (_("In a date: another reading"), "↓"),
            (_("In a form: do it"), "Ctrl+Enter"),
            (_("In a form: close, keeping the draft"), "Esc"),
        )


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
        column.addWidget(_close_row(self))
        self.setFixedWidth(theme.px(420))


def _keys(action: QAction) -> str:
    return ", ".join(key.toString(_NATIVE) for key in action.shortcuts())


def _version() -> str:
    try:
        return version("aide-memoire")
    except PackageNotFoundError:
        return "0"
