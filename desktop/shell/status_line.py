"""The line at the foot of the window: whether everything is saved, which register, how large the text is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QStatusBar, QWidget

from db.words import _
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current
from desktop.kit.tokens import Ink


class StatusLine(QStatusBar):
    """Only facts the user needs; it is also where the tip of a menu entry is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(_("Status"))
        self._look: tuple[str, Ink] = ("hourglass", "text2")
        self._icon = PlainLabel(parent=self)
        self._saved = PlainLabel(_("Opening the register…"), "meta", "text2", parent=self)
        self._saved.setObjectName("status.saved")
        self._register = PlainLabel("", "meta", "text2", parent=self)
        self._register.setObjectName("status.register")
        self._size = PlainLabel("", "meta", "text2", parent=self)
        self.addWidget(self._icon)
        self.addWidget(self._saved)
        self.addPermanentWidget(self._register)
        self.addPermanentWidget(self._size)
        current().changed.connect(self._dress)
        self._dress()

    def show_register(self, path: str, writing: bool) -> None:
        """Which register is open, and whether it can be changed."""
        self._register.setText(Path(path).name)
        self._register.setToolTip(path)
        if writing:
            self._say("check", "success", _("All changes are saved"))
        else:
            self._say("lock", "warning", _("Read-only"))

    def show_saved(self, at: datetime) -> None:
        """When the last change was stored."""
        self._say("check", "success", _("Saved {time}").format(time=f"{at.astimezone():%H:%M}"))

    def _say(self, icon: str, ink: Ink, text: str) -> None:
        self._look = (icon, ink)
        self._saved.setText(text)
        self._dress()

    def _dress(self) -> None:
        theme = current()
        icon, ink = self._look
        self._icon.setPixmap(theme.pixmap(icon, ink, theme.px(14), self.devicePixelRatioF()))
        self._size.setText(f"{theme.text_scale:.0%}")
        self._size.setAccessibleName(_("Text size {size}").format(size=self._size.text()))
        margin = theme.px(6)
        self._icon.setContentsMargins(margin, 0, 0, 0)
        for label in (self._register, self._size):
            label.setContentsMargins(margin, 0, margin, 0)
        self.setFixedHeight(max(theme.sizes.status_bar, theme.metrics("meta").height() + theme.px(8)))
