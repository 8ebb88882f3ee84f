"""Where on a timeline things stand on the screen, and what stands at a place of it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, QRect

from desktop.kit import lanes
from desktop.kit.theme import current
from desktop.kit.time_scale import TimeScale

NODE, ROW, LANE_AIR = 18, 24, 5
"""The sides of a node, the height of a row, and the air above and below the rows of a lane."""


class ChartPlaces:
    """What is placed in lanes, as it lies in a widget of some width below its scale and beside the names of lanes."""

    def __init__(self, placed: lanes.Lanes, scale: TimeScale, axis: int, gutter: int, width: int, turned: bool) -> None:
        theme = current()
        self._lanes, self._scale = placed, scale
        self._axis, self._gutter, self._width, self._turned = axis, gutter, width, turned
        self._node, self._row, self._air = theme.px(NODE), theme.px(ROW), theme.px(LANE_AIR)

    @cached_property
    def tops(self) -> list[int]:
        """Where each lane begins, and where the last one ends."""
        top, found = self._axis, []
        for rows in self._lanes.rows:
            found.append(top)
            top += rows * self._row + 2 * self._air
        return [*found, top]

    def box(self, each: lanes.Placed | lanes.More) -> QRect:
        """Where something stands, counted from the side on which lines begin."""
        y = self.tops[each.lane] + self._air + each.row * self._row + (self._row - self._node) // 2
        left = round(self._gutter + each.left - self._scale.offset)
        return QRect(left, y, max(1, round(each.right - each.left)), self._node)

    def rect(self, each: lanes.Placed | lanes.More) -> QRect:
        """Where something stands on the screen."""
        box = self.box(each)
        if self._turned:
            box.moveLeft(self._width - box.x() - box.width())
        return box

    def at(self, point: QPoint) -> lanes.Placed | lanes.More | None:
        """What stands at a place; a title belongs to its thing."""
        lane = next((n for n, top in enumerate(self.tops[:-1]) if top <= point.y() < self.tops[n + 1]), None)
        x = (self._width - point.x() if self._turned else point.x()) - self._gutter
        if lane is None or x < 0:
            return None
        x += round(self._scale.offset)
        row = (point.y() - self.tops[lane] - self._air) // self._row
        for more in self._lanes.more:
            if (more.lane, more.row) == (lane, row) and more.left <= x <= more.right:
                return more
        for each in self._lanes.placed:
            if (each.lane, each.row) == (lane, row) and each.left <= x <= each.end:
                return each
        return None
