"""The ledger of reciprocity: the balance in a sentence, and the visits of both sides, each beside its return."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from db.queries.relations import ledger_sheet
from db.records.reciprocity import LedgerSheet
from db.records.relations import RelationsHead
from db.records.visits import VisitLine
from db.rules.periods import days_left
from db.vocabulary import Rank, VisitKind
from db.words import _
from desktop.kit import layouts, paint, words
from desktop.kit.choice import QuietBox
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current
from desktop.page.panel import Panel
from desktop.page.return_pair import VisitBox
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.workspace import Go, Workspace

_LINK = 26
Ranks = tuple[Rank | None, ...] | None
"""Some ranks, None among them where no office is recorded; or all there are."""


class _Line(QWidget):
    """A visit of one side and its return by the other; where there is none, its place is empty."""

    opened = Signal(object)

    def __init__(self, pair: tuple[VisitLine | None, VisitLine | None], dates: tuple[Cell, Cell], on: QWidget) -> None:
        super().__init__(on)
        self._whole = None not in pair
        row = layouts.row(on=self, gap=_LINK)
        for visit, cell in zip(pair, dates, strict=True):
            if visit is None:
                row.addStretch(1)
                continue
            box = VisitBox(visit, cell, self)
            box.opened.connect(self.opened)
            row.addWidget(box, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign of a return between the boxes."""
        if self._whole:
            size = current().px(_LINK)
            box = QRect((self.width() - size) // 2, (self.height() - size) // 2, size, size)
            paint.icon(QPainter(self), box, "repeat-2", "text2", current().sizes.icon)


class LedgerPanel(Panel):
    """The balance of a pair, of all visits or of those of a kind and rank."""

    opened = Signal(object)
    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Reciprocity of visits"), "scale", parent=parent)
        self.setObjectName("panel.ledger")
        self._workspace = workspace
        self._head: RelationsHead | None = None
        self._kinds: list[VisitKind | None] = [None]
        self._ranks: list[Ranks] = [None]
        self.kind, self.rank = QuietBox(self), QuietBox(self)
        for box, name, spoken in ((self.kind, "kind", _("Kind of visit")), (self.rank, "rank", _("Rank of visitor"))):
            box.setObjectName(f"ledger.{name}")
            box.setAccessibleName(spoken)
            box.activated.connect(self._read)
        self._icon = Icon("scale", "text2", parent=self)
        self.said = PlainLabel("", "body", "text", wrap=True, parent=self)
        self.said.setObjectName("ledger.said")
        self._there, self._here = (
            PlainLabel("", "metas", "text2", parent=self),
            PlainLabel("", "metas", "text2", parent=self),
        )
        self.body.addLayout(layouts.row(self.kind, self.rank, 1, gap=8))
        self.body.addLayout(layouts.row(self._icon, (self.said, 1), gap=8))
        self.body.addLayout(layouts.row((self._there, 1), (self._here, 1), gap=_LINK))
        self._column: QBoxLayout = layouts.column(gap=8)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self._lines: list[QWidget] = []
        self.link_clicked.connect(self._want)

    def show_head(self, head: RelationsHead) -> None:
        """Show the balance between these two; hidden where there is nobody else."""
        if self._head is None or self._head.subject != head.subject:
            self.kind.setCurrentIndex(0)
            self.rank.setCurrentIndex(0)
        self._head = head
        self.setVisible(head.other is not None)
        if head.other is not None:
            self._read()

    def _read(self) -> None:
        head = self._head
        if head is None or head.other is None:
            return
        kind, ranks = self._kinds[max(0, self.kind.currentIndex())], self._ranks[max(0, self.rank.currentIndex())]
        found = self._workspace.ask(
            partial(ledger_sheet, today=self._workspace.today(), subject=head.subject, kind=kind, ranks=ranks)
        )
        if found is not None:
            self._show(found, head)
            self._offer(found, kind, ranks)

    def _offer(self, found: LedgerSheet, kind: VisitKind | None, ranks: Ranks) -> None:
        """Offer the kinds and ranks that occur; what is chosen stays chosen."""
        self._kinds = [None, *found.kinds, *([kind] if kind is not None and kind not in found.kinds else [])]
        self._ranks = [None, *((each,) for each in found.ranks)]
        self._ranks += [] if ranks in self._ranks else [ranks]
        kinds = [_("All kinds"), *(each.label for each in self._kinds if each is not None)]
        named = [_("Any rank"), *(_rank_words(each[0]) for each in self._ranks if each is not None)]
        for box, texts, at in (
            (self.kind, kinds, self._kinds.index(kind)),
            (self.rank, named, self._ranks.index(ranks)),
        ):
            if [box.itemText(n) for n in range(box.count())] != texts:
                box.clear()
                box.addItems(texts)
            box.setCurrentIndex(at)
            box.setVisible(len(texts) > 2)

    def _show(self, found: LedgerSheet, head: RelationsHead) -> None:
        assert head.other is not None, "A ledger has two sides."
        self.said.setText(found.said)
        self.said.set_ink("warning" if found.outstanding else "text")
        ours = head.subject.ours
        there, here = _("{name} visited {other}"), _("{name} visited {other}")
        if ours == head.other.id:
            there, here = _("We visited {other}"), _("{name} visited us")
        names = {"name": head.other.title, "other": head.party.title}
        self._there.setText(words.joined((there.format(**names), f"{len(found.paid_there):n}")))
        names = {"name": head.party.title, "other": head.other.title}
        self._here.setText(words.joined((here.format(**names), f"{len(found.paid_here):n}")))
        layouts.discard(self._column, self._lines)
        today = self._workspace.today()
        self._lines = []
        for pair in found.lines:
            line = _Line(pair, (_dates(pair[0], today), _dates(pair[1], today)), self)
            line.opened.connect(self.opened)
            self._column.addWidget(line)
            self._lines.append(line)
        shown = sum(each is not None for pair in found.lines for each in pair)
        self.set_link(_("All visits") if shown else "")

    def _want(self) -> None:
        if self._head is not None:
            self.wanted.emit(Go("visits", self._head.subject.view()))


def _dates(line: VisitLine | None, today: date) -> Cell:
    if line is None:
        return Cell()
    if line.dates is not None:
        return Cell(line.dates.display())
    invited = line.window.as_written or line.window.display() if line.window is not None else ""
    said = _("invited for {when}").format(when=words.quoted(invited)) if invited else cells.no_date()
    return Cell(cells.no_date(), words.joined((said, days_left(line.window, today))))


def _rank_words(rank: Rank | None) -> str:
    return rank.label if rank is not None else _("Office not stated")
