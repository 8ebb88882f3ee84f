"""The end that the system asks for: of a session, of a terminal, of the machine."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))
"""What ends a program from outside: the end of a session, of a terminal, of the machine."""


class Ending(QObject):
    """Ends the program as closing its window does when the system asks for it: what is being typed is kept."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Python hears of a signal only once its own code runs again; the byte that is written here wakes the loop.
        self._heard, self._told = socket.socketpair()
        for each in (self._heard, self._told):
            each.setblocking(False)
        self._before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _be_heard) for number in _ENDS}
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def stop(self) -> None:
        """Leave the signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        for each in (self._heard, self._told):
            each.close()

    def _hear(self) -> None:
        if any(number in _ENDS for number in self._heard.recv(64)):
            self.wanted.emit()


def _be_heard(number: int, frame: object) -> None:
    """The signal is heard where its number is read."""
