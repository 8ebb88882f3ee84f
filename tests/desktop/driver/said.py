"""The lists of the sheet builder: what stands in their lines."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget


def lines(window: QWidget, name: str) -> list[QPlainTextEdit]:
    """The lines of a list, from top to bottom: those of points are called "points"."""
    found = [each for each in window.findChildren(QPlainTextEdit) if each.objectName().startswith(f"brief.{name}.")]
    shown = [each for each in found if each.isVisibleTo(window)]
    return sorted(shown, key=lambda each: each.mapTo(window, each.rect().topLeft()).y())


def said(window: QWidget, name: str) -> list[str]:
    """What stands in the lines of a list that are not empty."""
    return [words for each in lines(window, name) if (words := each.toPlainText())]
