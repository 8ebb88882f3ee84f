"""The page Today, and what a check of the register found, as text."""

from __future__ import annotations

from collections.abc import Iterable

from db.check import Report
from db.records.commitments import CommitmentLine
from db.records.today import UNTOUCHED, Ahead, Today
from db.repair import Repair
from db.rules.edtf import full_day
from db.unreadable import where
from db.vocabulary import Kind, Standing
from db.words import N_, _, ngettext
from desktop.cli import words
from desktop.cli.layout import INDENT, group, heading, numbered, shortened, wrapped
from desktop.kinds import KINDS

_STANDING = {
    Standing.FOUND_AGAIN: N_(
        "Quotations {numbers}: the words stand at another place of the source than was written down."
    ),
    Standing.MISSING: N_("Quotations {numbers}: the words do not stand in our copy of the source."),
}


def today(sheet: Today) -> str:
    """Everything that needs somebody on that day, the most pressing first; nothing is said twice."""
    on = sheet.day
    lines = [heading(full_day(on))]

    def promised(rows: Iterable[CommitmentLine]) -> list[str]:
        return [numbered(row.id, row.title, _capital(words.commitment(row, on))) for row in rows]

    asked = [numbered(row.id, row.title, words.visit(row, on)) for row in sheet.invitations.rows]
    to_say = [numbered(row.id, row.title, words.visit(row, on)[1:]) for row in sheet.to_say.rows]
    confirm = [numbered(row.id, row.title, words.agreement(row)) for row in sheet.to_confirm.rows]
    returns = [numbered(each.for_visit.id, *words.owed_return(each)) for each in sheet.returns_owed]
    recent = [numbered(row.id, shortened(row.text), words.action(row)) for row in sheet.recent]
    lines += group(_("Overdue"), sheet.overdue.total, promised(sheet.overdue.rows))
    lines += group(_("Visits without a date"), sheet.invitations.total, asked)
    lines += group(_("Did it take place?"), sheet.to_say.total, to_say)
    lines += group(_("Return visits owed"), sheet.returns, returns)
    lines += group(_("Due soon"), sheet.due_soon.total, promised(sheet.due_soon.rows))
    lines += group(_("Agreements to confirm"), sheet.to_confirm.total, confirm)
    lines += group(_("Waiting for the other side"), sheet.waiting.total, promised(sheet.waiting.rows))
    lines += group(_(UNTOUCHED), sheet.silent.total, promised(sheet.silent.rows))
    if len(lines) == 1:
        lines += ["", _("Nothing needs you today.")]
    lines += _ahead(sheet)
    lines += group(_("Last of the log"), len(recent), recent)
    return "\n".join(lines)


def _capital(facts: list[str]) -> list[str]:
    return [facts[0][:1].upper() + facts[0][1:], *facts[1:]]


def _ahead(sheet: Today) -> list[str]:
    """What is dated in the coming weeks and not named above; where there is nothing, what comes next at all."""
    named = {row.id for part in (sheet.invitations, sheet.overdue, sheet.due_soon) for row in part.rows}
    lines: list[str] = []
    for week in sheet.weeks:
        for each in week.things:
            if each.record not in named or each.kind == Kind.ACTION.value:
                lines += _thing(each)
        if week.more():
            of_week = _("{more} in the week of {monday}").format(more=week.more(), monday=words.day(week.monday))
            lines.append(f"{'':{INDENT}}{of_week}")
    if lines:
        return ["", heading(_("The next six weeks")), *lines]
    following = sheet.next_dated
    if following is None or following.record in named:
        return []
    return ["", heading(_("Next")), *_thing(following)]


def _thing(each: Ahead) -> list[str]:
    exact = each.when.earliest is not None and each.when.earliest == each.when.latest
    when = words.day(each.when.earliest) if exact and each.when.earliest else each.when.display()
    label = f"{each.record:>{INDENT - 2}}  "
    return wrapped(_("{day}: {text}").format(day=when, text=shortened(each.what)), INDENT, label)


def repair(found: Repair) -> str:
    """What was wrong, what the repair mends, what it cannot, and whether it was put in place."""
    wrong, left = _wrong(found.before), _wrong(found.after)
    if not wrong:
        return _("The register is whole. There is nothing to repair.")
    lines = [_("Found:"), *(f"  {each}" for each in wrong)]
    lines += [_("Written again as the journal has it: {value}.").format(value=where(each)) for each in found.restored]
    lines += [_("Stays after the repair:"), *(f"  {each}" for each in left)] if left else []
    if found.kept is not None:
        lines.append(_("Repaired. What was there before is kept as {name}.").format(name=found.kept.name))
    elif found.helps:
        lines.append(_("Nothing was changed. Add --yes to put the repaired copy in place of the register."))
    else:
        lines.append(_("Nothing of it can be repaired: restore a backup. Nothing was changed."))
    return "\n".join(lines)


def check(report: Report) -> str:
    """How many records there are, what is wrong, and whether the register is whole."""
    counted = [f"  {ngettext(*KINDS[kind].counted, many).format(count=many)}" for kind, many in report.records.items()]
    whole, broken = (
        _("The register is whole."),
        _("Nothing was changed. “aide-memoire repair” says what can be mended."),
    )
    return "\n".join([*counted, *_wrong(report), whole if report.sound else broken])


def _wrong(report: Report) -> list[str]:
    """A line for each thing that is wrong, and for quotations that somebody should look at."""
    lines: list[str] = []
    if report.file:
        lines.append(_("The file is damaged: {what}.").format(what=report.file))
    missing = _("A row of {table} points to one that is missing.")
    lines += [missing.format(table=table) for table in report.references]
    lines += _unreadable(report)
    lines += [_("Missing in the file: {what}.").format(what=part) for part in report.parts]
    if report.files:
        spoilt = _("The kept files of records {numbers} are not as they were kept.")
        lines.append(spoilt.format(numbers=_listed(report.files)))
    if not report.search:
        lines.append(_("The index for search does not hold the words it should."))
    if report.derived:
        differ = _("Computed values differ from the facts in records {numbers}.")
        lines.append(differ.format(numbers=_listed(report.derived)))
    unlike = _("Row {row} of {table} is not as the journal says.")
    lines += [unlike.format(row=row, table=table) for table, row in report.journal]
    if report.chain is not None and report.chain.change:
        lines.append(_("The journal was altered at change {change}: {why}.").format(**report.chain._asdict()))
    elif report.chain is not None:
        lines.append(_("The journal was altered: {why}.").format(why=report.chain.why))
    lines += [_(_STANDING[each]).format(numbers=_listed(ids)) for each, ids in report.quotations.items() if ids]
    return lines


def _unreadable(report: Report) -> list[str]:
    """Each value that cannot be read, with where it stands and the records it belongs to."""
    lines = []
    for value, records in report.unreadable.records.items():
        said = _("“{column}” in row {row} of {table} cannot be read.").format(**value._asdict())
        many = ngettext("It belongs to record {numbers}.", "It belongs to records {numbers}.", len(records))
        lines.append(" ".join([said, *([many.format(numbers=_listed(sorted(records)))] if records else [])]))
    if lines:
        lines.append(_("What is computed was not looked at: it follows from what can be read."))
    return lines


def state(head: str, change: int | None) -> str:
    """Whether the register ever was in the state that a sheet or a backup names by the beginning of a seal."""
    if change is None:
        return _("No change of this register bears {digits}.").format(digits=head)
    return _("{digits} is how the register stood after change {change}.").format(digits=head, change=change)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
