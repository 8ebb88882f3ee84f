"""The calendar page: its views, the way through them by keyboard, dating by key and by dragging, what has no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from db.commands.commitments import SetDue
from db.queries import commitments, search
from db.queries.calendar import days as calendar_days
from db.records.base import View
from db.records.calendar import CalendarItem, CalendarWish
from db.rules.periods import Period
from db.vocabulary import Kind, VisitStatus
from desktop.calendar import agenda
from desktop.calendar.chip import ItemChip
from desktop.calendar.page import CalendarPage
from desktop.calendar.top import AGENDA, MONTH, YEAR
from desktop.form.line_popover import PeriodPopover
from desktop.kit.theme import current
from desktop.table.grid import PaperList
from desktop.workspace import Do, Go
from tests.benchmarks.generate import generate
from tests.calendar_rows import fill_calendar
from tests.desktop.driver.frame import TODAY, Frame, opened

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case

Key = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, int]]:
    """The register with everything in it, made once."""
    folder = tmp_path_factory.mktemp("filled")
    with opened(folder) as found:
        ids = fill_calendar(found.workspace)
    return (folder / "follow-up.aide").read_bytes(), ids


@pytest.fixture
def frame(tmp_path: Path, filled: tuple[bytes, dict[str, int]]) -> Iterator[Frame]:
    (tmp_path / "follow-up.aide").write_bytes(filled[0])
    with opened(tmp_path) as found:
        found.ids = filled[1]
        yield found


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


def page(frame: Frame, view: str = AGENDA) -> CalendarPage:
    """Go to the calendar by its key, and to a view by its letter."""
    QTest.keyClick(frame.window, Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    shown = frame.window.parts.stack.page()
    assert isinstance(shown, CalendarPage)
    letter = {AGENDA: Key.Key_G, MONTH: Key.Key_M, YEAR: Key.Key_Y}[view]
    press(letter)
    assert shown.top.view == view
    return shown


def press(key: Key) -> None:
    QTest.keyClick(focus(), key)
    QApplication.processEvents()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def rows(shown: CalendarPage) -> list[CalendarItem]:
    model = shown.agenda.agenda
    found = [model.item(row) for row in range(model.rowCount())]
    return [each for each in found if each is not None]


def texts(shown: CalendarPage) -> list[str]:
    model = shown.agenda.agenda
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


# ---------------------------------------------------------------------------------------------------------- reaching it
def test_it_is_among_the_pages_and_begins_with_the_agenda(frame: Frame) -> None:
    QTest.keyClick(frame.window, Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    shown = frame.window.parts.stack.page()
    assert isinstance(shown, CalendarPage) and shown.top.view == AGENDA
    assert frame.window.parts.sidebar.page("calendar").isChecked()
    assert focus() is shown.agenda and shown.current_record() == frame.ids["day"]  # what comes next


def test_letters_choose_the_view_and_it_is_remembered(frame: Frame) -> None:
    shown = page(frame, YEAR)
    assert isinstance(focus(), QAbstractButton) and shown.isAncestorOf(focus())
    press(Key.Key_M)
    assert shown.top.view == MONTH
    frame.window.parts.stack.reload()
    again = frame.window.parts.stack.page()
    assert isinstance(again, CalendarPage) and again.top.view == MONTH


# -------------------------------------------------------------------------------------------------------------- agenda
def test_the_agenda_names_what_comes_under_its_days(frame: Frame) -> None:
    shown = page(frame)
    said = texts(shown)
    at = said.index("Tuesday, 24 November 2026")
    assert said[at + 1].startswith("Send the list of experts, Due · Due soon")
    assert said[0] == "On any of several days"
    assert Counter(each.key for each in rows(shown)).most_common(1)[0][1] == 1


def test_heads_can_be_weeks_and_months(frame: Frame) -> None:
    shown = page(frame)
    shown.top.choose_group("month")
    shown.top.narrowed.emit()
    heads = [each.text for each in shown.agenda.agenda.heads]
    assert heads[:3] == ["On any of several days", "November 2026", "December 2026"]
    shown.top.choose_group("week")
    shown.top.narrowed.emit()
    assert "Week from Monday, 23 November 2026" in [each.text for each in shown.agenda.agenda.heads]


def test_enter_opens_the_record(frame: Frame) -> None:
    page(frame)
    press(Key.Key_Return)
    shown = frame.window.parts.stack.page()
    assert shown is not None and shown.name == "commitments" and shown.current_record() == frame.ids["day"]


def test_an_agenda_reads_only_what_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(1_500, tmp_path / "follow-up.aide")
    sizes: list[int] = []
    window = calendar_days.window

    def counted(reader: object, today: date, wish: CalendarWish, start: int, size: int) -> object:
        sizes.append(size)
        return window(reader, today, wish, start, size)  # type: ignore[arg-type]

    monkeypatch.setattr(calendar_days, "window", counted)
    monkeypatch.setattr(agenda, "BLOCK", 10)
    with opened(tmp_path) as many:
        shown = page(many)
        assert shown.agenda.agenda.total > 60 and 0 < sum(sizes) <= 40
        assert len(rows(shown)) == shown.agenda.agenda.total


# --------------------------------------------------------------------------------------------------------------- month
def test_a_period_is_a_strip_and_a_visit_of_days_a_bar(frame: Frame) -> None:
    shown = page(frame, MONTH)
    over_all = {each.title for each in shown.month.band.items()}
    assert "Return state visit of Prime Minister Shehbaz Sharif to Kazakhstan" in over_all
    chips = [each for each in shown.month.findChildren(ItemChip) if each.isVisible() and each.item is not None]
    by_title: dict[str, list[ItemChip]] = {}
    for chip in chips:
        assert chip.item is not None
        by_title.setdefault(chip.item.title, []).append(chip)
    talks, across = by_title["Talks of the transport ministers"], by_title["Official visit of the Prime Minister"]
    cell = shown.month.cell(date(2026, 11, 25))
    assert cell is not None and len(talks) == 1
    assert 2.8 * cell.width() < talks[0].width() < 3 * cell.width()
    assert len(across) == 2  # it goes on in the week after
    strips = by_title["Draft the programme of co-operation"]
    assert all(each.item is not None and each.item.strip for each in strips) and 4 <= len(strips) <= 6


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_nothing_is_lost_and_nothing_lies_over_anything(frame: Frame, scale: float) -> None:
    """Every thing of a day is on a chip or counted behind "+n", whatever room there is."""
    frame.window.parts.theme.set_text_scale(scale)
    shown = page(frame, MONTH)
    QApplication.processEvents()
    wish = CalendarWish(first=date(2026, 10, 26), last=date(2026, 12, 6))
    found = frame.workspace.ask(partial(calendar_days.days, today=TODAY, wish=wish, per_day=500))
    band = {each.key for each in shown.month.band.items()}
    for week in shown.month.weeks():
        over, on_chips = week.overflow(), week.chips()
        for cell in week.cells:
            day = cell.facts.day
            every = [each for each in (*found.long, *found.short) if each.first <= day <= each.last]
            own = [each for each in every if each.key not in band]
            seen = [each for each in on_chips if each.first <= day <= each.last]
            assert len(seen) + over.get(day, 0) == len(own), day
            assert f"{len(own)} thing" in cell.accessibleName() or (not own and "nothing" in cell.accessibleName())
        shown_now = [each for each in week.findChildren(QAbstractButton) if each.isVisible() and each not in week.cells]
        for place, one in enumerate(shown_now):
            assert week.rect().contains(one.geometry())
            assert not any(one.geometry().intersects(other.geometry()) for other in shown_now[place + 1 :])


def test_arrows_walk_over_the_days_into_the_next_month(frame: Frame) -> None:
    shown = page(frame, MONTH)
    assert shown.day == TODAY
    press(Key.Key_Right)
    press(Key.Key_Down)
    assert shown.day == date(2026, 12, 1) and focus() is shown.month.cell(date(2026, 12, 1))
    press(Key.Key_PageUp)
    assert shown.day == date(2026, 11, 1)
    press(Key.Key_T)
    assert shown.day == TODAY and "Today" in focus().accessibleName()
    press(Key.Key_PageDown)
    assert shown.day == date(2026, 12, 23)


def test_enter_on_a_day_opens_its_only_thing_or_lists_all(frame: Frame) -> None:
    shown = page(frame, MONTH)
    shown.go_to(date(2026, 11, 20))
    press(Key.Key_Return)
    assert shown.top.view == AGENDA and focus() is shown.agenda
    item = shown.agenda.current()
    assert item is not None and item.first == date(2026, 11, 20)


def test_what_has_no_room_is_behind_a_number_that_leads_to_all(frame: Frame) -> None:
    shown = page(frame, MONTH)
    (week,) = [each for each in shown.month.weeks() if date(2026, 11, 20) in each.overflow()]
    (more,) = [
        each for each in week.findChildren(QAbstractButton)
        if each.isVisible() and "20 November" in each.accessibleName() and each not in week.cells
    ]  # fmt: skip
    assert more.text() == f"+{week.overflow()[date(2026, 11, 20)]}"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert shown.top.view == AGENDA and shown.day == date(2026, 11, 20)
    listed = [each for each in rows(shown) if each.first == date(2026, 11, 20) and not each.strip]
    assert len(listed) == 7


# ---------------------------------------------------------------------------------------------------------------- year
def test_a_year_counts_its_days_and_shows_windows_as_bars(frame: Frame) -> None:
    shown = page(frame, YEAR)
    november = shown.year.months[10]
    assert november.facts.counts[date(2026, 11, 20)] == 7
    assert any(each.title.startswith("Return state visit") for each in november.facts.long)
    assert focus() is november and november.accessibleName().startswith("November 2026, ")
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert shown.top.view == MONTH and shown.day == date(2026, 12, 1)
    press(Key.Key_Y)
    press(Key.Key_PageDown)
    assert shown.day.year == 2027


# --------------------------------------------------------------------------------------------------------------- dating
def drop(on: QWidget, data: QMimeData, at: QPoint) -> None:
    """Drop what is carried."""
    link, left, none = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(on, QDragEnterEvent(at, link, data, left, none))
    QApplication.sendEvent(on, QDropEvent(QPointF(at), link, data, left, none))


def due(frame: Frame, record: int) -> Period | None:
    return frame.workspace.ask(partial(commitments.lines, today=TODAY, ids=[record]))[0].due


def carried(shown: CalendarPage, kind: Kind, record: int) -> QMimeData:
    shown.undated.list.set_current((kind, record))
    data = shown.undated.list.carried()
    assert data is not None
    return data


def test_a_record_is_dragged_to_a_day_and_that_is_taken_back(frame: Frame) -> None:
    shown, record = page(frame, MONTH), frame.ids["undated2"]
    cell = shown.month.cell(date(2026, 11, 18))
    assert cell is not None
    data = carried(shown, Kind.COMMITMENT, record)
    drop(shown.month, data, cell.mapTo(shown.month, cell.rect().center()))
    assert due(frame, record) == Period.on(date(2026, 11, 18))
    assert record not in [each.id for each in shown.undated.found.lines]
    frame.workspace.undo()
    assert due(frame, record) is None
    assert record in [each.id for each in shown.undated.found.lines]


def test_a_day_is_not_written_over_what_somebody_else_stored(frame: Frame) -> None:
    shown, record = page(frame, MONTH), frame.ids["undated2"]
    cell = shown.month.cell(date(2026, 11, 18))
    assert cell is not None
    data = carried(shown, Kind.COMMITMENT, record)
    frame.store.run(SetDue((record,), Period.on(date(2027, 1, 5)), frame.store.seen()))
    said: list[str] = []
    frame.workspace.refused.connect(said.append)
    drop(shown.month, data, cell.mapTo(shown.month, cell.rect().center()))
    assert due(frame, record) == Period.on(date(2027, 1, 5)) and len(said) == 1


def test_of_a_visit_it_is_asked_whether_the_day_was_agreed(frame: Frame) -> None:
    shown, record = page(frame, MONTH), frame.ids["invited"]
    cell = shown.month.cell(date(2026, 11, 27))
    assert cell is not None
    drop(shown.month, carried(shown, Kind.VISIT, record), cell.mapTo(shown.month, cell.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["27 Nov 2026 was proposed", "27 Nov 2026 was agreed"]
    menu.actions()[1].trigger()
    menu.close()
    chips = [each.item for week in shown.month.weeks() for each in week.findChildren(ItemChip) if each.isVisible()]
    found = [each for each in chips if each is not None and each.record == record]
    listed = frame.workspace.ask(
        partial(
            calendar_days.days, today=TODAY, per_day=50,
            wish=CalendarWish(first=date(2026, 11, 27), last=date(2026, 11, 27)),
        )
    )  # fmt: skip
    (visit,) = [each for each in listed.short if each.record == record]
    assert visit.status is VisitStatus.SCHEDULED and len(found) <= 1


def test_a_key_gives_a_date_and_what_was_refused_stands_there_again(frame: Frame) -> None:
    shown, record = page(frame), frame.ids["undated2"]
    shown.undated.list.setFocus()
    shown.undated.list.set_current((Kind.COMMITMENT, record))
    press(Key.Key_D)
    asking = QApplication.activePopupWidget()
    assert isinstance(asking, PeriodPopover)
    frame.store.run(SetDue((record,), Period.on(date(2027, 1, 5)), frame.store.seen()))
    QTest.keyClicks(asking.period.editor, "10 Dec 2026")
    QTest.keyClick(asking.period.editor, Key.Key_Return)
    again = QApplication.activePopupWidget()
    assert isinstance(again, PeriodPopover) and again is not asking
    assert again.period.text() == "10 Dec 2026" and again.refusal.isVisible()
    QTest.keyClick(again.period.editor, Key.Key_Return)
    found = due(frame, record)
    assert found is not None and found.latest == date(2026, 12, 10)


def test_d_on_a_visit_opens_the_question_that_is_asked_everywhere(frame: Frame) -> None:
    shown, wishes = page(frame), list[object]()
    frame.workspace.deed_wanted.disconnect()
    frame.workspace.deed_wanted.connect(wishes.append)
    shown.undated.list.setFocus()
    shown.undated.list.set_current((Kind.VISIT, frame.ids["invited"]))
    press(Key.Key_D)
    (wish,) = wishes
    assert isinstance(wish, Do) and wish.visit == frame.ids["invited"]


# ------------------------------------------------------------------------------------------------------------- narrowed
def test_kinds_and_countries_narrow_all_of_it(frame: Frame) -> None:
    shown = page(frame)
    shown.top._kind.setCurrentIndex(1)
    shown.top._kind.activated.emit(1)
    assert {each.kind for each in rows(shown)} == {Kind.VISIT}
    assert {each.kind for each in shown.undated.found.lines} == {Kind.VISIT}
    frame.workspace.go_wanted.emit(Go("calendar", View.about(_country(frame))))
    assert shown.top.country == _country(frame)


def _country(frame: Frame) -> int:
    found = frame.workspace.ask(lambda reader: search.find(reader, "pakistan", 1, kinds=(Kind.PARTY,)))
    return found[0].id


def test_an_empty_month_says_what_could_stand_there(bare: Frame) -> None:
    shown = page(bare, MONTH)
    shown.top._kind.setCurrentIndex(2)
    shown.top._kind.activated.emit(2)
    shown.go_to(date(2027, 8, 5))
    assert shown.none.isVisible()
    many = shown.undated.found.total
    assert shown.none.words().startswith("Nothing in August 2027.")
    assert f"{many} thing" in shown.none.words()


def test_nothing_is_read_only_and_changed(tmp_path: Path, filled: tuple[bytes, dict[str, int]]) -> None:
    (tmp_path / "follow-up.aide").write_bytes(filled[0])
    with opened(tmp_path, writing=False) as frame:
        shown, said = page(frame, MONTH), list[str]()
        frame.workspace.refused.connect(said.append)
        cell = shown.month.cell(date(2026, 11, 18))
        assert cell is not None
        data = carried(shown, Kind.COMMITMENT, filled[1]["undated2"])
        drop(shown.month, data, cell.mapTo(shown.month, cell.rect().center()))
        assert len(said) == 1 and due(frame, filled[1]["undated2"]) is None


# ------------------------------------------------------------------------------------------------------ paper and files
def test_it_is_printed_as_a_list_of_the_days_that_are_shown(frame: Frame) -> None:
    shown, printed = page(frame), list[object]()
    frame.workspace.paper_wanted.disconnect()
    frame.workspace.paper_wanted.connect(printed.append)
    action = frame.window.parts.actions["print.list"]
    assert action.isEnabled()
    action.trigger()
    (listed,) = printed
    assert isinstance(listed, PaperList) and len(listed.rows) == shown.agenda.agenda.total
    assert listed.heading.note[0] == "View: November 2026 – January 2027"


def test_what_is_narrowed_is_written_as_a_calendar(frame: Frame) -> None:
    shown = page(frame)
    shown.top._kind.setCurrentIndex(1)
    shown.top._kind.activated.emit(1)
    wishes: list[object] = []
    frame.workspace.calendar_wanted.connect(wishes.append)
    button = shown.findChild(QAbstractButton, "calendar.export")
    assert button is not None
    button.click()
    (wish,) = wishes
    assert isinstance(wish, CalendarWish) and wish.kinds == (Kind.VISIT,)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


# -------------------------------------------------------------------------------------------------------- right to left
def test_a_page_from_right_to_left_is_the_mirror(frame: Frame) -> None:
    shown = page(frame, MONTH)
    cell = shown.month.cell(date(2026, 11, 23))
    assert cell is not None
    left = cell.geometry().x()
    assert left < current().px(20)
    frame.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    shown.resize(shown.width() - 1, shown.height())
    QApplication.processEvents()
    assert cell.geometry().right() > shown.month.width() - current().px(20)
    shown.go_to(TODAY)
    press(Key.Key_Left)
    assert shown.day == date(2026, 11, 24)
