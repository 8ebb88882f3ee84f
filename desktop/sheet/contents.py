"""What is on a sheet: how much each section says, whether it says anything, and its words as plain text."""

from __future__ import annotations

import pypdfium2

from db.records.briefings import BriefingSheet, Section
from desktop.sheet.compose import PDFIUM

# These say something of every country, even of one with which nothing is recorded, or only where the rest stands.
_SPEAKS_ALWAYS = {Section.IN_ONE_MINUTE, Section.WHERE_WE_STAND, Section.CHANGES, Section.SOURCES}
_FACTS = (Section.VISITS, Section.AGREEMENTS, Section.PROMISES, Section.INTENTIONS)


def counts(sheet: BriefingSheet) -> dict[Section, int]:
    """How many lines each section of the sheet has, whether it is printed or not."""
    found: dict[Section, int] = {
        each: len(getattr(sheet, each.value)) for each in Section if each is not Section.BACKGROUND
    }
    found[Section.BACKGROUND] = len(sheet.background.free_to_use) + len(sheet.background.not_to_be_disclosed)
    for section, sides in ((Section.PROMISES, sheet.promises), (Section.INTENTIONS, sheet.intentions)):
        found[section] = sum(len(side.rows) for side in sides)
    found[Section.NOTE] = len([line for line in sheet.note.splitlines() if line.strip()])
    return found


def has_words(sheet: BriefingSheet) -> bool:
    """Whether a section that is printed holds more than "nothing is recorded"."""
    found = counts(sheet)
    if any(found[each] for each in sheet.sections if each not in _SPEAKS_ALWAYS):
        return True
    return any(found[each] for each in _FACTS) and any(found[each] for each in sheet.sections)


def text(content: bytes) -> str:
    """The words of a PDF, page by page, as they stand on it."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
    return "\n\n".join("\n".join(page.splitlines()) for page in pages)
