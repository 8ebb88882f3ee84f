"""Chance at the desk: commands of every sort upon whatever a register holds at the moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import select

from db.commands.actions import AddAction, CorrectAction, LogAction
from db.commands.agreements import AddAgreement, ChangeAgreement, SetStep
from db.commands.base import ChangeAreas, Command, Hide, Restore, SetAreas
from db.commands.commitments import AddCommitment, Assess, ChangeCommitment, SetDue, SetOfficer, SetOwes
from db.commands.parties import AddParty, ChangeArea, ChangeParty, MergeAreas
from db.commands.people import AddOffice, AddPerson, ChangeOffice, ChangePerson, HandOver
from db.commands.settings import ChooseOurSide, RenameUsed, SaveView
from db.commands.sources import AddQuestion, AddSource, ChangeQuotation, ChangeSource
from db.commands.visits import AddInvitation, AddVisit, ChangeInvitation, ChangeVisit
from db.drafts import draft_of
from db.queries.base import Reader
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft, View
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.people import OfficeDraft, PersonDraft
from db.records.sources import QuestionDraft, SourceDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.rules.ticks import Wish
from db.tables.base import Record
from db.vocabulary import (
    ActionKind,
    AgreementKind,
    How,
    Kind,
    NameList,
    Progress,
    Reply,
    Result,
    StepKind,
    StepState,
    Strength,
    VisitKind,
    VisitStage,
)
from desktop.workspace import Workspace
from tests.desktop.driver.table_rows import TODAY

T = TypeVar("T")

REWRITES: dict[Kind, Callable[[int, int, Any], Command]] = {
    Kind.PARTY: ChangeParty,
    Kind.AREA: ChangeArea,
    Kind.PERSON: ChangePerson,
    Kind.OFFICE: ChangeOffice,
    Kind.SOURCE: ChangeSource,
    Kind.QUOTATION: ChangeQuotation,
    Kind.VISIT: ChangeVisit,
    Kind.INVITATION: ChangeInvitation,
    Kind.AGREEMENT: ChangeAgreement,
    Kind.COMMITMENT: ChangeCommitment,
}
TITLED = tuple(kind for kind in REWRITES if kind not in (Kind.INVITATION, Kind.QUOTATION))
LISTED = (Kind.COMMITMENT, Kind.COMMITMENT, Kind.VISIT, Kind.AGREEMENT)
HIDDEN = (*LISTED, Kind.INVITATION, Kind.ACTION, Kind.PARTY, Kind.AREA, Kind.PERSON)


class Chance:
    """One officer's day, the same for the same seed."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self._workspace, self._random = workspace, Random(seed)
        self._written = 0

    def command(self) -> tuple[str, Command]:
        """Something that can be done now, with its name."""
        makers = [name for name in dir(self) if name.startswith("make_")]
        while True:
            name = self._random.choice(makers)
            made: Command | None = getattr(self, name)()
            if made is not None:
                return name.removeprefix("make_"), made

    # ---------------------------------------------------------------------------------------- what is done every day
    def make_assessed(self) -> Command | None:
        return Assess(self._some(Kind.COMMITMENT), self._one(tuple(Progress)), self._day())

    def make_due(self) -> Command | None:
        return SetDue(self._some(Kind.COMMITMENT), self._when())

    def make_owed(self) -> Command | None:
        return SetOwes(self._some(Kind.COMMITMENT), self._some(Kind.PARTY, Kind.OFFICE))

    def make_officer(self) -> Command | None:
        return SetOfficer(self._some(Kind.COMMITMENT), self._one(("", "B. Aliya", "C. Omar")))

    def make_areas(self) -> Command | None:
        return SetAreas(self._some(*LISTED), self._some(Kind.AREA))

    def make_areas_of_several(self) -> Command | None:
        return ChangeAreas(self._some(*LISTED), Wish(self._some(Kind.AREA), self._some(Kind.AREA)))

    def make_logged(self) -> Command | None:
        return LogAction(self._action(self._some(*LISTED, Kind.PARTY)))

    def make_logged_on_a_promise(self) -> Command | None:
        return LogAction(self._action(self._some(Kind.COMMITMENT)))

    def make_corrected(self) -> Command | None:
        action = self._any(Kind.ACTION)
        return CorrectAction(action, self._action(self._some(*LISTED))) if action else None

    # --------------------------------------------------------------------------------------------------- new records
    def make_promise(self) -> Command | None:
        return AddCommitment(CommitmentDraft(
            title=self._words(), owes=self._some(Kind.PARTY), due=self._when(), origin=self._any(*LISTED),
            depends_on=self._any(Kind.VISIT), areas=self._some(Kind.AREA)))  # fmt: skip

    def make_visit(self) -> Command | None:
        return AddVisit(VisitDraft(
            title=self._words(), stage=self._one(tuple(VisitStage)), dates=self._when(), visitor=self._any(Kind.PERSON),
            from_party=self._any(Kind.PARTY), to_party=self._any(Kind.PARTY),
            return_of=self._any(Kind.VISIT)))  # fmt: skip

    def make_invitation(self) -> Command | None:
        visit = self._any(Kind.VISIT)
        return AddInvitation(InvitationDraft(visit=visit, given_on=self._when())) if visit else None

    def make_agreement(self) -> Command | None:
        return AddAgreement(AgreementDraft(
            title=self._words(), parties=self._some(Kind.PARTY), visit=self._any(Kind.VISIT),
            steps=self._steps()))  # fmt: skip

    def make_imported(self) -> Command | None:
        entry = self._action(self._some(*LISTED))
        return AddAction(entry.model_copy(update={"corrects": self._any(Kind.ACTION)}))

    def make_others(self) -> Command | None:
        of, about = self._any(Kind.PARTY), self._any(*LISTED)
        office = AddOffice(OfficeDraft(title=self._words(), party=of)) if of else None
        person, question = AddPerson(PersonDraft(title=self._words())), QuestionDraft(title="Why?", about=about)
        source, party = AddSource(SourceDraft(title=self._words())), AddParty(PartyDraft(title=self._words()))
        return self._one((party, person, office, source, AddQuestion(question)))

    # ------------------------------------------------------------------------------------------------ what is edited
    def make_renamed(self) -> Command | None:
        return self._rewrite(self._one(TITLED), {"title": self._words()})

    def make_changed_visit(self) -> Command | None:
        return self._rewrite(Kind.VISIT, self._parts({
            "stage": self._one(tuple(VisitStage)), "dates": self._when(), "places": self._words(),
            "from_party": self._any(Kind.PARTY), "return_of": self._any(Kind.VISIT),
            "kind": self._one(tuple(VisitKind)), "visitor": self._any(Kind.PERSON)}))  # fmt: skip

    def make_changed_invitation(self) -> Command | None:
        return self._rewrite(Kind.INVITATION, self._parts({
            "reply": self._one(tuple(Reply)), "window": self._when(), "by_person": self._any(Kind.PERSON),
            "visit": self._any(Kind.VISIT), "given_on": self._when()}))  # fmt: skip

    def make_changed_promise(self) -> Command | None:
        return self._rewrite(Kind.COMMITMENT, self._parts({
            "origin": self._any(*LISTED), "depends_on": self._any(Kind.VISIT), "due": self._when(),
            "strength": self._one(tuple(Strength)), "repeats": self._any(Kind.COMMITMENT),
            "citations": self._cited()}))  # fmt: skip

    def make_requoted(self) -> Command | None:
        return self._rewrite(Kind.QUOTATION, {"source": self._any(Kind.SOURCE)})

    def make_changed_agreement(self) -> Command | None:
        return self._rewrite(Kind.AGREEMENT, self._parts({
            "steps": self._steps(), "visit": self._any(Kind.VISIT), "parties": self._some(Kind.PARTY),
            "kind": self._one(tuple(AgreementKind)), "expires": self._when(),
            "next_review": self._when()}))  # fmt: skip

    def make_changed_office(self) -> Command | None:
        return self._rewrite(Kind.OFFICE, {"party": self._any(Kind.PARTY)})

    def make_step(self) -> Command | None:
        agreement, steps = self._any(Kind.AGREEMENT), self._steps()
        if agreement is None or not steps:
            return None
        version = self._workspace.ask(lambda reader: reader.get_one(Record, agreement).version)
        return SetStep(agreement, version, steps[0])

    def make_merged(self) -> Command | None:
        areas = self._some(Kind.AREA)
        return MergeAreas(areas[0], areas[1:]) if len(areas) > 1 else None

    def make_handed_over(self) -> Command | None:
        office, person = self._any(Kind.OFFICE), self._any(Kind.PERSON)
        owed = self._some(Kind.COMMITMENT)
        return HandOver(office, person, Period.on(self._day()), owed, self._when()) if office and person else None

    def make_written_otherwise(self) -> Command | None:
        return RenameUsed(NameList.OFFICER, ("B. Aliya",), "D. Aliya")

    def make_hidden(self) -> Command | None:
        return Hide(self._some(*HIDDEN))

    def make_restored(self) -> Command | None:
        hidden = self._ids(*HIDDEN, hidden=True)
        return Restore((self._one(hidden),)) if hidden else None

    def make_chosen(self) -> Command | None:
        kept: Command = SaveView(Kind.COMMITMENT, self._words(), View(name="overdue"))
        return self._one((ChooseOurSide(self._any(Kind.PARTY)), kept))

    # ----------------------------------------------------------------------------------------------------- by chance
    def _one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)

    def _ids(self, *kinds: Kind, hidden: bool = False) -> list[int]:
        wanted = select(Record.id).where(Record.kind.in_(kinds), Record.hidden.is_(hidden)).order_by(Record.id)
        return self._workspace.ask(lambda reader: list(reader.scalars(wanted)))

    def _any(self, *kinds: Kind) -> int | None:
        """One of them, or none."""
        return self._one([*self._ids(*kinds), None])

    def _some(self, *kinds: Kind) -> tuple[int, ...]:
        """One to three of them."""
        ids = self._ids(*kinds)
        return tuple(self._random.sample(ids, min(len(ids), self._random.randint(1, 3))))

    def _parts(self, fields: dict[str, object]) -> dict[str, object]:
        """One or two of some fields."""
        return dict(self._random.sample(list(fields.items()), self._random.randint(1, 2)))

    def _rewrite(self, kind: Kind, fields: dict[str, object]) -> Command | None:
        number = self._any(kind)
        wants = {Kind.INVITATION: "visit", Kind.OFFICE: "party", Kind.QUOTATION: "source"}.get(kind, "")
        if number is None or fields.get(wants, 0) is None:
            return None
        return rewritten(self._workspace, number, fields)

    def _action(self, links: tuple[int, ...]) -> ActionDraft:
        return ActionDraft(
            text=self._words(), on=self._day(), links=links, kind=self._one(tuple(ActionKind)),
            by=self._one(("", "A. Serik")), next_step=self._one(("", "Ask again")), result=self._one((None, *Result)),
            progress_after=self._one((None, None, *Progress)),
            stage_after=self._one((None, None, *VisitStage)))  # fmt: skip

    def _cited(self) -> tuple[CitationDraft, ...]:
        source, quotation = self._any(Kind.SOURCE), self._any(Kind.QUOTATION)
        return (
            CitationDraft(field="title", how=How.STATED, source=source),
            CitationDraft(field="due", how=How.STATED, quotation=quotation),
        )

    def _steps(self) -> tuple[StepDraft, ...]:
        kinds = self._random.sample(tuple(StepKind), self._random.randint(0, 2))
        return tuple(
            StepDraft(kind=kind, state=StepState.DONE, party=self._any(Kind.PARTY), done_on=self._when())
            for kind in kinds
        )

    def _words(self) -> str:
        self._written += 1
        return f"{self._one(('Air', 'Rail', 'Water', 'Żibek', 'Corridor'))} {self._written}"

    def _day(self) -> date:
        return TODAY - timedelta(days=self._random.randint(0, 400))

    def _when(self) -> Period | None:
        if self._random.random() < 0.2:
            return None
        return Period.on(TODAY + timedelta(days=self._random.randint(-300, 300)))


def rewritten(workspace: Workspace, number: int, fields: dict[str, object]) -> Command:
    """The command that writes a record anew with some other fields."""

    def read(reader: Reader) -> Command:
        row = reader.get_one(Record, number)
        return REWRITES[row.kind](number, row.version, draft_of(row).model_copy(update=fields))

    return workspace.ask(read)
