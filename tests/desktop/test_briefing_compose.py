"""A sheet on paper says what the register says, to the letter, and is fit for an archive and a screen reader."""

from __future__ import annotations

import errno
import os
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BugError, DiskFull, KnownError, RegisterFolderMissing
from db.exchange.files import save
from db.records.briefings import ActionRow, BriefingSheet, Cell, Paper, Quote, Section
from db.rules.text import clean
from desktop.sheet import compose, typesetting
from tests.campaigns import examples
from tests.desktop.driver.sheets import HOSTILE, hostile, relations


def texts(content: bytes) -> list[str]:
    """The text of each page, its lines joined, as a reader copies it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def tags(content: bytes) -> list[str]:
    """The names of all tags in the order in which a screen reader meets them."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
            walk(node.get("/K"))

    with pikepdf.open(BytesIO(content)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


@pytest.fixture(scope="module")
def printed() -> compose.Printed:
    return compose.pdf(relations())


def test_what_is_set_in_a_process_of_its_own_is_the_same(
    printed: compose.Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    nameless = relations().model_copy(update={"note": "Pakistan \u0bff and \ue000 \u202c"})
    here = compose.pdf(nameless)
    monkeypatch.setattr(compose, "MOST_HERE", 0)
    monkeypatch.setattr(typesetting, "typeset", None)
    assert compose.pdf(relations()) == printed
    assert compose.pdf(nameless) == here and here.missing_glyphs


def test_only_what_is_large_is_set_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[int] = []
    plain = compose.pdf(relations()).pdf

    def note(template: str, inputs: dict[str, str], day: date) -> tuple[bytes, str]:
        apart.append(sum(map(len, inputs.values())))
        return plain, ""

    monkeypatch.setattr(compose, "_apart", note)
    sheet = relations()
    row = sheet.matrix[0]
    for rows in (1, 200):
        many = {"sections": (*sheet.sections, Section.MATRIX), "matrix": (row,) * rows}
        compose.pdf(sheet.model_copy(update=many))
    assert len(apart) == 1 and apart[0] > compose.MOST_HERE


@pytest.mark.parametrize(("ends", "error"), [(typesetting.AT_FAULT, BugError), (-9, KnownError)])
def test_a_process_that_sets_nothing_is_said(
    ends: int, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "MOST_HERE", 0)
    done = subprocess.CompletedProcess([], ends, stdout=b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(error):
        compose.pdf(relations())


def test_relations_fit_one_a4_page(printed: compose.Printed) -> None:
    assert (printed.pages, printed.body_pages, printed.missing_glyphs) == (1, 1, "")
    assert printed.fit == compose.Fit(), "with room to spare"
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 595, 842]


def test_the_sheet_says_what_is_recorded_and_what_is_not(printed: compose.Printed) -> None:
    (page,) = texts(printed.pdf)
    for words in (
        "Briefing sheet No. 1", "Copy 1 of 1", "Monday, 23 November 2026", "38 days remain", "292 days",
        "Joint Declaration on the Establishment of a Strategic Partnership", "News article, Almaty",
        "“we sincerely wish to work with your government”", "1 / 1",
    ):  # fmt: skip
        assert words in page
    assert page.count("not stated") >= 5
    assert "Feb 2026 †" in page.replace("\u202f", " "), "what is inferred is marked"
    assert "0 items" not in page


def test_every_page_carries_the_marking_twice(printed: compose.Printed) -> None:
    assert [page.count("OFFICIAL USE") for page in texts(printed.pdf)] == [2]
    assert all(page.count("OFFICIAL *USE*") == 2 for page in texts(compose.pdf(hostile()).pdf))


def test_the_file_is_for_archives_and_screen_readers(printed: compose.Printed) -> None:
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked) and str(root.Lang) == "en"
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
            assert about["dc:title"] == "OFFICIAL USE · Pakistan · Monday, 23 November 2026"
    names = tags(printed.pdf)
    assert names.count("/H1") == 1
    assert names.count("/H2") >= 8
    assert {"/Table", "/THead", "/TH", "/TBody", "/TD", "/L", "/LI"} <= set(names)


def test_the_same_sheet_gives_the_same_bytes(printed: compose.Printed) -> None:
    assert compose.pdf(relations()) == printed


def test_hostile_text_is_printed_and_never_obeyed() -> None:
    printed = compose.pdf(hostile())
    pages = " ".join(texts(printed.pdf))
    assert printed.missing_glyphs == ""
    for words in HOSTILE:
        if words.isascii() or "Қ" in words:
            assert pages.count(words) >= 3, words
    assert "root:" not in pages


def test_the_annex_comes_after_the_page_and_lies_wide() -> None:
    sheet = relations()
    printed = compose.pdf(sheet.model_copy(update={"sections": (*sheet.sections, Section.MATRIX)}))
    assert (printed.pages, printed.body_pages) == (2, 1)
    assert "Co-executors" in texts(printed.pdf)[1]
    assert texts(printed.pdf)[1].count("OFFICIAL USE") == 2


def crowded(actions: int, quotes: int = 1) -> BriefingSheet:
    """Relations with a long log."""
    row = ActionRow(when="12 Nov 2026", kind="Call", what="The embassy was asked again for possible dates.")
    said = Quote(words="A word that was said. " * 12)
    return relations().model_copy(update={"last_actions": (row,) * actions, "quotes": (said,) * quotes})


def test_lines_stand_closer_before_anything_is_left_out() -> None:
    printed = compose.pdf(crowded(3))
    assert (printed.body_pages, printed.dropped) == (1, ())


def test_the_least_needed_sections_are_left_out_first_and_named() -> None:
    printed = compose.pdf(crowded(25))
    assert (printed.body_pages, printed.dropped) == (1, (Section.LAST_ACTIONS,))
    assert "Left out to fit the page: last actions." in texts(printed.pdf)[0]
    assert compose.pdf(crowded(25, quotes=9)).dropped == (Section.LAST_ACTIONS, Section.QUOTES)


def test_a_sheet_too_long_for_one_page_is_printed_whole() -> None:
    long = relations().model_copy(update={"objectives": (Cell(text="An objective. " * 60),) * 8})
    printed = compose.pdf(long)
    assert printed.body_pages > 1
    assert printed.dropped == ()


def test_a_longer_paper_is_not_squeezed() -> None:
    printed = compose.pdf(crowded(25).model_copy(update={"paper": Paper.LETTER}))
    assert (printed.pages, printed.fit) == (3, compose.Fit())


def test_withheld_items_are_counted_on_the_paper() -> None:
    (page,) = texts(compose.pdf(relations().model_copy(update={"withheld": 2})).pdf)
    assert "2 items withheld because of marking." in page


def test_a_character_no_font_has_is_named_and_the_sheet_still_printed() -> None:
    printed = compose.pdf(relations().model_copy(update={"title": "Pakistan \u0bff and \ue000"}))
    assert set(printed.missing_glyphs) <= {"\u0bff", "\ue000"} and printed.missing_glyphs
    assert printed.pages == 1


def test_urdu_is_drawn_and_can_be_copied() -> None:
    words = "شہباز شریف کا دورہ"
    printed = compose.pdf(relations().model_copy(update={"note": words, "title": words}))
    assert printed.missing_glyphs == ""
    letters = set(words) - {" "}
    assert letters <= set(texts(printed.pdf)[0])


@pytest.mark.sampled(0)
@examples(4)
@given(st.text(max_size=300).map(clean))
def test_any_text_compiles(words: str) -> None:
    printed = compose.pdf(relations().model_copy(update={"note": words, "paper": Paper.A4}))
    assert printed.pages >= 1


@examples(4)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20))
def test_any_plain_word_is_printed_to_the_letter(word: str) -> None:
    assert word in " ".join(texts(compose.pdf(relations().model_copy(update={"note": word})).pdf))


def test_a_word_longer_than_the_page_is_wide_is_broken() -> None:
    page = " ".join(texts(compose.pdf(relations().model_copy(update={"note": "W" * 400})).pdf))
    assert page.count("W" * 20) >= 4 and page.count("W") >= 400


def test_templates_never_read_text_as_markup() -> None:
    folder = Path(compose.__file__).parents[2] / "resources" / "briefing"
    for template in folder.glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        assert "eval(" not in text and "@preview" not in text, template.name


# ---------------------------------------------------------------------------------------------------- saving


def test_a_saved_sheet_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")
    save(b"%PDF new", target)
    assert target.read_bytes() == b"%PDF new"
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterFolderMissing, match="Nothing was created"):
        save(b"%PDF", tmp_path / "no" / "sheet.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="is not a file"):
        save(b"%PDF", tmp_path)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "You may not write to"),
        (errno.EROFS, "You may not write to"),
        (errno.EIO, "could not be saved"),
    ],
)
def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")

    def fails(number: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(KnownError, match=sentence) as caught:
        save(b"%PDF new", target)
    assert isinstance(caught.value, DiskFull) == (code == errno.ENOSPC)
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.pdf"]
