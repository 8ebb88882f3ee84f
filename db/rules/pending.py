"""Next steps and expected replies: which entries of the log close one by themselves."""

from __future__ import annotations

from db.vocabulary import ActionKind, Direction

RECEIVED = frozenset({ActionKind.REPLY_RECEIVED, ActionKind.DOCUMENT_RECEIVED})


def answers(kind: ActionKind, direction: Direction | None) -> bool:
    """Whether something came in with an entry: that answers what was asked on its records up to its day. Where the
    direction is not stated the kind of the entry tells it; what is internal answers nobody."""
    if kind is ActionKind.INTERNAL:
        return False
    return direction is Direction.IN or (direction is None and kind in RECEIVED)
