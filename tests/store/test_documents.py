"""A file becomes the text of a source as somebody would read it, or is refused in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from db.errors import KnownError
from db.exchange.documents import plain, read
from db.exchange.documents.refusals import SIZE_LIMIT
from db.records.sources import SOURCE_LIMIT, Document
from db.rules.periods import Period
from db.vocabulary import SourceKind
from tests import documents
from tests.campaigns import cases
from tests.documents import ENGLISH, KAZAKH, PARAGRAPHS, RUSSIAN, URDU
from tests.house.sources import ROOT

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(file: Path) -> str:
    with pytest.raises(KnownError) as error:
        read(file)
    assert error.value.safe == "Nothing was stored." and error.value.remedy
    return error.value.happened


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_that_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("\r\n".join((*PARAGRAPHS, "🇰🇿")).encode(encoding))
    found = read(file)
    assert found.draft.text == "\n".join((*PARAGRAPHS, "🇰🇿"))
    assert (found.draft.title, found.note) == ("note", "")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1251", RUSSIAN), ("cp1252", "Le président a été reçu à l’Élysée « hier », dit-il."), ("koi8_r", RUSSIAN)],
)
def test_a_text_that_does_not_say_it_is_to_be_looked_at(tmp_path: Path, encoding: str, text: str) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(text.encode(encoding))
    found = read(file)
    assert found.draft.text == text
    assert found.note == f"It does not say its encoding; read as {encoding}. Look at its letters."


def test_a_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    draft = read(documents.html(tmp_path)).draft
    assert draft.text == (f"Trade house agreed\n\n{ENGLISH}\n\n{KAZAKH} Астана\xa0— 4\xa0ақпан.\n{RUSSIAN}\n\n{URDU}")
    assert (draft.title, draft.publisher, draft.language) == ("Trade house agreed", "The Herald", "en")
    assert draft.address == "https://herald.example/visit" and draft.kind is SourceKind.NEWS_ARTICLE
    assert draft.published_on == Period.on(date(2026, 2, 4))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "cp1251"), ("koi8-r", "koi8_r"), ("", "cp1251")]
    + [(each, "utf-8") for each in ("no-such", "base64", "undefined", "punycode", "idna")],
)
def test_a_page_in_other_letters(tmp_path: Path, declared: str, encoding: str) -> None:
    file = tmp_path / "page.htm"
    file.write_bytes(f'<meta charset="{declared}"><title>Визит</title><p>{RUSSIAN}</p>'.encode(encoding))
    found = read(file)
    assert (found.draft.title, found.draft.text) == ("Визит", RUSSIAN)
    assert bool(found.note) is not bool(declared)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<p>b<div>c</div>d", "a\n\nb\nc\nd"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"),
        ("a<br>\n  b &lt;img src=x&gt; <img src='file:///etc/passwd' alt='no'>", "a\nb <img src=x>"),
        ("<div>" * 3000 + "deep" + "</div>" * 3000, "deep"),
        ("<p>end", "end"),
        ("<b>1</b><![CDATA[2]]><?php 3 ?>", "1"),
    ],
)
def test_shapes_of_pages(tmp_path: Path, markup: str, text: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(markup, encoding="utf-8")
    assert read(file).draft.text == text


def test_a_word_document(tmp_path: Path) -> None:
    draft = read(documents.docx(tmp_path)).draft
    assert draft.text == "\n".join((*PARAGRAPHS, "Trade", "by 2027"))
    assert draft.title == "Record of talks"


def test_what_was_deleted_in_word_is_not_said_and_what_was_inserted_is(tmp_path: Path) -> None:
    document = open_docx()
    paragraph = document.add_paragraph("They will ")._p
    paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>not </w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:moveFrom {W}><w:r><w:t>never </w:t></w:r></w:moveFrom>"))
    paragraph.append(parse_xml(f"<w:ins {W}><w:r><w:t>open</w:t><w:tab/><w:t>it.</w:t></w:r></w:ins>"))
    document.save(str(tmp_path / "tracked.docx"))
    assert read(tmp_path / "tracked.docx").draft.text == "They will open\tit."


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    found = read(documents.pdf(tmp_path))
    assert " ".join(found.draft.text.split()) == f"{ENGLISH} {RUSSIAN}"
    assert "\n\n" in found.draft.text and "\r" not in found.draft.text
    assert (found.draft.title, found.note) == ("Communiqué", "")


def test_a_pdf_says_which_pages_are_pictures(tmp_path: Path) -> None:
    found = read(documents.pdf(tmp_path, (ENGLISH, "", RUSSIAN, "")))
    assert found.note == "There is no text on pages 2, 4."


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (documents.locked_pdf, "it is protected by a password"),
        (documents.scan, "there is no text in it, only pictures of pages (a scan)"),
        (documents.bomb, "unpacked it would have 220 MB"),
        (lambda folder: folder, "it is a folder"),
        (lambda folder: folder / "gone.pdf", "it is not there any more"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, make: Callable[[Path], Path], why: str) -> None:
    assert refused(make(tmp_path)) == f"This file cannot be read: {why}."


PARAGRAPH = "<w:p><w:r><w:t>ab</w:t></w:r></w:p>"
HEAVY: tuple[tuple[Callable[[Path], Path], str], ...] = (
    (lambda folder: documents.word(folder, PARAGRAPH * 300_000), "unpacked it would be "),
    (lambda folder: documents.word(folder, PARAGRAPH, 5_001), " parts, and at most 5,000 are read"),
    (
        lambda folder: documents.word(folder, "<w:p>" * 500 + "</w:p>" * 500),
        "it is damaged, or not a Word document",
    ),
    (documents.locked_docx, "it is protected by a password"),
    (lambda folder: documents.pages(folder, 2_001), "it has 2,001 pages, and at most 2,000 are read"),
    (lambda folder: made(folder, "a.html", b"<b>x" * 100_001), "it has 100,001 tags, and at most 100,000 are read"),
    (lambda folder: made(folder, "a.html", b"<div>" * 200_000), "it has 200,000 tags, and at most 100,000 are read"),
)


def made(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(("make", "why"), HEAVY)
def test_what_is_too_heavy_is_refused_by_its_cause(tmp_path: Path, make: Callable[[Path], Path], why: str) -> None:
    assert why in refused(make(tmp_path))


def test_what_stands_at_the_caps_is_read(tmp_path: Path) -> None:
    assert len(read(made(tmp_path, "a.html", b"<br>x" * 20_000)).draft.text.split()) == 20_000
    assert len(read(made(tmp_path, "a.txt", "ж".encode() * SOURCE_LIMIT)).draft.text) == SOURCE_LIMIT
    assert "only pictures of pages" in refused(documents.pages(tmp_path, 2_000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes with a name")
def test_what_never_ends_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "it is a device, and no file" in refused(tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_what_would_fill_the_memory_ends_the_reader_alone_and_leaves_nothing(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "given", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    file = made(folder, "a.html", b"<a " + b"b=1 " * 2_000_000 + b">x")
    assert "it would fill the memory" in json.loads(answer(file, TMPDIR=str(scratch)))["refused"]
    assert list(scratch.iterdir()) == [] and list(folder.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"no PDF at all", "it is not what its name says: no PDF"),
        ("a.docx", b"<p>a page</p>", "it is not what its name says: no DOCX"),
        ("a.html", b"PK\x03\x04", "it is not what its name says: no HTML"),
        ("a.txt", b"PK\x03\x04", "it is not what its name says: no TXT"),
        ("a", b"PK\x03\x04", "it is not what its name says: no text"),
        ("a.pdf", b"%PDF-1.7 and nothing", "it is damaged, or not a PDF"),
        ("a.docx", b"PK\x03\x04 and nothing", "it is damaged, or not a Word document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an older Word document or protected by a password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an older Word document or protected by a password"),
        ("a.odt", b"PK\x03\x04", "“.odt” is no text, HTML, DOCX or PDF"),
        ("a.txt", b"\x89PNG\0\0", "it is not a text"),
        ("a.txt", b"\xff\xfea", "it is damaged: it is not the utf-16 it says it is"),
        ("a.txt", b" \n\t ", "there are no words in it"),
        ("a.html", b"<script>1</script>", "there are no words in it"),
        ("a.html", b"<p>words<![al x]><p>more", "it is no web page that can be understood"),
        ("a.html", b"<p>words<![ 1", "it is no web page that can be understood"),
        ("a.txt", b"", "there are no words in it"),
        ("a.txt", b"a" * (SOURCE_LIMIT + 1), "its text has 5,000,001 characters or more, and a source has at most"),
        ("a.txt", b"a" * (SIZE_LIMIT + 1), "it has 25.0 MB, and at most 25 MB are read"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert why in refused(file)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.txt"
    file.write_text("words", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert refused(file) == "This file cannot be read: permission denied."


@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".pdf", ".docx"]))
@cases()
def test_whatever_is_in_a_file_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str
) -> None:
    file = tmp_path_factory.getbasetemp() / f"any{suffix}"
    file.write_bytes(raw)
    try:
        assert read(file).draft.text.encode()
    except KnownError as error:
        assert error.safe == "Nothing was stored."


@given(st.text(max_size=200))
def test_a_text_in_utf_8_is_never_guessed(text: str) -> None:
    if "\0" not in text and not text.startswith("\ufeff"):
        assert plain.decoded(text.encode("utf-8")) == (text, "")


def test_a_process_of_its_own_answers_in_json(tmp_path: Path) -> None:
    assert Document.model_validate_json(answer(documents.html(tmp_path))) == read(tmp_path / "page.html")
    assert "protected by a password" in json.loads(answer(documents.locked_pdf(tmp_path)))["refused"]


def answer(file: Path, **environment: str) -> str:
    """What the process says of a file."""
    command = [sys.executable, "-P", "-m", "db.exchange.documents", str(file)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode()
