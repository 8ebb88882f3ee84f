"""What came of a visit, as the pane shows it: agreements signed there, and promises by who owes them."""

from __future__ import annotations

from functools import partial

from db.queries import agreements, commitments
from db.records.base import Link
from db.records.commitments import CommitmentLine
from db.records.visits import VisitCard
from db.vocabulary import Kind
from db.words import _
from desktop.agreements.columns import status as agreement_status
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.buttons import Button, wish_of
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row
from desktop.kit.tokens import Ink
from desktop.record.body import DetailBody
from desktop.status import commitment_look
from desktop.table import columns as cells
from desktop.visits.quick_promise import QuickPromise
from desktop.workspace import Edit, Workspace

_URGENT: dict[str, Ink] = {"critical": "critical", "warning": "warning"}


def show_agreements(body: DetailBody, card: VisitCard, workspace: Workspace) -> None:
    """The agreements signed at the visit, and a way to add one that starts with it."""
    add = Button(_(KINDS[Kind.AGREEMENT].new), "plus", "link", body)
    add.setObjectName("visit.add_agreement")
    workspace.guard(add)
    wish_of(add, Edit(Kind.AGREEMENT, start={"visit": card.head.id})).connect(workspace.edit_wanted)
    body.heading(_("Agreements signed"), len(card.agreements), add)
    ids = [each.id for each in card.agreements]
    lines = workspace.ask(partial(agreements.lines, today=body.today, ids=ids)) if ids else ()
    rows = []
    for link, line in zip(card.agreements, lines, strict=True):
        label, look = agreement_status(line)
        rows.append(Row(link, look.icon, look.tone, line.title, words.joined((label, line.kind.label))))
    if rows:
        body.rows(_("Agreements signed"), rows)


def show_promises(body: DetailBody, card: VisitCard, workspace: Workspace) -> QuickPromise:
    """The promises made at the visit by who owes them, those that wait for it, and a row to add one."""
    ids = [each.id for each in card.commitments]
    lines = workspace.ask(partial(commitments.lines, today=body.today, ids=ids)) if ids else ()
    body.heading(_("Commitments"), len(lines))
    made = [line for line in lines if line.origin is not None and line.origin.id == card.head.id]
    groups: dict[str, list[CommitmentLine]] = {}
    for line in made:
        groups.setdefault(_owing(line), []).append(line)
    waiting = [line for line in lines if line not in made]
    if waiting:
        awaited = any(line.awaits for line in waiting)
        groups[_("Waiting for this visit") if awaited else _("Waited for this visit")] = waiting
    for name, found in sorted(groups.items(), key=lambda group: group[1] is waiting):
        body.add(PlainLabel(name, "metas", "text2", wrap=True, parent=body))
        body.rows(name, [_row(line, body) for line in found])
    quick = QuickPromise(workspace, card.line, body)
    body.add(quick)
    return quick


def _owing(line: CommitmentLine) -> str:
    names = words.listed([each.title for each in line.owes])
    if not names:
        return _("Who owes is not stated")
    pattern = _("{parties} owe") if len(line.owes) > 1 else _("{parties} owes")
    return pattern.format(parties=names)


def _row(line: CommitmentLine, body: DetailBody) -> Row:
    look, deadline = commitment_look(line.status), cells.promised_by(line, body.today)
    owed = words.listed([each.title for each in line.owed])
    towards = _("to {owed}").format(owed=owed) if owed else ""
    meta = words.joined((line.status.label, towards, ", ".join(line.areas)))
    ink = _URGENT.get(deadline.tone, "text2")
    link = Link(id=line.id, kind=Kind.COMMITMENT, title=line.title)
    return Row(link, look.icon, look.tone, line.title, meta, deadline.text, deadline.under, ink)
