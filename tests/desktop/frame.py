"""A window on a fresh starter register, on the day the tests are about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.store import Store, open_register
from desktop import clock
from desktop.first_run import ensure
from desktop.main_window import MainWindow
from desktop.pages.desk import Desk
from desktop.settings import Settings
from desktop.theme.tokens import Choice
from desktop.workspace import Workspace

TODAY = date(2026, 11, 23)


class Frame:
    """The window and what is behind it."""

    def __init__(self, window: MainWindow, workspace: Workspace, desk: Desk, store: Store) -> None:
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
    folder: Path, *, look: Choice = "light", size: tuple[int, int] = (1366, 768), page: str = "today"
) -> Iterator[Frame]:
    """The window on a register in `folder`, shown and on a page; everything ends with the block."""
    app = application()
    register = folder / "follow-up.aide"
    # Made once a run: a register takes longer to make than most tests to run.
    starter = folder.parent / "starter.aide"
    ensure(starter)
    shutil.copy(starter, register)
    settings = Settings(folder / "window.ini")
    settings.theme = look
    window = MainWindow(app, settings)
    theme = window.parts.theme
    window.resize(*size)
    with open_register(register, now=clock.now, by="A. Officer") as store:
        try:
            store.turn(TODAY)
            workspace = Workspace(store, lambda: TODAY, window, settings)
            desk = Desk(workspace, window.parts, window)
            window.show()
            window.activateWindow()
            desk.start(page)
            app.processEvents()
            yield Frame(window, workspace, desk, store)
        finally:
            window.close()
            window.deleteLater()
            theme.deleteLater()
            app.sendPostedEvents(None, 0)
            app.processEvents()
