"""Pictures of every page, light and dark, at two sizes: `python -m tests.pictures FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QListView, QWidget

from db.commands.base import Command, Hide
from db.commands.commitments import Assess, SetDue, SetOfficer
from db.commands.parties import AddParty
from db.errors import RegisterDamaged
from db.queries.records import of_kind
from db.records.base import View
from db.records.parties import PartyDraft
from db.rules.periods import Period
from db.vocabulary import Kind, PartyKind, Progress
from desktop.actions import PAGES, REFERENCE
from desktop.form.dates.date_popup import DatePopup
from desktop.form.drafts.drafts import drafts_of
from desktop.form.line_popover import PeriodPopover
from desktop.keeper import keeper_of
from desktop.page.table_page import TablePage
from desktop.record.log_action import LogActionDialog
from desktop.sheet.preview import SheetPreview
from desktop.shell.register import CannotOpen
from desktop.shell.rooms import EDITED
from desktop.workspace import Edit, Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.table_rows import fill
from tests.pictures_of_records import WAIT_MS, agreements, calendar, lists, relations, sources, take, visits
from tests.pictures_of_settings import settings

SIZES = ((1366, 768), (1920, 1080))
PATIENCE_MS = 10_000


def main(folder: Path) -> None:
    """Take the pictures; the files are named `<what>-<look>-<width>.png`.

    The pages are those of a fresh starter register; `busy` is a table in which everything happens that can."""
    folder.mkdir(parents=True, exist_ok=True)
    looks: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    with tempfile.TemporaryDirectory() as scratch:
        for number, (look, size) in enumerate((look, size) for size in SIZES for look in looks):
            place = Path(scratch) / str(number)
            place.mkdir()
            with opened(place, look=look, size=size) as frame:
                _pages(frame, folder, f"{look}-{size[0]}")
                _overlays(frame, folder, f"{look}-{size[0]}")
                _forms(frame, folder, f"{look}-{size[0]}")
                _adding(frame, folder, f"{look}-{size[0]}")
                relations(frame, folder, f"{look}-{size[0]}")
                visits(frame, folder, f"{look}-{size[0]}")
                agreements(frame, folder, f"{look}-{size[0]}")
                lists(frame, folder, f"{look}-{size[0]}")
                settings(frame, folder, f"{look}-{size[0]}")
                sources(frame, folder, f"{look}-{size[0]}")
                _busy(frame, folder, f"{look}-{size[0]}")
                _past(frame, folder, f"{look}-{size[0]}")
                calendar(frame, folder, f"{look}-{size[0]}")
            for left in (1, 2):
                with opened(place, look=look, size=size) as frame:
                    _leave_typed(frame, left)
                with opened(place, look=look, size=size) as frame:
                    QTest.qWait(WAIT_MS)  # the counts at the side come after the page
                    take(frame.window, folder / f"drafts-{left}-{look}-{size[0]}.png")


def _leave_typed(frame: Frame, forms: int) -> None:
    """End with so many forms that were not stored."""
    for kind, title in ((Kind.VISIT, "Working visit on the timetable"), (Kind.COMMITMENT, "Send the list"))[:forms]:
        frame.workspace.edit_wanted.emit(Edit(kind))
        form = QApplication.activeModalWidget()
        assert form is not None
        QTest.keyClicks(form.findChildren(QLineEdit, f"field.{kind.value}.title")[0], title)
        QTest.keyClick(form, Qt.Key.Key_Escape)
    drafts_of(frame.workspace).flush()


def _pages(frame: Frame, folder: Path, name: str) -> None:
    for page in (*PAGES, *REFERENCE):
        frame.window.parts.actions[f"view.go_{page}"].trigger()
        if page == "briefings":
            _sheet_is_drawn(frame)
        QTest.qWait(WAIT_MS)
        take(frame.window, folder / f"{page}-{name}.png")
    frame.window.parts.actions["file.settings"].trigger()
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"settings-{name}.png")
    _backups(frame, folder, name)


def _backups(frame: Frame, folder: Path, name: str) -> None:
    """Settings with a backup, the list of what can be restored, and the message that leads to it."""
    keeper = keeper_of(frame.workspace)
    keeper.check()
    while keeper.is_busy:
        QTest.qWait(WAIT_MS)
    frame.window.parts.snackbar.dismiss()
    take(frame.window, folder / f"settings-backups-{name}.png")
    frame.window.parts.actions["file.restore"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    QTest.qWait(WAIT_MS)
    take(dialog, folder / f"restore-{name}.png")
    dialog.close()
    damaged = RegisterDamaged(Path(frame.workspace.path))
    rest, ways = f"{damaged.safe} {damaged.remedy}", ("quit", "read", "another", "restore")
    message = CannotOpen("This register cannot be opened", damaged.happened, rest, ways, frame.window)
    message.open()
    QTest.qWait(WAIT_MS)
    take(message, folder / f"cannot-open-{name}.png")
    message.close()


def _sheet_is_drawn(frame: Frame) -> None:
    """Wait for the page of the preview. It is drawn in a thread that gets no turn while `qWait` waits."""
    preview = frame.window.findChild(SheetPreview)
    assert preview is not None
    waiting = QEventLoop()
    preview.drawn.connect(waiting.quit)
    QTimer.singleShot(PATIENCE_MS, waiting, waiting.quit)
    waiting.exec()


def _overlays(frame: Frame, folder: Path, name: str) -> None:
    """The palette, and what opens over a table."""
    frame.window.parts.actions["edit.search"].trigger()
    QTest.keyClicks(frame.window.parts.header.search, "tran")
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"palette-{name}.png")
    QTest.keyClick(frame.window.parts.header.search, Qt.Key.Key_Escape)
    frame.window.parts.actions["view.go_commitments"].trigger()
    QTest.qWait(WAIT_MS)
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    assert page.changes is not None
    page.list.bar.press("country")
    take(QApplication.activePopupWidget(), folder / f"filter-{name}.png")
    for field in ("due", "status", "area"):
        page.changes.begin(field)
        take(QApplication.activePopupWidget(), folder / f"change-{field}-{name}.png")
    frame.workspace.menu_wanted.emit(page.list, QPoint())
    take(QApplication.activePopupWidget(), folder / f"menu-record-{name}.png")
    _calendar(page, folder, name)


def _forms(frame: Frame, folder: Path, name: str) -> None:
    """The form of every kind of record, new, and that of the log with everything it can ask for."""
    for kind in EDITED:
        frame.workspace.edit_wanted.emit(Edit(kind))
        QTest.qWait(WAIT_MS)
        form = QApplication.activeModalWidget()
        take(form, folder / f"form-{kind.value}-{name}.png")
        if form is not None:
            form.close()
    frame.workspace.log_wanted.emit(None)
    QTest.qWait(WAIT_MS)
    log = QApplication.activeModalWidget()
    assert isinstance(log, LogActionDialog)
    log.form.show_all(True)
    log.form.editors["files"].set_value((__file__,))
    take(log, folder / f"form-log-{name}.png")
    log.close()


def _adding(frame: Frame, folder: Path, name: str) -> None:
    """What a field offers that is not there yet, what is asked for one, and a party that another is already."""
    workspace = frame.workspace
    workspace.edit_wanted.emit(Edit(Kind.COMMITMENT))
    form = QApplication.activeModalWidget()
    assert form is not None
    line = form.findChildren(QLineEdit, "field.commitment.owes")[0]
    line.setFocus()
    line.clear()  # what another run left there is offered again
    QTest.keyClicks(line, "guinea")
    take(QApplication.activePopupWidget(), folder / f"adding-offers-{name}.png")
    QTest.keyClick(line, Qt.Key.Key_Down)
    rows = QApplication.activePopupWidget()
    assert isinstance(rows, QListView)
    rows.setCurrentIndex(rows.model().index(rows.model().rowCount() - 1, 0))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.qWait(WAIT_MS)
    take(QApplication.activePopupWidget(), folder / f"adding-asks-{name}.png")
    QTest.keyClick(QApplication.activePopupWidget() or form, Qt.Key.Key_Escape)
    form.close()
    double = workspace.run(AddParty(PartyDraft(title="Qazaqstan", kind=PartyKind.STATE))).record
    workspace.edit_wanted.emit(Edit(Kind.PARTY, double))
    form = QApplication.activeModalWidget()
    assert form is not None
    code = form.findChildren(QLineEdit, "field.party.code")[0]
    code.setText("KZ")
    QTest.keyClick(code, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(WAIT_MS)
    take(form, folder / f"adding-same-{name}.png")
    code.clear()
    form.findChildren(QAbstractButton, "form.merge")[0].click()
    take(QApplication.activePopupWidget(), folder / f"adding-merge-{name}.png")
    QTest.keyClick(QApplication.activePopupWidget() or form, Qt.Key.Key_Escape)
    form.close()
    workspace.undo()


def _calendar(page: TablePage, folder: Path, name: str) -> None:
    """The calendar of a date field, as exact as it can be wanted."""
    assert page.changes is not None
    page.changes.begin("due")
    asked = QApplication.activePopupWidget()
    assert isinstance(asked, PeriodPopover)
    for key, exactness in (("d", "day"), ("m", "month"), ("q", "quarter"), ("y", "year")):
        QTest.keyClick(asked.period.editor, Qt.Key.Key_F4)
        calendar = QApplication.activePopupWidget()
        assert isinstance(calendar, DatePopup)
        QTest.keyClicks(calendar.grid, key)
        take(calendar, folder / f"calendar-{exactness}-{name}.png")
    asked.close()


def _busy(frame: Frame, folder: Path, name: str) -> None:
    rows = fill(frame.workspace)
    frame.workspace.go_wanted.emit(Go("commitments", View(name="open"), rows.ids["reply"]))
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"busy-{name}.png")


def _past(frame: Frame, folder: Path, name: str) -> None:
    """The history of a commitment that saw much, and the Trash."""
    workspace, actions = frame.workspace, frame.window.parts.actions
    page = frame.window.parts.stack.page()
    here = page.current_record() if page is not None else None
    assert here is not None
    done: tuple[Command, ...] = (
        SetDue((here,), Period.by(date(2027, 1, 31))),
        Assess((here,), Progress.WAITING, date(2026, 11, 23), "A. Officer", "The ministry asked for two more weeks."),
        SetOfficer((here,), "D. Omar"),
    )
    for command in done:
        workspace.run(command)
    workspace.undo()
    actions["record.history"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    changes, switch = dialog.findChild(QWidget, "history.list"), dialog.findChild(QAbstractButton, "history.switch")
    assert changes is not None and switch is not None
    dialog.resize(1080, 640)  # the offscreen screen is smaller than any office has
    QTest.keyClick(changes, Qt.Key.Key_Down)
    QTest.keyClick(changes, Qt.Key.Key_Down)
    QTest.qWait(WAIT_MS)
    take(dialog, folder / f"history-{name}.png")
    switch.click()
    QTest.qWait(WAIT_MS)
    take(dialog, folder / f"history-whole-{name}.png")
    dialog.close()
    for kind in (Kind.COMMITMENT, Kind.VISIT, Kind.PARTY):
        some = workspace.ask(partial(of_kind, kind=kind, view=View()))
        workspace.run(Hide(tuple(each.id for each in some[:3])))
    actions["edit.open_trash"].trigger()
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"trash-{name}.png")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.pictures FOLDER")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
