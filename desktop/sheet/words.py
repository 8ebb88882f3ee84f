"""The words that stand on the paper of a sheet besides its facts: heads of columns, notes, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from db.records.briefings import BriefingSheet, Section
from db.words import N_, _, ngettext

# What the template says as it stands here. Where {due} or {step} stands, it puts the fact in its own type.
_SAID = (
    N_("No visit is recorded."), N_("When"), N_("Visit"), N_("Status"),
    N_("No agreement is recorded."), N_("Signed"), N_("Agreement"), N_("In force"), N_("Legal character"),
    N_("Nothing is recorded."), N_("Promise"), N_("Due and status"), N_("{due}, late"),
    N_("Free to use"), N_("Not to be disclosed"),
    N_("Name"), N_("Office"), N_("Side"),
    N_("What was done"), N_("Next: {step}"),
    N_("No."), N_("Undertaking and source"), N_("Area"), N_("Lead"), N_("Co-executors"), N_("Due"),
    N_("What proves it"), N_("Note"), N_("Letterhead"),
    N_("† Inferred; the register keeps the reason."), N_("“Not stated”: the source does not say."),
)  # fmt: skip


def on_paper(sheet: BriefingSheet, dropped: Sequence[Section]) -> dict[str, str]:
    """Every word of the template by its English, and what is said of this sheet by "number", "as of" and "left out"."""
    return {
        **{each: _(each) for each in _SAID},
        "number": _number(sheet),
        "as of": _as_of(sheet),
        "left out": " ".join(filter(None, (_withheld(sheet.withheld), _dropped(dropped)))),
    }


def _number(sheet: BriefingSheet) -> str:
    if not sheet.number:
        return _("Draft briefing sheet")
    return _("Briefing sheet No. {number}").format(number=sheet.number)


def _as_of(sheet: BriefingSheet) -> str:
    if not sheet.subtitle:
        return _("As of {day}").format(day=sheet.as_of_words)
    return _("{subtitle} · as of {day}").format(subtitle=sheet.subtitle, day=sheet.as_of_words)


def _withheld(items: int) -> str:
    if not items:
        return ""
    said = ngettext("{count} item withheld because of marking.", "{count} items withheld because of marking.", items)
    return said.format(count=items)


def _dropped(sections: Sequence[Section]) -> str:
    if not sections:
        return ""
    return _("Left out to fit the page: {sections}.").format(sections=", ".join(each.word for each in sections))
