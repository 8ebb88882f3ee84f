"""A small register with a record of every kind, and for every command one that can be applied to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from db.check import journaled
from db.commands.actions import AddAction, CorrectAction, LogAction
from db.commands.agreements import AddAgreement, ChangeAgreement, ClearStep, ConfirmStatus, SetStep
from db.commands.base import Command, Hide, Restore, SetAreas
from db.commands.briefings import KeepBriefing
from db.commands.bundle import TakeIn
from db.commands.commitments import AddCommitment, Assess, ChangeCommitment, SetDue, SetOfficer, SetOwes
from db.commands.history import RestoreField, RestoreVersion
from db.commands.parties import (
    AddAnniversary,
    AddArea,
    AddParty,
    ChangeAnniversary,
    ChangeArea,
    ChangeParty,
    MergeAreas,
    RetireArea,
)
from db.commands.people import AddOffice, AddPerson, ChangeOffice, ChangePerson, HandOver
from db.commands.reminders import AddReminder, ChangeReminder, Handle
from db.commands.settings import ChooseOurSide, DeleteView, PinView, RenameUsed, RenameView, RetireName, SaveView
from db.commands.sources import (
    AddAttachment,
    AddQuestion,
    AddQuotation,
    AddSource,
    Attach,
    ChangeQuestion,
    ChangeQuotation,
    ChangeSource,
)
from db.commands.visit_deeds import (
    Cancel,
    LinkReturn,
    Postpone,
    ProposeDates,
    RecordAnswer,
    RenewInvitation,
    SetDates,
    TookPlace,
)
from db.commands.visits import AddInvitation, AddVisit, ChangeInvitation, ChangeVisit
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft, NameIn, View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.bundle import Bundle, Entry
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.reminders import HandledDraft, ReminderDraft
from db.records.sources import AttachmentDraft, FileDraft, QuestionDraft, QuotationDraft, SourceDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import DelegateDraft, InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.tables.base import Record
from db.tables.search import Concern, SearchText
from db.tables.status import Line
from db.vocabulary import (
    Answer,
    BriefingKind,
    EntryMode,
    Handled,
    How,
    Kind,
    LegalCharacter,
    NameList,
    PartyKind,
    Progress,
    Reply,
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
        areas=(area, roads), lead_unit="Ministry of Trade", executors="Customs; Ministry of Trade",
        officer="A. Officer")))  # fmt: skip
    add("action", AddAction(ActionDraft(text="Sent a note", on=date(2026, 10, 5), links=(commitment, visit))))
    add(
        "anniversary",
        AddAnniversary(AnniversaryDraft(title="Relations", parties=(kz, pk), first=Period.from_edtf("1992-02-24"))),
    )
    add("question", AddQuestion(QuestionDraft(title="Who pays?", about=commitment)))
    add("reminder", AddReminder(ReminderDraft(title="Call back", record=commitment, on=date(2026, 12, 1))))
    add("attachment", AddAttachment(AttachmentDraft(title="note.pdf", record=visit, content=b"%PDF-1.7 first")))
    add("briefing", KeepBriefing(_paper(kz), _sheet(1), b"%PDF-1.7 paper", 1))
    store.run(ChooseOurSide(kz))
    kept = store.run(SaveView(Kind.COMMITMENT, "Late", View(name="overdue", find="road")))
    assert f"view:commitment:{kept.id}" == VIEW
    add("third_visit", AddVisit(VisitDraft(title="Working visit", from_party=kz, to_party=pk)))
    published = SourceDraft(title="Joint statement", text="They agreed to build a road.", publisher="Both ministries")
    assert store.run(ChangeSource(source, ids["source"], published)).id == BEFORE_THE_LAST + 1
    return ids


def _paper(about: int) -> BriefingDraft:
    return BriefingDraft(kind=next(iter(BriefingKind)), about=about, as_of=TODAY)


def _sheet(number: int) -> BriefingSheet:
    return BriefingSheet(
        number=number, kind=next(iter(BriefingKind)), title="Relations", as_of=TODAY, as_of_words="23 November 2026"
    )


def _bundle() -> Bundle:
    party, visit, log = (f"00000000-0000-7000-8000-00000000000{n}" for n in range(3))
    entries = (
        Entry(uid=log, kind=Kind.ACTION, draft={"text": "Met", "on": TODAY, "links": [visit]}),
        Entry(uid=party, kind=Kind.PARTY, draft={"title": "Uzbekistan", "code": "UZ"}),
        Entry(uid=visit, kind=Kind.VISIT, hidden=True, draft={"title": "Working visit", "from_party": party}),
    )
    return Bundle(title="Neighbours", our_side=party, records=entries)


Maker = Callable[[Ids, Ids], Command]
"""Makes a command from the numbers and the versions of the house's records."""

MAKERS: dict[type[Any], Maker] = {
    AddParty: lambda i, v: AddParty(PartyDraft(title="China", aliases=(NameIn(text="中国"),))),
    ChangeParty: lambda i, v: ChangeParty(i["kz"], v["kz"], PartyDraft(title="Qazaqstan", followed=False)),
    AddArea: lambda i, v: AddArea(AreaDraft(title="Energy")),
    ChangeArea: lambda i, v: ChangeArea(i["area"], v["area"], AreaDraft(title="Transport", retired=True)),
    MergeAreas: lambda i, v: MergeAreas(i["area"], (i["other_area"],)),
    RetireArea: lambda i, v: RetireArea(i["area"], True),
    RenameUsed: lambda i, v: RenameUsed(NameList.UNIT, ("Ministry of Trade",), "Ministry of Commerce"),
    RetireName: lambda i, v: RetireName(NameList.OFFICER, "A. Officer", True),
    HandOver: lambda i, v: HandOver(
        i["office"], i["other_person"], Period.from_edtf("2026-11"), (i["commitment"],), Period.on(date(2026, 12, 20))
    ),
    AddOffice: lambda i, v: AddOffice(OfficeDraft(title="President", party=i["pk"])),
    ChangeOffice: lambda i, v: ChangeOffice(i["office"], v["office"], OfficeDraft(title="Ministry", party=i["pk"])),
    AddPerson: lambda i, v: AddPerson(PersonDraft(title="C. Envoy", terms=(TermDraft(office=i["office"]),))),
    ChangePerson: lambda i, v: ChangePerson(
        i["person"], v["person"], PersonDraft(title="A. Former", aliases=(NameIn(text="А. Бывший"),))
    ),
    AddSource: lambda i, v: AddSource(SourceDraft(title="Article", address="https://example.org")),
    ChangeSource: lambda i, v: ChangeSource(i["source"], v["source"], SourceDraft(title="Statement", text="Nothing.")),
    AddQuotation: lambda i, v: AddQuotation(QuotationDraft(source=i["source"], words="a road")),
    ChangeQuotation: lambda i, v: ChangeQuotation(
        i["quotation"], v["quotation"], QuotationDraft(source=i["source"], words="They", start=0, end=4)
    ),
    AddVisit: lambda i, v: AddVisit(VisitDraft(title="Transit stop", talks=(TalkDraft(place="Airport"),))),
    ChangeVisit: lambda i, v: ChangeVisit(
        i["visit"], v["visit"],
        VisitDraft(title="Official visit", stage=VisitStage.DATES_AGREED, from_party=i["pk"], to_party=i["kz"],
                   dates=Period.days(date(2027, 3, 1), date(2027, 3, 3)), talks=(TalkDraft(place="Astana"),)),
    ),
    AddInvitation: lambda i, v: AddInvitation(InvitationDraft(visit=i["other_visit"], window=Period.from_edtf("2026"))),
    ChangeInvitation: lambda i, v: ChangeInvitation(
        i["invitation"], v["invitation"], InvitationDraft(visit=i["other_visit"], reply=Reply.ACCEPTED)
    ),
    ProposeDates: lambda i, v: ProposeDates(i["visit"], DeedDraft(on=TODAY, dates=Period.from_edtf("2027-04")), TODAY),
    RecordAnswer: lambda i, v: RecordAnswer(
        i["visit"], DeedDraft(on=TODAY, answer=Answer.WITH_DATES, dates=Period.from_edtf("2027-05-03")), TODAY, "B"
    ),
    SetDates: lambda i, v: SetDates(i["visit"], DeedDraft(on=TODAY, dates=Period.from_edtf("2027-04-02")), TODAY),
    TookPlace: lambda i, v: TookPlace(i["visit"], DeedDraft(on=TODAY, dates=Period.from_edtf("2026-11-02")), TODAY),
    Postpone: lambda i, v: Postpone(i["visit"], DeedDraft(on=TODAY, words="An election"), TODAY),
    Cancel: lambda i, v: Cancel(i["visit"], DeedDraft(on=TODAY), TODAY),
    RenewInvitation: lambda i, v: RenewInvitation(
        i["visit"], DeedDraft(on=TODAY, dates=Period.from_edtf("2028")), TODAY
    ),
    LinkReturn: lambda i, v: LinkReturn(i["other_visit"], i["third_visit"]),
    AddAgreement: lambda i, v: AddAgreement(AgreementDraft(title="Visa waiver", parties=(i["pk"],))),
    ChangeAgreement: lambda i, v: ChangeAgreement(
        i["agreement"], v["agreement"],
        AgreementDraft(title="Transit treaty", parties=(i["pk"], i["sco"]), steps=(
            StepDraft(kind=StepKind.RATIFIED, party=i["pk"], done_on=Period.on(date(2026, 3, 1))),)),
    ),
    SetStep: lambda i, v: SetStep(
        i["agreement"], v["agreement"], StepDraft(kind=StepKind.RATIFIED, party=i["pk"], state=StepState.WAITING), 1
    ),
    ClearStep: lambda i, v: ClearStep(i["agreement"], v["agreement"], 0),
    ConfirmStatus: lambda i, v: ConfirmStatus(
        i["agreement"], v["agreement"], LegalCharacter.BINDING, EntryMode.LATER_NOTIFICATION, False
    ),
    AddCommitment: lambda i, v: AddCommitment(CommitmentDraft(title="Lower tariffs", depends_on=i["visit"])),
    ChangeCommitment: lambda i, v: ChangeCommitment(
        i["commitment"], v["commitment"],
        CommitmentDraft(title="Open two trade houses", owes=(i["pk"],), owed=(i["office"],), depends_on=i["visit"]),
    ),
    Assess: lambda i, v: Assess((i["commitment"],), Progress.DONE, TODAY, by="B", why="The house is open"),
    SetDue: lambda i, v: SetDue((i["commitment"],), Period.on(date(2027, 1, 15))),
    SetOwes: lambda i, v: SetOwes((i["commitment"],), (i["pk"], i["kz"])),
    SetOfficer: lambda i, v: SetOfficer((i["commitment"],), "D. Omar"),
    SetAreas: lambda i, v: SetAreas((i["visit"], i["agreement"]), ()),
    AddAction: lambda i, v: AddAction(ActionDraft(text="Imported", on=TODAY, links=(i["agreement"],))),
    LogAction: lambda i, v: LogAction(
        ActionDraft(text="They confirmed", on=TODAY, links=(i["visit"], i["commitment"]),
                    progress_after=Progress.IN_PROGRESS, stage_after=VisitStage.COMPLETED)
    ),
    CorrectAction: lambda i, v: CorrectAction(
        i["action"], ActionDraft(text="Sent two notes", on=date(2026, 10, 6), links=(i["visit"],))
    ),
    AddAnniversary: lambda i, v: AddAnniversary(AnniversaryDraft(title="Treaty", parties=(i["kz"],))),
    ChangeAnniversary: lambda i, v: ChangeAnniversary(
        i["anniversary"], v["anniversary"], AnniversaryDraft(title="Diplomatic relations", parties=(i["pk"],))
    ),
    AddQuestion: lambda i, v: AddQuestion(QuestionDraft(title="When?", about=i["visit"])),
    ChangeQuestion: lambda i, v: ChangeQuestion(
        i["question"], v["question"], QuestionDraft(title="Who pays?", answer="Both", about=i["agreement"])
    ),
    AddReminder: lambda i, v: AddReminder(ReminderDraft(title="Every month", kind=Kind.COMMITMENT, repeat_days=30)),
    ChangeReminder: lambda i, v: ChangeReminder(
        i["reminder"], v["reminder"], ReminderDraft(title="Call", record=i["visit"], on=date(2027, 1, 1))
    ),
    Handle: lambda i, v: Handle(
        HandledDraft(rule=i["reminder"], record=i["commitment"], computed_from=date(2026, 12, 1), n=0,
                     handled=Handled.SNOOZED, until=date(2026, 12, 4))
    ),
    AddAttachment: lambda i, v: AddAttachment(
        AttachmentDraft(title="map.png", record=i["commitment"], content=b"\x89PNG\r\n")
    ),
    Attach: lambda i, v: Attach(i["agreement"], (FileDraft(title="text.pdf", content=b"%PDF-1.7 text"),)),
    KeepBriefing: lambda i, v: KeepBriefing(_paper(i["pk"]), _sheet(2), b"%PDF-1.7 second", 2),
    ChooseOurSide: lambda i, v: ChooseOurSide(i["pk"]),
    SaveView: lambda i, v: SaveView(Kind.VISIT, "Spring", View(find="spring")),
    RenameView: lambda i, v: RenameView(VIEW, "Overdue"),
    PinView: lambda i, v: PinView(VIEW, pinned=True),
    DeleteView: lambda i, v: DeleteView(VIEW),
    TakeIn: lambda i, v: TakeIn(_bundle()),
    Hide: lambda i, v: Hide((i["action"],)),
    RestoreVersion: lambda i, v: RestoreVersion(i["source"], v["source"], BEFORE_THE_LAST),
    RestoreField: lambda i, v: RestoreField(i["source"], v["source"], BEFORE_THE_LAST, "publisher"),
    Restore: lambda i, v: Restore((i["visit"], i["question"])),
}  # fmt: skip


def command(store: Store, ids: Ids, kind: type[Any]) -> Command:
    """A command of that class that suits the register as it is now."""
    with store.read() as reader:
        versions = {name: reader.get_one(Record, number).version for name, number in ids.items()}
    return MAKERS[kind](ids, versions)


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
    words = select(SearchText.record_id, SearchText.title, SearchText.body).order_by(SearchText.record_id)
    parties = select(Concern.record_id, Concern.party_id).order_by(Concern.record_id, Concern.party_id)
    listed = select(Line.__table__).order_by(Line.record_id)
    asked = {"words": words, "parties": parties, "lines": listed}
    with store.read() as reader:
        return {name: list(reader.execute(query)) for name, query in asked.items()}
