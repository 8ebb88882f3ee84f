"""Settings ▸ Our side, Countries and Sheets: what a desk says of itself, kept in the register."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import plain_file
from db.commands.desk import FollowCountries, OrderCountries, SetLetterhead, SetUpDesk, Unfollow, must_be_a_picture
from db.errors import FieldError, KnownError
from db.queries import desk, parties
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.base import Change, Line, Shape, Text
from db.records.desk import LARGEST_PICTURE
from db.words import _
from desktop.form import editors
from desktop.form.enter import Enter
from desktop.form.form import Form, Item
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_for_file
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import current
from desktop.page.panel import ROWS_INSET, SettingsGroup
from desktop.shell.first_start import several
from desktop.today.our_side import choose
from desktop.workspace import Workspace

_SHOWN_HIGH = 72
_WIDEST = 20_000
"""A picture with more pixels on a side is none for a letterhead: it would take all memory to be shown."""


class SideGroup(SettingsGroup):
    """Which party is ours: chosen from those there are, or typed."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Our side"), "flag", parent=parent)
        self.setObjectName("settings.side")
        self._workspace = workspace
        self._box = editors.OneOf((), self)
        self._box.label_inside("side.ours", _("Our side"))
        self._box.changed.connect(self._choose)
        hint = _(
            "With a side chosen, tables, sheets and Today speak of us and them, and it leaves the list of countries."
        )
        self._form = Form(_Named, (Item("name", _("Another one"), editors.Line),), "side", columns=1, parent=self)
        self._form.show_draft(_Named())
        self._form.mark_letters("")
        Enter(self._form, True).submitted.connect(self._name)
        use = Button(_("Use"), parent=self)
        use.setObjectName("side.use")
        use.clicked.connect(self._name)
        workspace.guard(self._box, self._form, use)
        self.body.addWidget(PlainLabel(hint, "meta", "text2", wrap=True, parent=self))
        self.body.addWidget(self._box)
        self.body.addLayout(layouts.row((self._form, 1), (use, Qt.AlignmentFlag.AlignBottom), gap=8))
        workspace.changed.connect(self._hear)

    @override
    def follow(self) -> None:
        """Show which side is ours now."""
        ours, known = self._workspace.ask(_sides)
        self._box.blockSignals(True)
        self._box.offer(((_("neither"), None), *known))
        self._box.box.setCurrentIndex(0)
        self._box.set_value(ours)
        self._box.blockSignals(False)

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.follow()

    def _choose(self) -> None:
        wanted, settings = self._box.value(), self._workspace.settings
        if settings is not None and wanted != self._workspace.ask(our_side):
            choose(self._workspace, settings, wanted if isinstance(wanted, int) else None)

    def _name(self) -> None:
        """Use the party of that name, added where there is none."""
        made = self._form.made()
        if made is not None and made.name and self._workspace.attempt(SetUpDesk(made.name)) is not None:
            self._form.show_draft(_Named())
            self._form.editors["name"].set_value("")


class CountriesGroup(SettingsGroup):
    """The countries that are followed, in their order; more are typed, several at once."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Countries"), "globe", inset=ROWS_INSET, parent=parent)
        self.setObjectName("settings.countries")
        self._workspace = workspace
        self.list = RowList(_("Countries you follow"), self)
        self.list.setObjectName("countries.list")
        self._up, self._down, self._away = QAction(_("Up"), self), QAction(_("Down"), self), QAction(self)
        self._away.setText(_("Unfollow"))
        for action, does in ((self._up, self._raise), (self._down, self._lower), (self._away, self._unfollow)):
            action.triggered.connect(does)
            action.setEnabled(workspace.writing)
        self.list.set_row_actions((self._up, self._down, self._away))
        self._none = PlainLabel(_("No country is followed yet."), "body", "text2", parent=self)
        label = _("Follow more, with commas between")
        self._form = Form(_Named, (Item("name", label, editors.Line),), "countries", columns=1, parent=self)
        self._form.show_draft(_Named())
        self._form.mark_letters("")
        Enter(self._form, True).submitted.connect(self._follow_more)
        add = Button(_("Follow"), "plus", parent=self)
        add.setObjectName("countries.follow")
        add.clicked.connect(self._follow_more)
        workspace.guard(self._form, add)
        side = (ROWS_INSET, 0, ROWS_INSET, 0)
        self.body.addLayout(layouts.row(self._none, margins=side))
        self.body.addWidget(self.list)
        line = layouts.row((self._form, 1), (add, Qt.AlignmentFlag.AlignBottom), margins=side, gap=8)
        self.body.addLayout(line)
        workspace.changed.connect(self._hear)

    @override
    def follow(self) -> None:
        """Show the countries there are now."""
        found, here = self._workspace.ask(parties.followed), self.list.current_key()
        self.list.set_rows([Row(each.id, "globe", "neutral", each.title, each.code3 or each.code) for each in found])
        if here is not None:
            self.list.set_current(here)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.set_count(len(found))

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.follow()

    def _follow_more(self) -> None:
        made = self._form.made()
        names = several(made.name) if made is not None else ()
        if names and self._workspace.attempt(FollowCountries(names)) is not None:
            self._form.show_draft(_Named())
            self._form.editors["name"].set_value("")

    def _raise(self) -> None:
        self._move(-1)

    def _lower(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        ids, here = [each.id for each in self._workspace.ask(parties.followed)], self.list.current_key()
        if here not in ids or not 0 <= ids.index(here) + by < len(ids):
            return
        place = ids.index(here)
        ids[place], ids[place + by] = ids[place + by], ids[place]
        self._workspace.attempt(OrderCountries(tuple(ids)))

    def _unfollow(self) -> None:
        here = self.list.current_key()
        if isinstance(here, int):
            self._workspace.attempt(Unfollow(here, self._workspace.seen()))


class SheetsGroup(SettingsGroup):
    """What stands on top of every sheet; the text is kept once its field is left."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(_("Letterhead"), "printer", parent=parent)
        self.setObjectName("settings.sheets")
        self._workspace = workspace
        hint = _("It stands on top of every sheet of this register, a line each.")
        text = Item("text", _("Text"), partial(editors.Paragraphs, lines=3, most=6), hint=hint)
        self._form = Form(_Head, (text,), "sheets", columns=1, parent=self)
        self._form.show_draft(_Head())
        self._form.mark_letters("")
        keep = self._button("keep", _("Keep the text"), self._keep)
        Enter(self._form, False).submitted.connect(self._keep)
        self._picture = PlainLabel("", parent=self)
        self._picture.setObjectName("sheets.picture")
        self._picture.setAccessibleName(_("The picture of the letterhead"))
        self._wrong = PlainLabel("", "meta", "critical", wrap=True, parent=self)
        self._wrong.setObjectName("sheets.wrong")
        pick = self._button("choose", _("Picture…"), self._ask)
        self._none = self._button("none", _("No picture"), self._take_away)
        self.body.addWidget(self._form)
        self.body.addLayout(layouts.row(keep, 1))
        self.body.addWidget(self._picture)
        self.body.addWidget(self._wrong)
        about = PlainLabel(
            _("PNG or JPEG, at most 5 MB; printed on top of every sheet"),
            "meta",
            "text2",
            parent=self,
        )
        self.body.addLayout(layouts.row(pick, self._none, about, 1, gap=8))
        workspace.guard(self._form)
        workspace.changed.connect(self._hear)

    @override
    def follow(self) -> None:
        """Show what stands there now."""
        head, picture = self._workspace.ask(_letterhead)
        self._form.show_draft(_Head(text=head))
        shown = QPixmap()
        if picture and shown.loadFromData(picture):
            shown = shown.scaledToHeight(current().px(_SHOWN_HIGH), Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(shown)
        self._picture.setVisible(not shown.isNull())
        self._none.setVisible(bool(picture))
        self._say("")

    def _button(self, name: str, text: str, does: object) -> Button:
        made = Button(text, parent=self)
        made.setObjectName(f"sheets.{name}")
        made.clicked.connect(does)
        self._workspace.guard(made)
        return made

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.follow()

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _keep(self) -> None:
        made = self._form.made()
        if made is not None:
            self._workspace.attempt(SetLetterhead(made.text))

    def _ask(self) -> None:
        pictures = (_("Pictures (*.png *.jpg *.jpeg)"), _("All files (*)"))
        dialog = asks_for_file(self.window(), _("The picture of the letterhead"), pictures)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, chosen: str) -> None:
        """Let a file be the picture; what it is not is said beside the button."""
        try:
            content = _picture_in(Path(chosen))
            self._workspace.run(SetLetterhead(self._workspace.ask(desk.letterhead).text, content))
        except KnownError as error:
            self._say(error.happened if isinstance(error, FieldError) else error.sentence)

    def _take_away(self) -> None:
        self._workspace.attempt(SetLetterhead(self._workspace.ask(desk.letterhead).text, b""))


class _Named(Shape):
    name: Line = ""


class _Head(Shape):
    text: Text = ""


def _picture_in(path: Path) -> bytes:
    """A picture as it lies in a file; FieldError where it is none, or too large, KnownError where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_PICTURE:
            must_be_a_picture(bytes(LARGEST_PICTURE + 1))
        content = path.read_bytes()
    except OSError as error:
        raise plain_file.refused(path, error) from error
    must_be_a_picture(content)
    image = QImage()
    if not content or not image.loadFromData(content) or max(image.width(), image.height()) > _WIDEST:
        raise FieldError("picture", _("This picture cannot be shown. Choose another one."))
    return content


def _letterhead(reader: Reader) -> tuple[str, bytes]:
    return desk.letterhead(reader).text, desk.picture(reader)


def _sides(reader: Reader) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """Our side, and the parties that can be it, by name."""
    return our_side(reader), tuple(sorted((line.title, line.id) for line in parties.lines(reader)))
