"""The calendar of a register: which dates are in it, what is told of them, and that it stays the same while they do."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Command, Hide, Restore
from db.commands.commitments import AddCommitment, ChangeCommitment, SetDue
from db.commands.reminders import AddReminder, Handle
from db.commands.visits import AddInvitation, AddVisit, ChangeVisit
from db.exchange.calendar import write
from db.queries.calendar import events
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.calendar import Event
from db.records.commitments import CommitmentDraft
from db.records.pending import Ends
from db.records.reminders import HandledDraft, ReminderDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.rules.text import TITLE_LIMIT
from db.store import Store
from db.vocabulary import (
    DateField,
    Handled,
    Kind,
    Marking,
    Progress,
    Renewal,
    Strength,
    VisitStage,
)
from tests.benchmarks.generate import generate
from tests.campaigns import examples
from tests.conftest import CORPUS
from tests.registers import TODAY, make_empty, make_starter, now, opened
from tests.store.house import Ids

SECRET = "Wolfram"
CALENDARS = sorted((CORPUS / "data" / "ics").rglob("*.ics"))
DATED = {Kind.COMMITMENT, Kind.VISIT, Kind.AGREEMENT, Kind.ACTION, Kind.REMINDER}
"""The kinds of record that have a date in the calendar."""
DEC = date(2026, 12, 1)


def found(store: Store, today: date = TODAY) -> list[Event]:
    """What is in the calendar."""
    return store.ask(lambda reader: list(events(reader, today)))


def written(store: Store, today: date = TODAY) -> bytes:
    """The calendar as a file."""
    return b"".join(write(found(store, today), "House"))


def entries(raw: bytes) -> list[Any]:
    """The events of a calendar file, of whichever program; what a property of one is, is looked at where it is read."""
    return [each for calendar in Calendar.from_ical(raw, multiple=True) for each in calendar.walk("VEVENT")]


def made(store: Store, command: Command) -> int:
    """The number of the record that a command adds."""
    record = store.run(command).record
    assert record is not None
    return record


def promised(store: Store, edtf: str | None, title: str = "Build a road", marking: Marking = Marking.NONE) -> int:
    """A commitment that is due then."""
    due = Period.from_edtf(edtf) if edtf is not None else None
    return made(store, AddCommitment(CommitmentDraft(title=title, due=due, marking=marking)))


def told(store: Store, record: int, today: date = TODAY) -> list[tuple[str, date, date]]:
    """The events of a record: what they say, their first day and their last."""
    return [(each.summary, each.first, each.last) for each in found(store, today) if each.record == record]


# --------------------------------------------------------------------------------------------------- which dates
@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A register with nothing in it."""
    with opened(make_empty(tmp_path / "follow-up.aide")) as store:
        yield store


@pytest.mark.parametrize(
    ("edtf", "said", "day"),
    [
        ("2026-12-04", "Due: Build a road", date(2026, 12, 4)),
        ("2026-12", "Due (Dec 2026): Build a road", date(2026, 12, 31)),
        ("2027-33", "Due (Q1 2027): Build a road", date(2027, 3, 31)),
        ("2027", "Due (2027): Build a road", date(2027, 12, 31)),
        ("../2026", "Due (by end of 2026): Build a road", date(2026, 12, 31)),
        ("../2026-12-04", "Due (by 4 Dec 2026): Build a road", date(2026, 12, 4)),
        ("2026-12-03/2026-12-05", "Due (3–5 Dec 2026): Build a road", date(2026, 12, 5)),
        ("2026-12-04~", "Due (c. 4 Dec 2026): Build a road", date(2026, 12, 4)),
        ("2026-12-04?", "Due (4 Dec 2026?): Build a road", date(2026, 12, 4)),
        ("2026-12-04/..", None, None),
        (None, None, None),
    ],
)
def test_a_deadline_stands_at_its_last_day_and_says_so_where_it_is_no_day(
    empty: Store, edtf: str | None, said: str | None, day: date | None
) -> None:
    record = promised(empty, edtf)
    assert told(empty, record) == ([] if day is None else [(said, day, day)])
    for entry in entries(written(empty)):
        assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (day, day + timedelta(days=1) if day else None)
        assert ("No single day is known" in entry["DESCRIPTION"]) == ("(" in entry["SUMMARY"])


def test_what_is_closed_thrown_away_or_only_intended_is_in_no_calendar(empty: Store) -> None:
    due = Period.from_edtf("2026-12-04")
    for progress in Progress:
        promise = CommitmentDraft(title="A", due=due, progress=progress)
        assert bool(told(empty, made(empty, AddCommitment(promise)))) != progress.closed
    meant = CommitmentDraft(title="B", due=due, strength=Strength.INTENTION)
    assert told(empty, made(empty, AddCommitment(meant))) == []
    record = promised(empty, "2026-12-04")
    empty.run(Hide((record,)))
    assert told(empty, record) == []
    empty.run(Restore((record,)))
    assert len(told(empty, record)) == 1


def test_a_visit_takes_its_days_and_before_it_has_any_the_time_of_its_invitation(empty: Store) -> None:
    visit = VisitDraft(title="Return visit", stage=VisitStage.INVITED)
    record = made(empty, AddVisit(visit))
    assert told(empty, record) == []
    empty.run(AddInvitation(InvitationDraft(visit=record, window=Period.from_edtf("2027-33"))))
    close = date(2027, 3, 31)
    assert told(empty, record) == [("Invitation ends (Q1 2027): Return visit", close, close)]
    for edtf, stage, said, first, last in (
        ("2026-12-14/2026-12-16", VisitStage.DATES_AGREED, "Visit: Return visit", (12, 14), (12, 16)),
        ("2026-12", VisitStage.DATES_AGREED, "Visit (Dec 2026): Return visit", (12, 31), (12, 31)),
        ("2026-11-02", VisitStage.COMPLETED, "Visit: Return visit", (11, 2), (11, 2)),
        ("2026-11-02", VisitStage.CANCELLED, "", (11, 2), (11, 2)),
    ):
        draft = visit.model_copy(update={"dates": Period.from_edtf(edtf), "stage": stage})
        empty.run(ChangeVisit(record, empty.seen(), draft))
        assert told(empty, record) == ([(said, date(2026, *first), date(2026, *last))] if said else [])


def test_an_agreement_has_the_end_of_its_term_and_the_last_day_for_notice(empty: Store) -> None:
    draft = AgreementDraft(title="Transit", expires=Period.from_edtf("2026-12-31"), notice_period="6 months")
    record = made(empty, AddAgreement(draft))
    end, notice = date(2026, 12, 31), date(2026, 6, 30)
    assert told(empty, record) == [("Term ends: Transit", end, end), ("Last day for notice: Transit", notice, notice)]
    vague = draft.model_copy(update={"expires": Period.from_edtf("2027")})
    other = made(empty, AddAgreement(vague))
    assert [each[0] for each in told(empty, other)] == ["Term ends (2027): Transit", "Last day for notice: Transit"]
    assert [each.safe for each in found(empty) if each.record == other] == [False, True]


def test_a_term_that_follows_by_itself_is_another_date_and_else_only_alarms_depend_on_the_day(
    house: Store,
) -> None:
    draft = AgreementDraft(
        title="Transit", expires=Period.from_edtf("2026-12-31"), renewal=Renewal.TACIT, duration="2 years"
    )
    record = made(house, AddAgreement(draft))
    now, later = (
        [each.model_copy(update={"alarms": ()}) for each in found(house, day)] for day in (TODAY, date(2027, 2, 1))
    )
    assert [each for each in now if each.record != record] == [each for each in later if each.record != record]
    (ends,) = (each for each in now if each.record == record)
    (follows,) = (each for each in later if each.record == record)
    assert (ends.last, follows.last) == (date(2026, 12, 31), date(2028, 12, 31))
    assert ends.uid != follows.uid and ends.version == follows.version


def test_every_open_step_is_said_once_until_it_is_closed(empty: Store) -> None:
    roads, bridges = promised(empty, None), promised(empty, None, "Build a bridge")
    first = ActionDraft(text="Called", on=TODAY, links=(roads,), next_step="Write", next_due=Period.on(DEC))
    empty.run(LogAction(first, today=TODAY))
    second = first.model_copy(
        update={"next_step": "Call again", "reply_by": Period.from_edtf("2026-12"), "links": (roads, bridges)}
    )
    empty.run(LogAction(second, today=TODAY))
    write, step, reply = found(empty)
    assert write.summary == "Next step: Write (Build a road)"
    assert (step.summary, step.last, step.alarms) == ("Next step: Call again (Build a road)", DEC, (0, 3))
    assert (reply.summary, reply.last) == ("Reply expected (Dec 2026): Called (Build a road)", date(2026, 12, 31))
    assert step.kind is reply.kind is Kind.ACTION and step.record == reply.record
    third = ActionDraft(text="Wrote", on=TODAY, links=(roads,))
    empty.run(LogAction(third, today=TODAY, ends=Ends(does=(write.record,))))
    assert [each.summary for each in found(empty)] == [step.summary, reply.summary]
    empty.run(Hide((step.record,)))
    assert found(empty) == []


def test_a_personal_reminder_is_there_until_it_is_dealt_with(empty: Store) -> None:
    about = promised(empty, None)
    draft = ReminderDraft(title="Call back", record=about, on=DEC)
    record = made(empty, AddReminder(draft))
    again = made(empty, AddReminder(draft.model_copy(update={"repeat_days": 7, "until": date(2027, 1, 5)})))
    assert told(empty, record) == [("Reminder: Call back", DEC, DEC)]
    later = DEC + timedelta(days=3)
    dealt = HandledDraft(rule=-38, record=record, computed_from=DEC, n=1, handled=Handled.SNOOZED, until=later)
    empty.run(Handle(dealt))
    assert told(empty, record) == [("Reminder: Call back", later, later)]
    empty.run(Handle(dealt.model_copy(update={"handled": Handled.DONE})))
    assert told(empty, record) == []
    (entry,) = entries(written(empty))
    assert entry["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=20270105;INTERVAL=7" and told(empty, again)
    empty.run(Hide((about,)))
    assert found(empty) == []


# ------------------------------------------------------------------------------------------------------- alarms
def test_it_reminds_on_the_days_of_the_rules(empty: Store) -> None:
    """7 and 1 days before, on the day, 3 days after, the 30 before have gone; of what is known to a month 7 days before
    its end too."""
    promised(empty, "2026-12-17")
    promised(empty, "2026-12")
    rule = ReminderDraft(title="A week late", kind=Kind.COMMITMENT, date_field=DateField.DUE, offset_days=5)
    assert [each.alarms for each in found(empty)] == [(-7, -1, 0, 4), (-7, 0)]
    assert next(each.alarms for each in found(empty, TODAY - timedelta(days=9))) == (-30, -7, -1, 0, 4)
    empty.run(AddReminder(rule))
    assert [each.alarms for each in found(empty)] == [(-7, -1, 0, 4, 5), (-7, 0, 5)]
    entry = entries(written(empty))[0]
    triggers = [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")]
    assert triggers == [timedelta(days=days, hours=9) for days in (-7, -1, 0, 4, 5)]
    assert {str(alarm["ACTION"]) for alarm in entry.walk("VALARM")} == {"DISPLAY"}


def test_a_rule_of_one_record_reminds_of_that_alone(empty: Store) -> None:
    roads, bridges = promised(empty, "2026-12-17"), promised(empty, "2026-12-17")
    empty.run(AddReminder(ReminderDraft(title="Now", record=bridges, kind=Kind.COMMITMENT, offset_days=8)))
    assert [(each.record, each.alarms) for each in found(empty)] == [
        (roads, (-7, -1, 0, 4)),
        (bridges, (-7, -1, 0, 4, 8)),
    ]


# --------------------------------------------------------------------------------------------- the same, and new
def test_the_same_register_gives_the_same_bytes(house: Store, house_path: Path, ids: Ids) -> None:
    before = written(house)
    assert before == written(house)
    house.close()
    with opened(house_path, writing=False) as again:
        assert written(again) == before


CHANGES: dict[str, Callable[[Store, int], Command]] = {
    "another day": lambda store, record: SetDue((record,), Period.from_edtf("2026-12-05")),
    "another title": lambda store, record: ChangeCommitment(
        record, store.seen(), CommitmentDraft(title="Build two", due=Period.from_edtf("2026-12-04"))
    ),
    "something logged": lambda store, record: LogAction(
        ActionDraft(text="Called", on=TODAY, links=(record,)), today=TODAY
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_keeps_the_uid_and_moves_the_sequence_on_and_so_does_its_undo(
    empty: Store, change: Callable[[Store, int], Command]
) -> None:
    record, other = promised(empty, "2026-12-04"), promised(empty, "2026-12-04")
    stood = {each.record: each for each in found(empty)}
    steps: tuple[Callable[[], object], ...] = (lambda: empty.run(change(empty, record)), empty.undo, empty.redo)
    for step in steps:
        step()
        now = {each.record: each for each in found(empty)}
        assert now[record].uid == stood[record].uid and now[record].version > stood[record].version
        assert now[other] == stood[other]
        stood = now


@examples(6)
@given(st.lists(st.tuples(st.integers(0, 3), st.dates(DEC, date(2027, 12, 31)) | st.none()), max_size=8))
def test_whatever_is_changed_uids_differ_and_no_sequence_goes_back(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, date | None]]
) -> None:
    with opened(make_empty(tmp_path_factory.mktemp("calendar") / "a.aide")) as store:
        records = [promised(store, "2026-12-04", f"Promise {n}") for n in range(4)]
        last = {each.uid: each for each in found(store)}
        assert len(last) == 4
        for place, day in changes:
            store.run(SetDue((records[place],), Period.on(day) if day else None))
            now = found(store)
            assert len({each.uid for each in now}) == len(now)
            for each in now:
                assert each == last.get(each.uid, each) or each.version > last[each.uid].version
            last |= {each.uid: each for each in now}


# ------------------------------------------------------------------------------------------------ words and bytes
WORDS = [
    "A, b; c: \\ \" ' \\n",
    "<b>bold</b> & &amp; {title} %s",
    "BEGIN:VEVENT",
    "شہباز شریف کا دورہ \u200fقازقستان",
    "Қазақстан – 中文 – 👩🏽‍💻",
    "x" * TITLE_LIMIT,
    "ё" * TITLE_LIMIT,
]


@pytest.mark.parametrize("title", WORDS, ids=range(len(WORDS)))
def test_a_title_comes_back_as_it_was_in_short_lines(empty: Store, title: str) -> None:
    promised(empty, "2026-12-04", title)
    raw = written(empty)
    (entry,) = entries(raw)
    assert entry["SUMMARY"] == f"Due: {title}"
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert [line for line in lines if line == b"BEGIN:VEVENT"] == [b"BEGIN:VEVENT"]


@examples(100)
@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    """What a register of another program's making may hold: line breaks and controls too."""
    event = Event(
        uid="u", version=1, changed_at=now(), first=DEC, last=DEC, summary=text, kind=Kind.VISIT, record=1,
        alarms=(-1,),
    )  # fmt: skip
    raw = b"".join(write([event], text))
    (entry,) = entries(raw)
    assert len(re.findall(rb"^BEGIN:", raw, re.MULTILINE)) == 3 and entry["UID"] == "u" and not entry.errors
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_the_last_day_there_is_has_no_day_after_it(empty: Store) -> None:
    promised(empty, "9999-12-31")
    (entry,) = entries(written(empty))
    assert entry["DTSTART"].dt == date.max and "DTEND" not in entry


def test_nobody_is_busy_and_every_event_is_complete(house: Store) -> None:
    raw = written(house)
    entry = entries(raw)
    assert len(entry) == len(found(house)) and len({each["UID"] for each in entry}) == len(entry) > 2
    for each in entry:
        assert {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION"} <= set(each) and not each.errors
        assert each["TRANSP"] == "TRANSPARENT" and each["DTSTART"].params["VALUE"] == "DATE"
    (calendar,) = Calendar.from_ical(raw, multiple=True)
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "House")


# ---------------------------------------------------------------------------------------------------- what is marked
def add_marked(store: Store, marking: Marking) -> None:
    """A record of each sort with a date, marked itself or hanging on what is marked; secret in all of its words."""
    due = Period.from_edtf("2026-12", f"{SECRET} in December")
    secret, open_ = promised(store, "2026-12", f"{SECRET} ore", marking), promised(store, None, "Open")
    store.run(AddVisit(VisitDraft(title=f"{SECRET} visit", notes=SECRET, dates=due, marking=marking)))
    invited = made(store, AddVisit(VisitDraft(title=f"{SECRET} talks", stage=VisitStage.INVITED)))
    store.run(AddInvitation(InvitationDraft(visit=invited, window=due, marking=marking)))
    store.run(AddAgreement(AgreementDraft(
        title=f"{SECRET} pact", expires=Period.from_edtf("2026-12-31"), notice_period="1 month", marking=marking
    )))  # fmt: skip
    both = (promised(store, None, "Open too"), promised(store, None, "Secret", marking))
    for links, own in (((secret,), Marking.NONE), ((open_,), marking), (both, Marking.NONE)):
        draft = ActionDraft(
            text=SECRET, on=TODAY, next_step=SECRET, next_due=due, reply_by=due, links=links, marking=own
        )  # fmt: skip
        store.run(LogAction(draft, today=TODAY))
    store.run(AddReminder(ReminderDraft(title=SECRET, on=DEC, record=secret)))
    store.run(AddReminder(ReminderDraft(title=SECRET, on=DEC, marking=marking)))


@pytest.mark.parametrize("marking", list(Marking))
def test_of_what_is_marked_only_numbers_are_told(empty: Store, marking: Marking) -> None:
    add_marked(empty, marking)
    raw, every = written(empty), found(empty)
    whole = raw.replace(b"\r\n ", b"").decode()
    assert len(every) == 13 and {each.kind for each in every} == DATED
    if marking is Marking.NONE:
        assert whole.count(SECRET) > 13 and "CONFIDENTIAL" not in whole
        return
    assert SECRET not in whole and "Open" not in whole
    for entry, event in zip(entries(raw), every, strict=True):
        assert entry["SUMMARY"].endswith(f"{event.kind.label} {event.record}") and entry["CLASS"] == "CONFIDENTIAL"


# ---------------------------------------------------------------------------------------------------- other programs
@pytest.mark.parametrize("many", [0, 1, 500, 10_000])
@pytest.mark.sampled(3)
def test_any_number_of_promises(tmp_path: Path, many: int) -> None:
    """A register of any size is written a little at a time."""
    generate(many, tmp_path / "many.aide")
    with opened(tmp_path / "many.aide", writing=False) as store:
        every = found(store)
    parts = list(islice(write(every, "Many"), 1_000))  # the rest is no other
    assert len(parts) == min(len(every) + 2, 1_000) and max(map(len, parts)) < 100_000
    if len(every) < 998:
        assert len(entries(b"".join(parts))) == len(every)
    assert sum(each.kind is Kind.COMMITMENT for each in every) <= many
    assert len({each.uid for each in every}) == len(every)


def test_khal_takes_it(tmp_path: Path) -> None:
    khal = shutil.which("khal")
    if khal is None:
        pytest.skip("khal is not installed here")
    with opened(make_starter(tmp_path / "follow-up.aide")) as store:
        promised(store, "2026-12-04", WORDS[0])
        every = found(store)
        (tmp_path / "ours.ics").write_bytes(written(store))
    (tmp_path / "config").write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/kept\ntype = calendar\n[default]\ndefault_calendar = ours\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )

    def said(*words: str) -> str:
        command = [khal, "-c", str(tmp_path / "config"), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    (tmp_path / "kept").mkdir()
    said("import", "--batch", str(tmp_path / "ours.ics"))
    shown = ("--once", "--day-format", "", "--format", "{uid}|{start-date}|{end-date}")
    listed = said("list", *shown, "2020-01-01", "9000d")
    assert sorted(listed.split()) == sorted(f"{each.uid}|{each.first}|{each.last}" for each in every)


@pytest.mark.corpus
@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")  # of a zone, and none is ours
@pytest.mark.parametrize("path", CALENDARS, ids=lambda path: path.stem)
def test_real_calendars_are_read_or_refused(path: Path) -> None:
    """What these tests read calendars with names what is wrong in one; nothing else happens."""
    try:
        every = entries(path.read_bytes())
    except ValueError:
        return
    for each in every:
        assert each.name == "VEVENT" and each.to_ical().startswith(b"BEGIN:VEVENT")
