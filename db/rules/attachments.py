"""Files kept beside records: how they may be called on a disk, what they really are, and which may be opened."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from db.rules.text import clean
from db.words import _, ngettext

MOST_BYTES = 25 * 1024 * 1024
"""The largest file that is kept; larger ones belong where they are, with their address in a source."""

NAME_LIMIT = 120

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

_MAGIC = (
    (b"%PDF", "pdf"), (b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"PK\x03\x04", "zip"), (b"MZ", "program"),
    (b"\x7fELF", "program"), (b"#!", "program"), (b"\xd0\xcf\x11\xe0", "ole"), (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"), (b"{\\rtf", "rtf"),
)  # fmt: skip

_OPENED = {
    "pdf": "pdf", "docx": "zip", "xlsx": "zip", "pptx": "zip", "odt": "zip", "ods": "zip", "odp": "zip", "txt": "text",
    "eml": "text", "ics": "text", "csv": "text", "png": "png", "jpg": "jpg", "jpeg": "jpg", "tif": "tiff",
    "tiff": "tiff",
}  # fmt: skip
"""The endings that may be opened from the register, and what such a file must really be."""


def suffix(name: str) -> str:
    """The ending of a file's name, lower case and without the dot; what turns the reading round is not part of it."""
    return PurePosixPath(_FORBIDDEN.sub("", clean(name)).rstrip(" .")).suffix.lower().removeprefix(".")


def true_type(content: bytes) -> str:
    """What a file is by its first bytes, e.g. "pdf", "zip", "program", "text"; "" where they do not say."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    return "text" if content and b"\x00" not in content[:4096] else ""


def may_be_opened(name: str, content: bytes) -> bool:
    """Whether a file is of a sort that shows a text or picture, and is what its name says it is."""
    wanted = _OPENED.get(suffix(name))
    return wanted is not None and wanted == true_type(content)


def safe_name(name: str) -> str:
    """A name that any disk takes, with the ending the file has: no folders, no controls, at most 120 characters."""
    bare = " ".join(_FORBIDDEN.sub(" ", clean(name)).split()).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    if not dot:
        stem, ending = bare, ""
    stem = stem.strip(" .") or "file"
    if _RESERVED.fullmatch(stem.split(".")[0]):
        stem = f"{stem}_"
    ending = f".{ending[:20]}" if ending else ""
    return stem[: NAME_LIMIT - len(ending)].rstrip(" .") + ending


def size_in_words(size: int) -> str:
    """A size as people read it, e.g. "640 bytes", "12 kB", "3.4 MB"."""
    if size < 1000:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=round(size / 1000))
    return _("{size:.1f} MB").format(size=size / 1000000)
