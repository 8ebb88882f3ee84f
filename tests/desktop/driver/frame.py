"""A window on a fresh starter register, on the day the tests are about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from db.store import Store, open_register
from desktop import clock
from desktop.first_run import begin
from desktop.kit.tokens import Choice
from desktop.settings import Settings
from desktop.shell.desk import Desk
from desktop.shell.main_window import MainWindow
from desktop.workspace import Workspace
from tests.desktop.driver.table_rows import fill

TODAY = date(2026, 11, 23)


class Frame:
    """The window and what is behind it."""

    def __init__(self, window: MainWindow, workspace: Workspace, desk: Desk, store: Store, ids: dict[str, int]) -> None:
        self.ids = ids
        """The records of tests.desktop.driver.table_rows by their short names, where the register has them."""
        self.window = window
        self.workspace = workspace
        self.desk = desk
        self.store = store


def application() -> QApplication:
    """The one application of the process."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


@contextmanager
def opened(
    folder: Path,
    *,
    look: Choice = "light",
    size: tuple[int, int] = (1366, 768),
    page: str = "today",
    rows: bool = False,
    writing: bool = True,
) -> Iterator[Frame]:
    """The window on a register in `folder`, shown and on a page; everything ends with the block. It is the starter
    register, with `rows` that of tests.desktop.driver.table_rows on top of it."""
    app = application()
    register = folder / "follow-up.aide"
    ids = _copy_filled(folder.parent, register) if rows else {}
    if not rows and not register.exists():  # else it is opened a second time
        shutil.copy(_starter(folder.parent), register)
    settings = Settings(folder / "window.ini")
    settings.theme = look
    window = MainWindow(app, settings)
    theme = window.parts.theme
    window.resize(*size)
    with open_register(register, now=clock.now, by="A. Officer", writing=writing) as store:
        try:
            if writing:
                store.turn(TODAY)
            workspace = Workspace(store, lambda: TODAY, window, settings)
            desk = Desk(workspace, window.parts, window)
            window.show()
            window.activateWindow()
            desk.start(page)
            app.processEvents()
            yield Frame(window, workspace, desk, store, ids)
        finally:
            window.close()
            desk.close()
            window.deleteLater()
            theme.deleteLater()
            # By name: without a running event loop nothing else deletes, and windows that stay slow all that follow.
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            app.processEvents()


def _starter(folder: Path) -> Path:
    """The starter register as it stands on the day, made once a run: that takes longer than most tests."""
    starter = folder / "starter.aide"
    if not starter.exists():
        begin(starter)
        with open_register(starter, now=clock.now, by="A. Officer") as store:
            store.turn(TODAY)
    return starter


def _copy_filled(folder: Path, register: Path) -> dict[str, int]:
    """Copy the starter register with the sample rows in it, made once a run, and say which record is which."""
    filled, names = folder / "filled.aide", folder / "filled.json"
    if not names.exists():
        shutil.copy(_starter(folder), filled)
        with open_register(filled, now=clock.now, by="A. Officer") as store:
            rows = fill(Workspace(store, lambda: TODAY))
        names.write_text(json.dumps(rows.ids))
    shutil.copy(filled, register)
    found: dict[str, int] = json.loads(names.read_text())
    return found
