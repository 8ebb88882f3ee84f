"""Which room makes a page: each is loaded when somebody first wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.page.page import Page
    from desktop.workspace import Workspace


class PageMaker(Protocol):
    """Makes a page."""

    def __call__(self, workspace: Workspace, parent: QWidget | None = None) -> Page: ...


def _today() -> PageMaker:
    from desktop.today.page import TodayPage

    return TodayPage


def _reminders() -> PageMaker:
    from desktop.today.reminders import RemindersPage

    return RemindersPage


def _visits() -> PageMaker:
    from desktop.visits.page import VisitsPage

    return VisitsPage


def _agreements() -> PageMaker:
    from desktop.agreements.page import AgreementsPage

    return AgreementsPage


def _commitments() -> PageMaker:
    from desktop.commitments.page import CommitmentsPage

    return CommitmentsPage


def _actions() -> PageMaker:
    from desktop.log.page import ActionsPage

    return ActionsPage


def _calendar() -> PageMaker:
    from desktop.calendar.page import CalendarPage

    return CalendarPage


def _briefings() -> PageMaker:
    from desktop.sheet.page import BriefingsPage

    return BriefingsPage


def _sources() -> PageMaker:
    from desktop.shell.rooms import noun
    from desktop.sources.page import SourcesPage

    return partial(SourcesPage, noun_of=noun)


def _people() -> PageMaker:
    from desktop.people.page import PeoplePage

    return PeoplePage


def _areas() -> PageMaker:
    from desktop.people.areas import AreasPage

    return AreasPage


def _country() -> PageMaker:
    from desktop.relations.page import CountryPage

    return CountryPage


def _person_page() -> PageMaker:
    from desktop.people.portrait import PersonPage

    return PersonPage


def _area_page() -> PageMaker:
    from desktop.people.portrait import AreaPage

    return AreaPage


def _trash() -> PageMaker:
    from desktop.history.trash import TrashPage

    return TrashPage


def _settings() -> PageMaker:
    from desktop.shell.settings_page import SettingsPage

    return SettingsPage


PAGES: Mapping[str, Callable[[], PageMaker]] = {
    "today": _today,
    "reminders": _reminders,
    "visits": _visits,
    "agreements": _agreements,
    "commitments": _commitments,
    "actions": _actions,
    "calendar": _calendar,
    "briefings": _briefings,
    "sources": _sources,
    "people": _people,
    "areas": _areas,
    "country": _country,
    "person": _person_page,
    "area": _area_page,
    "trash": _trash,
    "settings": _settings,
}


def page(name: str) -> PageMaker:
    """What makes the page of a name; KeyError for a name that no page has."""
    return PAGES[name]()
