"""Making sheets and lists in another thread: only the newest wish counts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from db.records.briefings import BriefingSheet
from desktop.sheet import compose


class _Courier(QObject):
    """Carries sheets from the working thread; it outlives its typesetter, so that a late sheet harms nobody."""

    done = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0


def _make(courier: _Courier, ticket: int, work: Callable[[], compose.Printed]) -> None:
    # Those that waited behind an older sheet are out of date by now.
    if ticket != courier.wanted:
        return
    try:
        outcome: compose.Printed | Exception = work()
    except Exception as error:  # whatever it is, it is raised again where somebody hears it
        outcome = error
    # Where the program ended meanwhile nobody waits for the sheet, and the courier is gone.
    with contextlib.suppress(RuntimeError):
        courier.done.emit(ticket, outcome)


class Typesetter(QObject):
    """Makes one sheet at a time; `printed` brings a `Printed`, unless another sheet was asked for meanwhile."""

    printed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courier = _Courier()
        self._courier.done.connect(self._take)

    def make(self, sheet: BriefingSheet) -> None:
        """Ask for a sheet; the answer comes by `printed`."""
        self.do(partial(compose.pdf, sheet))

    def do(self, work: Callable[[], compose.Printed]) -> None:
        """Ask for what `work` makes in the other thread; the answer comes by `printed`."""
        self._courier.wanted += 1
        QThreadPool.globalInstance().start(partial(_make, self._courier, self._courier.wanted, work))

    def forget(self) -> None:
        """Want none any more."""
        self._courier.wanted += 1

    def _take(self, ticket: int, outcome: compose.Printed | Exception) -> None:
        if ticket != self._courier.wanted:
            return
        if isinstance(outcome, Exception):
            raise outcome
        self.printed.emit(outcome)
