"""A record is found by whatever is written of it: the words follow from the types of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import facts
from db.commands.agreements import AddAgreement
from db.commands.base import Hide
from db.commands.bundle import ADDS
from db.commands.commitments import AddCommitment, SetDue
from db.commands.people import ChangeOffice
from db.commands.sources import AddSource
from db.commands.visits import AddInvitation, AddVisit, ChangeVisit
from db.queries import agreements, commitments, search, sources, trash, visits
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import Draft, Shape, View
from db.records.bundle import DRAFTS
from db.records.commitments import CommitmentDraft
from db.records.people import OfficeDraft
from db.records.search import NOT_SEARCHED, dated, fields
from db.records.sources import SourceDraft
from db.records.visits import DelegateDraft, InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.rules.text import terms
from db.store import Store
from db.tables.base import Base, Record
from db.vocabulary import How, Kind, StepKind, VisitStage
from tests.campaigns import examples
from tests.desktop.driver.pseudo import spoken
from tests.store.house import TODAY, Ids

CODES = {"code": "XQ", "code3": "XQZ"}
REQUIRED = {
    "party": "kz", "source": "source", "visit": "visit", "office": "office", "links": "commitment", "about": "visit",
    "on": TODAY, "how": How.STATED, "kind": StepKind.SIGNED,
}  # fmt: skip
"""What a draft cannot be without, by its field: a value, or a record of the house."""


def shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    """What is written of a record, and the rows in it."""
    yield shape
    for hint in get_type_hints(shape).values():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else None
        if isinstance(inner, type) and issubclass(inner, Shape):
            yield from shapes(inner)


ALL = tuple(dict.fromkeys(each for draft in DRAFTS.values() for each in shapes(draft)))


def texts(shape: type[Shape]) -> set[str]:
    """Every field that holds words."""
    hints = get_type_hints(shape, include_extras=True)
    return {name for name in shape.model_fields if _bare(hints[name]) is str}


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def filled(shape: type[Shape], ids: Ids, made: dict[str, str], number: Iterator[int], path: str = "") -> Any:
    """A draft with a word of its own in each field that is searched, noted in `made` by its place."""
    found, rows = fields(shape)
    titled = ("title",) if "title" in shape.model_fields else ()
    values: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        if name in (*found, *titled):
            values[name] = made[f"{path}{name}"] = CODES.get(name, f"quux{next(number)}x")
        elif name in rows:
            values[name] = (filled(rows[name], ids, made, number, f"{path}{name}."),)
        elif field.is_required() or name == "source":
            wanted = REQUIRED[name]
            value = ids[wanted] if isinstance(wanted, str) and wanted in ids else wanted
            values[name] = (value,) if name == "links" else value
    return shape(**values)


def test_every_text_is_searched_or_left_out_with_a_reason() -> None:
    """Reason: a field that nobody thought of is one that the search says is not there."""
    for shape in ALL:
        left_out = {name for each, name in NOT_SEARCHED if each is shape}
        assert texts(shape) - {"title"} == set(fields(shape)[0]) | left_out, shape.__name__
        assert not left_out & set(fields(shape)[0])
    assert {shape for shape, _ in NOT_SEARCHED} <= set(ALL)
    assert all(NOT_SEARCHED.values())


def test_every_person_and_office_that_takes_part_is_among_the_words() -> None:
    """Reason: a visit is looked for by who pays it. Who said a thing is no part of it."""
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("person", "office") and key.parent.name not in ("person_id", "id")
    }
    known = {str(name).lower().replace("commitmentparty", "commitment_party") for _, name in facts.NAMING}
    assert pointing - {"commitment.voiced_by", "quotation.speaker"} == known - {"commitment_party.holder_id"}


@pytest.mark.parametrize("kind", DRAFTS, ids=lambda kind: kind.value)
def test_a_record_is_found_by_the_words_of_each_field(house: Store, ids: Ids, kind: Kind) -> None:
    """In the search of the whole register and, where it has one, in its list; rows of it included; again after undo."""
    made: dict[str, str] = {}
    without_text = house.run(AddSource(SourceDraft(title="Speech"))).record or 0  # any words may be quoted from it
    draft: Draft = filled(DRAFTS[kind], ids | {"source": without_text}, made, count(100))
    record = house.run(ADDS[kind](draft)).record
    assert record is not None
    assert lost(house, record, kind, made) == []
    house.undo()
    assert lost(house, record, kind, made) == list(made)
    house.redo()
    assert lost(house, record, kind, made) == []
    assert house.check().sound


def lost(store: Store, record: int, kind: Kind, made: dict[str, str]) -> list[str]:
    """The fields by whose words a record is not found."""
    with store.read() as reader:
        return [
            place
            for place, word in made.items()
            if record not in {link.id for link in search.find(reader, word.upper(), kinds=(kind,))}
        ]


def finds(store: Store, words: str, noun: Any = commitments) -> list[str]:
    """The titles of the rows of a list that are left."""
    with store.read() as reader:
        ids = list(reader.scalars(noun.rows(reader, TODAY, View(find=words))))
        return [line.title for line in noun.lines(reader, TODAY, ids)]


VISIT = VisitDraft(
    title="Working visit",
    talks=(TalkDraft(topics="Transit fees; wheat", participants="Association of carriers", place="Palace of Peace"),),
    delegates=(DelegateDraft(name="Aigerim Өмірзақова", function="Interpreter"),),
)


@pytest.mark.parametrize(
    "words",
    ["wheat", "carriers", "palace of peace", "aigerim", "омирзакова", "interpreter", "fees wheat interpreter"],
)
def test_a_visit_is_found_by_its_programme_and_delegation(house: Store, words: str) -> None:
    house.run(AddVisit(VISIT))
    assert finds(house, words, visits) == ["Working visit"]


@pytest.mark.parametrize(
    "words", ["railways", "customs committee", "serik", "if the budget allows", "protocol signed", "ministry of tran"]
)
def test_a_promise_is_found_by_its_units_and_holders(house: Store, ids: Ids, words: str) -> None:
    draft = CommitmentDraft(
        title="Lay the second track", lead_unit="Railways Department", executors="Ministry A; Customs Committee",
        assessed_by="A. Serik", condition="If the budget allows", proof="Protocol signed", owes=(ids["office"],),
    )  # fmt: skip
    house.run(AddCommitment(draft))
    assert "Lay the second track" in finds(house, words)


def test_words_of_a_row_that_is_gone_are_gone(house: Store) -> None:
    number = house.run(AddVisit(VISIT)).record or 0
    with house.read() as reader:
        version = reader.get_one(Record, number).version
    house.run(ChangeVisit(number, version, VisitDraft(title="Working visit")))
    assert finds(house, "wheat", visits) == []
    house.undo()
    assert finds(house, "wheat", visits) == ["Working visit"]


def test_an_office_with_another_name_is_found_by_it_wherever_it_is_named(house: Store, ids: Ids) -> None:
    """What names it is found by its new name, not by the old one; and as before once that is taken back."""
    house.run(AddCommitment(CommitmentDraft(title="Mend the bridge", owes=(ids["office"],))))
    with house.read() as reader:
        version = reader.get_one(Record, ids["office"]).version
    house.run(ChangeOffice(ids["office"], version, OfficeDraft(title="Agency of Roads", party=ids["kz"])))
    assert "Mend the bridge" in finds(house, "agency of roads") and "Mend the bridge" not in finds(house, "ministry of")
    assert house.check().sound
    house.undo()
    assert "Mend the bridge" in finds(house, "ministry of tran") and "Mend the bridge" not in finds(house, "agency")
    assert house.check().sound


DATES = [
    ("2027-02-04", ["2027", "4 Feb 2027", "feb 2027", "February", "4 february 2027", "2027-02-04", "2027-02"]),
    ("2027-02", ["Feb 2027", "february 2027", "2027-02"]),
    ("2027", ["2027"]),
    ("2026-05-04/2026-05-06", ["4–6 May 2026", "4-6 may", "6 May 2026", "2026-05-04", "2026-05-06"]),
    ("2026-02-28/2026-03-03", ["28 Feb – 3 Mar 2026", "28 feb", "march 2026"]),
    ("2027-33", ["Q1 2027", "q1"]),
    ("2027-40", ["H1 2027"]),
    ("2027-21", ["spring 2027"]),
    ("2027-01~/2027-04~", ["early 2027"]),
    ("../2026-12-31", ["by end of 2026", "2026-12-31", "end of 2026"]),
    ("2027-01/..", ["from Jan 2027", "2027-01"]),
    ("2027-06-30~", ["c. 30 Jun 2027", "30 june 2027"]),
]


@pytest.mark.parametrize(("edtf", "typed"), DATES, ids=[edtf for edtf, _ in DATES])
def test_a_date_is_found_as_it_is_shown_and_as_it_is_kept(house: Store, edtf: str, typed: list[str]) -> None:
    """In the list, in the search of everything, and again after undo; a day that is not there is not found."""
    due = Period.from_edtf(edtf, "as they said")
    record = house.run(AddCommitment(CommitmentDraft(title="Lay the track", due=due))).record
    for words in (due.display(), "as they said", *typed):
        assert "Lay the track" in finds(house, words), words
        with house.read() as reader:
            assert record in {link.id for link in search.find(reader, words, kinds=(Kind.COMMITMENT,))}, words
    assert "Lay the track" not in finds(house, "2031") and "Lay the track" not in finds(house, "q9")
    house.run(SetDue((record or 0,), Period.from_edtf("2031")))
    assert "Lay the track" in finds(house, "2031") and "Lay the track" not in finds(house, typed[0])
    house.undo()
    assert "Lay the track" in finds(house, typed[0]) and house.check().sound


@given(
    st.dates(date(1000, 1, 1), date(2199, 12, 1)), st.sampled_from(["{}", "{}/..", "../{}", "{}~", "{:%Y}", "{:%Y-%m}"])
)
def test_whatever_date_is_shown_is_among_its_words(day: date, form: str) -> None:
    """Each word of it begins one of them, in any language of the person: the words are kept in English."""
    period = Period.from_edtf(form.format(day))
    kept = terms(dated(period))
    assert all(any(word.startswith(shown) for word in kept) for shown in terms(period.display()))
    with spoken():
        assert dated(period) == dated(Period.from_edtf(form.format(day))) and terms(dated(period)) == kept


def test_a_visit_is_found_by_the_time_it_was_invited_for(house: Store, ids: Ids) -> None:
    """Its row shows it; replaced or taken away, it is found no more."""
    visit = house.run(AddVisit(VisitDraft(title="Return visit", stage=VisitStage.INVITED))).record or 0
    window = Period.from_edtf("2033-40", "the first half")
    house.run(AddInvitation(InvitationDraft(visit=visit, window=window)))
    assert finds(house, "h1 2033", visits) == finds(house, "first half", visits) == ["Return visit"]
    house.undo()
    assert finds(house, "h1 2033", visits) == []


def test_the_dates_of_rows_are_found(house: Store, ids: Ids) -> None:
    steps = (StepDraft(kind=StepKind.SIGNED, done_on=Period.from_edtf("2034-02-04")),)
    house.run(AddAgreement(AgreementDraft(title="Rail accord", steps=steps, expires=Period.from_edtf("2044"))))
    for words in ("4 Feb 2034", "2034-02-04", "2044"):
        assert finds(house, words, agreements) == ["Rail accord"]


@pytest.mark.parametrize("nothing", ['"', "＂", "\u200b", "\u0301", "'", "“”", "%", "*", "\ud800", "\0", "ـ", " - "])
def test_signs_alone_are_an_empty_search(house: Store, nothing: str) -> None:
    """Nothing is looked for, so that nothing is missing: every list shows all of its rows."""
    assert finds(house, nothing) == finds(house, "")
    assert not View(find=nothing).is_narrowed
    with house.read() as reader:
        assert sources.lines(reader, nothing) == sources.lines(reader)
        assert search.find(reader, nothing) == ()
        rows = trash.LISTING.rows(reader, TODAY, View(find=nothing))
        assert rows.count(reader) == trash.LISTING.rows(reader, TODAY, View()).count(reader)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Turkish Airlines: Türkiye", "turk"),
        ("تجارتی وفد", "تجارتي"),
        ("تجـــارت", "تجارت"),
        ("Plan for ۲۰۲۷", "2027"),
        ("Plan for 2027", "۲۰۲۷"),
        ("Oʻzbekiston temir yoʻllari", "o'zbekiston yo’l"),
        ("O'zbekiston", "ozbek"),
        ("Côte d’Ivoire", "ivoire"),
        ("Côte d’Ivoire", "d'ivoire"),
        ("中华人民共和国与巴基斯坦合作协议", "巴基斯坦"),
        ("中华人民共和国与巴基斯坦合作协议", "议"),
        ("中华人民共和国与巴基斯坦合作协议", "合作 共和"),
        ("日本国とのガス協力", "ガス"),
        ("日本国とのガス協力", "協力"),
        ("대한민국과의 협력", "민국"),
        ("ความตกลงระหว่างรัฐบาลไทย", "รัฐบาล"),
        ("ความตกลงระหว่างรัฐบาลไทย", "ไทย"),
        ("2027年访问Pakistan团", "pakistan 访问 2027"),
    ],
)
def test_what_is_there_is_found_however_it_is_typed(house: Store, title: str, words: str) -> None:
    """In a list, in the search of everything, and as a name of a country."""
    record = house.run(AddCommitment(CommitmentDraft(title=title))).record
    assert finds(house, words) == [title]
    with house.read() as reader:
        (group,) = search.everywhere(reader, TODAY, words, (Kind.COMMITMENT,)).groups
        assert [getattr(hit, "id", None) for hit in group.hits] == [record]


@pytest.mark.parametrize("words", ["作协国", "国和", "基巴", "与合作"])
def test_letters_of_a_run_are_found_in_their_row_only(house: Store, words: str) -> None:
    house.run(AddCommitment(CommitmentDraft(title="中华人民共和国与巴基斯坦合作协议")))
    assert finds(house, words) == []


# The index knows the letters of Unicode 9 or so: what a script got later it takes for signs.
LETTERS = "aéßIİıOzΣςñøЁёқӘАя٣۷یيكکہةآأئؤمُـ्कसाठ๒ไทยรัฐกำ한국어ガスヽ中国合作々0⁵½ﬁ"
SIGNS = "ʻʼ’'‘_-—:\"＂*%() \n\u200c\u200d"
WRITTEN = st.text(LETTERS + SIGNS, max_size=40)


@examples(12)
@given(words=WRITTEN, typed=WRITTEN, any_text=st.text(max_size=40))
def test_whatever_is_written_is_found_by_each_of_its_words(walk: Store, words: str, typed: str, any_text: str) -> None:
    """And whatever is typed into a list is looked for without complaint."""
    draft = VisitDraft(title="Found", delegates=(DelegateDraft(name="N", function=words),), purpose=typed)
    record = walk.run(AddVisit(draft)).record
    assert record is not None
    with walk.read() as reader:
        for each in (*draft.delegates[0].function.split(), *draft.purpose.split()):
            if terms(each):
                assert record in reader.scalars(visits.rows(reader, TODAY, View(find=each))).all(), each
        list(reader.scalars(commitments.rows(reader, TODAY, View(find=any_text))))
    walk.run(Hide((record,)))
