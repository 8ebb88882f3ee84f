"""What Ctrl+Enter in the composer runs through until the table is fresh: `python -m tests.benchmarks.path`.

Prints the files of `desktop` and `db` in which a function was called, by room, with how many functions of each.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTableView
from typing_extensions import override

from tests.desktop.driver.frame import application, opened

ROOT = Path(__file__).parents[2]
_OURS = (f"{ROOT}/desktop/", f"{ROOT}/db/")

Files = dict[str, set[str]]
"""The functions that were called, by their file."""


class _Painted(QObject):
    """Whether a table was painted since it was last asked."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.seen = False
        table.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def files_touched(folder: Path) -> Files:
    """Log an action on the first visit of the table, and see which functions of ours are called on the way."""
    application()
    touched: Files = defaultdict(set)
    with opened(folder, page="visits", rows=True) as frame:
        QTest.qWait(300)  # the counts of the first page are read
        page = frame.window.parts.stack.page()
        assert page is not None
        page.arrive(None, None)
        _press(Qt.Key.Key_Down)
        _press(Qt.Key.Key_L)
        text = QApplication.focusWidget()
        assert isinstance(text, QPlainTextEdit), "L opens the composer of the selected record."
        QTest.keyClicks(text, "Called the embassy: two windows in December.")
        QTest.qWait(300)
        here = page.current_record()
        assert here is not None

        def see(frame: FrameType, event: str, _argument: object) -> None:
            if event == "call":
                path = frame.f_code.co_filename
                if path.startswith(_OURS):
                    touched[path.removeprefix(f"{ROOT}/")].add(frame.f_code.co_qualname)

        sys.setprofile(see)
        QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        painted = _Painted(frame.window.findChildren(QTableView)[0])
        while not painted.seen:
            QApplication.sendPostedEvents()  # no timers: looking is slow, and the counts at the side would come first
        sys.setprofile(None)
        assert not text.toPlainText(), "What was typed is logged."
    return touched


def _press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None, "Nothing has the focus."
    QTest.keyClick(focus, key)
    QApplication.processEvents()


def report(touched: Files) -> str:
    """The files by their rooms."""
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in sorted(touched):
        room, _, name = path.rpartition("/")
        rooms[room].append(f"{name.removesuffix('.py')} {len(touched[path])}")
    lines = [f"{room:24}{len(names):4}  {', '.join(names)}" for room, names in sorted(rooms.items())]
    return "\n".join([*lines, "", f"{len(touched)} files, {sum(map(len, touched.values()))} functions"])


def main() -> None:
    """The command line."""
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "run"
        inside.mkdir()
        print(report(files_touched(inside)))


if __name__ == "__main__":
    main()
