"""Desktop notifications over the session bus of Linux, after the Desktop Notifications Specification 1.3.

Not through QtDBus: it cannot send the unsigned number that `Notify` begins with, and servers refuse another.
Source: specifications.freedesktop.org/notification-spec.
"""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from jeepney import DBusAddress, DBusErrorResponse, HeaderFields, MatchRule, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from jeepney.wrappers import unwrap_msg

from db.errors import KnownError
from db.words import _
from desktop.assets import resource
from desktop.notifying.message import Message

PATIENCE = 10.0
"""Seconds an answer is waited for: the bus may have to start the server first."""
NAME = "org.freedesktop.Notifications"
_PLACE = "/org/freedesktop/Notifications"
_SERVER = DBusAddress(_PLACE, NAME, NAME)
_PROGRAM = "Aide-Mémoire"
_ICON = "aide-memoire"
_NO_BUS = (OSError, KeyError, ValueError, RuntimeError, AttributeError, AuthenticationError, DBusErrorResponse)
"""How it shows that there is none: no such sockets, no address, none that is understood, nobody there."""
_GONE = (OSError, ValueError)
_SAID = {
    ("ActivationToken", "us"): "token",
    ("ActionInvoked", "us"): "pressed",
    ("NotificationClosed", "uu"): "closed",
}
"""What a server says of its own accord, by the name and the types of the signal."""


class NotShown(KnownError):
    """No notification can be shown; `happened` says why."""


class Server(NamedTuple):
    """Who shows notifications, and what it can do."""

    name: str
    can: frozenset[str]

    @property
    def has_actions(self) -> bool:
        """Whether buttons stand on its notifications."""
        return "actions" in self.can


class Pressed(NamedTuple):
    """Somebody pressed a button of a notification, or the notification itself ("default"); `token` lets the window
    come to the front where the desktop asks for that."""

    number: int
    action: str
    token: str


class Bus:
    """One connection. Whoever calls waits for the answer, up to PATIENCE; NotShown says what is missing."""

    def __init__(self) -> None:
        try:
            self._connection = DBusConnection(_connected())
        except _NO_BUS:
            raise NotShown(_("There is no session bus here, so no notification can be shown.")) from None
        self.name = str(self._connection.unique_name)
        """Whom the bus knows us as."""
        self._heard: deque[Any] = deque()
        """What came while an answer was waited for."""
        self._signals = self._connection.filter(MatchRule(type="signal", interface=NAME), queue=self._heard)
        self._owners: dict[int, str] = {}
        self._tokens: dict[int, str] = {}
        self._listening = False

    def fileno(self) -> int:
        """What can be read once something was pressed."""
        return int(self._connection.sock.fileno())

    def server(self) -> Server:
        """Who shows notifications here now; another panel may take over at any time."""
        name, *_others = self._ask("GetServerInformation", "ssss").body
        (can,) = self._ask("GetCapabilities", "as").body
        return Server(str(name), frozenset(map(str, can)))

    def show(self, message: Message, actions: Mapping[str, str]) -> int:
        """Show a notification with these actions, by their keys, and give its number."""
        server = self.server()
        body = message.body if "body" in server.can else ""
        if "body-markup" in server.can:  # else the words are shown as they are
            body = escape(body, quote=False)
        pairs = [part for pair in actions.items() for part in pair] if server.has_actions else []
        if pairs and not self._listening:
            self._listen()
        hints = {"desktop-entry": ("s", _ICON), "urgency": ("y", 1)}
        picture = Path(str(resource("icons", "aide-memoire.svg"))).as_uri()
        arguments = (_PROGRAM, 0, picture, message.summary, body, pairs, hints, -1)
        answer = self._ask("Notify", "u", "susssasa{sv}i", arguments)
        (number,) = answer.body
        self._owners[number] = answer.header.fields.get(HeaderFields.sender, "")
        return int(number)

    def open_ones(self) -> tuple[int, ...]:
        """The numbers of what is still shown, as far as is known."""
        return tuple(self._owners)

    def withdraw(self, number: int) -> None:
        """Take a notification away."""
        self._ask("CloseNotification", "", "u", (number,))

    def pressed(self, patience: float = 0) -> Iterator[Pressed]:
        """What was pressed since it was asked last. NotShown where the bus is gone."""
        while True:
            try:
                heard = self._heard.popleft() if self._heard else self._connection.receive(timeout=patience)
            except TimeoutError:
                return
            except _GONE:
                raise NotShown(_("The session bus is gone, so no notification can be shown.")) from None
            fields = heard.header.fields
            said = fields.get(HeaderFields.member), fields.get(HeaderFields.signature)
            # Any program of the session may say that a button was pressed; only who showed the notification knows.
            if said in _SAID and self._owners.get(heard.body[0]) == fields.get(HeaderFields.sender):
                yield from self._understood(_SAID[said], *heard.body)

    def _understood(self, what: str, number: int, more: Any) -> Iterator[Pressed]:
        """What the server says of a notification that it shows for us."""
        if what == "token":
            self._tokens[number] = more
        elif what == "pressed":
            yield Pressed(number, more, self._tokens.pop(number, ""))
        else:
            del self._owners[number]
            self._tokens.pop(number, None)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _listen(self) -> None:
        rule = MatchRule(type="signal", sender=NAME, interface=NAME, path=_PLACE)
        self._answered(message_bus.AddMatch(rule))
        self._listening = True

    def _ask(self, method: str, answers: str, signature: str | None = None, body: Sequence[Any] = ()) -> Any:
        """Call the server; `answers` is of which types its answer must be."""
        answer = self._answered(new_method_call(_SERVER, method, signature, tuple(body)))
        if answer.header.fields.get(HeaderFields.signature, "") != answers:
            raise NotShown(_("What shows notifications here answers in a way that is not understood."))
        return answer

    def _answered(self, call: Any) -> Any:
        try:
            answer = self._connection.send_and_get_reply(call, timeout=PATIENCE)
            unwrap_msg(answer)
        except TimeoutError:
            raise NotShown(_("What shows notifications here does not answer.")) from None
        except DBusErrorResponse:
            raise NotShown(_("Nothing shows notifications here.")) from None
        except _GONE:
            raise NotShown(_("The session bus is gone, so no notification can be shown.")) from None
        return answer


def _connected() -> socket.socket:
    """A socket to the bus of this session; the usual one where the environment names none."""
    made: socket.socket = prep_socket(_address(), timeout=2.0)
    return made


def _address() -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = os.path.join(runtime, "bus")
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ and runtime and os.path.exists(usual):
        return usual
    return str(get_bus("SESSION"))
