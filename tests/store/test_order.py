"""Titles stand in the order of CLDR's root collation, by all of their words, wherever they are listed."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.collation import ICU, sort_key
from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment, ChangeCommitment
from db.commands.parties import AddArea, AddParty
from db.commands.people import AddPerson
from db.commands.sources import AddSource
from db.commands.visits import AddVisit
from db.queries import agreements, commitments, parties, people, records, sources, visits
from db.records.agreements import AgreementDraft
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.parties import AreaDraft, PartyDraft
from db.records.people import PersonDraft
from db.records.sources import SourceDraft
from db.records.visits import VisitDraft
from db.store import Store
from db.tables.base import Record
from db.vocabulary import Kind
from tests.store.house import TODAY, Ids

BETWEEN = (
    "Agreement between the Government of the Republic of Kazakhstan and the Government of the Islamic Republic of "
)

ORDERED = [
    ("countries", ["Åland", "albania", "Albania", "Zambia"]),
    ("accents", ["Córdoba", "Çorum", "Cote", "coté", "Côte", "Coteau"]),
    ("Urdu", ["آ", "ا", "ب", "پ", "ت", "ٹ", "ج", "چ", "د", "ڈ"]),
    ("Urdu words", ["آذربائیجان", "ازبکستان", "پاکستان", "تاجکستان", "چین", "قازقستان"]),
    ("Kazakh", ["Ақтау", "Әзербайжан", "Қазақстан", "Өзбекстан", "Шымкент"]),
    ("Russian", ["Елена", "Ёлка", "Енисей", "Жанр"]),
    ("numbers", ["No. 1", "No. 2", "No. 10", "No. 100"]),
    ("figures of any script", ["Note 1", "Note ۲", "Note 3", "Note ١٠", "Note 20"]),
    ("numbers inside", ["Article 2(10)", "Article 10(2)", "Article 10(11)"]),
    ("years", ["Plan 999", "Plan 2026", "Plan 2027–2030", "Plan 2031"]),
    ("long ones", [f"{BETWEEN}Pakistan on {what}" for what in ("air services", "customs", "visa-free travel")]),
    ("long ones with numbers", [f"{BETWEEN}Pakistan, Protocol No. {number}" for number in (2, 9, 10, 11)]),
    ("scripts", ["100 days", "Zambia", "Ямал", "ازبکستان", "ไทย", "中国"]),
    ("signs before figures before letters", ["“Quoted”", "1st meeting", "First meeting"]),
    ("case last", ["a road", "A road", "a road to Almaty", "A road to Astana"]),
    ("Turkish", ["Iğdır", "İstanbul", "İzmir", "Şanlıurfa", "Türkiye", "Ürgüp"]),
]


def _shuffled(titles: list[str]) -> list[str]:
    found = list(titles)
    Random(len(found)).shuffle(found)
    return found


@pytest.mark.parametrize("titles", [pytest.param(titles, id=name) for name, titles in ORDERED])
@pytest.mark.sampled(6)
def test_titles_stand_in_the_order_of_the_root_collation(house: Store, titles: list[str]) -> None:
    """By their keys, and in a table from its beginning and from its end, rising and falling."""
    assert sorted(_shuffled(titles), key=sort_key) == titles
    made = {house.run(AddCommitment(CommitmentDraft(title=title))).record for title in _shuffled(titles)}
    with house.read() as reader:
        for falls in (False, True):
            rows = commitments.LISTING.rows(reader, TODAY, View(sort="title", descending=falls))
            total = rows.count(reader)
            ids = rows.page(reader, 0, total)
            shown = [line.title for line in commitments.lines(reader, TODAY, [each for each in ids if each in made])]
            assert shown == (titles[::-1] if falls else titles)
            assert rows.page(reader, total - 3, 3, total) == ids[-3:]


def _collator() -> icu.Collator:
    collator = icu.Collator.createInstance(icu.Locale.getRoot())
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator


@given(titles=st.lists(st.text(max_size=20) | st.from_regex(r"[a-zA-Zآ-یА-яÀ-ž ]{0,8}[0-9۰-۹]{0,3}", fullmatch=True)))
def test_keys_compare_as_the_library_compares(titles: list[str]) -> None:
    """Whatever is typed has a key, and two keys say what a comparison of the two texts says."""
    library, known = _collator(), sorted(titles, key=sort_key)
    for one, other in pairwise(known):
        assert library.compare(one, other) <= 0
        assert (sort_key(one) == sort_key(other)) is (library.compare(one, other) == 0)


def test_registers_keep_keys_of_this_library() -> None:
    """Reason: keys of two versions of ICU must not be compared; another one needs a migration that makes them anew."""
    assert icu.ICU_VERSION == ICU


def test_a_new_title_takes_its_place_and_gives_it_back(house: Store, ids: Ids) -> None:
    """The key is written with the row, and again when it is taken back; `check` finds nothing else."""

    def keys() -> tuple[bytes, bytes]:
        with house.read() as reader:
            record = reader.get_one(Record, ids["commitment"])
            return record.sorts_as, sort_key(record.title)

    before = keys()
    with house.read() as reader:
        version = reader.get_one(Record, ids["commitment"]).version
    house.run(ChangeCommitment(ids["commitment"], version, CommitmentDraft(title="Åland first")))
    assert keys() == (sort_key("Åland first"), sort_key("Åland first")) and house.check().sound
    house.undo()
    assert keys() == before == (before[1], before[1]) and house.check().sound


NAMES = ["Åland", "albania", "No. 2", "No. 10", "Zambia", "آذربائیجان", "ازبکستان", "پاکستان"]


def test_every_list_of_names_stands_in_that_order(house: Store) -> None:
    """Countries, people, areas, sources, agreements, visits and whatever is listed by its kind."""

    def own(titles: list[str]) -> list[str]:
        return [each for each in titles if each in NAMES]

    for title in _shuffled(NAMES):
        house.run(AddParty(PartyDraft(title=title)))
        house.run(AddPerson(PersonDraft(title=title)))
        house.run(AddArea(AreaDraft(title=title)))
        house.run(AddSource(SourceDraft(title=title)))
        house.run(AddAgreement(AgreementDraft(title=title)))
        house.run(AddVisit(VisitDraft(title=title)))
    with house.read() as reader:
        found = {
            "countries": [line.title for line in parties.lines(reader) if not line.open_count],
            "people": [link.title for link in people.people(reader)],
            "people in full": [line.link.title for line in people.person_lines(reader, TODAY)],
            "areas": [link.title for link in parties.areas(reader)],
            "areas in full": [line.title for line in parties.area_lines(reader)],
            "sources": [line.title for line in sources.lines(reader)],
            "of a kind": [link.title for link in records.of_kind(reader, Kind.PARTY, View())],
        }
        for noun, name in ((agreements, "agreements"), (visits, "visits")):
            rows = list(reader.scalars(noun.rows(reader, TODAY, View(sort="title"))))
            found[name] = [line.title for line in noun.lines(reader, TODAY, rows)]
    assert {name: own(titles) for name, titles in found.items()} == dict.fromkeys(found, NAMES)


def test_groups_stand_in_the_order_of_their_titles(house: Store) -> None:
    """Rows grouped by an area stand under its title, those without one last; each heading has its rows."""
    areas = [house.run(AddArea(AreaDraft(title=title))).record for title in ("Zambia", "albania", "Åland")]
    for area in areas:
        assert area is not None
        house.run(AddCommitment(CommitmentDraft(title="In an area", areas=(area,))))
    house.run(AddCommitment(CommitmentDraft(title="In none")))
    view = View(group="area")
    with house.read() as reader:
        groups = commitments.LISTING.groups(reader, TODAY, view)
        rows = commitments.lines(reader, TODAY, list(reader.scalars(commitments.rows(reader, TODAY, view))))
    labels = [group.label for group in groups]
    assert [label for label in labels if label in ("Zambia", "albania", "Åland")] == ["Åland", "albania", "Zambia"]
    assert labels[-1] == ""
    headings = [group.label for group in groups for _ in range(group.count)]
    assert [row.areas[0] if row.areas else "" for row in rows if len(row.areas) < 2] == [
        heading for heading, row in zip(headings, rows, strict=True) if len(row.areas) < 2
    ]
