"""Who holds which office on a day, what that is called, and how a term ends when the office changes hands.

Whatever the order in which terms were entered, an office is held by the one who took it up last:

- A term whose end nobody recorded runs until somebody else takes the office up. It ends as precisely as the next
  begins: the day before a day; some time in 2026 where the next holds it "since 2026".
- An end that is recorded stands as it was entered. Where it is said only as a year or a month, and somebody else takes
  the office up in that, it has ended then; where it lies later, both are in office until then, as several may be.
- While it may have changed hands, in 2026, the next holds it and the one before is said to hold it until some time in
  2026: neither plainly in office nor plainly former.
- What lies ahead changes nothing before its day: whoever takes the office up then is designate until then.
- Terms of one person that follow each other without a break are one term. Whoever holds an office is not named as
  designate for it as well; a term without dates says nothing beside one of the same person that has begun.
- Somebody may act in the office, beside a holder or until the next one takes it up; that ends the acting.
- A term without dates may run on any day on which nobody is known to hold the office.
- Where nothing tells which of two came first both hold it: no order is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.rules.edtf import Point, Precision, bounds, ends, third_name, turn_of_third
from db.rules.periods import Period
from db.vocabulary import Word
from db.words import _

_DAY = timedelta(days=1)
_UNTIL_A_YEAR = re.compile(r"\S+ (\d{4})", re.ASCII)


class Tenure(Word):
    """How a person stands to an office on a day."""

    HOLDS = "holds"
    ACTING = "acting"
    OUTGOING = "outgoing"
    """Perhaps in office still, or beside who took it up since: it changes hands about now, or is to end later."""
    DESIGNATE = "designate"
    FORMER = "former"


IN_OFFICE = (Tenure.HOLDS, Tenure.ACTING)
PERHAPS = (*IN_OFFICE, Tenure.OUTGOING)
"""Who is said to be in an office on a day, in every place."""
_ORDER = tuple(Tenure)


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A person holds an office, or acts in it, for a period."""

    who: int
    office: int
    period: Period | None = None
    acting: bool = False
    entered: Period | None = None
    """The period with the end that was recorded, where somebody else took the office up before the last day of it."""


@dataclass(frozen=True, slots=True)
class InOffice:
    """How a person stands to an office on a day; a period without an end of its own ends where somebody else took the
    office up."""

    who: int
    office: int
    period: Period | None
    tenure: Tenure
    acting: bool = False


def in_office(terms: Iterable[TermFacts], day: date) -> tuple[InOffice, ...]:
    """How everybody stands to these offices on a day: of each office first who holds it, then who acts in it, who may
    have left it, who is designate, the next one first, and who held it, the last one first.

    All terms of an office are needed; the order in which they are given decides nothing.
    """
    offices: dict[int, list[TermFacts]] = {}
    for term in terms:
        offices.setdefault(term.office, []).append(term)
    return tuple(each for office in sorted(offices) for each in _in_one(offices[office], day))


def _in_one(terms: Sequence[TermFacts], day: date) -> list[InOffice]:
    known = _succession([each for each in terms if not _said_better(each, terms, day)])
    begun_ = [each for each in known if _has_begun(each, known, day)]
    running = [each for each in begun_ if runs_on(each.period, day)]
    found = {each: _tenure(each, begun_, running) for each in known}
    there = {(each.who, each.acting) for each, tenure in found.items() if tenure in IN_OFFICE}
    ahead = [each for each in known if found[each] is Tenure.DESIGNATE and (each.who, each.acting) not in there]
    by_now = sorted(begun_, key=_began, reverse=True)
    in_order = sorted((*by_now, *sorted(ahead, key=_began)), key=lambda each: _ORDER.index(found[each]))
    return [InOffice(each.who, each.office, each.entered or each.period, found[each], each.acting) for each in in_order]


def _tenure(term: TermFacts, begun_: Sequence[TermFacts], running: Sequence[TermFacts]) -> Tenure:
    if term not in begun_:
        return Tenure.DESIGNATE
    if term not in running:
        return Tenure.FORMER
    if any(_came_after(each, term) for each in running):
        return Tenure.FORMER if _last(term) == date.max else Tenure.OUTGOING
    return Tenure.ACTING if term.acting else Tenure.HOLDS


def printed(found: Iterable[InOffice]) -> tuple[InOffice, ...]:
    """Which of the offices of one person are said where there is room for one line: those held and those ahead; the one
    held last where none is held."""
    several = list(found)
    held = [each for each in several if each.tenure in PERHAPS]
    ahead = [each for each in several if each.tenure is Tenure.DESIGNATE]
    former = [each for each in several if each.tenure is Tenure.FORMER]
    last = max(former, key=_left, default=None)
    return (*held, *([last] if last is not None and not held else ()), *ahead)


def next_in(found: Iterable[InOffice]) -> tuple[InOffice, ...]:
    """Who of all in an office is next to hold it; several where nothing tells who comes first."""
    ahead = [each for each in found if each.tenure is Tenure.DESIGNATE]
    first = ahead[0].period if ahead else None
    return tuple(each for each in ahead if each.period == first)


def on_visit(
    office: InOffice | None, made: bool, then: Sequence[Sequence[InOffice]], now: Sequence[InOffice]
) -> tuple[InOffice, ...]:
    """In which office a person makes a visit.

    `office` is the one recorded with the visit; `then` are the person's offices on the first and the last day of a
    visit that was `made`, `now` those on the day of the sheet. A visit that was made keeps the office it was made in.
    Of a visit to come, the office recorded with it is said as it stands now, and is not said when the person has left
    it by now. Where neither tells, it is what the person is now.
    """
    known = then[0] if then and made else ()
    lasting = tuple(each for each in known if all(_also(each, day) for day in then))
    if office is None:
        return lasting or printed(now)
    if made:
        return tuple(each for each in lasting if each.office == office.office) or (office,)
    recorded = [each for each in now if each.office == office.office]
    there = tuple(each for each in recorded if each.tenure is not Tenure.FORMER)
    return there or (printed(now) if recorded else (office,))


def _also(term: InOffice, found: Iterable[InOffice]) -> bool:
    """Whether somebody is in an office, or perhaps still, and among what is `found` of another day too."""
    there = [(each.office, each.acting) for each in found if each.tenure in PERHAPS]
    return term.tenure in PERHAPS and (term.office, term.acting) in there


def said(name: str, term: InOffice, day: date | None = None) -> str:
    """An office, or the person in it, as it stands: "former Deputy Minister", "Minister (designate, from 15 Jan 2027)",
    "Minister (until some time in 2026)" while that lies ahead, "Minister (until 14 Jan 2027)" on every day before.
    Without a day always with the term; but of whoever may have left an office only the end is told, the same
    everywhere."""
    details = ", ".join(filter(None, (_capacity(term), _when(term, day))))
    text = _("{office} ({details})").format(office=name, details=details) if details else name
    return _("former {office}").format(office=text) if term.tenure is Tenure.FORMER else text


def _capacity(term: InOffice) -> str:
    if term.acting:
        return _("acting")
    return _("designate") if term.tenure is Tenure.DESIGNATE else ""


def _when(term: InOffice, day: date | None) -> str:
    """The term where it is wanted; else only what somebody must know who reads of it on that day."""
    if term.period is None:
        return ""
    start, end = _ends(term.period)
    wanted = (day is None and term.tenure is not Tenure.OUTGOING) or term.tenure is Tenure.DESIGNATE
    if wanted and (start is not None or end is None):
        return term.period.display()
    if end is None or (term.tenure is Tenure.FORMER and not wanted):
        return ""
    if end.precision is not Precision.DAY:
        return _("until some time in {date}").format(date=end.name)
    ahead = day is not None and end.earliest > day
    return _("until {date}").format(date=end.name) if wanted or ahead or term.tenure is Tenure.OUTGOING else ""


def runs_on(term: Period | None, day: date) -> bool:
    """Whether a term may still run on a day; of one without dates nobody can say that it ended."""
    return term is None or term.latest is None or term.latest >= day


def begun(since: Period) -> Period:
    """A term that begins then and has no end yet; a ValueError says in words what is missing."""
    start, end = ends(since.edtf) if since.edtf else (None, None)
    several = start is not None and end is not None and "/" in since.edtf and not third_name(start, end)
    if start is None or several:
        raise ValueError(_("Say when the new term begins; a month or a year is enough."))
    return Period.from_edtf(f"{turn_of_third(since.edtf, begins=True)}/..", since.as_written)


def ended(term: Period | None, successor: Period) -> Period:
    """The term of whoever held the office before: it ends as precisely as the successor's begins, the day before a day,
    some time in the month or year that is all that is known.

    A ValueError says in words why it cannot end there.
    """
    if successor.earliest is None:
        raise ValueError(_("Say when the new term begins; a month or a year is enough."))
    last = _eve(successor)
    began = bounds(term.edtf)[0] if term is not None else None
    if began and last.latest and began > last.latest:
        raise ValueError(_("The office was taken up later than that."))
    start = term.edtf.partition("/")[0] if term is not None and term.edtf else ".."
    words = term.as_written if term is not None and term.undated else ""
    return Period.from_edtf(start + last.edtf.removeprefix(".."), words)


def hand_over(terms: Sequence[TermFacts], new: TermFacts) -> tuple[Mapping[int, Period], Period | None]:
    """What changes when a person takes an office up: the new periods of `terms`, which are all there are of the office,
    by their place, and the period of the term to be added.

    Terms that still run end, and whoever acts stops acting. None is added where the person holds the office already and
    goes on, or is designate and takes it up earlier. Who acts where somebody is designate does so until then. A
    ValueError says in words why it cannot be so.
    """
    running = [(each.who, each.acting) for each in _succession(terms) if runs_on(each.period, _first(new))]
    changed: dict[int, Period] = {}
    for place, each in enumerate(terms):
        if _same(each, new) or (each.who, each.acting) not in running:
            continue
        if new.acting and _came_after(each, new):
            new = _until(new, each)
        elif runs_on(each.period, _first(new)) and new.period is not None:
            cut = ended(each.period, new.period)
            changed |= {place: cut} if cut.latest and _last(each) > cut.latest else {}
    own = _taken_up(terms, new)
    return (changed | own, None) if own is not None else (changed, new.period)


def _taken_up(terms: Sequence[TermFacts], new: TermFacts) -> dict[int, Period] | None:
    """What becomes of the terms of a person who holds the office already and goes on, or is designate and takes it up
    earlier, by their place; None where neither is so."""
    own = [(place, each) for place, each in enumerate(terms) if _same(each, new)]
    before = _first(new) - min(_DAY, _first(new) - date.min)
    holding = [(each.who, each.acting) for each in in_office(terms, before) if each.tenure in IN_OFFICE]
    if (new.who, new.acting) in holding:
        place, last = max((pair for pair in own if not _came_after(pair[1], new)), key=lambda pair: _began(pair[1]))
        return {place: _joined(last, new)} if _last(last) < _last(new) else {}
    ahead = [pair for pair in own if _came_after(pair[1], new) and _follows(new, pair[1])]
    if not ahead:
        return None
    place, first = min(ahead, key=lambda pair: _began(pair[1]))
    return {place: _joined(new, first)}


def _said_better(term: TermFacts, terms: Iterable[TermFacts], day: date) -> bool:
    """Whether a term without dates stands beside another one of the same person that has begun."""
    return _undated(term) and any(_same(each, term) and not _undated(each) and _first(each) <= day for each in terms)


def _succession(terms: Sequence[TermFacts]) -> list[TermFacts]:
    """The terms of an office, those of one person made one, each until the next one takes it up."""
    known = [term for acting in (False, True) for term in _continued(each for each in terms if each.acting is acting)]
    found = []
    for term in known:
        after = [each for each in known if _came_after(each, term) and _may_end(term, each)]
        found.append(_until(term, min(after, key=_began)) if after else term)
    return found


def _continued(terms: Iterable[TermFacts]) -> list[TermFacts]:
    """Terms in their order; those of one person that follow each other without a break are one."""
    found: list[TermFacts] = []
    for term in sorted(terms, key=_began):
        if found and found[-1].who == term.who and _follows(found[-1], term):
            found[-1] = found[-1] if _undated(term) else replace(term, period=_joined(found[-1], term))
        else:
            found.append(term)
    return found


def _same(one: TermFacts, other: TermFacts) -> bool:
    """Whether the same person holds the office, or acts in it, in both."""
    return (one.who, one.acting) == (other.who, other.acting)


def _came_after(later: TermFacts, earlier: TermFacts) -> bool:
    """Whether somebody took the office up after somebody else, who is no longer in it then; who acts replaces no
    holder."""
    parts = 3 if later.acting is earlier.acting else 2
    return _began(later)[:parts] > _began(earlier)[:parts] and (earlier.acting or not later.acting)


def _has_begun(term: TermFacts, known: Iterable[TermFacts], day: date) -> bool:
    """Whether a term may have begun by a day; none begins before one that it comes after."""
    return _first(term) <= day and not any(_came_after(term, each) and _first(each) > day for each in known)


def _follows(first: TermFacts, second: TermFacts) -> bool:
    """Whether a term that begins no earlier than another one of the same person goes on where that ends."""
    if _undated(first) or _undated(second):
        return _undated(first) and _undated(second)
    bounded = _first(first) > date.min or _last(second) < date.max
    return bounded and _first(second) - _last(first) <= _DAY


def _joined(first: TermFacts, second: TermFacts) -> Period:
    """Two terms with dates as one: from where the first begins to where the second ends, or the first, where it is said
    to end later than that."""
    terms = [each.period for each in (first, second) if each.period is not None]
    ends_last = terms[0] if _last(second) < _last(first) < date.max else terms[-1]
    start, end = terms[0].edtf.partition("/")[0], ends_last.edtf.rpartition("/")[2]
    return Period.from_edtf(f"{start}/{end}", terms[0].as_written)


def _until(term: TermFacts, by: TermFacts) -> TermFacts:
    """A term that ends where the next one takes the office up, unless it is over by then or recorded to end later."""
    eve = _eve_of(by)
    if by.period is None or eve is None or not _first(term) <= eve < _last(term):
        return term
    _start, end = _ends(term.period)
    if end is not None and eve < end.earliest:
        return term
    return replace(term, period=ended(term.period, by.period), entered=term.period if end is not None else None)


def _may_end(term: TermFacts, by: TermFacts) -> bool:
    """Whether a term may have ended because somebody else took the office up; where nobody knows when it began, only
    in the month or year in which it is recorded to end."""
    _start, end = _ends(term.period)
    eve = _eve_of(by)
    return _first(term) > date.min or (end is not None and eve is not None and end.earliest <= eve)


def _eve_of(term: TermFacts) -> date | None:
    """The last day on which the one before can have held the office."""
    return _eve(term.period).latest if term.period is not None and bounds(term.period.edtf)[0] is not None else None


def _ends(term: Period | None) -> tuple[Point | None, Point | None]:
    """Both ends of a term. One "until 2026" ends some time in that year: where a deadline is meant, its last day is."""
    start, end = ends(term.edtf) if term is not None and term.edtf else (None, None)
    if term is None or start is not None or end is None or end.precision is not Precision.DAY:
        return start, end
    whole_year = _UNTIL_A_YEAR.fullmatch(term.as_written.strip())
    return start, ends(whole_year[1])[1] if whole_year and whole_year[1] == str(end.year) else end


def _eve(successor: Period) -> Period:
    """When it is that the one before holds the office last: a day, or all that is known of when the next begins."""
    first = turn_of_third(successor.edtf, begins=True)
    point, _same_point = ends(first)
    if point is not None and point.precision is Precision.DAY and point.earliest > date.min:
        first = f"{point.earliest - _DAY}{point.mark}"
    return Period.from_edtf(f"../{first}")


def _undated(term: TermFacts) -> bool:
    return term.period is None or term.period.undated


def _first(term: TermFacts) -> date:
    """The first day it can mean. One of which only the end is known has none, on whatever day that was said."""
    return bounds(term.period.edtf)[0] or date.min if term.period is not None else date.min


def _last(term: TermFacts) -> date:
    return term.period.latest or date.max if term.period is not None else date.max


def _left(term: InOffice) -> tuple[date, date]:
    """When somebody left an office, as far as it is known."""
    if term.period is None:
        return date.min, date.min
    return term.period.latest or date.min, term.period.earliest or date.min


def _began(term: TermFacts) -> tuple[date, date, date, int, str]:
    """The order in which an office is taken up, of two in one month or year the one that ends first; what has no
    beginning comes before all others. The last two only keep equals in one order."""
    edtf = term.period.edtf if term.period is not None else ""
    start = ends(edtf)[0] if edtf else None
    if start is None:
        return date.min, date.min, date.min, term.who, edtf
    turn = date.min if start.precision is Precision.DAY else _last(term)
    return min(start.latest, _last(term)), _first(term), turn, term.who, edtf
