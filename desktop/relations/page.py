"""The page of a country, an organisation or a pair: who they are to each other, and all that is between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget
from typing_extensions import override

from db.errors import NotFound
from db.queries import parties, relations, timeline
from db.queries.base import Reader
from db.records.base import Link, View
from db.records.relations import WITH, Relations, RelationsHead
from db.records.timeline import Timeline
from db.vocabulary import BriefingKind, Kind, PartyKind
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import does
from desktop.kinds import KINDS, PAGE_OF
from desktop.kit import layouts, words
from desktop.kit.buttons import Button, IconButton
from desktop.kit.choice import QuietBox
from desktop.kit.code_badge import CodeBadge
from desktop.kit.empty_note import EmptyNote
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import RowList
from desktop.page import record_rows as rows
from desktop.page.list_page import PAGE_AIR, Led, ListPage, link_of
from desktop.page.panel import ROWS_INSET, Group
from desktop.page.places import place_of
from desktop.page.timeline_panel import TimelinePanel
from desktop.relations.columns import AgreementPanel, PromisePanel
from desktop.relations.ledger import LedgerPanel
from desktop.workspace import Brief, Edit, Go, Workspace

BESIDE_FROM = 1200
"""Effective widths from which panels stand beside each other."""
ASIDE_FROM = 900
"""Effective widths from which what can be done stands beside the heading."""
COUNTRY = "country"


class CountryPage(ListPage):
    """What is between us, or another country, and one party; every row leads to its record, every list to its table."""

    name = COUNTRY
    place = Place.COUNTRY

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._party: int | None = None
        self._other: int | None = None
        self._head: RelationsHead | None = None
        self._inside = QWidget(self.area)
        self._inside.setProperty("page", True)
        self._make_head()
        self._make_panels()
        self._lay_out()
        self.area.setWidget(self._inside)
        self._none = EmptyNote(KINDS[Kind.PARTY].icon, self)
        self._none.setObjectName("country.none")
        self._none.hide()
        self._none.pressed.connect(self._add_party)
        self.beside_area(self._none)
        self._wire()
        self.restyle()

    # ------------------------------------------------------------------------------------------------------- its parts
    def _make_head(self) -> None:
        inside = self._inside
        self._badge = CodeBadge("", "", parent=inside, large=True)
        self._title = PlainLabel("", "h1", wrap=True, parent=inside)
        self._title.setObjectName("country.title")
        self._about = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        self._about.setObjectName("country.about")
        self._when = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        self._when.setObjectName("country.visits")
        self._with = QuietBox(inside)
        self._with.setObjectName("country.with")
        self._with.setMinimumContentsLength(16)
        self._with.setAccessibleName(_("With which country"))
        self._with.activated.connect(self._choose_other)
        self._edit_it = IconButton("pencil-line", _("Edit this country or organisation"), inside)
        self._edit_it.setObjectName("country.edit")
        self._edit_it.clicked.connect(self._edit_party)
        self._add = Button(_("Add visit"), "plus", parent=inside)
        self._add.setObjectName("country.add_visit")
        self._add.clicked.connect(self._add_visit)
        self._print = Button(_("Print briefing"), "printer", parent=inside)
        self._print.setObjectName("country.briefing")
        self._print.clicked.connect(self._brief)
        self.workspace.guard(self._edit_it, self._add)

    def _make_panels(self) -> None:
        inside = self._inside
        self.timeline = TimelinePanel(self.workspace, inside)
        self.ledger = LedgerPanel(self.workspace, inside)
        self.agreements = AgreementPanel(inside)
        self.promises = PromisePanel(inside)
        action, source = KINDS[Kind.ACTION], KINDS[Kind.SOURCE]
        self.log = Group("country.log", _("Last actions"), action.icon, "text2", None, inside)
        self._no_log = PlainLabel(
            _("Nothing was logged yet. L writes down what was done."), "meta", "text3", True, inside
        )
        self.log.body.addLayout(layouts.row(self._no_log, margins=(ROWS_INSET, 0, ROWS_INSET, 4)))
        self.sources = Group("country.sources", _("Sources"), source.icon, "text2", Go("sources"), inside)
        people = Go("people")
        self.offices = Group("country.offices", _("In office"), "users", "text2", people, inside)
        star = KINDS[Kind.ANNIVERSARY].icon
        self.jubilees = Group("country.jubilees", _("Anniversaries"), star, "text2", None, inside)

    def _lay_out(self) -> None:
        buttons = layouts.row(self._edit_it, self._add, self._print, 1, gap=8)
        self._tools: QBoxLayout = layouts.row(self._with, buttons, gap=8)
        words_ = layouts.column(self._title, self._about, self._when, gap=2)
        self._head_row: QBoxLayout = layouts.row((words_, 1), gap=12)
        badge = layouts.column(self._badge, 1)
        self._head_row.insertLayout(0, badge)
        aside = layouts.column(self._tools, 1)
        self._top: QBoxLayout = layouts.row((self._head_row, 1), aside, gap=16)
        self._middle: QBoxLayout = layouts.row((self.ledger, 1), (self.agreements, 1), gap=12)
        left = layouts.column(self.log, 1, gap=12)
        right = layouts.column(self.offices, self.jubilees, self.sources, 1, gap=12)
        self._below: QBoxLayout = layouts.row((left, 1), (right, 1), gap=12)
        layouts.column(
            self._top, self.timeline, self._middle, self.promises, self._below, 1,
            on=self._inside, margins=PAGE_AIR, gap=12,
        )  # fmt: skip

    def _wire(self) -> None:
        for panel in (self.timeline, self.ledger, self.agreements):
            panel.opened.connect(self._open)
        for panel_ in (self.timeline, self.ledger, self.agreements, self.promises):
            panel_.wanted.connect(self.workspace.go_wanted)
        for group in self._of_rows():
            group.wanted.connect(self.workspace.go_wanted)
        for each in self._all_lists():
            self.lead(each)

    def _of_rows(self) -> tuple[Group, ...]:
        return self.log, self.offices, self.jubilees, self.sources

    def _all_lists(self) -> list[Led]:
        every: list[Led] = [self.timeline.chart, self.agreements.leading, self.agreements.list]
        every += [column.list for column in self.promises.columns]
        return [*every, *(group.list for group in self._of_rows())]

    # ---------------------------------------------------------------------------------------------------------- a page
    @override
    def lists(self) -> Sequence[RowList]:
        if self._head is None:
            return []
        found = [*self.agreements.lists(), *self.promises.lists()]
        return [*found, *(group.list for group in self._of_rows() if group.list.isVisibleTo(self))]

    @override
    def stops(self) -> Sequence[Led]:
        stops: list[Led] = [self.timeline.chart] if self.timeline.chart.isVisibleTo(self) else []
        return [*stops, *self.lists()] if self._head is not None else []

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        other = view.chosen(WITH) if view is not None else ()
        party = record if record is not None else self._party
        if party is None:
            party = self.workspace.ask(_first_followed)
        chosen = int(other[0]) if other else None
        if (party, chosen) != (self._party, self._other):
            self._party, self._other = party, chosen
            self.area.verticalScrollBar().setValue(0)
            self.mark_stale()
        super().arrive(None, None)

    @override
    def kept_record(self) -> int | None:
        return self._party

    @override
    def current_record(self) -> int | None:
        """The record of the row or thing that has the keyboard, else the country."""
        on_a_row = any(each.hasFocus() for each in self.stops())
        return (super().current_record() if on_a_row else None) or self._party

    @override
    def to_trash(self) -> int | None:
        return None

    @override
    def fill(self) -> None:
        sheet = None
        if self._party is not None:
            try:
                sheet = self.workspace.ask(self._read)
            except NotFound:
                sheet = None
        self._head = sheet.head if sheet is not None else None
        self.area.setVisible(sheet is not None)
        self._none.setVisible(sheet is None)
        if sheet is None:
            gone = _("This country is not in the register any more.")
            nobody = _(
                "No country is in this register yet. Its page shows visits, agreements and promises between you."
            )
            self._none.say(nobody if self._party is None else gone, _(KINDS[Kind.PARTY].new))
            return
        self._show(sheet)

    def _read(self, reader: Reader) -> Relations:
        assert self._party is not None, "A page is read of a party."
        return relations.sheet(reader, self.workspace.today(), self._party, self._other)

    def _read_timeline(self, reader: Reader, first: date, last: date) -> Timeline:
        assert self._head is not None, "A timeline is read of a page that is shown."
        return timeline.of_relations(reader, self.workspace.today(), self._head.subject, first, last)

    # --------------------------------------------------------------------------------------------------------- showing
    def _show(self, sheet: Relations) -> None:
        today, subject = self.workspace.today(), sheet.head.subject
        self._show_head(sheet)
        self.timeline.show_timeline(
            self._read_timeline,
            self._title.text(),
            {
                Kind.VISIT: Go("visits", subject.view("undated")),
                Kind.AGREEMENT: Go("agreements", subject.view()),
                Kind.COMMITMENT: Go("commitments", subject.view("undated")),
            },
        )
        self.ledger.show_head(sheet.head)
        self.agreements.show_agreements(sheet)
        self.promises.show_promises(sheet, today)
        self.log.lead_to(Go("actions", subject.view()))
        self.log.show_rows([rows.action_row(line) for line in sheet.actions], sheet.all_actions)
        self.log.setVisible(True)
        self._no_log.setVisible(not sheet.actions)
        self.log.list.setVisible(bool(sheet.actions))
        self.sources.show_rows([rows.source_row(each) for each in sheet.sources], sheet.all_sources)
        head = sheet.head
        self.offices.show_rows([rows.office_row(each) for each in head.offices], head.all_offices)
        self.jubilees.show_rows([rows.jubilee_row(each) for each in head.jubilees], len(head.jubilees))

    def _show_head(self, sheet: Relations) -> None:
        head = sheet.head
        subject, other = head.subject, head.other
        self._badge.set_code(head.party.code, head.party.title, subject.ours == head.party.id)
        self._badge.setVisible(bool(head.party.code))
        pair = other is not None and subject.pair
        title = (
            _("{one} – {other}").format(one=other.title, other=head.party.title) if pair and other else head.party.title
        )
        self._title.setText(title)
        since = _("Diplomatic relations since {when}").format(when=head.since.display()) if head.since else ""
        what = "" if head.kind is PartyKind.STATE else head.kind.label
        under = head.under.title if head.under is not None else ""
        ours = _("Our side") if subject.ours == head.party.id else ""
        self._about.setText(words.joined((ours, what, under, head.long_name if head.long_name != title else "", since)))
        self._about.setVisible(bool(self._about.text()))
        self._when.setText(_visits_said(sheet))
        self._offer_others(head)

    def _offer_others(self, head: RelationsHead) -> None:
        """With whom: all there is, or one of those with which it has something in common."""
        ours = head.subject.ours
        choices: list[Link] = [each for each in head.others if each.id != ours or ours == head.party.id]
        self._others: list[int | None] = [None, *(each.id for each in choices)]
        usual = (
            _("With {name}").format(name=head.others[0].title) if ours is None and head.others else _("With everybody")
        )
        texts = [usual, *(_("With {name}").format(name=each.title) for each in choices)]
        if ours is None and choices:
            self._others, texts = self._others[1:], texts[1:]
        self._with.clear()
        self._with.addItems(texts)
        chosen = head.subject.other if head.subject.pair else None
        self._with.setCurrentIndex(self._others.index(chosen) if chosen in self._others else 0)
        self._with.setVisible(len(texts) > 1)

    def _choose_other(self, place: int) -> None:
        if self._party is not None:
            other = self._others[place]
            view = View().narrowed_to(WITH, (str(other),)) if other is not None else View()
            self.workspace.go_wanted.emit(Go(COUNTRY, view, self._party))

    @override
    def arrange(self, effective: float) -> None:
        way, beside = QBoxLayout.Direction, effective >= BESIDE_FROM
        for row in (self._middle, self._below):
            row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._top.setDirection(way.LeftToRight if effective >= ASIDE_FROM else way.TopToBottom)
        self._tools.setDirection(way.LeftToRight if effective >= ASIDE_FROM else way.TopToBottom)
        self.promises.arrange(beside)
        self.timeline.arrange(effective)

    # ----------------------------------------------------------------------------------------------------------- doing
    def _open(self, key: object) -> None:
        """Open a record: by its key in a list, or by the link of a box."""
        self.open_record((key.kind, key.id) if isinstance(key, Link) else key)

    @override
    def open_record(self, key: object) -> None:
        link = link_of(key)
        if link is None:
            return
        kind, record = link
        if kind in PAGE_OF:
            self.workspace.go_wanted.emit(Go(PAGE_OF[kind], None, record))
            return
        place = place_of(self.workspace, Link(id=record, kind=kind, title=""))
        if isinstance(place, Go):
            self.workspace.go_wanted.emit(place)
        else:
            self.workspace.edit_wanted.emit(place)

    def _edit_party(self) -> None:
        if self._party is not None:
            self.workspace.edit_wanted.emit(Edit(Kind.PARTY, self._party))

    def _add_party(self) -> None:
        self.workspace.edit_wanted.emit(Edit(Kind.PARTY))

    def _add_visit(self) -> None:
        """Ask for a visit; from where to where is asked first, for nobody says it of a new one."""
        head = self._head
        if head is None:
            return
        if head.other is None:
            self.workspace.edit_wanted.emit(Edit(Kind.VISIT))
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for start, end in ((head.other, head.party), (head.party, head.other)):
            text = _("From {start} to {end}").format(start=start.title[:60], end=end.title[:60])
            menu.addAction(text.replace("&", "&&")).setData((start.id, end.id))
        menu.triggered.connect(self._add_visit_between)
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _add_visit_between(self, action: QAction) -> None:
        start, end = action.data()
        self.workspace.edit_wanted.emit(Edit(Kind.VISIT, start={"from_party": start, "to_party": end}))

    def _brief(self) -> None:
        if self._party is not None:
            self.workspace.brief_wanted.emit(Brief(BriefingKind.COUNTRY, self._party))

    @does(A.country_edit)
    def _edit_key(self) -> None:
        record = super().current_record() if any(each.hasFocus() for each in self.stops()) else None
        link = self.current_link()
        if record is not None and link is not None:
            self.workspace.edit_wanted.emit(Edit(link[0], record))
        else:
            self._edit_party()

    @does(A.country_log)
    def _log_key(self) -> None:
        self.workspace.log_wanted.emit(self.current_record())


def _first_followed(reader: Reader) -> int | None:
    return next((line.id for line in parties.followed(reader)), None)


def _visits_said(sheet: Relations) -> str:
    """The next visit and the last one each way, in a sentence each."""
    head = sheet.head
    coming = _("No visit is agreed")
    if sheet.next_visit is not None and sheet.next_visit.dates is not None:
        coming = _("Next visit {day}: {title}").format(
            day=sheet.next_visit.dates.display(), title=words.one_line(sheet.next_visit.title)
        )
    if sheet.undated_visits:
        without = ngettext("{n:,} without a date", "{n:,} without a date", sheet.undated_visits)
        coming = words.joined((coming, without.format(n=sheet.undated_visits)))
    last = []
    for line, said in (
        (sheet.last_there, _("Last visit to {name}: {day}")),
        (sheet.last_here, _("from {name}: {day}")),
    ):
        day = line.dates.display() if line is not None and line.dates is not None else ""
        if line is not None and not day:
            day = _("date not stated")
        last.append(said.format(name=head.party.title, day=day or _("none recorded")))
    return words.joined((coming, *last))
