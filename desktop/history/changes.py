"""The changes of one record as Qt sees them: the newest first, read page by page as they come into view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from db.queries import history
from db.records.history import PastChange, Subject
from db.rules.edtf import moment
from db.vocabulary import Way
from db.words import _
from desktop.kit.plain import tip_words
from desktop.workspace import Workspace

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_WORDS, _TIP = Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.ToolTipRole.value
_Index = QModelIndex | QPersistentModelIndex


class PastChanges(QAbstractListModel):
    """What was done to a record; it reads when it is told to."""

    def __init__(self, workspace: Workspace, record: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._record = workspace, record
        self.changes: tuple[PastChange, ...] = ()
        self.subject = self._ask_subject()

    def reload(self) -> None:
        """Read everything again; NotFound where the record is no more."""
        self.beginResetModel()
        self.subject = self._ask_subject()
        self.changes = self._page(0)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.changes)

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return len(self.changes) < self.subject.changes

    @override
    def fetchMore(self, parent: _Index) -> None:
        more = self._page(len(self.changes))
        self.beginInsertRows(QModelIndex(), len(self.changes), len(self.changes) + len(more) - 1)
        self.changes += more
        self.endInsertRows()

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        change = self.changes[index.row()]
        if role in (_WORDS, _TIP):
            return tip_words(said(change)) if role == _TIP else said(change)
        return ", ".join(filter(None, (said(change), moment(change.at), change.by))) if role == _SPOKEN else None

    def _page(self, start: int) -> tuple[PastChange, ...]:
        return self._workspace.ask(partial(history.changes_of, record_id=self._record, start=start))

    def _ask_subject(self) -> Subject:
        return self._workspace.ask(partial(history.subject, record_id=self._record))


def said(change: PastChange) -> str:
    """What was done, in a sentence; of what was taken back, that it was."""
    if change.way is Way.UNDONE:
        return _("Undone: {label}").format(label=change.label)
    if change.way is Way.DONE_AGAIN:
        return _("Done again: {label}").format(label=change.label)
    return change.label
