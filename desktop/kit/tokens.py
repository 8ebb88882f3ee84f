"""Every colour and length on the screen, for light, dark and the two high-contrast themes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Choice = Literal["system", "light", "dark", "high_contrast"]
"""What a user chooses as the look of the program."""

ToneName = Literal["critical", "warning", "info", "waiting", "success", "neutral"]
Ink = Literal[
    "text",
    "text2",
    "text3",
    "accent",
    "accent_fg",
    "critical",
    "warning",
    "info",
    "waiting",
    "success",
    "neutral",
]
TONES: tuple[ToneName, ...] = ("critical", "warning", "info", "waiting", "success", "neutral")


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one status: words and icon, ground, and the line around it."""

    fg: str
    bg: str
    ln: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as hex strings; the names say what each is used for."""

    name: str
    dark: bool
    ground: str
    surface: str
    raised: str
    sunken: str
    line: str
    line2: str
    ctrl: str
    text: str
    text2: str
    text3: str
    off: str
    """The words of what cannot be used now."""
    off_line: str
    """Its border, and its icon."""
    accent: str
    accent_fg: str
    accent_hover: str
    accent_tint: str
    sel: str
    hover: str
    focus: str
    critical: Tone
    warning: Tone
    info: Tone
    waiting: Tone
    success: Tone
    neutral: Tone

    def tone(self, name: ToneName) -> Tone:
        """The three colours of a status tone."""
        tone: Tone = getattr(self, name)
        return tone

    def ink(self, name: Ink) -> str:
        """The colour words are written in: a text colour, the accent, or a tone's foreground."""
        value: str | Tone = getattr(self, name)
        return value.fg if isinstance(value, Tone) else value


LIGHT = Tokens(
    name="light",
    dark=False,
    ground="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EDF0F3",
    line="#DFE3E8",
    line2="#C3CAD3",
    ctrl="#828D9B",
    text="#18202B",
    text2="#4B5766",
    text3="#596573",
    off="#596573",
    off_line="#C3CAD3",
    accent="#1B5296",
    accent_fg="#FFFFFF",
    accent_hover="#16447D",
    accent_tint="#E9F0F9",
    sel="#DCE8F6",
    hover="#F0F3F7",
    focus="#1B5296",
    critical=Tone("#B3261E", "#FCECEA", "#F0BDB8"),
    warning=Tone("#855000", "#FCF1DD", "#E8CB96"),
    info=Tone("#1B5A9E", "#E8F1FA", "#B5D0EC"),
    waiting=Tone("#66409B", "#F2EDFA", "#D3C2EA"),
    success=Tone("#1D6A40", "#E5F4EA", "#ADD8BD"),
    neutral=Tone("#4B5766", "#EDF0F3", "#CBD2DA"),
)

DARK = Tokens(
    name="dark",
    dark=True,
    ground="#14181D",
    surface="#1A1F26",
    raised="#232A33",
    sunken="#11151A",
    line="#2B333D",
    line2="#414C59",
    ctrl="#74808F",
    text="#E7EBF0",
    text2="#ADB8C5",
    text3="#9AA6B4",
    off="#9AA6B4",
    off_line="#414C59",
    accent="#84B6F4",
    accent_fg="#0C1B2D",
    accent_hover="#A3C8F7",
    accent_tint="#1C2C40",
    sel="#22364D",
    hover="#20262E",
    focus="#84B6F4",
    critical=Tone("#FFA097", "#3A1F1E", "#6B3632"),
    warning=Tone("#F2C06C", "#352A14", "#63501F"),
    info=Tone("#90C2FA", "#182C43", "#2C5079"),
    waiting=Tone("#CFB5F5", "#2B2340", "#4E3F74"),
    success=Tone("#83D6A4", "#15301F", "#2B5A3C"),
    neutral=Tone("#ADB8C5", "#262D36", "#3B4550"),
)

HC_LIGHT = Tokens(
    name="hc_light",
    dark=False,
    ground="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#FFFFFF",
    line="#000000",
    line2="#000000",
    ctrl="#000000",
    text="#000000",
    text2="#000000",
    text3="#000000",
    off="#6B6B6B",
    off_line="#6B6B6B",
    accent="#003A7A",
    accent_fg="#FFFFFF",
    accent_hover="#001F45",
    accent_tint="#E3EEFB",
    sel="#D3E5FA",
    hover="#EEF4FC",
    focus="#003A7A",
    critical=Tone("#8A0000", "#FFFFFF", "#8A0000"),
    warning=Tone("#5C3500", "#FFFFFF", "#5C3500"),
    info=Tone("#003A7A", "#FFFFFF", "#003A7A"),
    waiting=Tone("#45207A", "#FFFFFF", "#45207A"),
    success=Tone("#004D24", "#FFFFFF", "#004D24"),
    neutral=Tone("#000000", "#FFFFFF", "#000000"),
)

HC_DARK = Tokens(
    name="hc_dark",
    dark=True,
    ground="#000000",
    surface="#000000",
    raised="#000000",
    sunken="#000000",
    line="#FFFFFF",
    line2="#FFFFFF",
    ctrl="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    off="#9A9A9A",
    off_line="#9A9A9A",
    accent="#A9D2FF",
    accent_fg="#000000",
    accent_hover="#D6EAFF",
    accent_tint="#06274A",
    sel="#003366",
    hover="#14263A",
    focus="#FFE600",
    critical=Tone("#FFB4AD", "#000000", "#FFB4AD"),
    warning=Tone("#FFD48A", "#000000", "#FFD48A"),
    info=Tone("#A9D2FF", "#000000", "#A9D2FF"),
    waiting=Tone("#DFCBFF", "#000000", "#DFCBFF"),
    success=Tone("#9BEBBB", "#000000", "#9BEBBB"),
    neutral=Tone("#FFFFFF", "#000000", "#FFFFFF"),
)

ALL: tuple[Tokens, ...] = (LIGHT, DARK, HC_LIGHT, HC_DARK)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in device-independent pixels at one text scale; the defaults are those at 100 %."""

    header: int = 50
    status_bar: int = 25
    sidebar: int = 208
    rail: int = 52
    nav_item: int = 30
    page_x: int = 24
    button: int = 30
    filter_button: int = 28
    icon_button: int = 28
    chip: int = 22
    tab: int = 32
    row: int = 46
    icon: int = 16
    pane: int = 404
    pane_wide: int = 440
    palette: int = 640
    radius_badge: int = 4
    radius: int = 6
    radius_card: int = 8

    def scaled(self, factor: float) -> Sizes:
        """The same lengths at `factor` (1.0 = 100 %)."""
        return Sizes(**{field.name: round(getattr(self, field.name) * factor) for field in fields(self)})
