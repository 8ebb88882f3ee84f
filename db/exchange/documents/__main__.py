"""Reading a document in a process of its own: a damaged or hostile file can end only this one.

The answer goes out as JSON: the document, or why it is not read.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

from db.errors import KnownError
from db.exchange.documents import read
from db.exchange.documents.refusals import refusal
from db.words import _, choose

_MEMORY = 256 * 2**20
_SECONDS = 90
"""Of the processor, where nobody waits any more who could end it."""


def main(path: Path) -> None:
    """Read one file and write the answer."""
    choose()
    _limit()
    try:
        answer = read(path).model_dump_json()
    except (KnownError, MemoryError) as error:
        known = error if isinstance(error, KnownError) else refusal(_("it would fill the memory"))
        answer = json.dumps({"refused": known.sentence}, ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode())


def _limit() -> None:
    """As much as a document can need; where the system knows no limit, there is none."""
    if resource is not None:
        for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
