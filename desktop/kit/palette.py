"""The colours Qt's own drawing uses, so that no widget keeps a foreign one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.kit.tokens import DARK, HC_DARK, HC_LIGHT, LIGHT, Choice, Tokens


def worn(app: QGuiApplication, choice: Choice) -> Tokens:
    """The colours of a choice, following the desktop where that is the choice."""
    hints = app.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    if choice == "high_contrast" or (choice == "system" and contrast):
        return HC_DARK if dark else HC_LIGHT
    return DARK if choice == "dark" or (choice == "system" and dark) else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """A complete palette for one theme; disabled text stays readable."""
    made = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.critical.fg,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_fg,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.line,
        role.Mid: tokens.line2,
        role.Dark: tokens.sunken,
        role.Shadow: tokens.line2,
    }
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.off))
    return made
