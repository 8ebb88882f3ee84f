"""The look: readable colours everywhere, sizes that follow the text, an icon and a tone for every status."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import ActionKind, AgreementStatus, CommitmentStatus, Kind, VisitStatus
from desktop import status
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.icons import GLYPHS, MIRRORED
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import Theme, current, set_size
from desktop.kit.tokens import ALL, TONES, Sizes, Tokens
from desktop.table.record_view import RecordHeader

TEXT = 4.5
SHAPE = 3.0


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


def luminance(colour: str) -> float:
    """Relative luminance by the WCAG formula."""
    shown = QColor(colour)
    red, green, blue = (linear(channel) for channel in (shown.redF(), shown.greenF(), shown.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """The light of one colour channel, both 0–1."""
    return channel / 12.92 if channel <= 0.04045 else math.pow((channel + 0.055) / 1.055, 2.4)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1–21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
@pytest.mark.sampled(2)
def test_every_word_can_be_read_on_every_ground(tokens: Tokens) -> None:
    grounds = (tokens.ground, tokens.surface, tokens.raised, tokens.sunken, tokens.sel, tokens.hover)
    inks = {name: tokens.ink(name) for name in ("text", "text2", "text3", "accent")}
    pairs = {(name, ground): contrast(ink, ground) for name, ink in inks.items() for ground in grounds}
    for name in TONES:
        tone = tokens.tone(name)
        pairs |= {(name, ground): contrast(tone.fg, ground) for ground in (tone.bg, tokens.surface, tokens.sel)}
    pairs[("accent_fg", tokens.accent)] = contrast(tokens.accent_fg, tokens.accent)
    pairs[("accent_fg", tokens.accent_hover)] = contrast(tokens.accent_fg, tokens.accent_hover)
    pairs[("accent", tokens.accent_tint)] = contrast(tokens.accent, tokens.accent_tint)
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_focus_and_field_borders_stand_out(tokens: Tokens) -> None:
    for ground in (tokens.ground, tokens.surface, tokens.sel):
        assert contrast(tokens.focus, ground) >= SHAPE
    assert contrast(tokens.ctrl, tokens.surface) >= SHAPE
    assert contrast(tokens.ctrl, tokens.ground) >= SHAPE


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_what_cannot_be_used_differs_from_what_can_and_is_still_read(tokens: Tokens) -> None:
    """In words and border, or icon; in the high-contrast themes too."""
    grounds = (tokens.ground, tokens.surface, tokens.raised, tokens.sunken)
    assert all(contrast(tokens.off, ground) >= TEXT for ground in grounds)
    assert contrast(tokens.off, tokens.text) >= 2 and contrast(tokens.off_line, tokens.text) >= 2
    if tokens.name.startswith("hc"):
        assert all(contrast(tokens.off_line, ground) >= SHAPE for ground in grounds)


@pytest.mark.parametrize("scale", [1.25, 2.0])
def test_letters_keep_their_size_when_the_look_of_a_widget_changes(theme: Theme, qtbot: QtBot, scale: float) -> None:
    label, button = PlainLabel("words"), Button("words", variant="filter")
    for each in (label, button):
        qtbot.addWidget(each)
        each.show()
    theme.set_text_scale(scale)
    before = [each.font().pixelSize() for each in (label, button)]
    label.set_ink("critical")
    button.set_active(True)
    assert [each.font().pixelSize() for each in (label, button)] == before


def test_every_word_of_the_vocabulary_has_a_look_that_can_be_drawn() -> None:
    looks = [status.visit_look(word) for word in VisitStatus]
    looks += [status.agreement_look(word) for word in AgreementStatus]
    looks += [status.commitment_look(word) for word in CommitmentStatus]
    names = {look.icon for look in looks} | {status.ACTION_ICONS[kind] for kind in ActionKind}
    names |= {KINDS[kind].icon for kind in Kind}
    assert names | MIRRORED <= set(GLYPHS)


@pytest.mark.parametrize("looks", [status.VISIT, status.AGREEMENT, status.COMMITMENT])
def test_icons_differ_inside_a_kind(looks: dict[str, status.Look]) -> None:
    icons = [look.icon for look in looks.values()]
    assert len(icons) == len(set(icons))


def test_every_icon_draws_something(theme: Theme) -> None:
    for name in GLYPHS:
        image = theme.pixmap(name, "text", 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_an_icon_is_drawn_once_per_colour_size_and_ratio(theme: Theme) -> None:
    assert theme.pixmap("bell", "text", 16).cacheKey() == theme.pixmap("bell", "text", 16).cacheKey()
    assert theme.pixmap("bell", "text", 16).cacheKey() != theme.pixmap("bell", "text", 16, 2.0).cacheKey()


def test_choosing_a_theme_dresses_the_program_at_once(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert current() is theme
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.tokens.ground)
    assert theme.tokens.dark
    with qtbot.waitSignal(theme.changed):
        theme.choose("high_contrast")
    assert theme.tokens.name.startswith("hc")


def test_larger_text_enlarges_letters_lengths_and_buttons(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Log action")
    qtbot.addWidget(button)
    small, height, letters = button.sizeHint().height(), theme.sizes.row, theme.metrics("body").height()
    theme.set_text_scale(2.0)
    assert theme.sizes.row == 2 * height
    assert theme.metrics("body").height() > 1.8 * letters
    assert button.sizeHint().height() > 1.8 * small
    theme.set_text_scale(9.0)
    assert theme.text_scale == 2.0


def test_what_a_widget_said_once_follows_every_change(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    host, field, label = QWidget(), QLineEdit(), PlainLabel("Protocol", "h1")
    qtbot.addWidget(host)
    inner = layouts.row(field, 1, margins=(10, 0, 4, 0), gap=6)
    layouts.column(label, inner, on=host, margins=(20, 8, 12, 0), gap=5)
    set_size(field, 100)
    theme.set_text_scale(2.0)
    assert label.font() == theme.font("h1")
    assert field.width() == theme.px(100) and inner.spacing() == theme.px(6)
    outer = host.layout()
    assert outer is not None and outer.spacing() == theme.px(5)
    assert (outer.contentsMargins().left(), outer.contentsMargins().right()) == (theme.px(20), theme.px(12))
    with qtbot.waitSignal(theme.changed):
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (outer.contentsMargins().left(), outer.contentsMargins().right()) == (theme.px(12), theme.px(20))
    assert (inner.contentsMargins().left(), inner.contentsMargins().right()) == (theme.px(4), theme.px(10))
    with qtbot.waitSignal(theme.changed):
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_head_of_a_table_grows_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    header = RecordHeader(host)
    host.show()
    theme.set_text_scale(2.0)
    assert header.viewport().font() == header.font() == theme.font("metas")


def test_sizes_are_whole_pixels() -> None:
    assert Sizes().scaled(1.5).button == 45
    assert Sizes().scaled(1.0) == Sizes()


def test_the_style_sheet_never_sets_letters(qapp: QApplication, theme: Theme) -> None:
    assert "font" not in qapp.styleSheet()
