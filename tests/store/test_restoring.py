"""A record, or one field of it, is put back as it stood; what cannot be is refused in words."""

from __future__ import annotations

import pytest

from db.commands.base import Hide, SetAreas
from db.commands.commitments import ChangeCommitment
from db.commands.history import CHANGES, RestoreField, RestoreVersion
from db.commands.visits import AddVisit, ChangeVisit
from db.errors import Conflict, InTrash, KnownError
from db.records.base import CitationDraft
from db.records.history import REWRITTEN
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import How
from tests.store.house import Ids, facts
from tests.store.test_history import commitment, draft, version


def test_a_whole_version_is_put_back(house: Store, ids: Ids) -> None:
    record, before = ids["visit"], draft(house, ids["visit"])
    then = version(house, record)
    house.run(ChangeVisit(record, then, VisitDraft(title="Another")))
    done = house.run(RestoreVersion(record, version(house, record), then))
    assert draft(house, record) == before
    assert done.label == "Put back an earlier version: “State visit”"
    house.undo()
    assert draft(house, record) == VisitDraft(title="Another")


def test_one_field_is_put_back_with_what_sources_say_of_it(house: Store, ids: Ids) -> None:
    record, before = ids["visit"], draft(house, ids["visit"])
    assert isinstance(before, VisitDraft)
    then = version(house, record)
    noted = CitationDraft(field="places", how=How.STATED, source=ids["source"])
    changed = {"dates": Period.from_edtf("2028"), "places": "Lahore", "citations": (noted,)}
    house.run(ChangeVisit(record, then, before.model_copy(update=changed)))
    done = house.run(RestoreField(record, version(house, record), then, "dates"))
    assert draft(house, record) == before.model_copy(
        update={"places": "Lahore", "citations": (noted, *before.citations)}
    )
    assert done.label == "Put back dates: “State visit”"


def test_every_kind_with_a_draft_of_its_own_can_be_put_back() -> None:
    """Reason: the screen offers it by the list in the records, the command does it by its own."""
    assert CHANGES.keys() == REWRITTEN


def test_nothing_is_put_back_over_what_somebody_else_wrote(house: Store, ids: Ids) -> None:
    read = version(house, ids["source"])
    house.run(SetAreas((ids["source"],), (ids["area"],)))
    with pytest.raises(Conflict):
        house.run(RestoreVersion(ids["source"], read, 1))


def test_what_names_a_record_that_is_gone_is_refused_by_name(house: Store, ids: Ids) -> None:
    record, visit = ids["commitment"], house.run(AddVisit(VisitDraft(title="Autumn visit"))).record
    changed = commitment(house, record).model_copy(update={"depends_on": visit})
    then = house.run(ChangeCommitment(record, version(house, record), changed)).id
    house.undo()
    house.undo()
    before = facts(house)
    for command in (
        RestoreVersion(record, version(house, record), then),
        RestoreField(record, version(house, record), then, "depends_on"),
    ):
        with pytest.raises(KnownError, match=r"visit “Autumn visit” .* no longer in the register"):
            house.run(command)
    assert facts(house) == before


def test_what_names_a_record_in_the_trash_is_refused_by_name(house: Store, ids: Ids) -> None:
    record, then = ids["commitment"], version(house, ids["commitment"])
    changed = commitment(house, record).model_copy(update={"owed": (), "officer": "D. Omar"})
    house.run(ChangeCommitment(record, then, changed))
    house.run(Hide((ids["pk"],)))
    with pytest.raises(KnownError, match=r"“Pakistan” .* in the Trash.*Restore it first"):
        house.run(RestoreVersion(record, version(house, record), then))
    house.run(RestoreField(record, version(house, record), then, "officer"))
    assert commitment(house, record).officer == ""


def test_what_cannot_be_put_back_says_so(house: Store, ids: Ids) -> None:
    at = {name: version(house, number) for name, number in ids.items()}
    for command, words in (
        (RestoreVersion(ids["area"], at["area"], at["area"]), "stands like this already"),
        (RestoreVersion(ids["action"], at["action"], at["action"]), "An entry of the log is never written anew"),
        (RestoreVersion(ids["briefing"], at["briefing"], at["briefing"]), "A briefing is never written anew"),
        (RestoreVersion(ids["source"], at["source"], 1), "was not in the register then"),
    ):
        with pytest.raises(KnownError, match=words):
            house.run(command)
    house.run(Hide((ids["sco"],)))
    with pytest.raises(InTrash, match=r"Organisation.*Restore it first"):
        house.run(RestoreVersion(ids["sco"], version(house, ids["sco"]), at["sco"] - 1))
