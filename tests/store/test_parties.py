"""What a party may be: its codes, what it stands under, and which records concern it for that."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty, ChangeParty
from db.commands.people import AddOffice
from db.commands.settings import ChooseOurSide
from db.errors import FieldError
from db.queries import agreements, commitments, parties
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.people import OfficeDraft
from db.rules.codes import code_refused, code_written
from db.store import Store
from db.vocabulary import PartyKind, StepKind, StepState, Turn
from tests.store.house import TODAY, Ids

SIDES = ("we_owe", "they_owe")


def add(store: Store, **fields: Any) -> int:
    record = store.run(AddParty(PartyDraft(**fields))).record
    assert record is not None
    return record


def change(store: Store, number: int, **fields: Any) -> None:
    with store.read() as reader:
        card = parties.card(reader, number)
    draft = PartyDraft.model_validate({**dict(card.draft), **fields})
    store.run(ChangeParty(number, card.head.version, draft))


def concerned(store: Store, country: int) -> list[int]:
    """The commitments that concern a country."""
    with store.read() as reader:
        return sorted(reader.scalars(commitments.rows(reader, TODAY, View.about(country))))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("UZ", "UZ"), ("uz", "UZ"), (" uz\n", "UZ"), ("\u202euz\u202c", "UZ"), ("Uz", "UZ")],
)
def test_a_code_is_kept_in_capitals(typed: str, kept: str) -> None:
    assert PartyDraft(title="Uzbekistan", code=typed).code == kept


@pytest.mark.parametrize(
    "typed",
    ["U", "UZB", "U1", "12", "U Z", "РК", "UК", "ＵＺ", "ÜZ", "پک", "<b>", "&a", "A" * 900, "U\u0335Z", "🇺🇿", "ß"],
)
def test_what_is_no_code_is_refused_in_our_words(typed: str) -> None:
    refused = code_refused(code_written(typed), 2)
    assert refused and len(refused) < 120
    with pytest.raises(ValidationError) as caught:
        PartyDraft(title="Uzbekistan", code=typed)
    assert refused in str(caught.value)


def test_a_letter_that_looks_like_latin_is_named() -> None:
    assert code_refused("РK", 2) == "“Р” in it is cyrillic capital letter er, not a Latin letter."
    assert code_refused("РАК", 3).startswith("“Р” in it is cyrillic")


def test_a_code_that_another_party_has_is_refused(house: Store, ids: Ids) -> None:
    for name, code in (("code", "kz"), ("code3", "pak")):
        with pytest.raises(FieldError) as caught:
            add(house, title="Another", **{name: code})
        assert caught.value.field == name and "has the code" in caught.value.happened
    with pytest.raises(FieldError):
        change(house, ids["pk"], code="KZ")
    change(house, ids["pk"], code="PK", title="Islamic Republic")  # its own may stay


def test_a_code_in_the_trash_says_where_it_is(house: Store) -> None:
    house.run(Hide((add(house, title="Uzbekistan", code="UZ"),)))
    with pytest.raises(FieldError, match="“Uzbekistan” in the Trash has the code UZ"):
        add(house, title="Oʻzbekiston", code="UZ")


@pytest.mark.parametrize("kind", [PartyKind.STATE, PartyKind.ORGANISATION])
def test_what_stands_by_itself_stands_under_nothing(kind: PartyKind, ids: Ids) -> None:
    with pytest.raises(ValidationError, match="stands under no other"):
        PartyDraft(title="Moon", kind=kind, under=ids["kz"])


def test_nothing_stands_under_itself_or_in_a_circle(house: Store, ids: Ids) -> None:
    agency = add(house, title="Agency", kind=PartyKind.AGENCY, under=ids["kz"])
    with pytest.raises(FieldError, match="under itself"):
        change(house, agency, under=agency)
    change(house, agency, under=ids["pk"])
    with pytest.raises(FieldError, match="stands under another itself"):
        add(house, title="Company", kind=PartyKind.COMPANY, under=agency)
    with pytest.raises(FieldError, match="“Agency” stands under it"):
        change(house, ids["pk"], kind=PartyKind.REGION, under=ids["kz"])
    house.run(Hide((ids["sco"],)))
    with pytest.raises(FieldError, match="is in the Trash"):
        add(house, title="Secretariat", kind=PartyKind.AGENCY, under=ids["sco"])


def test_what_a_company_owes_concerns_its_state(house: Store, ids: Ids) -> None:
    uz = add(house, title="Uzbekistan", code="UZ")
    company = add(house, title="Railways", kind=PartyKind.COMPANY, under=uz)
    office = house.run(AddOffice(OfficeDraft(title="Chairman", party=company))).record
    assert office is not None
    owed = [house.run(AddCommitment(CommitmentDraft(title="Pay", owes=(each,)))).record for each in (company, office)]
    assert concerned(house, uz) == owed and concerned(house, company) == owed
    before = concerned(house, ids["pk"])
    change(house, company, under=ids["pk"])
    assert concerned(house, uz) == [] and concerned(house, ids["pk"]) == sorted([*before, *filter(None, owed)])
    assert house.check().sound
    house.undo()
    assert concerned(house, uz) == owed and concerned(house, ids["pk"]) == before and house.check().sound


def test_a_company_of_ours_signs_and_owes_for_us(house: Store, ids: Ids) -> None:
    """Whose turn it is, who owes what and how urgent that is: what stands under our side is ours."""
    house.run(ChooseOurSide(ids["kz"]))
    company = add(house, title="Railways", kind=PartyKind.COMPANY, under=ids["kz"])
    other = add(house, title="Ports", kind=PartyKind.COMPANY, under=ids["pk"])
    owed = [house.run(AddCommitment(CommitmentDraft(title="Pay", owes=(each,)))).record for each in (company, other)]
    steps = (StepDraft(kind=StepKind.SIGNED), StepDraft(kind=StepKind.RATIFIED, state=StepState.WAITING, party=company))
    draft = AgreementDraft(title="Contract", parties=(company, ids["pk"]), steps=steps)
    contract = house.run(AddAgreement(draft)).record
    assert contract is not None
    with house.read() as reader:
        ours, theirs = (set(reader.scalars(commitments.rows(reader, TODAY, View(name=name)))) for name in SIDES)
        assert owed[0] in ours - theirs and owed[1] in theirs - ours
        turns = [line.urgency.parts for line in commitments.lines(reader, TODAY, [each for each in owed if each])]
        assert turns[0] != turns[1]
        (line,) = agreements.lines(reader, TODAY, [contract])
        assert line.turn is Turn.US
