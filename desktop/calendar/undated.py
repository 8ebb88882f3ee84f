"""What has no date: a column beside the days, from which a record is dragged to one, or dated with a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.calendar import AllUndated, Undated
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.calendar.looks import look_by, title_of
from desktop.kit import layouts
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.words import joined
from desktop.page.panel import ROWS_INSET, Panel

_MIME = "application/x-aide-memoire-undated"


class Carried(NamedTuple):
    """A record on its way to a day, and what was stored when it was picked up."""

    kind: Kind
    record: int
    seen: int


class UndatedList(RowList):
    """Rows that can be dragged to a day."""

    def __init__(self, name: str, seen: Callable[[], int], parent: QWidget) -> None:
        super().__init__(name, parent)
        self._seen = seen
        self.setDragEnabled(True)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Carry the row where one is to a day."""
        data = self.carried()
        if data is not None:
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.LinkAction)

    def carried(self) -> QMimeData | None:
        """What is carried when the current row is dragged; None where there is none."""
        match self.current_key():
            case (Kind() as kind, int(record)):
                data = QMimeData()
                data.setData(_MIME, QByteArray(f"{kind.value} {record} {self._seen()}".encode()))
                return data
        return None


def carried_by(data: QMimeData) -> Carried | None:
    """The record that is carried; None where something else is."""
    if not data.hasFormat(_MIME):
        return None
    kind, record, seen = bytes(data.data(_MIME).data()).decode().split()
    return Carried(Kind(kind), int(record), int(seen))


class DropDays(QObject):
    """Lets a widget take records on its days."""

    dropped = Signal(object, object, QPoint)
    """What was carried, the day, and the place of the screen."""

    def __init__(self, on: QWidget, day_at: Callable[[QPoint], date | None]) -> None:
        super().__init__(on)
        self._on, self._day_at = on, day_at
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent | QDragMoveEvent | QDragEnterEvent):
            return False
        carried, at = carried_by(event.mimeData()), event.position().toPoint()
        day = self._day_at(at)
        if carried is None or (day is None and not isinstance(event, QDragEnterEvent)):
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop and day is not None:
            self.dropped.emit(carried, day, self._on.mapToGlobal(at))
        return True


class UndatedPanel(Panel):
    """Invitations, commitments and agreements without a date."""

    opened = Signal(object)

    def __init__(self, seen: Callable[[], int], parent: QWidget) -> None:
        super().__init__(_("Without a date"), "calendar-clock", inset=ROWS_INSET, parent=parent)
        self.setObjectName("panel.undated")
        self.found = AllUndated(lines=(), total=0)
        inside = QWidget(self)
        inside.setProperty("page", True)
        self.list = UndatedList(_("Without a date"), seen, inside)
        self.list.setObjectName("undated.list")
        self.list.opened.connect(self.opened)
        hint = _("Drag one to a day, or press D.")
        self._hint = PlainLabel(hint, "caption", "text3", wrap=True, parent=self)
        self._none = PlainLabel(_("Everything that is open has a date."), "meta", "text3", wrap=True, parent=self)
        self._rest = PlainLabel("", "meta", "text3", wrap=True, parent=self)
        layouts.column(self.list, 1, on=inside)
        self.area = layouts.scrolling(self, inside)
        margins = (ROWS_INSET, 0, ROWS_INSET, 0)
        for part in (self._hint, self._none):
            self.body.addLayout(layouts.row(part, margins=margins))
        self.body.addWidget(self.area, 1)
        self.body.addLayout(layouts.row(self._rest, margins=margins))

    def show_undated(self, found: AllUndated) -> None:
        """Show these; what has no room here is in the tables."""
        self.found = found
        self.list.set_rows([_row(each) for each in found.lines])
        self.set_count(found.total)
        more = found.total - len(found.lines)
        said = ngettext("{n:,} more is in its table.", "{n:,} more are in their tables.", more)
        self._rest.setText(said.format(n=more) if more else "")
        self._rest.setVisible(more > 0)
        for part, shown in ((self._hint, bool(found.lines)), (self.area, bool(found.lines))):
            part.setVisible(shown)
        self._none.setVisible(not found.lines)

    def current(self) -> Undated | None:
        """The record where one is in the list."""
        key = self.list.current_key()
        return next((each for each in self.found.lines if (each.kind, each.id) == key), None)

    def titled(self, kind: Kind, record: int) -> str:
        """The title of one of them."""
        found = (title_of(each) for each in self.found.lines if (each.kind, each.id) == (kind, record))
        return next(found, "")


def _row(each: Undated) -> Row:
    look = look_by(each.status)
    note = " ".join(each.note.split())
    return Row((each.kind, each.id), look.icon, look.tone, title_of(each), joined((each.status.label, note)))
