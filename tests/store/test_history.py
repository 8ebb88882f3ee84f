"""What changed of a record is told in words, and how it stood can be read and put back."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.commands.actions import LogAction
from db.commands.agreements import ChangeAgreement
from db.commands.base import Hide, Restore, SetAreas
from db.commands.commitments import Assess, ChangeCommitment, SetDue, SetOfficer
from db.commands.parties import AddArea
from db.commands.visits import AddVisit, ChangeVisit
from db.drafts import draft_of
from db.errors import NotFound
from db.queries import history
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.history import FieldChange, PastChange
from db.records.parties import AreaDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.store import Store, open_register
from db.tables.base import Record
from db.vocabulary import Progress, StepKind, StepState, Way
from tests.registers import make_empty
from tests.store.house import TODAY, Clock, Ids


def changes(house: Store, record: int, start: int = 0, size: int = history.PAGE) -> tuple[PastChange, ...]:
    with house.read() as reader:
        return history.changes_of(reader, record, start, size)


def told(change: PastChange) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {each.field: (each.before, each.after) for each in change.fields}


def field(change: PastChange, name: str) -> FieldChange:
    (found,) = [each for each in change.fields if each.field == name]
    return found


def version(house: Store, record: int) -> int:
    with house.read() as reader:
        return reader.get_one(Record, record).version


def draft(house: Store, record: int) -> object:
    with house.read() as reader:
        return draft_of(reader.get_one(Record, record))


def commitment(house: Store, record: int) -> CommitmentDraft:
    found = draft(house, record)
    assert isinstance(found, CommitmentDraft)
    return found


# --------------------------------------------------------------------------------------------------------- what changed
def test_a_change_is_told_by_field_before_and_after(house: Store, ids: Ids) -> None:
    done = house.run(Assess((ids["commitment"],), Progress.WAITING, TODAY, by="B. Omar", why="They asked for time"))
    first = changes(house, ids["commitment"])[0]
    assert (first.id, first.label, first.by, first.way) == (done.id, done.label, "A. Serik", Way.DONE)
    assert told(first) == {
        "progress": (("Not started",), ("Waiting for the other side",)),
        "assessment": ((), ("They asked for time",)),
        "assessed_by": ((), ("B. Omar",)),
        "assessed_on": ((), ("23 Nov 2026",)),
    }


def test_dates_are_told_as_they_are_shown_and_as_they_were_said(house: Store, ids: Ids) -> None:
    house.run(SetDue((ids["commitment"],), Period.from_edtf("2027", "this year", date(2027, 1, 1))))
    assert told(changes(house, ids["commitment"])[0])["due"] == (("Dec 2026",), ("2027 (“this year”)",))


def test_records_are_told_by_name_also_when_they_are_in_the_trash_or_gone(house: Store, ids: Ids) -> None:
    extra = house.run(AddArea(AreaDraft(title="Energy"))).record
    assert extra is not None
    house.run(SetAreas((ids["commitment"],), (ids["area"], extra)))
    house.run(Hide((ids["area"],)))
    assert told(changes(house, ids["commitment"])[0]) == {"areas": (("Transport",), ("Transport", "Energy"))}
    for _ in range(3):
        house.undo()
    names = told(changes(house, ids["commitment"])[0])["areas"]
    assert names == (("Transport", "Energy"), ("Transport",))


def test_rows_that_hang_on_a_record_are_named_where_they_differ(house: Store, ids: Ids) -> None:
    before = draft(house, ids["agreement"])
    assert isinstance(before, AgreementDraft)
    signed = StepDraft(kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 5)), place="Islamabad")
    notified = StepDraft(kind=StepKind.NOTIFIED_COMPLETION, state=StepState.WAITING, party=ids["pk"])
    changed = before.model_copy(update={"steps": (signed, before.steps[1], notified)})
    house.run(ChangeAgreement(ids["agreement"], version(house, ids["agreement"]), changed))
    steps = field(changes(house, ids["agreement"])[0], "steps")
    assert steps.rows and steps.restorable
    assert steps.before == ("Step: signed, done on 4 Feb 2026",)
    assert steps.after == (
        "Step: signed, done on 5 Feb 2026, place Islamabad",
        "Step: notified completion, waiting, party Pakistan",
    )


def test_the_first_change_says_what_was_written(house: Store, ids: Ids) -> None:
    first = changes(house, ids["visit"])[-1]
    assert first.adds and not any(each.restorable or each.before for each in first.fields if each.field != "stage")
    assert told(first)["title"] == ((), ("State visit",))
    assert told(first)["from_party"] == ((), ("Kazakhstan",))
    assert told(first)["talks"][1] == ("Talk: place Islamabad", "Talk: place Lahore")
    assert told(first)["delegates"][1] == ("Delegate: party Kazakhstan, B. Deputy",)
    assert told(first)["citations"][1] == ("Citation: dates, stated, source Joint statement, quotation agreed",)


def test_what_hangs_on_a_record_without_changing_it_is_a_change_with_its_records(house: Store, ids: Ids) -> None:
    done = house.run(LogAction(ActionDraft(text="Called", on=TODAY, links=(ids["visit"], ids["commitment"]))))
    first = changes(house, ids["visit"])[0]
    assert (first.label, first.fields, first.other_count) == (done.label, (), 2)
    assert [each.title for each in first.others] == ["Open a trade house", "Called"]


def test_undo_and_redo_are_told_as_such(house: Store, ids: Ids) -> None:
    done = house.run(SetOfficer((ids["commitment"],), "D. Omar"))
    house.undo()
    house.redo()
    found = changes(house, ids["commitment"])[:3]
    assert [(each.way, each.label) for each in found] == [
        (Way.DONE_AGAIN, done.label),
        (Way.UNDONE, done.label),
        (Way.DONE, done.label),
    ]
    assert [told(each)["officer"] for each in found] == [((), ("D. Omar",)), (("D. Omar",), ()), ((), ("D. Omar",))]
    assert [field(each, "officer").restorable for each in found] == [True, False, True]


def test_the_trash_is_part_of_the_history(house: Store, ids: Ids) -> None:
    house.run(Hide((ids["briefing"],)))
    house.run(Restore((ids["briefing"],)))
    back, away = changes(house, ids["briefing"])[:2]
    assert told(away) == {"hidden": ((), ("yes",))} and told(back) == {"hidden": (("yes",), ())}


def test_a_long_history_comes_in_pages(tmp_path: Path) -> None:
    with open_register(make_empty(tmp_path / "long.aide"), now=Clock(), by="A") as house:
        record = house.run(AddVisit(VisitDraft(title="Visit"))).record
        assert record is not None
        for number in range(30):
            house.run(ChangeVisit(record, version(house, record), VisitDraft(title="Visit", places=f"Place {number}")))
        whole = changes(house, record)
        pages = [changes(house, record, start, 7) for start in range(0, 35, 7)]
        assert [each for page in pages for each in page] == list(whole) and len(whole) == 31
        assert told(whole[0]) == {"places": (("Place 28",), ("Place 29",))}
        assert changes(house, record, 31) == ()


def test_long_texts_are_shown_about_the_place_where_they_differ(house: Store, ids: Ids) -> None:
    text = "word " * 2_000
    for condition in (text + "before", text + "after"):
        changed = commitment(house, ids["commitment"]).model_copy(update={"condition": condition})
        house.run(ChangeCommitment(ids["commitment"], version(house, ids["commitment"]), changed))
    (before,), (after,) = told(changes(house, ids["commitment"])[0])["condition"]
    assert before.startswith("…") and before.endswith("before") and after.endswith("after") and len(after) < 200


# ---------------------------------------------------------------------------------------------------- how it once stood
def test_a_record_as_of_a_change_and_as_of_a_day(house: Store, ids: Ids, clock: Clock) -> None:
    record, before = ids["commitment"], draft(house, ids["commitment"])
    changed = house.run(SetOfficer((record,), "D. Omar"))
    clock.moment += timedelta(days=3)
    house.run(SetOfficer((record,), "E. Khan"))
    with house.read() as reader:
        assert history.as_of(reader, record, changed.id - 1) == before
        assert history.as_of(reader, record, changed.id) == history.as_of(reader, record, TODAY)
        assert history.as_of(reader, record, date(2026, 11, 27)) == draft_of(reader.get_one(Record, record))
        assert history.as_of(reader, record, date.max) == draft_of(reader.get_one(Record, record))
        then = history.version(reader, record, TODAY)
        assert (then.change, then.label, then.restorable) == (changed.id, changed.label, True)
        assert {fact.field: fact.lines for fact in then.facts}["officer"] == ("D. Omar",)
        assert not history.version(reader, record, date.max).restorable
        with pytest.raises(NotFound, match="not in the register on 22 Nov 2026"):
            history.as_of(reader, record, date(2026, 11, 22))
        with pytest.raises(NotFound, match="no earlier version"):
            history.as_of(reader, ids["briefing"], TODAY)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
def test_a_day_ends_where_the_computer_stands(house_path: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Astana it is past midnight while in UTC it is still evening, and the officer's day counts."""
    evening = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    with monkeypatch.context() as zone, open_register(house_path, now=lambda: evening, by="A") as house:
        zone.setenv("TZ", "ALM-5")
        time.tzset()
        house.run(SetOfficer((ids["commitment"],), "D. Omar"))
        with house.read() as reader:
            before, after = (history.as_of(reader, ids["commitment"], date(2026, 11, day)) for day in (24, 25))
    time.tzset()
    assert isinstance(before, CommitmentDraft) and isinstance(after, CommitmentDraft)
    assert (before.officer, after.officer) == ("", "D. Omar")


def test_the_whole_record_is_told_without_what_goes_without_saying(house: Store, ids: Ids) -> None:
    def facts_of(record: int) -> dict[str, tuple[str, ...]]:
        with house.read() as reader:
            return {fact.field: fact.lines for fact in history.version(reader, record, date.max).facts}

    assert "no_ratification_foreseen" not in facts_of(ids["agreement"])
    assert facts_of(ids["agreement"])["parties"] == ("Kazakhstan", "Pakistan")
    assert facts_of(ids["agreement"])["legal_character"] == ("Not stated",)
    before = draft(house, ids["agreement"])
    assert isinstance(before, AgreementDraft)
    final = before.model_copy(update={"no_ratification_foreseen": True})
    house.run(ChangeAgreement(ids["agreement"], version(house, ids["agreement"]), final))
    assert facts_of(ids["agreement"])["no_ratification_foreseen"] == ("yes",)
