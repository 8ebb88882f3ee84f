"""I move a visit on, step by step: what I say stands in the file the next day, and every step can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from db.queries import commitments
from db.rules.periods import Period
from db.vocabulary import ActionKind, Answer, InvitationMeans, Kind, Reply, Result, VisitDeed, VisitStage, VisitStatus
from tests.flows.conftest import CTRL, User
from tests.flows.on_a_visit import (
    STATE,
    Key,
    chooses_in_menu,
    chooses_word,
    comes_back,
    does_it,
    focus,
    prepare,
    presses_button,
    shows,
    stored,
    types,
    undone_and_done_again,
)
from tests.registers import TODAY, number_of, opened


@pytest.mark.sampled(0)
def test_i_propose_dates(user: User) -> None:
    shows(user)
    presses_button(user, VisitDeed.PROPOSE_DATES)
    assert focus() == "field.deed.dates"
    user.types("14-16 Dec 2026")
    chooses_word(user, "field.deed.how", ActionKind.NOTE_VERBALE)
    types(user, "field.deed.words", "By note of today.")
    does_it(user)
    assert user.sees("detail.visit.sheet", QWidget).hasFocus(), "The keyboard is back in the record."
    assert user.program.window.parts.actions["edit.undo"].text().startswith("Undo: Dates proposed: “Return state")
    before, after = undone_and_done_again(user)
    assert before.log == () and before.card.line.proposed is None
    (entry,) = after.log
    assert (entry.text, entry.kind, entry.on) == (
        "Proposed 14–16 Dec 2026. By note of today.",
        ActionKind.NOTE_VERBALE,
        TODAY,
    )
    assert entry.stage_after is None and after.card.draft.dates is None
    assert after.card.line.proposed == Period.from_edtf("2026-12-14/2026-12-16", "14-16 Dec 2026", TODAY)
    assert after.card.line.status is VisitStatus.INVITED_NO_DATE


ANSWERS: Sequence[tuple[Answer, str, Reply, VisitStage, VisitStatus, str]] = (
    (Answer.ACCEPTED, "", Reply.ACCEPTED, VisitStage.ACCEPTED, VisitStatus.ACCEPTED_NO_DATE, "Accepted."),
    (Answer.WITH_DATES, "14 Dec 2026", Reply.ACCEPTED, VisitStage.DATES_AGREED, VisitStatus.SCHEDULED,
     "Accepted, for 14 Dec 2026."),
    (Answer.IN_PRINCIPLE, "", Reply.ACCEPTED_IN_PRINCIPLE, VisitStage.ACCEPTED, VisitStatus.ACCEPTED_NO_DATE,
     "Accepted in principle."),
    (Answer.DECLINED, "", Reply.DECLINED, VisitStage.INVITED, VisitStatus.CANCELLED, "Declined."),
    (Answer.POSTPONE, "March 2027", Reply.DEFERRED, VisitStage.INVITED, VisitStatus.INVITED_NO_DATE,
     "Asked to postpone to Mar 2027."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "dates", "reply", "stage", "status", "text"), ANSWERS, ids=[each[0].value for each in ANSWERS]
)
@pytest.mark.sampled(1)
def test_i_record_an_answer(
    user: User, answer: Answer, dates: str, reply: Reply, stage: VisitStage, status: VisitStatus, text: str
) -> None:
    shows(user)
    presses_button(user, VisitDeed.RECORD_ANSWER)
    chooses_word(user, "field.deed.answer", answer)
    if dates:
        types(user, "field.deed.dates", dates)
    types(user, "field.deed.on", "20 Nov 2026")
    does_it(user)
    before, after = undone_and_done_again(user)
    assert before.log == () and before.last.reply is Reply.NONE_RECORDED and before.last.replied_on is None
    assert (after.last.reply, after.last.replied_on) == (reply, Period.on(date(2026, 11, 20)))
    assert (after.card.draft.stage, after.card.line.status) == (stage, status)
    (entry,) = after.log
    assert (entry.text, entry.kind, entry.on) == (text, ActionKind.REPLY_RECEIVED, date(2026, 11, 20))
    assert {link.kind for link in entry.links} == {Kind.VISIT, Kind.INVITATION}
    assert entry.stage_after is (None if stage is VisitStage.INVITED else stage)
    assert entry.result is (Result.REFUSED if answer is Answer.DECLINED else None)


def test_what_was_proposed_is_what_is_accepted(user: User) -> None:
    shows(user)
    presses_button(user, VisitDeed.PROPOSE_DATES)
    user.types("14-16 Dec 2026")
    does_it(user)
    presses_button(user, VisitDeed.RECORD_ANSWER)
    chooses_word(user, "field.deed.answer", Answer.WITH_DATES)
    assert user.sees("field.deed.dates", QLineEdit).text() == "14–16 Dec 2026"
    chooses_word(user, "field.deed.answer", Answer.POSTPONE)
    assert user.sees("field.deed.dates", QLineEdit).text() == "", "Nobody postpones to the days he was offered."
    chooses_word(user, "field.deed.answer", Answer.WITH_DATES)
    does_it(user)
    assert user.sees("visit.took_place", QPushButton).text() == "Record that it took place…"
    user.closes_the_program()
    dates = stored(user).card.draft.dates
    assert dates is not None and (dates.earliest, dates.latest) == (date(2026, 12, 14), date(2026, 12, 16))


@pytest.mark.sampled(0)
def test_i_set_the_dates_of_an_accepted_visit(user: User) -> None:
    prepare(user, stage=VisitStage.ACCEPTED)
    shows(user)
    presses_button(user, VisitDeed.SET_DATES)
    user.types("10 Jan 2027 to 12 Jan 2027")
    does_it(user)
    before, after = undone_and_done_again(user)
    assert (before.card.draft.stage, before.card.draft.dates) == (VisitStage.ACCEPTED, None)
    assert after.card.line.status is VisitStatus.SCHEDULED
    assert (after.log[0].text, after.log[0].stage_after) == ("Dates agreed: 10–12 Jan 2027.", VisitStage.DATES_AGREED)


def test_i_say_that_a_visit_took_place(user: User) -> None:
    prepare(user, stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-11-18/2026-11-20"))
    shows(user)
    presses_button(user, VisitDeed.TOOK_PLACE)
    assert user.sees("field.deed.dates", QLineEdit).text() == "18–20 Nov 2026"
    types(user, "field.deed.words", "All talks were held.")
    does_it(user)
    before, after = undone_and_done_again(user)
    assert before.card.draft.stage is VisitStage.DATES_AGREED
    assert after.card.draft.dates == before.card.draft.dates and after.card.line.status is VisitStatus.TOOK_PLACE
    assert after.log[0].text == "Took place: 18–20 Nov 2026. All talks were held."


@pytest.mark.sampled(0)
def test_i_postpone_a_visit_from_the_menu(user: User) -> None:
    prepare(user, stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-12-14"))
    shows(user)
    chooses_in_menu(user, VisitDeed.POSTPONE)
    user.types("Q1 2027")
    does_it(user)
    before, after = undone_and_done_again(user)
    assert before.card.draft.dates == Period.from_edtf("2026-12-14")
    assert after.card.line.status is VisitStatus.POSTPONED
    assert after.card.draft.dates is not None and after.card.draft.dates.edtf == "2027-33"
    assert after.log[0].text == "Postponed to Q1 2027. It was to be 14 Dec 2026."


@pytest.mark.sampled(0)
def test_i_cancel_a_visit_and_invite_again(user: User) -> None:
    shows(user)
    chooses_in_menu(user, VisitDeed.CANCEL)
    assert focus() == "field.deed.words"
    user.types("An election was called.")
    does_it(user)
    presses_button(user, VisitDeed.RENEW)
    user.types("2027")
    does_it(user)
    before, after = undone_and_done_again(user)
    assert before.card.line.status is VisitStatus.CANCELLED and len(before.card.invitations) == 1
    assert before.log[0].text == "Cancelled. An election was called."
    first, again = (each.draft for each in after.card.invitations)
    assert (again.by_person, again.to_person) == (first.by_person, first.to_person)
    assert again.given_on == Period.on(TODAY) and again.window is not None and again.window.edtf == "2027"
    assert after.card.line.status is VisitStatus.INVITED_NO_DATE and first.window is not None


@pytest.mark.sampled(0)
def test_an_invitation_that_stands_is_repeated(user: User) -> None:
    shows(user)
    chooses_in_menu(user, VisitDeed.RENEW)
    does_it(user)
    before, after = undone_and_done_again(user)
    assert before.last.repeated == () and after.last.repeated == (Period.on(TODAY),)
    assert len(after.card.invitations) == 1 and after.log[0].text == "Invitation repeated."


@pytest.mark.sampled(0)
def test_i_link_a_return_visit(user: User) -> None:
    prepare(user, return_of=None)
    shows(user, STATE)
    presses_button(user, VisitDeed.LINK_RETURN)
    line = user.sees("field.deed.other", QLineEdit)
    assert line.text().startswith("Return state visit"), "The only one that goes the other way is on offer."
    does_it(user)
    before, after = undone_and_done_again(user, STATE)
    assert before.card.returned_by == ()
    assert [link.title for link in after.card.returned_by] == [stored(user).card.line.title]


@pytest.mark.sampled(0)
def test_what_was_promised_is_added_row_by_row(user: User) -> None:
    shows(user, STATE)
    user.goes_to("promise.title", QLineEdit)
    user.types("Send the list of projects")
    user.presses(Key.Key_Tab)
    user.types("p")
    user.presses(Key.Key_Tab)
    user.types("en")
    user.presses(Key.Key_Tab)
    user.types("by end of year")
    user.presses(Key.Key_Return)
    assert focus() == "promise.title", "The next one can be typed at once."
    assert user.sees("promise.title", QLineEdit).text() == ""
    user.presses(Key.Key_Return)
    assert focus() == "promise.title", "A promise without words is none."
    user.closes_the_program()
    with opened(user.register) as store:
        record = number_of(store, "list of projects", Kind.COMMITMENT)
        with store.read() as reader:
            line = commitments.card(reader, TODAY, record).line
    assert line.origin is not None and line.origin.id == stored(user, STATE).card.head.id
    assert [each.title for each in line.owes] == ["Pakistan"] and line.areas == ("Energy",)
    assert line.due is not None and line.due.latest == date(2026, 12, 31)


def test_when_a_promise_is_due_can_be_kept_in_the_words_of_the_source(user: User) -> None:
    shows(user, STATE)
    user.goes_to("promise.title", QLineEdit)
    user.types("Send the list of projects")
    for _ in range(3):
        user.presses(Key.Key_Tab)
    user.types("in the near future")
    user.presses(Key.Key_Return)
    assert focus() == "promise.due", "It is no date: that is said, and the words stay."
    user.presses(Key.Key_Return)
    assert user.sees("promise.due", QLineEdit).text() == "“in the near future”"
    user.presses(Key.Key_Return)
    assert focus() == "promise.title"
    user.closes_the_program()
    with opened(user.register) as store:
        record = number_of(store, "list of projects", Kind.COMMITMENT)
        with store.read() as reader:
            due = commitments.card(reader, TODAY, record).line.due
    assert due is not None and (due.as_written, due.undated) == ("in the near future", True)


@pytest.mark.sampled(0)
def test_what_belongs_to_a_visit_is_added_from_it(user: User) -> None:
    shows(user, STATE)
    visit = user.sees("detail.visit.sheet", QWidget).accessibleName()
    for button, field, title in (
        ("visit.add_promise", "field.commitment.origin", "field.commitment.title"),
        ("visit.add_agreement", "field.agreement.visit", "field.agreement.title"),
    ):
        QTest.mouseClick(user.sees(button, QPushButton), Qt.MouseButton.LeftButton)
        assert user.sees(field, QLineEdit).text() == visit
        types(user, title, "Protocol on transit")
        user.presses(Key.Key_Return, CTRL)
    QTest.mouseClick(user.sees("visit.invite", QPushButton), Qt.MouseButton.LeftButton)
    assert user.sees("field.invitation.to_person", QLineEdit).text() == "Kassym-Jomart Tokayev"
    types(user, "field.invitation.given_on", "10 Jan 2026")
    types(user, "field.invitation.repeated.0", "20 Jan 2026")
    user.presses(Key.Key_Return, CTRL)
    user.closes_the_program()
    found = stored(user, STATE)
    assert [link.title for link in found.card.agreements][-1] == "Protocol on transit"
    assert "Protocol on transit" in [link.title for link in found.card.commitments]
    given = found.last.given_on
    assert given is not None and given.earliest == date(2026, 1, 10)
    assert [each.earliest for each in found.last.repeated] == [date(2026, 1, 20)]


@pytest.mark.sampled(0)
def test_an_invitation_is_edited_from_its_visit(user: User) -> None:
    shows(user)
    QTest.mouseClick(user.sees("visit.edit_invitation", QPushButton), Qt.MouseButton.LeftButton)
    types(user, "field.invitation.repeated.0", "10 Mar 2026")
    types(user, "field.invitation.repeated.1", "10 Jun 2026")
    chooses_word(user, "field.invitation.means", InvitationMeans.LETTER)
    user.presses(Key.Key_Return, CTRL)
    comes_back(user)
    before, after = undone_and_done_again(user)
    assert before.last.repeated == () and before.last.means is InvitationMeans.NOT_STATED
    assert [each.earliest for each in after.last.repeated] == [date(2026, 3, 10), date(2026, 6, 10)]
    assert after.last.means is InvitationMeans.LETTER and after.last.window == before.last.window
