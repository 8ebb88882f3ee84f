"""What belongs to the desk that keeps a register: the head of its paper."""

from __future__ import annotations

from pydantic import Field

from db.records.base import Line, Shape, Text

LARGEST_PICTURE = 5_000_000
"""The bytes of the picture of a letterhead: 5 MB."""


class Letterhead(Shape):
    """What stands on top of every sheet: the lines of an office, and the picture beside them by its sha256."""

    text: Text = ""
    picture: Line = Field(default="", description="the sha256 of a PNG or JPEG picture kept in the register")
