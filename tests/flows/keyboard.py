"""A keyboard on a virtual screen: layouts as an office has them, and keys pressed by where they lie."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL, c_char_p, c_int, c_uint, c_ulong, c_void_p

CTRL, SHIFT = 37, 50
_ROWS = ((10, "1234567890"), (24, "qwertyuiop"), (38, "asdfghjkl;"), (52, "zxcvbnm"))
KEYS = {sign: first + place for first, signs in _ROWS for place, sign in enumerate(signs)}
KEYS |= {"Escape": 9, "Return": 36}
"""Where each key lies: the number X11 gives it."""
CORE_KEYBOARD = 0x100


class Keyboard:
    """Presses keys through the XTEST extension: a layout that was chosen stays, which it does not with xdotool."""

    def __init__(self, display: str) -> None:
        self._display = display
        self._x11, self._test = CDLL("libX11.so.6"), CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype, self._x11.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        self._x11.XSync.argtypes = [c_void_p, c_int]
        self._x11.XCloseDisplay.argtypes = [c_void_p]
        self._x11.XkbLockGroup.argtypes = [c_void_p, c_uint, c_uint]
        self._test.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._server = self._x11.XOpenDisplay(display.encode())
        assert self._server, "no X server"

    def lays_out(self, layouts: str, group: int = 0) -> None:
        """Take other layouts, "us,ru", and write with one of them."""
        subprocess.run(["setxkbmap", "-display", self._display, layouts], check=True, timeout=20)
        self._x11.XkbLockGroup(self._server, CORE_KEYBOARD, group)
        self._x11.XSync(self._server, 0)

    def presses(self, key: str, *held: int) -> None:
        """Press a key by its English name while others are held."""
        strokes = [*((each, 1) for each in held), (KEYS[key], 1), (KEYS[key], 0), *((each, 0) for each in held)]
        for number, down in strokes:
            self._test.XTestFakeKeyEvent(self._server, number, down, 0)
        self._x11.XSync(self._server, 0)

    def is_put_away(self) -> None:
        """Take leave of the screen."""
        self._x11.XCloseDisplay(self._server)


@contextmanager
def keyboard(display: str) -> Iterator[Keyboard]:
    """A keyboard at a screen."""
    made = Keyboard(display)
    try:
        yield made
    finally:
        made.is_put_away()
