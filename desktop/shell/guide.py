"""What the statuses mean, in the words of the rules themselves, and what whoever mends the program has to know."""

from __future__ import annotations

import inspect
import platform
import re
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from db import engine
from db.rules import agreements, commitments, visits
from db.vocabulary import Word
from db.words import N_, _
from desktop import status
from desktop.crash import LOG, log_folder
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.long_text import LongText
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current, set_size
from desktop.shell.help import close_row
from desktop.status import Look

_WIDTH, _COLUMNS = 680, 3
_LAST = 20_000
"""So many letters of the log are shown, the newest."""

_RULES: tuple[tuple[str, Callable[..., Word], Mapping[Word, Look]], ...] = (
    (N_("Visits"), visits.status, status.VISIT),
    (N_("Agreements"), agreements.status, status.AGREEMENT),
    (N_("Commitments"), commitments.status, status.COMMITMENT),
)  # type: ignore[assignment]  # the keys of each are words of its own kind


def in_words(rule: Callable[..., object]) -> list[str]:
    """What a rule says of itself, a paragraph or an entry each, without the signs that only programmers read."""
    text = inspect.getdoc(rule) or ""
    text = re.sub(r"\s*\(`[^`]*`\)", "", text)
    text = re.sub(r"\*([^*]+)\*", r"“\1”", text.replace("`", ""))
    text = re.sub(r'"([^"]+)"', r"“\1”", text)
    parts = re.split(r"\n\s*\n|\n(?=- )", text)
    return [" ".join(part.removeprefix("- ").split()) for part in parts if part.strip()]


def _name(dialog: QDialog, name: str, title: str) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)


def statuses(parent: QWidget) -> QDialog:
    """Every status of a visit, an agreement and a commitment, and when it stands. Show it with `open()`."""
    dialog = QDialog(parent)
    _name(dialog, "dialog.statuses", _("What the statuses mean"))
    inside = QWidget(dialog)
    inside.setProperty("page", True)
    parts: list[QWidget] = []
    for heading, rule, looks in _RULES:
        title = PlainLabel(_(heading), "h2", parent=inside)
        title.setContentsMargins(0, current().px(12) if parts else 0, 0, 0)
        parts.append(title)
        parts.append(_looks(looks, inside))
        parts += [PlainLabel(each, wrap=True, parent=inside) for each in in_words(rule)]
    layouts.column(*parts, 1, on=inside, margins=(0, 0, 12, 0), gap=8)
    area = layouts.scrolling(dialog, inside)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it is read with the arrow keys
    area.setAccessibleName(dialog.windowTitle())
    layouts.column((area, 1), close_row(dialog), on=dialog, margins=(24, 20, 24, 16), gap=12)
    set_size(dialog, _WIDTH)
    dialog.resize(dialog.width(), min(current().px(620), parent.height() - current().px(60)))
    area.setFocus()
    return dialog


def _looks(looks: Mapping[Word, Look], parent: QWidget) -> QWidget:
    made = QWidget(parent)
    grid: QGridLayout = layouts.grid(made, 16, 6)
    for at, (word, look) in enumerate(looks.items()):
        cell = layouts.row(
            Icon(look.icon, look.tone, 16, made), (PlainLabel(word.word, "medium", parent=made), 1), gap=8
        )
        grid.addLayout(cell, *divmod(at, _COLUMNS))
    return made


def versions() -> str:
    """What this program runs on, a line each."""
    try:
        ours = version("aide-memoire")
    except PackageNotFoundError:
        ours = "0"
    lines = {
        "Aide-Mémoire": ours,
        "Python": platform.python_version(),
        "Qt": f"{PySide6.__version__} ({QGuiApplication.platformName()})",
        "SQLite": engine.SQLITE,
        _("System"): platform.platform(),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())


def _log() -> str:
    try:
        return (log_folder() / LOG).read_text(encoding="utf-8", errors="replace")[-_LAST:].strip()
    except OSError:
        return _("There is no log: the program has not failed here.")


class Problem(QDialog):
    """What whoever mends the program has to know: versions and its own log, no word of any record."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _name(self, "dialog.problem", _("Report a problem"))
        words = _(
            "Say what you did and what you expected, and add this. No word of any record is in it, and nothing is "
            "sent by itself."
        )
        self._text = LongText(12, 16, self)
        self._text.setObjectName("problem.text")
        self._text.setAccessibleName(_("What is added to a report"))
        self._text.setReadOnly(True)
        self._text.setPlainText(f"{versions()}\n\n{_log()}")
        copy = Button(_("Copy"), "copy", parent=self)
        copy.setObjectName("problem.copy")
        copy.clicked.connect(self._copy)
        foot = layouts.row(copy, (close_row(self), 1), gap=8)
        title = PlainLabel(self.windowTitle(), "h2", parent=self)
        about = PlainLabel(words, wrap=True, parent=self)
        layouts.column(title, about, self._text, foot, on=self, margins=(24, 20, 24, 16), gap=12)
        set_size(self, _WIDTH)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())


def open_log_folder() -> str:
    """Show the folder of the log in the program for files; what to say where that cannot be done, else ""."""
    folder: Path = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _("The log folder cannot be made: {path}").format(path=folder)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return ""
    return _("No program here shows folders. The log lies in {path}").format(path=folder)
