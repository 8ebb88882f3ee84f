"""Real treaties and visits from the sample corpus as records of a register, for tests of scale and of odd data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from db.commands.agreements import AddAgreement
from db.commands.base import Add, Done, new_uid, stamp
from db.commands.parties import AddParty
from db.commands.visits import AddVisit
from db.records.agreements import AgreementDraft, StepDraft
from db.records.parties import PartyDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.rules.text import TITLE_LIMIT
from db.vocabulary import AgreementKind, StepKind, VisitStage
from db.words import told
from tests.conftest import CORPUS

TREATIES = CORPUS / "data" / "treaties" / "IEADB_treaties.csv"
VISITS = CORPUS / "data" / "visits" / "us_visits_by_foreign_leaders.csv"
_KINDS = {each.label: each for each in AgreementKind}


@dataclass(frozen=True, slots=True)
class TakeCorpusIn:
    """Write every treaty and every visit in one change; dates that are none stay unknown."""

    def apply(self, session: Session) -> Done:
        for row in _rows(TREATIES):
            steps = [
                StepDraft(kind=kind, done_on=Period.on(day))
                for kind, column in (
                    (StepKind.SIGNED, "Signature Date"),
                    (StepKind.ENTERED_INTO_FORCE, "Date IEA entered into force"),
                )
                if (day := _day(row[column])) is not None
            ]
            kind = _KINDS.get(row["Agreement Type (level 2)"], AgreementKind.OTHER)
            title = row["Treaty Name"][:TITLE_LIMIT]
            _add(session, AddAgreement(AgreementDraft(title=title, kind=kind, steps=tuple(steps))))
        _visits(session)
        return Done(told("Took the sample corpus in"))


def _visits(session: Session) -> None:
    host = _party(session, "United States")
    guests: dict[str, int] = {}
    for row in _rows(VISITS):
        country = row["from_country"]
        if country not in guests:
            guests[country] = _party(session, country)
        first, last = _day(row["start_date"]), _day(row["end_date"])
        dates = Period.days(first, last) if first and last and first <= last else Period.on(first) if first else None
        draft = VisitDraft(
            title=f"{row['visitor']}, {country}"[:TITLE_LIMIT],
            stage=VisitStage.COMPLETED,
            from_party=guests[country],
            to_party=host,
            dates=dates,
            purpose=row["description"],
        )
        _add(session, AddVisit(draft))
    session.flush()


def _add(session: Session, add: Add[Any]) -> None:
    """Put a new record beside the others; thousands are written at once, which takes a third of the time."""
    row = add.make()
    row.kind, row.uid = add.kind, new_uid(stamp(session))
    add.write(session, row)
    session.add(row)


def _party(session: Session, name: str) -> int:
    number = AddParty(PartyDraft(title=name)).apply(session).record
    assert number is not None
    return number


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
