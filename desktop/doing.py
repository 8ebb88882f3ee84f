"""Doing what the table of actions says: menus, buttons and keys made from its rows, bound to the methods that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from db.words import _
from desktop.actions import ENTRIES, OUR_SIDE, RECENT, RECORD, ROWS, A, Action, Menu, Place
from desktop.keys import Keys, in_force
from desktop.kit.plain import set_tip
from desktop.kit.theme import current

F = TypeVar("F", bound=Callable[..., object])

_DOES = "does"
_NATIVE = QKeySequence.SequenceFormat.NativeText
_WINDOW, _HERE = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut


def does(*rows: Action) -> Callable[[F], F]:
    """Mark a method as what does these actions; it is handed an action's value, or whether it was checked."""

    def mark(method: F) -> F:
        setattr(method, _DOES, rows)
        return method

    return mark


def done_by(owner: type) -> Iterator[tuple[Action, str]]:
    """The actions that objects of a class do, and the names of the methods that do them."""
    for each in reversed(owner.__mro__):
        for name, member in vars(each).items():
            for row in getattr(member, _DOES, ()):
                yield row, name


def shown_keys(keys: Iterable[str]) -> str:
    """Keys as this computer names them, with commas between."""
    return ", ".join(QKeySequence(key).toString(_NATIVE) for key in keys)


class LiveAction(QAction):
    """An action as Qt has it, for menus, buttons and keys; its object name is `act.<menu>.<name>`."""

    chosen = Signal(object)
    """The value of its row, or whether it was checked where the row has none."""

    def __init__(
        self, row: Action, keys: Callable[[Keys], Iterable[str]], context: Qt.ShortcutContext, parent: QObject
    ) -> None:
        """`keys` says which of those in force do it here."""
        super().__init__(_(row.text), parent)
        self.row, self._keys, self._why = row, keys, ""
        self.setObjectName(f"act.{row.name}")
        self.setShortcutContext(context)
        self.setCheckable(row.checkable)
        self.setAutoRepeat(False)  # a key that is held would take away record after record
        self.setMenuRole(QAction.MenuRole.NoRole)
        self.take_keys()
        self.setStatusTip(self.toolTip())
        self.triggered.connect(self._tell)
        in_force().changed.connect(self.take_keys)

    def take_keys(self) -> None:
        """Be done by the keys in force."""
        self.setShortcuts([QKeySequence(key) for key in self._keys(in_force())])
        self.explain(self._why)

    def explain(self, why: str = "") -> None:
        """Say why it cannot be done now; else what it does, and with which keys."""
        self._why = why
        keys = shown_keys((*in_force().keys(self.row)[:1], *in_force().letters(self.row)))
        set_tip(self, why or (f"{_(self.row.tip)} ({keys})" if keys else _(self.row.tip)))

    def allow(self, allowed: bool, why: str = "") -> None:
        """Whether it can be done now; where not, on hovering it says why."""
        self.setEnabled(allowed)
        self.explain(why)

    def _tell(self, checked: bool) -> None:
        self.chosen.emit(checked if self.row.value is None else self.row.value)


class Actions(QObject):
    """The actions of a window, each one object for menus, buttons and keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._by_name = {row.name: self._make(row, window) for row in ROWS if row.place is Place.WINDOW}
        self.menus: dict[str, QMenu] = {}
        """The menus that are filled, by name."""
        group = QActionGroup(self)
        for row in A.themes:
            group.addAction(self[row])
        current().changed.connect(self.dress)

    def __getitem__(self, which: Action | str) -> LiveAction:
        """The action of a row, or of a name like `"record.log"`; KeyError where there is none."""
        return self._by_name[which if isinstance(which, str) else which.name]

    def all(self) -> tuple[LiveAction, ...]:
        """Every action, in the order of the menus."""
        return tuple(self._by_name.values())

    def asked_by(self, event: QKeyEvent) -> list[Action]:
        """The rows of the actions that have this key."""
        keys = QKeySequence(event.keyCombination())
        return [each.row for each in self.all() if keys in each.shortcuts()]

    @property
    def our_side(self) -> QMenu:
        """The menu of the parties that can be our side; whoever has a register open fills it."""
        return self.menus[OUR_SIDE.name]

    @property
    def recent(self) -> QMenu:
        """The menu of the registers that were opened last; the window fills it."""
        return self.menus[RECENT.name]

    def bind(self, owner: QObject) -> None:
        """Let an object do what its methods say they do, as long as it lives."""
        for row, method in done_by(type(owner)):
            if row.name in self._by_name:
                self[row].chosen.connect(getattr(owner, method))

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the menu bar."""
        for entry in ENTRIES:
            if isinstance(entry, Menu):
                self._menu(entry, bar)
            elif entry.menu is not None:
                menu = self._menu(entry.menu, bar)
                if entry.line:
                    menu.addSeparator()
                menu.addAction(self[entry])

    def fill_short(self, menu: QMenu, applies: Callable[[Action], bool]) -> None:
        """Put what concerns a record itself into a menu, in the order of the Record menu."""
        menu.setToolTipsVisible(True)
        lines = before = 0
        for row in ROWS:
            lines += row.menu is RECORD and row.line
            if row.short and applies(row):
                if lines > before:
                    menu.addSeparator()
                before = lines
                menu.addAction(self[row])

    def rest(self, resting: bool) -> None:
        """Let only that be done which needs no register, or all again."""
        for action in self.all():
            if not action.row.alone:
                action.allow(not resting, _("There is no register yet.") if resting else "")
        self.our_side.setEnabled(not resting)

    def enable_writing(self, why_not: str) -> None:
        """Let the register be changed, or say why it cannot be."""
        for action in self.all():
            if action.row.writes:
                action.allow(not why_not, why_not)
        self.our_side.setEnabled(not why_not)

    def dress(self) -> None:
        """Give every action its icon."""
        dress(self.all())

    def _menu(self, which: Menu, bar: QMenuBar) -> QMenu:
        if which.name not in self.menus:
            above = self._menu(which.within, bar) if which.within is not None else bar
            if which.line:
                above.addSeparator()
            made = self.menus[which.name] = above.addMenu(_(which.text))
            made.setObjectName(f"menu.{which.name}")
            made.setToolTipsVisible(True)
        return self.menus[which.name]

    def _make(self, row: Action, window: QWidget) -> LiveAction:
        """What has only letters shows them in its menu, but hears them in tables and panes alone."""
        heard = row.keys or not row.letters
        keys = partial(_all_keys, row)
        action = LiveAction(row, keys, _WINDOW if heard else _HERE, self)
        if heard:
            window.addAction(action)
        return action


def _all_keys(row: Action, keys: Keys) -> tuple[str, ...]:
    """The keys of an action of the menus; one that never had any is done by letters alone, in tables and panes."""
    return keys.keys(row) if row.keys or not row.letters else keys.letters(row)


def _in_the_table(done: tuple[Action, str]) -> int:
    return ROWS.index(done[0])


def dress(actions: Iterable[LiveAction]) -> None:
    """Give actions their icons."""
    for action in actions:
        if action.row.icon:
            action.setIcon(current().icon(action.row.icon))


def bind_here(owner: QWidget, place: Place, widget: QWidget) -> dict[Action, LiveAction]:
    """Let `owner` do what its methods say, by the keys of a place that act while the focus is in `widget`.

    Where no menu stands above, the keys of the menu are the place's too."""
    alone = not any(isinstance(each, LiveAction) for each in owner.window().actions())
    made: dict[Action, LiveAction] = {}
    for row, method in sorted(done_by(type(owner)), key=_in_the_table):
        if row.place is not place and place not in row.at:
            continue
        action = LiveAction(row, partial(_keys_here, row, row.place is place, alone), _HERE, owner)
        if row.place is not place:
            action.setObjectName(f"key.{row.name}")
        action.chosen.connect(getattr(owner, method))
        widget.addAction(action)
        made[row] = action
    return made


def _keys_here(row: Action, own: bool, alone: bool, keys: Keys) -> tuple[str, ...]:
    """The keys of an action in a place: those of an action of its `own`, or the letters of one of the menus, and its
    keys too where no menu stands above."""
    return keys.keys(row) if own else (*keys.letters(row), *(keys.keys(row) if alone else ()))
