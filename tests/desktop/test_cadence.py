"""How often a report is expected: asked for in the forms, refused where half of it is said, shown beside the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.commands.actions import LogAction
from db.queries import records
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.commitments import CommitmentDraft
from db.rules.cadence import expected
from db.vocabulary import Cadence, Kind
from desktop.cli import words
from desktop.form.form import Form
from desktop.page.table_page import TablePage
from desktop.shell.record_form import RecordDialog
from desktop.workspace import Edit, Go
from tests.desktop.driver.frame import TODAY, Frame, application, opened

TABLES = {Kind.COMMITMENT: "commitments", Kind.AGREEMENT: "agreements"}


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments") as found:
        yield found


def asks(frame: Frame, kind: Kind, record: int | None = None) -> Form[CommitmentDraft | AgreementDraft]:
    frame.workspace.edit_wanted.emit(Edit(kind, record))
    application().processEvents()
    (found,) = (each for each in frame.window.findChildren(RecordDialog) if each.isVisible())
    return found.form


def submits(form: Form[CommitmentDraft | AgreementDraft]) -> bool:
    dialog = form.window()
    assert isinstance(dialog, RecordDialog)
    dialog.submit(False)
    application().processEvents()
    return not isValid(dialog) or not dialog.isVisible()


@pytest.mark.parametrize("kind", TABLES)
def test_a_cadence_is_said_whole_and_shown_with_the_last_word(frame: Frame, kind: Kind) -> None:
    done: list[int | None] = []
    frame.workspace.changed.connect(lambda change: done.append(change.record))
    form = asks(frame, kind)
    form.editors["title"].retype("Exchange of lists")
    form.editors["report_every"].retype("2")
    assert not submits(form) and form.refused() == ("report_unit",)
    assert "Say how many" in form.fields["report_unit"].message
    form.editors["report_unit"].set_value(Cadence.WEEKS)
    form.editors["report_every"].retype("")
    assert not submits(form) and form.refused() == ("report_unit",)
    form.editors["report_every"].retype("two")
    assert not submits(form) and "report_every" in form.refused()
    form.editors["report_every"].retype("501")
    assert not submits(form) and form.fields["report_every"].message == "At most 500."
    form.editors["report_every"].retype("2")
    assert submits(form)
    (record,) = done
    assert record is not None
    stands = partial(records.card, today=TODAY, record_id=record)
    said = dict(words.stands(frame.workspace.ask(stands), TODAY))["Reports"]
    assert said.startswith("every 2 weeks, none so far, next expected on ")  # counted from the clock's own day
    frame.workspace.run(LogAction(ActionDraft(text="They sent a list", on=TODAY, links=(record,))))
    said = "every 2 weeks, last on 23 Nov 2026, next expected on 7 Dec 2026"
    assert ("Reports", said) in words.stands(frame.workspace.ask(stands), TODAY)
    frame.workspace.go_wanted.emit(Go(TABLES[kind], None, record))
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    page.pane.read_now()
    assert said in [each.text() for each in page.pane.findChildren(QLabel)]


@pytest.mark.parametrize("shape", [CommitmentDraft, AgreementDraft])
def test_half_of_a_cadence_is_no_draft(shape: type[CommitmentDraft | AgreementDraft]) -> None:
    for half in ({"report_every": 2}, {"report_unit": Cadence.MONTHS}):
        with pytest.raises(ValueError, match="Say how many"):
            shape.model_validate({"title": "Pact", **half})
    whole = shape.model_validate({"title": "Pact", "report_every": 1, "report_unit": "months"})
    assert (whole.report_every, whole.report_unit) == (1, Cadence.MONTHS)


LAST = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("many", "unit", "last", "said"),
    [
        (1, Cadence.WEEKS, None, "every week, none so far, expected since 17 Nov 2026, next expected on 24 Nov 2026"),
        (
            2,
            Cadence.WEEKS,
            date(2026, 11, 3),
            "every 2 weeks, last on 3 Nov 2026, expected since 17 Nov 2026, next expected on 1 Dec 2026",
        ),
        (1, Cadence.MONTHS, date(2026, 11, 3), "every month, last on 3 Nov 2026, next expected on 3 Dec 2026"),
        (12, Cadence.MONTHS, None, "every 12 months, none so far, next expected on 3 Nov 2027"),
        (None, None, date(2026, 11, 3), ""),
        (2, None, None, ""),
    ],
)
def test_how_often_is_said(many: int | None, unit: Cadence | None, last: date | None, said: str) -> None:
    assert expected(many, unit, last, date(2026, 11, 3), TODAY) == said
