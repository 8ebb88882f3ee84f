"""Notifications on the desktop, shown and heard in a thread of their own: the window never waits for the bus."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal

from desktop.notifying.bus import Bus, NotShown
from desktop.notifying.message import Message

_LEAVES_S = 1.0
"""How long the end of the program waits for notifications to be taken away."""


@dataclass(frozen=True)
class Notice:
    """What is to be shown, with its buttons, and what it is about, for whoever wants it shown."""

    message: Message
    actions: Mapping[str, str]
    about: object = None


class _Courier(QObject):
    """Carries what happened from the thread to the window."""

    failed = Signal(object)
    """A `Notice` could not be shown."""
    pressed = Signal(object, str, str)
    """The `Notice` on which somebody pressed something, the key of that, and a token for the desktop."""


class Notices:
    """What is shown on the desktop while the program runs; it goes with the program, for nobody would hear its
    buttons."""

    def __init__(self) -> None:
        self._courier = _Courier()
        self.failed, self.pressed = self._courier.failed, self._courier.pressed
        self._wanted: SimpleQueue[Notice | None] = SimpleQueue()
        self._wake: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def show(self, notice: Notice) -> None:
        """Show it; `failed` says that it could not be, and `pressed` carries what somebody presses on it."""
        if self._wake is None:
            self._wake, heard = socket.socketpair()
            self._thread = threading.Thread(target=_work, args=(self._courier, self._wanted, heard), daemon=True)
            self._thread.start()
        self._tell(notice)

    def close(self) -> None:
        """Take away what is still shown, and hear nothing any more."""
        if self._wake is not None and self._thread is not None:
            self._tell(None)
            self._thread.join(_LEAVES_S)
            self._wake.close()
            self._wake = None

    def _tell(self, notice: Notice | None) -> None:
        assert self._wake is not None, "The thread was started."
        self._wanted.put(notice)
        self._wake.send(b"\0")


class _Desk:
    """The connection and all that goes over it: the thread's own."""

    def __init__(self, courier: _Courier) -> None:
        self._courier = courier
        self._bus: Bus | None = None
        self._shown: dict[int, Notice] = {}

    def waits_for(self) -> list[Bus]:
        """What is to be read besides wishes of the window."""
        return [] if self._bus is None else [self._bus]

    def show(self, notice: Notice) -> None:
        """Show it, over a new connection where there is none or the old one is gone."""
        try:
            self._bus = self._bus or Bus()
            self._shown[self._bus.show(notice.message, notice.actions)] = notice
        except NotShown:
            self._drop()
            self._courier.failed.emit(notice)

    def hear(self) -> None:
        """Tell what was pressed."""
        try:
            for each in self._bus.pressed() if self._bus is not None else ():
                if each.number in self._shown:
                    self._courier.pressed.emit(self._shown[each.number], each.action, each.token)
        except NotShown:
            self._drop()

    def leave(self) -> None:
        """Take away what is shown."""
        if self._bus is not None:
            with suppress(NotShown):
                for number in self._bus.open_ones():
                    self._bus.withdraw(number)
            self._drop()

    def _drop(self) -> None:
        if self._bus is not None:
            self._bus.close()
        self._bus = None
        self._shown.clear()


def _work(courier: _Courier, wanted: SimpleQueue[Notice | None], heard: socket.socket) -> None:
    """The thread."""
    desk = _Desk(courier)
    with heard, suppress(RuntimeError):  # the program ended meanwhile, and nobody waits for the courier
        while True:
            waited: list[socket.socket | Bus] = [heard, *desk.waits_for()]
            ready, _writable, _failed = select.select(waited, [], [])
            desk.hear()
            if heard in ready and heard.recv(1):  # a byte for each wish
                notice = wanted.get()
                if notice is None:
                    desk.leave()
                    return
                desk.show(notice)
