"""The timeline as a widget: walked by keys, zoomed, reached by mouse, named, turned round, quick, and saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.kit.chart_entries import Entry
from desktop.kit.theme import Theme
from desktop.kit.time_chart import TimeChart
from desktop.kit.tokens import ToneName

TODAY = date(2026, 11, 23)
Key = Qt.Key
TONES: tuple[ToneName, ...] = ("success", "warning", "info", "critical")


def entry(key: int, days: int, length: int = 0, lane: int = 0, *, window: bool = False) -> Entry:
    first = TODAY + timedelta(days=days)
    return Entry(
        key, lane, f"Thing {key}", str(first), "Took place", "plane", TONES[key % 4], first,
        first + timedelta(days=length), window,
    )  # fmt: skip


def many(count: int, span: int, seed: int = 7) -> list[Entry]:
    """So many things over days on both sides of today."""
    rng = Random(seed)
    made = [entry(n, rng.randint(-span, span // 4), rng.choice((0, 0, 0, 5, 300)), n % 3) for n in range(count)]
    return sorted(made, key=lambda each: (each.first, each.last, each.key))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> Iterator[TimeChart]:
    found = TimeChart("Timeline", [("plane", "Visits"), ("file-signature", "Agreements"), ("handshake", "Promises")])
    qtbot.addWidget(found)
    found.resize(1000, 320)
    found.show()
    found.setFocus()
    QApplication.processEvents()
    yield found


def show(chart: TimeChart, entries: Sequence[Entry]) -> None:
    chart.show_entries(entries, TODAY)
    QApplication.processEvents()


def press(chart: TimeChart, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(chart, key)


@pytest.mark.parametrize("count", [1, 2, 40])
def test_every_thing_is_reached_by_the_arrow_keys(chart: TimeChart, count: int) -> None:
    entries = many(count, 50 * count)
    show(chart, entries)
    press(chart, Key.Key_Home)
    walked = [chart.current_key()]
    for _ in range(count - 1):
        press(chart, Key.Key_Right)
        walked.append(chart.current_key())
    assert walked == [each.key for each in entries]
    press(chart, Key.Key_Right)
    assert chart.current_key() == entries[-1].key
    for each in reversed(entries[:-1]):
        press(chart, Key.Key_Left)
        assert chart.current_key() == each.key


def test_two_thousand_are_reached_and_seen_when_they_are(chart: TimeChart) -> None:
    entries = many(2_000, 20_000)
    show(chart, entries)
    chart.zoom_by(6)
    press(chart, Key.Key_Home)
    for each in entries:
        assert chart.current_key() == each.key
        rect = chart.visualRect(chart.currentIndex())
        assert rect.right() >= 0 and rect.left() <= chart.viewport().width()
        press(chart, Key.Key_Right)


def test_the_first_arrow_begins_at_today(chart: TimeChart) -> None:
    show(chart, [entry(1, -900), entry(2, -1), entry(3, 1), entry(4, 900)])
    assert chart.current_key() is None
    press(chart, Key.Key_Right)
    assert chart.current_key() == 3


def test_up_and_down_change_the_lane_and_leave_at_its_edge(chart: TimeChart, qtbot: QtBot) -> None:
    show(chart, [entry(1, -50, lane=0), entry(2, -40, lane=2), entry(3, 40, lane=2)])
    press(chart, Key.Key_Home, Key.Key_Down)
    assert chart.current_key() == 2
    with qtbot.waitSignal(chart.edge) as heard:
        press(chart, Key.Key_Down)
    assert heard.args == [1]
    press(chart, Key.Key_Up)
    assert chart.current_key() == 1
    with qtbot.waitSignal(chart.edge) as heard:
        press(chart, Key.Key_Up)
    assert heard.args == [-1]


def test_enter_and_a_double_click_open(chart: TimeChart, qtbot: QtBot) -> None:
    show(chart, [entry(5, 0)])
    press(chart, Key.Key_Home)
    with qtbot.waitSignal(chart.opened) as heard:
        press(chart, Key.Key_Return)
    assert heard.args == [5]
    at = chart.visualRect(chart.currentIndex()).center()
    with qtbot.waitSignal(chart.opened) as heard:
        QTest.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [5]


def test_keys_zoom_move_and_fit(chart: TimeChart) -> None:
    show(chart, [entry(1, -500), entry(2, 500)])
    fitted = chart.scale.day
    QTest.keyClicks(chart, "+")
    assert chart.scale.day > fitted
    QTest.keyClicks(chart, "--")
    assert chart.scale.day < fitted
    QTest.keyClicks(chart, "0")
    assert chart.scale.day == fitted
    before = chart.scale.seen()
    press(chart, Key.Key_PageDown)
    assert chart.scale.seen()[0] > before[0]
    for _ in range(40):
        QTest.keyClicks(chart, "+")
    first, last = chart.scale.seen()
    assert 13 <= (last - first).days <= 15, "weeks"
    for _ in range(60):
        QTest.keyClicks(chart, "-")
    first, last = chart.scale.seen()
    assert (last - first).days > 20 * 365, "decades"


def wheel(chart: TimeChart, turned: int, held: Qt.KeyboardModifier) -> bool:
    at = QPointF(600, 60)
    event = QWheelEvent(
        at, chart.viewport().mapToGlobal(at.toPoint()), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(chart.viewport(), event)
    return event.isAccepted()


def test_the_wheel_zooms_with_ctrl_and_else_leaves_the_page_to_scroll(chart: TimeChart) -> None:
    show(chart, [entry(1, -500), entry(2, 500)])
    before = chart.scale.day
    assert wheel(chart, 120, Qt.KeyboardModifier.ControlModifier)
    assert chart.scale.day > before
    now = chart.scale.day
    assert not wheel(chart, 120, Qt.KeyboardModifier.NoModifier)
    assert chart.scale.day == now


def test_what_is_gathered_says_so_and_is_opened_by_the_mouse(chart: TimeChart) -> None:
    show(chart, [entry(n, 0) for n in range(9)])
    (more,) = chart.layout_now.more
    assert len(more.indexes) == 6 and "6 have no room" in chart.said()
    chart.open_more(more)
    menu = chart.findChild(QMenu)
    assert menu is not None and len(menu.actions()) == 6
    menu.close()
    press(chart, Key.Key_End)
    assert "6 of 6 gathered here" in chart.said()
    spread = [entry(n, 3 * n) for n in range(60)]
    show(chart, [*spread, entry(99, 20_000)])
    chart.fit()
    before = chart.scale.day
    chart.open_more(chart.layout_now.more[0])
    assert chart.scale.day > before, "What can be parted is zoomed in on."


def test_what_was_not_given_is_asked_for_once_and_told(chart: TimeChart, qtbot: QtBot) -> None:
    chart.show_entries(many(20, 400), TODAY, (date(1900, 1, 1), date(2030, 1, 1)), 500, 500)
    with qtbot.waitSignal(chart.range_wanted):
        chart.zoom_in()
    assert "20 of 500" in chart.said()
    with qtbot.assertNotEmitted(chart.range_wanted, wait=400):
        chart.show_entries(many(20, 400), TODAY, (date(1900, 1, 1), date(2030, 1, 1)), 500, 500)


def test_a_screen_reader_has_every_thing_by_name(chart: TimeChart) -> None:
    show(chart, [entry(1, -3), entry(2, 3)])
    spoken = QAccessible.queryAccessibleInterface(chart)
    assert spoken.text(QAccessible.Text.Name).startswith("Timeline")
    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert [name for name in names if name.startswith("Thing")] == [
        "Thing 1, 2026-11-20, Took place",
        "Thing 2, 2026-11-26, Took place",
    ]


def test_a_page_from_the_right_has_time_run_from_the_right(chart: TimeChart) -> None:
    show(chart, [entry(1, -300), entry(2, 300)])
    early, late = (chart.visualRect(chart.model().index(n, 0)) for n in (0, 1))
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = [chart.visualRect(chart.model().index(n, 0)) for n in (0, 1)]
    width = chart.viewport().width()
    assert turned == [rect.translated(width - rect.x() - rect.width() - rect.x(), 0) for rect in (early, late)]
    assert chart.indexAt(turned[1].center()).row() == 1
    press(chart, Key.Key_Home, Key.Key_Left)
    assert chart.current_key() == 2, "Left is onwards."


@pytest.mark.parametrize("look", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_at_any_size(
    chart: TimeChart, theme: Theme, look: Literal["light", "dark", "high_contrast"], scale: float
) -> None:
    show(chart, many(60, 900))
    theme.choose(look)
    theme.set_text_scale(scale)
    QApplication.processEvents()
    assert chart.height() == chart.sizeHint().height()
    for place in range(60):
        rect = chart.visualRect(chart.model().index(place, 0))
        assert rect.top() >= 0 and rect.bottom() < chart.height()
    image = chart.grab().toImage()
    ground = theme.colour("surface")
    assert image.pixelColor(image.width() - 2, image.height() - 2) == QColor(ground)
    theme.set_text_scale(1.0)


def test_titles_as_hostile_as_they_come_are_drawn(chart: TimeChart) -> None:
    texts = ("<img src=x>" * 20, "م" * 5_000, "a" * 100_000, "\u202eabc", "&&")
    made = [Entry(n, 0, text, "", "", "plane", "info", TODAY, TODAY) for n, text in enumerate(texts)]
    show(chart, made)
    chart.grab()
    press(chart, Key.Key_End)
    assert chart.said()
