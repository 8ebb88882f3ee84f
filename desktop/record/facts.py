"""What is known of a record as a grid of names and values; every value says whether a source states it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records.base import Cited
from db.rules.urgency import Urgency
from db.vocabulary import How
from db.words import _
from desktop.form.citations import differ, since
from desktop.kit import layouts
from desktop.kit.plain import PlainLabel, set_tip, tip_of
from desktop.kit.theme import set_size
from desktop.kit.tokens import Ink
from desktop.kit.words import joined, not_stated
from desktop.table.cell import Cell

_NAMES = 104
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_TOP, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
_INKS: dict[str, Ink] = {"critical": "critical", "warning": "warning", "waiting": "waiting", "text3": "text3"}


def remark(citations: Iterable[Cited], field: str) -> str:
    """What to know about a fact that no source states: "inferred: He speaks for his country."; "" if one does. Of one
    that was recorded otherwise since, what its sources said."""
    about = [each for each in citations if each.field == field]
    said = [each for each in about if each.overtaken is None]
    if not any(each.how is not How.UNKNOWN for each in said):
        over = dict.fromkeys(since(each) for each in about if each.overtaken)
        if over:
            return "\n".join(over)
    if not said or any(each.how is How.STATED for each in said):
        return ""
    if said[0].how is How.UNKNOWN:
        return said[0].why
    inferred = _("inferred")
    return f"{inferred}: {said[0].why}" if said[0].why else inferred


class Facts(QWidget):
    """Names at the start, values beside them; what is empty reads "not stated"."""

    def __init__(self, citations: Iterable[Cited], parent: QWidget) -> None:
        super().__init__(parent)
        self._citations = tuple(citations)
        self.fields: set[str] = set()
        """The fields of which it says what sources say."""
        self._grid = layouts.grid(self, 12, 6)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str, field: str = "") -> None:
        """One fact in words; `field` is its name in the citations."""
        self.add_cell(name, Cell(value), field)

    def add_cell(self, name: str, cell: Cell, field: str = "") -> None:
        """One fact as a table says it: words, then how far off, in the ink of its urgency."""
        ink = _INKS.get(cell.tone, "text")
        label = PlainLabel(cell.text or not_stated(), "body", ink if cell.text else "text3", wrap=True, parent=self)
        label.setText(joined((label.text(), cell.under)))
        label.setTextInteractionFlags(_SELECTABLE)
        set_tip(label, cell.tip)
        self.add_widget(name, label, field)

    def add_urgency(self, urgency: Urgency) -> None:
        """How urgent it is, with the parts of the sum; nothing where nothing weighs."""
        if urgency.total:
            self.add_cell(_("Urgency"), Cell(urgency.said))

    def add_widget(self, name: str, widget: QWidget, field: str = "") -> None:
        """One fact as a widget, for instance a link."""
        row = self._grid.rowCount()
        label = PlainLabel(name, "body", "text2", wrap=True, parent=self)
        set_size(label, _NAMES)
        self.fields.add(field)
        said = remark(self._citations, field) if field else ""
        at_odds = differ(self._citations, field) if field else ""
        self._grid.addWidget(label, row, 0, _TOP if said or at_odds or isinstance(widget, PlainLabel) else _MIDDLE)
        if not said and not at_odds:
            self._grid.addWidget(widget, row, 1)
            return
        column = layouts.column(widget, gap=0)
        for text, ink in ((said, "text3"), (at_odds, "warning")):
            if text:
                note = PlainLabel(text, "meta", _INKS[ink], wrap=True, parent=self)
                set_tip(note, text)
                column.addWidget(note)
        set_tip(widget, joined((tip_of(widget), said, at_odds)))
        self._grid.addLayout(column, row, 1)
