"""A register for tests of tables and panes: two sides, a visit and its return, promises in every state, a log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Command
from db.commands.commitments import AddCommitment
from db.commands.parties import AddArea, AddParty
from db.commands.settings import ChooseOurSide
from db.commands.sources import AddQuestion, AddQuotation, AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.queries import parties
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AreaDraft, PartyDraft
from db.records.sources import QuestionDraft, QuotationDraft, SourceDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store, open_register
from db.vocabulary import (
    ActionKind,
    AgreementKind,
    How,
    Progress,
    StepKind,
    Strength,
    TalkFormat,
    VisitKind,
    VisitStage,
)
from desktop.workspace import Workspace
from tests.registers import make_empty

TODAY = date(2026, 11, 23)


def now() -> datetime:
    """A moment of the day the tests take for today."""
    return datetime(2026, 11, 23, 9, 41, tzinfo=UTC)


def today() -> date:
    """The day the tests take for today."""
    return TODAY


def open_new(folder: Path) -> tuple[Store, Workspace]:
    """A new, empty register and the workspace on it."""
    make_empty(folder / "rows.aide")
    return _open(folder)


def open_filled(folder: Path) -> tuple[Store, Rows]:
    """A register with the sample in it, copied from one that is filled once a run, and the sample's records."""
    content, ids = _filled()
    (folder / "rows.aide").write_bytes(content)
    store, workspace = _open(folder)
    return store, Rows(workspace, dict(ids))


@cache
def _filled() -> tuple[bytes, dict[str, int]]:
    with TemporaryDirectory() as folder:
        store, workspace = open_new(Path(folder))
        with store:
            ids = fill(workspace).ids
        return (Path(folder) / "rows.aide").read_bytes(), ids


def _open(folder: Path) -> tuple[Store, Workspace]:
    store = open_register(folder / "rows.aide", now=now, by="A. Serik")
    return store, Workspace(store, today)


@dataclass
class Rows:
    """Writes records with commands and remembers their numbers by short names."""

    workspace: Workspace
    ids: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, command: Command) -> int:
        """Do a command and remember the record it made."""
        record = self.workspace.run(command, quiet=True).record
        assert record is not None
        self.ids[name] = record
        return record

    def commitment(self, name: str, title: str, **fields: Any) -> int:
        """A commitment that came from the state visit."""
        return self.add(name, AddCommitment(CommitmentDraft(title=title, origin=self.ids.get("visit"), **fields)))

    def log(self, on: date, kind: ActionKind, text: str, *records: str, **fields: Any) -> None:
        """An entry of the log on the named records."""
        links = tuple(self.ids[each] for each in records)
        self.workspace.run(LogAction(ActionDraft(text=text, kind=kind, on=on, links=links, **fields)), quiet=True)


def fill(workspace: Workspace) -> Rows:
    """The sample most tests use; every fact in it is made up for the purpose."""
    rows = Rows(workspace)
    _sides(rows)
    _visits(rows)
    _agreement(rows)
    _promises(rows)
    rows.log(date(2026, 4, 15), ActionKind.MEETING, "Ambassador confirmed that the invitation was received.", "dates")
    rows.log(date(2026, 10, 6), ActionKind.NOTE_VERBALE, "Note verbale sent proposing two weeks in December.", "dates")
    rows.log(
        date(2026, 11, 12),
        ActionKind.CALL,
        "Embassy asked again for possible dates; reply promised.",
        "dates",
        by="A. Serik",
        with_whom="Embassy",
        next_step="Ask for two weeks",
        next_due=Period.on(date(2026, 12, 4)),
    )
    return rows


def _sides(rows: Rows) -> None:
    rows.ids |= {line.code3: line.id for line in rows.workspace.ask(parties.lines)}  # as many as the starter has
    for code, code3, title in (("KZ", "KAZ", "Kazakhstan"), ("PK", "PAK", "Pakistan"), ("UZ", "UZB", "Uzbekistan")):
        if code3 not in rows.ids:
            rows.add(code3, AddParty(PartyDraft(title=title, code=code, code3=code3)))
    for area in ("Protocol", "Transport", "Trade", "Political"):
        rows.add(area, AddArea(AreaDraft(title=area)))
    rows.workspace.run(ChooseOurSide(rows.ids["KAZ"]), quiet=True)


def _visits(rows: Rows) -> None:
    kaz, pak = rows.ids["KAZ"], rows.ids["PAK"]
    first = VisitDraft(
        title="State visit, Feb 2026",
        kind=VisitKind.STATE,
        stage=VisitStage.COMPLETED,
        from_party=kaz,
        to_party=pak,
        dates=Period.on(date(2026, 2, 4)),
        talks=(TalkDraft(format=TalkFormat.NARROW, day=Period.on(date(2026, 2, 4))),),
    )
    rows.add("visit", AddVisit(first))
    back = VisitDraft(
        title="Return state visit",
        kind=VisitKind.STATE,
        stage=VisitStage.INVITED,
        from_party=pak,
        to_party=kaz,
        return_of=rows.ids["visit"],
    )
    rows.add("return", AddVisit(back))
    window = Period.from_edtf("2026", "this year", date(2026, 2, 4))
    given = Period.on(date(2026, 2, 4))
    rows.add(
        "invitation",
        AddInvitation(
            InvitationDraft(visit=rows.ids["return"], by_party=kaz, to_party=pak, given_on=given, window=window)
        ),
    )


def _agreement(rows: Rows) -> None:
    parties = (rows.ids["KAZ"], rows.ids["PAK"])
    steps = (StepDraft(kind=StepKind.SIGNED, done_on=Period.from_edtf("2026-02")),)
    draft = AgreementDraft(
        title="Joint Declaration",
        kind=AgreementKind.JOINT_DECLARATION,
        parties=parties,
        visit=rows.ids["visit"],
        steps=steps,
    )
    rows.add("declaration", AddAgreement(draft))
    rows.add("question", AddQuestion(QuestionDraft(title="Is ratification needed?", about=rows.ids["declaration"])))


def _promises(rows: Rows) -> None:
    kaz, pak, uzb = ((rows.ids[code],) for code in ("KAZ", "PAK", "UZB"))
    source = rows.add("source", AddSource(SourceDraft(title="News report, Feb 2026")))
    words = "He asked for dates within the year, and repeated that both sides would gain from an early visit."
    quotation = rows.add("quotation", AddQuotation(QuotationDraft(source=source, words=words)))
    cited = (
        CitationDraft(field="title", how=How.STATED, quotation=quotation),
        CitationDraft(field="owes", how=How.INFERRED, why="The host proposes the dates.", quotation=quotation),
        CitationDraft(field="proof", how=How.UNKNOWN, why="Nothing was agreed.", source=source),
    )
    by_year = Period.by(date(2026, 12, 31))
    area = {name: (rows.ids[name],) for name in ("Protocol", "Transport", "Trade", "Political")}
    rows.commitment(
        "reply",
        "Reply to the note on the corridor working group",
        owes=pak,
        owed=kaz,
        due=Period.from_edtf("2026-10"),
        areas=area["Trade"],
    )
    rows.commitment(
        "list",
        "Send the list of priority transport projects",
        owes=kaz,
        owed=pak,
        due=Period.on(date(2026, 11, 20)),
        areas=area["Transport"],
    )
    rows.commitment(
        "dates",
        "Agree dates for the return state visit to Kazakhstan this year",
        owes=kaz,
        owed=pak,
        due=by_year,
        areas=area["Protocol"],
        citations=cited,
    )
    rows.commitment(
        "review", "Review progress on the agreements reached", owes=(*kaz, *pak), due=by_year, areas=area["Political"]
    )
    rows.commitment(
        "chairs",
        "Name co-chairs for the joint review",
        owes=pak,
        owed=kaz,
        progress=Progress.WAITING,
        due=Period.on(date(2026, 12, 24)),
        areas=area["Political"],
    )
    rows.commitment(
        "rail",
        "Consult on the corridor timetable with rail operators",
        owes=uzb,
        owed=kaz,
        progress=Progress.WAITING,
        due=Period.from_edtf("2027-02"),
        areas=area["Transport"],
    )
    rows.commitment(
        "agenda",
        "Share draft agenda for the return visit",
        owes=kaz,
        owed=pak,
        progress=Progress.IN_PROGRESS,
        due=Period.on(date(2026, 12, 24)),
        areas=area["Protocol"],
    )
    rows.commitment(
        "projects",
        "Continue specific transport and logistics projects with neighbouring countries",
        owes=kaz,
        progress=Progress.IN_PROGRESS,
        areas=area["Transport"],
    )
    rows.commitment(
        "experts", "Propose a meeting of energy experts", owes=pak, owed=kaz, due=Period.from_edtf("2027-33")
    )
    rows.commitment(
        "industry", "Industry delegation to visit Almaty", owes=pak, owed=kaz, due=Period.from_edtf("2027-34")
    )
    rows.commitment("silent", "Exchange archive copies", strength=Strength.UNDERTAKING)
    rows.commitment(
        "wish", "Work together on economy, politics and trade", owes=pak, owed=kaz, strength=Strength.INTENTION
    )
    rows.commitment("kept", "Send the model form", owes=kaz, owed=pak, progress=Progress.KEPT)
