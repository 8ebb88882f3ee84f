"""Everything a person can do by menu, key or palette, a row each: words, keys, where it applies, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from db.vocabulary import Kind, VisitDeed
from db.words import N_
from desktop.kinds import KINDS


class Place(Enum):
    """Where a key acts, as the sheet of keys says it."""

    WINDOW = N_("Everywhere in the window")
    TABLE = N_("In a table")
    PANE = N_("In the record beside a table")
    TODAY = N_("On Today")
    REMINDERS = N_("On Reminders")
    PEOPLE = N_("On People and offices")
    AREAS = N_("On Areas and officers")
    COUNTRY = N_("On the page of a country")
    PORTRAIT = N_("On the page of a person or an area")
    TIMELINE = N_("On a timeline")
    SOURCE = N_("In the text of a source")
    SHORT_LIST = N_("In a short list")
    SEARCH = N_("In the search")
    FILTER = N_("In a filter or a menu of columns")
    FORM = N_("In a form")
    DATE = N_("In a date")
    CALENDAR = N_("In the calendar")
    CALENDAR_PAGE = N_("On Calendar")


@dataclass(frozen=True, eq=False, slots=True)
class Menu:
    """A menu of the menu bar, or one within another; it stands where its first action stands in the table below."""

    name: str
    text: str
    within: Menu | None = None
    line: bool = False
    """Whether a line stands above it."""


FILE, EDIT, VIEW = Menu("file", N_("&File")), Menu("edit", N_("&Edit")), Menu("view", N_("&View"))
RECORD, PRINT, HELP = Menu("record", N_("&Record")), Menu("print", N_("&Print")), Menu("help", N_("&Help"))
IMPORT = Menu("import", N_("Import"), FILE, line=True)
EXPORT = Menu("export", N_("Export"), FILE)
RECENT = Menu("recent", N_("Open recent"), FILE)
OUR_SIDE = Menu("our_side", N_("Our side"), FILE, line=True)
GO = Menu("go", N_("Go to"), VIEW)
THEME = Menu("theme", N_("Theme"), VIEW, line=True)
TEXT = Menu("text", N_("Text size"), VIEW)
VISIT = Menu("visit", N_("Visit"), RECORD, line=True)
AGREEMENT = Menu("agreement", N_("Agreement"), RECORD)


@dataclass(frozen=True, eq=False, slots=True)
class Action:
    """One thing a person can do; its words are marked here and translated when they are shown."""

    name: str
    """`<menu>.<name>`, or `<page>.<name>` where only that page has it."""
    text: str
    tip: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    """The keys that do it; the first one is shown in menus."""
    letters: tuple[str, ...] = ()
    """The keys that do it in tables and panes alone, where nobody types."""
    menu: Menu | None = None
    line: bool = False
    """Whether a line stands above it in its menu."""
    short: bool = False
    """Whether it stands in the Record menu at rows and panes too."""
    place: Place = Place.WINDOW
    """Where `keys` act."""
    at: tuple[Place, ...] = (Place.TABLE, Place.PANE)
    """Where `letters` act."""
    kind: Kind | None = None
    """The only kind of record it is done to."""
    writes: bool = False
    """Whether it needs a register that can be changed."""
    checkable: bool = False
    alone: bool = False
    """Whether it can be done while no register is open."""
    outside: str = ""
    """What it is called away from its menu, where its text alone says too little."""
    value: object = None
    """What is handed to the method that does it, where one method does several."""


def _new(kind: Kind, name: str) -> Action:
    row = KINDS[kind]
    return Action(f"file.new_{name}", row.new, row.tip, row.icon, row.keys, menu=FILE, writes=True, value=kind)


def _page(name: str, text: str, outside: str, icon: str, key: str = "", line: bool = False) -> Action:
    keys, tip = (key,) if key else (), N_("Show this page")
    return Action(f"view.go_{name}", text, tip, icon, keys, menu=GO, line=line, outside=outside, value=name)


def _theme(name: str, text: str, outside: str, tip: str) -> Action:
    return Action(f"view.theme_{name}", text, tip, menu=THEME, checkable=True, alone=True, outside=outside, value=name)


def _in_place(name: str, text: str, tip: str, letter: str, icon: str = "", line: bool = False) -> Action:
    """What changes a field of commitments where it is shown."""
    return Action(
        f"record.{name}", text, tip, icon, letters=(letter,), menu=RECORD, line=line, short=True, kind=Kind.COMMITMENT,
        writes=True, value=name,
    )  # fmt: skip


def _deed(deed: VisitDeed, text: str, tip: str, icon: str) -> Action:
    return Action(f"record.visit_{deed.value}", text, tip, icon, menu=VISIT, kind=Kind.VISIT, writes=True, value=deed)


def _said(name: str, text: str, tip: str, icon: str) -> Action:
    """What is said of an agreement."""
    named = f"record.agreement_{name}"
    return Action(named, text, tip, icon, menu=AGREEMENT, kind=Kind.AGREEMENT, writes=True, value=name)


def _of(place: Place, page: str, name: str, text: str, tip: str, icon: str, key: str) -> Action:
    """What is done with the current row of a page, or the words that are selected there."""
    return Action(f"{page}.{name}", text, tip, icon, (key,), place=place, writes=True)


def _view(name: str, text: str, tip: str, key: str) -> Action:
    """A view of the calendar."""
    return Action(f"calendar.{name}", text, tip, keys=(key,), place=Place.CALENDAR_PAGE, value=name)


class A:
    """The table. The order is that of the menus; a family of actions that one method does is a tuple."""

    new = Action("file.new", N_("New"), N_("Add a record of this page's kind"), "plus", ("Ctrl+N",), ("N",),
                 menu=FILE, at=(Place.TABLE, Place.PEOPLE, Place.AREAS), writes=True)  # fmt: skip
    new_records = tuple(
        _new(kind, "country" if kind is Kind.PARTY else kind.value) for kind, row in KINDS.items() if row.tip
    )
    open = Action("file.open", N_("Open register…"), N_("Open another register file"), "database", ("Ctrl+O",),
                  menu=FILE, line=True, alone=True, value=False)  # fmt: skip
    recent = RECENT
    new_register = Action("file.new_register", N_("New register…"), N_("Start an empty register in a new file"), "plus",
                          menu=FILE, alone=True, value=True)  # fmt: skip
    import_register = Action("file.import_register", N_("Register file…"),
                             N_("Make a new register from a file with everything of one"), "download", menu=IMPORT,
                             alone=True, outside=N_("Import a register file…"))  # fmt: skip
    exports = (
        Action("file.export_xlsx", N_("This view as XLSX…"),
               N_("Write every row of this view into a file; CSV and PDF can be chosen too"), "table-2", ("Ctrl+E",),
               menu=EXPORT, value=".xlsx"),
        Action("file.export_csv", N_("This view as CSV…"),
               N_("Write every row of this view into a file for any program"), menu=EXPORT, value=".csv"),
        Action("file.export_pdf", N_("This view as PDF…"), N_("Save the list as it would be printed"), menu=EXPORT,
               value=".pdf"),
    )  # fmt: skip
    export_calendar = Action("file.export_calendar", N_("Calendar…"),
                             N_("Write deadlines, visits and reminders into a file for any calendar"), "calendar-days",
                             menu=EXPORT, outside=N_("Export the calendar…"))  # fmt: skip
    export_all = Action("file.export", N_("Export everything…"), N_("Write every record into one file"), "upload",
                        menu=EXPORT, line=True)  # fmt: skip
    back_up = Action("file.back_up", N_("Back up now"), N_("Keep a whole copy of the register, checked"), "hard-drive",
                     menu=FILE, line=True)  # fmt: skip
    restore = Action("file.restore", N_("Restore from backup…"),
                     N_("Put a backup in place of the register, which is kept as it is now"), "archive-restore",
                     menu=FILE, writes=True)  # fmt: skip
    our_side = OUR_SIDE
    settings = Action("file.settings", N_("Settings…"), N_("Your name, and how the program behaves"),
                      "settings", ("Ctrl+,",), menu=FILE, line=True, value="settings")  # fmt: skip
    quit = Action("file.quit", N_("Quit"), N_("Close the register and the window"), "x", ("Ctrl+Q", "Ctrl+W"),
                  menu=FILE, line=True, alone=True)  # fmt: skip

    undo = Action("edit.undo", N_("Undo"), N_("Take back the last change"), "undo-2", ("Ctrl+Z",), menu=EDIT,
                  writes=True)  # fmt: skip
    redo = Action("edit.redo", N_("Redo"), N_("Do again what was taken back"), "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"),
                  menu=EDIT, writes=True)  # fmt: skip
    cut = Action("edit.cut", N_("Cut"), N_("Take the selected text away, to be pasted"), "", ("Ctrl+X",), menu=EDIT,
                 line=True)  # fmt: skip
    copy = Action("edit.copy", N_("Copy"), N_("Copy the selected text, rows, or a record's title"), "copy",
                  ("Ctrl+C",), menu=EDIT)  # fmt: skip
    copy_table = Action("edit.copy_table", N_("Copy as table"),
                        N_("Copy the selected rows for a spreadsheet or a text"), "clipboard-copy",
                        menu=EDIT)  # fmt: skip
    copy_link = Action("edit.copy_link", N_("Copy link to record"),
                       N_("Copy the number by which the search finds the record, as “aide:60”"), "link",
                       menu=EDIT)  # fmt: skip
    paste = Action("edit.paste", N_("Paste"), N_("Put in what was cut or copied"), "", ("Ctrl+V",), menu=EDIT)
    select_all = Action("edit.select_all", N_("Select all"), N_("Select every row, or all of a text"), "",
                        ("Ctrl+A",), menu=EDIT)  # fmt: skip
    find = Action("edit.find", N_("Find in this list"), N_("Show only what contains some words"), "list-filter",
                  ("Ctrl+F",), menu=EDIT, line=True)  # fmt: skip
    filter = Action("edit.filter", N_("Filter this list…"), N_("Show only what has some value"), "list-filter",
                    ("Ctrl+Shift+F",), menu=EDIT)  # fmt: skip
    search = Action("edit.search", N_("Search everywhere"), N_("Find any record by the beginnings of its words"),
                    "search", ("Ctrl+K",), menu=EDIT)  # fmt: skip
    duplicate = Action("edit.duplicate", N_("Duplicate…"),
                       N_("Add a visit, agreement or commitment that begins as the selected one"), "", ("Ctrl+D",),
                       menu=EDIT, line=True, writes=True)  # fmt: skip
    open_trash = Action("edit.open_trash", N_("Open Trash"), N_("What was moved to the Trash, to restore it"),
                        "trash-2", menu=EDIT, line=True, value="trash")  # fmt: skip

    go = (
        _page("today", N_("Today"), N_("Go to Today"), "sun", "Ctrl+1"),
        _page("reminders", N_("Reminders"), N_("Go to Reminders"), KINDS[Kind.REMINDER].icon, "Ctrl+2"),
        _page("visits", N_("Visits"), N_("Go to Visits"), KINDS[Kind.VISIT].icon, "Ctrl+3"),
        _page("agreements", N_("Agreements"), N_("Go to Agreements"), KINDS[Kind.AGREEMENT].icon, "Ctrl+4"),
        _page("commitments", N_("Commitments"), N_("Go to Commitments"), KINDS[Kind.COMMITMENT].icon, "Ctrl+5"),
        _page("actions", N_("Action log"), N_("Go to Action log"), KINDS[Kind.ACTION].icon, "Ctrl+6"),
        _page("calendar", N_("Calendar"), N_("Go to Calendar"), "calendar-days", "Ctrl+7"),
        _page("briefings", N_("Briefing sheets"), N_("Go to Briefing sheets"), KINDS[Kind.BRIEFING].icon, "Ctrl+8"),
    )
    go_reference = (
        _page("sources", N_("Sources"), N_("Go to Sources"), KINDS[Kind.SOURCE].icon, line=True),
        _page("people", N_("People and offices"), N_("Go to People and offices"), "users"),
        _page("areas", N_("Areas and officers"), N_("Go to Areas and officers"), KINDS[Kind.AREA].icon),
    )
    country = Action("view.go_country", N_("Last country"), N_("Show the page of the country looked at last"),
                     KINDS[Kind.PARTY].icon, ("Ctrl+9",), menu=GO, line=True,
                     outside=N_("Go to the country looked at last"))  # fmt: skip
    back = Action("view.back", N_("Back"), N_("Show the page before"), "arrow-left", ("Alt+Left",), menu=VIEW)
    forward = Action("view.forward", N_("Forward"), N_("Show the page after"), "arrow-right", ("Alt+Right",), menu=VIEW)
    sidebar = Action("view.sidebar", N_("Sidebar"), N_("Show or hide the sidebar"), "", ("F9",), menu=VIEW, line=True,
                     checkable=True)  # fmt: skip
    detail = Action("view.detail", N_("Detail pane"), N_("Show or hide the selected record beside the list"),
                    "panel-right", ("Ctrl+I",), menu=VIEW, at=(Place.TABLE,))  # fmt: skip
    themes = (
        _theme("system", N_("System"), N_("Theme: System"), N_("Follow the desktop's light or dark theme")),
        _theme("light", N_("Light"), N_("Theme: Light"), N_("Dark letters on light ground")),
        _theme("dark", N_("Dark"), N_("Theme: Dark"), N_("Light letters on dark ground")),
        _theme("high_contrast", N_("High contrast"), N_("Theme: High contrast"), N_("The strongest contrast")),
    )
    next_theme = Action("view.next_theme", N_("Next theme"), N_("Switch between light, dark and high contrast"),
                        "contrast", ("Ctrl+Shift+D",), menu=THEME, line=True, alone=True)  # fmt: skip
    text_sizes = (
        Action("view.larger", N_("Larger"), N_("Larger text"), "zoom-in", ("Ctrl++", "Ctrl+="), menu=TEXT,
               outside=N_("Text size: Larger"), alone=True, value=1),
        Action("view.smaller", N_("Smaller"), N_("Smaller text"), "zoom-out", ("Ctrl+-",), menu=TEXT,
               outside=N_("Text size: Smaller"), alone=True, value=-1),
        Action("view.normal", N_("Normal"), N_("Text at 100 %"), "", ("Ctrl+0",), menu=TEXT,
               outside=N_("Text size: Normal"), alone=True, value=0),
    )  # fmt: skip
    full_screen = Action("view.full_screen", N_("Full screen"), N_("Use the whole screen"), "", ("F11",), menu=VIEW,
                         checkable=True, alone=True)  # fmt: skip
    reload = Action("view.reload", N_("Reload"), N_("Read the register again"), "refresh-cw", ("F5",), menu=VIEW,
                    line=True)  # fmt: skip

    log = Action("record.log", N_("Log action"), N_("Write down what was done on the selected record"), "notebook-pen",
                 ("Ctrl+L",), ("L",), menu=RECORD, short=True, writes=True)  # fmt: skip
    log_other = Action("record.log_other", N_("Log action on another record…"),
                       N_("Write down what was done, and choose on what"), "", ("Ctrl+Shift+L",), menu=RECORD,
                       writes=True)  # fmt: skip
    remind = Action("record.remind", N_("Remind me…"), N_("Set a reminder, on the selected record or on none"), "bell",
                    ("Ctrl+Shift+M",), ("R",), menu=RECORD, short=True,
                    at=(Place.TABLE, Place.PANE, Place.TODAY, Place.REMINDERS, Place.COUNTRY, Place.PORTRAIT,
                        Place.CALENDAR_PAGE),
                    writes=True)  # fmt: skip
    own_window = Action("record.window", N_("Open in new window"),
                        N_("Show the selected record in a window of its own"), "external-link",
                        ("Ctrl+Enter", "Ctrl+Return"), menu=RECORD, line=True, short=True)  # fmt: skip
    edit = Action("record.edit", N_("Edit…"), N_("Edit the selected record"), "pencil-line", ("F2",), ("E",),
                  menu=RECORD, short=True, writes=True)  # fmt: skip
    in_place = (
        _in_place("status", N_("Progress…"), N_("How far the selected commitments have come"), "S", line=True),
        _in_place("due", N_("Due date…"), N_("When the selected commitments are due"), "D"),
        _in_place("owes", N_("Who owes…"), N_("Who owes the selected commitments"), "W"),
        _in_place("area", N_("Area…"), N_("Which area the selected commitments concern"), "A"),
        _in_place("officer", N_("Officer…"), N_("Who looks after the selected commitments"), "O"),
        _in_place("kept", N_("Mark kept…"), N_("The selected commitments were kept"), "K", "check"),
    )
    visit_deeds = (
        _deed(VisitDeed.INVITE, N_("Add invitation…"), N_("Write down who invited whom, and for when"), "mail-open"),
        _deed(VisitDeed.PROPOSE_DATES, N_("Propose dates…"), N_("Write down dates that were proposed"),
              "calendar-plus"),
        _deed(VisitDeed.RECORD_ANSWER, N_("Record answer…"), N_("Write down what the invited side answered"),
              "message-square"),
        _deed(VisitDeed.SET_DATES, N_("Set dates…"), N_("Write down the dates that were agreed"), "calendar-check"),
        _deed(VisitDeed.TOOK_PLACE, N_("Record that it took place…"), N_("The visit took place"), "circle-check"),
        _deed(VisitDeed.POSTPONE, N_("Postpone…"), N_("The visit is put off"), "calendar-arrow-up"),
        _deed(VisitDeed.CANCEL, N_("Cancel…"), N_("The visit will not take place"), "circle-slash"),
        _deed(VisitDeed.RENEW, N_("Renew invitation…"), N_("Invite again, for another time"), "refresh-cw"),
        _deed(VisitDeed.ADD_PROMISE, N_("Add what was promised…"), N_("Add a commitment made at the visit"),
              "handshake"),
        _deed(VisitDeed.LINK_RETURN, N_("Link return visit…"), N_("Say which visit returns which"), "repeat-2"),
    )  # fmt: skip
    of_agreements = (
        _said("step", N_("Set step…"), N_("Say of the next step when it was done, or that it is awaited"), "pen-line"),
        _said("confirm", N_("Confirm status…"),
              N_("Say what no source says: whether it binds, how it enters into force"), "shield-check"),
        _said("end", N_("End…"), N_("The agreement was terminated, superseded or suspended"), "circle-slash"),
    )  # fmt: skip
    history = Action("record.history", N_("History of this record…"),
                     N_("Who changed what when, and how it stood then"), "history",
                     menu=RECORD, line=True)  # fmt: skip
    trash = Action("record.trash", N_("Move to Trash"), N_("Take the selected record out of every list"), "trash-2",
                   ("Del",), menu=RECORD, short=True, at=(Place.TABLE,), writes=True)  # fmt: skip

    brief = Action("print.briefing", N_("Briefing sheet…"), N_("Make a sheet about what is shown"), "printer",
                   ("Ctrl+P",), menu=PRINT)  # fmt: skip
    print_list = Action("print.list", N_("Print this list…"), N_("Print every row of this view"), "printer",
                        ("Ctrl+Shift+P",), menu=PRINT, line=True)  # fmt: skip
    keys = Action("help.keys", N_("Keyboard shortcuts"), N_("Every key of the program"), "keyboard", ("Ctrl+?", "F1"),
                  menu=HELP, alone=True)  # fmt: skip
    statuses = Action("help.statuses", N_("What the statuses mean"),
                      N_("When a visit, agreement or commitment has which one"),
                      "circle-question-mark", menu=HELP, alone=True)  # fmt: skip
    problem = Action("help.problem", N_("Report a problem…"), N_("Versions and log, without a word of any record"),
                     "triangle-alert", menu=HELP, line=True, alone=True)  # fmt: skip
    log_folder = Action("help.log_folder", N_("Open log folder"), N_("Where the program notes its own failures"),
                        "file-text", menu=HELP, alone=True)  # fmt: skip
    about = Action(
        "help.about", N_("About Aide-Mémoire"), N_("Version and licence"), "info", menu=HELP, line=True, alone=True
    )

    today_log = _of(Place.TODAY, "today", "log", N_("Log"), N_("Write down what was done on it"), "notebook-pen", "L")
    today_snooze = _of(
        Place.TODAY, "today", "snooze", N_("Snooze"), N_("Be reminded on a later day"), "alarm-clock", "Z"
    )
    today_done = _of(Place.TODAY, "today", "done", N_("Done"), N_("The commitment, step or reminder is dealt with"),
                     "check", "K")  # fmt: skip
    reminder_log = _of(Place.REMINDERS, "reminders", "log", N_("Log"), N_("Write down what was done on it"),
                       "notebook-pen", "L")  # fmt: skip
    reminder_snooze = _of(Place.REMINDERS, "reminders", "snooze", N_("Snooze"), N_("Be reminded on a later day"),
                          "alarm-clock", "Z")  # fmt: skip
    reminder_done = _of(Place.REMINDERS, "reminders", "done", N_("Done"), N_("The reminder is dealt with"), "check",
                        "K")  # fmt: skip
    reminder_drop = _of(Place.REMINDERS, "reminders", "not_needed", N_("Not needed"), N_("The reminder is not needed"),
                        "circle-slash", "X")  # fmt: skip
    reminder_edit = _of(Place.REMINDERS, "reminders", "edit", N_("Edit"), N_("Edit a reminder that was set by hand"),
                        "pencil-line", "E")  # fmt: skip
    person_edit = _of(Place.PEOPLE, "people", "edit", N_("Edit"), N_("Edit the person or office"), "pencil-line", "E")
    hand_over = _of(Place.PEOPLE, "people", "hand_over", N_("Changes hands…"), N_("Somebody else holds the office"),
                    "users", "H")  # fmt: skip
    area_rename = _of(Place.AREAS, "areas", "rename", N_("Rename…"), N_("Write it otherwise everywhere"), "pencil-line",
                      "E")  # fmt: skip
    area_merge = _of(Place.AREAS, "areas", "merge", N_("Merge into…"), N_("Make it one with another"), "copy", "M")
    area_retire = _of(Place.AREAS, "areas", "retire", N_("Retire"), N_("Offer it no longer, or offer it again"),
                      "archive", "X")  # fmt: skip
    country_log = _of(Place.COUNTRY, "country", "log", N_("Log"), N_("Write down what was done on it"), "notebook-pen",
                      "L")  # fmt: skip
    country_edit = _of(Place.COUNTRY, "country", "edit", N_("Edit"), N_("Edit the record, or the country"),
                       "pencil-line", "E")  # fmt: skip
    portrait_log = _of(Place.PORTRAIT, "portrait", "log", N_("Log"), N_("Write down what was done on it"),
                       "notebook-pen", "L")  # fmt: skip
    portrait_edit = _of(Place.PORTRAIT, "portrait", "edit", N_("Edit"),
                        N_("Edit the record, or what the page is about"), "pencil-line", "E")  # fmt: skip
    calendar_views = (
        _view("agenda", N_("Agenda"), N_("What comes, day by day"), "G"),
        _view("month", N_("Month"), N_("The days of a month"), "M"),
        _view("year", N_("Year"), N_("The months of a year"), "Y"),
    )
    calendar_today = Action("calendar.today", N_("Today"), N_("Go to today"), keys=("T",), place=Place.CALENDAR_PAGE)
    calendar_date = _of(Place.CALENDAR_PAGE, "calendar", "date", N_("Date…"), N_("Give the record a date"),
                        "calendar-plus", "D")  # fmt: skip
    quote = _of(Place.SOURCE, "sources", "quote", N_("Quote…"), N_("Say what these words speak for"), "quote", "Q")


def _entries() -> Iterator[Action | Menu]:
    for each in vars(A).values():
        if isinstance(each, Action | Menu):
            yield each
        elif isinstance(each, tuple):
            yield from each


ENTRIES: tuple[Action | Menu, ...] = tuple(_entries())
ROWS: tuple[Action, ...] = tuple(each for each in ENTRIES if isinstance(each, Action))
VISIT_DEEDS: Mapping[VisitDeed, Action] = dict(zip(VisitDeed, A.visit_deeds, strict=True))
NEW: Mapping[object, Action] = {row.value: row for row in A.new_records}
"""What adds a record, by its kind."""
GO_TO: Mapping[object, Action] = {row.value: row for row in (*A.go, *A.go_reference)}
"""What leads to a page, by its name."""
PAGES: tuple[str, ...] = tuple(str(row.value) for row in A.go)
REFERENCE: tuple[str, ...] = tuple(str(row.value) for row in A.go_reference)
"""What records refer to: pages of their own, further down at the side and in the menu."""

HEARD: tuple[tuple[Place, str, tuple[str, ...]], ...] = (
    (Place.TABLE, N_("Go into the record, or fold what stands under a heading"), ("Enter",)),
    (Place.TABLE, N_("Fold what stands under a heading, or show it"), ("Space", "Left", "Right")),
    (Place.TABLE, N_("The first record, the last one"), ("Home", "End")),
    (Place.TABLE, N_("What can be done with the record"), ("Shift+F10",)),
    (Place.TABLE, N_("From the field for finding: to the rows"), ("Down", "Enter")),
    (Place.TABLE, N_("From the field for finding: show all again"), ("Esc",)),
    (Place.PANE, N_("The record before, the record after"), ("Alt+Up", "Alt+Down")),
    (Place.PANE, N_("What can be done with the record"), ("Shift+F10",)),
    (Place.PANE, N_("Back to the table; a window of its own closes"), ("Esc",)),
    (Place.SHORT_LIST, N_("Open the record"), ("Enter",)),
    (Place.SHORT_LIST, N_("The row above or below, also of the next list"), ("Up", "Down")),
    (Place.TIMELINE, N_("The thing before or after in time; Enter opens it"), ("Left", "Right", "Enter")),
    (Place.TIMELINE, N_("The thing nearest in time in the lane above or below"), ("Up", "Down")),
    (Place.TIMELINE, N_("The first thing, the last one"), ("Home", "End")),
    (Place.TIMELINE, N_("Show less time, more time, everything"), ("+", "-", "0")),
    (Place.TIMELINE, N_("Earlier, later"), ("PgUp", "PgDown")),
    (Place.CALENDAR_PAGE, N_("Another day, month or thing"), ("Left", "Right", "Up", "Down")),
    (Place.CALENDAR_PAGE, N_("The first day of the month, the last one"), ("Home", "End")),
    (Place.CALENDAR_PAGE, N_("A month or year back or on"), ("PgUp", "PgDown")),
    (Place.CALENDAR_PAGE, N_("Open the record, or all that the day has"), ("Enter",)),
    (Place.SOURCE, N_("Back to the list of sources"), ("Esc",)),
    (Place.SEARCH, N_("Open what was found"), ("Enter", "Space")),
    (Place.SEARCH, N_("Log an action on it, or open it in a window of its own"), ("Ctrl+Enter", "Alt+Enter")),
    (Place.SEARCH, N_("The line above or below, a page further"), ("Up", "Down", "PgUp", "PgDown")),
    (Place.SEARCH, N_("Back to where you were"), ("Esc",)),
    (Place.FILTER, N_("Only this value"), ("Enter",)),
    (Place.FILTER, N_("Check or uncheck it, and stay"), ("Space",)),
    (Place.FORM, N_("Do it: save, log, send what was typed"), ("Ctrl+Enter",)),
    (Place.FORM, N_("Save, and add another"), ("Ctrl+Shift+Enter",)),
    (Place.FORM, N_("Close, keeping the draft"), ("Esc",)),
    (Place.FORM, N_("Move a line up or down"), ("Alt+Up", "Alt+Down")),
    (Place.FORM, N_("Remove a line"), ("Alt+Del",)),
    (Place.FORM, N_("Offer the records there are"), ("Down",)),
    (Place.FORM, N_("Leave the records on offer, and add none"), ("Tab",)),
    (Place.DATE, N_("The calendar"), ("F4", "Alt+Down")),
    (Place.DATE, N_("Another reading of what was typed"), ("Down",)),
    (Place.CALENDAR, N_("Take the day"), ("Enter", "Space")),
    (Place.CALENDAR, N_("Days, months, quarters, years"), ("D", "M", "Q", "Y")),
    (Place.CALENDAR, N_("Today"), ("T",)),
    (Place.CALENDAR, N_("A page back or on"), ("PgUp", "PgDown")),
    (Place.CALENDAR, N_("Another day; with Shift, a stretch of days"), ("Left", "Right", "Up", "Down")),
    (Place.CALENDAR, N_("Close without choosing"), ("Esc", "F4")),
)
"""What a widget hears itself, because it depends on where in it one is; the sheet of keys shows it too."""
