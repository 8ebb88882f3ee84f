"""Settings ▸ Look, Keys and Lists: how the program behaves on this computer, and where lists are kept."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.errors import FieldError
from db.records.base import Line, Shape
from db.rules.text import fold
from db.words import N_, _
from desktop import keys
from desktop.actions import ROWS, Action
from desktop.form import editors
from desktop.form.form import Form, Item
from desktop.form.popover import FormPopover
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.search_field import SearchField
from desktop.kit.theme import current
from desktop.kit.tokens import Choice
from desktop.kit.words import joined
from desktop.page.panel import ROWS_INSET, SettingsGroup
from desktop.shell.frame import hold_still
from desktop.table.layout import Density
from desktop.workspace import Go, Workspace

_THEMES: dict[Choice, str] = {
    "system": N_("as the desktop is"),
    "light": N_("light"),
    "dark": N_("dark"),
    "high_contrast": N_("high contrast"),
}
_DENSITIES: dict[Density, str] = {
    "compact": N_("compact: one line"),
    "standard": N_("standard: two lines"),
    "relaxed": N_("relaxed: whole titles"),
}
_SIZES = range(80, 201, 10)


class LookGroup(SettingsGroup):
    """Theme, text size, density and stillness; each applies at once."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Look"), "sun-moon", parent=parent)
        self.setObjectName("settings.look")
        self._workspace = workspace
        self._form = Form(_Look, _looks(), "look", columns=2, parent=self)
        self._form.mark_letters("")
        self.follow()
        self._form.changed.connect(self._take)
        self.body.addWidget(self._form)

    def restyle(self) -> None:
        """A key or a menu chose another look meanwhile."""
        if self.isVisible():
            self.follow()

    @override
    def follow(self) -> None:
        """Show what is chosen now."""
        theme, settings = current(), self._workspace.settings
        self._form.blockSignals(True)
        self._form.show_draft(
            _Look(
                theme=theme.choice,
                size=round(theme.text_scale * 100 / 10) * 10,
                density=settings.density if settings is not None else "standard",
                still=settings.still if settings is not None else False,
            )
        )
        self._form.blockSignals(False)

    def _take(self) -> None:
        made, settings, theme = self._form.made(), self._workspace.settings, current()
        if made is None or settings is None:
            return
        settings.theme, settings.text_scale, settings.density, settings.still = (
            _theme(made.theme), made.size / 100, made.density, made.still,
        )  # fmt: skip
        hold_still(made.still)
        self._form.settle()
        if made.theme != theme.choice:
            theme.choose(_theme(made.theme))
        if made.size != round(theme.text_scale * 100):
            theme.set_text_scale(made.size / 100)


class KeysGroup(SettingsGroup):
    """Every action with its keys; Enter on one asks for others."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Keys"), "keyboard", inset=ROWS_INSET, parent=parent)
        self.setObjectName("settings.keys")
        self._asking: FormPopover | None = None
        self._letters = editors.Tick(_("Single letters do something in tables and lists"), self)
        self._letters.label_inside("keys.letters", "")
        self._letters.box.toggled.connect(self._switch)
        self._find = SearchField(_("Find an action by its name or keys"), parent=self)
        self._find.setObjectName("keys.find_action")
        self._find.textChanged.connect(self._narrow)
        self.list = RowList(_("Actions and their keys"), self)
        self.list.setObjectName("keys.list")
        self.list.opened.connect(self._ask)
        self._none = PlainLabel(_("No action is called like this."), "body", "text2", parent=self)
        change = Button(_("Change keys…"), "keyboard", parent=self)
        change.setObjectName("keys.change")
        change.clicked.connect(self._ask_current)
        self._usual = Button(_("The usual keys"), "undo-2", parent=self)
        self._usual.setObjectName("keys.usual")
        self._usual.clicked.connect(self._put_back)
        self._wrong = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._wrong.hide()
        self.list.current_changed.connect(self._look)
        side = (ROWS_INSET, 0, ROWS_INSET, 0)
        for each in (self._letters, self._find, self._none):
            self.body.addLayout(layouts.row(each, margins=side))
        self.body.addWidget(self.list)
        self.body.addLayout(layouts.row(self._wrong, margins=side))
        self.body.addLayout(layouts.row(change, self._usual, 1, margins=side, gap=8))
        keys.in_force().changed.connect(self.follow)

    @override
    def follow(self) -> None:
        """Show the keys in force."""
        self._letters.box.blockSignals(True)
        self._letters.set_value(keys.in_force().has_letters)
        self._letters.box.blockSignals(False)
        self._narrow()

    def _narrow(self) -> None:
        asked, here = fold(self._find.text()).split(), self.list.current_key()
        rows = [row for row in map(_row, ROWS) if all(word in fold(row.spoken()) for word in asked)]
        self.list.set_rows(rows)
        if here is not None:
            self.list.set_current(here)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._look(self.list.current_key())

    def _look(self, key: object) -> None:
        self._usual.setEnabled(isinstance(key, Action) and keys.in_force().is_own(key))
        self._wrong.hide()

    def _switch(self, on: bool) -> None:
        keys.in_force().switch_letters(on)

    def _ask_current(self) -> None:
        self._ask(self.list.current_key())

    def _ask(self, key: object) -> None:
        """Which keys are to do it, as they are typed."""
        if not isinstance(key, Action):
            return
        now = keys.in_force()
        items = [Item("keys", _("Keys, with commas between"), editors.Line)]
        if key.letters:
            items.append(Item("letters", _("In tables and panes"), editors.Line))
        form = Form(_Asked, items, "keys.asked", columns=1)
        draft = _Asked(keys=_said(now.keys(key)), letters=_said(now.letters(key)))
        title = _(key.outside or key.text).rstrip("…")
        self._asking = FormPopover(title, _("Use them"), "", form, draft, "keys", self)
        self._asking.setWindowFlag(Qt.WindowType.Popup)
        self._asking.answered.connect(self._take)
        self._asking.open_at(self.list.mapToGlobal(self.list.rect().topLeft()))

    def _take(self, made: _Asked) -> None:
        key = self.list.current_key()
        if not isinstance(key, Action):
            return
        try:
            keys.in_force().choose(key, made.keys, made.letters)
        except FieldError as error:
            self._say(error, key, made)

    def _put_back(self) -> None:
        key = self.list.current_key()
        if isinstance(key, Action):
            try:
                keys.in_force().forget(key)
            except FieldError as error:
                self._wrong.setText(error.happened)
                self._wrong.show()

    def _say(self, error: FieldError, key: Action, made: _Asked) -> None:
        """Ask again with what was typed, saying beside the field what is wrong with it."""
        self._ask(key)
        if self._asking is not None:
            typed = {"keys": made.keys, "letters": made.letters}
            self._asking.form.retype({name: typed[name] for name in self._asking.form.editors})
            self._asking.refuse_because(error)


class ListsGroup(SettingsGroup):
    """Where areas, officers, units, people and offices are renamed, merged and retired."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Lists"), "list-checks", parent=parent)
        self.setObjectName("settings.lists")
        self._workspace = workspace
        hint = _("Areas, officers and units are renamed, merged and retired on a page of their own; so are people.")
        areas, people = Button(_("Areas and officers"), "tag", parent=self), Button(_("People"), "users", parent=self)
        areas.setObjectName("lists.areas")
        people.setObjectName("lists.people")
        areas.clicked.connect(self._show_areas)
        people.clicked.connect(self._show_people)
        self.body.addWidget(PlainLabel(hint, "meta", "text2", wrap=True, parent=self))
        self.body.addLayout(layouts.row(areas, people, 1, gap=8))

    def _show_areas(self) -> None:
        self._workspace.go_wanted.emit(Go("areas"))

    def _show_people(self) -> None:
        self._workspace.go_wanted.emit(Go("people"))


class _Look(Shape):
    theme: str = "system"
    size: int = 100
    density: str = "standard"
    still: bool = False


class _Asked(Shape):
    keys: Line = ""
    letters: Line = ""


def _looks() -> tuple[Item, ...]:
    themes = tuple((_(words), choice) for choice, words in _THEMES.items())
    sizes = tuple((_("{percent} %").format(percent=each), each) for each in _SIZES)
    densities = tuple((_(words), density) for density, words in _DENSITIES.items())
    still = partial(editors.Tick, _("Nothing moves by itself: no blinking cursor, no fading menu"))
    used = _("Where no other one was chosen for a table.")
    return (
        Item("theme", _("Theme"), partial(editors.OneOf, themes)),
        Item("size", _("Text size"), partial(editors.OneOf, sizes)),
        Item("density", _("Rows of tables"), partial(editors.OneOf, densities), hint=used),
        Item("still", _("Motion"), still, wide=True),
    )


def _theme(name: str) -> Choice:
    return next((each for each in get_args(Choice) if each == name), "system")


def _row(action: Action) -> Row:
    now = keys.in_force()
    said = joined((_said(now.keys(action)), _said(now.letters(action))))
    title = _(action.outside or action.text).rstrip("…")
    icon = action.icon or "keyboard"
    return Row(action, icon, "info" if now.is_own(action) else "neutral", title, _(action.place.value), said)


def _said(each: tuple[str, ...]) -> str:
    return ", ".join(map(keys.shown, each))
