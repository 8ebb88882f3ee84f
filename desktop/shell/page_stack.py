"""The pages of the window: each is made when it is first visited, and back and forward lead through the visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.actions import A
from desktop.doing import does
from desktop.shell import page_rooms, rooms

if TYPE_CHECKING:
    from db.records.base import View
    from db.vocabulary import Kind
    from desktop.page.page import Page
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what of it was shown."""

    page: str
    view: View | None = None
    record: int | None = None


class PageStack(QStackedWidget):
    """Shows one page at a time; before a register is open it is empty ground."""

    moved = Signal(str)
    """The name of the page that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._pages: dict[str, Page] = {}
        self._visits: list[Place] = []
        self._at = -1

    def attach(self, workspace: Workspace | None) -> None:
        """Show pages of this register from now on; the pages of another one end."""
        self._workspace = workspace
        self._visits, self._at = [], -1
        self._drop()

    def place(self) -> Place | None:
        """The page that is shown, with what of it was asked for."""
        return self._visits[self._at] if self._visits else None

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._visits[self._at].page) if self._visits else None

    def go(self, place: Place) -> None:
        """Visit a page; what was ahead is forgotten."""
        self._page_of(place.page)
        self._note()
        del self._visits[self._at + 1 :]
        self._visits.append(place)
        self._at = len(self._visits) - 1
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard into the page that is shown."""
        page = self.page()
        if page is not None:
            page.arrive(None, None)

    def open_apart(self, kind: Kind, record: int) -> None:
        """Show a record of one of the tables in a window of its own; what is shown here stays."""
        assert self._workspace is not None, "A record is opened after a register was."
        rooms.show_apart(self._workspace, kind, record, self.window())

    @does(A.back)
    def back(self) -> None:
        """Show the visit before."""
        self._step(-1)

    @does(A.forward)
    def forward(self) -> None:
        """Show the visit after."""
        self._step(1)

    def can_step(self, by: int) -> bool:
        """Whether there is a visit before (-1) or after (+1)."""
        return 0 <= self._at + by < len(self._visits)

    def reload(self) -> None:
        """Make the shown page anew and forget the others, so that everything is read again."""
        self._note()
        self._drop()
        if self._visits:
            self._show()

    def _step(self, by: int) -> None:
        if self.can_step(by):
            self._note()
            self._at += by
            self._show()

    def _note(self) -> None:
        """Keep which record was looked at, for coming back."""
        page = self.page()
        if page is not None:
            here = self._visits[self._at]
            self._visits[self._at] = replace(here, record=page.kept_record() or here.record)

    def _show(self) -> None:
        place = self._visits[self._at]
        page = self._page_of(place.page)
        self.setCurrentWidget(page)
        page.arrive(place.view, place.record)
        self.moved.emit(place.page)

    def _page_of(self, name: str) -> Page:
        return self._pages.get(name) or self._make(name)

    def _make(self, name: str) -> Page:
        assert self._workspace is not None, "A page is visited after a register was opened."
        page = self._pages[name] = page_rooms.page(name)(self._workspace, self)
        self.addWidget(page)
        return page

    def _drop(self) -> None:
        for page in self._pages.values():
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = {}
