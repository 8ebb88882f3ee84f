"""At the side stand the countries that are followed, and the organisations under a heading of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from db.commands.parties import AddParty
from db.records.parties import PartyDraft
from db.vocabulary import PartyKind
from desktop.shell.nav import NavButton, SectionLabel
from tests.desktop.driver.frame import opened


def at_the_side(side: QWidget) -> list[str]:
    """What stands there from the first country on, from the top, headings in brackets."""
    shown = [each for each in side.findChildren(QWidget) if isinstance(each, NavButton | SectionLabel)]
    in_order = sorted((each for each in shown if each.isVisible()), key=lambda each: each.mapTo(side, each.pos()).y())
    said = [each.text() if isinstance(each, NavButton) else f"[{each.text()}]" for each in in_order]
    return said[said.index("[COUNTRIES]") :] if "[COUNTRIES]" in said else []


def test_organisations_have_their_own_heading_and_companies_none(tmp_path: Path) -> None:
    with opened(tmp_path, size=(1920, 1080)) as frame:
        QTest.qWait(300)
        assert at_the_side(frame.window.parts.sidebar)[0] == "[COUNTRIES]"
        assert "[ORGANISATIONS]" not in at_the_side(frame.window.parts.sidebar)
        state = frame.workspace.run(AddParty(PartyDraft(title="Uzbekistan", followed=True))).record
        for title, kind in (("ECO", PartyKind.ORGANISATION), ("Railways", PartyKind.COMPANY)):
            under = state if kind is PartyKind.COMPANY else None
            frame.workspace.run(AddParty(PartyDraft(title=title, kind=kind, under=under, followed=True)))
        QTest.qWait(500)
        shown = at_the_side(frame.window.parts.sidebar)
        assert shown[-2:] == ["[ORGANISATIONS]", "ECO"]
        assert "Uzbekistan" in shown and "Railways" not in shown
