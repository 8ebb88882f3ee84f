"""Files kept beside records: their names on a disk, and which may be opened."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.attachments import NAME_BYTES, NAME_LIMIT, may_be_opened, safe_name, size_in_words, suffix, true_type


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("note.pdf", "note.pdf"),
        ("a/../../b.pdf", "a .. .. b.pdf"),
        ("C:\\letters\\note.pdf", "C letters note.pdf"),
        ("CON.txt", "CON_.txt"),
        ("lpt1", "lpt1_"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("trailing dot.", "trailing dot"),
        ("…", "…"),
        ("", "file"),
        (".hidden", "hidden"),
        ("یادداشت.pdf", "یادداشت.pdf"),
        ("x" * 300 + ".docx", "x" * (NAME_LIMIT - 5) + ".docx"),
        ("con.tar.gz", "con_.tar.gz"),
        ("NUL .txt", "NUL_.txt"),
        ("com¹.pdf", "com¹_.pdf"),
        ("CONOUT$", "CONOUT$_"),
        ("console.pdf", "console.pdf"),
        ("No. 5 on trade in goods and services", "No. 5 on trade in goods and services"),
        ("note.pdf...  ", "note.pdf"),
        ("note .pdf", "note.pdf"),
        ("a\u200eb\u2066c\u061cd\ufeff.pdf", "abcd.pdf"),
        ("Page 1\fPage 2\v.pdf", "Page 1 Page 2.pdf"),
        ("tab\there\x07.pdf", "tab here.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("e\u0301lan.pdf", "élan.pdf"),
        ("/\\:*?", "file"),
        (". . .", "file"),
        ("ж" * 300 + ".docx", "ж" * (NAME_LIMIT - 5) + ".docx"),
        ("協" * 300 + ".pdf", "協" * 83 + ".pdf"),
        ("協" * 300 + ".tar.gz", "協" * 82 + ".tar.gz"),
        ("🤝" * 100 + ".pdf", "🤝" * 62 + ".pdf"),
        ("a" + "👩\u200d✈️" * 40 + ".pdf", "a" + "👩\u200d✈️" * 19 + ".pdf"),
        ("q\u0323\u0307" * 60 + ".pdf", "q\u0323\u0307" * 38 + ".pdf"),
        ("👍🏽" * 60 + ".pdf", "👍🏽" * 31 + ".pdf"),
    ],
)
def test_a_name_that_any_disk_takes(name: str, safe: str) -> None:
    """The ending stays, so that the right program opens it."""
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder(name: str) -> None:
    """Whatever a file was called, it stays in the folder it is saved in."""
    made = safe_name(name)
    assert made not in ("", ".", "..") and len(made) <= NAME_LIMIT and len(made.encode()) <= NAME_BYTES
    assert not set(made) & set('<>:"/\\|?*\x00\n')


_ODD = st.sampled_from(
    ["con", "lpt9", ".", " ", ".tar", ".pdf", "_", "\u0301", "\u200d", "\u200f", "協", "🤝", "🏽", "\f", "/"]
)


@given(st.lists(st.one_of(_ODD, st.text(max_size=120))).map("".join))
def test_a_safe_name_is_its_own(name: str) -> None:
    """Never empty, never more than a disk takes, and the same if it is made again."""
    made = safe_name(name)
    assert made and len(made.encode()) <= NAME_BYTES and safe_name(made) == made
    assert not made.endswith((" ", ".")) and not any(category(each) in ("Cc", "Zl", "Zp") for each in made)


@given(st.text(st.characters(categories=["L"]), min_size=1), st.sampled_from(["pdf", "docx", "xlsx", "tar.gz"]))
def test_the_ending_stays_however_long_the_name_is(name: str, ending: str) -> None:
    assert safe_name(f"{name * 200}.{ending}").endswith(f".{ending}")


@pytest.mark.parametrize(
    ("name", "content", "opened"),
    [
        ("note.pdf", b"%PDF-1.7 x", True),
        ("note.PDF", b"%PDF-1.7 x", True),
        ("note.pdf", b"MZ\x90\x00", False),
        ("note.docx", b"PK\x03\x04rest", True),
        ("map.png", b"\x89PNG\r\n\x1a\n", True),
        ("words.txt", "привет".encode(), True),
        ("words.txt", b"MZ\x90\x00", False),
        ("run.sh", b"#!/bin/sh", False),
        ("run.txt", b"#!/bin/sh", False),
        ("macro.docm", b"PK\x03\x04", False),
        ("page.html", b"<html>", False),
        ("note\u202efdp.exe", b"%PDF-1.7", False),
        ("nothing.txt", b"", False),
    ],
)
def test_only_what_shows_a_text_or_picture_is_opened(name: str, content: bytes, opened: bool) -> None:
    """And only where the file is what its name says."""
    assert may_be_opened(name, content) is opened


def test_what_a_file_is_and_how_large() -> None:
    """By its first bytes, not by its name."""
    assert (true_type(b"\xd0\xcf\x11\xe0"), true_type(b"\x00\x01"), suffix("A.B.Docx ")) == ("ole", "", "docx")
    assert [size_in_words(n) for n in (640, 12_400, 3_400_000)] == ["640 bytes", "12 kB", "3.4 MB"]
