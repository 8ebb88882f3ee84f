"""Pictures of records: a visit, an agreement, an office, a source, each whole and with what it asks for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from db.commands.visit_deeds import ProposeDates
from db.queries import search
from db.records.visit_deeds import DeedDraft
from db.rules.periods import Period
from db.vocabulary import Kind, VisitDeed
from desktop.agreements.pane import AgreementPane
from desktop.calendar.page import CalendarPage
from desktop.calendar.top import AGENDA, MONTH, YEAR
from desktop.page.list_page import ListPage
from desktop.page.table_page import TablePage
from desktop.record.window import RecordWindow
from desktop.workspace import Do, Edit, Go
from tests.calendar_rows import fill_calendar
from tests.desktop.driver.at_sources import TEXT, Reader
from tests.desktop.driver.frame import TODAY, Frame

WAIT_MS = 400


def visits(frame: Frame, folder: Path, name: str) -> None:
    """A visit whole, what each deed asks for, and its form."""
    invited, held = (_visit(frame, words) for words in ("return state visit", "state visit of president"))
    frame.workspace.run(ProposeDates(invited, DeedDraft(on=TODAY, dates=Period.from_edtf("2026-12-14")), TODAY))
    for words, record in (("invited", invited), ("held", held)):
        frame.workspace.go_wanted.emit(Go("visits", record=record))
        QTest.qWait(WAIT_MS)
        take(frame.window, folder / f"visit-{words}-{name}.png")
        page = frame.window.parts.stack.page()
        assert isinstance(page, TablePage)
        take(page.pane.body(), folder / f"visit-{words}-whole-{name}.png")
    for deed in (deed for deed in VisitDeed if deed not in (VisitDeed.INVITE, VisitDeed.ADD_PROMISE)):
        frame.workspace.deed_wanted.emit(Do(deed, held if deed is VisitDeed.LINK_RETURN else invited))
        take(QApplication.activePopupWidget(), folder / f"deed-{deed.value}-{name}.png")
    frame.workspace.edit_wanted.emit(Edit(Kind.VISIT, held))
    QTest.qWait(WAIT_MS)
    form = QApplication.activeModalWidget()
    assert form is not None, "nothing to see of the form"
    form.resize(frame.window.parts.theme.px(960), round(frame.window.height() * 0.9))
    take(form, folder / f"visit-form-{name}.png")
    form.close()


def relations(frame: Frame, folder: Path, name: str) -> None:
    """A country, a person and an area, as they stand and larger; of the country also its end."""
    for page, kind, words in (
        ("country", Kind.PARTY, "pakistan"),
        ("person", Kind.PERSON, "sharif"),
        ("area", Kind.AREA, "transport"),
    ):
        found = frame.workspace.ask(partial(search.find, words=words, limit=2, kinds=(kind,)))[0]
        for scale in (1.0, 1.5, 2.0):
            frame.window.parts.theme.set_text_scale(scale)
            frame.workspace.go_wanted.emit(Go(page, None, found.id))
            QTest.qWait(WAIT_MS)
            percent = "" if scale == 1 else f"-{scale:.0%}"
            take(frame.window, folder / f"{page}{percent}-{name}.png")
        frame.window.parts.theme.set_text_scale(1.0)
    frame.window.parts.theme.choose("high_contrast")
    frame.workspace.go_wanted.emit(Go("country", None, _country(frame)))
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"country-contrast-{name}.png")
    frame.window.parts.theme.choose("dark" if name.startswith("dark") else "light")
    page_ = frame.window.parts.stack.page()
    assert isinstance(page_, ListPage)
    page_.area.verticalScrollBar().setValue(page_.area.verticalScrollBar().maximum())
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"country-end-{name}.png")


def _country(frame: Frame) -> int:
    return frame.workspace.ask(partial(search.find, words="pakistan", limit=2, kinds=(Kind.PARTY,)))[0].id


def agreements(frame: Frame, folder: Path, name: str) -> None:
    """An agreement whole, and what its stepper and its menu ask for."""
    frame.window.parts.actions["view.go_agreements"].trigger()
    QTest.qWait(WAIT_MS)
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage) and isinstance(page.pane, AgreementPane)
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Home)
    take(page.pane.body(), folder / f"agreement-whole-{name}.png")
    deeds = page.pane.deeds
    deeds.set_step(QPoint())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    done = menu.actions()[0]
    take(menu, folder / f"menu-step-{name}.png")
    done.trigger()
    take(QApplication.activePopupWidget(), folder / f"agreement-step-{name}.png")
    for deed in (deeds.confirm, deeds.end):
        deed(QPoint())
        take(QApplication.activePopupWidget(), folder / f"agreement-{deed.__name__}-{name}.png")


def calendar(frame: Frame, folder: Path, name: str) -> None:
    """The views of a calendar in which much stands, in letters of three sizes."""
    fill_calendar(frame.workspace)
    frame.window.parts.actions["view.go_calendar"].trigger()
    page = frame.window.parts.stack.page()
    assert isinstance(page, CalendarPage)
    theme = frame.window.parts.theme
    for scale in (1.0, 1.5, 2.0):
        theme.set_text_scale(scale)
        for view in (AGENDA, MONTH, YEAR):
            page.top.choose_view(view)
            page.go_to(TODAY)
            QTest.qWait(WAIT_MS)
            size = "" if scale == 1 else f"-{round(scale * 100)}"
            take(frame.window, folder / f"calendar-{view}-{name}{size}.png")
    theme.set_text_scale(1.0)


def lists(frame: Frame, folder: Path, name: str) -> None:
    """An office that changes hands, an area that goes into another, and a record in its own window."""
    for page, key in (("people", Qt.Key.Key_H), ("areas", Qt.Key.Key_M)):
        frame.window.activateWindow()
        frame.window.parts.actions[f"view.go_{page}"].trigger()
        QTest.qWait(WAIT_MS)
        shown = frame.window.parts.stack.page()
        assert isinstance(shown, ListPage)
        listing = shown.lists()[0]
        listing.setFocus()
        QTest.keyClick(listing, Qt.Key.Key_Home)
        QTest.qWait(WAIT_MS)
        QTest.keyClick(listing, key)
        QTest.qWait(WAIT_MS)
        asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        take(asked, folder / f"{page}-asked-{name}.png")
        if asked is not None:
            asked.close()
    frame.window.parts.actions["view.go_commitments"].trigger()
    QTest.qWait(WAIT_MS)
    frame.window.parts.actions["record.window"].trigger()
    QTest.qWait(WAIT_MS)
    (window,) = frame.window.findChildren(RecordWindow)
    take(window, folder / f"own-window-{name}.png")
    window.close()
    frame.window.activateWindow()


def sources(frame: Frame, folder: Path, name: str) -> None:
    """A text that is read and quoted, the question what the words speak for, and where it is seen from the record."""
    reader = Reader(frame, folder)
    visit, (one, other) = reader.record(Kind.VISIT, "return state"), (reader.add(TEXT), reader.add(TEXT, "Other paper"))
    reader.has_quoted(one, "бірлескен декларацияға", visit, "places", "Islamabad")
    reader.has_quoted(other, "قازقستان کے سرکاری", visit, "places", "Astana")
    reader.opens(one)
    reader.text.select(*reader.text.marked()[0])
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"source-{name}.png")
    reader.page.reader.quote.click()
    take_form(folder / f"form-quote-{name}.png")
    reader.page.reader.edit.click()
    take_form(folder / f"form-source-{name}.png")
    frame.workspace.go_wanted.emit(Go("visits", None, visit))
    QTest.qWait(WAIT_MS)
    take(frame.window, folder / f"sources-differ-{name}.png")
    frame.workspace.edit_wanted.emit(Edit(Kind.VISIT, visit))
    take_form(folder / f"form-sources-differ-{name}.png")


def _visit(frame: Frame, words: str) -> int:
    return frame.workspace.ask(lambda reader: search.find(reader, words, kinds=(Kind.VISIT,)))[0].id


def take_form(file: Path) -> None:
    QTest.qWait(WAIT_MS)
    form = QApplication.activeModalWidget()
    take(form, file)
    if form is not None:
        form.close()


def take(widget: QWidget | None, file: Path) -> None:
    """Save a picture of what is shown; a pop-up is closed after it."""
    assert widget is not None, f"nothing to see for {file.name}"
    QTest.qWait(50)
    widget.grab().save(str(file))
    if widget.windowType() is Qt.WindowType.Popup:
        widget.close()
    print(file)
