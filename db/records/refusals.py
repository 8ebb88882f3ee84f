"""What a draft says against a value, in our words and never in those of the library that checks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from db.errors import FieldError
from db.records.base import field_name
from db.words import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

D = TypeVar("D", bound=BaseModel)

_NEEDED = frozenset({"string_too_short", "too_short", "missing"})
_LIMITS = frozenset({"string_too_long", "too_long", "greater_than_equal", "less_than_equal"})
_CHOICES = frozenset({"enum", "literal_error"})
_SHOWN, _QUOTED = 3, 80


def sentence(error: ErrorDetails, needed: str = "", wrong: str = "") -> str:
    """The sentence for one error: `needed` where nothing stands, `wrong` where something else should."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _NEEDED or (error["input"] is None and kind.endswith("_type")):
        return needed or _("This is needed.")
    if kind in _LIMITS:
        of_letters = kind == "too_long" and isinstance(error["input"], str)
        return _limit("string_too_long" if of_letters else kind, limits)
    if wrong:
        return wrong
    if kind == "value_error":
        return str(limits["error"])
    if kind in _CHOICES:
        choices = str(limits["expected"]).replace(" or ", ", ")
        return _("“{value}” is none of {choices}.").format(value=str(error["input"])[:_QUOTED], choices=choices)
    if kind == "json_invalid":
        return _("JSON knows nothing written like this ({what}).").format(what=limits["error"])
    if kind == "extra_forbidden":
        return _("There is no field of this name.")
    return _("This cannot be stored as it is written.")


def _limit(kind: str, limits: Mapping[str, object]) -> str:
    number = limits.get("max_length") or limits.get("ge") or limits.get("le") or 0
    words = {
        "string_too_long": _("At most {number} characters."),
        "too_long": _("At most {number}."),
        "greater_than_equal": _("At least {number}."),
        "less_than_equal": _("At most {number}."),
    }[kind]
    return words.format(number=f"{int(float(str(number))):,}")


def sentences(error: ValidationError) -> str:
    """What is said against a file, each with its place: "records: 0: kind: This is needed"; the first three of them."""
    found = error.errors()[:_SHOWN]
    return "; ".join(": ".join([*map(str, each["loc"]), sentence(each).removesuffix(".")]) for each in found)


def made(shape: type[D], **fields: Any) -> D:
    """A draft of these fields; FieldError with its first refusal, the field named."""
    try:
        return shape(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        said = _("{field}: {what}").format(field=field_name(name).capitalize(), what=sentence(first))
        raise FieldError(name, said if name else sentence(first)) from None
