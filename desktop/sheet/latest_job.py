"""Work in another thread of which only the newest counts: setting a sheet or a list, drawing a page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal


class _Courier(QObject):
    """Carries what was made from the working thread; it outlives its job, so that what comes late harms nobody."""

    done = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0


def _make(courier: _Courier, ticket: int, work: Callable[[], object]) -> None:
    # Those that waited behind an older wish are out of date by now.
    if ticket != courier.wanted:
        return
    try:
        outcome: object = work()
    except Exception as error:  # whatever it is, it is raised again where somebody hears it
        outcome = error
    # Where the program ended meanwhile nobody waits for it, and the courier is gone.
    with contextlib.suppress(RuntimeError):
        courier.done.emit(ticket, outcome)


class LatestJob(QObject):
    """Makes one thing at a time; `done` brings it, unless another was asked for meanwhile."""

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courier = _Courier()
        self._courier.done.connect(self._take)

    def do(self, work: Callable[[], object]) -> None:
        """Ask for what `work` makes in the other thread; the answer comes by `done`."""
        self._courier.wanted += 1
        QThreadPool.globalInstance().start(partial(_make, self._courier, self._courier.wanted, work))

    def forget(self) -> None:
        """Want none any more."""
        self._courier.wanted += 1

    def _take(self, ticket: int, outcome: object) -> None:
        if ticket != self._courier.wanted:
            return
        if isinstance(outcome, Exception):
            raise outcome
        self.done.emit(outcome)
