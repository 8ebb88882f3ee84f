"""The timeline of a page, with what zooms it, what saves it, and what has no date and so does not stand on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Signal
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from db.errors import KnownError
from db.exchange.files import save
from db.queries.base import Reader
from db.records.timeline import Timeline, TimelineItem
from db.vocabulary import AgreementStatus, Kind, VisitStatus
from db.words import N_, NN_, _, ngettext
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton, wish_of
from desktop.kit.chart_entries import Entry
from desktop.kit.file_dialogs import asks_where
from desktop.kit.plain import PlainLabel
from desktop.kit.time_chart import TimeChart
from desktop.page.panel import Panel
from desktop.status import Look, agreement_look, commitment_look, visit_look
from desktop.workspace import Go, Workspace

Read = Callable[[Reader, date, date], Timeline]
"""Reads what stands between two days."""

LANES = (Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT)
_UNDATED = {
    Kind.VISIT: NN_("{n:,} visit without a date", "{n:,} visits without a date"),
    Kind.AGREEMENT: NN_("{n:,} agreement without a day of signature", "{n:,} agreements without a day of signature"),
    Kind.COMMITMENT: NN_("{n:,} commitment without a date", "{n:,} commitments without a date"),
}
_FORMATS = ((N_("SVG, a drawing"), ".svg"), (N_("PNG, a picture"), ".png"))
LINKS_BESIDE_FROM = 900
"""Effective widths from which the links below the timeline stand beside each other."""
_LARGER = 2
"""A picture is saved so many times as fine as it is seen."""


class TimelinePanel(Panel):
    """Visits, agreements and commitments over time; it reads the days that are seen where there are too many."""

    opened = Signal(object)
    wanted = Signal(object)
    """A `Go` to the table of what has no date."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Timeline"), "calendar-range", parent=parent)
        self.setObjectName("panel.timeline")
        self._workspace, self._name = workspace, ""
        self._read: Read | None = None
        self._places: dict[Kind, Go] = {}
        named = [(KINDS[kind].icon, _(KINDS[kind].heading)) for kind in LANES]
        self.chart = TimeChart(_("Timeline"), named, self)
        self.chart.opened.connect(self.opened)
        self.chart.range_wanted.connect(self._read_days)
        self._links = {kind: Button("", variant="link", parent=self) for kind in LANES}
        for kind, link in self._links.items():
            link.setObjectName(f"timeline.undated.{kind.value}")
            wish_of(link, kind).connect(self._go)
        self._none = PlainLabel(_("Nothing here has a date yet."), "meta", "text3", wrap=True, parent=self)
        self.body.addWidget(self._none)
        self.body.addWidget(self.chart)
        self._below: QBoxLayout = layouts.row(*self._links.values(), 1, gap=16)
        self.body.addLayout(self._below)
        self._buttons = self._tools()
        self.add_tools(*self._buttons)

    def _tools(self) -> list[QWidget]:
        made: list[QWidget] = []
        for icon, words, keys, does in (
            ("zoom-out", _("Show more time"), "−", self.chart.zoom_out),
            ("zoom-in", _("Show less time"), "+", self.chart.zoom_in),
            ("maximize", _("Show everything"), "0", self.chart.fit),
            ("download", _("Save as a picture…"), "", self._offer_formats),
        ):
            button = IconButton(icon, words, self)
            button.set_name(words, keys)
            button.setObjectName(f"timeline.{icon}")
            button.clicked.connect(does)
            made.append(button)
        self._save = made[-1]
        return made

    def arrange(self, effective: float) -> None:
        """Put the links beside each other, or below each other where there is little room."""
        way = QBoxLayout.Direction
        self._below.setDirection(way.LeftToRight if effective >= LINKS_BESIDE_FROM else way.TopToBottom)

    def show_timeline(self, read: Read, name: str, places: dict[Kind, Go]) -> None:
        """Show what this reads; `name` is what it is a timeline of, `places` where the records of a kind without a date
        are listed."""
        self._read, self._name, self._places = read, name, places
        self._show(self._workspace.ask(partial(_whole, read)))

    def _read_days(self, first: date, last: date) -> None:
        read = self._read
        if read is not None and self._workspace.is_open:
            self._show(self._workspace.ask(lambda reader: read(reader, first, last)))

    def _show(self, found: Timeline) -> None:
        entries = [entry_of(item) for item in found.items]
        extent = (found.first, found.last) if found.first is not None and found.last is not None else None
        self.chart.show_entries(entries, self._workspace.today(), extent, found.total, found.dated)
        for kind, many in found.undated:
            said = ngettext(*_UNDATED[kind], many).format(n=many)
            self._links[kind].setText(said)
            self._links[kind].setAccessibleName(said)
            self._links[kind].setVisible(many > 0)
        self.set_count(found.dated)
        self.chart.setVisible(found.dated > 0)
        self._none.setVisible(not found.dated)
        for tool in self._buttons:
            tool.setVisible(found.dated > 0)

    def _go(self, kind: object) -> None:
        if isinstance(kind, Kind) and kind in self._places:
            self.wanted.emit(self._places[kind])

    # ----------------------------------------------------------------------------------------------------------- saving
    def _offer_formats(self) -> None:
        menu = QMenu(self)
        menu.triggered.connect(self._ask_where)
        for text, suffix in _FORMATS:
            menu.addAction(_(text)).setData(suffix)
        menu.popup(self._save.mapToGlobal(self._save.rect().bottomLeft()))

    def _ask_where(self, action: QAction) -> None:
        suffix = str(action.data())
        name = "".join(each if each.isalnum() or each in " -–" else " " for each in self._name).strip()
        proposed = _("Timeline {name}").format(name=" ".join(name.split())[:80]).strip() + suffix
        dialog = asks_where(self.window(), _("Save the timeline"), proposed, (f"*{suffix}",), suffix)
        dialog.fileSelected.connect(self.save_picture)
        dialog.open()

    def save_picture(self, file: str) -> None:
        """Write what is seen of the timeline, as a drawing or a picture by the ending of the file's name."""
        path = Path(file)
        try:
            save(self._drawing() if path.suffix.lower() == ".svg" else self._picture(), path)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        else:
            self._workspace.said.emit(_("Saved: {name}").format(name=path.name), False)

    def _picture(self) -> bytes:
        size = self.chart.viewport().size()
        image = QImage(size * _LARGER, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_LARGER)
        painter = QPainter(image)
        self.chart.paint_on(painter, size, alone=True)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def _drawing(self) -> bytes:
        size, drawn = QSize(self.chart.viewport().size()), QByteArray()
        buffer = QBuffer(drawn)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(self.chart.viewport().rect())
        generator.setTitle(_("Timeline {name}").format(name=self._name))
        painter = QPainter(generator)
        self.chart.paint_on(painter, size, alone=True)
        painter.end()
        return bytes(drawn.data())


def _whole(read: Read, reader: Reader) -> Timeline:
    return read(reader, date.min, date.max)


def entry_of(item: TimelineItem) -> Entry:
    """A record as it stands on a timeline."""
    look = _look(item)
    when = item.shown.display()
    if item.window:
        when = _("invited for {when}").format(when=item.shown.as_written or when)
    return Entry(
        (item.kind, item.id), LANES.index(item.kind), " ".join(item.title.split()), when, item.status.label,
        look.icon, look.tone, item.first, item.last, item.window,
    )  # fmt: skip


def _look(item: TimelineItem) -> Look:
    status = item.status
    if isinstance(status, VisitStatus):
        return visit_look(status)
    return agreement_look(status) if isinstance(status, AgreementStatus) else commitment_look(status)
