"""The search in the header: what it offers, opens and remembers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from db.queries import search
from db.records.base import Link
from db.rules.text import terms
from db.vocabulary import Kind
from db.words import _
from desktop.actions import GO_TO, NEW, A
from desktop.doing import LiveAction
from desktop.page.places import apart, place_of
from desktop.shell.parts import Parts
from desktop.shell.search_box import AREAS, COMMANDS, COUNTRIES
from desktop.shell.search_model import Entry, Row, found_entries, latest_entries, marks
from desktop.workspace import Edit, Go, Workspace

LATEST, USEFUL = 6, 6
REMEMBERED, REGISTERS = 12, 20
ALL_OF_ONE = 300
"""So many are offered where only countries or areas are looked for."""

_ONLY = {COUNTRIES: Kind.PARTY, AREAS: Kind.AREA}
_USEFUL = (
    A.log, A.log_other, NEW[Kind.COMMITMENT], NEW[Kind.VISIT], A.brief, A.undo, NEW[Kind.AGREEMENT], A.find,
    GO_TO["today"],
)  # fmt: skip


class Search(QObject):
    """What the field in the header finds in a register, and where what was chosen leads."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._parts = workspace, parts
        field = parts.header.search
        field.set_finder(self.find)
        field.chosen.connect(self.open)
        field.log_chosen.connect(self.log)
        field.apart_chosen.connect(self.open_apart)
        workspace.go_wanted.connect(self._follow)
        workspace.edit_wanted.connect(self._follow)
        parts.sidebar.country_chosen.connect(self._remember)

    def close(self) -> None:
        """Find nothing any more."""
        self._parts.header.search.set_finder(None)

    def find(self, text: str) -> Sequence[Entry]:
        """What is offered for what was typed: records and actions, or only what a sign in front of it says."""
        text = text.strip()
        sign, words = (text[0], text[1:].strip()) if text[:1] in (COMMANDS, *_ONLY) else ("", text)
        if sign == COMMANDS:
            return self._commands(words)
        if sign:
            return self._records(words, (_ONLY[sign],), ALL_OF_ONE)
        if not words:
            return [*self._latest(), *self._useful()]
        return [*self._records(words, search.GROUPS, search.SHOWN), *self._commands(words, search.SHOWN)]

    def open(self, link: Link) -> None:
        """Show a record."""
        place = place_of(self._workspace, link)
        if isinstance(place, Edit):
            self._workspace.edit_wanted.emit(place)
            return
        if place.record is None:
            self._remember(link.id)
        self._workspace.go_wanted.emit(place)

    def open_apart(self, link: Link) -> None:
        """Show a record in a window of its own; one that has none is shown as usual."""
        place = apart(self._workspace, link)
        if place is None:
            self.open(link)
        else:
            self._workspace.go_wanted.emit(place)

    def log(self, link: Link) -> None:
        """Log an action on a record; one that takes none is shown."""
        if link.kind in search.FOLLOWED:
            self._remember(link.id)
            self._workspace.log_wanted.emit(link.id)
        else:
            self.open(link)

    def _records(self, words: str, groups: Sequence[Kind], most: int) -> list[Entry]:
        today = self._workspace.today()
        found = partial(search.everywhere, today=today, words=words, groups=groups, most=most)
        return found_entries(self._workspace.ask(found), terms(words), today)

    def _latest(self) -> list[Entry]:
        today, kept = self._workspace.today(), self._parts.settings.opened.get(self._workspace.path, [])
        hits = self._workspace.ask(partial(search.latest, today=today, ids=kept))
        return latest_entries(hits[:LATEST], today)

    def _commands(self, words: str, most: int | None = None) -> list[Entry]:
        offered = [each for each in self._parts.actions.all() if each.row is not A.search]
        return commands(offered, terms(words), most)

    def _useful(self) -> list[Entry]:
        return commands([self._parts.actions[row] for row in _USEFUL], (), USEFUL)

    def _follow(self, wish: Go | Edit) -> None:
        if wish.record is not None:
            self._remember(wish.record)

    def _remember(self, record: int) -> None:
        """Note that a record was opened, for the empty search of this register in this and later runs."""
        kept = self._parts.settings.opened
        before = kept.pop(self._workspace.path, [])
        # The register named last is the one used last; those not used for long are forgotten.
        newest = [record, *(each for each in before if each != record)][:REMEMBERED]
        self._parts.settings.opened = dict([*kept.items()][1 - REGISTERS :]) | {self._workspace.path: newest}


def commands(actions: Iterable[QAction], asked: Sequence[str], most: int | None = None) -> list[Entry]:
    """The actions that can be run now and in whose names each of these begins a word; those it begins come first."""
    named = [each for each in actions if each.isEnabled() and all(marks(_own_name(each), (term,)) for term in asked)]
    found = [_command(each, asked) for each in named]
    found.sort(key=lambda row: bool(row.marks) and row.marks[0][0] > 0)
    return [_("Actions"), *found[:most]] if found else []


def command_name(action: QAction) -> str:
    """What an action is called outside its menu: "Go to Visits", "Theme: Dark", "Text size: Larger"."""
    outside = action.row.outside if isinstance(action, LiveAction) else ""
    return _(outside) if outside else re.sub("&(.)", r"\1", action.text())


def _own_name(action: QAction) -> str:
    """By which it is found: of "Undo: Moved to Trash" only the first word, or "trash" would undo that."""
    if isinstance(action, LiveAction) and not action.row.outside:
        return re.sub("&(.)", r"\1", _(action.row.text))
    return command_name(action)


def _command(action: QAction, asked: Sequence[str]) -> Row:
    title = command_name(action)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    state = _("on") if action.isChecked() else ""
    kind = _("command")
    tip = _(action.row.tip) if isinstance(action, LiveAction) else action.statusTip()
    spoken = ", ".join(part for part in (title, kind, state, keys, tip) if part)
    return Row(title, "", "text2", state, keys=keys, spoken=spoken, marks=marks(title, asked), action=action)
