"""What was typed, as JSON and back with its types: words of a list, days, periods, drafts. Nothing else can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from db.records.base import Shape
from db.records.bundle import DRAFTS
from db.rules.periods import Period
from db.vocabulary import Word
from desktop.workspace import Brief, Do, Edit, Go, Quoted

C = TypeVar("C", bound=type)

_PLAIN = (bool, int, float)
_WRITTEN = tuple(DRAFTS.values())
"""Loaded here, with what hangs on them, so that each is found below `Shape` by its name."""
_MADE: dict[str, type] = {each.__name__: each for each in (Brief, Do, Edit, Go, Period, Quoted)}


def keepable(kind: C) -> C:
    """Let a frozen dataclass be part of what is kept."""
    _MADE[kind.__name__] = kind
    return kind


def encode(value: object) -> Any:
    """A value as JSON; TypeError for what cannot be kept."""
    if isinstance(value, Word):
        return {"word": type(value).__name__, "is": value.value}
    if isinstance(value, str):
        return whole(value)
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [encode(each) for each in value]
    return _tagged(value)


def _tagged(value: object) -> dict[str, Any]:
    """What JSON has no form for, with what it is."""
    match value:
        case date():
            return {"day": value.isoformat()}
        case Path():
            return {"path": str(value)}
        case Mapping():
            return {"has": {str(name): encode(each) for name, each in value.items()}}
        case Shape():
            return {"draft": type(value).__name__, "has": {name: encode(each) for name, each in value}}
        case _ if type(value).__name__ in _MADE and is_dataclass(value):
            has = {field.name: encode(getattr(value, field.name)) for field in fields(value)}
            return {"made": type(value).__name__, "has": has}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def decode(kept: Any) -> Any:
    """What `encode` was given, lists as tuples; ValueError or TypeError where it is something else."""
    if isinstance(kept, list):
        return tuple(decode(each) for each in kept)
    if not isinstance(kept, dict):
        return kept
    if "day" in kept:
        return date.fromisoformat(kept["day"])
    if "path" in kept:
        return Path(kept["path"])
    if "word" in kept:
        return _named(Word, kept["word"])(kept["is"])
    has = {name: decode(each) for name, each in _fields(kept).items()}
    if "draft" in kept:  # not checked: half a draft is what is kept
        return _named(Shape, kept["draft"]).model_construct(None, **has)
    if "made" in kept:
        return _made(kept["made"])(**has)
    return has


def whole(text: str) -> str:
    """The text without halves of letters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def words(kept: Any) -> Iterator[str]:
    """Every text in what was kept, where only the words can be saved."""
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, list):
        for each in kept:
            yield from words(each)
    elif isinstance(kept, dict) and "has" in kept:
        yield from words(list(_fields(kept).values()))


def _fields(kept: dict[str, Any]) -> dict[str, Any]:
    has = kept.get("has")
    if not isinstance(has, dict):
        raise ValueError("nothing that was kept looks like this")
    return has


def _made(name: Any) -> type:
    if name not in _MADE:
        raise ValueError(f"{name} is nothing that can be kept")
    return _MADE[name]


def _named(root: Any, name: Any) -> Any:
    """The class of this name below `root`."""
    waiting = list(root.__subclasses__())
    while waiting:
        found = waiting.pop()
        if found.__name__ == name:
            return found
        waiting += found.__subclasses__()
    raise ValueError(f"{name} is nothing that can be kept")
