"""Files kept beside records: how they may be called on a disk, what they really are, and which may be opened."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from unicodedata import category, normalize

from db.rules.text import clean
from db.words import _, ngettext

MOST_BYTES = 25 * 1024 * 1024
"""The largest file that is kept; larger ones belong where they are, with their address in a source."""

NAME_LIMIT, NAME_BYTES = 120, 255
"""The most letters a name has, and the most bytes in UTF-8, which is what disks count."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Signs that turn the reading round or cannot be seen; the joiners that Urdu and Persian need are none."""
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\$|conout\$|clock\$) *", re.IGNORECASE)
_ENDING = re.compile(r"(?:\.tar)?\.\w{1,20}$", re.IGNORECASE)
_JOINER = "\u200d"

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
    """The ending of a file's name as it is written on a disk, lower case and without the dot."""
    return PurePosixPath(safe_name(name)).suffix.lower().removeprefix(".")


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
    """A name that any disk takes, with the ending the file has; never an empty one, and a safe name is its own.

    - No folders, controls, line ends, unseen signs and signs that turn the reading round; no air or dots at its ends.
    - At most 255 bytes in UTF-8 (ext4, APFS, NTFS count bytes or less) and 120 letters; what is cut is cut between
      letters, never from the ending. An ending is one word: the rest of "No. 5 on trade" is none.
    - A name that Windows keeps for a device, "con" or "lpt1" with whatever ending, has a line after that word.
    """
    seen = normalize("NFC", _UNSEEN.sub("", _FORBIDDEN.sub(" ", clean(name))))
    bare = " ".join(seen.split()).strip(" .")
    found = _ENDING.search(bare)
    ending = found[0] if found and found.start() else ""
    stem = bare.removesuffix(ending).strip(" .") or "file"
    device, dot, rest = stem.partition(".")
    if _RESERVED.fullmatch(device):
        stem = f"{device}_{dot}{rest}"
    return _cut(stem, NAME_LIMIT - len(ending), NAME_BYTES - len(ending.encode())) + ending


def _cut(words: str, letters: int, size: int) -> str:
    """As much of the words as has room, without half a letter at the end: a sign on top of a letter goes with it."""
    room = min(letters, len(words.encode()[:size].decode(errors="ignore")))
    while 0 < room < len(words) and (_goes_with_the_one_before(words[room]) or words[room - 1] == _JOINER):
        room -= 1
    return words[:room].rstrip(" .") or "file"


def _goes_with_the_one_before(sign: str) -> bool:
    return category(sign).startswith("M") or sign == _JOINER or "\U0001f3fb" <= sign <= "\U0001f3ff"


def size_in_words(size: int) -> str:
    """A size as people read it, e.g. "640 bytes", "12 kB", "3.4 MB"."""
    if size < 1000:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=round(size / 1000))
    return _("{size:.1f} MB").format(size=size / 1000000)
