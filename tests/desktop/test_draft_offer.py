"""What an earlier run did not store is offered on top of the page, opened where it was typed, or thrown away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from db.commands.visits import AddVisit, ChangeVisit
from db.queries import visits
from db.records.visits import VisitDraft
from db.vocabulary import Kind
from desktop.shell.draft_offer import SHOWN
from desktop.workspace import Go
from tests.desktop.driver import left_behind
from tests.desktop.driver.forms import CTRL, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk, words_on
from tests.desktop.driver.frame import TODAY, opened
from tests.desktop.driver.left_behind import (
    PLACES,
    PURPOSE,
    TITLE,
    begins,
    file,
    flush,
    kept,
    offer,
    press,
    record_of,
    type_visit,
)
from tests.desktop.driver.said import lines

CITIES = ("Almaty", "Shymkent", "Lahore", "Karachi", "Quetta")
assert len(CITIES) == SHOWN + 1


folder = left_behind.folder


def test_one_is_offered_in_a_sentence_and_opened(folder: Path) -> None:
    type_visit(folder, "Working vis")
    with opened(folder) as frame:
        (words,) = words_on(offer(frame))
        assert words.startswith("What you typed on ") and words.endswith(" was not saved: Visit “Working vis”.")
        press(offer(frame), "drafts.open")
        form = QApplication.activeModalWidget()
        assert form is not None and "What you typed earlier is back." in words_on(form)
        assert form.findChildren(QLineEdit, TITLE)[0].text() == "Working vis"
        assert not offer(frame).isVisible()


def test_one_is_discarded(folder: Path) -> None:
    type_visit(folder, "Working vis")
    with opened(folder) as frame:
        press(offer(frame), "drafts.discard")
        assert not offer(frame).isVisible()
        flush(frame.workspace)
    assert kept(folder) == ""


def test_a_closed_offer_comes_again_at_the_next_start(folder: Path) -> None:
    type_visit(folder, "Working vis")
    for _ in range(2):
        with opened(folder) as frame:
            buttons = offer(frame).findChildren(QAbstractButton)
            next(each for each in buttons if each.accessibleName() == "Close this message").click()
            assert not offer(frame).isVisible()


@pytest.mark.sampled(0)
def test_several_are_listed_and_opened_one_by_one(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        for number, place in enumerate(CITIES):
            officer.workspace.run(AddVisit(VisitDraft(title=f"Talks in {place}")))
            officer.asks_for(Kind.VISIT, record_of(officer, place))
            officer.types(PLACES, f"Place {number}")
            officer.presses(Key.Key_Escape)
        flush(officer.workspace)
    with opened(folder) as frame:
        words = words_on(offer(frame))
        assert words[0] == "What you typed was not saved:" and words[-1] == "1 more are offered after these."
        assert [each.partition(" · ")[0] for each in words[1:-1]] == [
            f"Visit “Talks in {place}”" for place in reversed(CITIES[1:])
        ]
        names = [each.accessibleName() for each in offer(frame).findChildren(QAbstractButton, "drafts.open")]
        assert names[0] == f"Open it: Visit “Talks in {CITIES[-1]}”"
        press(offer(frame), "drafts.discard", 1)
        words = words_on(offer(frame))
        assert len(words) == SHOWN + 1 and not any(CITIES[-2] in each for each in words)
        press(offer(frame), "drafts.open", 0)
        form = QApplication.activeModalWidget()
        assert form is not None and form.findChildren(QLineEdit, PLACES)[0].text() == f"Place {SHOWN}"
        QTest.keyClick(form, Key.Key_Return, CTRL)
        assert len(words_on(offer(frame))) == SHOWN
        flush(frame.workspace)
    assert kept(folder).count('"about"') == SHOWN - 1


def test_a_log_entry_comes_back_in_its_form_and_in_its_pane(folder: Path) -> None:
    with opened(folder, page="visits") as frame:
        record = record_of(Officer(frame.workspace, frame.window.parts.theme, frame.window), "return state visit")
        frame.workspace.go_wanted.emit(Go("visits", None, record))
        begins(frame, "Half a sent")
        frame.workspace.log_wanted.emit(record)
        form = QApplication.activeModalWidget()
        assert form is not None
        QTest.keyClicks(form.findChildren(QPlainTextEdit, "log.text")[0], "Called twi")
        flush(frame.workspace)
        form.close()
    with opened(folder) as frame:
        words = words_on(offer(frame))[1:]
        assert len(words) == 2 and all(each.startswith("Log entry on “Return state visit") for each in words)
        press(offer(frame), "drafts.open", 0)
        press(offer(frame), "drafts.open", 0)
        form = QApplication.activeModalWidget()
        shown = [each.toPlainText() for each in frame.window.findChildren(QPlainTextEdit) if each.isVisible()]
        assert form is not None and "Half a sent" in shown and "Called twi" in shown
        form.close()


def test_what_was_tomorrow_when_it_was_typed_stays_that_day(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        officer.asks_to_log(record_of(officer, RETURN_VISIT))
        officer.types("log.text", "Called")
        officer.types("log.next", "tomorrow")
        flush(officer.workspace)
    content = json.loads(kept(folder))
    assert content["drafts"][0]["day"] == "2026-11-23"
    content["drafts"][0]["day"] = "2026-11-20"
    file(folder).write_text(json.dumps(content), encoding="utf-8")
    with at_the_desk(folder) as officer:
        officer.asks_to_log(record_of(officer, RETURN_VISIT))
        assert (officer.reads("log.next"), officer.reads("log.when")) == ("21 Nov 2026", "20 Nov 2026")


@pytest.mark.sampled(0)
def test_a_sheet_that_was_being_written_comes_back(folder: Path) -> None:
    with opened(folder, page="briefings") as frame:
        (note,) = lines(frame.window, "note")
        note.setFocus()
        QTest.keyClicks(note, "Ask about the road")
        flush(frame.workspace)
    with opened(folder) as frame:
        assert "Briefing sheet on “" in words_on(offer(frame))[0]
        press(offer(frame), "drafts.open")
        (note,) = lines(frame.window, "note")
        assert note.isVisible() and note.toPlainText() == "Ask about the road"


@pytest.mark.sampled(0)
def test_a_draft_over_a_changed_record_says_so_beside_the_fields_that_differ(folder: Path) -> None:
    meanwhile = "This was changed in the meantime; your text will replace it."
    with at_the_desk(folder) as officer:
        record = record_of(officer, STATE_VISIT)
        officer.asks_for(Kind.VISIT, record)
        officer.types(PLACES, "Lahore")
        officer.types(PURPOSE, "Trade")
        officer.presses(Key.Key_Escape)
        flush(officer.workspace)
        card = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record))
        theirs = card.draft.model_copy(update={"places": "Karachi", "title": f"{card.draft.title}, again"})
        officer.workspace.run(ChangeVisit(record, card.head.version, theirs))
    for purpose in ("Trade", "Trade and"):  # closed once more without an answer, it is said again
        with at_the_desk(folder) as officer:
            officer.asks_for(Kind.VISIT, record)
            assert (officer.reads(PLACES), officer.reads(PURPOSE)) == ("Lahore", purpose)
            assert meanwhile in officer.beside(PLACES) and meanwhile not in officer.beside(PURPOSE)
            assert officer.reads(TITLE).endswith(", again"), "What was not typed into is as it is now."
            officer.types(PURPOSE, "Trade and")
            assert meanwhile in officer.beside(PLACES), "It stays while something else is typed."
            officer.presses(Key.Key_Escape)
            flush(officer.workspace)
    with at_the_desk(folder) as officer:
        officer.asks_for(Kind.VISIT, record)
        officer.presses(Key.Key_Return, CTRL)
        stored = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record)).draft
        assert (stored.places, stored.purpose) == ("Lahore", "Trade and")


def test_a_record_that_is_gone_leaves_its_words_to_be_copied(folder: Path) -> None:
    with at_the_desk(folder) as officer:
        officer.workspace.run(AddVisit(VisitDraft(title="Passing visit")))
        record = record_of(officer, "passing visit")
        officer.asks_for(Kind.VISIT, record)
        officer.types(PLACES, "Lahore")
        officer.presses(Key.Key_Escape)
        officer.workspace.undo()
        officer.workspace.run(AddVisit(VisitDraft(title="Another visit")))
        assert record_of(officer, "another visit") != record, "A number is never given twice."
        flush(officer.workspace)
    with opened(folder) as frame:
        press(offer(frame), "drafts.open")
        assert QApplication.activeModalWidget() is None and QApplication.clipboard().text() == "Lahore"
