"""One measured process: an empty window, or the program itself, until what it shows is painted.

`driver.py bare|ours|parts STARTED [arguments of the program]` prints one line for each step: its name, the milliseconds
since STARTED (nanoseconds of the monotonic clock, read before the process was made), and the processor time used so
far. `parts` prints the processor time of each part instead, wall time as 0.
"""

from __future__ import annotations

import builtins
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from desktop.app import Program
    from tests.benchmarks.parts import Parts

FIRST_PICTURE, REST = "first picture", "laid out and painted"
GIVE_UP_MS = 60_000


def note(step: str, started: int) -> None:
    """Say that a step was reached now."""
    print(step, (time.monotonic_ns() - started) / 1e6, time.process_time() * 1e3, flush=True)


def after_paint(window: QMainWindow, reached: Callable[[], bool], then: Callable[[], None]) -> None:
    """Call `then` when the window was painted and put on screen, once `reached()` says that the paint counts."""
    from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Slot
    from typing_extensions import override

    paints = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)

    class Watch(QObject):
        """Hears the window's paint before it happens and queues a call for right after it."""

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() in paints and reached():
                window.removeEventFilter(self)
                QMetaObject.invokeMethod(self, "done", Qt.ConnectionType.QueuedConnection)
            return False

        @Slot()
        def done(self) -> None:
            then()

    window.installEventFilter(Watch(window))


def bare(started: int) -> None:
    """The least a Qt program can do: an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)

    def painted() -> None:
        note("painted", started)
        window.close()

    after_paint(window, lambda: True, painted)
    window.show()
    app.exec()


def ours(started: int, arguments: list[str], parts: Parts | None = None) -> None:
    """The program as a user starts it, closed when its first page is filled."""
    sys.argv[1:] = arguments
    plain_import = builtins.__import__
    from desktop import __main__, app

    # As where nobody imports PySide6 before the program: it takes PySide6's own import off again.
    builtins.__import__ = plain_import
    app.run = partial(app.run, started=partial(_watch, started, parts))
    __main__.main()


def in_parts(started: int, arguments: list[str]) -> None:
    """The program as a user starts it, and where its time went."""
    from tests.benchmarks.parts import Parts

    parts = Parts()
    parts.listen()
    ours(started, arguments, parts)


def _watch(started: int, parts: Parts | None, program: Program) -> None:
    from PySide6.QtCore import QTimer

    window = program.window

    def painted() -> None:
        if parts is None:
            note("painted", started)
        else:
            parts.then(REST)

    def filled() -> None:
        if parts is None:
            note("filled", started)
        else:
            for name, spent in parts.finish().items():
                print(name.replace(" ", "_"), 0, spent)
        window.close()

    if parts is not None:
        parts.then(FIRST_PICTURE)
    after_paint(window, lambda: True, painted)
    after_paint(window, partial(_has_rows, program), filled)
    QTimer.singleShot(GIVE_UP_MS, window.close)


def _has_rows(program: Program) -> bool:
    """Whether the page that is shown has a list on screen with rows in it."""
    from PySide6.QtWidgets import QAbstractItemView

    if "frame" not in vars(program.window):
        return False  # asking would furnish the window before its first picture
    page = program.window.parts.stack.page()
    views = page.findChildren(QAbstractItemView) if page is not None else ()
    return any(view.isVisible() and view.model() is not None and view.model().rowCount() for view in views)


if __name__ == "__main__":
    match sys.argv[1]:
        case "bare":
            bare(int(sys.argv[2]))
        case "ours":
            ours(int(sys.argv[2]), sys.argv[3:])
        case "parts":
            in_parts(int(sys.argv[2]), sys.argv[3:])
