"""From a briefing sheet to its PDF, and from the PDF to a file: the same sheet always gives the same bytes."""

from __future__ import annotations

import errno
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

import pypdfium2
import typst

from db.errors import BugError, DiskFull, KnownError, RegisterFolderMissing
from db.records.briefings import BriefingSheet, Paper, Section

# What a one-page sheet gives up first when closer lines are not enough; the other sections are never left out.
DROPPED_FIRST = (
    Section.LAST_ACTIONS,
    Section.QUOTES,
    Section.PEOPLE,
    Section.CHANGES,
    Section.BACKGROUND,
    Section.WHERE_WE_STAND,
)
_TIGHTEST = 3
_HOPELESS = 3  # pages: beyond this no dropping of sections brings a sheet down to one

# pdfium keeps its state in globals, typst its fonts and caches in one compiler: one thread at a time in each.
PDFIUM = Lock()
_TYPST = Lock()

_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed|contains the codepoint `"([^`]*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True)
class Fit:
    """How a sheet was fitted to its page: how close the lines stand (0 to 3), and what was left out."""

    tight: int = 0
    dropped: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Printed:
    """A sheet on paper.

    `pages` counts all pages, `body_pages` those before the annex. `missing_glyphs` are the characters that no font
    here can draw or an archive file may not hold; where there are any, the PDF is a plain one and not PDF/A.
    """

    pdf: bytes
    pages: int
    body_pages: int
    missing_glyphs: str
    fit: Fit

    @property
    def dropped(self) -> tuple[Section, ...]:
        """The sections left out so that the sheet fits its one page."""
        return self.fit.dropped


def pdf(sheet: BriefingSheet) -> Printed:
    """The sheet as a tagged PDF/A-2a and PDF/UA-1 file. May be called from any thread.

    Raises BugError where the template itself is at fault.
    """
    body = _print(_without(sheet, (Section.MATRIX,)))
    if Section.MATRIX not in sheet.sections or not sheet.matrix:
        return body
    content, missing = _compile(sheet, body.fit)
    return replace(body, pdf=content, pages=page_count(content), missing_glyphs=missing)


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def save(content: bytes, path: Path) -> None:
    """Write the PDF to `path`: the whole file or nothing; a file that was there stays as it was until the end.

    Raises KnownError with a sentence to show when the place cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise KnownError(f"{path} is not a file.", "Nothing was saved.", "Choose another name, e.g. sheet.pdf.")
    try:
        _replace(content, path)
    except FileNotFoundError:
        raise RegisterFolderMissing(path.parent) from None
    except OSError as error:
        raise _unsaved(error, path) from error


def _unsaved(error: OSError, path: Path) -> KnownError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return KnownError(
            f"You may not write to {path}, or another program holds it open.",
            "Nothing was saved.",
            "Close it there, or choose another folder.",
        )
    return KnownError(
        f"The sheet could not be saved to {path} ({error.strerror}).", "Nothing was saved.", "Choose another folder."
    )


def _replace(content: bytes, path: Path) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder do so by themselves."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _print(body: BriefingSheet) -> Printed:
    """The sheet without its annex, fitted to its one page where that is asked for and possible."""
    roomy = _attempt(body, Fit())
    if body.paper is Paper.A4_ONE_PAGE and 1 < roomy.pages <= _HOPELESS:
        attempts = (_attempt(body, fit) for fit in _ways(body))
        return next((printed for printed in attempts if printed.pages == 1), roomy)
    return roomy


def _attempt(body: BriefingSheet, fit: Fit) -> Printed:
    content, missing = _compile(body, fit)
    pages = page_count(content)
    return Printed(content, pages, pages, missing, fit)


def _ways(body: BriefingSheet) -> Iterator[Fit]:
    """Ways to save room, the gentlest first."""
    yield from (Fit(tight) for tight in range(1, _TIGHTEST + 1))
    droppable = [each for each in DROPPED_FIRST if each in body.sections and getattr(body, each.value)]
    for count in range(1, len(droppable) + 1):
        yield Fit(_TIGHTEST, tuple(droppable[:count]))


def _without(sheet: BriefingSheet, gone: tuple[Section, ...]) -> BriefingSheet:
    return sheet.model_copy(update={"sections": tuple(each for each in sheet.sections if each not in gone)})


def _compile(sheet: BriefingSheet, fit: Fit) -> tuple[bytes, str]:
    """The PDF, and the characters for which it had to be a plain one."""
    inputs = {
        "sheet": _without(sheet, fit.dropped).model_dump_json(),
        "headings": json.dumps({each.value: each.label for each in Section}),
        "dropped": json.dumps([each.label for each in fit.dropped]),
        "tight": str(fit.tight),
    }
    # The day of the sheet instead of the moment of printing: the same sheet gives the same bytes.
    made = datetime.combine(sheet.as_of, time(), UTC)
    with _TYPST:
        try:
            content = _compiler().compile(sys_inputs=inputs, timestamp=made, pdf_standards=["a-2a", "ua-1"])
            return _one(content), ""
        except typst.TypstError as error:
            missing = _undrawn(error.diagnostic)
        if not missing:
            # The message is ours to read but may hold words of the register: it does not leave this module.
            raise BugError("The briefing template cannot be compiled.")
        return _one(_compiler().compile(sys_inputs=inputs, timestamp=made)), missing


def _one(content: bytes | list[bytes] | None) -> bytes:
    if not isinstance(content, bytes):
        raise BugError("The briefing template gave no PDF.")
    return content


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the life of the process: reading the fonts takes longer than printing a sheet."""
    folder = Path(str(files("resources"))) / "briefing"
    return typst.Compiler(folder / "sheet.typ", root=folder, font_paths=typst.Fonts())


def _undrawn(diagnostic: str) -> str:
    """The characters that the compiler says it could not draw or keep, each once, in their order."""
    found = ("".join(match) for match in _UNDRAWN.findall(diagnostic))
    text = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), each) for each in found)
    return "".join(dict.fromkeys(text))
