"""Settings: rules are switched, added and edited; days off of a country are struck, restored and added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db import reminder_rules, working_days
from db.commands.working_days import ChooseWorkingCountry
from db.records.reminders import RuleLine
from db.records.working_days import DayOff
from db.vocabulary import DateField, Edge, Kind, Known
from desktop.form.editors import Line, OneOf
from desktop.form.popover import FormPopover
from desktop.kit.row_list import RowList
from desktop.shell.rule_form import RULE, RuleAsked, RuleDialog
from desktop.shell.settings_page import SettingsPage
from desktop.workspace import Edit
from tests.desktop.driver.frame import Frame, application, opened
from tests.desktop.test_today import words


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def page(frame: Frame) -> SettingsPage:
    frame.window.parts.actions["file.settings"].trigger()
    application().processEvents()
    found = frame.window.findChild(SettingsPage)
    assert found is not None
    return found


def rules(frame: Frame) -> dict[int, RuleLine]:
    return {line.id: line for line in frame.workspace.ask(reminder_rules.every)}


def seen(page: QWidget, name: str, of: type[QWidget] = QWidget) -> QWidget:
    found = page.findChild(of, name)
    assert isinstance(found, QWidget)
    return found


def presses(page: QWidget, name: str) -> None:
    button = seen(page, name, QAbstractButton)
    assert isinstance(button, QAbstractButton)
    button.click()
    application().processEvents()


def ticked(page: QWidget, rule: int) -> bool:
    box = seen(page, f"rules.{rule}", QCheckBox)
    assert isinstance(box, QCheckBox)
    return box.isChecked()


def test_a_rule_is_switched_and_undo_switches_it_back(frame: Frame, page: SettingsPage) -> None:
    assert len(page.findChildren(QCheckBox)) >= len(rules(frame))
    assert ticked(page, -8)
    presses(page, "rules.-8")
    assert not rules(frame)[-8].on and not ticked(page, -8)
    frame.workspace.undo()
    application().processEvents()
    assert rules(frame)[-8].on and ticked(page, -8)


def asks(frame: Frame, edit: Edit) -> RuleDialog:
    frame.workspace.edit_wanted.emit(edit)
    application().processEvents()
    (found,) = (each for each in frame.window.findChildren(RuleDialog) if each.isVisible())
    return found


def types(dialog: RuleDialog, **typed: object) -> None:
    for name, value in typed.items():
        editor = dialog.form.editors[name]
        if isinstance(editor, Line):
            editor.line.setText(str(value))
        else:
            editor.set_value(value)
        editor.changed.emit()


def forecast(dialog: RuleDialog) -> tuple[str, list[str]]:
    dialog.count()
    said, rows = dialog.findChild(QLabel, "rule.forecast.said"), dialog.findChild(RowList)
    assert said is not None and rows is not None
    return said.text(), words(rows) if rows.isVisible() else []


NEW = Edit(Kind.REMINDER, start={RULE: True})


def test_a_rule_is_added_with_what_it_would_remind_of(frame: Frame, page: SettingsPage) -> None:
    presses(page, "rules.add")
    (dialog,) = frame.window.findChildren(RuleDialog)
    types(dialog, date_field=DateField.WINDOW, days=60, repeat_days=10, stop_before_close=0)
    said, rows = forecast(dialog)
    assert said == "All of it:" and len(rows) == 4
    assert "1 Dec 2026" in rows[0] and "31 Dec 2026" in rows[-1]
    types(dialog, stop_before_close="")
    assert forecast(dialog) == (said, rows), "before its end is not after it"
    types(dialog, title="Every three days", repeat_days=3)
    said, _rows = forecast(dialog)
    assert said.startswith("The first of it;")
    dialog.submit(False)
    (line,) = (each for each in rules(frame).values() if each.draft is not None)
    assert line.draft is not None
    assert (line.label, line.on, line.draft.offset_days, line.draft.repeat_days) == ("Every three days", True, -60, 3)
    assert ticked(page, line.id)
    again = asks(frame, Edit(Kind.REMINDER, line.id))
    assert again.form.values()["days"] == "60"
    types(again, side=(Edge.CLOSE, 1), days=5)
    again.submit(False)
    draft = rules(frame)[line.id].draft
    assert draft is not None and draft.offset_days == 5
    presses(page, f"rules.{line.id}.trash")
    assert line.id not in rules(frame)
    frame.workspace.undo()
    assert line.id in rules(frame)


@pytest.mark.parametrize(
    ("typed", "at", "why"),
    [
        ({"title": ""}, "title", "Give the rule a name."),
        ({"days": "many"}, "days", "A whole number."),
        ({"days": "99999"}, "days", "At most 3,650."),
        ({"repeat_days": "0"}, "repeat_days", "At least 1."),
        ({"date_field": DateField.DATES, "kind": Kind.AGREEMENT}, "date_field", "No agreement has such a date."),
        ({"side": (Edge.SHARE, 1)}, "share", "Say of which share of the time"),
        ({"side": (Edge.SHARE, 1), "share": "101"}, "share", "At most 100."),
        ({"side": (Edge.SHARE, 1), "share": "50", "known": Known.DAY}, "known", "A single day has no shares"),
        ({"side": (Edge.CLOSE, 1), "days": "3", "stop_before_close": "1"}, "stop_before_close", "end before it begins"),
    ],
)
def test_what_could_never_fire_is_refused_beside_its_field(
    frame: Frame, typed: dict[str, object], at: str, why: str
) -> None:
    dialog = asks(frame, NEW)
    types(dialog, **{"title": "A rule", **typed})
    dialog.submit(False)
    assert dialog.isVisible() and at in dialog.form.refused()
    assert why in dialog.form.fields[at].message
    dialog.form.show_draft(dialog.form.base)


def test_a_rule_stands_in_its_form_as_it_was_stored() -> None:
    for asked in (
        RuleAsked(title="r", days=30),
        RuleAsked(title="r", side=(Edge.OPENING, 1), months=3, repeat_months=3, stop_before_close=61),
        RuleAsked(title="r", side=(Edge.SHARE, 1), share=75.0, date_field=DateField.WINDOW),
        RuleAsked(title="r", side=(Edge.CLOSE, 1), days=5, known=Known.MONTH, until=date(2027, 1, 1)),
        RuleAsked(title="r", kind=Kind.AGREEMENT, date_field=DateField.NEXT_REVIEW),
    ):
        assert RuleAsked.of(asked.stored(None)) == asked


# ------------------------------------------------------------------------------------------------------ working days
def days(page: SettingsPage) -> RowList:
    found = page.findChild(RowList, "days.list")
    assert found is not None
    return found


def year(frame: Frame, code: str, which: int = 2026) -> dict[date, DayOff]:
    return {each.day: each for each in frame.workspace.ask(partial(working_days.year, code=code, which=which))}


def test_a_country_is_chosen_by_its_name(frame: Frame, page: SettingsPage) -> None:
    (country,) = page._groups["days"].findChildren(OneOf)
    country.set_value("PK")
    assert frame.workspace.ask(working_days.country) == "PK"
    rows = words(days(page))
    assert any("Pakistan Day" in row for row in rows)
    presses(page, "days.after")
    assert any("expected" in row for row in words(days(page)))
    country.set_value(working_days.NOWHERE)
    assert frame.workspace.ask(working_days.country) == "" and not days(page).isVisible()


def test_a_day_is_struck_restored_and_added(frame: Frame, page: SettingsPage) -> None:
    frame.workspace.run(ChooseWorkingCountry("PK"))
    application().processEvents()
    key = year(frame, "PK")[date(2026, 3, 23)]
    days(page).set_current(key)
    for struck in (True, False):
        QTest.keyClick(days(page), Qt.Key.Key_Return)
        assert year(frame, "PK")[key.day].struck is struck
    presses(page, "days.add")
    asking = page.findChild(FormPopover)
    assert asking is not None
    asking.finish()
    assert set(asking.form.refused()) == {"day", "name"}
    for name, typed in (("day", "24 Dec"), ("name", "Day of the Ministry")):
        asking.form.editors[name].take(typed)
    asking.finish()
    assert year(frame, "PK")[date(2026, 12, 24)].own
    assert any("Day of the Ministry" in row and "added here" in row for row in words(days(page)))


def test_another_year_is_shown(frame: Frame, page: SettingsPage) -> None:
    frame.workspace.run(ChooseWorkingCountry("KZ"))
    application().processEvents()
    presses(page, "days.after")
    assert all("2027" in row for row in words(days(page)))
    presses(page, "days.before")
    assert all("2026" in row for row in words(days(page)))
