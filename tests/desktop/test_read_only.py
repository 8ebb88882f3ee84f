"""A register that cannot be changed: what would write says so before anybody presses it, and keys say why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from db.queries import visits
from db.records.base import View
from db.vocabulary import Kind, VisitDeed
from desktop.actions import PAGES, REFERENCE
from desktop.page.table_page import TablePage
from desktop.record.pane import DetailPane
from desktop.workspace import Do, Edit, Go
from tests.desktop.driver.frame import TODAY, Frame, application, opened

WHY = "This register is read-only here. Nothing can be written into it."
WRITES = {
    "header.log", "today.next", "today.log", "visit.propose_dates", "visit.invite", "visit.edit_invitation",
    "visit.add_agreement", "detail.agreement.confirm", "view.visit.save", "view.agreement.save",
    "view.commitment.save", "view.action.save", "detail.attach", "source.uncite", "brief.keep", "people.add_person",
    "people.add_office", "areas.add",
}  # fmt: skip
"""Buttons that write, by their names."""


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    folder = tmp_path_factory.mktemp("read only") / "register"
    folder.mkdir()
    with opened(folder, rows=True):
        pass
    with opened(folder, writing=False) as made:
        yield made


def why(widget: QWidget | None) -> str:
    """Why something is not to be used: by itself, or by what it stands in."""
    while widget is not None and not widget.toolTip():
        widget = widget.parentWidget()
    return widget.toolTip() if widget is not None else ""


def test_what_writes_cannot_be_pressed_and_says_why(frame: Frame) -> None:
    seen: set[str] = set()
    for name in (*PAGES, *REFERENCE):
        frame.workspace.go_wanted.emit(Go(name))
        page = frame.window.parts.stack.page()
        if isinstance(page, TablePage):
            page.list.table.selectRow(0)
            application().processEvents()
            assert isinstance(page.pane, DetailPane)
            page.pane.read_now()
        application().processEvents()
        for button in frame.window.findChildren(QAbstractButton):
            if button.isVisible() and button.objectName() in WRITES:
                seen.add(button.objectName())
                assert not button.isEnabled(), (name, button.objectName())
                assert why(button) == WHY, (name, button.objectName())
    assert seen == WRITES


def test_what_is_asked_for_by_a_key_says_why_not(frame: Frame) -> None:
    heard: list[str] = []
    frame.workspace.refused.connect(heard.append)
    (visit,) = frame.workspace.ask(lambda reader: visits.window(reader, TODAY, View(), 0, 1))
    for signal, wish in (
        (frame.workspace.edit_wanted, Edit(Kind.VISIT, visit.id)),
        (frame.workspace.deed_wanted, Do(VisitDeed.POSTPONE, visit.id)),
        (frame.workspace.log_wanted, visit.id),
    ):
        signal.emit(wish)
    frame.workspace.refused.disconnect(heard.append)
    assert heard == [WHY] * 3
