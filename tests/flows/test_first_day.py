"""I sit before the program for the first time: by keyboard alone to a desk of my own, a visit and what was promised."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.screen import NEEDED, PATIENCE, ROOT, Computer, eventually, screen, skip_without
from tests.registers import TODAY

pytestmark = pytest.mark.xvfb

NAME, UNIT = "Aigerim Sadykova", "Asia Department"
VISIT, PROMISE = "State visit to Uzbekistan", "Send the transit forecast"
TWO_MINUTES = 120
A_MOMENT = 0.7
"""Seconds that a list under a field takes to open and to close, which cannot be asked for from outside."""
SHEET = """
import sys
from datetime import date
from pathlib import Path
from db.queries import parties
from db.queries.briefing import sheet
from db.records.briefings import BriefingDraft
from db.vocabulary import BriefingKind
from desktop import first_run, officer
from desktop.sheet import compose, contents
store = first_run.opened(Path(sys.argv[1]), writing=False)
about = store.ask(parties.followed)[0].id
by = officer.signature(store.by)
day = date.fromisoformat(sys.argv[2])
draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=about, as_of=day, prepared_by=by)
print(contents.text(compose.pdf(store.ask(lambda reader: sheet(reader, draft, day, 1))).pdf))
store.close()
"""
"""Sets the sheet of the first country as the sheet builder words it."""


class NewComputer(Computer):
    """A computer on which the program never ran; it is started without the name of a register."""

    def starts_for_the_first_time(self) -> subprocess.Popen[bytes]:
        """Start the program as somebody does who just installed it."""
        command = [sys.executable, "-m", "desktop", "--on", TODAY.isoformat()]
        self._running.append(subprocess.Popen(command, env=self.environment, cwd=ROOT))
        return self._running[-1]

    def sets_a_sheet(self) -> str:
        """The words of the sheet about the first country that is followed."""
        command = [sys.executable, "-c", SHEET, str(self.register), TODAY.isoformat()]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[NewComputer]:
    skip_without(*NEEDED)
    home = tmp_path / "home"
    home.mkdir()
    with screen() as monitor:
        made = NewComputer(home, monitor)
        made.register = home / "data" / "aide-memoire" / "follow-up.aide"
        yield made
        made.is_switched_off()


def test_from_an_empty_home_to_a_desk_by_keyboard_alone(computer: NewComputer) -> None:
    here = computer.screen
    program = computer.starts_for_the_first_time()
    window = computer.waits_for("Aide-Mémoire", program)
    here.turns_to(window)  # there is no window manager that gives the focus
    time.sleep(3 * A_MOMENT)  # the page can be seen, but not be asked for, from outside
    begun = time.monotonic()
    for words in (NAME, "AS", UNIT, "Kazakhstan", "Uzbekistan, Iran, Mongolia"):
        here.types(words)
        here.presses("Tab")
    here.presses("Down")  # an empty register
    here.presses("ctrl+Return")
    computer.waits_for("follow-up – Aide-Mémoire", program)
    eventually(computer.holder, lambda holder: holder == program.pid, "the register in the window")

    here.turns_to(window)
    time.sleep(3 * A_MOMENT)
    here.presses("ctrl+3", "ctrl+shift+v")
    here.waits_for_focus(computer.waits_for("New visit", program))
    here.types(VISIT)
    here.presses("Tab", "Tab", "Tab", "Tab", "Tab")
    for country in ("Kazakhstan", "Uzbekistan"):
        here.types(country)
        time.sleep(A_MOMENT)
        here.presses("Return")
        time.sleep(A_MOMENT)
        here.presses("Tab")
    here.presses("ctrl+Return")
    computer.waits_until_gone("New visit", program)

    here.turns_to(window)
    here.presses("ctrl+shift+c")
    here.waits_for_focus(computer.waits_for("New commitment", program))
    here.types(PROMISE)
    here.presses("Tab")
    for country in ("Kazakhstan", "Uzbekistan"):
        here.types(country)
        time.sleep(A_MOMENT)
        here.presses("Return")
        time.sleep(A_MOMENT)
        here.presses("Tab")
    here.presses("ctrl+Return")
    computer.waits_until_gone("New commitment", program)
    assert time.monotonic() - begun < TWO_MINUTES
    here.turns_to(window)
    here.presses("ctrl+q")
    assert program.wait(PATIENCE) == 0

    (visit,) = json.loads(computer.tells("list", "visit", "--json"))
    assert (visit["title"], visit["from_party"]["title"], visit["to_party"]["title"]) == (
        VISIT, "Kazakhstan", "Uzbekistan",
    )  # fmt: skip
    (promise,) = json.loads(computer.tells("list", "commitments", "--json"))
    assert [each["title"] for each in promise["owes"]] == ["Kazakhstan"]
    assert [each["title"] for each in promise["owed"]] == ["Uzbekistan"]
    words = " ".join(computer.sets_a_sheet().split())
    assert f"by {NAME} (AS), {UNIT}" in words and PROMISE in words
    assert computer.notes_of_failures() == []
