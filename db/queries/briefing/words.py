"""How a briefing sheet speaks of visits and agreements: each row and bullet in plain words, nothing added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.records.agreements import AgreementLine
from db.records.base import Link, Period
from db.records.briefings import (
    NOT_STATED,
    AgreementRow,
    Cell,
    Fact,
    Point,
    Tone,
    VisitRow,
)
from db.records.visits import VisitLine
from db.rules.periods import state
from db.vocabulary import AgreementStatus, How, LegalCharacter, Reply, VisitStatus

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
}


@dataclass(frozen=True, slots=True)
class Known:
    """How each field of a record is known, where a citation says so."""

    hows: Mapping[tuple[int, str], How]

    def cell(self, record: int, field: str, words: str) -> Cell:
        """The words with their mark; without words the field reads "not stated"."""
        if not words:
            return NOT_STATED
        return Cell(text=words, how=How.INFERRED if self.inferred(record, field) else How.STATED)

    def inferred(self, record: int, *fields: str) -> bool:
        """Whether one of these fields of a record is inferred."""
        return any(self.hows.get((record, field)) is How.INFERRED for field in fields)


def when(period: Period | None) -> str:
    """A period as the sheet prints it; empty where none is recorded."""
    return period.display() if period else ""


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 visit", "2 visits"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def names(links: Iterable[Link]) -> str:
    """Parties in a row: "Kazakhstan and Pakistan"."""
    titles = [link.title for link in links]
    return " and ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))


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
        when=asked if dated == NOT_STATED and waits else dated,
        what=Cell(text=line.title),
        status=known.cell(line.id, "stage", line.status.label),
        tone=VISIT_TONES.get(line.status, "neutral"),
        detail=invited(line, known) if waits else Cell(text=""),
    )


def visit_name(line: VisitLine) -> str:
    """What sort of visit it is, inside a sentence: "return state visit"."""
    kind = line.kind.word if "visit" in line.kind.word else "visit"
    return f"return {kind}" if line.return_of else kind


def invited(line: VisitLine, known: Known, more: str = "") -> Cell:
    """The invitation as a sentence, marked where its day or the time it names is inferred; `more` follows it."""
    how = How.INFERRED if known.inferred(line.id, "window", "given_on") else How.STATED
    return Cell(text=f"{capital(_invited(line))}.{more}", how=how)


def _invited(line: VisitLine) -> str:
    """Who invited whom when, and what was answered, as one sentence without its capital and full stop."""
    who = f"{line.invited_by or 'the host'} invited {line.visitor or 'the visitor'}"
    day = f" on {when(line.invited_on)}" if line.invited_on else ""
    words = line.window.as_written if line.window else ""
    asked = f" for “{words}”" if words else f" for {when(line.window)}" if line.window else ""
    return f"{who}{day}{asked}; {_reply(line.reply)}"


def _reply(reply: Reply | None) -> str:
    if reply is None or reply is Reply.NONE_RECORDED:
        return "no reply is recorded"
    return f"the reply: {reply.word}"


def _time_left(line: VisitLine, today: date) -> str:
    """What is left of the time that was named: " 38 days are left."."""
    left = state(line.window, today)
    if left.days_late is not None:
        return f" The time named ended {count(left.days_late, 'day')} ago."
    if left.days_left is None:
        return ""
    return " 1 day is left." if left.days_left == 1 else f" {left.days_left} days are left."


def visits_point(lines: Sequence[VisitLine], known: Known, today: date) -> Point:
    """The one thing to know of visits: an invitation without a date before the next visit before the last."""
    for line in lines:
        if line.status in WITHOUT_DATE:
            said = "has lapsed" if line.status is VisitStatus.LAPSED else "has no date"
            text = invited(line, known, _time_left(line, today))
            return Point(lead=f"The {visit_name(line)} {said}.", text=text)
    for status, lead in ((VisitStatus.UNDER_WAY, "A visit is under way."), (VisitStatus.SCHEDULED, "Next visit.")):
        for line in reversed(lines):
            if line.status is status:
                text = known.cell(line.id, "dates", f"{line.title}, {when(line.dates) or 'no date'}.")
                return Point(lead=lead, text=text)
    for line in lines:
        if line.status is VisitStatus.TOOK_PLACE:
            text = known.cell(line.id, "dates", f"{line.title}, {when(line.dates) or 'date not stated'}.")
            return Point(lead="Last visit.", text=text)
    return Point(lead="No visit is recorded.", text=Cell(text=""))


# -------------------------------------------------------------------------------------------------------- agreements


def agreement_row(line: AgreementLine, known: Known) -> AgreementRow:
    """An agreement as a row; what is not stated is said to be so."""
    in_force = when(line.in_force) or ("yes" if line.status is AgreementStatus.IN_FORCE else "")
    character = "" if line.legal_character is LegalCharacter.NOT_STATED else line.legal_character.word
    return AgreementRow(
        when=known.cell(line.id, "signed", when(line.signed)),
        what=Cell(text=line.title),
        status=Cell(text=line.status.label),
        tone=AGREEMENT_TONES.get(line.status, "neutral"),
        in_force=known.cell(line.id, "in_force", in_force),
        legal_character=known.cell(line.id, "legal_character", character),
    )


def agreements_point(lines: Sequence[AgreementLine]) -> Point:
    """The one thing to know of agreements."""
    if not lines:
        return Point(lead="No agreement is recorded.", text=Cell(text=""))
    if len(lines) > 1:
        counted = Counter(line.status.word for line in lines)
        text = ", ".join(f"{number} {word}" for word, number in counted.items())
        return Point(lead=f"{len(lines)} agreements.", text=Cell(text=f"{capital(text)}."))
    (line,) = lines
    gaps = [
        name
        for name, missing in (
            ("entry into force", line.in_force is None and line.status is AgreementStatus.SIGNED),
            ("legal character", line.legal_character is LegalCharacter.NOT_STATED),
        )
        if missing
    ]
    verb = "are" if len(gaps) > 1 else "is"
    unknown = f" {capital(' and '.join(gaps))} {verb} not stated." if gaps else ""
    return Point(lead=f"One agreement: {line.status.word}.", text=Cell(text=f"{line.title}.{unknown}"))


# ---------------------------------------------------------------------------------------------------- where we stand


def where_we_stand(
    visits: Sequence[VisitLine],
    agreements: Sequence[AgreementLine],
    owed: Sequence[tuple[str, str]],
    known: Known,
) -> tuple[Fact, ...]:
    """The state of things in a few lines; `owed` says who owes whom a return visit."""
    facts = [*_last_visits(visits, known)]
    waiting = [line for line in visits if line.status in WITHOUT_DATE]
    if waiting:
        replies = ", ".join(dict.fromkeys(_reply(line.reply) for line in waiting))
        facts.append(Fact(label="Invitations", value=Cell(text=f"{len(waiting)} open, {replies}"), tone="warning"))
    facts += [
        Fact(label="Return visit", value=Cell(text=f"due from {who} to {to}", how=How.INFERRED)) for who, to in owed[:2]
    ]
    counted = Counter(line.status.word for line in agreements)
    agreed = ", ".join(f"{number} {word}" for word, number in counted.items())
    facts.append(Fact(label="Agreements", value=Cell(text=agreed or "none recorded")))
    return tuple(facts)


def _last_visits(visits: Sequence[VisitLine], known: Known) -> list[Fact]:
    """The last visit each way, for the countries that any visit names."""
    took_place = [line for line in visits if line.status is VisitStatus.TOOK_PLACE]
    countries = {link.title for line in visits for link in (line.to_party,) if link}
    facts: list[Fact] = []
    for country in sorted(countries)[:4]:
        last = next((line for line in took_place if line.to_party and line.to_party.title == country), None)
        text = f"{when(last.dates) or 'date not stated'}, {visit_name(last)}" if last else "none recorded"
        value = known.cell(last.id, "dates", text) if last else Cell(text=text)
        facts.append(Fact(label=f"Last visit to {country}", value=value))
    return facts
