"""Whatever letters are on the keyboard, the keys of the program are where they always are; what is typed is typed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from desktop.actions import PAGES
from tests.desktop.driver.table_rows import open_filled
from tests.flows.keyboard import CTRL, SHIFT, Keyboard, keyboard
from tests.flows.screen import NEEDED, PATIENCE, ROOT, Computer, Screen, eventually, screen, skip_without
from tests.registers import TODAY

pytestmark = pytest.mark.xvfb

LAYOUTS = (("us", 0), ("us,ru", 1), ("ru", 0), ("kz", 0), ("us,gr", 1), ("gr", 0), ("pk", 0), ("fr", 0))
WRITES = {"ru": "ы", "kz": "ы", "gr": "σ", "pk": "س", "us": "s", "fr": "s"}
"""What the key S writes."""
FRENCH = {"a": "q", "q": "a", "w": "z", "z": "w", "m": ";"}
"""Where the Latin letters of a French keyboard lie: there a letter is what is printed on its key."""
LETTERS = {
    "commitments": {"s": "record.status", "d": "record.due", "w": "record.owes", "a": "record.area",
                    "o": "record.officer", "k": "record.kept", "e": "record.edit", "n": "file.new"},
    "reminders": {"z": "reminders.snooze"},
    "people": {"h": "people.hand_over", "e": "people.edit"},
    "areas": {"m": "areas.merge", "e": "areas.rename", "x": "areas.retire"},
    "today": {"l": "today.log"},
}  # fmt: skip


@pytest.fixture(scope="module")
def monitor() -> Iterator[Screen]:
    skip_without(*NEEDED, "setxkbmap")
    with screen() as made:
        yield made


@pytest.fixture
def keys(monitor: Screen) -> Iterator[Keyboard]:
    with keyboard(monitor.display) as made:
        yield made
        made.lays_out("us")


class Listening:
    """The program, and what it says that it did."""

    def __init__(self, computer: Computer) -> None:
        command = [sys.executable, "-m", "tests.flows.listening", str(computer.register), TODAY.isoformat()]
        self._run = subprocess.Popen(
            command, env=computer.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pid = self._run.pid
        self._said: Queue[str] = Queue()
        self._hearing = Thread(target=self._listen, daemon=True)
        self._hearing.start()

    def is_told(self, word: str) -> None:
        assert self._run.stdin is not None
        self._run.stdin.write(f"{word}\n")
        self._run.stdin.flush()

    def says(self) -> str:
        """The next thing that it did; "" where it does nothing."""
        try:
            return self._said.get(timeout=PATIENCE / 4)
        except Empty:
            return ""

    def field(self) -> str:
        """What stands in the field that has the focus."""
        self.is_told("text")
        return self.says().removeprefix("text").strip()

    def ends(self) -> None:
        self._run.kill()
        self._hearing.join()
        self._run.communicate()

    def _listen(self) -> None:
        assert self._run.stdout is not None
        for line in self._run.stdout:
            self._said.put(line.strip())


@pytest.fixture
def listening(monitor: Screen, tmp_path: Path) -> Iterator[Listening]:
    (tmp_path / "home").mkdir()
    computer = Computer(tmp_path / "home", monitor)
    store, _rows = open_filled(tmp_path)
    store.close()
    shutil.copy(next(tmp_path.glob("*.aide")), computer.register)
    made = Listening(computer)
    try:
        yield made
    finally:
        made.ends()


@pytest.mark.parametrize(("layouts", "group"), LAYOUTS)
@pytest.mark.sampled(1)
def test_keys_do_what_they_do_on_an_english_keyboard(
    monitor: Screen, keys: Keyboard, listening: Listening, layouts: str, group: int
) -> None:
    monitor.turns_to(monitor.waits_for_window("desk – Aide-Mémoire", listening.pid))
    keys.lays_out(layouts, group)

    def press(key: str, expected: str, *held: int) -> None:
        keys.presses(FRENCH.get(key, key) if layouts == "fr" else key, *held)
        assert listening.says() == expected, key

    for number, page in enumerate(PAGES, start=1):
        press(str(number), f"view.go_{page}", CTRL)
    press("v", "file.new_visit", CTRL, SHIFT)
    for page, letters in LETTERS.items():
        listening.is_told(page)
        assert listening.says() == f"view.go_{page}"
        for key, name in letters.items():
            press(key, name)
    listening.is_told("commitments")
    assert listening.says() == "view.go_commitments"
    press("l", "record.log", CTRL)
    keys.presses("s")
    assert eventually(listening.field, bool, "the letter in the field") == WRITES[layouts[-2:]]
