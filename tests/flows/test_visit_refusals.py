"""I say of a visit what cannot be: it is refused beside its field, and nothing is lost; a warning does not block."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from db.commands.visits import AddVisit
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.vocabulary import Kind, VisitDeed, VisitStage, VisitStatus
from desktop.kit.chip import Chip
from tests.flows.conftest import CTRL, User
from tests.flows.on_a_visit import STATE, Key, does_it, prepare, presses_button, said, shows, stored, types
from tests.registers import number_of, opened

REFUSED: Sequence[tuple[VisitDeed, VisitStage, dict[str, str], str]] = (
    (VisitDeed.TOOK_PLACE, VisitStage.DATES_AGREED, {"dates": "24 Nov 2026"}, "These dates are still to come."),
    (VisitDeed.SET_DATES, VisitStage.ACCEPTED, {"dates": "16-14 Dec 2026"}, "The end is before the start."),
    (VisitDeed.SET_DATES, VisitStage.ACCEPTED, {}, "Say when, for example 14–16 Dec, March 2027 or Q1 2027."),
    (VisitDeed.PROPOSE_DATES, VisitStage.INVITED, {"dates": "14 Dec 2026", "on": "tomorrow"},
     "This day is still to come."),
    (VisitDeed.PROPOSE_DATES, VisitStage.INVITED, {"dates": "2 Nov 2026"},
     "This ends before 23 Nov 2026, the day it was said."),
    (VisitDeed.RECORD_ANSWER, VisitStage.INVITED, {}, "Choose the answer."),
)  # fmt: skip


@pytest.mark.parametrize(("deed", "stage", "typed", "why"), REFUSED)
@pytest.mark.sampled(2)
def test_what_cannot_be_is_refused_beside_its_field(
    user: User, deed: VisitDeed, stage: VisitStage, typed: dict[str, str], why: str
) -> None:
    prepare(user, stage=stage, dates=Period.from_edtf("2026-12") if stage is VisitStage.DATES_AGREED else None)
    shows(user)
    presses_button(user, deed)
    for field, text in typed.items():
        types(user, f"field.deed.{field}", text)
    user.presses(Key.Key_Return, CTRL)
    asked = QApplication.activePopupWidget()
    assert asked is not None and why in said(asked)
    for field, text in typed.items():
        assert user.sees(f"field.deed.{field}", QLineEdit).text() == text, "What was typed stays."
    user.presses(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    user.closes_the_program()
    assert stored(user).log == () and stored(user).card.draft.stage is stage


def test_esc_keeps_what_was_typed(user: User) -> None:
    shows(user)
    presses_button(user, VisitDeed.PROPOSE_DATES)
    user.types("31 feb")
    user.presses(Key.Key_Escape)
    presses_button(user, VisitDeed.PROPOSE_DATES)
    assert user.sees("field.deed.dates", QLineEdit).text() == "31 feb"
    user.presses(Key.Key_Escape)


def test_dates_before_the_invitation_or_on_the_days_of_another_visit_are_warned_of(user: User) -> None:
    with opened(user.register) as store:
        kaz = number_of(store, "kazakhstan", Kind.PARTY)
        busy = VisitDraft(title="Visit to Türkiye", from_party=kaz, stage=VisitStage.DATES_AGREED,
                          dates=Period.from_edtf("2026-12-15/2026-12-17"))  # fmt: skip
        store.run(AddVisit(busy))
    prepare(user, stage=VisitStage.ACCEPTED)
    shows(user)
    presses_button(user, VisitDeed.SET_DATES)
    asked = QApplication.activePopupWidget()
    assert asked is not None
    user.types("14-16 Dec 2026")
    assert "Another visit on the same days: Visit to Türkiye." in said(asked)
    types(user, "field.deed.dates", "10 Jan 2027")
    assert "These dates lie outside the time the invitation names: by end of 2026." in said(asked)
    does_it(user)
    user.closes_the_program()
    assert stored(user).card.line.status is VisitStatus.SCHEDULED, "A warning does not block."


def test_the_visit_menu_says_what_cannot_be_done(user: User) -> None:
    shows(user, STATE)
    names, menu = user.program.window.parts.actions, user.program.window.parts.actions.menus["visit"]

    def action(name: str) -> QAction:
        return names[f"record.visit_{name}"]

    menu.aboutToShow.emit()
    assert not action("propose_dates").isEnabled() and action("propose_dates").toolTip() == "The visit took place."
    assert action("add_promise").isEnabled() and action("link_return").isEnabled()
    menu.aboutToHide.emit()
    action("propose_dates").trigger()
    assert user.sees("snackbar", QWidget).accessibleName() == "The visit took place."
    user.presses(Key.Key_5, CTRL)
    menu.aboutToShow.emit()
    assert action("set_dates").toolTip() == "Select a visit first." and not action("set_dates").isEnabled()


def test_the_visit_menu_does_what_the_buttons_do(user: User) -> None:
    shows(user)
    user.program.window.parts.actions["record.visit_propose_dates"].trigger()
    user.types("14 Dec 2026")
    does_it(user)
    user.closes_the_program()
    assert stored(user).log[0].text == "Proposed 14 Dec 2026."


def test_of_a_running_visit_the_menu_says_what_can_be_done_instead(user: User) -> None:
    prepare(user, stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-11-22/2026-11-24"))
    shows(user)
    names, menu = user.program.window.parts.actions, user.program.window.parts.actions.menus["visit"]
    menu.aboutToShow.emit()
    for name, instead in (("set_dates", "Edit the visit if its dates are wrong"), ("postpone", "If it is broken off")):
        action = names[f"record.visit_{name}"]
        assert not action.isEnabled() and action.toolTip().startswith(f"The visit is under way. {instead}")
    menu.aboutToHide.emit()
    names["record.visit_set_dates"].trigger()
    assert "record that it took place" in user.sees("snackbar", QWidget).accessibleName()


def test_of_a_visit_whose_dates_have_passed_the_pane_asks_whether_it_took_place(user: User) -> None:
    prepare(user, stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-11-02/2026-11-03"))
    shows(user)
    chips = [each.accessibleName() for each in user.program.window.findChildren(Chip) if each.isVisible()]
    assert "Did it take place?" in chips
    presses_button(user, VisitDeed.TOOK_PLACE)
    does_it(user)
    user.closes_the_program()
    assert stored(user).card.line.standing() == "Took place"
