"""The live picture of a sheet: its pages as they will come out of the printer."""

from __future__ import annotations

from functools import partial

import pypdfium2
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import layouts
from desktop.sheet.compose import PDFIUM
from desktop.sheet.latest_job import LatestJob

MARGIN = 24  # pixels between the sheet and the edge of the view
SMALLEST, LARGEST, STEP = 0.25, 4.0, 1.25
PATIENCE = 300  # milliseconds before waiting is shown
_POINTS_PER_INCH = 72


def picture(content: bytes, page: int, dots_per_inch: float) -> QImage:
    """One page of a PDF, drawn on white; `page` counts from 0. May be called from any thread."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            bitmap = document[page].render(scale=dots_per_inch / _POINTS_PER_INCH, prefer_bgrx=True)
            seen = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            return seen.copy()
        finally:
            document.close()


def page_sizes(content: bytes) -> tuple[QSizeF, ...]:
    """The width and height of every page of a PDF, in points; none where nothing was printed yet."""
    if not content:
        return ()
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            return tuple(QSizeF(*document.get_page_size(index)) for index in range(len(document)))
        finally:
            document.close()


class _Paper(QWidget):
    """The page itself with its hairline, in the middle of the space there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.size_shown = QSizeF()

    def page_rect(self) -> QRectF:
        """Where the page lies in this widget."""
        corner = QPointF((self.width() - self.size_shown.width()) / 2, MARGIN)
        return QRectF(corner, self.size_shown)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Dark))
        if self.image.isNull():
            return
        # While a sharper picture is being drawn the last one stands in for it, stretched.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.page_rect(), self.image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.page_rect())


class SheetPreview(QWidget):
    """Pages of a PDF, one at a time, drawn in another thread; the previous picture stays until the next is ready.

    `changed` says that the page, the number of pages or the zoom is another; `drawn` that the picture is up to date.
    """

    changed = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = b""
        self._sizes: tuple[QSizeF, ...] = ()
        self._page = 0
        self._zoom: float | None = None
        self._drawing = LatestJob(self)
        self._drawing.done.connect(self._take)

        self._paper = _Paper()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidget(self._paper)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._area)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(2)
        self._progress.setAccessibleName(_("Preparing the sheet"))
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keep)
        self._progress.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._progress.show)

        layouts.column(self._progress, self._area, on=self, gap=0)
        self._name()

    @property
    def page(self) -> int:
        """The page shown, counted from 1; 0 when there is nothing to show."""
        return self._page + 1 if self._sizes else 0

    @property
    def pages(self) -> int:
        """How many pages the sheet has."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """How large the page is shown; 1.0 is its size on paper."""
        return self._zoom or self._whole()

    def show_pdf(self, content: bytes) -> None:
        """Show another PDF, at the same page and zoom where it has them."""
        self._content = content
        self._sizes = page_sizes(content)
        self._page = max(0, min(self._page, len(self._sizes) - 1))
        self.set_waiting(False)
        self._refresh()

    def set_waiting(self, waiting: bool) -> None:
        """Say that a new sheet is being prepared; the line above the page appears when that takes a while."""
        if waiting:
            self._patience.start()
        else:
            self._patience.stop()
            self._progress.hide()

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1; a page that is not there changes nothing."""
        if 1 <= page <= len(self._sizes) and page != self.page:
            self._page = page - 1
            self._area.verticalScrollBar().setValue(0)
            self._refresh()

    def next_page(self) -> None:
        """Show the page after this one."""
        self.go_to(self.page + 1)

    def previous_page(self) -> None:
        """Show the page before this one."""
        self.go_to(self.page - 1)

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._set_zoom(min(self.zoom * STEP, LARGEST))

    def zoom_out(self) -> None:
        """Show the page smaller."""
        self._set_zoom(max(self.zoom / STEP, SMALLEST))

    def whole_page(self) -> None:
        """Show the page as large as it fits, and keep it so when the window changes."""
        self._set_zoom(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 720)

    def _set_zoom(self, zoom: float | None) -> None:
        self._zoom = zoom
        self._refresh()

    def _whole(self) -> float:
        """The zoom at which the whole page and its margins are seen."""
        if not self._sizes:
            return 1.0
        inch = self.logicalDpiX() / _POINTS_PER_INCH
        page, room = self._sizes[self._page] * inch, self._area.size()
        fitting = min((room.width() - 2 * MARGIN) / page.width(), (room.height() - 2 * MARGIN) / page.height())
        return max(fitting, 0.05)

    def _refresh(self) -> None:
        if not self._sizes:
            self._drawing.forget()
            self._paper.image, self._paper.size_shown = QImage(), QSizeF()
            self._paper.update()
            self._name()
            return
        dots = self.logicalDpiX() * self.zoom
        shown = self._sizes[self._page] * (dots / _POINTS_PER_INCH)
        self._paper.size_shown = shown
        room = QSize(int(shown.width()), int(shown.height())) + QSize(2 * MARGIN, 2 * MARGIN)
        self._paper.setMinimumSize(QSize(0, 0) if self._zoom is None else room)
        self._paper.update()
        self._drawing.do(partial(picture, self._content, self._page, dots * self.devicePixelRatioF()))
        self._name()
        self.changed.emit()

    def _take(self, image: QImage) -> None:
        self._paper.image = image
        self._paper.update()
        self.drawn.emit()

    def _name(self) -> None:
        if self._sizes:
            name = _("Briefing sheet, page {page} of {pages}").format(page=self.page, pages=self.pages)
        else:
            name = _("Briefing sheet, nothing to show yet")
        self._area.setAccessibleName(name)
