"""One truth: a record is said the same in lists, in full, on Today, in the table, in the pane, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest

from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.people import AddOffice, AddPerson
from db.commands.points import AddPoint
from db.commands.visit_deeds import Cancel, Postpone, RecordAnswer, RenewInvitation, SetDates
from db.commands.visits import AddInvitation, AddVisit
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.points import PointDraft
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import (
    Answer,
    Capacity,
    Kind,
    LegalCharacter,
    PointKind,
    Renewal,
    StepKind,
    Strength,
    VisitKind,
    VisitStage,
)
from desktop import clock
from desktop.workspace import Workspace
from tests.desktop.driver import frame as frames
from tests.desktop.driver.frame import TODAY
from tests.desktop.driver.table_rows import Rows
from tests.flows.places import Places

Make = Callable[[Rows, str], None]
Steps = tuple[tuple[StepKind, str, str], ...]
Deeds = tuple[tuple[type[Any], dict[str, Any]], ...]


@dataclass(frozen=True)
class Example:
    """A record of a kind of fault: how it is made, what everybody says of it, and what nobody may say."""

    title: str
    kind: Kind
    make: Make
    status: tuple[str, ...]
    never: tuple[str, ...] = ()
    today: str = ""
    """The heading under which Today names it."""
    noticed: str = ""
    """What lists, the table and the pane say of the notice that was given."""


def day(text: str) -> Period:
    return Period.from_edtf(text)


def agreement(
    rows: Rows, title: str, steps: Steps, expires: str = "", renewal: Renewal = Renewal.NOT_STATED,
    **fields: Any,
) -> None:  # fmt: skip
    """An agreement with its steps: what was done, when, and from when it counts."""
    made = tuple(
        StepDraft(kind=kind, done_on=day(on) if on else None, effective_on=day(counts) if counts else None)
        for kind, on, counts in steps
    )
    parties = (rows.ids["KAZ"], rows.ids["PAK"])
    ends = day(expires) if expires else None
    draft = AgreementDraft(title=title, parties=parties, steps=made, expires=ends, renewal=renewal, **fields)
    rows.add(title, AddAgreement(draft))


IN_FORCE = (StepKind.ENTERED_INTO_FORCE, "2018-08-01", "")
NOTICE = (StepKind.NOTICE_GIVEN, "2022-01-10", "")


def visit(rows: Rows, title: str, deeds: Deeds = (), **fields: Any) -> None:
    """A visit from Pakistan to Kazakhstan with what was done about it, a day in 2026 after the other."""
    draft = {"kind": VisitKind.STATE, "from_party": rows.ids["PAK"], "to_party": rows.ids["KAZ"], **fields}
    number = rows.add(title, AddVisit(VisitDraft(title=title, **draft)))
    if draft.get("stage") is VisitStage.INVITED:
        given = InvitationDraft(
            visit=number, by_party=rows.ids["KAZ"], to_party=rows.ids["PAK"], given_on=day("2026-02-04")
        )
        rows.add(f"{title}, invited", AddInvitation(given))
    for month, (deed, said) in enumerate(deeds, start=3):
        on = date(2026, month, 2)
        rows.workspace.run(deed(number, DeedDraft(on=on, **said), TODAY), quiet=True)


INVITED = VisitStage.INVITED
RENEWED = (
    (RecordAnswer, {"answer": Answer.ACCEPTED}),
    (SetDates, {"dates": day("2026-05-04/2026-05-06")}),
    (Cancel, {"words": "Snow"}),
    (RenewInvitation, {"dates": day("2027-40")}),
)
ACCEPTED_AGAIN = (*RENEWED, (RecordAnswer, {"answer": Answer.ACCEPTED}))
CANCELLED, PUT_OFF = RENEWED[:3], (*RENEWED[:2], (Postpone, {"words": "Elections"}))


def promise(rows: Rows, title: str, **fields: Any) -> None:
    """A commitment of Pakistan to Kazakhstan, or of whom it is said to be."""
    draft = {"owes": (rows.ids["PAK"],), "owed": (rows.ids["KAZ"],), **fields}
    rows.add(title, AddCommitment(CommitmentDraft(title=title, **draft)))


def waiting(rows: Rows, title: str, deeds: Deeds = (), **fields: Any) -> None:
    """A commitment that waits for a visit."""
    awaited = f"Visit awaited by {title.lower()}"
    visit(rows, awaited, deeds, **fields)
    promise(rows, title, depends_on=rows.ids[awaited])


def example(kind: Kind, title: str, status: str, make: Make, **said: Any) -> Example:
    """An example; a status of two parts may be said with more between them."""
    return Example(title, kind, make, tuple(filter(None, status.casefold().split(", "))), **said)


agreed, visited, promised = (partial(example, kind) for kind in (Kind.AGREEMENT, Kind.VISIT, Kind.COMMITMENT))

EXAMPLES = (
    # Terms of agreements.
    agreed(
        "Transit protocol without renewal", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2023-08-01", renewal=Renewal.NONE), never=("late",),
        today="Agreements to confirm",
    ),
    agreed(
        "Customs agreement with express renewal", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2024-08-01", renewal=Renewal.EXPRESS), never=("late",),
    ),
    agreed(
        "Air services with renewal not stated", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2025-08-01"), never=("late",),
    ),
    agreed(
        "Tourism accord that renews itself", "In force",
        partial(agreement, steps=(IN_FORCE,), expires="2023-08-01", renewal=Renewal.TACIT, duration="five (5) years"),
        never=("Term ended", "late"),
    ),
    agreed(
        "Wool accord that renews itself for nobody knows how long", "Term ended",
        partial(agreement, steps=(IN_FORCE,), expires="2026-01~/2026-04~", renewal=Renewal.TACIT),
        never=("late",),
    ),
    agreed(
        "Grain accord that renews itself from early in a year", "In force",
        partial(
            agreement, steps=(IN_FORCE,), expires="2023-01~/2023-04~", renewal=Renewal.TACIT, duration="5 years",
        ),
        never=("Term ended", "late"),
    ),
    agreed(
        "Fisheries accord under notice", "Term ended",
        partial(
            agreement, steps=(IN_FORCE, NOTICE), expires="2023-08-01", renewal=Renewal.TACIT, duration="5 years",
        ),
        never=("1 Aug 2028",),
    ),
    agreed(
        "Pipeline accord that nobody renews again", "In force",
        partial(
            agreement, steps=(IN_FORCE, (StepKind.NOTICE_GIVEN, "2026-01-10", "")), expires="2023-08-01",
            renewal=Renewal.TACIT, duration="5 years",
        ),
        never=("Term ended",), noticed="otice given 10 Jan 2026: no further term, ends 1 Aug 2028",
    ),
    agreed(
        "Extended rail accord", "In force",
        partial(
            agreement, steps=(IN_FORCE, (StepKind.EXTENDED, "2023-05-01", "2028-08-01")), expires="2023-08-01",
            renewal=Renewal.EXPRESS,
        ),
        never=("Term ended", "late"),
    ),
    agreed(
        "Extradition treaty signed in February", "Signed",
        partial(agreement, steps=((StepKind.SIGNED, "2026-02-04", "2026-03-01"),)), never=("igned 1 Mar",),
    ),
    agreed(
        "Cultural programme known not to bind", "Signed",
        partial(
            agreement, steps=((StepKind.SIGNED, "2026-02-04", ""),), legal_character=LegalCharacter.NOT_BINDING,
        ),
        never=("character not stated",),
    ),
    # Last and next; old facts under new deeds.
    visited("Visit of the speaker, day unknown", "Took place", partial(visit, stage=VisitStage.COMPLETED)),
    visited(
        "Visit nobody spoke of again", "",
        partial(visit, stage=VisitStage.DATES_AGREED, dates=day("2026-09-01/2026-09-03")),
        today="Did it take place?",
    ),
    visited(
        "Visit renewed after snow", "Invited, no date", partial(visit, deeds=RENEWED, stage=INVITED),
        never=("May 2026",), today="Visits without a date",
    ),
    visited(
        "Visit accepted again after snow", "Accepted, no date",
        partial(visit, deeds=ACCEPTED_AGAIN, stage=INVITED), never=("May 2026",),
    ),
    visited(
        "Visit put off without a day", "Postponed",
        partial(visit, deeds=PUT_OFF, stage=INVITED),
    ),
    visited(
        "Visit called off the day before", "Cancelled",
        partial(
            visit, stage=INVITED,
            deeds=(RENEWED[0], (SetDates, {"dates": day("2026-11-24")}), (Cancel, {"words": "Fog"})),
        ),
        never=("tomorrow", "in 1 day"),
    ),
    # Waiting for a visit.
    promised(
        "Sign the seed memorandum", "Waiting",
        partial(waiting, stage=VisitStage.DATES_AGREED, dates=day("2027-03-01/2027-03-03")),
    ),
    promised("Sign the wool memorandum", "Open", partial(waiting, deeds=CANCELLED, stage=INVITED), never=("Waiting",)),
    promised(
        "Sign the salt memorandum", "Open",
        partial(waiting, stage=VisitStage.COMPLETED, dates=day("2026-10-05")), never=("Waiting",),
    ),
    # Words of time.
    promised(
        "Open the mountain road", "Open", partial(promise, due=Period.from_edtf("../2027-06~", "by mid-2027")),
        never=("Aug 2027",),
    ),
    promised("Deliver the last buses", "Overdue", partial(promise, due=day("2026-11-20")), today="Overdue"),
    promised("Keep the archive open", "Intent", partial(promise, strength=Strength.INTENTION)),
)  # fmt: skip


@dataclass(frozen=True)
class Officer:
    """Somebody who visited last year, with the terms in the order of entry, and how the office of the day is said."""

    name: str
    terms: tuple[tuple[str, str, Capacity], ...]
    said: str


HOLDS, ACTS = Capacity.HOLDER, Capacity.ACTING
MINISTER, DEPUTY = "Minister of the Examples", "Deputy Minister of the Examples"
OFFICERS = (
    Officer("A. Outgoing", ((MINISTER, "2019/2027-01-14", HOLDS),), MINISTER),
    Officer("B. Successor", ((MINISTER, "2027-01-15/..", HOLDS),), f"{MINISTER} (designate, from 15 Jan 2027)"),
    Officer("C. Former", ((MINISTER, "2012/2018", HOLDS),), f"former {MINISTER}"),
    Officer("D. Promoted", ((DEPUTY, "2024-03-01/2026-09-30", HOLDS), (DEPUTY, "2014/2016", HOLDS)),
            f"former {DEPUTY}"),
    Officer("E. Stand-in", ((DEPUTY, "2026-10-01/..", ACTS),), f"{DEPUTY} (acting"),
)  # fmt: skip
TENURES = ("former", "designate", "acting")


def officers(rows: Rows) -> None:
    """The offices, and everybody with a visit of their own, which puts them on the sheet."""
    pak = rows.ids["PAK"]
    for title in (MINISTER, DEPUTY):
        rows.add(title, AddOffice(OfficeDraft(title=title, party=pak)))
    for each in OFFICERS:
        terms = tuple(
            TermDraft(office=rows.ids[title], period=day(period), capacity=capacity)
            for title, period, capacity in each.terms
        )
        person = rows.add(each.name, AddPerson(PersonDraft(title=each.name, terms=terms)))
        visit(rows, f"Visit of {each.name}", visitor=person, stage=VisitStage.COMPLETED, dates=day("2025-05-04"))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """A window on a register that holds every example."""
    folder = tmp_path_factory.mktemp("desk") / "truth"
    folder.mkdir()
    ids = frames._copy_filled(folder.parent, folder / "follow-up.aide")
    with open_register(folder / "follow-up.aide", now=clock.now, by="A. Officer") as store:
        rows = Rows(Workspace(store, lambda: TODAY), ids)
        for example in EXAMPLES:
            example.make(rows, example.title)
        officers(rows)
        for about, text in (("PAK", "Ask for dates"), ("KAZ", "Typed for another")):
            rows.add(text, AddPoint(PointDraft(about=ids[about], kind=PointKind.OBJECTIVE, text=text)))
        for n in (10, 9, 2):
            agreement(rows, f"Agreement on {'the carriage of goods by road and ' * 3}on transit, No. {n}", (IN_FORCE,))
    with frames.opened(folder, writing=False) as frame:
        frame.ids = rows.ids
        yield Places(frame, folder / "follow-up.aide")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.title)
@pytest.mark.sampled(4)
def test_every_place_says_the_same(places: Places, example: Example) -> None:
    """The status stands wherever the record is named under no heading that says it; what is no longer so stands
    nowhere but in the log of what was done."""
    found = places.of(example.title, example.kind)
    assert found.keys() >= {"list", "list --json", "show", "table", "pane", "sheet"}
    for place, said in found.items():
        if place != "today":
            assert all(part in said.casefold() for part in example.status), (place, said)
        assert not [words for words in example.never if words in said], (place, said)
        if place in ("list", "show", "table", "pane"):
            assert example.noticed in said, (place, said)
        if place in ("table", "sheet") and example.noticed:
            assert f"until {example.noticed.rpartition('ends ')[2]}" in said, (place, said)
    if example.today:
        assert places.heading(example.title) == example.today


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.title)
@pytest.mark.sampled(5)
def test_every_place_counts_the_same_urgency(places: Places, example: Example) -> None:
    """The sum and its parts, in the table and on hover, in the pane, in lists, in full and for other programs."""
    said = places.urgency(example.title, example.kind)
    assert len(set(said.values())) == 1, said
    if "bus" in example.title:
        assert said["pane"] == "53: overdue 3 days 40 · undertaking 10 · their turn 3"


@pytest.mark.parametrize("officer", OFFICERS, ids=lambda each: each.name)
@pytest.mark.sampled(2)
def test_every_place_says_the_same_office(places: Places, officer: Officer) -> None:
    """The office of the day, whether it is held, was held or is to come, whatever was entered first."""
    title, _paren, _tenure = officer.said.partition(" (")
    for place, said in places.of_person(officer.name).items():
        assert title in said and officer.said.partition(")")[0].partition(",")[0] in said, (place, said)
        assert [each for each in TENURES if each in said] == [each for each in TENURES if each in officer.said], place


@pytest.mark.parametrize("kind", [Kind.VISIT, Kind.AGREEMENT])
def test_every_place_has_one_order(places: Places, kind: Kind) -> None:
    """Titles stand in their order by all of their words and the value of their numbers, in lists and on paper."""
    table, listed, sheet = places.titles(kind).values()
    assert table == listed == sheet and len(table) > 8
    numbered = [title.rpartition(" ")[2] for title in table if "No. " in title]
    assert numbered == (["2", "9", "10"] if kind is Kind.AGREEMENT else [])


def test_the_sheet_says_what_was_typed_for_its_subject_alone(places: Places) -> None:
    assert [each.text for each in places.sheet().objectives] == ["Ask for dates"]


def test_a_renewal_of_which_nobody_knows_the_length_is_asked_about(places: Places) -> None:
    """Counted from a day that is not exactly known, too: the list, the pane and the sheet name it and ask."""
    title = next(each.title for each in EXAMPLES if "nobody knows how long" in each.title)
    found = places.of(title, Kind.AGREEMENT)
    for place in ("list", "show", "sheet"):
        assert "Term ended early 2026, renewal to confirm" in found[place], place
    assert "until when is not stated" in found["sheet"] and "to confirm" in found["pane"]
