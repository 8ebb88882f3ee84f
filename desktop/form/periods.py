"""Several dates under one label; the last line is empty and takes another."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.form.editors import Editor, When
from desktop.kit.theme import current


class Periods(Editor):
    """Dates as people say them, in the order in which they stand; an emptied line is none."""

    def __init__(self, today: date, parent: QWidget, *, past: bool = False) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self._today, self._past = today, past
        self._name = self._label = ""
        self._lines: list[When] = []
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().px(4))
        self._append()

    @override
    def value(self) -> object:
        return tuple(each for line in self._lines if (each := line.value()) is not None)

    @override
    def set_value(self, value: Any) -> None:
        self._start_again(len(value or ()))
        for line, period in zip(self._lines, value or (), strict=False):
            line.set_value(period)

    @override
    def problem(self) -> str:
        return next((words for line in self._lines if (words := line.problem())), "")

    @override
    def enter(self) -> None:
        next((line for line in self._lines if line.problem()), self._lines[-1]).enter()

    @override
    def typed(self) -> object:
        return tuple(line.typed() for line in self._lines if line.edit.text())

    @override
    def retype(self, typed: Any) -> None:
        self._start_again(len(typed))
        for line, words in zip(self._lines, typed, strict=False):
            line.retype(words)

    @override
    def label_inside(self, name: str, label: str) -> None:
        self._name, self._label = name, label
        for place, line in enumerate(self._lines):
            line.label_inside(f"{name}.{place}", label)

    def _start_again(self, filled: int) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for _ in range(filled + 1):
            self._append()

    def _append(self) -> None:
        line = When(self._today, self._inside, past=self._past)
        if self._name:
            line.label_inside(f"{self._name}.{len(self._lines)}", self._label)
        line.changed.connect(self._grow)
        line.problem_changed.connect(self.problem_changed)
        self._lines.append(line)
        self._column.addWidget(line)
        self.setFocusProxy(self._lines[0])
        line.show()

    def _grow(self) -> None:
        if self._lines[-1].edit.text():
            self._append()
        self.changed.emit()
