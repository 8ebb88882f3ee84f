"""Why a value cannot be stored, in the words that stand beside its field."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails
from PySide6.QtCore import QLocale

from db.words import _


def sentence(error: ErrorDetails, needed: str = "", wrong: str = "") -> str:
    """The sentence for an error of a draft: `needed` where nothing stands, `wrong` where something else should."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _NEEDED or (error["input"] is None and kind.endswith("_type")):
        return needed or _("This is needed.")
    if kind in _LIMITS:
        return _limit("string_too_long" if isinstance(error["input"], str) else kind, limits)
    if wrong:
        return wrong
    if kind == "value_error":
        return str(limits.get("error", error["msg"]))
    return _("This cannot be stored as it is written.")


_NEEDED = frozenset({"string_too_short", "too_short", "missing"})
_LIMITS = frozenset({"string_too_long", "too_long", "greater_than_equal", "less_than_equal"})


def _limit(kind: str, limits: Mapping[str, object]) -> str:
    number = limits.get("max_length") or limits.get("ge") or limits.get("le") or 0
    shown = QLocale(QLocale.Language.English).toString(int(str(number)))
    words = {
        "string_too_long": _("At most {number} characters."),
        "too_long": _("At most {number}."),
        "greater_than_equal": _("At least {number}."),
        "less_than_equal": _("At most {number}."),
    }[kind]
    return words.format(number=shown)
