"""The open register in its window: what the menus do, the counts at the side, the search, and what is said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from db.errors import KnownError
from db.queries import agreements, commitments, parties, reminders, today, visits
from db.queries.base import Reader
from db.queries.settings import saved_views
from db.records.base import Change, View
from db.reminder_answers import times
from db.rules.reminders import REMINDED
from db.vocabulary import Kind, PartyKind
from db.words import NN_, _, ngettext
from desktop.actions import PAGES, RECORD, REFERENCE, A
from desktop.doing import does
from desktop.kinds import KIND_ON, KINDS, PAGE_OF
from desktop.shell import rooms
from desktop.shell.after_paint import AfterPaint
from desktop.shell.page_stack import Place
from desktop.shell.parts import Parts
from desktop.shell.sidebar import Followed
from desktop.workspace import Brief, Go, Workspace, save_a_copy

if TYPE_CHECKING:
    from desktop.shell.answers import Answers
    from desktop.shell.counter import Counter
    from desktop.shell.watch import Watch

_COUNTED = {
    "visits": (visits, KINDS[Kind.VISIT].counted),
    "agreements": (agreements, KINDS[Kind.AGREEMENT].counted),
    "commitments": (commitments, NN_("{count} open", "{count} open")),
}
"""Pages whose number is that of the rows of their first view, and how so many of them are said."""
_ON_THE_BELL = REMINDED | {Kind.PARTY}
"""What a change must reach for another number on the bell; the days off are those of a country."""
REFUSAL_STAYS_MS = 20_000
CLOCK_EVERY_MS = 20_000
COUNTRY_PAGE = "country"
"""So often it is looked whether something that was put off until a time is there again."""
COUNT_AFTER_MS = 120


class Desk(QObject):
    """Fills the parts of a window with one register, until it is closed."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        self._answers: Answers | None = None
        self._counter: Counter | None = None
        self._watch: Watch | None = None
        self._later: AfterPaint | None = None
        self._stuck = ""
        self.is_damaged = False
        """Whether somebody was told that the register is damaged."""
        parts.stack.attach(workspace)
        self._connect()
        parts.actions.enable_writing(workspace.why_not())
        workspace.guard(parts.header.log)
        parts.status.show_register(workspace.path, workspace.writing)
        # After the page: what stands at the side is read when what was asked for is on the screen.
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count_anew)
        self._due = 0
        self._bell_is_old = True
        self._times: tuple[str, ...] = ()
        self._at = workspace.at()
        self._clock = QTimer(self, interval=CLOCK_EVERY_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()

    def start(self, page: str, *, waiting: bool = False) -> None:
        """Show the first page. `waiting` leaves all else until that is painted, or somebody presses a key or button."""
        self._parts.window.setWindowFilePath(self._workspace.path)
        self._parts.settings.keep_recent(self._workspace.path)
        self._go(Go(page if page in (*PAGES, *REFERENCE) else "today"))
        if waiting:
            steps = (self.count, *rooms.first_needed(), self.answer, *rooms.later_needed(self._workspace))
            self._later = AfterPaint(self._parts.window, self.answer, steps, self._is_blind, self)
        else:
            self.answer()
            self._counting.start()

    @property
    def workspace(self) -> Workspace:
        """The register that it shows."""
        return self._workspace

    @property
    def is_answering(self) -> bool:
        """Whether menus, keys and the search do what they say already."""
        return self._answers is not None

    def answer(self) -> None:
        """From now on menus, keys and the search do what they say; what an earlier run did not store is offered."""
        if self._answers is None and self._workspace.is_open:
            self._name_steps()
            self._answers = rooms.answers(self._workspace, self._parts, self)
            self._counter = rooms.counter(self._workspace, self)
            self._watch = rooms.watch(self._workspace, self._parts, self)

    def _is_blind(self, event: QKeyEvent) -> bool:
        """Whether a key acts on what is shown, or changes it. What is typed into a field acts on neither."""
        if self._parts.header.search.hasFocus():
            return False
        rows = self._parts.actions.asked_by(event)
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return (plain and event.key() != Qt.Key.Key_F1) or any(row.writes or row.menu is RECORD for row in rows)

    def close(self) -> None:
        """Read nothing any more, and leave the parts empty; what is being typed is kept."""
        if (field := QApplication.focusWidget()) is not None:
            field.clearFocus()  # a field that is left looks up what was typed, which it can do only now
        if self._later is not None:
            self._later.stop()
        if self._answers is not None:
            self._answers.close()
        if self._counter is not None:
            self._counter.close()
        if self._watch is not None:
            self._watch.close()
        self._counting.stop()
        self._clock.stop()
        self._parts.stack.attach(None)
        self._parts.status.show_none()
        self.deleteLater()

    @does(A.reload)
    def reload(self) -> None:
        """Read everything again, for instance because the day changed; what is being typed comes back."""
        if self._answers is not None:
            self._answers.collect()
        self._bell_is_old = True
        self._parts.stack.reload()
        self._counting.start()

    def _connect(self) -> None:
        workspace, parts = self._workspace, self._parts
        workspace.changed.connect(self._hear)
        workspace.said.connect(self._say)
        workspace.refused.connect(self._refuse)
        workspace.stuck.connect(self._offer_copy)
        workspace.waiting.connect(parts.status.show_waiting)
        workspace.go_wanted.connect(self._go)
        workspace.brief_wanted.connect(self._brief)
        parts.snackbar.triggered.connect(workspace.undo)
        parts.sidebar.country_chosen.connect(self._show_country)
        parts.sidebar.view_chosen.connect(self._show_view)
        parts.stack.moved.connect(self._arrived)
        parts.actions.bind(self)

    # ------------------------------------------------------------------------------------------------------- hearing
    def _hear(self, change: Change) -> None:
        self._stuck = ""
        self._bell_is_old = self._bell_is_old or any(map(change.reaches, _ON_THE_BELL))
        self._parts.status.show_saved(change.at)
        self._name_steps()
        self._counting.start()

    def _say(self, text: str, undo: bool) -> None:
        self._parts.snackbar.show_message(text, _("Undo") if undo else "")

    def _refuse(self, text: str) -> None:
        if text != self._stuck:
            self._parts.snackbar.show_message(text, "", REFUSAL_STAYS_MS, refused=True)

    def _offer_copy(self, error: KnownError) -> None:
        """Say why nothing can be written here, whatever was to be, and offer what helps; whoever wanted to write it
        may say the same beside it."""
        self._stuck = error.sentence
        self._parts.snackbar.show_message(
            self._stuck, save_a_copy(), REFUSAL_STAYS_MS, refused=True, then=self._workspace.copy_wanted.emit
        )

    def _arrived(self, page: str) -> None:
        place = self._parts.stack.place()
        here = place.record if place is not None and page == COUNTRY_PAGE else None
        if here is not None:
            self._workspace.country = here
        self._parts.sidebar.set_current(page, here)
        self._parts.settings.page = page
        for by, row in ((-1, A.back), (1, A.forward)):
            self._parts.actions[row].setEnabled(self._parts.stack.can_step(by))

    # ------------------------------------------------------------------------------------------------------- reading
    def count(self) -> None:
        """Read again what stands at the side and on the bell."""
        self._bell_is_old = True
        self._count_anew()

    def _count_anew(self) -> None:
        """Read again what stands at the side; and on the bell, where a change may have reached a reminder."""
        if not self._workspace.is_open:
            return
        if self._bell_is_old:
            self._due = self._workspace.ask(
                partial(reminders.due_now, today=self._workspace.today(), at=self._workspace.at())
            )
            self._times = self._workspace.ask(partial(times, today=self._workspace.today()))
            self._bell_is_old = False
        counts, late, countries = self._workspace.ask(self._read)
        self._parts.sidebar.set_counts(counts, bool(late))
        self._parts.sidebar.set_countries(countries)
        self._parts.sidebar.set_views(self._workspace.ask(_pinned))
        self._parts.header.bell.set_count(self._due)

    def look_at_clock(self) -> None:
        """Say that what was put off until a time is there again, where that time came since it was looked last."""
        before, self._at = self._at, self._workspace.at()
        if any(before < time <= self._at for time in self._times) and self._workspace.is_open:
            self._workspace.came_back.emit()
            self.count()

    def _name_steps(self) -> None:
        """Say in the Edit menu what would be undone and redone."""
        actions = self._parts.actions
        undo, redo = self._workspace.names()
        for row, sentence, what in ((A.undo, _("Undo: {what}"), undo), (A.redo, _("Redo: {what}"), redo)):
            actions[row].setText(sentence.format(what=what).replace("&", "&&") if what else _(row.text))
            actions[row].setEnabled(bool(what) and self._workspace.writing)

    def _read(self, reader: Reader) -> tuple[dict[str, tuple[int, str]], int, list[Followed]]:
        day = self._workspace.today()
        needs, due = today.attention(reader, day), _("{n} due now").format(n=self._due)
        counts = {"today": (needs.total, needs.said()), "reminders": (self._due, due)}
        for page, (queries, said) in _COUNTED.items():
            many = queries.count(reader, day, View(name=queries.DEFAULT_VIEW))
            counts[page] = many, ngettext(*said, many).format(count=many)
        countries = [
            Followed(line.id, line.title, line.code3 or line.code, line.open_count, line.kind is PartyKind.ORGANISATION)
            for line in parties.followed(reader)
            if line.kind.by_itself
        ]
        return counts, needs.overdue, countries

    # --------------------------------------------------------------------------------------------------------- going
    def _go(self, go: Go) -> None:
        kind = KIND_ON.get(go.page)
        if go.apart and go.record is not None and kind in rooms.SHOWN_APART:
            self._parts.stack.open_apart(kind, go.record)
        else:
            self._parts.stack.go(Place(go.page, go.view, go.record))
            page = self._parts.stack.page()
            if go.asks and page is not None:
                page.ask_again(go.asks)

    @does(*A.go, *A.go_reference, A.open_trash, A.settings)
    def _go_to(self, page: str) -> None:
        self._go(Go(page))

    @does(A.undo)
    def _undo(self) -> None:
        self._workspace.undo()

    @does(A.redo)
    def _redo(self) -> None:
        self._workspace.redo()

    def _show_country(self, party: int) -> None:
        self._go(Go(COUNTRY_PAGE, None, party))

    @does(A.country)
    def _show_last_country(self) -> None:
        """The page of the country looked at last; of none, that of the first one that is followed."""
        self._go(Go(COUNTRY_PAGE, None, self._workspace.country))

    def _show_view(self, page: str, view: View) -> None:
        self._go(Go(page, view))

    def _brief(self, brief: Brief) -> None:
        self._go(Go("briefings"))
        page = self._parts.stack.page()
        begin = getattr(page, "begin", None)
        if begin is not None:
            begin(brief)


def _pinned(reader: Reader) -> list[tuple[str, str, str, View]]:
    """The views that were pinned, with the pages they are of."""
    every = [(page, each) for kind, page in PAGE_OF.items() for each in saved_views(reader, kind)]
    return [(page, each.own, each.label, each.view) for page, each in every if each.pinned]
