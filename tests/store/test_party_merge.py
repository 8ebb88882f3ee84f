"""Two parties that are one: all that names one names the other, undo brings everything back, else it is refused."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.commands.agreements import AddAgreement
from db.commands.base import Add, Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddParty, ChangeParty, MergeParties, _naming_parties
from db.commands.people import AddOffice
from db.commands.points import AddPoint
from db.commands.settings import ChooseOurSide, SaveView
from db.commands.visits import AddInvitation, AddVisit
from db.errors import Conflict, InTrash, KnownError, NotFound
from db.queries import parties
from db.queries.settings import our_side, saved_views
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import Filter, NameIn, View
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, PartyDraft
from db.records.people import OfficeDraft
from db.records.points import PointDraft
from db.records.visits import DelegateDraft, InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store, open_register
from db.vocabulary import Kind, Marking, PartyKind, PointKind, StepKind
from tests.campaigns import tries
from tests.registers import make_empty
from tests.store.house import Clock, Ids, facts, found


def added(store: Store, command: Add[Any]) -> int:
    record = store.run(command).record
    assert record is not None
    return record


def still_naming(store: Store, *gone: int) -> list[str]:
    """The columns in which one of these parties is still named."""
    with store.read() as reader:
        named = ((each, reader.scalars(select(each).where(each.in_(gone))).all()) for each in _naming_parties())
        return [str(column) for column, rows in named if rows]


def another(store: Store, **fields: Any) -> int:
    return added(store, AddParty(PartyDraft(**{"title": "Islamic Republic of Pakistan", **fields})))


def card(store: Store, number: int) -> PartyDraft:
    with store.read() as reader:
        return parties.card(reader, number).draft


def test_all_that_names_it_names_the_other(house: Store, ids: Ids) -> None:
    gone = another(house)
    visit = added(house, AddVisit(VisitDraft(title="Talks", from_party=gone, to_party=ids["kz"],
                                             delegates=(DelegateDraft(party=gone, name="A"),))))  # fmt: skip
    steps = (StepDraft(kind=StepKind.RATIFIED, party=gone),)
    added(house, AddAgreement(AgreementDraft(title="Transit", parties=(gone, ids["kz"]), steps=steps)))
    added(house, AddAgreement(AgreementDraft(title="All three", parties=(gone, ids["kz"], ids["pk"]))))
    added(house, AddCommitment(CommitmentDraft(title="Pay", owes=(gone, ids["pk"]), owed=(ids["kz"],))))
    added(house, AddOffice(OfficeDraft(title="Ministry", party=gone)))
    added(house, AddPoint(PointDraft(about=gone, kind=PointKind.OBJECTIVE, text="A date")))
    added(house, AddParty(PartyDraft(title="Railways", kind=PartyKind.COMPANY, under=gone)))
    added(house, AddInvitation(InvitationDraft(visit=visit, by_party=ids["kz"], to_party=gone)))
    before, computed = facts(house), found(house)
    change = house.run(MergeParties(ids["pk"], (gone,), house.seen()))
    assert change.label == "Merged “Islamic Republic of Pakistan” into “Pakistan”" and change.record == ids["pk"]
    assert still_naming(house, gone) == [] and house.check().sound
    links = facts(house)["agreement_party"]
    assert len({(row["agreement_id"], row["party_id"]) for row in links}) == len(links), "Nobody is a party twice."
    house.undo()
    assert (facts(house), found(house)) == (before, computed) and house.check().sound
    house.redo()
    assert still_naming(house, gone) == [] and house.check().sound


def test_names_codes_and_notes_are_kept(house: Store, ids: Ids) -> None:
    since = Period.from_edtf("1992")
    aliases = (NameIn(language="kk", text="Пәкістан"), NameIn(text="PAKISTAN"))
    said = {"notes": "Theirs.", "marking": Marking.RESTRICTED, "established": since}
    gone = another(house, code3="XAA", long_name="The Republic", aliases=aliases, **said)
    house.run(MergeParties(ids["pk"], (gone,)))
    kept = card(house, ids["pk"])
    assert (kept.title, kept.code, kept.code3, kept.long_name) == ("Pakistan", "PK", "PAK", "The Republic")
    assert [each.text for each in kept.aliases] == ["Islamic Republic of Pakistan", "Пәкістан"]
    assert (kept.notes, kept.marking, kept.established) == ("Theirs.", Marking.RESTRICTED, since)


def test_our_side_and_saved_views_follow(house: Store, ids: Ids) -> None:
    gone = another(house)
    house.run(ChooseOurSide(gone))
    chosen = (str(gone), str(ids["pk"]))
    narrowed = (Filter(facet="country", values=chosen), Filter(facet="year", values=(str(gone),)))
    house.run(SaveView(Kind.VISIT, "Theirs", View(filters=narrowed)))
    house.run(SaveView(Kind.COMMITMENT, "Owed", View(name=f"owes:{gone}")))
    house.run(MergeParties(ids["pk"], (gone,)))
    with house.read() as reader:
        assert our_side(reader) == ids["pk"]
        visits, owed = saved_views(reader, Kind.VISIT)[-1].view, saved_views(reader, Kind.COMMITMENT)[-1].view
    assert visits.chosen("country") == (str(ids["pk"]),) and visits.chosen("year") == (str(gone),)
    assert owed.name == f"owes:{ids['pk']}"


def between(one: int, other: int, hidden: bool = False) -> Iterator[tuple[Add[Any], str]]:
    """What stands between two parties, and what is said of it."""
    yield AddVisit(VisitDraft(title="V", from_party=one, to_party=other)), "Visit “V”"
    yield AddAgreement(AgreementDraft(title="A", parties=(one, other))), "Agreement “A”"
    yield AddCommitment(CommitmentDraft(title="C", owes=(one,), owed=(other,))), "Commitment “C”"
    yield AddAnniversary(AnniversaryDraft(title="Y", parties=(one, other))), "Anniversary “Y”"


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("hidden", [False, True])
def test_what_stands_between_them_refuses_it(house: Store, ids: Ids, which: int, hidden: bool) -> None:
    gone = another(house)
    add, words = [*between(gone, ids["pk"])][which]
    number = added(house, add)
    if hidden:
        house.run(Hide((number,)))
    before = facts(house)
    with pytest.raises(KnownError) as caught:
        house.run(MergeParties(ids["pk"], (gone,)))
    said = f"{words} in the Trash is between them." if hidden else f"{words} is between them."
    assert caught.value.happened == said and caught.value.safe == "Nothing was merged."
    assert facts(house) == before


def test_what_it_cannot_be_is_refused(house: Store, ids: Ids) -> None:
    gone = another(house)
    under = added(house, AddParty(PartyDraft(title="Agency", kind=PartyKind.AGENCY, under=gone)))
    with pytest.raises(KnownError, match="“Agency” stands under the other"):
        house.run(MergeParties(gone, (under,)))
    apart = added(house, AddParty(PartyDraft(title="Region", kind=PartyKind.REGION)))
    with pytest.raises(KnownError, match="nothing can stand under “Region”"):
        house.run(MergeParties(apart, (gone,)))
    for others in ((), (gone,)):
        with pytest.raises(KnownError, match="Choose another party"):
            house.run(MergeParties(gone, others))
    with pytest.raises(NotFound):
        house.run(MergeParties(ids["pk"], (ids["visit"],)))
    with pytest.raises(Conflict):
        seen = house.seen()
        house.run(ChangeParty(gone, None, card(house, gone)))
        house.run(MergeParties(ids["pk"], (gone,), seen))
    house.run(Hide((apart,)))
    with pytest.raises(InTrash):
        house.run(MergeParties(apart, (gone,)))


# ------------------------------------------------------------------------------------------------- of random registers
def _random_register(store: Store, chance: random.Random) -> list[int]:
    """Parties that other records name in every way; the parties."""
    kinds = (PartyKind.STATE, PartyKind.STATE, PartyKind.ORGANISATION)
    names = [added(store, AddParty(PartyDraft(title=f"Party {n}", kind=chance.choice(kinds)))) for n in range(5)]
    below = [PartyKind.REGION, PartyKind.AGENCY, PartyKind.COMPANY]
    for n in range(2):
        under = chance.choice([None, *names[:5]])
        names.append(added(store, AddParty(PartyDraft(title=f"Below {n}", kind=chance.choice(below), under=under))))

    def some(most: int = 3) -> tuple[int, ...]:
        return tuple(chance.sample(names, chance.randint(0, most)))

    def one() -> int:
        return chance.choice(names)

    makes = (
        lambda n: AddVisit(VisitDraft(title=f"Visit {n}", from_party=one(), to_party=chance.choice([None, one()]))),
        lambda n: AddAgreement(AgreementDraft(title=f"Agreement {n}", parties=some(), steps=tuple(
            StepDraft(kind=StepKind.RATIFIED, party=party, done_on=Period.on(date(2026, 1, 1))) for party in some(2)))),
        lambda n: AddCommitment(CommitmentDraft(title=f"Promise {n}", owes=some(), owed=some(1))),
        lambda n: AddAnniversary(AnniversaryDraft(title=f"Anniversary {n}", parties=some())),
        lambda n: AddOffice(OfficeDraft(title=f"Office {n}", party=one())),
        lambda n: AddPoint(PointDraft(about=one(), kind=PointKind.NOTE, text=f"Note {n}")),
    )  # fmt: skip
    for n in range(14):
        number = added(store, chance.choice(makes)(n))
        if chance.random() < 0.2:
            store.run(Hide((number,)))
    if chance.random() < 0.5:
        store.run(ChooseOurSide(one()))
    return names


@pytest.mark.parametrize("seed", range(tries(4)))
def test_undo_brings_every_register_back(tmp_path: Path, seed: int) -> None:
    """Whether it is merged or refused, and however often: what stood before stands after undo, to the last row."""
    chance = random.Random(seed)
    with open_register(make_empty(tmp_path / "r.aide"), now=Clock(), by="A. Serik") as store:
        names = _random_register(store, chance)
        merged = 0
        for _ in range(5):
            into, *others = chance.sample(names, chance.randint(2, 3))
            before, computed = facts(store), found(store)
            try:
                store.run(MergeParties(into, tuple(others), store.seen()))
            except KnownError:
                assert facts(store) == before
                continue
            merged += 1
            after, after_computed = facts(store), found(store)
            assert still_naming(store, *others) == [] and store.check().sound
            store.undo()
            assert (facts(store), found(store)) == (before, computed) and store.check().sound
            store.redo()
            assert (facts(store), found(store)) == (after, after_computed)
            store.undo()
