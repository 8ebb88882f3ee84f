"""The pages of the window and what stands in each menu, in order; the names are those of the actions."""

from __future__ import annotations

from dataclasses import dataclass

PAGES = ("today", "reminders", "visits", "agreements", "commitments", "actions", "briefings")
REFERENCE = ("sources", "people", "areas")
"""What records refer to: pages of their own, further down at the side and in the menu."""
OTHER_PAGES = ("trash",)
"""Pages that stand in a menu and not at the side."""
THEMES = ("system", "light", "dark", "high_contrast")
LINE = "-"

FILE = (
    "file.new", "file.new_visit", "file.new_agreement", "file.new_commitment", "file.new_country", "file.new_source",
    "file.new_question", "file.new_anniversary", LINE, "file.open", "file.new_register", LINE, "export", LINE,
    "our_side", LINE, "file.quit",
)  # fmt: skip
EXPORT = ("file.export_xlsx", "file.export_csv", "file.export_pdf", LINE, "file.export")
EDIT = (
    "edit.undo", "edit.redo", LINE, "edit.copy", "edit.copy_table", LINE, "edit.find", "edit.filter", "edit.search",
    LINE, "edit.duplicate", LINE, "edit.open_trash",
)  # fmt: skip
VIEW = (
    "go", "view.back", "view.forward", LINE, "view.sidebar", "view.detail", LINE, "theme", "text", "view.full_screen",
    LINE, "view.reload",
)  # fmt: skip
RECORD = (
    "record.log", "record.log_other", LINE, "record.window", "record.edit", LINE, "record.status", "record.due",
    "record.owes", "record.area", "record.officer", "record.kept", LINE, "visit", "agreement", LINE, "record.history",
    "record.trash",
)  # fmt: skip
RECORD_SHORT = (
    "record.log", LINE, "record.window", "record.edit", LINE, "record.status", "record.due", "record.owes",
    "record.area", "record.officer", "record.kept", LINE, "record.trash",
)  # fmt: skip
"""The Record menu at a row and in a pane: the same order, and only what concerns the record itself."""
VISIT = tuple(f"record.visit_{deed}" for deed in (
    "invite", "propose_dates", "record_answer", "set_dates", "took_place", "postpone", "cancel", "renew", "add_promise",
    "link_return",
))  # fmt: skip
AGREEMENT = ("record.agreement_step", "record.agreement_confirm", "record.agreement_end")
PRINT = ("print.briefing", LINE, "print.list")
HELP = ("help.keys", LINE, "help.about")
WRITING = (
    "file.new_v", "file.new_a", "file.new_c", "file.new_s", "file.new_q", "record.", "edit.undo", "edit.redo",
    "edit.dup",
)  # fmt: skip
"""How the names begin of what needs a register that can be changed."""
TEXT = ("view.larger", "view.smaller", "view.normal")


@dataclass(frozen=True, slots=True)
class Spec:
    """One thing a user can do. `name` is `<menu>.<name>`; `keys` are its shortcuts, the first one is shown."""

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
