"""The shared widgets, used by keyboard and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.rules import phrases
from db.rules.periods import Period
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.editors import Line, When
from desktop.form.field import Field
from desktop.form.line_popover import PeriodPopover
from desktop.kit.banner import Banner
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.quote import QuoteBox
from desktop.kit.row_list import Row, RowList
from desktop.kit.search_field import SearchField
from desktop.kit.snackbar import Snackbar
from desktop.kit.stepper import Step, Stepper
from desktop.kit.tabs import Tab, ViewTabs
from desktop.kit.theme import Theme
from desktop.kit.timeline import LogEntry, LogTimeline
from desktop.kit.window_bar import WindowBar
from desktop.page.panel import Panel
from desktop.shell.nav import NavButton
from tests.gallery import Gallery

# The windowless screen of the tests says so of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = date(2026, 11, 23)
ROWS = (
    Row(11, "hourglass", "waiting", "Name co-chairs", "Pakistan owes Kazakhstan", "4 Dec 2026", "in 11 days"),
    Row(12, "circle-dot", "info", "Propose a meeting", "Kazakhstan owes Pakistan", "Q1 2027", "in 4 months"),
)
Key = Qt.Key


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, "light")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """`widget` on the screen, closed at the end."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def test_everything_is_drawn_in_every_theme_direction_and_size(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    gallery = shown(qtbot, Gallery())
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        qapp.setLayoutDirection(direction)
        for choice in ("light", "dark", "high_contrast"):
            theme.choose(choice)
            assert not gallery.grab().isNull()
    theme.set_text_scale(2.0)
    assert not gallery.grab().isNull()


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    gallery = shown(qtbot, Gallery())
    visible = [widget for widget in gallery.findChildren(QWidget) if widget.isVisibleTo(gallery)]
    takes_focus = [widget for widget in visible if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert takes_focus
    assert [type(w).__name__ for w in takes_focus if not (w.accessibleName() or getattr(w, "text", str)())] == []


def test_labels_never_read_markup(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Protocol</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_elided_label_keeps_its_whole_text_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Continue transport and\nlogistics projects")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == "Continue transport and logistics projects"
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


def test_rows_are_walked_and_opened_by_keyboard(qtbot: QtBot) -> None:
    rows = RowList("Overdue")
    shown(qtbot, rows)
    rows.set_rows(ROWS)
    rows.set_row_actions([QAction("Log", rows)])
    rows.setFocus()
    assert rows.current_key() == 11
    with qtbot.waitSignal(rows.current_changed) as moved:
        QTest.keyClick(rows, Key.Key_Down)
    assert moved.args == [12]
    with qtbot.waitSignal(rows.edge) as left:
        QTest.keyClick(rows, Key.Key_Down)
    assert left.args == [1]
    with qtbot.waitSignal(rows.opened) as opened:
        QTest.keyClick(rows, Key.Key_Return)
    assert opened.args == [12]
    rows.set_rows(ROWS[::-1])
    assert rows.current_key() == 12


def test_a_row_is_read_aloud_whole(qtbot: QtBot) -> None:
    rows = RowList("Due")
    qtbot.addWidget(rows)
    rows.set_rows(ROWS)
    spoken = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Name co-chairs, Pakistan owes Kazakhstan, 4 Dec 2026, in 11 days"


def test_an_empty_list_takes_no_room_and_opens_nothing(qtbot: QtBot) -> None:
    rows = RowList("Overdue")
    shown(qtbot, rows)
    rows.set_rows(())
    QTest.keyClick(rows, Key.Key_Return)
    assert rows.current_key() is None
    assert rows.height() == 0


def test_a_typed_date_is_echoed(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "Due")
    shown(qtbot, edit)
    with qtbot.waitSignal(edit.changed):
        QTest.keyClicks(edit.editor, "15 jan 2027")
    assert edit.period is not None and edit.period.latest == date(2027, 1, 15)
    assert edit.valid and edit.problem == ""


def test_what_is_not_a_date_stays_and_is_explained_on_leaving(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "Due")
    shown(qtbot, edit)
    QTest.keyClicks(edit.editor, "when they can")
    visible = [label.text() for label in edit.findChildren(QLabel) if label.isVisible()]
    assert phrases.HINT not in visible
    QTest.keyClick(edit.editor, Key.Key_Return)
    visible = [label.text() for label in edit.findChildren(QLabel) if label.isVisible()]
    assert phrases.HINT in visible
    assert edit.text() == "when they can" and edit.period is None and not edit.valid
    edit.set_text("")
    assert edit.valid


def test_words_that_are_no_date_are_kept_with_enter(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "Due")
    shown(qtbot, edit)
    QTest.keyClicks(edit.editor, "in the near future")
    QTest.keyClick(edit.editor, Key.Key_Return)
    assert (edit.period, edit.problem) == (None, phrases.HINT), "It is explained before anything is kept."
    with qtbot.waitSignal(edit.changed):
        QTest.keyClick(edit.editor, Key.Key_Return)
    assert edit.period == Period.text("in the near future") and edit.valid
    assert edit.text() == "“in the near future”"


@pytest.mark.parametrize("enter", [(Key.Key_Return,), (Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)])
def test_enter_in_a_pop_up_explains_then_keeps_the_words_and_then_answers(qtbot: QtBot, enter: tuple[Any, ...]) -> None:
    holder = QWidget()
    shown(qtbot, holder)
    popover = PeriodPopover("Due", "Set", TODAY, holder)
    answers: list[object] = []
    popover.answered.connect(answers.append)
    popover.open_at(QPoint())
    line = popover.period.editor
    QTest.keyClicks(line, "in the near future")
    QTest.keyClick(line, *enter)
    assert (popover.refusal.text(), line.text()) == (phrases.HINT, "in the near future")
    QTest.keyClick(line, *enter)
    assert (answers, line.text()) == ([], "“in the near future”")
    assert popover.refusal.isHidden(), "What was kept is no longer refused."
    QTest.keyClick(line, *enter)
    assert answers == [Period.text("in the near future")]


def test_what_was_typed_of_what_happened_is_of_the_same_past_day_later(qtbot: QtBot) -> None:
    holder = QWidget()
    shown(qtbot, holder)
    done_on = When(date(2027, 2, 2), holder, past=True)
    assert done_on.lasting(("29 Jan", None, False), date(2027, 2, 1)) == ("29 Jan 2027", None, False)
    due = When(date(2027, 2, 2), holder)
    assert due.lasting(("29 Jan", None, False), date(2027, 2, 1)) == ("29 Jan 2028", None, False)


@pytest.mark.parametrize("text", ["29 Feb 2027", "16-14 Dec", "04/05/2027", "Thu 27 Nov 2026"])
@pytest.mark.sampled(2)
def test_what_is_refused_with_a_reason_or_asked_about_is_not_kept_as_words(qtbot: QtBot, text: str) -> None:
    edit = PeriodEdit(TODAY, "Due")
    shown(qtbot, edit)
    edit.set_text(text)
    edit.editor.editingFinished.emit()
    problem = edit.problem
    for _ in range(2):
        QTest.keyClick(edit.editor, Key.Key_Return)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
    assert (edit.period, edit.problem, edit.text()) == (None, problem, text)


def test_a_day_of_what_happened_is_the_nearest_past_one_and_no_words(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "Done on", one_day=True, past=True)
    shown(qtbot, edit)
    edit.set_text("3 Nov")
    done_on = edit.period
    assert done_on is not None and done_on.latest == date(2026, 11, 3)
    edit.set_text("soon")
    for _ in range(2):
        QTest.keyClick(edit.editor, Key.Key_Return)
    assert (edit.period, edit.problem) == (None, "One day, for example today, yesterday or 20 Nov.")


def test_a_date_in_two_orders_is_never_guessed(qtbot: QtBot) -> None:
    edit = PeriodEdit(TODAY, "Due")
    shown(qtbot, edit)
    QTest.keyClicks(edit.editor, "04/05/2027")
    assert edit.period is None and "Which day: 4 May 2027 or 5 Apr 2027?" in edit.problem
    QTest.keyClick(edit.editor, Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Key.Key_Return)
    assert edit.problem == ""
    assert edit.text() == "04/05/2027"


def test_a_date_field_says_what_is_wrong_once(qtbot: QtBot) -> None:
    holder = QWidget()
    when = When(TODAY, holder)
    edit, field = when.edit, Field("&Due", when)
    shown(qtbot, field)
    QTest.keyClicks(edit.editor, "soonish")
    QTest.keyClick(edit.editor, Key.Key_Return)
    visible = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert visible.count(phrases.HINT) == 1
    assert edit.editor.property("state") == "error"


def test_a_field_tells_errors_and_warnings(qtbot: QtBot) -> None:
    holder = QWidget()
    line = Line(holder)
    editor, field = line.line, Field("&Title", line, hint="A few words are enough.")
    qtbot.addWidget(field)
    assert editor.accessibleName() == "Title"
    field.set_error("A title is needed.")
    assert (editor.property("state"), editor.accessibleDescription()) == ("error", "A title is needed.")
    field.set_warning("Another visit on the same days.")
    assert editor.property("state") == "warning"
    field.clear()
    assert (editor.property("state"), editor.accessibleDescription()) == ("", "A few words are enough.")


def test_tabs_are_chosen_and_keep_their_choice(qtbot: QtBot) -> None:
    tabs = ViewTabs("Views")
    shown(qtbot, tabs)
    tabs.set_tabs((Tab("open", "All open", 13), Tab("late", "Overdue", 2)))
    assert tabs.current() == "open"
    with qtbot.waitSignal(tabs.current_changed) as chosen:
        tabs.set_current("late")
    assert chosen.args == ["late"]
    with qtbot.assertNotEmitted(tabs.current_changed):
        tabs.set_tabs((Tab("open", "All open", 12), Tab("late", "Overdue", 3)))
    assert tabs.current() == "late"


def test_steps_are_buttons_that_name_themselves(qtbot: QtBot) -> None:
    stepper = Stepper((Step("Signed", "done", "Feb 2026"), Step("In force", "not_stated", "not stated", "force")))
    shown(qtbot, stepper)
    second = stepper.findChildren(QWidget)[-1]
    assert second.accessibleName() == "In force, not stated"
    with qtbot.waitSignal(stepper.activated) as pressed:
        QTest.keyClick(second, Key.Key_Space)
    assert pressed.args == ["force"]


def test_a_log_entry_opens_by_keyboard(qtbot: QtBot) -> None:
    log = LogTimeline((LogEntry(5, "phone", "Call", "12 Nov 2026", "A. Serik", "Asked again."),))
    shown(qtbot, log)
    row = next(w for w in log.findChildren(QWidget) if w.focusPolicy() == Qt.FocusPolicy.StrongFocus)
    assert row.accessibleName() == "Call, 12 Nov 2026, A. Serik, Asked again."
    with qtbot.waitSignal(log.activated) as opened:
        QTest.keyClick(row, Key.Key_Return)
    assert opened.args == [5]


def test_the_message_after_a_change_can_be_undone_and_is_replaced(qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(800, 400)
    shown(qtbot, host)
    bar = Snackbar(host)
    bar.show_message("Marked kept.")
    bar.show_message("Moved 3 commitments to Trash.")
    assert bar.accessibleName() == "Moved 3 commitments to Trash."
    assert host.rect().contains(bar.geometry())
    host.resize(500, 300)
    assert host.rect().contains(bar.geometry())
    undo = next(w for w in bar.findChildren(QWidget) if getattr(w, "text", str)() == "Undo")
    with qtbot.waitSignal(bar.triggered):
        QTest.keyClick(undo, Key.Key_Space)
    assert not bar.isVisible()


def test_counts_are_part_of_the_name_of_a_sidebar_row(qtbot: QtBot) -> None:
    button = NavButton("Today", "sun")
    qtbot.addWidget(button)
    button.set_count(7, urgent=True)
    assert button.accessibleName() == "Today, 7"
    button.set_count(7, "7 need attention: 7 overdue", urgent=True)
    assert button.accessibleName() == "Today, 7 need attention: 7 overdue"
    assert button.toolTip() == "7 need attention: 7 overdue"
    button.set_count(0, "")
    assert (button.accessibleName(), button.toolTip()) == ("Today", "")
    button.set_compact(True)
    assert button.toolTip() == "Today"


def test_the_header_field_opens_the_palette_and_the_list_field_types(qtbot: QtBot) -> None:
    header = SearchField("Search or run a command", "Ctrl+K")
    header.setReadOnly(True)
    shown(qtbot, header)
    with qtbot.waitSignal(header.pressed):
        QTest.mouseClick(header, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(header.pressed):
        QTest.keyClick(header, Key.Key_Return)
    find = SearchField("Find in this list")
    shown(qtbot, find)
    QTest.keyClicks(find, "energy")
    assert find.text() == "energy"


def test_a_quotation_is_copied_word_for_word_and_keeps_its_direction(qtbot: QtBot, qapp: QApplication) -> None:
    quote = QuoteBox("“پاکستان کے ساتھ تعاون”", "Press service")
    shown(qtbot, quote)
    words = quote.findChildren(PlainLabel)[0]
    assert words.layoutDirection() == Qt.LayoutDirection.RightToLeft
    copy = next(w for w in quote.findChildren(QWidget) if w.accessibleName() == "Copy the quotation")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == "“پاکستان کے ساتھ تعاون”"


def test_banner_and_card_say_what_was_pressed(qtbot: QtBot) -> None:
    banner = Banner("Last backup was 12 days ago.", "warning", ("Back up now", "Later"), closable=True)
    shown(qtbot, banner)
    later = next(w for w in banner.findChildren(QWidget) if getattr(w, "text", str)() == "Later")
    with qtbot.waitSignal(banner.pressed) as pressed:
        QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    assert pressed.args == [1]
    card = Panel("Overdue", count=2, link="Show all")
    shown(qtbot, card)
    link = next(w for w in card.findChildren(QWidget) if w.accessibleName() == "Overdue: Show all")
    with qtbot.waitSignal(card.link_clicked):
        QTest.keyClick(link, Key.Key_Space)


def test_a_window_bar_says_itself_in_one_sentence(qtbot: QtBot) -> None:
    bar = WindowBar("Invited 4 Feb 2026", "31 Dec 2026", 1.4, "The window ended on 31 December")
    shown(qtbot, bar)
    assert bar.accessibleName() == "The window ended on 31 December"
    assert not bar.grab().isNull()
