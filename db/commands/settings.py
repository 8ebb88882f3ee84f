"""What a user can choose for a register."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import Done, change_number, find
from db.errors import KnownError, NotFound
from db.records.base import View
from db.records.settings import SavedView
from db.tables.settings import OUR_SIDE, VIEW, Setting
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


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep what a table shows under a name; with `key`, in place of what was kept there."""

    kind: Kind
    label: str
    view: View
    key: str = ""

    def apply(self, session: Session) -> Done:
        if self.key:
            setting = _kept(session, self.key)
            saved = SavedView.model_validate(setting.value).model_copy(update={"view": self.view})
        else:
            setting = Setting(name=f"{VIEW}{self.kind}:{change_number(session)}")
            saved = SavedView(label=_name(self.label), view=self.view)
            session.add(setting)
        setting.value = saved.model_dump(mode="json")
        return Done(f"View saved: “{saved.label}”")


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a saved view another name."""

    key: str
    label: str

    def apply(self, session: Session) -> Done:
        saved = _change(session, self.key, label=_name(self.label))
        return Done(f"View renamed: “{saved.label}”")


@dataclass(frozen=True, slots=True)
class PinView:
    """Show a saved view in the sidebar, or no longer."""

    key: str
    pinned: bool

    def apply(self, session: Session) -> Done:
        saved = _change(session, self.key, pinned=self.pinned)
        return Done(f"View {'pinned' if self.pinned else 'unpinned'}: “{saved.label}”")


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Keep a saved view no longer."""

    key: str

    def apply(self, session: Session) -> Done:
        setting = _kept(session, self.key)
        session.delete(setting)
        return Done(f"View deleted: “{SavedView.model_validate(setting.value).label}”")


def _name(label: str) -> str:
    if not label.strip():
        raise KnownError("A view needs a name.", "Nothing was stored.", "Type one.")
    return label.strip()


def _kept(session: Session, key: str) -> Setting:
    setting = session.scalars(select(Setting).where(Setting.name == key)).first()
    if setting is None or not key.startswith(VIEW):
        raise NotFound("This view is no longer there.", "Nothing was stored.")
    return setting


def _change(session: Session, key: str, **fields: object) -> SavedView:
    setting = _kept(session, key)
    saved = SavedView.model_validate(setting.value).model_copy(update=fields)
    setting.value = saved.model_dump(mode="json")
    return saved
