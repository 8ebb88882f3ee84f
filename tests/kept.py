"""Texts that answers of the program are compared with: one file for each test that has one, written by the program."""

from __future__ import annotations

import re

import pytest


class Snapshot:
    """Compares a whole answer with the text that is kept for a test, in `snapshots/<name of the test>.txt` beside it.

    With `--snapshot-update` the answer is written there instead, to be read before it is committed."""

    def __init__(self, test: pytest.Item, *, update: bool) -> None:
        self._folder, self._update = test.path.parent / "snapshots", update
        self._name = re.sub(r"[^\w.-]+", "-", test.name.removeprefix("test_")).strip("-")

    def __call__(self, answer: str, part: str = "") -> None:
        """Compare; `part` names one of several answers in a test."""
        file = self._folder / f"{self._name}{part and f'.{part}'}.txt"
        told = "\n".join(line.rstrip() for line in answer.splitlines()).strip("\n") + "\n"
        if self._update:
            self._folder.mkdir(exist_ok=True)
            file.write_text(told, encoding="utf-8")
        assert file.exists(), f"No text is kept in {file}; --snapshot-update writes it."
        assert told == file.read_text(encoding="utf-8")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """The text that is kept for this test."""
    assert isinstance(request.node, pytest.Item)
    return Snapshot(request.node, update=request.config.getoption("--snapshot-update"))
