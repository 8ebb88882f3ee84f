"""The days of a calendar: the same things as its file has, each once, on all of their days, with few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.commitments import AddCommitment, Assess, SetDue
from db.commands.parties import AddAnniversary, AddParty
from db.commands.reminders import AddReminder
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddInvitation, AddVisit
from db.queries.calendar import beside, events
from db.queries.calendar import days as queries
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.calendar import CalendarDays, CalendarItem, CalendarWish
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, PartyDraft
from db.records.reminders import ReminderDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import DateField, Kind, Progress, Renewal, VisitStage
from tests.benchmarks.generate import generate
from tests.campaigns import examples
from tests.registers import TODAY, make_empty, make_starter, number_of, opened
from tests.store.test_calendar import made, promised
from tests.store.test_sources import statements

AS_EVENT = {DateField.ON: "reminder", DateField.NOTICE_BY: "notice", DateField.TERM_ENDS: "term"}
"""What dates are called in the file of a calendar, where that is not their own name."""
YEAR = CalendarWish(first=date(2026, 1, 1), last=date(2027, 12, 31))
DECEMBER = CalendarWish(first=date(2026, 12, 1), last=date(2026, 12, 31))
MOST_STATEMENTS = 30


def days(store: Store, wish: CalendarWish, per_day: int = 10_000) -> CalendarDays:
    return store.ask(lambda reader: queries.days(reader, TODAY, wish, per_day))


def everything(store: Store, wish: CalendarWish) -> list[CalendarItem]:
    found = days(store, wish)
    assert found.all_long == len(found.long)
    return [*found.long, *found.short]


def agenda(store: Store, wish: CalendarWish) -> tuple[list[tuple[date | None, int]], list[CalendarItem]]:
    heads = store.ask(partial(queries.heads, today=TODAY, wish=wish))
    many = sum(each for _day, each in heads)
    read = [store.ask(partial(queries.window, today=TODAY, wish=wish, start=at, size=7)) for at in range(0, many, 7)]
    return list(heads), [each for some in read for each in some]


def in_the_file(store: Store, wish: CalendarWish) -> Counter[tuple[int, str, date]]:
    """What the file has that stands in these days: record, which of its dates, its last day. What comes again in it is
    left out, and so is what only a longer span reaches."""
    every = store.ask(lambda reader: list(events(reader, TODAY)))
    return Counter(
        (each.record, each.uid.rpartition("-")[2].partition(".")[0], each.last)
        for each in every
        if not each.every and not each.months
    )


def same_as_the_file(store: Store) -> None:
    """Over all days there are, the page and the file name the same dates."""
    wish = CalendarWish(first=date.min, last=date.max, kinds=tuple(set(queries.KINDS) - {Kind.ANNIVERSARY}))
    shown = [each for each in everything(store, wish) if each.field is not DateField.ON or not each.n]
    found = Counter((each.record, AS_EVENT.get(each.field, each.field.value), each.last) for each in shown)
    wanted = in_the_file(store, wish)
    assert {each: many for each, many in found.items() if each in wanted} == wanted
    assert set(found) - set(wanted) <= {each for each in found if each[1] == "reminder"}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with opened(make_empty(tmp_path / "days.aide")) as store:
        store.turn(TODAY)
        yield store


def fill(store: Store) -> None:
    """Something of every sort that stands in a calendar."""
    for edtf in ("2026-12-04", "2026-12", "2027-33", "2027", "../2026", "2026-12-03/2026-12-05", "2026-12-04~", None):
        promised(store, edtf, f"Promise {edtf}")
    intended = promised(store, "2026-12-09", "Kept")
    store.run(Assess((intended,), Progress.KEPT, TODAY, "A. Serik", "", store.seen()))
    for edtf in ("2026-12-10", "2026-12-14/2026-12-17", "2026-12-14/2026-12-17~", "2026-12", None):
        dates = Period.from_edtf(edtf) if edtf else None
        store.run(AddVisit(VisitDraft(title=f"Visit {edtf}", stage=VisitStage.DATES_AGREED, dates=dates)))
    store.run(AddVisit(VisitDraft(title="Off", stage=VisitStage.CANCELLED, dates=Period.from_edtf("2026-12-11"))))
    for edtf in ("2026", "../2026-12-20", None):
        invited = made(store, AddVisit(VisitDraft(title=f"Invited {edtf}", stage=VisitStage.INVITED)))
        window = Period.from_edtf(edtf) if edtf else None
        store.run(AddInvitation(InvitationDraft(visit=invited, window=window)))
    ends = Period.from_edtf("2026-12-31")
    store.run(AddAgreement(AgreementDraft(title="Pact", expires=ends, notice_period="1 month")))
    store.run(AddAgreement(AgreementDraft(
        title="Old pact", expires=Period.from_edtf("2020-06-30"), duration="5 years", notice_period="6 months",
        renewal=Renewal.TACIT,
    )))  # fmt: skip
    about = promised(store, None, "About")
    step = ActionDraft(
        text="Asked", on=TODAY, next_step="Call", next_due=Period.from_edtf("2026-12-02"),
        reply_by=Period.from_edtf("2026-12"), links=(about,),
    )  # fmt: skip
    store.run(LogAction(step, today=TODAY))
    store.run(AddReminder(ReminderDraft(title="Once", on=date(2026, 12, 7))))
    store.run(AddReminder(ReminderDraft(title="Weekly", on=date(2026, 12, 1), repeat_days=7)))
    store.run(AddAnniversary(AnniversaryDraft(title="Relations", first=Period.from_edtf("1992-08-24"))))
    store.run(AddAnniversary(AnniversaryDraft(title="Some year", first=Period.from_edtf("1996"))))


# ------------------------------------------------------------------------------------------------- the same as the file
def test_the_days_have_what_the_file_has_and_each_once(empty: Store) -> None:
    fill(empty)
    same_as_the_file(empty)
    every = everything(empty, YEAR)
    assert len({each.key for each in every}) == len(every)


def test_the_starter_has_what_its_file_has(tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "s.aide")) as store:
        store.turn(TODAY)
        same_as_the_file(store)


@pytest.mark.parametrize("many", [0, 1, 500])
def test_a_register_of_any_size_has_what_its_file_has(tmp_path: Path, many: int) -> None:
    generate(many, tmp_path / "many.aide")
    with opened(tmp_path / "many.aide") as store:
        store.turn(TODAY)
        same_as_the_file(store)


@examples(10)
@given(st.lists(st.tuples(st.dates(date(2026, 11, 1), date(2027, 2, 1)), st.integers(0, 40)), max_size=6))
def test_a_period_stands_on_every_one_of_its_days_and_on_no_other(spans: list[tuple[date, int]]) -> None:
    """Whatever days are asked for, what lies in them is found, with both of its ends."""
    with TemporaryDirectory() as folder, opened(make_empty(Path(folder) / "days.aide")) as store:
        store.turn(TODAY)
        wanted = {}
        for first, more in spans:
            due = Period.days(first, first + timedelta(days=more))
            wanted[made(store, AddCommitment(CommitmentDraft(title="Promise", due=due)))] = due
        for record, first, last in [
            (each.record, each.first, each.last) for each in everything(store, DECEMBER) if each.kind is Kind.COMMITMENT
        ]:
            assert (first, last) == (wanted[record].earliest, wanted[record].latest)
        inside = {
            record
            for record, due in wanted.items()
            if due.earliest and due.latest and due.earliest <= DECEMBER.last and due.latest >= DECEMBER.first
        }
        assert {each.record for each in everything(store, DECEMBER)} == inside
        heads, rows = agenda(store, DECEMBER)
        assert sorted(each.record for each in rows) == sorted(inside) and sum(n for _day, n in heads) == len(inside)


# ------------------------------------------------------------------------------------------------------ strips and bars
def test_what_is_not_known_to_the_day_is_a_strip_over_all_its_days(empty: Store) -> None:
    fill(empty)
    long = {each.title: each for each in days(empty, DECEMBER).long}
    strip = long["Promise 2026-12"]
    assert (strip.first, strip.last, strip.strip) == (date(2026, 12, 1), date(2026, 12, 31), True)
    assert long["Promise 2027" if "Promise 2027" in long else "Invited 2026"].strip
    bar = long["Visit 2026-12-14/2026-12-17"]
    assert (bar.first, bar.last, bar.strip) == (date(2026, 12, 14), date(2026, 12, 17), False)
    assert long["Visit 2026-12-14/2026-12-17~"].strip
    assert "Promise ../2026" not in long  # what is due by a day is due on it


def test_an_agenda_reads_in_the_order_of_its_heads(empty: Store) -> None:
    fill(empty)
    heads, rows = agenda(empty, DECEMBER)
    expected = [day for day, many in heads for _each in range(many)]
    stands = [None if each.strip else max(each.first, DECEMBER.first) for each in rows]
    assert stands == expected and expected[0] is None
    assert sorted(each.key for each in rows) == sorted(each.key for each in everything(empty, DECEMBER))


def test_counts_are_those_of_the_rows(empty: Store) -> None:
    fill(empty)
    found = days(empty, DECEMBER)
    assert Counter(each.first for each in found.short) == dict(found.counts)
    few = days(empty, DECEMBER, 1)
    assert few.counts == found.counts and len(few.short) == len(few.counts)


# ------------------------------------------------------------------------------------------------ what comes again
def test_a_reminder_that_comes_again_stands_on_each_of_its_days(empty: Store) -> None:
    empty.run(AddReminder(ReminderDraft(title="Weekly", on=date(2026, 11, 24), repeat_days=7)))
    assert [each.first.day for each in everything(empty, DECEMBER)] == [1, 8, 15, 22, 29]
    monthly = ReminderDraft(title="Monthly", on=date(2026, 1, 31), repeat_months=1, until=date(2026, 6, 15))
    empty.run(AddReminder(monthly))
    wish = CalendarWish(first=date(2026, 2, 1), last=date(2026, 12, 31))
    found = [each.first for each in everything(empty, wish) if each.title == "Monthly"]
    assert [(each.month, each.day) for each in found] == [(2, 28), (3, 31), (4, 30), (5, 31)]


def test_an_anniversary_is_as_exact_as_what_began(empty: Store) -> None:
    fill(empty)
    found = {
        each.title: each for each in everything(empty, YEAR) if each.field is DateField.ANNIVERSARY and each.n < 35
    }
    assert found["Relations"].first == found["Relations"].last == date(2026, 8, 24)
    assert found["Relations"].said == "34 years"
    some = found["Some year"]
    assert (some.first.month, some.first.day, some.last.month, some.last.day) == (1, 1, 12, 31)


# ---------------------------------------------------------------------------------------- narrowed, and how read
def test_kinds_and_a_country_narrow_it(empty: Store) -> None:
    fill(empty)
    one = made(empty, AddParty(PartyDraft(title="Pakistan", code="PK", code3="PAK")))
    theirs = made(
        empty, AddCommitment(CommitmentDraft(title="Theirs", owes=(one,), due=Period.from_edtf("2026-12-08")))
    )
    empty.run(AddReminder(ReminderDraft(title="On it", on=date(2026, 12, 8), record=theirs)))
    of_them = everything(empty, DECEMBER.model_copy(update={"country": one}))
    assert sorted(each.title for each in of_them) == ["On it", "Theirs"]
    for kind in queries.KINDS:
        found = everything(empty, DECEMBER.model_copy(update={"kinds": (kind,)}))
        assert {each.kind for each in found} <= {kind}
    assert sorted(each.key for each in everything(empty, DECEMBER)) == sorted(
        each.key for kind in queries.KINDS for each in everything(empty, DECEMBER.model_copy(update={"kinds": (kind,)}))
    )


def test_what_lies_in_the_trash_is_on_no_day(empty: Store) -> None:
    fill(empty)
    every = {each.record for each in everything(empty, YEAR)}
    empty.run(Hide(tuple(every)))
    assert everything(empty, YEAR) == []


@pytest.mark.parametrize("many", [1, 500])
def test_as_many_statements_for_any_number(tmp_path: Path, many: int) -> None:
    generate(many, tmp_path / "many.aide")
    with opened(tmp_path / "many.aide") as store:
        store.turn(TODAY)
        with statements(store) as heard:
            days(store, DECEMBER, queries.PER_DAY)
        assert len(heard) <= MOST_STATEMENTS
        with statements(store) as heard:
            store.ask(partial(queries.window, today=TODAY, wish=YEAR, start=0, size=100))
        assert len(heard) <= MOST_STATEMENTS


# ------------------------------------------------------------------------------------------------ what is beside
def test_nothing_is_claimed_where_no_country_is_chosen(empty: Store) -> None:
    made(empty, AddCommitment(CommitmentDraft(title="Promise")))
    off = empty.ask(partial(beside.days_off, wish=YEAR))
    assert off.holidays == () and off.weekend == {5, 6}


def test_the_holidays_of_both_sides_are_named_in_their_languages(tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "s.aide")) as store:
        store.run(ChooseOurSide(number_of(store, "kazakhstan", Kind.PARTY)))
        pakistan = number_of(store, "pakistan", Kind.PARTY)
        wish = CalendarWish(first=date(2026, 8, 1), last=date(2026, 12, 31), country=pakistan)
        found = store.ask(partial(beside.days_off, wish=wish))
        by_day = {(each.country, each.day): each.name for each in found.holidays}
        assert ("PK", date(2026, 8, 14)) in by_day and ("KZ", date(2026, 10, 25)) in by_day
        assert by_day["KZ", date(2026, 12, 16)] == "Тәуелсіздік күні"


def test_what_has_no_date_is_what_the_tables_list(empty: Store) -> None:
    fill(empty)
    found = empty.ask(partial(beside.undated, today=TODAY))
    assert found.total == len(found.lines)
    assert {each.title for each in found.lines if each.kind is Kind.COMMITMENT} == {"Promise None", "About"}
    named = {each.title for each in found.lines if each.kind is Kind.VISIT}
    assert named >= {"Invited 2026", "Invited None", "Invited ../2026-12-20"}
    assert {each.title for each in found.lines if each.kind is Kind.AGREEMENT} == {"Pact", "Old pact"}
    (undated,) = [each for each in found.lines if each.title == "Promise None"]
    empty.run(SetDue((undated.id,), Period.on(date(2026, 12, 9)), empty.seen()))
    again = empty.ask(partial(beside.undated, today=TODAY))
    assert again.total == found.total - 1
    assert "Promise None" in {each.title for each in everything(empty, DECEMBER)}
