"""From a briefing sheet to its PDF: the same sheet always gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

import pypdfium2
import typst

from db.errors import BugError
from db.records.briefings import BriefingSheet, Paper, Section
from desktop.sheet.words import on_paper

# What a one-page sheet gives up first when closer lines are not enough; the other sections are never left out.
DROPPED_FIRST = (
    Section.LAST_ACTIONS,
    Section.QUOTES,
    Section.PEOPLE,
    Section.CHANGES,
    Section.INTENTIONS,
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
        "words": json.dumps(on_paper(sheet, fit.dropped)),
        "tight": str(fit.tight),
    }
    return typeset("sheet.typ", inputs, sheet.as_of)


def typeset(template: str, inputs: Mapping[str, str], day: date) -> tuple[bytes, str]:
    """The PDF of a template of ours, and the characters for which it had to be a plain one; "" where it is PDF/A.

    `day` is the date of the file instead of the moment of printing: the same data gives the same bytes.
    """
    made = datetime.combine(day, time(), UTC)
    with _TYPST:
        compiler = _compiler(template)
        try:
            content = compiler.compile(sys_inputs=dict(inputs), timestamp=made, pdf_standards=["a-2a", "ua-1"])
            return _one(content), ""
        except typst.TypstError as error:
            missing = _undrawn(error.diagnostic)
        if not missing:
            # The message is ours to read but may hold words of the register: it does not leave this module.
            raise BugError(f"The template {template} cannot be compiled.")
        return _one(compiler.compile(sys_inputs=dict(inputs), timestamp=made)), missing


def _one(content: bytes | list[bytes] | None) -> bytes:
    if not isinstance(content, bytes):
        raise BugError("The template gave no PDF.")
    return content


@cache
def _compiler(template: str) -> typst.Compiler:
    """One compiler a template for the life of the process: reading the fonts takes longer than printing a sheet."""
    folder = Path(str(files("resources"))) / "briefing"
    return typst.Compiler(folder / template, root=folder, font_paths=typst.Fonts())


def _undrawn(diagnostic: str) -> str:
    """The characters that the compiler says it could not draw or keep, each once, in their order."""
    found = ("".join(match) for match in _UNDRAWN.findall(diagnostic))
    text = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), each) for each in found)
    return "".join(dict.fromkeys(text))
