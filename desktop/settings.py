"""What this computer remembers between two runs: look, text size, window, last page, last register."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from db.plain_file import small
from desktop.kit.tokens import Choice

APP = "aide-memoire"

MOST_RECENT = 10
"""So many registers are remembered."""


class Settings:
    """The choices of this user on this computer; what belongs to a register stands in the register."""

    def __init__(self, file: Path | None = None) -> None:
        path = file or user_config_path(APP) / "window.ini"
        self.set_aside = _set_aside(path)
        """Where a file lies that could not be read; "" where it could."""
        _make_private(path)
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Choice:
        """The look that was chosen."""
        kept = str(self._kept.value("look/theme", "system"))
        return cast("Choice", kept) if kept in get_args(Choice) else "system"

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue("look/theme", choice)

    @property
    def text_scale(self) -> float:
        """The text size that was chosen, 1.0 = 100 %."""
        try:
            return min(2.0, max(0.8, float(self._value("look/text_scale", 1.0))))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._kept.setValue("look/text_scale", scale)

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that were chosen instead of the usual ones, by action."""
        with suppress(ValueError, TypeError, AttributeError):
            kept = json.loads(str(self._value("keys/own", "{}")))
            return {str(name): tuple(map(str, keys)) for name, keys in kept.items()}
        return {}

    @keys.setter
    def keys(self, own: dict[str, tuple[str, ...]]) -> None:
        self._kept.setValue("keys/own", json.dumps(own))

    @property
    def letters(self) -> bool:
        """Whether single letters do something in tables and lists."""
        return str(self._value("keys/letters", "true")).lower() == "true"

    @letters.setter
    def letters(self, on: bool) -> None:
        self._kept.setValue("keys/letters", on)

    @property
    def density(self) -> str:
        """How high the rows of a table are where nobody chose it for that table."""
        return str(self._value("look/density", "standard"))

    @density.setter
    def density(self, density: str) -> None:
        self._kept.setValue("look/density", density)

    @property
    def still(self) -> bool:
        """Whether nothing is to move by itself: no cursor that blinks, no menu that fades in."""
        return str(self._value("look/still", "false")).lower() == "true"

    @still.setter
    def still(self, still: bool) -> None:
        self._kept.setValue("look/still", still)

    @property
    def page(self) -> str:
        """The page that was shown last."""
        return str(self._value("window/page", "today"))

    @page.setter
    def page(self, name: str) -> None:
        self._kept.setValue("window/page", name)

    @property
    def sidebar(self) -> bool:
        """Whether the sidebar is wanted."""
        return str(self._value("window/sidebar", "true")).lower() == "true"

    @sidebar.setter
    def sidebar(self, wanted: bool) -> None:
        self._kept.setValue("window/sidebar", wanted)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty at first."""
        kept = self._value("window/geometry", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._kept.setValue("window/geometry", geometry)

    @property
    def opened(self) -> dict[str, list[int]]:
        """The records opened last, the newest first, by the register they are in."""
        try:
            kept = json.loads(str(self._value("registers/opened", "{}")))
            return {str(register): [int(each) for each in records] for register, records in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    @opened.setter
    def opened(self, records: dict[str, list[int]]) -> None:
        self._kept.setValue("registers/opened", json.dumps(records))

    @property
    def recent(self) -> list[str]:
        """Where the registers lie that were opened last, the newest first."""
        try:
            kept = json.loads(str(self._value("registers/recent", "[]")))
            return [str(each) for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
        except ValueError:
            return []

    def keep_recent(self, register: str) -> None:
        """Remember that a register was opened."""
        others = [each for each in self.recent if each != register]
        self._kept.setValue("registers/recent", json.dumps([register, *others][:MOST_RECENT]))

    @property
    def name_was_asked(self) -> bool:
        """Whether somebody was asked for their name and gave none, so that nobody asks again."""
        return str(self._value("you/asked", "false")).lower() == "true"

    @name_was_asked.setter
    def name_was_asked(self, asked: bool) -> None:
        self._kept.setValue("you/asked", asked)

    def side_was_asked(self, register: str) -> bool:
        """Whether "Which side is yours?" was answered with Neither for a register."""
        return register in self._neither()

    def remember_neither(self, register: str) -> None:
        """Do not ask again which side is ours in this register."""
        self._kept.setValue("registers/neither", [*self._neither(), register])

    def looked_on(self, register: str) -> date | None:
        """The day on which Today of a register was looked at last."""
        with suppress(ValueError):
            return date.fromisoformat(self._looked().get(register, ""))
        return None

    def keep_looked_on(self, register: str, day: date) -> None:
        """Remember that Today of a register was looked at on a day."""
        self._kept.setValue("registers/looked", json.dumps(self._looked() | {register: day.isoformat()}))

    def layout(self, table: str, view: str) -> str:
        """How a view of a table looks, as text; that of the table where the view has none of its own."""
        return str(self._value(f"layout/{table}/{view}", "") or self._value(f"layout/{table}/usual", ""))

    def keep_layout(self, table: str, view: str, text: str) -> None:
        """Remember how a view of a table looks."""
        self._kept.setValue(f"layout/{table}/{view}", text)

    def pane(self, table: str) -> tuple[bool, int]:
        """Whether the selected record is wanted beside a table, and how wide in pixels at 100 %; 0 is as usual."""
        shown, _, width = str(self._value(f"pane/{table}", "")).partition(" ")
        return shown != "hidden", int(width) if width.isdecimal() else 0

    def keep_pane(self, table: str, shown: bool, width: int) -> None:
        """Remember whether the record stands beside a table, and how wide."""
        self._kept.setValue(f"pane/{table}", f"{'shown' if shown else 'hidden'} {width}")

    def view(self, table: str) -> str:
        """The view of a table that was shown last, as text."""
        return str(self._value(f"view/{table}", ""))

    def keep_view(self, table: str, text: str) -> None:
        """Remember which view of a table is shown."""
        self._kept.setValue(f"view/{table}", text)

    def save(self) -> None:
        """Write to the disk now."""
        self._kept.sync()

    def _looked(self) -> dict[str, str]:
        with suppress(ValueError, TypeError, AttributeError):
            kept = json.loads(str(self._value("registers/looked", "{}")))
            return {str(register): str(day) for register, day in kept.items()}
        return {}

    def _neither(self) -> list[str]:
        kept = self._value("registers/neither", [])
        return [kept] if isinstance(kept, str) else [str(each) for each in kept or ()]

    def _value(self, key: str, default: object) -> Any:
        return self._kept.value(key, default)


def _set_aside(file: Path) -> str:
    """Give a file that is no text of settings another name, so that nothing of it is lost; what it is called now.

    Qt reads of such a file what it can, and writes it back without the rest."""
    try:
        content = small(file)
        lines = [line for line in content.decode().splitlines() if line.strip()]
        if "\0" not in content.decode() and all(line[0] in "[;#" or "=" in line for line in lines):
            return ""
    except OSError:
        return ""
    except UnicodeDecodeError:
        pass
    aside = file.with_name(f"{file.name}.damaged")
    try:
        file.replace(aside)
    except OSError:
        return ""
    return str(aside)


def _make_private(file: Path) -> None:
    """Paths, and words that were looked for, are nobody else's to read; Qt keeps the rights that a file has."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.chmod(0o600)
