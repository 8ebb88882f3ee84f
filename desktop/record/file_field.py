"""The files that go with what is being typed: chosen or dropped, read only when it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.records.sources import FileDraft
from db.words import _
from desktop.form.files import choose_files, local_files
from desktop.form.kept_files import read_file
from desktop.kit.buttons import Button, IconButton, wish_of
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.theme import current


class FileField(QWidget):
    """Paths of files; a draft keeps where they are, not what is in them."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[str, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().px(2))
        self.choose = Button(_("Attach file…"), "plus", "link", self)
        self.choose.setObjectName(name)
        self.choose.setToolTip(_("Choose files, or drop them here; at most 25 MB each"))
        self.choose.clicked.connect(self._ask)
        self._column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.choose)
        self.setAcceptDrops(True)

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the files are."""
        return self._paths

    def set_paths(self, paths: Iterable[str]) -> None:
        """Show other files, each once."""
        self._paths = tuple(dict.fromkeys(paths))
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(path) for path in self._paths]
        for number, row in enumerate(self._rows):
            self._column.insertWidget(number, row)
        self.changed.emit()

    def add(self, paths: Iterable[str]) -> None:
        """Take more files."""
        self.set_paths((*self._paths, *paths))

    def read(self) -> tuple[FileDraft, ...]:
        """The files as they will be kept; KnownError says which one cannot be, and why."""
        return tuple(read_file(path) for path in self._paths)

    def _row(self, path: str) -> QWidget:
        theme, name = current(), Path(path).name
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        icon = PlainLabel(parent=row)
        icon.setPixmap(theme.pixmap("paperclip", "text2", theme.sizes.icon, self.devicePixelRatioF()))
        label = ElidedLabel(name, "body", parent=row)
        label.setToolTip(path)
        away = IconButton("x", _("Not with {name}").format(name=name), row)
        wish_of(away, path).connect(self._remove)
        line.addWidget(icon)
        line.addWidget(label, 1)
        line.addWidget(away)
        return row

    def _remove(self, gone: str) -> None:
        self.set_paths(path for path in self._paths if path != gone)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        choose_files(self, self.add)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.add(local_files(event.mimeData()))
