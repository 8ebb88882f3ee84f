"""Files that leave the register: who may read them, and what is said where they cannot be written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.errors import KnownError
from db.exchange.files import save
from desktop.form.drafts.draft_file import DraftFile, KeptDraft
from tests.registers import now

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of this sort are those of POSIX")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o022, 0o002, 0o027, 0o077, 0o000])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What new files are not granted."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path, umask: int) -> None:
    save(b"x", tmp_path / "all.json")
    (tmp_path / "by hand").write_bytes(b"x")
    assert rights(tmp_path / "all.json") == 0o666 & ~umask == rights(tmp_path / "by hand")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o604])
def test_a_file_that_was_there_keeps_its_own(tmp_path: Path, umask: int, mode: int) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"before")
    path.chmod(mode)
    save(b"after", path)
    assert rights(path) == mode and path.read_bytes() == b"after"


def test_a_file_behind_a_link_keeps_its_own(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(b"before")
    (tmp_path / "sheet.pdf").chmod(0o640)
    (tmp_path / "link.pdf").symlink_to(tmp_path / "sheet.pdf")
    save(b"after", tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink() and rights(tmp_path / "sheet.pdf") == 0o640


def test_what_is_private_is_for_its_writer_alone(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "drafts.json"
    path.write_bytes(b"before")
    path.chmod(0o666)
    save(b"after", path, private=True)
    assert rights(path) == 0o600
    drafts = DraftFile(tmp_path / f"{umask}.aide")
    drafts.write([KeptDraft(about="x", name="x", at=now(), day=date(2026, 11, 23), typed="x")])
    assert rights(drafts.path) == 0o600


def test_nothing_is_left_beside_a_file(tmp_path: Path) -> None:
    save(b"x", tmp_path / "all.json")
    with pytest.raises(KnownError, match="is not a file"):
        save(b"x", tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["all.json"]


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "協" * 90 + ".pdf"])
def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError, match=r"too long for a file.*Choose a shorter name"):
        save(b"x", tmp_path / name)
