"""A sheet says what the register holds: nothing invented, nothing above its ceiling, and what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path

import pytest

from db.commands.actions import AddAction
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.sources import AddQuotation
from db.commands.visits import AddVisit
from db.errors import KnownError, NotFound
from db.queries.briefing import changes
from db.queries.briefing.background import ordinal
from db.records.actions import ActionDraft
from db.records.base import CitationDraft
from db.records.briefings import Section, not_stated
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.sources import QuotationDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import (
    BriefingKind,
    How,
    Marking,
    VisitKind,
)
from desktop.sheet import compose
from tests.registers import make_empty
from tests.store.briefing_register import Register, now


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register]:
    """The register that all others are copied from."""
    path = make_empty(tmp_path_factory.mktemp("briefing") / "new.aide")
    with open_register(path, now=now, by="desk") as store:
        return path, Register(store)


@pytest.fixture
def register(made: tuple[Path, Register], tmp_path: Path) -> Iterator[Register]:
    path, found = Path(shutil.copy(made[0], tmp_path / "new.aide")), copy(made[1])
    with open_register(path, now=now, by="desk") as store:
        found.store = store
        yield found


def test_in_one_minute_names_what_presses(register: Register) -> None:
    first, second, third = register.sheet().in_one_minute
    assert first.lead == "The return state visit has no date."
    assert first.text.text == (
        "The President invited The Prime Minister on 4 Feb 2026 for “this year”; no reply is recorded. "
        "38 days are left."
    )
    assert second.text.text.endswith("Entry into force and legal character are not stated.")
    assert third.lead == "One undertaking is open."
    assert "Kazakhstan: Continue transport projects (no due date)" in third.text.text, "it was entered that day"


def test_unknown_is_not_stated_and_inferred_is_marked(register: Register) -> None:
    sheet = register.sheet()
    (agreement,) = sheet.agreements
    assert (agreement.when, agreement.in_force, agreement.legal_character) == (not_stated(),) * 3
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
    assert sides[0].rows[0].due == not_stated()
    assert (sides[1].rows[0].due.text, sides[1].rows[0].status) == ("at the visit it waits for", "Waiting")
    (intended,) = register.sheet().intentions
    assert (intended.heading, [row.what.text for row in intended.rows]) == ("Pakistan intends", ["A wish"])
    assert (intended.rows[0].due, intended.rows[0].status, intended.rows[0].late) == (not_stated(), "Intent", False)


def test_where_we_stand_counts_both_ways(register: Register) -> None:
    said = {fact.label: fact.value.text for fact in register.sheet().where_we_stand}
    assert said["Last visit to Pakistan"] == "4 Feb 2026, state visit"
    assert said["Last visit to Kazakhstan"] == "none recorded"
    assert said["Return visit"] == "due from Pakistan to Kazakhstan"
    assert said["Undertakings"] == "Kazakhstan: 1 open · Kazakhstan and Pakistan: 1 planned"


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


def test_a_visit_of_its_own_tells_what_stands_between_its_sides(register: Register) -> None:
    """Nothing was signed or promised at it: that is not said of the relations."""
    back = VisitDraft(title="Visit of a minister", from_party=register.pk, to_party=register.kz)
    number = register.store.run(AddVisit(back)).record
    sheet, country = register.sheet(kind=BriefingKind.VISIT, about=number), register.sheet()
    assert sheet.visits[0].what.text == "Visit of a minister"
    assert {row.what.text for row in sheet.visits} == {row.what.text for row in country.visits}
    assert {row.what.text for row in sheet.agreements} == {row.what.text for row in country.agreements}
    assert sheet.promises == country.promises and sheet.where_we_stand == country.where_we_stand
    assert sheet.in_one_minute == country.in_one_minute


def test_a_visit_whose_sides_are_not_recorded_tells_of_itself_alone(register: Register) -> None:
    number = register.store.run(AddVisit(VisitDraft(title="Visit of nobody known"))).record
    sheet = register.sheet(kind=BriefingKind.VISIT, about=number)
    assert [row.what.text for row in sheet.visits] == ["Visit of nobody known"] and sheet.promises == ()


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


def test_an_action_names_what_it_was_done_about_but_not_what_is_left_out(register: Register) -> None:
    """Nor what the sheet is about itself."""
    secret = CommitmentDraft(title="A secret promise", owes=(register.kz,), marking=Marking.CONFIDENTIAL)
    hidden = register.add(AddCommitment(secret))
    links = (register.promise, register.visit, hidden)
    register.add(AddAction(ActionDraft(text="Called.", on=date(2026, 11, 20), links=links)))
    (row,) = register.sheet(ceiling=Marking.OFFICIAL_USE).last_actions
    assert row.about == "Continue transport projects; State visit of the President to Pakistan"
    of_visit = register.sheet(kind=BriefingKind.VISIT, about=register.visit, ceiling=Marking.OFFICIAL_USE)
    assert [each.about for each in of_visit.last_actions] == ["Continue transport projects"]


def test_the_matrix_says_what_was_done(register: Register) -> None:
    register.log("Asked the embassy.")
    waiting, asked = register.sheet(sections=(Section.MATRIX,)).matrix
    assert (waiting.number, waiting.what.text, waiting.done) == ("1", "Review progress", "")
    assert (asked.number, asked.what.text, asked.lead) == ("2", "Continue transport projects", not_stated())
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


def test_the_sheet_of_a_visit_tells_what_stands_between_its_sides(register: Register) -> None:
    """Sheets of one day never contradict each other, whatever hangs on the visit; a third country adds nothing."""
    third = register.add(AddParty(PartyDraft(title="Uzbekistan", code="UZ", code3="UZB")))
    elsewhere = VisitDraft(title="Elsewhere", kind=VisitKind.WORKING, from_party=register.pk, to_party=third)
    plain = VisitDraft(title="New", kind=VisitKind.OFFICIAL, from_party=register.pk, to_party=register.kz)
    number = register.add(AddVisit(plain))
    country = register.sheet()
    made = register.sheet(kind=BriefingKind.VISIT, about=number, audience="the Minister")
    signed = register.sheet(kind=BriefingKind.AGREEMENT, about=register.agreement)
    for sheet in (made, signed):
        assert sheet.in_one_minute == country.in_one_minute
        assert sheet.where_we_stand == country.where_we_stand
        assert {row.what.text for row in sheet.visits} == {row.what.text for row in country.visits}
        assert (sheet.agreements, sheet.promises) == (country.agreements, country.promises)
        assert {row.name for row in sheet.people} == {row.name for row in country.people}
    assert made.visits[0].what.text == "New"
    assert made.subtitle == "For the Minister · Visit · Kazakhstan and Pakistan"
    register.add(AddVisit(elsewhere))
    assert register.sheet(kind=BriefingKind.VISIT, about=number).visits == made.visits
