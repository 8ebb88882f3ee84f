"""The programme of a visit and its delegations, as the pane shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.records.visits import DelegateDraft, TalkDraft, VisitCard
from db.words import _
from desktop.kit import words
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import Theme
from desktop.record.body import DetailBody

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_TOP = Qt.AlignmentFlag.AlignTop


def show_programme(body: DetailBody, talks: Sequence[TalkDraft]) -> None:
    """The items of the programme: when and where, of what kind, about what and who was there."""
    if not talks:
        return
    body.heading(_("Programme"), len(talks))
    for talk in talks:
        facts = body.facts(())
        when = words.joined((talk.day.display() if talk.day else "", talk.time, talk.place))
        facts.add(talk.format.label, when)
        said = ((_("Topics"), talk.topics), (_("Who"), talk.participants))
        for name, value in said:
            if value:
                facts.add(name, value)


def show_delegations(body: DetailBody, card: VisitCard, theme: Theme) -> None:
    """Who came and who received them, side by side; below them those whose side is not stated."""
    if not card.draft.delegates:
        return
    body.heading(_("Delegations"), len(card.draft.delegates))
    board = QWidget(body)
    grid = QGridLayout(board)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    for place, (side, delegates) in enumerate(_sides(card)):
        grid.addWidget(_delegation(side, delegates, theme, board), place // 2, place % 2, _TOP)
        grid.setColumnStretch(place % 2, 1)
    body.add(board)


def _sides(card: VisitCard) -> Iterator[tuple[str, list[DelegateDraft]]]:
    sides = [each for each in (card.line.from_party, card.line.to_party) if each is not None]
    for side in sides:
        yield side.title, [each for each in card.draft.delegates if each.party == side.id]
    others = [each for each in card.draft.delegates if each.party not in [side.id for side in sides]]
    if others:
        yield _("Side not stated or other"), others


def _delegation(side: str, delegates: Sequence[DelegateDraft], theme: Theme, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    column.addWidget(PlainLabel(side, "metas", "text2", wrap=True, parent=box))
    for each in delegates:
        column.addLayout(_delegate(each, theme, box))
    if not delegates:
        column.addWidget(PlainLabel(words.not_stated(), "body", "text3", parent=box))
    column.addStretch(1)
    return box


def _delegate(delegate: DelegateDraft, theme: Theme, parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    star = PlainLabel(parent=parent)
    star.setFixedWidth(theme.px(16))
    if delegate.leads:
        star.setPixmap(theme.pixmap("star", "accent", theme.px(14), parent.devicePixelRatioF()))
        star.setAccessibleName(_("Leads the delegation"))
        star.setToolTip(star.accessibleName())
    row.addWidget(star, alignment=_TOP)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    labels = [PlainLabel(delegate.name, "strong" if delegate.leads else "body", wrap=True, parent=parent)]
    if delegate.function:
        labels.append(PlainLabel(delegate.function, "meta", "text2", wrap=True, parent=parent))
    for label in labels:
        label.setTextInteractionFlags(_SELECTABLE)
        lines.addWidget(label)
    row.addLayout(lines, 1)
    return row
