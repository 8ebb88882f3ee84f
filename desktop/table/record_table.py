"""A status table as Qt sees it: a count, and rows that are read when they come into view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from db.records.base import Change, View
from desktop.kit.plain import tip_words
from desktop.table.cell import Cell, Column, R
from desktop.table.groups import Groups
from desktop.table.held import Held, Lines, Listed, News
from desktop.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SUMMARY = Qt.ItemDataRole.AccessibleDescriptionRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_HORIZONTAL, _VERTICAL = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that stands over a group: its words, how many records it has, and whether they are shown."""

    label: str
    count: int
    open: bool


class RecordTable(QAbstractTableModel, Generic[R]):
    """The rows of a view, under headings where it is grouped. After a change only what it reaches is read again."""

    def __init__(
        self,
        workspace: Workspace,
        columns: Sequence[Column[R]],
        listing: Listed,
        lines: Lines[R],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.kind = listing.kind
        self.columns = tuple(columns)
        self.put_away: frozenset[str] = frozenset()
        """The columns that are not wanted, however much room there is: they are not read out either."""
        self._held = Held(workspace, listing, lines)
        self.unread = True
        """Whether no view was shown yet."""
        self._groups = Groups(())
        workspace.changed.connect(self._hear)

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._held.view

    @property
    def records(self) -> int:
        """How many records the view has, those under folded headings too; headings are none."""
        return self._held.total

    def take_columns(self, columns: Sequence[Column[R]]) -> None:
        """Say the same columns in other words."""
        self.columns = tuple(columns)
        self.headerDataChanged.emit(_HORIZONTAL, 0, len(self.columns) - 1)

    def show_view(self, view: View) -> None:
        """Show another view, from its first row."""
        self.unread = False
        self._begin_anew(self._held.look(view))

    def heading(self, row: int) -> Heading | None:
        """The heading that stands in a row; None where a record does."""
        found = self._groups.heading(row)
        return Heading(*found) if found is not None else None

    def headings(self) -> Sequence[int]:
        """The rows in which headings stand."""
        return self._groups.rows()

    def toggle(self, row: int) -> None:
        """Show or hide the records under a heading."""
        self.beginResetModel()
        self._groups.toggle(row)
        self.endResetModel()

    def record(self, row: int) -> R | None:
        """The record of a row, read with its neighbours when it is not at hand."""
        place = self._place(row)
        return self._held.line(place) if place is not None else None

    def id_at(self, row: int) -> int | None:
        """The number of the record in a row, where that is at hand."""
        place = self._place(row)
        return self._held.id_at(place) if place is not None else None

    def row_of(self, record_id: int) -> int | None:
        """The row of a record among those at hand."""
        return self._row(self._held.place_of(record_id))

    def find(self, record_id: int, near: int, windows: int) -> int | None:
        """The row of a record, looked for in so many windows, those about a row first."""
        place = self._place(near)
        if place is None:  # a heading stands there
            place = self._place(near + 1) or 0
        return self._row(self._held.find(record_id, place, windows))

    def _place(self, row: int) -> int | None:
        return self._groups.record(row) if self._groups else row

    def _row(self, place: int | None) -> int | None:
        return self._groups.row(place) if self._groups and place is not None else place

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._groups) if self._groups else self._held.total

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        record = self.record(index.row()) if index.isValid() else None
        if record is None:
            heading = self.heading(index.row()) if index.isValid() and index.column() == 0 else None
            return f"{heading.label}, {heading.count:n}" if heading and role in (_DISPLAY, _SPOKEN) else None
        if role == RECORD:
            return record.id
        if role == ROW:
            return record
        if role in (_DISPLAY, _TIP, _SPOKEN):
            return _words(self.columns[index.column()].cell(record, self._workspace.today()), role)
        if role == _SUMMARY and index.column() == 0:
            return self._summary(record)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _ALIGN:
            return int(_LEADING)
        if role != _DISPLAY:
            return None
        if orientation == _HORIZONTAL:
            return self.columns[section].label
        record = self.record(section)
        return self.columns[1].cell(record, self._workspace.today()).text if record else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column].sort if 0 <= column < len(self.columns) else ""
        falling = bool(name) and order == Qt.SortOrder.DescendingOrder
        self.show_view(self.view.model_copy(update={"sort": name, "descending": falling}))

    def _summary(self, record: R) -> str:
        today = self._workspace.today()
        wanted = (column for column in self.columns if column.key not in self.put_away)
        return ", ".join(filter(None, (_words(column.cell(record, today), _SPOKEN) for column in wanted)))

    def _hear(self, change: Change) -> None:
        news = None if self.unread else self._held.after(change)
        if news is None:
            return
        if news.moved:
            self._begin_anew(news)
            return
        self._held.take(news)
        for row in [row for row in map(self.row_of, news.lines) if row is not None]:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
            self.headerDataChanged.emit(_VERTICAL, row, row)

    def _begin_anew(self, news: News[R]) -> None:
        """Whoever keeps a place by its record can still ask for it until this begins to be taken."""
        self.beginResetModel()
        closed = self._groups.closed() if news.view.group == self.view.group else ()
        self._held.take(news)
        self._groups = Groups(news.groups, closed)
        self.endResetModel()


def _words(cell: Cell, role: int) -> str | None:
    if role == _TIP:
        return tip_words(cell.tip) or None
    if role == _SPOKEN:
        return cell.spoken or " ".join(filter(None, (cell.text, cell.under)))
    return cell.text
