"""What is counted is what stands there: follow-ups, who owes, headings, what is late, and how long nothing was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.commands.actions import LogAction
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.people import AddOffice
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddVisit
from db.queries import briefing, commitments, people, today, visits
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.briefings import BriefingDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.people import OfficeDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.store import Store, create_register, open_register
from db.vocabulary import BriefingKind, Progress, Rank, Strength, VisitStage
from tests.registers import OFFICER, TODAY, now, opened

LONG_AGO, LATER = date(2026, 2, 4), TODAY + timedelta(days=30)


class Desk:
    """A register with three countries, two offices and a visit, and what is written in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.party = {title: self.run(AddParty(PartyDraft(title=title))) for title in ("Ours", "Theirs", "Others")}
        office = AddOffice(OfficeDraft(title="Our ministry", party=self.party["Ours"], rank=Rank.MINISTER))
        self.office = self.run(office)
        self.party["Our ministry"] = self.office
        state = VisitDraft(title="State visit", stage=VisitStage.COMPLETED, dates=Period.on(LONG_AGO))
        self.visit = self.run(AddVisit(state))
        self.run(ChooseOurSide(self.party["Ours"]))

    def run(self, command: object) -> int:
        return self.store.run(command).record or 0  # type: ignore[arg-type]

    def promise(self, title: str, *owes: str, **fields: object) -> int:
        holders = tuple(self.party[each] for each in owes)
        draft = CommitmentDraft.model_validate({"title": title, "owes": holders, **fields})
        return self.run(AddCommitment(draft))

    def titles(self, view: View, on: date = TODAY) -> list[str]:
        with self.store.read() as reader:
            return [line.title for line in commitments.window(reader, on, view, 0, 99)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "numbers.aide"
    create_register(path, now=now, by=OFFICER)
    with opened(path) as store:
        store.turn(TODAY)
        yield Desk(store)


# ---------------------------------------------------------------------------------------------------- follow-ups
@pytest.mark.parametrize(
    ("progresses", "still"), [("", 0), ("n", 1), ("nnnnnn", 6), ("nndk", 2), ("dk", 0), ("wbpx", 3)]
)
@pytest.mark.sampled(3)
def test_follow_ups_are_added_up(desk: Desk, progresses: str, still: int) -> None:
    letters = {
        "n": Progress.NOT_STARTED, "d": Progress.DONE, "k": Progress.KEPT, "w": Progress.WAITING,
        "b": Progress.BLOCKED, "p": Progress.IN_PROGRESS, "x": Progress.DROPPED,
    }  # fmt: skip
    for letter in progresses:
        desk.promise("P", progress=letters[letter], origin=desk.visit)
    with desk.store.read() as reader:
        (line,) = visits.lines(reader, TODAY, [desk.visit])
    assert (line.follow_ups_open, line.follow_ups) == (still, len(progresses))


# -------------------------------------------------------------------------------------------------------- who owes
OWING = [
    ("ours", ("Ours",), {"we_owe"}, "Ours"),
    ("theirs", ("Theirs",), {"they_owe"}, "Theirs"),
    ("both", ("Ours", "Theirs"), {"we_owe", "they_owe"}, "Ours and Theirs"),
    ("both, the other way round", ("Theirs", "Ours"), {"we_owe", "they_owe"}, "Ours and Theirs"),
    ("two others", ("Theirs", "Others"), {"they_owe"}, "Others and Theirs"),
    ("all three", ("Ours", "Theirs", "Others"), {"we_owe", "they_owe"}, "Others, Ours and Theirs"),
    ("our ministry", ("Our ministry",), {"we_owe"}, "Ours"),
    ("our ministry and we", ("Our ministry", "Ours"), {"we_owe"}, "Ours"),
    ("our ministry and they", ("Our ministry", "Theirs"), {"we_owe", "they_owe"}, "Ours and Theirs"),
    ("nobody knows who", (), set(), ""),
]


@pytest.mark.parametrize(("owes", "in_views", "heading"), [row[1:] for row in OWING], ids=[row[0] for row in OWING])
@pytest.mark.sampled(4)
def test_what_both_owe_is_owed_by_both(desk: Desk, owes: tuple[str, ...], in_views: set[str], heading: str) -> None:
    desk.promise("P", *owes)
    assert {name for name in ("we_owe", "they_owe") if desk.titles(View(name=name))} == in_views
    with desk.store.read() as reader:
        groups = commitments.LISTING.groups(reader, TODAY, View(name="open", group="owed_by"))
        counted = commitments.LISTING.facet(reader, TODAY, View(name="open"), "owed_by")
    assert [(each.label, each.count) for each in groups] == [(heading, 1)]
    assert {each.count for each in counted} <= {1}, "An office and its country are one."


def test_without_a_side_of_ours_each_country_has_what_it_owes_with_others(desk: Desk) -> None:
    desk.run(ChooseOurSide(None))
    desk.promise("alone", "Theirs")
    desk.promise("together", "Our ministry", "Theirs")
    with desk.store.read() as reader:
        named = {each.label: each.view for each in commitments.views(reader) if "owes" in each.view.name}
    assert {label: sorted(desk.titles(view)) for label, view in named.items()} == {
        "Ours owes": ["together"],
        "Theirs owes": ["alone", "together"],
    }


def test_an_intention_is_owed_by_no_office(desk: Desk) -> None:
    desk.promise("firm", "Our ministry")
    desk.promise("hoped", "Our ministry", strength=Strength.INTENTION)
    with desk.store.read() as reader:
        (line,) = people.office_lines(reader, TODAY)
        assert line.owes == 1 and [each.title for each in people.obligations(reader, desk.office)] == ["firm"]


# ------------------------------------------------------------------------------------- how long nothing was done
def test_what_was_promised_minutes_ago_is_not_silent(desk: Desk) -> None:
    desk.promise("just written down")
    desk.promise("of the visit", origin=desk.visit)
    desk.promise("hoped for", origin=desk.visit, strength=Strength.INTENTION)
    desk.promise("dated", origin=desk.visit, due=Period.on(LATER))
    spoken_of = desk.promise("spoken of today", origin=desk.visit)
    desk.run(LogAction(ActionDraft(text="Called", on=TODAY, links=(spoken_of,))))
    soon, then = TODAY + timedelta(days=29), TODAY + timedelta(days=30)
    for day in (TODAY, soon):
        assert desk.titles(View(name="silent"), day) == [], "It was entered today, however long ago it was promised."
    assert sorted(desk.titles(View(name="silent"), then)) == ["just written down", "of the visit", "spoken of today"]
    for day, many in ((TODAY, 0), (then, 3)):
        with desk.store.read() as reader:
            sheet = today.sheet(reader, day)
        assert (sheet.silent.total, len(sheet.silent.rows)) == (many, many)


def test_what_began_to_wait_today_has_not_waited_for_three_weeks(desk: Desk) -> None:
    """Nor has what was written down today, however long ago it was asked."""
    desk.promise("asked just now", progress=Progress.WAITING)
    desk.promise("asked at the visit", progress=Progress.WAITING, origin=desk.visit)
    desk.promise("waits for a visit", progress=Progress.WAITING, depends_on=desk.visit)
    with desk.store.read() as reader:
        waiting = today.sheet(reader, TODAY).waiting
        later = today.sheet(reader, TODAY + timedelta(days=22)).waiting
    assert (waiting.rows, waiting.total) == ((), 0) and desk.titles(View(name="waiting")) == []
    assert sorted(line.title for line in later.rows) == ["asked at the visit", "asked just now"]


# ------------------------------------------------------------------------------------------------------- the sheet
def test_the_sheet_counts_as_overdue_what_it_marks_late(desk: Desk) -> None:
    late = Period.on(TODAY - timedelta(days=3))
    desk.promise("firm", "Ours", due=late, origin=desk.visit)
    desk.promise("planned", "Ours", due=late, strength=Strength.PLANNED, origin=desk.visit)
    desk.promise("planned too", "Theirs", due=late, strength=Strength.PLANNED, origin=desk.visit)
    desk.promise("hoped for", "Ours", due=late, strength=Strength.INTENTION, origin=desk.visit)
    desk.promise("kept", "Ours", due=late, strength=Strength.PLANNED, progress=Progress.KEPT, origin=desk.visit)
    draft = BriefingDraft(kind=BriefingKind.VISIT, about=desk.visit, as_of=TODAY)
    with desk.store.read() as reader:
        sheet = briefing.sheet(reader, draft, TODAY, 0)
    (said,) = (each.value.text for each in sheet.where_we_stand if each.label == "Undertakings")
    assert said == "Ours: 1 open (1 overdue), 1 planned (1 overdue), 1 kept · Theirs: 1 planned (1 overdue)"
    assert sum(row.late for side in sheet.promises for row in side.rows) == 3
    assert "2 follow-ups are planned, 2 overdue." in sheet.in_one_minute[2].text.text


def test_every_return_that_is_owed_is_counted(desk: Desk) -> None:
    for n in range(12):
        there = VisitDraft(
            title=f"Visit {n}", stage=VisitStage.COMPLETED, dates=Period.on(LONG_AGO + timedelta(days=n)),
            from_party=desk.party["Ours"], to_party=desk.party["Theirs"],
        )  # fmt: skip
        desk.run(AddVisit(there))
    with desk.store.read() as reader:
        sheet = today.sheet(reader, TODAY)
        listed = visits.count(reader, TODAY, View(name="owed"))
    assert sheet.returns == listed == 12 and len(sheet.returns_owed) == 8


def test_numbers_are_the_same_in_a_register_that_is_opened_again(desk: Desk, tmp_path: Path) -> None:
    desk.promise("together", "Ours", "Theirs", origin=desk.visit)
    desk.store.close()
    with open_register(tmp_path / "numbers.aide", now=now, by=OFFICER) as store, store.read() as reader:
        assert commitments.count(reader, TODAY, View(name="they_owe")) == 1
