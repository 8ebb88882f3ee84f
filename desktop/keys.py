"""The keys in force: those of the table of actions, unless somebody chose others; letters can be switched off."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from db.errors import FieldError
from db.words import _
from desktop.actions import HEARD, ROWS, Action, Place
from desktop.settings import Settings

_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText
_HELD = re.compile(r"(Shift\+)?(Ctrl|Alt|Meta)\+|(Shift\+)?F\d+$")
"""Keys that write nothing: something is held with them, or they are F1 and so on."""
_BETWEEN = ","


class Keys(QObject):
    """Which keys do what on this computer; `changed` follows every new choice."""

    changed = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._own: dict[str, tuple[str, ...]] = settings.keys if settings is not None else {}
        self._letters = settings.letters if settings is not None else True

    @property
    def has_letters(self) -> bool:
        """Whether single letters do something in tables and lists."""
        return self._letters

    def switch_letters(self, on: bool) -> None:
        """Let single letters do something, or leave all of them to whoever types or dictates."""
        self._letters = on
        if self._settings is not None:
            self._settings.letters = on
        self.changed.emit()

    def keys(self, row: Action) -> tuple[str, ...]:
        """The keys that do it; of an action of one page they may be letters."""
        return self._heard(self._own.get(row.name, row.keys))

    def letters(self, row: Action) -> tuple[str, ...]:
        """The keys that do it in tables and panes alone."""
        return self._heard(self._own.get(_of_letters(row), row.letters))

    def is_own(self, row: Action) -> bool:
        """Whether somebody chose other keys than the usual ones."""
        return not {row.name, _of_letters(row)}.isdisjoint(self._own)

    def choose(self, row: Action, keys: str, letters: str) -> None:
        """Let these keys do it from now on, as they are typed with commas between; FieldError says why not."""
        chosen = {row.name: self._read(row, keys, "keys"), _of_letters(row): self._read(row, letters, "letters")}
        usual = {row.name: row.keys, _of_letters(row): row.letters}
        self._own = {**self._own, **chosen}
        self._own = {name: each for name, each in self._own.items() if name not in usual or each != usual[name]}
        self._keep()

    def forget(self, row: Action) -> None:
        """Let the usual keys do it again; FieldError where another action has one of them by now."""
        self.choose(row, _BETWEEN.join(row.keys), _BETWEEN.join(row.letters))

    def _keep(self) -> None:
        if self._settings is not None:
            self._settings.keys = self._own
        self.changed.emit()

    def _heard(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if self._letters or not _is_letter(key))

    def _read(self, row: Action, typed: str, field: str) -> tuple[str, ...]:
        """Keys as they are kept; FieldError for what is none, or does something else in the same place."""
        places = row.at if field == "letters" else (row.place,)
        found = tuple(dict.fromkeys(read(each, field) for each in _parted(typed)))
        usual = row.letters if field == "letters" else row.keys
        for key in found:
            if Place.WINDOW in places and key not in usual and not _is_held(key):
                said = _("{key} is typed in texts. Hold Ctrl or Alt with it, or take one of F1 to F12.")
                raise FieldError(field, said.format(key=shown(key)))
            taken = self._taken(row, key, places)
            if taken:
                raise FieldError(field, _("{key} does “{what}” already.").format(key=shown(key), what=taken))
        return found

    def _taken(self, row: Action, key: str, places: Iterable[Place]) -> str:
        """What else a key does in one of these places; "" where nothing."""
        for other in ROWS:
            own = self._own.get(other.name, other.keys)
            letters = self._own.get(_of_letters(other), other.letters)
            for place in places:
                in_place = own if _meet(place, other.place) else ()
                if other is not row and key in map(plain, (*in_place, *(letters if place in other.at else ()))):
                    return _(other.outside or other.text).rstrip("…")
        usual = {plain(each) for each in (*row.keys, *row.letters)}
        heard = (text for place, text, keys in HEARD for at in places if _meet(at, place) and key in map(plain, keys))
        return "" if key in usual else next(map(_, heard), "")


def read(typed: str, field: str = "keys") -> str:
    """One key as it is kept, "Ctrl+Shift+L"; FieldError for what is none."""
    sequence = QKeySequence.fromString(typed.strip(), _NATIVE)
    if not sequence.toString(_PORTABLE):
        sequence = QKeySequence.fromString(typed.strip(), _PORTABLE)
    if sequence.count() != 1 or not sequence.toString(_PORTABLE):
        raise FieldError(field, _("“{typed}” is no key. Write Ctrl+Shift+L, F7 or K.").format(typed=typed.strip()[:40]))
    return sequence.toString(_PORTABLE)


def plain(key: str) -> str:
    """A key of the table of actions as it is kept."""
    return QKeySequence(key).toString(_PORTABLE)


def shown(key: str) -> str:
    """A key as this computer names it."""
    return QKeySequence(key).toString(_NATIVE)


def _parted(typed: str) -> list[str]:
    """The keys in a text; a comma may itself be a key: "Ctrl+,"."""
    found: list[str] = []
    for part in typed.split(_BETWEEN):
        if found and found[-1].endswith("+") and not part.strip():
            found[-1] += _BETWEEN
        else:
            found.append(part.strip())
    return [each for each in found if each]


def _meet(one: Place, other: Place) -> bool:
    return one is other or Place.WINDOW in (one, other)


def _is_letter(key: str) -> bool:
    """Whether a key is a sign that is typed with nothing held."""
    return len(key) == 1


def _is_held(key: str) -> bool:
    return _HELD.match(plain(key)) is not None


def _of_letters(row: Action) -> str:
    return f"{row.name}:letters"


class _InForce:
    keys: Keys | None = None


def in_force() -> Keys:
    """The keys of this program; the usual ones where nobody said which computer it runs on."""
    if _InForce.keys is None:
        _InForce.keys = Keys()
    return _InForce.keys


def take(settings: Settings) -> None:
    """Let the keys be those that were chosen on this computer."""
    _InForce.keys = Keys(settings)
