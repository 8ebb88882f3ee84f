"""Areas of co-operation, and the officers and units that commitments name: renamed, merged, retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
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
from desktop.form.line_popover import LinePopover
from desktop.kinds import KINDS
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import Theme
from desktop.kit.words import joined
from desktop.page.groups import Group
from desktop.page.list_page import ListPage
from desktop.people.choice_popover import ChoicePopover
from desktop.workspace import Edit, Workspace


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: an area, or a name of one of the lists."""

    line: AreaLine | UsedName
    which: NameList | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.line.title if isinstance(self.line, AreaLine) else self.line.name

    def retire(self) -> Command:
        """What offers it no longer, or offers it again."""
        retired = not self.line.retired
        if isinstance(self.line, AreaLine):
            return RetireArea(self.line.id, retired)
        return RetireName(self.which or NameList.OFFICER, self.line.name, retired)

    def merge(self, into: Entry) -> Command:
        """What makes it one with another."""
        if isinstance(self.line, AreaLine) and isinstance(into.line, AreaLine):
            return MergeAreas(into.line.id, (self.line.id,))
        return RenameUsed(self.which or NameList.OFFICER, (self.name,), into.name)


class AreasPage(ListPage):
    """Three lists. Enter or E renames, M merges, X retires or brings back; each with one undo."""

    name = "areas"
    place = Place.AREAS

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(workspace, theme, parent)
        self._asked: Entry | None = None
        self._entries: dict[NameList | None, tuple[Entry, ...]] = {}
        self._build()
        self._dress()

    def _build(self) -> None:
        inside = QWidget(self.area)
        inside.setProperty("page", True)
        add = Button(_("Add area…"), "plus", parent=inside)
        add.setObjectName("areas.add")
        add.setEnabled(self.workspace.writing)
        add.clicked.connect(self._add)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Areas, officers and units"), "h1", parent=inside))
        head.addStretch(1)
        head.addWidget(add)
        self._groups: dict[NameList | None, Group] = {
            None: Group("areas.areas", _("Areas of co-operation"), KINDS[Kind.AREA].icon, "text2", None, inside),
            NameList.OFFICER: Group("areas.officers", _("Officers"), "user", "text2", None, inside),
            NameList.UNIT: Group("areas.units", _("Units and executors"), "landmark", "text2", None, inside),
        }
        none = _("Officers and units appear here once a commitment names them.")
        self._none = PlainLabel(none, "body", "text2", wrap=True, parent=inside)
        self._column = QVBoxLayout(inside)
        self._column.addLayout(head)
        for group in self._groups.values():
            group.list.set_row_actions(tuple(self.keys.values()))
            self.lead(group.list)
            self._column.addWidget(group)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self.area.setWidget(inside)

    @override
    def lists(self) -> Sequence[RowList]:
        return [group.list for group in self._groups.values() if group.isVisibleTo(self)]

    @override
    def fill(self) -> None:
        self._entries = {None: tuple(Entry(line) for line in self.workspace.ask(parties.area_lines))}
        for which in NameList:
            found = self.workspace.ask(partial(settings.used_names, which=which))
            self._entries[which] = tuple(Entry(line, which) for line in found)
        for group, entries in self._entries.items():
            self._groups[group].show_rows([_row(each) for each in entries], len(entries))
        self._none.setVisible(not (self._entries[NameList.OFFICER] or self._entries[NameList.UNIT]))

    @override
    def arrange(self, effective: float) -> None:
        sizes = self.theme.sizes
        self._column.setContentsMargins(sizes.page_x, sizes.page_y, sizes.page_x, sizes.page_y)
        self._column.setSpacing(sizes.gap)

    @override
    def choose(self, key: object) -> None:
        writing = self.workspace.writing and isinstance(key, Entry)
        for action in self.keys.values():
            action.setEnabled(writing)
        self.keys[A.area_merge].setEnabled(writing and len(self._others()) > 0)
        retired = isinstance(key, Entry) and key.line.retired
        self.keys[A.area_retire].setText(_("Use again") if retired else _("Retire"))

    @override
    def open_record(self, key: object) -> None:
        self._rename()

    @override
    def current_record(self) -> int | None:
        entry = self._entry()
        return entry.line.id if entry is not None and isinstance(entry.line, AreaLine) else None

    def _entry(self) -> Entry | None:
        key = self.current_key()
        return key if isinstance(key, Entry) else None

    def _others(self) -> tuple[Entry, ...]:
        here = self._entry()
        if here is None:
            return ()
        return tuple(each for each in self._entries.get(here.which, ()) if each != here and not each.line.retired)

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
        question = _("Merge “{name}” into").format(name=self._asked.name)
        asking = ChoicePopover(question, _("Merge"), [(each.name, each) for each in others], self)
        asking.answered.connect(self._merge)
        asking.open_at(self.below_current())

    def _merge(self, into: Entry) -> None:
        if self._asked is not None:
            self.workspace.attempt(self._asked.merge(into))

    @does(A.area_retire)
    def _retire(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.workspace.attempt(entry.retire())


def _row(entry: Entry) -> Row:
    line = entry.line
    retired = _("retired: no longer offered") if line.retired else ""
    if isinstance(line, AreaLine):
        many = ngettext("{count} record", "{count} records", line.count)
    else:
        many = ngettext("{count} commitment", "{count} commitments", line.count)
    icon = KINDS[Kind.AREA].icon if entry.which is None else "user" if entry.which is NameList.OFFICER else "landmark"
    return Row(entry, icon, "neutral", entry.name, joined((many.format(count=line.count), retired)))
