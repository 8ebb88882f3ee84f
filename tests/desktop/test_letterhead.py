"""The picture of a letterhead stands on top of every sheet, whatever it is."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from db.records.briefings import BriefingSheet
from desktop.sheet import compose
from desktop.sheet.picture import drawing, size
from tests.desktop.driver.sheets import relations


def picture(width: int, height: int, kind: str) -> bytes:
    """A picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, kind)  # type: ignore[call-overload]  # the stubs ask for bytes, the library for a text
    return bytes(kept.data().data())


def pictures(content: bytes) -> list[tuple[int, int]]:
    """The pictures in a PDF by their widths and heights."""
    with pikepdf.open(BytesIO(content)) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        return [(int(each.Width), int(each.Height)) for each in found if each.get("/Subtype") == "/Image"]


def with_picture(content: bytes) -> BriefingSheet:
    return relations().model_copy(update={"picture": content})


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(("width", "height"), [(120, 30), (3000, 20), (20, 3000)])
def test_a_picture_is_printed_once_on_an_archive_file(kind: str, width: int, height: int) -> None:
    content = picture(width, height, kind)
    assert size(content) == (width, height)
    printed = compose.pdf(with_picture(content))
    assert pictures(printed.pdf) == [(width, height)] and printed.missing_glyphs == ""
    assert printed == compose.pdf(with_picture(content)), "The same sheet gives the same bytes."


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00" * 9])
def test_what_does_not_say_how_large_it_is_is_not_printed(content: bytes) -> None:
    assert drawing(content) == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_picture_leaves_the_sheet_whole(kind: str) -> None:
    content = picture(120, 30, kind)
    printed = compose.pdf(with_picture(content[: len(content) * 2 // 3]))
    assert printed.pages >= 1


def test_a_kept_sheet_has_its_picture_in_the_paper_alone() -> None:
    made = with_picture(picture(120, 30, "PNG"))
    assert "picture" not in made.model_dump(mode="json")
