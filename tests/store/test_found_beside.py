"""What stands beside a record in its row is found in the list: where it was made, what it waits for, areas, holders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.parties import AddArea
from db.commands.people import AddOffice, AddPerson
from db.commands.visits import AddVisit
from db.queries import actions, agreements, commitments, records, search, visits
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.parties import AreaDraft
from db.records.people import OfficeDraft, PersonDraft, TermDraft
from db.records.visits import VisitDraft
from db.store import Store, open_register
from db.vocabulary import Kind
from tests.store.house import TODAY, Clock, Ids


@pytest.fixture(scope="module")
def shared(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One furnished register for all tests here."""
    path = Path(shutil.copy(furnished[0], tmp_path_factory.mktemp("beside") / "beside.aide"))
    with open_register(path, now=Clock(), by="A. Serik") as opened:
        yield opened


@pytest.fixture(scope="module")
def beside(shared: Store, furnished: tuple[Path, Ids]) -> dict[str, int]:
    """Records whose rows name others."""

    def add(command: object) -> int:
        return shared.run(command).record or 0  # type: ignore[arg-type]

    visit = add(AddVisit(VisitDraft(title="Working visit of Bektenov")))
    area = add(AddArea(AreaDraft(title="Zeolites")))
    minister = add(AddOffice(OfficeDraft(title="Minister of Gravel", party=furnished[1]["kz"])))
    add(AddPerson(PersonDraft(title="Quentin Leghari", terms=(TermDraft(office=minister),))))
    return {
        "visit": visit,
        "made at": add(AddCommitment(CommitmentDraft(title="Send wheat", origin=visit))),
        "waits for": add(AddCommitment(CommitmentDraft(title="Open a bank", depends_on=visit, areas=(area,)))),
        "returns": add(AddVisit(VisitDraft(title="Visit to Astana", return_of=visit))),
        "signed at": add(AddAgreement(AgreementDraft(title="Transit", visit=visit, areas=(area,)))),
        "office": minister,
        "entry": add(LogAction(ActionDraft(text="Called.", on=TODAY, links=(visit,)), today=TODAY)),
    }


LISTS = {"visit": visits, "agreement": agreements, "commitment": commitments, "action": actions}


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("Bektenov", "commitment", ["made at", "waits for"]),
        ("bekt", "visit", ["returns", "visit"]),
        ("BEKTENOV visit", "agreement", ["signed at"]),
        ("Zeol", "commitment", ["waits for"]),
        ("zeolites", "agreement", ["signed at"]),
        ("bank bektenov zeolites", "commitment", ["waits for"]),
        ("wheat zeolites", "commitment", []),
        ("ektenov", "commitment", []),
    ],
)
def test_a_list_finds_what_its_rows_name(
    shared: Store, beside: dict[str, int], words: str, kind: str, found: list[str]
) -> None:
    """Each word begins one of the record or of a title in its row; the count is that of the rows."""
    view, queries = View(name="all", find=words), LISTS[kind]
    rows = shared.ask(lambda reader: list(reader.scalars(queries.rows(reader, TODAY, view))))
    assert sorted(rows) == sorted(beside[each] for each in found)
    assert shared.ask(lambda reader: queries.count(reader, TODAY, view)) == len(found)


def test_an_office_is_found_by_who_holds_it_and_an_entry_by_what_it_is_on(
    shared: Store, beside: dict[str, int]
) -> None:
    offices = shared.ask(lambda reader: records.of_kind(reader, Kind.OFFICE, View(name="all", find="leghari")))
    assert [each.id for each in offices] == [beside["office"]]
    log = shared.ask(lambda reader: actions.window(reader, TODAY, View(name="all", find="bektenov called"), 0, 10))
    assert [each.text for each in log] == ["Called."]


def test_the_search_of_everything_tells_of_a_record_only_what_is_its_own(shared: Store, beside: dict[str, int]) -> None:
    found = shared.ask(lambda reader: search.find(reader, "Bektenov", 12, (Kind.COMMITMENT, Kind.AGREEMENT)))
    assert found == ()
