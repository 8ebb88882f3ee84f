"""The short message after a change covers nothing that somebody is about to use, whatever page comes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened

SENTENCE = "Logged on “Return state visit of Prime Minister Shehbaz Sharif to Kazakhstan”"


@pytest.fixture(params=[(1920, 1080), (1366, 768), (1000, 700)], ids=str)
def frame(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Frame]:
    with opened(tmp_path, size=request.param, page="visits") as found:
        yield found


def place(frame: Frame, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(frame.window, QPoint()), widget.size())


def is_clear(frame: Frame, *names: str) -> bool:
    """Whether the message is whole in the window and on none of these."""
    QApplication.processEvents()
    bar = place(frame, frame.window.parts.snackbar)
    seen = [each for name in names for each in frame.window.findChildren(QWidget, name) if each.isVisible()]
    return frame.window.rect().contains(bar) and not any(place(frame, each).intersects(bar) for each in seen)


@pytest.mark.sampled(1)
def test_a_message_lies_beside_what_is_written(frame: Frame) -> None:
    parts = frame.window.parts
    parts.actions["record.log"].trigger()
    assert frame.window.findChildren(QWidget, "composer")
    parts.snackbar.show_message(SENTENCE)
    assert is_clear(frame, "composer", "composer.submit")
    frame.workspace.go_wanted.emit(Go("briefings"))
    assert parts.snackbar.isVisible()
    assert is_clear(frame, "brief.print", "brief.save")
    frame.workspace.go_wanted.emit(Go("today"))
    assert is_clear(frame)
