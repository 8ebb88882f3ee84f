"""A long title of an agreement is short where there is little room, by what its form proposed or somebody chose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.queries import agreements
from db.records.agreements import AgreementLine
from db.vocabulary import Kind
from desktop.agreements.columns import columns
from desktop.kit import paint
from desktop.page import record_rows
from desktop.table.columns import Scene
from tests.desktop.driver.forms import CTRL, Key, Officer, at_the_desk
from tests.registers import TODAY

LONG = "Convention between the Republic of Kazakhstan and the Islamic Republic of Pakistan on visa-free travel"
TITLE, SHORT = "field.agreement.title", "field.agreement.short_title"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def stored(officer: Officer) -> AgreementLine:
    record = officer.the(Kind.AGREEMENT, "visa-free")
    (line,) = officer.workspace.ask(partial(agreements.lines, today=TODAY, ids=[record]))
    return line


def named(line: AgreementLine) -> tuple[str, str, str]:
    """What the table says, what it says on hover, and what a row of a page says."""
    cell = next(each for each in columns(Scene()) if each.key == "title").cell(line, TODAY)
    return cell.text, cell.tip, record_rows.agreement_row(line).title


def test_a_short_title_is_proposed_until_somebody_chooses_one(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.types(TITLE, LONG)
    assert officer.sees(SHORT, QLineEdit).text() == "Visa-free travel convention"
    assert officer.beside(SHORT) == ["Proposed from the title; change it as you like."]
    officer.presses(Key.Key_Return, CTRL)
    line = stored(officer)
    assert (line.title, line.short_title) == (LONG, "Visa-free travel convention")
    assert named(line) == ("Visa-free travel convention", LONG, "Visa-free travel convention")


def test_one_that_was_typed_stays(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.types(SHORT, "No visas")
    officer.types(TITLE, LONG)
    officer.presses(Key.Key_Return, CTRL)
    assert stored(officer).name() == "No visas"


def test_who_is_waited_for_stands_before_the_entry_into_force(officer: Officer) -> None:
    keys = [each.key for each in columns(Scene(wide=True))]
    assert keys.index("waiting_for") + 1 == keys.index("in_force")


def test_what_a_number_tells_apart_is_shortened_in_its_middle(officer: Officer) -> None:
    long = "Protocol to the agreement on the international carriage of goods by road, 20"
    shown = {paint.fitted("body", f"{long}{year}", 200) for year in (18, 26)}
    assert {each[-4:] for each in shown} == {"2018", "2026"} and all("…" in each for each in shown)
    assert paint.fitted("body", LONG, 200).endswith("…")
