"""My window is not the one I work in: a reminder reaches me on the desktop, and what I press there is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder
from db.queries import actions, reminders
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.reminders import ReminderDraft
from db.rules.periods import Period
from desktop import clock
from desktop.notifying.choices import Choices
from tests.desktop.driver.session_bus import session_bus
from tests.flows.screen import NEEDED, PATIENCE, Computer, eventually, screen, skip_without
from tests.registers import make_empty, opened

pytestmark = pytest.mark.xvfb

TITLE, WORDS = "Send the list of companies", "Ask the chamber of commerce"


def make_reminding(register: Path) -> int:
    """A register with one promise, of which somebody is to be reminded on the day it is."""
    today = clock.today()
    with opened(make_empty(register)) as store:
        due = Period.on(today.replace(year=today.year + 3, day=1))
        owner = store.run(AddCommitment(CommitmentDraft(title=TITLE, due=due))).record
        assert owner is not None
        store.run(AddReminder(ReminderDraft(title=WORDS, record=owner, on=today)))
    return owner


def test_a_reminder_is_logged_snoozed_and_done_from_the_desktop(tmp_path: Path) -> None:
    skip_without(*NEEDED)
    home = tmp_path / "home"
    (home / "config" / "aide-memoire").mkdir(parents=True)
    choices = Choices(quiet_from=None)  # whatever the hour of the test
    (home / "config" / "aide-memoire" / "reminders.json").write_text(choices.model_dump_json())
    with session_bus(tmp_path) as bus, screen() as monitor:
        computer, daemon = Computer(home, monitor), bus.has()
        computer.day = None
        computer.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus.address}"
        record = make_reminding(computer.register)

        def groups() -> list[str]:
            with opened(computer.register, writing=False) as store:
                found = store.ask(lambda reader: reminders.lines(reader, clock.today()))
            return [line.group for line in found if line.group in ("now", "snoozed")]

        try:
            program = computer.starts_the_program()
            window = computer.waits_for("desk – Aide-Mémoire", program)
            (shown,) = eventually(lambda: list(daemon.shown), bool, "a notification")
            assert (shown.summary, WORDS in shown.body) == (TITLE, True)
            assert list(shown.actions) == ["default", "log", "snooze", "done"]
            assert groups() == ["now"]

            daemon.says("ActionInvoked", "us", (1, "log"))
            monitor.waits_for_focus(computer.waits_for("Log action", program))
            monitor.types("Called the chamber")
            monitor.presses("ctrl+Return")
            computer.waits_until_gone("Log action", program)
            with opened(computer.register, writing=False) as store:
                (line,) = store.ask(lambda reader: actions.window(reader, clock.today(), View(), 0, 9))
            assert (line.text, [link.id for link in line.links]) == ("Called the chamber", [record])

            daemon.says("ActionInvoked", "us", (1, "snooze"))
            eventually(groups, lambda found: found == ["snoozed"], "the reminder put off")
            monitor.turns_to(window)
            monitor.presses("ctrl+z")
            eventually(groups, lambda found: found == ["now"], "the reminder as it was")
            daemon.press(1, "done")
            eventually(groups, lambda found: found == [], "nothing to remind of")

            assert len(daemon.shown) == 1, "told once, whatever was done and undone"
            monitor.presses("ctrl+q")
            assert program.wait(PATIENCE) == 0
            assert computer.notes_of_failures() == []
        finally:
            computer.is_switched_off()
