"""The first start asks on one page who writes, for which side and whom they follow; then there is a register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from platformdirs import user_config_path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.queries import parties
from db.queries.settings import our_side
from desktop import first_run, officer
from desktop.actions import A
from desktop.app import Program
from desktop.kit.banner import Banner
from desktop.shell.first_start import FirstStart, several
from tests.desktop.driver.whole import USUAL, on_the_usual_register
from tests.registers import make_empty, make_starter, opened

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case

CTRL = Qt.KeyboardModifier.ControlModifier
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    with on_the_usual_register(tmp_path, first=True) as made:
        made.window.resize(1366, 768)
        made.window.show()
        made.window.activateWindow()
        qtbot.waitUntil(lambda: made._first is not None, timeout=10_000)
        yield made
    for name in ("officer", "initials", "unit"):
        (user_config_path("aide-memoire") / f"{name}.txt").unlink(missing_ok=True)


def page(program: Program) -> FirstStart:
    assert program._first is not None
    return program._first


def focus() -> QWidget:
    field = QApplication.focusWidget()
    assert field is not None
    return field


def types(text: str, *keys: Qt.Key) -> None:
    QTest.keyClicks(focus(), text)
    for key in keys:
        QTest.keyClick(focus(), key)


def presses(program: Program, name: str) -> None:
    button = page(program).findChild(QPushButton, f"first.{name}")
    assert isinstance(button, QPushButton)
    button.click()


def is_open(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)


def ours(path: Path) -> str:
    with opened(path, writing=False) as store, store.read() as reader:
        chosen = our_side(reader)
        return next((line.title for line in parties.lines(reader) if line.id == chosen), "")


def followed(path: Path) -> list[str]:
    with opened(path, writing=False) as store, store.read() as reader:
        return [line.title for line in parties.followed(reader)]


@pytest.mark.parametrize("start", ["starter", "empty"])
def test_by_keyboard_alone_to_a_register_with_name_side_and_countries(
    program: Program, qtbot: QtBot, tmp_path: Path, start: str
) -> None:
    parts = program.window.parts
    assert not parts.sidebar.isVisible() and not parts.header.isVisible()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert not (tmp_path / USUAL).exists()
    types("Aigerim Sadykova", TAB)
    types("AS", TAB)
    types("Asia Department", TAB)
    types("kazakhstan", TAB)
    types("Uzbekistan, Iran; Turkey", TAB)
    if start == "empty":
        QTest.keyClick(focus(), Qt.Key.Key_Down)
    QTest.keyClick(focus(), ENTER, CTRL)
    is_open(program, qtbot)
    assert parts.sidebar.isVisible() and parts.header.isVisible() and program._first is None
    assert program.window.findChildren(FirstStart) == [] or not program.window.findChildren(FirstStart)[0].isVisible()
    assert officer.name() == "Aigerim Sadykova"
    assert officer.signature(officer.name()) == "Aigerim Sadykova (AS), Asia Department"
    program.close_register()
    assert ours(tmp_path / USUAL) == "Kazakhstan"
    named = followed(tmp_path / USUAL)
    assert named[:3] == ["Uzbekistan", "Iran", "Turkey"]
    assert named[3:] == ([] if start == "empty" else ["Pakistan"])
    assert not first_run.is_first(tmp_path / USUAL)


def test_who_skips_it_begins_with_the_starter_as_it_always_was(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    types("Somebody")
    presses(program, "skip")
    is_open(program, qtbot)
    assert officer.name() == ""
    program.close_register()
    assert ours(tmp_path / USUAL) == "" and sorted(followed(tmp_path / USUAL)) == ["Kazakhstan", "Pakistan"]


def test_only_what_needs_no_register_can_be_done_meanwhile(program: Program, qtbot: QtBot) -> None:
    actions = program.window.parts.actions
    assert actions[A.open].isEnabled() and actions[A.text_sizes[0]].isEnabled() and actions[A.quit].isEnabled()
    for row in (A.log, A.settings, A.search, A.go[0], A.back_up):
        assert not actions[row].isEnabled() and "no register yet" in actions[row].toolTip()
    presses(program, "skip")
    is_open(program, qtbot)
    assert actions[A.log].isEnabled() and actions[A.settings].isEnabled() and actions[A.go[0]].isEnabled()


@pytest.mark.parametrize("harm", ["taken", "a file in the way", "read-only", "full"])
def test_a_place_that_cannot_be_had_is_said_and_nothing_typed_is_lost(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    types("Aigerim")
    field = page(program).findChild(QPlainTextEdit, "first.countries")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Uzbekistan, Iran")
    if harm == "taken":
        make_empty(tmp_path / USUAL)
    elif harm == "a file in the way":
        page(program)._register = tmp_path / "file" / USUAL
        (tmp_path / "file").write_text("precious")
    elif harm == "read-only":
        page(program)._register = Path("/proc/no/first.aide")
    else:

        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("db.backup.prepare", fail)
    before = sorted(each.name for each in tmp_path.iterdir())
    presses(program, "begin")
    banner = page(program).findChild(Banner, "first.banner")
    assert isinstance(banner, Banner) and banner.isVisible() and banner.accessibleName()
    assert not program.is_ready and sorted(each.name for each in tmp_path.iterdir()) == before
    assert field.toPlainText() == "Uzbekistan, Iran"
    if harm == "taken":
        banner.findChildren(QPushButton)[0].click()
        is_open(program, qtbot)
        program.close_register()
        assert followed(tmp_path / USUAL) == ["Uzbekistan", "Iran"]
    else:
        monkeypatch.undo()
        banner.findChildren(QPushButton)[-1].click()
        (dialog,) = program.window.findChildren(QFileDialog)
        dialog.reject()
        assert program.window.isVisible() and page(program).isVisible()


def test_another_register_is_opened_and_begun_with_from_then_on(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed is said there."""
    own = tmp_path / "data" / "own.aide"
    monkeypatch.setattr(first_run, "own_place", lambda: own)
    other = make_starter(tmp_path / "other.aide")
    types("Aigerim")
    field = page(program).findChild(QPlainTextEdit, "first.countries")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Iran")
    program._open_chosen(other, "")
    is_open(program, qtbot)
    assert program._first is None and program._workspace() is not None
    assert officer.name() == "Aigerim"
    program.close_register()
    assert followed(other)[0] == "Iran"
    assert (tmp_path / "data" / first_run.CHOSEN).read_text(encoding="utf-8") == f"{other}\n"


def test_a_register_that_was_chosen_is_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next start opens it, from wherever it is asked."""
    own, other = tmp_path / "data" / "own.aide", make_starter(tmp_path / "other.aide")
    monkeypatch.setattr(first_run, "own_place", lambda: own)
    assert first_run.is_first(own)
    first_run.keep_place(other)
    assert first_run.usual_place() == other and not first_run.is_first(other)
    other.rename(tmp_path / "away.aide")
    assert not first_run.is_first(other), "a register that is away is no first start"
    first_run.keep_place(own)
    assert first_run.usual_place() == own


def test_a_name_that_is_too_long_is_refused_beside_its_field(program: Program, tmp_path: Path) -> None:
    field = page(program).findChild(QLineEdit, "first.name")
    assert isinstance(field, QLineEdit)
    field.setText("x" * 201)
    presses(program, "begin")
    assert page(program)._form.refused() == ("name",)
    assert not (tmp_path / USUAL).exists()


def test_what_is_chosen_to_begin_with_is_said(program: Program) -> None:
    box = page(program).findChild(QComboBox, "first.start")
    assert isinstance(box, QComboBox)
    assert [box.itemText(n).split(":")[0] for n in range(box.count())] == ["the starter register", "an empty register"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        (" ,;\n", ()),
        ("Iran", ("Iran",)),
        ("Iran, Türkiye;China\nNepal, Iran", ("Iran", "Türkiye", "China", "Nepal")),
        ("ایران، ترکی", ("ایران", "ترکی")),
    ],
)
def test_several_countries_are_typed_at_once(typed: str, names: tuple[str, ...]) -> None:
    assert several(typed) == names
