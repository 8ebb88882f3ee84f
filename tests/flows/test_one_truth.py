"""One truth: a record is said the same in lists, in full, on Today, in the table, in the pane, and on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from typer.testing import CliRunner

from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.visit_deeds import Cancel, Postpone, RecordAnswer, RenewInvitation, SetDates
from db.commands.visits import AddInvitation, AddVisit
from db.queries import briefing
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.commitments import CommitmentDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import (
    AgreementStatus,
    Answer,
    BriefingKind,
    CommitmentStatus,
    Kind,
    LegalCharacter,
    Marking,
    Renewal,
    StepKind,
    Strength,
    VisitKind,
    VisitStage,
    VisitStatus,
)
from desktop import clock
from desktop.cli import program
from desktop.kit.chip import Chip
from desktop.page.table_page import TablePage
from desktop.record.pane import DetailPane
from desktop.workspace import Go, Workspace
from tests.desktop.driver import frame as frames
from tests.desktop.driver.frame import TODAY, Frame
from tests.desktop.driver.table_rows import Rows

_STATUS = {Kind.VISIT: VisitStatus, Kind.AGREEMENT: AgreementStatus, Kind.COMMITMENT: CommitmentStatus}
_PAGES = {Kind.VISIT: "visits", Kind.AGREEMENT: "agreements", Kind.COMMITMENT: "commitments"}


Make = Callable[[Rows, str], None]
Steps = tuple[tuple[StepKind, str, str], ...]
Deeds = tuple[tuple[type[Any], dict[str, Any]], ...]


@dataclass(frozen=True)
class Example:
    """A record of a kind of fault: how it is made, what everybody says of it, and what nobody may say."""

    title: str
    kind: Kind
    make: Make
    status: tuple[str, ...]
    never: tuple[str, ...] = ()
    today: str = ""
    """The heading under which Today names it."""


def day(text: str) -> Period:
    return Period.from_edtf(text)


def agreement(
    rows: Rows, title: str, steps: Steps, expires: str = "", renewal: Renewal = Renewal.NOT_STATED,
    **fields: Any,
) -> None:  # fmt: skip
    """An agreement with its steps: what was done, when, and from when it counts."""
    made = tuple(
        StepDraft(kind=kind, done_on=day(on) if on else None, effective_on=day(counts) if counts else None)
        for kind, on, counts in steps
    )
    parties = (rows.ids["KAZ"], rows.ids["PAK"])
    ends = day(expires) if expires else None
    draft = AgreementDraft(title=title, parties=parties, steps=made, expires=ends, renewal=renewal, **fields)
    rows.add(title, AddAgreement(draft))


IN_FORCE = (StepKind.ENTERED_INTO_FORCE, "2018-08-01", "")
NOTICE = (StepKind.NOTICE_GIVEN, "2022-01-10", "")


def visit(rows: Rows, title: str, deeds: Deeds = (), **fields: Any) -> None:
    """A visit from Pakistan to Kazakhstan with what was done about it, a day in 2026 after the other."""
    draft = {"kind": VisitKind.STATE, "from_party": rows.ids["PAK"], "to_party": rows.ids["KAZ"], **fields}
    number = rows.add(title, AddVisit(VisitDraft(title=title, **draft)))
    if draft.get("stage") is VisitStage.INVITED:
        given = InvitationDraft(
            visit=number, by_party=rows.ids["KAZ"], to_party=rows.ids["PAK"], given_on=day("2026-02-04")
        )
        rows.add(f"{title}, invited", AddInvitation(given))
    for month, (deed, said) in enumerate(deeds, start=3):
        on = date(2026, month, 2)
        rows.workspace.run(deed(number, DeedDraft(on=on, **said), TODAY), quiet=True)


INVITED = VisitStage.INVITED
RENEWED = (
    (RecordAnswer, {"answer": Answer.ACCEPTED}),
    (SetDates, {"dates": day("2026-05-04/2026-05-06")}),
    (Cancel, {"words": "Snow"}),
    (RenewInvitation, {"dates": day("2027-40")}),
)
ACCEPTED_AGAIN = (*RENEWED, (RecordAnswer, {"answer": Answer.ACCEPTED}))
CANCELLED, PUT_OFF = RENEWED[:3], (*RENEWED[:2], (Postpone, {"words": "Elections"}))


def promise(rows: Rows, title: str, **fields: Any) -> None:
    """A commitment of Pakistan to Kazakhstan, or of whom it is said to be."""
    draft = {"owes": (rows.ids["PAK"],), "owed": (rows.ids["KAZ"],), **fields}
    rows.add(title, AddCommitment(CommitmentDraft(title=title, **draft)))


def waiting(rows: Rows, title: str, deeds: Deeds = (), **fields: Any) -> None:
    """A commitment that waits for a visit."""
    awaited = f"Visit awaited by {title.lower()}"
    visit(rows, awaited, deeds, **fields)
    promise(rows, title, depends_on=rows.ids[awaited])


def example(kind: Kind, title: str, status: str, make: Make, **said: Any) -> Example:
    """An example; a status of two parts may be said with more between them."""
    return Example(title, kind, make, tuple(filter(None, status.casefold().split(", "))), **said)


agreed, visited, promised = (partial(example, kind) for kind in (Kind.AGREEMENT, Kind.VISIT, Kind.COMMITMENT))

EXAMPLES = (
    # Terms of agreements.
    agreed(
        "Transit protocol without renewal", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2023-08-01", renewal=Renewal.NONE), never=("late",),
        today="Agreements to confirm",
    ),
    agreed(
        "Customs agreement with express renewal", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2024-08-01", renewal=Renewal.EXPRESS), never=("late",),
    ),
    agreed(
        "Air services with renewal not stated", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2025-08-01"), never=("late",),
    ),
    agreed(
        "Tourism accord that renews itself", "In force",
        partial(agreement, steps=(IN_FORCE,), expires="2023-08-01", renewal=Renewal.TACIT, duration="five (5) years"),
        never=("Term ended", "late"),
    ),
    agreed(
        "Fisheries accord under notice", "Term ended",
        partial(
            agreement, steps=(IN_FORCE, NOTICE), expires="2023-08-01", renewal=Renewal.TACIT, duration="5 years",
        ),
        never=("1 Aug 2028",),
    ),
    agreed(
        "Extended rail accord", "In force",
        partial(
            agreement, steps=(IN_FORCE, (StepKind.EXTENDED, "2023-05-01", "2028-08-01")), expires="2023-08-01",
            renewal=Renewal.EXPRESS,
        ),
        never=("Term ended", "late"),
    ),
    agreed(
        "Extradition treaty signed in February", "Signed",
        partial(agreement, steps=((StepKind.SIGNED, "2026-02-04", "2026-03-01"),)), never=("igned 1 Mar",),
    ),
    agreed(
        "Cultural programme known not to bind", "Signed",
        partial(
            agreement, steps=((StepKind.SIGNED, "2026-02-04", ""),), legal_character=LegalCharacter.NOT_BINDING,
        ),
        never=("character not stated",),
    ),
    # Last and next; old facts under new deeds.
    visited("Visit of the speaker, day unknown", "Took place", partial(visit, stage=VisitStage.COMPLETED)),
    visited(
        "Visit nobody spoke of again", "",
        partial(visit, stage=VisitStage.DATES_AGREED, dates=day("2026-09-01/2026-09-03")),
        today="Did it take place?",
    ),
    visited(
        "Visit renewed after snow", "Invited, no date", partial(visit, deeds=RENEWED, stage=INVITED),
        never=("May 2026",), today="Invitations without a date",
    ),
    visited(
        "Visit accepted again after snow", "Accepted, no date",
        partial(visit, deeds=ACCEPTED_AGAIN, stage=INVITED), never=("May 2026",),
    ),
    visited(
        "Visit put off without a day", "Postponed",
        partial(visit, deeds=PUT_OFF, stage=INVITED),
    ),
    # Waiting for a visit.
    promised(
        "Sign the seed memorandum", "Waiting",
        partial(waiting, stage=VisitStage.DATES_AGREED, dates=day("2027-03-01/2027-03-03")),
    ),
    promised("Sign the wool memorandum", "Open", partial(waiting, deeds=CANCELLED, stage=INVITED), never=("Waiting",)),
    promised(
        "Sign the salt memorandum", "Open",
        partial(waiting, stage=VisitStage.COMPLETED, dates=day("2026-10-05")), never=("Waiting",),
    ),
    # Words of time.
    promised(
        "Open the mountain road", "Open", partial(promise, due=Period.from_edtf("../2027-06~", "by mid-2027")),
        never=("Aug 2027",),
    ),
    promised("Deliver the last buses", "Overdue", partial(promise, due=day("2026-11-20")), today="Overdue"),
    promised("Keep the archive open", "Intent", partial(promise, strength=Strength.INTENTION)),
)  # fmt: skip


class Places:
    """Where something is said of a record, by the name of the place."""

    def __init__(self, frame: Frame, register: Path) -> None:
        self._frame, self._register = frame, register

    def of(self, example: Example) -> dict[str, str]:
        """What each place says of an example; Today and the sheet only where they name it."""
        record = self._frame.ids[example.title]
        found = {
            "list": self._block("list", example.kind.value, record=record),
            "list --json": self._json(example.kind, record),
            "show": self._run("show", str(record)).partition("Follow-up log")[0],
            "table": self._table(example, record),
            "pane": self._pane(),
            "today": self._block("today", record=record),
            "sheet": " ".join(self._rows_of_sheet(example.title)),
        }
        return {place: " ".join(said.split()) for place, said in found.items() if said}

    def _run(self, *words: str) -> str:
        options = ["--register", str(self._register), "--on", str(TODAY)]
        said = CliRunner(env={"COLUMNS": "0"}).invoke(program, [*options, *words])
        assert said.exit_code == 0, said.output
        return said.stdout

    def _block(self, *words: str, record: int) -> str:
        """The lines of a list or of Today under the number of a record."""
        blocks = re.split(r"\n(?=\s{0,8}\d+  \S|\S|\n)", self._run(*words))
        return "\n".join(block for block in blocks if re.match(rf"\s*{record}  ", block))

    def left_over(self, kind: Kind) -> bool:
        """Whether the sheet says that it leaves out records of a kind."""
        return kind is Kind.COMMITMENT and any(each.left_over for each in self._sheet().promises)

    def heading(self, example: Example) -> str:
        """The heading of Today above an example; "" where it is not there."""
        record = self._frame.ids[example.title]
        before = re.split(rf"\n\s*{record}  ", self._run("today"))
        return re.findall(r"^(\S.*) \(\d+\)$", before[0], re.MULTILINE)[-1] if len(before) > 1 else ""

    def _json(self, kind: Kind, record: int) -> str:
        """Its status as the label of the code that is given there."""
        rows = json.loads(self._run("list", kind.value, "--json"))
        return str(_STATUS[kind](next(row["status"] for row in rows if row["id"] == record)).label)

    def _table(self, example: Example, record: int) -> str:
        self._frame.workspace.go_wanted.emit(Go(_PAGES[example.kind], View(name="all"), record))
        QApplication.processEvents()
        page = self._page()
        assert page.list.table.show_record(record)
        model, row = page.list.model, page.list.table.currentIndex().row()
        cells = (model.index(row, column) for column in range(model.columnCount()))
        return " · ".join(str(cell.data(Qt.ItemDataRole.AccessibleTextRole) or "") for cell in cells)

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
        for row in rows_of(self._sheet()):
            said = list(texts(row))
            if any(title in each for each in said):
                yield " · ".join(said)

    def _sheet(self) -> BriefingSheet:
        draft = BriefingDraft(
            kind=BriefingKind.COUNTRY, about=self._frame.ids["PAK"], as_of=TODAY, marking=Marking.NONE
        )
        return self._frame.workspace.ask(lambda reader: briefing.sheet(reader, draft, TODAY, 0))


def _is_section(shape: BaseModel) -> bool:
    return any(isinstance(getattr(shape, name), tuple) for name in type(shape).model_fields)


def rows_of(shape: BaseModel) -> Iterator[BaseModel]:
    """Every line of a sheet: the shapes in its sections that hold words of their own."""
    for field in type(shape).model_fields:
        value = getattr(shape, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                inner = (
                    list(rows_of(each))
                    if any(isinstance(getattr(each, name), tuple) for name in type(each).model_fields)
                    else []
                )
                yield from inner or [each]


def texts(shape: BaseModel) -> Iterator[str]:
    """The words of a line of a sheet."""
    for field in type(shape).model_fields:
        value = getattr(shape, field)
        if isinstance(value, BaseModel):
            yield from texts(value)
        elif isinstance(value, str) and value and field not in ("how", "tone"):
            yield value


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """A window on a register that holds every example."""
    folder = tmp_path_factory.mktemp("desk") / "truth"
    folder.mkdir()
    ids = frames._copy_filled(folder.parent, folder / "follow-up.aide")
    with open_register(folder / "follow-up.aide", now=clock.now, by="A. Officer") as store:
        rows = Rows(Workspace(store, lambda: TODAY), ids)
        for example in EXAMPLES:
            example.make(rows, example.title)
    with frames.opened(folder, writing=False) as frame:
        frame.ids = rows.ids
        yield Places(frame, folder / "follow-up.aide")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.title)
def test_every_place_says_the_same(places: Places, example: Example) -> None:
    """The status stands wherever the record is named under no heading that says it; what is no longer so stands
    nowhere but in the log of what was done."""
    found = places.of(example)
    silent = {"list", "list --json", "show", "table", "pane", "sheet"} - found.keys()
    assert silent <= ({"sheet"} if places.left_over(example.kind) else set())
    for place, said in found.items():
        if place != "today":
            assert all(part in said.casefold() for part in example.status), (place, said)
        assert not [words for words in example.never if words in said], (place, said)
    if example.today:
        assert places.heading(example) == example.today
