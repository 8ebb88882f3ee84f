"""What a desk says of itself: its side, the countries it follows, the head of its paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db import known
from db.commands.base import Command, Done, Seen, find, must_stand, setting, short
from db.commands.parties import AddParty
from db.commands.settings import ChooseOurSide
from db.commands.sources import keep_blob
from db.errors import FieldError
from db.records.desk import LARGEST_PICTURE, Letterhead
from db.records.parties import PartyDraft
from db.rules.text import clean, fold, on_one_line
from db.tables.parties import Alias, Party
from db.tables.settings import COUNTRIES, LETTERHEAD
from db.vocabulary import Kind
from db.words import _, told, told_of

_ENOUGH = 4
"""So many letters of the beginning of a name are enough where no other country begins like that."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How files of PNG and JPEG begin."""


@dataclass(frozen=True, slots=True)
class SetUpDesk:
    """Say which side is ours and which countries are followed, by names or codes; of those that the register does not
    know each is added. What `first` writes comes before, so that a register begins as one thing or not at all."""

    ours: str = ""
    followed: tuple[str, ...] = ()
    first: Command | None = None

    def apply(self, session: Session) -> Done:
        if self.first is not None:
            self.first.apply(session)
        if on_one_line(self.ours):
            ChooseOurSide(_added(session, self.ours).id).apply(session)
        if any(map(on_one_line, self.followed)):
            FollowCountries(self.followed).apply(session)
        return Done(told("Set up this desk"))


@dataclass(frozen=True, slots=True)
class FollowCountries:
    """Follow countries and organisations, by names or codes, in this order after those that are followed already; one
    that the register does not know is added."""

    names: tuple[str, ...]

    def apply(self, session: Session) -> Done:
        rows = [_added(session, each) for each in dict.fromkeys(map(on_one_line, self.names)) if each]
        if not rows:
            raise FieldError("countries", _("Type the name of a country."))
        for row in rows:
            row.followed = True
        _put_in_order(session, rows)
        title, many = short(rows[0].title), len(rows)
        return Done(told_of("Following “{title}”", "Following {count} countries", many, title=title), rows[0].id)


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Follow a country no longer; its records stay."""

    id: int
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        row = cast(Party, find(session, self.id, Kind.PARTY))
        must_stand(session, (row,), self.seen)
        row.followed = False
        return Done(told("Not following “{title}” any more", title=short(row.title)), row.id)


@dataclass(frozen=True, slots=True)
class OrderCountries:
    """Say in which order the countries stand that are followed."""

    ids: tuple[int, ...]

    def apply(self, session: Session) -> Done:
        uids = [find(session, each, Kind.PARTY).uid for each in self.ids]
        setting(session, COUNTRIES).value = list(dict.fromkeys(uids))
        return Done(told("Countries put into another order"))


@dataclass(frozen=True, slots=True)
class SetLetterhead:
    """Say what stands on top of every sheet: text, and a picture in PNG or JPEG; None leaves the picture as it is, no
    bytes take it away."""

    text: str
    picture: bytes | None = None

    def apply(self, session: Session) -> Done:
        row = setting(session, LETTERHEAD)
        before = Letterhead.model_validate(row.value) if row.value else Letterhead()
        kept = before.picture
        if self.picture is not None:
            must_be_a_picture(self.picture)
            kept = keep_blob(session, self.picture) if self.picture else ""
        row.value = Letterhead(text=clean(self.text).strip(), picture=kept).model_dump(mode="json")
        return Done(told("Letterhead changed"))


def must_be_a_picture(content: bytes) -> None:
    """Raise FieldError where bytes are too many, or those of no PNG or JPEG; none are taken as none."""
    if len(content) > LARGEST_PICTURE:
        raise FieldError("picture", _("This picture is larger than 5 MB. Choose a smaller one."))
    if content and not content.startswith(_PICTURES):
        raise FieldError("picture", _("This file is no picture in PNG or JPEG. Choose another one."))


def _added(session: Session, typed: str) -> Party:
    """The party of that name or code; added where the register has none, restored where it lies in the Trash."""
    typed = on_one_line(typed)
    draft = understood(typed)
    found = _called(session, [typed, draft.title, draft.code, draft.code3])
    if found is None:
        AddParty(draft).apply(session)
        found = _called(session, [draft.title])
    assert found is not None, "it was added right now"
    found.hidden = False
    return found


def understood(typed: str) -> PartyDraft:
    """What is known of a country or organisation by its name, its code, or the beginning that only one has."""
    found = known.named(typed)
    if found is None:
        begun = [each for each in known.find(typed, 2) if fold(each.title).startswith(fold(typed))]
        found = begun[0] if len(begun) == 1 and len(typed) >= _ENOUGH else None
    return found.draft() if found is not None else PartyDraft(title=typed)


def _called(session: Session, names: Iterable[str]) -> Party | None:
    """The party that is called like this; one that is not in the Trash comes first."""
    asked = [name for name in map(on_one_line, names) if name]
    codes = [name.upper() for name in asked]
    by_name = (Party.title, Party.long_name, Party.code, Party.code3)
    alias = select(Alias.record_id).where(func.lower(Alias.text).in_([name.lower() for name in asked]))
    is_called = or_(
        *(each.in_(codes) for each in by_name[2:]),
        *(func.lower(each).in_([name.lower() for name in asked]) for each in by_name[:2]),
        Party.id.in_(alias),
    )
    rows = list(session.scalars(select(Party).where(is_called).order_by(Party.hidden, Party.id)))
    folded = {fold(name) for name in asked}
    return next((row for row in rows if fold(row.title) in folded), rows[0] if rows else None)


def _put_in_order(session: Session, rows: Iterable[Party]) -> None:
    """Let these come after those that have a place."""
    row = setting(session, COUNTRIES)
    before = row.value if isinstance(row.value, list) else []
    row.value = list(dict.fromkeys([*before, *(each.uid for each in rows)]))
