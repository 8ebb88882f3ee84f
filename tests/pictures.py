"""Pictures of every page, light and dark, at two sizes: `python -m tests.pictures FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from db.commands.base import Command, Hide
from db.commands.commitments import Assess, SetDue, SetOfficer
from db.commands.visit_deeds import ProposeDates
from db.queries import search
from db.queries.records import of_kind
from db.records.base import View
from db.records.visit_deeds import DeedDraft
from db.rules.periods import Period
from db.vocabulary import Kind, Progress, VisitDeed
from desktop.dialogs.log_action import LogActionDialog
from desktop.dialogs.record import EDITED
from desktop.menus import PAGES, REFERENCE
from desktop.pages.table_page import TablePage
from desktop.widgets.date_popup import DatePopup
from desktop.widgets.drafts import drafts_of
from desktop.widgets.line_popover import PeriodPopover
from desktop.workspace import Do, Edit, Go
from tests.desktop.at_sources import TEXT, Reader
from tests.desktop.frame import TODAY, Frame, opened
from tests.desktop.table_rows import fill

SIZES = ((1366, 768), (1920, 1080))
WAIT_MS = 400
SHEET_WAIT_MS = 4000


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
                _visits(frame, folder, f"{look}-{size[0]}")
                _sources(frame, folder, f"{look}-{size[0]}")
                _busy(frame, folder, f"{look}-{size[0]}")
                _past(frame, folder, f"{look}-{size[0]}")
            for left in (1, 2):
                with opened(place, look=look, size=size) as frame:
                    _leave_typed(frame, left)
                with opened(place, look=look, size=size) as frame:
                    _take(frame.window, folder / f"drafts-{left}-{look}-{size[0]}.png")


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
        QTest.qWait(SHEET_WAIT_MS if page == "briefings" else WAIT_MS)
        _take(frame.window, folder / f"{page}-{name}.png")


def _overlays(frame: Frame, folder: Path, name: str) -> None:
    """The palette, and what opens over a table."""
    frame.window.parts.actions["edit.search"].trigger()
    QTest.keyClicks(frame.window.parts.header.search, "tran")
    QTest.qWait(WAIT_MS)
    _take(frame.window, folder / f"palette-{name}.png")
    QTest.keyClick(frame.window.parts.header.search, Qt.Key.Key_Escape)
    frame.window.parts.actions["view.go_commitments"].trigger()
    QTest.qWait(WAIT_MS)
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    assert page.changes is not None
    page.list.bar.press("country")
    _take(QApplication.activePopupWidget(), folder / f"filter-{name}.png")
    for field in ("due", "status", "area"):
        page.changes.begin(field)
        _take(QApplication.activePopupWidget(), folder / f"change-{field}-{name}.png")
    frame.workspace.menu_wanted.emit(page.list, QPoint())
    _take(QApplication.activePopupWidget(), folder / f"menu-record-{name}.png")
    _calendar(page, folder, name)


def _forms(frame: Frame, folder: Path, name: str) -> None:
    """The form of every kind of record, new, and that of the log with everything it can ask for."""
    for kind in EDITED:
        frame.workspace.edit_wanted.emit(Edit(kind))
        QTest.qWait(WAIT_MS)
        form = QApplication.activeModalWidget()
        _take(form, folder / f"form-{kind.value}-{name}.png")
        if form is not None:
            form.close()
    frame.workspace.log_wanted.emit(None)
    QTest.qWait(WAIT_MS)
    log = QApplication.activeModalWidget()
    assert isinstance(log, LogActionDialog)
    log.form.show_details(True)
    log.form.files.set_paths((__file__,))
    _take(log, folder / f"form-log-{name}.png")
    log.close()


def _visits(frame: Frame, folder: Path, name: str) -> None:
    """A visit whole, what each deed asks for, and its form."""
    invited, held = (_visit(frame, words) for words in ("return state visit", "state visit of president"))
    frame.workspace.run(ProposeDates(invited, DeedDraft(on=TODAY, dates=Period.from_edtf("2026-12-14")), TODAY))
    for words, record in (("invited", invited), ("held", held)):
        frame.workspace.go_wanted.emit(Go("visits", record=record))
        QTest.qWait(WAIT_MS)
        _take(frame.window, folder / f"visit-{words}-{name}.png")
        page = frame.window.parts.stack.page()
        assert isinstance(page, TablePage)
        _take(page.pane.body(), folder / f"visit-{words}-whole-{name}.png")
    for deed in (deed for deed in VisitDeed if deed not in (VisitDeed.INVITE, VisitDeed.ADD_PROMISE)):
        frame.workspace.deed_wanted.emit(Do(deed, held if deed is VisitDeed.LINK_RETURN else invited))
        _take(QApplication.activePopupWidget(), folder / f"deed-{deed.value}-{name}.png")
    frame.workspace.edit_wanted.emit(Edit(Kind.VISIT, held))
    QTest.qWait(WAIT_MS)
    form = QApplication.activeModalWidget()
    assert form is not None, "nothing to see of the form"
    form.resize(frame.window.parts.theme.px(960), round(frame.window.height() * 0.9))
    _take(form, folder / f"visit-form-{name}.png")
    form.close()


def _visit(frame: Frame, words: str) -> int:
    return frame.workspace.ask(lambda reader: search.find(reader, words, kinds=(Kind.VISIT,)))[0].id


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
        _take(calendar, folder / f"calendar-{exactness}-{name}.png")
    asked.close()


def _busy(frame: Frame, folder: Path, name: str) -> None:
    rows = fill(frame.workspace)
    frame.workspace.go_wanted.emit(Go("commitments", View(name="open"), rows.ids["reply"]))
    QTest.qWait(WAIT_MS)
    _take(frame.window, folder / f"busy-{name}.png")


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
    _take(dialog, folder / f"history-{name}.png")
    switch.click()
    QTest.qWait(WAIT_MS)
    _take(dialog, folder / f"history-whole-{name}.png")
    dialog.close()
    for kind in (Kind.COMMITMENT, Kind.VISIT, Kind.PARTY):
        some = workspace.ask(partial(of_kind, kind=kind, view=View()))
        workspace.run(Hide(tuple(each.id for each in some[:3])))
    actions["edit.open_trash"].trigger()
    QTest.qWait(WAIT_MS)
    _take(frame.window, folder / f"trash-{name}.png")


def _sources(frame: Frame, folder: Path, name: str) -> None:
    """A text that is read and quoted, the question what the words speak for, and where it is seen from the record."""
    reader = Reader(frame, folder)
    visit, (one, other) = reader.record(Kind.VISIT, "return state"), (reader.add(TEXT), reader.add(TEXT, "Other paper"))
    reader.has_quoted(one, "бірлескен декларацияға", visit, "places", "Islamabad")
    reader.has_quoted(other, "قازقستان کے سرکاری", visit, "places", "Astana")
    reader.opens(one)
    reader.text.select(*reader.text.marked()[0])
    QTest.qWait(WAIT_MS)
    _take(frame.window, folder / f"source-{name}.png")
    reader.page.reader.quote.click()
    _take_form(folder / f"form-quote-{name}.png")
    reader.page.reader.edit.click()
    _take_form(folder / f"form-source-{name}.png")
    frame.workspace.go_wanted.emit(Go("visits", None, visit))
    QTest.qWait(WAIT_MS)
    _take(frame.window, folder / f"sources-differ-{name}.png")
    frame.workspace.edit_wanted.emit(Edit(Kind.VISIT, visit))
    _take_form(folder / f"form-sources-differ-{name}.png")


def _take_form(file: Path) -> None:
    QTest.qWait(WAIT_MS)
    form = QApplication.activeModalWidget()
    _take(form, file)
    if form is not None:
        form.close()


def _take(widget: QWidget | None, file: Path) -> None:
    """Save a picture of what is shown; a pop-up is closed after it."""
    assert widget is not None, f"nothing to see for {file.name}"
    QTest.qWait(50)
    widget.grab().save(str(file))
    if widget.windowType() is Qt.WindowType.Popup:
        widget.close()
    print(file)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.pictures FOLDER")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
