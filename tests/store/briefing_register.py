"""A register that sheets are made from: two countries, a visit and the invitation to return it, promises."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Command
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddParty
from db.commands.people import AddOffice, AddPerson
from db.commands.sources import AddQuotation, AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.queries import briefing
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.sources import QuotationDraft, SourceDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import (
    ActionKind,
    AgreementKind,
    BriefingKind,
    How,
    Marking,
    SourceKind,
    StepKind,
    Strength,
    TalkFormat,
    VisitKind,
    VisitStage,
)

TODAY = date(2026, 11, 23)
TALKS = date(2026, 2, 4)


def now() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


class Register:
    """A register with two countries, a visit, the invitation to return it, a declaration and two promises."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kz = self.add(AddParty(PartyDraft(title="Kazakhstan", code="KZ", code3="KAZ")))
        self.pk = self.add(AddParty(PartyDraft(title="Pakistan", code="PK", code3="PAK")))
        president = self.add(AddOffice(OfficeDraft(title="President of Kazakhstan", party=self.kz)))
        premier = self.add(AddOffice(OfficeDraft(title="Prime Minister of Pakistan", party=self.pk)))
        guest = self.add(AddPerson(PersonDraft(title="The President", terms=(TermDraft(office=president),))))
        host = self.add(AddPerson(PersonDraft(title="The Prime Minister", terms=(TermDraft(office=premier),))))
        self.source = self.add(AddSource(SourceDraft(title="Report from Almaty", kind=SourceKind.NEWS_ARTICLE)))
        said = self.add(AddQuotation(QuotationDraft(source=self.source, words="we wish to work", speaker=host)))
        cited = CitationDraft(field="dates", how=How.INFERRED, why="the year", source=self.source, quotation=said)
        self.visit = self.add(
            AddVisit(
                VisitDraft(
                    title="State visit of the President to Pakistan", kind=VisitKind.STATE, stage=VisitStage.COMPLETED,
                    visitor=guest, from_party=self.kz, to_party=self.pk, dates=Period.on(TALKS), citations=(cited,),
                    talks=(TalkDraft(format=TalkFormat.NARROW, day=Period.on(TALKS)),),
                )
            )
        )  # fmt: skip
        self.back = self.add(
            AddVisit(
                VisitDraft(
                    title="Return state visit of the Prime Minister to Kazakhstan", kind=VisitKind.STATE,
                    stage=VisitStage.INVITED, visitor=host, from_party=self.pk, to_party=self.kz, return_of=self.visit,
                )
            )
        )  # fmt: skip
        window = Period.from_edtf("2026", "this year", TALKS)
        self.invitation = self.add(
            AddInvitation(
                InvitationDraft(
                    visit=self.back, by_person=guest, to_person=host, given_on=Period.on(TALKS), window=window
                )
            )
        )
        self.agreement = self.add(
            AddAgreement(
                AgreementDraft(
                    title="Joint Declaration on a Partnership", kind=AgreementKind.JOINT_DECLARATION, visit=self.visit,
                    parties=(self.kz, self.pk), steps=(StepDraft(kind=StepKind.SIGNED),),
                )
            )
        )  # fmt: skip
        self.promise = self.add(
            AddCommitment(CommitmentDraft(title="Continue transport projects", owes=(self.kz,), origin=self.visit))
        )
        self.add(
            AddCommitment(
                CommitmentDraft(
                    title="Review progress", owes=(self.kz, self.pk), strength=Strength.PLANNED, depends_on=self.back
                )
            )
        )
        self.add(
            AddCommitment(
                CommitmentDraft(title="A wish", owes=(self.pk,), strength=Strength.INTENTION, origin=self.visit)
            )
        )
        self.add(
            AddAnniversary(
                AnniversaryDraft(
                    title="Diplomatic relations", parties=(self.kz, self.pk), first=Period.from_edtf("1992"),
                    citations=(CitationDraft(field="first", how=How.INFERRED, why="2026 less 34"),),
                )
            )
        )  # fmt: skip

    def add(self, command: Command) -> int:
        """The number of the new record."""
        record = self.store.run(command).record
        assert record is not None
        return record

    def log(self, text: str, marking: Marking = Marking.NONE) -> int:
        """An action on the promise."""
        draft = ActionDraft(text=text, kind=ActionKind.CALL, on=TODAY, links=(self.promise,), marking=marking)
        return self.add(AddAction(draft))

    def sheet(self, **wanted: Any) -> BriefingSheet:
        """The sheet on Pakistan, unless another is wanted."""
        asked: dict[str, Any] = {"kind": BriefingKind.COUNTRY, "about": self.pk, "as_of": TODAY} | wanted
        with self.store.read() as reader:
            return briefing.sheet(reader, BriefingDraft(**asked), TODAY, 0)
