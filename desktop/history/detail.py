"""What a change did to a record field by field, or the whole record as it stood: words side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from db.records.base import field_name
from db.records.history import FieldChange, PastChange, Version
from db.rules.edtf import moment
from db.words import _, ngettext
from desktop.history.changes import said
from desktop.kit import layouts
from desktop.kit.buttons import Button, wish_of
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_size
from desktop.kit.words import joined, listed, not_stated, one_line

_NAMES = 132
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_TOP, _LEADING = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeading


class HistoryDetail(QWidget):
    """A heading, and under it a table of fields that scrolls."""

    restore_pressed = Signal(object)
    """The field that is to be put back as it stood before the change."""
    switched = Signal()
    """The whole record is wanted in place of what changed, or the other way round."""

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._title = PlainLabel("", "h3", wrap=True, parent=self)
        self._title.setObjectName("history.title")
        self._meta = PlainLabel("", "meta", "text2", wrap=True, parent=self)
        self._switch = Button("", variant="link", parent=self)
        self._switch.setObjectName("history.switch")
        self._switch.clicked.connect(self.switched)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layouts.column(self._title, self._meta, (self._switch, _LEADING), (self._area, 1), on=self, gap=4)

    def show_change(self, change: PastChange, writing: bool) -> None:
        """Show what a change did; `writing`: and offer to put its fields back."""
        self._head(said(change), joined((moment(change.at), change.by)), _("Show the whole record after it"))
        table = _Fields(self._labels, self._area)
        if change.fields:
            table.begin(_("Field"), _("Before"), _("After"))
        else:
            table.say(_("No field of the record itself changed."))
        for each in change.fields:
            table.add(each, self._button(each) if writing and each.restorable else None)
        if change.others:
            table.say(self._others(change))
        self._put(table, _("What changed"))

    def show_version(self, version: Version, title: str, switch: str) -> None:
        """Show the whole record as it stood; `switch` is where the link leads, "" for no link."""
        after = _("After: {label}").format(label=version.label)
        self._head(title, joined((after, moment(version.at), version.by)), switch)
        table = _Fields(self._labels, self._area)
        for fact in version.facts:
            table.add_fact(fact.field, fact.lines)
        self._put(table, title)

    def show_words(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._head(words, "", "")
        self._put(_Fields(self._labels, self._area), words)

    def _head(self, title: str, meta: str, switch: str) -> None:
        self._title.setText(title)
        self._meta.setText(meta)
        self._switch.setText(switch)
        self._meta.setVisible(bool(meta))
        self._switch.setVisible(bool(switch))

    def _put(self, table: _Fields, name: str) -> None:
        """Show another table; the old one may hold the very button that brought us here."""
        old = self._area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        table.end()
        self._area.setAccessibleName(name)
        self._area.setWidget(table)
        table.show()

    def _button(self, change: FieldChange) -> Button:
        button = Button(_("Put this back"), "undo-2", "link", self)
        button.setObjectName(f"history.restore.{change.field}")
        before = ", ".join(change.before) or not_stated()
        words = _("Put back {field}: {before}").format(field=_label(self._labels, change.field), before=before)
        button.setAccessibleName(one_line(words))
        wish_of(button, change.field).connect(self.restore_pressed)
        return button

    def _others(self, change: PastChange) -> str:
        names = [_("“{one_line}”").format(one_line=one_line(each.title)) for each in change.others]
        if change.other_count > len(names):
            more = change.other_count - len(names)
            names.append(ngettext("{other_count} more", "{other_count} more", more).format(other_count=more))
        return _("The same change wrote {listed}.").format(listed=listed(names))


class _Fields(QWidget):
    """Fields under each other, with a rule between them."""

    def __init__(self, labels: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._labels = labels
        self._grid = layouts.grid(self, 12, 6, margins=(0, 4, 8, 8))
        self._grid.setColumnStretch(1, 1)

    def begin(self, *headings: str) -> None:
        """Stand the names of the columns over them."""
        for place, words in enumerate(headings):
            self._grid.addWidget(PlainLabel(words, "metas", "text2", parent=self), 0, place)
        self._grid.setColumnStretch(2, 1)

    def add(self, change: FieldChange, button: Button | None) -> None:
        """A field before and after."""
        row, blank = self._next(change.field), "" if change.rows else not_stated()
        before = layouts.column(gap=0)
        if change.before or blank:
            before.addWidget(self._words(change.before, blank))
        if button is not None:
            before.addWidget(button, 0, _LEADING)
        before.addStretch(1)
        self._grid.addLayout(before, row, 1)
        self._grid.addWidget(self._words(change.after, blank), row, 2, _TOP)

    def add_fact(self, field: str, lines: Sequence[str]) -> None:
        """A field as it stood."""
        self._grid.addWidget(self._words(lines, ""), self._next(field), 1, _TOP)

    def say(self, words: str) -> None:
        """A sentence across the table."""
        label = PlainLabel(words, "meta", "text2", wrap=True, parent=self)
        label.setTextInteractionFlags(_SELECTABLE)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 3)

    def end(self) -> None:
        """Leave what room there is below."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _next(self, field: str) -> int:
        row = self._grid.rowCount()
        if self._grid.count():
            self._grid.addWidget(layouts.rule(self), row, 0, 1, 3)
        name = PlainLabel(_label(self._labels, field), "body", "text2", wrap=True, parent=self)
        set_size(name, _NAMES)
        self._grid.addWidget(name, row + 1, 0, _TOP)
        return row + 1

    def _words(self, lines: Sequence[str], blank: str) -> PlainLabel:
        text = "\n".join(lines)
        label = PlainLabel(text or blank, "body", "text" if text else "text3", wrap=True, parent=self)
        label.setTextInteractionFlags(_SELECTABLE)
        return label


def _label(labels: Mapping[str, str], field: str) -> str:
    return labels.get(field) or field_name(field).capitalize()
