"""The one style sheet: colours, borders and paddings of every control; never a font or a letter size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from string import Template

from desktop.kit.tokens import TONES, Ink, Sizes, Tokens

_FRAME = Template("""
QMainWindow, QDialog, QWidget[ground="ground"] { background: $ground; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QDialog { background: $raised; border: 1px solid $line2; }
QToolTip { background: $raised; color: $text; border: 1px solid $line2; padding: ${p4}px ${p8}px; }
QMenuBar { background: $ground; color: $text; border-bottom: 1px solid $line; padding: 0 ${p12}px; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p8}px; margin: 0 ${p4}px; border-radius: ${badge}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $sel; }
QMenu { background: $raised; color: $text; border: 1px solid $line2; padding: ${p4}px 0; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p16}px; margin: 0 ${p4}px; border-radius: ${badge}px; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::item:selected { background: $sel; color: $text; }
QMenu::item:disabled { color: $off; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px 0; }
QStatusBar { background: $ground; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QFrame#header { background: $ground; border: none; border-bottom: 1px solid $line; }
QFrame#sidebar { background: $ground; border: none; border-right: 1px solid $line; }
QFrame#sidebar[rtl="true"] { border-right: none; border-left: 1px solid $line; }
QFrame#pane { background: $surface; border: none; border-left: 1px solid $line; }
QFrame#pane[rtl="true"] { border-left: none; border-right: 1px solid $line; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[popover="true"] { background: $raised; border: 1px solid $line2; border-radius: ${radius}px; }
QFrame[popover="window"] { background: $raised; border: 1px solid $line2; }
QListView[popup="true"] { background: $raised; border: 1px solid $line2; }
QListView[popup="true"]::item { padding: ${p4}px; }
QFrame[rule="h"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[rule="v"] { background: $line; border: none; min-width: 1px; max-width: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QProgressBar { background: $sunken; border: none; max-height: 2px; }
QProgressBar::chunk { background: $accent; }
""")

_BUTTONS = Template("""
QPushButton { background: $surface; color: $text; border: 1px solid $line2; border-radius: ${radius}px;
  padding: 0 ${p12}px; min-height: ${button}px; outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sel; }
QPushButton:disabled { color: $off; background: $ground; border-color: $off_line; }
QPushButton:focus { border: 2px solid $focus; padding: 0 ${p11}px; min-height: ${button_focus}px; }
QPushButton[variant="primary"], QPushButton:default { background: $accent; color: $accent_fg;
  border: 1px solid $accent; }
QPushButton[variant="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[variant="primary"]:disabled { background: $sunken; color: $off; border-color: $off_line; }
QPushButton[variant="primary"]:focus { border: 2px solid $ring_on_accent; }
QPushButton[variant="quiet"] { background: transparent; border: 1px solid transparent; color: $text2;
  padding: 0 ${p8}px; }
QPushButton[variant="quiet"]:hover { background: $hover_on_sel; }
QPushButton[variant="quiet"]:focus { border: 2px solid $focus; padding: 0 ${p7}px; }
QPushButton[variant="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 ${p4}px; min-height: ${link}px; border-radius: ${badge}px; }
QPushButton[variant="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[variant="link"]:focus { border: 2px solid $focus; padding: 0 ${p3}px; min-height: ${link_focus}px; }
QPushButton[variant="filter"] { color: $text2; min-height: ${filter}px; }
QPushButton[variant="filter"]:focus { min-height: ${filter_focus}px; }
QPushButton[variant="filter"][active="true"] { background: $accent_tint; color: $accent; border-color: $accent; }
QPushButton[composer="true"] { color: $text3; border-color: $ctrl; text-align: left; }
QPushButton[variant]:disabled, QPushButton[composer="true"]:disabled { color: $off; }
QPushButton[composer="true"]:disabled { border-color: $off_line; }
QPushButton::menu-indicator { image: url($chevron); subcontrol-position: right center; right: ${p8}px;
  width: ${mark}px; height: ${mark}px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 0;
  color: $text2; icon-size: ${icon}px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $sel; }
QToolButton:focus { border: 2px solid $focus; }
QToolButton::menu-indicator { image: none; }
QListView QToolButton { min-height: ${filter}px; }
""")

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
  border: 1px solid $ctrl; border-radius: ${radius}px; selection-background-color: $accent;
  selection-color: $accent_fg; }
QLineEdit, QAbstractSpinBox { padding: 0 ${p8}px; min-height: ${button}px; }
QPlainTextEdit, QTextEdit { padding: ${p4}px; }
QComboBox { padding: 0 ${p8}px; min-height: ${button}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { padding: 0 ${p7}px; min-height: ${button_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p3}px; }
QPlainTextEdit[reader="true"] { border: 2px solid $surface; border-radius: 0; padding: 0; }
QPlainTextEdit[reader="true"]:focus { border: 2px solid $focus; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"] { border-color: $critical; }
QLineEdit[state="warning"], QComboBox[state="warning"] { border-color: $warning; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $off; border-color: $off_line;
  background: $ground; }
QPlainTextEdit[quote="true"] { background: transparent; border: none; padding: 0; }
QLineEdit[bare="true"] { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: url($chevron); width: ${mark}px; height: ${mark}px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line2;
  selection-background-color: $sel; selection-color: $text; outline: none; }
QCheckBox, QRadioButton { color: $text; spacing: ${p8}px; border: 2px solid transparent; border-radius: ${badge}px;
  outline: none; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QCheckBox::indicator, QListView::indicator {
  width: ${box}px; height: ${box}px; border: 1px solid $ctrl; border-radius: ${badge}px;
  background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked {
  background: $accent; border-color: $accent; image: url($tick); }
QCheckBox::indicator:indeterminate, QListView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url($dash); }
QRadioButton::indicator { width: ${box}px; height: ${box}px; border: 1px solid $ctrl; border-radius: ${half_box}px;
  background: $surface; }
QCheckBox:disabled, QRadioButton:disabled { color: $off; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $off_line; }
QRadioButton::indicator:checked { background: $surface; border: ${p4}px solid $accent;
  width: ${dot}px; height: ${dot}px; }
""")

_LISTS = Template("""
QTableView, QTreeView, QListView { background: $surface; alternate-background-color: $surface; color: $text;
  border: none; selection-background-color: $sel; selection-color: $text; gridline-color: $line; outline: none; }
QFrame[popover="true"] QListView, QFrame[popover="window"] QListView { background: $raised; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text2; border: none; border-bottom: 1px solid $line2;
  padding: ${p8}px ${p12}px; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $line2; border: 2px solid $bar_ground; border-radius: 0; }
QScrollBar::handle:hover { background: $ctrl; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_INKS: tuple[Ink, ...] = ("text", "text2", "text3", "accent", "accent_fg", *TONES)


def stylesheet(tokens: Tokens, sizes: Sizes, scale: float, marks: Mapping[str, str]) -> str:
    """The sheet of one theme at one text scale; `marks` are the paths of tick, dash and chevron pictures."""
    values = _colours(tokens) | _lengths(sizes, scale) | dict(marks)
    parts = [part.substitute(values) for part in (_FRAME, _BUTTONS, _FIELDS, _LISTS)]
    parts += [f'QLabel[ink="{ink}"] {{ color: {tokens.ink(ink)}; }}' for ink in _INKS]
    return "\n".join(parts)


def _colours(tokens: Tokens) -> dict[str, str]:
    values = {entry.name: getattr(tokens, entry.name) for entry in fields(tokens)}
    plain: dict[str, str] = {name: value for name, value in values.items() if isinstance(value, str)}
    return plain | {
        "critical": tokens.critical.fg,
        "warning": tokens.warning.fg,
        "ring_on_accent": tokens.text,
        "hover_on_sel": tokens.surface,
        "bar_ground": tokens.surface,
    }


def _lengths(sizes: Sizes, scale: float) -> dict[str, str]:
    # A style sheet's min-height excludes the border, hence the subtractions of one border above and below.
    lengths = {f"p{n}": round(n * scale) for n in (3, 4, 6, 7, 8, 11, 12, 16, 24, 32)}
    lengths |= {
        "badge": sizes.radius_badge,
        "radius": sizes.radius,
        "card": sizes.radius_card,
        "button": sizes.button - 2,
        "button_focus": sizes.button - 4,
        "filter": sizes.filter_button - 2,
        "filter_focus": sizes.filter_button - 4,
        "link": round(24 * scale) - 2,
        "link_focus": round(24 * scale) - 4,
        "icon": sizes.icon,
        "mark": round(12 * scale),
        "box": round(16 * scale),
        "half_box": round(16 * scale) // 2,
        "dot": round(16 * scale) + 2 - 2 * round(4 * scale),
        "bar": round(10 * scale),
    }
    return {name: str(length) for name, length in lengths.items()}
