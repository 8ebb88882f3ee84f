"""Everything the menus can do, in one table: words, icon, keys and tip of each action."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

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
            Spec("file.new", self.tr("New"), self.tr("Add a record of this page's kind"), "plus", ("Ctrl+N",)),
            Spec("file.new_visit", self.tr("New visit…"), self.tr("Add a visit; it needs no date yet"), "plane",
                 ("Ctrl+Shift+V",)),
            Spec("file.new_agreement", self.tr("New agreement…"), self.tr("Add an agreement; its steps can stay open"),
                 "file-signature", ("Ctrl+Shift+A",)),
            Spec("file.new_commitment", self.tr("New commitment…"), self.tr("Add what one side promised the other"),
                 "handshake", ("Ctrl+Shift+C",)),
            Spec("file.new_country", self.tr("New country…"), self.tr("Add a country or organisation"), "globe"),
            Spec("file.new_source", self.tr("New source…"), self.tr("Add a document facts come from"), "file-text"),
            Spec("file.new_question", self.tr("New question…"), self.tr("What is to be asked"), "circle-question-mark"),
            Spec("file.new_anniversary", self.tr("New anniversary…"), self.tr("Add a year that returns"), "star"),
            Spec("file.open", self.tr("Open register…"), self.tr("Open another register file"), "database",
                 ("Ctrl+O",)),
            Spec("file.new_register", self.tr("New register…"), self.tr("Start an empty register in a new file"),
                 "plus"),
            Spec("file.export_xlsx", self.tr("This view as XLSX…"),
                 self.tr("Write every row of this view into a file; CSV and PDF can be chosen too"), "table-2",
                 ("Ctrl+E",)),
            Spec("file.export_csv", self.tr("This view as CSV…"),
                 self.tr("Write every row of this view into a file for any program")),
            Spec("file.export_pdf", self.tr("This view as PDF…"), self.tr("Save the list as it would be printed")),
            Spec("file.export", self.tr("Export everything…"), self.tr("Write every record into one file"), "upload"),
            Spec("file.quit", self.tr("Quit"), self.tr("Close the register and the window"), "x",
                 ("Ctrl+Q", "Ctrl+W")),
        )  # fmt: skip

    def edit(self) -> tuple[Spec, ...]:
        """Undo, copy and finding."""
        return (
            Spec("edit.undo", self.tr("Undo"), self.tr("Take back the last change"), "undo-2", ("Ctrl+Z",)),
            Spec("edit.redo", self.tr("Redo"), self.tr("Do again what was taken back"), "redo-2",
                 ("Ctrl+Shift+Z", "Ctrl+Y")),
            Spec("edit.copy", self.tr("Copy"), self.tr("Copy the selected text, rows, or a record's title"),
                 "copy", ("Ctrl+C",)),
            Spec("edit.copy_table", self.tr("Copy as table"),
                 self.tr("Copy the selected rows for a spreadsheet or a text"), "clipboard-copy"),
            Spec("edit.find", self.tr("Find in this list"), self.tr("Show only what contains some words"),
                 "list-filter", ("Ctrl+F",)),
            Spec("edit.filter", self.tr("Filter this list…"), self.tr("Show only what has some value"),
                 "list-filter", ("Ctrl+Shift+F",)),
            Spec("edit.search", self.tr("Search everywhere"), self.tr("Find any record by the beginnings of its words"),
                 "search", ("Ctrl+K",)),
            Spec("edit.duplicate", self.tr("Duplicate…"),
                 self.tr("Add a visit, agreement or commitment that begins as the selected one"), "", ("Ctrl+D",)),
            Spec("edit.open_trash", self.tr("Open Trash"), self.tr("What was moved to the Trash, to restore it"),
                 "trash-2"),
        )  # fmt: skip

    def go(self) -> tuple[Spec, ...]:
        """The pages."""
        tip = self.tr("Show this page")
        named = (
            (self.tr("Today"), "sun"), (self.tr("Reminders"), "bell"), (self.tr("Visits"), "plane"),
            (self.tr("Agreements"), "file-signature"), (self.tr("Commitments"), "handshake"),
            (self.tr("Action log"), "history"), (self.tr("Briefing sheets"), "printer"),
        )  # fmt: skip
        referred = (
            (self.tr("Sources"), "file-text"), (self.tr("People and offices"), "users"),
            (self.tr("Areas and officers"), "tag"),
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
            Spec("view.back", self.tr("Back"), self.tr("Show the page before"), "arrow-left", ("Alt+Left",)),
            Spec("view.forward", self.tr("Forward"), self.tr("Show the page after"), "arrow-right", ("Alt+Right",)),
            Spec("view.sidebar", self.tr("Sidebar"), self.tr("Show or hide the sidebar"), "", ("F9",), True),
            Spec("view.detail", self.tr("Detail pane"), self.tr("Show or hide the selected record beside the list"),
                 "panel-right", ("Ctrl+I",)),
            Spec("view.theme_system", self.tr("System"), self.tr("Follow the desktop's light or dark theme"),
                 checkable=True),
            Spec("view.theme_light", self.tr("Light"), self.tr("Dark letters on light ground"), checkable=True),
            Spec("view.theme_dark", self.tr("Dark"), self.tr("Light letters on dark ground"), checkable=True),
            Spec("view.theme_high_contrast", self.tr("High contrast"), self.tr("The strongest contrast"),
                 checkable=True),
            Spec("view.next_theme", self.tr("Next theme"), self.tr("Switch between light, dark and high contrast"),
                 "contrast", ("Ctrl+Shift+D",)),
            Spec("view.larger", self.tr("Larger"), self.tr("Larger text"), "zoom-in", ("Ctrl++", "Ctrl+=")),
            Spec("view.smaller", self.tr("Smaller"), self.tr("Smaller text"), "zoom-out", ("Ctrl+-",)),
            Spec("view.normal", self.tr("Normal"), self.tr("Text at 100 %"), "", ("Ctrl+0",)),
            Spec("view.full_screen", self.tr("Full screen"), self.tr("Use the whole screen"), "", ("F11",), True),
            Spec("view.reload", self.tr("Reload"), self.tr("Read the register again"), "refresh-cw", ("F5",)),
        )  # fmt: skip

    def record(self) -> tuple[Spec, ...]:
        """What is done with the selected record."""
        return (
            Spec("record.log", self.tr("Log action"), self.tr("Write down what was done on the selected record"),
                 "notebook-pen", ("Ctrl+L",)),
            Spec("record.log_other", self.tr("Log action on another record…"),
                 self.tr("Write down what was done, and choose on what"), "", ("Ctrl+Shift+L",)),
            Spec("record.window", self.tr("Open in new window"),
                 self.tr("Show the selected record in a window of its own"), "external-link",
                 ("Ctrl+Enter", "Ctrl+Return")),
            Spec("record.edit", self.tr("Edit…"), self.tr("Edit the selected record"), "pencil-line", ("F2",)),
            Spec("record.status", self.tr("Progress…"), self.tr("How far the selected commitments have come (S)")),
            Spec("record.due", self.tr("Due date…"), self.tr("When the selected commitments are due (D)")),
            Spec("record.owes", self.tr("Who owes…"), self.tr("Who owes the selected commitments (W)")),
            Spec("record.area", self.tr("Area…"), self.tr("Which area the selected commitments concern (A)")),
            Spec("record.officer", self.tr("Officer…"), self.tr("Who looks after the selected commitments (O)")),
            Spec("record.kept", self.tr("Mark kept…"), self.tr("The selected commitments were kept (K)"), "check"),
            Spec("record.history", self.tr("History of this record…"),
                 self.tr("Who changed what when, and how it stood then"), "history"),
            Spec("record.trash", self.tr("Move to Trash"), self.tr("Take the selected record out of every list"),
                 "trash-2", ("Del",)),
            Spec("print.briefing", self.tr("Briefing sheet…"), self.tr("Make a sheet about what is shown"), "printer",
                 ("Ctrl+P",)),
            Spec("print.list", self.tr("Print this list…"), self.tr("Print every row of this view"), "printer",
                 ("Ctrl+Shift+P",)),
        )  # fmt: skip

    def visit(self) -> tuple[Spec, ...]:
        """What moves the selected visit on; named after the deeds."""
        named = (
            (self.tr("Add invitation…"), self.tr("Write down who invited whom, and for when"), "mail-open"),
            (self.tr("Propose dates…"), self.tr("Write down dates that were proposed"), "calendar-plus"),
            (self.tr("Record answer…"), self.tr("Write down what the invited side answered"), "message-square"),
            (self.tr("Set dates…"), self.tr("Write down the dates that were agreed"), "calendar-check"),
            (self.tr("Mark as took place…"), self.tr("The visit took place"), "circle-check"),
            (self.tr("Postpone…"), self.tr("The visit is put off"), "calendar-arrow-up"),
            (self.tr("Cancel…"), self.tr("The visit will not take place"), "circle-slash"),
            (self.tr("Renew invitation…"), self.tr("Invite again, for another time"), "refresh-cw"),
            (self.tr("Add what was promised…"), self.tr("Add a commitment made at the visit"), "handshake"),
            (self.tr("Link return visit…"), self.tr("Say which visit returns which"), "repeat-2"),
        )
        return tuple(Spec(name, *words) for name, words in zip(VISIT, named, strict=True))

    def agreement(self) -> tuple[Spec, ...]:
        """What is said of the selected agreement; in the order of the menu."""
        named = (
            (self.tr("Set step…"), self.tr("Say of the next step when it was done, or that it is awaited"), "pen-line"),
            (self.tr("Confirm status…"), self.tr("Say what no source says: whether it binds, how it enters into force"),
             "shield-check"),
            (self.tr("End…"), self.tr("The agreement was terminated, superseded or suspended"), "circle-slash"),
        )  # fmt: skip
        return tuple(Spec(name, *words) for name, words in zip(AGREEMENT, named, strict=True))

    def help(self) -> tuple[Spec, ...]:
        """Help."""
        return (
            Spec("help.keys", self.tr("Keyboard shortcuts"), self.tr("Every key of the program"), "keyboard",
                 ("Ctrl+?", "F1")),
            Spec("help.about", self.tr("About Aide-Mémoire"), self.tr("Version and licence"), "info"),
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
        self.our_side = QMenu(self.tr("Our side"), window)
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
            (self.tr("&File"), FILE), (self.tr("&Edit"), EDIT), (self.tr("&View"), VIEW),
            (self.tr("&Record"), RECORD), (self.tr("&Print"), PRINT), (self.tr("&Help"), HELP),
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
            return self.tr("Go to"), (*_pages(PAGES), LINE, *_pages(REFERENCE))
        if name == "theme":
            return self.tr("Theme"), (*(f"view.theme_{theme}" for theme in THEMES), LINE, "view.next_theme")
        if name == "export":
            return self.tr("Export"), EXPORT
        if name == "visit":
            return self.tr("Visit"), VISIT
        if name == "agreement":
            return self.tr("Agreement"), AGREEMENT
        return self.tr("Text size"), TEXT

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
