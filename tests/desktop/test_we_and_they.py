"""With a side of ours the screens speak of us and them; without one, of both by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.commands.desk import OrderCountries
from db.commands.settings import ChooseOurSide
from db.queries import search
from db.records.base import Link
from db.records.today import ReturnOwed
from db.vocabulary import Kind
from desktop.sheet.page import BriefingsPage
from desktop.table import columns as cells
from desktop.today import rows
from desktop.workspace import Go
from tests.desktop.driver.frame import opened

WE, THEY, THIRD = (
    Link(id=1, kind=Kind.PARTY, title="Kazakhstan", code="KAZ"),
    Link(id=2, kind=Kind.PARTY, title="Pakistan", code="PAK"),
    Link(id=3, kind=Kind.PARTY, title="China", code="CHN"),
)


@pytest.mark.parametrize(
    ("owes", "owed", "by_name", "as_us"),
    [
        ([WE], [THEY], "Kazakhstan owes Pakistan", "We owe Pakistan"),
        ([THEY], [WE], "Pakistan owes Kazakhstan", "Pakistan owes us"),
        ([THEY, THIRD], [WE], "Pakistan and China owe Kazakhstan", "Pakistan and China owe us"),
        ([THEY, WE], [THEY, WE], "Pakistan and Kazakhstan owe each other", "We and Pakistan owe each other"),
        ([THEY, WE], [THIRD], "Pakistan and Kazakhstan owe China", "We and Pakistan owe China"),
        ([THIRD], [THEY, WE], "China owes Pakistan and Kazakhstan", "China owes us and Pakistan"),
        ([WE], [], "Kazakhstan owes, to whom not stated", "We owe, to whom not stated"),
        ([THEY], [THIRD], "Pakistan owes China", "Pakistan owes China"),
        ([], [WE], "Who owes is not stated", "Who owes is not stated"),
    ],
)
def test_who_owes_whom(owes: Sequence[Link], owed: Sequence[Link], by_name: str, as_us: str) -> None:
    assert (cells.who_owes(owes, owed), cells.who_owes(owes, owed, WE.id)) == (by_name, as_us)


@pytest.mark.parametrize(
    ("start", "end", "by_name", "as_us"),
    [
        (WE, THEY, "Kazakhstan to Pakistan", "Our visit to Pakistan"),
        (THEY, WE, "Pakistan to Kazakhstan", "Pakistan’s visit to us"),
        (THEY, THIRD, "Pakistan to China", "Pakistan to China"),
        (WE, None, "Kazakhstan to not stated", "Our visit, to where not stated"),
        (None, WE, "not stated to Kazakhstan", "A visit to us, from where not stated"),
    ],
)
def test_from_where_to_where(start: Link | None, end: Link | None, by_name: str, as_us: str) -> None:
    assert (cells.journey(start, end), cells.journey(start, end, WE.id)) == (by_name, as_us)


@pytest.mark.parametrize(
    ("owes", "owed", "by_name", "as_us"),
    [
        (WE, THEY, "Return visit due from Kazakhstan to Pakistan", "We owe Pakistan a return visit"),
        (THEY, WE, "Return visit due from Pakistan to Kazakhstan", "Pakistan owes us a return visit"),
        (THEY, THIRD, "Return visit due from Pakistan to China", "Return visit due from Pakistan to China"),
    ],
)
def test_a_return_visit(owes: Link, owed: Link, by_name: str, as_us: str) -> None:
    visit = Link(id=9, kind=Kind.VISIT, title="State visit")
    found = ReturnOwed(owes=owes, owed=owed, for_visit=visit, since=None, invited=None, paid=1, returned=0)
    assert (rows.return_words(found, None), rows.return_words(found, WE.id)) == (by_name, as_us)


@pytest.mark.parametrize(("seen", "about"), [("", "Pakistan"), ("pakistan", "Pakistan"), ("kazakhstan", "Pakistan")])
def test_a_sheet_begins_with_the_country_looked_at_last_or_followed_first_never_with_ours(
    tmp_path: Path, seen: str, about: str
) -> None:
    with opened(tmp_path) as frame:
        kaz, pak = (
            frame.workspace.ask(partial(search.find, words=each, limit=1, kinds=(Kind.PARTY,)))[0].id
            for each in ("kazakhstan", "pakistan")
        )
        frame.workspace.run(ChooseOurSide(kaz))
        frame.workspace.run(OrderCountries((kaz, pak)))
        if seen:
            frame.workspace.go_wanted.emit(Go("country", None, {"kazakhstan": kaz, "pakistan": pak}[seen]))
            QApplication.processEvents()
        frame.workspace.go_wanted.emit(Go("briefings"))
        QApplication.processEvents()
        page = frame.window.parts.stack.page()
        assert isinstance(page, BriefingsPage)
        subject = page._form.subject()
        assert subject is not None and subject.title == about


def test_without_a_side_of_ours_a_sheet_begins_with_the_country_looked_at_last(tmp_path: Path) -> None:
    with opened(tmp_path) as frame:
        found = partial(search.find, words="pakistan", limit=1, kinds=(Kind.PARTY,))
        frame.workspace.go_wanted.emit(Go("country", None, frame.workspace.ask(found)[0].id))
        frame.workspace.go_wanted.emit(Go("briefings"))
        page = frame.window.parts.stack.page()
        assert isinstance(page, BriefingsPage)
        subject = page._form.subject()
        assert subject is not None and subject.title == "Pakistan"
