"""Which letters the program uses and how large each kind of text is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

Role = Literal["h1", "h2", "h3", "body", "medium", "strong", "meta", "metas", "caption", "over", "quote"]

SMALLEST_PIXELS = 13.0
"""Body text is never smaller than this at 100 %, whatever the desktop says."""

_SHAPES: dict[Role, tuple[float, QFont.Weight]] = {
    "h1": (1.62, QFont.Weight.DemiBold),
    "h2": (1.28, QFont.Weight.DemiBold),
    "h3": (1.06, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "medium": (1.0, QFont.Weight.Medium),
    "strong": (1.0, QFont.Weight.DemiBold),
    "meta": (0.925, QFont.Weight.Normal),
    "metas": (0.925, QFont.Weight.DemiBold),
    "caption": (0.85, QFont.Weight.Medium),
    "over": (0.85, QFont.Weight.DemiBold),
    "quote": (1.12, QFont.Weight.Normal),
}
_SANS = ("Inter", "Noto Sans")
_SERIF = ("Source Serif 4", "Source Serif Pro", "Noto Serif", "Georgia", "Times New Roman", "serif")
_ARABIC = "Noto Naskh Arabic"
_POINTS = 72  # of an inch


@dataclass(frozen=True)
class Fonts:
    """The fonts of every role at one text scale; `base` is the body size in pixels."""

    base: float
    _fonts: dict[Role, QFont] = field(default_factory=dict, repr=False, compare=False)
    _metrics: dict[Role, QFontMetrics] = field(default_factory=dict, repr=False, compare=False)

    def font(self, role: Role) -> QFont:
        """The font of a role, with digits of equal width."""
        if role not in self._fonts:
            self._fonts[role] = self._make(role)
        return self._fonts[role]

    def metrics(self, role: Role) -> QFontMetrics:
        """The measures of a role's font; every height comes from here."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetrics(self.font(role))
        return self._metrics[role]

    def _make(self, role: Role) -> QFont:
        ratio, weight = _SHAPES[role]
        font = QFont()
        font.setFamilies(list(serif_families() if role == "quote" else sans_families()))
        font.setPixelSize(max(1, round(self.base * ratio)))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


@cache
def system_pixels() -> float:
    """The desktop's own text size in pixels, at least the smallest we allow."""
    font, screen = _system_font(), QGuiApplication.primaryScreen()
    if font.pixelSize() > 0 or screen is None:
        return max(SMALLEST_PIXELS, float(font.pixelSize()))
    # Not from QFontInfo: that would load the desktop's letters, which are hardly ever the ones we write with.
    return max(SMALLEST_PIXELS, float(round(font.pointSizeF() * screen.logicalDotsPerInch() / _POINTS)))


@cache
def sans_families() -> tuple[str, ...]:
    """The families tried in turn for everything but quotes."""
    return (*_present(_SANS), _system_font().family(), _ARABIC)


@cache
def serif_families() -> tuple[str, ...]:
    """The families tried in turn for quotes."""
    return (*_present(_SERIF), "serif", _ARABIC)


def _system_font() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def _present(wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = set(QFontDatabase.families())
    return tuple(name for name in wanted if name in known)
