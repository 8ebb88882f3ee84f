"""A virtual screen with a mouse and a keyboard, and the real program on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner

from desktop.cli import program as commands
from tests.registers import TODAY

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
WIDTH, HEIGHT = 1366, 768
NEEDED = ("Xvfb", "xdotool")
PATIENCE = 20.0
FOOT = 10
"""Pixels above the lower edge of a window: the status line, where a click does nothing but give the focus."""


def skip_without(*names: str) -> None:
    """Skip where one of these programs is not installed."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed; packaging/setup installs what is missing")


def eventually(ask: Callable[[], T], wanted: Callable[[T], bool], what: str) -> T:
    """Ask until the answer is the wanted one."""
    until = time.monotonic() + PATIENCE
    while not wanted(answer := ask()):
        assert time.monotonic() < until, f"waited in vain for {what}; the last answer was {answer!r:.500}"
        time.sleep(0.03)
    return answer


class Screen:
    """What a person at the screen can see and do; there is no window manager on it."""

    def __init__(self, display: str) -> None:
        self.display = display

    def windows(self, title: str, pid: int) -> list[str]:
        """The windows of a process that are on the screen, by the beginning of their title."""
        found = self._do("search", "--all", "--onlyvisible", "--pid", str(pid), "--name", f"^{title}", may_fail=True)
        return found.split()

    def all_windows(self, pid: int) -> set[str]:
        """Every window of a process that is on the screen, with or without a title."""
        return set(self._do("search", "--all", "--onlyvisible", "--pid", str(pid), may_fail=True).split())

    def waits_for_window(self, title: str, pid: int) -> str:
        """Wait until a process shows a window of that title, and name the window."""
        return eventually(lambda: self.windows(title, pid), lambda found: len(found) == 1, f"a window “{title}”")[0]

    def opens(self, pid: int, *keys: str) -> None:
        """Press keys that open a pop-up, and wait for it."""
        before = self.all_windows(pid)
        self.presses(*keys)
        eventually(lambda: self.all_windows(pid) - before, bool, f"a pop-up after {keys}")

    def clicks(self, x: int, y: int) -> None:
        """Press the mouse there."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def turns_to(self, window: str) -> None:
        """Click on the status line of a window, and so give it the keyboard."""
        size = dict(line.split("=") for line in self._do("getwindowgeometry", "--shell", window).split())
        self.clicks(int(size["X"]) + int(size["WIDTH"]) // 2, int(size["Y"]) + int(size["HEIGHT"]) - FOOT)
        self.waits_for_focus(window)

    def waits_for_focus(self, window: str) -> None:
        """Wait until what is typed goes to this window."""
        eventually(self._focus, lambda focus: focus == window, f"the focus in window {window}")

    def presses(self, *keys: str) -> None:
        """Press keys one after the other, such as "ctrl+l"."""
        self._do("key", *keys)

    def types(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "5", text)

    def _focus(self) -> str:
        return self._do("getwindowfocus", "-f", may_fail=True).strip()

    def _do(self, *words: str, may_fail: bool = False) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert may_fail or done.returncode == 0, f"xdotool {words}: {done.stderr}"
        return done.stdout


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of its own, on a display that is free."""
    # Never reset: a server that begins anew when its last client goes refuses the program that comes just then.
    command = ["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-dpi", "96"]
    command += ["-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None, "A pipe was asked for."
        try:
            display = server.stdout.readline().strip()
            assert display, "Xvfb did not start"
            yield Screen(f":{display}")
        finally:
            server.terminate()


class Computer:
    """A user's computer: a home of its own, one register, and the program in a window or on the command line."""

    def __init__(self, home: Path, screen: Screen) -> None:
        self.register = home / "desk.aide"
        self.day: date | None = TODAY
        """The day the program is told to look from; None for that of the clock."""
        self.screen = screen
        self._home = home
        self._running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))
        }
        homes = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment |= homes | {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}
        self.environment |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.display}

    def starts_the_program(self) -> subprocess.Popen[bytes]:
        """Start the program with its window."""
        self._running.append(subprocess.Popen(self._command(), env=self.environment, cwd=ROOT))
        return self._running[-1]

    def waits_for(self, title: str, program: subprocess.Popen[bytes]) -> str:
        """Wait until the program shows a window of that title, and name the window."""

        def shown() -> list[str]:
            assert program.poll() is None, f"the program ended with {program.returncode}"
            return self.screen.windows(title, program.pid)

        return eventually(shown, lambda windows: len(windows) == 1, f"a window “{title}”")[0]

    def waits_until_gone(self, title: str, program: subprocess.Popen[bytes]) -> None:
        """Wait until the program shows no window of that title."""
        eventually(lambda: self.screen.windows(title, program.pid), lambda windows: not windows, f"no “{title}”")

    def tells(self, *words: str) -> str:
        """What the command line answers."""
        command = self._command(*words)
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def exported(self) -> str:
        """Everything in the register, as the command line writes it out but for its first line, which counts changes;
        the window may have it open meanwhile.

        A new process for each time one looks would take most of the test's time.
        """
        file = self._home / "export.json"
        done = CliRunner().invoke(commands, self._arguments("export", str(file), "--force"))
        assert done.exit_code == 0, done.output
        return file.read_text(encoding="utf-8").partition("\n")[2]

    def holder(self) -> int | None:
        """The process that has the register open for writing."""
        lock = self.register.with_name(f"{self.register.name}.lock")
        return int(json.loads(lock.read_text())["pid"]) if lock.exists() else None

    def notes_of_failures(self) -> list[Path]:
        """The notes that the program makes of its own failures."""
        return list(self._home.rglob("errors.log"))

    def is_switched_off(self) -> None:
        """End what still runs."""
        for program in self._running:
            program.kill()
            program.wait()

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "desktop", *self._arguments(*words)]

    def _arguments(self, *words: str) -> list[str]:
        day = ["--on", self.day.isoformat()] if self.day is not None else []
        return ["--register", str(self.register), *day, *words]
