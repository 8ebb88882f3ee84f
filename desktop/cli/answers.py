"""The page Today, what a check of the register found, and what a repair mends of it, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from db.check import Report
from db.records.base import field_name
from db.records.commitments import CommitmentLine
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.records.today import AHEAD, CAN_GO_ON, UNTOUCHED, Ahead, Today
from db.repair import Repair
from db.replay import Unlike
from db.rules.edtf import full_day
from db.unreadable import Value, field_of
from db.vocabulary import Standing
from db.words import N_, NN_, _, ngettext
from desktop.cli import words
from desktop.cli.layout import INDENT, group, heading, numbered, shortened, wrapped
from desktop.kinds import KINDS

_STANDING = {
    Standing.FOUND_AGAIN: N_(
        "Quotations {numbers}: the words stand at another place of the source than was written down."
    ),
    Standing.MISSING: N_("Quotations {numbers}: the words do not stand in our copy of the source."),
}
_NAMED = 10
"""So many records are named in a line."""


def today(sheet: Today) -> str:
    """Everything that needs somebody on that day, the most pressing first, and what is dated in the weeks ahead."""
    on = sheet.day
    lines = [heading(full_day(on)), *wrapped(sheet.attention.said(), 2, "  ")]

    def promised(rows: Iterable[CommitmentLine]) -> list[str]:
        return [numbered(row.id, row.title, _capital(words.commitment(row, on))) for row in rows]

    def spoken_of(rows: Iterable[ReminderLine]) -> list[str]:
        return [numbered(row.record.id, row.record.title, _capital(words.spoken_of(row))) for row in rows]

    late = [pending(each, on) if isinstance(each, Pending) else promised((each,))[0] for each in sheet.late()]
    coming = [
        numbered(each.visit.id, each.visit.title, [each.why(), words.dated(each.visit, on, "")])
        for each in sheet.coming.rows
    ]
    to_say = [numbered(row.id, row.title, words.visit(row, on)[1:]) for row in sheet.to_say.rows]
    asked = [numbered(row.id, row.title, words.visit(row, on)) for row in sheet.invitations.rows]
    confirm = [numbered(row.id, row.title, words.agreement(row)) for row in sheet.to_confirm.rows]
    agreed = [
        numbered(each.agreement.id, each.agreement.title, [each.reminder.reason, *words.agreement(each.agreement)])
        for each in sheet.agreements.rows
    ]
    replies = [pending(each, on) for each in sheet.late_replies.rows]
    years = [
        numbered(each.reminder.record.id, each.reminder.record.title, words.jubilee(each))
        for each in sheet.anniversaries.rows
    ]
    returns = [numbered(each.for_visit.id, *words.owed_return(each)) for each in sheet.returns_owed]
    recent = [numbered(row.id, shortened(row.text), words.action(row)) for row in sheet.recent]
    due = [*spoken_of(sheet.steps.rows), *promised(sheet.due_soon.rows)]
    lines += group(_("Overdue"), sheet.overdue.total + sheet.late_steps.total, late)
    lines += group(_(AHEAD), sheet.coming.total, coming)
    lines += group(_("Did it take place?"), sheet.to_say.total, to_say)
    lines += group(_("Visits without a date"), sheet.invitations.total, asked)
    lines += group(_("Agreements to confirm"), sheet.to_confirm.total, confirm)
    lines += group(_("Agreements"), sheet.agreements.total, agreed)
    lines += group(_("Replies overdue"), sheet.late_replies.total, replies)
    lines += group(_(CAN_GO_ON), sheet.can_go_on.total, promised(sheet.can_go_on.rows))
    waits = [*promised(sheet.waiting.rows), *(pending(each, on) for each in sheet.awaited.rows)]
    lines += group(_("Waiting for the other side"), sheet.waiting.total + sheet.awaited.total, waits)
    lines += group(_("Due soon"), sheet.due_soon.total + sheet.steps.total, due)
    lines += group(_("Anniversaries"), sheet.anniversaries.total, years)
    lines += group(_(UNTOUCHED), sheet.silent.total, promised(sheet.silent.rows))
    lines += group(_("Return visits owed"), sheet.returns, returns)
    lines += group(_("Reminders"), sheet.reminders.total, spoken_of(sheet.reminders.rows))
    if sheet.is_calm:
        lines += ["", _("Nothing needs you today.")]
    lines += _ahead(sheet)
    lines += group(_("Last of the log"), len(recent), recent)
    return "\n".join(lines)


def pending(each: Pending, today: date) -> str:
    """A next step or a reply that is open: under the number of the entry that names it, on which record, and when."""
    facts = [
        words.asked(each, today),
        _("on {title} ({number})").format(title=each.record.title, number=each.record.id),
    ]
    return numbered(each.entry, each.what, facts)


def _capital(facts: list[str]) -> list[str]:
    return [facts[0][:1].upper() + facts[0][1:], *facts[1:]]


def _ahead(sheet: Today) -> list[str]:
    """What is dated in the coming weeks; where there is nothing, what comes next at all."""
    lines: list[str] = []
    for week in sheet.weeks:
        lines += [line for each in week.things for line in ahead(each)]
        if week.more():
            of_week = _("{more} in the week of {monday}").format(more=week.more(), monday=words.day(week.monday))
            lines.append(f"{'':{INDENT}}{of_week}")
    if lines:
        return ["", heading(_("The next six weeks")), *lines]
    following = sheet.next_dated
    if following is None:
        return []
    return ["", heading(_("Next")), *ahead(following)]


def ahead(each: Ahead) -> list[str]:
    """A thing of the weeks ahead: under its day where it is on that one, else with its time as it is known."""
    one_day = each.closes or each.when.earliest == each.when.latest
    named = one_day and each.on_its_day()
    when = words.day(each.on) if named else each.when.display()
    label = f"{each.record:>{INDENT - 2}}  "
    return wrapped(_("{day}: {text}").format(day=when, text=shortened(each.what)), INDENT, label)


def check(report: Report) -> list[str]:
    """How many records there are, what is wrong, and whether the register is whole."""
    counted = [f"  {ngettext(*KINDS[kind].counted, many).format(count=many)}" for kind, many in report.records.items()]
    return [*counted, *_wrong(report), *([_("The register is whole.")] if report.sound else [])]


def what_helps(plan: Repair | None, repair: str, backup: str) -> str:
    """What to do for a register that is not whole: as far as a repair mends it, which is `repair` to type; where it
    does not, `backup` says whether there is one. Without a plan nobody knows yet."""
    mended = _("Nothing was changed. What can be mended: {command}").format(command=repair)
    if plan is None or plan.after.sound:
        return mended
    rest = [mended] if plan.helps else [_("Nothing of it can be repaired. Nothing was changed.")]
    return "\n".join([*rest, backup])


def repair(found: Repair, backup: str) -> str:
    """What was wrong, what the repair mends, what it cannot, and whether it was put in place; `backup` says whether
    there is one that may help with the rest."""
    wrong, left = _wrong(found.before), _wrong(found.after)
    if not wrong:
        return _("The register is whole. There is nothing to repair.")
    lines = [_("Found:"), *(f"  {each}" for each in wrong)]
    mended = [*_written_again(found), *_put_back(found)]
    lines += [_("Written again as the journal has it:"), *(f"  {each}" for each in mended)] if mended else []
    lines += [_("Stays after the repair:"), *(f"  {each}" for each in left)] if left else []
    if found.after.chain is not None and found.after.unlike:
        lines.append(_("The journal does not prove what it says of these, as it was altered itself."))
    if found.kept is not None:
        done = _("Repaired, but for what stays.") if left else _("Repaired.")
        lines.append(_("{done} What was there before is kept as {name}.").format(done=done, name=found.kept.name))
    elif found.helps:
        lines.append(_("Nothing was changed. Add --yes to put the repaired copy in place of the register."))
    else:
        lines.append(_("Nothing of it can be repaired. Nothing was changed."))
    return "\n".join([*lines, *([backup] if left else [])])


def _wrong(report: Report) -> list[str]:
    """A line for each thing that is wrong, and for quotations that somebody should look at."""
    lines: list[str] = []
    if report.file:
        lines.append(_("The file is damaged: {what}.").format(what=report.file))
    missing = _("Something in “{table}” belongs to what is missing.")
    lines += [missing.format(table=field_name(table)) for table in report.references]
    lines += _unreadable(report)
    lines += [_("Missing in the file: {what}.").format(what=part) for part in report.parts]
    if report.files:
        lines.append(
            _("The kept files of {records} are not as they were kept.").format(records=_named(report, report.files))
        )
    if not report.search:
        lines.append(_("The index for search does not hold the words it should."))
    if report.derived:
        differ = _("What is computed differs from the facts in {records}.")
        lines.append(differ.format(records=_named(report, report.derived)))
    for number, (name, why) in report.never.items():
        said = _("{reminder} reminds of nothing: {field}: {why}")
        lines.append(said.format(reminder=_named(report, [number]), field=field_name(name), why=why))
    lines += dict.fromkeys(_said(report, each) for each in report.unlike)
    if report.chain is not None and report.chain.change:
        lines.append(_("The journal was altered at change {change}: {why}.").format(**report.chain._asdict()))
    elif report.chain is not None:
        lines.append(_("The journal was altered: {why}.").format(why=report.chain.why))
    lines += [_(_STANDING[each]).format(numbers=_listed(ids)) for each, ids in report.quotations.items() if ids]
    return lines


_EDITED = NN_("{record}: {fields} is not as the journal says.", "{record}: {fields} are not as the journal says.")
_TAKEN_OUT = N_("{record} was taken out past the journal.")
_PUT_IN = N_("{record} was put in past the journal, which does not know it.")


def _said(report: Report, row: Unlike) -> str:
    """That a row is not as the journal says: which record, and which of its fields."""
    record = _of(report, row)
    if row.now is None:
        return _(_TAKEN_OUT).format(record=record)
    if row.kept is None:
        return _(_PUT_IN).format(record=record)
    fields = list(_changed(row))
    return ngettext(*_EDITED, len(fields)).format(record=record, fields=", ".join(fields))


def _of(report: Report, row: Unlike) -> str:
    """What a row is, in words: a record, or what hangs on it; or a choice of the register, which has a name alone."""
    kept = row.kept or row.now or {}
    if not row.records:
        return _("The setting “{name}”").format(name=kept.get("name", row.row))
    record = _named(report, sorted(row.records))
    if row.row in row.records:
        return record
    return _("{part} of {record}").format(part=field_name(row.table).capitalize(), record=record)


def _changed(row: Unlike) -> dict[str, tuple[object, object]]:
    """What stands there and what the journal has, by the names of the fields that differ."""
    found: dict[str, tuple[object, object]] = {}
    for column, values in row.differing.items():
        found.setdefault(field_name(field_of(Value(row.table, row.row, column))), values)
    return found


def _written_again(found: Repair) -> Iterator[str]:
    """The values that could not be read."""
    for each, (before, now) in found.restored.items():
        became = _("“{now}” becomes “{kept}”").format(now=_value(before), kept=_value(now))
        records = found.before.unreadable.records.get(each, frozenset())
        what = field_name(field_of(each))
        if records:
            said = _("{record}: {field} {became}.")
            yield said.format(record=_named(found.before, sorted(records)), field=what, became=became)
        else:
            said = _("{part}, row {row}: {field} {became}.")
            yield said.format(part=field_name(each.table), row=each.row, field=what, became=became)


def _put_back(found: Repair) -> Iterator[str]:
    """The rows that were edited or taken out, with what stands there now."""
    lines: list[str] = []
    for row in found.put_back:
        record = _of(found.before, row)
        if row.now is None:
            lines.append(_("{record} is there again.").format(record=record))
        for name, (now, kept) in _changed(row).items():
            said = _("{record}: {field} “{now}” becomes “{kept}”.")
            lines.append(said.format(record=record, field=name, now=_value(now), kept=_value(kept)))
    yield from dict.fromkeys(lines)


def _value(value: object) -> str:
    return _("not stated") if value in (None, "") else shortened(str(value))


def _unreadable(report: Report) -> list[str]:
    """Each value that cannot be read: the records it belongs to, and where in the file it stands, for who mends it."""
    lines = []
    for value, records in report.unreadable.records.items():
        said = _("“{column}” in row {row} of {table} cannot be read.").format(**value._asdict())
        record = _("{record}: {what}").format(record=_named(report, sorted(records)), what=said)
        lines.append(record if records else said)
    if lines:
        lines.append(_("What is computed was not looked at: it follows from what can be read."))
    return lines


def state(head: str, change: int | None) -> str:
    """Whether the register ever was in the state that a sheet or a backup names by the beginning of a seal."""
    if change is None:
        return _("No change of this register bears {digits}.").format(digits=head)
    return _("{digits} is how the register stood after change {change}.").format(digits=head, change=change)


def _named(report: Report, numbers: Iterable[int]) -> str:
    """Records by their titles and numbers; of many the first."""
    every = list(numbers)
    said = [
        _("“{title}” ({number})").format(title=shortened(report.titles[each]), number=each)
        if each in report.titles
        else _("record {number}").format(number=each)
        for each in every[:_NAMED]
    ]
    if len(every) > _NAMED:
        said.append(_("{count} more").format(count=len(every) - _NAMED))
    return ", ".join(said)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
