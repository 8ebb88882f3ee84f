"""The list side of a table page: views as tabs, what narrows them, the table, and what stands in an empty one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.queries import parties
from db.queries.settings import our_side
from db.records.base import View, ViewCount
from db.vocabulary import Kind
from desktop.models.columns import Scene
from desktop.models.record_table import Column, Count, RecordTable, Window
from desktop.theme.status import KIND_ICONS
from desktop.theme.theme import Theme
from desktop.widgets.empty_note import EmptyNote
from desktop.widgets.list_bar import ListBar
from desktop.widgets.record_view import RecordView
from desktop.widgets.tabs import Tab, ViewTabs
from desktop.workspace import Workspace

ALL = "all"


@dataclass(frozen=True, slots=True)
class Words:
    """How a page speaks of its records: the name of the table, what an empty register says, and its button."""

    title: str
    nothing_yet: str
    add: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record as a table: its columns, how it is read, and the view it opens with."""

    kind: Kind
    columns: Callable[[Scene], Sequence[Column[Any]]]
    count: Count
    window: Window[Any]
    views: Callable[..., tuple[ViewCount, ...]]
    default: str


class RecordList(QWidget):
    """A status table with everything above it. It reads when it is told to, and when the register changed."""

    add_wanted = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, subject: Subject, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._theme = workspace, theme
        self._subject, self._words = subject, words
        self._views: tuple[ViewCount, ...] = ()
        self._scene = Scene()
        self._unread = True
        kind = subject.kind.value
        columns = subject.columns(self._scene)
        self.model = RecordTable[Any](workspace, subject.kind, columns, subject.count, subject.window, self)
        self.tabs = ViewTabs(words.title, self)
        self.tabs.setObjectName(f"view.{kind}.tabs")
        self.bar = ListBar(theme, kind, self)
        self.table = RecordView(workspace, theme, self.model, self)
        self.table.setObjectName(f"view.{kind}.table")
        self.table.setAccessibleName(words.title)
        self.note = EmptyNote(theme, KIND_ICONS[subject.kind], self)
        self.note.setObjectName(f"view.{kind}.empty")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._wire()

    def show_view(self, view: View) -> None:
        """Show a view, with its country and its words to find."""
        self.refresh()
        known = view.name if view.name in self._names() else ALL
        self.tabs.blockSignals(True)
        self.tabs.set_current(known)
        self.tabs.blockSignals(False)
        self.bar.set_filters(view.find, view.country, self._country(view.country))
        self._show(view.model_copy(update={"name": known}))

    def show_record(self, record: int) -> bool:
        """Make a record current, leaving the view for all records where it is not in it; False if it is nowhere."""
        self.refresh()
        if not self.table.show_record(record):
            self.show_view(View(name=ALL))
        return self.table.show_record(record)

    def refresh(self) -> None:
        """Read the views and the rows for the first time; later they follow every change by themselves."""
        if not self._unread:
            return
        self._unread = False
        self.tabs.blockSignals(True)
        self._read_views()
        self.tabs.blockSignals(False)
        self.show_view(View(name=self._subject.default))

    def fit(self, wide: bool) -> None:
        """Take the columns there is room for."""
        self._scene = Scene(self._scene.ours, wide)
        self._dress_columns()
        self.table.fit(wide)

    def focus_list(self) -> None:
        """Put the focus into the table, or on what stands in its place."""
        shown: QWidget = self.table if self.model.rowCount() else self.note
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.note)
        self._tab_row = QHBoxLayout()
        self._tab_row.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tab_row)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._theme.changed.connect(self._dress)
        self._dress()

    def _wire(self) -> None:
        self.tabs.current_changed.connect(self._choose_view)
        self.bar.narrowed.connect(self._narrow)
        self.bar.left.connect(self.focus_list)
        self.bar.country_menu.connect(self._offer_countries)
        self.note.pressed.connect(self._help)
        self._workspace.changed.connect(self._hear)

    def _hear(self) -> None:
        """The rows were read again by the model; views, our side and the empty note follow."""
        if not self._unread:
            self._read_views()
            self._settle()

    def _read_views(self) -> None:
        self._scene = Scene(self._workspace.ask(our_side), self._scene.wide)
        self._dress_columns()
        self._views = self._workspace.ask(partial(self._subject.views, today=self._workspace.today()))
        self.tabs.set_tabs([Tab(each.name, each.label, each.count) for each in self._views])

    def _names(self) -> set[str]:
        return {each.name for each in self._views}

    def _choose_view(self, name: str) -> None:
        self._show(self.model.view.model_copy(update={"name": name}))

    def _narrow(self) -> None:
        update = {"find": self.bar.looked_for, "country": self.bar.country}
        self._show(self.model.view.model_copy(update=update))

    def _show(self, view: View) -> None:
        self.model.show_view(view)
        self._settle()

    def _settle(self) -> None:
        """Say how many rows are left; where there are none, say why and what helps."""
        rows, whole = self.model.rowCount(), self._whole()
        self.bar.say(rows, whole)
        self._stack.setCurrentWidget(self.table if rows else self.note)
        if not rows:
            self.note.say(*self._reason())

    def _whole(self) -> int:
        return next((each.count for each in self._views if each.name == self.model.view.name), 0)

    def _reason(self) -> tuple[str, str]:
        if self.bar.looked_for:
            words = self.tr("Nothing in this list contains “{}”.")
            return words.format(self.bar.looked_for), self.tr("Clear filters")
        if self.bar.country is not None:
            words = self.tr("Nothing in this list concerns {}.")
            return words.format(self._country(self.bar.country)), self.tr("Clear filters")
        if any(each.count for each in self._views):
            label = next((each.label for each in self._views if each.name == self.model.view.name), "")
            return self.tr("Nothing under “{}” now.").format(label), self.tr("Show all")
        return self._words.nothing_yet, self._words.add

    def _help(self) -> None:
        """Do what the button of the empty note says."""
        if self.bar.looked_for or self.bar.country is not None:
            self.bar.clear()
        elif any(each.count for each in self._views):
            self.tabs.set_current(ALL)
        else:
            self.add_wanted.emit()

    def _offer_countries(self) -> None:
        self.bar.set_countries(self._workspace.ask(parties.lines))

    def _country(self, party: int | None) -> str:
        return next((each.title for each in self._workspace.ask(parties.lines) if each.id == party), "")

    def _dress_columns(self) -> None:
        self.model.columns = tuple(self._subject.columns(self._scene))
        self.table.viewport().update()

    def _dress(self) -> None:
        px = self._theme.px
        self._tab_row.setContentsMargins(px(16), px(6), px(16), 0)
