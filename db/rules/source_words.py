"""What stands beside a typed date: the words of the source in quotation marks, and the day on which they were said."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 300  # characters; a pasted page is no date, and is not searched for one
_QUOTED = re.compile(r"^(?P<date>.*?)\s*\(?[“”„«\"]\s*(?P<words>\S|\S.*\S)\s*[“”»\"]\)?$")
_SAID_ON = re.compile(r"^(?P<date>.*\S),? said (?:on )?(?P<on>[^“”„«»\"]+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A typed date without what stands beside it, the words of the source, and when they were said; "" where none."""

    date: str
    words: str = ""
    said_on: str = ""


def parts(text: str) -> Parts:
    """The parts of `4 Feb 2026 (“Feb. 4”)`, `this year, said on 4 Feb 2026` or `“in the near future”`."""
    text = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return Parts(text)
    said = _SAID_ON.match(text)
    said_on = said["on"].strip() if said else ""
    date = said["date"].rstrip(" ,") if said else text
    quoted = _QUOTED.match(date)
    if quoted is None:
        return Parts(date, "", said_on)
    return Parts(quoted["date"].strip(), quoted["words"], said_on)
