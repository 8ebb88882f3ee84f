"""People and offices: who holds what, since when, and what each office owes."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import people
from db.records.base import Link
from db.records.people import OfficeLine, PersonLine
from db.rules.text import fold, terms
from db.vocabulary import Kind, Rank
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import does
from desktop.kinds import KINDS
from desktop.kit import layouts, words
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row
from desktop.kit.search_field import SearchField
from desktop.kit.theme import set_size
from desktop.page.list_page import ListPage
from desktop.page.panel import Group
from desktop.people.hand_over import HandOverDialog
from desktop.workspace import Edit, Workspace


class PeoplePage(ListPage):
    """Offices and people. Enter or E edits, H hands an office over."""

    name = "people"
    place = Place.PEOPLE

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._edit_it, self._hand_over = self.keys[A.person_edit], self.keys[A.hand_over]
        self._find = SearchField(_("Find a person or office"), parent=self)
        self._find.setObjectName("people.find")
        self._find.textChanged.connect(self._narrow)
        self._offices: tuple[OfficeLine, ...] = ()
        self._people: tuple[PersonLine, ...] = ()
        self._build()

    def _build(self) -> None:
        inside = QWidget(self.area)
        set_size(self._find, 260)
        head = layouts.row(PlainLabel(_("People and offices"), "h1", parent=inside), 1, self._find, gap=8)
        for name, kind in (("people.add_person", Kind.PERSON), ("people.add_office", Kind.OFFICE)):
            button = Button(_(KINDS[kind].new), "plus", parent=inside)
            button.setObjectName(name)
            self.workspace.guard(button)
            button.clicked.connect(self._add_person if kind is Kind.PERSON else self._add_office)
            head.addWidget(button)
        self._none = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        self._offices_group, self._people_group = groups = (
            Group("people.offices", _("Offices"), KINDS[Kind.OFFICE].icon, "text2", None, inside),
            Group("people.people", _("People"), KINDS[Kind.PERSON].icon, "text2", None, inside),
        )
        self._offices_group.list.set_row_actions((self._edit_it, self._hand_over))
        self._people_group.list.set_row_actions((self._edit_it,))
        self.furnish(inside, head, self._none, *groups)

    @override
    def fill(self) -> None:
        today = self.workspace.today()
        self._offices = self.workspace.ask(partial(people.office_lines, today=today))
        self._people = self.workspace.ask(partial(people.person_lines, today=today))
        self._show()

    @override
    def choose(self, key: object) -> None:
        why = self.workspace.why_not()
        self._edit_it.allow(not why, why)
        self._hand_over.allow(not why and isinstance(key, Link) and key.kind is Kind.OFFICE, why)

    @override
    def open_record(self, key: object) -> None:
        self._edit()

    @override
    def current_record(self) -> int | None:
        key = self.current_key()
        return key.id if isinstance(key, Link) else None

    @override
    def focus_find(self) -> None:
        self._find.take_focus()

    def _show(self) -> None:
        wanted = terms(self._find.text())
        offices = [_office_row(line) for line in self._offices]
        persons = [_person_row(line) for line in self._people]
        for group, rows in ((self._offices_group, offices), (self._people_group, persons)):
            shown = [row for row in rows if all(word in fold(row.spoken()) for word in wanted)]
            group.show_rows(shown, len(shown))
        nothing = not self.lists()
        if nothing and wanted:
            self._none.setText(_("Nobody is called “{words}”.").format(words=self._find.text().strip()))
        else:
            self._none.setText(_("Nobody yet. Add an office and who holds it; a name is enough."))
        self._none.setVisible(nothing)

    def _narrow(self, text: str) -> None:
        self._show()

    @does(A.person_edit)
    def _edit(self) -> None:
        key = self.current_key()
        if isinstance(key, Link):
            self.workspace.edit_wanted.emit(Edit(key.kind, key.id))

    @does(A.hand_over)
    def _pass_on(self) -> None:
        key = self.current_key()
        if isinstance(key, Link) and key.kind is Kind.OFFICE:
            self.ask_again((key,))

    @override
    def ask_again(self, asks: tuple[Any, ...]) -> None:
        HandOverDialog(self.workspace, asks[0], self.window()).open()

    @does(A.new)
    def _add_person(self) -> None:
        self.workspace.edit_wanted.emit(Edit(Kind.PERSON))

    def _add_office(self) -> None:
        self.workspace.edit_wanted.emit(Edit(Kind.OFFICE))


def _office_row(line: OfficeLine) -> Row:
    holders = ", ".join(each.name for each in line.holders) or _("holder not stated")
    following = ", ".join(each.name for each in line.next)
    rank = "" if line.rank is Rank.NOT_STATED else line.rank.label
    meta = words.joined((line.party.title, rank, holders, following))
    owes = ngettext("owes {n}", "owes {n}", line.owes).format(n=line.owes) if line.owes else ""
    still = _("still open") if line.owes else ""
    return Row(line.link, KINDS[Kind.OFFICE].icon, "neutral", line.link.title, meta, owes, still)


def _person_row(line: PersonLine) -> Row:
    offices = ", ".join(each.text for each in line.terms)
    names = ", ".join(line.names)
    meta = words.joined((offices or _("no office recorded"), names))
    return Row(line.link, KINDS[Kind.PERSON].icon, "neutral", line.link.title, meta)
