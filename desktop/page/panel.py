"""A titled panel, the frame most of a page is made of, and one with a list of rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.tokens import Ink
from desktop.workspace import Go

_SIDE = 16
ROWS_INSET = 9
"""Lit rows reach so far beyond the head of their panel that icons stand under icons."""


class Panel(QFrame):
    """A frame with icon, title, count and perhaps a link at the far end; contents go into `body`.

    `inset`: what is in it reaches so far beyond its head on both sides, as rows that are lit do.
    """

    link_clicked = Signal()

    def __init__(
        self,
        title: str = "",
        icon: str = "",
        ink: Ink = "text2",
        count: int | None = None,
        link: str = "",
        inset: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._has_icon = bool(icon)
        self._icon = Icon(icon, ink, parent=self)
        self._title = PlainLabel(title, "h3", parent=self)
        self._count = PlainLabel("", "h3", "text2", parent=self)
        self._link = Button(link, variant="link", parent=self)
        self._link.clicked.connect(self.link_clicked)
        self._top_row = layouts.row(
            self._icon, self._title, self._count, 1, self._link, margins=(inset, 0, inset, 0), gap=8
        )
        self.body = layouts.column(gap=4)
        side, below = _SIDE - inset, 8 if inset else 12
        layouts.column(self._top_row, self.body, on=self, margins=(side, 9, side, below), gap=4)
        self.set_title(title)
        self.set_count(count)
        self.set_link(link)

    def add_tools(self, *tools: QWidget) -> None:
        """Put widgets at the far end of the head."""
        for tool in tools:
            self._top_row.addWidget(tool)

    def set_title(self, title: str) -> None:
        """Name the panel; without a title it has no head."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._icon.setVisible(bool(title and self._has_icon))
        self.setAccessibleName(title)

    def set_count(self, count: int | None) -> None:
        """How many things the panel holds; None shows nothing."""
        self._count.setText("" if count is None else f"{count:,}")
        self._count.setVisible(count is not None)

    def set_link(self, text: str) -> None:
        """The words of the link at the far end; "" for none."""
        self._link.setText(text)
        self._link.setAccessibleName(f"{self._title.text()}: {text}" if self._title.text() else text)
        self._link.setVisible(bool(text))


class SettingsGroup(Panel):
    """Settings of one sort."""

    def follow(self) -> None:
        """Show how things stand now."""


class Group(Panel):
    """A panel with rows; hidden while it has none. Its link leads to all of them."""

    wanted = Signal(object)

    def __init__(self, name: str, title: str, icon: str, ink: Ink, all_of_them: Go | None, parent: QWidget) -> None:
        super().__init__(title, icon, ink, inset=ROWS_INSET, parent=parent)
        self.setObjectName(name)
        self._all = all_of_them
        self.list = RowList(title, self)
        self.list.setObjectName(f"{name}.list")
        self.body.addWidget(self.list)
        self.link_clicked.connect(self._want)
        self.hide()

    def lead_to(self, all_of_them: Go) -> None:
        """Let the link lead to another list."""
        self._all = all_of_them

    def show_rows(self, rows: Sequence[Row], total: int, elsewhere: int = 0, link: str = "") -> None:
        """Show these of `total` rows; so many more of the list behind the link are shown elsewhere on the page, or
        fewer, where that is a list of only some of them. `link` stands on the link where it counts nothing."""
        self.list.set_rows(rows)
        self.set_count(total)
        more = total > len(rows) and self._all is not None
        self.set_link((link or _("Show all {n}").format(n=total + elsewhere)) if more else "")
        self.setVisible(bool(rows))

    def _want(self) -> None:
        if self._all is not None:
            self.wanted.emit(self._all)
