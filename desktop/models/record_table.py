"""A status table as Qt sees it: a count, and windows of rows read when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from db.queries.base import Reader
from db.records.base import Change, FacetValue, View
from db.vocabulary import Kind
from desktop.models.groups import Groups
from desktop.workspace import Workspace

WINDOW = 64
KEPT_WINDOWS = 32

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SUMMARY = Qt.ItemDataRole.AccessibleDescriptionRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_HORIZONTAL = Qt.Orientation.Horizontal
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class HasId(Protocol):
    """A row names its record."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=HasId)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a delegate draws: words, the words under them, and how; `spoken` is what a screen reader says.

    `dated` says that the words are a date and those under them only how far off it is; `day` is its day where exact.
    """

    text: str = ""
    under: str = ""
    tone: str = ""
    icon: str = ""
    codes: tuple[tuple[str, bool], ...] = ()
    tip: str = ""
    spoken: str = ""
    dated: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its label, what it draws of a row, and the view's sort name ("" cannot be sorted).

    One that is `wide_only` waits for a wide window, one that is `extra` until somebody chooses it; one without a label
    has nothing to say for now and cannot be chosen.
    """

    key: str
    label: str
    cell: Callable[[R, date], Cell]
    sort: str = ""
    width: int = 120
    stretch: bool = False
    wide_only: bool = False
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that stands over a group: its words, how many records it has, and whether they are shown."""

    label: str
    count: int
    open: bool


Count = Callable[[Reader, date, View], int]
Window = Callable[[Reader, date, View, int, int, int], Sequence[R]]


class RecordTable(QAbstractTableModel, Generic[R]):
    """The rows of a view; it knows how many there are and holds only the windows that were looked at last."""

    def __init__(
        self,
        workspace: Workspace,
        kind: Kind,
        columns: Sequence[Column[R]],
        count: Count,
        window: Window[R],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.kind = kind
        self.columns = tuple(columns)
        self.put_away: frozenset[str] = frozenset()
        """The columns that are not wanted, however much room there is: they are not read out either."""
        self._count_of = count
        self._window_of = window
        self._view = View()
        self._total = 0
        self.unread = True
        """Whether no view was shown yet."""
        self._windows: OrderedDict[int, Sequence[R]] = OrderedDict()
        self.groups_of: Callable[[Reader, date, View], Sequence[FacetValue]] | None = None
        """How a grouped view is counted by its groups, where the table can be grouped."""
        self._groups = Groups(())
        workspace.changed.connect(self._hear)

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._view

    def take_columns(self, columns: Sequence[Column[R]]) -> None:
        """Say the same columns in other words."""
        self.columns = tuple(columns)
        self.headerDataChanged.emit(_HORIZONTAL, 0, len(self.columns) - 1)

    def show_view(self, view: View) -> None:
        """Show another view, from its first row."""
        self._view, self.unread = view, False
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        self.beginResetModel()
        self._windows.clear()
        self._total = self._workspace.ask(self._count)
        grouped = self._view.group and self.groups_of is not None
        self._groups = Groups(self._workspace.ask(self._group)) if grouped else Groups(())
        self.endResetModel()

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
        at = self._groups.record(row) if self._groups else row
        if at is None or not 0 <= at < self._total:
            return None
        row = at
        start = row - row % WINDOW
        rows = self._windows.get(start)
        if rows is None:
            rows = self._windows[start] = self._workspace.ask(self._reader_of(start))
            if len(self._windows) > KEPT_WINDOWS:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(start)
        return rows[row - start] if row - start < len(rows) else None

    def row_of(self, record_id: int) -> int | None:
        """The row of a record among the windows at hand."""
        for start, rows in self._windows.items():
            for offset, each in enumerate(rows):
                if each.id == record_id:
                    return self._groups.row(start + offset) if self._groups else start + offset
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._groups) if self._groups else self._total

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
        self.show_view(self._view.model_copy(update={"sort": name, "descending": falling}))

    def _summary(self, record: R) -> str:
        today = self._workspace.today()
        wanted = (column for column in self.columns if column.key not in self.put_away)
        return ", ".join(filter(None, (_words(column.cell(record, today), _SPOKEN) for column in wanted)))

    def _count(self, reader: Reader) -> int:
        return self._count_of(reader, self._workspace.today(), self._view)

    def _group(self, reader: Reader) -> Sequence[FacetValue]:
        assert self.groups_of is not None, "It is asked for a table that can be grouped."
        return self.groups_of(reader, self._workspace.today(), self._view)

    def _reader_of(self, start: int) -> Callable[[Reader], Sequence[R]]:
        def read(reader: Reader) -> Sequence[R]:
            return self._window_of(reader, self._workspace.today(), self._view, start, WINDOW, self._total)

        return read

    def _hear(self, change: Change) -> None:
        """Most changes touch what a table shows of other kinds too: links, last action, what waits for a visit."""
        self.reload()


def _words(cell: Cell, role: int) -> str | None:
    if role == _TIP:
        return cell.tip or None
    if role == _SPOKEN:
        return cell.spoken or " ".join(filter(None, (cell.text, cell.under)))
    return cell.text
