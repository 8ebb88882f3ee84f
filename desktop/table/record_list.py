"""The list side of a table page: views as tabs, what narrows them, the table, and what stands in an empty one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.queries.base import Reader
from db.queries.listing import MOST_VALUES, Listing
from db.queries.settings import our_side, saved_views
from db.records.base import Change, FacetValue, NamedView, View
from db.vocabulary import Kind
from db.words import _
from desktop.actions import A
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import IconButton
from desktop.kit.empty_note import EmptyNote
from desktop.kit.tabs import Tab, ViewTabs
from desktop.table.cell import Column
from desktop.table.columns import Scene
from desktop.table.facet_popover import FacetPopover
from desktop.table.facets import facets
from desktop.table.layout import Layout
from desktop.table.layout_menu import LayoutMenu
from desktop.table.list_bar import ListBar
from desktop.table.list_memory import ListMemory
from desktop.table.record_table import RecordTable
from desktop.table.record_view import RecordView
from desktop.table.tab_counts import TabCounts
from desktop.table.view_menu import ViewMenu
from desktop.workspace import Workspace

ALL = "all"


class Queries(Protocol):
    """How records of a kind are read as a table: what a noun's module in `db.queries` offers."""

    LISTING: Listing
    DEFAULT_VIEW: str

    def lines(self, reader: Reader, today: date, ids: Sequence[int], /) -> Sequence[Any]:
        """Records as rows, in the order of `ids`."""

    def views(self, reader: Reader, /) -> tuple[NamedView, ...]:
        """The views that are always there."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record as a table: its columns, how it is read, and how the page speaks of it."""

    kind: Kind
    columns: Callable[[Scene], Sequence[Column[Any]]]
    queries: Queries
    nothing_yet: Callable[[], str]
    """What an empty register says."""
    mine: str = ""
    """How the view of what the officer at this desk wrote begins, where the table has one."""

    @property
    def title(self) -> str:
        """What stands over the table."""
        return _(KINDS[self.kind].heading)


class RecordList(QWidget):
    """A status table with everything above it. It reads when it is told to, and when the register changed."""

    add_wanted = Signal()

    def __init__(self, workspace: Workspace, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._subject = subject
        self._listing, self._facet = subject.queries.LISTING, ""
        self.views: tuple[NamedView, ...] = ()
        self._always: tuple[NamedView, ...] = ()
        self._scene = Scene()
        self._unread = True
        kind = subject.kind.value
        self.model = RecordTable[Any](
            workspace, subject.columns(self._scene), self._listing, subject.queries.lines, self
        )
        self.tabs = ViewTabs(subject.title, self)
        self.tabs.setObjectName(f"view.{kind}.tabs")
        self.save = IconButton("plus", _("Save this view"), self)
        self.save.setObjectName(f"view.{kind}.save")
        workspace.guard(self.save)
        self.bar = ListBar(kind, facets(subject.kind), self)
        self.table = RecordView(workspace, self.model, self)
        self.table.setObjectName(f"view.{kind}.table")
        self.table.setAccessibleName(subject.title)
        self.note = EmptyNote(KINDS[subject.kind].icon, self)
        self.note.setObjectName(f"view.{kind}.empty")
        self._stack = QStackedWidget(self)
        self._counts = TabCounts(workspace, self._listing, self)
        self._memory = ListMemory(workspace.settings, subject.kind)
        self._menu = ViewMenu(workspace, self, subject.kind)
        self._looks = LayoutMenu(self)
        self._lay_out()
        self._wire()

    def show_view(self, view: View, key: str = "") -> None:
        """Show a view, with its filters and its words to find; `key` names the tab where it is a saved one."""
        self.refresh()
        same = next((each for each in self.views if each.own and each.view == view), None)
        known = self._named(key) or same or self._named(view.name) or self._named(ALL)
        assert known is not None, "Every table has a view of all its records."
        if known.view.name != view.name and not known.own:
            view = view.model_copy(update={"name": known.view.name})
        with QSignalBlocker(self.tabs):
            self.tabs.set_current(known.key)
        self.table.lay_out(self._memory.layout(known.key))
        self._show(view)

    def show_record(self, record: int) -> bool:
        """Make a record current, leaving the view for all records where it is not in it; False if it is nowhere."""
        self.refresh()
        if not self.table.show_record(record):
            self.show_view(View(name=ALL))
        return self.table.show_record(record)

    def hides(self, record: int) -> bool:
        """Whether the view, as it is narrowed, leaves a record out."""
        today, view = self._workspace.today(), self.model.view
        return not self._workspace.ask(lambda reader: self._listing.rows(reader, today, view).among(reader, {record}))

    def refresh(self) -> None:
        """Read the views and the rows for the first time; later they follow every change by themselves."""
        if not self._unread:
            return
        self._unread = False
        with QSignalBlocker(self.tabs):
            self._read_views()
        self._counts.count(self.views)
        kept = self._memory.view()
        if kept is not None and self._named(kept.own) is not None:
            self.show_view(kept.view, kept.own)
        else:
            self.show_view(View(name=self._subject.queries.DEFAULT_VIEW))

    def fit(self, wide: bool) -> None:
        """Take the columns there is room for."""
        self._scene = Scene(self._scene.ours, wide)
        self._take_columns()

    def focus_list(self) -> None:
        """Put the focus into the table, or on what stands in its place."""
        (self.table if self.model.records else self.note).setFocus(Qt.FocusReason.OtherFocusReason)

    def narrow_to(self, facet: str, values: tuple[str, ...]) -> None:
        """Leave only rows with one of these values of a facet; with none, every one."""
        self._show(self.model.view.narrowed_to(facet, values))

    def _offer_values(self, facet: str, button: QWidget) -> None:
        """Offer the values of a facet under its button, counted under the other filters."""
        self._facet, view = facet, self.model.view
        read = partial(self._listing.facet, today=self._workspace.today(), view=view, name=facet)
        label = next(each.label for each in facets(self._subject.kind) if each.name == facet)
        values = self._workspace.ask(read)
        further = partial(_further, self._workspace, read) if len(values) >= MOST_VALUES else None
        popover = FacetPopover(label, values, view.chosen(facet), self, further=further)
        popover.chosen.connect(self._take_values)
        popover.show_under(button)

    def _take_values(self, values: tuple[str, ...]) -> None:
        self.narrow_to(self._facet, values)

    def group_by(self, facet: str) -> None:
        """Let the rows stand under the values of a facet; with "", under none."""
        self._show(self.model.view.model_copy(update={"group": facet}))

    def clear(self) -> None:
        """Show everything of the named view again, as its tab says."""
        self._show(View(name=self.model.view.name, sort=self.model.view.sort, descending=self.model.view.descending))

    def _find(self, text: str) -> None:
        if text != self.model.view.find and self._workspace.is_open:  # typing may outlast the window
            self._show(self.model.view.model_copy(update={"find": text}))

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.note)
        views = layouts.row((self.tabs, 1), self.save, margins=(16, 6, 12, 0))
        layouts.column(views, self.bar, (self._stack, 1), on=self, gap=0)

    def _wire(self) -> None:
        self.tabs.current_changed.connect(self._choose_view)
        self.tabs.menu_requested.connect(self._menu.open)
        self.save.clicked.connect(self._menu.save_as)
        self.bar.found.connect(self._find)
        self.bar.left.connect(self.focus_list)
        self.bar.cleared.connect(self.clear)
        self.bar.facet_pressed.connect(self._offer_values)
        self.bar.layout_pressed.connect(self._looks.open)
        self.table.laid_out.connect(self.keep_layout)
        self._counts.counted.connect(self._show_tabs)
        self.note.pressed.connect(self._help)
        self._workspace.changed.connect(self._hear)

    def _hear(self, change: Change) -> None:
        """The rows were read again by the model; counts and the empty note follow. Views and our side do after a change
        that may reach anything, as one of the settings does, or where views are called otherwise since."""
        if self._unread or not change.reaches(self._subject.kind):
            return
        if change.reached is None or self._always_there() != self._always:
            self._read_views()
        self._counts.count(self.views)
        self._settle()

    def _read_views(self) -> None:
        self._scene = Scene(self._workspace.ask(our_side), self._scene.wide)
        self._take_columns()
        self._always, saved = self._always_there(), partial(saved_views, kind=self._subject.kind)
        self.views = self._always + self._workspace.ask(saved)
        self._show_tabs()

    def _always_there(self) -> tuple[NamedView, ...]:
        found = self._workspace.ask(self._subject.queries.views)
        if not self._subject.mine:
            return found
        view = View(name=self._subject.mine + self._workspace.officer)
        return (*found, NamedView(view=view, label=_("Mine")))

    def _show_tabs(self) -> None:
        self.tabs.set_tabs([Tab(each.key, each.label, self._counts.of(each.key)) for each in self.views])

    def _named(self, key: str) -> NamedView | None:
        return next((each for each in self.views if each.key == key), None)

    def _choose_view(self, key: str) -> None:
        named = self._named(key)
        if named is not None:
            self.table.lay_out(self._memory.layout(key))
            self._show(named.view)

    def _show(self, view: View) -> None:
        if view != self.model.view or self.model.unread:
            self.model.show_view(view)
        self.bar.show_view(view, self._workspace.ask(partial(self._listing.chosen, view=view)))
        self._memory.keep_view(self.tabs.current(), view)
        self._settle()

    def _settle(self) -> None:
        """Say how many rows are left; where there are none, say why and what helps."""
        rows, view, named = self.model.records, self.model.view, self._named(self.tabs.current())
        self.bar.say(rows, self._counts.whole(named) if view.is_narrowed and named is not None else rows)
        self._stack.setCurrentWidget(self.table if rows else self.note)
        if not rows:
            anything = not view.is_narrowed and bool(self._counts.now(View()))
            self.note.say(*_why_empty(view, named.label if named is not None and anything else "", self._subject))

    def _help(self) -> None:
        """Do what the button of the empty note says."""
        if self.model.view.is_narrowed:
            self.clear()
        elif self._counts.now(View()):
            self.tabs.set_current(ALL)
        else:
            self.add_wanted.emit()

    def layout_now(self) -> Layout:
        """How the table looks."""
        return self.table.layout_now()

    def keep_layout(self, layout: Layout) -> None:
        """Let the table look so, now and when this view is shown again."""
        self.table.lay_out(layout)
        self._memory.keep_layout(self.tabs.current(), layout)

    def _take_columns(self) -> None:
        self.model.take_columns(self._subject.columns(self._scene))
        self.table.fit(self._scene.wide)


def _further(workspace: Workspace, read: Callable[..., Sequence[FacetValue]], text: str) -> Sequence[FacetValue]:
    """The values of a facet that some letters are part of."""
    return workspace.ask(partial(read, find=text))


def _why_empty(view: View, named: str, subject: Subject) -> tuple[str, str]:
    """Why a table has no rows, and what its button does; `named` is the view where others have rows."""
    if view.asked:
        none = _(
            "Nothing in this list is found by “{find}” in titles, texts and dates. Status and country are filters."
        )
        return none.format(find=view.find), _("Clear filters")
    if view.filters:
        none = _("Nothing here matches these filters.")
        return none, _("Clear filters")
    if named:
        return _("Nothing under “{named}” now.").format(named=named), _("Show all")
    return subject.nothing_yet(), _(KINDS[subject.kind].new or A.log.text)
