"""Changing commitments where they are shown: progress, due date, who owes, area, officer; one undo for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.commands.base import ChangeAreas, Command, SetAreas, short
from db.commands.commitments import Assess, ChangeOwes, SetDue, SetOfficer, SetOwes
from db.errors import BugError, Conflict, KnownError
from db.queries import commitments, parties
from db.records.base import FacetValue, View
from db.rules.periods import Period
from db.rules.ticks import Wish
from db.vocabulary import Progress
from db.words import _, ngettext
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import drafts_of
from desktop.form.line_popover import LinePopover, PeriodPopover, Popover
from desktop.form.references import named
from desktop.kinds import PAGE_OF
from desktop.table.facet_popover import TickPopover
from desktop.workspace import Go, Workspace

ENDINGS = frozenset({Progress.KEPT, Progress.DONE, Progress.NOT_KEPT, Progress.DROPPED})
"""What is asked one line about: what shows it."""

PAUSES = frozenset({Progress.WAITING, Progress.BLOCKED})
"""What is asked one line about: what it waits for."""


class InlineChange(QObject):
    """Asks for the new value of a field; a subclass says of which records, where the question stands, and what then."""

    def __init__(self, workspace: Workspace, host: QWidget) -> None:
        super().__init__(host)
        self._workspace, self._host = workspace, host
        self._ids: tuple[int, ...] = ()
        self._seen = 0
        self._held: tuple[frozenset[int], ...] = ()
        self._draft: Autosave | None = None
        self._asked: tuple[Popover, Callable[[], None]] | None = None
        """The question in a line that stands or stood last, and what asks it."""
        self._progress = Progress.KEPT

    def chosen(self) -> tuple[int, ...]:
        """The records that are to change."""
        raise BugError("whoever asks for a change says of which records")

    def below(self, column: str) -> QPoint:
        """Where on the screen the question stands: at the cell of a column, where there are columns."""
        raise BugError("whoever asks for a change says where")

    def view(self) -> View:
        """The view whose rows are counted beside what is on offer."""
        return View()

    def finish(self) -> None:
        """It was answered: let the keyboard go on."""

    def begin(self, field: str) -> None:
        """Ask for a new value of a field of the chosen records."""
        self._ids, self._seen, self._asked = self.chosen(), self._workspace.seen(), None
        if not self._ids:
            self._workspace.said.emit(_("Select a record first."), False)
        if not self._ids or not self._workspace.writing:
            return
        asks: dict[str, Callable[[], None]] = {
            "status": self._ask_progress,
            "kept": self._ask_kept,
            "due": self._ask_due,
            "owes": self._ask_owes,
            "area": self._ask_areas,
            "officer": self._ask_officer,
        }
        asks[field]()

    def _ask_progress(self) -> None:
        menu = QMenu(self._host)
        menu.setObjectName("menu.progress")
        for progress in Progress:
            words = _("{label}…").format(label=progress.label) if progress in ENDINGS | PAUSES else progress.label
            action = menu.addAction(words)
            action.setData(progress.value)
        menu.triggered.connect(self._choose_progress)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.below("status"))
        menu.setActiveAction(menu.actions()[0])

    def _ask_kept(self) -> None:
        self._ask_why(Progress.KEPT)

    def ask_why(self, progress: Progress, ids: tuple[int, ...]) -> None:
        """Ask again what shows a progress of these records, or what they wait for."""
        self._ids, self._seen = ids, self._workspace.seen()
        self._ask_why(progress)

    def _ask_why(self, progress: Progress) -> None:
        self._progress = progress
        shows, waits = _("What shows it? (may stay empty)"), _("What does it wait for? (may stay empty)")
        question = waits if progress in PAUSES else shows
        asking = LinePopover(question, progress.label, self._host, hint=_("Enter · Esc keeps the draft"))
        about = named(self._workspace, self._ids[:1])[0]
        name = _("{label} of “{title}”").format(label=progress.label, title=short(about.title))
        key = ("why", progress, *self._ids)
        wish = Go(PAGE_OF[about.kind], None, about.id, asks=(progress, *self._ids))
        self._draft = asking.keep_in(drafts_of(self._workspace), name, *key, wish=wish, record=about.id)
        self._open(asking, self._assess, "status", partial(self._ask_why, progress))

    def _ask_due(self) -> None:
        many = len(self._ids)
        question = ngettext("Due date", "Due date of {count} commitments", many).format(count=many)
        asking = PeriodPopover(question, _("Set date"), self._workspace.today(), self._host, self._several)
        self._open(asking, self._set_due, "due", self._ask_due)

    def _ask_officer(self) -> None:
        asking = LinePopover(_("Officer"), _("Set officer"), self._host, keeps=self._several)
        self._open(asking, self._set_officer, "title", self._ask_officer)

    @property
    def _several(self) -> bool:
        return len(self._ids) > 1

    def _ask_owes(self) -> None:
        held = self._workspace.ask(partial(commitments.owing, ids=self._ids))
        lines = self._workspace.ask(parties.lines)
        values = [FacetValue(value=str(each.id), label=each.title, count=each.open_count) for each in lines]
        self._offer(_("Who owes"), values, held, self._set_owes, "who_owes")

    def _ask_areas(self) -> None:
        counts = partial(commitments.LISTING.facet, today=self._workspace.today(), view=self.view(), name="area")
        many = {each.value: each.count for each in self._workspace.ask(counts)}
        held = self._workspace.ask(partial(parties.areas_of, ids=self._ids))
        areas = self._workspace.ask(parties.areas)
        values = [FacetValue(value=str(a.id), label=a.title, count=many.get(str(a.id), 0)) for a in areas]
        self._offer(_("Area"), values, held, self._set_areas, "area")

    def _offer(
        self,
        label: str,
        values: list[FacetValue],
        held: tuple[frozenset[int], ...],
        then: Callable[[Wish], None],
        column: str,
    ) -> None:
        """Offer these values and, so that all that is there is seen, those the records have besides them."""
        self._held = held
        besides = {each for some in held for each in some} - {int(each.value) for each in values}
        more = [FacetValue(value=str(e.id), label=e.title, count=sum(e.id in some for some in held))
                for e in named(self._workspace, tuple(sorted(besides)))]  # fmt: skip
        popover = TickPopover(label, [*values, *more], held, self._host)
        popover.wished.connect(then)
        popover.open_at(self.below(column))

    def _open(self, popover: Popover, then: Callable[..., None], column: str, again: Callable[[], None]) -> None:
        self._asked = popover, again
        popover.answered.connect(then)
        popover.open_at(self.below(column))

    def _choose_progress(self, action: QAction) -> None:
        progress, self._draft = Progress(action.data()), None
        if progress in ENDINGS | PAUSES:
            self._ask_why(progress)
        else:
            self._progress = progress
            self._assess("")

    def _assess(self, why: str) -> None:
        today, by = self._workspace.today(), self._workspace.officer
        if self._run(Assess(self._ids, self._progress, today, by, why, self._seen)) and self._draft is not None:
            self._draft.forget()

    def _set_due(self, due: Period | None) -> None:
        self._run(SetDue(self._ids, due, self._seen))

    def _set_officer(self, officer: str) -> None:
        self._run(SetOfficer(self._ids, officer, self._seen))

    def _set_owes(self, wish: Wish) -> None:
        set_ = SetOwes(self._ids, wish.after(self._held[0]), self._seen)
        self._run(ChangeOwes(self._ids, wish, self._seen) if self._several else set_)

    def _set_areas(self, wish: Wish) -> None:
        set_ = SetAreas(self._ids, wish.after(self._held[0]), self._seen)
        self._run(ChangeAreas(self._ids, wish, self._seen) if self._several else set_)

    def _run(self, command: Command) -> bool:
        """Whether it could be done; where others changed something meanwhile, the question stands again with that."""
        asked, done = self._asked, False
        typed = asked[0].kept() if asked is not None else None
        try:
            self._workspace.run(command)
            done = True
        except Conflict as error:
            self._ask_again(error, asked, typed)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        if done or asked is None:
            self.finish()
        return done

    def _ask_again(self, error: Conflict, asked: tuple[Popover, Callable[[], None]] | None, typed: object) -> None:
        self._seen = self._workspace.seen()  # what is said now was seen
        if asked is None:
            self._workspace.refused.emit(error.sentence)
            return
        asked[1]()
        if self._asked is not None:
            popover = self._asked[0]
            if typed is not None:
                popover.bring_back(typed, self._workspace.today())
            popover.refuse(error.sentence)
