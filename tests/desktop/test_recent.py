"""File › Open recent offers the registers of this computer that were opened last; one that is gone is said to be."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.settings import MOST_RECENT, Settings
from desktop.shell.another_register import AnotherRegister
from tests.desktop.driver.frame import opened


def test_the_newest_comes_first_each_once_and_not_all_are_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    for each in (*range(20), 15, 19):
        settings.keep_recent(f"/registers/{each}.aide")
    assert settings.recent[:3] == [f"/registers/{each}.aide" for each in (19, 15, 18)]
    assert len(settings.recent) == MOST_RECENT == len(set(settings.recent))
    settings._kept.setValue("registers/recent", "{broken")
    assert settings.recent == []


def test_what_is_open_is_not_offered_and_what_is_gone_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    with opened(folder) as frame:
        menu, settings = frame.window.parts.actions.recent, frame.window.parts.settings
        menu.aboutToShow.emit()
        assert [(each.text(), each.isEnabled()) for each in menu.actions()] == [
            ("No other register was opened yet", False)
        ]
        here, there, gone = settings.recent[0], tmp_path / "R&D.aide", tmp_path / "gone.aide"
        shutil.copy(here, there)
        for each in (gone, there, Path(here)):
            settings.keep_recent(str(each))
        menu.aboutToShow.emit()
        first, second = menu.actions()
        assert first.text().startswith("R&&D · ") and first.isEnabled()
        assert second.text().endswith("· not there any more") and not second.isEnabled()
        with qtbot.waitSignal(frame.window.frame.register_wanted) as heard:
            first.trigger()
        assert heard.args == [there]


def test_one_that_went_meanwhile_is_refused_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path) as frame:
        others = AnotherRegister(tmp_path, frame.window)
        with qtbot.waitSignal(others.refused) as heard:
            others.ask(tmp_path / "gone.aide")
        assert "does not lie there any more. Nothing was opened." in heard.args[0]
        there = Path(frame.workspace.path)
        with qtbot.waitSignal(others.chosen) as chosen:
            others.ask(there)
        assert chosen.args == [there, ""]
