"""Lists as people paste them: programmes from a message or a spreadsheet, delegations from a note."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.pasted import PROGRAMME, delegation, programme

TODAY = date(2026, 11, 23)
DAY, PLACE = PROGRAMME.index("day"), PROGRAMME.index("place")


def test_a_programme_with_a_day_over_its_lines() -> None:
    first = "4 Feb 2026\n10:00 Welcome ceremony\n\n- 10.30–11.15 Talks on transit\n• Signing\n"
    text = first + "Thu 5 Feb 2026:\n9 am Departure\n6 Feb 2026"
    assert programme(text, DAY, TODAY) == (
        {"day": "4 Feb 2026", "time": "10:00", "topics": "Welcome ceremony"},
        {"day": "4 Feb 2026", "time": "10.30–11.15", "topics": "Talks on transit"},
        {"day": "4 Feb 2026", "topics": "Signing"},
        {"day": "Thu 5 Feb 2026", "time": "9 am", "topics": "Departure"},
        {"day": "6 Feb 2026"},
    )


def test_columns_of_a_spreadsheet_go_into_columns() -> None:
    text = "4 Feb 2026\t10:00\tNarrow (one-on-one)\tPM House\tTransit\tBoth leaders\n\t12:00\tWorking lunch"
    assert programme(text, DAY, TODAY) == (
        {
            "day": "4 Feb 2026",
            "time": "10:00",
            "format": "Narrow (one-on-one)",
            "place": "PM House",
            "topics": "Transit",
            "participants": "Both leaders",
        },
        {"time": "12:00", "topics": "Working lunch"},
    )
    assert programme("PM House\tTransit\tA\tB", PLACE, TODAY) == (
        {"place": "PM House", "topics": "Transit", "participants": "A; B"},
    )


def test_a_kind_nobody_knows_is_kept_in_words() -> None:
    assert programme("narrow\tPM House", 2, TODAY) == ({"format": "Narrow (one-on-one)", "place": "PM House"},)
    assert programme("Gala dinner\t\tToasts", 2, TODAY) == ({"topics": "Gala dinner: Toasts"},)


def test_in_a_column_of_words_each_line_is_a_cell() -> None:
    assert programme("Astana\n10:00 street", PLACE, TODAY) == ({"place": "Astana"}, {"place": "10:00 street"})


def test_a_day_in_a_sentence_is_no_heading_and_a_date_is_no_time() -> None:
    assert programme("Review of what was agreed on 4 Feb 2026", DAY, TODAY) == (
        {"topics": "Review of what was agreed on 4 Feb 2026"},
    )
    assert programme("4.02.2026 talks", DAY, TODAY) == ({"topics": "4.02.2026 talks"},)


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("A. Serik, Ambassador", {"name": "A. Serik", "function": "Ambassador"}),
        ("A. Serik\tAmbassador", {"name": "A. Serik", "function": "Ambassador"}),
        ("A. Serik – Deputy Minister, Head of Department",
         {"name": "A. Serik", "function": "Deputy Minister, Head of Department"}),
        ("A. Serik", {"name": "A. Serik"}),
        ("1. A. Serik; Ambassador", {"name": "A. Serik", "function": "Ambassador"}),
        ("- Jean-Luc Omar, Envoy", {"name": "Jean-Luc Omar", "function": "Envoy"}),
        ("★ A. Serik, Minister", {"name": "A. Serik", "function": "Minister", "leads": "★"}),
        ("A. Serik, Minister, head of the delegation",
         {"name": "A. Serik", "function": "Minister, head of the delegation", "leads": "★"}),
        ("شہباز شریف, وزیر اعظم", {"name": "شہباز شریف", "function": "وزیر اعظم"}),
    ],
)  # fmt: skip
def test_a_member_of_a_delegation(line: str, member: dict[str, str]) -> None:
    assert delegation(line) == (member,)


def test_empty_lines_are_nobody() -> None:
    assert delegation("\n A. Serik \n\n★\nB. Omar, Envoy\n") == (
        {"name": "A. Serik"},
        {"name": "B. Omar", "function": "Envoy"},
    )


@given(
    st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs"), include_characters="\t"), min_size=1), max_size=6),
    st.integers(0, 5),
)
def test_no_word_is_lost(lines: list[str], column: int) -> None:
    """Every letter of what was pasted stands in some cell."""
    text = "\n".join(lines)
    cells = "".join("".join(item.values()) for item in programme(text, column, TODAY))
    assert [letter for letter in text if letter.isalpha() and letter not in cells] == []
    assert all(set(item) <= set(PROGRAMME) for item in programme(text, column, TODAY))
