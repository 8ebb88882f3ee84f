"""Asking for a file: one to be read, several, or the place of one that is written. A dialog is not shown yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def asks_for_file(
    parent: QWidget,
    title: str,
    filters: Sequence[str] = (),
    *,
    mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFile,
) -> QFileDialog:
    """Files that are there; `filters` name their sorts."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("dialog.file")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    if filters:
        dialog.setNameFilters(list(filters))
    return dialog


def asks_where(parent: QWidget, title: str, name: str, filters: Sequence[str] = (), suffix: str = "") -> QFileDialog:
    """The place of a file that is to be written, with a name proposed unless it is ""; `suffix` ends what is typed."""
    dialog = asks_for_file(parent, title, filters, mode=QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    if name:
        dialog.selectFile(name)
    return dialog
