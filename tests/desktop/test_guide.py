"""Help that follows from the program: what statuses mean, what belongs to a report, and links to records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.queries import search
from db.rules import agreements, commitments, visits
from db.vocabulary import AgreementStatus, CommitmentStatus, Kind, VisitStatus, Word
from desktop import crash
from desktop.kit.buttons import Button
from desktop.kit.tokens import Choice
from desktop.shell import guide
from tests.desktop.driver.frame import Frame, opened
from tests.registers import TODAY

RULES: dict[Callable[..., Word], type[Word]] = {
    visits.status: VisitStatus, agreements.status: AgreementStatus, commitments.status: CommitmentStatus,
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__module__))
def test_a_rule_is_told_in_sentences(rule: Callable[..., Word]) -> None:
    """Nothing of what only programmers read stays: no signs of markup, no names of code."""
    told = guide.in_words(rule)
    assert told and all(each[-1] in ".:" or "first that applies" in each for each in told), told
    assert not any(sign in each for each in told for sign in ("`", "*", "_", "(`"))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_status_stands_there_with_its_sign(tmp_path: Path, qtbot: QtBot, look: Choice) -> None:
    with opened(tmp_path, look=look) as frame:
        frame.window.parts.actions["help.statuses"].trigger()
        (dialog,) = shown(frame, "dialog.statuses")
        said = {label.text() for label in dialog.findChildren(QLabel)}
        wanted = {each.word for words in RULES.values() for each in words}
        assert wanted <= said
        for rule in RULES:
            assert set(guide.in_words(rule)) <= said
        dialog.reject()


def shown(frame: Frame, name: str) -> list[QDialog]:
    """The dialogs of a name that are on the screen."""
    return [each for each in frame.window.findChildren(QDialog) if each.objectName() == name and each.isVisible()]


def test_a_report_holds_versions_and_log_and_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The log is read as bytes that may be anything, its newest part; a folder that is not there is no failure."""
    monkeypatch.setattr(crash, "log_folder", lambda: tmp_path / "logs")
    monkeypatch.setattr(guide, "log_folder", lambda: tmp_path / "logs")
    with opened(tmp_path) as frame:
        assert "There is no log" in reported(frame)
        (tmp_path / "logs").mkdir()
        (tmp_path / "logs" / crash.LOG).write_bytes(b"2026 ValueError\n\xff" + b"x" * 100_000 + b"\nthe end")
        text = reported(frame)
        assert "Python: 3" in text and "SQLite: 3" in text and text.endswith("the end") and len(text) < 25_000
        assert not any(word in text for word in ("Sharif", "Tokayev", "Kazakhstan"))
        assert QGuiApplication.clipboard().text() == text


def reported(frame: Frame) -> str:
    """What is shown for a report, copied too."""
    frame.window.parts.actions["help.problem"].trigger()
    (dialog,) = shown(frame, "dialog.problem")
    field = dialog.findChild(QPlainTextEdit, "problem.text")
    copy = dialog.findChild(Button, "problem.copy")
    assert field is not None and field.isReadOnly() and copy is not None
    copy.click()
    dialog.reject()
    return field.toPlainText()


def test_a_link_is_copied_and_found_again(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path) as frame:
        frame.window.parts.actions["view.go_visits"].trigger()

        def is_copied() -> bool:
            frame.window.parts.actions["edit.copy_link"].trigger()
            return search.linked(QGuiApplication.clipboard().text()) is not None

        qtbot.waitUntil(is_copied, timeout=10_000)
        link = QGuiApplication.clipboard().text()
        found = frame.workspace.ask(lambda reader: search.everywhere(reader, TODAY, link))
        assert [group.kind for group in found.groups] == [Kind.VISIT]
