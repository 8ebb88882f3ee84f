"""The pictures beside words: Phosphor glyphs, coloured and kept ready to draw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap, QTransform

from db.errors import BugError

GLYPHS: Mapping[str, str] = {
    "alarm-clock": "alarm",
    "alarm-clock-off": "bell-slash",
    "archive": "archive",
    "archive-restore": "archive-box",
    "arrow-down": "arrow-down",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "arrow-up": "arrow-up",
    "bell": "bell",
    "calendar": "calendar-blank",
    "calendar-arrow-up": "clock-clockwise",
    "calendar-check": "calendar-check",
    "calendar-clock": "clock",
    "calendar-days": "calendar",
    "calendar-plus": "calendar-plus",
    "calendar-range": "calendar",
    "calendar-x": "calendar-x",
    "check": "check",
    "chevron-down": "caret-down",
    "chevron-left": "caret-left",
    "chevron-right": "caret-right",
    "chevron-up": "caret-up",
    "circle": "circle",
    "circle-check": "check-circle",
    "circle-dot": "circle",
    "circle-fading-arrow-up": "arrow-circle-up",
    "circle-pause": "pause-circle",
    "circle-question-mark": "question",
    "circle-slash": "prohibit",
    "circle-x": "x-circle",
    "clipboard-copy": "clipboard-text",
    "clock-alert": "clock",
    "columns-3": "columns",
    "contrast": "circle-half",
    "copy": "copy",
    "database": "database",
    "download": "download-simple",
    "ellipsis": "dots-three",
    "external-link": "arrow-square-out",
    "eye": "eye",
    "eye-off": "eye-slash",
    "file-down": "file-arrow-down",
    "file-signature": "pen-nib",
    "file-text": "file-text",
    "file-up": "file-arrow-up",
    "flag": "flag",
    "globe": "globe",
    "grip-vertical": "dots-six-vertical",
    "handshake": "handshake",
    "hard-drive": "hard-drive",
    "history": "clock-counter-clockwise",
    "hourglass": "hourglass",
    "info": "info",
    "keyboard": "keyboard",
    "landmark": "bank",
    "languages": "translate",
    "link": "link-simple",
    "list-checks": "checks",
    "list-filter": "funnel-simple",
    "lock": "lock-simple",
    "mail": "envelope-simple",
    "mail-open": "envelope-simple-open",
    "map-pin": "map-pin",
    "maximize": "corners-out",
    "message-square": "chat-centered",
    "message-square-quote": "chat-centered-text",
    "milestone": "traffic-sign",
    "minus": "minus",
    "moon": "moon",
    "notebook-pen": "note-pencil",
    "octagon-alert": "warning-octagon",
    "panel-left": "layout",
    "panel-right": "layout",
    "paperclip": "paperclip",
    "pen-line": "pen",
    "pencil-line": "pencil-line",
    "phone": "phone",
    "pin": "push-pin",
    "pin-off": "push-pin-slash",
    "plane": "airplane-tilt",
    "plus": "plus",
    "printer": "printer",
    "quote": "quotes",
    "redo-2": "arrow-u-up-right",
    "refresh-cw": "arrows-clockwise",
    "repeat-2": "arrows-left-right",
    "rows-2": "rows",
    "rows-3": "list",
    "rows-4": "list-dashes",
    "save": "floppy-disk",
    "scale": "scales",
    "search": "magnifying-glass",
    "settings": "gear-six",
    "shield-check": "shield-check",
    "sliders-horizontal": "sliders-horizontal",
    "stamp": "identification-card",
    "star": "star",
    "sun": "sun",
    "sun-moon": "moon-stars",
    "table-2": "table",
    "tag": "tag",
    "trash-2": "trash",
    "triangle-alert": "warning",
    "undo-2": "arrow-u-up-left",
    "upload": "upload-simple",
    "user": "user",
    "users": "users",
    "x": "x",
    "zoom-in": "magnifying-glass-plus",
    "zoom-out": "magnifying-glass-minus",
}
"""Our name of an icon to its name in the Phosphor set."""

MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "list-filter",
        "panel-left",
        "panel-right",
        "redo-2",
        "undo-2",
    }
)
"""Icons that point along the line of writing and therefore turn round in right-to-left languages."""

_DOTTED = "circle-dot"  # the set has no ring with a dot in it


@cache
def _folder() -> Path:
    """Where the package QtAwesome keeps its fonts; importing it would load QtOpenGL before the first picture."""
    package = find_spec("qtawesome")
    if package is None or not package.submodule_search_locations:
        raise BugError("the icons are in the package QtAwesome, which is not installed")
    return Path(package.submodule_search_locations[0]) / "fonts"


@cache
def _family() -> str:
    """The letters that are icons, as Qt names them."""
    (font,) = _folder().glob("phosphor-[0-9]*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))[0]


@cache
def _letters() -> Mapping[str, str]:
    """Which letter each icon is."""
    (names,) = _folder().glob("phosphor-charmap-[0-9]*.json")
    found = json.loads(names.read_text(encoding="utf-8"))
    return {name: chr(int(found[glyph], 16)) for name, glyph in GLYPHS.items()}


def draw(name: str, colour: str, size: float, dpr: float, mirrored: bool) -> QPixmap:
    """Icon `name` of `size` logical pixels; KeyError for a name that is not in GLYPHS."""
    canvas = QPixmap(round(size * dpr), round(size * dpr))
    canvas.fill(Qt.GlobalColor.transparent)
    canvas.setDevicePixelRatio(dpr)
    font = QFont(_family())
    font.setPixelSize(round(size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    if mirrored and name in MIRRORED:
        painter.setTransform(QTransform(-1, 0, 0, 1, size, 0))
    painter.setPen(QColor(colour))
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, _letters()[name])
    if name == _DOTTED:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(size / 2, size / 2), size / 11, size / 11)
    painter.end()
    return canvas


def write_mark(folder: Path, name: str, colour: str, size: int) -> str:
    """Save an icon where a style sheet can read it, at 1× and 2×; the path as style sheets write it."""
    stem = f"{name}-{colour.lstrip('#')}-{size}"
    draw(name, colour, size, 1.0, False).save(str(folder / f"{stem}.png"))
    draw(name, colour, size, 2.0, False).save(str(folder / f"{stem}@2x.png"))
    return (folder / f"{stem}.png").as_posix()
