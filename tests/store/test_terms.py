"""Terms of agreements in the register: the view of what ends soon, old registers, and one truth everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.agreements import AddAgreement, SetStep
from db.queries import agreements, today
from db.queries.briefing import sheet
from db.records.agreements import AgreementCard, AgreementDraft, StepDraft
from db.records.base import View
from db.records.briefings import BriefingDraft
from db.rules.periods import Period
from db.store import Store, open_register
from db.vocabulary import AgreementStatus, BriefingKind, Renewal, StepKind
from desktop.cli import words as spoken
from tests.campaigns import examples
from tests.store.house import TODAY, Clock
from tests.store.older import make_older

FORCE = StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.on(date(2018, 8, 1)))
YEAR = timedelta(days=365)


def made(store: Store, expires: str | None, renewal: Renewal, *steps: StepDraft, duration: str = "5 years") -> int:
    ends = Period.from_edtf(expires) if expires else None
    draft = AgreementDraft(
        title="Air services", steps=(FORCE, *steps), expires=ends, renewal=renewal, duration=duration,
        notice_period="six (6) months",
    )  # fmt: skip
    return store.run(AddAgreement(draft)).record or 0


def card(store: Store, number: int, day: date = TODAY) -> AgreementCard:
    with store.read() as reader:
        return agreements.card(reader, day, number)


def listed(store: Store, name: str, day: date = TODAY) -> list[int]:
    with store.read() as reader:
        return list(reader.scalars(agreements.rows(reader, day, View(name=name))))


def notice(day: str) -> StepDraft:
    return StepDraft(kind=StepKind.NOTICE_GIVEN, done_on=Period.from_edtf(day))


def extended(until: str) -> StepDraft:
    return StepDraft(kind=StepKind.EXTENDED, effective_on=Period.from_edtf(until))


def test_what_ends_within_a_year_is_counted_from_the_term_that_runs(walk: Store) -> None:
    """Renewed, extended and noticed terms count; what was terminated, and what ended, does not."""
    terminated = StepDraft(kind=StepKind.TERMINATED, done_on=Period.on(date(2026, 6, 1)))
    soon = [
        made(walk, "2027-05-01", Renewal.NONE),
        made(walk, "2017-05-01", Renewal.TACIT),
        made(walk, "2020-01-31", Renewal.TACIT, duration="3 years, then one year at a time"),
        made(walk, "2024-05-01", Renewal.TACIT, duration="1,095 days"),
        made(walk, "2020-05-01", Renewal.EXPRESS, extended("2027-05-01")),
        made(walk, "2017-05-01", Renewal.TACIT, notice("2026-05-01")),
        made(walk, "2027", Renewal.NONE) if date(2027, 12, 31) <= TODAY + YEAR else 0,
    ]
    others = [
        made(walk, "2023-08-01", Renewal.NONE),
        made(walk, "2023-08-01", Renewal.TACIT),
        made(walk, "2027-05-01", Renewal.NONE, terminated),
        made(walk, "2017-05-01", Renewal.TACIT, terminated),
        made(walk, "2017-05-01", Renewal.TACIT, notice("2021-05-01")),
        made(walk, "2017-05-01", Renewal.TACIT, duration="6-12 months"),
        made(walk, None, Renewal.TACIT),
    ]
    found = set(listed(walk, "ending"))
    assert found >= {each for each in soon if each}
    assert not found & set(others)


PERIODS = st.one_of(
    st.none(),
    st.dates(date(1960, 1, 1), date(2030, 1, 1)).map(lambda day: day.isoformat()),
    st.sampled_from(["2024-02-29", "2023-01-31", "2021", "2026"]),
)
DURATIONS = st.one_of(
    st.integers(1, 400).map(lambda many: f"{many} months"),
    st.integers(1, 2000).map(lambda many: f"{many} days"),
    st.sampled_from(["", "5 years", "3 years, then one year at a time", "6-12 months", "1 month 3 days"]),
)
DATED = st.dates(date(1960, 1, 1), date(2040, 1, 1)).map(lambda day: day.isoformat())
STEPS = st.lists(st.one_of(DATED.map(extended), DATED.map(notice)), max_size=2)


@examples(10)
@given(PERIODS, st.sampled_from(Renewal), STEPS, DURATIONS, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_view_says_what_the_rule_says_on_any_day(
    walk: Store, expires: str | None, renewal: Renewal, steps: list[StepDraft], duration: str, day: date
) -> None:
    """The running term of the card, worked out in Python, and the view, worked out by the database."""
    number = made(walk, expires, renewal, *steps, duration=duration)
    shown = card(walk, number, day)
    ends, over = shown.term_ends, shown.line.status is AgreementStatus.TERM_ENDED
    within = ends is not None and day <= ends <= day + YEAR
    assert (number in listed(walk, "ending", day)) is within
    assert (number in listed(walk, "to_confirm", day)) is (over or shown.line.to_confirm)
    assert over is (ends is not None and ends < day)


def test_after_its_last_day_one_truth_everywhere(house: Store) -> None:
    """Row, card, Today and sheet; then extended, taken back and extended again."""
    number = made(house, "2023-08-01", Renewal.NOT_STATED)
    said = "Term ended 1 Aug 2023, to confirm"
    shown = card(house, number)
    assert (shown.line.standing(), shown.line.to_confirm, shown.notice_by) == (said, True, None)
    assert [stage.label for stage in shown.life] == ["Signed", "In force", "Term ended"]
    assert number in listed(house, "to_confirm") and number not in listed(house, "in_force")
    with house.read() as reader:
        assert number in {row.id for row in today.sheet(reader, TODAY).to_confirm.rows}
        draft = BriefingDraft(kind=BriefingKind.AGREEMENT, about=number, as_of=TODAY)
        (row,) = sheet(reader, draft, TODAY, 0).agreements
    assert (row.status.text, row.in_force.text) == (said, "1 Aug 2018, until 1 Aug 2023")
    change = house.run(SetStep(number, shown.head.version, extended("2028-08-01")))
    assert change.label == "Extended until 1 Aug 2028: “Air services”"
    shown = card(house, number)
    assert (shown.line.standing(), shown.term_ends, shown.notice_by) == ("In force", date(2028, 8, 1), date(2028, 2, 1))
    assert number in listed(house, "in_force") and number not in listed(house, "to_confirm")
    house.undo()
    assert card(house, number).line.standing() == said
    house.redo()
    assert house.check().sound


NOTICED = [
    # Given in March, the term that runs ends in December.
    ("2021-12-31", Renewal.TACIT, (notice("2026-03-03"),), date(2026, 11, 23), "2026-12-31",
     "notice given 3 Mar 2026: no further term, ends 31 Dec 2026"),
    # Its day is not stated: no term follows the recorded one.
    ("2026-12-31", Renewal.TACIT, (StepDraft(kind=StepKind.NOTICE_GIVEN),), date(2026, 11, 23), "2026-12-31",
     "notice given: no further term, ends 31 Dec 2026"),
    # With the day on which it takes effect, renewed or not, with a last day or without one.
    ("2031-12-31", Renewal.NONE,
     (StepDraft(kind=StepKind.NOTICE_GIVEN, done_on=Period.on(date(2026, 3, 3)),
                effective_on=Period.on(date(2027, 3, 3))),),
     date(2026, 11, 23), "2027-03-03", "notice given 3 Mar 2026: no further term, ends 3 Mar 2027"),
    (None, Renewal.TACIT,
     (StepDraft(kind=StepKind.NOTICE_GIVEN, done_on=Period.on(date(2026, 3, 3)),
                effective_on=Period.on(date(2027, 3, 3))),),
     date(2026, 11, 23), "2027-03-03", "notice given 3 Mar 2026: no further term, ends 3 Mar 2027"),
    # The term it ended is over.
    ("2021-12-31", Renewal.TACIT, (notice("2021-03-03"),), date(2026, 11, 23), "2021-12-31",
     "notice given 3 Mar 2021: no further term, ended 31 Dec 2021"),
    # Of what would not go on either; a later extension overtakes it, and once terminated it is history.
    ("2027-05-01", Renewal.NONE, (notice("2026-03-03"),), date(2026, 11, 23), "2027-05-01",
     "notice given 3 Mar 2026: no further term, ends 1 May 2027"),
    ("2026-12-31", Renewal.TACIT, (notice("2026-03-03"), StepDraft(kind=StepKind.EXTENDED,
      done_on=Period.on(date(2026, 5, 1)), effective_on=Period.on(date(2030, 1, 1)))), date(2026, 11, 23), None, ""),
    ("2021-12-31", Renewal.TACIT, (notice("2021-03-03"), StepDraft(kind=StepKind.TERMINATED,
      done_on=Period.on(date(2021, 12, 31)))), date(2026, 11, 23), None, ""),
    # It came after the last day for it: the further term is asked about, not denied.
    ("2021-12-31", Renewal.TACIT, (notice("2026-06-30"),), date(2026, 11, 23), "2026-12-31",
     "notice given 30 Jun 2026: no further term, ends 31 Dec 2026"),
    ("2021-12-31", Renewal.TACIT, (notice("2026-07"),), date(2026, 11, 23), None,
     "notice given Jul 2026, after the last day for it, 30 Jun 2026: this term ends 31 Dec 2026, a further one is to be"
     " confirmed"),
    ("2021-12-31", Renewal.TACIT, (notice("2026-06"),), date(2026, 11, 23), "2026-12-31",
     "notice given Jun 2026: no further term, ends 31 Dec 2026"),
    ("2021-12-31", Renewal.TACIT, (notice("2026-10-20"),), date(2027, 1, 1), "2026-12-31",
     "notice given 20 Oct 2026, after the last day for it, 30 Jun 2026: the term ended 31 Dec 2026, a further one is to"
     " be confirmed"),
    ("2026", Renewal.TACIT, (notice("2026-06-15"),), date(2026, 11, 23), "2026",
     "notice given 15 Jun 2026: no further term, ends 2026"),
    ("2027-05-01", Renewal.NONE, (notice("2027-04-30"),), date(2027, 4, 30), "2027-05-01",
     "notice given 30 Apr 2027: no further term, ends 1 May 2027"),
    # Nobody gave notice.
    ("2021-12-31", Renewal.TACIT, (), date(2026, 11, 23), None, ""),
    ("2027-05-01", Renewal.NOT_STATED, (), date(2026, 11, 23), "2027-05-01", ""),
]  # fmt: skip


@pytest.mark.parametrize(("expires", "renewal", "steps", "day", "until", "said"), NOTICED)
def test_notice_given_says_that_no_further_term_follows_and_until_when_it_runs(
    walk: Store, expires: str | None, renewal: Renewal, steps: tuple[StepDraft, ...], day: date, until: str | None,
    said: str,
) -> None:  # fmt: skip
    number = made(walk, expires, renewal, *steps)
    line = card(walk, number, day).line
    assert line.noticed() == said
    assert line.runs_until() == (Period.from_edtf(until) if until else None)


@pytest.mark.parametrize("kind", [StepKind.TERMINATED, StepKind.SUPERSEDED, StepKind.WITHDRAWN])
def test_what_was_terminated_has_no_term_and_says_since_when(walk: Store, kind: StepKind) -> None:
    """On the day on which it takes effect, where one is recorded; before that it still runs."""
    for done, effect, ended in (
        ("2026-03-09", None, "9 Mar 2026"),
        ("2026-01", "2026-03", "Mar 2026"),
        (None, None, ""),
    ):
        step = StepDraft(
            kind=kind,
            done_on=Period.from_edtf(done) if done else None,
            effective_on=Period.from_edtf(effect) if effect else None,
        )
        number = made(walk, "2021-12-09", Renewal.TACIT, step)
        line = card(walk, number).line
        assert (line.term, line.until, line.renews) == (None, None, False)
        said = "Superseded" if kind is StepKind.SUPERSEDED else "Terminated"
        assert line.standing() == f"{said} {ended}".strip()
        if done:
            before = card(walk, number, date(2025, 12, 1)).line
            assert (before.renews, before.standing()) == (True, "In force") and before.term is not None


def test_a_notice_that_came_late_denies_no_further_term(walk: Store) -> None:
    """Three years from 1 December 2023, forty-five days: on the day after the term somebody is asked."""
    force = StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.on(date(2023, 12, 1)))
    draft = AgreementDraft(
        title="Labour", steps=(force, notice("2026-10-20")), duration="36 months", renewal=Renewal.TACIT,
        notice_period="45 days",
    )  # fmt: skip
    number = walk.run(AddAgreement(draft)).record or 0
    before, after = (card(walk, number, day).line for day in (date(2026, 11, 30), date(2026, 12, 1)))
    assert card(walk, number, date(2026, 11, 30)).term_counted is StepKind.ENTERED_INTO_FORCE
    late = "otice given 20 Oct 2026, after the last day for it, 16 Oct 2026: "
    said = f"n{late}{{}} c. 30 Nov 2026, a further one is to be confirmed"
    assert (before.noticed(), before.standing()) == (said.format("this term ends"), "In force")
    assert (after.noticed(), after.standing()) == (
        said.format("the term ended"), "Term ended c. 30 Nov 2026, renewal to confirm",
    )  # fmt: skip
    for day, confirms in ((date(2026, 11, 30), False), (date(2026, 12, 1), True)):
        assert (number in listed(walk, "to_confirm", day), number in listed(walk, "in_force", day)) == (
            confirms, not confirms,
        )  # fmt: skip
    with walk.read() as reader:
        asked = BriefingDraft(kind=BriefingKind.AGREEMENT, about=number, as_of=date(2026, 11, 30))
        (row,) = sheet(reader, asked, date(2026, 11, 30), 0).agreements
    assert row.detail.text == f"N{late}a further term after c. 30 Nov 2026 is to be confirmed."


def test_a_term_that_was_only_counted_is_known_everywhere(house: Store) -> None:
    """In force from 10 October 2021 for sixty months: row, views and notice say so as approximately as it is known."""
    force = StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.on(date(2021, 10, 10)))
    draft = AgreementDraft(title="Transit", steps=(force,), duration="sixty months", notice_period="6 months")
    number = house.run(AddAgreement(draft)).record or 0
    shown = card(house, number)
    assert shown.line.standing() == "Term ended c. 9 Oct 2026, to confirm"
    assert number in listed(house, "to_confirm") and number not in listed(house, "in_force")
    before = date(2026, 3, 1)
    shown = card(house, number, before)
    assert (shown.line.status, shown.notice_by, shown.notice_is_safe) == (
        AgreementStatus.IN_FORCE,
        date(2026, 4, 9),
        True,
    )
    assert number in listed(house, "ending", before) and number not in listed(house, "ending", date(2025, 10, 8))
    assert house.check().sound


def test_signed_is_the_day_of_signing(walk: Store) -> None:
    """Not the day from which the signature takes effect."""
    signed = StepDraft(
        kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 4)), effective_on=Period.on(date(2026, 3, 1))
    )
    number = walk.run(AddAgreement(AgreementDraft(title="Visas", steps=(signed,)))).record or 0
    line = card(walk, number).line
    assert line.signed == Period.on(date(2026, 2, 4))
    assert card(walk, number, date(2026, 2, 10)).line.status is AgreementStatus.SIGNED


def test_from_an_imprecise_end_the_safe_day_is_said_to_be_so(walk: Store) -> None:
    number = made(walk, "2027", Renewal.NONE)
    shown = card(walk, number)
    assert (shown.notice_by, shown.notice_is_safe) == (date(2026, 7, 1), True)
    exact = card(walk, made(walk, "2027-08-31", Renewal.NONE))
    assert (exact.notice_by, exact.notice_is_safe) == (date(2027, 2, 28), False)


@pytest.mark.parametrize(("edtf", "words"), [("../2027-03", "end of March 2027"), ("2027-03-05?", "5 March 2027?")])
def test_where_no_day_is_safe_that_is_said(walk: Store, edtf: str, words: str) -> None:
    """And none is counted from the day on which it was typed."""
    ends = Period.from_edtf(edtf, words, TODAY)
    draft = AgreementDraft(title="Transit", expires=ends, notice_period="3 months", renewal=Renewal.TACIT)
    shown = card(walk, walk.run(AddAgreement(draft)).record or 0)
    assert (shown.notice_by, shown.notice_is_safe, shown.notice_has_no_day) == (None, False, True)
    said = dict(spoken.term(shown, TODAY))["Last day for notice"]
    assert said == f"not known: the term ends {ends.display()}, how early is not certain"


def test_a_register_of_format_3_is_computed_anew(house_path: Path, clock: Clock) -> None:
    """What was in force after its last day is not any more; what somebody typed stays."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        store.undo()  # the point: no register of that format has one
        number = made(store, "2023-08-01", Renewal.NONE)
    stored = f"UPDATE agreement SET status_0 = 'in_force', from_1 = NULL, status_1 = NULL WHERE id = {number}"
    make_older(house_path, 3, stored)
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert store.check().sound
        shown = card(store, number)
        assert shown.line.status is AgreementStatus.TERM_ENDED
        assert shown.draft.expires == Period.on(date(2023, 8, 1))
        assert number in listed(store, "to_confirm")
