"""All that a careful reader finds in the sample article is entered by hand, and is then the starter register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from db.records.bundle import Bundle, Entry
from db.vocabulary import Kind
from desktop.assets import read_text
from tests.bundles import everything
from tests.flows.by_hand import Cited, Hand
from tests.flows.conftest import User
from tests.registers import opened
from tests.store.seed_reading import seed

pytestmark = pytest.mark.corpus

NOT_ASKED_FOR = {"citations", "sha256"}
"""What no form asks for: citations come from quoting, the checksum is computed from the text."""

FIRST_DAY = {"edtf": "2026-02-04", "earliest": "2026-02-04", "latest": "2026-02-04"}

Name = tuple[Kind, str]
Difference = tuple[Kind, str, Any, Any]


@cache
def starter() -> Bundle:
    return Bundle.model_validate_json(read_text("starter", "kazakhstan-pakistan.json"))


def allowed() -> list[Difference]:
    """Where the register that was entered by hand is not the starter, and why."""
    return [
        # The starter ships without the article; by hand its text is pasted. The checksum is the same.
        (Kind.SOURCE, "text", None, seed()),
        # A form keeps how a date was typed and on which day; the starter has nothing but the day.
        (Kind.INVITATION, "given_on", FIRST_DAY, FIRST_DAY | {"as_written": "2026-02-04"}),
    ]


# ------------------------------------------------------------------------------------------------ what an officer does
@dataclass
class Work:
    """What was done so far; the program is closed after each morning."""

    register: Path
    done: list[str] = field(default_factory=list)

    def on(self, user: User, *mornings: Callable[[Hand], None]) -> None:
        """Do what is not done yet, each in a program of its own."""
        hand = Hand(user, names(starter()))
        for morning in mornings:
            if morning.__name__ not in self.done:
                if self.register.exists():
                    user.register = self.register
                user.opens_the_program()
                if not self.register.exists():
                    hand.starts_a_register(self.register)
                morning(hand)
                user.closes_the_program()
                self.done.append(morning.__name__)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("work") / "by-hand.aide")


def enter_records(hand: Hand) -> None:
    """Each record in the form of its kind, the article pasted as a source."""
    for entry in starter().records:
        if entry.kind is not Kind.QUOTATION:
            draft = {name: value for name, value in entry.draft.items() if name not in NOT_ASKED_FOR}
            hand.enters(entry.kind, draft, seed() if entry.kind is Kind.SOURCE else "")


def quote_words(hand: Hand) -> None:
    """The words in the order of the text, each for all that they speak for."""
    hand.takes("view.go_sources")
    for words in (entry for entry in starter().records if entry.kind is Kind.QUOTATION):
        hand.selects(words.draft["start"], words.draft["end"])
        hand.quotes(words.draft, [cited for cited in citations() if cited[0].get("quotation") == words.uid])


def cite_the_source(hand: Hand) -> None:
    """What the article as a whole says or does not say."""
    hand.takes("view.go_sources")
    hand.cites_the_source([cited for cited in citations() if "quotation" not in cited[0]])


@pytest.mark.sampled(0)
def test_every_record_has_a_form(user: User, work: Work) -> None:
    work.on(user, enter_records)
    by_hand, wanted = stored(work.register), records(starter())
    assert [*by_hand] == [name for name in wanted if name[0] is not Kind.QUOTATION]
    for name, draft in by_hand.items():
        assert draft["citations"] == [], name
        differing = {key for key in draft | wanted[name] if draft.get(key) != wanted[name].get(key)}
        assert differing - {"citations"} == {key for kind, key, *_ in allowed() if kind is name[0]}, name


@pytest.mark.sampled(0)
def test_words_are_selected_and_speak_for_fields(user: User, work: Work) -> None:
    work.on(user, enter_records, quote_words)
    by_hand, wanted = stored(work.register), records(starter())
    assert [*by_hand] == [*wanted]
    for name in wanted:
        assert by_hand[name]["citations"] == [said for said in wanted[name]["citations"] if "quotation" in said], name


@pytest.mark.sampled(0)
def test_the_register_is_the_starter_field_by_field(user: User, work: Work) -> None:
    work.on(user, enter_records, quote_words, cite_the_source)
    by_hand, wanted = stored(work.register), records(starter())
    assert [*by_hand] == [*wanted], "the same records, those of a kind in the same order"
    found = [
        (name[0], key, wanted[name].get(key), by_hand[name].get(key))
        for name in wanted
        for key in sorted(wanted[name].keys() | by_hand[name].keys())
        if wanted[name].get(key) != by_hand[name].get(key)
    ]
    assert found == allowed()


# -------------------------------------------------------------------------------------------------- what is compared
def citations() -> list[Cited]:
    """What the starter cites, and of which record."""
    return [(said, entry.uid) for entry in starter().records for said in entry.draft.get("citations", ())]


def stored(register: Path) -> dict[Name, dict[str, Any]]:
    """The records of a register file, read anew; nothing is in its Trash and neither side is ours."""
    with opened(register, writing=False) as store, store.read() as reader:
        bundle = everything(reader, starter().title)
    assert bundle.our_side is None and not any(entry.hidden for entry in bundle.records)
    return records(bundle)


def names(bundle: Bundle) -> dict[str, Name]:
    """What each record is called in lists, by its uid; the words of a source are called by their place."""
    entries = {entry.uid: entry for entry in bundle.records}

    def name(entry: Entry) -> str:
        if entry.kind is Kind.QUOTATION:
            return f"{entry.draft['start']:04} {entry.draft['end']:04}"
        if entry.kind is Kind.INVITATION:
            return f"Invitation: {entries[entry.draft['visit']].draft['title']}"
        return str(entry.draft["title"])

    return {uid: (entry.kind, name(entry)) for uid, entry in entries.items()}


def records(bundle: Bundle) -> dict[Name, dict[str, Any]]:
    """Every record by its name, kind after kind, with the names of those it refers to in place of their uids.

    Left out are the uids, and what is no part of a draft: numbers, and when and by whom something was written. The
    order in which citations were made is nothing that anybody reads, so they stand in one that does not depend on it.
    """
    named = names(bundle)
    found = {named[entry.uid]: _named(entry.draft, named) for entry in bundle.records}
    for draft in found.values():
        draft["citations"] = sorted(draft.get("citations", ()), key=str)
    kinds = [*Kind]
    return dict(sorted(found.items(), key=lambda each: kinds.index(each[0][0])))


def _named(value: Any, named: Mapping[str, Name]) -> Any:
    if isinstance(value, dict):
        return {key: _named(each, named) for key, each in value.items()}
    if isinstance(value, list):
        return [_named(each, named) for each in value]
    return named.get(value, value) if isinstance(value, str) else value
