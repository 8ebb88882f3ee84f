"""Bundle files: a register as one JSON text, read with care and written the same way every time."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from pydantic import ValidationError

from db.errors import KnownError
from db.records.bundle import Bundle
from db.records.refusals import sentences
from db.words import _

SIZE_LIMIT = 20_000_000
"""The most bytes a bundle file may have."""

_FORMAT = Bundle.model_fields["format"].default
_VERSION = Bundle.model_fields["version"].default


def read(text: str | bytes) -> Bundle:
    """The bundle a file holds; a KnownError says why it cannot be read. Nothing is stored either way."""
    raw = _bytes(text)
    _must_be_ours(_parsed(raw))
    try:
        return Bundle.model_validate_json(raw)
    except ValidationError as error:
        raise _refusal(sentences(error)) from None


def write(bundle: Bundle) -> str:
    """The text of a bundle file: the same bundle always gives the same text."""
    return bundle.model_dump_json(indent=2) + "\n"


def _bytes(text: str | bytes) -> bytes:
    try:
        raw = text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError:
        raise _refusal(_("it is not UTF-8 text")) from None
    if len(raw) > SIZE_LIMIT:
        raise _refusal(
            _("it has {count:.1f} MB, and a bundle has at most {size_limit:.0f} MB").format(
                count=len(raw) / 1e6, size_limit=SIZE_LIMIT / 1e6
            )
        )
    return raw


def _parsed(raw: bytes) -> Any:
    """What the JSON says, refusing what JSON libraries read differently from one another."""
    try:
        return json.loads(raw.decode(), object_pairs_hook=_without_repeats, parse_constant=_no_such_number)
    except UnicodeDecodeError:
        raise _refusal(_("it is not UTF-8 text")) from None
    except RecursionError:
        raise _refusal(_("it is nested too deeply")) from None
    except json.JSONDecodeError as error:
        raise _refusal(
            _("line {lineno}, column {colno}: {msg}").format(lineno=error.lineno, colno=error.colno, msg=error.msg)
        ) from None
    except ValueError:
        raise _refusal(_("one of its numbers is too long")) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _refusal(_("it says “{key}” twice in one place").format(key=key[:80]))
        found[key] = value
    return found


def _no_such_number(name: str) -> NoReturn:
    raise _refusal(_("{name} is not a number that JSON knows").format(name=name))


def _must_be_ours(data: Any) -> None:
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise _refusal(_("it is not an Aide-Mémoire bundle"))
    version = data.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise KnownError(
            _("This file was made by a newer version of the program (bundle format {version}).").format(
                version=version
            ),
            _("Nothing was stored."),
            _("Update Aide-Mémoire, then try again."),
        )


def _refusal(why: str) -> KnownError:
    return KnownError(
        _("This file cannot be read: {why}.").format(why=why), _("Nothing was stored."), _("Choose another file.")
    )
