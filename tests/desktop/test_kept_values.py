"""What was typed is kept as JSON and comes back as it was, from every form there is; nothing else is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.records.visits import TalkDraft
from db.rules.periods import Period
from db.vocabulary import BriefingKind, Kind, Progress
from desktop.form.drafts.drafts import LogOn
from desktop.form.drafts.kept_values import decode, encode, words
from desktop.shell.record_form import RecordDialog
from desktop.shell.rooms import EDITED
from desktop.workspace import Brief, Edit
from tests.desktop.driver.forms import Officer, at_the_desk
from tests.rules.test_periods import periods

plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.dates(), st.sampled_from(Progress), periods(),
    st.builds(Brief, st.sampled_from(BriefingKind), st.integers()),
    st.builds(LogOn, st.none() | st.integers()), st.just(Path("a/b.txt")),
    st.builds(Edit, st.sampled_from(Kind), st.none() | st.integers()),
)  # fmt: skip
values = st.recursive(
    plain, lambda inside: st.tuples(inside, inside) | st.dictionaries(st.text(), inside, max_size=3), max_leaves=12
)


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def again(value: object) -> Any:
    """A value after it was written into a file and read."""
    return decode(json.loads(json.dumps(encode(value))))


@given(values)
def test_a_value_comes_back_with_its_type(value: object) -> None:
    back = again(value)
    assert back == value and type(back) is type(value)


def test_half_a_draft_comes_back_unchecked() -> None:
    half = TalkDraft.model_construct(None, place="Lahore", day=Period.on(date(2026, 2, 4)))
    back = again((half,))
    assert back == (half,) and isinstance(back[0], TalkDraft) and back[0].day == half.day


@pytest.mark.parametrize(
    "kept", [{}, {"has": []}, {"made": "Path", "has": {}}, {"made": "Edit", "has": {"nothing": 1}},
             {"draft": "Nothing", "has": {}}, {"word": "Kind", "is": "nothing"}, {"word": "str", "is": "a"},
             {"day": "31 feb"}, {"day": 3}, {"made": ["Edit"], "has": {}}],
)  # fmt: skip
@pytest.mark.sampled(4)
def test_what_was_never_kept_is_not_made(kept: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        decode(kept)


def test_a_thing_that_cannot_be_kept_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match="object cannot be kept"):
        encode(object())


def test_the_words_alone_can_be_saved() -> None:
    kept = encode({"title": "A", "day": date(2026, 2, 4), "rows": ((None, "B"),), "kind": Kind.VISIT})
    assert list(words(kept)) == ["A", "B"]


@pytest.mark.parametrize("kind", sorted(set(EDITED) - {Kind.ACTION}))  # an entry of the log is only corrected
@pytest.mark.sampled(4)
def test_every_form_gives_back_what_was_typed(officer: Officer, kind: Kind) -> None:
    officer.asks_for(kind)
    form = officer.form
    assert isinstance(form, RecordDialog)
    for button in form.findChildren(QAbstractButton):
        if button.objectName().endswith(".add") and button.isVisible():
            button.click()
    for line in form.findChildren(QLineEdit):
        line.setText("tomorrow")
    for text in form.findChildren(QPlainTextEdit):
        text.setPlainText("Two\nlines")
    for box in form.findChildren(QComboBox):
        box.setCurrentIndex(box.count() - 1)
    for tick in form.findChildren(QCheckBox):
        tick.setChecked(True)
    typed = form.form.changes()
    assert typed and again(typed) == typed
    form.form.show_draft(form.form.base)
    form.form.retype(again(typed))
    assert form.form.changes() == typed
