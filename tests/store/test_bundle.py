"""Bundle files: written the same way every time, and refused whole when anything in them is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.commands.bundle import TakeIn
from db.errors import KnownError
from db.exchange.bundle import SIZE_LIMIT, read
from db.records.bundle import Bundle
from db.store import Store, open_register
from tests.bundles import write
from tests.house.sources import ROOT
from tests.registers import make_empty

STARTER = (ROOT / "resources" / "starter" / "kazakhstan-pakistan.json").read_text(encoding="utf-8")
HEAD = '{"format": "aide-memoire bundle", "version": 1, '
NOBODY = "01a205b3-d001-7e7a-9b63-000000000000"


def now() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = make_empty(tmp_path_factory.mktemp("bundle") / "empty.aide")
    with open_register(path, now=now, by="A. Serik") as store:
        yield store


def test_what_is_written_is_read_again() -> None:
    assert write(read(STARTER)) == STARTER
    assert read(STARTER.encode()) == read(STARTER)


def test_text_is_kept_readable_and_ends_a_line() -> None:
    text = write(Bundle(title="قازقستان"))
    assert "قازقستان" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1, column 1"),
        (STARTER[: len(STARTER) // 2], "line"),
        (b"\xff\xfe{", "not UTF-8"),
        ("\ud800", "not UTF-8"),
        (STARTER.encode("utf-16"), "not UTF-8"),
        (b" " * (SIZE_LIMIT + 1), "at most 20 MB"),
        ("[]", "not an Aide-Mémoire bundle"),
        ('{"format": "something else"}', "not an Aide-Mémoire bundle"),
        ('{"format": "aide-memoire bundle", "version": 3}', "newer version"),
        (HEAD + '"title": "a", "title": "b"}', "“title” twice"),
        (HEAD + '"records": [{"draft": {"title": "a", "title": "b"}}]}', "“title” twice"),
        (HEAD + '"our_side": NaN}', "NaN is not a number"),
        (HEAD + '"our_side": -Infinity}', "-Infinity is not a number"),
        (HEAD + '"records": ' + "[" * 200_000 + "]" * 200_000 + "}", "too deeply"),
        (HEAD + '"our_side": ' + "9" * 10_000 + "}", "too long"),
        (HEAD + r'"title": "\ud800 alone"}', "hex escape"),
        (HEAD + '"colour": "red"}', "colour"),
        (HEAD + '"title": "' + "x" * 1001 + '"}', "title"),
        (HEAD + f'"our_side": "{NOBODY}"}}', "our side is no party"),
    ],
)
def test_a_text_that_is_no_bundle_is_refused(text: str | bytes, why: str) -> None:
    with pytest.raises(KnownError, match=why) as refused:
        read(text)
    assert refused.value.safe == "Nothing was stored."


@given(st.binary() | st.text() | st.recursive(st.none() | st.text(), st.lists, max_leaves=5).map(json.dumps))
@example(HEAD + '"version": true}')
@example(HEAD + '"records": [{}]}')
def test_nothing_but_a_bundle_or_a_sentence_comes_of_any_text(text: str | bytes) -> None:
    try:
        assert isinstance(read(text), Bundle)
    except KnownError as refused:
        assert refused.sentence


def _of(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """The first record of a kind in a bundle."""
    found: dict[str, Any] = next(entry for entry in data["records"] if entry["kind"] == kind)
    return found


def _the_same_twice(data: dict[str, Any]) -> None:
    data["records"].append(data["records"][0])


def _a_kind_it_does_not_carry(data: dict[str, Any]) -> None:
    _of(data, "question")["kind"] = "briefing"


def _a_kind_nobody_knows(data: dict[str, Any]) -> None:
    _of(data, "question")["kind"] = "poem"


def _a_name_that_is_no_uid(data: dict[str, Any]) -> None:
    _of(data, "question")["uid"] = "1"


def _a_record_that_is_not_there(data: dict[str, Any]) -> None:
    _of(data, "question")["draft"]["about"] = NOBODY


def _a_record_by_its_number(data: dict[str, Any]) -> None:
    _of(data, "question")["draft"]["about"] = 1


def _a_visitor_who_is_a_country(data: dict[str, Any]) -> None:
    _of(data, "visit")["draft"]["visitor"] = _of(data, "party")["uid"]


def _an_invitation_to_a_person(data: dict[str, Any]) -> None:
    _of(data, "invitation")["draft"]["visit"] = _of(data, "person")["uid"]


def _a_field_nobody_knows(data: dict[str, Any]) -> None:
    _of(data, "question")["draft"]["colour"] = "red"


def _a_word_nobody_knows(data: dict[str, Any]) -> None:
    _of(data, "visit")["draft"]["stage"] = "imagined"


def _a_title_that_is_a_list(data: dict[str, Any]) -> None:
    _of(data, "question")["draft"]["title"] = ["a"]


def _a_window_that_ends_elsewhere(data: dict[str, Any]) -> None:
    _of(data, "invitation")["draft"]["window"]["latest"] = "2027-12-31"


@pytest.mark.parametrize(
    "spoil",
    [
        _the_same_twice, _a_kind_it_does_not_carry, _a_kind_nobody_knows, _a_name_that_is_no_uid,
        _a_record_that_is_not_there, _a_record_by_its_number, _a_visitor_who_is_a_country, _an_invitation_to_a_person,
        _a_field_nobody_knows, _a_word_nobody_knows, _a_title_that_is_a_list, _a_window_that_ends_elsewhere,
    ],
)  # fmt: skip
@pytest.mark.sampled(4)
def test_a_bundle_with_one_wrong_thing_stores_nothing(register: Store, spoil: Callable[[dict[str, Any]], None]) -> None:
    data = json.loads(STARTER)
    spoil(data)
    before = register.path.read_bytes()
    with pytest.raises(KnownError) as refused:
        register.run(TakeIn(read(json.dumps(data))))
    assert "Nothing was stored." in refused.value.sentence
    assert register.path.read_bytes() == before
