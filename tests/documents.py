"""Small documents of every sort that can be read, made where they are needed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import typst
from docx import Document

KAZAKH = "Мемлекеттік сапар аясында бірлескен декларацияға қол қойылды."
RUSSIAN = "Президент посетил Исламабад с государственным визитом. Стороны подписали Совместную декларацию."
URDU = "صدر نے وزیرِ اعظم کو اس سال قازقستان کے سرکاری دورے کی دعوت دی۔"
ENGLISH = "The two sides agreed to open a trade house in Almaty by the end of the year."
PARAGRAPHS = (ENGLISH, KAZAKH, RUSSIAN, URDU)

PAGE = f"""<!doctype html>
<html lang="en"><head><title>Visit | The Herald</title>
<meta property="og:title" content="Trade house agreed">
<meta property="og:site_name" content="The Herald">
<meta property="article:published_time" content="2026-02-04T10:00:00+05:00">
<link rel="canonical" href="https://herald.example/visit">
<style>p {{ color: red }}</style><script>alert("no")</script></head>
<body><nav>Menu</nav><article><h1>Trade house agreed</h1>
<p>{ENGLISH}<p>{KAZAKH} <b>Астана</b>&nbsp;&mdash; 4&nbsp;ақпан.<br>{RUSSIAN}</p>
<!-- nobody sees this --><p hidden>nor this</p><p style="display: none">nor that</p>
<p dir="rtl">{URDU}</p></article><footer>Copyright</footer></body></html>
"""


def html(folder: Path) -> Path:
    """A page of a newspaper."""
    return _written(folder / "page.html", PAGE.encode())


def text(folder: Path) -> Path:
    """A plain text with a byte order mark."""
    return _written(folder / "note.txt", "\r\n".join(PARAGRAPHS).encode("utf-16"))


def docx(folder: Path) -> Path:
    """A Word document with a table."""
    document = Document()
    document.core_properties.title = "Record of talks"
    for each in PARAGRAPHS:
        document.add_paragraph(each)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Trade", "by 2027"
    file = folder / "talks.docx"
    document.save(str(file))
    return file


def pdf(folder: Path, pages: tuple[str, ...] = (ENGLISH, RUSSIAN)) -> Path:
    """A PDF with a text on each page; an empty one has a page without words."""
    lines = [f"#page[#rect(width: 2cm, height: 2cm) {page}]" for page in pages]
    source = '#set document(title: "Communiqué")\n#set text(font: "Noto Sans")\n' + "\n".join(lines)
    return _written(folder / "communique.pdf", typst.compile(source.encode()))


def locked_pdf(folder: Path) -> Path:
    """A PDF that opens only with a password."""
    with pikepdf.open(pdf(folder)) as document:
        file = folder / "locked.pdf"
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file


def scan(folder: Path) -> Path:
    """A PDF of pictures."""
    return pdf(folder, ("", "")).rename(folder / "scan.pdf")


def bomb(folder: Path) -> Path:
    """A Word document that is small until it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 220_000_000)
    return _written(folder / "bomb.docx", out.getvalue())


def word(folder: Path, body: str, parts: int = 0) -> Path:
    """A Word document of which somebody wrote the markup by hand, with so many more parts."""
    file = folder / "made.docx"
    with zipfile.ZipFile(docx(folder)) as real, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in real.infolist():
            if each.filename != "word/document.xml":
                archive.writestr(each, real.read(each))
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>')
        for number in range(parts):
            archive.writestr(f"word/more{number}", b"")
    return file


def pages(folder: Path, many: int) -> Path:
    """A PDF of so many empty pages."""
    with pikepdf.new() as document:
        for _ in range(many):
            document.add_blank_page()
        document.save(folder / "pages.pdf")
    return folder / "pages.pdf"


def locked_docx(folder: Path) -> Path:
    """A Word document whose parts are packed with a password."""
    raw = bytearray(docx(folder).read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1  # what the list at its end says of the first part
    return _written(folder / "locked.docx", bytes(raw))


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
