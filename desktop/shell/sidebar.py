"""The sidebar: the pages and the countries that are followed, each with what waits there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from db.words import _, ngettext
from desktop.actions import GO_TO, PAGES, REFERENCE, Action
from desktop.doing import Actions
from desktop.kinds import KIND_ON, KINDS
from desktop.kit import layouts
from desktop.kit.buttons import wish_of
from desktop.kit.theme import current, repolish
from desktop.shell.nav import NavButton, SectionLabel


class Followed(NamedTuple):
    """A country or organisation in the sidebar, with its open promises."""

    party: int
    name: str
    code: str
    many: int
    organisation: bool = False


class CountryButton(NavButton):
    """A country in the sidebar; `party` is its record."""

    def __init__(self, party: int, name: str, code: str, parent: QWidget) -> None:
        super().__init__(name, "" if code else "globe", code=code, parent=parent)
        self.party = party


class ViewButton(NavButton):
    """A view that somebody pinned; it leads to its page."""

    def __init__(self, page: str, label: str, view: object, parent: QWidget) -> None:
        super().__init__(label, KINDS[KIND_ON[page]].icon, parent=parent)
        self.page, self.view = page, view
        self.setCheckable(False)


class Sidebar(QFrame):
    """Pages, RECORDS, REFERENCE, COUNTRIES and ORGANISATIONS; narrow windows show only icons and codes."""

    country_chosen = Signal(object)
    """The record of the country that was clicked."""
    view_chosen = Signal(str, object)
    """The page and the NamedView of the pinned view that was clicked."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Sidebar"))
        self._actions = actions
        self._compact = False
        self._inside = QWidget(self)
        self._inside.setProperty("page", True)
        self._rows = layouts.column(on=self._inside, margins=(8, 10, 8, 8), gap=2)
        self._pages: dict[str, NavButton] = {}
        self._countries: list[CountryButton] = []
        self._country: int | None = None
        self._headings: list[SectionLabel] = []
        for page in PAGES:
            if page == "visits":
                self._heading(_("Records"))
            self._pages[page] = self._page(page, GO_TO[page])
        self._heading(_("Reference"))
        for page in REFERENCE:
            self._pages[page] = self._page(page, GO_TO[page])
        self._view_heading = self._heading(_("Views"))
        self._view_heading.hide()
        self._views: list[ViewButton] = []
        self._country_heading = self._heading(_("Countries"))
        self._country_heading.hide()
        self._organisation_heading = self._heading(_("Organisations"))
        self._organisation_heading.hide()
        self._followed: list[Followed] = []
        self._rows.addStretch(1)
        layouts.column(layouts.scrolling(self, self._inside), on=self)
        self.restyle()

    def page(self, name: str) -> NavButton:
        """The row of a page."""
        return self._pages[name]

    def set_compact(self, compact: bool) -> None:
        """Only icons and codes, or words too."""
        self._compact = compact
        self.restyle()

    def set_current(self, page: str, country: int | None = None) -> None:
        """Mark the page that is shown, or the country whose page it is."""
        self._country = country
        for name, button in self._pages.items():
            button.setChecked(name == page)
        for each in self._countries:
            each.setChecked(each.party == country)

    def set_counts(self, counts: Mapping[str, tuple[int, str]], late: bool) -> None:
        """What waits on each page: how many, and in words what is counted; `late`: something of it is overdue, and
        Today's number is red."""
        for name, button in self._pages.items():
            many, counted = counts.get(name, (None, ""))
            button.set_count(many, counted, urgent=late and name == "today")

    def set_countries(self, followed: Sequence[Followed]) -> None:
        """The countries that are followed, and under their own heading the organisations."""
        in_order = sorted(followed, key=lambda each: each.organisation)
        if [each._replace(many=0) for each in in_order] != [each._replace(many=0) for each in self._followed]:
            self._make_countries(in_order)
        self._followed = in_order
        for button, each in zip(self._countries, in_order, strict=True):
            promises = ngettext("{n} open promise", "{n} open promises", each.many)
            button.set_count(each.many, promises.format(n=each.many))

    def set_views(self, views: Sequence[tuple[str, str, str, object]]) -> None:
        """The pinned views: page, key, label and the view itself."""
        if [(each.page, each.text(), each.view) for each in self._views] == [(p, label, v) for p, _, label, v in views]:
            return
        layouts.discard(self._rows, self._views)
        place = self._rows.indexOf(self._view_heading) + 1
        self._views = [ViewButton(page, label, view, self._inside) for page, _key, label, view in views]
        for n, (button, (_page, key, *_rest)) in enumerate(zip(self._views, views, strict=True)):
            button.setObjectName(f"nav.view.{key}")
            wish_of(button, button).connect(self._choose_view)
            self._rows.insertWidget(place + n, button)
        self.restyle()

    def _choose_view(self, button: ViewButton) -> None:
        self.view_chosen.emit(button.page, button.view)

    def _make_countries(self, followed: Sequence[Followed]) -> None:
        layouts.discard(self._rows, self._countries)
        self._countries = [CountryButton(each.party, each.name, each.code, self._inside) for each in followed]
        for button, each in zip(self._countries, followed, strict=True):
            button.setObjectName(f"nav.country.{button.party}")
            button.setChecked(button.party == self._country)
            wish_of(button, button.party).connect(self.country_chosen)
            wish_of(button, button.party).connect(self._keep_checked)
            button.set_compact(self._compact)
            end = self._rows.count() - 1 if each.organisation else self._rows.indexOf(self._organisation_heading)
            self._rows.insertWidget(end, button)
        self._followed = list(followed)
        self._show_headings()

    def _keep_checked(self) -> None:
        """A press on the country that is shown leaves it marked."""
        for each in self._countries:
            each.setChecked(each.party == self._country)

    def _page(self, name: str, row: Action) -> NavButton:
        button = NavButton(_(row.text), row.icon, parent=self._inside)
        button.setObjectName(f"nav.{name}")
        button.clicked.connect(self._actions[row].trigger)
        self._rows.addWidget(button)
        return button

    def _heading(self, text: str) -> SectionLabel:
        heading = SectionLabel(text, self._inside)
        self._headings.append(heading)
        self._rows.addWidget(heading)
        return heading

    def restyle(self) -> None:
        """Be as wide as words or icons need, on the side the window has it."""
        theme = current()
        self.setProperty("rtl", self.isRightToLeft())
        repolish(self)
        self.setFixedWidth(theme.sizes.rail if self._compact else theme.sizes.sidebar)
        for button in (*self._pages.values(), *self._views, *self._countries):
            button.set_compact(self._compact)
        self._show_headings()

    def _show_headings(self) -> None:
        """A heading stands where there is room for words, and something under it."""
        kinds = {each.organisation for each in self._followed}
        empty = {
            self._country_heading: False not in kinds,
            self._organisation_heading: True not in kinds,
            self._view_heading: not self._views,
        }
        for heading in self._headings:
            heading.setVisible(not self._compact and not empty.get(heading, False))
