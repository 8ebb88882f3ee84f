"""What a deed that moves a visit on asks for, in a small pop-up beside what asked for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.base import Command, short
from db.commands.visit_deeds import (
    Cancel,
    LinkReturn,
    Postpone,
    ProposeDates,
    RecordAnswer,
    RenewInvitation,
    SetDates,
    TookPlace,
)
from db.errors import Conflict, KnownError
from db.queries import visit_deeds as queries
from db.queries import visits
from db.records.visit_deeds import DeedDraft
from db.records.visits import VisitCard, VisitLine
from db.rules import visit_deeds as rules
from db.rules.periods import Period
from db.rules.visits import dates
from db.vocabulary import ActionKind, Answer, Kind, VisitDeed
from db.words import _
from desktop.form.drafts.drafts import drafts_of
from desktop.form.editors import When
from desktop.form.form import Form, blank
from desktop.form.noun import Ask
from desktop.form.popover import FormPopover
from desktop.kit import words
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current
from desktop.visits.deed_fields import items, question, verb
from desktop.workspace import Do, Edit, Workspace

_DOES: dict[VisitDeed, Callable[[int, DeedDraft, date, str, int], Command]] = {
    VisitDeed.PROPOSE_DATES: ProposeDates,
    VisitDeed.RECORD_ANSWER: RecordAnswer,
    VisitDeed.SET_DATES: SetDates,
    VisitDeed.TOOK_PLACE: TookPlace,
    VisitDeed.POSTPONE: Postpone,
    VisitDeed.CANCEL: Cancel,
    VisitDeed.RENEW: RenewInvitation,
}
_DATED = (Answer.WITH_DATES, Answer.POSTPONE)
_WIDTH = 440


def begin(workspace: Workspace, wish: Do, window: QWidget) -> None:
    """Ask what a deed needs, or say why it cannot be done; deeds that are records of their own open their form."""
    today = workspace.today()
    card = workspace.ask(partial(visits.card, today=today, record_id=wish.visit))
    why = rules.refused(wish.deed, card.line.status)
    if why:
        workspace.refused.emit(why)
    elif wish.deed is VisitDeed.ADD_PROMISE:
        workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, start={"origin": wish.visit}))
    elif wish.deed is VisitDeed.INVITE:
        workspace.edit_wanted.emit(Edit(Kind.INVITATION, start=_invitation(card)))
    else:
        kind = _LinkPopover if wish.deed is VisitDeed.LINK_RETURN else DeedPopover
        kind(workspace, wish.deed, card, window).open_under(wish.at)


def _invitation(card: VisitCard) -> dict[str, object]:
    """What a new invitation to a visit starts with: by the host to the visitor."""
    draft = card.draft
    return {
        "visit": card.head.id,
        "by_person": draft.host,
        "by_party": draft.to_party,
        "to_person": draft.visitor,
        "to_party": draft.from_party,
    }


class DeedPopover(FormPopover):
    """A few fields and one button; Enter does it, Esc closes and keeps what was typed. What cannot be stored is said
    beside its field, and what was typed stays."""

    def __init__(self, workspace: Workspace, deed: VisitDeed, card: VisitCard, parent: QWidget) -> None:
        self._workspace, self._deed, self._card, self._window = workspace, deed, card, parent
        self._today, self._seen = workspace.today(), workspace.seen()
        self._facts = queries.facts_of(card)
        form = Form(DeedDraft, items(Ask(workspace), deed), "field.deed")
        draft, first = blank(DeedDraft, self._start()), next(iter(form.editors))
        hint = _("Ctrl+Enter does it · Esc keeps the draft")
        super().__init__(question(deed, short(card.line.title)), verb(deed), hint, form, draft, first, parent)
        self.setObjectName(f"popover.{deed.value}")
        self.setAccessibleName(self.question.text())
        self.question.setWordWrap(True)
        self.setFixedWidth(current().px(_WIDTH))
        form.changed.connect(self._look_again)
        self.column.setSpacing(current().px(10))
        self._answer: Answer | None = None
        self._offered = form.editors["dates"].typed() if "dates" in form.editors else None
        wish = Do(deed, card.head.id)
        drafts, name = drafts_of(workspace), self.question.text()
        self.keep_in(drafts, name, "deed", deed, card.head.id, wish=wish, record=card.head.id)
        self._look_again()
        begun = form.editors[first]
        if isinstance(begun, When):  # what is known is replaced by what is typed
            begun.edit.editor.selectAll()

    def open_under(self, corner: QPoint | None) -> None:
        """Open with the leading corner there, or over the upper middle of the window."""
        middle = QPoint((self._window.width() - self.width()) // 2, self._window.height() // 5)
        at = corner if corner is not None else self._window.mapToGlobal(middle)
        self.open_at(QPoint(at.x() - self.width(), at.y()) if corner and self.isRightToLeft() else at)

    @override
    def finish(self) -> None:
        made = self.form.made()
        refused = self.refusals(made) if made is not None else {}
        self.form.refuse_all(refused)
        if made is None or refused:
            return
        # Closed first, so that the focus is back where it was when the screens are read again.
        self.hide()
        try:
            self._workspace.run(self.command(made))
        except KnownError as error:
            self.show()
            self.refuse_because(self._looked_at(error))
            return
        self.form.show_draft(blank(DeedDraft, self._start()))
        self.close()

    def _looked_at(self, error: KnownError) -> KnownError:
        """What somebody else changed meanwhile is read and said with the refusal, so it was seen when this is tried
        again; what was typed stays."""
        if not isinstance(error, Conflict):
            return error
        self._seen = self._workspace.seen()
        today, visit = self._today, self._card.head.id
        self._card = self._workspace.ask(partial(visits.card, today=today, record_id=visit))
        self._facts = queries.facts_of(self._card)
        self._look_again()
        line = self._card.line
        when = line.dates.display() if line.dates is not None else ""
        now = _("Now: {standing}.").format(standing=words.joined((line.status.label, when)))
        return KnownError(error.happened, error.safe, now)

    def command(self, said: DeedDraft) -> Command:
        """What is done with what was said."""
        return _DOES[self._deed](self._card.head.id, said, self._today, self._workspace.officer, self._seen)

    def refusals(self, said: DeedDraft) -> dict[str, str]:
        """What cannot be stored, by field."""
        return rules.refusals(self._deed, self._facts, _said(said), self._today)

    def warnings(self, said: DeedDraft) -> dict[str, str]:
        """What deserves a look, by field."""
        found = rules.warnings(self._deed, self._facts, _said(said), self._today)
        settles = self._deed is VisitDeed.SET_DATES or said.answer is Answer.WITH_DATES
        if settles and said.dates is not None and "dates" not in found:
            found["dates"] = self._on_same_days(said.dates)
        days = [talk.day for talk in self._card.draft.talks]
        left = rules.left_behind(self._deed, self._facts, _said(said), days, self._today)
        beside = "dates" if said.answer is None or said.answer in _DATED else "answer"
        if left:
            found[beside] = " ".join(filter(None, (found.get(beside, ""), left)))
        return found

    def _start(self) -> dict[str, object]:
        """What is known before anybody typed: today, and the dates that are or were to be."""
        stand = dates(self._facts)
        known: dict[VisitDeed, Period | None] = {
            VisitDeed.TOOK_PLACE: stand,
            VisitDeed.SET_DATES: self._card.line.proposed or stand,
        }
        how = ActionKind.REPLY_RECEIVED if self._deed is VisitDeed.RECORD_ANSWER else ActionKind.OTHER
        return {"on": self._today, "dates": known.get(self._deed), "how": how}

    @override
    def bring_back(self, kept: Any, said_on: date) -> None:
        super().bring_back(kept, said_on)
        back = PlainLabel(_("What you typed earlier is back."), "meta", "text3", parent=self)
        self.column.insertWidget(1, back)

    def _look_again(self) -> None:
        """Ask for dates where the answer has some, and say what deserves a look."""
        if self._deed is VisitDeed.RECORD_ANSWER:
            self._offer_dates(self.form.unchecked().answer)
        said = self.form.unchecked()
        self.form.warn(self.warnings(said) if said.on is not None else {})
        self.adjustSize()

    def _offer_dates(self, answer: Answer | None) -> None:
        """The dates that were proposed are those that are accepted, until somebody types others."""
        field = self.form.editors["dates"]
        self.form.offer("dates", answer in _DATED)
        if answer is not self._answer and field.typed() == self._offered:
            self._answer = answer
            field.set_value(self._card.line.on_offer() if answer is Answer.WITH_DATES else None)
            self._offered = field.typed()

    def _on_same_days(self, dates: Period) -> str:
        sides = [each for each in (self._card.draft.from_party, self._card.draft.to_party) if each is not None]
        asked = partial(queries.on_same_days, visit=self._card.head.id, parties=sides, dates=dates)
        others = words.listed([each.title for each in self._workspace.ask(asked)])
        return _("Another visit on the same days: {others}.").format(others=others) if others else ""


class _LinkPopover(DeedPopover):
    """Asks for the other visit of a pair, and says which of the two returns the other."""

    def __init__(self, workspace: Workspace, deed: VisitDeed, card: VisitCard, parent: QWidget) -> None:
        self._pair = PlainLabel("", "body", "text2", wrap=True)
        super().__init__(workspace, deed, card, parent)
        self.column.insertWidget(2, self._pair)

    @override
    def command(self, said: DeedDraft) -> Command:
        other = said.other or 0
        line = self._other(other)
        if line is not None and not rules.comes_back(self._card.line.dates, line.dates):
            return LinkReturn(other, self._card.head.id, self._seen)
        return LinkReturn(self._card.head.id, other, self._seen)

    @override
    def refusals(self, said: DeedDraft) -> dict[str, str]:
        return {} if said.other is not None else {"other": _("Choose the other visit.")}

    @override
    def warnings(self, said: DeedDraft) -> dict[str, str]:
        line, this = self._other(said.other), self._card.line
        if line is None:
            self._pair.setText("")
            return {}
        comes_back = rules.comes_back(this.dates, line.dates)
        first, back = (this, line) if comes_back else (line, this)
        self._pair.setText(_("“{back}” returns “{first}”.").format(back=back.title, first=first.title))
        there, here = (this.from_party, this.to_party), (line.to_party, line.from_party)
        return {} if there == here else {"other": _("The two do not lead to and fro between the same countries.")}

    @override
    def _start(self) -> dict[str, object]:
        found = self._workspace.ask(partial(queries.may_return, visit=self._card.head.id))
        return {**super()._start(), "other": found[0].id if len(found) == 1 else None}

    def _other(self, record: int | None) -> VisitLine | None:
        found = self._workspace.ask(partial(visits.lines, today=self._today, ids=[record])) if record else ()
        return next(iter(found), None)


def _said(draft: DeedDraft) -> rules.Said:
    return rules.Said(draft.on, draft.dates, draft.answer)
