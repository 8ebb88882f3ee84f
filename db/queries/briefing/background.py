"""What stands behind a sheet: the last meeting, anniversaries, people, their words, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.queries.base import links
from db.queries.briefing.scope import Scope
from db.queries.briefing.texts import Texts
from db.queries.briefing.words import Known, capital, dates, when
from db.queries.cited import overtaken
from db.queries.people import Offices, offices_of
from db.records.base import Period, cited_name
from db.records.briefings import Background, BriefingDraft, Cell, PersonRow, Quote, SourceRow
from db.records.visits import VisitLine
from db.rules.anniversaries import round_in
from db.rules.people import InOffice, Tenure, on_visit, printed
from db.rules.periods import last
from db.tables.base import Citation
from db.tables.parties import Anniversary
from db.tables.sources import Quotation, Source
from db.tables.visits import Talk, Visit
from db.vocabulary import BriefingKind, How, VisitStatus
from db.words import _, both

QUOTES_SHOWN = 2
_TOOK_PLACE = (VisitStatus.UNDER_WAY, VisitStatus.TOOK_PLACE)
LONGEST_QUOTE = 320


def of(reader: Session, scope: Scope, lines: Sequence[VisitLine], known: Known, day: date, said: Texts) -> Background:
    """Short facts and dates: what may be said, and what is not to be disclosed."""
    met = last([line for line in lines if line.status is VisitStatus.TOOK_PLACE], dates, day)
    return Background(
        free_to_use=(
            *_last_meeting(reader, met, known, day),
            *_anniversaries(reader, scope, day),
            *said.background(free=True),
        ),
        not_to_be_disclosed=said.background(free=False),
    )


def _last_meeting(reader: Session, met: VisitLine | None, known: Known, today: date) -> tuple[Cell, ...]:
    """The visit that was the last, on the last day of its talks; one without a date is neither."""
    if met is None:
        return ()
    talks = reader.scalars(select(Talk).where(Talk.visit_id == met.id).order_by(Talk.id)).all()
    formats = both(dict.fromkeys(talk.format.word for talk in talks))
    topics = "; ".join(dict.fromkeys(talk.topics for talk in talks if talk.topics))
    talk = last(talks, _day_of, today)
    day = when(talk.day if talk is not None else met.dates)
    if formats and topics:
        said = _("Last meeting: {day}, talks: {formats}. Topics: {topics}.")
    elif formats:
        said = _("Last meeting: {day}, talks: {formats}.")
    else:
        said = _("Last meeting: {day}.")
    return (known.cell(met.id, "dates", said.format(day=day, formats=formats, topics=topics)),)


def _day_of(talk: Talk) -> Period | None:
    return talk.day


def _anniversaries(reader: Session, scope: Scope, today: date) -> tuple[Cell, ...]:
    rows = reader.scalars(select(Anniversary).where(Anniversary.id.in_(scope.anniversaries)))
    over = [citation for found in overtaken(reader, scope.anniversaries).values() for citation in found]
    reasoned = select(Citation.record_id).where(
        Citation.record_id.in_(scope.anniversaries), Citation.how == How.INFERRED, Citation.id.not_in(over)
    )
    inferred = set(reader.scalars(reasoned))
    return tuple(Cell(text=_rounds(row, today), how=How.INFERRED if row.id in inferred else How.STATED) for row in rows)


def _rounds(row: Anniversary, today: date) -> str:
    round_ = round_in(row.first, today.year)
    if round_ is None:
        return _("{title}.").format(title=capital(row.title))
    said = _("{title} ({date}): {years} anniversary in {year}.")
    return said.format(title=capital(row.title), date=when(row.first), years=ordinal(round_), year=today.year)


def ordinal(number: int) -> str:
    """A number in its place: "34th", "1st", "22nd"."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    said = {1: _("{number}st"), 2: _("{number}nd"), 3: _("{number}rd")}.get(last) or _("{number}th")
    return said.format(number=number)


def people(reader: Session, scope: Scope, lines: Sequence[VisitLine], draft: BriefingDraft) -> tuple[PersonRow, ...]:
    """The people the sheet names, with the office they hold on its day and whose side that is; on the sheet of a visit
    the visitor and the host in the office in which they make it."""
    visit = reader.get_one(Visit, draft.about) if draft.kind is BriefingKind.VISIT else None
    recorded = visit.office if visit is not None else None
    terms = offices_of(reader, scope.people, () if recorded is None else (recorded,))
    now = terms.by_person(draft.as_of)
    shown = {each: printed(now.get(each, ())) for each in scope.people}
    if visit is not None:
        made, days = _made(visit, lines, draft.as_of)
        then = [terms.by_person(day) for day in days]
        for each in filter(None, (visit.host, visit.visitor)):
            own = recorded if each == visit.visitor else None
            office = InOffice(each, own, None, Tenure.HOLDS) if own is not None else None
            shown[each] = on_visit(office, made, [day.get(each, ()) for day in then], now.get(each, ()))
    names = links(reader, scope.people)
    return tuple(_person(names[each].title, shown[each], terms, draft.as_of) for each in scope.people)


def _person(name: str, in_office: Sequence[InOffice], terms: Offices, day: date) -> PersonRow:
    if not in_office:
        return PersonRow(name=name)
    side = terms.named[terms.party[in_office[0].office]].title
    return PersonRow(name=name, office=Cell(text=terms.said(in_office, day)), side=side)


def _made(visit: Visit, lines: Sequence[VisitLine], today: date) -> tuple[bool, tuple[date, ...]]:
    """Whether a visit was made by a day, or its days passed without a word against it, and its first and last day."""
    status = next((line.status for line in lines if line.id == visit.id), None)
    first, last = (visit.dates.earliest, visit.dates.latest) if visit.dates is not None else (None, None)
    passed = status is VisitStatus.SCHEDULED and last is not None and last < today
    made = (status in _TOOK_PLACE or passed) and (first is None or first <= today)
    return made, tuple(each for each in (first, last) if each is not None)


def quotes(reader: Session, scope: Scope) -> tuple[Quote, ...]:
    """The fullest quotation of each speaker that is short enough for the sheet."""
    sources_ = _sources(reader, scope)
    fullest: dict[int, Quotation] = {}
    for row in reader.scalars(select(Quotation).where(Quotation.id.in_(scope.quotations)).order_by(Quotation.id)):
        if row.speaker is None or row.source not in sources_ or len(row.words) > LONGEST_QUOTE:
            continue
        if row.speaker not in fullest or len(fullest[row.speaker].words) < len(row.words):
            fullest[row.speaker] = row
    named = links(reader, fullest)
    chosen = list(fullest.items())[:QUOTES_SHOWN]
    since = _since(reader, scope)
    return tuple(
        _quote(row, named[speaker].title, sources_[row.source], since.get(row.id, ())) for speaker, row in chosen
    )


def _since(reader: Session, scope: Scope) -> dict[int, list[str]]:
    """What was recorded otherwise since these words were cited for it, by quotation: the words are printed as they were
    said, and must not be read as if they still held."""
    found: dict[int, list[str]] = {}
    for record, marks in overtaken(reader, scope.facts).items():
        title = links(reader, [record])[record].title
        for citation in reader.scalars(select(Citation).where(Citation.id.in_(marks), Citation.quotation.is_not(None))):
            said = _("{title} · {field}: {since}.").format(
                title=title, field=cited_name(citation.field), since=marks[citation.id].told(citation.how)
            )
            found.setdefault(citation.quotation or 0, []).append(said)
    return found


def _quote(row: Quotation, speaker: str, source: Source, since: Sequence[str]) -> Quote:
    published = when(source.published_on)
    return Quote(
        words=row.words,
        translation=row.translation,
        speaker=Cell(text=speaker),
        source=source.title,
        said_on=_published(published),
        language=source.language,
        since="\n".join(dict.fromkeys(since)),
    )


def _published(date: str) -> Cell:
    if not date:
        return Cell(text=_("date not stated"), how=How.UNKNOWN)
    return Cell(text=_("published {date}").format(date=date))


def sources(reader: Session, scope: Scope) -> tuple[SourceRow, ...]:
    """Every source the sheet rests on, and what is not stated of it."""
    return tuple(_source(row) for row in _sources(reader, scope).values())


def _sources(reader: Session, scope: Scope) -> dict[int, Source]:
    return {row.id: row for row in reader.scalars(select(Source).where(Source.id.in_(scope.sources)))}


def _source(row: Source) -> SourceRow:
    kind = row.source_kind.word
    stated = [] if row.title.casefold().startswith(kind.casefold()) else [kind]
    stated += [row.publisher] if row.publisher else []
    stated += [when(row.published_on)] if row.published_on else []
    said = _("{title} ({details}).") if stated else _("{title}.")
    told = said.format(title=row.title, details=", ".join(stated))
    return SourceRow(text=" ".join(filter(None, (told, _unstated(row)))), address=row.address)


def _unstated(row: Source) -> str:
    if row.publisher and row.published_on:
        return ""
    if row.publisher:
        return _("Date: not stated.")
    return _("Publisher: not stated.") if row.published_on else _("Publisher and date: not stated.")
