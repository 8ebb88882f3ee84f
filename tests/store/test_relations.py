"""The page of a country as it is read: whom it is about, what is counted, and how many statements that takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddArea, AddParty, ChangeParty
from db.commands.people import AddOffice, AddPerson
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddInvitation, AddVisit
from db.errors import NotFound
from db.queries import actions, agreements, commitments, parties, portraits, relations, timeline, visits
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.relations import Relations
from db.records.timeline import Timeline
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import ActionKind, Kind, PartyKind, Progress, Rank, StepKind, Strength, VisitKind, VisitStage
from tests.registers import TODAY, make_empty, make_starter, number_of, opened
from tests.store.test_sources import statements

MOST_STATEMENTS = 80
"""A page, its ledger and its timeline ask no more than this, however much there is."""


class Desk:
    """A register of two countries, a third one, and what is between them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kaz, self.pak, self.uzb = (
            self._number(store.run(AddParty(PartyDraft(title=name, code3=name[:3].upper()))).record)
            for name in ("Kazakhstan", "Pakistan", "Uzbekistan")
        )
        self.area = self._number(store.run(AddArea(AreaDraft(title="Transport"))).record)

    @staticmethod
    def _number(found: int | None) -> int:
        assert found is not None
        return found

    def visit(self, day: date | None, way: tuple[int, int] | None = None, **fields: object) -> int:
        start, end = way or (self.kaz, self.pak)
        draft = VisitDraft(
            title="Visit", from_party=start, to_party=end, stage=VisitStage.COMPLETED,
            dates=Period.on(day) if day else None,
        )  # fmt: skip
        return self._number(self.store.run(AddVisit(draft.model_copy(update=fields))).record)

    def agreement(self, day: date | None, parties: tuple[int, ...] = ()) -> int:
        steps = (StepDraft(kind=StepKind.SIGNED, done_on=Period.on(day)),) if day else ()
        draft = AgreementDraft(title="Agreement", parties=parties or (self.kaz, self.pak), steps=steps)
        return self._number(self.store.run(AddAgreement(draft)).record)

    def promise(self, *owes: int, due: Period | None = None, **fields: object) -> int:
        draft = CommitmentDraft(title="Promise", owes=owes, owed=(self.pak,), due=due)
        return self._number(self.store.run(AddCommitment(draft.model_copy(update=fields))).record)

    def log(self, on: int) -> None:
        self.store.run(AddAction(ActionDraft(text="Asked", kind=ActionKind.CALL, on=TODAY, links=(on,))))

    def sheet(self, party: int | None = None, other: int | None = None) -> Relations:
        return self.store.ask(partial(relations.sheet, today=TODAY, party=party or self.pak, other=other))

    def timeline(self, first: date = date.min, last: date = date.max, most: int = timeline.MOST) -> Timeline:
        subject = self.sheet().head.subject
        return self.store.ask(lambda reader: timeline.of_relations(reader, TODAY, subject, first, last, most))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(make_empty(tmp_path / "relations.aide")) as store:
        store.turn(TODAY)
        yield Desk(store)


# ----------------------------------------------------------------------------------------------------- whom it is about
def test_the_starter_is_a_pair_with_its_balance(tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "s.aide")) as store:
        store.turn(TODAY)
        pakistan = number_of(store, "pakistan", Kind.PARTY)
        sheet = store.ask(lambda reader: relations.sheet(reader, TODAY, pakistan))
        head = sheet.head
        assert head.subject.pair and head.other is not None and head.other.title == "Kazakhstan"
        assert head.since is not None and head.since.display() == "1992"
        assert [(each.ordinal, each.year) for each in head.jubilees] == [(35, 2027)]
        assert [each.holders[0].name for each in head.offices] == ["Shehbaz Sharif", "Kassym-Jomart Tokayev"]
        found = store.ask(lambda reader: relations.ledger_sheet(reader, TODAY, head.subject, VisitKind.STATE))
        assert found is not None and found.said == (
            "State visits: Kazakhstan paid 1, Pakistan paid 0; Pakistan’s return visit is outstanding since 4 Feb 2026."
        )
        store.run(ChooseOurSide(number_of(store, "kazakhstan", Kind.PARTY)))
        head = store.ask(lambda reader: relations.head(reader, TODAY, pakistan))
        assert not head.subject.pair and head.subject.ours == head.subject.other
        found = store.ask(lambda reader: relations.ledger_sheet(reader, TODAY, head.subject, VisitKind.STATE))
        assert found is not None and found.said == (
            "State visits: we paid 1, they paid 0; Pakistan’s return visit is outstanding since 4 Feb 2026."
        )


def test_without_our_side_the_other_is_who_it_has_most_in_common_with(desk: Desk) -> None:
    assert desk.sheet().head.other is None
    desk.visit(TODAY, (desk.uzb, desk.pak))
    assert desk.sheet().head.subject.other == desk.uzb
    desk.visit(TODAY)
    desk.agreement(TODAY)
    head = desk.sheet().head
    assert head.subject.other == desk.kaz and [each.id for each in head.others] == [desk.kaz, desk.uzb]
    assert desk.sheet(other=desk.uzb).visits == 1
    assert desk.sheet(other=desk.kaz).visits == 1


def test_our_own_page_has_no_other_until_one_is_chosen(desk: Desk) -> None:
    desk.visit(TODAY)
    desk.store.run(ChooseOurSide(desk.kaz))
    assert desk.sheet(desk.kaz).head.other is None
    assert desk.sheet(desk.kaz, desk.pak).head.subject.other == desk.pak
    assert desk.sheet().head.subject.other == desk.kaz
    assert desk.store.ask(lambda r: relations.ledger_sheet(r, TODAY, desk.sheet(desk.kaz).head.subject)) is None


def test_a_party_in_the_trash_or_of_another_kind_has_no_page(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.sheet(desk.area)
    with pytest.raises(NotFound):
        desk.sheet(99_999)


def test_ambassadors_stand_with_the_counterparts_where_their_title_names_the_country(desk: Desk) -> None:
    desk.store.run(ChooseOurSide(desk.kaz))
    for title, party, rank in (
        ("Ambassador to Pakistan", desk.kaz, Rank.AMBASSADOR),
        ("Ambassador to Uzbekistan", desk.kaz, Rank.AMBASSADOR),
        ("Ambassador to Kazakhstan", desk.pak, Rank.AMBASSADOR),
        ("Foreign Minister of Pakistan", desk.pak, Rank.FOREIGN_MINISTER),
        ("Head of a division", desk.pak, Rank.OFFICIAL),
    ):
        desk.store.run(AddOffice(OfficeDraft(title=title, party=party, rank=rank)))
    named = [each.office.title for each in desk.sheet().head.offices]
    assert named == ["Foreign Minister of Pakistan", "Ambassador to Kazakhstan", "Ambassador to Pakistan"]


# -------------------------------------------------------------------------------------------------------------- numbers
def test_every_number_is_that_of_the_table_it_leads_to(desk: Desk) -> None:
    for n in range(12):
        day = TODAY - timedelta(days=40 * n)
        on = desk.visit(day, (desk.kaz, desk.pak) if n % 3 else (desk.pak, desk.kaz))
        desk.agreement(day if n % 2 else None)
        desk.promise(desk.kaz)
        desk.log(on)
    for _ in range(7):
        desk.promise(desk.pak)
        desk.promise(desk.kaz, desk.pak)
        desk.promise(desk.uzb)
        desk.promise()
        desk.visit(None, stage=VisitStage.INVITED)
        desk.agreement(TODAY, (desk.pak, desk.uzb))
    desk.store.run(ChooseOurSide(desk.kaz))
    sheet = desk.sheet()
    view = sheet.head.subject.view

    def count(noun: Any, name: str) -> int:
        many: int = desk.store.ask(lambda reader: noun.count(reader, TODAY, view(name)))
        return many

    assert sheet.visits == count(visits, "all") and sheet.undated_visits == count(visits, "undated") == 7
    assert sheet.all_agreements == count(agreements, "all") == 19
    assert sheet.all_actions == count(actions, "all") == 12
    assert sheet.all_promises == count(commitments, "open") == 12 + 7 * 4
    assert [column.total for column in sheet.promises] == [12, 7, 7, 14]
    assert [len(column.rows) for column in sheet.promises] == [5, 5, 5, 5]
    assert sheet.leading is not None and len(sheet.agreements) == 5
    for party, place in ((desk.kaz, 0), (desk.pak, 1)):
        inclusive = view("open").narrowed_to("owed_by", (str(party),))
        many = desk.store.ask(lambda reader: commitments.count(reader, TODAY, inclusive))  # noqa: B023
        assert many == sheet.promises[place].total + sheet.promises[2].total


def test_what_a_company_owes_is_owed_by_its_state(desk: Desk) -> None:
    draft = PartyDraft(title="A Company", kind=PartyKind.COMPANY, under=desk.kaz)
    company = desk.store.run(AddParty(draft)).record
    assert company is not None
    desk.promise(company)
    desk.store.run(ChooseOurSide(desk.kaz))
    sheet = desk.sheet()
    assert [column.total for column in sheet.promises] == [1, 0, 0, 0]
    for party in (desk.kaz, company):
        view = sheet.head.subject.view("open").narrowed_to("owed_by", (str(party),))
        assert desk.store.ask(lambda reader: commitments.count(reader, TODAY, view)) == 1  # noqa: B023
    found = desk.sheet(company).head
    assert found.under is not None and found.under.title == "Kazakhstan"


def test_relations_are_as_old_as_the_party_says_or_an_anniversary_of_theirs(desk: Desk) -> None:
    desk.visit(TODAY)
    draft = AnniversaryDraft(title="Diplomatic relations", parties=(desk.kaz, desk.pak), first=Period.from_edtf("1992"))
    desk.store.run(AddAnniversary(draft))
    desk.store.run(AddAnniversary(draft.model_copy(update={"title": "Trade house", "first": Period.from_edtf("1990")})))

    def since() -> str:
        found = desk.sheet().head.since
        return found.display() if found is not None else ""

    assert since() == "1992"
    card = desk.store.ask(lambda reader: parties.card(reader, desk.pak))
    established = card.draft.model_copy(update={"established": Period.on(date(1992, 2, 24))})
    desk.store.run(ChangeParty(desk.pak, card.head.version, established))
    assert since() == "1992", "It is said of our side, and there is none."
    desk.store.run(ChooseOurSide(desk.kaz))
    assert since() == "24 Feb 1992"


def test_last_and_next_visits_are_those_of_each_way(desk: Desk) -> None:
    desk.visit(TODAY - timedelta(days=9))
    there = desk.visit(TODAY - timedelta(days=3))
    here = desk.visit(TODAY - timedelta(days=5), (desk.pak, desk.kaz))
    desk.visit(TODAY - timedelta(days=1), (desk.uzb, desk.pak))
    desk.visit(TODAY + timedelta(days=60), stage=VisitStage.DATES_AGREED)
    ahead = desk.visit(TODAY + timedelta(days=20), stage=VisitStage.DATES_AGREED)
    sheet = desk.sheet()
    found = [line.id if line else None for line in (sheet.next_visit, sheet.last_there, sheet.last_here)]
    assert found == [ahead, there, here]


def test_statements_are_as_many_for_none_one_and_many(desk: Desk) -> None:
    def asked() -> int:
        with statements(desk.store) as heard:
            sheet = desk.sheet()
            desk.store.ask(lambda reader: relations.ledger_sheet(reader, TODAY, sheet.head.subject))
            desk.store.ask(lambda reader: timeline.of_relations(reader, TODAY, sheet.head.subject))
        return len(heard)

    def add() -> None:
        on = desk.visit(TODAY - timedelta(days=5))
        desk.agreement(TODAY)
        for owes in ((desk.kaz,), (desk.pak,), (desk.kaz, desk.pak), (desk.uzb,)):
            desk.promise(*owes, due=Period.on(TODAY))
        desk.log(on)

    assert asked() <= MOST_STATEMENTS
    add()
    one = asked()
    for _ in range(30):
        add()
    assert asked() == one <= MOST_STATEMENTS


# ------------------------------------------------------------------------------------------------------------ timelines
def test_everything_with_a_date_is_on_the_timeline_and_the_rest_is_counted(desk: Desk) -> None:
    visit = desk.visit(TODAY)
    desk.visit(None)
    agreement = desk.agreement(TODAY)
    desk.agreement(None)
    promise = desk.promise(desk.kaz, due=Period.from_edtf("2027-33"))
    deadline = desk.promise(desk.kaz, due=Period.by(date(2026, 12, 31)))
    desk.promise(desk.kaz)
    found = desk.timeline()
    assert {each.id for each in found.items} == {visit, agreement, promise, deadline}
    assert found.total == found.dated == 4
    assert dict(found.undated) == {Kind.VISIT: 1, Kind.AGREEMENT: 1, Kind.COMMITMENT: 1}
    by_id = {each.id: each for each in found.items}
    assert (by_id[promise].first, by_id[promise].last) == (date(2027, 1, 1), date(2027, 3, 31))
    assert by_id[deadline].first == by_id[deadline].last == date(2026, 12, 31)
    assert (found.first, found.last) == (TODAY, date(2027, 3, 31))


def test_an_invitation_stands_over_its_time(desk: Desk) -> None:
    visit = desk.visit(None, stage=VisitStage.INVITED)
    window = Period.from_edtf("2026", "this year", date(2026, 2, 4))
    desk.store.run(AddInvitation(InvitationDraft(visit=visit, window=window)))
    (item,) = desk.timeline().items
    assert (item.window, item.first, item.last) == (True, date(2026, 2, 4), date(2026, 12, 31))
    assert dict(desk.timeline().undated)[Kind.VISIT] == 0


def test_of_too_many_those_nearest_to_today_are_read_and_a_shorter_time_has_the_others(desk: Desk) -> None:
    for n in range(30):
        desk.visit(TODAY - timedelta(days=100 * n))
    found = desk.timeline(most=10)
    assert (len(found.items), found.total, found.dated) == (10, 30, 30)
    assert found.items[0].first == TODAY - timedelta(days=900)
    assert found.first == TODAY - timedelta(days=2_900)
    early = desk.timeline(date.min, TODAY - timedelta(days=2_000), most=10)
    assert (len(early.items), early.total, early.dated) == (10, 10, 30)


def test_what_lies_in_the_trash_is_nowhere(desk: Desk) -> None:
    visit = desk.visit(TODAY)
    desk.store.run(Hide((visit,)))
    assert desk.timeline().items == () and desk.sheet().visits == 0


# ---------------------------------------------------------------------------------------------------- people and areas
def test_an_area_counts_what_is_implemented_with_the_records_behind_it(desk: Desk) -> None:
    for progress, many in (
        (Progress.KEPT, 6), (Progress.DONE, 1), (Progress.IN_PROGRESS, 2), (Progress.WAITING, 1),
        (Progress.NOT_STARTED, 3), (Progress.DROPPED, 1),
    ):  # fmt: skip
        for _ in range(many):
            desk.promise(desk.kaz, progress=progress, areas=(desk.area,))
    desk.promise(desk.kaz, strength=Strength.INTENTION, areas=(desk.area,))
    desk.promise(desk.kaz)
    sheet = desk.store.ask(lambda reader: portraits.area(reader, TODAY, desk.area))
    parts = (sheet.implemented, sheet.in_progress, sheet.not_begun, sheet.given_up)
    assert [each.total for each in parts] == [7, 3, 3, 1] and sheet.promised == 14
    assert [len(each.rows) for each in parts] == [5, 3, 3, 1] and sheet.intentions == 1
    for part in parts:
        assert desk.store.ask(lambda reader: commitments.count(reader, TODAY, part.view)) == part.total  # noqa: B023


def test_a_person_is_shown_with_offices_visits_and_promises(desk: Desk) -> None:
    office = desk.store.run(AddOffice(OfficeDraft(title="Minister", party=desk.pak, rank=Rank.MINISTER))).record
    assert office is not None
    terms = (TermDraft(office=office),)
    person = desk.store.run(AddPerson(PersonDraft(title="A. Person", terms=terms))).record
    assert person is not None
    made, received = desk.visit(TODAY, visitor=person), desk.visit(TODAY, host=person)
    desk.visit(TODAY)
    voiced, owed = desk.promise(desk.kaz, voiced_by=person), desk.promise(office)
    sheet = desk.store.ask(lambda reader: portraits.person(reader, TODAY, person))
    assert [each.text for each in sheet.card.offices] == ["Minister"]
    assert {line.id for line in sheet.visits.rows} == {made, received} and sheet.visits.total == 2
    assert [line.id for line in sheet.voiced.rows] == [voiced]
    assert [(each.title, [line.id for line in each.promises.rows]) for each in sheet.owed] == [("Minister", [owed])]
    found = desk.store.ask(lambda reader: timeline.of_person(reader, TODAY, person))
    assert {each.id for each in found.items} == {made, received}
    for noun, view in ((visits, sheet.visits.view), (commitments, sheet.owed[0].promises.view)):
        total = sheet.visits.total if noun is visits else sheet.owed[0].promises.total
        assert desk.store.ask(lambda reader: noun.count(reader, TODAY, view)) == total  # noqa: B023
