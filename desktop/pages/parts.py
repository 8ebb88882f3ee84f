"""The parts of the window's frame, as whoever fills them with a register needs them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from desktop.actions import Actions
from desktop.pages.page_stack import PageStack
from desktop.settings import Settings
from desktop.theme.theme import Theme
from desktop.widgets.banner import Banner
from desktop.widgets.header import Header
from desktop.widgets.sidebar import Sidebar
from desktop.widgets.snackbar import Snackbar
from desktop.widgets.status_line import StatusLine


@dataclass(frozen=True, slots=True)
class Parts:
    """What a window consists of, before and after a register is open."""

    window: QMainWindow
    theme: Theme
    settings: Settings
    actions: Actions
    sidebar: Sidebar
    header: Header
    stack: PageStack
    status: StatusLine
    notice: Banner
    snackbar: Snackbar
    messages: QVBoxLayout
    """Where messages on top of the page stand."""
