"""The starter register: what a new installation opens with, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from db.commands.bundle import TakeIn
from db.errors import CannotUndo, KnownError
from db.exchange.bundle import read
from db.records.bundle import Bundle, Entry
from db.store import Store, open_register
from db.vocabulary import How, Kind, Strength
from tests.bundles import everything
from tests.house.sources import ROOT
from tests.registers import make_empty, make_starter

STARTER = ROOT / "resources" / "starter" / "kazakhstan-pakistan.json"
QUOTED_AT_MOST = 120


def now() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def starter() -> Bundle:
    return read(STARTER.read_bytes())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_starter(tmp_path / "starter.aide")


@pytest.fixture
def register(path: Path) -> Iterator[Store]:
    with open_register(path, now=now, by="A. Serik") as store:
        yield store


def exported(register: Store, title: str = "Kazakhstan and Pakistan") -> Bundle:
    with register.read() as reader:
        return everything(reader, title)


def test_a_new_register_has_exactly_these_records(register: Store) -> None:
    records = exported(register).records
    assert Counter(entry.kind for entry in records if entry.kind is not Kind.QUOTATION) == {
        Kind.SOURCE: 1,
        Kind.PARTY: 2,
        Kind.PERSON: 2,
        Kind.OFFICE: 2,
        Kind.VISIT: 2,
        Kind.INVITATION: 1,
        Kind.AGREEMENT: 1,
        Kind.COMMITMENT: 9,
        Kind.ANNIVERSARY: 1,
        Kind.AREA: 9,
        Kind.QUESTION: 6,
    }
    promised = [entry.draft for entry in records if entry.kind is Kind.COMMITMENT]
    assert Counter(Strength(draft.get("strength", "undertaking")) for draft in promised) == {
        Strength.UNDERTAKING: 1,
        Strength.PLANNED: 2,
        Strength.INTENTION: 6,
    }
    talks = [len(entry.draft.get("talks", ())) for entry in records if entry.kind is Kind.VISIT]
    assert talks == [2, 0]


def test_neither_country_is_ours(register: Store, starter: Bundle) -> None:
    assert starter.our_side is None
    assert exported(register).our_side is None


def test_what_comes_out_is_what_went_in(register: Store, starter: Bundle) -> None:
    assert _by_uid(exported(register)) == _by_uid(starter)


def test_what_a_register_begins_with_is_not_undone(register: Store, starter: Bundle) -> None:
    """Reason: Ctrl+Z in a new register would otherwise take everything away."""
    assert register.names() == ("", "")
    with pytest.raises(CannotUndo):
        register.undo()
    assert _by_uid(exported(register)) == _by_uid(starter)


def test_taken_in_later_it_is_undone_and_redone(tmp_path: Path, starter: Bundle) -> None:
    with open_register(make_empty(tmp_path / "empty.aide"), now=now, by="A. Serik") as store:
        store.run(TakeIn(starter))
        store.undo()
        assert exported(store).records == ()
        store.redo()
        assert _by_uid(exported(store)) == _by_uid(starter)


def test_it_is_taken_in_once(register: Store, path: Path, starter: Bundle) -> None:
    before = path.read_bytes()
    with pytest.raises(KnownError, match="in the register already"):
        register.run(TakeIn(starter))
    assert path.read_bytes() == before


def test_every_uid_is_a_uuid_of_version_7(starter: Bundle) -> None:
    """Reason: a uid lasts for ever and sorts by the day it was made."""
    assert {(UUID(entry.uid).version, UUID(entry.uid).variant) for entry in starter.records} == {
        (7, "specified in RFC 4122")
    }


def test_each_citation_says_how_it_is_known(starter: Bundle) -> None:
    """Reason: what is stated has its words, what is inferred its reason, what is unknown a source that is silent."""
    for entry in starter.records:
        for cited in entry.draft.get("citations", ()):
            needed = {How.STATED: "quotation", How.INFERRED: "why", How.UNKNOWN: "how"}[How(cited["how"])]
            assert cited.get(needed), (entry.draft.get("title"), cited)
            # Of one source, by words of it or as a whole; which source words are of, they say themselves.
            assert bool(cited.get("quotation")) != bool(cited.get("source")), (entry.draft.get("title"), cited)


def test_every_record_but_a_quotation_is_cited(starter: Bundle) -> None:
    bare = [e.uid for e in starter.records if e.kind is not Kind.QUOTATION and not e.draft.get("citations")]
    assert bare == []


def test_every_quotation_is_cited_and_short(starter: Bundle) -> None:
    """Reason: the article is somebody's; only the words that a record rests on are shipped."""
    quoted = {entry.uid: entry.draft for entry in starter.records if entry.kind is Kind.QUOTATION}
    cited = {each.get("quotation") for entry in starter.records for each in entry.draft.get("citations", ())}
    assert set(quoted) == cited - {None}
    assert max(len(draft["words"]) for draft in quoted.values()) < QUOTED_AT_MOST
    source: dict[str, Any] = next(entry.draft for entry in starter.records if entry.kind is Kind.SOURCE)
    assert "text" not in source


def _by_uid(bundle: Bundle) -> dict[str, Entry]:
    return {entry.uid: entry for entry in bundle.records}
