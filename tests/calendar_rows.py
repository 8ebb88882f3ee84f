"""A register in which everything stands in the calendar that can: what pictures and tests of the page start from."""

from __future__ import annotations

from datetime import date

from db.commands.actions import LogAction
from db.commands.base import Command
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary
from db.commands.reminders import AddReminder
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddInvitation, AddVisit
from db.queries import search
from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft
from db.records.reminders import ReminderDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.vocabulary import Kind, VisitStage
from desktop.workspace import Workspace

TODAY = date(2026, 11, 23)


def fill_calendar(workspace: Workspace) -> dict[str, int]:
    """Write it into an open register; the records by short names."""
    ids: dict[str, int] = {}

    def add(name: str, command: Command) -> int:
        record = workspace.run(command, quiet=True).record
        assert record is not None
        ids[name] = record
        return record

    def country(words: str) -> int:
        return workspace.ask(lambda reader: search.find(reader, words, 1, kinds=(Kind.PARTY,)))[0].id

    ours, theirs = country("kazakhstan"), country("pakistan")
    workspace.run(ChooseOurSide(ours), quiet=True)

    def promise(name: str, title: str, edtf: str | None) -> int:
        due = Period.from_edtf(edtf) if edtf else None
        return add(name, AddCommitment(CommitmentDraft(title=title, owes=(theirs,), owed=(ours,), due=due)))

    def visit(name: str, title: str, edtf: str | None, stage: VisitStage) -> int:
        dates = Period.from_edtf(edtf) if edtf else None
        draft = VisitDraft(title=title, from_party=theirs, to_party=ours, dates=dates, stage=stage)
        return add(name, AddVisit(draft))

    visit("talks", "Talks of the transport ministers", "2026-11-25/2026-11-27", VisitStage.DATES_AGREED)
    visit("across", "Official visit of the Prime Minister", "2026-11-28/2026-12-02", VisitStage.DATES_AGREED)
    visit("month", "Working visit on the timetable", "2026-12", VisitStage.DATES_AGREED)
    invited = visit("invited", "Return visit of the foreign minister", None, VisitStage.INVITED)
    add("window", AddInvitation(InvitationDraft(visit=invited, window=Period.from_edtf("2026-11-15/2027-03-31"))))
    promise("day", "Send the list of experts", "2026-11-24")
    promise("late", "Answer the note on visas", "2026-11-12")
    promise("quarter", "Open the second border post", "2027-33")
    promise("in_month", "Draft the programme of co-operation", "2026-11")
    for number in range(6):
        promise(f"full{number}", f"Name the working group of area {number + 1}", "2026-11-20")
    about = promise("undated", "Simplify the issue of visas for carriers", None)
    promise("undated2", "Open a direct flight", None)
    step = ActionDraft(
        text="Asked the ministry", on=TODAY, next_step="Call the deputy minister", links=(about,),
        next_due=Period.from_edtf("2026-11-26"), reply_by=Period.from_edtf("2026-11-30"),
    )  # fmt: skip
    add("step", LogAction(step, today=TODAY))
    add("reminder", AddReminder(ReminderDraft(title="Prepare the round of talks", on=date(2026, 11, 24))))
    add("weekly", AddReminder(ReminderDraft(title="Weekly report", on=date(2026, 11, 6), repeat_days=7)))
    relations = AnniversaryDraft(
        title="Opening of the embassy", first=Period.from_edtf("1996-11-18"), parties=(theirs,)
    )
    add("jubilee", AddAnniversary(relations))
    return ids
