"""The order in which titles stand: CLDR's root collation, whatever language the program speaks."""

from __future__ import annotations

from functools import cache
from typing import Any

ICU = "77.1"
"""The ICU whose keys registers keep: keys of two versions must not be compared. Another one needs a migration that has
them made anew, as `versions/0007_order.py` does."""


def sort_key(text: str) -> bytes:
    """A key that compares as a text does among others, by all of its words.

    Letters come first, whatever script: albania and Åland before Zambia, آ ب پ ت ٹ in this order; then accents, then
    case. Numbers go by their value, in any figures: No. 2 before No. 10. Source: UTS 10 and 35, root, `kn` on.
    """
    key: bytes = _collator().getSortKey(text)
    return key


@cache
def _collator() -> Any:
    import icu  # its data are loaded when the first key is made

    collator = icu.Collator.createInstance(icu.Locale.getRoot())
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator
