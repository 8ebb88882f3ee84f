"""The whole program in this process, on the usual register in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import first_run
from desktop.app import Program
from tests.desktop.driver.frame import TODAY, application

USUAL = "first.aide"


@contextmanager
def on_the_usual_register(folder: Path, *, first: bool = False) -> Iterator[Program]:
    """The program, not shown yet; closed and gone after the block. What fails in it fails the test. Unless it is the
    `first` start, the starter lies there."""
    app = application()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_run, "own_place", lambda: folder / USUAL)
        if not first:
            first_run.ensure(folder / USUAL)
        made = Program(app, folder / USUAL, TODAY)
        made.crash.remove()
        yield made
        made.close_register()
        made.window.close()
        made.window.deleteLater()
        made.deleteLater()
        app.sendPostedEvents(None, 0)
        app.processEvents()


def started(program: Program, qtbot: QtBot) -> None:
    """Show the window and wait for its first page and for what its menus do."""
    program.window.show()
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
