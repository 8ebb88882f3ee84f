"""Writing down what was done, from anywhere in the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import short
from db.queries import agreements, commitments, visits
from db.queries.base import Reader
from db.queries.search import FOLLOWED
from db.records.base import Change, Link
from db.records.pending import Pending
from db.vocabulary import Kind
from db.words import _
from desktop import status
from desktop.form.dialog import FormDialog
from desktop.form.drafts.drafts import LogOn
from desktop.form.editors import Editor
from desktop.form.references import Chosen, References, named
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.mnemonics import MENUS
from desktop.kit.plain import ElidedLabel, Icon
from desktop.kit.theme import set_air
from desktop.kit.words import joined
from desktop.record.entry import EntryDraft, EntryForm
from desktop.status import Look
from desktop.workspace import Workspace

_WIDTH = 560
_MOVED_ON = frozenset({Kind.COMMITMENT, Kind.VISIT})


@dataclass(frozen=True, slots=True)
class _About:
    """A record as the top of the form shows it."""

    link: Link
    look: Look
    standing: str


def _about(reader: Reader, today: date, link: Link) -> _About:
    if link.kind is Kind.VISIT:
        visit = visits.lines(reader, today, (link.id,))[0].status
        return _About(link, status.visit_look(visit), visit.label)
    if link.kind is Kind.AGREEMENT:
        agreement = agreements.lines(reader, today, (link.id,))[0]
        return _About(link, status.agreement_look(agreement.status), agreement.standing())
    if link.kind is Kind.COMMITMENT:
        commitment = commitments.lines(reader, today, (link.id,))[0].status
        return _About(link, status.commitment_look(commitment), commitment.label)
    return _About(link, Look("neutral", KINDS[link.kind].icon), "")


class _RecordCard(Chosen):
    """One of the records the entry is about, and how it stands."""

    changing = Signal(object)
    """Itself."""

    def __init__(self, about: _About, parent: QWidget) -> None:
        self._about = about
        super().__init__(about.link, parent)
        self.setObjectName("log.record")
        self.away.set_name(_("Not on {title}").format(title=about.link.title))

    @override
    def fill(self) -> None:
        link, look = self.link, self._about.look
        meta = joined((link.kind.label, self._about.standing.lower()))
        title, below = ElidedLabel(link.title, "medium", parent=self), ElidedLabel(meta, "meta", "text2", parent=self)
        change = Button(_("Change…"), variant="link", parent=self)
        change.setAccessibleName(_("Change the record: {title}").format(title=link.title))
        change.clicked.connect(self._change)
        set_air(self.row, (12, 8, 8, 8), (12,))
        self.row.addWidget(Icon(look.icon, look.tone, 20, self))
        self.row.addLayout(layouts.column(title, below, gap=0), 1)
        self.row.addWidget(change)

    def _change(self) -> None:
        self.changing.emit(self)


class _Records(References):
    """The records the entry is about; the line that finds one is there where there is none, or for another."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(workspace, FOLLOWED, parent)
        self._next: Editor | None = None
        self._another = Button(_("Also on another record…"), "plus", "link", self._inside)
        self._another.setObjectName("log.record.another")
        self._another.clicked.connect(self._ask)
        self.picker.line.setPlaceholderText(_("Type a name, or press ↓"))
        set_air(self._column, layouts.NO_AIR, (8,))
        self._column.addWidget(self._another, 0, Qt.AlignmentFlag.AlignLeading)

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._next = others["text"]

    @override
    def problem(self) -> str:
        return super().problem() if self._chosen else ""  # that none is chosen says more

    @override
    def card(self, link: Link) -> Chosen:
        about = self._workspace.ask(partial(_about, today=self._workspace.today(), link=link))
        made = _RecordCard(about, self._inside)
        made.changing.connect(self._change)
        return made

    @override
    def arrange(self) -> None:
        if self._next is not None and self._chosen and self.picker.line.hasFocus():
            self._next.enter()
        self.picker.setVisible(not self._chosen)
        self._another.setVisible(bool(self._chosen))
        for each in self._chosen:
            each.away.setVisible(len(self._chosen) > 1)
        if self.window().isVisible():  # a card has its place before anything else is drawn
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _change(self, card: Chosen) -> None:
        self._remove(card)
        self._ask()

    def _ask(self) -> None:
        self.picker.show()
        self._another.hide()
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picker.offer()


class LogActionDialog(FormDialog):
    """The log entry form with the records it is about on top; begun from a step or a reply, that is ticked in it."""

    def __init__(self, workspace: Workspace, about: int | Pending | None = None, parent: QWidget | None = None) -> None:
        super().__init__("notebook-pen", _("Log action"), _WIDTH, parent)
        self.setObjectName("dialog.log")
        self._workspace = workspace
        record = about.record.id if isinstance(about, Pending) else about
        self._entry = EntryForm(workspace, "log", self, partial(_Records, workspace))
        self.ask(self._entry, MENUS)
        self._offered: tuple[int, ...] = ()
        self._entry.changed.connect(self._offer_status)
        self.add_hint(_("Ctrl+Enter saves · Esc keeps the draft"))
        self.add_submit("log.submit", _("Log action"), _("Log and add another"))
        begun = named(workspace, () if record is None else (record,))
        links = tuple(each.id for each in begun if each.kind in FOLLOWED)
        self._entry.show_draft(self._entry.beginning(links))
        self.keep_in(workspace, self._named, "log dialog", record, wish=LogOn(record), record=record)
        self._offer_status()
        if isinstance(about, Pending):
            self._entry.tick(about)
        (self.first() if self._records.links() else self._records).enter()

    @property
    def _records(self) -> _Records:
        records = self._entry.editors["links"]
        assert isinstance(records, _Records)
        return records

    @override
    def store(self, made: EntryDraft) -> Change:
        return self._entry.log(made, self.seen)

    @override
    def another(self, made: EntryDraft) -> EntryDraft:
        self._entry.offer_open(made.links)
        return self._entry.beginning(made.links)

    @override
    def first(self) -> Editor:
        return self._entry.editors["text"]

    def _offer_status(self) -> None:
        links = tuple(link.id for link in self._records.links())
        if links != self._offered:
            self._offered = links
            self._entry.offer_open(links)
        self._entry.offer_status(next((link.kind for link in self._records.links() if link.kind in _MOVED_ON), None))

    def _named(self) -> str:
        links = self._records.links()
        return _("Log entry on “{title}”").format(title=short(links[0].title)) if links else _("Log entry")
