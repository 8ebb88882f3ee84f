"""What narrows a status table: the field to find in it, the country, and how many rows are left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from db.records.parties import PartyLine
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.plain import PlainLabel
from desktop.widgets.search_field import SearchField

PAUSE_MS = 120


class FindField(SearchField):
    """Finding in a list: it tells after a pause in typing, Esc clears it, Down or Enter goes to the list."""

    found = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._tell()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def put(self, text: str) -> None:
        """Hold a text without telling."""
        self.setText(text)
        self._pause.stop()

    def _wait(self, text: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.found.emit(self.text())


class ListBar(QWidget):
    """Find, country and clear, in one line above the table."""

    narrowed = Signal()
    left = Signal()
    country_menu = Signal()
    """The country menu is about to open and wants its countries."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.finder = FindField(self.tr("Find in this list"), self)
        self.finder.setObjectName(f"view.{name}.find")
        self.finder.found.connect(self._look_for)
        self.finder.left.connect(self.left)
        self.looked_for = ""
        self.country: int | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.country_menu)
        self._menu.triggered.connect(self._choose)
        self._group = QActionGroup(self)
        self._button = Button("", variant="filter", parent=self)
        self._button.setObjectName(f"filter.{name}.country")
        self._button.setMenu(self._menu)
        self._clear = Button(self.tr("Clear"), variant="link", parent=self)
        self._clear.setAccessibleName(self.tr("Clear the filters"))
        self._clear.clicked.connect(self.clear)
        self._count = PlainLabel("", "meta", "text2", parent=self)
        self._count.setObjectName(f"view.{name}.count")
        self._row = QHBoxLayout(self)
        for widget in (self.finder, self._button, self._clear, self._count):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._set_country(None, "")
        theme.changed.connect(self._dress)
        self._dress()

    def set_countries(self, parties: Sequence[PartyLine]) -> None:
        """The countries to choose from, under "All countries"."""
        self._menu.clear()
        choices: list[tuple[int | None, str]] = [(None, self.tr("All countries"))]
        choices += [(party.id, party.title) for party in parties]
        for party_id, title in choices:
            # A menu would read "&" as the mark of a shortcut letter.
            action = self._menu.addAction(title.replace("&", "&&"))
            action.setData((party_id, title))
            action.setCheckable(True)
            action.setActionGroup(self._group)
            action.setChecked(party_id == self.country)

    def set_filters(self, looked_for: str, country: int | None, title: str) -> None:
        """Narrow without telling."""
        self.finder.put(looked_for)
        self.looked_for = looked_for.strip()
        self._set_country(country, title)

    def _set_country(self, country: int | None, title: str) -> None:
        self.country = country
        words = self.tr("Country: {}").format(title) if country is not None else self.tr("Country")
        self._button.setText(words.replace("&", "&&"))
        self._button.setAccessibleName(words)
        self._button.set_active(country is not None)
        self._show_clear()

    def say(self, rows: int, of: int) -> None:
        """How many rows are left of how many: "3 of 13"; nothing while all are shown."""
        words = self.tr("{} of {}").format(rows, of) if self.looked_for or self.country is not None else ""
        if words and words != self._count.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._count, words))
        self._count.setText(words)

    def count_shown(self) -> str:
        """The words that say how many rows are left."""
        return self._count.text()

    def clear(self) -> None:
        """Show everything of the view again."""
        self.set_filters("", None, "")
        self.narrowed.emit()

    def _look_for(self, text: str) -> None:
        if text.strip() != self.looked_for:
            self.looked_for = text.strip()
            self._show_clear()
            self.narrowed.emit()

    def _choose(self, action: QAction) -> None:
        country, title = action.data()
        self._set_country(country, title)
        self.narrowed.emit()

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.looked_for) or self.country is not None)

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(20), px(8), px(20), px(8))
        self._row.setSpacing(px(8))
        self.finder.setFixedWidth(px(220))
