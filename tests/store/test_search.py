"""What the search finds, in every script and whatever is typed, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import LogAction
from db.commands.base import Command, Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.people import AddPerson
from db.commands.sources import AddQuotation, AddSource
from db.commands.visits import AddVisit
from db.queries import search
from db.records.actions import ActionDraft, ActionLine
from db.records.base import NameIn
from db.records.commitments import CommitmentDraft, CommitmentLine
from db.records.parties import PartyDraft
from db.records.people import PersonDraft
from db.records.search import Found, Hit, Named, Quoted
from db.records.sources import QuotationDraft, SourceDraft
from db.records.visits import VisitDraft, VisitLine
from db.store import Store
from db.vocabulary import Kind
from tests.campaigns import examples
from tests.registers import TODAY, make_starter, number_of, opened
from tests.store.house import Ids


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


def find(store: Store, words: str, groups: Sequence[Kind] = search.GROUPS, most: int = search.SHOWN) -> Found:
    with store.read() as reader:
        return search.everywhere(reader, TODAY, words, groups, most)


def hits(store: Store, words: str, kind: Kind) -> tuple[Hit, ...]:
    return next((group.hits for group in find(store, words).groups if group.kind is kind), ())


def kinds(store: Store, words: str) -> list[Kind]:
    return [group.kind for group in find(store, words).groups]


def titles(store: Store, words: str, kind: Kind) -> list[str]:
    return [name_of(hit) for hit in hits(store, words, kind)]


def name_of(hit: Hit) -> str:
    match hit:
        case Quoted():
            return hit.words
        case Named():
            return hit.link.title
        case ActionLine():
            return hit.text
    return hit.title


def add(store: Store, command: Command) -> int:
    made = store.run(command).record
    assert made is not None
    return made


def promise(store: Store, title: str, notes: str = "") -> int:
    return add(store, AddCommitment(CommitmentDraft(title=title, notes=notes)))


def log(store: Store, text: str, record: int, on: date = TODAY) -> int:
    return add(store, LogAction(ActionDraft(text=text, on=on, links=(record,))))


def test_the_starter_is_found_by_the_beginning_of_a_word(store: Store) -> None:
    (commitment,) = hits(store, "tran", Kind.COMMITMENT)
    assert isinstance(commitment, CommitmentLine)
    assert commitment.title.startswith("Continue implementing specific transport and logistics projects")
    assert "transport connectivity" in titles(store, "tran", Kind.QUOTATION)
    (area,) = hits(store, "tran", Kind.AREA)
    assert isinstance(area, Named) and (area.link.title, area.records) == ("Transport and logistics", 1)
    assert kinds(store, "tran")[0] is Kind.COMMITMENT


def test_quotations_say_where_they_stand(store: Store) -> None:
    (quoted,) = hits(store, "connectivity", Kind.QUOTATION)
    assert isinstance(quoted, Quoted) and quoted.source is not None
    assert quoted.source.title.startswith("News article")


def test_the_log_is_found_by_its_text(store: Store) -> None:
    record = number_of(store, "transport logistics", Kind.COMMITMENT)
    log(store, "Corridor timetable raised with rail operators.", record)
    (line,) = hits(store, "timet", Kind.ACTION)
    assert isinstance(line, ActionLine) and [link.id for link in line.links] == [record]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("pakistan", Kind.PARTY),
        ("PAK", Kind.PARTY),
        ("transport and logistics", Kind.AREA),
        ("shehbaz sharif", Kind.PERSON),
        ("joint decl", Kind.AGREEMENT),
        ("state visit", Kind.VISIT),
    ],
)
def test_the_kind_of_the_best_hit_comes_first(store: Store, words: str, first: Kind) -> None:
    found = kinds(store, words)
    assert found[0] is first
    usual = [kind for kind in search.GROUPS if kind in found and kind is not first]
    assert found[1:] == usual


def test_a_word_of_the_title_is_more_than_one_of_the_notes(store: Store) -> None:
    promise(store, "Gas pipeline survey")
    promise(store, "Something newer", notes="about the gas pipeline")
    assert titles(store, "pipel", Kind.COMMITMENT) == ["Gas pipeline survey", "Something newer"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Return visit of Sharif", "shárif"),
        ("Café façade in São Tomé", "cafe sao facade"),
        ("Cafe\u0301 in two signs", "café"),
        ("Ислам и торговля", "ИСЛАМ"),
        ("Қазақстан жолдары", "казак"),
        ("Ёлка и приём", "елка прием"),
        ("كراچي بندرگاہ", "کراچی"),
        ("کراچی بندرگاہ", "كراچي"),
        ("Straße nach Bad Gleichenberg", "strasse"),
        ("ＦＵＬＬ width", "full"),
        ("中国 合作", "中"),
    ],
)
def test_every_script_is_found_however_it_is_typed(store: Store, title: str, words: str) -> None:
    made = promise(store, title)
    assert [hit.id for hit in hits(store, words, Kind.COMMITMENT) if isinstance(hit, CommitmentLine)] == [made]


def test_scripts_are_not_guessed(store: Store) -> None:
    promise(store, "Ислам и торговля")
    assert hits(store, "islam", Kind.COMMITMENT) == ()


@pytest.mark.parametrize(
    "words",
    ["_", "%", "'", '"', "*", "(", "^", ":", "-", "title:", '" OR * NEAR(', "a AND", "{title}: x",
     "x\0y", "\ud800", "🚂", "\u200f", "\\", "—", "a" * 5000, "b " * 500, "[^\\W_]", "(?i)"],
)  # fmt: skip
def test_no_sign_means_anything(store: Store, words: str) -> None:
    find(store, words)
    find(store, words, (Kind.PARTY,))
    with store.read() as reader:
        search.find(reader, words)


@examples(15)
@given(words=st.text(max_size=30))
def test_whatever_is_typed_is_looked_for(walk: Store, words: str) -> None:
    find(walk, words)


def test_signs_alone_find_nothing(store: Store) -> None:
    assert find(store, "%").groups == find(store, "_").groups == find(store, "“–”", (Kind.AREA,)).groups == ()
    assert find(store, "").groups == ()


def test_signs_between_words_part_them(store: Store) -> None:
    made = promise(store, "Al-Farabi_University: 50% grant")
    for words in ("al-farabi", "farabi_univ", "50%", "(university)"):
        assert [hit.id for hit in hits(store, words, Kind.COMMITMENT) if isinstance(hit, CommitmentLine)] == [made]


def test_countries_are_found_by_their_other_names_and_codes(store: Store) -> None:
    names = (NameIn(language="kk", text="Өзбекстан"), NameIn(language="ur", text="ازبکستان"))
    add(store, AddParty(PartyDraft(title="Uzbekistan", code="UZ", code3="UZB", aliases=names)))
    for words in ("uzb", "өзбек", "ازبك", "uz"):
        assert titles(store, words, Kind.PARTY) == ["Uzbekistan"], words
    assert kinds(store, "өзбекстан")[0] is Kind.PARTY


def test_one_group_of_names_is_offered_whole(store: Store) -> None:
    (countries,) = find(store, "", (Kind.PARTY,)).groups
    assert [name_of(hit) for hit in countries.hits] == ["Kazakhstan", "Pakistan"]
    (areas,) = find(store, "", (Kind.AREA,), 50).groups
    assert [name_of(hit) for hit in areas.hits] == sorted(name_of(hit) for hit in areas.hits)
    assert len(areas.hits) == 9


def test_people_say_their_office_and_offices_their_country(house: Store, ids: Ids) -> None:
    found = hits(house, "minis", Kind.PERSON)
    assert [(hit.link.kind, hit.about) for hit in found if isinstance(hit, Named)] == [
        (Kind.PERSON, "Ministry of Transport"),
        (Kind.OFFICE, "Kazakhstan"),
    ]


def test_an_invitation_is_its_visit(house: Store, ids: Ids) -> None:
    with house.read() as reader:
        invitation = search.find(reader, "", kinds=(Kind.INVITATION,))[0]
    (found,) = hits(house, invitation.title, Kind.VISIT)
    assert isinstance(found, VisitLine) and found.id == ids["visit"]


def test_few_of_each_kind_the_newest_first(store: Store) -> None:
    made = [promise(store, f"Railway {number}") for number in range(12)]
    found = [hit.id for hit in hits(store, "railway", Kind.COMMITMENT) if isinstance(hit, CommitmentLine)]
    assert found == made[::-1][: search.SHOWN]
    days = [TODAY - timedelta(days=number) for number in range(10)]
    for day in days:
        log(store, "Railway again", made[0], day)
    assert len(hits(store, "railway again", Kind.ACTION)) == search.SHOWN


def test_an_old_visit_is_found_among_many_newer_matches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest matches alone would be what is written about a visit, and never the visit."""
    monkeypatch.setattr(search, "TAKEN", 3)
    visit = add(store, AddVisit(VisitDraft(title="Working visit to the harbour")))
    person = add(store, AddPerson(PersonDraft(title="Harbour Master")))
    for number in range(5):
        promise(store, f"Harbour {number}")
    (found,) = hits(store, "harb", Kind.VISIT)
    (somebody,) = hits(store, "harb", Kind.PERSON)
    assert isinstance(found, VisitLine) and found.id == visit
    assert isinstance(somebody, Named) and somebody.link.id == person
    assert len(hits(store, "harb", Kind.COMMITMENT)) == 3


def test_what_is_in_the_trash_is_neither_found_nor_counted(store: Store) -> None:
    record = number_of(store, "transport logistics", Kind.COMMITMENT)
    store.run(Hide((record,)))
    assert hits(store, "tran", Kind.COMMITMENT) == ()
    (area,) = hits(store, "tran", Kind.AREA)
    assert isinstance(area, Named) and area.records == 0
    with store.read() as reader:
        assert search.latest(reader, TODAY, [record]) == ()


def test_the_latest_are_read_in_the_order_given(store: Store) -> None:
    commitment = number_of(store, "transport logistics", Kind.COMMITMENT)
    visit = number_of(store, "return state visit", Kind.VISIT)
    with store.read() as reader:
        (country,) = search.find(reader, "pak", kinds=(Kind.PARTY,))
        found = search.latest(reader, TODAY, [country.id, visit, 99_999, commitment])
    assert [type(hit) for hit in found] == [Named, VisitLine, CommitmentLine]


def test_a_quotation_leads_to_what_it_speaks_for(store: Store) -> None:
    with store.read() as reader:
        (quotation,) = search.find(reader, "will continue implementing", kinds=(Kind.QUOTATION,))
        about = search.cited_for(reader, quotation.id)
    assert about is not None and about.id == number_of(store, "transport logistics", Kind.COMMITMENT)
    source = add(store, AddSource(SourceDraft(title="Speech", text="A road is a road.")))
    alone = add(store, AddQuotation(QuotationDraft(source=source, words="a road")))
    with store.read() as reader:
        assert search.cited_for(reader, alone) is None
