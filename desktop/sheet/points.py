"""What is to be said of the subject of a sheet: its points in lists that are written here, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from db.commands.points import AddPoint, ChangePoint
from db.queries import points
from db.queries.base import Reader
from db.records.base import Shape
from db.records.points import SUBJECTS, PointCard, PointDraft, PointText
from db.rules.text import clean, on_one_line
from db.vocabulary import Kind, Likelihood, Marking, PointKind
from db.words import N_, _
from desktop.form.editors import Paragraphs, Pick, Tick
from desktop.form.form import Form, Item, blank
from desktop.form.noun import Ask, Noun
from desktop.form.row import LineRow, Row
from desktop.form.rows import Rows, RowsTyped, see
from desktop.kit.keyboard import ENTER
from desktop.workspace import Workspace

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class SubjectPoints(Shape):
    """The points of one subject, each kind in its order."""

    objectives: tuple[PointText, ...] = ()
    points_to_make: tuple[PointText, ...] = ()
    lines_to_take: tuple[PointText, ...] = ()
    if_raised: tuple[PointText, ...] = ()
    background: tuple[PointText, ...] = ()
    note: tuple[PointText, ...] = ()

    @classmethod
    def of(cls, found: Sequence[PointText]) -> SubjectPoints:
        """Points by their kinds."""
        return cls.model_construct(
            None, **{name: tuple(each for each in found if each.kind is kind) for name, kind in KIND_OF.items()}
        )

    def all(self) -> tuple[PointText, ...]:
        """Every point, kind after kind."""
        return tuple(each for name in KIND_OF for each in getattr(self, name))


KIND_OF: Mapping[str, PointKind] = dict(zip(SubjectPoints.model_fields, PointKind, strict=True))
_WORDS: Mapping[str, tuple[str, str]] = {
    "objectives": (N_("Objectives"), N_("objective")),
    "points_to_make": (N_("Points to make"), N_("point to make")),
    "lines_to_take": (N_("Lines to take"), N_("line to take")),
    "if_raised": (N_("If raised"), N_("point that may be raised")),
    "background": (N_("Background"), N_("piece of background")),
    "note": (N_("Officer’s note"), N_("note")),
}
"""The label of each list, and what one of it is called inside a sentence."""
_CALLED = {"points_to_make": "points", "lines_to_take": "lines", "if_raised": "raised"}


class PointRows(Rows[PointText]):
    """The points of one kind. Enter goes on with the next one, Shift+Enter breaks a line, a pasted list becomes
    several; Alt+↑ and Alt+↓ move a point, Alt+Del takes it away. There is always a line to write into."""

    def __init__(self, kind: PointKind, noun: str, parent: QWidget) -> None:
        super().__init__(PointText, partial(_items, kind), noun, parent, 1, {"kind": kind})

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if super().eventFilter(watched, event):
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        row = self._row_of(watched)
        if row is None or watched is not row.first_cell().focusProxy():
            return False
        if event.key() in ENTER and event.modifiers() & ~_KEYPAD == _NO_KEYS:
            self._go_on(row)
            return True
        return event.matches(QKeySequence.StandardKey.Paste) and self._paste(row)

    def place(self) -> int:
        """In which line the keyboard is."""
        return self._place_of_focus()

    def enter_at(self, place: int) -> None:
        """Take the keyboard to a line, or the last one."""
        self._rows[min(place, len(self._rows) - 1)].first_cell().enter()

    @override
    def _wrap(self, draft: PointText, origin: int | None) -> Row[PointText]:
        make, more = partial(self._form_of, self._next_prefix()), _("Marking of its own…")
        return LineRow(make, draft, origin, self._inside, self._noun, more)

    @override
    def _form_of(self, prefix: str, draft: PointText, parent: QWidget) -> Form[PointText]:
        form = Form(PointText, self._items(), prefix, 1, parent, (1,))
        form.show_draft(draft)
        form.show_all(draft.marking is not Marking.NONE)
        return form

    @override
    def _after_removal(self, place: int) -> None:
        self._complete()
        self.enter_at(place)

    @override
    def _complete(self) -> None:
        if not self._rows:
            self._append(self._empty(), None)

    def _empty(self) -> PointText:
        return blank(self._shape, self._start)

    def _go_on(self, row: Row[PointText]) -> None:
        """Go to an empty line below; where there is none, one is made."""
        following = self._rows.index(row) + 1
        if row.blank:
            return
        if following == len(self._rows) or not self._rows[following].blank:
            self._append(self._empty(), None, following)
        self.enter_at(following)
        see(self._rows[following])

    def _paste(self, row: Row[PointText]) -> bool:
        """A list that was copied fills lines, the first of them this one if it is empty."""
        lines = [line.strip() for line in clean(QApplication.clipboard().text()).splitlines() if on_one_line(line)]
        if len(lines) < 2:
            return False
        self._fill_from(row, [{"text": line} for line in lines])
        return True


class PointsForm(Form[SubjectPoints]):
    """The points of one subject, a list for each kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        items = [
            Item(name, _(label), partial(PointRows, KIND_OF[name], _(noun)), called=_CALLED.get(name, ""))
            for name, (label, noun) in _WORDS.items()
        ]
        super().__init__(SubjectPoints, items, "brief", columns=1, parent=parent)
        self.show_points(())

    def show_points(self, stored: Sequence[PointText], typed: Mapping[str, Any] | None = None) -> None:
        """Show what is stored, and over it what was typed."""
        self.show_draft(SubjectPoints.of(stored))
        self.retype(typed or {})

    def written(self) -> tuple[PointText, ...]:
        """Every point as it stands there; a line without words is none."""
        found = (getattr(self.unchecked(), name) for name in KIND_OF)
        return tuple(each for drafts in found for each in drafts if getattr(each, "text", "").strip())

    def shown(self) -> tuple[PointText, ...]:
        """The stored points that were shown."""
        return self.base.all() if self.base is not None else ()

    def over(self, stored: Sequence[PointText], begun: Mapping[str, Any]) -> None:
        """Show what is stored by now; what was typed since `begun` stood there stays, and so does what others wrote."""
        now = SubjectPoints.of(stored)
        typed = {name: over(getattr(now, name), begun[name], rows) for name, rows in self.changes().items()}
        self.show_points(stored, typed)


def over(stored: Sequence[PointText], begun: Sequence[PointText], typed: Any) -> RowsTyped:
    """Lines as they were typed over `begun`, laid over what is `stored` by now. Nothing is lost on either side: a point
    that is another one by now stands there as it is, and what was typed over it beside it."""
    now, then = {each.id: each for each in stored}, {each.id: each for each in begun}
    places = {each.id: place for place, each in enumerate(stored)}
    rows: list[tuple[int | None, Any, dict[str, object]]] = []
    for _origin, base, words in typed:
        here = now.get(base.id)
        edited = any(value != getattr(base, name, "") for name, value in words.items())
        if here is not None and (here == base or not edited):
            rows.append((places[base.id], here, words if here == base else {}))
            continue
        if here is not None:
            rows.append((places[base.id], here, {}))
        if edited:
            rows.append((None, base.model_copy(update={"id": 0, "text": ""}), words))
    known = {base.id for _origin, base, _words in typed}
    added = (each for each in stored if each.id not in known and then.get(each.id) != each)
    return (*rows, *((places[each.id], each, {}) for each in added))


def lines_of(name: str, text: str) -> RowsTyped:
    """Text of which every line is a point, as an earlier version kept it, in the lines of a list; a note is one."""
    found = [text.strip()] if name == "note" else [line.strip() for line in text.splitlines()]
    return tuple((None, blank(PointText, {"kind": KIND_OF[name]}), {"text": each}) for each in found if each)


def _items(kind: PointKind) -> tuple[Item, ...]:
    needed = _("Write it down, or take it away (Alt+Del).")
    own: tuple[Item, ...] = ()
    if kind is PointKind.IF_RAISED:
        own = (Item("likelihood", _("How likely"), partial(Pick, Likelihood, _("How likely: not stated"))),)
    if kind is PointKind.BACKGROUND:
        own = (Item("free", _("Free to use"), partial(Tick, _("Free to use: may be said aloud"))),)
    return (
        Item("text", _("Words"), partial(Paragraphs, lines=1, most=8), needed=needed),
        *own,
        Item("marking", _("Marking"), partial(Pick, Marking, ""), seldom=True),
    )


def noun(workspace: Workspace) -> Noun[PointDraft]:
    """One point."""
    ask = Ask(workspace)
    likely = _("Said of what may be raised only.")
    items = (
        Item("text", _("Words"), ask.text(4), wide=True, needed=_("Write down what is to be said.")),
        Item("about", _("About"), ask.one(*SUBJECTS), needed=_("Choose what it is to be said of.")),
        Item("kind", _("As what"), ask.pick(PointKind)),
        Item("likelihood", _("How likely"), ask.pick(Likelihood, _("not stated")), hint=likely),
        Item("free", _("Background"), ask.tick(_("Free to use: may be said aloud"))),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.POINT,
        PointDraft,
        (_("New briefing point"), _("Edit briefing point")),
        items,
        _read,
        AddPoint,
        ChangePoint,
    )


def _read(reader: Reader, today: date, record_id: int) -> PointCard:
    return points.card(reader, record_id)
