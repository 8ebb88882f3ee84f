"""Reading a plain text, in whatever letters it was written."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from db.exchange.documents.refusals import refusal
from db.records.sources import Document, SourceDraft
from db.words import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ["cp1251", "cp1252", "cp1254", "cp1256", "koi8_r"]
"""Russian and Kazakh, western, Turkish, Arabic and Urdu: what a text without a mark, that is not UTF-8, may be in."""


def read(raw: bytes) -> Document:
    """A text whose encoding its first bytes say, or its letters."""
    text, note = decoded(raw)
    return Document(draft=SourceDraft.model_construct(title="", text=text), note=note)


def decoded(raw: bytes) -> tuple[str, str]:
    """The text, and what to look at where its encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding), ""
    if b"\0" in raw:
        raise refusal(_("it is not a text"))
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        best = from_bytes(raw, cp_isolation=_GUESSED).best()
    if best is None:
        raise refusal(_("nobody can tell in which encoding it is"), _("Save it as UTF-8, or paste its text."))
    return _strictly(raw, best.encoding), _(
        "It does not say its encoding; read as {encoding}. Look at its letters."
    ).format(encoding=best.encoding)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise refusal(_("it is damaged: it is not the {encoding} it says it is").format(encoding=encoding)) from None
