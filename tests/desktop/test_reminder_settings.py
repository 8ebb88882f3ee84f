"""Settings ▸ Reminders: where somebody is told of them, when not, and whether the program stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.notifying.choices import chosen
from desktop.shell.reminder_settings import RemindersGroup
from desktop.workspace import Go
from tests.desktop.driver.frame import opened
from tests.desktop.driver.session_bus import SessionBus, session_bus


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    """The session bus of this test."""
    with session_bus(tmp_path) as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={made.address}")
        yield made


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RemindersGroup]:
    """The group on the screen; nothing was chosen yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "desk").mkdir()
    with opened(tmp_path / "desk", page="settings") as frame:
        frame.workspace.go_wanted.emit(Go("settings"))
        (shown,) = frame.window.findChildren(RemindersGroup)
        yield shown


def test_settings_say_where_reminders_are_shown_and_apply_at_once(
    bus: SessionBus, group: RemindersGroup, qtbot: QtBot
) -> None:
    where = group.findChild(QLabel, "reminders.where")
    assert where is not None
    qtbot.waitUntil(lambda: where.text() == "in this window only. Nothing shows notifications here.")
    bus.has(("body",))
    group.follow()
    qtbot.waitUntil(lambda: where.text() == "on the desktop by Fake, which has no buttons")
    bus.daemons[0].goes()
    bus.has()
    group.follow()
    qtbot.waitUntil(lambda: where.text() == "on the desktop by Fake, with Log, Snooze and Done")
    group._form.editors["background"].set_value(True)
    warned = "There is no tray here, so closing the window ends the program."
    qtbot.waitUntil(lambda: group._form.fields["background"].message == warned)
    group._form.editors["background"].set_value(False)
    qtbot.waitUntil(lambda: group._form.fields["background"].message == "")
    group._form.editors["notify"].set_value(False)
    qtbot.waitUntil(lambda: where.text().startswith("in this window only"))


def test_what_is_no_time_of_the_day_is_refused_beside_its_field_and_keeps_nothing_else_back(
    group: RemindersGroup,
) -> None:
    begins, ends = (group.findChild(QLineEdit, f"reminders.{name}") for name in ("quiet_from", "quiet_to"))
    assert begins is not None and ends is not None
    begins.setText("noon")
    begins.editingFinished.emit()
    ends.setText("6.30")
    ends.editingFinished.emit()
    field = group._form.fields["quiet_from"]
    assert field.message == "This is no time of the day. Write 20:00, 7 or 7.30."
    assert (chosen().quiet_from, chosen().quiet_to) == (time(20), time(6, 30)) and begins.text() == "noon"
    begins.setText("7")
    begins.editingFinished.emit()
    assert (field.message, begins.text(), chosen().quiet_from) == ("", "07:00", time(7))
    begins.setText("")
    begins.editingFinished.emit()
    assert chosen().quiet is None
