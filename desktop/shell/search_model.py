"""What the palette offers, as Qt sees it: records under a heading for each kind, and the program's actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from typing_extensions import override

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link
from db.records.commitments import CommitmentLine
from db.records.search import Found, Hit, Named, Quoted
from db.records.visits import VisitLine
from db.rules.periods import Period
from db.rules.text import begins, fold, folded_letters
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.plain import tip_words
from desktop.status import ACTION_ICONS, TO_CONFIRM, agreement_look, commitment_look, visit_look
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.table.columns import Scene

_Index = QModelIndex | QPersistentModelIndex
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_TEXT = frozenset({Qt.ItemDataRole.DisplayRole.value, _SPOKEN})
_TIP = Qt.ItemDataRole.ToolTipRole.value
_PLAIN = Qt.ItemFlag.NoItemFlags
_LIVE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_BEFORE, _AROUND, _LOOKED_THROUGH = 28, 140, 20_000

Mark = tuple[int, int]
"""The first letter of a match, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a record to open, or an action to run. `meta` stands dimmed behind the title, `code` as a badge."""

    title: str
    icon: str = ""
    ink: str = "text2"
    meta: str = ""
    code: str = ""
    keys: str = ""
    spoken: str = ""
    marks: tuple[Mark, ...] = ()
    link: Link | None = None
    action: QAction | None = None


Entry = str | Row
"""A heading, or a line under it."""


class SearchModel(QAbstractListModel):
    """Headings and lines; only lines can be current."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Offer something else."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def count(self) -> int:
        """How many lines there are, headings not counted."""
        return sum(isinstance(entry, Row) for entry in self.entries)

    def row(self, number: int) -> Row | None:
        """A line; None on a heading."""
        entry = self.entries[number] if 0 <= number < len(self.entries) else None
        return entry if isinstance(entry, Row) else None

    def beside(self, number: int, steps: int) -> int:
        """The line so many lines further down (or up, where it is negative), or the last one on the way there."""
        at, step = number, 1 if steps > 0 else -1
        for _step in range(abs(steps)):
            following = at + step
            while 0 <= following < len(self.entries) and self.row(following) is None:
                following += step
            if self.row(following) is None:
                break
            at = following
        return at

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _PLAIN if self.row(index.row()) is None else _LIVE

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if isinstance(entry, str):
            return entry if role in _TEXT else None
        if role == _TIP:
            return tip_words(words.joined((entry.title, entry.meta)))
        return entry.spoken if role in _TEXT else None


def found_entries(found: Found, asked: Sequence[str], today: date) -> list[Entry]:
    """What was found, under the headings of its kinds."""
    entries: list[Entry] = []
    for group in found.groups:
        entries += [_(KINDS[group.kind].heading), *(_row(hit, asked, today) for hit in group.hits)]
    return entries


def latest_entries(hits: Sequence[Hit], today: date) -> list[Entry]:
    """The records that were opened last."""
    title = _("Opened last")
    return [title, *(_row(hit, (), today) for hit in hits)] if hits else []


def _row(hit: Hit, asked: Sequence[str], today: date) -> Row:
    match hit:
        case VisitLine():
            row = _visit(hit)
        case AgreementLine():
            row = _agreement(hit)
        case CommitmentLine():
            row = _commitment(hit, today)
        case ActionLine():
            row = _action(hit, asked)
        case Quoted():
            row = _quoted(hit, asked)
        case Named():
            row = _named(hit)
    return replace(row, marks=marks(row.title, asked))


def _visit(line: VisitLine) -> Row:
    look = visit_look(line.status, to_confirm=line.to_confirm)
    start = (line.from_party,) if line.from_party else ()
    end = (line.to_party,) if line.to_party else ()
    when = line.dates.display() if line.dates else line.status.word
    meta = words.joined((_codes(cells.between(start, end, Scene(), "")) if start or end else "", when))
    spoken = (line.status.label, cells.journey(line.from_party, line.to_party), when if line.dates else "")
    return _of_record(Link(id=line.id, kind=Kind.VISIT, title=line.title), look.icon, look.tone, meta, spoken)


def _agreement(line: AgreementLine) -> Row:
    look = TO_CONFIRM if line.to_confirm else agreement_look(line.status)
    # What a source says of the day in words of its own, "signed during the visit", is no day.
    day = line.signed.display() if line.signed and line.signed.edtf else ""
    signed = _("signed {day}").format(day=day) if day else ""
    said = line.standing() if line.ended() is not None else signed or line.status.word
    meta = words.joined((", ".join(each.code or each.title for each in line.parties), said))
    spoken = (line.status.label, words.listed([each.title for each in line.parties]), signed)
    return _of_record(Link(id=line.id, kind=Kind.AGREEMENT, title=line.title), look.icon, look.tone, meta, spoken)


def _commitment(line: CommitmentLine, today: date) -> Row:
    look, due = commitment_look(line.status), cells.promised_by(line, today)
    when = line.status.word if line.progress.closed else due.under if due.tone == "critical" else due.text
    meta = words.joined((_codes(cells.between(line.owes, line.owed, Scene(), "")), when))
    spoken = (line.status.label, cells.who_owes(line.owes, line.owed), when)
    return _of_record(Link(id=line.id, kind=Kind.COMMITMENT, title=line.title), look.icon, look.tone, meta, spoken)


def _action(line: ActionLine, asked: Sequence[str]) -> Row:
    about = words.one_line(line.links[0].title) if line.links else ""
    day = Period.on(line.on).display()
    link = Link(id=line.id, kind=Kind.ACTION, title=snippet(line.text, asked))
    return _of_record(link, ACTION_ICONS[line.kind], "text2", words.joined((day, about)), (line.kind.label, day, about))


def _quoted(hit: Quoted, asked: Sequence[str]) -> Row:
    source = words.one_line(hit.source.title) if hit.source else ""
    link = Link(id=hit.id, kind=Kind.QUOTATION, title=words.quoted(snippet(hit.words, asked)))
    return _of_record(link, KINDS[Kind.QUOTATION].icon, "text2", source, (source,))


def _named(hit: Named) -> Row:
    about = words.one_line(hit.about)
    if hit.link.kind is Kind.AREA:
        about = ngettext("{count} record", "{count} records", hit.records).format(count=hit.records)
    row = _of_record(hit.link, KINDS[hit.link.kind].icon, "text2", about, (about,))
    return replace(row, code=hit.link.code)


def _of_record(link: Link, icon: str, ink: str, meta: str, spoken: Iterable[str]) -> Row:
    title = words.one_line(link.title)
    kind = _("country") if link.kind is Kind.PARTY else link.kind.word
    said = ", ".join(part for part in (title, kind, *spoken) if part)
    return Row(title, icon, ink, meta, spoken=said, link=link)


def _codes(cell: Cell) -> str:
    """The two sides as words: "KAZ → PAK"."""
    return " ".join(code for code, _ in cell.codes) or " ".join(filter(None, (cell.text, cell.under)))


def marks(text: str, asked: Sequence[str]) -> tuple[Mark, ...]:
    """Where words of a text begin with what is looked for; matched as folded, counted in the letters as written."""
    if not asked:
        return ()
    pieces = folded_letters(text)
    # Of each letter of the folded text, the letter it comes from: one letter may fold to none or to several.
    origins = [at for at, piece in enumerate(pieces) for _ in piece]
    found = re.finditer("|".join(map(begins, sorted(asked, key=len, reverse=True))), "".join(pieces))
    return tuple((origins[each.start()], _past(origins[each.end() - 1], text)) for each in found)


def snippet(text: str, asked: Sequence[str]) -> str:
    """The words around the first match, on one line; where there is none, the first words."""
    line = words.one_line(text[:_LOOKED_THROUGH])
    first = next(iter(marks(line, asked)), (0, 0))[0]
    start = 0 if first <= _BEFORE else line.rfind(" ", 0, first - _BEFORE // 2) + 1
    end = start + _AROUND
    return f"{'…' if start else ''}{line[start:end].rstrip()}{'…' if end < len(line) else ''}"


def _past(letter: int, text: str) -> int:
    """The place after a letter and the marks it carries, which fold to nothing."""
    after = letter + 1
    while after < len(text) and not fold(text[after]):
        after += 1
    return after
