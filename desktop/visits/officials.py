"""The programme of a visit and its delegations, as the pane shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.records.visits import DelegateDraft, TalkDraft, VisitCard
from db.words import _
from desktop.kit import layouts, words
from desktop.kit.plain import Icon, PlainLabel, set_tip
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


def show_delegations(body: DetailBody, card: VisitCard) -> None:
    """Who came and who received them, side by side; below them those whose side is not stated."""
    if not card.draft.delegates:
        return
    body.heading(_("Delegations"), len(card.draft.delegates))
    board = QWidget(body)
    grid = layouts.grid(board, 16, 8)
    for place, (side, delegates) in enumerate(_sides(card)):
        grid.addWidget(_delegation(side, delegates, board), place // 2, place % 2, _TOP)
        grid.setColumnStretch(place % 2, 1)
    body.add(board)


def _sides(card: VisitCard) -> Iterator[tuple[str, list[DelegateDraft]]]:
    sides = [each for each in (card.line.from_party, card.line.to_party) if each is not None]
    for side in sides:
        yield side.title, [each for each in card.draft.delegates if each.party == side.id]
    others = [each for each in card.draft.delegates if each.party not in [side.id for side in sides]]
    if others:
        yield _("Side not stated or other"), others


def _delegation(side: str, delegates: Sequence[DelegateDraft], parent: QWidget) -> QWidget:
    box = QWidget(parent)
    named: list[layouts.Part] = [_delegate(each, box) for each in delegates]
    if not named:
        named.append(PlainLabel(words.not_stated(), "body", "text3", parent=box))
    layouts.column(PlainLabel(side, "metas", "text2", wrap=True, parent=box), *named, 1, on=box, gap=4)
    return box


def _delegate(delegate: DelegateDraft, parent: QWidget) -> QHBoxLayout:
    star = Icon("star" if delegate.leads else "", "accent", 14, parent)
    if delegate.leads:
        star.setAccessibleName(_("Leads the delegation"))
        set_tip(star, star.accessibleName())
    labels = [PlainLabel(delegate.name, "strong" if delegate.leads else "body", wrap=True, parent=parent)]
    if delegate.function:
        labels.append(PlainLabel(delegate.function, "meta", "text2", wrap=True, parent=parent))
    for label in labels:
        label.setTextInteractionFlags(_SELECTABLE)
    return layouts.row((star, _TOP), (layouts.column(*labels, gap=0), 1), gap=8)
