"""Reading the text of a Word document: paragraphs, lists and tables; not its footnotes, headers and comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx

from db.exchange.documents.refusals import refusal
from db.records.sources import Document, SourceDraft
from db.words import _

_UNPACKED_LIMIT, _RATIO_LIMIT, _PARTS_LIMIT = 100_000_000, 100, 5_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was struck out or moved away is not said any more; what Word drew for older versions is said twice.
_SKIPPED = frozenset({f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", _FALLBACK})
_SAID = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "\u2011"}


def read(raw: bytes) -> Document:
    """The text as it stands, with what was inserted under change tracking and without what was deleted."""
    _must_be_small(raw)
    try:
        document = open_docx(io.BytesIO(raw))
        about, text = document.core_properties, "".join(_words(document.element.body))
        title, language = about.title, about.language
    except Exception:  # whatever the library stumbles over
        raise refusal(_("it is damaged, or not a Word document")) from None
    return Document(draft=SourceDraft.model_construct(title=title, language=language, text=text.strip("\n")))


def _must_be_small(raw: bytes) -> None:
    """Refuse what would fill the memory once it is unpacked, before anything is."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise refusal(_("it is damaged, or not a Word document")) from None
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(_("it is protected by a password"), _("Save it without one, or paste its text."))
    if len(parts) > _PARTS_LIMIT:
        raise refusal(
            _("it has {parts:,} parts, and at most {limit:,} are read").format(parts=len(parts), limit=_PARTS_LIMIT)
        )
    if unpacked > _UNPACKED_LIMIT:
        raise refusal(_("unpacked it would have {unpacked:.0f} MB").format(unpacked=unpacked / 1e6))
    if unpacked > _RATIO_LIMIT * max(len(raw), 10_000):
        raise refusal(
            _("unpacked it would be {times:,} times as large, which no document is").format(times=unpacked // len(raw))
        )


def _words(element: Any) -> Iterator[str]:
    """The words below an element in their order; each paragraph ends a line."""
    waiting: list[tuple[Any, bool]] = [(element, False)]
    while waiting:
        part, done = waiting.pop()
        if done:
            yield "\n"
        elif part.tag == f"{_WORD}t":
            yield part.text or ""
        elif part.tag in _SAID:
            yield _SAID[part.tag]
        elif part.tag not in _SKIPPED:
            if part.tag == f"{_WORD}p":
                waiting.append((part, True))
            waiting += [(each, False) for each in reversed(part)]
