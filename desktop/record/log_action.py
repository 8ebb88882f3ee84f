"""Writing down what was done, from anywhere in the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.commands.base import short
from db.errors import KnownError
from db.queries import agreements, commitments, visits
from db.queries.base import Reader
from db.queries.search import FOLLOWED
from db.records.base import Link
from db.vocabulary import Kind
from db.words import _
from desktop import status
from desktop.form.dialog import FormDialog
from desktop.form.drafts.drafts import LogOn, drafts_of
from desktop.form.field import Field
from desktop.form.record_picker import RecordPicker
from desktop.form.references import named
from desktop.kinds import KINDS
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.theme import Theme
from desktop.record.action_form import ActionForm
from desktop.record.typed_action import Typed
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
        agreement = agreements.lines(reader, today, (link.id,))[0].status
        return _About(link, status.agreement_look(agreement), agreement.label)
    if link.kind is Kind.COMMITMENT:
        commitment = commitments.lines(reader, today, (link.id,))[0].status
        return _About(link, status.commitment_look(commitment), commitment.label)
    return _About(link, Look("neutral", KINDS[link.kind].icon), "")


class _RecordCard(QFrame):
    """One of the records the entry is about."""

    changing = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, about: _About, parent: QWidget) -> None:
        super().__init__(parent)
        self.link = about.link
        self.setProperty("card", True)
        self.setObjectName("log.record")
        icon = PlainLabel(parent=self)
        icon.setPixmap(theme.pixmap(about.look.icon, about.look.tone, theme.px(20), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(about.link.title, "medium", parent=self))
        meta = " · ".join(part for part in (about.link.kind.label, about.standing.lower()) if part)
        words.addWidget(ElidedLabel(meta, "meta", "text2", parent=self))
        change = Button(_("Change…"), variant="link", parent=self)
        change.setAccessibleName(_("Change the record: {title}").format(title=about.link.title))
        change.clicked.connect(self.changing)
        self.away = IconButton("x", _("Not on {title}").format(title=about.link.title), self)
        self.away.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(change)
        row.addWidget(self.away)


class LogActionDialog(FormDialog):
    """The log entry form with the records it is about on top."""

    def __init__(
        self, workspace: Workspace, theme: Theme, record: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Log action")
        super().__init__(theme, "notebook-pen", title, _WIDTH, parent)
        self.setObjectName("dialog.log")
        self._workspace = workspace
        self._theme = theme
        drafts = drafts_of(workspace)
        self._slot = drafts.slot("log dialog", record, wish=LogOn(record), record=record)
        self._cards: list[_RecordCard] = []
        self._records = QVBoxLayout()
        self._records.setSpacing(theme.px(8))
        self._picker = RecordPicker(workspace, FOLLOWED, _("On which record?"), self)
        self._picker.line.setObjectName("log.record.find")
        self._picker.chosen.connect(self._take)
        self._which = Field(_("&On which record?"), self._picker, parent=self)
        self._another = Button(_("Also on another record…"), "plus", "link", self)
        self._another.setObjectName("log.record.another")
        self._another.clicked.connect(self._ask_record)
        self.form = ActionForm(theme, workspace.today(), "log", self)
        self.form.submitted.connect(self.submit)
        self.body.addLayout(self._records)
        self.body.addWidget(self._which)
        self.body.addWidget(self._another, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.add_hint(_("Ctrl+Enter saves · Esc keeps the draft"))
        self.add_button("log.again", _("Log and add another")).clicked.connect(self._log_and_go_on)
        self.add_button("log.submit", _("Log action"), primary=True).clicked.connect(self._log)
        self._begin(record)
        self.form.changed.connect(drafts.note)
        drafts.wanted.connect(self.keep)

    @override
    def submit(self, again: bool) -> None:
        if not self._cards:
            self._which.set_error(_("Choose the record this is about."))
            self._picker.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = self.form.command(tuple(card.link.id for card in self._cards), self._workspace.officer)
        if command is None:
            return
        try:
            change = self._workspace.run(command)
        except KnownError as error:
            self.say(error.sentence)
            return
        self.say("")
        self.form.restore(Typed())
        self.keep()
        self.saved.emit(change)
        if again:
            self._show_again()
        else:
            self.accept()

    @override
    def keep(self) -> None:
        typed, links = self.form.typed(), [card.link for card in self._cards]
        kept = {"typed": typed, "records": [link.id for link in links]} if typed else None
        about = _("Log entry on “{title}”").format(title=short(links[0].title)) if links else _("Log entry")
        self._slot.keep(kept, about)

    def _begin(self, record: int | None) -> None:
        match self._slot.typed():
            case {"typed": Typed() as typed, "records": tuple(records)}:
                self._show_records(named(self._workspace, records))
                self.form.restore(typed.lasting(self._slot.day, self._workspace.today()))
            case _:
                begun = named(self._workspace, () if record is None else (record,))
                self._show_records(tuple(each for each in begun if each.kind in FOLLOWED))
        (self.form.text if self._cards else self._picker).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_records(self, found: tuple[Link, ...]) -> None:
        for card in self._cards:
            self._records.removeWidget(card)
            card.hide()
            card.deleteLater()
        today = self._workspace.today()
        self._cards = [_RecordCard(self._theme, self._workspace.ask(_standing(today, link)), self) for link in found]
        for card in self._cards:
            card.changing.connect(self._change)
            card.removed.connect(self._remove)
            card.away.setVisible(len(found) > 1)
            self._records.addWidget(card)
            card.show()
        self._which.setVisible(not found)
        self._another.setVisible(bool(found))
        self.form.offer_status(next((link.kind for link in found if link.kind in _MOVED_ON), None))

    def _take(self, link: Link | None) -> None:
        if link is None:
            return
        self._picker.show_link(None)
        self._which.clear()
        chosen = tuple(card.link for card in self._cards if card.link.id != link.id)
        self._show_records((*chosen, link))
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self) -> None:
        self._remove()
        self._ask_record()

    def _remove(self) -> None:
        gone = self.sender()
        self._show_records(tuple(card.link for card in self._cards if card is not gone))

    def _ask_record(self) -> None:
        self._which.show()
        self._another.hide()
        self._picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self._picker.offer()

    def _show_again(self) -> None:
        self._show_records(tuple(card.link for card in self._cards))
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _log(self) -> None:
        self.submit(False)

    def _log_and_go_on(self) -> None:
        self.submit(True)


def _standing(today: date, link: Link) -> Callable[[Reader], _About]:
    def read(reader: Reader) -> _About:
        return _about(reader, today, link)

    return read
