"""The agreements page: where each instrument stands between signature and force."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from db.queries import agreements
from db.vocabulary import Kind
from db.words import _
from desktop.agreements.columns import columns
from desktop.agreements.pane import AgreementPane
from desktop.page.table_page import TablePage
from desktop.table.record_list import Subject


def _nothing_yet() -> str:
    return _("No agreements yet. Add one as soon as it is signed; the later steps can stay open.")


class AgreementsPage(TablePage):
    """The table of agreements with the current one beside it."""

    name = "agreements"
    subject = Subject(Kind.AGREEMENT, columns, agreements, _nothing_yet)
    detail = AgreementPane

    @override
    def ask_again(self, asks: tuple[Any, ...]) -> None:
        if isinstance(self.pane, AgreementPane):
            self.pane.read_now()
            asked, kind, party = asks
            self.pane.deeds.ask_again(asked, kind, party, self.pane.under_chip())
