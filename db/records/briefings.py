"""Briefing sheets: everything the paper says, already in words, and what to ask for to get one."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from typing_extensions import override

from db.records.base import Line, Ref, Shape, Text, Title
from db.records.points import PointText
from db.rules.text import TEXT_LIMIT, TITLE_LIMIT, shortened
from db.vocabulary import BriefingKind, How, Marking, Word
from db.words import _

Tone = Literal["critical", "warning", "info", "success", "waiting", "neutral"]


class Section(Word):
    """The sections of a sheet in their usual order; each value is the field of `BriefingSheet` that it prints."""

    OBJECTIVES = "objectives"
    IN_ONE_MINUTE = "in_one_minute"
    WHERE_WE_STAND = "where_we_stand"
    VISITS = "visits"
    AGREEMENTS = "agreements"
    PROMISES = "promises"
    INTENTIONS = "intentions"
    POINTS_TO_MAKE = "points_to_make"
    LINES_TO_TAKE = "lines_to_take"
    IF_RAISED = "if_raised"
    BACKGROUND = "background"
    PEOPLE = "people"
    QUOTES = "quotes"
    CHANGES = "changes"
    LAST_ACTIONS = "last_actions"
    NOTE = "note"
    SOURCES = "sources"
    MATRIX = "matrix"

    @property
    @override
    def english(self) -> str:
        """The heading on the paper, e.g. "What each side promised"."""
        return _HEADINGS.get(self.value, super().english)


_HEADINGS = {
    "promises": "What each side promised",
    "intentions": "What each side intends",
    "quotes": "In their words",
    "changes": "Changes since the last sheet",
    "note": "Officer’s note",
    "matrix": "Annex: follow-up matrix",
}

USUAL_SECTIONS = tuple(each for each in Section if each is not Section.MATRIX)


class Paper(Word):
    """The paper of a sheet; "a4-1" is made to fit one page where that is possible."""

    A4_ONE_PAGE = "a4-1"
    A4 = "a4"
    LETTER = "letter"

    @property
    @override
    def english(self) -> str:
        """The choice as the builder shows it."""
        return {"a4-1": "A4, 1 page", "a4": "A4, as long as needed", "letter": "Letter, as long as needed"}[self.value]


def _shortened(most: int, value: Any) -> Any:
    return shortened(value, most) if isinstance(value, str) else value


PaperText = Annotated[Text, BeforeValidator(partial(_shortened, TEXT_LIMIT))]
PaperLine = Annotated[Line, BeforeValidator(partial(_shortened, TITLE_LIMIT))]
PaperTitle = Annotated[Title, BeforeValidator(partial(_shortened, TITLE_LIMIT))]
"""What stands on paper follows from what is recorded, and is shortened where that is too long, never refused."""


class Cell(Shape):
    """Words of the sheet and how they are known; inferred words are marked, unknown ones read "not stated"."""

    text: PaperText
    how: How = How.STATED


def not_stated() -> Cell:
    """What stands where the register does not know."""
    return Cell(text=_("not stated"), how=How.UNKNOWN)


class Point(Shape):
    """One bullet: a few words that say it all, and the rest of the sentence."""

    lead: PaperLine = ""
    text: Cell


class Fact(Shape):
    """One line of "where we stand", e.g. "Last visit to Pakistan" and "4 February 2026, state visit"."""

    label: PaperTitle
    value: Cell
    tone: Tone = "neutral"


class VisitRow(Shape):
    """A visit on the sheet."""

    when: Cell
    what: Cell
    status: Cell
    tone: Tone
    detail: Cell = Cell(text="")


class AgreementRow(Shape):
    """An agreement on the sheet: signed, in force, legal character, each in words."""

    when: Cell
    what: Cell
    status: Cell
    tone: Tone
    in_force: Cell = Field(default_factory=not_stated)
    legal_character: Cell = Field(default_factory=not_stated)
    detail: Cell = Cell(text="")


class PromiseRow(Shape):
    """One promise; `late` says that its day has passed."""

    what: Cell
    due: Cell
    status: PaperLine = ""
    tone: Tone = "neutral"
    late: bool = False


class Promises(Shape):
    """What one side promised or intends, e.g. under the heading "Kazakhstan to Pakistan"."""

    heading: PaperTitle
    rows: tuple[PromiseRow, ...] = ()
    left_over: PaperLine = Field(default="", description="how many more there are, e.g. “and 4 more”")
    rest: tuple[PromiseRow, ...] = Field(default=(), description="those, which the paper only counts")


class Background(Shape):
    """Short facts and dates: what may be said aloud, and what may not."""

    free_to_use: tuple[Cell, ...] = ()
    not_to_be_disclosed: tuple[Cell, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.free_to_use or self.not_to_be_disclosed)


class PersonRow(Shape):
    """A person to be met or named."""

    name: PaperTitle
    office: Cell = Field(default_factory=not_stated)
    side: PaperLine = ""


class Quote(Shape):
    """Words kept to the letter, who said them, and where they stand."""

    words: PaperText
    translation: PaperText = ""
    speaker: Cell = Field(default_factory=not_stated)
    source: PaperLine = ""
    said_on: Cell = Field(default_factory=not_stated)
    language: PaperLine = "en"
    since: PaperText = Field(default="", description="what was recorded otherwise since, a line each")


class ActionRow(Shape):
    """An entry of the log on the sheet."""

    when: PaperTitle
    kind: PaperLine
    what: PaperText
    about: PaperText = Field(default="", description="the records it belongs to, but for the one the sheet is about")
    next_step: PaperLine = ""


class MatrixRow(Shape):
    """A line of the follow-up matrix."""

    number: PaperLine
    what: Cell
    source: PaperLine = ""
    area: Cell = Field(default_factory=not_stated)
    lead: Cell = Field(default_factory=not_stated)
    co_executors: Cell = Field(default_factory=not_stated)
    due: Cell = Field(default_factory=not_stated)
    proof: Cell = Field(default_factory=not_stated)
    status: PaperLine
    tone: Tone = "neutral"
    done: PaperText = ""
    note: PaperText = ""


class SourceRow(Shape):
    """A source of what the sheet says, e.g. "News article, Almaty; publisher and date not stated"."""

    text: PaperText
    address: PaperLine = ""


class BriefingSheet(Shape):
    """Everything the paper says. It needs no register: the same sheet always gives the same paper."""

    number: int = Field(ge=0, description="0 while it is a draft that nobody has kept")
    kind: BriefingKind
    title: PaperTitle
    subtitle: PaperLine = Field(
        default="", description="for whom and what, e.g. “For the Minister · state of relations”"
    )
    as_of: date
    as_of_words: PaperTitle
    copy_line: PaperLine = ""
    marking: PaperLine = Field(default="", description="the highest marking of all that is included; empty prints none")
    handling: PaperLine = ""
    letterhead: PaperText = ""
    picture: bytes = Field(default=b"", exclude=True, repr=False, description="beside it; kept only in the paper")
    prepared: PaperLine = ""
    language: Literal["en"] = "en"
    paper: Paper = Paper.A4_ONE_PAGE
    sections: tuple[Section, ...] = USUAL_SECTIONS

    objectives: tuple[Cell, ...] = ()
    in_one_minute: tuple[Point, ...] = ()
    where_we_stand: tuple[Fact, ...] = ()
    visits: tuple[VisitRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    promises: tuple[Promises, ...] = ()
    intentions: tuple[Promises, ...] = ()
    points_to_make: tuple[Cell, ...] = ()
    lines_to_take: tuple[Cell, ...] = ()
    if_raised: tuple[Point, ...] = ()
    background: Background = Background()
    people: tuple[PersonRow, ...] = ()
    quotes: tuple[Quote, ...] = ()
    changes: tuple[Cell, ...] = ()
    last_actions: tuple[ActionRow, ...] = ()
    note: PaperText = ""
    sources: tuple[SourceRow, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()
    withheld: int = Field(default=0, ge=0, description="items left out because of their marking")


def _usual_audience() -> str:
    return _("the Minister")


class BriefingDraft(Shape):
    """Which sheet is wanted, about what."""

    kind: BriefingKind
    about: Ref | None = None
    audience: Line = Field(default_factory=_usual_audience)
    as_of: date = Field(strict=True)
    language: Literal["en"] = "en"
    marking: Marking = Marking.OFFICIAL_USE
    marking_words: Line = Field(default="", description="the office's own words instead of the marking's label")
    ceiling: Marking = Field(default=Marking.CONFIDENTIAL, description="records marked higher are left out and counted")
    points: tuple[PointText, ...] | None = Field(
        default=None, description="what is to be said of it, as it stands in the builder; None: as it is recorded"
    )
    sections: tuple[Section, ...] = USUAL_SECTIONS
    paper: Paper = Paper.A4_ONE_PAGE
    copy_number: int = Field(default=1, ge=1, le=999)
    copies: int = Field(default=1, ge=1, le=999)
    prepared_by: Line = ""


class BriefingLine(Shape):
    """A kept sheet as a row."""

    id: int
    number: int
    title: str
    kind: BriefingKind
    audience: str
    as_of: date
    marking: Marking
    sha256: str
    pages: int
    created_at: datetime
    created_by: str
