"""Who holds which office says the same wherever it is read: sheet, lists, search, cards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path

import pytest

from db.commands.base import Hide
from db.commands.people import AddOffice, AddPerson, HandOver
from db.commands.visits import AddVisit
from db.queries import people, records, search
from db.records.people import OfficeCard, OfficeDraft, PersonCard, PersonDraft, TermDraft
from db.records.search import Named
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.rules.phrases import read
from db.store import open_register
from db.vocabulary import BriefingKind, Capacity, Kind, Marking, Rank, VisitStage
from tests.registers import make_empty
from tests.store.briefing_register import TODAY, Register, now


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register]:
    """The register that all others are copied from."""
    path = make_empty(tmp_path_factory.mktemp("offices") / "new.aide")
    with open_register(path, now=now, by="desk") as store:
        return path, Register(store)


@pytest.fixture
def register(made: tuple[Path, Register], tmp_path: Path) -> Iterator[Register]:
    path, found = Path(shutil.copy(made[0], tmp_path / "new.aide")), copy(made[1])
    with open_register(path, now=now, by="desk") as store:
        found.store = store
        yield found


def office(register: Register, title: str, rank: Rank = Rank.NOT_STATED) -> int:
    return register.add(AddOffice(OfficeDraft(title=title, party=register.pk, rank=rank)))


def person(register: Register, name: str, *terms: tuple[int, str]) -> int:
    drafts = tuple(TermDraft(office=office, period=Period.from_edtf(edtf) if edtf else None) for office, edtf in terms)
    return register.add(AddPerson(PersonDraft(title=name, terms=drafts)))


def visit(register: Register, visitor: int, dates: str, office: int | None = None) -> int:
    return register.add(
        AddVisit(
            VisitDraft(
                title="A visit", stage=VisitStage.COMPLETED if dates < "2026-11" else VisitStage.DATES_AGREED,
                visitor=visitor, office=office, from_party=register.pk, to_party=register.kz,
                dates=Period.from_edtf(dates),
            )
        )
    )  # fmt: skip


def said(register: Register, name: str, day: date = TODAY) -> set[str]:
    """What the sheet, the list, the card and the search say of a person; without the terms where they stand there."""
    with register.store.read() as reader:
        row = next(each for each in people.person_lines(reader, day) if each.link.title == name)
        card = records.card(reader, day, row.link.id)
        about = people.about(reader, day, Kind.PERSON, [row.link.id])[row.link.id]
        found = search.everywhere(reader, day, name, most=8)
    assert isinstance(card, PersonCard) and card.offices == row.terms
    (hit,) = (hit for group in found.groups for hit in group.hits if isinstance(hit, Named) and hit.link.title == name)
    (printed,) = (each for each in register.sheet(as_of=day).people if each.name == name)
    assert hit.about == about == printed.office.text
    return {about, *(each.text for each in row.terms)}


def test_the_office_of_the_day_is_printed_however_it_was_entered(register: Register) -> None:
    minister, deputy = office(register, "Foreign Minister"), office(register, "Deputy Minister")
    who = person(register, "A. Minister", (minister, "2024-03-01/.."), (deputy, "2019/2024"))
    visit(register, who, "2026-05-04")
    assert said(register, "A. Minister") == {
        "Foreign Minister", "Foreign Minister (from 1 Mar 2024)", "former Deputy Minister (2019 – 2024)",
    }  # fmt: skip
    assert said(register, "A. Minister", date(2023, 5, 4)) == {
        "Deputy Minister (until some time in 2024); Foreign Minister (designate, from 1 Mar 2024)",
        "Deputy Minister (2019 – 2024)", "Foreign Minister (designate, from 1 Mar 2024)",
    }  # fmt: skip


def test_a_visit_sheet_prints_the_office_the_visit_was_made_in(register: Register) -> None:
    minister, deputy = office(register, "Foreign Minister"), office(register, "Deputy Minister")
    envoy = office(register, "Special Envoy")
    who = person(register, "A. Minister", (minister, "2024-03-01/.."), (deputy, "2019/2024-02-29"))

    def on(dates: str, named: int | None = None) -> str:
        about = visit(register, who, dates, named)
        (row,) = (
            each for each in register.sheet(kind=BriefingKind.VISIT, about=about).people if each.name == "A. Minister"
        )
        return row.office.text

    assert on("2023-05-04/2023-05-06") == "Deputy Minister"
    assert on("2023-05-04", deputy) == "Deputy Minister"
    assert on("2023-05-04", envoy) == "Special Envoy"
    assert on("2024") == "Foreign Minister"
    assert on("2027-02-03") == "Foreign Minister"
    assert on("2027-02-03", deputy) == "Foreign Minister"
    assert on("2027-02-03", envoy) == "Special Envoy"


def test_a_former_minister_reads_former(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    who = person(register, "A. Minister", (minister, "2019/2024"))
    visit(register, who, "2025-05-04")
    assert said(register, "A. Minister") == {"former Foreign Minister", "former Foreign Minister (2019 – 2024)"}


def test_what_is_handed_over_in_advance_changes_nothing_before_its_day(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    old = person(register, "A. Minister", (minister, "2019/.."))
    new = person(register, "B. Successor")
    for who in (old, new):
        visit(register, who, "2026-05-04")
    register.store.run(HandOver(minister, new, Period.from_edtf("2027-01-15")))
    held, last = "Foreign Minister (2019 – 14 Jan 2027)", date(2027, 1, 14)
    assert said(register, "A. Minister") == {"Foreign Minister (until 14 Jan 2027)", held}
    assert said(register, "A. Minister", last) == {"Foreign Minister", held}
    assert said(register, "B. Successor") == {"Foreign Minister (designate, from 15 Jan 2027)"}
    assert said(register, "B. Successor", date(2027, 1, 15)) == {
        "Foreign Minister", "Foreign Minister (from 15 Jan 2027)",
    }  # fmt: skip
    assert said(register, "A. Minister", date(2027, 1, 15)) == {
        "former Foreign Minister", "former Foreign Minister (2019 – 14 Jan 2027)",
    }  # fmt: skip
    with register.store.read() as reader:
        (row,) = (each for each in people.office_lines(reader, TODAY) if each.link.id == minister)
        card = records.card(reader, TODAY, minister)
    assert [each.name for each in row.holders] == ["A. Minister (2019 – 14 Jan 2027)"]
    assert [each.name for each in row.next] == ["B. Successor (designate, from 15 Jan 2027)"]
    assert isinstance(card, OfficeCard) and card.holders == (*row.holders, *row.next)


@pytest.mark.parametrize("words", ["until 2026", "2019 to November 2026", "2022 to 2027"])
def test_who_may_still_be_in_an_office_is_said_in_every_place(register: Register, words: str) -> None:
    """The list of offices, the card of the office and that of the person, and the sheet agree."""
    ministry = office(register, "Minister of Climate")
    since, until = (read(each, TODAY).readings[0].period for each in ("since November 2026", words))
    there = {
        name: register.add(AddPerson(PersonDraft(title=name, terms=(TermDraft(office=ministry, period=term),))))
        for name, term in (("L. New", since), ("M. Old", until))
    }
    with register.store.read() as reader:
        (row,) = (each for each in people.office_lines(reader, TODAY) if each.link.id == ministry)
        card, old = people.office(reader, TODAY, ministry), people.person(reader, TODAY, there["M. Old"])
        sheet = people.about(reader, TODAY, Kind.PERSON, [*there.values()])
    assert [each.who.title for each in row.holders] == [each.who.title for each in card.holders] == [*there]
    end = row.holders[1].name.removeprefix("M. Old ")
    assert end.startswith("(until some time in ")
    assert [each.text for each in old.offices] == [f"Minister of Climate {end}"]
    assert sheet == {there["L. New"]: "Minister of Climate", there["M. Old"]: f"Minister of Climate {end}"}


def test_the_end_of_a_term_is_said_in_one_wording_everywhere(register: Register) -> None:
    """Who left no word of when the term began: the list, the sheet, the card and the pages say the same of its end."""
    minister = office(register, "Foreign Minister")
    old, new = person(register, "A. Minister", (minister, "")), person(register, "B. Successor")
    for who in (old, new):
        visit(register, who, "2026-05-04")
    register.store.run(HandOver(minister, new, Period.from_edtf("2027-01-15")))
    assert said(register, "A. Minister") == {"Foreign Minister (until 14 Jan 2027)"}


@pytest.mark.parametrize("kind", [BriefingKind.COUNTRY, BriefingKind.VISIT])
def test_a_sheet_names_who_came_after_and_who_comes_next(register: Register, kind: BriefingKind) -> None:
    """Though they stand in none of its visits; who held the office in between, or another one, is not named."""
    minister, other = office(register, "Foreign Minister"), office(register, "Auditor")
    old = person(register, "A. Former", (minister, "2012/2018"))
    person(register, "B. Between", (minister, "2019/2022"))
    person(register, "C. Holder", (minister, "2023/.."))
    person(register, "D. Auditor", (other, "2023/.."))
    for name, since in (("E. Next", "2027-01-15"), ("F. Later", "2030")):
        register.store.run(HandOver(minister, person(register, name), Period.from_edtf(since)))
    about = visit(register, old, "2017-05-04")
    sheet = register.sheet(kind=kind, about=about if kind is BriefingKind.VISIT else register.pk)
    named = {each.name: each.office.text for each in sheet.people}
    assert named.keys() & {"B. Between", "D. Auditor", "F. Later"} == set()
    assert named["C. Holder"] == "Foreign Minister (until 14 Jan 2027)"
    assert named["E. Next"] == "Foreign Minister (designate, 15 Jan 2027 – 2030)"


def test_whose_marking_is_above_the_sheet_is_not_named_either(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    visit(register, person(register, "A. Former", (minister, "2012/2018")), "2017-05-04")
    secret = PersonDraft(title="B. Holder", terms=(TermDraft(office=minister),), marking=Marking.CONFIDENTIAL)
    register.add(AddPerson(secret))
    assert "B. Holder" not in {each.name for each in register.sheet(ceiling=Marking.NONE).people}
    assert "B. Holder" in {each.name for each in register.sheet(ceiling=Marking.CONFIDENTIAL).people}


def test_somebody_acts_beside_a_designate(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    person(register, "A. Minister", (minister, "2019/.."))
    new, acting = person(register, "B. Successor"), person(register, "C. Deputy")
    register.store.run(HandOver(minister, new, Period.from_edtf("2027-01-15")))
    register.store.run(HandOver(minister, acting, Period.from_edtf("2026-11-01"), capacity=Capacity.ACTING))
    with register.store.read() as reader:
        (row,) = (each for each in people.office_lines(reader, TODAY) if each.link.id == minister)
    assert [each.name for each in row.holders] == ["C. Deputy (acting, 1 Nov 2026 – 14 Jan 2027)"]
    assert [each.name for each in row.next] == ["B. Successor (designate, from 15 Jan 2027)"]


def test_the_same_person_again_is_one_term(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    who = person(register, "A. Minister", (minister, "2019/2027-01-14"))
    done = register.store.run(HandOver(minister, who, Period.from_edtf("2027-01-15")))
    assert done.label == "“Foreign Minister” stays with A. Minister"
    with register.store.read() as reader:
        card = records.card(reader, TODAY, who)
    assert isinstance(card, PersonCard)
    assert [each.text for each in card.offices] == ["Foreign Minister (from 2019)"]
    assert len(card.draft.terms) == 1


def test_what_is_in_the_trash_holds_nothing(register: Register) -> None:
    minister = office(register, "Foreign Minister")
    old = person(register, "A. Minister", (minister, "2019/.."))
    new = person(register, "B. Successor", (minister, "2024/.."))
    register.store.run(Hide((new,)))
    visit(register, old, "2026-05-04")
    assert said(register, "A. Minister") == {"Foreign Minister", "Foreign Minister (from 2019)"}


def test_the_highest_office_is_said_first(register: Register) -> None:
    minister = office(register, "Foreign Minister", Rank.FOREIGN_MINISTER)
    head = office(register, "Prime Minister", Rank.HEAD_OF_GOVERNMENT)
    who = person(register, "A. Minister", (minister, "2019/.."), (head, "2024/.."))
    visit(register, who, "2026-05-04")
    assert "Prime Minister; Foreign Minister" in said(register, "A. Minister")


@pytest.mark.parametrize(
    ("since", "said"), [("2027-01-15", "15 Jan 2027"), ("2027", "2027"), ("2026-03-01", "1 Mar 2026")]
)
def test_a_hand_over_is_not_said_to_be_done_before_its_day(register: Register, since: str, said: str) -> None:
    """In the message after it, in the history and in Undo alike."""
    minister = office(register, "Minister")
    done = register.store.run(HandOver(minister, person(register, "B. Next"), Period.from_edtf(since)))
    assert done.label == f"“Minister” goes to B. Next from {said}"
