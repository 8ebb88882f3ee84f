"""A due date is a calendar day: entered in one time zone, it is that day in every other, with or without the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typer.testing import CliRunner

from db.vocabulary import Kind
from desktop.cli import program
from desktop.form.dates.date_popup import DatePopup
from tests.desktop.driver.forms import CTRL, Key, at_the_desk
from tests.faults.processes import result_of
from tests.registers import TODAY, make_starter

ROOT = Path(__file__).parents[2]
EAST, WEST = "Asia/Tashkent", "America/Los_Angeles"
DUE = "field.commitment.due"


def in_window(zone: str, deed: str, folder: Path) -> str:
    """Do one of the deeds below, in a window of a process that was started in a time zone: Qt asks for it once."""
    call = f"from tests.flows.test_time_zones import {deed}; {deed}({str(folder)!r})"
    environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", call]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tells(zone: str, register: Path, *words: str) -> str:
    """What the command line answers in a process that has gone to a time zone."""
    code, said = result_of(partial(_answer, zone, [*options(register), *words]))
    assert code == 0, said
    return str(said)


def _answer(zone: str, words: list[str]) -> tuple[int, str]:
    os.environ["TZ"] = zone
    time.tzset()
    done = CliRunner().invoke(program, words)
    return done.exit_code, done.output


def types_and_chooses(folder: str) -> None:
    """Two commitments: the due date of one is typed, that of the other chosen in the calendar."""
    with at_the_desk(Path(folder)) as officer:
        officer.asks_for(Kind.COMMITMENT)
        officer.types("field.commitment.title", "Typed")
        officer.types(DUE, "4 Dec 2026")
        officer.presses(Key.Key_Return, CTRL)
        officer.asks_for(Kind.COMMITMENT)
        officer.types("field.commitment.title", "Chosen")
        officer.goes_to(DUE)
        officer.presses(Key.Key_F4)
        calendar = QApplication.activePopupWidget()
        assert isinstance(calendar, DatePopup)
        for key in (Key.Key_Down, *[Key.Key_Right] * 4, Key.Key_Return):
            QTest.keyClick(calendar.grid, key)
        QApplication.processEvents()  # the next stroke is another one than that which closed the calendar
        officer.form.activateWindow()
        officer.goes_to(DUE)
        officer.presses(Key.Key_Return, CTRL)
        assert not officer.has_form()


def reads_both(folder: str) -> None:
    """Open both in a form and say what stands in the field and beside it."""
    with at_the_desk(Path(folder)) as officer:
        for title in ("Typed", "Chosen"):
            officer.asks_for(Kind.COMMITMENT, officer.the(Kind.COMMITMENT, title))
            print(officer.reads(DUE))
            officer.presses(Key.Key_Escape)


@pytest.mark.parametrize(("entered", "read"), [(EAST, WEST), (WEST, EAST)])
@pytest.mark.sampled(1)
def test_a_day_entered_in_the_window_is_that_day_everywhere(tmp_path: Path, entered: str, read: str) -> None:
    day, register = "2026-12-04", make_starter(tmp_path / "follow-up.aide")
    in_window(entered, "types_and_chooses", tmp_path)
    assert in_window(read, "reads_both", tmp_path).splitlines() == ["4 Dec 2026"] * 2
    listed = json.loads(tells(read, register, "list", "commitment", "--json"))
    stored = [each["due"] for each in listed if each["title"] in ("Typed", "Chosen")]
    assert [(each["edtf"], each["earliest"], each["latest"]) for each in stored] == [(day, day, day)] * 2


@pytest.mark.parametrize(("entered", "read"), [(EAST, WEST), (WEST, EAST)])
def test_a_day_entered_on_the_command_line_is_that_day_everywhere(tmp_path: Path, entered: str, read: str) -> None:
    register = make_starter(tmp_path / "follow-up.aide")
    listed = json.loads(tells(entered, register, "list", "commitment", "--json"))
    record = str(listed[0]["id"])
    said = tells(entered, register, "log", record, "--text", "Called.", "--next", "4 Dec 2026")
    assert "Fri 4 Dec 2026 · in 11 days" in said
    shown = json.loads(tells(read, register, "show", record, "--json"))
    (entry,) = [each for each in found(shown, "next_due") if each]
    assert (entry["edtf"], entry["latest"]) == ("2026-12-04", "2026-12-04")


def options(register: Path) -> tuple[str, ...]:
    """The register, as on the day of the examples."""
    return "--register", str(register), "--on", TODAY.isoformat()


def found(shown: object, name: str) -> list[dict[str, str]]:
    """Everything of a name in what was told."""
    if isinstance(shown, list):
        return [each for part in shown for each in found(part, name)]
    if isinstance(shown, dict):
        here = [shown[name]] if name in shown else []
        return [*here, *(each for part in shown.values() for each in found(part, name))]
    return []
