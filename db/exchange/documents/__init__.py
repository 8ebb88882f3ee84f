"""Reading a file into the text of a source: plain text, HTML, DOCX and PDF; data in, nothing is stored."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from db.exchange.documents import docx, html, pdf, plain
from db.exchange.documents.refusals import SIZE_LIMIT, refusal, too_long
from db.records.sources import SOURCE_LIMIT, Document, SourceDraft
from db.words import _

_ZIP = b"PK\x03\x04"
_PAGES, _PLAIN = (".html", ".htm", ".xhtml"), ("", ".txt", ".md", ".text")
_TEXTS = _PAGES + _PLAIN
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read(path: Path) -> Document:
    """What a file says, as the draft of a source whose title is the file's own or the name of the file.

    Raises KnownError, in words to show, where the file cannot be read or says nothing.
    """
    raw = _bytes(path)
    found = _reader(raw, path.suffix.lower())(raw)
    title = " ".join(found.draft.title.split()) or path.stem
    return found.model_copy(update={"draft": _checked(found.draft.model_copy(update={"title": title}))})


def _checked(draft: SourceDraft) -> SourceDraft:
    """The draft as it may be kept: its text within the limit, and a field that is too long left empty."""
    if len(draft.text) > SOURCE_LIMIT:
        raise too_long(len(draft.text))
    given = {name: value for name, value in draft if value}
    longest = {name: 1000 for name in ("publisher", "address", "language")}
    kept = {name: value for name, value in given.items() if name not in longest or len(value) <= longest[name]}
    made = SourceDraft.model_validate(kept | {"title": draft.title[:1000]})
    if not any(char.isalnum() for char in made.text):
        raise refusal(_("there are no words in it"), _("Type or paste the words you need."))
    return made


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refusal(_("it is a folder"))
        if path.exists() and not path.is_file():
            raise refusal(_("it is a device, and no file"))  # it might never end
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise refusal(
                _("it has {size:.1f} MB, and at most {size_limit:.0f} MB are read").format(
                    size=size / 1e6, size_limit=SIZE_LIMIT / 1e6
                )
            )
        return path.read_bytes()
    except OSError as error:
        why = (
            _("it is not there any more") if error.errno == errno.ENOENT else (error.strerror or _("the drive failed"))
        )
        raise refusal(why[:1].lower() + why[1:]) from None


def _reader(raw: bytes, suffix: str) -> Callable[[bytes], Document]:
    """Who reads it: the first bytes decide, for a name may say anything; then the end of the name."""
    if b"%PDF-" in raw[:1024]:
        return pdf.read
    if raw.startswith(_ZIP) and suffix == ".docx":
        return docx.read
    if raw.startswith(_OLD_WORD):
        raise refusal(
            _("it is an older Word document or protected by a password"),
            _("Save it as .docx without a password, then again."),
        )
    if suffix in (".pdf", ".docx") or (suffix in _TEXTS and raw.startswith(_ZIP)):
        raise refusal(
            _("it is not what its name says: no {format}").format(format=suffix.lstrip(".").upper() or _("text")),
            _("Look at where it comes from, or give it the name of what it is."),
        )
    if suffix in _PAGES:
        return html.read
    if suffix in _PLAIN:
        return plain.read
    raise refusal(
        _("“{suffix}” is no text, HTML, DOCX or PDF").format(suffix=suffix),
        _("Save it as one of these, or paste its text."),
    )
