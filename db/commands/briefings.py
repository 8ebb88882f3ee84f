"""Keeping a sheet that was printed or saved."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import history
from db.commands.base import Done, new_uid, stamp
from db.commands.sources import keep_blob
from db.errors import Conflict, Moved
from db.records.briefings import BriefingDraft, BriefingSheet
from db.tables.briefings import Briefing
from db.vocabulary import Kind
from db.words import _, told


@dataclass(frozen=True, slots=True)
class KeepBriefing:
    """Keep the paper and the data it was made from, under the number that stands on it."""

    draft: BriefingDraft
    sheet: BriefingSheet
    pdf: bytes
    pages: int

    def apply(self, session: Session) -> Done:
        if self.sheet.number != history.next_sheet(session):
            raise Conflict(Moved(_("Briefing sheet {number}").format(number=self.sheet.number)))
        row = Briefing(
            kind=Kind.BRIEFING,
            uid=new_uid(stamp(session)),
            title=self.sheet.title,
            marking=self.draft.marking,
            number=self.sheet.number,
            briefing_kind=self.sheet.kind,
            about=self.draft.about,
            audience=self.draft.audience,
            as_of=self.sheet.as_of,
            language=self.sheet.language,
            pages=self.pages,
            sha256=keep_blob(session, self.pdf),
            data=self.sheet.model_dump(mode="json"),
        )
        session.add(row)
        session.flush()
        return Done(told("Kept briefing sheet {number}: “{title}”", number=str(row.number), title=row.title), row.id)
