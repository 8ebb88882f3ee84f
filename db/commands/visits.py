"""What a user can do with visits and invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db import passed_reminders
from db.commands.base import SHARED, Add, Done, Rewrite, fill, fill_children, find, short, stamp, touch
from db.records.visits import InvitationDraft, VisitDraft
from db.tables.visits import Delegate, InvitationRepeat, Talk, Visit
from db.vocabulary import DateField, Kind
from db.words import _


@dataclass(frozen=True, slots=True)
class AddVisit(Add[VisitDraft]):
    """Add a visit."""

    kind = Kind.VISIT

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"talks", "delegates"}, named={"kind": "visit_kind"})
        fill_children(row.talks, self.draft.talks, Talk)
        fill_children(row.delegates, self.draft.delegates, Delegate)


@dataclass(frozen=True, slots=True)
class ChangeVisit(Rewrite[VisitDraft]):
    """Change a visit."""

    adds = AddVisit

    def apply(self, session: Session) -> Done:
        row = find(session, self.id, Kind.VISIT)
        before = row.dates if isinstance(row, Visit) else None
        done = Rewrite.apply(self, session)
        passed_reminders.settle(session, row, DateField.DATES, before, self.draft.dates, stamp(session).date())
        return done


@dataclass(frozen=True, slots=True)
class AddInvitation(Add[InvitationDraft]):
    """Record an invitation to a visit."""

    kind = Kind.INVITATION

    def write(self, session: Session, row: Any) -> None:
        visit = find(session, self.draft.visit, Kind.VISIT)
        if row.visit not in (None, visit.id):
            touch(session, find(session, row.visit, Kind.VISIT))
        fill(row, self.draft, leave=SHARED | {"repeated"})
        row.title = _("Invitation: {title}").format(title=short(visit.title))
        periods = self.draft.repeated
        del row.repeat_links[len(periods) :]
        for index, period in enumerate(periods):
            if index < len(row.repeat_links):
                row.repeat_links[index].period = period
            else:
                row.repeat_links.append(InvitationRepeat(period=period))


@dataclass(frozen=True, slots=True)
class ChangeInvitation(Rewrite[InvitationDraft]):
    """Change an invitation, for instance its reply."""

    adds = AddInvitation
