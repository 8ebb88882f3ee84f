"""The form of a visit: programme and delegations typed line by line or pasted, moved and removed by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db.commands.parties import AddParty
from db.commands.visits import AddVisit
from db.queries import visits
from db.records.base import CitationDraft
from db.records.parties import PartyDraft
from db.records.visits import DelegateDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.vocabulary import How, Kind, TalkFormat, VisitStage
from desktop.kit.plain import PlainLabel
from tests.desktop.driver.forms import CTRL, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY, opened

ALT = Qt.KeyboardModifier.AltModifier
TALKS, DELEGATES, TITLE = "field.visit.talks", "field.visit.delegates", "field.visit.title"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def draft(officer: Officer, words: str) -> VisitDraft:
    record = officer.the(Kind.VISIT, words)
    return officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record)).draft


def add(officer: Officer, **fields: object) -> int:
    made = VisitDraft.model_validate({"title": "Working visit", **fields})
    return officer.workspace.run(AddVisit(made)).record or 0


def first_line(officer: Officer) -> int:
    """The number in the name of the first line of the programme."""
    cells = officer.form.findChildren(QComboBox, QRegularExpression(r"^field\.visit\.talks\.\d+\.format$"))
    return min(int(each.objectName().split(".")[3]) for each in cells if each.isVisible())


def test_the_programme_grows_as_it_is_typed(officer: Officer, tmp_path: Path) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types(f"{TALKS}.0.day", "4 Feb 2027")
    officer.types(f"{TALKS}.0.time", "10:00")
    officer.chooses(f"{TALKS}.0.format", TalkFormat.NARROW)
    officer.types(f"{TALKS}.0.place", "Astana")
    officer.types(f"{TALKS}.1.topics", "Transit")
    officer.types(f"{TALKS}.1.participants", "Both ministers")
    assert officer.sees(f"{TALKS}.2.day", QLineEdit).text() == "", "There is always an empty line."
    officer.presses(Key.Key_Return, CTRL)
    record = officer.the(Kind.VISIT, "working visit")
    with opened(tmp_path / "follow-up.aide", writing=False) as store, store.read() as reader:
        first, second = visits.card(reader, TODAY, record).draft.talks
    assert (first.format, first.time, first.place) == (TalkFormat.NARROW, "10:00", "Astana")
    assert first.day is not None and first.day.earliest == date(2027, 2, 4)
    assert (second.format, second.topics, second.participants) == (TalkFormat.OTHER, "Transit", "Both ministers")
    officer.workspace.undo()
    assert officer.stored(Kind.VISIT, "working visit") == ()


def test_a_pasted_programme_becomes_lines(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.pastes(f"{TALKS}.0.day", "4 Feb 2027\n10:00 Talks\n12:00 Lunch")
    officer.pastes(f"{TALKS}.2.day", "5 Feb 2027\t9:00\tSigning\tPalace\tAgreements\tMinisters")
    officer.presses(Key.Key_Return, CTRL)
    talks = draft(officer, "working visit").talks
    assert [(each.time, each.topics) for each in talks] == [
        ("10:00", "Talks"),
        ("12:00", "Lunch"),
        ("9:00", "Agreements"),
    ]
    assert [each.day.earliest for each in talks if each.day] == [date(2027, 2, day) for day in (4, 4, 5)]
    assert talks[2].format is TalkFormat.SIGNING and talks[2].place == "Palace"


@pytest.mark.sampled(0)
def test_one_copied_word_is_pasted_into_its_cell(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.pastes(f"{TALKS}.0.place", "Astana")
    officer.presses(Key.Key_Return, CTRL)
    (talk,) = draft(officer, "working visit").talks
    assert talk.place == "Astana" and talk.topics == ""


def test_a_copied_list_is_taken_by_the_button(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, STATE_VISIT))
    application().clipboard().setText("★ A. Serik, Minister\nB. Omar, Envoy")
    officer.clicks("Paste a list: Delegations")
    officer.presses(Key.Key_Return, CTRL)
    visiting = officer.the(Kind.PARTY, "Kazakhstan")
    assert draft(officer, STATE_VISIT).delegates == (
        DelegateDraft(party=visiting, name="A. Serik", function="Minister", leads=True),
        DelegateDraft(party=visiting, name="B. Omar", function="Envoy"),
    )


def test_lines_are_moved_and_removed_by_keyboard_with_what_sources_say_of_them(officer: Officer) -> None:
    talks = tuple(TalkDraft(place=place) for place in ("Astana", "Almaty", "Turkistan"))
    cited = tuple(
        CitationDraft(field=f"talks.{place}.place", how=How.INFERRED, why=talk.place)
        for place, talk in enumerate(talks)
    )
    add(officer, talks=talks, citations=cited)
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, "working visit"))
    first = first_line(officer)
    officer.goes_to(f"{TALKS}.{first + 1}.place")
    officer.presses(Key.Key_Up, ALT)
    assert officer.focus == f"{TALKS}.{first + 1}.place", "The focus goes along."
    officer.goes_to(f"{TALKS}.{first + 2}.place")
    officer.presses(Key.Key_Down, ALT)
    officer.presses(Key.Key_Delete, ALT)
    assert officer.focus == f"{TALKS}.{first + 3}.day", "The focus goes to the line that took its place."
    officer.presses(Key.Key_Return, CTRL)
    stored = draft(officer, "working visit")
    assert [each.place for each in stored.talks] == ["Almaty", "Astana"]
    assert [(each.field, each.why) for each in stored.citations] == [
        ("talks.1.place", "Astana"),
        ("talks.0.place", "Almaty"),
    ]


@pytest.mark.sampled(0)
def test_a_line_has_a_menu_for_the_mouse(officer: Officer) -> None:
    add(officer, talks=(TalkDraft(place="Astana"), TalkDraft(place="Almaty")))
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, "working visit"))
    officer.clicks("Move or remove this programme item", 0)
    menu = application().activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.isEnabled() for each in menu.actions()] == [False, True, True]
    menu.setActiveAction(menu.actions()[1])
    QTest.keyClick(menu, Key.Key_Return)
    officer.presses(Key.Key_Return, CTRL)
    assert [each.place for each in draft(officer, "working visit").talks] == ["Almaty", "Astana"]


def test_delegations_stand_under_their_countries(officer: Officer) -> None:
    kaz, pak = officer.the(Kind.PARTY, "Kazakhstan"), officer.the(Kind.PARTY, "Pakistan")
    members = (DelegateDraft(name="B. Omar", party=pak), DelegateDraft(name="C. Guest"),
               DelegateDraft(name="A. Serik", party=kaz, leads=True))  # fmt: skip
    record = add(officer, from_party=kaz, to_party=pak, delegates=members)
    before = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record)).head.version
    officer.asks_for(Kind.VISIT, record)
    titles = ("Kazakhstan · visiting", "Pakistan · receiving", "Others, or side not stated")
    assert [each for each in officer.said() if each in titles] == list(titles)
    officer.presses(Key.Key_Return, CTRL)
    card = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record))
    assert card.head.version == before and card.draft.delegates == members, "Looking at a list does not sort it."
    officer.asks_for(Kind.VISIT, record)
    officer.types(f"{DELEGATES}.to_party.1.name", "D. Envoy")
    QTest.keyClick(officer.sees(f"{DELEGATES}.to_party.1.leads", QToolButton), Key.Key_Space)
    officer.presses(Key.Key_Return, CTRL)
    assert [(each.name, each.party, each.leads) for each in draft(officer, "working visit").delegates] == [
        ("A. Serik", kaz, True),
        ("B. Omar", pak, False),
        ("D. Envoy", pak, True),
        ("C. Guest", None, False),
    ]


@pytest.mark.sampled(0)
def test_delegations_follow_the_countries_that_are_chosen(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    assert "Choose the two countries to list each side" in officer.said()
    officer.picks("field.visit.from_party", "pak")
    officer.pastes(f"{DELEGATES}.from_party.0.name", "A. Serik, Minister\nB. Omar, Envoy")
    officer.picks("field.visit.from_party", "kaz")
    officer.presses(Key.Key_Return, CTRL)
    kaz = officer.the(Kind.PARTY, "Kazakhstan")
    assert [(each.name, each.party) for each in draft(officer, "working visit").delegates] == [
        ("A. Serik", kaz),
        ("B. Omar", kaz),
    ]


def test_a_line_that_cannot_be_stored_says_why_and_stays(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.types(f"{TALKS}.0.day", "31 Feb")
    officer.presses(Key.Key_Return, CTRL)
    assert any(words.startswith("No February has 31 days.") for words in officer.said())
    assert officer.reads(f"{TALKS}.0.day") == "31 Feb" and officer.stored(Kind.VISIT, "working visit") == ()
    officer.types(f"{TALKS}.0.day", "4 Feb 2027")
    officer.presses(Key.Key_Return, CTRL)
    assert len(draft(officer, "working visit").talks) == 1


@pytest.mark.sampled(0)
def test_lines_come_back_with_the_rest_of_what_was_typed(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.pastes(f"{TALKS}.0.day", "10:00 Talks\n12:00 Lunch")
    officer.types(f"{DELEGATES}.others.0.name", "A. Serik")
    officer.presses(Key.Key_Escape)
    officer.asks_for(Kind.VISIT)
    officer.presses(Key.Key_Return, CTRL)
    stored = draft(officer, "working visit")
    assert [each.topics for each in stored.talks] == ["Talks", "Lunch"]
    assert [each.name for each in stored.delegates] == ["A. Serik"]


@pytest.mark.parametrize(
    ("dates", "why"),
    [("24 Nov 2026", "These dates are still to come."), ("16-14 Nov 2026", "The end is before the start.")],
)
def test_a_visit_cannot_have_taken_place_tomorrow(officer: Officer, dates: str, why: str) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    officer.chooses("field.visit.stage", VisitStage.COMPLETED)
    officer.types("field.visit.dates", dates)
    officer.presses(Key.Key_Return, CTRL)
    assert why in officer.beside("field.visit.dates") and officer.focus == "field.visit.dates"
    assert officer.stored(Kind.VISIT, "working visit") == ()
    officer.types("field.visit.dates", "20 Nov 2026")
    officer.presses(Key.Key_Return, CTRL)
    assert draft(officer, "working visit").dates == Period.from_edtf("2026-11-20", "20 Nov 2026")


@pytest.mark.sampled(0)
def test_a_visit_of_a_year_is_warned_of(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.dates", "1 Dec 2026 - 30 Nov 2027")
    assert "This is a visit of 365 days." in officer.beside("field.visit.dates")
    assert officer.sees("field.visit.kind", QComboBox).currentText() == "Not stated"


def test_everything_that_takes_keys_has_a_name(officer: Officer) -> None:
    kaz, pak = officer.the(Kind.PARTY, "Kazakhstan"), officer.the(Kind.PARTY, "Pakistan")
    members = tuple(DelegateDraft(name="A. Serik", party=party) for party in (kaz, pak, None))
    record = add(officer, from_party=kaz, to_party=pak, delegates=members, talks=(TalkDraft(),))
    officer.asks_for(Kind.VISIT, record)
    keyed = [each for each in officer.form.findChildren(QWidget) if each.isVisible() and each.focusProxy() is None]
    keyed = [each for each in keyed if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(keyed) > 40
    assert [each for each in keyed if not (each.accessibleName() or getattr(each, "text", str)())] == []


def test_what_sources_say_of_a_line_stands_under_its_cells(officer: Officer) -> None:
    """Of the programme that the article tells of, as of every other field; it is there once the lines are."""
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, STATE_VISIT))
    application().processEvents()
    notes = officer.form.findChildren(PlainLabel, "field.note")
    said = [each.text() for each in notes if each.isVisible()]
    assert any(each.startswith("Stated: “narrow”") for each in said), said


@pytest.mark.parametrize(
    ("typed", "stage", "dates"),
    [
        ("12-14 May", VisitStage.COMPLETED, "2026-05-12/2026-05-14"),
        ("28 Nov", VisitStage.COMPLETED, "2025-11-28"),
        ("20-25 Nov", VisitStage.UNDER_WAY, "2026-11-20/2026-11-25"),
        ("12-14 May", VisitStage.DATES_AGREED, "2027-05-12/2027-05-14"),
        ("12-14 May", VisitStage.CANCELLED, "2027-05-12/2027-05-14"),
        ("12-14 May 2024", VisitStage.COMPLETED, "2024-05-12/2024-05-14"),
    ],
)
@pytest.mark.parametrize("stage_first", [True, False])
@pytest.mark.sampled(2)
def test_the_dates_look_back_where_the_visit_took_place(
    officer: Officer, typed: str, stage: VisitStage, dates: str, stage_first: bool
) -> None:
    """Whichever of the two is said first."""
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    if stage_first:
        officer.chooses("field.visit.stage", stage)
    officer.types("field.visit.dates", typed)
    if not stage_first:
        officer.chooses("field.visit.stage", stage)
    officer.presses(Key.Key_Return, CTRL)
    stored = draft(officer, "working visit").dates
    assert stored is not None and stored.edtf == dates


@pytest.mark.sampled(0)
def test_dates_that_are_stored_are_not_read_again(officer: Officer) -> None:
    """Saying that a visit took place moves none of its dates."""
    add(officer, stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-11-02/2026-11-03", "2-3 Nov"))
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, "working visit"))
    officer.chooses("field.visit.stage", VisitStage.COMPLETED)
    officer.presses(Key.Key_Return, CTRL)
    assert draft(officer, "working visit").dates == Period.from_edtf("2026-11-02/2026-11-03", "2-3 Nov")


def test_another_visit_begins_without_the_countries_of_the_first(officer: Officer) -> None:
    """The lists of the delegations are headed by what the fields say, not by what they said."""
    for name in ("Norland", "Suvaria"):
        officer.workspace.run(AddParty(PartyDraft(title=name)))
    officer.asks_for(Kind.VISIT)
    officer.types(TITLE, "Working visit")
    for field, name in (("from_party", "Norland"), ("to_party", "Suvaria")):
        officer.picks(f"field.visit.{field}", name)
    assert "Norland · visiting" in seen_labels(officer)
    officer.clicks("Save and add another")
    assert not [each for each in seen_labels(officer) if "· visiting" in each or "· receiving" in each]


def seen_labels(officer: Officer) -> list[str]:
    return [each.text() for each in officer.form.findChildren(PlainLabel) if each.isVisible()]
