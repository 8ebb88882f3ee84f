"""One row for each action: a method does it, its keys are its own, and the sheet of keys shows every key."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib import import_module
from itertools import chain

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from db.vocabulary import Kind
from desktop.actions import HEARD, PAGES, REFERENCE, ROWS, Action, Place
from desktop.doing import done_by, shown_keys
from desktop.kinds import KINDS
from desktop.shell.help import sheet
from tests.house.sources import CODE, sources

PLAIN = {"Return": "Enter", "Delete": "Del", "PageUp": "PgUp", "PageDown": "PgDown", "Escape": "Esc"}
"""What Qt calls keys in its code, and on the sheet."""
KEY_TABLES = {"desktop/doing.py", "desktop/keys.py", "desktop/kit/keyboard.py"}
"""Where keys are made of texts: from the rows, and to be shown."""
LETTERS_HEARD = {"desktop/form/dates/date_popup.py"}
"""The calendar is a pop-up: its letters are its own."""


def owners() -> list[type[QObject]]:
    """Every class of the screen, with all rooms loaded."""
    found: dict[type[QObject], None] = {}
    for source in sources("desktop"):
        if source.path not in ("desktop/__main__.py",) and not source.path.startswith("desktop/cli/"):
            module = import_module(source.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
            found |= dict.fromkeys(
                each
                for each in vars(module).values()
                if isinstance(each, type) and issubclass(each, QObject) and each.__module__ == module.__name__
            )
    return list(found)


def methods(of: type[QObject]) -> list[tuple[Action, str]]:
    """What the methods of a class itself do, without those of the classes above it."""
    return [(row, name) for row, name in done_by(of) if name in vars(of)]


def test_every_action_has_the_one_method_that_does_it() -> None:
    """Reason: an action without a method is a menu entry that does nothing, and two methods would both run."""
    done = Counter(
        (row.name, "window" if of.__module__.startswith("desktop.shell.") else "place")
        for of in owners()
        for row, _name in methods(of)
    )
    wrong = [row.name for row in ROWS if done[row.name, "window"] != (row.place is Place.WINDOW)]
    wrong += [
        row.name for row in ROWS if (row.letters or row.place is not Place.WINDOW) and not done[row.name, "place"]
    ]
    assert wrong == []


def test_a_key_does_one_thing_in_a_place() -> None:
    """Reason: of two actions that have the same key Qt does neither. The keys of the window act in every place."""

    def keys(place: Place) -> list[str]:
        own = [key for row in ROWS if row.place is place for key in row.keys]
        own += [key for row in ROWS if place in row.at for key in row.letters]
        return [QKeySequence(key).toString() for key in own]

    for place in Place:
        everywhere = [] if place is Place.WINDOW else keys(Place.WINDOW)
        twice = [key for key, many in Counter([*keys(place), *everywhere]).items() if many > 1]
        assert twice == [], place


def on_the_sheet() -> set[str]:
    """The single keys that the sheet names, with or without others held."""
    lines = chain.from_iterable(lines for _place, lines in sheet())
    return {key.rpartition("+")[2] or key for line in lines for key in line.keys.split(", ")}


def test_a_key_that_does_something_is_on_the_sheet() -> None:
    """Reason: what nobody can look up nobody uses. Rows are on it by themselves; what a widget hears is in HEARD."""
    shown = on_the_sheet()
    unknown = [
        f"{source.at(node)} {node.attr}"
        for source in sources("desktop")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and re.fullmatch(r"Key_\w+", node.attr) and _plain(node.attr) not in shown
    ]
    assert unknown == []
    lines = {place: {key for line in found for key in line.keys.split(", ")} for place, found in sheet()}
    rows = [(place, key) for row in ROWS for place in row.at for key in row.letters]
    rows += [(row.place, key) for row in ROWS for key in row.keys]
    rows += [(place, key) for place, _text, keys in HEARD for key in keys]
    assert [each for each in rows if shown_keys(each[1:]) not in lines[each[0]]] == []


def test_letters_are_actions() -> None:
    """Reason: a letter that is compared in code is another one on every other keyboard, and stands in no menu."""
    compared = [
        f"{source.at(node)} {node.attr}"
        for source in sources("desktop")
        if source.path not in LETTERS_HEARD
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and re.fullmatch(r"Key_[A-Z0-9]", node.attr)
    ]
    assert compared == []


def test_keys_stand_in_the_table_of_actions() -> None:
    """Reason: a key that is set elsewhere is in no menu, on no sheet, and in nobody's way until it is pressed."""
    elsewhere = [
        source.at(call)
        for source in sources("desktop")
        if source.path not in KEY_TABLES
        for call, name in source.calls()
        if name in ("setShortcut", "setShortcuts", "QShortcut", "QKeySequence")
    ]
    assert elsewhere == []


def test_names_of_actions_are_their_own() -> None:
    """Reason: object names are made of them, and buttons, menus and settings find an action by its name."""
    assert [name for name, many in Counter(row.name for row in ROWS).items() if many > 1] == []
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", row.name) for row in ROWS)


def test_nothing_is_found_by_a_name_in_a_string() -> None:
    """Reason: what is imported by a string, or asks who sent a signal, is joined where no reader sees it."""
    joined = [
        source.at(call)
        for source in sources(*CODE)
        for call, name in source.calls()
        if name in ("import_module", "sender")
    ]
    assert joined == []


def test_every_kind_has_its_row() -> None:
    """Reason: what is known of a kind stands in one place; a kind without a row has no icon and no words."""
    assert set(KINDS) == set(Kind)
    assert {row.page for row in KINDS.values() if row.page} <= {*PAGES, *REFERENCE}


def _plain(name: str) -> str:
    """A key of Qt's as the sheet calls it."""
    name = name.removeprefix("Key_")
    return PLAIN.get(name, name)
