"""How the command line words records: a title, and the facts a desk asks for, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Period
from db.records.briefings import BriefingLine
from db.records.commitments import CommitmentLine
from db.records.today import ReturnOwed
from db.records.visits import VisitLine
from db.rules.periods import distance, relative, state
from db.vocabulary import AgreementStatus, CommitmentStatus, LegalCharacter, Reply, Strength, VisitStatus
from desktop.cli.layout import count

_WITHOUT_DATE = (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE, VisitStatus.LAPSED)
_SETTLED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED_FINAL)
_CLOSED = (CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.DROPPED)


def day(when: date) -> str:
    """A day with its weekday: "Mon 23 Nov 2026"."""
    return f"{when:%a} {when.day} {when:%b} {when.year}"


def names(links: Iterable[Link]) -> str:
    """Records by their titles: "Kazakhstan and Pakistan"; empty where there are none."""
    titles = [link.title for link in links]
    return " and ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))


def dated(period: Period | None, today: date, none: str = "not stated") -> str:
    """When something was or will be, with its distance from today: "4 Feb 2026 (10 months ago)"."""
    if period is None:
        return none
    is_ahead = period.earliest is not None and period.earliest > today
    far = distance(period.earliest if is_ahead else period.latest, today)
    return f"{period.display()} ({far})" if far else period.display()


def commitment(line: CommitmentLine, today: date) -> list[str]:
    """Who promised what to whom, when it is due, and for how long nothing was done."""
    promised = line.status is not CommitmentStatus.INTENT
    facts = [_owing(line, promised)]
    if line.depends_on is not None:
        facts.append(f"waits for: {line.depends_on.title}")
    elif line.due is not None:
        facts.append(_due(line, today))
    elif promised:
        facts.append("no due date")
    if promised and line.status not in _CLOSED:
        silent = f"{count(line.days_silent, 'day')} without action" if line.days_silent else ""
        facts.append(silent or ("action today" if line.days_silent == 0 else "no action recorded"))
    if line.next_due is not None or line.next_step:
        facts.append(_next(line.next_step, line.next_due))
    return [*facts, *line.areas]


def _owing(line: CommitmentLine, promised: bool) -> str:
    who, whom = names(line.owes), names(line.owed)
    if not promised:
        return f"intention of {who}" if who else "an intention, whose is not stated"
    if not who:
        return f"promised to {whom}, by whom not stated" if whom else "who promised it is not stated"
    if line.strength is Strength.PLANNED:
        return f"planned by {who}"
    return f"promised by {who}{f' to {whom}' if whom else ', to whom not stated'}"


def _due(line: CommitmentLine, today: date) -> str:
    if line.due is None:
        return "no due date"
    far = relative(line.due, today) if line.status not in _CLOSED else ""
    return f"due {line.due.display()}{f' ({far})' if far else ''}"


def _next(step: str, due: Period | None) -> str:
    when = f" {due.display()}" if due is not None else ""
    return f"next step{when}: {step}" if step else f"next step{when}"


def visit(line: VisitLine, today: date) -> list[str]:
    """When a visit was or will be; without a date, who invited whom and what was answered."""
    if line.status in _WITHOUT_DATE:
        return _invited(line, today)
    status = line.status.label
    if line.status is VisitStatus.TOOK_PLACE:
        facts = [f"{status} {dated(line.dates, today, '(dates not stated)')}"]
    else:
        facts = [status, dated(line.dates, today, "no dates")]
    return [*facts, line.places, f"returns: {line.return_of.title}" if line.return_of else ""]


def _invited(line: VisitLine, today: date) -> list[str]:
    given = f"invited {line.invited_on.display()}" if line.invited_on else "invited, day not stated"
    if line.invited_by:
        given += f" by {line.invited_by}"
    if line.window is not None:
        given += f" for “{line.window.as_written}”" if line.window.as_written else f" for {line.window.display()}"
    stands = state(line.window, today)
    facts = [given, _reply(line.reply), "no dates"]
    if stands.days_left is not None:
        facts.append(f"{count(stands.days_left, 'day')} left")
    if line.status is VisitStatus.LAPSED:
        late = f"{count(stands.days_late, 'day')} ago" if stands.days_late else ""
        return [f"lapsed {late}".strip().capitalize(), *facts]
    if line.status is VisitStatus.ACCEPTED_NO_DATE:
        return ["Accepted", *facts]
    return [given[:1].upper() + given[1:], *facts[1:]]


def _reply(reply: Reply | None) -> str:
    return "no reply recorded" if reply in (None, Reply.NONE_RECORDED) else f"reply: {reply.word}"


def agreement(line: AgreementLine) -> list[str]:
    """Where an agreement stands, with what is not stated said to be so."""
    facts = [_signed(line), names(line.parties) or "parties not stated"]
    if line.in_force is not None:
        facts.append(f"in force {line.in_force.display()}")
    elif line.status not in (*_SETTLED, AgreementStatus.IN_FORCE):
        facts.append("entry into force not stated")
    unknown = line.legal_character is LegalCharacter.NOT_STATED
    facts.append("legal character not stated" if unknown else line.legal_character.word)
    if line.waiting_for:
        days = f" ({count(line.days_waiting, 'day')})" if line.days_waiting else ""
        act = f": {line.awaited.act}" if line.awaited is not None and line.awaited.act else ""
        facts.append(f"waiting for {', '.join(line.waiting_for)}{act}{days}")
    return facts


def _signed(line: AgreementLine) -> str:
    """The status; of what is signed with its day, said once: "Signed during the visit"."""
    status = line.status.label
    if line.signed is None:
        return status
    when = line.signed.display().removeprefix("signed ")
    return f"{status} {when}" if line.status is AgreementStatus.SIGNED else f"{status} · signed {when}"


def action(line: ActionLine, of: frozenset[int] = frozenset()) -> list[str]:
    """What is known of an entry of the log; the records it stands under (`of`) are not named again."""
    facts = [day(line.on), line.kind.label, f"with {line.with_whom}" if line.with_whom else ""]
    facts.append(f"result: {line.result.word}" if line.result else "")
    others = [link for link in line.links if link.id not in of]
    facts.append(f"on: {names(others)}" if others else "")
    if line.next_due is not None or line.next_step:
        facts.append(_next(line.next_step, line.next_due))
    return [*facts, f"by {line.by}" if line.by else ""]


def owed_return(each: ReturnOwed) -> tuple[str, list[str]]:
    """A return visit that is due: what to say, and how the visits stand."""
    since = f" ({each.since.day} {each.since:%b} {each.since.year})" if each.since else ""
    return (
        f"Return visit due from {each.owes.title} to {each.owed.title}",
        [
            f"Not returned: {each.for_visit.title}{since}",
            f"visits so far: {each.owed.title} {each.paid}, {each.owes.title} {each.returned}",
            f"an invitation is open ({each.invited.id})" if each.invited else "no invitation is open",
        ],
    )


def briefing(line: BriefingLine) -> list[str]:
    """What is known of a sheet that was kept."""
    facts = [f"Sheet {line.number}", line.kind.label, day(line.as_of), f"for {line.audience}" if line.audience else ""]
    return [*facts, count(line.pages, "page"), line.marking.label]
