"""What menus, keys, the search and the wishes of pages lead to; loaded when the first page is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.form.drafts.drafts import drafts_of
from desktop.shell.agreement_deeds import AgreementMenu
from desktop.shell.at_hand import AtHand
from desktop.shell.backups import Backups
from desktop.shell.calendar_file import CalendarExport, calendar_file_of
from desktop.shell.deeds import Deeds
from desktop.shell.draft_offer import DraftOffer
from desktop.shell.name_offer import NameOffer
from desktop.shell.opening import Opening
from desktop.shell.parts import Parts
from desktop.shell.record_deeds import RecordDeeds
from desktop.shell.record_menu import RecordMenu
from desktop.shell.register import RegisterFiles
from desktop.shell.search import Search
from desktop.shell.visit_deeds import VisitDeeds
from desktop.today.our_side import OurSideMenu
from desktop.workspace import Workspace


class Answers(QObject):
    """Hears whatever somebody may ask of an open register, and offers what an earlier run did not store."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts, self._status = drafts_of(workspace), parts.status
        self._drafts.changed.connect(self._count_drafts)
        self._count_drafts()
        opening = Opening(workspace, parts.window, self)
        OurSideMenu(workspace, parts.actions.our_side, parts.settings, self)
        at_hand = AtHand(workspace, parts.stack)
        deeds = Deeds(workspace, parts, at_hand, self)
        opening.added.connect(deeds.look_for)
        record_deeds = RecordDeeds(workspace, parts, at_hand, self)
        RecordMenu(workspace, parts, at_hand, record_deeds)
        VisitDeeds(workspace, parts, self)
        AgreementMenu(workspace, parts, at_hand, self)
        parts.actions.bind(RegisterFiles(workspace, parts.window, self))
        parts.actions.bind(CalendarExport(workspace, parts.window, self))
        self._calendar = calendar_file_of(workspace)
        self._backups = Backups(workspace, parts, self)
        self._searching = Search(workspace, parts, self)
        for each in (deeds, record_deeds):
            each.allow()
        self._name = NameOffer(workspace, parts.messages.parentWidget())
        parts.messages.addWidget(self._name)
        self._offer: DraftOffer | None = None
        if self._drafts.all() or self._drafts.set_aside:
            self._offer = DraftOffer(workspace, self._drafts, parts.messages.parentWidget())
            self._offer.left.connect(parts.stack.take_focus)
            parts.messages.addWidget(self._offer)

    def _count_drafts(self) -> None:
        self._status.show_drafts(len(self._drafts.all()))

    def collect(self) -> None:
        """Keep what stands in every form: the pages are about to be made anew."""
        self._drafts.collect()
        self._backups.follow()

    def close(self) -> None:
        """Find and offer nothing any more; what is being typed is kept."""
        self._drafts.close()
        self._backups.close()
        self._calendar.close()
        self._name.hide()
        self._name.deleteLater()
        if self._offer is not None:
            self._offer.hide()
            self._offer.deleteLater()
        self._searching.close()
