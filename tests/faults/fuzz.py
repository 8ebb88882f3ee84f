"""Readers tried with bytes of chance by a fuzzer that looks where each leads: `python -m tests.faults.fuzz bundle`.

Whatever comes, a reader reads it or refuses it in words, in a few seconds, and writes nothing. What it fails on is kept
beside the run as `crash-…`; `--again FILE` tries that alone. Needs Atheris, which is there for Linux and no part of the
ordinary tools: `pip install -e .[fuzz]`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import atheris

with atheris.instrument_imports(include=["db", "docx", "bs4", "html"]):
    from db.commands.bundle import BeginWith, TakeIn
    from db.errors import KnownError
    from db.exchange import bundle, documents
    from db.exchange.documents import docx, html, pdf, plain
    from db.rules import lengths, pasted, phrases
    from db.rules.printed import read_back
    from db.rules.source_words import parts
    from db.store import create_register, open_register

from tests import bundles, registers
from tests import documents as samples
from tests.store.house import TODAY, Clock, furnish

__all__ = ["docx", "html", "pdf", "plain"]  # loaded here, so that their ways are seen

SECONDS = 5
"""Of the processor: what takes longer hangs, as far as a person can tell."""
HANGS = 30
"""Seconds after which the fuzzer ends what does not come back."""

NO_READING = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.system",
}  # fmt: skip
"""What changes a folder, or reaches out of the program, as Python's audit calls it."""

seen: list[str] = []
"""What was done that a reader never does."""


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: it hears of every file, process and connection."""
    opens_to_write = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if opens_to_write or event in NO_READING:
        seen.append(f"{event} {arguments[:1]}")


@contextmanager
def _reading() -> Iterator[None]:
    """What is done in the block ends soon, and leaves nothing."""
    seen.clear()
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < SECONDS, f"It took {took:.1f} s."
    assert not seen, seen


class Reader(NamedTuple):
    """A reader, what it is tried with first, and how that is changed."""

    read: Callable[[Path, bytes], None]
    seeds: Callable[[Path], list[bytes]]
    change: Callable[[bytes, int, int], bytes] | None = None


# ------------------------------------------------------------------------------------------------------------- bundles
def _read_bundle(folder: Path, raw: bytes) -> None:
    """What is read is taken into a new register as well, which is sound, or is not there."""
    file, register = folder / "all.jsonl", folder / "new.aide"
    file.write_bytes(raw)
    try:
        with _reading():
            found = bundle.opened(file)
            if isinstance(found, bundle.Lines):
                for _said in found:
                    pass
        first = BeginWith(found) if isinstance(found, bundle.Lines) else TakeIn(found)
        create_register(register, now=Clock(), by="B. Aliyev", first=first)
    except KnownError as refused:
        assert refused.sentence
        assert os.listdir(folder) == [file.name], os.listdir(folder)
        return
    with open_register(register, now=Clock(), by="B. Aliyev") as store:
        assert store.check().sound, store.check()
    register.unlink()


def _bundles(folder: Path) -> list[bytes]:
    register = registers.make_empty(folder / "house.aide")
    with open_register(register, now=Clock(), by="A. Serik") as store:
        furnish(store)
        with store.read() as reader:
            drafts = bundles.write(bundles.everything(reader, "All")).encode()
    return [bundles.exported(register, folder / "all.jsonl"), drafts]


VALUES: tuple[Any, ...] = (
    "", "x", "\u202eabc", "a\0b", "2027-01-01", "0001-01-01", "9999-12-31", 0, -1, 7, 10**17, 0.5, True, None, [], {},
    [None], {"a": None}, "00000000-0000-7000-8000-000000000000",
)  # fmt: skip
"""What stands where something else was."""


def _change_bundle(raw: bytes, most: int, seed: int) -> bytes:
    """A value or a line among others, so that it is JSON still; else bytes of chance."""
    chance = random.Random(seed)
    lines = raw.splitlines(keepends=True)
    with suppress(ValueError, RecursionError, IndexError):
        if chance.random() < 0.2:
            lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
            return b"".join(lines)[:most]
        if chance.random() < 0.8:
            whole = len(lines) > 1 and lines[0].strip() == b"{"
            number = chance.randrange(len(lines))
            data = json.loads(raw if whole else lines[number])
            _change_value(data, chance)
            changed = json.dumps(data, ensure_ascii=chance.random() < 0.5).encode(errors="replace") + b"\n"
            return (changed if whole else b"".join((*lines[:number], changed, *lines[number + 1 :])))[:most]
    return bytes(atheris.Mutate(raw, most))


def _change_value(data: Any, chance: random.Random) -> None:
    """Put something else in one place of what JSON says."""
    places = []
    waiting = [data]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each))
        places += [(each, key) for key in keys]
        waiting += [each[key] for key in keys if isinstance(each[key], dict | list)]
    place, key = chance.choice(places)
    other, there = chance.choice(places)
    if isinstance(place, dict) and chance.random() < 0.2:
        del place[key]
    else:
        place[key] = other[there] if chance.random() < 0.3 else chance.choice(VALUES)


# ----------------------------------------------------------------------------------------------------------- documents
SORTS = (".txt", ".html", ".pdf", ".docx", "markup of Word")
"""The first byte says which of them the others are."""


def _read_document(folder: Path, raw: bytes) -> None:
    sort, content = SORTS[raw[0] % len(SORTS)] if raw else "", raw[1:]
    if sort == SORTS[-1]:
        sort, content = ".docx", _packed(folder, content)
    file = folder / f"file{sort}"
    file.write_bytes(content)
    try:
        with _reading():
            found = documents.read(file)
    except KnownError as refused:
        assert refused.safe == "Nothing was stored." and refused.remedy
    else:
        assert found.draft.text.encode() and found.model_dump_json()
    assert os.listdir(folder) == [file.name]
    file.unlink()


_PARTS: dict[str, bytes] = {}
"""What a Word document is made of besides its own words."""
_DOCUMENT = "word/document.xml"


def _packed(folder: Path, markup: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (_PARTS | {_DOCUMENT: markup}).items():
            archive.writestr(name, content)
    return out.getvalue()


def _documents(folder: Path) -> list[bytes]:
    word = samples.docx(folder)
    with zipfile.ZipFile(word) as archive:
        _PARTS.update({each: archive.read(each) for each in archive.namelist()})
    made = [samples.text(folder), samples.html(folder), samples.pdf(folder), word]
    found = [bytes([number]) + each.read_bytes() for number, each in enumerate(made)]
    return [*found, b"\4" + _PARTS[_DOCUMENT], *(b"\0" + each.encode() for each in samples.PARAGRAPHS)]


# ------------------------------------------------------------------------------------------------------------- phrases
def _read_phrase(_folder: Path, raw: bytes) -> None:
    """Every reader of what somebody types or pastes; none of them ever raises. The first bytes say when and of what."""
    head, text = raw[:4].ljust(4, b"\0"), raw[4:].decode(errors="surrogateescape")
    today = date.fromordinal(int.from_bytes(head[:3], "big") % date.max.toordinal() + 1)
    past, happens = (None, False, True)[head[3] % 3], head[3] > 127
    with _reading():
        found = phrases.read(text, today, past=past, happens=happens)
        assert not (found.cleared and found.readings)
        for each in found.readings:
            assert each.period.display() and each.echo
        lengths.read(text)
        read_back(text)
        parts(text)
        pasted.programme(text, 0, today)
        pasted.delegation(text)


PHRASES = (
    "next Friday", "15 Jan", "Q1 2027", "by end of year", "2027-03", "within two weeks", "12 May – 3 June 2027",
    "first half of 2026 (“весной”)", "“in the near future”", "не позднее 1 марта 2027 г.", "2027 жылғы 5 ақпан",
    "5 فروری 2027", "٥ فروری", "gelecek ay", "three working days before the visit", "1990s", "mid-March", "2/3/2027",
    "10:00 Talks\n11:30 Lunch\n", "A. Minister, Ministry of Trade\n",
)  # fmt: skip


def _phrases(_folder: Path) -> list[bytes]:
    return [
        TODAY.toordinal().to_bytes(3, "big") + bytes([number]) + each.encode() for number, each in enumerate(PHRASES)
    ]


READERS = {
    "bundle": Reader(_read_bundle, _bundles, _change_bundle),
    "document": Reader(_read_document, _documents),
    "phrase": Reader(_read_phrase, _phrases),
}


def main() -> None:
    """Try one reader for a while, or with one file again."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("reader", choices=READERS)
    asked.add_argument("--seconds", type=int, default=200)
    asked.add_argument("--again", type=Path)
    given = asked.parse_args()
    reader = READERS[given.reader]
    sys.dont_write_bytecode = True
    with TemporaryDirectory() as made:
        made_of, corpus, folder = (Path(made) / name for name in ("made", "corpus", "folder"))
        for each in (made_of, corpus, folder):
            each.mkdir()
        for number, seed in enumerate(reader.seeds(made_of)):
            (corpus / str(number)).write_bytes(seed)
        registers.make_empty(made_of / "empty.aide")
        with patch("db.store._upgrade", registers.make_empty):  # a new register is a copy of that one
            if given.again:
                reader.read(folder, given.again.read_bytes())
            else:
                _try(reader, folder, corpus, given.seconds)


def _try(reader: Reader, folder: Path, corpus: Path, seconds: int) -> None:
    how = [f"-max_total_time={seconds}", f"-timeout={HANGS}", "-rss_limit_mb=4096", "-max_len=100000"]
    named = {"custom_mutator": reader.change} if reader.change else {}
    sys.addaudithook(_look)
    atheris.Setup([sys.argv[0], *how, "-print_final_stats=1", str(corpus)], partial(reader.read, folder), **named)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
