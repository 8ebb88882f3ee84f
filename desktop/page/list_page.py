"""What Today and Reminders share: short lists one under another, which the keyboard walks through as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import BugError
from db.records.base import Change, Link, View
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.vocabulary import Kind
from desktop.actions import A, Place
from desktop.doing import bind_here, does, dress
from desktop.kinds import PAGE_OF
from desktop.kit import layouts
from desktop.kit.row_list import RowList
from desktop.kit.theme import Margins, current
from desktop.kit.time_chart import TimeChart
from desktop.page.page import Page
from desktop.page.panel import Group
from desktop.workspace import Go, Workspace, reminder_on

Led = RowList | TimeChart
"""What the keyboard walks through on a page: lists of rows, and the things of a timeline."""

PAGE_AIR: Margins = (24, 16, 24, 16)


class ListPage(Page):
    """A scrolling page of row lists. A subclass makes the sheet and fills the lists."""

    place: ClassVar[Place]

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._stale = True
        self._list: Led | None = None
        here = bind_here(self, self.place, self)
        self.keys = {row: action for row, action in here.items() if row.place is self.place}
        """What is done with the current row: a button on it, and a key while the focus is on the page."""
        dress(self.keys.values())
        self._groups: list[Group] = []
        self.area = layouts.scrolling(self)
        self._whole = layouts.row(self.area, on=self)
        workspace.changed.connect(self._hear)
        workspace.came_back.connect(self._hear)

    # ------------------------------------------------------------------------------------------ what a subclass says
    def lists(self) -> Sequence[RowList]:
        """The lists that have rows, from top to bottom."""
        return [group.list for group in self._groups if group.isVisibleTo(self)]

    def stops(self) -> Sequence[Led]:
        """What the keyboard walks through from top to bottom: the lists, and a timeline where there is one."""
        return self.lists()

    def fill(self) -> None:
        """Read, and show what was read."""
        raise BugError("a page of lists must fill them")

    def arrange(self, effective: float) -> None:
        """Lay the sheet out for an effective width of the window (pixels ÷ text scale)."""

    def choose(self, key: object) -> None:
        """Another row became current: enable what can be done with it."""

    def row_of(self, record: int) -> tuple[RowList, object] | None:
        """The list that shows a record and its key in it, where the page can lead to one."""
        return None

    # ------------------------------------------------------------------------------------------------ for a subclass
    def furnish(self, inside: QWidget, *parts: layouts.Part) -> None:
        """Put the parts of the page below each other, its heading first; they are made on `inside`."""
        inside.setProperty("page", True)
        layouts.column(*parts, 1, on=inside, margins=PAGE_AIR, gap=12)
        self.area.setWidget(inside)
        self._groups = [part for part in parts if isinstance(part, Group)]
        for group in self._groups:
            self.lead(group.list)

    def beside_area(self, widget: QWidget) -> None:
        """Put something into the page that stands there while the lists do not."""
        self._whole.addWidget(widget)

    def lead(self, each: Led) -> None:
        """Let a list take part in the keyboard's way over the page."""
        each.opened.connect(self.open_record)
        each.edge.connect(self._cross)
        each.noted.connect(self._note)

    def current_key(self) -> object:
        """The key of the row that was current last; None where there is none."""
        return self._list.current_key() if self._list is not None else None

    def below_current(self) -> QPoint:
        """The place on the screen under the row that was current last, where what it asks stands."""
        if self._list is None:
            return self.mapToGlobal(QPoint(0, 0))
        row = self._list.visualRect(self._list.currentIndex())
        return self._list.viewport().mapToGlobal(QPoint(row.center().x(), row.bottom()))

    def current_link(self) -> tuple[Kind, int] | None:
        """The record of that row."""
        return link_of(self.current_key())

    def open_record(self, key: object) -> None:
        """Show the record of a row on its page."""
        link = link_of(key)
        if link is not None and link[0] in PAGE_OF:
            self.workspace.go_wanted.emit(Go(PAGE_OF[link[0]], None, link[1]))

    @does(A.remind)
    def _remind(self) -> None:
        """Set a reminder on the record of the row that was current last."""
        self.workspace.edit_wanted.emit(reminder_on(self.current_record()))

    # ---------------------------------------------------------------------------------------------------------- a page
    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        self._refresh()
        found = self.row_of(record) if record is not None else None
        if found is not None:
            found[0].set_current(found[1])
        target: Led | None = found[0] if found is not None else next(iter(self.stops()), None)
        (target or self).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def current_record(self) -> int | None:
        link = self.current_link()
        return link[1] if link is not None else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.window().width() / current().scale)

    def _hear(self, change: Change | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def mark_stale(self) -> None:
        """Read again when it is shown next."""
        self._stale = True

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        before, had_focus, stood = self._list, self._list is not None and self._list.hasFocus(), self.lists()
        self.fill()
        lists = self.stops()
        if before is None or before in lists:
            return
        # What was current is done with, and its list with it; the keyboard goes on with the next one.
        self._list = None
        place = stood.index(before) if before in stood else 0
        near = (*stood[place:], *reversed(stood[:place]))
        following = next((each for each in near if each in lists), next(iter(lists), None))
        if had_focus and following is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, each: Led) -> None:
        self._list = each
        self.choose(each.current_key())

    def _cross(self, step: int) -> None:
        """Go on in the list above or below the one that has the keyboard."""
        lists = self.stops()
        if self._list in lists:
            at = lists.index(self._list) + step
            if 0 <= at < len(lists):
                lists[at].setFocus(Qt.FocusReason.OtherFocusReason)
                self.area.ensureWidgetVisible(lists[at])

    def restyle(self) -> None:
        """Draw the icons in the theme's colours, and lay the sheet out for the size of its text."""
        dress(self.keys.values())
        self.arrange(self.window().width() / current().scale)


def link_of(key: object) -> tuple[Kind, int] | None:
    """The record that a row's key names."""
    match key:
        case (Kind() as kind, int(record)):
            return kind, record
        case ReminderLine(record=Link(kind=kind, id=record)):
            return kind, record
        case Pending():
            return key.record.kind, key.record.id
    return None
