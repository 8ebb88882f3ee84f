"""Visits moved on by deeds, in lists, on Today, in reminders and on sheets: the same as if entered afresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.base import Command, Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.visit_deeds import (
    Cancel,
    Postpone,
    ProposeDates,
    RecordAnswer,
    RenewInvitation,
    SetDates,
    TookPlace,
)
from db.commands.visits import AddInvitation, AddVisit, ChangeInvitation
from db.dates import kept
from db.errors import KnownError
from db.queries import briefing, commitments, reminders, today, visit_deeds, visits
from db.records.base import View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.commitments import CommitmentDraft, CommitmentLine
from db.records.parties import PartyDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft, VisitCard, VisitDraft, VisitLine
from db.rules.periods import Period
from db.store import Store, open_register
from db.vocabulary import (
    Answer,
    BriefingKind,
    CommitmentStatus,
    DateField,
    Progress,
    Reply,
    Strength,
    VisitStage,
    VisitStatus,
)
from tests.campaigns import examples
from tests.store.house import TODAY, Clock, Ids
from tests.store.older import make_older

NEW_YEAR = date(2027, 1, 1)
MAY, H1 = Period.from_edtf("2026-05-04/2026-05-06"), Period.from_edtf("2027-40")
THIS_YEAR = Period.from_edtf("2026")


def number(store: Store, command: Command) -> int:
    record = store.run(command).record
    assert record is not None
    return record


def add(store: Store, stage: VisitStage, dates: str | None = None, title: str = "V", to: int = 1, by: int = 2) -> int:
    draft = VisitDraft(title=title, stage=stage, dates=Period.from_edtf(dates) if dates else None, from_party=by,
                       to_party=to)  # fmt: skip
    return number(store, AddVisit(draft))


def invite(store: Store, visit: int, given_on: str, window: Period | None, reply: Reply = Reply.NONE_RECORDED) -> int:
    draft = InvitationDraft(visit=visit, given_on=Period.from_edtf(given_on), window=window, reply=reply)
    return number(store, AddInvitation(draft))


def said(on: date = TODAY, dates: Period | None = None, answer: Answer | None = None) -> DeedDraft:
    return DeedDraft(on=on, dates=dates, answer=answer)


def line(store: Store, visit: int, day: date = TODAY) -> VisitLine:
    with store.read() as reader:
        return visits.lines(reader, day, [visit])[0]


def card(store: Store, visit: int) -> VisitCard:
    with store.read() as reader:
        return visits.card(reader, TODAY, visit)


def listed(store: Store, view: str, day: date = TODAY) -> list[int]:
    with store.read() as reader:
        return list(reader.scalars(visits.rows(reader, day, View(name=view))))


def promise(store: Store, record: int, day: date = TODAY) -> CommitmentLine:
    with store.read() as reader:
        return commitments.lines(reader, day, [record])[0]


def sheet(store: Store, about: int, kind: BriefingKind = BriefingKind.COUNTRY, day: date = TODAY) -> BriefingSheet:
    with store.read() as reader:
        return briefing.sheet(reader, BriefingDraft(kind=kind, about=about, as_of=day), day, 0)


def renewed(store: Store) -> int:
    """Invited for this year, accepted, dates set in May, cancelled, invited again for the first half of next year."""
    visit = add(store, VisitStage.INVITED)
    invite(store, visit, "2026-01-10", THIS_YEAR)
    store.run(ProposeDates(visit, said(date(2026, 1, 20), Period.from_edtf("2027-06")), TODAY))
    store.run(RecordAnswer(visit, said(date(2026, 2, 1), answer=Answer.ACCEPTED), TODAY))
    store.run(SetDates(visit, said(date(2026, 3, 1), MAY), TODAY))
    store.run(Cancel(visit, said(date(2026, 4, 20)), TODAY))
    store.run(RenewInvitation(visit, said(dates=H1), TODAY))
    return visit


def test_a_renewed_invitation_is_for_its_own_time(house: Store) -> None:
    visit = renewed(house)
    shown = line(house, visit)
    assert (shown.standing(), shown.dates, shown.window) == ("Invited, no date", None, H1)
    assert (shown.reply, shown.proposed, shown.on_offer()) == (Reply.NONE_RECORDED, None, None)
    assert [each.stands for each in card(house, visit).invitations] == [False, True]
    assert visit in listed(house, "undated") and visit in listed(house, "unanswered")
    assert visit not in listed(house, "scheduled")
    house.run(RecordAnswer(visit, said(answer=Answer.ACCEPTED), TODAY))
    shown = line(house, visit)
    assert (shown.standing(), shown.dates, shown.window) == ("Accepted, no date", None, H1)
    assert shown.reply is Reply.ACCEPTED and visit not in listed(house, "unanswered")
    assert line(house, visit, date(2027, 7, 1)).status is VisitStatus.LAPSED
    assert house.check().sound


def test_a_renewal_is_taken_back_with_all_it_cleared(house: Store) -> None:
    visit = renewed(house)
    after = line(house, visit)
    house.undo()
    assert (line(house, visit).status, line(house, visit).dates) == (VisitStatus.CANCELLED, MAY)
    house.redo()
    assert line(house, visit).model_copy(update={"written": after.written}) == after
    assert house.check().sound


def test_an_invitation_that_stands_is_repeated_and_keeps_its_answer(house: Store) -> None:
    visit = add(house, VisitStage.INVITED)
    invite(house, visit, "2026-01-10", THIS_YEAR)
    house.run(RecordAnswer(visit, said(date(2026, 2, 1), answer=Answer.ACCEPTED), TODAY))
    for dates in (None, Period.from_edtf("2026", "this year", TODAY)):
        house.run(RenewInvitation(visit, said(dates=dates), TODAY))
    assert line(house, visit).standing() == "Accepted, no date"
    (kept,) = card(house, visit).invitations
    assert [each.earliest for each in kept.draft.repeated] == [TODAY, TODAY]


def test_what_was_cancelled_and_accepted_after_all_has_no_date(house: Store) -> None:
    visit = add(house, VisitStage.DATES_AGREED, "2027-02-01")
    invite(house, visit, "2026-11-01", None)
    house.run(Cancel(visit, said(), TODAY))
    house.run(RecordAnswer(visit, said(answer=Answer.ACCEPTED), TODAY))
    assert (line(house, visit).standing(), line(house, visit).dates) == ("Accepted, no date", None)


def test_windows_of_replaced_invitations_remind_nobody(house: Store) -> None:
    visit = renewed(house)

    def windows() -> set[tuple[date, date]]:
        with house.read() as reader:
            held = kept(reader, [visit])[visit]
        return {(each.dated.opens, each.dated.closes) for each in held if each.dated.date_field is DateField.WINDOW}

    assert windows() == {(H1.earliest, H1.latest)}
    house.run(RecordAnswer(visit, said(answer=Answer.DECLINED), TODAY))
    assert windows() == set()


def test_what_was_put_off_without_a_date_stays_in_sight(house: Store) -> None:
    visit = add(house, VisitStage.DATES_AGREED, "2026-12-14")
    house.run(Postpone(visit, said(), TODAY))
    assert visit in listed(house, "undated") and visit not in listed(house, "scheduled")
    with house.read() as reader:
        page = today.sheet(reader, TODAY)
        assert visit in {row.id for row in page.invitations.rows}
        assert today.attention(reader, TODAY).total == page.needs
    house.run(Postpone(visit, said(dates=Period.from_edtf("2027-33")), TODAY))
    assert visit in listed(house, "proposed")
    assert visit not in listed(house, "scheduled") and visit not in listed(house, "undated")


def test_dates_that_passed_without_a_word_are_asked_about_everywhere(house: Store, ids: Ids) -> None:
    kz, pk = ids["kz"], ids["pk"]
    passed = add(house, VisitStage.DATES_AGREED, "2026-11-02/2026-11-03", "Passed", kz, pk)
    running = add(house, VisitStage.DATES_AGREED, "2026-11-22/2026-11-24", "Running", kz, pk)
    coming = add(house, VisitStage.DATES_AGREED, "2027-02-01", "Coming", kz, pk)
    asked = listed(house, "to_confirm")
    assert passed in asked and not {running, coming} & set(asked)
    shown = line(house, passed)
    assert (shown.status, shown.standing()) == (VisitStatus.SCHEDULED, "Did it take place?")
    with house.read() as reader:
        page = today.sheet(reader, TODAY)
        assert [row.id for row in page.to_say.rows] == asked and page.to_say.total == len(asked)
        assert today.attention(reader, TODAY).total == page.needs
        assert passed not in {each.record for week in page.weeks for each in week.things}
    printed = next(row for row in sheet(house, pk).visits if row.what.text == "Passed")
    assert (printed.status.text, printed.tone) == ("Did it take place?", "warning")
    house.run(TookPlace(passed, said(), TODAY))
    assert passed not in listed(house, "to_confirm") and line(house, passed).standing() == "Took place"


@pytest.mark.parametrize(
    ("dates", "asked"),
    [
        *(("2026-11-02/2026-11-03", True), ("2026-11-22", True), ("2026-10", True), ("2026-11-02/2026-12-03", False)),
        *(("2026-11-23", False), ("2026", False), (None, False), ("2026-11-01/..", False), ("../2026-11-20", True)),
    ],
)
def test_a_proposed_visit_is_asked_about_once_its_dates_have_passed(
    house: Store, ids: Ids, dates: str | None, asked: bool
) -> None:
    visit = add(house, VisitStage.PROPOSED, dates, "Proposed", ids["kz"], ids["pk"])
    assert line(house, visit).to_confirm is asked and (visit in listed(house, "to_confirm")) is asked
    with house.read() as reader:
        page = today.sheet(reader, TODAY)
        assert (visit in {row.id for row in page.to_say.rows}) is asked
        assert today.attention(reader, TODAY).total == page.needs
    printed = next(row for row in sheet(house, ids["pk"]).visits if row.what.text == "Proposed")
    assert (printed.status.text == "Did it take place?") is asked


def test_the_next_visit_is_the_nearest_that_has_not_passed(house: Store, ids: Ids) -> None:
    party = number(house, _party("Uzbekistan"))
    for title, dates in (("Far", "2027-06-01"), ("Passed", "2026-11-02"), ("Near", "2027-01-10")):
        add(house, VisitStage.DATES_AGREED, dates, title, party, ids["kz"])
    point = sheet(house, party).in_one_minute[0]
    assert (point.lead, point.text.text) == ("Next visit.", "Near, 10 Jan 2027.")


def test_what_is_undated_is_never_the_last(house: Store, ids: Ids) -> None:
    party, kz = number(house, _party("Uzbekistan")), ids["kz"]
    undated = add(house, VisitStage.COMPLETED, None, "Undated", party, kz)
    told = {fact.label: fact.value.text for fact in sheet(house, party).where_we_stand}
    assert told["Last visit to Uzbekistan"] == "none with a date"
    assert told["Visit to Uzbekistan"] == "took place, date not stated, visit"
    assert sheet(house, party).in_one_minute[0].lead == "Took place."
    assert sheet(house, party).background.free_to_use == ()
    old = add(house, VisitStage.COMPLETED, "2019-03", "Old", party, kz)
    new = add(house, VisitStage.COMPLETED, "2024-05-02", "New", party, kz)
    in_words = number(house, AddVisit(VisitDraft(title="In words", stage=VisitStage.COMPLETED, from_party=kz,
                                                 to_party=party, dates=Period.text("in spring"))))  # fmt: skip
    add(house, VisitStage.COMPLETED, None, "Undated again", party, kz)
    order = [each for each in listed(house, "took_place") if each >= undated]
    assert order[:2] == [new, old] and set(order[2:]) > {undated, in_words}
    made = sheet(house, party)
    assert made.in_one_minute[0].text.text == "New, 2 May 2024."
    facts = [(fact.label, fact.value.text) for fact in made.where_we_stand]
    assert facts.index(("Last visit to Uzbekistan", "2 May 2024, visit")) < facts.index(
        ("Visit to Uzbekistan", "3 took place, dates not stated")
    )
    assert made.background.free_to_use[0].text == "Last meeting: 2 May 2024."
    back = sheet(house, party, day=date(2020, 1, 1))
    assert back.in_one_minute[0].text.text == "Old, Mar 2019.", "A sheet of an earlier day knows no later visit."


@pytest.mark.parametrize("descending", [False, True])
def test_undated_visits_come_after_the_dated_both_ways(house: Store, descending: bool) -> None:
    undated = {add(house, VisitStage.COMPLETED), add(house, VisitStage.INVITED, "2026-12-18")}
    for dates in ("2019-03", "2024-05-02", "../2025-01-01"):
        add(house, VisitStage.COMPLETED, dates)
    with house.read() as reader:
        view = View(name="all", sort="dates", descending=descending)
        found = visits.lines(reader, TODAY, reader.scalars(visits.rows(reader, TODAY, view)).all())
    days = [row.dates.earliest or row.dates.latest for row in found if row.dates is not None and not row.dates.undated]
    assert days == sorted(days, reverse=descending)  # type: ignore[type-var]
    assert undated <= {row.id for row in found[len(days) :]}


# -------------------------------------------------------------------------------------------- waiting for a visit


def waiting(store: Store, visit: int, due: str | None = "2026-11-10", **fields: Any) -> int:
    period = Period.from_edtf(due) if due else None
    return number(store, AddCommitment(CommitmentDraft(title="Review", depends_on=visit, due=period, **fields)))


OPEN, WAITS, LATE = CommitmentStatus.OPEN, CommitmentStatus.WAITING, CommitmentStatus.OVERDUE


def test_what_waits_comes_back_on_the_day_the_visit_is_cancelled(house: Store) -> None:
    visit = add(house, VisitStage.DATES_AGREED, "2027-02-01", "Talks")
    late, open_ = waiting(house, visit), waiting(house, visit, None)
    assert (promise(house, late).status, promise(house, open_).status) == (WAITS, WAITS)
    assert promise(house, late).waiting() == "waits for “Talks”"

    def overdue() -> int:
        with house.read() as reader:
            return today.attention(reader, TODAY).overdue

    before = overdue()
    house.run(Cancel(visit, said(), TODAY))
    assert (promise(house, late).status, promise(house, open_).status) == (LATE, OPEN)
    assert promise(house, late).waiting() == "“Talks” was cancelled" and overdue() == before + 1
    house.run(RenewInvitation(visit, said(dates=H1), TODAY))
    assert promise(house, late).status is WAITS and overdue() == before
    assert house.check().sound


def test_what_waits_comes_back_on_the_day_after_the_window(house: Store) -> None:
    visit = add(house, VisitStage.INVITED, None, "Talks")
    record = waiting(house, visit, "2026-11-10")
    asked = invite(house, visit, "2026-01-10", THIS_YEAR)
    assert [promise(house, record, day).status for day in (date(2026, 12, 31), NEW_YEAR)] == [WAITS, LATE]
    assert promise(house, record, NEW_YEAR).waiting() == "“Talks” has lapsed"
    house.turn(NEW_YEAR)
    with house.read() as reader:
        assert record in {row.id for row in today.sheet(reader, NEW_YEAR).overdue.rows}
        fires = {each.record.id for each in reminders.lines(reader, NEW_YEAR) if each.group == "now"}
        assert record in fires
    with house.read() as reader:
        now = visits.invitation(reader, asked)
    house.run(ChangeInvitation(asked, now.head.version, now.draft.model_copy(update={"window": H1})))
    assert promise(house, record, NEW_YEAR).status is WAITS, "The invitation is two steps from the promise."
    assert house.check().sound


def test_what_waits_comes_back_when_the_visit_took_place_or_is_thrown_away(house: Store) -> None:
    visit = add(house, VisitStage.DATES_AGREED, "2026-11-02", "Talks")
    record = waiting(house, visit, progress=Progress.WAITING, strength=Strength.PLANNED)
    assert promise(house, record).waiting() == "waits for “Talks”", "Dates that passed prove nothing."
    with house.read() as reader:
        assert record not in {each.record.id for each in reminders.lines(reader, TODAY)}
    house.run(Hide((visit,)))
    assert (promise(house, record).status, promise(house, record).waiting()) == (LATE, "")
    house.undo()
    assert promise(house, record).status is WAITS
    house.run(TookPlace(visit, said(), TODAY))
    assert (promise(house, record).status, promise(house, record).waiting()) == (LATE, "“Talks” took place")
    assert not promise(house, record).awaits and house.check().sound


# ------------------------------------------------------------------------------------------------ any sequence of deeds

DAYS = st.integers(0, 60).map(lambda n: date(2026, 11, 1) + timedelta(days=n))
TIMES = st.one_of(
    st.none(),
    DAYS.map(Period.on),
    st.sampled_from(["2026", "2027", "2027-40", "2026-12", "2026-05-04/2026-05-06"]).map(Period.from_edtf),
)
Make = Callable[[int, DeedDraft, date], Command]
DEEDS: Sequence[Make] = (
    ProposeDates, RecordAnswer, SetDates, TookPlace, Postpone, Cancel, RenewInvitation, RenewInvitation,
)  # fmt: skip
MOVES = st.lists(st.tuples(st.sampled_from(DEEDS), TIMES, st.sampled_from(Answer)), max_size=6)


@examples(4)
@given(TIMES, MOVES, st.lists(DAYS, min_size=2, max_size=2))
def test_any_deeds_leave_what_the_same_facts_entered_afresh_say(
    walk: Store, window: Period | None, moves: list[tuple[Make, Period | None, Answer]], days: list[date]
) -> None:
    """The visit, what waits for it and where it stands in lists: as if only what stands had been typed."""
    visit = add(walk, VisitStage.INVITED)
    invite(walk, visit, "2025-01-10", window)
    record, on = waiting(walk, visit), date(2026, 1, 1)
    for deed, dates, answer in moves:
        on += timedelta(days=45)
        told = said(on, dates, answer if deed is RecordAnswer else None)
        try:
            walk.run(deed(visit, told, on))
        except KnownError:
            continue
    found = card(walk, visit)
    standing = [each.draft for each in found.invitations if each.stands]
    if not standing:
        standing = [each.draft for each in found.invitations[-1:]]
    afresh = number(walk, AddVisit(found.draft))
    for draft in standing:
        walk.run(AddInvitation(draft.model_copy(update={"visit": afresh, "renews": False})))
    again = waiting(walk, afresh)
    for day in (TODAY, *days):
        one, other = line(walk, visit, day), line(walk, afresh, day)
        names = ("status", "to_confirm", "dates", "offered", "window", "reply")
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
        assert promise(walk, record, day).status is promise(walk, again, day).status
        rows = {view: set(listed(walk, view, day)) for view in (*visits.BY_STATUS, "unanswered")}
        for view, inside in rows.items():
            assert (visit in inside) == (afresh in inside), view
        assert sum(visit in rows[view] for view in visits.BY_STATUS) == 1, "in one view besides All"
        if visit in rows["scheduled"]:
            assert one.status in (VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY) and not one.to_confirm


def test_a_register_of_format_4_is_computed_anew(house_path: Path, clock: Clock) -> None:
    """Dates and an answer that were left under a newer invitation say nothing any more; the facts stay as they are."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        store.undo()  # the point: no register of that format has one
        visit = add(store, VisitStage.INVITED, "2026-05-04/2026-05-06")
        invite(store, visit, "2026-01-10", THIS_YEAR, Reply.ACCEPTED)
        invite(store, visit, "2026-11-20", H1)
        lost = add(store, VisitStage.CANCELLED)
        record = waiting(store, lost)
    stored = (
        f"UPDATE visit SET status_0 = 'scheduled', from_1 = NULL, status_1 = NULL WHERE id = {visit};"
        f"UPDATE commitment SET status_0 = 'waiting', from_1 = NULL, status_1 = NULL WHERE id = {record};"
        f"UPDATE line SET day = '2026-05-04' WHERE record_id = {visit}"
    )
    make_older(house_path, 4, stored)
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert store.check().sound
        shown = card(store, visit)
        assert (shown.line.standing(), shown.line.dates, shown.line.window) == ("Invited, no date", None, H1)
        assert (shown.draft.dates, shown.draft.stage) == (MAY, VisitStage.INVITED)
        assert [each.draft.reply for each in shown.invitations] == [Reply.ACCEPTED, Reply.NONE_RECORDED]
        assert promise(store, record).status is LATE
        assert visit in listed(store, "undated") and visit not in listed(store, "scheduled")
        with store.read() as reader:
            assert visit_deeds.on_same_days(reader, 0, (1, 2), MAY) == (), "Nobody travels on those days."
        store.run(RecordAnswer(visit, said(answer=Answer.ACCEPTED), TODAY))
        assert line(store, visit).standing() == "Accepted, no date"


def _party(title: str) -> Command:
    return AddParty(PartyDraft(title=title))


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("2026-11-26/2026-11-28", "2026-11-26"),
        ("2026-11-22/2026-11-24", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("2027-01-02/2027-01-20", "2027-01-02"),
        ("2026-12", "2026-12-31"),
        ("2026-11-01/2026-11-20", None),
        ("2027-03-01/2027-03-03", None),
    ],
)
def test_a_visit_stands_in_the_weeks_on_its_first_day(house: Store, dates: str, day: str | None) -> None:
    """Under way it stands under today; beyond the six weeks, and once it is over, in none."""
    number = add(house, VisitStage.DATES_AGREED, dates)
    with house.read() as reader:
        found = [each.on for week in today.sheet(reader, TODAY).weeks for each in week.things if each.record == number]
    assert found == ([date.fromisoformat(day)] if day else [])
