"""Naming other records in a form: one of them, or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from db.queries.base import Reader, links
from db.records.base import Change, Link
from db.vocabulary import Kind
from db.words import _
from desktop.form.editors import Editor
from desktop.form.offers import several
from desktop.form.record_picker import RecordPicker, gone
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import IconButton
from desktop.kit.plain import ElidedLabel, Icon
from desktop.kit.theme import set_air
from desktop.workspace import Workspace


def named(workspace: Workspace, ids: Sequence[int]) -> tuple[Link, ...]:
    """Records as other records name them, in the order of `ids`."""

    def read(reader: Reader) -> dict[int, Link]:
        return links(reader, ids)

    found = workspace.ask(read) if ids else {}
    return tuple(found[each] for each in ids if each in found)


class Reference(Editor):
    """One record, or none."""

    def __init__(self, workspace: Workspace, kinds: tuple[Kind, ...], parent: QWidget) -> None:
        self.picker = RecordPicker(workspace, kinds, "")
        super().__init__(self.picker, parent)
        self._workspace = workspace
        self.picker.problem_changed.connect(self.problem_changed)
        self.picker.chosen.connect(self.changed)

    @override
    def value(self) -> object:
        return self.picker.link.id if self.picker.link else None

    @override
    def set_value(self, value: Any) -> None:
        self.picker.show_link(next(iter(named(self._workspace, (value,) if value is not None else ())), None))

    @override
    def problem(self) -> str:
        return self.picker.problem()

    @override
    def typed(self) -> object:
        return self.value(), self.picker.line.text()

    @override
    def retype(self, typed: Any) -> None:
        value, text = typed
        if value is None:
            self.picker.show_link(None, text)
        else:
            self.set_value(value)


class Chosen(QFrame):
    """One of the chosen records, with a button that takes it away."""

    removed = Signal(object)
    """Itself."""

    def __init__(self, link: Link, parent: QWidget) -> None:
        super().__init__(parent)
        self.link = link
        self.setProperty("card", True)
        self.away = IconButton("x", _("Remove {title}").format(title=link.title), self)
        self.away.clicked.connect(self._remove)
        self.row = QHBoxLayout(self)
        self.fill()
        self.row.addWidget(self.away)

    def fill(self) -> None:
        """Show the record before the button."""
        set_air(self.row, (8, 0, 0, 0), (8,))
        self.row.addWidget(Icon(KINDS[self.link.kind].icon, parent=self))
        self.row.addWidget(ElidedLabel(self.link.title, "body", parent=self), 1)

    def _remove(self) -> None:
        self.removed.emit(self)


class References(Editor):
    """Several records in an order; choosing one adds it."""

    def __init__(self, workspace: Workspace, kinds: tuple[Kind, ...], parent: QWidget) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self._workspace = workspace
        self._chosen: list[Chosen] = []
        self._column = layouts.column(on=self._inside, gap=4)
        self.picker = RecordPicker(workspace, kinds, "", self._inside)
        self.picker.line.setPlaceholderText(_("Add: type a name, or press ↓"))
        self.picker.chosen.connect(self._add)
        self.picker.problem_changed.connect(self.problem_changed)
        self.picker.taken = self._take_several
        workspace.changed.connect(self._look_again)
        self._kinds = kinds
        self._column.addWidget(self.picker)
        self.setFocusProxy(self.picker.line)

    def card(self, link: Link) -> Chosen:
        """What shows a chosen record."""
        return Chosen(link, self._inside)

    def arrange(self) -> None:
        """Other records are chosen now."""

    def links(self) -> tuple[Link, ...]:
        """The records that are chosen."""
        return tuple(each.link for each in self._chosen)

    @override
    def value(self) -> object:
        return tuple(link.id for link in self.links())

    @override
    def set_value(self, value: Any) -> None:
        self.picker.show_link(None)
        for each in self._chosen:
            self._drop(each)
        self._chosen = []
        for link in named(self._workspace, tuple(value or ())):
            self._append(link)
        self.arrange()

    @override
    def problem(self) -> str:
        return self.picker.problem()

    @override
    def typed(self) -> object:
        return self.value(), self.picker.line.text()

    @override
    def retype(self, typed: Any) -> None:
        value, text = typed
        self.set_value(value)
        self.picker.show_link(None, text)

    def _add(self, link: Link | None) -> None:
        if link is None:
            return
        self.picker.show_link(None)
        if link not in self.links():
            self._append(link)
        self.arrange()
        self.changed.emit()

    def _take_several(self, text: str) -> bool:
        """Of names that are pasted together, take all that are there; the others stay to be looked at."""
        found, left = several(self._workspace, self._kinds, text)
        if not found:
            return False
        self.picker.show_link(None, "; ".join(left))
        for link in found:
            if link not in self.links():
                self._append(link)
        self.arrange()
        self.changed.emit()
        if len(left) == 1:
            self.picker.offer()
        return True

    def _look_again(self, change: Change) -> None:
        """What is no longer there is not chosen any more."""
        missing = gone(self._workspace, change, [each.id for each in self.links()])
        for each in [each for each in self._chosen if each.link.id in missing]:
            self._chosen.remove(each)
            self._drop(each)
        if missing:
            self.arrange()
            self.changed.emit()

    def _append(self, link: Link) -> None:
        each = self.card(link)
        each.removed.connect(self._remove)
        self._column.insertWidget(len(self._chosen), each)
        self._chosen.append(each)
        each.show()

    def _remove(self, gone: Chosen) -> None:
        self._chosen.remove(gone)
        self.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)  # before it is hidden with its button
        self._drop(gone)
        self.arrange()
        self.changed.emit()

    def _drop(self, each: Chosen) -> None:
        layouts.discard(self._column, (each,))
