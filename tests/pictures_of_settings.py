"""Pictures of the first start and of every group of Settings at three sizes of text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from desktop.shell.first_start import FirstStart
from desktop.shell.settings_page import SettingsPage
from tests.desktop.driver.frame import Frame
from tests.pictures_of_records import WAIT_MS, take

SCALES = (1.0, 1.5, 2.0)


def settings(frame: Frame, folder: Path, name: str) -> None:
    """Every group of Settings, and the page of the first start as it would stand in this window."""
    theme = frame.window.parts.theme
    for scale in SCALES:
        theme.set_text_scale(scale)
        size = f"{round(scale * 100)}-{name}"
        frame.window.parts.actions["file.settings"].trigger()
        QTest.qWait(WAIT_MS)
        page = frame.window.parts.stack.page()
        assert isinstance(page, SettingsPage)
        for group in page._groups:
            page.show_section(group)
            QTest.qWait(WAIT_MS)
            take(frame.window, folder / f"settings-{group}-{size}.png")
        first = FirstStart(folder / "none.aide")
        first.resize(frame.window.size())
        first.show()
        QTest.qWait(WAIT_MS)
        take(first, folder / f"first-start-{size}.png")
        first.close()
        first.deleteLater()
    theme.set_text_scale(1.0)
