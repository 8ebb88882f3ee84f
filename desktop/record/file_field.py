"""The files that go with what is being typed: chosen or dropped, read only when it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.words import _
from desktop.form.editors import Editor
from desktop.form.files import choose_files, local_files
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import ElidedLabel, Icon, set_tip


class _File(QWidget):
    """One of the files, with a button that leaves it out."""

    removed = Signal(str)

    def __init__(self, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path
        name = Path(path).name
        label = ElidedLabel(name, "body", parent=self)
        set_tip(label, path)
        away = IconButton("x", _("Not with {name}").format(name=name), self)
        away.clicked.connect(self._remove)
        layouts.row(Icon("paperclip", parent=self), (label, 1), away, on=self, gap=6)

    def _remove(self) -> None:
        self.removed.emit(self._path)


class FileField(Editor):
    """Paths of files; a draft keeps where they are, not what is in them."""

    def __init__(self, parent: QWidget) -> None:
        inside = QWidget()
        self.choose = Button(_("Attach file…"), "plus", "link", inside)
        inside.setFocusProxy(self.choose)
        super().__init__(inside, parent)
        self._paths: tuple[str, ...] = ()
        self._rows: list[_File] = []
        self._column = layouts.column(on=inside, gap=2)
        set_tip(self.choose, _("Choose files, or drop them here; at most 25 MB each"))
        self.choose.clicked.connect(self._ask)
        self._column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        self.setAcceptDrops(True)

    @override
    def value(self) -> object:
        return self._paths

    @override
    def set_value(self, value: Any) -> None:
        self._paths = tuple(dict.fromkeys(value or ()))
        layouts.discard(self._column, self._rows)
        self._rows = [_File(path, self) for path in self._paths]
        for number, row in enumerate(self._rows):
            row.removed.connect(self._remove)
            self._column.insertWidget(number, row)
        self.changed.emit()

    def add(self, paths: Iterable[str]) -> None:
        """Take more files, each once."""
        self.set_value((*self._paths, *paths))

    @override
    def label_inside(self, name: str, label: str) -> None:
        self.choose.setObjectName(name)

    def _remove(self, gone: str) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_value(path for path in self._paths if path != gone)

    def _ask(self) -> None:
        choose_files(self, self.add)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.add(local_files(event.mimeData()))
