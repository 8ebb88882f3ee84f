"""Drawing a timeline: the scale, the lanes, nodes and bars with their titles, today, and what is said below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from db.rules.edtf import day_of_year, short_month
from db.words import _
from desktop.kit import lanes, paint
from desktop.kit.chart_places import NODE, ChartPlaces
from desktop.kit.fonts import Role
from desktop.kit.theme import current
from desktop.kit.time_scale import TimeScale
from desktop.kit.tokens import ToneName

AXIS, SAID, GUTTER = 30, 24, 126
_BAR, _LEAD = 10, 8
_ICON = 12
_TICK_LABEL = 74
_HATCH = Qt.BrushStyle.BDiagPattern


class Drawn(Protocol):
    """What is drawn of a thing."""

    @property
    def title(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def tone(self) -> ToneName: ...
    @property
    def window(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one picture depends on."""

    entries: Sequence[Drawn]
    placed: Sequence[lanes.Placed]
    more: Sequence[lanes.More]
    places: ChartPlaces
    width: int
    height: int
    scale: TimeScale
    today: int
    lit: int
    hovered: int
    said: str
    direction: Qt.LayoutDirection
    drawn: bool = False
    """Whether nodes are drawn each, for a picture that is made larger; else each look of them is drawn once."""


class ChartPainter:
    """Draws scenes with these lanes, each an icon and a name."""

    def __init__(self, lane_names: Sequence[tuple[str, str]]) -> None:
        self.lanes = tuple(lane_names)
        self._nodes: dict[tuple[str, ToneName], QPixmap] = {}
        self._gutter = self._node = 0
        self.restyle()

    def restyle(self) -> None:
        """Take the lengths and colours that hold now."""
        theme = current()
        self._nodes.clear()
        self._gutter = self._width_of_names()
        self._node = theme.px(NODE)

    def gutter(self) -> int:
        """The room for the names of the lanes."""
        return self._gutter

    def _width_of_names(self) -> int:
        theme = current()
        widest = max((theme.metrics("metas").horizontalAdvance(name) for _icon, name in self.lanes), default=0)
        return min(theme.px(GUTTER * 1.6), widest + theme.px(_LEAD + 16 + 8 + 12))

    def axis(self) -> int:
        """The height of the scale."""
        return max(current().px(AXIS), current().metrics("metas").height() + current().px(12))

    def said_height(self) -> int:
        """The height of the line below."""
        return max(current().px(SAID), current().metrics("meta").height() + current().px(8))

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw one picture."""
        theme = current()
        painter.setLayoutDirection(paint.AUTO)
        painter.fillRect(0, 0, scene.width, scene.height, theme.colour("surface"))
        self._ground(painter, scene)
        self._today(painter, scene)
        painter.save()
        painter.setClipRect(
            self._turned(scene, QRect(self.gutter(), 0, scene.width - self.gutter(), scene.places.tops[-1]))
        )
        for each in scene.placed:
            if each.end >= scene.scale.offset and each.left <= scene.scale.offset + scene.width:
                self._thing(painter, scene, each)
        for more in scene.more:
            if more.right >= scene.scale.offset and more.left <= scene.scale.offset + scene.width:
                self._more(painter, scene, more)
        painter.restore()
        self._below(painter, scene)

    # ----------------------------------------------------------------------------------------------------------- places
    def _turned(self, scene: Scene, rect: QRect) -> QRect:
        return paint.mirrored(scene.direction, QRect(0, 0, scene.width, scene.height), rect)

    def _x(self, scene: Scene, day: float) -> int:
        return round(self.gutter() + scene.scale.x(day))

    # ----------------------------------------------------------------------------------------------------------- ground
    def _ground(self, painter: QPainter, scene: Scene) -> None:
        theme = current()
        for top in scene.places.tops:
            painter.fillRect(0, top, scene.width, 1, theme.colour("line"))
        self._scale(painter, scene)
        size, gap = theme.px(16), theme.px(8)
        painter.setFont(theme.font("metas"))
        for lane, (icon, name) in enumerate(self.lanes):
            top, below = scene.places.tops[lane], scene.places.tops[lane + 1]
            painter.fillRect(
                self._turned(scene, QRect(0, top + 1, self.gutter(), below - top - 1)), theme.colour("surface")
            )
            box = QRect(theme.px(_LEAD), top, size, below - top)
            paint.icon(painter, self._turned(scene, box), icon, "text2", size)
            left = theme.px(_LEAD) + size + gap
            words = QRect(left, top, self.gutter() - left, below - top)
            painter.setPen(theme.colour("text2"))
            text = paint.fitted("metas", name, words.width())
            painter.drawText(self._turned(scene, words), paint.starting(scene.direction), text)

    def _scale(self, painter: QPainter, scene: Scene) -> None:
        theme = current()
        first = int(scene.scale.base + scene.scale.offset / scene.scale.day)
        last = int(first + (scene.width - self.gutter()) / scene.scale.day) + 1
        label = theme.px(_TICK_LABEL)
        bottom, pill = scene.places.tops[-1], self._today_box(scene)
        for tick in lanes.ticks(_within(first), _within(last), scene.scale.day, label):
            x = self._x(scene, tick.day)
            if x < self.gutter() - 1:
                continue
            painter.fillRect(
                self._turned(scene, QRect(x, self.axis() - theme.px(6), 1, bottom - self.axis() + theme.px(6))),
                theme.colour("line2" if tick.strong else "line"),
            )
            role: Role = "metas" if tick.strong or tick.unit == "year" else "meta"
            words = tick_words(tick)
            width = theme.metrics(role).horizontalAdvance(words)
            box = QRect(x + theme.px(2), 0, width, self.axis() - theme.px(4))
            if pill is not None and box.adjusted(-4, 0, 4, 0).intersects(pill):
                continue  # the label of today stands there
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour("text" if role == "metas" else "text2"))
            painter.drawText(self._turned(scene, box), paint.CENTRE, words)

    def _today_box(self, scene: Scene) -> QRect | None:
        theme = current()
        x = self._x(scene, scene.today + 0.5)
        if not self.gutter() <= x <= scene.width:
            return None
        width = theme.metrics("metas").horizontalAdvance(_("Today")) + theme.px(14)
        height = theme.metrics("metas").height() + theme.px(4)
        left = min(max(x - width // 2, self.gutter()), scene.width - width)
        return QRect(left, (self.axis() - height) // 2, width, height)

    def _today(self, painter: QPainter, scene: Scene) -> None:
        theme, box = current(), self._today_box(scene)
        if box is None:
            return
        x = self._x(scene, scene.today + 0.5)
        line = QRect(x - theme.px(1), box.bottom(), max(2, theme.px(2)), scene.places.tops[-1] - box.bottom())
        painter.fillRect(self._turned(scene, line), theme.colour("accent"))
        turned = self._turned(scene, box)
        paint.pill(painter, turned, theme.colour("accent"), None, box.height() / 2)
        painter.setFont(theme.font("metas"))
        painter.setPen(theme.colour("accent_fg"))
        painter.drawText(turned, paint.CENTRE, _("Today"))

    def _below(self, painter: QPainter, scene: Scene) -> None:
        theme, top = current(), scene.places.tops[-1]
        if scene.said:
            full = QRect(0, top + 1, scene.width, scene.height - top - 1).adjusted(
                theme.px(_LEAD), 0, -theme.px(_LEAD), 0
            )
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(full, paint.starting(scene.direction), paint.fitted("meta", scene.said, full.width()))

    # ----------------------------------------------------------------------------------------------------------- things
    def _thing(self, painter: QPainter, scene: Scene, each: lanes.Placed) -> None:
        entry, box, node = scene.entries[each.index], scene.places.box(each), self._node
        lit = each.index == scene.lit
        if box.width() > node + 2:
            self._bar(painter, scene, entry, box)
        at = box.right() - node + 1 if entry.window else box.x()
        circle = QRect(at, box.y(), node, node)
        if scene.direction == paint.RTL:
            circle = self._turned(scene, circle)
        if scene.drawn:
            self._draw_node(painter, entry, circle)
        else:
            painter.drawPixmap(circle.topLeft(), self._pixmap(entry, painter.device().devicePixelRatio()))
        if each.label:
            self._title(painter, scene, each, box, entry.title, lit or each.index == scene.hovered)
        if lit:
            paint.focus_ring(painter, self._turned(scene, box.adjusted(-3, -3, 3, 3)), current().px(8))

    def _bar(self, painter: QPainter, scene: Scene, entry: Drawn, box: QRect) -> None:
        """The days of something that takes several, or may be on any of them."""
        theme, tone = current(), current().tokens.tone(entry.tone)
        bar = QRect(box.x(), box.center().y() - theme.px(_BAR) // 2, box.width(), theme.px(_BAR))
        seen = QRect(self._gutter - self._node, bar.y(), scene.width + 2 * self._node, bar.height())
        turned, round_ = self._turned(scene, bar.intersected(seen)), theme.px(_BAR) / 2
        paint.pill(painter, turned, theme.colour(tone.bg), theme.colour(tone.ln), round_)
        if entry.window:
            painter.setBrush(QBrush(theme.colour(tone.ln), _HATCH))
            painter.setPen(QPen(theme.colour(tone.fg), 1.0))
            painter.drawRoundedRect(QRectF(turned).adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)

    def _draw_node(self, painter: QPainter, entry: Drawn, circle: QRect) -> None:
        theme, tone = current(), current().tokens.tone(entry.tone)
        paint.pill(painter, circle, theme.colour("surface"), None, circle.height() / 2)
        paint.outline(painter, circle, theme.colour(tone.fg), circle.height() / 2, 1.5)
        paint.icon(painter, circle, entry.icon, tone.fg, theme.px(_ICON))

    def _pixmap(self, entry: Drawn, ratio: float) -> QPixmap:
        """A node as it looks with its icon and tone, drawn once."""
        found = self._nodes.get((entry.icon, entry.tone))
        if found is None or found.devicePixelRatio() != ratio:
            found = QPixmap(round(self._node * ratio), round(self._node * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            self._draw_node(painter, entry, QRect(0, 0, self._node, self._node))
            painter.end()
            self._nodes[entry.icon, entry.tone] = found
        return found

    def _title(self, painter: QPainter, scene: Scene, each: lanes.Placed, box: QRect, title: str, strong: bool) -> None:
        theme = current()
        left = round(self.gutter() + each.text - scene.scale.offset)
        words = QRect(left, box.y() - 2, round(each.label), box.height() + 4)
        if each.text < each.right:
            ground = self._turned(scene, words.adjusted(-theme.px(6), 3, theme.px(6), -3))
            paint.pill(painter, ground, theme.colour("surface"), None, ground.height() / 2)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("accent" if strong else "text"))
        text = paint.fitted("meta", title, words.width())
        painter.drawText(self._turned(scene, words), paint.starting(scene.direction), text)

    def _more(self, painter: QPainter, scene: Scene, more: lanes.More) -> None:
        theme, box = current(), self._turned(scene, scene.places.box(more))
        lit = scene.lit in more.indexes
        paint.pill(painter, box, theme.colour("sel" if lit else "sunken"), theme.colour("ctrl"), box.height() / 2)
        painter.setFont(theme.font("metas"))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, paint.CENTRE, f"+{len(more.indexes):n}")
        if lit:
            paint.focus_ring(painter, box.adjusted(-3, -3, 3, 3), theme.px(8))


def tick_words(tick: lanes.Tick) -> str:
    """What stands at a tick: "23 Nov", "Feb", where a year begins "Jan 2026", "2026"."""
    day = date.fromordinal(_within(tick.day))
    match tick.unit:
        case "week":
            return day_of_year(day)
        case "month" if tick.strong:
            return _("{month} {year}").format(month=short_month(day), year=day.year)
        case "month":
            return short_month(day)
    return str(day.year)


def _within(day: int) -> int:
    return min(max(1, day), date.max.toordinal())
