"""A desk says which side is ours, whom it follows in which order, and what stands on its paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.commands.base import Hide
from db.commands.desk import FollowCountries, OrderCountries, SetLetterhead, SetUpDesk, Unfollow
from db.commands.settings import ChooseOurSide
from db.commands.trash import EmptyTrash
from db.errors import FieldError, KnownError
from db.queries import desk, parties
from db.queries.briefing import sheet
from db.queries.settings import our_side
from db.records.briefings import BriefingDraft
from db.records.desk import LARGEST_PICTURE
from db.store import Store
from db.vocabulary import BriefingKind, Kind
from tests.registers import make_empty, number_of, opened
from tests.store.house import TODAY, Ids

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_empty(tmp_path / "desk.aide")) as store:
        yield store


def followed(store: Store) -> list[str]:
    with store.read() as reader:
        return [line.title for line in parties.followed(reader)]


def ours(store: Store) -> int | None:
    with store.read() as reader:
        return our_side(reader)


def every(store: Store) -> list[str]:
    with store.read() as reader:
        return sorted(line.title for line in parties.lines(reader))


def test_countries_are_followed_by_name_or_code_and_added_where_they_are_new(house: Store) -> None:
    before = every(house)
    house.run(FollowCountries((" uzbekistan ", "PAKISTAN", "pk", "Uzbekistan", "")))
    assert every(house) == sorted([*before, "Uzbekistan"])
    assert followed(house)[:2] == ["Uzbekistan", "Pakistan"]
    with pytest.raises(FieldError):
        house.run(FollowCountries(("", "  ")))


def test_one_in_the_trash_comes_back_instead_of_another(store: Store) -> None:
    store.run(FollowCountries(("Iran",)))
    iran = number_of(store, "Iran", Kind.PARTY)
    store.run(Hide((iran,)))
    store.run(FollowCountries(("iran",)))
    assert followed(store) == ["Iran"] and number_of(store, "Iran", Kind.PARTY) == iran


def test_our_side_is_none_of_the_countries_that_are_followed(store: Store) -> None:
    store.run(SetUpDesk("Kazakhstan", ("Iran", "Kazakhstan", "Türkiye")))
    assert followed(store) == ["Iran", "Türkiye"]
    assert ours(store) == number_of(store, "Kazakhstan", Kind.PARTY)
    store.undo()
    assert followed(store) == [] and every(store) == []


def test_the_order_is_the_chosen_one_and_what_is_new_comes_last(store: Store) -> None:
    store.run(FollowCountries(("Iran", "Türkiye", "China")))
    numbers = {name: number_of(store, name, Kind.PARTY) for name in followed(store)}
    store.run(OrderCountries((numbers["China"], numbers["Iran"], numbers["Türkiye"])))
    assert followed(store) == ["China", "Iran", "Türkiye"]
    store.run(FollowCountries(("Nepal",)))
    assert followed(store) == ["China", "Iran", "Türkiye", "Nepal"]
    store.run(Unfollow(numbers["Iran"]))
    assert followed(store) == ["China", "Türkiye", "Nepal"]
    store.undo()
    store.undo()
    store.undo()
    assert followed(store) == ["Iran", "Türkiye", "China"]


def test_our_side_stays_while_records_concern_it(house: Store, ids: Ids) -> None:
    with pytest.raises(KnownError, match="it is our side, and"):
        house.run(Hide((ids["kz"],)))
    assert ours(house) == ids["kz"]
    house.run(ChooseOurSide(None))
    house.run(Hide((ids["kz"],)))


def test_our_side_that_nothing_concerns_may_go_and_is_nobodys_then(store: Store) -> None:
    store.run(SetUpDesk("Kazakhstan", ()))
    store.run(Hide((number_of(store, "Kazakhstan", Kind.PARTY),)))
    assert ours(store) is None
    store.undo()
    assert ours(store) == number_of(store, "Kazakhstan", Kind.PARTY)


@pytest.mark.parametrize(("content", "why"), [(PNG + b"x" * LARGEST_PICTURE, "5 MB"), (b"GIF89a", "no picture")])
def test_a_picture_that_is_none_or_too_large_is_refused(store: Store, content: bytes, why: str) -> None:
    with pytest.raises(FieldError, match=why) as refused:
        store.run(SetLetterhead("Ministry", content))
    assert refused.value.field == "picture"


def test_a_letterhead_is_kept_and_taken_back_and_outlives_an_emptied_trash(house: Store, ids: Ids) -> None:
    house.run(SetLetterhead("Ministry of Foreign Affairs\nAsia", PNG))
    house.run(SetLetterhead("Ministry"))
    with house.read() as reader:
        assert (desk.letterhead(reader).text, desk.picture(reader)) == ("Ministry", PNG)
    house.run(Hide((ids["question"],)))
    house.run(EmptyTrash((ids["question"],)))
    with house.read() as reader:
        assert desk.picture(reader) == PNG
    house.run(SetLetterhead("", b""))
    with house.read() as reader:
        assert (desk.letterhead(reader).text, desk.picture(reader)) == ("", b"")


def test_the_letterhead_stands_on_a_sheet(house: Store, ids: Ids) -> None:
    house.run(SetLetterhead("Ministry of Foreign Affairs\nAsia Department"))
    draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=ids["pk"], as_of=TODAY)
    with house.read() as reader:
        assert sheet(reader, draft, TODAY, 1).letterhead == "Ministry of Foreign Affairs\nAsia Department"


def test_so_does_its_picture(house: Store, ids: Ids) -> None:
    house.run(SetLetterhead("", PNG))
    draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=ids["pk"], as_of=TODAY)
    with house.read() as reader:
        assert sheet(reader, draft, TODAY, 1).picture == PNG
