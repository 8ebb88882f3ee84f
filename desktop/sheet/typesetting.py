"""Setting a template of ours as a PDF, in this process or, run as a program, for another one.

A sheet of hundreds of pages takes many times its size of memory while it is set, and the compiler keeps that to be
quicker the next time; only the end of a process gives it all back. Of the house nothing is loaded here: it starts in
a twentieth of a second.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

AT_FAULT = 70
"""How the process ends where the template cannot be compiled."""

_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed|contains the codepoint `"([^`]*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(template: str, inputs: Mapping[str, str], day: date) -> tuple[bytes, str] | None:
    """The PDF of a template, and the characters for which it had to be a plain one; None where the template is wrong.

    `day` is the date of the file instead of the moment of printing: the same data gives the same bytes.
    """
    made = datetime.combine(day, time(), UTC)
    compiler, words = _compiler(template), dict(inputs)
    try:
        return _one(compiler.compile(sys_inputs=words, timestamp=made, pdf_standards=["a-2a", "ua-1"])), ""
    except typst.TypstError as error:
        missing = _undrawn(error.diagnostic)
    # The message may hold words of the register: it does not leave this module.
    return (_one(compiler.compile(sys_inputs=words, timestamp=made)), missing) if missing else None


def _one(content: bytes | list[bytes] | None) -> bytes:
    return content if isinstance(content, bytes) else b""


@cache
def _compiler(template: str) -> typst.Compiler:
    """One compiler a template for the life of the process: reading the fonts takes longer than printing a sheet."""
    folder = Path(str(files("resources"))) / "briefing"
    return typst.Compiler(folder / template, root=folder, font_paths=typst.Fonts())


def _undrawn(diagnostic: str) -> str:
    """The characters that the compiler says it could not draw or keep, each once, in their order."""
    found = ("".join(match) for match in _UNDRAWN.findall(diagnostic))
    text = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), each) for each in found)
    return "".join(dict.fromkeys(text))


def main() -> int:
    """Set what comes in as JSON; the missing characters go out in a line of JSON, and after it the PDF."""
    template, inputs, day = json.load(sys.stdin.buffer)
    printed = typeset(template, inputs, date.fromisoformat(day))
    if printed is None:
        return AT_FAULT
    content, missing = printed
    sys.stdout.buffer.write(json.dumps(missing).encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
