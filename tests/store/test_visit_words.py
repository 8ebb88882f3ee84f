"""What is said of a visit on a day, in row, list and sheet: never what its dates do not prove."""

from __future__ import annotations

from datetime import date

import pytest

from db.commands.visits import AddVisit
from db.queries import visits
from db.queries.briefing import sheet
from db.records.briefings import BriefingDraft, BriefingSheet
from db.records.visits import VisitDraft, VisitLine
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import BriefingKind, VisitStage, VisitStatus
from desktop.cli import words
from desktop.today import rows

S, V = VisitStage, VisitStatus


def line(store: Store, stage: VisitStage, edtf: str, today: date) -> VisitLine:
    """A visit between the two countries as its row has it."""
    draft = VisitDraft(title="Talks", stage=stage, dates=Period.from_edtf(edtf), from_party=1, to_party=2)
    number = store.run(AddVisit(draft)).record or 0
    return store.ask(lambda reader: visits.lines(reader, today, [number])[0])


def on_paper(store: Store, today: date) -> BriefingSheet:
    """The sheet on a country."""
    draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=2, as_of=today)
    return store.ask(lambda reader: sheet(reader, draft, today, 0))


MARCH = "2027-03-01/2027-03-05"
SAID = [
    # Dates that are agreed without a first or last day are no date, and not nothing.
    (S.DATES_AGREED, "2027-03-01/..", date(2026, 11, 30), "Accepted, no day · from 1 Mar 2027 (in 3 months)"),
    (S.DATES_AGREED, "../2027-03-01", date(2026, 11, 30), "Accepted, no day · by 1 Mar 2027 (in 3 months)"),
    (S.ACCEPTED, "2027-03-01/..", date(2027, 3, 4), "Accepted, no day · from 1 Mar 2027"),
    (S.ACCEPTED, "2027-21", date(2026, 11, 30), "Accepted, no day · spring 2027"),
    (S.ACCEPTED, "2027-21", date(2027, 6, 1), "Did it take place? · spring 2027"),
    # What nobody agreed to, or was put off, is not under way; one day may be today.
    (S.PROPOSED, MARCH, date(2027, 2, 28), "Proposed · 1–5 Mar 2027 (tomorrow)"),
    (S.PROPOSED, MARCH, date(2027, 3, 1), "Proposed · 1–5 Mar 2027"),
    (S.PROPOSED, MARCH, date(2027, 3, 5), "Proposed · 1–5 Mar 2027"),
    (S.PROPOSED, "2027-03-05", date(2027, 3, 5), "Proposed · 5 Mar 2027 (today)"),
    (S.POSTPONED, MARCH, date(2027, 3, 3), "Postponed · 1–5 Mar 2027"),
    (S.DATES_AGREED, MARCH, date(2027, 3, 3), "Under way · 1–5 Mar 2027 (under way, until 5 Mar)"),
    # About a day, or perhaps on it, is not that day.
    (S.DATES_AGREED, "2027-03-05~", date(2027, 3, 4), "Scheduled · c. 5 Mar 2027"),
    (S.DATES_AGREED, "2027-03-05~", date(2027, 3, 5), "Scheduled · c. 5 Mar 2027"),
    (S.DATES_AGREED, "2027-03-05~", date(2027, 3, 6), "Did it take place? · c. 5 Mar 2027"),
    (S.DATES_AGREED, "2027-03-05?", date(2027, 3, 5), "Scheduled · 5 Mar 2027?"),
    (S.DATES_AGREED, "2027-03-01~/2027-03-05~", date(2027, 3, 3), "Scheduled · c. 1–5 Mar 2027"),
    (S.DATES_AGREED, "2027-03-11~/2027-03-20~", date(2027, 3, 5), "Scheduled · mid-Mar 2027"),
    # The first day that a month may mean is not the day.
    (S.DATES_AGREED, "2027-03", date(2027, 2, 28), "Scheduled · Mar 2027"),
    (S.DATES_AGREED, "2027-21", date(2027, 2, 28), "Scheduled · spring 2027"),
    (S.DATES_AGREED, "2029-03", date(2026, 11, 30), "Scheduled · Mar 2029 (in 2 years)"),
    # Read on an earlier day.
    (S.COMPLETED, "2026-11-30", date(2026, 11, 29), "Took place 30 Nov 2026"),
    (S.COMPLETED, "2026-11-30", date(2026, 11, 30), "Took place 30 Nov 2026 (today)"),
    (S.COMPLETED, "2026-11-30", date(2026, 12, 1), "Took place 30 Nov 2026 (1 day ago)"),
    (S.COMPLETED, "2026-11-29/2026-12-01", date(2026, 11, 30), "Took place 29 Nov – 1 Dec 2026"),
    (S.UNDER_WAY, MARCH, date(2027, 2, 28), "Under way · 1–5 Mar 2027"),
]


@pytest.mark.parametrize(("stage", "edtf", "today", "said"), SAID)
def test_what_is_said_of_a_visit_on_a_day(walk: Store, stage: VisitStage, edtf: str, today: date, said: str) -> None:
    """In the words of the command line, whose parts the table and the pane show."""
    facts = [each for each in words.visit(line(walk, stage, edtf, today), today) if each]
    assert " · ".join(each for each in facts if each != "no invitation recorded") == said


def test_what_was_agreed_without_an_invitation_is_told_of_none(house: Store) -> None:
    """Neither in a list nor on a sheet."""
    today = date(2026, 11, 30)
    row = line(house, S.DATES_AGREED, "2027-03-01/..", today)
    assert (row.status, row.reply) == (V.ACCEPTED_NO_DATE, None)
    assert "no invitation recorded" in words.visit(row, today)
    on_today = rows.visit_row(row, today)
    assert (on_today.value, on_today.note) == ("Accepted, no day", "from 1 Mar 2027")
    paper = str(on_paper(house, today))
    assert "was accepted; no invitation is recorded." in paper and "invited Talks" not in paper


def test_every_visit_under_way_is_told_and_only_those(house: Store) -> None:
    """One that is about a day does not take the place of one that is certain."""
    today = date(2027, 3, 5)
    line(house, S.DATES_AGREED, "2027-03-05~", today)
    line(house, S.DATES_AGREED, MARCH, today)
    told = on_paper(house, today).in_one_minute
    said = [(point.lead, point.text.text) for point in told if "under way" in point.lead]
    assert said and said[0][0] == "A visit is under way." and said[0][1].startswith("Talks, 1–5 Mar 2027.")
    line(house, S.DATES_AGREED, "2027-03-04/2027-03-06", today)
    told = on_paper(house, today).in_one_minute
    two = next(point for point in told if "under way" in point.lead)
    assert two.lead == "2 visits are under way."
    assert {"Talks, 1–5 Mar 2027", "Talks, 4–6 Mar 2027"} <= {each.strip() for each in two.text.text.split(".")}


def test_what_was_accepted_for_a_season_is_not_the_next_visit(house: Store) -> None:
    """One on a day is; "spring 2027" is told as accepted."""
    today = date(2026, 11, 30)
    line(house, S.ACCEPTED, "2027-21", today)
    assert "Next visit: Talks" not in str(on_paper(house, today).in_one_minute)
    line(house, S.ACCEPTED, "2027-03-04", today)
    assert "4 Mar 2027" in str(on_paper(house, today).in_one_minute)
