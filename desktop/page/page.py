"""What every page of the window has in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from db.records.base import View
from desktop.workspace import Workspace


class Page(QWidget):
    """A page; it reads when it is shown and again when the workspace says what changed."""

    name = ""
    """The name other pages go to it by, e.g. "visits"."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setObjectName(f"page.{self.name}")

    def arrive(self, view: View | None, record: int | None) -> None:
        """Be shown: with a view and on a record where they are given. Focus goes to the page's list."""

    def ask_again(self, asks: tuple[Any, ...]) -> None:
        """Ask what was asked here when somebody typed an answer that was not stored; it brings that back."""

    def current_record(self) -> int | None:
        """The record that Log action, Edit and Print act on."""
        return None

    def kept_record(self) -> int | None:
        """The record that is shown again when somebody comes back."""
        return self.current_record()

    def to_trash(self) -> int | None:
        """The record that Move to Trash acts on."""
        return self.current_record()

    prints = False
    """Whether it can be printed as a list (`print_list`), though it is no table."""

    def print_list(self) -> None:
        """Have what is shown printed as a list."""

    def focus_find(self) -> None:
        """Put the focus into the page's own search field, where it has one (Ctrl+F)."""
