"""Sources in the window: pasted or read from a file, words selected and quoted, and seen again where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.rules.text import clean
from db.vocabulary import How, Kind, Standing
from desktop.form.citations import Letters
from desktop.kit.theme import Theme
from desktop.shell.rooms import noun
from desktop.sources.page import SourcesPage
from desktop.sources.view import SourceView
from tests.campaigns import examples
from tests.desktop.driver.at_sources import TEXT, Reader, reading, soon
from tests.desktop.driver.forms import CTRL, Key, at_the_desk, words_on
from tests.desktop.driver.frame import application
from tests.documents import ENGLISH

LEFT = Qt.MouseButton.LeftButton
RETURN_VISIT = "Return state visit of Prime Minister Shehbaz Sharif to Kazakhstan"


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Reader]:
    with reading(tmp_path) as somebody:
        yield somebody


@pytest.mark.parametrize("words", ["Almaty", "бірлескен декларацияға", "قازقستان کے سرکاری", "Исламабад", "🇰🇿 Almaty"])
@pytest.mark.sampled(2)
def test_words_are_selected_quoted_and_found_again_in_the_file(reader: Reader, words: str) -> None:
    source = reader.pastes_a_source()
    reader.opens(source)
    reader.selects(words)
    reader.presses(Key.Key_Q)
    assert words in reader.said()
    reader.picks("field.quote.record", "return state")
    reader.chooses_field("Purpose")
    reader.types("field.quote.says", "a visit")
    reader.presses(Key.Key_Return, CTRL)
    assert not reader.has_form()
    line = reader.one_quotation(source)
    text = reader.in_the_file(source).draft.text
    assert "\r" not in text and line.start is not None and line.end is not None
    assert text[line.start : line.end] == line.words == words
    (use,) = line.uses
    assert (use.record.title, use.field, use.how, use.says) == (RETURN_VISIT, "purpose", How.STATED, "a visit")
    assert reader.text.marked() == ((line.start, line.end),)


def test_a_word_is_quoted_with_the_mouse(reader: Reader) -> None:
    source = reader.pastes_a_source()
    reader.opens(source)
    assert not reader.page.reader.quote.isEnabled()
    reader.double_clicks("Исламабад")
    reader.clicks("Quote…")
    reader.types("field.quote.translation", "Islamabad")
    reader.picks("field.quote.speaker", "tokayev")
    reader.clicks("Quote")
    line = reader.one_quotation(source)
    assert (line.words, line.translation, line.uses) == ("Исламабад", "Islamabad", ())
    assert line.speaker is not None and "Tokayev" in line.speaker.title
    assert reader.rows(reader.page.quotations.rows) == ["Исламабад, Speaks for nothing yet"]


@pytest.mark.sampled(0)
def test_the_same_words_speak_for_two_fields_and_are_quoted_once(reader: Reader) -> None:
    source = reader.pastes_a_source()
    for field in ("Purpose", "Places"):
        reader.opens(source)
        reader.selects("Almaty")
        reader.presses(Key.Key_Q)
        reader.picks("field.quote.record", "return state")
        reader.chooses_field(field)
        reader.clicks("Quote")
    assert [use.field for use in reader.one_quotation(source).uses] == ["purpose", "places"]
    (row,) = reader.rows(reader.page.quotations.rows)
    assert row == f"Almaty, Purpose: {RETURN_VISIT} · Places: {RETURN_VISIT}"
    QTest.mouseClick(reader.button("source.uncite"), LEFT)
    assert [use.field for use in reader.one_quotation(source).uses] == ["places"]
    reader.workspace.undo()
    assert len(reader.one_quotation(source).uses) == 2


@pytest.mark.sampled(0)
def test_what_is_inferred_needs_its_reason(reader: Reader) -> None:
    source = reader.pastes_a_source()
    reader.opens(source)
    reader.selects("Almaty")
    reader.presses(Key.Key_Q)
    reader.picks("field.quote.record", "return state")
    reader.chooses("field.quote.how", How.INFERRED)
    reader.clicks("Quote")
    assert reader.beside("field.quote.why") == ["Say what it is concluded from."]
    assert reader.in_the_file(source).quotations == ()
    reader.types("field.quote.why", "The text is dated there")
    reader.clicks("Quote")
    (use,) = reader.one_quotation(source).uses
    assert (use.how, use.why, use.field) == (How.INFERRED, "The text is dated there", "")


@pytest.mark.parametrize("by_form", [False, True], ids=["at once", "through the form"])
def test_a_commitment_is_made_from_its_words(reader: Reader, by_form: bool) -> None:
    source = reader.pastes_a_source()
    reader.opens(source)
    reader.selects("Стороны подписали Совместную декларацию")
    if by_form:
        reader.presses(Key.Key_Q)
        reader.types("field.quote.says", "signed")
        reader.takes(reader.sees("quote.new", QPushButton).menu(), "New commitment…")
    else:
        reader.takes(reader.page.reader.new.menu(), "New commitment…")
    assert reader.reads("field.commitment.title") == "Стороны подписали Совместную декларацию"
    said = "signed" if by_form else "Стороны подписали Совместную декларацию"
    assert reader.noted("field.commitment.title") == f"Stated: “{said}” · Statement"
    assert reader.in_the_file(source).quotations == (), "nothing is stored before the form is"
    reader.types("field.commitment.title", "Sign the declaration")
    reader.presses(Key.Key_Return, CTRL)
    line = reader.one_quotation(source)
    (use,) = line.uses
    assert line.words == "Стороны подписали Совместную декларацию"
    assert (use.record.kind, use.record.title, use.field) == (Kind.COMMITMENT, "Sign the declaration", "title")
    reader.workspace.undo()
    assert reader.in_the_file(source).quotations == () and not reader.stored(Kind.COMMITMENT, "declaration")


def test_a_source_is_cited_as_a_whole(reader: Reader) -> None:
    source = reader.pastes_a_source("")
    reader.opens(source)
    QTest.mouseClick(reader.button("source.cite"), LEFT)
    reader.clicks("Cite")
    assert reader.beside("field.quote.record") == ["Choose a record."]
    reader.picks("field.quote.record", "return state")
    reader.types("field.quote.page", "12")
    reader.clicks("Cite")
    (use,) = reader.in_the_file(source).uses
    assert (use.record.title, use.page) == (RETURN_VISIT, "12")
    assert reader.rows(reader.page.quotations.rows) == [f"The source as a whole, the whole record: {RETURN_VISIT}"]


# ----------------------------------------------------------------------------------------------- places that are wrong
def test_words_that_moved_or_went_are_seen(reader: Reader) -> None:
    source = reader.pastes_a_source()
    for words in ("Almaty", "Исламабад"):
        reader.has_quoted(source, words, None)
    reader.opens(source)
    QTest.mouseClick(reader.button("source.edit"), LEFT)
    application().processEvents()
    reader.pastes_over("field.source.text", f"A new head.\n{TEXT}".replace("Исламабад", "Пешавар"))
    reader.presses(Key.Key_Return, CTRL)
    assert reader.rows(reader.page.quotations.rows) == [
        "Almaty, Speaks for nothing yet",
        "Исламабад, Not in the text · Speaks for nothing yet",
    ]
    assert "1 quote is not in this text; its words are kept at the side." in words_on(reader.page.reader)
    first, lost = reader.in_the_file(source).quotations
    text = reader.in_the_file(source).draft.text
    assert text[first.start : first.end] == "Almaty" and lost.standing is Standing.MISSING


@pytest.mark.sampled(0)
def test_a_damaged_place_is_found_again_and_put_right(reader: Reader) -> None:
    source = reader.pastes_a_source()
    reader.has_quoted(source, "Исламабад", None)
    reader.damages(source, start=2)
    reader.opens(source)
    start = reader.card(source).draft.text.index("Исламабад")
    assert reader.text.marked() == ((start, start + 9),), "they are marked where they stand"
    assert "Found at another place" in words_on(reader.page.quotations)
    reader.clicks("Keep the places found")
    line = reader.one_quotation(source)
    assert (line.start, line.standing) == (start, Standing.THERE)


def test_a_source_on_which_facts_rest_is_not_thrown_away(reader: Reader) -> None:
    source = reader.pastes_a_source()
    reader.has_quoted(source, "Almaty", reader.record(Kind.VISIT, "return state"))
    reader.opens(source)
    reader.page.list.take_focus()
    reader.frame.window.parts.actions["record.trash"].trigger()
    assert any("cannot go to Trash" in said for said in words_on(reader.frame.window.parts.snackbar))
    assert source in reader.stored(Kind.SOURCE)


# ----------------------------------------------------------------------------------------------- seen from the records
@pytest.mark.sampled(0)
def test_sources_that_differ_are_both_shown(reader: Reader) -> None:
    visit = reader.record(Kind.VISIT, "return state")
    one, other = reader.add(TEXT, "First paper"), reader.add(TEXT, "Second paper")
    reader.has_quoted(one, "Almaty", visit, "places", "Almaty")
    reader.has_quoted(other, "Исламабад", visit, "places", "Islamabad")
    reader.goes("visits", visit)
    warned = "Two sources differ: “Almaty” (First paper) · “Islamabad” (Second paper)"
    assert warned in words_on(reader.frame.window)
    reader.asks_for(Kind.VISIT, visit)
    assert reader.noted("field.visit.places").splitlines()[::2] == [
        "Sources differ.", "Stated: “Almaty” · First paper"
    ]  # fmt: skip
    assert "Stated: “Islamabad” · Second paper" in reader.noted("field.visit.places")


def test_one_click_shows_the_words_marked_in_their_source(reader: Reader) -> None:
    visit, source = reader.record(Kind.VISIT, "return state"), reader.add(f"{ENGLISH}\n" * 200 + TEXT, "Long paper")
    reader.has_quoted(source, "قازقستان کے سرکاری", visit, "purpose")
    reader.goes("visits", visit)
    (link,) = (each for each in reader.frame.window.findChildren(QPushButton) if each.text() == "Long paper")
    link.click()
    text = reader.text
    assert reader.page.current_record() == source and text.textCursor().selectedText() == "قازقستان کے سرکاری"
    assert text.viewport().rect().contains(text.cursorRect()), "they are in view"
    line = reader.page.quotations.current()
    assert line is not None and line.words == "قازقستان کے سرکاری"


def test_an_action_is_logged_on_a_record_and_not_on_a_source(reader: Reader) -> None:
    reader.opens(reader.add(TEXT))
    reader.page.list.take_focus()
    reader.frame.window.parts.actions["record.log"].trigger()
    application().processEvents()
    assert reader.sees("log.record.find", QLineEdit).text() == ""


def test_a_register_that_is_only_read_is_not_quoted_into(qtbot: QtBot, tmp_path: Path) -> None:
    with at_the_desk(tmp_path, writing=False) as officer:
        page = SourcesPage(officer.workspace, officer.window, noun_of=noun)
        page.arrive(None, officer.the(Kind.SOURCE, "article"))
        assert page.reader.card is not None
        page.reader.show_quotation(page.reader.card.quotations[0])
        assert page.reader.quotation() is not None, "there are words that could be quoted"
        tools = (page.reader.quote, page.reader.new, page.reader.cite, page.reader.edit)
        assert not any(each.isEnabled() for each in tools)


def test_the_starter_article_is_listed_with_its_quotes_and_without_its_text(reader: Reader) -> None:
    (source,) = reader.stored(Kind.SOURCE)
    reader.opens(source)
    assert "The text of this source is not kept here; only what was quoted from it is." in words_on(reader.page)
    rows = reader.rows(reader.page.quotations.rows)
    assert len(rows) == 43 and rows[-1].startswith("The source as a whole, ")
    reader.page.list.finder.setText("nobody")
    assert "No source contains these words." in words_on(reader.page)
    reader.page.list.finder.setText("article")
    assert len(reader.rows(reader.page.list.rows)) == 1


# --------------------------------------------------------------------------------------------------------------- places
@examples(60)
@given(st.text(max_size=60).map(clean))
def test_places_of_a_text_are_those_of_the_screen(text: str) -> None:
    letters = Letters(text)
    for place in range(len(text) + 1):
        units = letters.to_qt(place)
        assert units == len(text[:place].encode("utf-16-le")) // 2
        assert letters.from_qt(units) == place


@pytest.fixture(scope="module")
def view() -> Iterator[SourceView]:
    theme = Theme(application(), "light")
    made = SourceView()
    yield made
    made.deleteLater()
    theme.deleteLater()


def _is_marked(view: SourceView, place: tuple[int, int]) -> bool:
    return place in view.marked()


@pytest.mark.sampled(0)
def test_of_a_long_text_what_is_seen_is_marked(view: SourceView) -> None:
    lines = [f"Line {number} of many." for number in range(3000)]
    text = "\n".join(lines)
    places = [(start := text.index(each), start + len(each)) for each in lines]
    view.resize(400, 300)
    view.show()
    view.show_text(text)
    view.mark(places)
    for number in (0, 2999, 1500, 7, 1501):
        view.select(*places[number])
        soon(partial(_is_marked, view, places[number]))
        assert len(view.marked()) < 100
        view.verticalScrollBar().setValue(2999 - number)
        seen = places[view.firstVisibleBlock().blockNumber()]
        soon(partial(_is_marked, view, seen))
        assert len(view.marked()) < 100
    view.hide()


@examples(20)
@given(st.text("aبі\u0301\u2028\u2029\n\t🇰 ", min_size=1, max_size=30).map(clean), st.data())
def test_what_is_selected_is_what_stands_there(view: SourceView, text: str, data: st.DataObject) -> None:
    view.show_text(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view.select(start, end)
    chosen = view.selected()
    words = text[start:end].strip()
    assert (view.words(*chosen) if chosen else "") == words
    view.mark([(start, end)])
    assert view.marked() == ((start, end),)
