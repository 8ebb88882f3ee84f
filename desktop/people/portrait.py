"""The pages of a person and of an area: what was held, promised and visited, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import BugError, NotFound
from db.queries import portraits, timeline
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.base import Link, View
from db.records.portraits import AreaSheet, PersonSheet, Promises
from db.records.timeline import Timeline
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import does
from desktop.kinds import KINDS, PAGE_OF
from desktop.kit import layouts, words
from desktop.kit.buttons import IconButton
from desktop.kit.empty_note import EmptyNote
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.row_list import RowList
from desktop.page import record_rows as rows
from desktop.page.list_page import PAGE_AIR, Led, ListPage, link_of
from desktop.page.panel import Group
from desktop.page.places import place_of
from desktop.page.timeline_panel import TimelinePanel
from desktop.workspace import Edit, Go, Workspace


class PortraitPage(ListPage):
    """A heading, a sentence or two, a timeline and lists, each with the link to its table."""

    place = Place.PORTRAIT
    kind: Kind

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._record: int | None = None
        inside = QWidget(self.area)
        inside.setProperty("page", True)
        self._title = PlainLabel("", "h1", wrap=True, parent=inside)
        self._title.setObjectName(f"{self.name}.title")
        self._about = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        self._about.setObjectName(f"{self.name}.about")
        edit = IconButton("pencil-line", _("Edit this record"), inside)
        edit.setObjectName(f"{self.name}.edit")
        edit.clicked.connect(self._edit_record)
        workspace.guard(edit)
        self.timeline = TimelinePanel(workspace, inside)
        self.groups = self.make_groups(inside)
        icon = layouts.column(Icon(KINDS[self.kind].icon, "text2", 24, inside), 1, margins=(0, 4, 0, 0))
        text = layouts.column(self._title, self._about, gap=2)
        head = layouts.row(icon, (text, 1), edit, gap=12)
        layouts.column(head, self.timeline, *self.groups, 1, on=inside, margins=PAGE_AIR, gap=12)
        self.area.setWidget(inside)
        self._none = EmptyNote(KINDS[self.kind].icon, self)
        self._none.hide()
        self.beside_area(self._none)
        self.timeline.opened.connect(self.open_record)
        self.timeline.wanted.connect(workspace.go_wanted)
        self.lead(self.timeline.chart)
        for group in self.groups:
            group.wanted.connect(workspace.go_wanted)
            self.lead(group.list)

    # ------------------------------------------------------------------------------------------ what a subclass says
    def make_groups(self, inside: QWidget) -> tuple[Group, ...]:
        """The lists, from top to bottom."""
        raise BugError("a portrait must make its lists")

    def show_record(self, record: int) -> None:
        """Read and show; NotFound where there is no such record."""
        raise BugError("a portrait must show its record")

    # ---------------------------------------------------------------------------------------------------------- a page
    @override
    def lists(self) -> Sequence[RowList]:
        return [group.list for group in self.groups if group.isVisibleTo(self)] if self.area.isVisibleTo(self) else []

    @override
    def stops(self) -> Sequence[Led]:
        stops: list[Led] = [self.timeline.chart] if self.timeline.chart.isVisibleTo(self) else []
        return [*stops, *self.lists()] if self.area.isVisibleTo(self) else []

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        if record is not None and record != self._record:
            self._record = record
            self.area.verticalScrollBar().setValue(0)
            self.mark_stale()
        super().arrive(None, None)

    @override
    def fill(self) -> None:
        try:
            if self._record is not None:
                self.show_record(self._record)
            shown = self._record is not None
        except NotFound as error:
            shown = False
            self._none.say(error.sentence, "")
        self.area.setVisible(shown)
        self._none.setVisible(not shown)

    @override
    def arrange(self, effective: float) -> None:
        self.timeline.arrange(effective)

    @override
    def kept_record(self) -> int | None:
        return self._record

    @override
    def current_record(self) -> int | None:
        on_a_row = any(each.hasFocus() for each in self.stops())
        return (super().current_record() if on_a_row else None) or self._record

    @override
    def to_trash(self) -> int | None:
        return None

    @override
    def open_record(self, key: object) -> None:
        link = link_of(key)
        if link is None:
            return
        if link[0] in PAGE_OF:
            self.workspace.go_wanted.emit(Go(PAGE_OF[link[0]], None, link[1]))
            return
        place = place_of(self.workspace, Link(id=link[1], kind=link[0], title=""))
        (self.workspace.go_wanted if isinstance(place, Go) else self.workspace.edit_wanted).emit(place)

    # ------------------------------------------------------------------------------------------------ for a subclass
    def head(self, title: str, about: Sequence[str]) -> None:
        """Say whom or what the page is about."""
        self._title.setText(title)
        self._about.setText(words.joined(about))
        self._about.setVisible(bool(self._about.text()))

    def promises(self, group: Group, found: Promises) -> None:
        """Show some promises, and lead to all of them."""
        today = self.workspace.today()
        group.lead_to(Go("commitments", found.view))
        group.show_rows([rows.promise_row(line, today) for line in found.rows], found.total)

    def _edit_record(self) -> None:
        if self._record is not None:
            self.workspace.edit_wanted.emit(Edit(self.kind, self._record))

    @does(A.portrait_edit)
    def _edit_key(self) -> None:
        link = self.current_link()
        if link is not None and any(each.hasFocus() for each in self.stops()):
            self.workspace.edit_wanted.emit(Edit(*link))
        else:
            self._edit_record()

    @does(A.portrait_log)
    def _log_key(self) -> None:
        self.workspace.log_wanted.emit(self.current_record())


class PersonPage(PortraitPage):
    """A person: offices, visits, and what was promised in words or is owed by the offices."""

    name = "person"
    kind = Kind.PERSON

    @override
    def make_groups(self, inside: QWidget) -> tuple[Group, ...]:
        office, visit, promise = (KINDS[each].icon for each in (Kind.OFFICE, Kind.VISIT, Kind.COMMITMENT))
        self._offices = Group("person.offices", _("Offices"), office, "text2", None, inside)
        self._visits = Group("person.visits", _("Visits made and received"), visit, "text2", None, inside)
        self._voiced = Group("person.voiced", _("Promised in words"), promise, "text2", None, inside)
        self._owed = tuple(Group(f"person.owed.{n}", "", promise, "text2", None, inside) for n in range(4))
        return self._offices, self._visits, self._voiced, *self._owed

    @override
    def show_record(self, record: int) -> None:
        today = self.workspace.today()
        sheet: PersonSheet = self.workspace.ask(partial(portraits.person, today=today, record_id=record))
        names = ", ".join(each.text for each in sheet.card.draft.aliases)
        self.head(sheet.card.head.title, (names,))
        self.timeline.show_timeline(
            partial(_of_person, today=today, person=record), sheet.card.head.title,
            {Kind.VISIT: Go("visits", sheet.visits.view), Kind.COMMITMENT: Go("commitments", sheet.voiced.view)},
        )  # fmt: skip
        self._offices.show_rows([rows.held_row(each) for each in sheet.card.offices], len(sheet.card.offices))
        self._visits.lead_to(Go("visits", sheet.visits.view))
        ours = self.workspace.ask(our_side)
        self._visits.show_rows([rows.visit_row(line, today, ours) for line in sheet.visits.rows], sheet.visits.total)
        self.promises(self._voiced, sheet.voiced)
        for place, group in enumerate(self._owed):
            if place < len(sheet.owed):
                group.set_title(_("Owed by the office: {title}").format(title=sheet.owed[place].title))
                self.promises(group, sheet.owed[place].promises)
            else:
                group.hide()


class AreaPage(PortraitPage):
    """An area: what is implemented, in progress and not begun, with the records behind each number."""

    name = "area"
    kind = Kind.AREA

    @override
    def make_groups(self, inside: QWidget) -> tuple[Group, ...]:
        def made(name: str, title: str, icon: str) -> Group:
            return Group(f"area.{name}", title, icon, "text2", None, inside)

        self._stages = (
            made("implemented", _("Implemented"), "circle-check"),
            made("in_progress", _("In progress"), "circle-fading-arrow-up"),
            made("not_begun", _("Not begun"), "circle-dot"),
            made("given_up", _("Not kept, dropped or superseded"), "circle-slash"),
        )
        self._agreements = made("agreements", _("Agreements"), KINDS[Kind.AGREEMENT].icon)
        self._visits = made("visits", _("Visits"), KINDS[Kind.VISIT].icon)
        self._log = made("log", _("Last actions"), KINDS[Kind.ACTION].icon)
        return *self._stages, self._agreements, self._visits, self._log

    @override
    def show_record(self, record: int) -> None:
        today = self.workspace.today()
        sheet: AreaSheet = self.workspace.ask(partial(portraits.area, today=today, record_id=record))
        title = sheet.card.head.title
        self.head(title, (_promised(sheet), _("no longer used for new records") if sheet.card.draft.retired else ""))
        of_area = sheet.visits.view
        self.timeline.show_timeline(
            partial(_of_area, today=today, area=record), title,
            {
                Kind.VISIT: Go("visits", of_area.model_copy(update={"name": "undated"})),
                Kind.AGREEMENT: Go("agreements", of_area),
                Kind.COMMITMENT: Go("commitments", of_area.model_copy(update={"name": "undated"})),
            },
        )  # fmt: skip
        stages = (sheet.implemented, sheet.in_progress, sheet.not_begun, sheet.given_up)
        for group, found in zip(self._stages, stages, strict=True):
            self.promises(group, found)
        self._agreements.lead_to(Go("agreements", sheet.agreements.view))
        shown = [rows.agreement_row(line) for line in sheet.agreements.rows]
        self._agreements.show_rows(shown, sheet.agreements.total)
        self._visits.lead_to(Go("visits", of_area))
        ours = self.workspace.ask(our_side)
        self._visits.show_rows([rows.visit_row(line, today, ours) for line in sheet.visits.rows], sheet.visits.total)
        self._log.show_rows([rows.action_row(line) for line in sheet.actions], len(sheet.actions))
        self._log.set_count(None)


def _promised(sheet: AreaSheet) -> str:
    """How far what was promised in an area is, in a sentence."""
    many = sheet.promised
    if not many:
        said = _("Nothing is promised here yet.")
    else:
        said = ngettext(
            "Of {many:,} promise {done:,} is implemented ({share} %), {on:,} in progress, {not_begun:,} not begun.",
            "Of {many:,} promises {done:,} are implemented ({share} %), {on:,} in progress, {not_begun:,} not begun.",
            many,
        ).format(
            many=many, done=sheet.implemented.total, share=round(100 * sheet.implemented.total / many),
            on=sheet.in_progress.total, not_begun=sheet.not_begun.total,
        )  # fmt: skip
    if not sheet.intentions:
        return said
    meant = ngettext("{n:,} intention besides", "{n:,} intentions besides", sheet.intentions)
    return words.joined((said, meant.format(n=sheet.intentions)))


def _of_person(reader: Reader, first: date, last: date, today: date, person: int) -> Timeline:
    return timeline.of_person(reader, today, person, first, last)


def _of_area(reader: Reader, first: date, last: date, today: date, area: int) -> Timeline:
    return timeline.of_area(reader, today, area, first, last)
