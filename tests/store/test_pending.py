"""A next step is open until somebody closes it, and so is a reply: what closes one, and what does not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import AddAction, CorrectAction, LogAction
from db.commands.base import Hide, Restore
from db.commands.pending import End
from db.commands.reminders import Handle
from db.commands.visit_deeds import ProposeDates
from db.errors import FieldError, InTrash, NotFound
from db.queries import actions, commitments, pending, reminders, today
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.pending import Ends
from db.records.reminders import HandledDraft
from db.records.today import SHOWN
from db.rules.periods import Period
from db.store import Store, open_register
from db.vocabulary import ActionKind, DateField, Direction, Ending, Handled
from tests.campaigns import examples
from tests.store.house import TODAY, Clock, Ids, facts
from tests.store.makers import command
from tests.store.older import make_older

STEP, REPLY = DateField.NEXT_STEP, DateField.REPLY_BY
DAY = timedelta(days=1)


def log(store: Store, *records: int, on: date = TODAY, ends: Ends | None = None, **fields: Any) -> int:
    """Log an entry and give its number."""
    draft = ActionDraft.model_validate({"text": "Called.", "on": on, "links": records, **fields})
    store.run(LogAction(draft, today=TODAY, ends=ends or Ends()))
    with store.read() as reader:
        return max(reader.scalars(actions.rows(reader, TODAY, View(name="all"))))


def step(store: Store, record: int, due: date, on: date = TODAY, **fields: Any) -> int:
    """Log an entry that names a next step."""
    return log(store, record, on=on, next_step="Call again", next_due=Period.on(due), **fields)


def asked(store: Store, record: int, due: date, on: date = TODAY, **fields: Any) -> int:
    """Log an entry that expects a reply."""
    return log(store, record, on=on, reply_by=Period.on(due), **fields)


def still_open(store: Store, record: int) -> list[tuple[int, DateField]]:
    """What is open on a record, but for the undated step that the house begins with."""
    with store.read() as reader:
        found = pending.of_record(reader, record)
    return [(each.entry, each.field) for each in found if each.due is not None]


def firing(store: Store, day: date) -> list[tuple[int, str]]:
    """The reminders of steps and replies that fire on a day."""
    with store.read() as reader:
        lines = reminders.lines(reader, day)
    return [(line.about, line.reason) for line in lines if line.group == "now" and line.pending is not None]


def test_a_next_step_a_week_late_is_on_today(house: Store, ids: Ids) -> None:
    """It was on no list once its day had passed."""
    late = TODAY - 7 * DAY
    entry = step(house, ids["visit"], late, on=TODAY - 9 * DAY)
    other = asked(house, ids["visit"], late - DAY, on=TODAY - 9 * DAY)
    with house.read() as reader:
        sheet = today.sheet(reader, TODAY)
        assert [(row.entry, row.due) for row in sheet.late_steps.rows] == [(entry, Period.on(late))]
        assert [row.entry for row in sheet.late_replies.rows] == [other]
        counted = today.attention(reader, TODAY)
        assert (counted.late_steps, counted.late_replies) == (1, 1) and counted.total == sheet.needs
        for view, number in (("late_steps", entry), ("late_replies", other)):
            named = View(name=view)
            assert list(reader.scalars(actions.rows(reader, TODAY, named))) == [number]
            assert actions.count(reader, TODAY, named) == 1
    assert firing(house, TODAY) == [(entry, "next step 7 days late"), (other, "reply 8 days late")]


@pytest.mark.parametrize(
    ("words", "what"), [("Call again", "Call again"), ("", "Next step after: Called about dates.")]
)
def test_what_was_done_is_not_said_to_be_the_next_step(house: Store, ids: Ids, words: str, what: str) -> None:
    """In the weeks ahead, among what is late, in a reminder, and where it is ticked; a reply is expected to it."""
    due = TODAY + 14 * DAY
    for fields in ({"next_step": words, "next_due": Period.on(due)}, {"reply_by": Period.on(due)}):
        log(house, ids["visit"], text="Called about dates.", **fields)
    with house.read() as reader:
        weeks = [each.what for week in today.sheet(reader, TODAY).weeks for each in week.things]
        late = today.sheet(reader, due + DAY).late_steps.rows
        told = [
            line.pending.what for line in reminders.lines(reader, due) if line.pending and line.pending.field is STEP
        ]
        ticks = [each.said() for each in pending.of_record(reader, ids["visit"])]
    assert weeks.count(what) == 1 and weeks.count("Reply expected: Called about dates.") == 1
    assert "Called about dates." not in weeks
    assert what in [each.what for each in late] and what in told
    assert f"{what}, 7 Dec 2026" in ticks and "Reply by 7 Dec 2026: Called about dates." in ticks


def test_of_many_late_steps_all_are_counted_and_the_oldest_are_first(house: Store, ids: Ids) -> None:
    """The oldest ones were left out beyond a limit."""
    first = TODAY - 700 * DAY
    for n in range(30):
        draft = ActionDraft(text=f"Step {n}", on=first, links=(ids["visit"],), next_due=Period.on(first + n * DAY))
        house.run(AddAction(draft))
    with house.read() as reader:
        found = today.sheet(reader, TODAY).late_steps
    assert found.total == 30
    assert [row.text for row in found.rows] == [f"Step {n}" for n in range(SHOWN)]
    assert len(firing(house, TODAY)) == 30


def test_a_later_entry_leaves_the_step_agreed_before(house: Store, ids: Ids) -> None:
    """Any entry dropped it, even the one a visit's own deed writes."""
    entry = step(house, ids["visit"], TODAY + 3 * DAY)
    log(house, ids["visit"])
    house.run(command(house, ids, ProposeDates))
    assert (entry, STEP) in still_open(house, ids["visit"])
    with house.read() as reader:
        ahead = [each.what for week in today.sheet(reader, TODAY).weeks for each in week.things]
    assert "Call again" in ahead


def test_an_entry_of_an_earlier_day_written_later_changes_nothing(house: Store, ids: Ids) -> None:
    """What was written down last counted as the latest."""
    entry, reply = (made(house, ids["visit"], TODAY - DAY, on=TODAY - DAY) for made in (step, asked))
    log(house, ids["visit"], on=TODAY - 2 * DAY, direction=Direction.IN)
    assert still_open(house, ids["visit"]) == [(entry, STEP), (reply, REPLY)]
    assert sorted(each for each, _ in firing(house, TODAY)) == [entry, reply]


def test_several_steps_of_one_record_stand_beside_each_other(house: Store, ids: Ids) -> None:
    """Of two that are due on one day both remind, and what is done about one is not done about the other."""
    one, two = step(house, ids["commitment"], TODAY), step(house, ids["commitment"], TODAY)
    assert sorted(each for each, _ in firing(house, TODAY)) == [one, two]
    with house.read() as reader:
        line = next(line for line in reminders.lines(reader, TODAY) if line.about == one)
    assert line.record.id == ids["commitment"] and line.pending is not None and line.pending.entry == one
    key: dict[str, Any] = {"rule": line.rule, "record": one, "computed_from": line.computed_from, "n": line.n}
    house.run(Handle(HandledDraft(**key, handled=Handled.SNOOZED, until=TODAY + DAY)))
    assert [each for each, _ in firing(house, TODAY)] == [two]
    house.run(LogAction(ActionDraft(text="Rang", on=TODAY, links=(ids["commitment"],)), ends=Ends(does=(two,))))
    assert still_open(house, ids["commitment"]) == [(one, STEP)]
    with house.read() as reader:
        assert commitments.lines(reader, TODAY, [ids["commitment"]])[0].next_due == Period.on(TODAY)


IN = {"direction": Direction.IN}
CLOSES_A_REPLY = [
    ("came in", IN, True),
    ("came in on the same day", {**IN, "on": TODAY - 3 * DAY}, True),
    ("reply received", {"kind": ActionKind.REPLY_RECEIVED}, True),
    ("document received", {"kind": ActionKind.DOCUMENT_RECEIVED}, True),
    ("went out", {"direction": Direction.OUT}, False),
    ("went out as a reply", {"kind": ActionKind.REPLY_RECEIVED, "direction": Direction.OUT}, False),
    ("internal", {"direction": Direction.INTERNAL}, False),
    ("internal that came in", {"kind": ActionKind.INTERNAL, **IN}, False),
    ("call of no direction", {"kind": ActionKind.CALL}, False),
    ("of an earlier day", {**IN, "on": TODAY - 4 * DAY}, False),
]


@pytest.mark.parametrize(("fields", "closes"), [row[1:] for row in CLOSES_A_REPLY], ids=[r[0] for r in CLOSES_A_REPLY])
def test_what_answers_and_what_does_not(house: Store, ids: Ids, fields: dict[str, Any], closes: bool) -> None:
    """No entry closes a step by itself, and none a reply that another record waits for."""
    reply = asked(house, ids["visit"], TODAY, on=TODAY - 3 * DAY)
    entry = step(house, ids["visit"], TODAY, on=TODAY - 3 * DAY)
    other = asked(house, ids["commitment"], TODAY, on=TODAY - 3 * DAY)
    before = facts(house)
    log(house, ids["visit"], **fields)
    assert ((reply, REPLY) not in still_open(house, ids["visit"])) is closes
    assert (entry, STEP) in still_open(house, ids["visit"])
    assert still_open(house, ids["commitment"]) == [(other, REPLY)]
    house.undo()
    assert facts(house) == before and house.check().sound


@pytest.mark.parametrize(
    ("field", "how"),
    [(STEP, Ending.DONE), (STEP, Ending.NOT_NEEDED), (REPLY, Ending.ANSWERED), (REPLY, Ending.NOT_NEEDED)],
)
def test_one_is_closed_without_an_entry(house: Store, ids: Ids, field: DateField, how: Ending) -> None:
    """It stays closed in the file, is closed once, and undo gives it back."""
    entry = (step if field is STEP else asked)(house, ids["visit"], TODAY)
    end = End(entry, field, how, TODAY, "The embassy rang.")
    house.run(end)
    assert still_open(house, ids["visit"]) == [] and firing(house, TODAY) == []
    with pytest.raises(FieldError):
        house.run(end)
    assert house.check().sound
    house.undo()
    assert still_open(house, ids["visit"]) == [(entry, field)]
    house.redo()
    assert still_open(house, ids["visit"]) == []


@pytest.mark.parametrize("name", ["does", "replaces", "answers"])
def test_what_an_entry_cannot_close_is_refused_beside_its_tick(house: Store, ids: Ids, name: str) -> None:
    entry = (asked if name == "answers" else step)(house, ids["visit"], TODAY)
    plain, before = log(house, ids["visit"]), facts(house)
    draft = ActionDraft(text="Rang", on=TODAY, links=(ids["visit"],))
    cases = [
        (draft, (plain,), "Entry"),
        (draft, (entry, entry), "twice"),
        (draft.model_copy(update={"links": (ids["commitment"],)}), (entry,), "not on this record"),
        (draft.model_copy(update={"on": TODAY - DAY}), (entry,), "after the day"),
    ]
    for given_draft, numbers, words in cases:
        with pytest.raises(FieldError, match=words) as refused:
            house.run(LogAction(given_draft, ends=Ends(**{name: numbers})))
        assert refused.value.field == name
    with pytest.raises(NotFound):
        house.run(LogAction(draft, ends=Ends(**{name: (ids["visit"],)})))
    assert facts(house) == before
    house.run(Hide((entry,)))
    with pytest.raises(InTrash):
        house.run(LogAction(draft, ends=Ends(**{name: (entry,)})))


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "replaces"),
        ({"next_step": "Write"}, ""),
        ({"next_due": Period.on(TODAY)}, ""),
        ({"reply_by": Period.on(TODAY)}, "replaces"),
    ],
)
def test_whoever_replaces_a_step_says_by_what_and_is_told_which(
    house: Store, ids: Ids, fields: dict[str, Any], refused: str
) -> None:
    """Without a step of its own it closed the old one, and nothing was left to do."""
    entry = step(house, ids["visit"], TODAY)
    draft = ActionDraft.model_validate({"text": "Rang", "on": TODAY, "links": (ids["visit"],), **fields})
    command = LogAction(draft, today=TODAY, ends=Ends(replaces=(entry,)))
    if refused:
        with pytest.raises(FieldError, match="to be done instead") as error:
            house.run(command)
        assert error.value.field == refused and (entry, STEP) in still_open(house, ids["visit"])
    else:
        assert house.run(command).label.endswith("Next step replaced: “Call again”")
        assert (entry, STEP) not in still_open(house, ids["visit"])


@pytest.mark.parametrize("field", ["next_due", "reply_by"])
@pytest.mark.parametrize(("on", "due", "taken"), [(0, 0, True), (0, -1, False), (-9, -9, True), (-9, -5, True),
                                                  (-9, -10, False), (0, 9, True)])  # fmt: skip
def test_what_is_to_come_lies_on_the_day_of_the_entry_or_after_it(
    house: Store, ids: Ids, field: str, on: int, due: int, taken: bool
) -> None:
    """A next step of yesterday was taken today."""
    fields: dict[str, Any] = {"on": TODAY + on * DAY, field: Period.on(TODAY + due * DAY)}
    if taken:
        log(house, ids["visit"], **fields)
        return
    with pytest.raises(FieldError, match="before the day of this entry") as error:
        log(house, ids["visit"], **fields)
    assert error.value.field == field


def test_an_entry_in_the_trash_closes_nothing(house: Store, ids: Ids) -> None:
    """What it closed is open again; taken back from there it closes nothing anew, and undo closes what was closed."""
    entry, reply = step(house, ids["visit"], TODAY), asked(house, ids["visit"], TODAY)
    closer = log(house, ids["visit"], direction=Direction.IN, ends=Ends(does=(entry,)))
    assert still_open(house, ids["visit"]) == []
    house.run(Hide((closer,)))
    assert still_open(house, ids["visit"]) == [(entry, STEP), (reply, REPLY)]
    house.undo()
    assert still_open(house, ids["visit"]) == []
    house.redo()
    house.run(Restore((closer,)))
    assert still_open(house, ids["visit"]) == [(entry, STEP), (reply, REPLY)]
    house.run(Hide((entry,)))
    assert still_open(house, ids["visit"]) == [(reply, REPLY)]


def test_a_corrected_entry_stands_as_it_did(house: Store, ids: Ids) -> None:
    """What it closed stays closed, and what of it was closed; of an earlier day it closes nothing of a later one."""
    entry = step(house, ids["visit"], TODAY, on=TODAY - DAY)
    closer = log(house, ids["visit"], ends=Ends(does=(entry,)))
    with house.read() as reader:
        draft, named = actions.card(reader, closer).draft, actions.card(reader, entry).draft
    house.run(CorrectAction(closer, draft.model_copy(update={"text": "Rang them."})))
    house.run(CorrectAction(entry, named.model_copy(update={"text": "Rang first."})))
    assert still_open(house, ids["visit"]) == []
    house.undo()
    house.undo()
    house.run(CorrectAction(closer, draft.model_copy(update={"on": TODAY - 2 * DAY})))
    assert still_open(house, ids["visit"]) == [(entry, STEP)]


def test_of_an_older_register_only_what_counts_stays_open(house_path: Path, clock: Clock, ids: Ids) -> None:
    """Of each record the step and the reply of its newest entry, by its day and then its place in the log; what was put
    off stays put off, and the journal goes on from a change that nobody takes back."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        old = [step(store, ids["visit"], TODAY), asked(store, ids["commitment"], TODAY)]
        kept = step(store, ids["visit"], TODAY, on=TODAY, reply_by=Period.on(TODAY))
        old.append(step(store, ids["visit"], TODAY, on=TODAY - DAY))
        both = step(store, ids["commitment"], TODAY)
        with store.read() as reader:
            line = next(line for line in reminders.lines(reader, TODAY) if line.about == both)
        key: dict[str, Any] = {"rule": line.rule, "computed_from": line.computed_from, "n": line.n}
        store.run(Handle(HandledDraft(**key, record=ids["commitment"], handled=Handled.SNOOZED, until=TODAY + DAY)))
    make_older(house_path, 10)
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert store.check().sound
        assert still_open(store, ids["visit"]) == [(kept, STEP), (kept, REPLY)]
        assert still_open(store, ids["commitment"]) == [(both, STEP)]
        assert both not in [each for each, _ in firing(store, TODAY)]
        assert not {*old} & {each for each, _ in firing(store, TODAY)}
        draft = ActionDraft(text="Rang", on=TODAY, links=(ids["visit"],))
        store.run(LogAction(draft, ends=Ends(does=(kept,))))
        store.undo()
        assert still_open(store, ids["visit"]) == [(kept, STEP), (kept, REPLY)] and store.check().sound


@pytest.fixture(scope="module")
def one(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One register for all examples of the property."""
    path = Path(shutil.copy(furnished[0], tmp_path_factory.mktemp("pending") / "one.aide"))
    with open_register(path, now=Clock(), by="A. Serik") as opened:
        yield opened


DEEDS = st.lists(
    st.tuples(st.sampled_from(("log", "in", "does", "end", "hide", "undo")), st.integers(0, 4), st.integers(0, 9)),
    min_size=1,
    max_size=9,
)


class _Model:
    """What must be open on a record, kept as plain sets beside the register."""

    def __init__(self, store: Store, record: int) -> None:
        self.store, self.record = store, record
        self.others = still_open(store, record)
        self.entries: dict[int, date] = {}
        self.closed: dict[tuple[int, DateField], int | None] = {}
        self.hidden: set[int] = set()
        self.past: list[tuple[dict[int, date], dict[tuple[int, DateField], int | None], set[int]]] = []

    def open(self) -> set[tuple[int, DateField]]:
        every = {(entry, field) for entry in self.entries for field in (STEP, REPLY)}
        return {key for key in every if key[0] not in self.hidden and key not in self.closed}

    def do(self, deed: str, on: date, which: int) -> None:
        """Do it in both, where there is something to do it to."""
        shown = sorted({*self.entries} - self.hidden)
        chosen = shown[which % len(shown)] if shown else 0
        possible = {
            "log": True,
            "in": True,
            "does": (chosen, STEP) in self.open() and self.entries[chosen] <= on,
            "end": (chosen, REPLY) in self.open(),
            "hide": chosen > 0,
            "undo": bool(self.past),
        }
        if possible[deed]:
            if deed != "undo":
                self.past.append((dict(self.entries), dict(self.closed), set(self.hidden)))
            getattr(self, f"_{deed}")(on, chosen)

    def _log(self, on: date, chosen: int, **said: Any) -> int:
        due = Period.on(on)
        number = log(self.store, self.record, on=on, next_due=due, reply_by=due, **said)
        self.entries[number] = on
        return number

    def _in(self, on: date, chosen: int) -> None:
        waiting = [(entry, field) for entry, field in self.open() if field is REPLY and self.entries[entry] <= on]
        self.closed |= dict.fromkeys(waiting, self._log(on, chosen, direction=Direction.IN))

    def _does(self, on: date, chosen: int) -> None:
        self.closed[chosen, STEP] = self._log(on, chosen, ends=Ends(does=(chosen,)))

    def _end(self, on: date, chosen: int) -> None:
        self.store.run(End(chosen, REPLY, Ending.NOT_NEEDED, TODAY))
        self.closed[chosen, REPLY] = None

    def _hide(self, on: date, chosen: int) -> None:
        self.store.run(Hide((chosen,)))
        self.hidden.add(chosen)
        self.closed = {key: by for key, by in self.closed.items() if by != chosen}

    def _undo(self, on: date, chosen: int) -> None:
        self.store.undo()
        self.entries, self.closed, self.hidden = self.past.pop()


@examples(5)
@given(DEEDS)
def test_what_is_open_is_what_nobody_closed(
    one: Store, furnished: tuple[Path, Ids], deeds: list[tuple[str, int, int]]
) -> None:
    """Whatever is logged, ended, thrown away and taken back: plain sets beside the register say the same after each."""
    model = _Model(one, furnished[1]["visit"])
    for deed, days, which in deeds:
        model.do(deed, TODAY - days * DAY, which)
        assert {*still_open(one, model.record)} == {*model.others} | model.open()
    while model.past:
        model.do("undo", TODAY, 0)
    assert still_open(one, model.record) == model.others
