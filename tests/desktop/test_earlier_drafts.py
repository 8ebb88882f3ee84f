"""What an earlier version of the program kept of unfinished typing stands again in the forms of this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from db.queries.base import uids
from db.vocabulary import ActionKind, Kind
from desktop.kit.theme import current
from desktop.shell.draft_offer import DraftOffer
from tests.desktop.driver import left_behind
from tests.desktop.driver.forms import CTRL, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import opened
from tests.desktop.driver.left_behind import file, press
from tests.desktop.driver.said import lines

folder = left_behind.folder
ENTRY: dict[str, Any] = {
    "text": "Half a sent", "kind": {"word": "ActionKind", "is": "meeting"}, "when": "today", "with_whom": "Embassy",
    "result": None, "next_step": "", "next_due": "tomorrow", "after": {"word": "VisitStage", "is": "accepted"},
    "direction": None, "reply_by": "", "files": [],
}  # fmt: skip


def left(folder: Path, about: str, typed: object, record: int | None = None, uid: str = "") -> None:
    """The file of drafts as the earlier version wrote it, three days ago."""
    draft = {
        "about": about, "name": "What was typed", "at": "2026-11-20T09:00:00Z", "day": "2026-11-20", "typed": typed,
        "wish": None, "before": {}, "record": record, "uid": uid,
    }  # fmt: skip
    file(folder).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file(folder).write_text(json.dumps({"format": 1, "of": "", "drafts": [draft]}), encoding="utf-8")


def the_visit(folder: Path, words: str) -> tuple[int, str]:
    """A visit of the register, and how it is known for ever."""
    with at_the_desk(folder) as officer:
        record = officer.the(Kind.VISIT, words)
        return record, officer.workspace.ask(lambda reader: uids(reader, (record,)))[record]


def test_a_log_entry_comes_back(folder: Path) -> None:
    record, uid = the_visit(folder, RETURN_VISIT)
    typed = {"has": {"typed": {"made": "Typed", "has": ENTRY}, "records": [record]}}
    left(folder, f"log dialog/{record}", typed, record, uid)
    with at_the_desk(folder) as officer:
        officer.asks_to_log(record)
        assert (officer.reads("log.text"), officer.reads("log.with")) == ("Half a sent", "Embassy")
        assert (officer.reads("log.when"), officer.reads("log.next")) == ("20 Nov 2026", "21 Nov 2026")
        officer.presses(Key.Key_Return, CTRL)
        (line,) = officer.log(record)
        assert line.kind is ActionKind.MEETING and line.stage_after is not None


def test_a_promise_and_a_composer_come_back(folder: Path) -> None:
    record, uid = the_visit(folder, STATE_VISIT)
    for about, typed, name, shown in (
        ("promise", ["Send the list", [], [], "tomorrow"], "promise.title", "Send the list"),
        ("log", {"made": "Typed", "has": ENTRY}, "composer.text", "Half a sent"),
    ):
        left(folder, f"{about}/{record}", typed, record, uid)
        with opened(folder, page="visits") as frame:
            page = frame.window.parts.stack.page()
            assert page is not None
            page.arrive(None, record)
            assert Officer(frame.workspace, current(), frame.window).reads(name) == shown


def test_a_sheet_comes_back(folder: Path) -> None:
    left(folder, "sheet", {"has": {"about": None, "audience": "the Ambassador", "points": "Transit", "note": "Ask."}})
    with opened(folder, page="briefings") as frame:
        (points,), (note,) = (lines(frame.window, name) for name in ("points", "note"))
        assert (points.toPlainText(), note.toPlainText()) == ("Transit", "Ask.")


def test_what_fits_nowhere_any_more_can_be_copied(folder: Path) -> None:
    record, uid = the_visit(folder, RETURN_VISIT)
    left(folder, f"log dialog/{record}", {"made": "Nothing", "has": {"text": "Half a sent"}}, record, uid)
    with opened(folder) as frame:
        frame.workspace.log_wanted.emit(record)
        form = QApplication.activeModalWidget()
        assert form is not None and form.findChildren(QPlainTextEdit, "log.text")[0].toPlainText() == ""
        form.close()
        (offer,) = frame.window.findChildren(DraftOffer)
        if offer.isVisible():
            press(offer, "drafts.open")
            assert "Half a sent" in QApplication.clipboard().text()
        assert file(folder).exists(), "What was typed is not thrown away."
