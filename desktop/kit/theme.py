"""The look in force: one object that dresses the program and hands colours, fonts and icons to whoever draws.

A widget says once in which role it writes and how large it is, a layout how much air it keeps; the theme gives them
letters and lengths, and gives them again after every change. Nobody has to listen for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QMargins, QObject, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QLayout, QWidget

from db import own_folders
from desktop.kit import icons
from desktop.kit.fonts import SMALLEST_PIXELS, Fonts, Role, system_pixels
from desktop.kit.palette import palette, worn
from desktop.kit.qss import stylesheet
from desktop.kit.tokens import Choice, Ink, Sizes

SMALLEST_SCALE, LARGEST_SCALE = 0.8, 2.0
_RTL = Qt.LayoutDirection.RightToLeft
_NORMAL, _DISABLED = QIcon.Mode.Normal, QIcon.Mode.Disabled
_ROLE, _FIXED, _AIR = "role", "fixed", "air"

Margins = tuple[float, float, float, float]
"""The air around a layout in pixels at 100 %: where lines begin, above, where they end, below."""


class Theme(QObject):
    """Colours, sizes, fonts and icons as the user chose them; `changed` follows every new choice."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system", text_scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._marks = QTemporaryDir(f"{own_folders.template()}XXXXXX")
        self._pixmaps: dict[tuple[str, str, float, float, bool], QPixmap] = {}
        self._icons: dict[tuple[str, Ink, int, int, bool], QIcon] = {}
        self.choice: Choice = choice
        self.text_scale = text_scale
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.screenAdded.connect(self._apply)
        # Queued: widgets learn the new direction only after this signal.
        app.layoutDirectionChanged.connect(self._give_again, Qt.ConnectionType.QueuedConnection)
        _Current.theme = self
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Wear another theme at once."""
        self.choice = choice
        self._apply()

    def set_text_scale(self, text_scale: float) -> None:
        """Larger or smaller text at once; 1.0 = 100 %, kept between 80 and 200 %."""
        self.text_scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, text_scale))
        self._apply()

    def px(self, length: float) -> int:
        """A length given at 100 % as it is now, in pixels."""
        return round(length * self.scale)

    def colour(self, name: str) -> QColor:
        """The colour of an ink or token name, or of a hex string; do not change it."""
        return _colour(name if name.startswith("#") else self.hex(name))

    def hex(self, name: str) -> str:
        """The hex string of an ink or token name."""
        value = getattr(self.tokens, name)
        return str(getattr(value, "fg", value))

    def font(self, role: Role) -> QFont:
        """The font of a role; do not change it."""
        return self._fonts.font(role)

    def metrics(self, role: Role) -> QFontMetrics:
        """The measures of a role's font."""
        return self._fonts.metrics(role)

    def pixmap(self, name: str, ink: str, size: float, dpr: float = 1.0) -> QPixmap:
        """Icon `name` in an ink, token or hex colour, `size` logical pixels wide, drawn once and kept."""
        colour = ink if ink.startswith("#") else self.hex(ink)
        key = (name, colour, size, dpr, self._app.layoutDirection() == _RTL)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = icons.draw(*key)
        return found

    def icon(self, name: str, ink: Ink = "text2", size: int = 16, pad: int = 0) -> QIcon:
        """Icon `name` for a button or menu; ask again when `changed` is emitted. `size` is at 100 %, and
        `pad` the air kept between icon and words."""
        key = (name, ink, size, pad, self._app.layoutDirection() == _RTL)
        if key not in self._icons:
            made = self._icons[key] = QIcon()
            for mode, colour in ((_NORMAL, ink), (_DISABLED, "off_line")):
                for dpr in self._ratios():
                    made.addPixmap(self._padded(self.pixmap(name, colour, self.px(size), dpr), self.px(pad)), mode)
        return self._icons[key]

    def _ratios(self) -> list[float]:
        """The pixel ratios of the screens there are; each icon is drawn for every one of them."""
        return sorted({screen.devicePixelRatio() for screen in self._app.screens()})

    def _padded(self, picture: QPixmap, pad: int) -> QPixmap:
        if not pad:
            return picture
        dpr, size = picture.devicePixelRatio(), picture.deviceIndependentSize().toSize()
        canvas = QPixmap(QSize(round((size.width() + pad) * dpr), picture.height()))
        canvas.setDevicePixelRatio(dpr)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.drawPixmap(pad if self._app.layoutDirection() == _RTL else 0, 0, picture)
        painter.end()
        return canvas

    def icon_size(self, size: int = 16) -> QSize:
        """The square of an icon given at 100 %."""
        return QSize(self.px(size), self.px(size))

    def _follow_system(self) -> None:
        if self.choice in ("system", "high_contrast"):
            self._apply()

    def _give_again(self) -> None:
        """Give all widgets there are what they said once; those that measure letters themselves do it after that."""
        widgets = self._app.allWidgets()
        for widget in widgets:
            _give(widget, self)
            layout = QWidget.layout(widget)
            if layout is not None:
                for each in (layout, *layout.findChildren(QLayout)):
                    _give_air(each, self)
        for widget in widgets:
            restyle = getattr(type(widget), "restyle", None)
            if restyle is not None:
                restyle(widget)
        self.changed.emit()

    def _apply(self) -> None:
        windows = [window for window in self._app.topLevelWidgets() if window.isVisible()]
        for window in windows:
            window.setUpdatesEnabled(False)
        self.tokens = worn(self._app, self.choice)
        self.scale = self.text_scale * system_pixels() / SMALLEST_PIXELS
        self.sizes = Sizes().scaled(self.scale)
        self._fonts = Fonts(SMALLEST_PIXELS * self.scale)
        self._pixmaps.clear()
        self._icons.clear()
        self._app.setPalette(palette(self.tokens))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(stylesheet(self.tokens, self.sizes, self.scale, self._write_marks()))
        self._give_again()
        for window in windows:
            window.setUpdatesEnabled(True)

    def _write_marks(self) -> dict[str, str]:
        folder = Path(self._marks.path())
        wanted = (("tick", "check", "accent_fg"), ("dash", "minus", "accent_fg"), ("chevron", "chevron-down", "text2"))
        return {mark: icons.write_mark(folder, name, self.hex(ink), self.px(12)) for mark, name, ink in wanted}


class _Current:
    """The theme in force; painters are called by Qt and cannot be handed one."""

    theme: Theme | None = None


def current() -> Theme:
    """The theme in force; AssertionError before one was made."""
    assert _Current.theme is not None, "A Theme is made before the first widget."
    return _Current.theme


def set_role(widget: QWidget, role: Role) -> None:
    """Let a widget write in the letters of a role."""
    widget.setProperty(_ROLE, role)
    widget.setFont(current().font(role))


def set_size(widget: QWidget, width: int = 0, height: int = 0) -> None:
    """Let a widget be so wide and high, in pixels at 100 %; 0 leaves it free."""
    widget.setProperty(_FIXED, QSize(width, height))
    _give_size(widget, QSize(width, height), current())


def set_air(target: QLayout | QWidget, margins: Margins, gaps: Sequence[float] = ()) -> None:
    """Let a layout or a label keep so much air around its contents and between them, in pixels at 100 %.

    `gaps` is one number, of a grid two: beside each other and below each other; none leaves what the style keeps."""
    target.setProperty(_AIR, [*margins, *gaps])
    _give_air(target, current())


def _give(widget: QWidget, theme: Theme) -> None:
    role, fixed = widget.property(_ROLE), widget.property(_FIXED)
    if role is not None:
        widget.setFont(theme.font(role))
    if fixed is not None:
        _give_size(widget, fixed, theme)
    _give_air(widget, theme)


def _give_size(widget: QWidget, fixed: QSize, theme: Theme) -> None:
    if fixed.width():
        widget.setFixedWidth(theme.px(fixed.width()))
    if fixed.height():
        widget.setFixedHeight(theme.px(fixed.height()))


def _give_air(target: QLayout | QWidget, theme: Theme) -> None:
    air = target.property(_AIR)
    if air is None:
        return
    lead, top, end, bottom, *gaps = (theme.px(length) for length in air)
    widget = target if isinstance(target, QWidget) else target.parentWidget()
    # Layouts turn their contents round but not their margins.
    turned = (widget.layoutDirection() if widget is not None else QApplication.layoutDirection()) == _RTL
    target.setContentsMargins(QMargins(end, top, lead, bottom) if turned else QMargins(lead, top, end, bottom))
    if isinstance(target, QGridLayout) and gaps:
        target.setHorizontalSpacing(gaps[0])
        target.setVerticalSpacing(gaps[-1])
    elif isinstance(target, QBoxLayout) and gaps:
        target.setSpacing(gaps[0])


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    role = widget.property(_ROLE)
    if role is not None:  # Qt puts back the font of before, which may be that of another text size
        widget.setFont(current().font(role))
    widget.update()


@lru_cache(maxsize=256)
def _colour(value: str) -> QColor:
    return QColor(value)
