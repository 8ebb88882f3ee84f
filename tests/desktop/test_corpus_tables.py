"""The tables on real data: 5,728 treaties, one titled in 554 characters, and 3,264 visits of three centuries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries import agreements, visits
from db.records.base import View
from db.store import create_register, open_register
from desktop.agreements.page import AgreementsPage
from desktop.kit.theme import Theme
from desktop.page.table_page import TablePage
from desktop.visits.page import VisitsPage
from desktop.workspace import Workspace
from tests.corpus import TakeCorpusIn
from tests.desktop.driver.table_rows import TODAY, now, today

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.sampled(0),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
TREATIES, VISITS = 5_728, 3_264
TABLES = {"agreements": (AgreementsPage, agreements, TREATIES), "visits": (VisitsPage, visits, VISITS)}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A register with the whole corpus, made once."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.aide"
    create_register(path, now=now, by="A. Serik", first=TakeCorpusIn())
    with open_register(path, now=now, by="A. Serik") as store:
        store.turn(TODAY)
        yield Workspace(store, today)


@pytest.fixture(params=TABLES)
def page(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> TablePage:
    Theme(qapp, "light")
    made: TablePage = TABLES[request.param][0](workspace)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(View(name="all"), None)
    return made


def test_every_record_is_there_and_every_view_opens(page: TablePage) -> None:
    assert page.list.model.rowCount() == TABLES[page.name][2]
    for named in page.list.views:
        page.list.show_view(named.view)
        last = page.list.model.rowCount() - 1
        assert last < 0 or page.list.model.record(last) is not None, named.label


def test_every_sort_keeps_every_record_once(page: TablePage, workspace: Workspace) -> None:
    _, noun, many = TABLES[page.name]
    for sort in noun.LISTING.orders:
        for falling in (False, True):
            view = View(sort=sort, descending=falling)
            ids = workspace.ask(partial(_every, noun=noun, view=view))
            assert len(ids) == len(set(ids)) == many, (sort, falling)
            page.list.show_view(view)
            end = page.list.model.record(many - 1)
            assert end is not None and end.id == ids[-1], "Counted off from the end, the last one is the same."


def test_every_filter_leaves_as_many_rows_as_it_says(page: TablePage, workspace: Workspace) -> None:
    _, noun, _ = TABLES[page.name]
    for name in ("status", *noun.LISTING.facets):
        offered = workspace.ask(partial(noun.LISTING.facet, today=TODAY, view=View(), name=name))
        for value in offered[:6]:
            page.list.show_view(View(name="all").narrowed_to(name, (value.value,)))
            assert page.list.model.rowCount() == value.count, (name, value)


def test_a_title_of_half_a_page_has_its_tooltip_and_equal_titles_stay_apart(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace
) -> None:
    lines = workspace.ask(partial(agreements.window, today=TODAY, view=View(), start=0, size=TREATIES))
    longest = max(lines, key=lambda line: len(line.title))
    Theme(qapp, "light")
    made = AgreementsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    assert made.list.show_record(longest.id)
    cell = made.list.model.columns[1].cell(longest, TODAY)
    assert len(longest.title) == 554 and cell.tip == longest.title
    titles = [line.title for line in lines]
    again = next(title for title in titles if titles.count(title) > 1)
    twins = [line.id for line in lines if line.title == again]
    for each in twins:
        assert made.list.show_record(each) and made.list.table.current_id() == each


def _every(reader: object, noun: object, view: View) -> list[int]:
    rows = noun.rows(reader, TODAY, view)  # type: ignore[attr-defined]
    return list(reader.scalars(rows))  # type: ignore[attr-defined]
