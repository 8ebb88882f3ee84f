"""What a user can do with commitments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db import passed_reminders
from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, find, find_all, short, stamp
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.rules.text import clean, on_one_line
from db.rules.ticks import Wish
from db.tables.commitments import Commitment, CommitmentParty
from db.vocabulary import DateField, Kind, PartyRole, Progress
from db.words import Sentence, both, told, told_of


@dataclass(frozen=True, slots=True)
class AddCommitment(Add[CommitmentDraft]):
    """Add a commitment."""

    kind = Kind.COMMITMENT

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"owes", "owed"})
        wanted = [(holder, PartyRole.OWES) for holder in dict.fromkeys(self.draft.owes)]
        wanted += [(holder, PartyRole.OWED) for holder in dict.fromkeys(self.draft.owed)]
        for link in [link for link in row.party_links if (link.holder_id, link.role) not in wanted]:
            row.party_links.remove(link)
        present = {(link.holder_id, link.role) for link in row.party_links}
        for holder, role in wanted:
            if (holder, role) not in present:
                row.party_links.append(CommitmentParty(holder_id=holder, role=role))


@dataclass(frozen=True, slots=True)
class ChangeCommitment(Rewrite[CommitmentDraft]):
    """Change a commitment."""

    adds = AddCommitment

    def apply(self, session: Session) -> Done:
        row = find(session, self.id, Kind.COMMITMENT)
        before = row.due if isinstance(row, Commitment) else None
        done = Rewrite.apply(self, session)
        passed_reminders.settle(session, row, DateField.DUE, before, self.draft.due, stamp(session).date())
        return done


@dataclass(frozen=True, slots=True)
class Assess:
    """Say how far commitments have come, and why. Said without a why of one that has come so far already, it leaves
    what was written of it: only what was known of the progress before goes with that progress."""

    ids: tuple[int, ...]
    progress: Progress
    on: date
    by: str = ""
    why: str = ""
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        by, why = on_one_line(self.by), clean(self.why).strip()
        for row in find_all(session, Commitment, self.ids, self.seen):
            if why or row.progress is not self.progress:
                row.assessment = why
            row.progress, row.assessed_on, row.assessed_by = self.progress, self.on, by
        return _done(session, self.ids, told("Marked {progress}", progress=self.progress.told_inside))


@dataclass(frozen=True, slots=True)
class SetDue:
    """Say when commitments are due; None where no date is known."""

    ids: tuple[int, ...]
    due: Period | None
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        for row in find_all(session, Commitment, self.ids, self.seen):
            before, row.due = row.due, self.due
            passed_reminders.settle(session, row, DateField.DUE, before, row.due, stamp(session).date())
        due = self.due
        said = told("Due date set to {date}", date=due.display()) if due else told("Due date taken away")
        return _done(session, self.ids, said)


@dataclass(frozen=True, slots=True)
class SetOwes:
    """Say who owes commitments."""

    ids: tuple[int, ...]
    owes: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        names = both(find(session, each).title for each in self.owes)
        for row in find_all(session, Commitment, self.ids, self.seen):
            _let_owe(row, self.owes)
        return _done(
            session, self.ids, told("Owed by {names}", names=names) if names else told("Who owes is no longer stated")
        )


@dataclass(frozen=True, slots=True)
class ChangeOwes:
    """Let parties owe commitments that did not, or no longer; each keeps those who owe it and are not named."""

    ids: tuple[int, ...]
    wish: Wish
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        for row in find_all(session, Commitment, self.ids, self.seen):
            owing = (link.holder_id for link in row.party_links if link.role is PartyRole.OWES)
            _let_owe(row, self.wish.after(owing))
        added, gone = (both(find(session, each).title for each in named) for named in self.wish)
        if added and gone:
            what = told("Owed by {added} too, no longer by {gone}", added=added, gone=gone)
        elif added:
            what = told("Owed by {names} too", names=added)
        else:
            what = told("No longer owed by {names}", names=gone)
        return _done(session, self.ids, what)


def _let_owe(row: Commitment, owes: Sequence[int]) -> None:
    kept = [link for link in row.party_links if link.role is PartyRole.OWES]
    for link in [link for link in kept if link.holder_id not in owes]:
        row.party_links.remove(link)
    present = {link.holder_id for link in kept}
    for each in (each for each in dict.fromkeys(owes) if each not in present):
        row.party_links.append(CommitmentParty(holder_id=each, role=PartyRole.OWES))


@dataclass(frozen=True, slots=True)
class SetOfficer:
    """Say which officer looks after commitments."""

    ids: tuple[int, ...]
    officer: str
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        name = on_one_line(self.officer)
        for row in find_all(session, Commitment, self.ids, self.seen):
            row.officer = name
        said = told("Officer set to {name}", name=name) if name else told("Officer set to nobody")
        return _done(session, self.ids, said)


def _done(session: Session, ids: tuple[int, ...], what: Sentence) -> Done:
    if len(ids) != 1:
        return Done(told_of("{what}: {count} commitment", "{what}: {count} commitments", len(ids), what=what))
    return Done(told("{what}: “{title}”", what=what, title=short(find(session, ids[0]).title)), ids[0])
