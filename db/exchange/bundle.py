"""Bundle files: a register as text, written the same way every time, and read with care and a little at a time."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from pydantic import ValidationError

from db.commands.bundle import Said
from db.errors import KnownError
from db.records.bundle import FILE, FORMAT, PART, RECORD, SETTING, VERSION, Bundle, Head, refusal
from db.records.refusals import sentences
from db.words import N_, _

SIZE_LIMIT = 20_000_000
"""The most bytes a file of version 1 may have, which is read whole."""

LINE_LIMIT = 32_000_000
"""The most bytes of a line: a source of five million letters fits into it in any script."""

FILE_LIMIT = 45_000_000
"""The most bytes of a file that is carried; a row of a register takes no more."""

WITHOUT_HISTORY = N_("The history stays with the register it was made in.")
"""What is said wherever a bundle was written or taken in."""

_PART = 48 * 1024
_LONGEST_NUMBER = 18
"""Digits of a whole number; each of so many fits where a register keeps it."""

_dumped = partial(json.dumps, ensure_ascii=False)


# ------------------------------------------------------------------------------------------------------- writing
def write(head: Head, named: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """The lines of a bundle: the same register always gives the same."""
    yield _line(head.model_dump(mode="json"))
    for name, value in named:
        if name != FILE:
            yield _line({name: value})
            continue
        content = value["content"]
        yield _line({FILE: {"sha256": value["sha256"], "size": len(content)}})
        for start in range(0, len(content), _PART):
            yield _line({PART: b64encode(content[start : start + _PART]).decode()})


def _line(value: dict[str, Any]) -> bytes:
    try:
        line = _dumped(value).encode() + b"\n"
    except (TypeError, UnicodeEncodeError):
        uid = str(value.get(RECORD, {}).get("uid", ""))
        raise _not_written(_("a value of record {uid} is damaged").format(uid=uid)) from None
    if len(line) > LINE_LIMIT:
        uid = str(value.get(RECORD, {}).get("uid", ""))
        raise _not_written(_("record {uid} is too large to be read again").format(uid=uid))
    return line


def _not_written(why: str) -> KnownError:
    return KnownError(_("Not everything can be exported: {why}.").format(why=why), _("Nothing was saved."))


# ------------------------------------------------------------------------------------------------------- reading
@dataclass(frozen=True, slots=True)
class Lines:
    """A bundle of version 2 that lies in a file. Whoever asks for its values reads it anew from its beginning."""

    path: Path
    head: Head

    def __iter__(self) -> Iterator[Said]:
        """Each setting, file and record; a KnownError says in which line it is wrong."""
        wanted = dict.fromkeys((SETTING, FILE, RECORD), 0)
        wanted |= {SETTING: self.head.settings, FILE: self.head.files, RECORD: self.head.records}
        found = dict.fromkeys(wanted, 0)
        with _opened(self.path) as file:
            lines = enumerate(iter(partial(_next, file), b""), start=1)
            next(lines, None)
            for number, line in lines:
                name, value = _named(line, number, found, wanted)
                found[name] += 1
                if found[name] > wanted[name]:
                    raise refusal(_("more follows than its first line says"), number)
                size = len(line)
                if name == FILE:
                    value = _with_content(value, number, lines)
                    size = len(value["content"])
                yield Said(number, name, value, size)
            if found != wanted:
                raise _cut_off(found, wanted)


def opened(path: Path) -> Bundle | Lines:
    """The bundle that lies in a file, of either version; a KnownError says why it cannot be read."""
    with _opened(path) as file:
        first = file.readline(LINE_LIMIT + 1)
        head = _head(first)
        if head is not None:
            return Lines(path, head)
        rest = first + file.read(max(0, SIZE_LIMIT + 1 - len(first)))
    return read(rest)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if not path.is_file():  # a pipe would be waited for
            path.stat()
            raise refusal(_("it is not a file"))
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or _("its name is none that a file can have")
        raise refusal(f"{path.name}: {why}") from None


def _next(file: BinaryIO) -> bytes:
    return file.readline(LINE_LIMIT + 1)


def _head(line: bytes) -> Head | None:
    """The head of version 2; None where the line is none: read whole, it is version 1 or it is said what is wrong."""
    try:
        data = _parsed(line)
    except KnownError:
        return None
    _must_be_ours(data)
    if data.get("version") != VERSION:
        return None
    try:
        return Head.model_validate(data, strict=True)
    except ValidationError as error:
        raise refusal(sentences(error), 1) from None


def _named(line: bytes, number: int, found: dict[str, int], wanted: dict[str, int]) -> tuple[str, dict[str, Any]]:
    """What a line is, and its value."""
    if len(line) > LINE_LIMIT:
        most = _("it is longer than {count:.0f} MB").format(count=LINE_LIMIT / 1e6)
        raise refusal(most, number)
    if not line.endswith(b"\n"):
        raise _cut_off(found, wanted)
    data = _parsed(line, number)
    if b"\\ud" in line.lower():  # only so can half a letter stand in UTF-8
        _must_be_whole(data, number)
    if isinstance(data, dict) and len(data) == 1:
        ((name, value),) = data.items()
        if name in wanted and isinstance(value, dict):
            return name, value
    raise refusal(_("it is neither a record, a file nor a setting"), number)


def _must_be_whole(data: Any, number: int) -> None:
    try:
        _dumped(data).encode()
    except UnicodeEncodeError:
        raise refusal(_("it holds half a letter"), number) from None


def _with_content(value: dict[str, Any], number: int, lines: Iterator[tuple[int, bytes]]) -> dict[str, Any]:
    """A file with its bytes, from the lines that follow; they must be those of its sha256."""
    size, sha256 = value.get("size"), value.get("sha256")
    if set(value) != {"size", "sha256"} or type(size) is not int or not isinstance(sha256, str):
        raise refusal(_("a file has a size and a sha256, and nothing else"), number)
    if not 0 <= size <= FILE_LIMIT:
        raise refusal(_("a file has at most {count:.0f} MB").format(count=FILE_LIMIT / 1e6), number)
    content = bytearray()
    while len(content) < size:
        at, line = next(lines, (number, b""))
        if not line.endswith(b"\n"):
            raise refusal(_("the file ends too early: a file in it is cut off"), at)
        part = _parsed(line, at)
        if not isinstance(part, dict) or set(part) != {PART} or not isinstance(part[PART], str) or not part[PART]:
            raise refusal(_("the next part of a file is missing"), at)
        try:
            content += b64decode(part[PART], validate=True)
        except ValueError:
            raise refusal(_("this is no Base64"), at) from None
    if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
        raise refusal(_("the bytes of this file are not those it was written with"), number)
    return {"sha256": sha256, "content": bytes(content)}


_ENDS_EARLY = {
    RECORD: N_("the file ends too early: {found} of {wanted} records"),
    FILE: N_("the file ends too early: {found} of {wanted} files that are carried in it"),
    SETTING: N_("the file ends too early: {found} of {wanted} settings"),
}


def _cut_off(found: dict[str, int], wanted: dict[str, int]) -> KnownError:
    """That lines are missing, by what is missing of them; records come last."""
    missing = next((name for name in _ENDS_EARLY if found[name] < wanted[name]), RECORD)
    return refusal(_(_ENDS_EARLY[missing]).format(found=found[missing], wanted=wanted[missing]))


# ----------------------------------------------------------------------------------------------------- version 1
def read(text: str | bytes) -> Bundle:
    """The bundle a text of version 1 holds; a KnownError says why it cannot be read. Nothing is stored either way."""
    raw = _bytes(text)
    _must_be_ours(_parsed(raw))
    try:
        return Bundle.model_validate_json(raw)
    except ValidationError as error:
        raise refusal(sentences(error)) from None


def _bytes(text: str | bytes) -> bytes:
    try:
        raw = text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError:
        raise refusal(_("it is not UTF-8 text")) from None
    if len(raw) > SIZE_LIMIT:
        raise refusal(
            _("it has {count:.1f} MB, and a bundle has at most {size_limit:.0f} MB").format(
                count=len(raw) / 1e6, size_limit=SIZE_LIMIT / 1e6
            )
        )
    return raw


def _parsed(raw: bytes, number: int = 0) -> Any:
    """What the JSON says, refusing what JSON libraries read differently from one another."""
    try:
        found = _DECODER.decode(raw.decode())
    except UnicodeDecodeError:
        raise refusal(_("it is not UTF-8 text"), number) from None
    except RecursionError:
        raise refusal(_("it is nested too deeply"), number) from None
    except json.JSONDecodeError as error:
        is_start = number <= 1 and not error.doc[: error.pos].strip()
        begins = _("line {lineno}, column {colno}: no Aide-Mémoire bundle begins like this")
        place = _("line {lineno}, column {colno}: what stands here does not belong there, or something is missing")
        said = begins if is_start else place
        raise refusal(said.format(lineno=number or error.lineno, colno=error.colno)) from None
    except _Unreadable as error:
        raise refusal(str(error), number) from None
    return found


class _Unreadable(Exception):
    """What is said differently by different libraries, in words for whoever chose the file."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        left = iter(found)  # in their order: the first that differs was there before
        twice = next(key for key, _value in pairs if key != next(left, None))
        raise _Unreadable(_("it says “{key}” twice in one place").format(key=twice[:80]))
    return found


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST_NUMBER:
        raise _Unreadable(_("one of its numbers is too long"))
    return int(text)


def _fraction(text: str) -> float:
    found = float(text)
    if found in (float("inf"), float("-inf")):
        raise _Unreadable(_("one of its numbers is too long"))
    return found


def _no_such_number(name: str) -> NoReturn:
    raise _Unreadable(_("{name} is not a number that JSON knows").format(name=name))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_repeats, parse_int=_whole, parse_float=_fraction, parse_constant=_no_such_number
)


def _must_be_ours(data: Any) -> None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise refusal(_("it is not an Aide-Mémoire bundle"))
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise KnownError(
            _("This file was made by a newer version of the program (bundle format {version}).").format(
                version=version
            ),
            _("Nothing was stored."),
            _("Update Aide-Mémoire, then try again."),
        )
