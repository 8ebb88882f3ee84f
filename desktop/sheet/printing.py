"""From a sheet's PDF to paper, through the system's own print dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from db.errors import KnownError
from db.words import _
from desktop.sheet.preview import page_sizes, picture

# Letters are sharp at 300 dots an inch; at a printer's 1200 one page would take half a gigabyte.
SHARPEST = 300


def draw(content: bytes, printer: QPrinter) -> None:
    """Draw the pages of a PDF on a printer, or those of its page range.

    Raises KnownError where the printer does not take them.
    """
    sizes = page_sizes(content)
    first = printer.fromPage() or 1
    last = min(printer.toPage() or len(sizes), len(sizes))
    printer.setFullPage(True)
    _turn(printer, sizes[first - 1])
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(printer)
    try:
        for number in range(first, last + 1):
            if number > first:
                _turn(printer, sizes[number - 1])
                if not printer.newPage():
                    raise _refused(printer)
            image = picture(content, number - 1, min(printer.resolution(), SHARPEST))
            painter.drawImage(_place(printer, sizes[number - 1]), image)
    finally:
        painter.end()


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Turn the paper the way the page lies; the annex is wide."""
    wide = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _place(printer: QPrinter, size: QSizeF) -> QRect:
    """Where the page lies on the paper in the printer: whole, in the middle, never stretched."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(paper.width() / size.width(), paper.height() / size.height())
    width, height = round(size.width() * scale), round(size.height() * scale)
    return QRect((paper.width() - width) // 2, (paper.height() - height) // 2, width, height)


def _refused(printer: QPrinter) -> KnownError:
    return KnownError(
        _("The printer {name} does not take the sheet.").format(name=printer.printerName()).replace("  ", " "),
        _("Nothing was printed."),
        _("Check the printer, or save as PDF instead."),
    )


class Printing(QObject):
    """Asks for a printer and prints one sheet on it: `printed` when it was sent, `failed` with what went wrong."""

    printed = Signal()
    failed = Signal(object)

    def __init__(self, content: bytes, name: str, parent: QWidget) -> None:
        """`name` is what the print queue shows: never more than the sheet's number, for a queue is seen by others."""
        super().__init__(parent)
        self._content = content
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(name)
        self._dialog: QPrintDialog | None = None

    def ask(self) -> QPrintDialog:
        """Open the system's print dialog and return at once.

        Raises KnownError where no printer is set up.
        """
        if not QPrinterInfo.availablePrinterNames():
            raise KnownError(_("No printer is set up."), _("Nothing was printed."), _("Save as PDF instead."))
        pages = len(page_sizes(self._content))
        parent = self.parent()
        dialog = QPrintDialog(self._printer, parent if isinstance(parent, QWidget) else None)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
        dialog.setMinMax(1, pages)
        dialog.accepted.connect(self._print)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        QDialog.open(dialog)
        return dialog

    def _print(self) -> None:
        try:
            draw(self._content, self._printer)
        except KnownError as error:
            self.failed.emit(error)
        else:
            self.printed.emit()
