"""What a user can choose for a register."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.commands.base import Done, change_number, find, setting, short
from db.errors import FieldError, KnownError, NotFound
from db.records.base import View
from db.records.settings import SavedView
from db.rules.text import names_in, on_one_line
from db.tables.commitments import Commitment
from db.tables.settings import OUR_SIDE, RETIRED, VIEW, Setting
from db.vocabulary import Kind, NameList
from db.words import _, told, told_of, told_word


@dataclass(frozen=True, slots=True)
class ChooseOurSide:
    """Say which party is ours; None is neither."""

    party: int | None

    def apply(self, session: Session) -> Done:
        name = find(session, self.party, Kind.PARTY).title if self.party is not None else told_word("side", "Neither")
        setting(session, OUR_SIDE).value = self.party
        return Done(told("Our side is now {name}", name=name), self.party)


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep what a table shows under a name; with `key`, in place of what was kept there."""

    kind: Kind
    label: str
    view: View
    key: str = ""

    def apply(self, session: Session) -> Done:
        if self.key:
            row = _kept(session, self.key)
            saved = SavedView.model_validate(row.value).model_copy(update={"view": self.view})
        else:
            row = Setting(name=f"{VIEW}{self.kind}:{change_number(session)}")
            saved = SavedView(label=_name(self.label), view=self.view)
            session.add(row)
        row.value = saved.model_dump(mode="json")
        return Done(told("View saved: “{label}”", label=saved.label))


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a saved view another name."""

    key: str
    label: str

    def apply(self, session: Session) -> Done:
        saved = _change(session, self.key, label=_name(self.label))
        return Done(told("View renamed: “{label}”", label=saved.label))


@dataclass(frozen=True, slots=True)
class PinView:
    """Show a saved view in the sidebar, or no longer."""

    key: str
    pinned: bool

    def apply(self, session: Session) -> Done:
        saved = _change(session, self.key, pinned=self.pinned)
        label = saved.label
        return Done(
            told("View pinned: “{label}”", label=label)
            if self.pinned
            else told("View unpinned: “{label}”", label=label)
        )


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Keep a saved view no longer."""

    key: str

    def apply(self, session: Session) -> Done:
        row = _kept(session, self.key)
        session.delete(row)
        return Done(told("View deleted: “{label}”", label=SavedView.model_validate(row.value).label))


def _name(label: str) -> str:
    name = on_one_line(label)
    if not name:
        raise KnownError(_("A view needs a name."), _("Nothing was stored."), _("Type one."))
    return name


def _kept(session: Session, key: str) -> Setting:
    row = session.scalars(select(Setting).where(Setting.name == key)).first()
    if row is None or not key.startswith(VIEW):
        raise NotFound(_("This view is no longer there."), _("Nothing was stored."))
    return row


def _change(session: Session, key: str, **fields: object) -> SavedView:
    row = _kept(session, key)
    saved = SavedView.model_validate(row.value).model_copy(update=fields)
    row.value = saved.model_dump(mode="json")
    return saved


@dataclass(frozen=True, slots=True)
class RenameUsed:
    """Write an officer or unit by another name in every commitment; several names become one."""

    which: NameList
    old: tuple[str, ...]
    new: str

    def apply(self, session: Session) -> Done:
        new = on_one_line(self.new)
        if not new:
            raise FieldError("name", _("A name is needed."))
        if ";" in new:
            raise FieldError("name", _("A name has no semicolon; it stands between names."))
        count = sum(self._rename(row, new) for row in session.scalars(self._using()))
        _retire(session, self.which, self.old, False)
        old = told_of("“{name}”", "{count} names", len(self.old), name=next(iter(self.old), ""))
        return Done(
            told_of(
                "Renamed {old} to “{new}” in {count} commitment",
                "Renamed {old} to “{new}” in {count} commitments",
                count,
                old=old,
                new=new,
            )
        )

    def _using(self) -> Select[Commitment]:
        if self.which is NameList.OFFICER:
            return select(Commitment).where(Commitment.officer.in_(self.old))
        among = [Commitment.executors.contains(name, autoescape=True) for name in self.old]
        return select(Commitment).where(or_(Commitment.lead_unit.in_(self.old), *among))

    def _rename(self, row: Commitment, new: str) -> bool:
        if self.which is NameList.OFFICER:
            row.officer = new
            return True
        units = names_in(row.executors)
        leads, helps = row.lead_unit in self.old, not set(units).isdisjoint(self.old)
        if leads:
            row.lead_unit = new
        if helps:
            row.executors = "; ".join(dict.fromkeys(new if name in self.old else name for name in units))
        return leads or helps


@dataclass(frozen=True, slots=True)
class RetireName:
    """Offer an officer or unit no longer, or offer it again; commitments keep the name."""

    which: NameList
    name: str
    retired: bool

    def apply(self, session: Session) -> Done:
        _retire(session, self.which, (self.name,), self.retired)
        which, name = self.which.told_inside, short(self.name)
        if self.retired:
            return Done(told("Retired {list} “{name}”", list=which, name=name))
        return Done(told("In use again: {list} “{name}”", list=which, name=name))


def _retire(session: Session, which: NameList, names: tuple[str, ...], retired: bool) -> None:
    row = session.scalars(select(Setting).where(Setting.name == f"{RETIRED}{which}")).first()
    before = set(row.value or ()) if row is not None else set()
    after = before | set(names) if retired else before - set(names)
    if after == before:
        return
    if row is None:
        row = Setting(name=f"{RETIRED}{which}")
        session.add(row)
    row.value = sorted(after)
