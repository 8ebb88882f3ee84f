"""For every command, one that can be applied to the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from db.commands.actions import AddAction, CorrectAction, LogAction
from db.commands.agreements import AddAgreement, ChangeAgreement, ClearStep, ConfirmStatus, SetStep
from db.commands.base import ChangeAreas, Command, Hide, Restore, SetAreas
from db.commands.briefings import KeepBriefing
from db.commands.bundle import TakeIn
from db.commands.commitments import AddCommitment, Assess, ChangeCommitment, ChangeOwes, SetDue, SetOfficer, SetOwes
from db.commands.desk import FollowCountries, OrderCountries, SetLetterhead, SetUpDesk, Unfollow
from db.commands.history import RestoreField, RestoreVersion
from db.commands.parties import (
    AddAnniversary,
    AddArea,
    AddParty,
    ChangeAnniversary,
    ChangeArea,
    ChangeParty,
    MergeAreas,
    MergeParties,
    RetireArea,
)
from db.commands.pending import End
from db.commands.people import AddOffice, AddPerson, ChangeOffice, ChangePerson, HandOver
from db.commands.points import AddPoint, ChangePoint, WritePoints
from db.commands.reminders import AddReminder, ChangeReminder, Handle, SwitchRule
from db.commands.settings import ChooseOurSide, DeleteView, PinView, RenameUsed, RenameView, RetireName, SaveView
from db.commands.sources import (
    AddAttachment,
    AddFromQuote,
    AddQuestion,
    AddQuotation,
    AddSource,
    Attach,
    ChangeQuestion,
    ChangeQuotation,
    ChangeSource,
    Cite,
    Quote,
    Uncite,
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
from db.commands.working_days import ChooseWorkingCountry, MarkDay
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft, NameIn, View
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.points import PointDraft, PointText
from db.records.reminders import HandledDraft, ReminderDraft
from db.records.sources import AttachmentDraft, FileDraft, QuestionDraft, QuotationDraft, SourceDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.rules.ticks import Wish
from db.store import Store
from db.tables.base import Record
from db.vocabulary import (
    Answer,
    DateField,
    Ending,
    EntryMode,
    Handled,
    How,
    Kind,
    LegalCharacter,
    Likelihood,
    NameList,
    PartyKind,
    PointKind,
    Progress,
    Reply,
    StepKind,
    StepState,
    VisitStage,
)
from tests.store.house import BEFORE_THE_LAST, TODAY, VIEW, Ids, bundle, paper, sheet

Maker = Callable[[Ids, Ids], Command]
"""Makes a command from the numbers and the versions of the house's records."""

MAKERS: dict[type[Any], Maker] = {
    AddParty: lambda i, v: AddParty(
        PartyDraft(title="Railways", kind=PartyKind.COMPANY, under=i["kz"], aliases=(NameIn(text="Темір жол"),))
    ),
    ChangeParty: lambda i, v: ChangeParty(
        i["kz"], v["kz"], PartyDraft(title="Qazaqstan", established=Period.from_edtf("1992-02"), followed=False)
    ),
    MergeParties: lambda i, v: MergeParties(i["pk"], (i["sco"],)),
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
    Quote: lambda i, v: Quote(
        QuotationDraft(source=i["source"], start=12, end=27, words="to build a road"),
        i["commitment"], CitationDraft(field="title", how=How.INFERRED, why="A road needs a house", says="a road")),
    AddFromQuote: lambda i, v: AddFromQuote(
        AddCommitment(CommitmentDraft(title="Build a road")),
        QuotationDraft(source=i["source"], start=5, end=11, words="agreed", translation="договорились"),
        CitationDraft(field="title", how=How.STATED)),
    Cite: lambda i, v: Cite(i["agreement"], CitationDraft(how=How.STATED, source=i["source"], page="2")),
    Uncite: lambda i, v: Uncite(1),
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
    ChangeAreas: lambda i, v: ChangeAreas((i["visit"], i["agreement"]), Wish(take=(i["area"],))),
    ChangeOwes: lambda i, v: ChangeOwes((i["commitment"],), Wish(add=(i["pk"],))),
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
    AddPoint: lambda i, v: AddPoint(PointDraft(about=i["pk"], kind=PointKind.OBJECTIVE, text="A date")),
    ChangePoint: lambda i, v: ChangePoint(
        i["point"], v["point"],
        PointDraft(about=i["kz"], kind=PointKind.IF_RAISED, text="Water", likelihood=Likelihood.POSSIBLE, place=2),
    ),
    WritePoints: lambda i, v: WritePoints(
        i["visit"], (PointText(id=i["point"], kind=PointKind.OBJECTIVE, text="Agree on a date"),),
        (PointText(kind=PointKind.NOTE, text="He prefers tea."),
         PointText(id=i["point"], kind=PointKind.OBJECTIVE, text="Agree on two dates")),
    ),
    AddReminder: lambda i, v: AddReminder(ReminderDraft(title="Every month", kind=Kind.COMMITMENT, repeat_days=30)),
    ChangeReminder: lambda i, v: ChangeReminder(
        i["reminder"], v["reminder"], ReminderDraft(title="Call", record=i["visit"], on=date(2027, 1, 1))
    ),
    SetUpDesk: lambda i, v: SetUpDesk("Kazakhstan", ("Uzbekistan",), AddArea(AreaDraft(title="Energy"))),
    FollowCountries: lambda i, v: FollowCountries(("Uzbekistan", "Pakistan")),
    Unfollow: lambda i, v: Unfollow(i["pk"]),
    OrderCountries: lambda i, v: OrderCountries((i["pk"], i["kz"])),
    SetLetterhead: lambda i, v: SetLetterhead("Ministry of Foreign Affairs", b"\x89PNG\r\n\x1a\n..."),
    SwitchRule: lambda i, v: SwitchRule(-8, on=False),
    ChooseWorkingCountry: lambda i, v: ChooseWorkingCountry("PK"),
    MarkDay: lambda i, v: MarkDay("KZ", date(2026, 12, 24), off=True, name="Day of the Ministry"),
    Handle: lambda i, v: Handle(
        HandledDraft(rule=i["reminder"], record=i["commitment"], computed_from=date(2026, 12, 1), n=0,
                     handled=Handled.SNOOZED, until=date(2026, 12, 4))
    ),
    AddAttachment: lambda i, v: AddAttachment(
        AttachmentDraft(title="map.png", record=i["commitment"], content=b"\x89PNG\r\n")
    ),
    Attach: lambda i, v: Attach(i["agreement"], (FileDraft(title="text.pdf", content=b"%PDF-1.7 text"),)),
    KeepBriefing: lambda i, v: KeepBriefing(paper(i["pk"]), sheet(2), b"%PDF-1.7 second", 2),
    ChooseOurSide: lambda i, v: ChooseOurSide(i["pk"]),
    SaveView: lambda i, v: SaveView(Kind.VISIT, "Spring", View(find="spring")),
    RenameView: lambda i, v: RenameView(VIEW, "Overdue"),
    PinView: lambda i, v: PinView(VIEW, pinned=True),
    DeleteView: lambda i, v: DeleteView(VIEW),
    TakeIn: lambda i, v: TakeIn(bundle()),
    Hide: lambda i, v: Hide((i["action"],)),
    RestoreVersion: lambda i, v: RestoreVersion(i["source"], v["source"], BEFORE_THE_LAST),
    RestoreField: lambda i, v: RestoreField(i["source"], v["source"], BEFORE_THE_LAST, "publisher"),
    End: lambda i, v: End(i["action"], DateField.NEXT_STEP, Ending.NOT_NEEDED, TODAY, "They wrote."),
    Restore: lambda i, v: Restore((i["visit"], i["question"])),
}  # fmt: skip


def command(store: Store, ids: Ids, kind: type[Any]) -> Command:
    """A command of that class that suits the register as it is now."""
    with store.read() as reader:
        versions = {name: reader.get_one(Record, number).version for name, number in ids.items()}
    return MAKERS[kind](ids, versions)
