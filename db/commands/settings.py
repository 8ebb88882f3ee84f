"""What a user can choose for a register."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import Done, find
from db.tables.settings import OUR_SIDE, Setting
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class ChooseOurSide:
    """Say which party is ours; None is neither."""

    party: int | None

    def apply(self, session: Session) -> Done:
        name = find(session, self.party, Kind.PARTY).title if self.party is not None else "Neither"
        setting = session.scalars(select(Setting).where(Setting.name == OUR_SIDE)).first()
        if setting is None:
            setting = Setting(name=OUR_SIDE)
            session.add(setting)
        setting.value = self.party
        return Done(f"Our side is now {name}", self.party)
