"""What the search found, as Qt sees it: records under a heading for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from db.vocabulary import Kind

if TYPE_CHECKING:
    from db.records.base import Link

_Index = QModelIndex | QPersistentModelIndex
_SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value})
_PLAIN = Qt.ItemFlag.NoItemFlags
_LIVE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def heading(kind: Kind) -> str:
    """What stands over the records of a kind."""
    translate = QCoreApplication.translate
    named = {
        Kind.VISIT: translate("Search", "Visits"),
        Kind.INVITATION: translate("Search", "Invitations"),
        Kind.AGREEMENT: translate("Search", "Agreements"),
        Kind.COMMITMENT: translate("Search", "Commitments"),
        Kind.ACTION: translate("Search", "Action log"),
        Kind.PARTY: translate("Search", "Countries"),
        Kind.PERSON: translate("Search", "People"),
        Kind.OFFICE: translate("Search", "Offices"),
        Kind.AREA: translate("Search", "Areas"),
    }
    return named.get(kind, kind.label)


class SearchModel(QAbstractListModel):
    """Rows are headings (a kind) and records (a link)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Kind | Link] = []

    def set_found(self, found: Sequence[Link]) -> None:
        """Show other records, grouped by kind; the kind of the best hit comes first."""
        self.beginResetModel()
        self.rows = list(_grouped(found))
        self.endResetModel()

    def link(self, row: int) -> Link | None:
        """The record of a row; None on a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return None if isinstance(found, Kind) else found

    def beside(self, row: int, step: int) -> int:
        """The next record's row in a direction, or `row` where there is none."""
        at = row + step
        while 0 <= at < len(self.rows):
            if self.link(at) is not None:
                return at
            at += step
        return row

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _PLAIN if self.link(index.row()) is None else _LIVE

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SPOKEN or not index.isValid():
            return None
        row = self.rows[index.row()]
        return heading(row) if isinstance(row, Kind) else f"{row.title}, {row.kind.word}"


def _grouped(found: Sequence[Link]) -> Iterator[Kind | Link]:
    for kind in dict.fromkeys(link.kind for link in found):
        yield kind
        yield from (link for link in found if link.kind is kind)
