"""The part of the sheet builder where one writes what is to be said: kept as a draft of its subject, then recorded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.commands.points import WritePoints
from db.errors import KnownError
from db.queries import points
from db.queries.base import links
from db.records.base import Link
from db.records.points import PointText
from db.words import _
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import Drafts, drafts_of
from desktop.form.drafts.kept_values import decode, encode
from desktop.form.enter import Enter
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel, set_tip
from desktop.sheet.form import SheetForm
from desktop.sheet.points import KIND_OF, PointRows, PointsForm, lines_of
from desktop.workspace import Go, Workspace

_ABOUT = "sheet"
_CHOICES = ("audience", "as_of", "sections", "paper", "marking")


class _Typed(QObject):
    """What is typed for the sheet of one subject: its points, and with them how the sheet was to be."""

    changed = Signal()

    def __init__(self, form: PointsForm, choices: SheetForm) -> None:
        super().__init__(form)
        self._form, self._choices = form, choices
        form.changed.connect(self.changed)
        choices.changed.connect(self.changed)

    def kept(self) -> object:
        """Choices alone would not be missed."""
        typed = self._form.kept()
        chosen = self._choices.changes() if typed else {}
        return {**typed, **{name: each for name, each in chosen.items() if name in _CHOICES}}

    def stood(self) -> Mapping[str, object]:
        """The points that stood there when it was begun."""
        return self._form.stood()

    def bring_back(self, kept: Any, said_on: Any) -> None:
        """Put both back."""
        typed = {name: each for name, each in kept.items() if name not in _CHOICES}
        self._form.bring_back(typed, said_on)
        self._choices.bring_back({name: each for name, each in kept.items() if name in _CHOICES}, said_on)


class Said(QWidget):
    """The points of the subject that is chosen. What is typed belongs to that subject, stored or not: another subject
    has its own. With none chosen it waits here until one is."""

    changed = Signal()
    refused = Signal(str)
    """A KnownError's sentence."""

    def __init__(self, workspace: Workspace, choices: SheetForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._drafts: Drafts = drafts_of(workspace)
        self._subject: Link | None = None
        self._draft: Autosave | None = None
        self._writing = False
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = PointsForm(self)
        self.form.mark_letters(choices.letters)
        self._typed = _Typed(self.form, choices)
        self._title = PlainLabel("", "strong", wrap=True, parent=self)
        self._hint = PlainLabel("", "meta", "text2", wrap=True, parent=self)
        self._save = Button(_("Save"), "save", parent=self)
        self._save.setObjectName("brief.keep")
        set_tip(self._save, _("Record what is to be said (Ctrl+Enter)"))
        self._save.clicked.connect(self.store)
        workspace.guard(self._save)  # what is typed is printed all the same
        foot = layouts.row((self._hint, 1), self._save, gap=8)
        layouts.column(self._title, self.form, foot, on=self, margins=(16, 8, 16, 12), gap=8)
        Enter(self, plain=False).submitted.connect(self.store)
        self.form.changed.connect(self._say)
        self.form.changed.connect(self.changed)

    def show_subject(self, subject: Link | None) -> None:
        """Show what is to be said of this one, and what was typed for it; what was typed for the one before stays with
        that. What waited for a subject is this one's now."""
        if self._draft is not None and (subject and subject.id) == (self._subject and self._subject.id):
            self._subject = subject  # by another name, perhaps
            self._say()
            return
        waited: dict[str, Any] = self.form.changes() if self._draft is not None and self._subject is None else {}
        if self._draft is not None:
            self._draft.forget() if waited else self._draft.keep()
            self._draft.stop()
        self._subject = subject
        about = subject.id if subject is not None else None
        self.form.show_points(self._stored())
        wish = Go("briefings", None, about)
        self._draft = Autosave(
            self._drafts, self._typed, self._named, _ABOUT, about, wish=wish, record=about, parent=self
        )
        if self._draft.bring_back():
            self.form.over(self._stored(), {**self.form.stood(), **self._draft.stood()})
        self.form.retype({name: (*self._rows(name).rows_typed(), *rows) for name, rows in waited.items()})
        self._say()
        self.changed.emit()

    def points(self) -> tuple[PointText, ...]:
        """What is to be said as it stands here."""
        return self.form.written()

    def read_again(self) -> None:
        """Show what was changed elsewhere; what is typed here stays."""
        stored = self._stored()
        if not self._writing and stored != self.form.shown():
            self.form.over(stored, self.form.stood())
            self._say()

    def store(self) -> bool:
        """Record it under the subject; False where that was refused, which is then said."""
        made = self.form.made()
        if made is None or not self.form.changes():
            return made is not None
        if self._subject is None:
            self.refused.emit(_("Choose what the sheet is about: then this is recorded there."))
            return False
        at, self._writing = self._where(), True
        try:
            self._workspace.run(WritePoints(self._subject.id, self.form.shown(), made.all()))
        except KnownError as error:
            self.form.over(self._stored(), self.form.stood())
            self.refused.emit(error.sentence)
            return False
        finally:
            self._writing = False
        self._settle()
        if at is not None:
            at[0].enter_at(at[1])
        return True

    def settle(self) -> None:
        """The sheet is out: how it was to be is no draft any more."""
        if self._draft is not None:
            self._draft.keep()

    def carry(self) -> int | None:
        """Give what an earlier version kept of a sheet to the subject it was typed for, or let it wait for one where
        that is not known; the subject, if there is one."""
        old = self._drafts.find(_ABOUT)
        if old is None:
            return None
        try:
            typed = dict(decode(old.typed))
        except (KeyError, TypeError, ValueError):
            self._drafts.give_up(_ABOUT)
            return None
        about = typed.get("about")
        known = self._workspace.ask(partial(links, ids=[about])) if isinstance(about, int) else {}
        subject = next(iter(known), None)
        has = {name: each for name, each in typed.items() if name in _CHOICES}
        has |= {name: rows for name in KIND_OF if (rows := lines_of(name, str(typed.get(name) or "")))}
        wish = encode(Go("briefings", None, subject))
        self._drafts.keep(
            old.model_copy(
                update={
                    "about": f"{_ABOUT}/{subject}", "typed": encode(has), "wish": wish, "record": subject, "before": {},
                }
            )
        )  # fmt: skip
        self._drafts.forget(_ABOUT)
        return subject

    @property
    def waits(self) -> bool:
        """Whether something was typed that waits for a subject."""
        return self._drafts.find(f"{_ABOUT}/{None}") is not None

    def _stored(self) -> tuple[PointText, ...]:
        if self._subject is None:
            return ()
        return self._workspace.ask(partial(points.of_subject, about=self._subject.id))

    def _settle(self) -> None:
        self.form.show_points(self._stored())
        if self._draft is not None:
            self._draft.keep()
        self._say()
        self.changed.emit()

    def _rows(self, name: str) -> PointRows:
        rows = self.form.editors[name]
        assert isinstance(rows, PointRows)
        return rows

    def _where(self) -> tuple[PointRows, int] | None:
        """The list and the line in it where the keyboard is."""
        focused = self.window().focusWidget()
        lists = (self._rows(name) for name in KIND_OF)
        here = next((rows for rows in lists if focused is not None and rows.isAncestorOf(focused)), None)
        return (here, here.place()) if here is not None else None

    def _named(self) -> str:
        if self._subject is None:
            return _("Briefing sheet")
        return _("Briefing sheet on “{title}”").format(title=self._subject.title)

    def _say(self) -> None:
        """Whose points these are, and whether all of it is recorded."""
        about = _("To be said of “{title}”").format(title=self._subject.title) if self._subject else _("To be said")
        self._title.setText(about)
        new = bool(self.form.changes())
        if not self._workspace.writing:
            self._hint.setText(self._workspace.why_not())
            return
        draft, hint = _("Not recorded yet; kept as a draft."), _("A point a line; Enter begins the next.")
        self._hint.setText(draft if new else hint)
        self._save.setEnabled(new)
