"""The one page of the first start: who writes, for which side, whom they follow, and with what the register begins."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.commands.desk import SetUpDesk, understood
from db.errors import FieldError, FileThere, KnownError
from db.records.base import Line, Shape, Text
from db.rules.text import on_one_line, shortened
from db.words import _
from desktop import first_run, officer
from desktop.form import editors
from desktop.form.enter import Enter
from desktop.form.form import Form, Item
from desktop.kit import layouts
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.mnemonics import MENUS
from desktop.kit.plain import PlainLabel
from desktop.kit.words import joined
from desktop.page.panel import Panel
from desktop.settings import Settings
from desktop.workspace import Workspace

_WIDTH, _ALL = 720, 99
"""How wide the page is, in pixels at 100 %, and the share of the room it takes up to that."""
_ECHOED, _NAME_SHOWN = 40, 60
_BETWEEN = re.compile(r"[;,،؛\n]")
Named = Annotated[Line, StringConstraints(max_length=officer.LONGEST)]


class Beginning(Shape):
    """What is asked at the first start; all of it may be left empty."""

    name: Named = ""
    initials: Named = ""
    unit: Named = ""
    ours: Line = ""
    countries: Text = ""
    start: Literal["starter", "empty"] = "starter"


def several(typed: str) -> tuple[str, ...]:
    """The names in a text, between commas, semicolons or ends of lines; each once."""
    return tuple(dict.fromkeys(name for name in map(on_one_line, _BETWEEN.split(typed)) if name))


class FirstStart(QWidget):
    """Asks on one page and makes the register; Ctrl+Enter begins. Nothing is made before, and what was typed stays
    where that is refused."""

    made = Signal(object, bool)
    """Where the register lies now, and whether another program made it meanwhile."""
    open_wanted = Signal(bool)
    """Another register is to be opened instead, or a new one made elsewhere."""
    import_wanted = Signal()

    def __init__(self, register: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first")
        self.setProperty("page", True)
        self._register = register
        self._form = Form(Beginning, _asked(), "first", columns=2, parent=self)
        self._form.show_draft(Beginning(name=officer.name(), initials=officer.initials(), unit=officer.unit()))
        self._form.mark_letters(MENUS)
        self._banner = Banner("", "critical", parent=self)
        self._banner.setObjectName("first.banner")
        self._banner.pressed.connect(self._go_another_way)
        self._banner.hide()
        self._ways: tuple[bool | None, ...] = ()
        self._form.changed.connect(self._echo)
        self._lay_out()
        self.setFocusProxy(self._form.editors["name"])
        Enter(self, False).submitted.connect(self.begin)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setProperty("page", True)
        desk = Panel(parent=inside)
        desk.body.addWidget(self._form)
        heading = PlainLabel(_("Your desk"), "h1", parent=inside)
        about = _("A minute now, or skip it: all of this can be changed later in Settings. It stays on this computer.")
        words = PlainLabel(about, "body", "text2", wrap=True, parent=inside)
        skip = self._button("skip", _("Skip"), self.skip, "quiet")
        another = self._button("open", _("Open a register…"), self._open)
        taken = self._button("import", _("Import one…"), self.import_wanted)
        begin = self._button("begin", _("Begin"), self.begin, "primary")
        hint = PlainLabel(_("Ctrl+Enter begins"), "meta", "text2", parent=inside)
        foot = layouts.row(skip, another, taken, 1, hint, begin, gap=8)
        column = layouts.AtMost(_WIDTH, inside)
        layouts.column(heading, words, desk, self._banner, foot, on=column, gap=12)
        layouts.column(1, layouts.row(1, (column, _ALL), 1), 2, on=inside, margins=(16, 16, 16, 16))
        layouts.row(layouts.scrolling(self, inside), on=self)

    def _open(self) -> None:
        self.open_wanted.emit(False)

    def _button(self, name: str, text: str, does: object, variant: str = "secondary") -> Button:
        made = Button(text, "", variant, self)  # type: ignore[arg-type]
        made.setObjectName(f"first.{name}")
        made.clicked.connect(does)
        return made

    def _echo(self) -> None:
        """Say under the countries what was understood of them."""
        typed = str(self._form.editors["countries"].value())
        if names := several(typed)[:_ECHOED]:
            self._form.fields["countries"].set_hint(joined(map(_understood, names)))
        ours = on_one_line(str(self._form.editors["ours"].value()))
        if ours:
            self._form.fields["ours"].set_hint(_understood(ours))

    def begin(self, again: bool = False) -> None:
        """Keep who writes, and make the register with what was said."""
        asked = self._form.made()
        if asked is None or not self._keep_who(asked):
            return
        self._make(asked)

    def skip(self) -> None:
        """Begin with the starter, and with nothing that stands on the page."""
        self._make(Beginning())

    def carry_over(self, workspace: Workspace) -> None:
        """Another register was opened instead: it is the one to begin with from now on, and what was typed here is said
        there."""
        asked = self._form.made() or Beginning()
        try:
            first_run.keep_place(Path(workspace.path))
        except KnownError as error:
            workspace.refused.emit(error.sentence)
        if asked.name:
            workspace.name_officer(asked.name)
        self._keep_who(asked)
        followed = several(asked.countries)
        if asked.ours or followed:
            workspace.attempt(SetUpDesk(asked.ours, followed))

    def _keep_who(self, asked: Beginning) -> bool:
        """Whether name, initials and unit could be kept; what could not is said."""
        try:
            officer.keep(asked.name)
            officer.keep_initials(asked.initials)
            officer.keep_unit(asked.unit)
        except FieldError as error:
            self._form.refuse(error.field, error.happened)
            return False
        except KnownError as error:
            self._say(error.sentence)
            return False
        return True

    def _make(self, asked: Beginning) -> None:
        followed = several(asked.countries)
        try:
            first_run.begin_desk(self._register, starter=asked.start == "starter", ours=asked.ours, followed=followed)
        except FileThere as error:
            self._say(f"{error.happened} {error.safe}", (_("Open it"), None), (_("Choose another place…"), True))
        except KnownError as error:
            self._say(error.sentence, (_("Choose another place…"), True))
        else:
            if not asked.ours and self._form.changes():
                Settings().remember_neither(str(self._register))
            self.made.emit(self._register, False)

    def _say(self, words: str, *ways: tuple[str, bool | None]) -> None:
        """Say why it was not made, and offer ways on: open what lies there (None), or a new register elsewhere."""
        self._ways = tuple(way for _words, way in ways)
        self._banner.set_message(words, "critical", [text for text, _way in ways])
        self._banner.show()

    def _go_another_way(self, place: int) -> None:
        if self._ways[place] is None:
            self.made.emit(self._register, True)
        else:
            self.open_wanted.emit(True)


def _understood(typed: str) -> str:
    """A country as it will be written, with its code where it is known."""
    draft = understood(typed)
    code = draft.code3 or draft.code
    if not code:
        return _("{name} (new)").format(name=shortened(draft.title, _NAME_SHOWN))
    return _("{name} ({code})").format(name=draft.title, code=code)


def _asked() -> tuple[Item, ...]:
    starts = (
        (_("the starter register: Kazakhstan and Pakistan, from public sources"), "starter"),
        (_("an empty register"), "empty"),
    )
    who = _("It stands under what you log and on your sheets.")
    side = _("A country or an organisation, by name or code. Leave it empty for neither.")
    several_of_them = _("Several at once, with commas between: Uzbekistan, Iran, Türkiye.")
    return (
        Item("name", _("Your name"), editors.Line, hint=who),
        Item("initials", _("Initials"), editors.Line),
        Item("unit", _("Your unit"), editors.Line, wide=True),
        Item("ours", _("Our side"), editors.Line, wide=True, hint=side),
        Item("countries", _("Countries you follow"), partial(editors.Paragraphs, lines=2), wide=True,
             hint=several_of_them),
        Item("start", _("Begin with"), partial(editors.OneOf, starts), wide=True),
    )  # fmt: skip
