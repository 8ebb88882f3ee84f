"""Not one sentence of the window stays English in another language: all pages, forms, menus and pop-ups are walked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from db.backup_errors import BackupFailed
from db.commands.parties import AddArea
from db.commands.settings import ChooseOurSide
from db.errors import RegisterInUse
from db.queries.records import of_kind
from db.records.base import View
from db.records.parties import AreaDraft
from db.rules.backups import Backup, Before
from db.store import open_register
from db.vocabulary import Kind, VisitDeed
from desktop.actions import PAGES, REFERENCE
from desktop.backups import Looked, Memory, away, remember
from desktop.form.drafts.drafts import drafts_of
from desktop.keeper import Found, keeper_of
from desktop.page.table_page import TablePage
from desktop.settings import Settings
from desktop.shell.desk import Desk
from desktop.shell.draft_offer import DraftOffer
from desktop.shell.main_window import MainWindow
from desktop.shell.register import WAYS, CannotOpen
from desktop.shell.rooms import EDITED
from desktop.workspace import Do, Edit, Go, Workspace
from tests.desktop.driver import foreign, pseudo, walk
from tests.desktop.driver.frame import Frame, application
from tests.registers import TODAY, now

# What may stand outside the brackets, and why.
KEYS = r"\b(?:Ctrl|Alt|Shift|Meta|Del|Esc|Enter|Return|Menu|Tab|Space|Home|End|PgUp|PgDown|Left|Right|Up|Down|F\d+)\b"
ALLOWED = re.compile(
    "|".join(
        (
            rf"(?:{KEYS}\+?)+(?:[A-Z]\b)?",  # names of keys come from Qt, which has its own translations of them
            r"(?<![A-Za-z])[A-Z](?![A-Za-z])",  # a key that is one letter
            r"Aide-Mémoire",  # the name of the program is no word of a language
            r"\b(?:KZ|PK|UZ|KAZ|PAK|UZB)\b",  # codes of ISO 3166
            r"https?://\S+",  # addresses of sources
            r"(?:/[\w.\-]+)+",  # where the register lies
            r"\.(?:aide|pdf)\b",  # endings of files
        )
    )
)


# The calendar names days and months as Qt's locale of the country does, whose week it also takes; ICU names countries.
_OF_QT = re.compile(r"\bdate\.grid\b.* (?:head|cell)|^PlainLabel in date\.popup|^days\.country\b")
_DEEPEST = 8  # pop-ups over dialogs over pop-ups
_SEARCHED_MS = 150


class Walker:
    """Somebody who looks at everything and remembers what was not translated."""

    def __init__(self, frame: Frame, drawn: list[walk.Said]) -> None:
        self.frame = frame
        self.found: dict[str, str] = {}
        self._drawn = drawn
        self._seen: set[str] = set()

    def look(self, where: str, said: Iterable[walk.Said] | None = None) -> None:
        """Look at what is on the screen now, painted too, or at what is given."""
        QApplication.processEvents()
        if said is None:
            for window in QApplication.topLevelWidgets():
                if window.isVisible():
                    window.grab()
            said = walk.on_screen()
        for place, text in (*said, *self._drawn):
            if text not in self._seen:
                self._seen.add(text)
                if not _OF_QT.search(place) and pseudo.english(text, ALLOWED):
                    self.found[text] = f"{where}: {place}"
        self._drawn.clear()

    def look_at_page(self) -> None:
        """Look at the page that is shown."""
        page = self.frame.window.parts.stack.page()
        assert page is not None
        page.grab()
        self.look(page.name, walk.everything(page))

    def look_at_what_opened(self, where: str) -> None:
        """Look at the pop-ups and dialogs that are open now, one after the other, and close each."""
        for _each in range(_DEEPEST):
            QApplication.processEvents()
            opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if opened is None:
                return
            opened.grab()
            self.look(where, walk.menus(opened) if isinstance(opened, QMenu) else walk.on_screen(opened))
            opened.close()
        raise AssertionError(f"{where}: something does not close")

    def press_everything(self) -> None:
        """Press every button of the page, and look at what opens."""
        page = self.frame.window.parts.stack.page()
        assert page is not None
        for button in page.findChildren(QAbstractButton):
            if isValid(button) and button.isVisible() and button.isEnabled():
                said = button.accessibleName() or button.text()
                button.click()
                self.look_at_what_opened(f"{page.name}: {said}")
                if self.frame.window.parts.stack.page() is not page:
                    self.go(page.name)

    def some(self, kind: Kind) -> list[int]:
        """The first record of a kind, if there is one."""
        with self.frame.store.read() as reader:
            return [each.id for each in of_kind(reader, kind, View())[:1]]

    def go(self, page: str, record: int | None = None) -> None:
        self.frame.workspace.go_wanted.emit(Go(page, record=record))
        QApplication.processEvents()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register without a Latin letter, made once."""
    path = tmp_path_factory.mktemp("words") / "реестр.aide"
    with pseudo.spoken():
        foreign.make(path)
    return path


@pytest.fixture
def walker(register: Path, tmp_path: Path) -> Iterator[Walker]:
    """The window on that register while the language of the tests is spoken."""
    app = application()
    own = Path(shutil.copy(register, tmp_path))
    with pseudo.spoken(), walk.painted() as drawn, open_register(own, now=now, by=foreign.OFFICER) as store:
        window = MainWindow(app, Settings(tmp_path / "window.ini"))
        theme = window.parts.theme
        window.resize(1366, 768)
        workspace = Workspace(store, _today, window, window.parts.settings)
        desk = Desk(workspace, window.parts, window)
        window.show()
        desk.start("today")
        try:
            yield Walker(Frame(window, workspace, desk, store, {}), drawn)
        finally:
            window.close()
            desk.close()
            window.deleteLater()
            theme.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            app.processEvents()


def _today() -> date:
    return TODAY


def test_pages(walker: Walker) -> None:
    for page in (*PAGES, *REFERENCE):
        walker.go(page)
        walker.look_at_page()
    walker.frame.desk.count()
    walker.frame.window.parts.actions["edit.open_trash"].trigger()
    walker.look("trash")
    assert walker.found == {}


def test_pages_of_relations(walker: Walker) -> None:
    for page, kind in (("country", Kind.PARTY), ("person", Kind.PERSON), ("area", Kind.AREA)):
        for record in walker.some(kind):
            walker.go(page, record)
            walker.look_at_page()
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_menus(walker: Walker) -> None:
    for page in PAGES:
        walker.go(page)
        walker.look(f"menus at {page}", walk.menus(walker.frame.window.menuBar()))
    assert walker.found == {}


def test_forms(walker: Walker) -> None:
    workspace = walker.frame.workspace
    wishes = [Edit(kind) for kind in EDITED]
    wishes += [Edit(kind, record) for kind in EDITED for record in walker.some(kind)]
    for wish in wishes:
        workspace.edit_wanted.emit(wish)
        walker.look_at_what_opened(f"form {wish.kind} {wish.record}")
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_buttons(walker: Walker) -> None:
    for page in (*PAGES, *REFERENCE, "trash"):
        walker.go(page)
        walker.press_everything()
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_what_is_asked_of_records(walker: Walker) -> None:
    frame, named = walker.frame, foreign.names(walker.frame.store)
    workspace = frame.workspace
    for deed in VisitDeed:
        for visit in (named.invited, named.held):
            workspace.deed_wanted.emit(Do(deed, visit))
            walker.look_at_what_opened(f"deed {deed}")
    walker.go("commitments", named.promise)
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage) and page.changes is not None
    for field in ("status", "due", "owes", "area", "officer"):
        page.changes.begin(field)
        walker.look_at_what_opened(f"change {field}")
    for name, record in (("visits", named.invited), ("agreements", named.agreement), ("commitments", named.promise)):
        walker.go(name, record)
        workspace.menu_wanted.emit(frame.window.parts.stack.page(), QPoint())
        walker.look_at_what_opened(f"menu of {name}")
        workspace.go_wanted.emit(Go(name, record=record, apart=True))
        walker.look(f"{name} apart")
    for meant in (None, named.promise, named.invited):
        workspace.log_wanted.emit(meant)
        walker.look_at_what_opened(f"log on {meant}")
    for record in (named.promise, named.invited, named.agreement):
        workspace.history_wanted.emit(record)
        walker.look_at_what_opened(f"history of {record}")
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_around_the_pages(walker: Walker) -> None:
    frame = walker.frame
    for name in ("help.keys", "help.about", "file.restore"):
        frame.window.parts.actions[name].trigger()
        walker.look_at_what_opened(name)
    for typed in ("", "о", "щ"):
        frame.window.parts.header.search.begin()
        frame.window.parts.header.search.setText(typed)
        QTest.qWait(_SEARCHED_MS)
        walker.look(f"search for “{typed}”")
    frame.workspace.undo()
    walker.look("undone")
    frame.workspace.redo()
    walker.look("done again")
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_what_is_asked_at_the_start(walker: Walker) -> None:
    """Which side is ours, and what becomes of forms that an earlier run did not store."""
    frame = walker.frame
    frame.workspace.run(ChooseOurSide(None))
    walker.go("today")
    banner = frame.window.findChild(QWidget, "today.first_side")
    assert banner is not None and banner.isVisible()
    for kind in (Kind.VISIT, Kind.COMMITMENT, Kind.PARTY):
        frame.workspace.edit_wanted.emit(Edit(kind))
        form = QApplication.activeModalWidget()
        assert form is not None
        form.findChildren(QLineEdit, f"field.{kind.value}.title")[0].insert("слово")
        form.close()
    frame.workspace.log_wanted.emit(None)
    walker.look_at_what_opened("log")
    drafts = drafts_of(frame.workspace)
    drafts.flush()
    assert drafts.all()
    offer = DraftOffer(frame.workspace, drafts, frame.window)
    walker.look("drafts", walk.everything(offer))
    walker.look("first side")
    assert walker.found == {}


@pytest.mark.sampled(0)
def test_backups_are_told_of(walker: Walker) -> None:
    """In Settings, in the list of what can be restored, in the status line; what failed, and a place that is away."""
    frame = walker.frame
    keeper = keeper_of(frame.workspace)
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    register = keeper.register
    found = [
        Backup(register.with_name("b"), at, 1, "", pinned=True, size=5),
        Backup(register.with_name("a"), at, None, before=Before.RESTORE, size=5_000_000),
        Backup(register.with_name("c"), at, 1, before=Before.REPAIR, size=5_000_000),
    ]
    frame.workspace.run(AddArea(AreaDraft(title="вода")))
    stood = frame.workspace.standing()
    looked = Looked(at=at, change=stood.change, head=stood.head)
    remember(register, Memory(place=str(register.parent / "no"), checked=looked, drilled=looked))
    keeper.found = Found(found, {"b": 3}, away(register))
    walker.go("settings")
    keeper.changed.emit()
    walker.look("settings")
    frame.window.parts.actions["file.restore"].trigger()
    walker.look_at_what_opened("restore")
    walker.look("away")
    keeper.failed = BackupFailed(register.parent, pseudo.bracketed("full")).happened
    keeper.changed.emit()
    walker.look("failed")
    assert walker.found == {}


def test_a_register_that_cannot_be_opened(walker: Walker) -> None:
    names = tuple(WAYS)
    for ways in (names[:4], names[4:]):
        error = RegisterInUse(Path("/реестр"), "кто-то")
        CannotOpen("", error.happened, f"{error.safe} {error.remedy}", ways, walker.frame.window).open()
        walker.look_at_what_opened("cannot open")
    assert walker.found == {}


def test_the_walk_sees_what_is_not_translated(walker: Walker) -> None:
    """A sentence in a widget, one in a cell, one that is only painted."""
    walker.look(
        "here", [("a label", "Nothing is due."), ("a cell", f"{pseudo.bracketed('Due')} late"), ("fine", "⟦Dûe ~~⟧ 7")]
    )
    assert list(walker.found) == ["Nothing is due.", "⟦Dûé ~~⟧ late"]
