"""From a briefing sheet to its PDF: the same sheet always gives the same bytes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

import pypdfium2

from db.errors import BugError, KnownError
from db.records.briefings import BriefingSheet, Paper, Section
from db.rules.text import breakable, shortened
from db.words import _
from desktop.alone import module_alone
from desktop.sheet import typesetting
from desktop.sheet.picture import drawing
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

MOST_HERE = 20_000
"""The characters of data, some four pages, up to which a sheet is set in the program itself: that is quicker, and the
compiler keeps some twenty megabytes of it. A sheet of hundreds of pages would leave a gigabyte behind."""


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
    # Neither the annex nor what it says: the body alone is small, and may have to be set many times.
    body = _print(_without(sheet, (Section.MATRIX,)).model_copy(update={"matrix": ()}))
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
        "sheet": _without(sheet, fit.dropped).model_dump(mode="json"),
        "headings": {each.value: each.label for each in Section},
        "words": on_paper(sheet, fit.dropped),
        "tight": fit.tight,
    }
    return typeset("sheet.typ", inputs, sheet.as_of, drawing(sheet.picture))


def typeset(template: str, data: Mapping[str, Any], day: date, picture: str = "") -> tuple[bytes, str]:
    """The PDF of a template of ours, and the characters for which it had to be a plain one; "" where it is PDF/A.

    What is large is set in a process of its own, which gives its memory back. `day` is the date of the file: the same
    data gives the same bytes, here and there. A picture counts for nothing in that.
    """
    inputs = {name: json.dumps(_fit_to_break(value), ensure_ascii=False) for name, value in data.items()}
    large = sum(map(len, inputs.values())) > MOST_HERE
    inputs["picture"] = picture
    with _TYPST:
        compiled = _apart if large else typesetting.typeset
        printed = compiled(template, inputs, day)
        if printed is None and picture:  # a damaged one costs nobody the sheet
            printed = compiled(template, inputs | {"picture": ""}, day)
    if printed is None:
        raise BugError(f"The template {template} cannot be compiled.")
    return printed


def _fit_to_break(value: Any) -> Any:
    """Data with every text of it as it can be set."""
    if isinstance(value, dict):
        return {name: _fit_to_break(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fit_to_break(each) for each in value]
    return breakable(shortened(value)) if isinstance(value, str) else value


def _apart(template: str, inputs: Mapping[str, str], day: date) -> tuple[bytes, str] | None:
    """The same from another process; it ends with this one, for it then has nobody to write to."""
    asked = json.dumps([template, dict(inputs), day.isoformat()]).encode()
    command, environment = module_alone(typesetting.__name__)
    done = subprocess.run(command, env=environment, input=asked, stdout=subprocess.PIPE, check=False)
    if done.returncode == typesetting.AT_FAULT:
        return None
    if done.returncode:
        raise KnownError(
            _("The sheet is too large for the memory of this computer."),
            _("Nothing was printed or saved."),
            _("Leave the annex out, or choose fewer sections."),
        )
    missing, content = done.stdout.split(b"\n", 1)
    return content, json.loads(missing)
