"""What a log entry asks for: what was done, how, with whom, what came of it, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.actions import LogAction
from db.errors import FieldError, KnownError
from db.queries import pending
from db.queries.base import Reader
from db.records.actions import ActionDraft
from db.records.base import Change
from db.records.pending import Ends, Pending
from db.rules.actions import day_refused
from db.rules.periods import Period
from db.rules.text import TEXT_LIMIT
from db.vocabulary import ActionKind, DateField, Direction, Kind, Progress, Result, VisitStage
from db.words import _
from desktop.form.editors import Paragraphs
from desktop.form.form import Form, Item, Make, blank
from desktop.form.kept_files import read_file
from desktop.form.noun import Ask
from desktop.kit.mnemonics import MENUS
from desktop.kit.theme import current
from desktop.record.file_field import FileField
from desktop.record.ticks import Ticks
from desktop.workspace import Workspace

TICKED = {"does": DateField.NEXT_STEP, "answers": DateField.REPLY_BY, "replaces": DateField.NEXT_STEP}
"""The fields in which it is ticked what an entry closes, and what stands there."""
_STATUS = {Kind.COMMITMENT: "progress_after", Kind.VISIT: "stage_after"}


class EntryDraft(ActionDraft):
    """A log entry with where its files are, which are read when it is stored, and with what it closes."""

    files: tuple[str, ...] = ()
    does: tuple[int, ...] = ()
    replaces: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()


class _Text(Paragraphs):
    """What was done; a long note may be too long, and says how long it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 3, 8, _("Who was reached, what was said, what was agreed"))

    @override
    def problem(self) -> str:
        count = len(self.words())
        return _("At most 100,000 characters; this has {count}.").format(count=count) if count > TEXT_LIMIT else ""


class EntryForm(Form[EntryDraft]):
    """The fields of a log entry. Its records stand in the draft, unless `records` makes an editor for them."""

    def __init__(self, workspace: Workspace, prefix: str, parent: QWidget, records: Make | None = None) -> None:
        more = _("With whom, result, next step, status…")
        items = _items(Ask(workspace), records, workspace.may_ask_name())
        super().__init__(EntryDraft, items, prefix, parent=parent, more=more)
        self._workspace = workspace
        self.mark_letters(MENUS)
        self.grid.setVerticalSpacing(current().px(8))
        self.changed.connect(self._look_again)
        workspace.named.connect(self._know_name)
        self.offer_status(None)
        self.show_draft(self.beginning(()))

    def beginning(self, links: tuple[int, ...]) -> EntryDraft:
        """What an entry on records begins with."""
        workspace = self._workspace
        known = {"kind": ActionKind.CALL, "on": workspace.today(), "by": workspace.officer, "links": links}
        return blank(EntryDraft, known)

    def offer_status(self, kind: Kind | None) -> None:
        """Ask what the record becomes: a commitment's progress, a visit's stage, nothing otherwise."""
        for each, field in _STATUS.items():
            self.offer(field, each is kind)

    def offer_open(self, links: tuple[int, ...]) -> None:
        """Ask which of the next steps and replies that are open on these records the entry closes."""

        def read(reader: Reader) -> dict[int, tuple[Pending, ...]]:
            return pending.of_records(reader, links)

        found = {(each.entry, each.field): each for some in self._workspace.ask(read).values() for each in some}
        for name, field in TICKED.items():
            some = [each for each in found.values() if each.field is field]
            editor = self.editors[name]
            assert isinstance(editor, Ticks)
            editor.offer(some)
            self.offer(name, bool(some))

    def tick(self, wanted: Pending) -> None:
        """Let the entry close what it was begun for."""
        name = "does" if wanted.field is DateField.NEXT_STEP else "answers"
        self.editors[name].set_value((wanted.entry,))

    def log(self, made: EntryDraft, seen: int) -> Change:
        """Log the entry, under the name that was given with it where none was known; KnownError where it cannot be."""
        if made.by and not self._workspace.officer:
            try:
                self._workspace.name_officer(made.by)
            except FieldError as error:
                raise FieldError("by", error.happened) from error
        made = made.model_copy(update={"by": self._workspace.officer or made.by})
        return self._workspace.run(self._command(made, seen))

    def _command(self, made: EntryDraft, seen: int) -> LogAction:
        """What logs the entry; FieldError where a file cannot be kept, and once it is run on a day to come."""
        try:
            files = tuple(read_file(path) for path in made.files)
        except KnownError as error:
            raise FieldError("files", error.happened) from error
        draft = ActionDraft.model_validate(made.model_dump(exclude={"files", *TICKED}))
        ends = Ends.model_validate(made.model_dump(include={*TICKED}))
        return LogAction(draft, files, self._workspace.today(), seen, ends)

    def _know_name(self, name: str) -> None:
        """The name was given elsewhere: it is not asked for here any more."""
        if "by" in self.editors:
            self.offer("by", self._workspace.may_ask_name())

    def _look_again(self) -> None:
        """Say what deserves a look: a day to come of what was done, a day gone by of what is to be done."""
        values, today = self.values(), self._workspace.today()
        day = values["on"]
        ahead = day_refused(day, today) if isinstance(day, date) else ""
        self.warn({"on": ahead, **_gone(values, today)})


def _gone(values: Mapping[str, Any], today: date) -> dict[str, str]:
    latest = {name: values[name].latest for name in ("next_due", "reply_by") if isinstance(values[name], Period)}
    return {name: _("This date has passed.") for name, day in latest.items() if day is not None and day < today}


def _items(ask: Ask, records: Make | None, nameless: bool) -> tuple[Item, ...]:
    """In the order in which they stand on the form: Tab follows it."""
    unstated, unchanged, status = _("not stated"), _("unchanged"), _("Status after this")
    which = _("Choose the record this is about.")
    find = partial(Item, "links", _("On which record?"), wide=True, needed=which, minor=True, called="record.find")
    written = _("Write down what was done.")
    name = Item("by", _("Your name"), ask.line(), hint=_("Asked once, kept in Settings."), minor=True)
    return (
        *((find(make=records),) if records else ()),
        Item("text", _("What was done?"), _Text, wide=True, needed=written),
        Item("kind", _("Kind"), ask.pick(ActionKind), minor=True, lasting=True),
        Item("on", _("When"), ask.day(past=True), minor=True, lasting=True, called="when"),
        Item("does", _("This does"), Ticks, wide=True, minor=True),
        Item("answers", _("This answers"), Ticks, wide=True, minor=True),
        Item("next_due", _("Next step due"), ask.when(), called="next"),
        *((name,) if nameless else ()),
        Item("next_step", _("Next step"), ask.line(), seldom=True, called="next_text"),
        Item("replaces", _("Instead of"), Ticks, wide=True, seldom=True, minor=True),
        Item("with_whom", _("With whom"), ask.line(), seldom=True, called="with"),
        Item("direction", _("Direction"), ask.pick(Direction, unstated), seldom=True, minor=True),
        Item("our_reference", _("Our number"), ask.line(), seldom=True, called="our_ref"),
        Item("their_reference", _("Their number"), ask.line(), seldom=True, called="their_ref"),
        Item("result", _("Result"), ask.pick(Result, unstated), seldom=True, minor=True),
        Item("reply_by", _("Reply expected by"), ask.when(), seldom=True),
        Item("progress_after", status, ask.pick(Progress, unchanged), True, seldom=True, minor=True, called="after"),
        Item("stage_after", status, ask.pick(VisitStage, unchanged), True, seldom=True, minor=True, called="after"),
        Item("files", _("Files"), FileField, wide=True, called="attach"),
    )
