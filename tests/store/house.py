"""A small register with a record of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Command
from db.commands.briefings import KeepBriefing
from db.commands.commitments import AddCommitment
from db.commands.parties import (
    AddAnniversary,
    AddArea,
    AddParty,
)
from db.commands.people import AddOffice, AddPerson
from db.commands.points import AddPoint
from db.commands.reminders import AddReminder
from db.commands.settings import ChooseOurSide, SaveView
from db.commands.sources import (
    AddAttachment,
    AddQuestion,
    AddQuotation,
    AddSource,
    ChangeSource,
)
from db.commands.visits import AddInvitation, AddVisit
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft, NameIn, View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.bundle import Bundle, Entry
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.points import PointDraft
from db.records.reminders import ReminderDraft
from db.records.sources import AttachmentDraft, QuestionDraft, QuotationDraft, SourceDraft
from db.records.visits import DelegateDraft, InvitationDraft, TalkDraft, VisitDraft
from db.replay import journaled
from db.rules.periods import Period
from db.store import Store
from db.tables.search import Concern, SearchText
from db.tables.status import Line
from db.vocabulary import (
    BriefingKind,
    How,
    Kind,
    PartyKind,
    PointKind,
    StepKind,
    StepState,
    VisitStage,
)

TODAY = date(2026, 11, 23)
VIEW = "view:commitment:23"
"""The saved view of the house."""

BEFORE_THE_LAST = 24
"""The change after which the source of the house had no publisher yet; the last change gave it one."""

Ids = dict[str, int]
"""The records of the house by short names."""

Rows = dict[str, list[dict[str, Any]]]
"""Rows by the name of their table."""


class Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def furnish(store: Store) -> Ids:
    """Write one record of every kind, most of them with rows that hang on them."""
    ids: Ids = {}

    def add(name: str, command: Command) -> int:
        record = store.run(command).record
        assert record is not None
        ids[name] = record
        return record

    kz = add(
        "kz", AddParty(PartyDraft(title="Kazakhstan", code="KZ", aliases=(NameIn(language="kk", text="Қазақстан"),)))
    )
    pk = add("pk", AddParty(PartyDraft(title="Pakistan", code="PK", code3="PAK")))
    add("sco", AddParty(PartyDraft(title="Organisation", kind=PartyKind.ORGANISATION)))
    area = add("area", AddArea(AreaDraft(title="Transport")))
    roads = add("other_area", AddArea(AreaDraft(title="Roads")))
    office = add("office", AddOffice(OfficeDraft(title="Ministry of Transport", party=kz)))
    person = add("person", AddPerson(PersonDraft(title="A. Minister", terms=(TermDraft(office=office),))))
    add("other_person", AddPerson(PersonDraft(title="B. Successor")))
    source = add("source", AddSource(SourceDraft(title="Joint statement", text="They agreed to build a road.")))
    quotation = add(
        "quotation", AddQuotation(QuotationDraft(source=source, start=5, end=11, words="agreed", speaker=person))
    )
    cited = CitationDraft(field="dates", how=How.STATED, source=source, quotation=quotation)
    visit = add("visit", AddVisit(VisitDraft(
        title="State visit", stage=VisitStage.INVITED, from_party=kz, to_party=pk, visitor=person, areas=(area,),
        dates=Period.from_edtf("2027-03"), talks=(TalkDraft(place="Islamabad"), TalkDraft(place="Lahore")),
        delegates=(DelegateDraft(name="B. Deputy", party=kz),), citations=(cited,))))  # fmt: skip
    add("other_visit", AddVisit(VisitDraft(title="Return visit", from_party=pk, to_party=kz, return_of=visit)))
    add("invitation", AddInvitation(InvitationDraft(
        visit=visit, by_party=pk, to_party=kz, given_on=Period.on(date(2026, 9, 1)), window=Period.from_edtf("2027"),
        repeated=(Period.on(date(2026, 10, 1)),))))  # fmt: skip
    add("agreement", AddAgreement(AgreementDraft(
        title="Transit agreement", parties=(kz, pk), visit=visit, areas=(roads,),
        titles=(NameIn(language="ur", text="معاہدہ"),),
        steps=(StepDraft(kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 4))),
               StepDraft(kind=StepKind.RATIFIED, state=StepState.WAITING, party=kz)))))  # fmt: skip
    commitment = add("commitment", AddCommitment(CommitmentDraft(
        title="Open a trade house", owes=(office,), owed=(pk,), due=Period.from_edtf("2026-12"), origin=visit,
        areas=(area,), lead_unit="Ministry of Trade", executors="Customs; Ministry of Trade")))  # fmt: skip
    note = ActionDraft(text="Sent a note", on=date(2026, 10, 5), links=(commitment, visit), next_step="Ask again")
    add("action", AddAction(note))
    add(
        "anniversary",
        AddAnniversary(AnniversaryDraft(title="Relations", parties=(kz, pk), first=Period.from_edtf("1992-02-24"))),
    )
    add("question", AddQuestion(QuestionDraft(title="Who pays?", about=commitment)))
    add("reminder", AddReminder(ReminderDraft(title="Call back", record=commitment, on=date(2026, 12, 1))))
    add("attachment", AddAttachment(AttachmentDraft(title="note.pdf", record=visit, content=b"%PDF-1.7 first")))
    add("briefing", KeepBriefing(paper(kz), sheet(1), b"%PDF-1.7 paper", 1))
    store.run(ChooseOurSide(kz))
    kept = store.run(SaveView(Kind.COMMITMENT, "Late", View(name="overdue", find="road")))
    assert f"view:commitment:{kept.id}" == VIEW
    add("third_visit", AddVisit(VisitDraft(title="Working visit", from_party=kz, to_party=pk)))
    published = SourceDraft(title="Joint statement", text="They agreed to build a road.", publisher="Both ministries")
    assert store.run(ChangeSource(source, ids["source"], published)).id == BEFORE_THE_LAST + 1
    add("point", AddPoint(PointDraft(about=visit, kind=PointKind.OBJECTIVE, text="Agree on a date")))
    return ids


def paper(about: int) -> BriefingDraft:
    """A briefing about a country."""
    return BriefingDraft(kind=next(iter(BriefingKind)), about=about, as_of=TODAY)


def sheet(number: int) -> BriefingSheet:
    """What its paper says."""
    return BriefingSheet(
        number=number, kind=next(iter(BriefingKind)), title="Relations", as_of=TODAY, as_of_words="23 November 2026"
    )


def bundle() -> Bundle:
    """Records of another register."""
    party, visit, log = (f"00000000-0000-7000-8000-00000000000{n}" for n in range(3))
    entries = (
        Entry(uid=log, kind=Kind.ACTION, draft={"text": "Met", "on": TODAY, "links": [visit]}),
        Entry(uid=party, kind=Kind.PARTY, draft={"title": "Uzbekistan", "code": "UZ"}),
        Entry(uid=visit, kind=Kind.VISIT, hidden=True, draft={"title": "Working visit", "from_party": party}),
    )
    return Bundle(title="Neighbours", our_side=party, records=entries)


def facts(store: Store) -> Rows:
    """All rows that the journal keeps, without the versions that every change moves."""
    with store.read() as reader:
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in ("version", "created")}
                for row in reader.execute(select(table).order_by(table.c.id)).mappings()
            ]
            for table in journaled()
        }


def found(store: Store) -> dict[str, list[Any]]:
    """What is computed for finding: the folded words and the parties of each record."""
    words = select(SearchText.record_id, SearchText.title, SearchText.body, SearchText.runs).order_by(
        SearchText.record_id
    )
    parties = select(Concern.record_id, Concern.party_id).order_by(Concern.record_id, Concern.party_id)
    listed = select(Line.__table__).order_by(Line.record_id)
    asked = {"words": words, "parties": parties, "lines": listed}
    with store.read() as reader:
        return {name: list(reader.execute(query)) for name, query in asked.items()}
