"""How a module of ours is run in a process of its own, which may fall, be ended, or keep its memory to itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import db


def module_alone(name: str) -> tuple[list[str], dict[str, str]]:
    """The command that runs a module and what its environment must be, wherever the program was started."""
    ours = str(Path(db.__file__).parents[1])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH", ""))))
    return [sys.executable, "-P", "-m", name], os.environ | {"PYTHONPATH": path}
