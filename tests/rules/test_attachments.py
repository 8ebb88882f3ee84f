"""Files kept beside records: their names on a disk, and which may be opened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.attachments import NAME_LIMIT, may_be_opened, safe_name, size_in_words, suffix, true_type


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
    ],
)
def test_a_name_that_any_disk_takes(name: str, safe: str) -> None:
    """The ending stays, so that the right program opens it."""
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder(name: str) -> None:
    """Whatever a file was called, it stays in the folder it is saved in."""
    made = safe_name(name)
    assert made not in ("", ".", "..") and len(made) <= NAME_LIMIT
    assert not set(made) & set('<>:"/\\|?*\x00\n')


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
