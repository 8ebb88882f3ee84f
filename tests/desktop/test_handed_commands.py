"""What closes a step or sets a reminder is done in the window that has the register open, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from db.queries import pending, reminders
from desktop import handing
from desktop.shell.counter import done
from tests.desktop.driver.frame import TODAY
from tests.desktop.test_handing import MINE, says, visit, window
from tests.registers import make_empty

pytestmark = pytest.mark.skipif(not handing.possible(), reason="Python has no local sockets here")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A register, and a folder for sockets of its own, whose path must be short."""
    with TemporaryDirectory(prefix="am-") as short:
        monkeypatch.setattr(handing, "folder", lambda: Path(short) / "run")
        yield make_empty(tmp_path / "desk.aide")


def test_what_is_closed_is_closed_in_the_window(qtbot: QtBot, place: Path) -> None:
    """Without an entry of the log, and with the reason."""
    with window(place) as (workspace, _):
        heard: list[object] = []
        record = visit(workspace)
        assert (
            says(qtbot, place, "log", record, "--text", "Called", "--next", "4 Dec", "--next-text", "Ring").exit_code
            == 0
        )
        workspace.changed.connect(heard.append)
        (entry,) = workspace.ask(lambda reader: pending.of_record(reader, int(record)))
        said = says(qtbot, place, "end", str(entry.entry), "--not-needed", "--why", "They wrote")
        assert said.output == "Next step not needed: “Ring”.\n"
        assert not workspace.ask(lambda reader: pending.of_record(reader, int(record)))
        again = says(qtbot, place, "end", str(entry.entry))
        assert again.exit_code == 3 and "has no open next step" in again.output
        assert len(heard) == 1


def test_a_reminder_is_set_in_the_window(qtbot: QtBot, place: Path) -> None:
    with window(place) as (workspace, _):
        record = visit(workspace)
        said = says(qtbot, place, "remind-me", "Ask the desk", "--when", "tomorrow", "--on-record", record)
        assert said.output == "Added reminder “Ask the desk”: Tue 24 Nov 2026 · tomorrow.\n"
        (line,) = (each for each in workspace.ask(lambda reader: reminders.lines(reader, TODAY)) if each.what)
        assert (line.what, line.record.id, line.fires_on) == ("Ask the desk", int(record), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ({"do": "end", "entry": 1, "field": "due", "how": "done"}, "does not understand"),
        ({"do": "end", "entry": 1, "field": "next_step", "how": "replaced"}, "does not understand"),
        ({"do": "end", "entry": "one", "field": "next_step", "how": "done"}, "does not understand"),
        ({"do": "end", "entry": 99, "field": "next_step", "how": "done"}, "There is no"),
        ({"do": "remind", "draft": "{}"}, "This is needed"),
        ({"do": "remind"}, "refused"),
    ],
)
def test_what_cannot_be_done_changes_nothing(place: Path, wish: dict[str, object], answer: str) -> None:
    with window(place, MINE) as (workspace, _):
        before = workspace.seen()
        said = done(workspace, handing.line({"by": "A. Serik", "author": MINE, "today": str(TODAY), **wish}))
        assert "refused" in said and (answer in str(said))
        assert workspace.seen() == before
