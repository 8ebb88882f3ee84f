"""What is known before a visit is moved on: open proposals, others on the same days, the missing half of a pair."""

from __future__ import annotations

import re
from datetime import date

import pytest

from db.commands.base import Command, Hide
from db.commands.visit_deeds import Cancel, LinkReturn, Postpone, ProposeDates, RecordAnswer, SetDates, TookPlace
from db.commands.visits import AddVisit
from db.errors import FieldError, KnownError
from db.queries import visit_deeds as queries
from db.queries import visits
from db.records.visit_deeds import DeedDraft
from db.records.visits import TalkDraft, VisitDraft, VisitLine
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import Answer, VisitStage, VisitStatus
from tests.store.house import TODAY, Ids

SPRING, MAY = Period.from_edtf("2027-04-10"), Period.from_edtf("2027-05")


def said(dates: Period | None = None, answer: Answer | None = None, on: date = TODAY) -> DeedDraft:
    return DeedDraft(on=on, dates=dates, answer=answer)


def line(house: Store, record: int, today: date = TODAY) -> VisitLine:
    with house.read() as reader:
        return visits.lines(reader, today, [record])[0]


def test_a_proposal_is_open_until_something_is_decided(house: Store, ids: Ids) -> None:
    visit = ids["visit"]
    house.run(ProposeDates(visit, said(SPRING), TODAY))
    house.run(ProposeDates(visit, said(MAY), TODAY))
    assert line(house, visit).proposed == MAY, "The last one counts."
    house.run(RecordAnswer(visit, said(answer=Answer.IN_PRINCIPLE), TODAY))
    house.run(Postpone(visit, said(), TODAY))
    assert line(house, visit).proposed is None
    house.run(ProposeDates(visit, said(SPRING), TODAY))
    assert line(house, visit).proposed == SPRING
    assert line(house, visit, date(2027, 5, 1)).proposed is None, "What has passed is no proposal any more."
    house.run(SetDates(visit, said(SPRING), TODAY))
    assert line(house, visit).proposed is None


def test_a_proposal_in_the_trash_is_none(house: Store, ids: Ids) -> None:
    change = house.run(ProposeDates(ids["visit"], said(MAY), TODAY))
    entry = next(each.id for each in change.touched if each.kind == "action")
    house.run(Hide((entry,)))
    assert line(house, ids["visit"]).proposed is None


APRIL = "2027-04-10/2027-04-12"
PROGRAMME = ("2027-04-10", "2027-04-12", None)
LEFT = [
    ("to other days", Postpone, "2027-06-01/2027-06-03", 2),
    ("to days that hold one line", Postpone, "2027-04-12/2027-04-14", 1),
    ("to days that hold all", Postpone, "2027-04-09/2027-04-13", 0),
    ("to the month of all of them", Postpone, "2027-04", 0),
    ("to another month", SetDates, "2027-05", 2),
    ("without a date", Postpone, None, 2),
    ("to the same days", SetDates, APRIL, 0),
    ("called off", Cancel, None, 0),
]


@pytest.mark.parametrize(("deed", "dates", "many"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_a_programme_stays_and_is_said_to_be_outside_the_new_dates(
    house: Store, ids: Ids, deed: type[Postpone], dates: str | None, many: int
) -> None:
    """In the words of the change and in the pane; no line is moved."""
    talks = tuple(TalkDraft(day=Period.from_edtf(each) if each else None) for each in PROGRAMME)
    draft = VisitDraft(
        title="V", stage=VisitStage.DATES_AGREED, dates=Period.from_edtf(APRIL), from_party=ids["kz"], talks=talks
    )
    visit = house.run(AddVisit(draft)).record or 0
    change = house.run(deed(visit, said(Period.from_edtf(dates) if dates else None), TODAY))
    with house.read() as reader:
        card = visits.card(reader, TODAY, visit)
    assert card.draft.talks == talks
    found = [each for each in (change.note, *card.warnings) if "programme" in each]
    assert [re.findall(r"\d+", each)[:1] for each in found] == [[str(many)]] * (2 if many else 0)
    assert change.note not in change.label or not change.note, "It is said once and not kept."


def test_a_programme_without_dates_of_the_visit_is_no_contradiction(house: Store) -> None:
    """Of a visit that is planned or took place on no known day its programme may say more than it does."""
    talks = (TalkDraft(day=Period.from_edtf("2026-04-10")),)
    for stage in (VisitStage.PROPOSED, VisitStage.COMPLETED):
        visit = house.run(AddVisit(VisitDraft(title="V", stage=stage, talks=talks))).record or 0
        with house.read() as reader:
            assert visits.card(reader, TODAY, visit).warnings == ()


def test_other_visits_on_the_same_days(house: Store, ids: Ids) -> None:
    sides = (ids["kz"], ids["pk"])

    def others(edtf: str) -> list[str]:
        with house.read() as reader:
            found = queries.on_same_days(reader, ids["visit"], sides, Period.from_edtf(edtf))
        return [link.title for link in found]

    def add(title: str, edtf: str, stage: VisitStage = VisitStage.DATES_AGREED) -> None:
        house.run(AddVisit(VisitDraft(title=title, from_party=ids["kz"], dates=Period.from_edtf(edtf), stage=stage)))

    add("To Ankara", "2027-04-12/2027-04-14")
    add("Put off", "2027-04-12", VisitStage.POSTPONED)
    add("In spring", "2027-04")
    house.run(AddVisit(VisitDraft(title="Of others", from_party=ids["sco"], dates=Period.from_edtf("2027-04-12"))))
    assert others("2027-04-10/2027-04-12") == ["To Ankara"]
    assert others("2027-04-10/2027-04-11") == [] and others("2027-04") == []


def test_the_missing_half_of_a_pair(house: Store, ids: Ids) -> None:
    def offered() -> list[int]:
        with house.read() as reader:
            return [link.id for link in queries.may_return(reader, ids["third_visit"])]

    assert offered() == [], "The one that goes the other way is the return of another."
    back = house.run(AddVisit(VisitDraft(title="Back", from_party=ids["pk"], to_party=ids["kz"]))).record
    assert back is not None and offered() == [back]
    house.run(LinkReturn(ids["third_visit"], back))
    assert offered() == []


def test_what_cannot_be_is_refused_and_nothing_is_stored(house: Store, ids: Ids) -> None:
    visit = ids["visit"]
    refused: list[tuple[Command, str]] = [
        (TookPlace(visit, said(SPRING), TODAY), "dates"),
        (TookPlace(visit, said(), TODAY), "dates"),
        (SetDates(visit, said(), TODAY), "dates"),
        (ProposeDates(visit, said(SPRING, on=date(2026, 11, 24)), TODAY), "on"),
        (RecordAnswer(visit, said(), TODAY), "answer"),
        (LinkReturn(visit, visit), "other"),
        (LinkReturn(visit, ids["other_visit"]), "other"),
        (LinkReturn(ids["other_visit"], visit), "other"),
        (LinkReturn(ids["third_visit"], ids["other_visit"]), "other"),
    ]
    before = house.names()
    for command, field in refused:
        with pytest.raises(FieldError) as error:
            house.run(command)
        assert error.value.field == field
    assert house.names() == before


def test_a_visit_that_was_cancelled_meanwhile_is_not_moved_on(house: Store, ids: Ids) -> None:
    house.run(Cancel(ids["visit"], said(), TODAY))
    with pytest.raises(KnownError, match="The visit was cancelled"):
        house.run(SetDates(ids["visit"], said(MAY), TODAY))
    assert line(house, ids["visit"]).status is VisitStatus.CANCELLED
