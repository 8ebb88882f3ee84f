"""What was quoted from a source, and for what each quotation speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.sources import QuotationLine, SourceCard, Use
from db.vocabulary import How, Kind, Standing
from db.words import _, ngettext
from desktop.kinds import KINDS
from desktop.kit import layouts, paint, words
from desktop.kit.buttons import Button, IconButton, wish_of
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.quote import QuoteBox
from desktop.kit.row_list import Row
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName
from desktop.sources.scrolling_rows import ScrollingRows

Label = Callable[[Kind, str], str]
"""What the field of a kind of record is called."""

WHOLE = 0
"""Stands among the quotations for the source as a whole."""

_LOOKS: dict[Standing, tuple[str, ToneName]] = {
    Standing.THERE: ("quote", "info"),
    Standing.NO_TEXT: ("quote", "neutral"),
    Standing.FOUND_AGAIN: ("triangle-alert", "warning"),
    Standing.MISSING: ("circle-x", "critical"),
}
_WRONG = (Standing.MISSING, Standing.FOUND_AGAIN)
_NAMED = 2


class QuotationList(QWidget):
    """The quotations in the order of the text, and below them the one that is current, in full."""

    chosen = Signal(object)
    """The `QuotationLine` to be seen in the text."""
    go_wanted = Signal(object)
    """The `Link` of a record to show."""
    uncite_wanted = Signal(object)
    """A citation to take away."""
    hide_wanted = Signal(int)
    """A quotation to move to the Trash."""

    def __init__(self, label: Label, guard: Callable[[QWidget], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._guard = label, guard
        self.setMinimumWidth(current().px(230))
        self._lines: dict[int, QuotationLine] = {}
        self._whole: tuple[Use, ...] = ()
        self._head = PlainLabel("", "h3", parent=self)
        self.rows = ScrollingRows(_("Quotes"), self)
        self.rows.setObjectName("source.quotes")
        self.rows.current_changed.connect(self._choose)
        self.rows.opened.connect(self._choose)
        self._area = layouts.scrolling(self)
        self._area.setObjectName("source.uses")
        rule = layouts.rule(self)
        layouts.column(self._head, (self.rows, 3), rule, (self._area, 2), on=self, margins=(12, 12, 12, 8), gap=6)

    def show_card(self, card: SourceCard | None) -> None:
        """Show what was quoted from another source, or from this one now; the current quotation stays."""
        self._lines = {line.id: line for line in card.quotations} if card else {}
        self._whole = card.uses if card else ()
        self._head.setText(_("Quotes  {number}").format(number=len(self._lines)))
        rows = [self._row(line) for line in self._lines.values()]
        if self._whole:
            title = _("The source as a whole")
            rows.append(Row(WHOLE, KINDS[Kind.SOURCE].icon, "neutral", title, self._used(self._whole)))
        self.rows.blockSignals(True)  # nobody chose
        self.rows.set_rows(rows)
        self.rows.blockSignals(False)
        self._show_current()

    def select(self, quotation: int) -> QuotationLine | None:
        """Make a quotation current."""
        self.rows.blockSignals(True)
        self.rows.set_current(quotation)
        self.rows.blockSignals(False)
        self._show_current()
        return self._lines.get(quotation)

    def current(self) -> QuotationLine | None:
        """The current quotation; None where the source as a whole is current, or nothing."""
        key = self.rows.current_key()
        return self._lines.get(key) if isinstance(key, int) else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_current()

    def _row(self, line: QuotationLine) -> Row:
        icon, tone = _LOOKS[line.standing]
        wrong = line.standing.label if line.standing in _WRONG else ""
        return Row(line.id, icon, tone, words.one_line(line.words[:300]), words.joined((wrong, self._used(line.uses))))

    def _used(self, uses: Sequence[Use]) -> str:
        if not uses:
            return _("Speaks for nothing yet")
        named = [f"{self._label(use.record.kind, use.field)}: {words.one_line(use.record.title)}" for use in uses]
        left = len(named) - _NAMED
        more = ngettext("{number} more", "{number} more", left).format(number=left) if left > 0 else ""
        return words.joined((*named[:_NAMED], more))

    def _choose(self) -> None:
        self._show_current()
        line = self.current()
        if line is not None:
            self.chosen.emit(line)

    def _show_current(self) -> None:
        line = self.current()
        uses = line.uses if line else self._whole if self.rows.current_key() == WHOLE else ()
        inside = _Uses(line, uses, self._label, self._guard, self._area.viewport().width())
        inside.go_wanted.connect(self.go_wanted)
        inside.uncite_wanted.connect(self.uncite_wanted)
        inside.hide_wanted.connect(self.hide_wanted)
        old = self._area.takeWidget()
        if old is not None:  # it may be the sender of what brought us here
            old.hide()
            old.deleteLater()
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)

    def restyle(self) -> None:
        """Shorten titles for letters of this size."""
        self._show_current()


class _Uses(QWidget):
    """One quotation in full: its words, who said them, and each field that they speak for."""

    go_wanted = Signal(object)
    uncite_wanted = Signal(object)
    hide_wanted = Signal(int)

    def __init__(
        self, line: QuotationLine | None, uses: Sequence[Use], label: Label, guard: Callable[[QWidget], None], room: int
    ) -> None:
        super().__init__()
        self.setProperty("page", True)
        self._line, self._label, self._guard, self._room = line, label, guard, room
        column = self._column = layouts.column(on=self, margins=(0, 0, 4, 0), gap=6)
        if line is not None:
            self._describe(line)
        for use in uses:
            self._add_use(use)
        if line is not None and not uses:
            away = Button(_("Move this quote to Trash"), "trash-2", "link", self)
            away.setObjectName("source.quote.hide")
            away.clicked.connect(self._hide_it)
            column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def _describe(self, line: QuotationLine) -> None:
        if line.standing in _WRONG:
            ink: ToneName = "critical" if line.standing is Standing.MISSING else "warning"
            self._column.addWidget(PlainLabel(line.standing.label, "meta", ink, True, self))
        self._column.addWidget(QuoteBox(line.words, parent=self))
        said = _("{title} said").format(title=line.speaker.title) if line.speaker else ""
        for text in filter(None, (said, line.translation, line.notes)):
            self._column.addWidget(PlainLabel(text, "meta", "text2", True, self))

    def _add_use(self, use: Use) -> None:
        row = QWidget(self)
        field = self._label(use.record.kind, use.field)
        room = max(current().px(90), self._room - current().px(72))
        shown = paint.fitted("meta", words.one_line(use.record.title), room).replace("&", "&&")
        go = Button(shown, KINDS[use.record.kind].icon, "link", row)
        set_tip(go, use.record.title)
        go.setAccessibleName(f"{use.record.title}: {field}")
        wish_of(go, use.record).connect(self.go_wanted)
        away = IconButton("x", _("Take away: {field} of {title}").format(field=field, title=use.record.title), row)
        away.setObjectName("source.uncite")
        self._guard(away)
        wish_of(away, use.citation).connect(self.uncite_wanted)
        page = _("p. {page}").format(page=use.page) if use.page else ""
        how = use.how.label if use.how is not How.UNKNOWN else _("Not stated")
        value = words.quoted(use.says) if use.says else ""
        about = words.joined((field, how, value, words.one_line(use.why), page))
        said = PlainLabel(about, "meta", "text2", True, row)
        layouts.column(layouts.row(go, 1, away), said, on=row, gap=0)
        self._column.addWidget(row)

    def _hide_it(self) -> None:
        if self._line is not None:
            self.hide_wanted.emit(self._line.id)
