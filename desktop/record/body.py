"""The parts every record's pane is made of: headings, facts, quotations, questions, linked records and the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.queries import sources
from db.records.actions import ActionLine
from db.records.base import Cited, Link
from db.rules.periods import Period
from db.vocabulary import Kind
from db.words import _
from desktop.form.citations import differ, differing_fields
from desktop.form.files import Files
from desktop.kinds import KINDS, PAGE_OF
from desktop.kit import paint, words
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, wish_at, wish_of
from desktop.kit.code_badge import CodeBadge
from desktop.kit.plain import PlainLabel
from desktop.kit.quote import Quote
from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import Theme
from desktop.kit.timeline import Entry, LogTimeline
from desktop.kit.tokens import Ink
from desktop.record.facts import Facts
from desktop.status import ACTION_ICONS
from desktop.table import columns as cells
from desktop.table.cell import Cell
from desktop.workspace import Edit, Go, Workspace

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_LONGEST_LINK = 280


class DetailBody(QWidget):
    """One record in full, written from top to bottom; made anew whenever the record is shown."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._theme = workspace, theme
        self.today: date = workspace.today()
        self.focused = False
        self._grids: list[Facts] = []
        self._column = QVBoxLayout(self)
        px = theme.px
        self._column.setContentsMargins(px(20), px(10), px(16), px(20))
        self._column.setSpacing(px(8))
        self._column.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Add a part at the end."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_leading(self, widget: QWidget) -> None:
        """Add a part at the end that is no wider than it needs to be."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeading)

    def title(self, text: str) -> None:
        """The title of the record, as it was written."""
        label = PlainLabel(text, "h2", wrap=True, parent=self)
        label.setTextInteractionFlags(_SELECTABLE)
        label.setAccessibleName(text)
        self.add(label)

    def heading(self, text: str, count: int | None = None, tool: QWidget | None = None) -> None:
        """The head of a section, with how many things it has and what adds another."""
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, self._theme.px(8), 0, 0)
        line.setSpacing(self._theme.px(8))
        line.addWidget(PlainLabel(text, "h3", parent=row))
        if count is not None:
            line.addWidget(PlainLabel(str(count), "h3", "text2", parent=row))
        line.addStretch(1)
        if tool is not None:
            line.addWidget(tool)
        self.add(row)

    def say(self, text: str, ink: Ink = "text") -> None:
        """A sentence or a text of its own; it can be selected."""
        label = PlainLabel(text, "body", ink, wrap=True, parent=self)
        label.setTextInteractionFlags(_SELECTABLE)
        self.add(label)

    def note(self, text: str) -> None:
        """A small remark under what stands above; nothing if there is none."""
        if text:
            label = PlainLabel(text, "meta", "text3", wrap=True, parent=self)
            label.setToolTip(text)
            self.add(label)

    def facts(self, citations: Sequence[Cited]) -> Facts:
        """An empty grid of facts, to be filled."""
        grid = Facts(self._theme, citations, self)
        self._grids.append(grid)
        self.add(grid)
        return grid

    def sides(self, start: Sequence[Link], between: str, end: Sequence[Link], sentence: str) -> None:
        """Two sides with their codes and names in full, as the sentence says; many parties are only said."""
        if len(start) + len(end) > 2 or not all(each.code for each in (*start, *end)):
            self.say(sentence)
            return
        row = QWidget(self)
        row.setAccessibleName(sentence)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(6))
        for number, party in enumerate((*start, *end)):
            if not between and number:
                line.addSpacing(self._theme.px(8))
            if between and number == len(start):
                line.addWidget(PlainLabel(between, "body", "text2", parent=row))
            line.addWidget(CodeBadge(party.code, party.title, parent=row))
            line.addWidget(PlainLabel(party.title, "medium", parent=row))
        if between and not end:
            line.addWidget(PlainLabel(between, "body", "text2", parent=row))
        line.addStretch(1)
        self.add(row)

    def link(self, to: Link | None) -> QWidget:
        """A record to go to; "not stated" where there is none."""
        if to is None:
            return PlainLabel(words.not_stated(), "body", "text3", parent=self)
        shown = paint.fitted(self._theme, "meta", words.one_line(to.title), self._theme.px(_LONGEST_LINK - 60))
        button = Button(shown.replace("&", "&&"), KINDS[to.kind].icon, "link", self)
        button.setToolTip(to.title)
        button.setAccessibleName(to.title)
        wish_of(button, to).connect(self.go)
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button)
        line.addStretch(1)
        return holder

    def rows(self, name: str, rows: Sequence[Row]) -> None:
        """Linked records as a short list; the key of each is its Link."""
        listing = RowList(name, self)
        listing.set_rows(rows)
        listing.opened.connect(self.go)
        self.add(listing)

    def quotes(self, citations: Sequence[Cited]) -> None:
        """The exact words of the sources, each once, with who said them and where, and on what they differ besides."""
        shown_fields = set().union(*(grid.fields for grid in self._grids))
        self.warnings([differ(citations, field) for field in sorted(differing_fields(citations) - shown_fields)])
        said = spoken_words(citations)
        if not said:
            return
        self.heading(_("What was said"))
        for cited in said:
            if cited.speaker:
                self.add(PlainLabel(_("{speaker} said").format(speaker=cited.speaker), "meta", "text2", True, self))
            page = _("p. {page}").format(page=cited.page) if cited.page else ""
            source = words.joined((cited.source.title if cited.source else _("source not stated"), page))
            shown = paint.fitted(self._theme, "meta", words.one_line(source), self._theme.px(_LONGEST_LINK - 40))
            quote = Quote(cited.words, shown.replace("&", "&&"), parent=self)
            quote.setToolTip(source)
            if cited.source:
                wish_at(quote, quote.source_clicked, _in_source(cited, cited.source)).connect(self.go)
            self.add(quote)

    def warnings(self, texts: Sequence[str]) -> None:
        """What an officer should look at again."""
        for text in texts:
            self.add(Banner(text, "warning", parent=self))

    def questions(self, texts: Sequence[str]) -> None:
        """What still has to be asked for."""
        if not texts:
            return
        self.heading(_("Still to ask"), len(texts))
        for text in texts:
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(self._theme.px(8))
            icon = PlainLabel(parent=row)
            size = self._theme.sizes.icon
            icon.setPixmap(self._theme.pixmap("circle-question-mark", "warning", size, self.devicePixelRatioF()))
            line.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
            label = PlainLabel(text, "body", wrap=True, parent=row)
            label.setTextInteractionFlags(_SELECTABLE)
            line.addWidget(label, 1)
            self.add(row)

    def log(self, lines: Sequence[ActionLine]) -> None:
        """What was done about the record, newest first."""
        self.heading(_("Follow-up log"), len(lines))
        if not lines:
            self.say(_("No actions logged yet."), "text2")
            return
        timeline = LogTimeline([entry(line, self.today) for line in lines], self)
        timeline.activated.connect(self.go)
        self.add(timeline)

    def files(self, record: int) -> None:
        """The files kept beside the record, and the way to attach more."""
        lines = self._workspace.ask(partial(sources.attachments, record_id=record))
        self.heading(_("Files"), len(lines) or None)
        self.add(Files(self._workspace, record, lines, self))

    def go(self, to: object) -> None:
        """Show another record: on its page, or in its dialog where it has no page."""
        if isinstance(to, Link):
            page = PAGE_OF.get(Kind.SOURCE if to.kind is Kind.QUOTATION else to.kind)
            if page:
                self._workspace.go_wanted.emit(Go(page, record=to.id))
            else:
                self._workspace.edit_wanted.emit(Edit(to.kind, to.id))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The focus ring of the scrolled page, on what is seen of it."""
        if self.focused:
            paint.focus_ring(QPainter(self), self.visibleRegion().boundingRect().adjusted(4, 1, -4, -1), self._theme)


def _in_source(cited: Cited, source: Link) -> Link:
    """Where the words are marked in their source."""
    if cited.quotation is None:
        return source
    return Link(id=cited.quotation, kind=Kind.QUOTATION, title=cited.words)


def entry(line: ActionLine, today: date) -> Entry:
    """An action as a node of a timeline."""
    step = ""
    if line.next_step or line.next_due is not None:
        deadline = cells.due(line.next_due, today) if line.next_due else Cell()
        step = words.joined((line.next_step, deadline.text, deadline.under))
        step = _("Next: {step}").format(step=step)
    came_of_it = (line.result, line.progress_after, line.stage_after)
    outcome = words.joined(each.label for each in came_of_it if each is not None)
    return Entry(
        key=Link(id=line.id, kind=Kind.ACTION, title=line.text),
        icon=ACTION_ICONS[line.kind],
        kind=line.kind.label,
        date=Period.on(line.on).display(),
        officer=line.by,
        text=line.text,
        next_step=step,
        outcome=outcome,
    )


def spoken_words(citations: Sequence[Cited]) -> tuple[Cited, ...]:
    """The quotations among what sources say: each once, and none that is part of another of the same source."""
    distinct = {(each.source.id if each.source else 0, each.words): each for each in reversed(citations) if each.words}
    kept = [
        each
        for (source, text), each in distinct.items()
        if not any(source == other and text != whole and text in whole for other, whole in distinct)
    ]
    return tuple(sorted(kept, key=lambda each: (each.start is None, each.start or 0)))
