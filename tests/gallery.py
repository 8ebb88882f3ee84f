"""Every shared widget on one picture: `python -m tests.gallery OUT.png light|dark|high_contrast [rtl] [200]`."""

from __future__ import annotations

import sys
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import CommitmentStatus
from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.editors import OneOf, Paragraphs, When
from desktop.form.field import Field
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, IconButton
from desktop.kit.chip import Chip
from desktop.kit.code_badge import CodeBadge
from desktop.kit.plain import ElidedLabel, PlainLabel
from desktop.kit.quote import QuoteBox
from desktop.kit.row_list import Row, RowList
from desktop.kit.search_field import SearchField
from desktop.kit.snackbar import Snackbar
from desktop.kit.stepper import Step, Stepper
from desktop.kit.tabs import Tab, ViewTabs
from desktop.kit.theme import Theme
from desktop.kit.timeline import LogEntry, LogTimeline
from desktop.kit.tokens import Choice
from desktop.kit.window_bar import WindowBar
from desktop.page.panel import Panel
from desktop.shell.nav import NavButton, SectionLabel
from desktop.status import TO_CONFIRM, VISIT, commitment_look

TODAY = date(2026, 11, 23)
QUOTE = "The minister asked that both sides meet again before the end of the year and review what had been agreed."
ROWS = (
    Row("a", "octagon-alert", "critical", "Send the list of road projects", "Kazakhstan owes Pakistan · Transport",
        "20 Nov 2026", "3 days late", "critical"),
    Row("b", "hourglass", "waiting", "Name co-chairs for the joint review", "Pakistan owes Kazakhstan · waiting since "
        "18 Nov", "4 Dec 2026", "in 11 days"),
    Row("c", "circle-dot", "info", "Propose a meeting of energy experts", "Pakistan owes Kazakhstan · Energy",
        "Q1 2027", "in 4 months"),
)  # fmt: skip
STEPS = (
    Step("Signed", "done", "Feb 2026"),
    Step("Ratified by Kazakhstan", "waiting", "since 4 Mar"),
    Step("Ratified by Pakistan", "not_stated", "not stated"),
    Step("In force", "not_yet"),
)
LOG = (
    LogEntry(1, "phone", "Call", "12 Nov 2026", "A. Serik", "The embassy asked again; a reply is expected next week."),
    LogEntry(2, "file-text", "Note verbale", "6 Oct 2026", "A. Serik", "Two weeks in December proposed.",
          "Next: call the desk by 20 Nov", outcome="Status: In progress → Waiting", tone="waiting"),
    LogEntry(3, "quote", "Source", "4 Feb 2026", "", "Invitation made during the talks."),
)  # fmt: skip


class Gallery(QWidget):
    """All widgets in three columns."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.addWidget(self._sidebar())
        row.addLayout(self._middle(), 3)
        row.addLayout(self._right(), 2)
        self.snackbar = Snackbar(self)

    def _sidebar(self) -> QWidget:
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(NavButton("").sizeHint().width() + 16)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(2)
        today = NavButton("Today", "sun")
        today.set_count(7, urgent=True)
        today.setChecked(True)
        visits = NavButton("Visits", "plane")
        visits.set_count(2)
        country = NavButton("Pakistan", code="PAK")
        country.set_count(12)
        rail = NavButton("Commitments", "handshake")
        rail.set_compact(True)
        for widget in (today, NavButton("Reminders", "bell"), SectionLabel("Records"), visits,
                       NavButton("Agreements", "file-signature"), NavButton("Action log", "history"),
                       SectionLabel("Countries"), country, NavButton("Türkiye", code="TUR"), rail):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        return side

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Monday, 23 November 2026", "h1"))
        head.addStretch(1)
        head.addWidget(Button("Log action", "notebook-pen", "primary"))
        head.addWidget(IconButton("bell", "Reminders"))
        column.addLayout(head)
        tabs = ViewTabs("Views")
        tabs.set_tabs((Tab("open", "All open", 13), Tab("late", "Overdue", 2), Tab("none", "No date", 3)))
        column.addWidget(tabs)
        filters = QHBoxLayout()
        filters.addWidget(SearchField("Find in this list", "Ctrl+F"))
        active = Button("Status: Open", variant="filter")
        active.set_active(True)
        for widget in (active, Button("Country", variant="filter"), Button("Clear", variant="link")):
            filters.addWidget(widget)
        column.addLayout(filters)
        column.addWidget(Banner("Last backup was 12 days ago.", "warning", ("Back up now",), closable=True))
        column.addWidget(self._rows_card())
        column.addWidget(self._invitation())
        agreements = Panel("Agreements", "file-signature", count=1, link="All")
        agreements.body.addWidget(PlainLabel("Joint Declaration", "medium"))
        agreements.body.addWidget(Stepper(STEPS, "Signed Feb 2026; ratification not stated"))
        column.addWidget(agreements)
        column.addStretch(1)
        return column

    def _rows_card(self) -> Panel:
        card = Panel("Overdue", "octagon-alert", "critical", 2, "Show all 3")
        self.rows = RowList("Overdue")
        self.rows.set_rows(ROWS)
        self.tools = [QAction("Log", self), QAction("Done", self)]
        self.rows.set_row_actions(self.tools)
        card.body.addWidget(self.rows)
        return card

    def _invitation(self) -> Panel:
        card = Panel("Visits without a date", "mail-open", "warning", 1)
        card.body.addWidget(WindowBar("Invited 4 Feb 2026", "31 Dec 2026", 0.885, "38 days left of the window"))
        buttons = QHBoxLayout()
        buttons.addWidget(Button("Propose dates…", "calendar-plus"))
        buttons.addWidget(Button("Snooze", "alarm-clock", "quiet"))
        buttons.addWidget(ElidedLabel("Last action 12 Nov: the embassy asked again for dates", "meta", "text2"))
        card.body.addLayout(buttons)
        return card

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        chips = QHBoxLayout()
        for status in (CommitmentStatus.OVERDUE, CommitmentStatus.DUE_SOON, CommitmentStatus.WAITING,
                       CommitmentStatus.OPEN, CommitmentStatus.KEPT, CommitmentStatus.INTENT):  # fmt: skip
            chips.addWidget(Chip(status.label, *commitment_look(status)))
        column.addLayout(chips)
        second = QHBoxLayout()
        second.addWidget(Chip(_("To confirm"), *TO_CONFIRM))
        for visit, look in list(VISIT.items())[1:4]:
            second.addWidget(Chip(visit.label, *look))
        second.addStretch(1)
        column.addLayout(second)
        codes = QHBoxLayout()
        codes.addWidget(CodeBadge("PAK", "Pakistan"))
        codes.addWidget(CodeBadge("KAZ", "Kazakhstan", ours=True))
        codes.addWidget(CodeBadge("UZB", "Uzbekistan"))
        codes.addStretch(1)
        column.addLayout(codes)
        column.addWidget(PlainLabel("Agree dates for the return visit this year", "h2", wrap=True))
        column.addWidget(QuoteBox(QUOTE, "News report, Feb 2026"))
        column.addWidget(LogTimeline(LOG))
        kinds = OneOf((("Call", 1), ("Meeting", 2)), self)
        wrong = Field("&Title", Paragraphs(self))
        wrong.set_error("A title is needed.")
        when = When(TODAY, self)
        when.take("next friday")
        bad = PeriodEdit(TODAY, "When")
        bad.set_text("soonish")
        bad.editor.editingFinished.emit()
        tick = QCheckBox("What each side promised")
        tick.setChecked(True)
        when_field = Field("&Next step due", when)
        for widget in (Field("&Kind", kinds), wrong, when_field, bad, tick, QCheckBox("Full log")):
            column.addWidget(widget)
        column.addStretch(1)
        return column


def main(out: str, choice: Choice, *more: str) -> None:
    """Draw the gallery into the file `out`."""
    app = QApplication([])
    theme = Theme(app, choice, 2.0 if "200" in more else 1.0)
    if "rtl" in more:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    gallery = Gallery()
    gallery.resize(theme.px(1366), theme.px(860))
    gallery.show()
    gallery.activateWindow()
    gallery.rows.setFocus()
    gallery.snackbar.show_message("Marked kept: “Send the list of road projects”.")
    for _again in range(4):
        app.processEvents()
    gallery.grab().save(out)
    gallery.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *sys.argv[3:])  # type: ignore[arg-type]  # a word typed by hand
