"""Why a reminder stands there, in words: "due in 7 days", "nothing done for 31 days"."""

from __future__ import annotations

from datetime import date

from db.rules.reminders import Dated, RuleFacts
from db.vocabulary import DateField, Edge
from db.words import N_, NN_, _, ngettext

_BEGINNING = frozenset({(DateField.WINDOW, Edge.OPENING), (DateField.DATES, Edge.OPENING)})
"""What is counted from its beginning is spoken of by it; all else by its end, whatever it is counted from."""

_FOR_NO_TIME = (DateField.WINDOW, Edge.SHARE)
"""An invitation for no stated time counts from the day on which it was given; it has no shares."""


def reason(rule: RuleFacts, dated: Dated, today: date) -> str:
    """Why a rule reminds of a date, as of `today`: "due in 7 days", "half of the time used"."""
    if rule.edge is Edge.SHARE and rule.share is not None:
        return _("{share:.0%} of the time used").format(share=rule.share)
    at = (rule.date_field, rule.edge) if (rule.date_field, rule.edge) in _BEGINNING else (rule.date_field, Edge.CLOSE)
    if at == (DateField.WINDOW, Edge.OPENING) and dated.closes == date.max:
        at = _FOR_NO_TIME
    about = dated.opens if at[1] is not Edge.CLOSE or dated.closes == date.max else dated.closes
    days = (about - today).days
    ahead, now, past = _REASONS[at]
    if days == 0:
        return _(now)
    return ngettext(*(ahead if days > 0 else past), abs(days)).format(count=abs(days))


# (date field, edge) -> the sentence before, on and after the day it counts from.
_REASONS = {
    (DateField.DUE, Edge.CLOSE): (
        NN_("due in {count} day", "due in {count} days"),
        N_("due today"),
        NN_("{count} day late", "{count} days late"),
    ),
    (DateField.WINDOW, Edge.OPENING): (
        NN_("window opens in {count} day", "window opens in {count} days"),
        N_("window opens today"),
        NN_("window open for {count} day", "window open for {count} days"),
    ),
    (DateField.WINDOW, Edge.SHARE): (
        NN_("to be invited in {count} day", "to be invited in {count} days"),
        N_("invited today"),
        NN_("invitation open for {count} day", "invitation open for {count} days"),
    ),
    (DateField.WINDOW, Edge.CLOSE): (
        NN_("window closes in {count} day", "window closes in {count} days"),
        N_("window closes today"),
        NN_("window closed {count} day ago", "window closed {count} days ago"),
    ),
    (DateField.DATES, Edge.OPENING): (
        NN_("begins in {count} day", "begins in {count} days"),
        N_("begins today"),
        NN_("began {count} day ago", "began {count} days ago"),
    ),
    (DateField.DATES, Edge.CLOSE): (
        NN_("ends in {count} day", "ends in {count} days"),
        N_("ends today"),
        NN_("ended {count} day ago", "ended {count} days ago"),
    ),
    (DateField.NEXT_REVIEW, Edge.CLOSE): (
        NN_("review due in {count} day", "review due in {count} days"),
        N_("review due today"),
        NN_("review {count} day late", "review {count} days late"),
    ),
    (DateField.REPLY_BY, Edge.CLOSE): (
        NN_("reply expected in {count} day", "reply expected in {count} days"),
        N_("reply expected today"),
        NN_("reply {count} day late", "reply {count} days late"),
    ),
    (DateField.NEXT_STEP, Edge.CLOSE): (
        NN_("next step in {count} day", "next step in {count} days"),
        N_("next step today"),
        NN_("next step {count} day late", "next step {count} days late"),
    ),
    (DateField.LAST_ACTION, Edge.CLOSE): (
        NN_("action in {count} day", "action in {count} days"),
        N_("nothing done since today"),
        NN_("no action for {count} day", "no action for {count} days"),
    ),
    (DateField.SIGNED, Edge.CLOSE): (
        NN_("signature in {count} day", "signature in {count} days"),
        N_("signed today"),
        NN_("signed {count} day ago, not in force", "signed {count} days ago, not in force"),
    ),
    (DateField.TERM_ENDS, Edge.CLOSE): (
        NN_("term ends in {count} day", "term ends in {count} days"),
        N_("term ends today"),
        NN_("term ended {count} day ago", "term ended {count} days ago"),
    ),
    (DateField.NOTICE_BY, Edge.CLOSE): (
        NN_("last day for notice in {count} day", "last day for notice in {count} days"),
        N_("last day for notice today"),
        NN_("last day for notice {count} day ago", "last day for notice {count} days ago"),
    ),
    (DateField.REPORT, Edge.CLOSE): (
        NN_("a word is expected in {count} day", "a word is expected in {count} days"),
        N_("a word is expected today"),
        NN_("a word was expected {count} day ago", "a word was expected {count} days ago"),
    ),
    (DateField.ANNIVERSARY, Edge.CLOSE): (
        NN_("anniversary in {count} day", "anniversary in {count} days"),
        N_("anniversary today"),
        NN_("anniversary {count} day ago", "anniversary {count} days ago"),
    ),
    (DateField.ON, Edge.CLOSE): (
        NN_("reminder in {count} day", "reminder in {count} days"),
        N_("set for today"),
        NN_("set for {count} day ago", "set for {count} days ago"),
    ),
}
