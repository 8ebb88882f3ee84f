"""The file in which the drafts of one register outlive the program: private, whole or not at all, never in the way."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from platformdirs import user_state_path
from pydantic import BaseModel, ConfigDict

from db.errors import KnownError
from db.exchange.files import save
from db.header import followed
from db.rules.backups import KEPT_BEFORE_RESTORE
from db.words import _
from desktop import clock
from desktop.form.drafts.kept_values import whole
from desktop.settings import APP

_DAMAGED = ".damaged"
_FORMAT = 2
_EARLIER = 1
"""Log entries, promises and sheets were kept in shapes of their own; by now every form is kept field by field."""
_RENAMED = {"when": "on", "points": "points_to_make", "raised": "if_raised"}
_AFTER = {"Progress": "progress_after", "VisitStage": "stage_after"}
_DATES = ("when", "next_due", "reply_by", "due")


class KeptDraft(BaseModel):
    """What was typed and not stored. `about` is its key, `name` what a person calls it, `wish` what opens it again,
    `day` the day that words such as "tomorrow" were typed on, `before` what stood there when it was begun; `uid` is
    that of the record, for another may have its number one day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    name: str
    at: datetime
    day: date
    typed: Any
    wish: Any = None
    before: dict[str, Any] = {}
    record: int | None = None
    uid: str = ""


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int
    of: str
    """The path of the register."""
    beginning: str = ""
    """The seal of its first change, by which it is known at another path; "" where nothing was done in it."""
    drafts: tuple[KeptDraft, ...]


class DraftFile:
    """Beside the program's own data on this computer: never in the register, nor beside it where others may read."""

    def __init__(self, register: Path) -> None:
        self._register = os.path.normcase(followed(register))
        self.path = user_state_path(APP, appauthor=False) / "drafts" / f"{_name(self._register)}.json"
        self.set_aside: Path | None = None
        """Where what could not be read was put."""

    def read(self, beginning: str = "") -> tuple[KeptDraft, ...]:
        """What was kept, at an earlier place of the register too; `beginning` is the seal of its first change. A file
        that cannot be understood is set aside and nothing is raised."""
        self._sweep()
        own = self._own()
        return self._brought(own, beginning) if beginning else own

    def write(self, drafts: Sequence[KeptDraft], beginning: str = "") -> None:
        """Keep these and no others; KnownError where the file cannot be written."""
        _write(self.path, _Content(format=_FORMAT, of=whole(self._register), beginning=beginning, drafts=tuple(drafts)))

    def _own(self) -> tuple[KeptDraft, ...]:
        try:
            found = _read(self.path)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError):
            self._put_aside()
            return ()
        return found.drafts

    def _brought(self, own: tuple[KeptDraft, ...], beginning: str) -> tuple[KeptDraft, ...]:
        """These, and those of every place where this register was and is no more; they are kept here before they go
        there. What has a key of ours stays where it is, until that is dealt with."""
        for path in sorted(self.path.parent.glob("*.json")):
            with suppress(OSError, ValueError, KnownError):  # of another register, or offered another time
                there = _read(path)
                if path == self.path or there.beginning != beginning or not _is_left(path, there.of):
                    continue
                taken = {draft.about for draft in own}
                coming = tuple(draft for draft in there.drafts if draft.about not in taken)
                self.write(own + coming, beginning)
                own += coming
                staying = tuple(draft for draft in there.drafts if draft.about in taken)
                _write(path, there.model_copy(update={"drafts": staying}))
        return own

    def _put_aside(self) -> None:
        with suppress(OSError):
            names = chain([_DAMAGED], (f".{number}{_DAMAGED}" for number in count(2)))
            aside = next(path for path in map(self.path.with_suffix, names) if not os.path.lexists(path))
            os.replace(self.path, aside)
            os.utime(aside)
            self.set_aside = aside

    def _sweep(self) -> None:
        """Take away what was set aside so long ago that nobody will ask for it: as long as what a restore set aside."""
        until = (clock.now() - KEPT_BEFORE_RESTORE).timestamp()
        for aside in self.path.parent.glob(f"{self.path.stem}*{_DAMAGED}"):
            with suppress(OSError):
                if aside.stat().st_mtime < until:
                    aside.unlink()


def _name(register: str) -> str:
    return hashlib.sha256(os.fsencode(register)).hexdigest()[:32]


def _is_left(file: Path, register: str) -> bool:
    """Whether the register whose drafts a file holds is no more at its place, as far as that could be written down."""
    return file.stem == _name(register) and not os.path.lexists(register)


def _read(path: Path) -> _Content:
    """What a file holds, as it is kept now; OSError or ValueError where that cannot be read."""
    found = _Content.model_validate_json(path.read_bytes())
    if found.format == _EARLIER:
        return found.model_copy(update={"format": _FORMAT, "drafts": tuple(map(_by_field, found.drafts))})
    if found.format != _FORMAT:
        raise ValueError(f"drafts of format {found.format} cannot be read")
    return found


def _write(path: Path, content: _Content) -> None:
    try:
        if not content.drafts:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(_("{path} cannot be written ({why}).").format(path=path, why=error.strerror)) from error
    made = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, indent=1)
    save(made.encode(), path, private=True)


def _by_field(draft: KeptDraft) -> KeptDraft:
    """A draft of an earlier version as it is kept now; one of another shape stays as it is, its words can be copied."""
    typed = draft.typed
    match draft.about.partition("/")[0], typed:
        case "promise", [title, owes, areas, due]:
            has = {"title": title, "owes": owes, "areas": areas, "due": due}
        case "log dialog", {"has": {"typed": {"has": dict(entry)}, "records": records}}:
            has = {**entry, "links": [records, ""]}
        case (("log" | "sheet"), {"has": dict(has)}):
            pass
        case _:
            return draft
    if "after" in has:
        after = has.pop("after")
        if isinstance(after, dict) and after.get("word") in _AFTER:
            has[_AFTER[after["word"]]] = after
    now = {_RENAMED.get(name, name): [each, None, False] if name in _DATES else each for name, each in has.items()}
    return draft.model_copy(update={"typed": {"has": now}})
