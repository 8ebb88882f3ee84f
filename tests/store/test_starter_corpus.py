"""The starter register against a careful reading of its source: how each field is known, and by which words."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from db.records.bundle import DRAFTS
from db.store import open_register
from db.vocabulary import Kind
from tests.bundles import everything
from tests.conftest import CORPUS
from tests.registers import make_starter
from tests.store.seed_reading import PROMISES, SECTIONS, Given, declared, place, reading, seed, weakest
from tests.store.test_starter import STARTER

pytestmark = pytest.mark.corpus


class Register:
    """What a new register holds, under the names of the reading."""

    def __init__(self, records: dict[Kind, dict[str, Given]]) -> None:
        self.quotations = records[Kind.QUOTATION]
        self.records: dict[str, Given] = {}
        self.names: dict[str, str] = {}
        for section, kind in SECTIONS.items():
            self._name([entry["id"] for entry in reading()[section]], records[kind])
        self._name(["SRC1"], records[Kind.SOURCE])
        self._name([entry["id"] for section in PROMISES for entry in reading()[section]], records[Kind.COMMITMENT])

    def _name(self, names: list[str], records: dict[str, Given]) -> None:
        for name, (uid, draft) in zip(names, records.items(), strict=True):
            self.names[uid] = name
            self.records[name] = draft

    def cited(self, name: str, field: str) -> list[Given]:
        """The citations of one field."""
        return [each for each in self.records[name]["citations"] if each["field"] == field]

    def value(self, name: str, field: str) -> Any:
        """What stands in a field, records by their names; None where it stands at its default."""
        found = self.records[name].get(field)
        if isinstance(found, list):
            return [self.names.get(each, each) if isinstance(each, str) else each for each in found]
        return self.names.get(found, found) if isinstance(found, str) else found


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    def now() -> datetime:
        return datetime(2026, 11, 23, 9, tzinfo=UTC)

    path = make_starter(tmp_path_factory.mktemp("starter") / "starter.aide")
    with open_register(path, now=now, by="A. Serik", writing=False) as store, store.read() as reader:
        bundle = everything(reader, "")
    return Register({kind: {e.uid: e.draft for e in bundle.records if e.kind is kind} for kind in DRAFTS})


DECLARED = list(declared()) if CORPUS.is_dir() else []


@pytest.mark.parametrize(
    ("section", "name", "key", "said"), DECLARED, ids=[".".join(filter(None, each[:3])) for each in DECLARED]
)
def test_each_declared_field_is_known_as_it_was_read(
    register: Register, section: str, name: str, key: str, said: Given
) -> None:
    record, field = place(section, name, key)
    cited = register.cited(record, field)
    assert cited, f"{record}.{field} is not cited"
    how = weakest(said)
    assert how is None or how in {each["how"] for each in cited}
    if how == "unknown":
        assert field not in register.records[record], "what is unknown stays empty"
    if "at" in said:
        words = [register.quotations[each["quotation"]] for each in cited if "quotation" in each]
        assert said["at"] in [[each["start"], each["end"], each["words"]] for each in words]


def test_quotations_are_the_words_of_the_source(register: Register) -> None:
    for draft in register.quotations.values():
        assert draft["words"] == seed()[draft["start"] : draft["end"]]


def test_words_are_somebodys_only_where_they_are_quoted_directly(register: Register) -> None:
    """Reason: a sheet that prints a reporter's paraphrase as a statesman's own words puts words in his mouth."""
    speakers = {entry["at"][0]: entry.get("speaker") for entry in reading()["statements"].values()}
    for draft in register.quotations.values():
        before = seed()[: draft["start"]]
        direct = before.count("“") > before.count("”")
        sentence = max(start for start in speakers if start <= draft["start"])
        expected = speakers[sentence] if direct else None
        assert register.names.get(draft.get("speaker", "")) == expected, draft["words"]


def test_the_source_is_named_by_its_checksum_and_left_out(register: Register) -> None:
    source = register.records["SRC1"]
    assert source["sha256"] == hashlib.sha256(seed().encode()).hexdigest()
    assert "text" not in source
    assert source["kind"] == reading()["source"]["kind"].replace(" ", "_")
    assert source["language"] == reading()["source"]["language"]


def test_no_sentence_of_the_source_is_shipped_whole() -> None:
    shipped = STARTER.read_text(encoding="utf-8")
    assert [key for key, said in reading()["statements"].items() if said["at"][2] in shipped] == []


def test_nothing_from_outside_the_source_is_shipped() -> None:
    shipped = STARTER.read_text(encoding="utf-8")
    names = [name for names in reading()["outside"]["name_variants"].values() for name in names]
    assert [name for name in [*names, "Astana Times", "2026-02-03", "37 "] if name in shipped] == []


def test_countries_people_and_offices(register: Register) -> None:
    for said in reading()["countries"]:
        assert register.value(said["id"], "title") == said["name"]
        assert register.value(said["id"], "code") == said["iso2"]
        assert register.value(said["id"], "code3") == said["iso3"]
        assert [each["text"] for each in register.value(said["id"], "aliases")] == [said["metonym"]["word"]]
    for said in reading()["offices"]:
        assert register.value(said["id"], "title") == said["title"]
        assert register.value(said["id"], "party") == said["country"]
        assert register.value(said["id"], "rank") == said["rank"].replace(" ", "_")
    for said in reading()["persons"]:
        assert register.value(said["id"], "title") == said["name"]
        assert [register.names[term["office"]] for term in register.value(said["id"], "terms")] == [said["office"]]
        assert "period" not in register.value(said["id"], "terms")[0]


def test_visits_and_talks(register: Register) -> None:
    for said in reading()["visits"]:
        name = said["id"]
        assert register.value(name, "visitor") == said["visitor"]
        assert (register.value(name, "from_party"), register.value(name, "to_party")) == (said["from"], said["to"])
        assert register.value(name, "kind") == said["kind"]["value"].removesuffix(" visit")
        assert register.value(name, "stage") == said.get("status", said.get("status_today"))["value"]
        assert register.value(name, "return_of") == said.get("return_visit_of", {}).get("value")
    day = reading()["visits"][0]["known_day"]
    dates = register.value("V1", "dates")
    assert (dates["edtf"], dates["as_written"]) == (str(day["value"]), day["at"][2])
    assert register.value("V2", "dates") is None
    assert register.value("V2", "purpose").casefold() == "; ".join(p["text"] for p in reading()["visits"][1]["purpose"])
    talks = register.value("V1", "talks")
    assert [talk["format"] for talk in talks] == [said["format"] for said in reading()["talks"]]
    assert [talk["day"]["edtf"] for talk in talks] == [
        str(said[True]) for said in reading()["talks"]
    ]  # YAML 1.1 reads the key "on" as true
    assert talks[0]["topics"].casefold() == reading()["talks"][0]["topics"]["value"]


def test_the_invitation(register: Register) -> None:
    said = reading()["invitations"][0]
    assert register.value("INV1", "by_person") == said["by"]
    assert register.value("INV1", "to_person") == said["to"]
    assert register.value("INV1", "visit") == said["for"]
    assert register.value("INV1", "given_on")["edtf"] == str(said["given_on"]["value"])
    assert _window(register.value("INV1", "window")) == _bounds(reading()["visits"][1]["window"])
    assert register.value("INV1", "window")["as_written"] == reading()["visits"][1]["window"]["words"]


def test_the_agreement(register: Register) -> None:
    said = reading()["agreements"][0]
    assert register.value("A1", "title") == said["title"]
    assert register.value("A1", "kind") == said["kind"].replace(" ", "_")
    assert register.value("A1", "parties") == said["parties"]["value"]
    assert register.value("A1", "visit") == "V1"
    (step,) = register.value("A1", "steps")
    assert (step["kind"], step["done_on"]) == (said["stage"]["value"], {"as_written": said["signed_on"]["at"][2]})


def test_promises_and_what_is_none(register: Register) -> None:
    strengths = zip(PROMISES, (None, "planned", "intention"), strict=True)  # an undertaking is the default
    for section, strength in strengths:
        for said in reading()[section]:
            by = said["by"]["value"] if isinstance(said["by"], dict) else said["by"]
            assert register.value(said["id"], "owes") == ([by] if isinstance(by, str) else by)
            assert register.value(said["id"], "strength") == strength
            assert register.value(said["id"], "owed") is None
    for said in reading()["statements_of_intent"]:
        voice = None if said["voiced_by"] == "reporter" else said["voiced_by"]
        assert register.value(said["id"], "voiced_by") == voice
    for said in reading()["planned_follow_up"]:
        assert register.value(said["id"], "title").casefold() == said["what"]
        assert _window(register.value(said["id"], "due")) == _bounds(said["due"])
        assert register.value(said["id"], "depends_on") == said["depends_on"]
        assert register.value(said["id"], "progress") == said["status"]
    said = reading()["undertakings"][0]
    assert register.value("U1", "title").casefold() == said["what"].casefold()
    assert register.value("U1", "voiced_by") == said["by"]["voiced_by"]
    assert register.value("U1", "origin") == said["arises_from"]
    assert register.value("U1", "areas") == [said["area"]]
    assert register.value("U1", "progress") is None  # open: not started is the default


def test_areas_anniversary_and_questions(register: Register) -> None:
    for said in reading()["areas"]:
        assert register.value(said["id"], "title").casefold() in said["name"].casefold()
        (voiced,) = register.cited(said["id"], "voiced_by")
        assert voiced["says"] == register.value(said["by"], "title")
    anniversary = reading()["anniversaries"][0]
    assert register.value("AN1", "first")["edtf"] == str(anniversary["established_year"]["value"])
    assert register.value("AN1", "parties") == anniversary["countries"]
    (ordinal,) = register.cited("AN1", "ordinal_in_visit_year")
    assert ordinal["says"] == str(anniversary["ordinal_in_visit_year"]["value"])
    about = [register.value(said["id"], "about") for said in reading()["gaps"]]
    assert about == ["F1" if said["about"] == "S14" else said["about"] for said in reading()["gaps"]]


def _window(period: Given) -> tuple[str, str]:
    return period["earliest"], period["latest"]


def _bounds(said: Given) -> tuple[str, str]:
    return str(said["from"]), str(said["to"])
