"""Today, the log and what is shown of a record: no day that is not known, nothing late that is not open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.commands.base import Hide, Restore
from db.commands.commitments import AddCommitment
from db.commands.visits import AddInvitation, AddVisit
from db.queries import actions, commitments, records, today
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.today import SHOWN, Ahead
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import Kind, Strength, VisitStage
from desktop.cli import answers, words
from desktop.cli.full import full
from desktop.today import panels
from tests.store.house import TODAY, Ids
from tests.store.test_pending import asked, log, step

DUE = date(2026, 11, 13)


def promised(store: Store, edtf: str | None, said: str = "", **fields: Any) -> int:
    due = Period.from_edtf(edtf, said) if edtf else None
    return store.run(AddCommitment(CommitmentDraft(title="A report", due=due, **fields))).record or 0


def ahead(edtf: str, on: str, *, closes: bool = False) -> Ahead:
    when, day = Period.from_edtf(edtf), date.fromisoformat(on)
    return Ahead(when=when, on=day, what="A report", record=7, kind=Kind.COMMITMENT.value, closes=closes)


@pytest.mark.parametrize(
    ("thing", "row", "text"),
    [
        (ahead("2027-03-05", "2027-03-05"), ("Fri 5", "A report"), "Fri 5 Mar 2027: A report"),
        (ahead("2027-03-01/2027-03-05", "2027-03-05"), ("Fri 5", "A report"), "1–5 Mar 2027: A report"),
        (ahead("../2026-12-31", "2026-12-31"), ("Thu 31", "A report"), "by end of 2026: A report"),
        (ahead("2026", "2026-12-31", closes=True), ("Thu 31", "A report"), "Thu 31 Dec 2026: A report"),
        (ahead("2027-03-05~", "2027-03-05"), ("", "A report (c. 5 Mar 2027)"), "c. 5 Mar 2027: A report"),
        (ahead("2027-03-05?", "2027-03-05"), ("", "A report (5 Mar 2027?)"), "5 Mar 2027?: A report"),
        (ahead("2027-03-01~/2027-03-10~", "2027-03-10"), ("", "A report (early Mar 2027)"), "early Mar 2027: A report"),
        (ahead("2027-03-11~/2027-03-20~", "2027-03-20", closes=True), ("", "A report (mid-Mar 2027)"),
         "mid-Mar 2027: A report"),
        (ahead("2027-03", "2027-03-31"), ("", "A report (Mar 2027)"), "Mar 2027: A report"),
        (ahead("../2027-03-15~", "2027-03-15"), ("", "A report (by c. 15 Mar 2027)"), "by c. 15 Mar 2027: A report"),
    ],
)  # fmt: skip
def test_a_day_is_named_only_where_it_is_that_day(thing: Ahead, row: tuple[str, str], text: str) -> None:
    """In the weeks ahead, in the window and as text."""
    line = panels.week_line(thing, "")
    assert (line.day, line.what) == row
    assert " ".join("\n".join(answers.ahead(thing)).split()) == f"7 {text}"


def test_the_text_names_all_that_the_weeks_hold(house: Store, ids: Ids) -> None:
    """The end of a time for which somebody was invited among them, as the window does."""
    visit = house.run(AddVisit(VisitDraft(title="Invited", from_party=ids["pk"], to_party=ids["kz"]))).record or 0
    house.run(AddInvitation(InvitationDraft(visit=visit, window=Period.from_edtf("../2026-12-31"))))
    promised(house, "2026-12-04")
    sheet = house.ask(lambda reader: today.sheet(reader, TODAY))
    text = " ".join(answers.today(sheet).split())
    things = [thing for week in sheet.weeks for thing in week.things]
    assert "Window closes: Invited" in {thing.what for thing in things}
    assert all(" ".join("\n".join(answers.ahead(thing)).split()) in text for thing in things)
    assert "Thu 31 Dec 2026: Window closes: Invited" in text


def test_the_visit_whose_time_ends_first_stands_first(house: Store, ids: Ids) -> None:
    """However many were asked for after it."""
    windows = ["2027", "../2026-11-30", None, "2027-33", "../2026-12-31", "2028", "2029", "2030", "2031", "2032"]
    for place, window in enumerate(windows):
        visit = house.run(AddVisit(VisitDraft(title=f"{place}", stage=VisitStage.INVITED))).record or 0
        time = Period.from_edtf(window) if window else None
        house.run(AddInvitation(InvitationDraft(visit=visit, window=time)))
    found = house.ask(lambda reader: today.sheet(reader, TODAY)).invitations
    ends = [line.window.latest if line.window is not None else None for line in found.rows]
    known = [day for day in ends if day is not None]
    assert len(found.rows) == SHOWN < found.total
    assert known == sorted(known) and ends[: len(known)] == known and date(2026, 11, 30) in known


def test_what_is_thrown_away_awaits_no_reply_and_is_late_nowhere(house: Store, ids: Ids) -> None:
    """An entry on a promise in the Trash, until that is taken out again."""
    promise = promised(house, None)
    entries = asked(house, promise, DUE, on=DUE, result="awaiting_reply"), step(house, promise, DUE, on=DUE)

    def told() -> tuple[int, list[bool]]:
        with house.read() as reader:
            awaiting = set(reader.scalars(actions.rows(reader, TODAY, View(name="awaiting"))))
            cards = [full(reader, records.card(reader, TODAY, entry), TODAY) for entry in entries]
        return len(awaiting & {*entries}), ["10 days late" in each for each in cards]

    assert told() == (1, [True, True])
    house.run(Hide((promise,)))
    assert told() == (0, [False, False])
    house.run(Restore((promise,)))
    assert told() == (1, [True, True])


@pytest.mark.parametrize(
    ("edtf", "said", "day", "listed"),
    [
        (None, "", TODAY, True),
        ("2027-03-01/..", "from 1 March 2027", TODAY, False),
        ("2027-03-02/..", "after 1 March 2027", TODAY, False),
        ("2027-03-01/..", "from 1 March 2027", date(2027, 2, 28), False),
        ("2027-03-01/..", "from 1 March 2027", date(2027, 3, 1), True),
        ("2027-03-01", "", TODAY, False),
        ("../2027-03-01", "", TODAY, False),
    ],
)
def test_what_is_due_only_from_a_day_on_is_not_without_a_date_before_it(
    house: Store, edtf: str | None, said: str, day: date, listed: bool
) -> None:
    number = promised(house, edtf, said, strength=Strength.UNDERTAKING)
    log(house, number, on=date(2026, 1, 5))
    with house.read() as reader:
        for name in ("silent", "undated"):
            found = set(reader.scalars(commitments.rows(reader, day, View(name=name))))
            assert (number in found) is listed


def test_no_comma_hangs_where_nothing_follows(house: Store, ids: Ids) -> None:
    """A step without an end is told without how far off that is, and no line of a visit is empty."""
    from db.queries import pending

    promise = promised(house, None)
    log(house, promise, next_step="Call again", next_due=Period.from_edtf("2027-03-01/..", "from 1 March 2027"))
    visit = house.run(AddVisit(VisitDraft(title="Talks", stage=VisitStage.ACCEPTED))).record or 0
    with house.read() as reader:
        (open_step,) = pending.of_record(reader, promise)
        shown = full(reader, records.card(reader, TODAY, visit), TODAY)
    assert words.asked(open_step, TODAY) == "Due from 1 Mar 2027"
    head, *rest = shown.split("\n\n")[1].splitlines()
    assert all(line.strip() for line in (head, *rest))
