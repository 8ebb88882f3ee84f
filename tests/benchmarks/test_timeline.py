"""A timeline of 2,000 things is painted in 30 ms, and stands beside a bare widget that paints as many rectangles."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from statistics import median

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.kit.chart_entries import Entry
from desktop.kit.theme import Theme
from desktop.kit.time_chart import TimeChart
from desktop.kit.tokens import ToneName

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = date(2026, 11, 23)
THINGS, ROUNDS = 2_000, 15
PAINTED_MS, PLACED_MS = 30.0, 120.0
"""Milliseconds of processor time: what a picture may take, and what placing everything anew may."""
TONES: tuple[ToneName, ...] = ("success", "warning", "info", "critical")


class Rectangles(QWidget):
    """As many rectangles as there are things, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        rng = Random(3)
        self._boxes = [QRect(rng.randint(0, 1_180), rng.randint(0, 280), 18, 18) for _ in range(THINGS)]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colour = QPainter(self), QColor("#1B5296")
        for box in self._boxes:
            painter.fillRect(box, colour)


def entries() -> list[Entry]:
    """Things of three lanes over sixty years."""
    rng = Random(5)
    made = []
    for n in range(THINGS):
        first = TODAY - timedelta(days=rng.randint(-4_000, 20_000))
        last = first + timedelta(days=rng.choice((0, 0, 0, 3, 30, 365)))
        made.append(
            Entry(n, n % 3, f"Visit number {n} of a long row", str(first), "Took place", "plane", TONES[n % 4], first,
                  last, n % 7 == 0)
        )  # fmt: skip
    return sorted(made, key=lambda each: (each.first, each.last, n))


def cost(step: Callable[[], object]) -> float:
    """The median of the milliseconds of processor time that a step takes."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        step()
        taken.append((time.process_time() - started) * 1e3)
    return median(taken)


@pytest.mark.parametrize("zoomed", [1.0, 4.0, 40.0])
def test_two_thousand_things_are_painted_at_once(qtbot: QtBot, qapp: QApplication, zoomed: float) -> None:
    Theme(qapp, "light")
    chart = TimeChart("Timeline", [("plane", "Visits"), ("file-signature", "Agreements"), ("handshake", "Commitments")])
    bare = Rectangles()
    for widget in (chart, bare):
        qtbot.addWidget(widget)
        widget.resize(1_200, 320)
        widget.show()
    chart.show_entries(entries(), TODAY)
    chart.zoom_by(zoomed)
    qapp.processEvents()
    ours, beside = cost(chart.viewport().repaint), cost(bare.repaint)
    placed = cost(lambda: chart.zoom_by(1.0))
    print(f"zoom {zoomed:4.0f}: painted {ours:.1f} ms, bare rectangles {beside:.1f} ms, placed anew {placed:.1f} ms")
    assert ours <= PAINTED_MS
    assert placed <= PLACED_MS
