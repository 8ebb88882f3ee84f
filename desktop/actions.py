"""Everything the menus can do, in one table: words, icon, keys and tip of each action."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from db.words import _
from desktop.kit.theme import Theme
from desktop.menus import (
    AGREEMENT,
    EDIT,
    EXPORT,
    FILE,
    HELP,
    LINE,
    PAGES,
    PRINT,
    RECORD,
    REFERENCE,
    TEXT,
    THEMES,
    VIEW,
    VISIT,
    WRITING,
    Spec,
)


class Table(QObject):
    """The table itself, in the language of the window."""

    def all(self) -> tuple[Spec, ...]:
        """Every row, in the order of the menus."""
        return (
            *self.file(),
            *self.edit(),
            *self.go(),
            *self.view(),
            *self.record(),
            *self.visit(),
            *self.agreement(),
            *self.help(),
        )

    def file(self) -> tuple[Spec, ...]:
        """Registers and new records."""
        return (
            Spec("file.new", _("New"), _("Add a record of this page's kind"), "plus", ("Ctrl+N",)),
            Spec("file.new_visit", _("New visit…"), _("Add a visit; it needs no date yet"), "plane",
                 ("Ctrl+Shift+V",)),
            Spec("file.new_agreement", _("New agreement…"), _("Add an agreement; its steps can stay open"),
                 "file-signature", ("Ctrl+Shift+A",)),
            Spec("file.new_commitment", _("New commitment…"), _("Add what one side promised the other"),
                 "handshake", ("Ctrl+Shift+C",)),
            Spec("file.new_country", _("New country…"), _("Add a country or organisation"), "globe"),
            Spec("file.new_source", _("New source…"), _("Add a document facts come from"), "file-text"),
            Spec("file.new_question", _("New question…"), _("What is to be asked"), "circle-question-mark"),
            Spec("file.new_anniversary", _("New anniversary…"), _("Add a year that returns"), "star"),
            Spec("file.open", _("Open register…"), _("Open another register file"), "database",
                 ("Ctrl+O",)),
            Spec("file.new_register", _("New register…"), _("Start an empty register in a new file"),
                 "plus"),
            Spec("file.export_xlsx", _("This view as XLSX…"),
                 _("Write every row of this view into a file; CSV and PDF can be chosen too"), "table-2",
                 ("Ctrl+E",)),
            Spec("file.export_csv", _("This view as CSV…"),
                 _("Write every row of this view into a file for any program")),
            Spec("file.export_pdf", _("This view as PDF…"), _("Save the list as it would be printed")),
            Spec("file.export", _("Export everything…"), _("Write every record into one file"), "upload"),
            Spec("file.quit", _("Quit"), _("Close the register and the window"), "x",
                 ("Ctrl+Q", "Ctrl+W")),
        )  # fmt: skip

    def edit(self) -> tuple[Spec, ...]:
        """Undo, copy and finding."""
        return (
            Spec("edit.undo", _("Undo"), _("Take back the last change"), "undo-2", ("Ctrl+Z",)),
            Spec("edit.redo", _("Redo"), _("Do again what was taken back"), "redo-2",
                 ("Ctrl+Shift+Z", "Ctrl+Y")),
            Spec("edit.copy", _("Copy"), _("Copy the selected text, rows, or a record's title"),
                 "copy", ("Ctrl+C",)),
            Spec("edit.copy_table", _("Copy as table"),
                 _("Copy the selected rows for a spreadsheet or a text"), "clipboard-copy"),
            Spec("edit.find", _("Find in this list"), _("Show only what contains some words"),
                 "list-filter", ("Ctrl+F",)),
            Spec("edit.filter", _("Filter this list…"), _("Show only what has some value"),
                 "list-filter", ("Ctrl+Shift+F",)),
            Spec("edit.search", _("Search everywhere"), _("Find any record by the beginnings of its words"),
                 "search", ("Ctrl+K",)),
            Spec("edit.duplicate", _("Duplicate…"),
                 _("Add a visit, agreement or commitment that begins as the selected one"), "", ("Ctrl+D",)),
            Spec("edit.open_trash", _("Open Trash"), _("What was moved to the Trash, to restore it"),
                 "trash-2"),
        )  # fmt: skip

    def go(self) -> tuple[Spec, ...]:
        """The pages."""
        tip = _("Show this page")
        named = (
            (_("Today"), "sun"), (_("Reminders"), "bell"), (_("Visits"), "plane"),
            (_("Agreements"), "file-signature"), (_("Commitments"), "handshake"),
            (_("Action log"), "history"), (_("Briefing sheets"), "printer"),
        )  # fmt: skip
        referred = (
            (_("Sources"), "file-text"), (_("People and offices"), "users"),
            (_("Areas and officers"), "tag"),
        )  # fmt: skip
        return (
            *(
                Spec(f"view.go_{page}", text, tip, icon, (f"Ctrl+{number}",))
                for number, (page, (text, icon)) in enumerate(zip(PAGES, named, strict=True), start=1)
            ),
            *(Spec(f"view.go_{page}", text, tip, icon) for page, (text, icon) in zip(REFERENCE, referred, strict=True)),
        )

    def view(self) -> tuple[Spec, ...]:
        """How the window looks."""
        return (
            Spec("view.back", _("Back"), _("Show the page before"), "arrow-left", ("Alt+Left",)),
            Spec("view.forward", _("Forward"), _("Show the page after"), "arrow-right", ("Alt+Right",)),
            Spec("view.sidebar", _("Sidebar"), _("Show or hide the sidebar"), "", ("F9",), True),
            Spec("view.detail", _("Detail pane"), _("Show or hide the selected record beside the list"),
                 "panel-right", ("Ctrl+I",)),
            Spec("view.theme_system", _("System"), _("Follow the desktop's light or dark theme"),
                 checkable=True),
            Spec("view.theme_light", _("Light"), _("Dark letters on light ground"), checkable=True),
            Spec("view.theme_dark", _("Dark"), _("Light letters on dark ground"), checkable=True),
            Spec("view.theme_high_contrast", _("High contrast"), _("The strongest contrast"),
                 checkable=True),
            Spec("view.next_theme", _("Next theme"), _("Switch between light, dark and high contrast"),
                 "contrast", ("Ctrl+Shift+D",)),
            Spec("view.larger", _("Larger"), _("Larger text"), "zoom-in", ("Ctrl++", "Ctrl+=")),
            Spec("view.smaller", _("Smaller"), _("Smaller text"), "zoom-out", ("Ctrl+-",)),
            Spec("view.normal", _("Normal"), _("Text at 100 %"), "", ("Ctrl+0",)),
            Spec("view.full_screen", _("Full screen"), _("Use the whole screen"), "", ("F11",), True),
            Spec("view.reload", _("Reload"), _("Read the register again"), "refresh-cw", ("F5",)),
        )  # fmt: skip

    def record(self) -> tuple[Spec, ...]:
        """What is done with the selected record."""
        return (
            Spec("record.log", _("Log action"), _("Write down what was done on the selected record"),
                 "notebook-pen", ("Ctrl+L",)),
            Spec("record.log_other", _("Log action on another record…"),
                 _("Write down what was done, and choose on what"), "", ("Ctrl+Shift+L",)),
            Spec("record.window", _("Open in new window"),
                 _("Show the selected record in a window of its own"), "external-link",
                 ("Ctrl+Enter", "Ctrl+Return")),
            Spec("record.edit", _("Edit…"), _("Edit the selected record"), "pencil-line", ("F2",)),
            Spec("record.status", _("Progress…"), _("How far the selected commitments have come (S)")),
            Spec("record.due", _("Due date…"), _("When the selected commitments are due (D)")),
            Spec("record.owes", _("Who owes…"), _("Who owes the selected commitments (W)")),
            Spec("record.area", _("Area…"), _("Which area the selected commitments concern (A)")),
            Spec("record.officer", _("Officer…"), _("Who looks after the selected commitments (O)")),
            Spec("record.kept", _("Mark kept…"), _("The selected commitments were kept (K)"), "check"),
            Spec("record.history", _("History of this record…"),
                 _("Who changed what when, and how it stood then"), "history"),
            Spec("record.trash", _("Move to Trash"), _("Take the selected record out of every list"),
                 "trash-2", ("Del",)),
            Spec("print.briefing", _("Briefing sheet…"), _("Make a sheet about what is shown"), "printer",
                 ("Ctrl+P",)),
            Spec("print.list", _("Print this list…"), _("Print every row of this view"), "printer",
                 ("Ctrl+Shift+P",)),
        )  # fmt: skip

    def visit(self) -> tuple[Spec, ...]:
        """What moves the selected visit on; named after the deeds."""
        named = (
            (_("Add invitation…"), _("Write down who invited whom, and for when"), "mail-open"),
            (_("Propose dates…"), _("Write down dates that were proposed"), "calendar-plus"),
            (_("Record answer…"), _("Write down what the invited side answered"), "message-square"),
            (_("Set dates…"), _("Write down the dates that were agreed"), "calendar-check"),
            (_("Mark as took place…"), _("The visit took place"), "circle-check"),
            (_("Postpone…"), _("The visit is put off"), "calendar-arrow-up"),
            (_("Cancel…"), _("The visit will not take place"), "circle-slash"),
            (_("Renew invitation…"), _("Invite again, for another time"), "refresh-cw"),
            (_("Add what was promised…"), _("Add a commitment made at the visit"), "handshake"),
            (_("Link return visit…"), _("Say which visit returns which"), "repeat-2"),
        )
        return tuple(Spec(name, *words) for name, words in zip(VISIT, named, strict=True))

    def agreement(self) -> tuple[Spec, ...]:
        """What is said of the selected agreement; in the order of the menu."""
        named = (
            (_("Set step…"), _("Say of the next step when it was done, or that it is awaited"), "pen-line"),
            (_("Confirm status…"), _("Say what no source says: whether it binds, how it enters into force"),
             "shield-check"),
            (_("End…"), _("The agreement was terminated, superseded or suspended"), "circle-slash"),
        )  # fmt: skip
        return tuple(Spec(name, *words) for name, words in zip(AGREEMENT, named, strict=True))

    def help(self) -> tuple[Spec, ...]:
        """Help."""
        return (
            Spec("help.keys", _("Keyboard shortcuts"), _("Every key of the program"), "keyboard",
                 ("Ctrl+?", "F1")),
            Spec("help.about", _("About Aide-Mémoire"), _("Version and licence"), "info"),
        )  # fmt: skip


class Actions(QObject):
    """The actions by name, each one object for menus, buttons and keys; its object name is `act.<menu>.<name>`."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._icons: dict[str, str] = {}
        self._by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for spec in Table(self).all():
            self._by_name[spec.name] = self._make(spec)
        self._group("view.theme_", THEMES)
        self.our_side = QMenu(_("Our side"), window)
        self.our_side.setObjectName("menu.our_side")
        theme.changed.connect(self.dress)

    def __getitem__(self, name: str) -> QAction:
        """The action of a name, e.g. `"record.log"`; KeyError where there is none."""
        return self._by_name[name]

    def all(self) -> tuple[QAction, ...]:
        """Every action, in the order of the menus."""
        return tuple(self._by_name.values())

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the menu bar."""
        menus = (
            (_("&File"), FILE), (_("&Edit"), EDIT), (_("&View"), VIEW),
            (_("&Record"), RECORD), (_("&Print"), PRINT), (_("&Help"), HELP),
        )  # fmt: skip
        for title, names in menus:
            self.fill_menu(bar.addMenu(title), names)

    def enable_writing(self, writing: bool) -> None:
        """Whether the register can be changed."""
        for name, action in self._by_name.items():
            if name.startswith(WRITING):
                action.setEnabled(writing)
        self["record.history"].setEnabled(True)
        self["record.window"].setEnabled(True)
        self["file.new"].setEnabled(writing)
        self.our_side.setEnabled(writing)

    def fill_menu(self, menu: QMenu, names: tuple[str, ...]) -> None:
        """Put actions and the menus below into a menu, by their names."""
        menu.setToolTipsVisible(True)
        for name in names:
            if name == LINE:
                menu.addSeparator()
            elif name in self._by_name:
                menu.addAction(self._by_name[name])
            elif name == "our_side":
                menu.addMenu(self.our_side)
            else:
                title, inside = self._submenu(name)
                self.menus[name] = menu.addMenu(title)
                self.fill_menu(self.menus[name], inside)

    def _submenu(self, name: str) -> tuple[str, tuple[str, ...]]:
        if name == "go":
            return _("Go to"), (*_pages(PAGES), LINE, *_pages(REFERENCE))
        if name == "theme":
            return _("Theme"), (*(f"view.theme_{theme}" for theme in THEMES), LINE, "view.next_theme")
        if name == "export":
            return _("Export"), EXPORT
        if name == "visit":
            return _("Visit"), VISIT
        if name == "agreement":
            return _("Agreement"), AGREEMENT
        return _("Text size"), TEXT

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(f"act.{spec.name}")
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setStatusTip(spec.tip)
        action.setToolTip(spec.tip)
        action.setCheckable(spec.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        self._icons[spec.name] = spec.icon
        self._window.addAction(action)
        return action

    def _group(self, prefix: str, names: tuple[str, ...]) -> None:
        group = QActionGroup(self)
        for name in names:
            group.addAction(self[prefix + name])

    def dress(self) -> None:
        """Give every action its icon."""
        for name, icon in self._icons.items():
            if icon:
                self[name].setIcon(self._theme.icon(icon))


def _pages(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"view.go_{name}" for name in names)
