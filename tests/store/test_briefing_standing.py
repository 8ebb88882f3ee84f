"""What a sheet says in one minute and where we stand: visits that run and come next, terms, sides, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.agreements import AddAgreement
from db.commands.base import Command
from db.commands.commitments import AddCommitment, ChangeCommitment
from db.commands.parties import AddParty
from db.commands.visits import AddVisit
from db.queries import briefing, commitments
from db.queries.briefing import changes
from db.records.agreements import AgreementDraft, StepDraft
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import BriefingKind, Progress, Renewal, StepKind, Strength, VisitKind, VisitStage
from tests.campaigns import examples
from tests.registers import TODAY, make_empty, opened

LATE, LATER = Period.on(TODAY - timedelta(days=3)), Period.on(TODAY + timedelta(days=200))
Stage = VisitStage


class Desk:
    """A register in which each test has two countries of its own, so that all can share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ours, self.theirs = (self.run(AddParty(PartyDraft(title=title))) for title in ("Ours", "Theirs"))

    def run(self, command: Command) -> int:
        return self.store.run(command).record or 0

    def visit(self, title: str, stage: VisitStage, dates: str | None = None, *, back: bool = False) -> int:
        sides = (self.theirs, self.ours) if back else (self.ours, self.theirs)
        draft = VisitDraft(
            title=title, stage=stage, kind=VisitKind.WORKING, from_party=sides[0], to_party=sides[1],
            dates=Period.from_edtf(dates) if dates else None,
        )  # fmt: skip
        return self.run(AddVisit(draft))

    def promise(self, title: str, owes: Sequence[int], **fields: object) -> int:
        draft = CommitmentDraft.model_validate({"title": title, "owes": tuple(owes), "owed": (self.theirs,), **fields})
        return self.run(AddCommitment(draft))

    def agreement(self, *steps: StepDraft, **fields: object) -> int:
        draft = {"title": "Transit", "parties": (self.ours, self.theirs), "steps": steps, **fields}
        return self.run(AddAgreement(AgreementDraft.model_validate(draft)))

    def sheet(self, day: date = TODAY) -> BriefingSheet:
        draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=self.theirs, as_of=day)
        with self.store.read() as reader:
            return briefing.sheet(reader, draft, day, 0)

    def facts(self, day: date = TODAY) -> dict[str, str]:
        return {fact.label: fact.value.text for fact in self.sheet(day).where_we_stand}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(make_empty(tmp_path_factory.mktemp("standing") / "new.aide")) as store:
        yield store


@pytest.fixture
def desk(shared: Store) -> Desk:
    return Desk(shared)


# ------------------------------------------------------------------------------------------------------ next and now
NEXT = [
    ("the nearest, whichever way", [(Stage.DATES_AGREED, "2027-06-01"), (Stage.DATES_AGREED, "2027-01-10")], 1),
    ("known to the month", [(Stage.DATES_AGREED, "2027-02"), (Stage.DATES_AGREED, "2027-01")], 1),
    ("some time this year is not sooner", [(Stage.DATES_AGREED, "2026"), (Stage.DATES_AGREED, "2026-12-05")], 1),
    ("some time this year", [(Stage.DATES_AGREED, "2026")], 0),
    ("accepted, with dates", [(Stage.ACCEPTED, "2027-01-10/2027-01-12")], 0),
    ("accepted, no date", [(Stage.ACCEPTED, None)], None),
    ("invited, no date", [(Stage.INVITED, None)], None),
    ("invited, dates on offer", [(Stage.INVITED, "2027-01-10")], None),
    ("proposed", [(Stage.PROPOSED, "2027-01-10")], None),
    ("put off, no date", [(Stage.POSTPONED, None)], None),
    ("put off to a day", [(Stage.POSTPONED, "2027-01-10")], 0),
    ("cancelled", [(Stage.CANCELLED, "2027-01-10")], None),
    ("passed without a word", [(Stage.DATES_AGREED, "2026-11-01")], None),
    ("under way", [(Stage.DATES_AGREED, "2026-11-22/2026-11-24")], None),
    ("took place, day unknown", [(Stage.COMPLETED, None)], None),
    ("one that passed before one to come", [(Stage.DATES_AGREED, "2026-11-01"), (Stage.DATES_AGREED, "2027-03")], 1),
]


@pytest.mark.parametrize(("visits", "found"), [row[1:] for row in NEXT], ids=[row[0] for row in NEXT])
@pytest.mark.sampled(6)
def test_next_is_the_nearest_visit_with_agreed_dates_to_come(
    desk: Desk, visits: list[tuple[VisitStage, str | None]], found: int | None
) -> None:
    for n, (stage, dates) in enumerate(visits):
        desk.visit(f"V{n}", stage, dates, back=n == 1)
    point, told = desk.sheet().in_one_minute[0], desk.facts()
    if found is None:
        assert "Next visit" not in told and point.lead != "Next visit." and "Next visit" not in point.text.text
    else:
        dates = Period.from_edtf(str(visits[found][1])).display()
        assert told["Next visit"] == f"{dates}, working visit to {'Ours' if found == 1 else 'Theirs'}"
        assert (point.lead, point.text.text) == ("Next visit.", f"V{found}, {dates}.")


def test_an_invitation_hides_no_next_visit(desk: Desk) -> None:
    desk.visit("Back", Stage.INVITED, back=True)
    desk.visit("There", Stage.DATES_AGREED, "2027-01-10/2027-01-12")
    point = desk.sheet().in_one_minute[0]
    assert point.lead == "The working visit has no date."
    assert point.text.text.endswith("no reply is recorded. Next visit: There, 10–12 Jan 2027.")
    assert desk.facts()["Next visit"] == "10–12 Jan 2027, working visit to Theirs"
    assert desk.facts()["Invitations"] == "1 without a date, no reply is recorded"


@pytest.mark.parametrize(
    ("stage", "dates", "said"),
    [
        (Stage.DATES_AGREED, "2026-11-22/2026-11-25", "under way, until 25 Nov, working visit to Theirs"),
        (Stage.DATES_AGREED, "2026-11-22/2027-01-03", "under way, until 3 Jan 2027, working visit to Theirs"),
        (Stage.DATES_AGREED, "2026-11-23", "today, working visit to Theirs"),
        (Stage.UNDER_WAY, None, "under way, working visit to Theirs"),
        (Stage.UNDER_WAY, "2026", "under way, working visit to Theirs"),
        (Stage.UNDER_WAY, "2026-11-20", None),
        (Stage.DATES_AGREED, "2026", None),
        (Stage.DATES_AGREED, "2026-11-24/2026-11-25", None),
        (Stage.COMPLETED, "2026-11-22/2026-11-25", None),
    ],
)
@pytest.mark.sampled(4)
def test_what_is_under_way_is_told_before_anything_else(
    desk: Desk, stage: VisitStage, dates: str | None, said: str | None
) -> None:
    desk.visit("Invited", Stage.INVITED, back=True)
    desk.visit("Far", Stage.DATES_AGREED, "2027-06-01", back=True)
    desk.visit("Now", stage, dates)
    assert desk.facts().get("Visit now") == said
    point = desk.sheet().in_one_minute[0]
    assert (point.lead == "A visit is under way.") is (said is not None)
    if said:
        sentence = f"Now, {Period.from_edtf(dates).display()}." if dates else "Now."
        assert point.text.text == f"{sentence} Next visit: Far, 1 Jun 2027."


@pytest.mark.parametrize("dates", [None, "in spring"])
def test_what_is_undated_is_told_for_what_it_is(desk: Desk, dates: str | None) -> None:
    """Beside a dated visit the other way, and beside an older one the same way."""
    draft = VisitDraft(
        title="U", stage=Stage.COMPLETED, from_party=desk.ours, to_party=desk.theirs,
        dates=Period.text(dates) if dates else None,
    )  # fmt: skip
    desk.run(AddVisit(draft))
    desk.visit("Old", Stage.COMPLETED, "2019-03", back=True)
    said = f"took place, {dates or 'date not stated'}, visit"
    told = desk.facts()
    assert (told["Last visit to Theirs"], told["Visit to Theirs"]) == ("none with a date", said)
    assert (told["Last visit to Ours"], "Visit to Ours" in told) == ("Mar 2019, working visit", False)
    desk.visit("Older", Stage.COMPLETED, "1999")
    told = desk.facts()
    assert (told["Last visit to Theirs"], told["Visit to Theirs"]) == ("1999, working visit", said)
    assert desk.sheet().in_one_minute[0].text.text == "Old, Mar 2019."


@pytest.mark.parametrize("back", [0, 1, 3])
@pytest.mark.parametrize("there", [0, 1, 2])
@pytest.mark.sampled(4)
def test_every_return_is_counted_for_who_owes_it(desk: Desk, there: int, back: int) -> None:
    """Visits to others are told as due from those; what is not named is still counted."""
    others = [desk.run(AddParty(PartyDraft(title=f"Other {n}"))) for n in range(back)]
    for n in range(there):
        desk.visit(f"V{n}", Stage.COMPLETED, f"2025-0{n + 1}-04")
    for n, other in enumerate(others):
        made = VisitDraft(
            title=f"W{n}", stage=Stage.COMPLETED, from_party=other, to_party=desk.theirs, kind=VisitKind.WORKING,
            dates=Period.from_edtf(f"2025-0{n + 1}-14"),
        )  # fmt: skip
        desk.run(AddVisit(made))
    told = [fact.value.text for fact in desk.sheet().where_we_stand if fact.label.startswith("Return visit")]
    counted = [int(said.split()[0]) if said[0].isdigit() else 1 for said in told]
    assert sum(counted) == there + back and len(set(told)) == len(told)
    if there:
        assert told[0] == ("due from Theirs to Ours" if there == 1 else "2 due from Theirs to Ours")


def test_it_is_said_which_of_the_invitations_were_answered_how(desk: Desk) -> None:
    desk.visit("Back", Stage.INVITED, back=True)
    assert desk.facts()["Invitations"] == "1 without a date, no reply is recorded"
    desk.visit("There", Stage.ACCEPTED)
    assert desk.facts()["Invitations"] == "2 without a date, it was accepted (1), no reply is recorded (1)"
    desk.visit("There again", Stage.INVITED)
    assert desk.facts()["Invitations"] == "3 without a date, no reply is recorded (2), it was accepted (1)"


# ------------------------------------------------------------------------------------------------------------- sides
OWED = st.tuples(
    st.sampled_from(["", "o", "t", "ot", "to"]),
    st.sampled_from([Strength.UNDERTAKING, Strength.PLANNED, Strength.INTENTION]),
    st.sampled_from([None, LATE, LATER]),
    st.sampled_from([Progress.NOT_STARTED, Progress.KEPT, Progress.DROPPED]),
)


@examples(4)
@given(st.lists(OWED, max_size=9))
def test_what_is_counted_stands_beside_the_side_whose_rows_it_counts(
    shared: Store, owed: list[tuple[str, Strength, Period | None, Progress]]
) -> None:
    """Whichever side is late; what both owe is one side more, whoever was entered first."""
    desk = Desk(shared)
    for n, (owes, strength, due, progress) in enumerate(owed):
        parties = [desk.ours if each == "o" else desk.theirs for each in owes]
        desk.promise(f"P{n}", parties, strength=strength, due=due, progress=progress)
    sheet = desk.sheet()
    told = desk.facts()["Undertakings"]
    expected: dict[str, Counter[str]] = {}
    for side in sheet.promises:
        assert side.heading in HEADINGS
        for row in (*side.rows, *side.rest):
            expected.setdefault(HEADINGS[side.heading], Counter())[row.status] += 1
    parts = dict(part.split(": ") for part in told.split(" · ")) if told != "none recorded" else {}
    for name, marked in expected.items():
        said = parts.pop(name, "")
        still = marked.total() - marked["Kept"] - marked["Dropped"]
        assert sum(_numbers(said, "open")) + sum(_numbers(said, "planned")) == still
        assert (sum(_numbers(said, "overdue")), sum(_numbers(said, "kept"))) == (marked["Overdue"], marked["Kept"])
    assert not parts, "A side without rows."
    intended = [row for side in sheet.intentions for row in (*side.rows, *side.rest)]
    assert len(intended) == sum(strength is Strength.INTENTION for _owes, strength, _due, _progress in owed)
    assert not any(row.late for row in intended)


HEADINGS = {
    "Ours to Theirs": "Ours",
    "Theirs to Theirs": "Theirs",
    "Ours and Theirs to Theirs": "Ours and Theirs",
    "Who owes it is not stated": "Side not stated",
}


def _numbers(said: str, word: str) -> list[int]:
    words = said.replace("(", "").replace(")", "").replace(",", "").split()
    return [int(number) for number, after in pairwise(words) if after == word]


def test_the_lone_undertaking_says_how_late_it_is(desk: Desk) -> None:
    desk.promise("Send it", [desk.ours], due=LATE)
    point = desk.sheet().in_one_minute[2]
    assert point.lead == "One undertaking is open."
    assert point.text.text.startswith("Ours: Send it (due 20 Nov 2026, 3 days late")
    desk.promise("Answer", [desk.theirs])
    point = desk.sheet().in_one_minute[2]
    assert (point.lead, point.text.text) == ("2 undertakings are open, 1 overdue.", "Ours 1 (1 overdue), Theirs 1.")


def test_the_lone_undertaking_that_waits_for_a_visit_says_so(desk: Desk) -> None:
    awaited = desk.visit("There", Stage.DATES_AGREED, "2027-01-10")
    desk.promise("Sign it", [desk.ours], depends_on=awaited)
    (side,) = desk.sheet().promises
    assert side.rows[0].due.text == "at the visit it waits for"
    assert "due at the visit it waits for" in desk.sheet().in_one_minute[2].text.text


# -------------------------------------------------------------------------------------------------------------- terms
def entered(on: str | None = "2018-08-01") -> StepDraft:
    return StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.from_edtf(on) if on else None)


def gave(on: str | None = "2026-01-10", effect: str | None = None) -> StepDraft:
    done, ends = (Period.from_edtf(each) if each else None for each in (on, effect))
    return StepDraft(kind=StepKind.NOTICE_GIVEN, done_on=done, effective_on=ends)


SIGNED = StepDraft(kind=StepKind.SIGNED, done_on=Period.from_edtf("2026-02-04"))
ENDED = StepDraft(kind=StepKind.TERMINATED, done_on=Period.from_edtf("2026-02-04"))
EXTENDED = StepDraft(
    kind=StepKind.EXTENDED, done_on=Period.from_edtf("2023-05-01"), effective_on=Period.from_edtf("2028-08-01")
)
UNTIL_2028 = "1 Aug 2018, until 1 Aug 2028"
TERMS = [
    ("a term that runs", [entered()], "2028-08-01", Renewal.NONE, UNTIL_2028, ""),
    ("known to the year", [entered()], "2028", Renewal.NONE, "1 Aug 2018, until 2028", ""),
    ("in force, day not stated", [entered(None)], "2028-08-01", Renewal.NONE, "yes, until 1 Aug 2028", ""),
    ("no last day", [entered()], None, Renewal.NONE, "1 Aug 2018", ""),
    ("extended", [entered(), EXTENDED], "2023-08-01", Renewal.EXPRESS, UNTIL_2028, ""),
    ("renews itself", [entered()], "2023-08-01", Renewal.TACIT, UNTIL_2028, "Renews itself after 1 Aug 2028."),
    ("notice given", [entered(), gave()], "2023-08-01", Renewal.TACIT, UNTIL_2028,
     "Notice given 10 Jan 2026: no further term after 1 Aug 2028."),
    ("notice, its day not stated", [entered(), gave(None)], "2028-08-01", Renewal.TACIT, UNTIL_2028,
     "Notice given, date not stated: no further term after 1 Aug 2028."),
    ("notice that takes effect", [entered(), gave(effect="2027-01-10")], None, Renewal.NOT_STATED,
     "1 Aug 2018, until 10 Jan 2027", "Notice given 10 Jan 2026: no further term after 10 Jan 2027."),
    ("notice, its effect not stated", [entered(), gave()], None, Renewal.NONE, "1 Aug 2018",
     "Notice given 10 Jan 2026; when it takes effect is not stated."),
    ("notice that lies ahead", [entered(), gave("2027-03-01")], "2028-08-01", Renewal.NONE, UNTIL_2028, ""),
    ("term ended", [entered()], "2023-08-01", Renewal.NONE, "1 Aug 2018, until 1 Aug 2023", ""),
    ("ended after notice", [entered(), gave("2022-01-10")], "2023-08-01", Renewal.TACIT,
     "1 Aug 2018, until 1 Aug 2023", "Notice given 10 Jan 2022: no further term after 1 Aug 2023."),
    ("terminated", [entered(), gave(), ENDED], "2028-08-01", Renewal.TACIT, "1 Aug 2018", ""),
    ("signed only", [SIGNED], "2028-08-01", Renewal.TACIT, "not stated", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "expires", "renewal", "in_force", "detail"), [row[1:] for row in TERMS], ids=[row[0] for row in TERMS]
)
@pytest.mark.sampled(6)
def test_the_row_of_an_agreement_says_until_when_and_what_follows(
    desk: Desk, steps: list[StepDraft], expires: str | None, renewal: Renewal, in_force: str, detail: str
) -> None:
    ends = Period.from_edtf(expires) if expires else None
    desk.agreement(*steps, expires=ends, renewal=renewal, duration="5 years" if renewal is Renewal.TACIT else "")
    (row,) = desk.sheet().agreements
    assert (row.in_force.text, row.detail.text) == (in_force, detail)
    assert detail in desk.sheet().in_one_minute[1].text.text
    over = in_force.endswith("until 1 Aug 2023")
    assert (row.status.text == "Term ended 1 Aug 2023, to confirm") is over


# ------------------------------------------------------------------------------------------------------------ changes
def told(before: BriefingSheet, now: BriefingSheet) -> list[str]:
    return [each.text for each in changes.since(before, now)]


def test_changes_say_no_date_that_is_not_known(desk: Desk) -> None:
    before = desk.sheet()
    desk.visit("Back", Stage.INVITED, back=True)
    desk.visit("There", Stage.DATES_AGREED, "2027-01-10")
    assert sorted(told(before, desk.sheet())) == [
        "New visit: Back (Invited, no date).",
        "New visit: There (Scheduled, 10 Jan 2027).",
    ]


def test_an_intention_that_became_a_promise_is_the_same_thing(desk: Desk) -> None:
    before = desk.sheet()
    hoped = desk.promise("Go on", [desk.ours], strength=Strength.INTENTION)
    between = desk.sheet()
    assert told(before, between) == ["New intention: Go on (Intent, due: not stated)."]
    with desk.store.read() as reader:
        card = commitments.card(reader, TODAY, hoped)
    firm = card.draft.model_copy(update={"strength": Strength.UNDERTAKING})
    desk.run(ChangeCommitment(hoped, card.head.version, firm))
    became = "Go on: Intent, due: not stated → Open, due: not stated."
    assert told(between, desk.sheet()) == [became]
    earlier = before.model_dump(exclude={"intentions"})
    (same,) = told(BriefingSheet.model_validate(earlier), between)
    assert same.startswith("No change"), "A sheet of before did not tell intentions: nobody knows what is new."


def test_what_is_only_counted_is_neither_new_nor_gone(desk: Desk) -> None:
    """Rows beyond those printed move up and down as others come and go."""
    for n in range(8):
        desk.promise(f"P{n}", [desk.ours], due=LATER)
    before = desk.sheet()
    assert [(len(side.rows), side.left_over) for side in before.promises] == [(6, "and 2 more")]
    desk.promise("Urgent", [desk.ours], due=LATE)
    (new,) = told(before, desk.sheet())
    assert new.startswith("New promise: Urgent (Overdue")
    (gone,) = told(desk.sheet(), before)
    assert gone == "No longer listed: Urgent."
