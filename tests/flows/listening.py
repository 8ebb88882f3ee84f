"""The real program with an ear: it says which action a key ran, and goes to a page it is told of."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop.actions import A
from desktop.app import Program, run
from desktop.doing import LiveAction


class Ear(QObject):
    """Hears what it is told: the name of a page to go to, or "text" for what stands in the field with the focus."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._listen)

    def _listen(self) -> None:
        word, field = sys.stdin.readline().strip(), QApplication.focusWidget()
        if word == "text":
            said = field.toPlainText() if isinstance(field, QPlainTextEdit) else ""
            print(f"text {field.text() if isinstance(field, QLineEdit) else said}", flush=True)
        elif word:
            self._program.window.parts.actions[f"view.go_{word}"].trigger()


def listen(program: Program) -> None:
    """Give the program its ear."""
    Ear(program)


def main(register: Path, on: date) -> int:
    """Run the program until it is closed."""
    tell = LiveAction._tell

    def told(self: LiveAction, checked: bool) -> None:
        print(self.row.name, flush=True)
        if self.row in (*A.go, *A.go_reference, A.log):  # what opens a window would take the keyboard away
            tell(self, checked)

    LiveAction._tell = told  # type: ignore[method-assign]
    return run(register, on, listen)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])))
