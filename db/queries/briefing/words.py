"""How a briefing sheet speaks of visits and agreements: each row and bullet in plain words, nothing added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.records.agreements import AgreementLine, unsaid
from db.records.base import Link, Period
from db.records.briefings import (
    AgreementRow,
    Cell,
    Fact,
    Point,
    Tone,
    VisitRow,
    not_stated,
)
from db.records.visits import VisitLine
from db.rules.edtf import day_name
from db.rules.periods import Phase, following, happening, last, state
from db.vocabulary import AgreementStatus, How, Kind, LegalCharacter, Reply, VisitKind, VisitStatus
from db.words import _, both, ngettext, pgettext

_CALLED_VISITS = frozenset(
    {VisitKind.STATE, VisitKind.OFFICIAL, VisitKind.OFFICIAL_WORKING, VisitKind.WORKING, VisitKind.PRIVATE}
)
WITHOUT_DATE = frozenset({VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE, VisitStatus.LAPSED})

VISIT_TONES: Mapping[VisitStatus, Tone] = {
    VisitStatus.INVITED_NO_DATE: "warning",
    VisitStatus.ACCEPTED_NO_DATE: "waiting",
    VisitStatus.SCHEDULED: "info",
    VisitStatus.UNDER_WAY: "info",
    VisitStatus.TOOK_PLACE: "success",
    VisitStatus.POSTPONED: "waiting",
    VisitStatus.LAPSED: "critical",
}
AGREEMENT_TONES: Mapping[AgreementStatus, Tone] = {
    AgreementStatus.SIGNED: "info",
    AgreementStatus.SIGNED_FINAL: "info",
    AgreementStatus.INITIALLED: "info",
    AgreementStatus.PARTLY_CONSENTED: "waiting",
    AgreementStatus.ALL_CONSENTED: "waiting",
    AgreementStatus.PROVISIONAL: "info",
    AgreementStatus.IN_FORCE: "success",
    AgreementStatus.SUSPENDED: "warning",
    AgreementStatus.TERM_ENDED: "warning",
}
_APPLIED = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.PROVISIONAL, AgreementStatus.SUSPENDED})


RETURNS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Known:
    """How each field of a record is known, where a citation says so."""

    hows: Mapping[tuple[int, str], How]

    def cell(self, record: int, field: str, words: str) -> Cell:
        """The words with their mark; without words the field reads "not stated"."""
        if not words:
            return not_stated()
        return Cell(text=words, how=How.INFERRED if self.inferred(record, field) else How.STATED)

    def inferred(self, record: int, *fields: str) -> bool:
        """Whether one of these fields of a record is inferred."""
        return any(self.hows.get((record, field)) is How.INFERRED for field in fields)


def when(period: Period | None) -> str:
    """A period as the sheet prints it; empty where none is recorded."""
    return period.display() if period else ""


def names(links: Iterable[Link]) -> str:
    """Parties in a row: "Kazakhstan and Pakistan"."""
    titles = [link.title for link in links]
    return both(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))


def capital(words: str) -> str:
    """The words at the start of a sentence."""
    return words[:1].upper() + words[1:]


# ------------------------------------------------------------------------------------------------------------ visits


def visit_row(line: VisitLine, known: Known) -> VisitRow:
    """A visit as a row: its dates, or the time it was asked for."""
    dated = known.cell(line.id, "dates", when(line.dates))
    asked = known.cell(line.id, "window", when(line.window))
    waits = line.status in WITHOUT_DATE
    return VisitRow(
        when=asked if dated.how is How.UNKNOWN and waits else dated,
        what=Cell(text=line.title),
        status=known.cell(line.id, "stage", line.standing()),
        tone="warning" if line.to_confirm else VISIT_TONES.get(line.status, "neutral"),
        detail=invited(line, known) if waits else Cell(text=""),
    )


def visit_name(line: VisitLine) -> str:
    """What sort of visit it is, inside a sentence: "return state visit"."""
    kind = line.kind.word if line.kind in _CALLED_VISITS else Kind.VISIT.word
    return _("return {visit}").format(visit=kind) if line.return_of else kind


def invited(line: VisitLine, known: Known, more: str = "") -> Cell:
    """The invitation as a sentence, marked where its day or the time it names is inferred; `more` follows it."""
    how = How.INFERRED if known.inferred(line.id, "window", "given_on") else How.STATED
    return Cell(text=" ".join(filter(None, (capital(_invited(line)), more))), how=how)


def _invited(line: VisitLine) -> str:
    """Who invited whom when, and what was answered, as one sentence without its capital."""
    if line.reply is None and line.status is VisitStatus.ACCEPTED_NO_DATE:
        said = _("a visit of {visitor} to {host} was accepted; no invitation is recorded.")
    elif line.invited_on and line.window:
        said = _("{host} invited {visitor} on {day} for {time}; {reply}.")
    elif line.invited_on:
        said = _("{host} invited {visitor} on {day}; {reply}.")
    elif line.window:
        said = _("{host} invited {visitor} for {time}; {reply}.")
    else:
        said = _("{host} invited {visitor}; {reply}.")
    words = line.window.as_written if line.window else ""
    return said.format(
        host=line.invited_by or (line.to_party.title if line.to_party else _("the host")),
        visitor=line.visitor or (line.from_party.title if line.from_party else _("the visitor")),
        day=when(line.invited_on),
        time=_("“{words}”").format(words=words) if words else when(line.window),
        reply=_reply(line),
    )


def _reply(line: VisitLine) -> str:
    """What was answered, as the end of a sentence; of one whose status alone says so, that it was accepted."""
    if line.reply is None or line.reply is Reply.NONE_RECORDED:
        return _("no reply is recorded") if line.unanswered else _("it was accepted")
    return _("the reply: {reply}").format(reply=line.reply.word)


def _time_left(line: VisitLine, today: date) -> str:
    """What is left of the time that was named: "38 days are left."."""
    left = state(line.window, today)
    if (late := left.days_late) is not None:
        said = ngettext("The time named ended {count} day ago.", "The time named ended {count} days ago.", late)
        return said.format(count=late)
    if (days := left.days_left) is None:
        return ""
    return ngettext("{count} day is left.", "{count} days are left.", days).format(count=days)


def visits_point(lines: Sequence[VisitLine], known: Known, today: date) -> Point:
    """The one thing to know of visits: one under way before an invitation without a date, the next visit, one whose
    dates have passed without a word, one put off, and the last; where there is none of these, what there is.

    What is under way or invited is followed by the next visit, so that neither hides the other.
    """
    coming = next_visit(lines, today)
    now = running(lines)
    if now:
        lead = ngettext("A visit is under way.", "{count} visits are under way.", len(now)).format(count=len(now))
        return Point(lead=lead, text=_followed(_together([_dated(line, known, "") for line in now]), coming, known))
    for line in lines:
        if line.has_no_day():
            lead = _("{status}.").format(status=line.standing())
            return Point(lead=lead, text=_followed(_dated(line, known, ""), coming, known))
        if line.status in WITHOUT_DATE:
            lapsed = line.status is VisitStatus.LAPSED
            said = _("The {visit} has lapsed.") if lapsed else _("The {visit} has no date.")
            text = invited(line, known, _time_left(line, today))
            return Point(lead=said.format(visit=visit_name(line)), text=_followed(text, coming, known))
    if coming is not None:
        return Point(lead=_("Next visit."), text=_dated(coming, known, ""))
    passed = next((line for line in lines if line.to_confirm), None)
    if passed is not None:
        return Point(lead=passed.standing(), text=_dated(passed, known, _("no date")))
    return _put_off(lines, known, today) or _held(lines, known, today)


def running(lines: Sequence[VisitLine]) -> list[VisitLine]:
    """The visits under way; of one whose days have passed nobody knows whether it still is."""
    return [line for line in lines if line.status is VisitStatus.UNDER_WAY and not line.to_confirm]


def next_visit(lines: Sequence[VisitLine], today: date) -> VisitLine | None:
    """The visit that comes next, whichever way it goes: the nearest with agreed dates still to come, be they those to
    which it was put off. What is invited or owed is not next, nor what has no date or has passed without a word."""
    dated = (VisitStatus.SCHEDULED, VisitStatus.POSTPONED)
    agreed = [line for line in lines if line.status in dated and not line.to_confirm]
    return following(agreed, dates, today)


def _followed(said: Cell, coming: VisitLine | None, known: Known) -> Cell:
    """What is said of one visit, and the next one after it where there is one."""
    if coming is None:
        return said
    after = _dated(coming, known, "")
    return _together([said, Cell(text=_("Next visit: {visit}").format(visit=after.text), how=after.how)])


def _together(said: Sequence[Cell]) -> Cell:
    """Several sentences as one text, which is inferred where one of them is."""
    how = How.INFERRED if any(each.how is How.INFERRED for each in said) else said[0].how
    return Cell(text=" ".join(each.text for each in said), how=how)


def _put_off(lines: Sequence[VisitLine], known: Known, today: date) -> Point | None:
    """The visit that was put off, the one to the nearest date first; None where there is none."""
    found = [line for line in lines if line.status is VisitStatus.POSTPONED]
    line = following(found, dates, today) or next(iter(found), None)
    return Point(lead=_("Postponed."), text=_dated(line, known, _("no date"))) if line is not None else None


def _held(lines: Sequence[VisitLine], known: Known, today: date) -> Point:
    """The last visit; where none has a date, one without, which is not said to be the last."""
    held = [line for line in lines if line.status is VisitStatus.TOOK_PLACE]
    line = last(held, dates, today)
    if line is not None:
        return Point(lead=_("Last visit."), text=_dated(line, known, ""))
    line = next(iter(held or lines), None)
    if line is None:
        return Point(lead=_("No visit is recorded."), text=Cell(text=""))
    said = _("{status}.").format(status=line.status.label)
    return Point(lead=said, text=_dated(line, known, _("date not stated")))


def dates(line: VisitLine) -> Period | None:
    """By which a visit is the last or the next one."""
    return line.dates


def _dated(line: VisitLine, known: Known, without: str) -> Cell:
    """A visit with its dates as a sentence; `without` stands where none is recorded."""
    date = when(line.dates) or without
    said = _("{title}, {date}.") if date else _("{title}.")
    return known.cell(line.id, "dates", said.format(title=line.title, date=date))


# -------------------------------------------------------------------------------------------------------- agreements


def agreement_row(line: AgreementLine, known: Known) -> AgreementRow:
    """An agreement as a row, with the last day of a term that runs or ended; what is not stated is said to be so."""
    entered = pgettext("in force", "yes") if line.status is AgreementStatus.IN_FORCE else _known(line.entry)
    in_force = when(line.in_force) or entered
    if in_force and line.term is not None and _has_term(line):
        in_force = _("{entered}, until {day}").format(entered=in_force, day=when(line.term))
    character = "" if line.legal_character is LegalCharacter.NOT_STATED else line.legal_character.word
    return AgreementRow(
        when=known.cell(line.id, "signed", when(line.signed) or _known(line.signing)),
        what=Cell(text=line.title),
        status=Cell(text=line.standing()),
        tone=AGREEMENT_TONES.get(line.status, "neutral"),
        in_force=known.cell(line.id, "in_force", in_force),
        legal_character=known.cell(line.id, "legal_character", character),
        detail=Cell(text=_after_term(line)),
    )


def _has_term(line: AgreementLine) -> bool:
    """Whether it has a term that runs or of whose end nobody has said what followed; in force or not any more."""
    return line.ended() is not None or (line.status in _APPLIED and line.entry == "done")


def _after_term(line: AgreementLine) -> str:
    """What the term leads to: that notice was given, or that another term follows by itself; "" where nothing of it is
    known, or the end was recorded."""
    if line.status not in _APPLIED and line.ended() is None:
        return ""
    if line.notice is None:
        if not line.renews or line.term is None:
            return ""
        said = _("Renews itself after {day}.")
        if line.ended() is not None:
            said = _("Renews itself after {day}; until when is not stated.")
        return said.format(day=when(line.term))
    given = when(line.notice.given_on)
    notice = _("Notice given {day}").format(day=given) if given else _("Notice given, date not stated")
    if line.term is None:
        return _("{notice}; when it takes effect is not stated.").format(notice=notice)
    if line.notice.late_after is not None:
        said = _("{notice}, after the last day for it, {last}: a further term after {day} is to be confirmed.")
        return said.format(notice=notice, last=day_name(line.notice.late_after), day=when(line.term))
    return _("{notice}: no further term after {day}.").format(notice=notice, day=when(line.term))


def _known(state: str) -> str:
    """What is known of a stage of an agreement's life without a day: "not needed"; "" where that is not stated."""
    return "" if state in ("done", "not_stated") else unsaid(state)


def agreements_point(lines: Sequence[AgreementLine]) -> Point:
    """The one thing to know of agreements."""
    if not lines:
        return Point(lead=_("No agreement is recorded."), text=Cell(text=""))
    if len(lines) > 1:
        many = ngettext("{count} agreement.", "{count} agreements.", len(lines)).format(count=len(lines))
        return Point(lead=many, text=Cell(text=_("{counts}.").format(counts=capital(_counted(lines)))))
    (line,) = lines
    lead = _("One agreement: {status}.").format(status=line.status.word)
    text = _("{title}.").format(title=line.title)
    return Point(lead=lead, text=Cell(text=" ".join(filter(None, (text, _after_term(line), _unstated(line))))))


def _unstated(line: AgreementLine) -> str:
    """What a signed agreement still leaves open."""
    entry = line.entry == "not_stated" and line.status is AgreementStatus.SIGNED
    character = line.legal_character is LegalCharacter.NOT_STATED
    if entry and character:
        return _("Entry into force and legal character are not stated.")
    if entry:
        return _("Entry into force is not stated.")
    return _("Legal character is not stated.") if character else ""


def _counted(lines: Sequence[AgreementLine]) -> str:
    """How many agreements there are of each status: "2 in force; 1 signed"."""
    counted = Counter(line.status for line in lines)
    return "; ".join(
        _("{count} {status}").format(count=number, status=status.word) for status, number in counted.items()
    )


# ---------------------------------------------------------------------------------------------------- where we stand


def where_we_stand(
    visits: Sequence[VisitLine],
    agreements: Sequence[AgreementLine],
    owed: Sequence[tuple[str, str, Period | None]],
    known: Known,
    today: date,
) -> tuple[Fact, ...]:
    """The state of things in a few lines; `owed` says who owes whom a return visit, and for when it is agreed."""
    facts = [*_running(visits, known, today), *_last_visits(visits, known, today), *_next(visits, known, today)]
    waiting = [line for line in visits if line.status in WITHOUT_DATE]
    if waiting:
        still = [line for line in waiting if line.status is not VisitStatus.LAPSED]
        open_ = (
            _("{count} without a date, {replies}").format(count=len(still), replies=_replies(still)) if still else ""
        )
        over = _("{count} lapsed").format(count=len(waiting) - len(still)) if len(still) < len(waiting) else ""
        said = " · ".join(filter(None, (open_, over)))
        facts.append(Fact(label=_("Invitations"), value=Cell(text=said), tone="warning"))
    facts += _returns(owed)
    facts.append(Fact(label=_("Agreements"), value=Cell(text=_counted(agreements) or _("none recorded"))))
    return tuple(facts)


def _returns(owed: Sequence[tuple[str, str, Period | None]]) -> list[Fact]:
    """Who owes whom how many return visits; of the pairs that are not named, how many visits are due. What is agreed is
    not due."""
    agreed = [(who, to, dates) for who, to, dates in owed if dates is not None]
    pairs = Counter((who, to) for who, to, dates in owed if dates is None).most_common()
    facts: list[Fact] = []
    for who, to, dates in agreed[:RETURNS_SHOWN]:
        set_for = _("from {party} to {other}, agreed for {dates}").format(party=who, other=to, dates=when(dates))
        facts.append(Fact(label=_("Return visit"), value=Cell(text=set_for)))
    for (who, to), many in pairs[:RETURNS_SHOWN]:
        said = ngettext("due from {party} to {other}", "{count} due from {party} to {other}", many)
        due = said.format(count=many, party=who, other=to)
        facts.append(Fact(label=_("Return visit"), value=Cell(text=due, how=How.INFERRED)))
    if more := sum(many for _pair, many in pairs[RETURNS_SHOWN:]):
        said = ngettext("{count} more is due", "{count} more are due", more).format(count=more)
        facts.append(Fact(label=_("Return visits"), value=Cell(text=said, how=How.INFERRED)))
    return facts


def _replies(waiting: Sequence[VisitLine]) -> str:
    """What was answered to invitations; where that differs, to how many of them."""
    counted = Counter(_reply(line) for line in waiting)
    if len(counted) == 1:
        return next(iter(counted))
    return ", ".join(_("{reply} ({count})").format(reply=said, count=many) for said, many in counted.items())


def _last_visits(visits: Sequence[VisitLine], known: Known, today: date) -> list[Fact]:
    """The last visit each way, for the countries that any visit names. One without a date is neither the last nor the
    next: it is told for what it is, after them."""
    took_place = [line for line in visits if line.status is VisitStatus.TOOK_PLACE]
    countries = {link.title for line in visits for link in (line.to_party,) if link}
    facts: list[Fact] = []
    undated: list[Fact] = []
    for country in sorted(countries)[:4]:
        there = [line for line in took_place if line.to_party and line.to_party.title == country]
        newest, without = last(there, dates, today), [line for line in there if _undated(line)]
        value = Cell(text=_("none with a date") if without else _("none recorded"))
        if newest is not None:
            said = _("{date}, {visit}").format(date=when(newest.dates), visit=visit_name(newest))
            value = known.cell(newest.id, "dates", said)
        facts.append(Fact(label=_("Last visit to {country}").format(country=country), value=value))
        if without:
            undated.append(Fact(label=_("Visit to {country}").format(country=country), value=_took_place(without)))
    return [*facts, *undated]


def _undated(line: VisitLine) -> bool:
    return line.dates is None or line.dates.undated


def _took_place(held: Sequence[VisitLine]) -> Cell:
    """Visits of which it is only known that they took place, or in which words that was."""
    if len(held) == 1:
        said = _("took place, {date}, {visit}")
        date = when(held[0].dates) or _("date not stated")
        return Cell(text=said.format(date=date, visit=visit_name(held[0])))
    said = ngettext("{count} took place, date not stated", "{count} took place, dates not stated", len(held))
    return Cell(text=said.format(count=len(held)))


def _running(visits: Sequence[VisitLine], known: Known, today: date) -> list[Fact]:
    """The visits under way, each with its last day where that is known."""
    told: list[Fact] = []
    for line in running(visits):
        until = happening(line.dates, today) if state(line.dates, today).phase is Phase.OPEN else ""
        said = _("{date}, {visit}").format(date=until or VisitStatus.UNDER_WAY.word, visit=_whither(line))
        told.append(Fact(label=_("Visit now"), value=known.cell(line.id, "dates", said), tone="info"))
    return told


def _next(visits: Sequence[VisitLine], known: Known, today: date) -> list[Fact]:
    line = next_visit(visits, today)
    if line is None:
        return []
    said = _("{date}, {visit}").format(date=when(line.dates), visit=_whither(line))
    return [Fact(label=_("Next visit"), value=known.cell(line.id, "dates", said))]


def _whither(line: VisitLine) -> str:
    """What sort of visit it is, and to where: "state visit to Kazakhstan"."""
    visit = visit_name(line)
    return _("{visit} to {country}").format(visit=visit, country=line.to_party.title) if line.to_party else visit
