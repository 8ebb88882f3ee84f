"""Every number that is shown is derived from the rows beside it: page by page, view by view, on the sheet too."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget
from typer.testing import CliRunner

from db.queries import briefing, commitments, records
from db.queries.base import Reader
from db.records.base import View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.commitments import CommitmentLine
from db.records.visits import VisitLine
from db.vocabulary import BriefingKind, CommitmentStatus, Kind
from desktop.actions import PAGES, REFERENCE
from desktop.cli import program
from desktop.form.files import FileRow
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.row_list import RowList
from desktop.kit.timeline import LogTimeline
from desktop.page.page import Page
from desktop.page.panel import Group, Panel
from desktop.page.table_page import TablePage
from desktop.record.body import DetailBody
from desktop.record.facts import Facts
from desktop.relations.page import CountryPage
from desktop.shell.nav import NavButton
from desktop.shell.sidebar import CountryButton
from desktop.table.facets import facets
from desktop.table.list_bar import ListBar
from desktop.today.page import TodayPage
from desktop.today.panels import Invitations
from desktop.workspace import Go
from tests.benchmarks.generate import generate
from tests.desktop.driver.frame import TODAY, Frame, opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NUMBER = re.compile(r"[\d,.\u202f ]*\d|\d+ of \d+")
"""A label that says a number and nothing else."""

VALUES, RECORDS = 2, 6
"""So many values of each facet, and records of each table, are looked at; of the small registers that is nearly all."""


@pytest.fixture(params=["starter", "rich", "generated"], scope="module")
def frame(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    """A window for all of these tests, on each of three registers; nothing is written in it."""
    folder = tmp_path_factory.mktemp(request.param) / "register"
    folder.mkdir()
    if request.param == "generated":
        generate(80, folder / "follow-up.aide")
    with opened(folder, rows=request.param == "rich") as made:
        yield made


def page_of(frame: Frame, wish: Go) -> Page:
    frame.workspace.go_wanted.emit(wish)
    page = frame.window.parts.stack.page()
    assert page is not None
    return page


def lines_of(page: TablePage) -> list[Any]:
    """The records of a table in their rows, from the first to the last."""
    model = page.list.model
    return [model.record(row) for row in range(model.rowCount()) if model.heading(row) is None]


def ids_of(page: TablePage) -> list[int]:
    """The numbers of the records in the view that is shown, read one by one, not counted."""
    view, listing = page.list.model.view, page.subject.queries.LISTING
    return page.workspace.ask(lambda reader: listing.rows(reader, TODAY, view).page(reader, 0, 10_000))


def tables(frame: Frame) -> Iterator[TablePage]:
    for name in (*PAGES, *REFERENCE):
        page = page_of(frame, Go(name))
        if isinstance(page, TablePage):
            yield page


# ------------------------------------------------------------------------------------------------- tables and panes
@pytest.mark.sampled(1)
def test_tabs_headings_and_filters_count_the_rows_of_every_table(frame: Frame) -> None:
    """Every view of every table, under every grouping, narrowed by every facet."""
    for page in tables(frame):
        of_list, names = page.list, [each.name for each in facets(page.subject.kind)]
        of_list.table.blockSignals(True)  # the pane need not follow
        for named in of_list.views:
            of_list.show_view(named.view, named.own)
            of_list._counts._known.clear()
            ids = ids_of(page)
            assert of_list._counts.whole(named) == of_list.model.rowCount() == len(set(ids)) == len(ids), named.label
            assert of_list.bar.count_shown() == "", "Nothing is narrowed."
        of_list.show_view(View(name="all"))
        rows = lines_of(page)
        late_is_overdue(page, rows)
        every = len(rows)
        for name in names:
            headings_hold_their_rows(page, name, every)
            values_hold_their_rows(page, name, every)


def headings_hold_their_rows(page: TablePage, name: str, every: int) -> None:
    page.list.group_by(name)
    model = page.list.model
    under: list[int] = []
    for row in range(model.rowCount()):
        heading = model.heading(row)
        if heading is None:
            under[-1] -= 1
        else:
            assert heading.count > 0 and heading.label
            under.append(heading.count)
    assert not any(under), (page.name, name)
    assert model.rowCount() - len(model.headings()) == every == model.records
    labels = [heading.label for row in model.headings() if (heading := model.heading(row)) is not None]
    assert len(set(labels)) == len(labels), "One heading for one thing."
    page.list.group_by("")


def values_hold_their_rows(page: TablePage, name: str, every: int) -> None:
    """What a facet says of a value is how many rows it leaves, and so says the bar, grouped or not."""
    ask = page.workspace.ask
    listing, view = page.subject.queries.LISTING, View(name="all")
    for value in ask(lambda reader: listing.facet(reader, TODAY, view, name))[:VALUES]:
        page.list.show_view(view.narrowed_to(name, (value.value,)).model_copy(update={"group": name}))
        assert len(ids_of(page)) == value.count, (page.name, name, value)
        assert page.list.bar.count_shown() == f"{value.count} of {every}"
    page.list.clear()


def late_is_overdue(page: TablePage, rows: list[Any]) -> None:
    """As many deadlines are said to be late as are overdue."""
    if page.subject.kind is Kind.COMMITMENT:
        due = next(each for each in page.list.model.columns if each.key == "due")
        late = [row for row in rows if "late" in due.cell(row, TODAY).under]
        assert late == [row for row in rows if row.status is CommitmentStatus.OVERDUE]


@pytest.mark.sampled(1)
def test_the_panes_count_what_stands_under_their_headings(frame: Frame) -> None:
    for page in tables(frame):
        page.list.show_view(View(name="all"))
        for line in lines_of(page)[:RECORDS]:
            page.pane.show_record(line.id)
            body = page.pane.body()
            assert isinstance(body, DetailBody)
            for title, count, below in sections(body):
                assert count == len(items(title, below)), (page.name, line.id, title)
            if isinstance(line, VisitLine):
                follow_ups(frame, line)


def sections(body: DetailBody) -> Iterator[tuple[str, int, list[QWidget]]]:
    """The headings with a number, and the widgets between each and the next heading."""
    column = body.layout()
    assert column is not None
    found = [column.itemAt(n) for n in range(column.count())]
    parts = [widget for each in found if each is not None and (widget := each.widget()) is not None]
    begins = [n for n, part in enumerate(parts) if heads_of(part)]
    for n, end in zip(begins, [*begins[1:], len(parts)], strict=True):
        title, *numbers = (label.text() for label in heads_of(parts[n]))
        for number in numbers:
            yield title, int(number), parts[n + 1 : end]


def heads_of(part: QObject) -> list[PlainLabel]:
    """The words of a heading in a pane, and its number where it has one; none where it is something else."""
    labels = [each for each in part.children() if isinstance(each, PlainLabel)]
    return labels if labels and all(label.property("role") == "h3" for label in labels) else []


def items(title: str, below: list[QWidget]) -> list[Any]:
    """The things under a heading; KeyError for a heading of which nobody says how they are counted."""
    kind = THINGS[title]
    found = [*chain.from_iterable([each] if isinstance(each, kind) else each.findChildren(kind) for each in below)]
    if kind is RowList:
        return [*chain.from_iterable(range(each.model().rowCount()) for each in found)]
    if title == "Steps":
        return [*chain.from_iterable(range(1, each.layout().rowCount()) for each in found)]
    return [*chain.from_iterable(each._rows for each in found)] if kind is LogTimeline else found


THINGS: dict[str, type[Any]] = {
    "About": RowList,
    "Agreements signed": RowList,
    "Commitments": RowList,
    "Delegations": Icon,
    "Files": FileRow,
    "Follow-up log": LogTimeline,
    "Invitations": Facts,
    "Programme": Facts,
    "Steps": Facts,
    "Still to ask": Icon,
}
"""What stands under a heading of a pane that has a number."""


def follow_ups(frame: Frame, visit: VisitLine) -> None:
    """The follow-ups in the row of a visit are the commitments that come from it."""

    def made(reader: Reader) -> list[CommitmentLine]:
        view = View(name="all").narrowed_to("visit", (str(visit.id),))
        return list(commitments.window(reader, TODAY, view, 0, 1000))

    lines = frame.workspace.ask(made)
    still = [each for each in lines if not each.progress.closed]
    assert (visit.follow_ups_open, visit.follow_ups) == (len(still), len(lines)), visit.title


# --------------------------------------------------------------------------------------------- Today, lists and side
@pytest.mark.sampled(1)
def test_the_side_and_today_count_the_lists_they_lead_to(frame: Frame) -> None:
    frame.desk.count()
    counts = {button.objectName(): said(button) for button in frame.window.findChildren(NavButton)}
    for name in (*PAGES, *REFERENCE):
        shown, many = page_of(frame, Go(name)), counts[f"nav.{name}"]
        if isinstance(shown, TablePage) and many:
            shown.list.show_view(View(name=shown.subject.queries.DEFAULT_VIEW))
            assert many == len(ids_of(shown)), name
    for button in frame.window.findChildren(CountryButton):
        button.click()
        about = frame.window.parts.stack.page()
        assert isinstance(about, CountryPage) and about._party is not None
        listed = page_of(frame, Go("commitments"))
        assert isinstance(listed, TablePage)
        listed.list.show_view(View(name="open").narrowed_to("country", (str(about._party),)))
        assert (said(button) or 0) == len(ids_of(listed)), button.text()
    on_today(frame, counts["nav.today"] or 0)
    assert (counts["nav.reminders"] or 0) == rows_in(page_of(frame, Go("reminders")), "now")


def said(button: NavButton) -> int | None:
    """The number in a row of the sidebar, as it is read out with what it counts; the tip says the same words."""
    words = button.accessibleName().removeprefix(button.text()).removeprefix(", ")
    many, _space, counted = words.partition(" ")
    assert button.toolTip() == words and bool(words) is bool(counted), button.accessibleName()
    return int(many.replace(",", "")) if words else None


def needs_the_same(frame: Frame, texts: list[str]) -> None:
    """What the number beside Today is said to consist of adds up to it, and each part is said on the page as well."""
    words = frame.window.parts.sidebar.page("today").toolTip()
    total, parts = words.partition(" ")[0], words.partition(": ")[2].split(", ") if words else []
    assert sum(int(each.partition(" ")[0]) for each in parts) == int(total or 0)
    assert set(parts) <= set(texts)


def on_today(frame: Frame, needed: int) -> None:
    page = page_of(frame, Go("today"))
    assert isinstance(page, TodayPage)
    panels_count_their_rows(page)
    board, heard = page._board, list[Go]()
    page.workspace.go_wanted.connect(heard.append)
    links = [(part.text, button) for part, button in zip(board._summary._parts, board._summary._buttons, strict=True)]
    for panel in page.findChildren(Panel):
        if isinstance(panel, Group | Invitations) and panel._link.text() and panel.isVisibleTo(page):
            links.append((panel._link.text(), panel._link))
    needs_the_same(frame, [part.text for part in board._summary._parts])
    wanted, counted = 0, frame.window.parts.sidebar.page("today").toolTip().partition(": ")[2].split(", ")
    for text, link in links:
        page_of(frame, Go("today"))
        link.click()
        listed, view = frame.window.parts.stack.page(), heard[-1].view
        many = int(next(word for word in text.split() if word.isdigit()))
        assert isinstance(listed, TablePage) and view is not None
        assert many == len(ids_of(listed)), text
        wanted += many if text in counted else 0
    page.workspace.go_wanted.disconnect(heard.append)
    assert needed == wanted


def panels_count_their_rows(page: Page) -> None:
    """The number in the head of a panel is that of its rows, unless its link says that there are more."""
    for panel in page.findChildren(Panel):
        if panel._count.text() and panel.isVisibleTo(page):
            rows = sum(each.model().rowCount() for each in panel.findChildren(RowList) if each.isVisibleTo(panel))
            many = int(panel._count.text())
            assert many > rows if panel._link.text() else many == rows, (page.name, panel.accessibleName())


def rows_in(page: Page, group: str) -> int:
    found = page.findChild(Group, f"reminders.{group}")
    return 0 if found is None or not found.isVisibleTo(page) else found.list.model().rowCount()


def test_no_page_shows_a_number_nobody_counts(frame: Frame) -> None:
    """Labels that are numbers stand in the heads of panels and sections and above tables, and nowhere else."""
    for name in (*PAGES, *REFERENCE):
        page = page_of(frame, Go(name))
        panels_count_their_rows(page)
        known = {panel._count for panel in page.findChildren(Panel)} | {
            bar._count for bar in page.findChildren(ListBar)
        }
        for body in page.findChildren(DetailBody):
            known |= {label for head in body.children() for label in heads_of(head)}
        for label in page.findChildren(QLabel):
            if label.isVisibleTo(page) and NUMBER.fullmatch(label.text()):
                assert label in known, (name, label.text(), label.parentWidget())


# --------------------------------------------------------------------------------------------- sheets, command line
@pytest.mark.sampled(1)
def test_the_sheets_count_their_rows(frame: Frame) -> None:
    """How many promises of each side are open, planned, overdue and kept, how many agreements and invitations there
    are, and the visits that are named, as the rows say."""
    kinds = {Kind.PARTY: BriefingKind.COUNTRY, Kind.VISIT: BriefingKind.VISIT, Kind.AGREEMENT: BriefingKind.AGREEMENT}

    def sheets(reader: Reader) -> list[BriefingSheet]:
        return [
            briefing.sheet(reader, BriefingDraft(kind=paper, about=link.id, as_of=TODAY), TODAY, 0)
            for kind, paper in kinds.items()
            for link in records.of_kind(reader, kind, View())[:RECORDS]
        ]

    for sheet in frame.workspace.ask(sheets):
        facts = {each.label: each.value.text for each in sheet.where_we_stand}
        sides_count_their_rows(sheet, facts["Undertakings"])
        visits_count_their_rows(sheet, facts)
        assert sum(numbers(r"(\d+) ", facts["Agreements"])) == len(sheet.agreements), facts
        for side in (*sheet.promises, *sheet.intentions):
            assert numbers(r"and (\d+) more", side.left_over) == ([len(side.rest)] if side.rest else [])
        assert not any(row.late for side in sheet.intentions for row in (*side.rows, *side.rest))


def numbers(pattern: str, said: str) -> list[int]:
    return [int(each) for each in re.findall(pattern, said)]


def sides_count_their_rows(sheet: BriefingSheet, fact: str) -> None:
    """Beside each side stand the numbers of its rows, and in one minute those of all."""
    marked: dict[str, Counter[str]] = {}
    for side in sheet.promises:
        who = side.heading.removesuffix(" together").partition(" to ")[0].replace("Who owes it is", "Side")
        marked.setdefault(who, Counter()).update(row.status for row in (*side.rows, *side.rest))
    parts = fact.split(" · ") if fact != "none recorded" else []
    told = {who: counts for who, _colon, counts in (part.rpartition(": ") for part in parts)}
    for who, rows in marked.items():
        said = told.pop(who, "")
        for words, many in (("overdue", rows["Overdue"]), ("kept", rows["Kept"])):
            assert sum(numbers(rf"(\d+) {words}", said)) == many, (sheet.title, who, fact)
        still = sum(many for word, many in rows.items() if word not in ("Kept", "Not kept", "Dropped"))
        assert sum(numbers(r"(\d+) (?:open|planned)", said)) == still, (sheet.title, who, fact)
    assert not told, (sheet.title, "a side without rows")
    point = sheet.in_one_minute[2]
    late = numbers(r"(\d+) overdue", point.lead)
    if counted := numbers(r"^(\d+) undertakings? ", point.lead):
        by_side, _stop, planned = point.text.text.partition(".")
        assert sum(numbers(r" (\d+)(?= \(|,|$)", by_side)) == counted[0] == sum(numbers(r"(\d+) open", fact))
        assert sum(numbers(r"(\d+) overdue", by_side)) == sum(late)
        assert sum(late) + sum(numbers(r"(\d+) overdue", planned)) == sum(numbers(r"(\d+) overdue", fact))


def visits_count_their_rows(sheet: BriefingSheet, facts: dict[str, str]) -> None:
    marked = Counter(row.status.text for row in sheet.visits)
    invited = facts.get("Invitations", "")
    assert sum(numbers(r"(\d+) without a date", invited)) == marked["Invited, no date"] + marked["Accepted, no date"]
    assert sum(numbers(r"(\d+) lapsed", invited)) == marked["Lapsed"]
    assert sum(label == "Visit now" for label in facts) == bool(marked["Under way"])
    for label, status in (("Last visit to ", "Took place"), ("Next visit", "Scheduled")):
        dates = {row.when.text for row in sheet.visits if row.status.text == status}
        for said in (value for each, value in facts.items() if each.startswith(label)):
            assert said.startswith("none ") or said.rpartition(", ")[0] in dates, (sheet.title, label, said)


ON_TODAY = {
    (Kind.COMMITMENT, "overdue"): "overdue",
    (Kind.COMMITMENT, "waiting"): "waiting",
    (Kind.COMMITMENT, "silent"): "silent",
    (Kind.VISIT, "undated"): "invitations",
    (Kind.VISIT, "to_confirm"): "to_say",
    (Kind.AGREEMENT, "to_confirm"): "to_confirm",
}
"""The views that stand as groups on Today."""


@pytest.mark.sampled(0)
@pytest.mark.parametrize("frame", ["rich"], indirect=True)
def test_the_command_line_counts_its_rows(frame: Frame) -> None:
    """Today's groups as text and as JSON, and every view of every table as a list."""
    sheet = json.loads(run(frame, "today", "--json"))
    for page in tables(frame):
        for named in (each for each in page.list.views if not each.own and not each.view.name.startswith("by:")):
            listed = json.loads(run(frame, "list", page.subject.kind.value, "--view", named.view.name, "--json"))
            page.list.show_view(named.view)
            assert [row["id"] for row in listed] == ids_of(page), named.label
            group = ON_TODAY.get((page.subject.kind, named.view.name))
            assert group is None or sheet[group]["total"] == len(listed), named.label
            if (page.subject.kind, named.view.name) == (Kind.COMMITMENT, "all"):
                text = run(frame, "list", "commitment")
                assert len(re.findall(r"\blate\)", text)) == sum(row["status"] == "overdue" for row in listed)
            if (page.subject.kind, named.view.name) == (Kind.VISIT, "owed"):
                assert sheet["returns"] == len(listed)
    for heading, rows in sections_of(run(frame, "today")):
        assert int(heading.rpartition("(")[2].rstrip(")")) == rows, heading


def sections_of(text: str) -> Iterator[tuple[str, int]]:
    """The headings of a printed page that say a number, and how many rows stand under each or are said to be left."""
    for part in text.split("\n\n"):
        heading, *rows = part.split("\n")
        if heading.endswith(")"):
            left = [int(found[1]) for row in rows if (found := re.fullmatch(r" +and (\d+) more", row))]
            yield heading, sum(bool(re.match(r" {0,5}\d+  ", row)) for row in rows) + sum(left)


def run(frame: Frame, *words: str) -> str:
    where = ["--register", str(frame.workspace.path), "--on", TODAY.isoformat()]
    answer = CliRunner(env={"COLUMNS": "100"}).invoke(program, [*where, *words])
    assert answer.exit_code == 0, answer.output
    return answer.output
