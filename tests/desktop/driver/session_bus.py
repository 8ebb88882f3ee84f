"""A session bus of a test's own, and on it what shows notifications: it keeps what it was asked to show."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, prep_socket

from desktop.notifying.bus import NAME

PLACE = "/org/freedesktop/Notifications"
ALL = ("actions", "body", "body-markup")


@dataclass(frozen=True)
class Shown:
    """A notification as it was asked for."""

    program: str
    replaces: int
    icon: str
    summary: str
    body: str
    actions: Mapping[str, str]
    hints: Mapping[str, Any]
    stays: int


@dataclass
class Daemon:
    """What shows notifications. `can` is what it says it can; `fails` names a call on which it does not answer as it
    should: it goes, is silent, refuses, or says something else."""

    connection: DBusConnection
    can: Sequence[str] = ALL
    fails: str = ""
    how: str = ""
    shown: list[Shown] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        Proxy(message_bus, self.connection).RequestName(NAME)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def press(self, number: int, action: str, token: str = "") -> None:
        """Somebody presses a button, and the notification closes."""
        if token:
            self.says("ActivationToken", "us", (number, token))
        self.says("ActionInvoked", "us", (number, action))
        self.says("NotificationClosed", "uu", (number, 2))

    def says(self, signal: str, types: str, body: tuple[object, ...]) -> None:
        """Say something of its own accord."""
        self.connection.send(new_signal(DBusAddress(PLACE, interface=NAME), signal, types, body))

    def goes(self) -> None:
        """End, as a panel that falls."""
        with suppress(OSError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                self._answer(self.connection.receive())

    def _answer(self, call: Message) -> None:
        if call.header.message_type is not MessageType.method_call:
            return
        name = str(call.header.fields[HeaderFields.member])
        self.asked.append(name)
        if name == self.fails and self.how == "goes":
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        elif name == self.fails and self.how == "refuses":
            self.connection.send(new_error(call, f"{NAME}.Error.ExcessNotificationGeneration"))
        elif name == self.fails and self.how == "babbles":
            self.connection.send(new_method_return(call, "s", ("yes",)))
        elif name != self.fails:
            self.connection.send(new_method_return(call, *self._done(name, call.body)))

    def _done(self, name: str, body: Sequence[Any]) -> tuple[Any, ...]:
        """Do what is asked: the types of the answer and the answer."""
        match name:
            case "GetServerInformation":
                return "ssss", ("Fake", "tests", "1", "1.3")
            case "GetCapabilities":
                return "as", (list(self.can),)
            case "Notify":
                program, replaces, icon, summary, text, pairs, hints, stays = body
                actions = dict(zip(pairs[::2], pairs[1::2], strict=True))
                plain = {key: value for key, (_type, value) in hints.items()}
                self.shown.append(Shown(program, replaces, icon, summary, text, actions, plain, stays))
                return "u", (len(self.shown),)
        self.withdrawn.append(body[0])
        return ()


@dataclass
class SessionBus:
    """The bus, which may be ended at any moment."""

    address: str
    process: subprocess.Popen[bytes]
    daemons: list[Daemon] = field(default_factory=list)
    connections: list[DBusConnection] = field(default_factory=list)

    def connected(self) -> DBusConnection:
        """Another program of the session."""
        self.connections.append(DBusConnection(prep_socket(self.address)))
        return self.connections[-1]

    def has(self, can: Sequence[str] = ALL, *, fails: str = "", how: str = "") -> Daemon:
        """What shows notifications on it from now on."""
        self.daemons.append(Daemon(self.connected(), can, fails, how))
        return self.daemons[-1]

    def ends(self) -> None:
        """End it, as at the end of a session."""
        self.process.kill()
        self.process.wait()


@contextmanager
def session_bus(folder: Path) -> Iterator[SessionBus]:
    """A bus of its own, which starts nothing by itself. Skips where there is no such program."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon not installed; packaging/setup installs what is missing")
    place, config = folder / "bus", folder / "bus.conf"
    config.write_text(
        "<busconfig><type>session</type>"
        f"<listen>unix:path={place}</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>'
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None, "A pipe was asked for."
        try:
            assert process.stdout.readline().strip(), "dbus-daemon did not start"
            made = SessionBus(str(place), process)
            yield made
            for daemon in made.daemons:
                daemon.goes()
            for connection in made.connections:
                connection.close()
        finally:
            process.kill()
