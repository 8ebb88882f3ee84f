"""What a whole bundle is refused for: each cause by its name and its line, and nothing is left of the attempt."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy import String, Text

from db.errors import KnownError
from db.exchange.bundle import Lines, opened, write
from db.queries.bundle import everything, head
from db.records.bundle import DRAFTS
from db.store import Store
from db.tables import bundle
from db.tables.base import Base, Record
from db.vocabulary import Kind
from tests.bundles import exported, imported, opened_again
from tests.campaigns import cases, tries
from tests.registers import make_empty
from tests.store.house import Clock, Ids


@pytest.fixture(autouse=True)
def quickly_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register that is empty is copied: what is refused is what comes into it."""
    monkeypatch.setattr("db.store._upgrade", make_empty)


@pytest.fixture(scope="module")
def lines(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The lines of the furnished register."""
    return exported(furnished[0], tmp_path_factory.mktemp("lines") / "all.jsonl").splitlines(keepends=True)


Spoil = Callable[[list[bytes]], int | None]
"""Spoils the lines and says in which it shows."""


def at(wanted: str, lines: list[bytes]) -> int:
    """Where a record of a kind, a setting or a file stands."""
    for number, line in enumerate(lines):
        data = json.loads(line)
        if wanted in data or data.get("record", {}).get("kind") == wanted:
            return number
    raise LookupError(wanted)


def changed(wanted: str, change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Another value in a line."""

    def spoil(lines: list[bytes]) -> int:
        number = at(wanted, lines)
        data = json.loads(lines[number])
        (name,) = data
        change(data[name])
        lines[number] = json.dumps(data, ensure_ascii=False).encode() + b"\n"
        return number + 1

    return spoil


def field(wanted: str, name: str, value: Any) -> Spoil:
    return changed(wanted, lambda data: data.update({name: value}))


def written(wanted: str, old: bytes, new: bytes) -> Spoil:
    """Other letters in a line."""

    def spoil(lines: list[bytes]) -> int:
        number = at(wanted, lines)
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new, 1)
        return number + 1

    return spoil


def headed(**fields: Any) -> Spoil:
    """Another first line."""

    def spoil(lines: list[bytes]) -> None:
        lines[0] = json.dumps({**json.loads(lines[0]), **fields}).encode() + b"\n"

    return spoil


def without(wanted: str) -> Spoil:
    def spoil(lines: list[bytes]) -> None:
        del lines[at(wanted, lines)]

    return spoil


def row(wanted: str, table: str, **fields: Any) -> Spoil:
    return changed(wanted, lambda data: data["rows"][table][0].update(fields))


def elsewhere(spoil: Spoil, further: int) -> Spoil:
    """What shows so many lines after the one that is spoilt."""

    def spoil_here(lines: list[bytes]) -> int | None:
        number = spoil(lines)
        return None if number is None else number + further

    return spoil_here


def twice(wanted: str) -> Spoil:
    def spoil(lines: list[bytes]) -> int:
        lines.append(lines[at(wanted, lines)])
        return len(lines)

    return spoil


def cut(lines: list[bytes]) -> None:
    del lines[-3:]


def cut_inside(lines: list[bytes]) -> None:
    lines[-1] = lines[-1][: len(lines[-1]) // 2]


def cut_in_a_file(lines: list[bytes]) -> None:
    del lines[at("part", lines) :]


def one_more(lines: list[bytes]) -> None:
    first = json.loads(lines[0])
    first["records"] += 1
    lines[0] = json.dumps(first).encode() + b"\n"


NOBODY = "01a205b3-d001-7e7a-9b63-000000000000"
PERIOD = {"dates_words": "", "dates_edtf": "2027-03", "dates_earliest": "2027-03-02", "dates_latest": "2027-03-31"}

NOTHING = {**PERIOD, "dates_words": None, "dates_edtf": None}
DEEP = b"[" * 99_999 + b"]" * 99_999


def nested(depth: int) -> dict[str, Any]:
    """JSON so deep, as it stands in the data of a sheet."""
    value: Any = 1
    for _level in range(depth):
        value = [value]
    return {"title": value}


REFUSED: dict[str, tuple[Spoil, str]] = {
    "cut off": (cut, r"the file ends too early: \d+ of \d+ records"),
    "cut off in a line": (cut_inside, r"the file ends too early: \d+ of \d+ records"),
    "cut off in a file": (cut_in_a_file, "a file in it is cut off"),
    "fewer than it says": (one_more, r"the file ends too early: \d+ of \d+ records"),
    "a setting fewer than it says": (without("setting"), r"ends too early: \d+ of \d+ settings"),
    "more than it says": (twice("person"), "more follows than its first line says"),
    "a newer version": (headed(version=3), "newer version of the program"),
    "a head without counts": (headed(records=None), "records"),
    "a head with another field": (headed(colour="red"), "colour"),
    "a head with a number below nothing": (headed(records=-1), "records"),
    "no JSON": (written("person", b"{", b"["), "column"),
    "a key twice": (written("person", b'"kind"', b'"uid": "x", "kind"'), "“uid” twice"),
    "no number": (written("attachment", b'"size": ', b'"size": NaN, "x": '), "NaN is not a number"),
    "a number of 23 digits": (field("attachment", "size", 10**22), "too long"),
    "a number without end": (written("attachment", b'"size": ', b'"size": 1e999, "x": '), "too long"),
    "half a letter": (written("person", b'"title": "', b'"title": "\\ud800'), "half a letter"),
    "no UTF-8": (written("person", b'"title": "', b'"title": "\xff'), "UTF-8"),
    "nested deeply": (written("person", b'"title": ', b'"x": ' + DEEP + b', "title": '), "deep"),
    "a line of another sort": (written("person", b'{"record"', b'{"poem"'), "neither a record"),
    "a list": (written("person", b'{"record": ', b'{"record": [], "x": '), "neither a record"),
    "a kind nobody knows": (field("person", "kind", "poem"), "kind: 'poem' is none of"),
    "no kind": (changed("person", lambda data: data.pop("kind")), "kind: this is needed"),
    "no uid": (field("person", "uid", "1"), "uid"),
    "a number it never gave": (field("person", "id", 10**9), "gave no number"),
    "a number below one": (field("person", "id", 0), "gave no number"),
    "a number that is none": (field("person", "id", True), "no whole number"),
    "a field nobody knows": (field("person", "colour", "red"), "“colour”"),
    "a word nobody knows": (field("visit", "stage", "imagined"), "stage: 'imagined' is none of"),
    "a title that is a list": (field("visit", "title", ["a"]), "title: "),
    "a title too long": (field("visit", "title", "x" * 1_001), r"record \d+: title: it has 1,001 letters"),
    "a text too long": (field("visit", "purpose", "x" * 100_001), r"record \d+: purpose: it has 100,001 letters"),
    "a word too long in a row": (row("visit", "talk", place="x" * 1_001), r"record \d+: place: it has 1,001 letters"),
    "a source too long": (field("source", "text", "x" * 5_000_001), r"record \d+: text: it has 5,000,001 letters"),
    "a sheet nested too deeply": (field("briefing", "data", nested(51)), r"record \d+: data: it is nested too deeply"),
    "a sheet that can hardly be read": (field("briefing", "data", nested(900)), "nested too deeply"),
    "a setting nested too deeply": (field("setting", "value", nested(500)), "value: it is nested too deeply"),
    "nothing where something is needed": (field("visit", "stage", None), "stage: this is needed"),
    "a visitor nobody has": (field("visit", "visitor", NOBODY), f"visitor: no such record {NOBODY}"),
    "a visitor by number": (field("visit", "visitor", 7), "visitor: 7 is no name"),
    "a day that is none": (field("action", "done_on", "2026-02-30"), "done_on: '2026-02-30' is no day"),
    "a day by another name": (field("action", "done_on", "2026-W01-1"), "no day"),
    "a flag that is a number": (field("person", "hidden", 1), "hidden: 1 is neither"),
    "days that do not fit": (changed("visit", lambda data: data.update(PERIOD)), "do not fit"),
    "days without a date": (changed("visit", lambda data: data.update(NOTHING)), "without a date"),
    "rows of another kind": (field("person", "rows", {"talk": [{}]}), "“talk”"),
    "rows that are none": (field("person", "rows", {"term": 7}), "no lists"),
    "a row that is none": (field("person", "rows", {"term": [7]}), "no rows"),
    "a row with another field": (row("visit", "talk", colour="red"), "“colour”"),
    "a row that says where it hangs": (row("visit", "talk", visit_id=1), "“visit_id”"),
    "a row that names nobody": (row("agreement", "agreement_party", party_id=NOBODY), "party_id: no such record"),
    "an area twice": (changed("visit", lambda data: data["rows"].update(record_area=data["rows"]["record_area"] * 2)),
                      "is there twice"),
    "another's bytes": (elsewhere(written("part", b'{"part": "J', b'{"part": "K'), -1), "are not those it was"),
    "no Base64": (written("part", b'{"part": "J', b'{"part": "*'), "no Base64"),
    "an empty part": (elsewhere(changed("file", lambda data: data.update(size=data["size"] + 1)), 2), "the next part"),
    "a file too large": (field("file", "size", 10**9), "at most 45 MB"),
    "a file without its bytes": (without("part"), "the next part"),
    "our side nobody has": (changed("setting", lambda data: data.update(value=10**6)), "our side is no party"),
    "our side in words": (changed("setting", lambda data: data.update(value="KZ")), "our side is no party"),
    "a setting with another field": (field("setting", "colour", "red"), "“colour”"),
}  # fmt: skip


@pytest.mark.parametrize("how", REFUSED)
def test_a_bundle_with_one_wrong_thing_is_refused_by_its_cause(lines: list[bytes], tmp_path: Path, how: str) -> None:
    """With the line where it stands in one; and nothing is left of the attempt."""
    spoil, why = REFUSED[how]
    spoilt = [*lines]
    line = spoil(spoilt)
    file = tmp_path / "all.jsonl"
    file.write_bytes(b"".join(spoilt))
    with pytest.raises(KnownError, match=why) as refused:
        imported(file, tmp_path / "copy.aide")
    assert "Nothing was stored." in refused.value.sentence
    if line is not None:
        assert f"line {line}" in refused.value.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_the_same_record_twice_is_refused_in_its_second_line(lines: list[bytes], tmp_path: Path) -> None:
    spoilt = [*lines, lines[at("person", lines)]]
    one_more(spoilt)
    (tmp_path / "all.jsonl").write_bytes(b"".join(spoilt))
    with pytest.raises(KnownError, match=f"line {len(spoilt)}: .* is there twice"):
        imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")


def test_a_line_that_never_ends_is_not_read_to_its_end(
    lines: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.exchange.bundle.LINE_LIMIT", 20_000)
    (tmp_path / "all.jsonl").write_bytes(lines[0] + b'{"record": {"title": "' + b"x" * 10**6)
    with pytest.raises(KnownError, match="line 2: it is longer than"):
        imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")


def test_nothing_is_written_that_could_not_be_read(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.exchange.bundle.LINE_LIMIT", 200)
    with house.read() as reader, pytest.raises(KnownError, match="too large to be read again"):
        list(write(head(reader, ""), everything(reader)))


def test_it_can_be_stopped_at_any_step(lines: list[bytes], tmp_path: Path) -> None:
    """What is heard goes from nothing to all; whoever raises leaves nothing behind."""
    (tmp_path / "all.jsonl").write_bytes(b"".join(lines))
    heard: list[float] = []
    imported(tmp_path / "all.jsonl", tmp_path / "copy.aide", heard.append)
    assert heard == sorted(heard) and heard[-1] == 1
    (tmp_path / "copy.aide").unlink()

    class Stopped(Exception):
        pass

    def stop(when: int, share: float) -> None:
        if share >= heard[when]:
            raise Stopped

    for when in range(len(heard)):
        with pytest.raises(Stopped):
            imported(tmp_path / "all.jsonl", tmp_path / "copy.aide", partial(stop, when))
        assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_what_is_there_is_never_written_over(lines: list[bytes], tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "there.aide").write_text("mine")
    (tmp_path / "link.aide").symlink_to(tmp_path / "nowhere.aide")
    for name in ("there.aide", "link.aide"):
        with pytest.raises(FileExistsError):
            imported(tmp_path / "all.jsonl", tmp_path / name)
    assert (tmp_path / "there.aide").read_text() == "mine" and not (tmp_path / "nowhere.aide").exists()


def test_what_a_stopped_attempt_left_is_removed_later(lines: list[bytes], tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_bytes(b"".join(lines))
    for end in ("", "-journal", ".lock"):
        left = tmp_path / f"copy.aide.999.new{end}"
        left.touch()
        os.utime(left, (Clock()().timestamp() - 7200,) * 2)
    imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "copy.aide"]


# ------------------------------------------------------------------------------------------------ whatever comes
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary().map(repr),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@st.composite
def tampered(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Bytes taken out, put in, turned or given twice, at places of chance."""
    turns = draw(
        st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=3)
    )

    def tamper(text: bytes) -> bytes:
        for where, out, more in turns:
            place = round(where * len(text))
            text = text[:place] + more + text[place + out :]
        return text

    return tamper


@given(tampered())
@example(lambda _: b"")
@example(lambda text: text[:40])
@example(lambda text: text.replace(b"\n", b"\r\n"))
@example(lambda text: text.replace(b"\n", b"\n\n"))
@example(lambda text: b"\xef\xbb\xbf" + text)
@cases()
def test_nothing_but_values_or_a_sentence_comes_of_any_bytes(
    lines: list[bytes], tmp_path_factory: pytest.TempPathFactory, tamper: Callable[[bytes], bytes]
) -> None:
    file = tmp_path_factory.getbasetemp() / "tampered.jsonl"
    file.write_bytes(tamper(b"".join(lines)))
    try:
        found = opened(file)
        if isinstance(found, Lines):
            assert sum(each.name == "record" for each in found) == found.head.records
    except KnownError as refused:
        assert "cannot be read" in refused.sentence or "newer version" in refused.sentence


TABLES = {
    columns: None
    for kind in bundle.kinds()
    for columns in (*bundle.own_columns(kind).values(), *(each.columns for each in bundle.hanging(kind).values()))
}


@given(st.sampled_from([*TABLES]), st.data())
@cases()
def test_nothing_but_a_row_or_a_sentence_comes_of_any_values(columns: bundle.Columns, data: st.DataObject) -> None:
    names = [each.name for each in columns]
    given_values = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING) if names else st.just({}))
    try:
        row = bundle.read(columns, given_values)
    except ValueError as refused:
        assert str(refused)
    else:
        assert set(row) == set(names)


@pytest.mark.parametrize("seed", range(tries(6)))
def test_a_register_is_whole_or_not_there_whatever_is_in_the_file(
    lines: list[bytes], tmp_path: Path, seed: int
) -> None:
    """A value of chance in a field of chance: it is taken in and the register is sound, or nothing is there."""
    chance = random.Random(seed)
    spoilt = [*lines]
    number = chance.choice([n for n, line in enumerate(lines) if b'{"record"' in line[:12]])
    data = json.loads(lines[number])
    fields = [name for name in data["record"] if name not in ("uid", "kind", "id")]
    values = ["", "x", 0, 7, True, None, 0.5, [], {}, NOBODY, data["record"]["uid"], "2027-01-01", "\u202eabc", "a\0b"]
    data["record"][chance.choice(fields)] = chance.choice(values)
    spoilt[number] = json.dumps(data).encode() + b"\n"
    (tmp_path / "all.jsonl").write_bytes(b"".join(spoilt))
    try:
        imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")
    except KnownError as refused:
        assert f"line {number + 1}: " in refused.sentence
        assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]
        return
    with opened_again(tmp_path / "copy.aide") as store:
        assert store.check().sound


def texts(shape: type[BaseModel]) -> dict[str, int]:
    """The most letters that a form takes into the texts of a draft, by field."""
    found = {
        name: [getattr(each, "max_length", None) for each in info.metadata] for name, info in shape.model_fields.items()
    }
    return {name: max(filter(None, most)) for name, most in found.items() if any(most)}


def needed(shape: type[BaseModel]) -> set[str]:
    """The texts of a draft that a form does not take empty."""
    return {
        name for name, info in shape.model_fields.items() if any(getattr(m, "min_length", 0) for m in info.metadata)
    }


def titles() -> Iterator[tuple[str, str]]:
    """Every text that may not be empty, by its table."""
    for kind in bundle.kinds():
        of = [*bundle.own_columns(kind).values(), *(each.columns for each in bundle.hanging(kind).values())]
        found = (each for columns in of for each in columns if bundle.is_needed(each) and each.name != "uid")
        yield from ((each.table.name, each.name) for each in found if type(each.type) in (String, Text))


@pytest.mark.parametrize(("table", "name"), sorted(set(titles())))
@pytest.mark.parametrize("empty", ["", " ", "\n\t", "\u200b", "\u202e\u2066\u2069"])
def test_a_text_that_a_form_needs_does_not_come_in_empty(table: str, name: str, empty: str) -> None:
    column = Base.metadata.tables[table].c[name]
    with pytest.raises(ValueError, match=f"{name}: this is needed"):
        bundle.read((column,), {name: empty})


def test_a_title_comes_in_on_one_line_as_a_form_takes_it() -> None:
    assert bundle.read((bundle.RECORDS.c.title,), {"title": " Return\n\tvisit "}) == {"title": "Return visit"}


@pytest.mark.parametrize("kind", DRAFTS, ids=str)
def test_what_a_form_takes_comes_in_again_and_no_more(kind: Kind) -> None:
    """The limits of what is read follow from the columns; those of forms stand in the drafts: they are the same."""
    columns = {each.name: each for own in bundle.own_columns(kind).values() for each in own}
    for name, most in texts(DRAFTS[kind]).items():
        if name in columns and isinstance(columns[name].type, String):
            assert bundle.limit(columns[name]) == most, (kind, name)
            assert bundle.is_needed(columns[name]) == (name in needed(DRAFTS[kind])), (kind, name)
    mapper = Record.__mapper__.polymorphic_map[kind]
    for field, info in DRAFTS[kind].model_fields.items():
        shape = next(iter(get_args(info.annotation)), None)
        if field in mapper.relationships and isinstance(shape, type) and issubclass(shape, BaseModel):
            of_rows = mapper.relationships[field].mapper.columns
            assert all(bundle.limit(of_rows[name]) >= most for name, most in texts(shape).items()), (kind, field)
            assert all(bundle.is_needed(of_rows[name]) for name in needed(shape) if name in of_rows), (kind, field)
