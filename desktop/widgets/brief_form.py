"""The form of a briefing sheet: what it is about, for whom, what it says and what the officer adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.records.base import Link
from db.records.briefings import USUAL_SECTIONS, BriefingDraft, Paper, Section
from db.rules.periods import Period
from db.vocabulary import BriefingKind, Marking
from desktop.theme.theme import current
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.long_text import LongText
from desktop.widgets.mnemonics import MENUS, with_mnemonics
from desktop.widgets.period_edit import PeriodEdit
from desktop.widgets.plain import PlainLabel
from desktop.widgets.refusals import sentence
from desktop.widgets.section_list import SectionList

KINDS = (BriefingKind.COUNTRY, BriefingKind.VISIT, BriefingKind.AGREEMENT)
TYPED = ("objectives", "points_to_make", "if_raised", "not_to_be_disclosed", "note")


class About(QComboBox):
    """The records a sheet can be about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def offer(self, links: Sequence[Link]) -> None:
        """Offer these records; the one that is chosen stays if it is among them, else it is the first."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for link in links:
            self.addItem(link.title, link.id)
            self.setItemData(self.count() - 1, link.title, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(max(0, self.findData(chosen)) if links else -1)
        self.blockSignals(False)

    def record(self) -> int | None:
        """The record that is chosen, or None where there is none to choose."""
        found = self.currentData()
        return found if isinstance(found, int) else None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the form must not change what the sheet is about."""
        event.ignore()


class BriefForm(QWidget):
    """The fields of a sheet; `changed` after each of them changed."""

    changed = Signal()

    def __init__(self, today: date, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._officer = today, officer
        self._subjects: Mapping[BriefingKind, Sequence[Link]] = {}
        self.about = About(self)
        self.kind = Choice(KINDS, parent=self)
        self.audience = QComboBox(self)
        self.audience.setEditable(True)
        self.audience.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.audience.addItems(
            [
                self.tr("the Minister"),
                self.tr("the Deputy Minister"),
                self.tr("the Ambassador"),
                self.tr("the President"),
                self.tr("the Prime Minister"),
            ]
        )
        self.as_of = PeriodEdit(today, self.tr("As of"), self)
        self.as_of.set_period(Period.on(today))
        self.sections = SectionList(USUAL_SECTIONS, self)
        self.paper = Choice(Paper, parent=self)
        self.marking = Choice(Marking, parent=self)
        self.marking.choose(Marking.OFFICIAL_USE)
        self.texts = {name: LongText(2, 8, self) for name in TYPED}
        self._fields = self._labelled()
        self._hint = PlainLabel(self.tr("Alt+↑ ↓ to reorder"), "meta", "text2", parent=self)
        self._sections_title = PlainLabel(self.tr("Sections"), "metas", "text2", parent=self)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._wire()

    def offer(self, subjects: Mapping[BriefingKind, Sequence[Link]]) -> None:
        """Offer the records there are, by kind of sheet; what is chosen stays chosen."""
        self._subjects = subjects
        self.about.offer(subjects.get(self.kind.word or KINDS[0], ()))

    def begin(self, kind: BriefingKind, about: int) -> None:
        """Ask for a sheet about a record."""
        self.kind.choose(kind)
        self.about.setCurrentIndex(self.about.findData(about))

    def draft(self) -> BriefingDraft | None:
        """The sheet that is wanted; None where a field cannot be used, which then says why."""
        for field in self._fields.values():
            field.clear()
        day = self._day()
        if day is None:
            return None
        try:
            return BriefingDraft(
                kind=self.kind.word or KINDS[0],
                about=self.about.record(),
                audience=self.audience.currentText(),
                as_of=day,
                marking=self.marking.word or Marking.NONE,
                objectives=self._lines("objectives"),
                points_to_make=self._lines("points_to_make"),
                if_raised=self._lines("if_raised"),
                not_to_be_disclosed=self._lines("not_to_be_disclosed"),
                note=self.texts["note"].text(),
                sections=self.sections.chosen(),
                paper=self.paper.word or Paper.A4_ONE_PAGE,
                prepared_by=self._officer,
            )
        except ValidationError as error:
            for each in error.errors():
                self._fields[str(each["loc"][0])].set_error(sentence(each))
            return None

    def show_counts(self, counts: Mapping[Section, int]) -> None:
        """Say how much each section has to say."""
        self.sections.show_counts(counts)

    def _day(self) -> date | None:
        """The day the sheet is about; the register knows how things stand now, so no earlier one."""
        period = self.as_of.period
        if period is None or period.earliest is None or period.earliest != period.latest:
            self._fields["as_of"].set_error(self.as_of.problem or self.tr("Give one day, such as today or 1 Dec."))
            return None
        if period.earliest < self._today:
            words = self.tr("This day is past. The sheets of earlier days are among those kept.")
            self._fields["as_of"].set_error(words)
            return None
        return period.earliest

    def _lines(self, name: str) -> tuple[str, ...]:
        lines = (line.strip() for line in self.texts[name].text().splitlines())
        return tuple(line for line in lines if line)

    def _labelled(self) -> dict[str, Field]:
        """Every editor with its label, by the name of what it fills in."""
        named: dict[str, tuple[str, QWidget]] = {
            "about": (self.tr("About"), self.about),
            "kind": (self.tr("Kind"), self.kind),
            "audience": (self.tr("For"), self.audience),
            "as_of": (self.tr("As of"), self.as_of),
            "paper": (self.tr("Paper"), self.paper),
            "marking": (self.tr("Marking"), self.marking),
            "objectives": (self.tr("Objectives, one a line"), self.texts["objectives"]),
            "points_to_make": (self.tr("Points to make, one a line"), self.texts["points_to_make"]),
            "if_raised": (self.tr("If raised, one a line"), self.texts["if_raised"]),
            "not_to_be_disclosed": (self.tr("Not to be disclosed, one a line"), self.texts["not_to_be_disclosed"]),
            "note": (self.tr("Officer’s note"), self.texts["note"]),
        }
        labels = with_mnemonics((label for label, _ in named.values()), MENUS)
        for name, (_, editor) in named.items():
            editor.setObjectName(f"brief.{name}")
        return {
            name: Field(label, editor, parent=self)
            for label, (name, (_, editor)) in zip(labels, named.items(), strict=True)
        }

    def _lay_out(self) -> None:
        self.sections.setObjectName("brief.sections")
        self._sections_title.setBuddy(self.sections)
        head = QHBoxLayout()
        head.addWidget(self._sections_title)
        head.addStretch(1)
        head.addWidget(self._hint)
        self._pairs = [QHBoxLayout() for _ in range(2)]
        for row, names in zip(self._pairs, (("about", "kind"), ("paper", "marking")), strict=True):
            for name in names:
                row.addWidget(self._fields[name], 1)
        self._column.addLayout(self._pairs[0])
        self._column.addWidget(self._fields["audience"])
        self._column.addWidget(self._fields["as_of"])
        self._column.addLayout(head)
        self._column.addWidget(self.sections)
        self._column.addLayout(self._pairs[1])
        for name in TYPED:
            self._column.addWidget(self._fields[name])
        self._column.addStretch(1)
        current().changed.connect(self._dress)
        self._dress()

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self._offer_kind)
        for combo in (self.about, self.paper, self.marking):
            combo.currentIndexChanged.connect(self.changed)
        self.audience.currentTextChanged.connect(self.changed)
        self.as_of.changed.connect(self.changed)
        self.sections.chosen_changed.connect(self.changed)
        for text in self.texts.values():
            text.textChanged.connect(self.changed)

    def _offer_kind(self) -> None:
        self.offer(self._subjects)
        self.changed.emit()

    def _dress(self) -> None:
        theme = current()
        side = theme.px(20)
        self._column.setContentsMargins(side, theme.px(4), side, theme.px(16))
        self._column.setSpacing(theme.px(10))
        for row in self._pairs:
            row.setSpacing(theme.px(8))
