"""The question before records are deleted for good: what goes, what stays, and what is out of reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from db.records.trash import Farewell
from db.words import _, ngettext
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_size

_SHOWN = 3
"""So many of those that stay are named."""


class ForGood(QDialog):
    """Asks once; `agreed` follows only the button that says so. Enter and Escape leave everything as it is."""

    agreed = Signal()

    def __init__(self, farewell: Farewell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.for_good")
        self.setWindowTitle(_("Delete for good?"))
        title = PlainLabel(self.windowTitle(), "h2", parent=self)
        lines = [PlainLabel(_goes(farewell), "medium", wrap=True, parent=self)]
        if farewell.staying:
            lines.append(PlainLabel(_stays(farewell), "body", "warning", wrap=True, parent=self))
        if farewell.records:
            text = _(
                "It cannot be undone, and History no longer shows it."
                " Backups, exported files and printed sheets keep what they hold."
            )
            lines.append(PlainLabel(text, "body", "text2", wrap=True, parent=self))
        self.delete = Button(_("Delete for good"), "trash-2", parent=self)
        self.delete.setObjectName("for_good.delete")
        self.delete.setEnabled(bool(farewell.records))
        self.delete.setAutoDefault(False)
        self.delete.clicked.connect(self._agree)
        keep = Button(_("Cancel"), parent=self)
        keep.setObjectName("for_good.cancel")
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        row = layouts.row(1, self.delete, keep)
        layouts.column(title, *lines, row, on=self, margins=(24, 20, 24, 20), gap=12)
        set_size(self, 480)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()


def _goes(farewell: Farewell) -> str:
    many, besides = farewell.records, farewell.besides
    if not many:
        return _("None of these can be deleted: other records name them.")
    goes = ngettext(
        "{count} record goes, with all earlier versions.", "{count} records go, with all earlier versions.", many
    ).format(count=f"{many:n}")
    if not besides:
        return goes
    also = ngettext("What belongs to it goes too: {what}.", "What belongs to them goes too: {what}.", many)
    what = ", ".join(ngettext(*KINDS[kind].counted, count).format(count=count) for kind, count in besides)
    return f"{goes} {also.format(what=what)}"


def _stays(farewell: Farewell) -> str:
    named = [
        _("“{title}” stays: “{other}” names it.").format(title=title, other=other)
        for title, other in farewell.staying[:_SHOWN]
    ]
    more = len(farewell.staying) - _SHOWN
    if more > 0:
        named.append(ngettext("{count} more stays.", "{count} more stay.", more).format(count=f"{more:n}"))
    return "\n".join(named)
