"""What the window consists of: menus, sidebar, header, pages, status line; it asks nothing and decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from db.words import _
from desktop import keys
from desktop.actions import A
from desktop.doing import Actions, does
from desktop.kit.banner import Banner
from desktop.kit.snackbar import Snackbar, keep_free
from desktop.kit.theme import Theme
from desktop.kit.tokens import Choice
from desktop.settings import Settings
from desktop.shell import rooms
from desktop.shell.header import Header
from desktop.shell.page_stack import PageStack
from desktop.shell.parts import Parts
from desktop.shell.recent import RecentMenu
from desktop.shell.sidebar import Sidebar
from desktop.shell.status_line import StatusLine

RAIL_BELOW, HIDDEN_BELOW = 1200, 760
"""Effective widths (pixels ÷ text scale) below which the sidebar shows only icons, or nothing."""

TEXT_STEP = 0.1
_NEXT_THEME: dict[Choice, Choice] = {
    "system": "dark",
    "light": "dark",
    "dark": "high_contrast",
    "high_contrast": "light",
}


_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)
_BLINK_MS = 1060
"""How long a cursor takes to blink, as Qt has it."""


def hold_still(still: bool) -> None:
    """Let nothing move by itself: no cursor blinks, no menu or tip fades in; or all again."""
    if still or not QApplication.cursorFlashTime():
        QApplication.setCursorFlashTime(0 if still else _BLINK_MS)
    for effect in _EFFECTS:
        QApplication.setEffectEnabled(effect, not still)


class Frame(QObject):
    """Furnishes an empty window; `parts` are filled once a register is open."""

    register_wanted = Signal(object)
    """A register is to be opened in place of this one; whether it is a new one, or which it is."""
    quitting = Signal()
    """The window is about to close because somebody quits the program."""
    import_wanted = Signal()
    """A register is to be made of a file with everything of one."""

    def __init__(self, window: QMainWindow, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._theme, self._settings = window, theme, settings
        self._narrow: bool | None = None
        self._alone: QWidget | None = None
        keys.take(settings)
        self._actions = Actions(window)
        self._actions.fill(window.menuBar())
        self._actions.dress()
        self.parts = self._build()
        self._recent = RecentMenu(self._actions.recent, settings, window)
        self._recent.chosen.connect(self.register_wanted)
        self._connect()
        self._check_theme(theme.choice)
        theme.changed.connect(self._arrange)
        self._arrange()
        hold_still(settings.still)
        if settings.set_aside:
            said = _("What this computer remembered could not be read and is as it was at first. It is kept: {file}.")
            self.parts.snackbar.show_message(said.format(file=settings.set_aside), "", refused=True)

    def fit(self) -> None:
        """Take the room there is: in a narrow window the sidebar shows only icons, or nothing."""
        effective = self._window.width() / self._theme.scale
        self.parts.sidebar.set_compact(effective < RAIL_BELOW)
        if self._narrow is not (effective < HIDDEN_BELOW):
            self._narrow = effective < HIDDEN_BELOW
            self._show_sidebar(self._settings.sidebar and not self._narrow)

    def welcome(self, page: QWidget | None) -> None:
        """Show a page that stands alone, before there is a register; None shows the parts of the window again."""
        self._alone, gone = page, self._alone
        for part in (self.parts.sidebar, self.parts.header):
            part.setVisible(page is None)
        self._actions.rest(page is not None)
        if gone is not None:
            self.parts.stack.removeWidget(gone)
            gone.deleteLater()
        if page is not None:
            self.parts.stack.addWidget(page)
            self.parts.stack.setCurrentWidget(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrow = None
        self.fit()

    def _build(self) -> Parts:
        window = self._window
        centre = QWidget(window)
        centre.setObjectName("centre")
        sidebar, header = Sidebar(self._actions, centre), Header(self._actions, centre)
        keep_free(sidebar)
        stack = PageStack(centre)
        notice = Banner("", closable=True, parent=centre)
        notice.setObjectName("notice")
        notice.hide()
        messages = QVBoxLayout()
        messages.addWidget(notice)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(messages)
        column.addWidget(stack, 1)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sidebar)
        row.addLayout(column, 1)
        window.setCentralWidget(centre)
        status = StatusLine(window)
        window.setStatusBar(status)
        snackbar = Snackbar(centre)
        theme, settings, actions = self._theme, self._settings, self._actions
        return Parts(window, theme, settings, actions, sidebar, header, stack, status, notice, snackbar, messages)

    def _connect(self) -> None:
        for each in (self, self.parts.stack, self.parts.header.search):
            self._actions.bind(each)
        # Queued: the page that comes knows its place only when everything is laid out.
        self.parts.stack.moved.connect(self.parts.snackbar.make_room, Qt.ConnectionType.QueuedConnection)

    @does(A.open, A.new_register)
    def _ask_for_register(self, new: bool) -> None:
        self.register_wanted.emit(new)

    @does(A.import_register)
    def _import(self) -> None:
        self.import_wanted.emit()

    @does(A.quit)
    def _quit(self) -> None:
        self.quitting.emit()
        self._window.close()

    @does(A.sidebar)
    def _toggle_sidebar(self, shown: bool) -> None:
        if not self._narrow:
            self._settings.sidebar = shown
        self._show_sidebar(shown)

    def _show_sidebar(self, shown: bool) -> None:
        self.parts.sidebar.setVisible(shown and self._alone is None)
        self._actions[A.sidebar].setChecked(shown)

    @does(A.full_screen)
    def _toggle_full_screen(self, full: bool) -> None:
        self._window.setWindowState(Qt.WindowState.WindowFullScreen if full else Qt.WindowState.WindowNoState)

    @does(A.next_theme)
    def _next_theme(self) -> None:
        lit = self._theme.choice == "system" and self._theme.tokens.dark
        self._wear("light" if lit else _NEXT_THEME[self._theme.choice])

    @does(*A.themes)
    def _wear(self, choice: Choice) -> None:
        self._theme.choose(choice)
        self._settings.theme = choice
        self._check_theme(choice)

    def _check_theme(self, choice: Choice) -> None:
        for row in A.themes:
            self._actions[row].setChecked(row.value == choice)

    @does(*A.text_sizes)
    def _resize_text(self, steps: int) -> None:
        """So many steps larger; none for the usual size."""
        scale = self._theme.text_scale + steps * TEXT_STEP if steps else 1.0
        self._theme.set_text_scale(round(scale, 2))
        self._settings.text_scale = self._theme.text_scale

    @does(A.keys)
    def _show_keys(self) -> None:
        rooms.keys(self._window).open()

    @does(A.about)
    def _show_about(self) -> None:
        rooms.about(self._window).open()

    @does(A.statuses)
    def _show_statuses(self) -> None:
        rooms.statuses(self._window).open()

    @does(A.problem)
    def _report(self) -> None:
        rooms.problem(self._window).open()

    @does(A.log_folder)
    def _open_log_folder(self) -> None:
        if said := rooms.open_log_folder():
            self.parts.snackbar.show_message(said, "")

    def _arrange(self) -> None:
        self._check_theme(self._theme.choice)
        side = self._theme.sizes.page_x
        self.parts.messages.setContentsMargins(side, 0, side, 0)
        self.parts.notice.setContentsMargins(0, self._theme.px(12), 0, self._theme.px(8))
        self.fit()
