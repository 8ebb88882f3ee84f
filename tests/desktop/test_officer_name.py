"""The officer's name: asked once where it is first needed, kept in Settings, and never the login name."""

from __future__ import annotations

import getpass
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.commitments import SetOfficer
from db.errors import FieldError
from db.queries import actions
from db.records.actions import ActionDraft
from db.vocabulary import Kind
from desktop import backups, officer
from desktop.sheet.page import BriefingsPage
from desktop.shell.name_offer import NameOffer
from tests.desktop.driver.frame import TODAY, Frame, application, opened
from tests.registers import number_of

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is given here is not known to any other test, and nobody's login name looks like one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(getpass, "getuser", "the login name was asked for".format)


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    """A window at whose register nobody gave a name yet."""
    with opened(tmp_path) as found:
        found.store.by = officer.name()
        yield found


def line(name: str, root: QWidget) -> QLineEdit:
    found = root.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def visit(frame: Frame) -> int:
    return number_of(frame.store, "return state visit", Kind.VISIT)


def log_form(frame: Frame) -> QWidget:
    frame.workspace.log_wanted.emit(visit(frame))
    application().processEvents()
    form = QApplication.activeModalWidget()
    assert form is not None
    return form


def logs(frame: Frame, text: str, name: str = "") -> None:
    """Log an action with the form of the log, giving a name where one is asked for."""
    form = log_form(frame)
    words = form.findChild(QPlainTextEdit, "log.text")
    assert isinstance(words, QPlainTextEdit)
    words.setFocus()
    QTest.keyClicks(words, text)
    if name:
        QTest.keyClicks(line("log.by", form), name)
    QTest.keyClick(words, Key.Key_Return, CTRL)
    application().processEvents()
    assert QApplication.activeModalWidget() is None


def signed(frame: Frame) -> list[tuple[str, str]]:
    """The entries of the log with the name under each, the newest first."""
    with frame.store.read() as reader:
        return [(each.text, each.by) for each in actions.of_record(reader, visit(frame))]


def settings_line(frame: Frame) -> QLineEdit:
    frame.window.activateWindow()  # a form stood over it
    application().processEvents()
    QTest.keyClick(frame.window, Key.Key_Comma, CTRL)
    application().processEvents()
    page = frame.window.parts.stack.page()
    assert page is not None and page.name == "settings"
    found = line("settings.you.name", page)
    assert QApplication.focusWidget() is found
    return found


def test_the_name_is_asked_where_something_is_logged_first(frame: Frame) -> None:
    logs(frame, "Called.", "A. Serik")
    assert signed(frame) == [("Called.", "A. Serik")]
    assert officer.name() == "A. Serik" == frame.workspace.officer
    assert log_form(frame).findChild(QLineEdit, "log.by") is None, "It is asked once."
    form = QApplication.activeModalWidget()
    assert form is not None
    form.close()
    logs(frame, "Called again.")
    assert signed(frame)[0] == ("Called again.", "A. Serik")


def test_nobody_has_to_give_a_name_and_none_is_made_up(frame: Frame) -> None:
    logs(frame, "Called.")
    assert signed(frame) == [("Called.", "")] and officer.name() == ""
    offer = frame.window.findChild(NameOffer)
    assert offer is not None and offer.isVisible(), "It is asked calmly, once something was written."
    offer._shut()
    frame.workspace.run(LogAction(ActionDraft(text="Wrote.", on=TODAY, links=(visit(frame),)), today=TODAY))
    assert not offer.isVisible() and log_form(frame).findChild(QLineEdit, "log.by") is None, "Nobody asks again."


def test_the_question_leads_to_settings_and_goes_with_the_name(frame: Frame) -> None:
    frame.workspace.run(SetOfficer((number_of(frame.store, "review progress", Kind.COMMITMENT),), "D. Omar"))
    offer = frame.window.findChild(NameOffer)
    assert offer is not None and offer.isVisible()
    offer.pressed.emit(0)
    application().processEvents()
    page = frame.window.parts.stack.page()
    assert page is not None and page.name == "settings" and not offer.isVisible()


def test_settings_keep_the_name_and_old_entries_keep_theirs(frame: Frame) -> None:
    logs(frame, "Called.", "A. Serik")
    name = settings_line(frame)
    assert name.text() == "A. Serik"
    name.selectAll()
    name.insert("  D.\tOmar ")  # pasted
    QTest.keyClick(name, Key.Key_Return)
    assert frame.workspace.officer == "D. Omar" == officer.name() == name.text()
    logs(frame, "Called again.")
    assert signed(frame) == [("Called again.", "D. Omar"), ("Called.", "A. Serik")]
    name = settings_line(frame)
    name.selectAll()
    QTest.keyClick(name, Key.Key_Delete)
    frame.window.parts.header.search.setFocus()
    assert frame.workspace.officer == "" == officer.name(), "A field that is left is kept."


def test_what_stands_in_the_field_is_kept_when_the_page_is_left(frame: Frame) -> None:
    QTest.keyClicks(settings_line(frame), "A. Serik")
    QTest.keyClick(frame.window, Key.Key_1, CTRL)
    assert officer.name() == "A. Serik"
    QTest.keyClicks(settings_line(frame), "x")
    frame.window.close()
    frame.desk.close()
    assert officer.name() in ("xA. Serik", "A. Serikx")


def test_a_name_that_is_too_long_is_refused_beside_its_field(frame: Frame) -> None:
    name = settings_line(frame)
    name.setText("x" * 201)
    QTest.keyClick(name, Key.Key_Return)
    page = frame.window.parts.stack.page()
    assert isinstance(page, QWidget) and frame.workspace.officer == ""
    said = [each.accessibleDescription() for each in page.findChildren(QLineEdit, "settings.you.name")]
    assert said == ["At most 200 characters."] and name.text() == "x" * 201


def test_a_sheet_is_prepared_by_who_is_named_on_it(frame: Frame, tmp_path: Path, qtbot: QtBot) -> None:
    frame.window.parts.actions["view.go_briefings"].trigger()
    page = frame.window.parts.stack.page()
    assert isinstance(page, BriefingsPage)
    name = line("brief.prepared_by", page)
    assert name.isVisible()
    QTest.keyClicks(name, "A. Serik")
    with qtbot.waitSignal(page._keeping.kept, timeout=60_000):
        page.save_to(str(tmp_path / "sheet.pdf"))
    assert officer.name() == "A. Serik" and not name.isVisible()
    assert page._form.draft(frame.workspace.officer).prepared_by == "A. Serik"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("A. Serik", "A. Serik"),
        ("  Әйгерім\tСадықова \n", "Әйгерім Садықова"),
        ("عائشہ خان", "عائشہ خان"),
        ("A\vB\fC", "A B C"),
        ("\x00\u202eA", "A"),
        ("x" * 200, "x" * 200),
    ],
)
@pytest.mark.sampled(3)
def test_a_name_is_kept_for_its_owner_alone(given: str, kept: str) -> None:
    assert officer.keep(given) == kept == officer.name()
    (file,) = (Path(os.environ["XDG_CONFIG_HOME"]) / "aide-memoire").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name != "posix"
    assert officer.keep(" ") == "" == officer.name()


def test_a_name_has_room_in_the_journal() -> None:
    with pytest.raises(FieldError, match="At most 200 characters"):
        officer.keep("x" * 201)
    assert officer.name() == ""


def test_a_file_that_cannot_be_read_names_nobody(tmp_path: Path) -> None:
    officer.keep("A. Serik")
    (file,) = (Path(os.environ["XDG_CONFIG_HOME"]) / "aide-memoire").iterdir()
    file.write_bytes(b"\xff\xfe\x00")
    assert officer.name() == ""
    file.unlink()
    file.mkdir()
    assert officer.name() == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices by name are of POSIX systems")
@pytest.mark.parametrize("name", ["officer.txt", "author.txt", "backups.json"])
@pytest.mark.parametrize("what", ["pipe", "endless", "deep"])
@pytest.mark.sampled(3)
def test_what_has_no_end_is_not_waited_for(tmp_path: Path, name: str, what: str) -> None:
    """Reason: a pipe where one of the small files lies kept every command waiting for ever."""
    place = Path(os.environ["XDG_CONFIG_HOME"]) / "aide-memoire" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if what == "pipe":
        os.mkfifo(place)
    elif what == "endless":
        place.symlink_to("/dev/zero")
    else:
        place.write_text("[" * 200_000)
    assert officer.name() == "" or what == "deep"
    assert officer.author() == officer.author()
    assert backups.memory(tmp_path / "follow-up.aide") == backups.Memory()
