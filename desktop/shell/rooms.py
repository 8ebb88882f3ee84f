"""Which room answers a wish: the form and the pane of each kind, loaded when somebody first wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.errors import BugError
from db.vocabulary import Kind
from desktop.shell.page_rooms import PAGES

if TYPE_CHECKING:
    from db.records.pending import Pending
    from desktop.form.dialog import FormDialog
    from desktop.form.noun import Noun
    from desktop.record.pane import DetailPane
    from desktop.sheet.lists_out import Lists
    from desktop.shell.answers import Answers
    from desktop.shell.counter import Counter
    from desktop.shell.parts import Parts
    from desktop.shell.search_row import SearchResults
    from desktop.shell.watch import Watch
    from desktop.workspace import Add, Do, Edit, Workspace


# ---------------------------------------------------------------------------------------------------------- forms
def _visit(workspace: Workspace) -> Noun[Any]:
    from desktop.visits import form

    return form.noun(workspace)


def _invitation(workspace: Workspace) -> Noun[Any]:
    from desktop.visits import invitations

    return invitations.noun(workspace)


def _agreement(workspace: Workspace) -> Noun[Any]:
    from desktop.agreements import form

    return form.noun(workspace)


def _commitment(workspace: Workspace) -> Noun[Any]:
    from desktop.commitments import form

    return form.noun(workspace)


def _action(workspace: Workspace) -> Noun[Any]:
    from desktop.log import form

    return form.noun(workspace)


def _party(workspace: Workspace) -> Noun[Any]:
    from desktop.people import parties

    return parties.noun(workspace)


def _area(workspace: Workspace) -> Noun[Any]:
    from desktop.people import parties

    return parties.area(workspace)


def _anniversary(workspace: Workspace) -> Noun[Any]:
    from desktop.people import parties

    return parties.anniversary(workspace)


def _person(workspace: Workspace) -> Noun[Any]:
    from desktop.people import form

    return form.noun(workspace)


def _office(workspace: Workspace) -> Noun[Any]:
    from desktop.people import form

    return form.office(workspace)


def _source(workspace: Workspace) -> Noun[Any]:
    from desktop.sources import form

    return form.noun(workspace)


def _question(workspace: Workspace) -> Noun[Any]:
    from desktop.sources import form

    return form.question(workspace)


def _point(workspace: Workspace) -> Noun[Any]:
    from desktop.sheet import points

    return points.noun(workspace)


_NOUNS: Mapping[Kind, Callable[[Workspace], Noun[Any]]] = {
    Kind.VISIT: _visit,
    Kind.INVITATION: _invitation,
    Kind.AGREEMENT: _agreement,
    Kind.COMMITMENT: _commitment,
    Kind.PARTY: _party,
    Kind.AREA: _area,
    Kind.PERSON: _person,
    Kind.OFFICE: _office,
    Kind.ACTION: _action,
    Kind.SOURCE: _source,
    Kind.ANNIVERSARY: _anniversary,
    Kind.QUESTION: _question,
    Kind.POINT: _point,
}
EDITED = frozenset(_NOUNS)
"""The kinds of record that have a form."""


def noun(workspace: Workspace, kind: Kind) -> Noun[Any] | None:
    """What the form of a kind of record must know; None for a kind that has none."""
    return _NOUNS[kind](workspace) if kind in _NOUNS else None


def form(workspace: Workspace, edit: Edit, parent: QWidget | None) -> FormDialog:
    """The form for a wish to add or edit a record; BugError for a kind that has none. Show it with `open()`."""
    if edit.kind is Kind.ACTION and edit.record is None:
        return log(workspace, None, parent)
    if edit.kind is Kind.REMINDER:
        return _reminder(workspace, edit, parent)
    if edit.kind not in _NOUNS:
        raise BugError(f"no form edits a {edit.kind.value}")
    from desktop.shell.party_form import PartyDialog
    from desktop.shell.record_form import RecordDialog

    noun = _NOUNS[edit.kind](workspace)
    if edit.kind is Kind.PARTY:
        return PartyDialog(workspace, noun, edit, parent)
    return RecordDialog(workspace, noun, edit, parent)


def _reminder(workspace: Workspace, edit: Edit, parent: QWidget | None) -> FormDialog:
    """The form of a reminder that is set by hand, or of a rule."""
    from desktop.shell.rule_form import RuleDialog, is_rule
    from desktop.today.remind import RemindDialog

    if is_rule(workspace, edit):
        return RuleDialog(workspace, edit, parent)
    return RemindDialog(workspace, edit, parent)


def log(workspace: Workspace, about: int | Pending | None, parent: QWidget | None) -> FormDialog:
    """The form of a log entry, on a record if one is named, or on what it closes. Show it with `open()`."""
    from desktop.record.log_action import LogActionDialog

    return LogActionDialog(workspace, about, parent)


def add(workspace: Workspace, wish: Add) -> None:
    """Add a record in passing, below the field in which it is to be named; BugError for a kind that has no form."""
    if wish.kind not in _NOUNS:
        raise BugError(f"no form adds a {wish.kind.value}")
    from desktop.shell.add_popover import add

    add(workspace, _NOUNS[wish.kind](workspace), wish)


def history(workspace: Workspace, record: int, parent: QWidget) -> QDialog:
    """The history of a record. Show it with `open()`."""
    from desktop.history.dialog import HistoryDialog

    return HistoryDialog(workspace, record, noun, parent)


def begin_visit_deed(workspace: Workspace, wish: Do, window: QWidget) -> None:
    """Ask what a deed of a visit needs, and do it."""
    from desktop.visits.deeds import begin

    begin(workspace, wish, window)


def lists_out(workspace: Workspace, window: QWidget, parent: QObject) -> Lists:
    """What exports and prints lists; typesetting and spreadsheets are loaded with it."""
    from desktop.sheet.lists_out import Lists

    return Lists(workspace, window, parent)


# --------------------------------------------------------------------------------------------------------- the frame
def answers(workspace: Workspace, parts: Parts, parent: QObject) -> Answers:
    """What menus, keys and the search lead to; most of the program is loaded with it."""
    from desktop.shell.answers import Answers

    return Answers(workspace, parts, parent)


def counter(workspace: Workspace, parent: QObject) -> Counter:
    """Where the command line brings its work while the register is open here."""
    from desktop.shell.counter import Counter

    return Counter(workspace, parent)


def watch(workspace: Workspace, parts: Parts, parent: QObject) -> Watch:
    """Who sees that the register is gone from its place, or that somebody else wrote into it."""
    from desktop.shell.watch import Watch

    return Watch(workspace, parts, parent)


def search_results(window: QWidget) -> SearchResults:
    """The list under the search."""
    from desktop.shell.search_row import SearchResults

    return SearchResults(window)


def keys(window: QWidget) -> QDialog:
    """Every key of the program. Show it with `open()`."""
    from desktop.shell.help import Keys

    return Keys(window)


def about(window: QWidget) -> QDialog:
    """What this program is. Show it with `open()`."""
    from desktop.shell.help import About

    return About(window)


def statuses(window: QWidget) -> QDialog:
    """What the statuses mean. Show it with `open()`."""
    from desktop.shell import guide

    return guide.statuses(window)


def problem(window: QWidget) -> QDialog:
    """What belongs to a report of a problem. Show it with `open()`."""
    from desktop.shell import guide

    return guide.Problem(window)


def open_log_folder() -> str:
    """Show the folder of the log; what is to be said of it, else ""."""
    from desktop.shell import guide

    return guide.open_log_folder()


# ---------------------------------------------------------------------------------------------------------- panes
def _visit_pane() -> type[DetailPane]:
    from desktop.visits.pane import VisitPane

    return VisitPane


def _agreement_pane() -> type[DetailPane]:
    from desktop.agreements.pane import AgreementPane

    return AgreementPane


def _commitment_pane() -> type[DetailPane]:
    from desktop.commitments.pane import CommitmentPane

    return CommitmentPane


def _action_pane() -> type[DetailPane]:
    from desktop.log.pane import ActionPane

    return ActionPane


_PANES: Mapping[Kind, Callable[[], type[DetailPane]]] = {
    Kind.VISIT: _visit_pane,
    Kind.AGREEMENT: _agreement_pane,
    Kind.COMMITMENT: _commitment_pane,
    Kind.ACTION: _action_pane,
}
SHOWN_APART = frozenset(_PANES)
"""The kinds of record that can be shown in a window of their own."""


def show_apart(workspace: Workspace, kind: Kind, record: int, window: QWidget) -> None:
    """Show a record in a window of its own, which stays on it and follows what changes."""
    from desktop.record.window import RecordWindow

    RecordWindow(_PANES[kind]()(workspace), window).show_record(record)


# ------------------------------------------------------------------------------------------------------- in advance
def _dates() -> object:
    from desktop.form.dates.period_edit import PeriodEdit

    return PeriodEdit


def _detail() -> object:
    from desktop.record.pane import DetailPane

    return DetailPane


def _tables() -> object:
    from desktop.page.table_page import TablePage

    return TablePage


def _dialogs() -> object:
    from desktop.shell.record_form import RecordDialog

    return RecordDialog


def _entries() -> object:
    from desktop.record.log_action import LogActionDialog

    return LogActionDialog


def _found() -> object:
    from desktop.shell.search_row import SearchResults

    return SearchResults


def _sheets() -> object:
    from desktop.sheet import contents

    return contents


def _paper() -> object:
    from desktop.sheet.keeping import Keeping

    return Keeping


def first_needed() -> tuple[Callable[[], object], ...]:
    """What `answers` is made of, in small parts: between two of them, what somebody does is heard."""
    return (_dates, _detail, _tables, _found, *_PANES.values())


def later_needed(workspace: Workspace) -> tuple[Callable[[], object], ...]:
    """What somebody may open next, so that it opens at once."""
    return (_entries, _dialogs, *(partial(noun, workspace, kind) for kind in _NOUNS), _sheets, _paper, *PAGES.values())
