"""Reading the text of a PDF, page by page."""

from __future__ import annotations

import re

import pypdfium2

from db.exchange.documents.refusals import refusal, too_long
from db.records.sources import SOURCE_LIMIT, Document, SourceDraft
from db.words import _, ngettext

_WRONG_PASSWORD = 4
_SOFT_HYPHEN = re.compile("[\x02\ufffe]")
"""How PDFium writes the hyphen at the end of a line."""

_PAGES_NAMED = 5
_MOST_PAGES = 2_000


def read(raw: bytes) -> Document:
    """The words that stand on its pages, an empty line between two pages."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _WRONG_PASSWORD:
            raise refusal(_("it is protected by a password"), _("Save it without one, or paste its text.")) from None
        raise refusal(_("it is damaged, or not a PDF")) from None
    try:
        pages = _pages(document)
        title = document.get_metadata_value("Title")
    except pypdfium2.PdfiumError:
        raise refusal(_("one of its pages is damaged")) from None
    finally:
        document.close()
    empty = [number for number, page in enumerate(pages, 1) if not page]
    if len(empty) == len(pages):
        raise refusal(
            _("there is no text in it, only pictures of pages (a scan)"), _("Type or paste the words you need.")
        )
    text = "\n\n".join(page for page in pages if page)
    return Document(draft=SourceDraft.model_construct(title=title, text=text), note=_unread(empty))


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    if len(document) > _MOST_PAGES:
        raise refusal(
            _("it has {pages:,} pages, and at most {limit:,} are read").format(pages=len(document), limit=_MOST_PAGES),
            _("Cut it into parts, or paste the part you need."),
        )
    pages, characters = [], 0
    for page in document:
        words = page.get_textpage().get_text_bounded()
        page.close()  # its text page with it: what was read is not kept
        lines = _SOFT_HYPHEN.sub("-", words.replace("\r\n", "\n")).split("\n")
        pages.append("\n".join(line.rstrip() for line in lines).strip("\n"))
        characters += len(pages[-1])
        if characters > SOURCE_LIMIT:
            raise too_long(characters)
    return pages


def _unread(empty: list[int]) -> str:
    if not empty:
        return ""
    named = ", ".join(map(str, empty[:_PAGES_NAMED])) + (" …" if len(empty) > _PAGES_NAMED else "")
    said = ngettext("There is no text on page {pages}.", "There is no text on pages {pages}.", len(empty))
    return said.format(pages=named)
