"""An office changes hands: who takes it, since when, and what it owes that is to be reconfirmed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from db.commands.people import HandOver
from db.errors import FieldError, KnownError
from db.queries import people
from db.records.base import Link
from db.vocabulary import Kind
from db.words import _
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.dialog import FormDialog
from desktop.form.field import Field
from desktop.form.record_picker import RecordPicker
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import Theme
from desktop.workspace import Workspace

_WIDTH = 560


class HandOverDialog(FormDialog):
    """Asks for the new holder; the open promises of the office are listed, each to be looked at again or not."""

    def __init__(self, workspace: Workspace, theme: Theme, office: Link, parent: QWidget | None = None) -> None:
        title = _("The office changes hands")
        super().__init__(theme, "users", title, _WIDTH, parent)
        self.setObjectName("dialog.hand_over")
        self._workspace, self._office = workspace, office
        self._who = RecordPicker(workspace, (Kind.PERSON,), _("Who holds it now"), self)
        self._who.line.setObjectName("field.hand_over.to")
        self._to = Field(_("&Who holds it now"), self._who, parent=self)
        self._who.chosen.connect(self._to.clear)
        self._since = PeriodEdit(workspace.today(), _("Since when"))
        self._since.editor.setObjectName("field.hand_over.since")
        self._begins = Field(_("&Since when"), self._since, parent=self)
        self._review = PeriodEdit(workspace.today(), _("Look at them again by"))
        self._review.editor.setObjectName("field.hand_over.review")
        self._again = Field(_("&Look at them again by"), self._review, parent=self)
        self._boxes = [(each, self._box(each)) for each in workspace.ask(partial(people.obligations, office=office.id))]
        self.body.addWidget(PlainLabel(office.title, "medium", wrap=True, parent=self))
        self.body.addWidget(self._to)
        self.body.addWidget(self._begins)
        self._list_promises()
        self.body.addStretch(1)
        self.add_hint(_("Ctrl+Enter saves"))
        self.add_button("hand_over.close", _("Close")).clicked.connect(self.reject)
        self.add_button("hand_over.save", _("Hand over"), primary=True).clicked.connect(self._save)
        self._who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, promise: Link) -> QCheckBox:
        box = QCheckBox(" ".join(promise.title.split()).replace("&", "&&"), self)
        box.setToolTip(promise.title)
        box.setChecked(True)
        return box

    def _list_promises(self) -> None:
        if not self._boxes:
            none = _("The office owes nothing that is open.")
            self.body.addWidget(PlainLabel(none, "meta", "text2", wrap=True, parent=self))
            self._again.hide()
            return
        said = _("These promises stay with the office. Reconfirm with the new holder:")
        self.body.addWidget(PlainLabel(said, "metas", "text2", wrap=True, parent=self))
        for _promise, box in self._boxes:
            self.body.addWidget(box)
        self._review.set_text(_("in 30 days"))
        self.body.addWidget(self._again)

    @override
    def submit(self, again: bool) -> None:
        who, since = self._who.link, self._since.period
        if who is None:
            self._refuse(self._to, self._who.problem() or _("Choose who holds it now."))
        elif since is None:
            self._refuse(self._begins, self._since.problem or _("Say when the new term begins."))
        elif not self._review.valid:
            self._refuse(self._again, self._review.problem)
        else:
            chosen = tuple(promise.id for promise, box in self._boxes if box.isChecked())
            self._run(HandOver(self._office.id, who.id, since, chosen, self._review.period))

    def _run(self, command: HandOver) -> None:
        try:
            change = self._workspace.run(command)
        except FieldError as error:
            self._refuse(self._begins, error.happened)
        except KnownError as error:
            self.say(error.sentence)
        else:
            self.saved.emit(change)
            self.accept()

    def _refuse(self, field: Field, words: str) -> None:
        field.set_error(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(field)

    def _save(self) -> None:
        self.submit(False)
