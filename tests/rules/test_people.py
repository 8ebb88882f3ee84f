"""Terms of office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.rules.people import (
    IN_OFFICE,
    InOffice,
    Tenure,
    TermFacts,
    begun,
    ended,
    hand_over,
    in_office,
    next_in,
    on_visit,
    printed,
    runs_on,
    said,
)
from db.rules.periods import Period

TODAY = date(2026, 11, 23)
MINISTER, DEPUTY = 1, 2
OLD, NEW, THIRD = 1, 2, 3
OFFICES = {MINISTER: "Foreign Minister", DEPUTY: "Deputy Minister"}
SINCE = Period.from_edtf("2026-11", "Nov 2026")


@pytest.mark.parametrize(
    ("term", "becomes"),
    [
        (None, "by end of Nov 2026"),
        (Period.text("for some years"), "by end of Nov 2026"),
        (Period.from_edtf("2019-06-12/.."), "12 Jun 2019 – Nov 2026"),
        (Period.from_edtf("2019/.."), "2019 – Nov 2026"),
    ],
)
def test_a_term_ends_when_the_next_begins(term: Period | None, becomes: str) -> None:
    """As precisely as that is known; its beginning stays as it was known."""
    assert ended(term, SINCE).display() == becomes


@pytest.mark.parametrize(
    ("since", "becomes"),
    [
        ("2026", "2019 – 2026"),
        ("2026-11-15", "2019 – 14 Nov 2026"),
        ("2027-01-01", "2019 – 31 Dec 2026"),
        ("2027-33", "2019 – Q1 2027"),
        ("2027-40", "2019 – H1 2027"),
        ("2026-21", "2019 – spring 2026"),
        ("2026~", "c. 2019 – 2026"),
        ("2026-11-15~", "c. 2019 – 14 Nov 2026"),
        ("2027-05~/2027-08~", "c. 2019 – Jul 2027"),
    ],
)
def test_a_term_ends_as_precisely_as_the_next_begins(since: str, becomes: str) -> None:
    """Since 2026: until some time in 2026, never until 31 Dec 2025."""
    assert ended(Period.from_edtf("2019/.."), Period.from_edtf(since)).display() == becomes


def test_a_term_that_cannot_end_there_says_why() -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="taken up later"):
        ended(Period.from_edtf("2026-12-15/.."), SINCE)
    assert ended(Period.from_edtf("2026-11-15/.."), SINCE).display() == "15 Nov 2026 – Nov 2026"
    for rule in (begun, lambda since: ended(None, since)):
        with pytest.raises(ValueError, match="a month or a year is enough"):
            rule(Period.text("soon"))
    for words in ("../2026-12-31", "2027/2031", "2026-11-23/2026-11-29"):
        with pytest.raises(ValueError, match="a month or a year is enough"):
            begun(Period.from_edtf(words))


def test_a_term_begins_as_precisely_as_it_is_known() -> None:
    """And runs until somebody says otherwise."""
    assert begun(SINCE).display() == "from Nov 2026"
    assert begun(Period.from_edtf("2027-05~/2027-08~", "mid-2027")).display() == "from c. Jul 2027"
    assert runs_on(begun(SINCE), date(2040, 1, 1))
    assert runs_on(None, date(2026, 1, 1))
    assert not runs_on(Period.from_edtf("2019/2024"), date(2026, 1, 1))


def held(who: int, edtf: str = "", office: int = MINISTER, acting: bool = False) -> TermFacts:
    return TermFacts(who, office, Period.from_edtf(edtf) if edtf else None, acting)


def acting(who: int, edtf: str = "") -> TermFacts:
    return held(who, edtf, acting=True)


def line(terms: Sequence[TermFacts], who: int, day: date = TODAY) -> str:
    """What a sheet of a day prints of a person."""
    own = printed(each for each in in_office(terms, day) if each.who == who)
    return "; ".join(said(OFFICES[each.office], each, day) for each in own)


@pytest.mark.parametrize(
    ("terms", "lines"),
    [
        # Entry order decides nothing: the office of today was typed before the one held earlier.
        ([held(OLD, "2024-03-01/.."), held(OLD, "2019/2024", DEPUTY)], {OLD: "Foreign Minister"}),
        ([held(OLD, "2019/2024-02-29", DEPUTY)], {OLD: "former Deputy Minister"}),
        (
            [held(OLD, "2010/2014"), held(OLD, "2015/2020", DEPUTY), held(OLD, "2005/2009", DEPUTY)],
            {OLD: "former Deputy Minister"},
        ),
        ([held(OLD)], {OLD: "Foreign Minister"}),
        ([held(OLD, "2026-11-23/..")], {OLD: "Foreign Minister"}),
        ([held(OLD, "2019/2026-11-23")], {OLD: "Foreign Minister"}),
        ([held(OLD, "2019/2026-11-24")], {OLD: "Foreign Minister (until 24 Nov 2026)"}),
        ([held(OLD, "../2027-01-14")], {OLD: "Foreign Minister (until 14 Jan 2027)"}),
        ([held(OLD, "2019/2027")], {OLD: "Foreign Minister (until some time in 2027)"}),
        ([held(OLD, "../2027-02")], {OLD: "Foreign Minister (until some time in Feb 2027)"}),
        ([held(OLD, "2019/2026-11-22")], {OLD: "former Foreign Minister"}),
        # Nobody knows whether a term that ends in 2026 has ended.
        ([held(OLD, "2019/2026")], {OLD: "Foreign Minister (until some time in 2026)"}),
        ([held(OLD, "2019/2026-11")], {OLD: "Foreign Minister (until some time in Nov 2026)"}),
        ([held(OLD, "../2026-33")], {OLD: "former Foreign Minister"}),
        # Whoever took it up last holds it, though nobody said when the other left.
        (
            [held(NEW, "2024-03-01/.."), held(OLD, "2019/..")],
            {NEW: "Foreign Minister", OLD: "former Foreign Minister"},
        ),
        (
            [held(NEW, "2026/.."), held(OLD, "2019/..")],
            {NEW: "Foreign Minister", OLD: "Foreign Minister (until some time in 2026)"},
        ),
        ([held(OLD), held(NEW, "2024/..")], {NEW: "Foreign Minister", OLD: "former Foreign Minister"}),
        ([held(OLD), held(NEW, "2010/2014")], {OLD: "Foreign Minister", NEW: "former Foreign Minister"}),
        ([held(OLD), held(NEW)], {OLD: "Foreign Minister", NEW: "Foreign Minister"}),
        # What lies ahead changes nothing before its day.
        (
            [held(NEW, "2027-01-15/.."), held(OLD, "2019/..")],
            {OLD: "Foreign Minister (until 14 Jan 2027)", NEW: "Foreign Minister (designate, from 15 Jan 2027)"},
        ),
        (
            [held(NEW, "2027-01-15/.."), held(NEW, "2019/2024", DEPUTY), held(OLD)],
            {OLD: "Foreign Minister", NEW: "former Deputy Minister; Foreign Minister (designate, from 15 Jan 2027)"},
        ),
        (
            [held(NEW, "2027/.."), held(NEW, "2019/..", DEPUTY)],
            {NEW: "Deputy Minister; Foreign Minister (designate, from 2027)"},
        ),
        # The same person again is one term continued.
        ([held(OLD, "2004/2012"), held(OLD, "2012/2018-05-06"), held(OLD, "2018-05-07/..")], {OLD: "Foreign Minister"}),
        ([held(OLD, "2019/2027-01-14"), held(OLD, "2027-01-15/..")], {OLD: "Foreign Minister"}),
        ([held(OLD), held(OLD, "2027/..")], {OLD: "Foreign Minister"}),
        ([held(OLD), held(OLD, "2019/2024")], {OLD: "former Foreign Minister"}),
        (
            [held(OLD, "2019/.."), held(NEW, "2022/2023"), held(OLD, "2024/..")],
            {OLD: "Foreign Minister", NEW: "former Foreign Minister"},
        ),
        # Somebody acts until the next one takes it up.
        (
            [held(OLD, "2019/2026-09-30"), acting(THIRD, "2026-10-01/.."), held(NEW, "2027-01-15/..")],
            {
                OLD: "former Foreign Minister",
                THIRD: "Foreign Minister (acting, until 14 Jan 2027)",
                NEW: "Foreign Minister (designate, from 15 Jan 2027)",
            },
        ),
        (
            [held(OLD, "2019/.."), acting(NEW, "2026-11-01/..")],
            {OLD: "Foreign Minister", NEW: "Foreign Minister (acting)"},
        ),
        (
            [acting(OLD, "2026-05-01/.."), held(NEW, "2026-10-01/..")],
            {OLD: "former Foreign Minister (acting)", NEW: "Foreign Minister"},
        ),
        (
            [acting(OLD, "2026-10-01/.."), held(OLD, "2027-01-15/..")],
            {OLD: "Foreign Minister (acting, until 14 Jan 2027); Foreign Minister (designate, from 15 Jan 2027)"},
        ),
    ],
)
def test_a_sheet_prints_the_office_of_its_day(terms: list[TermFacts], lines: dict[int, str]) -> None:
    for entered in (terms, terms[::-1]):
        assert {who: line(entered, who) for who in lines} == lines


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (
            date(2025, 12, 31),
            "Foreign Minister (until some time in 2026)",
            "Foreign Minister (designate, from 2026)",
        ),
        (date(2026, 1, 1), "Foreign Minister (until some time in 2026)", "Foreign Minister"),
        (date(2026, 12, 31), "Foreign Minister (until some time in 2026)", "Foreign Minister"),
        (date(2027, 1, 1), "former Foreign Minister", "Foreign Minister"),
    ],
)
def test_since_2026_leaves_the_one_before_until_some_time_in_2026(day: date, old: str, new: str) -> None:
    """Whether the office was handed over or both terms were typed."""
    before = [held(OLD, "2019/..")]
    changed, added = hand_over(before, TermFacts(NEW, MINISTER, begun(Period.from_edtf("2026"))))
    handed = [held(OLD, changed[0].edtf), TermFacts(NEW, MINISTER, added)]
    for terms in (handed, [held(NEW, "2026/.."), *before]):
        assert (line(terms, OLD, day), line(terms, NEW, day)) == (old, new)


def test_a_list_says_the_term_and_who_is_next() -> None:
    """Only the next one is next; two of whom nothing tells who comes first both are."""
    found = in_office(
        [held(5, "2030/.."), held(NEW, "2027-01-15/.."), held(OLD, "2019/.."), acting(THIRD, "2026-10/..")], TODAY
    )
    assert [said(str(each.who), each) for each in found] == [
        "1 (2019 – 14 Jan 2027)",
        "3 (acting, Oct 2026 – 14 Jan 2027)",
        "2 (designate, 15 Jan 2027 – 2030)",
        "5 (designate, from 2030)",
    ]
    assert [said("A.", each) for each in in_office([held(OLD, "../2027-02"), held(NEW, "../2024-06-30")], TODAY)] == [
        "A. (until some time in Feb 2027)",
        "former A. (until 30 Jun 2024)",
    ]
    assert [each.who for each in next_in(found)] == [NEW]
    assert [each.who for each in next_in(in_office([held(4, "2030/.."), held(5, "2030/..")], TODAY))] == [4, 5]


@pytest.mark.parametrize(
    ("terms", "since", "who", "changed", "added"),
    [
        ([held(OLD, "2019/..")], "2026", NEW, {0: "2019 – 2026"}, "from 2026"),
        ([held(OLD, "2019/..")], "2026-11-15", NEW, {0: "2019 – 14 Nov 2026"}, "from 15 Nov 2026"),
        ([held(OLD, "2019/..")], "2027-01-15", NEW, {0: "2019 – 14 Jan 2027"}, "from 15 Jan 2027"),
        ([held(OLD)], "2027-01-15", NEW, {0: "by 14 Jan 2027"}, "from 15 Jan 2027"),
        # What is known better stays; what had ended is left alone.
        ([held(OLD, "2019/2026-06-30")], "2026", NEW, {}, "from 2026"),
        ([held(OLD, "2019/2026")], "2026-11-15", NEW, {0: "2019 – 14 Nov 2026"}, "from 15 Nov 2026"),
        ([held(OLD, "2019/2024")], "2026", NEW, {}, "from 2026"),
        # The same person again.
        ([held(NEW, "2019/..")], "2027-01-15", NEW, {}, None),
        ([held(NEW)], "2027-01-15", NEW, {}, None),
        ([held(NEW, "2019/2027-01-14")], "2027-01-15", NEW, {0: "from 2019"}, None),
        ([held(NEW, "2019/2026")], "2027", NEW, {0: "from 2019"}, None),
        ([held(NEW, "2010/2014")], "2027", NEW, {}, "from 2027"),
        ([held(NEW, "2010/.."), held(OLD, "2019/..")], "2027", NEW, {1: "2019 – 2027"}, "from 2027"),
        # Who is designate takes it up earlier.
        (
            [held(OLD, "2019/.."), held(NEW, "2027-06-01/..")],
            "2027-01-15",
            NEW,
            {0: "2019 – 14 Jan 2027", 1: "from 15 Jan 2027"},
            None,
        ),
        ([acting(NEW, "2026-10-01/..")], "2026-12-01", NEW, {0: "1 Oct – 30 Nov 2026"}, "from 1 Dec 2026"),
        ([held(OLD, "2026/..")], "2026", NEW, {0: "2026"}, "from 2026"),
    ],
)
def test_an_office_changes_hands(
    terms: list[TermFacts], since: str, who: int, changed: dict[int, str], added: str | None
) -> None:
    found, term = hand_over(terms, TermFacts(who, MINISTER, begun(Period.from_edtf(since))))
    assert {place: period.display() for place, period in found.items()} == changed
    assert (term.display() if term is not None else None) == added


def test_somebody_acts_until_the_next_one_comes() -> None:
    """Whoever is designate stays so; nobody is put before somebody who took the office up later."""
    terms = [held(OLD, "2019/.."), held(NEW, "2027-06-01/..")]
    since = begun(Period.from_edtf("2026-10-01"))
    changed, added = hand_over(terms, TermFacts(THIRD, MINISTER, since, acting=True))
    assert {place: period.display() for place, period in changed.items()} == {0: "2019 – 30 Sep 2026"}
    assert added is not None and added.display() == "1 Oct 2026 – 31 May 2027"
    with pytest.raises(ValueError, match="taken up later"):
        hand_over(terms, TermFacts(THIRD, MINISTER, since))


AT_VISIT = [held(OLD, "2019/2024-02-29", DEPUTY), held(OLD, "2024-03-01/..")]


@pytest.mark.parametrize(
    ("office", "made", "days", "printed_"),
    [
        (None, True, (date(2023, 5, 4), date(2023, 5, 6)), "Deputy Minister"),
        (DEPUTY, True, (date(2023, 5, 4),), "Deputy Minister"),
        (DEPUTY, True, (), "Deputy Minister"),
        (None, True, (), "Foreign Minister"),
        # What cannot be told from the days of the visit is what it is on the day of the sheet.
        (None, True, (date(2024, 1, 1), date(2024, 12, 31)), "Foreign Minister"),
        (None, False, (date(2027, 5, 4),), "Foreign Minister"),
        # A visit to come is not made in an office that was left.
        (DEPUTY, False, (), "Foreign Minister"),
        (MINISTER, False, (), "Foreign Minister"),
        (3, False, (), "Special Envoy"),
        (3, True, (date(2023, 5, 4),), "Special Envoy"),
    ],
)
def test_a_visit_is_made_in_an_office(office: int | None, made: bool, days: tuple[date, ...], printed_: str) -> None:
    recorded = InOffice(OLD, office, None, Tenure.HOLDS) if office is not None else None
    found = on_visit(recorded, made, [in_office(AT_VISIT, day) for day in days], in_office(AT_VISIT, TODAY))
    names = OFFICES | {3: "Special Envoy"}
    assert "; ".join(said(names[each.office], each, TODAY) for each in found) == printed_


DAYS = st.integers(0, 1500).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
STARTS = st.builds(lambda day, form: f"{day:{form}}", DAYS, st.sampled_from(("%Y-%m-%d", "%Y-%m", "%Y", "..")))
TURNS = st.lists(st.tuples(DAYS, st.integers(1, 3)), min_size=1, max_size=6, unique_by=lambda each: each[0])


@st.composite
def periods(draw: st.DrawFn) -> Period | None:
    start, end = draw(STARTS), draw(STARTS)
    try:
        return Period.from_edtf(f"{start}/{end}")
    except ValueError:
        return None if draw(st.booleans()) or start == ".." else Period.from_edtf(f"{start}/..")


TERMS = st.lists(
    st.builds(TermFacts, st.integers(1, 4), st.just(MINISTER), periods(), st.sampled_from((False, False, True))),
    max_size=6,
)


@given(TERMS, DAYS, st.randoms())
def test_the_order_of_entry_decides_nothing(terms: list[TermFacts], day: date, random: object) -> None:
    shuffled = list(terms)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_office(shuffled, day) == in_office(terms, day)


@given(TERMS, DAYS)
def test_an_office_has_one_holder(terms: list[TermFacts], day: date) -> None:
    """Unless nothing tells which of two came first. Whoever is in it has a term that says so, and nobody is shown twice
    as in office, or as designate for what they hold."""
    found = in_office(terms, day)
    holders = [each for each in found if each.tenure is Tenure.HOLDS]
    known = {_start(each.period) for each in holders}
    assert len(holders) <= 1 or len(known - {".."}) <= 1
    for each in found:
        own = [term for term in terms if (term.who, term.acting) == (each.who, each.acting)]
        if each.tenure in IN_OFFICE:
            assert any(_covers(term.period, day) for term in own)
    there = [(each.who, each.acting) for each in found if each.tenure in IN_OFFICE]
    assert len(there) == len(set(there))
    assert not {(each.who, each.acting) for each in found if each.tenure is Tenure.DESIGNATE} & set(there)


def _start(term: Period | None) -> str:
    return term.edtf.partition("/")[0] if term is not None else ".."


def _covers(term: Period | None, day: date) -> bool:
    return runs_on(term, day) and (term is None or term.earliest is None or term.earliest <= day)


@given(TERMS, DAYS, st.integers(1, 400), st.integers(1, 5))
def test_what_lies_ahead_changes_nothing_before_its_day(
    terms: list[TermFacts], day: date, later: int, who: int
) -> None:
    """Where it is known who came first: where it is not, what is said of a later day may tell."""
    since = begun(Period.on(day + timedelta(days=later)))
    starts = {_start(term.period) for term in terms}
    assume(len(starts) == len(terms) and all(len(start) == len("2026-11-23") for start in starts - {".."}))
    try:
        after = handed(terms, TermFacts(who, MINISTER, since))
    except ValueError:
        return
    assert _there(after, day) == _there(terms, day)


def handed(terms: list[TermFacts], new: TermFacts) -> list[TermFacts]:
    """The terms after an office changed hands."""
    changed, added = hand_over(terms, new)
    kept = [
        TermFacts(each.who, each.office, changed.get(place, each.period), each.acting)
        for place, each in enumerate(terms)
    ]
    return kept if added is None else [*kept, TermFacts(new.who, new.office, added, new.acting)]


def _there(terms: list[TermFacts], day: date) -> set[tuple[int, bool]]:
    return {(each.who, each.acting) for each in in_office(terms, day) if each.tenure in IN_OFFICE}


@given(TURNS, st.randoms())
def test_handing_over_says_the_same_as_typing_the_terms(turns: list[tuple[date, int]], random: object) -> None:
    """On every day the holder is who took the office up last, however it was written down."""
    turns.sort()
    over: list[TermFacts] = []
    for day, who in turns:
        over = handed(over, TermFacts(who, MINISTER, begun(Period.on(day))))
    typed = [held(who, f"{day}/..") for day, who in turns]
    random.shuffle(typed)  # type: ignore[attr-defined]
    for place, (day, _who) in enumerate(turns):
        for seen in (day, day + timedelta(days=1)):
            last = next(them for since, them in reversed(turns) if since <= seen)
            assert _there(over, seen) == _there(typed, seen) == {(last, False)}
        before = {(turns[place - 1][1], False)} if place else set()
        assert _there(over, day - timedelta(days=1)) == before
