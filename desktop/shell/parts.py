"""The parts of the window's frame, as whoever fills them with a register needs them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from desktop.doing import Actions
from desktop.kit.banner import Banner
from desktop.kit.snackbar import Snackbar
from desktop.kit.theme import Theme
from desktop.settings import Settings
from desktop.shell.header import Header
from desktop.shell.page_stack import PageStack
from desktop.shell.sidebar import Sidebar
from desktop.shell.status_line import StatusLine


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
