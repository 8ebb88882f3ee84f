"""What somebody typed and what others stored meanwhile, side by side: nothing is written until each field is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from db.records.base import field_name
from db.records.history import Difference
from db.words import _
from desktop.form.enter import Enter
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current, set_size
from desktop.kit.words import not_stated, one_line

_SIZE, _NAMES, _LARGEST_SHARE = (900, 420), 120, 0.9
_TOP = Qt.AlignmentFlag.AlignTop
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class ConflictDialog(QDialog):
    """A row for each field: what stood there before, theirs and yours, one of which is chosen. What one side alone
    changed is chosen already; Esc goes back to the form, where all stands as it was typed."""

    chosen = Signal(object)
    """The fields that are to be as they were typed, a frozenset; the others stay as they are stored."""

    def __init__(
        self, happened: str, found: Sequence[Difference], labels: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.conflict")
        self.setWindowTitle(_("Changed by somebody else"))
        self._sides: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        """For each field the buttons of theirs and of yours."""
        self._table = QWidget()
        self._table.setProperty("page", True)
        self._grid = layouts.grid(self._table, 16, 6, margins=(20, 4, 20, 8))
        for place, words in enumerate((_("Field"), _("Before"), _("Theirs, now stored"), _("Yours, as typed"))):
            self._grid.addWidget(PlainLabel(words, "metas", "text2", parent=self._table), 0, place)
            self._grid.setColumnStretch(place, int(place > 0))
        for each in found:
            self._add(each, labels.get(each.field) or field_name(each.field))
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._save = Button(_("Save"), variant="primary", parent=self)
        self._save.setObjectName("conflict.save")
        self._save.clicked.connect(self._finish)
        Enter(self, plain=False).submitted.connect(self._finish)
        self._lay_out(happened)
        self._look()
        first = next((each for each in found if each.they_changed and each.you_changed), found[0])
        self._sides[first.field][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, happened: str) -> None:
        head = layouts.row(
            Icon("triangle-alert", "warning", 20, self),
            (PlainLabel(happened, "h2", wrap=True, parent=self), 1),
            margins=(20, 16, 20, 4),
            gap=10,
        )
        words = _("Nothing is stored until you choose. What only one of you changed is chosen already.")
        note = layouts.row((PlainLabel(words, "body", "text2", wrap=True, parent=self), 1), margins=(20, 0, 20, 4))
        foot = layouts.row(margins=(20, 12, 20, 16), gap=8)
        keep_theirs = Button(_("Keep theirs"), variant="quiet", parent=self)
        keep_theirs.setObjectName("conflict.theirs")
        keep_theirs.clicked.connect(self._keep_theirs)
        keep_mine = Button(_("Keep mine"), variant="quiet", parent=self)
        keep_mine.setObjectName("conflict.mine")
        keep_mine.clicked.connect(self._keep_mine)
        foot.addWidget(keep_theirs)
        foot.addWidget(keep_mine)
        foot.addStretch(1)
        back = Button(_("Back to the form"), variant="quiet", parent=self)
        back.setObjectName("conflict.back")
        back.clicked.connect(self.reject)
        foot.addWidget(back)
        foot.addWidget(self._save)
        area = layouts.scrolling(self, self._table)
        layouts.column(head, note, (area, 1), layouts.rule(self), foot, on=self, margins=(1, 1, 1, 1), gap=0)
        room = self.screen().availableGeometry()
        width, height = (current().px(each) for each in _SIZE)
        most_wide, most_high = (round(each * _LARGEST_SHARE) for each in (room.width(), room.height()))
        self.resize(min(width, most_wide), min(height, most_high))

    def _add(self, each: Difference, label: str) -> None:
        row, group = self._grid.rowCount() + 1, QButtonGroup(self)
        self._grid.addWidget(layouts.rule(self._table), row - 1, 0, 1, 4)
        name = PlainLabel(label, "body", "text2", wrap=True, parent=self._table)
        set_size(name, _NAMES)
        self._grid.addWidget(name, row, 0, _TOP)
        self._grid.addWidget(self._words(each.before), row, 1, _TOP)
        only = (_("only they changed this"), _("only you changed this"))
        alone = (each.they_changed and not each.you_changed, each.you_changed and not each.they_changed)
        sides = []
        for side, lines in enumerate((each.theirs, each.yours)):
            button = QRadioButton((_("Theirs"), _("Yours"))[side], self._table)
            button.setObjectName(f"conflict.{each.field}.{('theirs', 'mine')[side]}")
            button.setAccessibleName(f"{label}: {button.text()}: {one_line(' '.join(lines)) or not_stated()}")
            button.setChecked(alone[side])
            button.toggled.connect(self._look)
            group.addButton(button)
            sides.append(button)
            why = PlainLabel(only[side] if alone[side] else "", "caption", "text3", parent=self._table)
            head = layouts.row(button, (why, 1), gap=8)
            column = layouts.column(head, self._words(lines), gap=2)
            column.addStretch(1)
            self._grid.addLayout(column, row, 2 + side, _TOP)
        self._sides[each.field] = (sides[0], sides[1])

    def _words(self, lines: Sequence[str]) -> PlainLabel:
        text = "\n".join(lines)
        label = PlainLabel(text or not_stated(), "body", "text" if text else "text3", wrap=True, parent=self._table)
        label.setTextInteractionFlags(_SELECTABLE)
        return label

    def _keep_theirs(self) -> None:
        self._choose_in_all(0)

    def _keep_mine(self) -> None:
        self._choose_in_all(1)

    def _choose_in_all(self, side: int) -> None:
        for buttons in self._sides.values():
            buttons[side].setChecked(True)
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Nothing is stored before every field is chosen."""
        self._save.setEnabled(all(any(side.isChecked() for side in sides) for sides in self._sides.values()))

    def _finish(self) -> None:
        if self._save.isEnabled():
            mine = frozenset(field for field, (_theirs, mine) in self._sides.items() if mine.isChecked())
            self.accept()
            self.chosen.emit(mine)
