"""A timeline: lanes of things by their days, which is moved and zoomed, and walked through thing by thing.

It is a list view, so that every thing is an entry of its own to a screen reader and to the keyboard, also where many
are gathered under "+n"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QListView, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import lanes, paint
from desktop.kit.chart_entries import Entries, Entry, Index, left_out
from desktop.kit.chart_painter import ChartPainter, Scene
from desktop.kit.chart_places import NODE, ChartPlaces
from desktop.kit.keyboard import ENTER
from desktop.kit.theme import current
from desktop.kit.time_scale import TimeScale
from desktop.kit.words import joined

ROWS = 3
_ZOOM, _MOVE = 1.5, 0.8
_TITLE, _MENU_ENTRIES = 300, 25
_ASK_AFTER_MS = 200
_MODIFIED = Qt.KeyboardModifier.ControlModifier


class TimeChart(QListView):
    """Lanes under a scale of days. Keys: ← and → go from thing to thing, ↑ and ↓ to the lane above or below, + and −
    zoom, 0 shows everything, Home and End the first and the last, Page Up and Page Down move on; Enter opens."""

    opened = Signal(object)
    range_wanted = Signal(object, object)
    """The first and the last day that are seen now, where not all there is between them was given."""
    edge = Signal(int)
    """An arrow beyond the first or last lane (-1, +1)."""
    noted = Signal(object)

    def __init__(self, name: str, lane_names: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = Entries(self)
        self._painter = ChartPainter([*lane_names])
        self._name = name
        self._lanes = lanes.Lanes((), (), (1,) * len(lane_names))
        self._marks: list[lanes.Mark] = []
        self._where: dict[int, lanes.Placed | lanes.More] = {}
        self.scale = TimeScale()
        self._today = 1
        self._total, self._partial = 0, False
        self._asked: tuple[date, date] | None = None
        self._hovered = -1
        self._dragged: QPoint | None = None
        self._filling = self._resizing = False
        self._widths: dict[int, float] = {}
        self.setObjectName("time_chart")
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._asking = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._asking.timeout.connect(self._ask)
        # Later: a layout that is giving places to its parts does not hear that one of them grew.
        self._growing = QTimer(self, singleShot=True, interval=0)
        self._growing.timeout.connect(self._grow)
        self.restyle()

    # ---------------------------------------------------------------------------------------------------- what it shows
    def show_entries(
        self,
        entries: Sequence[Entry],
        today: date,
        extent: tuple[date, date] | None = None,
        total: int = 0,
        every: int = 0,
    ) -> None:
        """Show other things, the earliest first; what was current stays so, and the days that are seen stay seen.
        Where not all were given, `extent` are the first and the last day of `every` one there is, and `total` says how
        many of them are between the days that were asked for."""
        key = self.current_key()
        self._filling = True
        self._widths.clear()
        self._today, self._total = today.toordinal(), max(total, len(entries))
        self._partial = every > len(entries)
        self._model.set_entries(entries)
        self._marks = self._model.marks
        first = min((mark.first for mark in self._marks), default=self._today)
        last = max((mark.last for mark in self._marks), default=self._today)
        if extent is not None:
            first, last = min(first, extent[0].toordinal()), max(last, extent[1].toordinal())
        self._take_room()
        self.scale.reach(min(first, self._today), max(last, self._today))
        keys = [entry.key for entry in entries]
        if key in keys:
            self.setCurrentIndex(self._model.index(keys.index(key), 0))
        self._filling = False
        self._place_again()

    def _place_again(self) -> None:
        if self.scale.untouched:
            self.fit()
        else:
            self._lay_out()

    def current_key(self) -> object:
        """The key of the current thing; None where there is none."""
        entry = self._entry()
        return entry.key if entry is not None else None

    def set_current(self, key: object) -> None:
        """Make a thing current, and let it be seen."""
        keys = [entry.key for entry in self._model.entries]
        if key in keys:
            self.setCurrentIndex(self._model.index(keys.index(key), 0))

    @property
    def layout_now(self) -> lanes.Lanes:
        """Where everything stands."""
        return self._lanes

    # ---------------------------------------------------------------------------------------------------------- zooming
    def fit(self) -> None:
        """Show everything there is."""
        self._take_room()
        self.scale.fit(current().px(NODE), min(current().px(_TITLE), self.scale.room / 6))
        self._lay_out()

    def zoom_by(self, factor: float, at: float | None = None) -> None:
        """Show less (above 1) or more days; the day at a place stays there, else that of the current thing, or the
        middle."""
        room, where = self.scale.room, self._where.get(self.currentIndex().row())
        if at is None and where is not None:
            at = (where.left + where.right) / 2 - self.scale.offset
        self.scale.zoom(factor, at if at is not None and 0 <= at <= room else room / 2)
        self._lay_out()

    def zoom_in(self) -> None:
        """Show fewer days."""
        self.zoom_by(_ZOOM)

    def zoom_out(self) -> None:
        """Show more days."""
        self.zoom_by(1 / _ZOOM)

    def move_by(self, share: float) -> None:
        """Move on by a share of the width."""
        self.scale.move(share * self.scale.room)
        self._seen_otherwise()

    # ----------------------------------------------------------------------------------------------------------- layout
    def _take_room(self) -> None:
        self.scale.room = max(1.0, self.viewport().width() - self._painter.gutter() - 4.0)

    def measures(self) -> lanes.Measures:
        """The lengths things are placed by."""
        theme = current()
        more = theme.metrics("metas").horizontalAdvance("+9,999") + theme.px(10)
        return lanes.Measures(self.scale.day, theme.px(NODE), theme.px(4), more, ROWS)

    def _lay_out(self) -> None:
        """Place everything anew: things, the scale or the letters have changed."""
        entries, metrics, most = self._model.entries, current().metrics("meta"), current().px(_TITLE)
        widths = self._widths

        def label(index: int) -> float:
            if index not in widths:
                widths[index] = min(most, metrics.horizontalAdvance(entries[index].title[:60]) + 2.0)
            return widths[index]

        self._lanes = lanes.place(self._marks, len(self._painter.lanes), self.scale.base, self.measures(), label)
        self._where = {each.index: each for each in self._lanes.placed}
        self._where |= {index: more for more in self._lanes.more for index in more.indexes}
        if self._resizing:
            self._growing.start()
        else:
            self._grow()
        self._seen_otherwise()

    def _grow(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _seen_otherwise(self) -> None:
        self.viewport().update()
        self.setAccessibleName(joined((self._name, self.said())))
        if self._partial and self.scale.seen() != self._asked:
            self._asking.start()

    def _ask(self) -> None:
        if self.scale.seen() != self._asked:
            self._asked = self.scale.seen()
            self.range_wanted.emit(*self._asked)

    def _places(self) -> ChartPlaces:
        return ChartPlaces(
            self._lanes, self.scale, self._painter.axis(), self._painter.gutter(), self.viewport().width(),
            self.isRightToLeft(),
        )  # fmt: skip

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(480), self._places().tops[-1] + self._painter.said_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(240), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()
        self._resizing = True
        self._place_again()
        self._resizing = False

    def restyle(self) -> None:
        """Be as high as letters and rows are now."""
        self._widths.clear()
        self._painter.restyle()
        self._place_again()

    # --------------------------------------------------------------------------------------------------------- painting
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_on(QPainter(self.viewport()), self.viewport().size())

    def paint_on(self, painter: QPainter, size: QSize, *, alone: bool = False) -> None:
        """Draw what is seen now; `alone` as a picture, on which nothing has the focus."""
        focus = self.hasFocus() and not alone
        scene = Scene(
            entries=self._model.entries, placed=self._lanes.placed, more=self._lanes.more, places=self._places(),
            width=size.width(), height=size.height(), scale=self.scale,
            today=self._today, lit=self.currentIndex().row() if focus else -1,
            hovered=-1 if alone else self._hovered, said="" if alone else self.said(),
            direction=self.layoutDirection(), drawn=alone,
        )  # fmt: skip
        self._painter.paint(painter, scene)
        if focus and scene.lit < 0:
            paint.focus_ring(painter, QRect(QPoint(0, 0), size))

    def said(self) -> str:
        """What stands under the lanes: the thing under the mouse or the current one; else how much is not shown."""
        place = self._hovered if self._hovered >= 0 else self.currentIndex().row() if self.hasFocus() else -1
        if 0 <= place < len(self._model.entries):
            return self._model.entries[place].said(place, self._where.get(place))
        missing = left_out(len(self._model.entries), self._total, self._lanes)
        return missing or (_("← → go from one to the next, + − zoom, Enter opens.") if self.hasFocus() else "")

    # -------------------------------------------------------------------------------------------------------- item view
    @override
    def visualRect(self, index: Index) -> QRect:
        where = self._where.get(index.row())
        return self._places().rect(where) if where is not None else QRect()

    @override
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint | None = None) -> None:
        where = self._where.get(index.row())
        if where is None or self._filling:
            return
        if self.scale.bring(where.left, where.right, current().px(24)):
            self._seen_otherwise()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        found = self._places().at(point)
        if isinstance(found, lanes.Placed):
            return self._model.index(found.index, 0)
        if isinstance(found, lanes.More):
            return self._model.index(found.indexes[0], 0)
        return QModelIndex()

    @override
    def horizontalOffset(self) -> int:
        return round(self.scale.offset)

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        return

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        step = QAbstractItemView.CursorAction
        here, last = self.currentIndex().row(), len(self._marks) - 1
        if here < 0 and action not in (step.MoveHome, step.MoveEnd):  # nobody has begun to walk
            return self._model.index(self._model.nearest_to(self._today), 0)
        on = {step.MoveRight: 1, step.MoveNext: 1, step.MoveLeft: -1, step.MovePrevious: -1}.get(action, 0)
        if self.isRightToLeft() and action in (step.MoveLeft, step.MoveRight):
            on = -on
        if on:
            return self._model.index(min(max(here + on, 0), last), 0)
        if action in (step.MoveHome, step.MoveEnd):
            return self._model.index(0 if action is step.MoveHome else last, 0)
        if action in (step.MoveUp, step.MoveDown):
            return self._across(-1 if action is step.MoveUp else 1)
        return self.currentIndex()

    def _across(self, step: int) -> QModelIndex:
        """The thing nearest in time in the next lane that has any; else the page goes on."""
        found = self._model.across(self.currentIndex().row(), step)
        if found is None:
            self.edge.emit(step)
            return self.currentIndex()
        return self._model.index(found, 0)

    def _entry(self) -> Entry | None:
        place = self.currentIndex().row()
        return self._model.entries[place] if 0 <= place < len(self._model.entries) else None

    # ---------------------------------------------------------------------------------------------------------- hearing
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        entry = self._entry()
        if key in ENTER and not event.modifiers():
            if entry is not None:
                self.opened.emit(entry.key)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_by(-_MOVE if key == Qt.Key.Key_PageUp else _MOVE)
        elif text in ("+", "=") and not event.modifiers() & _MODIFIED:
            self.zoom_in()
        elif text in ("-", "−") and not event.modifiers() & _MODIFIED:
            self.zoom_out()
        elif text == "0" and not event.modifiers() & _MODIFIED:
            self.fit()
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, sideways = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & _MODIFIED and turned:
            x = event.position().x()
            x = self.viewport().width() - x if self.isRightToLeft() else x
            self.zoom_by(_ZOOM ** (turned / 120), x - self._painter.gutter())
        elif sideways:
            self.move_by(-sideways / 1200)
        else:
            event.ignore()  # the page scrolls
            return
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._places().at(event.position().toPoint())
        if isinstance(found, lanes.Placed):
            self.setCurrentIndex(self._model.index(found.index, 0))
        self._dragged = event.position().toPoint() if found is None else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = self._dragged.x() - at.x()
            self._dragged = at
            self.move_by((-moved if self.isRightToLeft() else moved) / self.scale.room)
            return
        found = self._places().at(at)
        place = found.index if isinstance(found, lanes.Placed) else found.indexes[0] if found is not None else -1
        if place != self._hovered:
            self._hovered = place
            shape = Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        found = self._places().at(event.position().toPoint())
        if isinstance(found, lanes.More) and event.button() == Qt.MouseButton.LeftButton:
            self.open_more(found)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._places().at(event.position().toPoint())
        if isinstance(found, lanes.Placed):
            self.opened.emit(self._model.entries[found.index].key)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.viewport().update()

    def open_more(self, more: lanes.More) -> None:
        """Zoom in on what is gathered in a place; where that parts it no further, offer its things in a menu."""
        first = min(self._marks[each].first for each in more.indexes)
        last = max(self._marks[each].last for each in more.indexes)
        self.setCurrentIndex(self._model.index(more.indexes[0], 0))
        if self.scale.can_part(first, last):
            self.scale.show(first, last)
            self._lay_out()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._open_chosen)
        for index in more.indexes[:_MENU_ENTRIES]:
            menu.addAction(self._model.entries[index].shortly().replace("&", "&&")).setData(index)
        left = len(more.indexes) - _MENU_ENTRIES
        if left > 0:
            menu.addAction(_("{n:,} more: choose them with → from here").format(n=left)).setEnabled(False)
        menu.popup(self.viewport().mapToGlobal(self._places().rect(more).bottomLeft()))

    def _open_chosen(self, action: QAction) -> None:
        self.opened.emit(self._model.entries[action.data()].key)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusInEvent(self, event)  # an item view would make something current by itself
        self.noted.emit(self)
        self.viewport().update()

    @override
    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.scrollTo(now)
        self.viewport().update()
        self.noted.emit(self)
