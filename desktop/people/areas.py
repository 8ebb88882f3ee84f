"""Areas of co-operation, and the officers and units that commitments name: renamed, merged, retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import Command
from db.commands.parties import MergeAreas, RetireArea
from db.commands.settings import RenameUsed, RetireName
from db.queries import parties, settings
from db.records.parties import AreaLine
from db.records.settings import UsedName
from db.vocabulary import Kind, NameList
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import does
from desktop.form.line_popover import LinePopover, Popover
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.choice import QuietBox
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row
from desktop.kit.words import joined
from desktop.page.list_page import ListPage
from desktop.page.panel import Group
from desktop.workspace import Edit, Workspace


@dataclass(frozen=True, slots=True)
class AreaOrName:
    """A row: an area, or a name of one of the lists."""

    line: AreaLine | UsedName
    which: NameList | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.line.title if isinstance(self.line, AreaLine) else self.line.name

    def retire(self, seen: int) -> Command:
        """What offers it no longer, or offers it again."""
        retired = not self.line.retired
        if isinstance(self.line, AreaLine):
            return RetireArea(self.line.id, retired, seen)
        return RetireName(self.which or NameList.OFFICER, self.line.name, retired)

    def merge(self, into: AreaOrName, seen: int) -> Command:
        """What makes it one with another."""
        if isinstance(self.line, AreaLine) and isinstance(into.line, AreaLine):
            return MergeAreas(into.line.id, (self.line.id,), seen)
        return RenameUsed(self.which or NameList.OFFICER, (self.name,), into.name)


class ChoicePopover(Popover):
    """Asks which of these; each is a label and what is answered with it."""

    def __init__(self, question: str, verb: str, choices: Sequence[tuple[str, object]], parent: QWidget) -> None:
        super().__init__(question, verb, parent)
        self.setObjectName("popover.choice")
        self._choices = tuple(choices)
        self.box = QuietBox(self)
        self.box.setObjectName("popover.choice.box")
        self.box.setAccessibleName(question)
        self.box.addItems([label for label, _ in self._choices])
        self.column.insertWidget(1, self.box)
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def finish(self) -> None:
        self.answer(self._choices[self.box.currentIndex()][1])


class AreasPage(ListPage):
    """Three lists. Enter or E renames, M merges, X retires or brings back; each with one undo."""

    name = "areas"
    place = Place.AREAS

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._asked: AreaOrName | None = None
        self._seen = 0
        self._entries: dict[NameList | None, tuple[AreaOrName, ...]] = {}
        self._build()

    def _build(self) -> None:
        inside = QWidget(self.area)
        add = Button(_(KINDS[Kind.AREA].new), "plus", parent=inside)
        add.setObjectName("areas.add")
        self.workspace.guard(add)
        add.clicked.connect(self._add)
        head = layouts.row(PlainLabel(_("Areas, officers and units"), "h1", parent=inside), 1, add)
        self._by_list: dict[NameList | None, Group] = {
            None: Group("areas.areas", _("Areas of co-operation"), KINDS[Kind.AREA].icon, "text2", None, inside),
            NameList.OFFICER: Group("areas.officers", _("Officers"), "user", "text2", None, inside),
            NameList.UNIT: Group("areas.units", _("Units and executors"), "landmark", "text2", None, inside),
        }
        none = _("Officers and units appear here once a commitment names them.")
        self._none = PlainLabel(none, "body", "text2", wrap=True, parent=inside)
        self._of_rows = tuple(each for row, each in self.keys.items() if row.place is Place.AREAS)
        for group in self._by_list.values():
            group.list.set_row_actions(self._of_rows)
        self.furnish(inside, head, *self._by_list.values(), self._none)

    @override
    def fill(self) -> None:
        self._entries = {None: tuple(AreaOrName(line) for line in self.workspace.ask(parties.area_lines))}
        for which in NameList:
            found = self.workspace.ask(partial(settings.used_names, which=which))
            self._entries[which] = tuple(AreaOrName(line, which) for line in found)
        for group, entries in self._entries.items():
            self._by_list[group].show_rows([_row(each) for each in entries], len(entries))
        self._none.setVisible(not (self._entries[NameList.OFFICER] or self._entries[NameList.UNIT]))

    @override
    def choose(self, key: object) -> None:
        writing = self.workspace.writing and isinstance(key, AreaOrName)
        for action in self._of_rows:
            action.setEnabled(writing)
        self.keys[A.area_merge].setEnabled(writing and len(self._others()) > 0)
        retired = isinstance(key, AreaOrName) and key.line.retired
        self.keys[A.area_retire].setText(_("Use again") if retired else _("Retire"))

    @override
    def open_record(self, key: object) -> None:
        self._rename()

    @override
    def current_record(self) -> int | None:
        entry = self._entry()
        return entry.line.id if entry is not None and isinstance(entry.line, AreaLine) else None

    def _entry(self) -> AreaOrName | None:
        key = self.current_key()
        return key if isinstance(key, AreaOrName) else None

    def _others(self) -> tuple[AreaOrName, ...]:
        here = self._entry()
        if here is None:
            return ()
        return tuple(each for each in self._entries.get(here.which, ()) if each != here and not each.line.retired)

    @does(A.new)
    def _add(self) -> None:
        self.workspace.edit_wanted.emit(Edit(Kind.AREA))

    @does(A.area_rename)
    def _rename(self) -> None:
        self._asked = entry = self._entry()
        if entry is None or not self.workspace.writing:
            return
        if isinstance(entry.line, AreaLine):
            self.workspace.edit_wanted.emit(Edit(Kind.AREA, entry.line.id))
            return
        needed = _("A name is needed.")
        asking = LinePopover(_("Write this name in every commitment"), _("Rename"), self, entry.name, needed)
        asking.answered.connect(self._take_name)
        asking.open_at(self.below_current())

    def _take_name(self, name: str) -> None:
        if self._asked is not None:
            self.workspace.attempt(RenameUsed(self._asked.which or NameList.OFFICER, (self._asked.name,), name))

    @does(A.area_merge)
    def _ask_merge(self) -> None:
        self._asked, others = self._entry(), self._others()
        if self._asked is None or not others:
            return
        self._seen = self.workspace.seen()
        question = _("Merge “{name}” into").format(name=self._asked.name)
        asking = ChoicePopover(question, _("Merge"), [(each.name, each) for each in others], self)
        asking.answered.connect(self._merge)
        asking.open_at(self.below_current())

    def _merge(self, into: AreaOrName) -> None:
        if self._asked is not None:
            self.workspace.attempt(self._asked.merge(into, self._seen))

    @does(A.area_retire)
    def _retire(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.workspace.attempt(entry.retire(self.workspace.seen()))


def _row(entry: AreaOrName) -> Row:
    line = entry.line
    retired = _("retired: no longer offered") if line.retired else ""
    if isinstance(line, AreaLine):
        many = ngettext("{count} record", "{count} records", line.count)
    else:
        many = ngettext("{count} commitment", "{count} commitments", line.count)
    icon = KINDS[Kind.AREA].icon if entry.which is None else "user" if entry.which is NameList.OFFICER else "landmark"
    return Row(entry, icon, "neutral", entry.name, joined((many.format(count=line.count), retired)))
