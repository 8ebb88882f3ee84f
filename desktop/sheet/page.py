"""The sheet builder: what the sheet is about and what is to be said at the left, the paper itself at the right."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QWidget
from typing_extensions import override

from db.errors import FieldError, KnownError
from db.queries import parties, records
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.base import Change, Link, View
from db.records.briefings import BriefingDraft, BriefingSheet
from db.rules.attachments import safe_name
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.kit import layouts
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_where
from desktop.kit.plain import PlainLabel
from desktop.kit.snackbar import keep_free
from desktop.kit.theme import set_size
from desktop.kit.tokens import ToneName
from desktop.page.page import Page
from desktop.sheet import contents
from desktop.sheet.bar import SheetBar
from desktop.sheet.compose import Printed, pdf
from desktop.sheet.form import SheetForm
from desktop.sheet.keeping import Keeping, Wording
from desktop.sheet.latest_job import LatestJob
from desktop.sheet.preview import SheetPreview
from desktop.sheet.said import Said
from desktop.workspace import Brief, Workspace

REST_MS = 250


class BriefingsPage(Page):
    """Builds a sheet, shows it as it will be printed, and brings it out."""

    name = "briefings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._printed: Printed | None = None
        self._sheet: BriefingSheet | None = None
        self._form = SheetForm(workspace.today(), self)
        self._said = Said(workspace, self._form, self)
        self._asked_for: set[int] = set()
        self._preview = SheetPreview(self)
        self._preview.setAccessibleName(_("The sheet"))
        self._bar = SheetBar(self)
        self._note = Banner("", "critical", closable=True, parent=self)
        self._note.hide()
        self._save = Button(_("Save as PDF…"), "download", parent=self)
        self._save.setObjectName("brief.save")
        self._print = Button(_("Print…"), "printer", "primary", self)
        self._print.setObjectName("brief.print")
        self._setting = LatestJob(self)
        self._keeping = Keeping(workspace, self)
        self._pressed: QWidget | None = None
        self._driven_to: QWidget | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setObjectName("pane")
        keep_free(left)  # Save and Print are at its foot
        set_size(left, 380)
        title = layouts.row(PlainLabel(_("Briefing sheet"), "h2", parent=left), margins=(16, 0, 0, 0))
        foot = layouts.row(self._save, 1, self._print, margins=(16, 12, 16, 12))
        inside = QWidget()
        layouts.column(self._form, self._said, 1, on=inside, gap=0)
        layouts.column(title, (layouts.scrolling(left, inside), 1), foot, on=left, margins=(0, 16, 0, 0))
        right = layouts.column(self._note, self._bar, (self._preview, 1), gap=0)
        layouts.row(left, (right, 1), on=self, gap=0)

    def _connect(self) -> None:
        self._form.changed.connect(self._follow)
        self._said.changed.connect(self._rest.start)
        self._said.refused.connect(self._refuse)
        self._rest.timeout.connect(self._compose)
        self._setting.done.connect(self._show)
        self._preview.changed.connect(self._turn)
        self._bar.previous_wanted.connect(self._preview.previous_page)
        self._bar.next_wanted.connect(self._preview.next_page)
        self._bar.larger_wanted.connect(self._preview.zoom_in)
        self._bar.smaller_wanted.connect(self._preview.zoom_out)
        self._bar.whole_wanted.connect(self._preview.whole_page)
        self._bar.copy_wanted.connect(self._copy)
        self._save.clicked.connect(self._choose_file)
        self._print.clicked.connect(self._print_it)
        self._keeping.refused.connect(self._refuse)
        self._keeping.unprintable.connect(self._refuse)
        self._keeping.busy.connect(self._rule_out)
        self._keeping.kept.connect(self._made)
        self.workspace.named.connect(self._know_name)
        self._form.offer("prepared_by", self.workspace.may_ask_name())
        self.workspace.changed.connect(self._hear)

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        carried = self._said.carry()
        self._choose(record if record is not None else carried)
        self._form.editors["about"].enter()
        self._compose()

    def begin(self, brief: Brief) -> None:
        """Start a sheet about a record."""
        self._choose(brief.about)
        self._compose()

    def _choose(self, about: int | None) -> None:
        """Let the sheet be about a record; about none in particular, it stays what it was about. What waits for a
        subject is given to none that somebody did not choose."""
        if about is not None:
            self._asked_for.add(about)
        self._offer()
        if about is not None:
            self._form.choose(about)
        elif self._said.waits:
            self._form.choose_none()
        self._follow()
        self._said.read_again()

    def _offer(self) -> None:
        self._form.offer_subjects(
            self.workspace.ask(partial(_subjects, asked_for=self._asked_for, seen=self.workspace.country))
        )

    @Slot()
    def _follow(self) -> None:
        """Show what is to be said of what the sheet is about."""
        self._said.show_subject(self._form.subject())
        self._rest.start()

    @override
    def current_record(self) -> int | None:
        subject = self._form.subject()
        return subject.id if subject is not None and subject.kind is Kind.VISIT else None

    @Slot()
    def _compose(self) -> None:
        """Word the sheet anew and have it set; the page before stays until then."""
        draft = self._wanted()
        if draft is None:
            self._say_nothing(_("Choose what the sheet is about, and a day."))
            return
        try:
            self._sheet = self.workspace.ask(Wording(draft, self.workspace.today(), False))
        except KnownError as error:
            self._say_nothing(error.sentence)
            return
        self._form.sections.show_counts(contents.counts(self._sheet))
        if not contents.has_words(self._sheet):
            self._say_nothing(_("There is nothing to print for this choice. Pick another country or section."))
            return
        self._preview.set_waiting(True)
        self._setting.do(partial(pdf, self._sheet))

    def _say_nothing(self, words: str) -> None:
        self._printed = None
        self._setting.forget()
        self._preview.show_pdf(b"")
        self._bar.say(words, "info")
        self._allow()

    def _show(self, printed: Printed) -> None:
        self._printed = printed
        self._preview.show_pdf(printed.pdf)
        self._bar.say(*self._fit(printed))
        self._allow()

    def _fit(self, printed: Printed) -> tuple[str, ToneName]:
        if printed.missing_glyphs:
            words = _("No font here draws {signs}; a plain PDF, not PDF/A.")
            return words.format(signs=printed.missing_glyphs), "warning"
        if printed.dropped:
            gone = ", ".join(section.label for section in printed.dropped)
            return _("Fits one page without: {sections}").format(sections=gone), "warning"
        if printed.pages == 1:
            return _("Fits one page"), "success"
        return ngettext("{count} page", "{count} pages", printed.pages).format(count=printed.pages), "info"

    def _turn(self) -> None:
        self._bar.show_page(self._preview.page, self._preview.pages)

    def _wanted(self) -> BriefingDraft | None:
        return self._form.draft(self.workspace.signature, self._said.points())

    def _made(self) -> None:
        """The sheet is made: how it was to be is no draft any more."""
        self._form.settle()
        self._said.settle()

    def _allow(self, busy: bool = False) -> None:
        for button in (self._save, self._print):
            button.setEnabled(self._printed is not None and not busy)

    def _rule_out(self, busy: bool) -> None:
        """While a sheet is on its way no other one starts; then the keyboard is back at the button it was at."""
        before = self.window().focusWidget()
        self._allow(busy)
        if busy:
            self._pressed, self._driven_to = before, self.window().focusWidget()
        elif self._pressed in (self._save, self._print) and before is self._driven_to:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self._note.set_message(sentence, "critical")
        self._note.setVisible(bool(sentence))

    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self._offer()
            self._follow()
            self._said.read_again()

    def _copy(self) -> None:
        if self._printed is not None:
            QApplication.clipboard().setText(contents.text(self._printed.pdf))

    def _choose_file(self) -> None:
        subject = self._form.subject()
        proposed = str(Path.home() / safe_name(f"{subject.title if subject else 'sheet'}.pdf"))
        dialog = asks_where(self, _("Save the sheet as PDF"), proposed, (_("PDF files (*.pdf)"),), "pdf")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, chosen: str) -> None:
        """Write the sheet under the next number to a file, and keep it."""
        draft = self._recorded()
        if draft is not None:
            self._keeping.save(draft, Path(chosen))

    def _print_it(self) -> None:
        draft = self._recorded()
        if draft is not None:
            self._keeping.print(draft)

    def _recorded(self) -> BriefingDraft | None:
        """The sheet that is wanted, once what it says is recorded; None where something is refused, which is said."""
        self._refuse("")
        if not self._is_named() or (self.workspace.writing and not self._said.store()):
            return None
        return self._wanted()

    def _is_named(self) -> bool:
        """Keep the name that was given with the sheet, where none was known; whether it could be."""
        wanted = self._wanted()
        if wanted is not None and wanted.prepared_by and not self.workspace.officer:
            try:
                self.workspace.name_officer(wanted.prepared_by)
            except FieldError as error:
                return not self._form.refuse("prepared_by", error.happened)
        return True

    def _know_name(self, name: str) -> None:
        """The name was given: it is not asked for any more, and stands on the sheet."""
        self._form.offer("prepared_by", self.workspace.may_ask_name())
        if self.isVisible():
            self._rest.start()


def _subjects(reader: Reader, asked_for: Collection[int], seen: int | None) -> tuple[Link, ...]:
    """What a sheet can be about: the country that was looked at last, those that are followed in their order, our own
    side last of them, then the visits, and whatever was asked for."""
    ours = our_side(reader)
    followed = [line.id for line in parties.followed(reader)]
    of_ours = [line.id for line in parties.lines(reader) if line.followed and line.id == ours]
    first = [] if seen is None or seen == ours else [seen]
    in_order = {party: place for place, party in enumerate(dict.fromkeys([*first, *followed, *of_ours]))}
    countries = [link for link in records.of_kind(reader, Kind.PARTY, View()) if link.id in in_order]
    usual = (*sorted(countries, key=lambda link: in_order[link.id]), *records.of_kind(reader, Kind.VISIT, View()))
    return (*usual, *records.shown(reader, set(asked_for) - {each.id for each in usual}))
