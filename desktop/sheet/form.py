"""What a sheet is to say: about whom, for whom, which sections in which order, and what the officer adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from db.records.base import Link
from db.records.briefings import USUAL_SECTIONS, BriefingDraft, Paper
from db.vocabulary import BriefingKind, Kind, Marking
from db.words import N_, _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.field import Field
from desktop.kit.choice import Choice
from desktop.kit.theme import Theme
from desktop.sheet.sections import SectionList

_READERS = (N_("the Minister"), N_("the Deputy Minister"), N_("the Ambassador"), N_("the Protocol Department"))


_TEXTS = ("objectives", "points", "raised", "note")
"""The fields for what is written for the sheet alone."""


class SheetForm(QWidget):
    """The choices for one sheet; `changed` follows each of them."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._subjects: list[Link] = []
        self.about = QComboBox(self)
        self.audience = QComboBox(self)
        self.audience.setEditable(True)
        self.audience.addItems([_(each) for each in _READERS])
        self.as_of = PeriodEdit(today, _("As of"), self, one_day=True)
        self.as_of.set_text(_("today"))
        self.sections = SectionList(USUAL_SECTIONS, self)
        self.paper = Choice[Paper](Paper, parent=self)
        self.marking = Choice[Marking](Marking, parent=self)
        self.marking.choose(Marking.OFFICIAL_USE)
        self.objectives = QPlainTextEdit(self)
        self.points = QPlainTextEdit(self)
        self.raised = QPlainTextEdit(self)
        self.note = QPlainTextEdit(self)
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        fields = (
            ("about", _("&About"), self.about),
            ("audience", _("&For"), self.audience),
            ("as_of", _("As &of"), self.as_of),
            ("sections", _("S&ections (Alt+↑ ↓ to reorder)"), self.sections),
            ("paper", _("Pa&per"), self.paper),
            ("marking", _("&Marking"), self.marking),
            ("objectives", _("O&bjectives, one a line"), self.objectives),
            ("points", _("Points to ma&ke, one a line"), self.points),
            ("raised", _("If &raised, one a line"), self.raised),
            ("note", _("Officer’s &note"), self.note),
        )
        for name, label, editor in fields:
            (editor.editor if isinstance(editor, PeriodEdit) else editor).setObjectName(f"brief.{name}")
            column.addWidget(Field(label, editor, parent=self))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for text in (self.objectives, self.points, self.raised, self.note):
            text.setTabChangesFocus(True)
            text.setFixedHeight(text.fontMetrics().lineSpacing() * 3 + theme.px(14))

    def _connect(self) -> None:
        self.about.currentIndexChanged.connect(self.changed)
        self.audience.currentTextChanged.connect(self.changed)
        self.as_of.changed.connect(self.changed)
        self.sections.chosen_changed.connect(self.changed)
        for choice in (self.paper, self.marking):
            choice.currentIndexChanged.connect(self.changed)
        for text in (self.objectives, self.points, self.raised, self.note):
            text.textChanged.connect(self.changed)

    def offer(self, subjects: Sequence[Link]) -> None:
        """Offer these countries and visits; what is chosen stays chosen."""
        chosen = self.subject()
        self._subjects = list(subjects)
        self.about.blockSignals(True)
        self.about.clear()
        kinds = {Kind.PARTY: _("State of relations: {what}"), Kind.VISIT: _("Visit: {what}")}
        self.about.addItems([kinds[each.kind].format(what=each.title) for each in self._subjects])
        self.about.blockSignals(False)
        if chosen is not None:
            self.choose(chosen.id)

    def choose(self, record: int) -> None:
        """Make the sheet about this record."""
        for row, each in enumerate(self._subjects):
            if each.id == record:
                self.about.setCurrentIndex(row)

    def subject(self) -> Link | None:
        """What the sheet is about."""
        row = self.about.currentIndex()
        return self._subjects[row] if 0 <= row < len(self._subjects) else None

    def texts(self) -> dict[str, str]:
        """What was written for the sheet, by field."""
        return {name: text for name in _TEXTS if (text := getattr(self, name).toPlainText()).strip()}

    def typed(self) -> dict[str, object]:
        """What would be missed if it were lost."""
        about = self.subject()
        return {"about": about.id if about else None, "audience": self.audience.currentText(), **self.texts()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Put back what was typed."""
        if typed.get("about") is not None:
            self.choose(typed["about"])
        self.audience.setCurrentText(str(typed.get("audience", "")))
        for name in _TEXTS:
            getattr(self, name).setPlainText(str(typed.get(name, "")))

    def draft(self, officer: str) -> BriefingDraft | None:
        """The wish for a sheet; None while nothing is chosen or the day is none."""
        subject, day = self.subject(), self.as_of.period
        if subject is None or not self.as_of.valid or day is None or day.latest is None:
            return None
        return BriefingDraft(
            kind=BriefingKind.VISIT if subject.kind is Kind.VISIT else BriefingKind.COUNTRY,
            about=subject.id,
            audience=self.audience.currentText(),
            as_of=day.latest,
            marking=self.marking.word or Marking.NONE,
            objectives=_lines(self.objectives),
            points_to_make=_lines(self.points),
            if_raised=_lines(self.raised),
            note=self.note.toPlainText(),
            sections=self.sections.chosen(),
            paper=self.paper.word or Paper.A4_ONE_PAGE,
            prepared_by=officer,
        )


def _lines(editor: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(line.strip() for line in editor.toPlainText().splitlines() if line.strip())
