"""A briefing sheet from what the register holds: only recorded facts, and "not stated" where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import chain
from db.chain import HEAD_SHOWN
from db.queries import actions, agreements, commitments, desk, reciprocity, visits
from db.queries.base import links
from db.queries.briefing import background, changes, promises, scope, texts, words
from db.records.actions import ActionLine
from db.records.briefings import (
    ActionRow,
    BriefingDraft,
    BriefingSheet,
    Cell,
    MatrixRow,
    Section,
    not_stated,
)
from db.records.commitments import CommitmentLine
from db.records.visits import VisitLine
from db.rules.edtf import day_name, weekday
from db.rules.periods import Period
from db.tables.actions import ActionLink
from db.tables.briefings import Briefing
from db.tables.commitments import Commitment
from db.vocabulary import BriefingKind, Marking, PointKind, Strength
from db.words import _

__all__ = ["sheet"]


def sheet(reader: Session, draft: BriefingDraft, today: date, number: int) -> BriefingSheet:
    """The sheet that was asked for, made on `today`: what is due, late or left is as of the day that stands on it.

    `number` is 0 while nobody has kept it. Raises NotFound where it is about no record, and KnownError for a kind
    that has no sheet.
    """
    day = draft.as_of
    about = scope.of(reader, draft)
    said = texts.of(reader, draft)
    known = scope.known(reader, about)
    visit_lines = visits.lines(reader, day, about.visits)
    agreement_lines = agreements.lines(reader, day, about.agreements)
    promise_lines, intended = _parted(commitments.lines(reader, day, about.commitments))
    made = BriefingSheet(
        number=number,
        kind=draft.kind,
        title=about.title,
        subtitle=_subtitle(reader, draft, about),
        as_of=draft.as_of,
        as_of_words=_("{weekday}, {day}").format(weekday=weekday(draft.as_of), day=day_name(draft.as_of)),
        copy_line=_("Copy {number} of {count}").format(number=draft.copy_number, count=draft.copies),
        marking=_marking(draft, scope.highest((about.marking, said.marking))),
        letterhead=desk.letterhead(reader).text,
        picture=desk.picture(reader),
        prepared=_prepared(draft, today, chain.head(reader)),
        paper=draft.paper,
        sections=draft.sections,
        objectives=said.cells(PointKind.OBJECTIVE),
        in_one_minute=(
            words.visits_point(visit_lines, known, day),
            words.agreements_point(agreement_lines),
            promises.promises_point(promise_lines, day),
        ),
        where_we_stand=(
            *words.where_we_stand(visit_lines, agreement_lines, _owed(reader, about, visit_lines, day), known, day),
            promises.undertakings(promise_lines),
        ),
        visits=tuple(words.visit_row(line, known) for line in visit_lines),
        agreements=tuple(words.agreement_row(line, known) for line in agreement_lines),
        promises=promises.promises(promise_lines, known),
        intentions=promises.intentions(intended, known),
        points_to_make=said.cells(PointKind.TO_MAKE),
        lines_to_take=said.cells(PointKind.LINE_TO_TAKE),
        if_raised=said.if_raised(),
        background=background.of(reader, about, visit_lines, known, draft.as_of, said),
        people=background.people(reader, about, visit_lines, draft),
        quotes=background.quotes(reader, about),
        last_actions=tuple(
            _action(line, about) for line in actions.lines(reader, day, about.actions) if not line.superseded
        ),
        note=said.note(),
        sources=background.sources(reader, about),
        matrix=_matrix(reader, about, promise_lines, known) if Section.MATRIX in draft.sections else (),
        withheld=about.withheld + said.withheld,
    )
    before = _last(reader, draft)
    return made.model_copy(update={"changes": changes.since(before, made)}) if before else made


def _subtitle(reader: Session, draft: BriefingDraft, about: scope.Scope) -> str:
    """For whom the sheet is and what it is about; that of a visit or an agreement names the sides whose relations it
    tells."""
    told = draft.kind.label
    if draft.audience:
        told = _("For {audience} · {kind}").format(audience=draft.audience, kind=told)
    if draft.kind is BriefingKind.COUNTRY or not about.parties:
        return told
    sides = sorted(links(reader, about.parties).values(), key=lambda link: link.title)
    return _("{subtitle} · {parties}").format(subtitle=told, parties=words.names(sides))


def _parted(lines: Sequence[CommitmentLine]) -> tuple[tuple[CommitmentLine, ...], tuple[CommitmentLine, ...]]:
    """What was promised or planned, and what is only intended, which is nobody's debt."""
    intended = tuple(line for line in lines if line.strength is Strength.INTENTION)
    return tuple(line for line in lines if line.strength is not Strength.INTENTION), intended


def _marking(draft: BriefingDraft, included: Marking) -> str:
    """The highest marking of the sheet and all it includes; the office's own words stand for the sheet's own."""
    top = scope.highest((draft.marking, included))
    if draft.marking_words and top is draft.marking:
        return draft.marking_words
    return "" if top is Marking.NONE else top.label


def _prepared(draft: BriefingDraft, today: date, head: str) -> str:
    """Who made the sheet and when, and the state of the register it was made from: see db/chain.py."""
    day = day_name(today)
    made = _("Prepared {day} by {name}").format(day=day, name=draft.prepared_by) if draft.prepared_by else ""
    made = made or _("Prepared {day}").format(day=day)
    return (
        _("{prepared} · register\N{NO-BREAK SPACE}{head}").format(prepared=made, head=head[:HEAD_SHOWN])
        if head
        else made
    )


def _owed(
    reader: Session, about: scope.Scope, lines: Sequence[VisitLine], day: date
) -> list[tuple[str, str, Period | None]]:
    """Who owes whom a return of the visits on the sheet, and for when one is agreed, if that is on the sheet."""
    owed = [each for each in reciprocity.returns_owed(reader, day) if each.for_visit in about.visits]
    named = links(reader, [each for owing in owed for each in (owing.visitor_party, owing.host_party)])
    dates = {line.id: line.dates for line in lines}
    return [
        (
            named[each.visitor_party].title,
            named[each.host_party].title,
            dates.get(each.invited_visit) if each.agreed and each.invited_visit is not None else None,
        )
        for each in owed
    ]


def _action(line: ActionLine, about: scope.Scope) -> ActionRow:
    """An entry of the log with what it was done about, but for what is not on the sheet: a title may be withheld."""
    named = [link.title for link in line.links if link.id in about.facts and link.id != about.subject]
    step = line.next_step
    if step and line.next_due:
        step = _("{step}, {date}").format(step=step, date=words.when(line.next_due))
    titles = "; ".join(named)
    return ActionRow(when=day_name(line.on), kind=line.kind.label, what=line.text, about=titles, next_step=step)


def _matrix(
    reader: Session, about: scope.Scope, lines: Sequence[CommitmentLine], known: words.Known
) -> tuple[MatrixRow, ...]:
    ids = [line.id for line in lines]
    rows = {row.id: row for row in reader.scalars(select(Commitment).where(Commitment.id.in_(ids)))}
    done = _last_done(reader, ids)
    return tuple(
        _matrix_row(str(number), line, rows[line.id], known).model_copy(
            update={"source": _origin(line, about), "done": done.get(line.id, "")}
        )
        for number, line in enumerate(lines, start=1)
    )


def _origin(line: CommitmentLine, about: scope.Scope) -> str:
    """Where it was promised, unless that is not on the sheet: even a title may be withheld."""
    return line.origin.title if line.origin and line.origin.id in about.facts else ""


def _matrix_row(number: str, line: CommitmentLine, row: Commitment, known: words.Known) -> MatrixRow:
    promise = promises.promise_row(line, known)

    def said(text: str) -> Cell:
        return Cell(text=text) if text else not_stated()

    return MatrixRow(
        number=number,
        what=promise.what,
        area=said(", ".join(line.areas)),
        lead=said(row.lead_unit),
        co_executors=said(row.executors),
        due=promise.due,
        proof=said(row.proof),
        status=promise.status,
        tone=promise.tone,
        note=row.assessment,
    )


def _last_done(reader: Session, ids: Sequence[int]) -> dict[int, str]:
    """The last action on each commitment, in words."""
    query = select(ActionLink.action_id, ActionLink.record_id).where(ActionLink.record_id.in_(ids))
    linked = reader.execute(query).all()
    lines = actions.lines(reader, date.min, [action for action, record in linked])
    logged = {line.id: line for line in lines if not line.superseded}
    found: dict[int, ActionLine] = {}
    for action, record in linked:
        line = logged.get(action)
        if line is not None and (record not in found or (line.on, line.id) > (found[record].on, found[record].id)):
            found[record] = line
    return {record: _("{day}: {text}").format(day=day_name(line.on), text=line.text) for record, line in found.items()}


def _last(reader: Session, draft: BriefingDraft) -> BriefingSheet | None:
    """The last sheet kept of the same kind about the same record, from the data it was made from."""
    query = (
        select(Briefing)
        .where(Briefing.briefing_kind == draft.kind, Briefing.about == draft.about, ~Briefing.hidden)
        .order_by(Briefing.number.desc())
        .limit(1)
    )
    kept = reader.scalar(query)
    if kept is None:
        return None
    try:
        return BriefingSheet.model_validate(kept.data)
    except ValidationError:  # made by another version of the program: nothing to compare with
        return None
