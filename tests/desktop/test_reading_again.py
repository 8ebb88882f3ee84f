"""After a change a table reads again only what the change reaches, and shows what a table read from scratch shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import Assess, SetDue, SetOfficer
from db.commands.people import AddOffice, AddPerson
from db.commands.sources import AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.errors import KnownError
from db.queries import actions, agreements, commitments, visits
from db.queries.base import Reader
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.people import OfficeDraft, PersonDraft
from db.records.sources import SourceDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.vocabulary import ActionKind, Progress, VisitKind, VisitStage
from desktop.agreements import columns as agreement_columns
from desktop.commitments import columns as commitment_columns
from desktop.kit.theme import Theme
from desktop.log import columns as action_columns
from desktop.table import held
from desktop.table.cell import Column
from desktop.table.columns import Scene
from desktop.table.record_table import RECORD, Heading, RecordTable
from desktop.table.record_view import RecordView
from desktop.visits import columns as visit_columns
from desktop.workspace import Workspace
from tests.campaigns import tries
from tests.desktop.driver.in_table import choose, shown
from tests.desktop.driver.random_work import Chance, rewritten
from tests.desktop.driver.table_rows import TODAY, Rows, open_filled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STEPS, SEEDS = 12, 1
COLUMNS: dict[ModuleType, Callable[[Scene], Sequence[Column[Any]]]] = {
    commitments: commitment_columns.columns,
    visits: visit_columns.columns,
    agreements: agreement_columns.columns,
    actions: action_columns.columns,
}


@pytest.fixture
def rows(qapp: QApplication, tmp_path: Path) -> Iterator[Rows]:
    store, made = open_filled(tmp_path)
    store.turn(TODAY)
    office = made.add("ministry", AddOffice(OfficeDraft(title="Ministry", party=made.ids["KAZ"])))
    person = made.add("envoy", AddPerson(PersonDraft(title="D. Envoy")))
    made.add("asked", AddInvitation(InvitationDraft(visit=made.ids["visit"], by_person=person)))
    made.commitment("office", "Open an office", owes=(office,), depends_on=made.ids["return"])
    yield made
    store.close()


@pytest.fixture
def workspace(rows: Rows) -> Workspace:
    return rows.workspace


class Mirror(QObject):
    """Copies a table as a view does: what it was not told to read again, it believes to be as it was."""

    def __init__(self, workspace: Workspace, noun: ModuleType, view: View) -> None:
        super().__init__()
        self.noun, self.view = noun, view
        self.table = RecordTable[Any](workspace, COLUMNS[noun](Scene()), noun.LISTING, noun.lines, self)
        self.rows: list[Any] = []
        self.resets, self.read = 0, list[int]()
        self.table.modelReset.connect(self._copy)
        self.table.dataChanged.connect(self._copy_some)
        self.table.show_view(view)
        self.resets = 0

    def _copy(self) -> None:
        self.resets += 1
        self.rows = [self._row(row) for row in range(self.table.rowCount())]

    def _copy_some(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self.rows[row] = self._row(row)
            self.read.append(self.rows[row].id)

    def _row(self, row: int) -> Any:
        return self.table.heading(row) or self.table.record(row)

    def begin(self) -> None:
        """Forget what was heard until now."""
        self.resets, self.read = 0, []


def from_scratch(reader: Reader, mirror: Mirror, lines: dict[int, Any]) -> list[Any]:
    """The rows of a view, asked for without any model."""
    listing = mirror.noun.LISTING
    read = iter([lines[each] for each in reader.scalars(listing.rows(reader, TODAY, mirror.view).select())])
    if not mirror.view.group:
        return list(read)
    shown: list[Any] = []
    for group in listing.groups(reader, TODAY, mirror.view):
        shown += [Heading(group.label or "not stated", group.count, True), *(next(read) for _ in range(group.count))]
    return shown


def must_be_true(workspace: Workspace, mirrors: Sequence[Mirror], after: str) -> None:
    """Every mirror shows what would be read from scratch."""

    def look(reader: Reader) -> None:
        lines: dict[ModuleType, dict[int, Any]] = {}
        for noun in {mirror.noun for mirror in mirrors}:
            ids = reader.scalars(noun.LISTING.rows(reader, TODAY, View()).select()).all()
            lines[noun] = {line.id: line for line in noun.lines(reader, TODAY, ids)}
        for each in mirrors:
            assert each.rows == from_scratch(reader, each, lines[each.noun]), (after, each.noun.__name__, each.view)

    workspace.ask(look)


def every_view(rows: Rows) -> list[tuple[ModuleType, View]]:
    """Named views, sorts, groups and filters of all four tables."""
    of_visit = View().narrowed_to("visit", (str(rows.ids["visit"]),))
    return [
        *((commitments, View(name=name)) for name in ("open", "closed", "undated", "we_owe", "repeated", "unverified")),
        *((commitments, View(sort=sort, descending=True)) for sort in ("title", "due", "last_action")),
        *((commitments, View(group=group)) for group in ("country", "owed_by", "visit", "status", "area", "due")),
        *((commitments, view) for view in (View.about(rows.ids["PAK"]), View(find="rail"), of_visit)),
        *((visits, View(name=name)) for name in ("owed", "unanswered")),
        *((visits, view) for view in (View(sort="places"), View(group="country"), View(sort="status"))),
        *((agreements, View(name=name)) for name in ("to_confirm", "ending", "quiet")),
        *((agreements, view) for view in (View(), View(group="visit"), View(sort="signed", descending=True))),
        *((actions, view) for view in (View(), View(name="awaiting"), View(group="kind"))),
    ]


@pytest.mark.sampled(0)
@pytest.mark.parametrize("seed", range(tries(SEEDS)))
def test_after_any_change_tables_say_what_a_fresh_one_says(
    workspace: Workspace, rows: Rows, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is done, taken back and done again; with windows so small that most rows are not at hand."""
    monkeypatch.setattr(held, "WINDOW", 6)
    monkeypatch.setattr(held, "KEPT_WINDOWS", 2)
    mirrors = [Mirror(workspace, noun, view) for noun, view in every_view(rows)[seed % SEEDS :: SEEDS]]
    for each in mirrors[::4]:
        QAbstractItemModelTester(each.table, QAbstractItemModelTester.FailureReportingMode.Fatal, each)
    chance, undone = Chance(workspace, seed), 0
    for step in range(STEPS):
        done, command = chance.command()
        try:
            workspace.run(command)
        except KnownError:
            continue
        must_be_true(workspace, mirrors, f"{step}: {done}")
        if step % 3 == 0:
            workspace.undo()
            must_be_true(workspace, mirrors, f"{step}: {done}, taken back")
            undone += 1
        if step % 6 == 0:
            workspace.redo()
            must_be_true(workspace, mirrors, f"{step}: {done}, done again")
    assert undone
    for each in mirrors:
        assert Mirror(workspace, each.noun, each.view).rows == each.rows


def test_only_the_rows_a_change_reaches_are_read_again(workspace: Workspace, rows: Rows) -> None:
    promises, log = Mirror(workspace, commitments, View(name="open")), Mirror(workspace, actions, View())
    told = Mirror(workspace, visits, View())
    workspace.run(LogAction(ActionDraft(text="Asked", on=TODAY, kind=ActionKind.CALL, links=(rows.ids["rail"],))))
    assert (promises.resets, promises.read) == (0, [rows.ids["rail"]])
    assert log.resets == 1, "There is one more."
    assert (told.resets, told.read) == (0, [])
    workspace.run(Assess((rows.ids["rail"],), Progress.IN_PROGRESS, TODAY))
    assert told.read == [rows.ids["visit"]], "It says how many of its promises are open."
    for each in (promises, log, told):
        each.begin()
    workspace.run(SetOfficer((rows.ids["reply"], rows.ids["list"]), "B. Aliya"))
    assert promises.resets == log.resets == 0 and set(promises.read) == {rows.ids["reply"], rows.ids["list"]}
    assert log.read == []
    workspace.run(SetDue((rows.ids["reply"],), Period.on(TODAY)))
    assert promises.resets == 1, "It stands elsewhere."


def test_a_new_name_is_read_wherever_it_stands(workspace: Workspace, rows: Rows) -> None:
    mirrors = [Mirror(workspace, noun, view) for noun, view in every_view(rows)[::3]]
    titles = {
        "KAZ": "Qazaqstan",
        "Trade": "Commerce",
        "envoy": "E. Envoy",
        "ministry": "Office",
        "visit": "Zenith",
        "source": "Report",
    }
    for name, title in (*titles.items(), ("declaration", "Act"), ("reply", "Answer")):
        workspace.run(rewritten(workspace, rows.ids[name], {"title": title}))
        must_be_true(workspace, mirrors, name)
    other = rows.add("other source", AddSource(SourceDraft(title="Letter")))
    workspace.run(rewritten(workspace, rows.ids["quotation"], {"source": other}))
    must_be_true(workspace, mirrors, "a quotation from another source")


def test_a_return_visit_that_returns_another_one(workspace: Workspace, rows: Rows) -> None:
    """One visit is owed a return for the other: as many rows as before, though neither of them was written."""
    kaz, pak = rows.ids["KAZ"], rows.ids["PAK"]
    took_place = VisitDraft(title="There", stage=VisitStage.COMPLETED, kind=VisitKind.STATE,
                            dates=Period.on(date(2026, 5, 1)), from_party=kaz, to_party=pak)  # fmt: skip
    there = [rows.add(name, AddVisit(took_place)) for name in ("there", "there again")]
    back = {"from_party": pak, "to_party": kaz, "dates": Period.on(date(2026, 6, 1)), "return_of": there[0]}
    number = rows.add("back", AddVisit(took_place.model_copy(update=back)))
    owed = Mirror(workspace, visits, View(name="owed"))
    before = [each.id for each in owed.rows]
    assert (there[0] in before, there[1] in before) == (False, True)
    workspace.run(rewritten(workspace, number, {"return_of": there[1]}))
    after = [each.id for each in owed.rows]
    assert (there[0] in after, there[1] in after, len(after)) == (True, False, len(before))


def test_what_does_not_concern_a_table_asks_nothing(workspace: Workspace, rows: Rows) -> None:
    table = Mirror(workspace, agreements, View()).table
    asked: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    change = workspace.run(SetOfficer((rows.ids["reply"],), "B. Aliya"))
    assert table.kind is not None and not change.reaches(table.kind)
    event.listen(workspace._store._engine, "before_cursor_execute", hear)
    workspace.changed.emit(change)
    assert asked == []


def test_a_record_outside_the_view_leaves_it_alone(workspace: Workspace, rows: Rows) -> None:
    overdue = Mirror(workspace, commitments, View(name="overdue"))
    before = list(overdue.rows)
    workspace.run(Assess((rows.ids["rail"],), Progress.IN_PROGRESS, TODAY))
    assert (overdue.resets, overdue.read, overdue.rows) == (0, [], before)
    workspace.run(Hide((rows.ids["reply"],)))
    assert overdue.resets == 1 and len(overdue.rows) == len(before) - 1


def test_the_eye_and_the_selection_stay_where_they_were(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace, rows: Rows
) -> None:
    """While rows come, go and move above what is looked at."""
    for number in range(40):
        rows.commitment(f"more {number}", f"More {number}", due=Period.on(TODAY + timedelta(days=90 + number)))
    page = shown(qtbot, Theme(qapp, "light"), workspace)
    table, bar = page.list.table, page.list.table.verticalScrollBar()
    chosen = [rows.ids[f"more {number}"] for number in (20, 21, 24)]
    choose(page, *chosen)
    assert 0 < bar.value() < bar.maximum()
    seen = in_sight(table)
    workspace.run(SetOfficer((chosen[1],), "B. Aliya"))
    assert in_sight(table) == seen and set(table.selected_ids()) == set(chosen)
    workspace.run(SetDue((rows.ids["more 35"],), Period.on(TODAY - timedelta(days=50))))
    workspace.run(Hide((rows.ids["reply"], rows.ids["list"])))
    assert in_sight(table) == seen and set(table.selected_ids()) == set(chosen)
    assert table.current_id() == chosen[0]

    bar.setValue(0)
    seen = in_sight(table)
    workspace.run(Assess((rows.ids["more 10"],), Progress.KEPT, TODAY))
    assert in_sight(table)[:3] == seen[:3] and table.current_id() == chosen[0], "It is current, but out of sight."


def in_sight(table: RecordView) -> list[tuple[int, int]]:
    """The records that can be seen, and how far down."""
    model, rows = table.model(), range(table.rowAt(0), table.rowAt(table.viewport().height() - 1))
    return [(model.index(row, 0).data(RECORD), table.rowViewportPosition(row)) for row in rows]
