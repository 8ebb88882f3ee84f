"""What narrows a status table: the field to find in it, a button for each facet, and how many rows are left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from db.records.base import View
from db.rules.text import TEXT_LIMIT
from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton, wish_of
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current, set_size
from desktop.table.facets import FacetSpec

PAUSE_MS = 120
_ROOMS = ((False, 24), (True, 24), (True, 12), (True, 0))
"""Whether only the first facets have a button, besides those that narrow, and how many letters of a value are shown; of
none, only that there is one. The first for which there is room."""
_FIRST = 2


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
        elif event.key() in (Qt.Key.Key_Down, *ENTER):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def put(self, text: str) -> None:
        """Hold a text without telling."""
        if text != self.text().strip():
            self.setText(text)
        self._pause.stop()

    def _wait(self, text: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.found.emit(self.text().strip())


class ListBar(QWidget):
    """Find, facets and clear, in one line above the table; at its end how the rows look."""

    found = Signal(str)
    left = Signal()
    cleared = Signal()
    facet_pressed = Signal(str, QWidget)
    """The button of a facet was pressed: its values are wanted under it."""
    layout_pressed = Signal(QWidget)
    """How the table looks is to be chosen."""

    def __init__(self, name: str, facets: Sequence[FacetSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._facets = {each.name: each for each in facets}
        self._view = View()
        self._labels: Mapping[str, Sequence[str]] = {}
        self._wanted = ""
        self.finder = FindField(_("Find in this list"), self)
        self.finder.setObjectName(f"view.{name}.find")
        set_size(self.finder, 190)
        self.finder.found.connect(self.found)
        self.finder.left.connect(self.left)
        self._buttons = {each.name: self._facet_button(each) for each in facets}
        self._more = Button(_("More"), variant="filter", parent=self)
        self._more.setObjectName(f"filter.{name}.more")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer_more)
        self._menu.triggered.connect(self._press_named)
        self._more.setMenu(self._menu)
        self._clear = Button(_("Clear"), variant="link", parent=self)
        self._clear.setAccessibleName(_("Clear the filters"))
        self._clear.clicked.connect(self.cleared)
        self._count = PlainLabel("", "meta", "text2", parent=self)
        self._count.setObjectName(f"view.{name}.count")
        self.look = IconButton("columns-3", _("Columns and density"), self)
        self.look.setObjectName(f"view.{name}.look")
        self.look.clicked.connect(self._press_look)
        narrowing = (self.finder, *self._buttons.values(), self._more, self._clear, self._count)
        self._row = layouts.row(*narrowing, 1, self.look, on=self, margins=(20, 8, 12, 8), gap=8)
        self.show_view(View(), {})

    def show_view(self, view: View, labels: Mapping[str, Sequence[str]]) -> None:
        """Say what a view is narrowed by; `labels` are the chosen values of each facet in words."""
        self._view, self._labels = view, labels
        self.finder.put(view.find)
        for name, button in self._buttons.items():
            words = self._words(name, TEXT_LIMIT)
            button.setAccessibleName(words)
            set_tip(button, words if view.chosen(name) else "")
            button.set_active(bool(view.chosen(name)))
        self._clear.setVisible(view.is_narrowed)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons there is room for; the others stand under More, unless they narrow."""
        super().resizeEvent(event)
        self._arrange()

    def button(self, facet: str) -> Button:
        """The button of a facet; KeyError where the table has none of that name."""
        return self._buttons[facet]

    def say(self, rows: int, of: int) -> None:
        """How many rows are left of how many: "3 of 13"; nothing while all are shown."""
        words = _("{rows} of {of}").format(rows=f"{rows:n}", of=f"{of:n}") if self._view.is_narrowed else ""
        if words == self._count.text():
            return
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._count, words))
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self._arrange()

    def count_shown(self) -> str:
        """The words that say how many rows are left."""
        return self._count.text()

    def press(self, facet: str) -> None:
        """Ask for the values of a facet."""
        button = self._buttons[facet]
        self.facet_pressed.emit(facet, button if button.isVisibleTo(self) else self._more)

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the field and More: the buttons never widen the window."""
        return QSize(current().px(360), super().minimumSizeHint().height())

    def offer_facets(self) -> None:
        """Offer every facet in a menu, for the keyboard; the chosen one opens its values."""
        menu = QMenu(self)
        menu.setObjectName(f"menu.facets.{self._name}")
        for each in self._facets.values():
            menu.addAction(each.label).setData(each.name)
        menu.triggered.connect(self._press_named)
        menu.aboutToHide.connect(menu.deleteLater)
        first = next(iter(self._buttons.values()))
        layouts.settle()
        menu.popup(first.mapToGlobal(QPoint(0, first.height())))
        menu.setActiveAction(menu.actions()[0])

    def _facet_button(self, facet: FacetSpec) -> Button:
        button = Button(facet.label, "chevron-down", "filter", self)
        button.setLayoutDirection(_turned(self.layoutDirection()))  # the arrow stands behind the words
        button.setObjectName(f"filter.{self._name}.{facet.name}")
        wish_of(button, facet.name).connect(self.press)
        return button

    def _words(self, name: str, longest: int) -> str:
        """A facet and what it is narrowed to, in so many letters of a value."""
        label, labels, chosen = self._facets[name].label, self._labels.get(name, ()), len(self._view.chosen(name))
        if not chosen:
            return label
        if len(labels) == 1 and longest:
            title = labels[0] if len(labels[0]) <= longest else labels[0][: longest - 1] + "…"
            return _("{facet}: {value}").format(facet=label, value=title)
        return _("{facet}: {number}").format(facet=label, number=chosen)

    def _arrange(self) -> None:
        """Show as many buttons, and as much on them, as there is room for; at last what narrows goes under More too."""
        near = [name for name, each in self._facets.items() if each.near]
        narrowing = [name for name in self._facets if self._view.chosen(name)]
        for few, longest in _ROOMS:
            self._show({*(near[:_FIRST] if few else near), *narrowing}, longest)
            if self._fits():
                return
        while narrowing and not self._fits():
            narrowing.pop()
            self._show({*narrowing}, 0)

    def _show(self, names: Collection[str], longest: int) -> None:
        for name, button in self._buttons.items():
            button.setText(self._words(name, longest).replace("&", "&&"))
            button.setVisible(name in names)
        hidden = self._facets.keys() - names
        self._more.setVisible(bool(hidden))
        self._more.set_active(any(self._view.chosen(name) for name in hidden))

    def _fits(self) -> bool:
        self._row.invalidate()
        return self._row.minimumSize().width() <= self.width()

    def _offer_more(self) -> None:
        self._menu.clear()
        for name, button in self._buttons.items():
            if button.isHidden():
                self._menu.addAction(self._words(name, TEXT_LIMIT).replace("&", "&&")).setData(name)

    def _press_named(self, action: QAction) -> None:
        # The menu is still closing: a second pop-up opened now would close with it.
        self._wanted = str(action.data())
        QTimer.singleShot(0, self._press_wanted)

    def _press_wanted(self) -> None:
        self.press(self._wanted)

    def _press_look(self) -> None:
        self.layout_pressed.emit(self.look)


def _turned(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    ltr, rtl = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    return ltr if direction == rtl else rtl
