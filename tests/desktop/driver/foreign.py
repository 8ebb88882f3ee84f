"""A register without a Latin letter: whatever Latin a screen shows is the program's own, never what somebody typed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json
from typing_extensions import override

from db.commands.actions import LogAction
from db.commands.base import Command, Hide
from db.commands.briefings import KeepBriefing
from db.commands.bundle import TakeIn
from db.commands.commitments import Assess, SetDue, SetOfficer
from db.commands.parties import AddAnniversary
from db.commands.reminders import Handle
from db.commands.settings import PinView, SaveView
from db.commands.sources import AddQuestion
from db.commands.visit_deeds import ProposeDates
from db.exchange.bundle import read
from db.queries import briefing, reminders
from db.queries.records import of_kind
from db.queries.settings import saved_views
from db.records.actions import ActionDraft
from db.records.base import Author, Change, View
from db.records.briefings import BriefingDraft, Section
from db.records.bundle import DRAFTS, Bundle
from db.records.parties import AnniversaryDraft
from db.records.points import PointText
from db.records.reminders import HandledDraft, ReminderLine
from db.records.sources import FileDraft, QuestionDraft
from db.records.visit_deeds import DeedDraft
from db.rules.periods import Period
from db.store import Store, create_register, open_register
from db.vocabulary import BriefingKind, Handled, Kind, Likelihood, PointKind, Progress, Result
from desktop.assets import read_text
from desktop.workspace import Workspace
from tests.desktop.driver.table_rows import fill
from tests.registers import TODAY, now

OFFICER = "А. Серик"
# Codes keep their shape, and addresses theirs: they are allowed to stand outside the brackets.
_CODES = frozenset({"code", "code3", "address", "sha256"})
_FIRST = 0x430  # а; the letters themselves do not matter, only that none of them is Latin


def written_foreign(text: str) -> str:
    """The text with every Latin letter exchanged for one that is none; as long as it was."""
    return "".join(map(_letter, text))


def _letter(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    if base.isascii() and base.isalpha():
        other = chr(_FIRST + ord(base.lower()) - ord("a"))
        return other.upper() if base.isupper() else other
    return "ъ" if unicodedata.name(char, "").startswith("LATIN") else char


def foreign(value: Any, name: str = "") -> Any:
    """A command, a draft, or a part of one, with all its texts exchanged."""
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={field: foreign(getattr(value, field), field) for field in type(value).model_fields}
        )
    if isinstance(value, tuple):
        return tuple(foreign(each, name) for each in value)
    if isinstance(value, Period):
        return replace(value, as_written=written_foreign(value.as_written))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: foreign(getattr(value, each.name), each.name) for each in fields(value)})
    return written_foreign(value) if type(value) is str and name not in _CODES else value


def foreign_bundle(bundle: Bundle) -> Bundle:
    """The same records in foreign letters."""
    numbers = {entry.uid: number for number, entry in enumerate(bundle.records, start=1)}
    uids = {number: uid for uid, number in numbers.items()}

    def exchanged(kind: Kind, draft: dict[str, Any]) -> dict[str, Any]:
        read = DRAFTS[kind].model_validate_json(to_json(draft), context={"ids": numbers})
        written: dict[str, Any] = foreign(read).model_dump(mode="json", context={"uids": uids}, exclude_defaults=True)
        return written

    return bundle.model_copy(
        update={
            "title": written_foreign(bundle.title),
            "records": tuple(
                entry.model_copy(update={"draft": exchanged(entry.kind, entry.draft)}) for entry in bundle.records
            ),
        }
    )


@dataclass(frozen=True)
class Names:
    """The records of the register that are meant by name."""

    ours: int
    invited: int
    held: int
    agreement: int
    promise: int
    source: int


class _Workspace(Workspace):
    """Does what is asked in foreign letters."""

    @override
    def run(self, command: Command, *, quiet: bool = False, who: Author | None = None) -> Change:
        return super().run(foreign(command), quiet=quiet, who=who)


def make(path: Path) -> None:
    """The starter and the rows of the tables, in foreign letters, and a little of everything a bundle does not carry.

    Made while the language of the tests is spoken, so that what the journal keeps is in brackets too."""
    starter = foreign_bundle(read(read_text("starter", "kazakhstan-pakistan.json")))
    create_register(path, now=now, by=OFFICER, first=TakeIn(starter))
    with open_register(path, now=now, by=OFFICER) as store:
        store.turn(TODAY)
        fill(_Workspace(store, lambda: TODAY))
        _live_in(store)


def names(store: Store) -> Names:
    """Which records are which."""

    def first(kind: Kind, words: str = "") -> int:
        with store.read() as reader:
            return of_kind(reader, kind, View(find=written_foreign(words)))[0].id

    return Names(
        ours=first(Kind.PARTY),
        invited=first(Kind.VISIT, "return"),
        held=first(Kind.VISIT, "president"),
        agreement=first(Kind.AGREEMENT),
        promise=first(Kind.COMMITMENT),
        source=first(Kind.SOURCE),
    )


def _live_in(store: Store) -> None:
    """Do what a desk does in a year: log, assess, postpone, quote, attach, remind, brief, undo, throw away."""
    named = names(store)
    said = DeedDraft(on=TODAY, dates=Period.from_edtf("2026-12-14"), words="об этом")
    on = date(2026, 11, 20)
    for command in (
        LogAction(
            ActionDraft(
                text="звонок", on=on, by=OFFICER, with_whom="посол", links=(named.promise, named.invited),
                next_step="ждать", next_due=Period.on(date(2026, 12, 1)), result=Result.AWAITING_REPLY,
            ),
            (FileDraft(title="письмо", content=b"%PDF-1.7 nothing"),),
        ),
        ProposeDates(named.invited, said, TODAY, OFFICER),
        Assess((named.promise,), Progress.WAITING, TODAY, OFFICER, "ответа нет"),
        SetDue((named.promise,), Period.by(date(2027, 1, 31))),
        SetOfficer((named.promise,), "Д. Омар"),
        SaveView(Kind.COMMITMENT, "мои", View(name="overdue")),
        AddAnniversary(AnniversaryDraft(title="день", first=Period.from_edtf("1992-02-24"), parties=(named.ours,))),
        AddQuestion(QuestionDraft(title="когда?", about=named.agreement)),
    ):  # fmt: skip
        store.run(command)
    with store.read() as reader:
        key = next(view.own for view in saved_views(reader, Kind.COMMITMENT) if view.own)
        due = reminders.lines(reader, TODAY)
    store.run(PinView(key, True))
    store.run(_snoozed(due[0]))
    _keep_sheet(store, sheet_wanted(BriefingKind.COUNTRY, named.ours))
    with store.read() as reader:
        last = [of_kind(reader, kind, View())[-1].id for kind in (Kind.VISIT, Kind.COMMITMENT, Kind.AREA)]
    store.run(Hide(tuple(last)))
    store.run(SetOfficer((named.promise,), ""))
    store.undo()


def _snoozed(line: ReminderLine) -> Handle:
    until = date(2026, 11, 30)
    return Handle(
        HandledDraft(
            rule=line.rule, record=line.record.id, computed_from=line.computed_from, n=line.n,
            handled=Handled.SNOOZED, until=until,
        )
    )  # fmt: skip


def sheet_wanted(kind: BriefingKind, about: int) -> BriefingDraft:
    """A sheet with everything on it that a sheet can have."""
    some = tuple(PointText(kind=each, text="слово") for each in PointKind)
    free = PointText(kind=PointKind.BACKGROUND, text="слово", free=True)
    raised = PointText(kind=PointKind.IF_RAISED, text="слово", likelihood=Likelihood.LIKELY)
    return BriefingDraft(
        kind=kind, about=about, as_of=TODAY, sections=tuple(Section), prepared_by=OFFICER, points=(*some, free, raised)
    )


def _keep_sheet(store: Store, draft: BriefingDraft) -> None:
    with store.read() as reader:
        sheet = briefing.sheet(reader, draft, TODAY, 1)
    store.run(KeepBriefing(draft, sheet, b"%PDF-1.7", 1))
