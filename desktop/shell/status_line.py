"""The line at the foot of the window: whether everything is saved, which register, how large the text is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QStatusBar, QWidget

from db.words import _, ngettext
from desktop.kit.plain import Icon, PlainLabel, set_tip
from desktop.kit.theme import current, set_air
from desktop.kit.tokens import Ink
from desktop.kit.words import joined


class StatusLine(QStatusBar):
    """Only facts the user needs; it is also where the tip of a menu entry is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(_("Status"))
        self._icon = Icon("hourglass", "text2", 14, self)
        self._saved = PlainLabel(_("Opening the register…"), "meta", "text2", parent=self)
        self._writing, self._at, self._drafts, self._waits, self._away = True, "", 0, False, False
        self._saved.setObjectName("status.saved")
        self._backup = PlainLabel("", "meta", "text2", parent=self)
        self._backup.setObjectName("status.backup")
        self._register = PlainLabel("", "meta", "text2", parent=self)
        self._register.setObjectName("status.register")
        self._size = PlainLabel("", "meta", "text2", parent=self)
        set_air(self._icon, (6, 0, 0, 0))
        for label in (self._backup, self._register, self._size):
            set_air(label, (6, 0, 6, 0))
        self.addWidget(self._icon)
        self.addWidget(self._saved)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(self._register)
        self.addPermanentWidget(self._size)
        self.restyle()

    def show_register(self, path: str, writing: bool) -> None:
        """Which register is open, and whether it can be changed."""
        self._register.setText(Path(path).name)
        set_tip(self._register, path)
        self.show_backup("", "", late=False)
        self._writing, self._at, self._away = writing, "", False
        self._say_how_it_stands()

    def show_none(self) -> None:
        """No register is open."""
        self._say("info", "text2", _("No register is open"))
        for label in (self._register, self._backup):
            label.setText("")
            set_tip(label, "")

    def show_saved(self, at: datetime) -> None:
        """When the last change was stored."""
        self._at = _("Saved {time}").format(time=f"{at.astimezone():%H:%M}")
        self._say_how_it_stands()

    def show_drafts(self, many: int) -> None:
        """How much of what was typed is only a draft."""
        self._drafts = many
        self._say_how_it_stands()

    def _say_how_it_stands(self) -> None:
        drafts = ngettext("{n} draft is not stored", "{n} drafts are not stored", self._drafts).format(n=self._drafts)
        if self._waits:
            self._say("hourglass", "warning", _("Saving…"))
        elif self._away:
            self._say("octagon-alert", "critical", _("The file is not at its place: nothing can be saved"))
        elif not self._writing:
            self._say("lock", "warning", _("Read-only"))
        elif self._drafts:
            self._say("pencil-line", "text2", joined((self._at, drafts)))
        else:
            self._say("check", "success", self._at or _("All changes are saved"))

    def show_waiting(self, waits: bool) -> None:
        """Another program holds the file, and what is to be stored is tried again; or no more."""
        if waits != self._waits:
            self._waits = waits
            self._say_how_it_stands()

    def show_away(self, away: bool) -> None:
        """The register does not lie at its place any more; or it does again."""
        self._away = away
        self._say_how_it_stands()

    def show_backup(self, text: str, place: str, *, late: bool) -> None:
        """When the register was backed up last, and where; `late` if that is too long ago."""
        self._backup.setText(text)
        set_tip(self._backup, place)
        self._backup.set_ink("warning" if late else "text2")

    def _say(self, icon: str, ink: Ink, text: str) -> None:
        self._icon.show_icon(icon, ink)
        self._saved.setText(text)

    def restyle(self) -> None:
        """Say how large the text is, and be as high as it needs."""
        theme = current()
        self._size.setText(f"{theme.text_scale:.0%}")
        self._size.setAccessibleName(_("Text size {size}").format(size=self._size.text()))
        self.setFixedHeight(max(theme.sizes.status_bar, theme.metrics("meta").height() + theme.px(8)))
