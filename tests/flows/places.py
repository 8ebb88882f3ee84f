"""Where something is said of a record: lists, in full, Today, the table, the pane, and the sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from typer.testing import CliRunner

from db.queries import briefing
from db.records.agreements import AgreementLine
from db.records.base import View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.visits import VisitLine
from db.vocabulary import AgreementStatus, BriefingKind, CommitmentStatus, Kind, Marking, VisitStatus
from desktop.cli import program
from desktop.kit.chip import Chip
from desktop.page.list_page import ListPage
from desktop.page.table_page import TablePage
from desktop.record.pane import DetailPane
from desktop.workspace import Go
from tests.desktop.driver.frame import TODAY, Frame

_STATUS = {Kind.VISIT: VisitStatus, Kind.AGREEMENT: AgreementStatus, Kind.COMMITMENT: CommitmentStatus}
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_PAGES = {Kind.VISIT: "visits", Kind.AGREEMENT: "agreements", Kind.COMMITMENT: "commitments"}


class Places:
    """Where something is said of a record, by the name of the place."""

    def __init__(self, frame: Frame, register: Path) -> None:
        self._frame, self._register = frame, register

    def of(self, title: str, kind: Kind) -> dict[str, str]:
        """What each place says of a record; Today and the sheet only where they name it."""
        record = self._frame.ids[title]
        found = {
            "list": self._block("list", kind.value, record=record),
            "list --json": self._json(kind, record),
            "show": self._run("show", str(record)).partition("Follow-up log")[0],
            "table": self._table(kind, record),
            "pane": self._pane(),
            "today": self._block("today", record=record),
            "sheet": " ".join(self._rows_of_sheet(title)),
        }
        return {place: " ".join(said.split()) for place, said in found.items() if said}

    def urgency(self, title: str, kind: Kind) -> dict[str, str]:
        """How urgent each place says a record is: the sum with its parts; a cell has the parts on hover."""
        record = self._frame.ids[title]
        row = next(each for each in json.loads(self._run("list", kind.value, "--json")) if each["id"] == record)
        counted = [f"{part['label']} {part['points']}" for part in row["urgency"]["parts"]]
        self._table(kind, record)
        model, pane = self._page().list.model, self._pane()
        column = next(n for n, each in enumerate(model.columns) if each.key == "urgency")
        cell = model.index(self._page().list.table.currentIndex().row(), column)
        hover = str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")
        found = {
            "list --json": f"{row['urgency']['total']}: {' · '.join(counted)}" if counted else "",
            "show": _found(r"\n  Urgency +(.*?)\n  \S", self._run("show", str(record))),
            "table": str(cell.data(_SPOKEN) or ""),
            "hover": f"{cell.data()}: {hover.replace(': ', ' ').replace(chr(10), ' · ')}" if hover else "",
            "pane": _found(r"(\d+: (?:(?!\d+: ).)*) · Urgency · ", pane),
        }
        if kind is Kind.COMMITMENT:
            listed = self._block("list", kind.value, "--sort", "urgency", record=record)
            found["list --sort"] = _found(r"\s+urgency (.*)", listed)
        return {place: " ".join(said.split()) for place, said in found.items()}

    def of_person(self, name: str) -> dict[str, str]:
        """What each place says of somebody's office."""
        record = self._frame.ids[name]
        self._frame.workspace.go_wanted.emit(Go("people"))
        page = self._frame.window.parts.stack.page()
        assert isinstance(page, ListPage)
        models = [each.model() for each in page.lists()]
        rows = [str(model.index(row, 0).data(_SPOKEN)) for model in models for row in range(model.rowCount())]
        found = {
            "list": self._block("list", "person", record=record),
            "show": self._run("show", str(record)).partition("Offices")[2],
            "page": next(row for row in rows if row.startswith(name)),
            "sheet": next(each.office.text for each in self.sheet().people if each.name == name),
        }
        return {place: " ".join(said.split()) for place, said in found.items()}

    def _run(self, *words: str) -> str:
        options = ["--register", str(self._register), "--on", str(TODAY)]
        said = CliRunner(env={"COLUMNS": "0"}).invoke(program, [*options, *words])
        assert said.exit_code == 0, said.output
        return said.stdout

    def _block(self, *words: str, record: int) -> str:
        """The lines of a list or of Today under the number of a record."""
        blocks = re.split(r"\n(?=\s{0,8}\d+  \S|\S|\n)", self._run(*words))
        return "\n".join(block for block in blocks if re.match(rf"\s*{record}  ", block))

    def heading(self, title: str) -> str:
        """The heading of Today above a record; "" where it is not there."""
        record = self._frame.ids[title]
        before = re.split(rf"\n\s*{record}  ", self._run("today"))
        return re.findall(r"^(\S.*) \(\d+\)$", before[0], re.MULTILINE)[-1] if len(before) > 1 else ""

    def _json(self, kind: Kind, record: int) -> str:
        """Its status as the label of the code that is given there."""
        rows = json.loads(self._run("list", kind.value, "--json"))
        return str(_STATUS[kind](next(row["status"] for row in rows if row["id"] == record)).label)

    def _table(self, kind: Kind, record: int) -> str:
        self._frame.workspace.go_wanted.emit(Go(_PAGES[kind], View(name="all"), record))
        QApplication.processEvents()
        page = self._page()
        assert page.list.table.show_record(record)
        model, row = page.list.model, page.list.table.currentIndex().row()
        cells = (model.index(row, column) for column in range(model.columnCount()))
        return " · ".join(str(cell.data(_SPOKEN) or "") for cell in cells)

    def _pane(self) -> str:
        """What the pane says in words of its own, above the log."""
        page = self._page()
        pane = page.pane
        assert isinstance(pane, DetailPane)
        pane.read_now()
        QApplication.processEvents()
        shown = [each for each in pane.findChildren(QWidget) if each.isVisibleTo(pane)]
        said = " · ".join(
            each.text() if isinstance(each, QLabel) else each.accessibleName()
            for each in shown
            if isinstance(each, QLabel | Chip)
        )
        return said.partition("Follow-up log")[0]

    def _page(self) -> TablePage:
        page = self._frame.window.parts.stack.page()
        assert isinstance(page, TablePage)
        return page

    def _rows_of_sheet(self, title: str) -> Iterator[str]:
        for row in rows_of(self.sheet()):
            said = list(texts(row))
            if any(title in each for each in said):
                yield " · ".join(said)

    def titles(self, kind: Kind) -> dict[str, list[str]]:
        """The titles about Pakistan in the order of each place."""
        self._frame.workspace.go_wanted.emit(Go(_PAGES[kind], View.about(self._frame.ids["PAK"])))
        QApplication.processEvents()
        model = self._page().list.model
        about = [model.record(row) for row in range(model.rowCount()) if model.heading(row) is None]
        shown = {each.id: each.title for each in about if isinstance(each, VisitLine | AgreementLine)}
        every = json.loads(self._run("list", kind.value, "--view", "all", "--json"))
        rows = self.sheet().visits if kind is Kind.VISIT else self.sheet().agreements
        return {
            "table": [*shown.values()],
            "list --json": [row["title"] for row in every if row["id"] in shown],
            "sheet": [row.what.text for row in rows],
        }

    def sheet(self) -> BriefingSheet:
        """The sheet on Pakistan."""
        draft = BriefingDraft(
            kind=BriefingKind.COUNTRY, about=self._frame.ids["PAK"], as_of=TODAY, marking=Marking.NONE
        )
        return self._frame.workspace.ask(lambda reader: briefing.sheet(reader, draft, TODAY, 0))


def _found(pattern: str, text: str) -> str:
    """What a pattern finds in a text; "" where it finds nothing."""
    found = re.search(pattern, text, re.DOTALL)
    return found[1] if found else ""


def _is_section(shape: BaseModel) -> bool:
    return any(isinstance(getattr(shape, name), tuple) for name in type(shape).model_fields)


def rows_of(shape: BaseModel) -> Iterator[BaseModel]:
    """Every line of a sheet: the shapes in its sections that hold words of their own."""
    for field in type(shape).model_fields:
        value = getattr(shape, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                inner = list(rows_of(each)) if _is_section(each) else []
                yield from inner or [each]


def texts(shape: BaseModel) -> Iterator[str]:
    """The words of a line of a sheet."""
    for field in type(shape).model_fields:
        value = getattr(shape, field)
        if isinstance(value, BaseModel):
            yield from texts(value)
        elif isinstance(value, str) and value and field not in ("how", "tone"):
            yield value
