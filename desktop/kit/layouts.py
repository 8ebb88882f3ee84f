"""Rows, columns and grids of widgets, with the air around and between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.kit.theme import Margins, current, set_air

Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | tuple[QWidget, Qt.AlignmentFlag]
"""What stands in a row or column, with the share of room it takes or the side it keeps to; a number alone is a share of
room that stays empty."""

B = TypeVar("B", bound=QBoxLayout)
NO_AIR: Margins = (0, 0, 0, 0)


def row(*parts: Part, on: QWidget | None = None, margins: Margins = NO_AIR, gap: float | None = None) -> QHBoxLayout:
    """Parts beside each other, on a widget if one is given; lengths are in pixels at 100 %, no gap is the style's."""
    return _filled(QHBoxLayout() if on is None else QHBoxLayout(on), parts, margins, gap)


def column(*parts: Part, on: QWidget | None = None, margins: Margins = NO_AIR, gap: float | None = None) -> QVBoxLayout:
    """Parts below each other, as in a row."""
    return _filled(QVBoxLayout() if on is None else QVBoxLayout(on), parts, margins, gap)


def grid(on: QWidget, *gaps: float, margins: Margins = NO_AIR) -> QGridLayout:
    """An empty grid on a widget; `gaps` are those beside each other and below each other."""
    made = QGridLayout(on)
    set_air(made, margins, gaps)
    return made


def _filled(made: B, parts: tuple[Part, ...], margins: Margins, gap: float | None) -> B:
    set_air(made, margins, () if gap is None else (gap,))
    for each in parts:
        part, share = each if isinstance(each, tuple) else (each, 0)
        if isinstance(part, int):
            made.addStretch(part)
        elif isinstance(part, QWidget):
            made.addWidget(part, 0, share) if isinstance(share, Qt.AlignmentFlag) else made.addWidget(part, share)
        elif isinstance(share, int):
            made.addLayout(part, share)
    return made


def discard(layout: QLayout, widgets: Iterable[QWidget]) -> None:
    """Take widgets away for good; one of them may be the sender of the very signal that brought us here."""
    for widget in widgets:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


class AtMost(QWidget):
    """As wide as there is room, and no wider than so many pixels at 100 %: lines stay short enough to be read."""

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = width
        self.restyle()

    def restyle(self) -> None:
        """Follow the text size."""
        self.setMaximumWidth(current().px(self._width))


def settle() -> None:
    """Give everything the place it is about to get: what opens beside something must know where that stands."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def rule(parent: QWidget) -> QFrame:
    """A thin line across."""
    made = QFrame(parent)
    made.setProperty("rule", "h")
    return made


def scrolling(parent: QWidget, inside: QWidget | None = None) -> QScrollArea:
    """A frameless area that scrolls up and down; what is inside is as wide as there is room. Tab passes it by."""
    made = QScrollArea(parent)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if inside is not None:
        made.setWidget(inside)
    return made
