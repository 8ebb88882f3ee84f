"""Choosing a backup to be put in place of the register: when it was made, what is in it, what came after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from db.errors import KnownError
from db.restore import is_there, lost
from db.rules.backups import Backup, Before, Loss, offered, read
from db.rules.periods import distance
from db.words import N_, _, ngettext
from desktop import backups
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.row_list import Row, RowList, row_height
from desktop.kit.theme import set_size
from desktop.kit.words import joined

_WIDTH, _ROWS = 640, 6
UNDO = {Before.RESTORE: N_("Undo the restore"), Before.REPAIR: N_("Undo the repair")}


def rows_of(
    found: Sequence[Backup], records: Mapping[str, int | None], since: Mapping[Path, int] | None, today: date
) -> list[Row]:
    """Backups as rows of a list, each with what is in it and how many changes came after it; without `since` nobody
    knows. Of one minute they are told apart by their seconds."""
    minutes = Counter(backups.moment(each.taken, today) for each in found)
    rows = []
    for each in found:
        when = backups.moment(each.taken, today)
        if minutes[when] > 1:
            when = backups.moment(each.taken, today, seconds=True)
        rows.append(_row(each, records.get(each.path.name), _after(each, since), when, today))
    return rows


def _after(each: Backup, since: Mapping[Path, int] | None) -> str:
    """What came after a backup, as far as that is known; nothing is said of a copy whose state nobody knows."""
    if since is None or not each.head:
        return ""
    many = since.get(each.path)
    if many is None:
        return _("of another state")
    words = ngettext("{count} change since", "{count} changes since", many)
    return words.format(count=f"{many:n}") if many else _("nothing since")


def _row(each: Backup, records: int | None, after: str, when: str, today: date) -> Row:
    icon = "undo-2" if each.before else "pin" if each.pinned else "archive"
    day, meta = each.taken.astimezone().date(), joined(backups.facts(each, records))
    return Row(each, icon, "neutral", when[:1].upper() + when[1:], meta, after, distance(day, today))


class RestoreDialog(QDialog):
    """Lists the backups, says what a restore would take away, and wishes for it; it changes nothing itself."""

    wanted = Signal(object)
    """The `Backup` that is to be restored."""

    def __init__(
        self,
        rows: Sequence[Row],
        loss: Callable[[Backup], Loss | None],
        today: date,
        parent: QWidget,
        *,
        undoes: Before | None = None,
        there: bool = True,
        opens: bool = True,
    ) -> None:
        """`undoes`: the one row is what the last of these is undone with; not `there`: no register is at the place;
        not `opens`: nobody knows whether what is there is whole."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.restore")
        self.setWindowTitle(_(UNDO[undoes]) if undoes else _("Restore from a backup"))
        self._loss, self._today, self._there, self._opens = loss, today, there, opens
        self.list = RowList(_("Backups"), self)
        self.list.setObjectName("restore.list")
        self._lost = PlainLabel("", "medium", wrap=True, parent=self)
        self._lost.setObjectName("restore.lost")
        words, icon = (_(UNDO[undoes]), "undo-2") if undoes else (_("Restore"), "archive-restore")
        self._restore = Button(words, icon, "primary", self)
        self._restore.setObjectName("restore.do")
        self._lay_out(len(rows))
        self.list.current_changed.connect(self._tell)
        self.list.opened.connect(self._wish)
        self._restore.clicked.connect(self._wish_current)
        self.list.set_rows(rows)
        self._tell(self.list.current_key())
        self.list.setFocus()

    def _lay_out(self, many: int) -> None:
        head = layouts.row(Icon("archive-restore", "accent", 20, self), (self._title(), 1), gap=10)
        inside = QWidget(self)
        layouts.column(self.list, 1, on=inside)
        self._area = layouts.scrolling(self, inside)
        self._area.setFixedHeight(row_height() * min(max(many, 1), _ROWS))
        if self._opens:
            words = _("The register as it is now is kept as “before restore”, and this can be undone for 30 days.")
        else:
            words = _(
                "The register as it is now is kept as it is, among the backups; if it can be read, this can be undone "
                "for 30 days."
            )
        keeps = PlainLabel(words, "body", "text2", wrap=True, parent=self)
        keeps.setVisible(self._there)
        parts = (head, self._area, layouts.rule(self), self._lost, keeps, self._foot())
        layouts.column(*parts, on=self, margins=(20, 16, 20, 16), gap=12)
        set_size(self, _WIDTH)

    def _title(self) -> PlainLabel:
        return PlainLabel(self.windowTitle(), "h2", parent=self)

    def _foot(self) -> QHBoxLayout:
        cancel = Button(_("Cancel"), variant="quiet", parent=self)
        cancel.setObjectName("restore.cancel")
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        return layouts.row(1, cancel, self._restore, gap=8)

    def _tell(self, key: object) -> None:
        """Say what would be lost by restoring the current one."""
        self._area.ensureVisible(0, self.list.visualRect(self.list.currentIndex()).center().y(), 0, row_height())
        self._restore.setEnabled(isinstance(key, Backup))
        if not isinstance(key, Backup):
            self._lost.setText(_("There is no backup of this register yet."))
            return
        try:
            if self._there:
                said = backups.what_is_lost(self._loss(key), self._today)
            else:
                said = _("There is no register at this place now: nothing is lost by this.")
        except KnownError as error:
            said = error.sentence
            self._restore.setEnabled(False)
        self._lost.setText(" ".join(filter(None, (backups.warned(key), said))))

    def _wish_current(self) -> None:
        self._wish(self.list.current_key())

    def _wish(self, key: object) -> None:
        if isinstance(key, Backup) and self._restore.isEnabled():
            self.accept()
            self.wanted.emit(key)


def unopened(register: Path, today: date, parent: QWidget) -> RestoreDialog:
    """The dialog for a register that nobody has open, because it cannot be."""
    found = offered(backups.every(register))
    records = {each.path.name: backups.records_in(each) for each in found}

    def loss(chosen: Backup) -> Loss | None:
        return lost(register, chosen.path)

    rows = rows_of(found, records, None, today)
    return RestoreDialog(rows, loss, today, parent, there=is_there(register), opens=False)


def said_of_restored(chosen: Backup, kept: Path | None, register: Path, today: date) -> str:
    """What is said once a backup stands in place of the register, and where what was there is `kept`."""
    when = backups.moment(chosen.taken, today)
    if chosen.was_repaired:
        undone = _("The repair was undone: the register is again as it was before it, {when}, and is not whole.")
        said = undone.format(when=when)
    elif chosen.before:
        said = _("The restore was undone: the register is again as it was before it, {when}.").format(when=when)
    else:
        said = _("The backup of {when} was restored.").format(when=when)
    aside = None if kept is None else read(kept, register)
    if aside is not None and not aside.is_checked:
        return _("{said} What was there could not be read; it is kept as it was, among the backups.").format(said=said)
    if aside is not None:
        return _("{said} What was there is kept; Settings ▸ Backups undoes it for 30 days.").format(said=said)
    return said
