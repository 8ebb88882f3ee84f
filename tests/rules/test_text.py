"""What may stand in a text: line ends of wherever it was copied from, and titles on one line."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.records.sources import QuotationDraft, SourceDraft
from db.rules.sources import Copy
from db.rules.text import clean, on_one_line
from db.vocabulary import Standing

LINE_ENDS = ("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
ANY = st.text(st.one_of(st.characters(), st.sampled_from([*"\n\r\v\f\x85\u2028\u2029\u2066\u2069\u202e \t"])))


@pytest.mark.parametrize(
    "hidden",
    [
        *("", " ", "\u200b", "\u200d\u200c", "\ufeff", "\u00ad", "\u2060 \u2063", "\u200e\n\u200f", "\u2066\u2069"),
        *("\u3164", "\u2800\u2800", "\u00a0", "\u034f\ufe0f", "\x07", "\U000e0020"),
    ],
)
def test_where_nothing_is_to_be_seen_nothing_is_written(hidden: str) -> None:
    assert clean(hidden) == on_one_line(hidden) == ""
    for shape, field in ((CommitmentDraft, "title"), (ActionDraft, "text"), (QuotationDraft, "words")):
        with pytest.raises(ValidationError, match=field):
            shape.model_validate({"kind": "other", "links": (1,), "source": 1, field: hidden})
    assert CommitmentDraft(title="x", notes=hidden, officer=hidden).officer == ""


@pytest.mark.parametrize("seen", ["?", "1", "№", "…", "ن", "中", "👍", "می\u200cخواهم", "\u200bA", "नि"])
def test_what_is_seen_is_kept_with_its_joiners(seen: str) -> None:
    assert clean(seen) == seen


@pytest.mark.parametrize("end", LINE_ENDS)
def test_whatever_ends_a_line_is_a_line_end(end: str) -> None:
    """A form feed of a PDF, a vertical tab of a word processor: the words on both sides stay apart."""
    assert clean(f"Article 1{end}Article 2") == "Article 1\nArticle 2"
    assert on_one_line(f"Joint{end}Declaration") == "Joint Declaration"
    assert CommitmentDraft(title=f"Open a{end}consulate", notes=f"One{end}two").title == "Open a consulate"
    assert CommitmentDraft(title="x", notes=f"One{end}two").notes == "One\ntwo"
    assert SourceDraft(title="x", text=f" One{end}two ").text == " One\ntwo "
    assert QuotationDraft(source=1, words=f"One{end}two").words == "One\ntwo"


@pytest.mark.parametrize(
    ("pasted", "title"),
    [
        ("Agreement on\n\n  air services", "Agreement on air services"),
        ("Agreement \t\v on air services", "Agreement on air services"),
        ("\f\nAgreement\r\n\f", "Agreement"),
        ("two  spaces and\ta tab \t\n", "two  spaces and a tab"),
        ("معاہدہ\u2028تعاون", "معاہدہ تعاون"),
        ("Қазақстан\x85Пәкістан", "Қазақстан Пәкістан"),
        ("\x00a\x07b", "ab"),
    ],
)
def test_a_pasted_title_stands_on_one_line(pasted: str, title: str) -> None:
    assert on_one_line(pasted) == title


def test_lines_of_an_entry_stand_on_one_line_and_its_text_does_not() -> None:
    draft = ActionDraft(
        on=date(2026, 11, 23), links=(1,), text="Called.\vNobody answered.", next_step="Call\fagain",
        with_whom="A\u2029B", by="N.\nS.",
    )  # fmt: skip
    assert (draft.text, draft.next_step, draft.with_whom, draft.by) == (
        "Called.\nNobody answered.", "Call again", "A B", "N. S.",
    )  # fmt: skip


def test_words_of_an_older_copy_are_found_again() -> None:
    """A copy that an earlier version kept may end its lines with U+2028; a quotation of today does not."""
    assert Copy("One\u2028two\u2029three").standing("two\nthree", 4) == (Standing.THERE, 4)
    assert Copy("One\u2028two").standing("One\u2028two", 0) == (Standing.THERE, 0)


@given(ANY)
def test_cleaning_again_changes_nothing(text: str) -> None:
    """And no line end but the line feed is left, none at all on one line."""
    kept, line = clean(text), on_one_line(text)
    assert clean(kept) == kept and on_one_line(line) == line
    assert not re.search("[\r\v\f\x1c-\x1e\x85\u2028\u2029]", kept) and len(line.splitlines()) <= 1


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1), st.sampled_from(LINE_ENDS))
def test_no_word_is_lost_or_runs_into_another(words: list[str], end: str) -> None:
    assert clean(end.join(words)).split("\n") == words
    assert on_one_line(end.join(words)).split(" ") == words
