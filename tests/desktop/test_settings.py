"""Settings: found by their words, applied at once, kept in the register or beside it, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from db.errors import FieldError
from db.queries import desk, parties
from db.queries.settings import our_side
from db.records.desk import LARGEST_PICTURE
from db.vocabulary import Kind
from desktop import keys
from desktop.actions import NEW, A
from desktop.keys import Keys
from desktop.kit.theme import current
from desktop.settings import Settings
from desktop.shell.desk_settings import CountriesGroup, SheetsGroup, SideGroup
from desktop.shell.look_settings import KeysGroup, LookGroup
from desktop.shell.settings_page import SettingsPage
from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="settings") as made:
        made.workspace.go_wanted.emit(Go("settings"))
        yield made
        current().choose("light")
        current().set_text_scale(1.0)
        keys._InForce.keys = None


@pytest.fixture
def page(frame: Frame) -> SettingsPage:
    found = frame.window.findChild(SettingsPage)
    assert isinstance(found, SettingsPage)
    return found


def shown(page: SettingsPage) -> list[str]:
    return [name for name, group in page._groups.items() if not group.isHidden()]


def followed(frame: Frame) -> list[str]:
    return [line.title for line in frame.workspace.ask(parties.followed)]


def picture(path: Path, side: int = 8) -> Path:
    QImage(side, side, QImage.Format.Format_RGB32).save(str(path))
    return path


def test_a_setting_is_found_by_its_words(page: SettingsPage) -> None:
    every = shown(page)
    page.finder.setText("text size")
    assert shown(page) == ["look"] and not page._buttons["keys"].isVisible()
    page.finder.setText("no such thing")
    assert shown(page) == [] and page._none.isVisible()
    page.finder.setText("")
    assert shown(page) == every and not page._none.isVisible()


@pytest.mark.parametrize("name", ["you", "side", "countries", "sheets", "reminders", "lists", "look", "keys"])
def test_a_section_leads_to_its_group_with_the_keyboard_in_it(page: SettingsPage, name: str) -> None:
    page.show_section(name)
    focus = page.window().focusWidget()
    assert page._groups[name].isAncestorOf(focus)


def test_our_side_is_chosen_typed_and_undone(frame: Frame, page: SettingsPage) -> None:
    group = page._groups["side"]
    assert isinstance(group, SideGroup)
    box = group.findChild(QComboBox, "side.ours")
    assert isinstance(box, QComboBox)
    box.setCurrentText("Pakistan")
    ours = frame.workspace.ask(our_side)
    assert ours is not None and "Pakistan" not in followed(frame)
    group._form.editors["name"].set_value("uzbekistan")
    group._name()
    assert frame.workspace.ask(our_side) not in (None, ours) and box.currentText() == "Uzbekistan"
    frame.workspace.undo()
    assert frame.workspace.ask(our_side) == ours and box.currentText() == "Pakistan"
    box.setCurrentIndex(0)
    assert frame.workspace.ask(our_side) is None


def test_countries_are_followed_ordered_and_let_go(frame: Frame, page: SettingsPage) -> None:
    group = page._groups["countries"]
    assert isinstance(group, CountriesGroup)
    before = followed(frame)
    group._form.editors["name"].set_value("Iran, UZB")
    group._follow_more()
    assert followed(frame)[:2] == ["Iran", "Uzbekistan"] and set(before) < set(followed(frame))
    assert group._form.editors["name"].value() == ""
    group.list.set_current(frame.workspace.ask(parties.followed)[1].id)
    group._raise()
    assert followed(frame)[:2] == ["Uzbekistan", "Iran"]
    group._raise()  # it is the first already
    group._unfollow()
    assert "Uzbekistan" not in followed(frame)
    for _ in range(3):
        frame.workspace.undo()
    assert followed(frame) == before


@pytest.mark.parametrize("harm", ["no picture", "broken", "too large", "gone"])
def test_what_is_no_picture_is_refused_beside_the_button(
    frame: Frame, page: SettingsPage, tmp_path: Path, harm: str
) -> None:
    group, file = page._groups["sheets"], tmp_path / "head.png"
    assert isinstance(group, SheetsGroup)
    if harm == "no picture":
        file.write_bytes(b"%PDF-1.7")
    elif harm == "broken":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    elif harm == "too large":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_PICTURE))
    group.take(str(file))
    assert group._wrong.isVisible() and group._wrong.text()
    assert frame.workspace.ask(desk.picture) == b""


def test_a_letterhead_is_kept_shown_and_taken_away(frame: Frame, page: SettingsPage, tmp_path: Path) -> None:
    group = page._groups["sheets"]
    assert isinstance(group, SheetsGroup)
    group._form.editors["text"].set_value("Ministry of Foreign Affairs")
    group._keep()
    group.take(str(picture(tmp_path / "head.png")))
    assert group._picture.isVisible() and not group._wrong.isVisible()
    assert frame.workspace.ask(desk.letterhead).text == "Ministry of Foreign Affairs"
    group._take_away()
    assert not group._picture.isVisible() and frame.workspace.ask(desk.picture) == b""


def test_look_applies_at_once_and_is_remembered(frame: Frame, page: SettingsPage) -> None:
    group = page._groups["look"]
    assert isinstance(group, LookGroup)
    for name, value in (("theme", "dark"), ("size", 150), ("density", "compact"), ("still", True)):
        group._form.editors[name].set_value(value)
    settings = frame.workspace.settings
    assert settings is not None
    assert (current().choice, current().text_scale) == ("dark", 1.5)
    assert (settings.theme, settings.text_scale, settings.density, settings.still) == ("dark", 1.5, "compact", True)
    group._form.editors["still"].set_value(False)


def test_what_is_said_of_you_is_on_sheets(frame: Frame, page: SettingsPage) -> None:
    for name, words in (("name", "B. Omar"), ("initials", "BO"), ("unit", "Asia")):
        field = page.findChild(QLineEdit, f"settings.you.{name}")
        assert isinstance(field, QLineEdit)
        field.setText(words)
        field.editingFinished.emit()
    assert frame.workspace.signature == "B. Omar (BO), Asia"
    for name in ("name", "initials", "unit"):
        field = page.findChild(QLineEdit, f"settings.you.{name}")
        assert isinstance(field, QLineEdit)
        field.setText("")
        field.editingFinished.emit()
    assert frame.workspace.signature == ""


# ------------------------------------------------------------------------------------------------------------ keys
def test_a_key_is_changed_in_the_menus_at_once_and_after_a_restart(frame: Frame, page: SettingsPage) -> None:
    group, settings = page._groups["keys"], frame.workspace.settings
    assert isinstance(group, KeysGroup) and settings is not None
    keys.take(settings)
    chosen = keys.in_force()
    chosen.choose(A.log, "Ctrl+Alt+J", "J")
    assert (chosen.keys(A.log), chosen.letters(A.log)) == (("Ctrl+Alt+J",), ("J",))
    again = Keys(settings)
    assert (again.keys(A.log), again.is_own(A.log), again.is_own(A.edit)) == (("Ctrl+Alt+J",), True, False)
    again.forget(A.log)
    assert again.keys(A.log) == A.log.keys and settings.keys == {}


def test_actions_of_the_window_follow_their_keys(frame: Frame) -> None:
    action = frame.window.findChild(type(frame.window.parts.actions[A.log]), "act.record.log")
    assert action is not None
    keys.in_force().choose(A.log, "Ctrl+Alt+J", "J")
    assert [each.toString() for each in action.shortcuts()] == ["Ctrl+Alt+J"] and "J" in action.toolTip()
    keys.in_force().forget(A.log)
    assert action.shortcuts() == [QKeySequence(key) for key in A.log.keys]


@pytest.mark.parametrize(
    ("typed", "letters", "field", "why"),
    [
        ("Ctrl+K", "L", "keys", "Search everywhere"),
        ("Ctrl+L, Ctrl+Foo", "L", "keys", "is no key"),
        ("J", "L", "keys", "is typed in texts"),
        ("Ctrl+Enter", "L", "keys", "already"),
        ("Ctrl+L", "E", "letters", "Edit"),
        ("Ctrl+L", "Enter", "letters", "already"),
    ],
)
def test_keys_in_conflict_are_refused(typed: str, letters: str, field: str, why: str) -> None:
    chosen = Keys()
    with pytest.raises(FieldError) as refused:
        chosen.choose(A.log, typed, letters)
    assert refused.value.field == field and why in refused.value.happened
    assert chosen.keys(A.log) == A.log.keys


def test_a_comma_is_a_key_too() -> None:
    chosen = Keys()
    chosen.choose(A.settings, "Ctrl+,, F7", "")
    assert chosen.keys(A.settings) == ("Ctrl+,", "F7")
    chosen.choose(A.settings, "Ctrl+,", "")
    assert not chosen.is_own(A.settings)


def test_single_letters_are_switched_off_and_all_else_stays(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    chosen = Keys(settings)
    chosen.switch_letters(False)
    assert chosen.letters(A.log) == () == chosen.keys(A.today_log) and chosen.keys(A.log) == A.log.keys
    assert chosen.letters(A.trash) == A.trash.letters
    assert not Keys(Settings(tmp_path / "window.ini")).has_letters or settings.letters is False


def test_actions_are_found_by_their_keys(page: SettingsPage) -> None:
    group = page._groups["keys"]
    assert isinstance(group, KeysGroup)
    group._find.setText("ctrl+p")
    rows = [group.list.model().index(n, 0).data() for n in range(group.list.model().rowCount())]
    assert rows == ["Briefing sheet, Everywhere in the window, Ctrl+P"]
    group._find.setText("nothing like this")
    assert group._none.isVisible()


# --------------------------------------------------------------------------------------------------- a damaged file
@pytest.mark.parametrize("content", [b"\xff\xfe\x00[look", b"[look]\ntheme\x00=dark", b"{this is not settings}"])
def test_a_file_that_is_damaged_is_set_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    settings = Settings(file)
    assert (settings.theme, settings.text_scale, settings.density) == ("system", 1.0, "standard")
    assert Path(settings.set_aside).read_bytes() == content
    settings.theme = "dark"
    settings.save()
    assert Settings(file).theme == "dark" and Settings(file).set_aside == ""


def test_a_whole_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    first = Settings(file)
    first.theme, first.density = "dark", "compact"
    first.keys = {"record.log": ("Ctrl+Alt+J",)}
    first.save()
    assert Settings(file).set_aside == "" and Settings(file).keys == {"record.log": ("Ctrl+Alt+J",)}


@pytest.mark.parametrize(
    ("typed", "said"), [("Ctrl+Alt+J", ""), ("Ctrl+L", "Log action"), ("hello", "is no key"), ("", "")]
)
def test_keys_are_typed_where_they_are_asked_for(page: SettingsPage, typed: str, said: str) -> None:
    """For an action that has no letters too: the draft has a field called `keys`, as every mapping has."""
    group = page._groups["keys"]
    assert isinstance(group, KeysGroup)
    row = NEW[Kind.PARTY]
    group.list.set_current(row)
    group._ask(row)
    asking = group._asking
    assert asking is not None
    asking.form.retype({"keys": typed})
    asking.finish()
    assert keys.in_force().keys(row) == ((typed,) if typed and not said else ())
    if said:
        assert (
            group._asking is not None
            and group._asking.isVisible()
            and said in " ".join(each.text() for each in group._asking.findChildren(QLabel))
        )
        group._asking.close()
    keys.in_force().forget(row)
