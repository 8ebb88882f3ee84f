"""Countries everybody knows, added on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from db.commands.base import Hide
from db.commands.parties import AddParty
from db.queries import parties
from db.records.parties import PartyDraft
from db.store import open_register
from desktop import handing
from tests.desktop.test_cli import run
from tests.desktop.test_handing import says, window
from tests.registers import make_empty, now


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_empty(tmp_path / "desk.aide")


def titles(register: Path) -> set[str]:
    with open_register(register, now=now, by="A. Serik", writing=False) as store:
        return {each.title for each in store.ask(parties.lines)}


def test_several_at_once_by_whatever_name(register: Path) -> None:
    said = run(register, "add", "country", "uzb", "Казахстан", "پاکستان", "SCO", "UZ")
    assert said.exit_code == 0, said.output
    assert said.output.splitlines() == [
        "Added party “Uzbekistan”.", "Added party “Kazakhstan”.", "Added party “Pakistan”.",
        "Added party “Shanghai Cooperation Organisation”.",
    ]  # fmt: skip
    assert len(titles(register)) == 4
    assert run(register, "undo").exit_code == 0 and len(titles(register)) == 3


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["atlantis"], "No country or organisation is known as “atlantis”. Nothing was added."),
        (["united"], "“united” may be several. Nothing was added. Say which: "),
        (["uzb", "atlantis"], "No country"), ([""], "No country"), (["<b>"], "“<b>” may be several"),
        (["x" * 100_000], "No country"), (["\\u202e"], "No country"), (["UZ", "kz", "9"], "No country"),
    ],
)  # fmt: skip
def test_what_is_not_known_adds_nothing(register: Path, names: list[str], why: str) -> None:
    said = run(register, "add", "country", *names)
    assert said.exit_code == 3 and why in said.output and len(said.output) < 1_000
    assert titles(register) == set()


def test_what_is_there_is_named(register: Path) -> None:
    with open_register(register, now=now, by="A. Serik") as store:
        store.run(AddParty(PartyDraft(title="Ўзбекия", code="UZ")))
        gone = store.run(AddParty(PartyDraft(title="Kazakhstan", code="KZ"))).record
        assert gone is not None
        store.run(Hide((gone,)))
    said = run(register, "add", "country", "uzb")
    assert said.exit_code == 3 and "Uzbekistan is in the register already, as “Ўзбекия”." in said.output
    said = run(register, "add", "country", "pak", "kaz")
    assert said.exit_code == 3 and "“Kazakhstan” is in the Trash." in said.output
    assert titles(register) == {"Ўзбекия"}


@pytest.fixture
def place(register: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The register, and a folder for sockets of its own, whose path must be short."""
    with TemporaryDirectory(prefix="am-") as short:
        monkeypatch.setattr(handing, "folder", lambda: Path(short) / "run")
        yield register


@pytest.mark.skipif(not handing.possible(), reason="Python has no local sockets here")
def test_it_is_added_in_the_window_that_has_the_register(qtbot: QtBot, place: Path) -> None:
    with window(place) as (workspace, _):
        assert says(qtbot, place, "add", "country", "uzb").output == "Added party “Uzbekistan”.\n"
        assert [each.title for each in workspace.ask(parties.lines)] == ["Uzbekistan"]
        again = says(qtbot, place, "add", "country", "uzb")
        assert again.exit_code == 3 and "already" in again.output
