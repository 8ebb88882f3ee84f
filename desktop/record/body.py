"""The parts every record's pane is made of: headings, facts, quotations, questions, linked records and the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from db.queries import sources
from db.records.actions import ActionLine
from db.records.base import Cited, Link, cited_name
from db.rules.periods import Period
from db.rules.text import TITLE_LIMIT, shortened
from db.vocabulary import Kind
from db.words import _
from desktop.form.citations import differ, differing_fields, since
from desktop.form.files import Files
from desktop.kinds import KINDS, PAGE_OF
from desktop.kit import layouts, paint, words
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, wish_at, wish_of
from desktop.kit.code_badge import CodeBadge
from desktop.kit.plain import Icon, PlainLabel, set_tip
from desktop.kit.quote import QuoteBox
from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import current
from desktop.kit.timeline import LogEntry, LogTimeline
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

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.today: date = workspace.today()
        self.focused = False
        self._grids: list[Facts] = []
        self._column = layouts.column(1, on=self, margins=(20, 10, 16, 20), gap=8)

    def add(self, widget: QWidget) -> None:
        """Add a part at the end."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_leading(self, widget: QWidget) -> None:
        """Add a part at the end that is no wider than it needs to be."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeading)

    def title(self, text: str) -> None:
        """The title of the record, as it was written."""
        label = PlainLabel(shortened(text, TITLE_LIMIT), "h2", wrap=True, parent=self)
        label.setTextInteractionFlags(_SELECTABLE)
        label.setAccessibleName(label.text())
        self.add(label)

    def heading(self, text: str, count: int | None = None, tool: QWidget | None = None) -> None:
        """The head of a section, with how many things it has and what adds another."""
        row = QWidget(self)
        line = layouts.row(PlainLabel(text, "h3", parent=row), on=row, margins=(0, 8, 0, 0), gap=8)
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
            set_tip(label, text)
            self.add(label)

    def facts(self, citations: Sequence[Cited]) -> Facts:
        """An empty grid of facts, to be filled."""
        grid = Facts(citations, self)
        self._grids.append(grid)
        self.add(grid)
        return grid

    def sides(
        self, start: Sequence[Link], between: str, end: Sequence[Link], sentence: str, ours: int | None = None
    ) -> None:
        """Two sides with their codes and names in full, as the sentence says; many parties are only said, and where one
        is ours the sentence stands beside their codes."""
        if len(start) + len(end) > 2 or not all(each.code for each in (*start, *end)):
            self.say(sentence)
            return
        row = QWidget(self)
        row.setAccessibleName(sentence)
        line = layouts.row(on=row, gap=6)
        if any(each.id == ours for each in (*start, *end)):
            for party in (*start, *end):
                line.addWidget(CodeBadge(party.code, party.title, party.id == ours, parent=row))
            line.addWidget(PlainLabel(sentence, "medium", parent=row))
            line.addStretch(1)
            self.add(row)
            return
        for number, party in enumerate((*start, *end)):
            if not between and number:
                line.addSpacing(current().px(8))
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
        shown = paint.fitted("meta", words.one_line(to.title), current().px(_LONGEST_LINK - 60))
        button = Button(shown.replace("&", "&&"), KINDS[to.kind].icon, "link", self)
        set_tip(button, to.title)
        button.setAccessibleName(to.title)
        wish_of(button, to).connect(self.go)
        holder = QWidget(self)
        layouts.row(button, 1, on=holder)
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
            shown = paint.fitted("meta", words.one_line(source), current().px(_LONGEST_LINK - 40))
            quote = QuoteBox(cited.words, shown.replace("&", "&&"), parent=self)
            set_tip(quote, source)
            if cited.source:
                wish_at(quote, quote.source_clicked, _in_source(cited, cited.source)).connect(self.go)
            self.add(quote)
            self.note(_since(cited.words, citations))

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
            icon = Icon("circle-question-mark", "warning", parent=row)
            label = PlainLabel(text, "body", wrap=True, parent=row)
            label.setTextInteractionFlags(_SELECTABLE)
            layouts.row((icon, Qt.AlignmentFlag.AlignTop), (label, 1), on=row, gap=8)
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
            paint.focus_ring(QPainter(self), self.visibleRegion().boundingRect().adjusted(4, 1, -4, -1))


def _since(quoted: str, citations: Sequence[Cited]) -> str:
    """What was recorded otherwise since these words, or a part of them, were cited for it, a line for each fact."""
    over = [each for each in citations if each.overtaken and each.words and each.words in quoted]
    said = _("{field}: {since}")
    lines = (said.format(field=cited_name(each.field), since=since(each)) for each in over)
    return "\n".join(dict.fromkeys(lines))


def _in_source(cited: Cited, source: Link) -> Link:
    """Where the words are marked in their source."""
    if cited.quotation is None:
        return source
    return Link(id=cited.quotation, kind=Kind.QUOTATION, title=cited.words)


def entry(line: ActionLine, today: date) -> LogEntry:
    """An action as a node of a timeline."""
    step = ""
    if line.next_step or line.next_due is not None:
        deadline = cells.ended(
            cells.due(line.next_due, today) if line.next_due else Cell(), line.step_ended, thrown_away=line.thrown_away
        )
        step = words.joined((line.next_step, deadline.text, deadline.under))
        step = _("Next: {step}").format(step=step)
    came_of_it = (line.result, line.progress_after, line.stage_after)
    outcome = words.joined(each.label for each in came_of_it if each is not None)
    return LogEntry(
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


_LEAST = 64
_ALT = Qt.KeyboardModifier.AltModifier


class BodyArea(QScrollArea):
    """A body as wide as there is room and as high as it needs; it has the focus, so that arrow keys scroll it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body: DetailBody | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what stands below has its height
        self.restyle()
        self.verticalScrollBar().valueChanged.connect(self._mark)

    def show_body(self, body: DetailBody) -> None:
        """Take another body; the old one may be the sender of the very signal that brought us here."""
        place, old = self.verticalScrollBar().value(), self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        body.focused = self.hasFocus()
        self.body = body
        self.setWidget(body)
        # A scroll area paints its contents in the window's colour; the pane's own ground is to be seen.
        body.setAutoFillBackground(False)
        body.show()
        self._fit()
        self.verticalScrollBar().setValue(place)

    def restyle(self) -> None:
        """Keep room for a title, however much stands below."""
        self.setMinimumHeight(current().px(_LEAST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Qt's own resizing would widen the body to its longest word and keep it as high as its narrowest shape."""
        if self.body is not None:
            width = self.viewport().width()
            self.body.resize(width, max(self.viewport().height(), self.body.heightForWidth(width)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alone the arrows scroll; with Alt they are the pane's."""
        if event.modifiers() & _ALT:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def _mark(self) -> None:
        if self.body is not None:
            self.body.focused = self.hasFocus()
            self.body.update()
