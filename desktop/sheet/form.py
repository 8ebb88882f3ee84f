"""How a sheet is to be: about whom, for whom, which sections in which order, on which paper, under which marking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from db.records.base import Link
from db.records.briefings import USUAL_SECTIONS, BriefingDraft, Paper
from db.records.points import PointText
from db.vocabulary import BriefingKind, Kind, Marking
from db.words import N_, _
from desktop.form.editors import Day, Editor, Line, OneOf, Pick
from desktop.form.form import Form, Item, blank
from desktop.kinds import KINDS
from desktop.kit.mnemonics import MENUS
from desktop.kit.theme import set_air
from desktop.sheet.sections import SectionList

_READERS = (N_("the Minister"), N_("the Deputy Minister"), N_("the Ambassador"), N_("the Protocol Department"))


class _Readers(Editor):
    """For whom the sheet is: one of the usual readers, or whoever is written there."""

    def __init__(self, parent: QWidget) -> None:
        self.box = QComboBox()
        super().__init__(self.box, parent)
        self.box.setEditable(True)
        self.box.addItems([_(each) for each in _READERS])
        self.box.currentTextChanged.connect(self.changed)

    @override
    def value(self) -> object:
        return self.box.currentText()

    @override
    def set_value(self, value: Any) -> None:
        self.box.setCurrentText(value)


class _AsOf(Day):
    """The day the sheet speaks of."""

    _below = False


class _Sections(Editor):
    """Which sections the sheet has, in which order."""

    def __init__(self, parent: QWidget) -> None:
        self.list = SectionList(USUAL_SECTIONS)
        super().__init__(self.list, parent)
        self.list.chosen_changed.connect(self.changed)

    @override
    def value(self) -> object:
        return self.list.chosen()

    @override
    def set_value(self, value: Any) -> None:
        self.list.set_order(value)


class _Subject(OneOf):
    """What the sheet is about. Where that is no longer there, nothing is chosen, and nobody else in its place."""

    @override
    def set_value(self, value: Any) -> None:
        if value in self._values:
            super().set_value(value)
        else:
            self.box.setCurrentIndex(-1)


class SheetForm(Form[BriefingDraft]):
    """The choices for one sheet; `changed` follows each of them."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(BriefingDraft, _items(today), "brief", columns=1, parent=parent)
        self._subjects: Sequence[Link] = ()
        self.letters = self.mark_letters(MENUS)
        """The Alt keys that are taken."""
        set_air(self.grid, (16, 0, 16, 12), (12, 8))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        usual = {
            "audience": _(_READERS[0]),
            "as_of": today,
            "sections": USUAL_SECTIONS,
            "marking": Marking.OFFICIAL_USE,
        }
        self.show_draft(blank(BriefingDraft, {"kind": BriefingKind.COUNTRY, "prepared_by": "", **usual}))

    @property
    def sections(self) -> SectionList:
        """The list of the sections."""
        editor = self.editors["sections"]
        assert isinstance(editor, _Sections)
        return editor.list

    def offer_subjects(self, subjects: Sequence[Link]) -> None:
        """Offer these countries, visits and agreements; what is chosen stays chosen, at first it is the first."""
        first = subjects[0].id if subjects and not self._subjects else None
        self._subjects = subjects
        kinds = {
            Kind.PARTY: _("State of relations: {what}"),
            Kind.VISIT: _("Visit: {what}"),
            Kind.AGREEMENT: _("Agreement: {what}"),
        }
        about = self.editors["about"]
        assert isinstance(about, OneOf)
        about.offer([(kinds[each.kind].format(what=each.title), each.id) for each in subjects])
        if first is not None:
            self.choose(first)

    def choose_none(self) -> None:
        """Make the sheet about nothing, until somebody chooses."""
        self.editors["about"].set_value(None)

    def choose(self, record: int) -> None:
        """Make the sheet about this record."""
        self.editors["about"].set_value(record)

    def subject(self) -> Link | None:
        """What the sheet is about."""
        about = self.editors["about"].value()
        return next((each for each in self._subjects if each.id == about), None)

    def draft(self, officer: str, points: tuple[PointText, ...] | None = None) -> BriefingDraft | None:
        """The wish for a sheet on which these points of its subject stand, or those that are recorded, prepared by the
        officer, else by who is named in it; None while nothing is chosen or a field refuses what stands in it."""
        subject, (made, refusals) = self.subject(), self.checked()
        for name, words in refusals.items():
            if not self.editors[name].problem():  # which says so itself once it is left
                self.fields[name].set_error(words)
        if subject is None or made is None:
            return None
        kind, by = KINDS[subject.kind].briefed, officer or made.prepared_by
        return made.model_copy(update={"kind": kind, "prepared_by": by, "points": points})


def _items(today: date) -> tuple[Item, ...]:
    return (
        Item("about", _("About"), partial(_Subject, ()), minor=True),
        Item("audience", _("For"), _Readers, minor=True),
        Item("as_of", _("As of"), partial(_AsOf, today), minor=True),
        Item("prepared_by", _("Your name"), Line, hint=_("Asked once, kept in Settings."), minor=True),
        Item("sections", _("Sections (Alt+↑ ↓ to reorder)"), _Sections, minor=True),
        Item("paper", _("Paper"), partial(Pick, Paper, ""), minor=True),
        Item("marking", _("Marking"), partial(Pick, Marking, ""), minor=True),
    )
