"""Pictures of every page, light and dark, at two sizes: `python -m tests.pictures FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

SIZES = ((1366, 768), (1920, 1080))
WAIT_MS = 400
SHEET_WAIT_MS = 4000


def main(folder: Path) -> None:
    """Take the pictures from a fresh starter register; the files are named `<page>-<look>-<width>.png`."""
    from PySide6.QtTest import QTest

    from desktop.actions import PAGES
    from tests.desktop.frame import opened

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for number, (look, size) in enumerate((look, size) for size in SIZES for look in ("light", "dark")):
            place = Path(scratch) / str(number)
            place.mkdir()
            with opened(place, look="light" if look == "light" else "dark", size=size) as frame:
                for page in PAGES:
                    frame.window.parts.actions[f"view.go_{page}"].trigger()
                    QTest.qWait(SHEET_WAIT_MS if page == "briefings" else WAIT_MS)
                    file = folder / f"{page}-{look}-{size[0]}.png"
                    frame.window.grab().save(str(file))
                    print(file)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.pictures FOLDER")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
