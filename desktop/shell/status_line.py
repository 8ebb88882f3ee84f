"""The line at the foot of the window: whether everything is saved, which register, how large the text is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QStatusBar, QWidget

from db.words import _
from desktop.kit.plain import Icon, PlainLabel, set_tip
from desktop.kit.theme import current, set_air
from desktop.kit.tokens import Ink


class StatusLine(QStatusBar):
    """Only facts the user needs; it is also where the tip of a menu entry is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(_("Status"))
        self._said: tuple[str, Ink, str] = ("hourglass", "text2", _("Opening the register…"))
        self._before: tuple[str, Ink, str] | None = None
        self._icon = Icon("hourglass", "text2", 14, self)
        self._saved = PlainLabel(self._said[2], "meta", "text2", parent=self)
        self._saved.setObjectName("status.saved")
        self._register = PlainLabel("", "meta", "text2", parent=self)
        self._register.setObjectName("status.register")
        self._size = PlainLabel("", "meta", "text2", parent=self)
        set_air(self._icon, (6, 0, 0, 0))
        for label in (self._register, self._size):
            set_air(label, (6, 0, 6, 0))
        self.addWidget(self._icon)
        self.addWidget(self._saved)
        self.addPermanentWidget(self._register)
        self.addPermanentWidget(self._size)
        self.restyle()

    def show_register(self, path: str, writing: bool) -> None:
        """Which register is open, and whether it can be changed."""
        self._register.setText(Path(path).name)
        set_tip(self._register, path)
        if writing:
            self._say("check", "success", _("All changes are saved"))
        else:
            self._say("lock", "warning", _("Read-only"))

    def show_saved(self, at: datetime) -> None:
        """When the last change was stored."""
        self._say("check", "success", _("Saved {time}").format(time=f"{at.astimezone():%H:%M}"))

    def show_waiting(self, waits: bool) -> None:
        """Another program holds the file, and what is to be stored is tried again; or no more."""
        if waits and self._before is None:
            self._before = self._said
            self._say("hourglass", "warning", _("Saving…"))
        elif not waits and self._before is not None:
            before, self._before = self._before, None
            self._say(*before)

    def _say(self, icon: str, ink: Ink, text: str) -> None:
        self._said = (icon, ink, text)
        self._icon.show_icon(icon, ink)
        self._saved.setText(text)

    def restyle(self) -> None:
        """Say how large the text is, and be as high as it needs."""
        theme = current()
        self._size.setText(f"{theme.text_scale:.0%}")
        self._size.setAccessibleName(_("Text size {size}").format(size=self._size.text()))
        self.setFixedHeight(max(theme.sizes.status_bar, theme.metrics("meta").height() + theme.px(8)))
