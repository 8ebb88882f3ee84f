"""The bar over a sheet: which page, whether it fits, larger and smaller, copy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import ElidedLabel, Icon, PlainLabel
from desktop.kit.tokens import ToneName

_ICONS: dict[ToneName, str] = {"success": "circle-check", "warning": "triangle-alert", "info": "info"}


class SheetBar(QFrame):
    """Says what is to be seen and asks for another page, another size or the text."""

    previous_wanted = Signal()
    next_wanted = Signal()
    larger_wanted = Signal()
    smaller_wanted = Signal()
    whole_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = PlainLabel("", "body", "text2", parent=self)
        self.page.setObjectName("brief.page")
        self._before = IconButton("chevron-left", _("Page before"), self)
        self._after = IconButton("chevron-right", _("Page after"), self)
        self._icon = Icon(parent=self)
        self.fit = ElidedLabel("", "body", "success", parent=self)
        self.fit.setObjectName("brief.fit")
        smaller = IconButton("zoom-out", _("Smaller page"), self)
        self._whole = Button(_("Whole page"), variant="quiet", parent=self)
        larger = IconButton("zoom-in", _("Larger page"), self)
        copy = IconButton("copy", _("Copy as text"), self)
        copy.setObjectName("brief.copy")
        self._tools = (smaller, self._whole, larger, copy)
        parts = (self._before, self.page, self._after, self._icon, (self.fit, 1), *self._tools)
        layouts.row(*parts, on=self, margins=(16, 7, 12, 7), gap=6)
        self._before.clicked.connect(self.previous_wanted)
        self._after.clicked.connect(self.next_wanted)
        smaller.clicked.connect(self.smaller_wanted)
        self._whole.clicked.connect(self.whole_wanted)
        larger.clicked.connect(self.larger_wanted)
        copy.clicked.connect(self.copy_wanted)
        self.show_page(0, 0)

    def show_page(self, page: int, pages: int) -> None:
        """Say which page is seen; 0 of 0 while there is none."""
        self.page.setText(_("Page {page} of {pages}").format(page=page, pages=pages) if pages else "")
        for button, there in ((self._before, page > 1), (self._after, page < pages)):
            button.setVisible(pages > 1)
            button.setEnabled(there)
        for tool in self._tools:
            tool.setEnabled(pages > 0)

    def say(self, words: str, tone: ToneName) -> None:
        """Say whether the sheet fits its page, or what else is to be known of it."""
        self.fit.setText(words)
        self.fit.set_ink(tone)
        self._icon.show_icon(_ICONS.get(tone, "info"), tone)
        self._icon.setVisible(bool(words))
