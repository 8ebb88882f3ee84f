"""What a screen reader says with an editor: what the form says about it, and what the editor says of itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_ABOUT, _OWN = "said_about", "said_of_itself"


def say_about(editor: QWidget, words: str) -> None:
    """What the form says: an error, a warning or a hint. The words the editor came with are kept as its own."""
    if editor.property(_ABOUT) is None and editor.property(_OWN) is None:
        editor.setProperty(_OWN, editor.accessibleDescription())
    _describe(editor, _ABOUT, words)


def say_of_itself(editor: QWidget, words: str) -> None:
    """What the editor says, for instance how it understood a date."""
    _describe(editor, _OWN, words)


def _describe(editor: QWidget, part: str, words: str) -> None:
    editor.setProperty(part, words)
    editor.setAccessibleDescription(" ".join(filter(None, (editor.property(_ABOUT), editor.property(_OWN)))))
