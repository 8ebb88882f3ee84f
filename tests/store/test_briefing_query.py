"""A sheet says what the register holds: nothing invented, nothing above its ceiling, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Command
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddParty
from db.commands.people import AddOffice, AddPerson
from db.commands.sources import AddQuotation, AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.errors import KnownError, NotFound
from db.queries import briefing
from db.queries.briefing import changes
from db.queries.briefing.background import ordinal
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import CitationDraft
from db.records.briefings import NOT_STATED, BriefingDraft, BriefingSheet, Section
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.sources import QuotationDraft, SourceDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store, create_register, open_register
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
from desktop.briefing import compose

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


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "new.aide"
    create_register(path, now=now, by="desk")
    with open_register(path, now=now, by="desk") as store:
        yield Register(store)


def test_in_one_minute_names_what_presses(register: Register) -> None:
    first, second, third = register.sheet().in_one_minute
    assert first.lead == "The return state visit has no date."
    assert first.text.text == (
        "The President invited The Prime Minister on 4 Feb 2026 for “this year”; no reply is recorded. "
        "38 days are left."
    )
    assert second.text.text.endswith("Entry into force and legal character are not stated.")
    assert third.lead == "One undertaking is open."
    assert (
        "Kazakhstan: Continue transport projects (no due date, 292 days without a recorded action)" in third.text.text
    )


def test_unknown_is_not_stated_and_inferred_is_marked(register: Register) -> None:
    sheet = register.sheet()
    (agreement,) = sheet.agreements
    assert (agreement.when, agreement.in_force, agreement.legal_character) == (NOT_STATED,) * 3
    took_place = next(row for row in sheet.visits if row.status.text == "Took place")
    assert (took_place.when.text, took_place.when.how) == ("4 Feb 2026", How.INFERRED)
    invited = next(row for row in sheet.visits if row.status.text == "Invited, no date")
    assert (invited.when.text, invited.tone) == ("by end of 2026", "warning")
    assert sheet.background.free_to_use[-1].text == "Diplomatic relations (1992): 34th anniversary in 2026."
    assert sheet.background.free_to_use[-1].how is How.INFERRED


def test_intentions_are_no_promises(register: Register) -> None:
    sides = register.sheet().promises
    assert [(side.heading, [row.what.text for row in side.rows]) for side in sides] == [
        ("Kazakhstan", ["Continue transport projects"]),
        ("Kazakhstan and Pakistan together", ["Review progress"]),
    ]
    assert sides[0].rows[0].due == NOT_STATED
    assert (sides[1].rows[0].due.text, sides[1].rows[0].status) == ("at the visit it waits for", "Waiting")


def test_where_we_stand_counts_both_ways(register: Register) -> None:
    said = {fact.label: fact.value.text for fact in register.sheet().where_we_stand}
    assert said["Last visit to Pakistan"] == "4 Feb 2026, state visit"
    assert said["Last visit to Kazakhstan"] == "none recorded"
    assert said["Return visit"] == "due from Pakistan to Kazakhstan"
    assert said["Undertakings"] == "Kazakhstan: 1 open · 1 planned"


def test_people_quotes_and_sources_are_named(register: Register) -> None:
    sheet = register.sheet()
    assert [(row.name, row.office.text, row.side) for row in sheet.people] == [
        ("The President", "President of Kazakhstan", "Kazakhstan"),
        ("The Prime Minister", "Prime Minister of Pakistan", "Pakistan"),
    ]
    assert [(quote.words, quote.speaker.text) for quote in sheet.quotes] == [("we wish to work", "The Prime Minister")]
    assert [row.text for row in sheet.sources] == ["Report from Almaty (news article). Publisher and date: not stated."]


def test_a_visit_has_its_sheet(register: Register) -> None:
    sheet = register.sheet(kind=BriefingKind.VISIT, about=register.back)
    assert sheet.title == "Return state visit of the Prime Minister to Kazakhstan"
    assert len(sheet.visits) == 2
    promised = [row.what.text for side in sheet.promises for row in side.rows]
    assert promised == ["Continue transport projects", "Review progress"]
    assert compose.pdf(sheet).pages == 1


def test_the_marking_is_the_highest_of_all_that_is_on_the_sheet(register: Register) -> None:
    assert register.sheet().marking == "OFFICIAL USE"
    assert register.sheet(marking=Marking.NONE).marking == ""
    assert register.sheet(marking_words="FOR THE MINISTER").marking == "FOR THE MINISTER"
    register.log("A confidential call.", Marking.CONFIDENTIAL)
    assert register.sheet(marking_words="FOR THE MINISTER").marking == "CONFIDENTIAL"


def test_what_is_above_the_ceiling_is_left_out_and_counted(register: Register) -> None:
    register.log("A confidential call.", Marking.CONFIDENTIAL)
    sheet = register.sheet(ceiling=Marking.OFFICIAL_USE)
    assert (sheet.withheld, sheet.last_actions, sheet.marking) == (1, (), "OFFICIAL USE")


def test_a_marked_source_is_not_quoted(register: Register) -> None:
    said = QuotationDraft(source=register.source, words="a secret", marking=Marking.RESTRICTED)
    cited = CitationDraft(field="title", how=How.STATED, quotation=register.add(AddQuotation(said)))
    register.add(AddCommitment(CommitmentDraft(title="More", owes=(register.pk,), citations=(cited,))))
    assert register.sheet().marking == "RESTRICTED"
    assert register.sheet(ceiling=Marking.OFFICIAL_USE).withheld == 1


def test_the_matrix_says_what_was_done(register: Register) -> None:
    register.log("Asked the embassy.")
    waiting, asked = register.sheet(sections=(Section.MATRIX,)).matrix
    assert (waiting.number, waiting.what.text, waiting.done) == ("1", "Review progress", "")
    assert (asked.number, asked.what.text, asked.lead) == ("2", "Continue transport projects", NOT_STATED)
    assert asked.source == "State visit of the President to Pakistan"
    assert asked.done == "23 Nov 2026: Asked the embassy."
    assert register.sheet().matrix == ()


def test_an_overdue_promise_is_late(register: Register) -> None:
    due = Period.on(date(2026, 11, 20))
    register.add(AddCommitment(CommitmentDraft(title="A list", owes=(register.kz,), owed=(register.pk,), due=due)))
    sheet = register.sheet()
    row = next(row for side in sheet.promises for row in side.rows if row.what.text == "A list")
    assert (row.late, row.due.text, row.tone) == (True, "20 Nov 2026", "critical")
    assert sheet.in_one_minute[2].lead == "2 undertakings are open, 1 overdue."


def test_changes_are_told_row_by_row(register: Register) -> None:
    before = register.sheet()
    same = changes.since(before, before)
    assert [each.text for each in same] == [
        "No change in visits, agreements and promises since sheet No. 0, Monday, 23 Nov 2026."
    ]
    register.add(AddCommitment(CommitmentDraft(title="A list", owes=(register.kz, register.pk))))
    (told,) = changes.since(before, register.sheet())
    assert told.text == "New promise: A list (Open, due: not stated)."
    (gone,) = changes.since(register.sheet(), before)
    assert gone.text == "No longer listed: A list."


def test_an_empty_country_says_so(register: Register) -> None:
    nowhere = register.add(AddParty(PartyDraft(title="Uzbekistan", code="UZ", code3="UZB")))
    sheet = register.sheet(about=nowhere)
    assert [point.lead for point in sheet.in_one_minute] == [
        "No visit is recorded.", "No agreement is recorded.", "No undertaking is open.",
    ]  # fmt: skip
    assert compose.pdf(sheet).pages == 1


def test_the_printed_sheet_is_one_page(register: Register) -> None:
    printed = compose.pdf(register.sheet())
    assert (printed.pages, printed.missing_glyphs) == (1, "")


def test_a_sheet_about_nothing_is_refused(register: Register) -> None:
    with pytest.raises(KnownError, match="Nothing was chosen"):
        register.sheet(about=None)
    with pytest.raises(NotFound):
        register.sheet(about=999)
    with pytest.raises(NotFound):
        register.sheet(kind=BriefingKind.VISIT, about=register.pk)
    with pytest.raises(KnownError, match="Follow-up matrix"):
        register.sheet(kind=BriefingKind.FOLLOW_UP)


def test_numbers_in_their_place() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 34, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "34th", "112th",
    ]  # fmt: skip
