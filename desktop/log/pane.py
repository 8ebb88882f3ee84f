"""An entry of the follow-up log in full, with the records it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from typing_extensions import override

from db.queries import actions
from db.records.actions import ActionCard, ActionDraft, ActionLine
from db.rules.periods import Period
from db.vocabulary import Kind
from db.words import _
from desktop.kinds import KINDS
from desktop.kit.row_list import Row
from desktop.record.body import DetailBody
from desktop.record.composer import Composer
from desktop.record.facts import Facts
from desktop.record.pane import DetailPane, Face
from desktop.status import ACTION_ICONS, Look
from desktop.table import columns as words

_TITLE_LIKE = 160


class ActionPane(DetailPane):
    """The pane of the log; an entry has no log of its own, so there is no composer."""

    kind = Kind.ACTION

    @override
    def make_composer(self) -> Composer | None:
        return None

    @override
    def begin_log(self) -> None:
        """Log the next action on the record this entry is about."""
        if self.record is not None:
            card = self.workspace.ask(partial(actions.card, record_id=self.record))
            self.workspace.log_wanted.emit(card.line.links[0].id if card.line.links else None)

    @override
    def fill(self, body: DetailBody, record: int) -> Face:
        card = self.workspace.ask(partial(actions.card, record_id=record))
        line = card.line
        if len(line.text) <= _TITLE_LIKE:
            body.title(line.text)
        else:
            body.say(line.text)
        self._facts(body, card)
        body.heading(_("About"), len(line.links))
        body.rows(
            _("About"),
            [Row(each, KINDS[each.kind].icon, "neutral", each.title, each.kind.label) for each in line.links],
        )
        if line.corrects is not None:
            body.note(_("This entry replaces an earlier version, which is kept in the history of the record."))
        if line.superseded:
            body.note(_("A corrected version has replaced this entry."))
        return Face(line.text, line.kind.label, Look("neutral", ACTION_ICONS[line.kind]))

    def _facts(self, body: DetailBody, card: ActionCard) -> None:
        line, draft, today = card.line, card.draft, body.today
        facts = body.facts(())
        facts.add_cell(_("When"), words.past(Period.on(line.on), today))
        facts.add(_("By"), line.by)
        facts.add(_("With"), line.with_whom)
        if draft.direction is not None:
            facts.add(_("Direction"), draft.direction.label)
        for label, number in _numbers(draft):
            facts.add(label, number)
        facts.add(_("Result"), line.result.label if line.result else "")
        _add_open(facts, line, today)
        if draft.proposed is not None:
            facts.add_cell(_("Proposed dates"), words.past(draft.proposed, today))
        if line.progress_after is not None:
            facts.add(_("Progress after"), line.progress_after.label)
        if draft.stage_after is not None:
            facts.add(_("Stage after"), draft.stage_after.label)


def _add_open(facts: Facts, line: ActionLine, today: date) -> None:
    """The reply that is expected and the next step: until when, and how either ended."""
    if line.reply_by is not None:
        due = words.due(line.reply_by, today)
        facts.add_cell(_("Reply by"), words.ended(due, line.reply_ended, thrown_away=line.thrown_away))
    elif line.reply_ended is not None:
        facts.add(_("Reply"), line.reply_ended.label)
    facts.add(_("Next step"), line.next_step or _("none"))
    if line.next_due is not None:
        due = words.due(line.next_due, today)
        facts.add_cell(_("Next step due"), words.ended(due, line.step_ended, thrown_away=line.thrown_away))


def _numbers(draft: ActionDraft) -> Iterator[tuple[str, str]]:
    """The numbers of the note or letter, as far as there are any."""
    both = ((_("Our number"), draft.our_reference), (_("Their number"), draft.their_reference))
    yield from ((label, number) for label, number in both if number)
