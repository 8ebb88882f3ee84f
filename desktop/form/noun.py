"""What a form must know of a kind of record: what it asks for, how it is read and how it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from db.commands.actions import CorrectAction
from db.commands.base import Add, Rewrite
from db.queries import settings
from db.queries.base import Reader
from db.records.base import Draft, Head
from db.rules.periods import Period
from db.vocabulary import Cadence, Kind, Marking, NameList, Word
from db.words import _
from desktop.form.editors import Day, Editor, Known, Line, Number, Paragraphs, Pick, Tick, When
from desktop.form.form import Item, Make
from desktop.form.periods import Periods
from desktop.form.references import Reference, References
from desktop.workspace import Workspace

D_co = TypeVar("D_co", bound=Draft, covariant=True)
F = TypeVar("F", bound=Draft)


class Card(Protocol[D_co]):
    """A record in full, as its query gives it."""

    @property
    def head(self) -> Head: ...

    @property
    def draft(self) -> D_co: ...


def nothing(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    """Nothing to look at again, nothing to refuse."""
    return {}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a field of a new record may hold, and why: it stands there until a person chooses, and is then inferred.
    Without a reason it is what stands there anyway, with a word beside it."""

    value: object
    why: str
    hint: str


def no_proposals(values: Mapping[str, Any]) -> dict[str, Proposal]:
    """Nothing is proposed."""
    return {}


def as_said(workspace: Workspace, before: F | None, made: F) -> F:
    """Nothing follows from what was said."""
    return made


@dataclass(frozen=True)
class Noun(Generic[F]):
    """A kind of record as its form needs it. `warn` says by field what deserves a look but does not block, `propose`
    what may stand in fields nobody has filled in, `refuse` what each value alone may be but all together cannot, and
    `settle` what follows from how what was made differs from what stood there, if anything did."""

    kind: Kind
    shape: type[F]
    titles: tuple[str, str]
    items: Sequence[Item]
    read: Callable[[Reader, date, int], Card[F]]
    adds: Callable[[F], Add[F]]
    changes: Callable[[int, int, F], Rewrite[F] | CorrectAction]
    warn: Callable[[Workspace, Mapping[str, Any]], dict[str, str]] = nothing
    propose: Callable[[Mapping[str, Any]], dict[str, Proposal]] = no_proposals
    refuse: Callable[[Workspace, Mapping[str, Any]], dict[str, str]] = nothing
    settle: Callable[[Workspace, F | None, F], F] = as_said
    width: int = 760


NounOf = Callable[[Workspace, Kind], Noun[Any] | None]
"""Gives what the form of a kind of record must know; None for a kind that has none."""


class Ask:
    """Makes the editors of a form; every method gives what an `Item` needs to make one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def line(self) -> Make:
        """One line of words."""
        return Line

    def known(self, which: NameList) -> Make:
        """One line of words, with the names in use on offer while one types."""

        def make(parent: QWidget) -> Editor:
            used = self._workspace.ask(partial(settings.used_names, which=which))
            return Known([each.name for each in used if not each.retired], parent)

        return make

    def text(self, lines: int = 2) -> Make:
        """Several lines of words; so many are seen at first."""
        return partial(Paragraphs, lines=lines)

    def number(self) -> Make:
        """A whole number."""
        return Number

    def tick(self, words: str) -> Make:
        """Yes or no."""
        return partial(Tick, words)

    def pick(self, words: type[Word], blank: str = "") -> Make:
        """One of a list of words; `blank` stands for none."""
        return partial(Pick, words, blank)

    def when(self, *, past: bool | None = False, happens: bool = False) -> Make:
        """A date as people say it, of what happened (`past`), of what is to come, or of what may be either (None); of
        what `happens`, such as a visit, or of a deadline."""
        return partial(When, self._workspace.today(), past=past, happens=happens)

    def whens(self, *, past: bool = False) -> Make:
        """Several dates, of what happened (`past`) or of what is to come."""
        return partial(Periods, self._workspace.today(), past=past)

    def day(self, *, past: bool = False) -> Make:
        """One day, of what happened (`past`) or of what is to come."""
        return partial(Day, self._workspace.today(), past=past)

    def one(self, *kinds: Kind) -> Make:
        """One record of these kinds."""
        return partial(Reference, self._workspace, kinds)

    def several(self, *kinds: Kind) -> Make:
        """Several records of these kinds."""
        return partial(References, self._workspace, kinds)

    def shared(self, areas: bool = True) -> tuple[Item, ...]:
        """What every record can have besides its own fields."""
        area = (Item("areas", _("Areas"), self.several(Kind.AREA)),) if areas else ()
        return (
            *area,
            Item("marking", _("Marking"), self.pick(Marking)),
            Item("notes", _("Notes"), self.text(), wide=True),
        )

    def cadence(self) -> tuple[Item, Item]:
        """How often a report is expected on it."""
        hint, wrong = _("Any log entry is one; until it is closed."), _("A whole number, or nothing.")
        return (
            Item("report_every", _("A report every … weeks or months"), self.number(), hint=hint, wrong=wrong),
            Item("report_unit", _("Reports are counted in"), self.pick(Cadence, _("no report is expected"))),
        )

    def title(self, label: str) -> Item:
        """The one field that a record cannot do without."""
        needed = _("A title is needed.")
        return Item("title", label, self.line(), wide=True, needed=needed)


def passed(workspace: Workspace, period: object, words: str) -> str:
    """`words` if a date has passed, else ""."""
    late = isinstance(period, Period) and period.latest is not None and period.latest < workspace.today()
    return words if late else ""


def said_earlier() -> str:
    """How to write what was said on another day than today."""
    return _("What was said on another day is typed so: this year, said on 4 Feb 2026")
