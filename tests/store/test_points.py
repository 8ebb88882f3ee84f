"""What is said for one country, visit or agreement stands on its sheets and on no other; nothing written is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import migrations
from db.commands.base import Hide, Restore
from db.commands.bundle import TakeIn
from db.commands.commitments import AddCommitment
from db.commands.history import RestoreField
from db.commands.points import AddPoint, ChangePoint, WritePoints
from db.commands.visits import AddVisit
from db.errors import Conflict, FieldError, InTrash
from db.exchange.bundle import read
from db.queries import history, points, records, search, visits
from db.records.base import View
from db.records.briefings import BriefingSheet
from db.records.commitments import CommitmentDraft
from db.records.points import PointDraft, PointText
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import BriefingKind, Kind, Likelihood, Marking, PointKind, Strength
from tests.bundles import everything, write
from tests.campaigns import examples
from tests.registers import make_empty
from tests.store.briefing_register import TODAY, Register, now
from tests.store.older import make_older


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register]:
    """The register that all others are copied from."""
    path = make_empty(tmp_path_factory.mktemp("points") / "new.aide")
    with open_register(path, now=now, by="desk") as store:
        return path, Register(store)


@pytest.fixture
def register(made: tuple[Path, Register], tmp_path: Path) -> Iterator[Register]:
    path, found = Path(shutil.copy(made[0], tmp_path / "new.aide")), copy(made[1])
    with open_register(path, now=now, by="desk") as store:
        found.store = store
        yield found


def say(register: Register, about: int, text: str, kind: PointKind = PointKind.OBJECTIVE, **more: Any) -> int:
    """Write down a point of a subject."""
    return register.add(AddPoint(PointDraft(about=about, kind=kind, text=text, **more)))


def of(register: Register, about: int) -> tuple[PointText, ...]:
    """The points of a subject."""
    with register.store.read() as reader:
        return points.of_subject(reader, about)


def words(register: Register, about: int, kind: PointKind = PointKind.OBJECTIVE) -> list[str]:
    """The words of its points of a kind, in their order."""
    return [each.text for each in of(register, about) if each.kind is kind]


def rewrite(register: Register, about: int, *wanted: PointText) -> None:
    """Let a subject have these points, as the builder does."""
    register.store.run(WritePoints(about, of(register, about), wanted))


def visit_sheet(register: Register, visit: int) -> BriefingSheet:
    """The sheet of a visit."""
    return register.sheet(kind=BriefingKind.VISIT, about=visit)


def objectives(sheet: BriefingSheet) -> list[str]:
    """The objectives on a sheet."""
    return [each.text for each in sheet.objectives]


# -------------------------------------------------------------------------------------------- whose sheet they are
def test_each_subject_has_its_own_on_its_own_sheet(register: Register) -> None:
    """Two countries, two visits between them, and the agreement that was signed at one of them."""
    for about, text in (
        (register.pk, "For Pakistan"), (register.kz, "For Kazakhstan"), (register.visit, "For the visit"),
        (register.back, "For the return"), (register.agreement, "For the declaration"),
    ):  # fmt: skip
        say(register, about, text)
    assert objectives(register.sheet(about=register.pk)) == ["For Pakistan"]
    assert objectives(register.sheet(about=register.kz)) == ["For Kazakhstan"]
    assert objectives(visit_sheet(register, register.visit)) == ["For the visit"]
    assert objectives(visit_sheet(register, register.back)) == ["For the return"]
    agreement = register.sheet(kind=BriefingKind.AGREEMENT, about=register.agreement)
    assert objectives(agreement) == ["For the declaration"]


def test_a_copy_of_a_visit_begins_with_nothing_said(register: Register) -> None:
    say(register, register.back, "Ask for a date")
    with register.store.read() as reader:
        draft = visits.card(reader, TODAY, register.back).draft
    twin = register.add(AddVisit(draft))
    assert objectives(visit_sheet(register, twin)) == []
    assert objectives(visit_sheet(register, register.back)) == ["Ask for a date"]


def test_every_kind_stands_under_its_heading(register: Register) -> None:
    pk = register.pk
    say(register, pk, "We want", PointKind.OBJECTIVE)
    say(register, pk, "We say", PointKind.TO_MAKE)
    say(register, pk, "We answer", PointKind.LINE_TO_TAKE)
    say(register, pk, "Water", PointKind.IF_RAISED, likelihood=Likelihood.UNLIKELY)
    say(register, pk, "Visas", PointKind.IF_RAISED)
    say(register, pk, "They asked twice", PointKind.BACKGROUND)
    say(register, pk, "It is in the press", PointKind.BACKGROUND, free=True)
    say(register, pk, "He prefers tea.\nNo sugar.", PointKind.NOTE)
    sheet = register.sheet()
    assert objectives(sheet) == ["We want"]
    assert [each.text for each in sheet.points_to_make] == ["We say"]
    assert [each.text for each in sheet.lines_to_take] == ["We answer"]
    assert [(each.lead, each.text.text) for each in sheet.if_raised] == [("Unlikely:", "Water"), ("", "Visas")]
    assert [each.text for each in sheet.background.not_to_be_disclosed] == ["They asked twice"]
    assert sheet.background.free_to_use[-1].text == "It is in the press"
    assert sheet.note == "He prefers tea.\nNo sugar."


def test_what_stands_in_the_builder_is_printed_before_it_is_recorded(register: Register) -> None:
    say(register, register.pk, "Recorded")
    typed = (PointText(kind=PointKind.OBJECTIVE, text="Typed", marking=Marking.RESTRICTED),)
    sheet = register.sheet(points=typed)
    assert (objectives(sheet), sheet.marking) == (["Typed"], "RESTRICTED")
    assert objectives(register.sheet(points=())) == []


@pytest.mark.parametrize(
    ("marking", "ceiling", "shown", "withheld", "on_paper"),
    [
        (Marking.NONE, Marking.CONFIDENTIAL, True, 0, "OFFICIAL USE"),
        (Marking.CONFIDENTIAL, Marking.CONFIDENTIAL, True, 0, "CONFIDENTIAL"),
        (Marking.CONFIDENTIAL, Marking.RESTRICTED, False, 1, "OFFICIAL USE"),
        (Marking.RESTRICTED, Marking.OFFICIAL_USE, False, 1, "OFFICIAL USE"),
        (Marking.OFFICIAL_USE, Marking.OFFICIAL_USE, True, 0, "OFFICIAL USE"),
    ],
)
def test_a_point_has_a_marking_of_its_own(
    register: Register, marking: Marking, ceiling: Marking, shown: bool, withheld: int, on_paper: str
) -> None:
    say(register, register.pk, "Secret", marking=marking)
    sheet = register.sheet(ceiling=ceiling)
    assert (objectives(sheet) == ["Secret"], sheet.withheld, sheet.marking) == (shown, withheld, on_paper)
    assert register.sheet(about=register.kz).marking == "OFFICIAL USE", "It does not mark the sheet of another."


@pytest.mark.parametrize("kind", [BriefingKind.COUNTRY, BriefingKind.VISIT, BriefingKind.AGREEMENT])
@pytest.mark.parametrize("due", [None, Period.on(date(2026, 11, 1)), Period.from_edtf("2026-12")])
def test_an_intention_is_owed_by_nobody(register: Register, kind: BriefingKind, due: Period | None) -> None:
    """Neither late nor without a date, whoever plans it, on none of the sheets nor their annex."""
    about = {"country": register.pk, "visit": register.visit, "agreement": register.agreement}[kind.value]
    for number, owes in enumerate(((register.pk,), (register.kz, register.pk), ())):
        draft = CommitmentDraft(
            title=f"Wish {number}", owes=owes, strength=Strength.INTENTION, due=due,
            origin=register.agreement if kind is BriefingKind.AGREEMENT else register.visit,
        )  # fmt: skip
        register.add(AddCommitment(draft))
    sheet = register.sheet(kind=kind, about=about)
    owed = [row.what.text for side in sheet.promises for row in side.rows] + [row.what.text for row in sheet.matrix]
    assert not [each for each in owed if "ish" in each]


# ---------------------------------------------------------------------------------------- writing, order, the Trash
def test_the_builder_adds_changes_moves_and_takes_away_in_one_step(register: Register) -> None:
    for text in ("First", "Second", "Third"):
        say(register, register.pk, text)
    first, second, third = of(register, register.pk)
    new = PointText(kind=PointKind.OBJECTIVE, text="New")
    rewrite(register, register.pk, third, new, first.model_copy(update={"text": "First, better"}))
    assert words(register, register.pk) == ["Third", "New", "First, better"]
    with register.store.read() as reader:
        assert records.link(reader, second.id).title == "Second", "What was taken away lies in the Trash."
    register.store.undo()
    assert words(register, register.pk) == ["First", "Second", "Third"]
    register.store.redo()
    assert words(register, register.pk) == ["Third", "New", "First, better"]
    register.store.run(Restore((second.id,)))
    assert sorted(words(register, register.pk)) == ["First, better", "New", "Second", "Third"]
    assert register.store.check().sound


def test_a_change_elsewhere_is_not_overwritten(register: Register) -> None:
    number = say(register, register.pk, "As it was")
    before = of(register, register.pk)
    with register.store.read() as reader:
        version = records.card(reader, TODAY, number).head.version  # type: ignore[attr-defined]
    draft = PointDraft(about=register.pk, kind=PointKind.OBJECTIVE, text="Elsewhere", place=1)
    register.store.run(ChangePoint(number, version, draft))
    say(register, register.pk, "Added elsewhere")
    mine = (before[0].model_copy(update={"text": "Mine"}),)
    with pytest.raises(Conflict):
        register.store.run(WritePoints(register.pk, before, mine))
    assert words(register, register.pk) == ["Elsewhere", "Added elsewhere"]
    register.store.run(WritePoints(register.pk, before, (*before, PointText(kind=PointKind.OBJECTIVE, text="New"))))
    assert words(register, register.pk) == ["Elsewhere", "New", "Added elsewhere"]
    register.store.run(WritePoints(register.pk, before, ()))
    assert words(register, register.pk)[0] == "Elsewhere", "What was not seen is not taken away."


def test_what_is_gone_and_was_written_on_is_added_anew(register: Register) -> None:
    say(register, register.pk, "Begun")
    before = of(register, register.pk)
    register.store.run(Hide((before[0].id,)))
    register.store.run(WritePoints(register.pk, before, before))
    assert words(register, register.pk) == []
    register.store.run(WritePoints(register.pk, before, (before[0].model_copy(update={"text": "Begun and ended"}),)))
    assert words(register, register.pk) == ["Begun and ended"]


def test_a_subject_in_the_trash_takes_what_is_said_of_it_along(register: Register) -> None:
    number = say(register, register.back, "Ask for a peculiar date")
    register.store.run(Hide((register.back,)))
    with register.store.read() as reader:
        assert points.lines(reader, View()) == ()
        assert search.everywhere(reader, TODAY, "peculiar").groups == ()
    with pytest.raises(InTrash):
        register.store.run(WritePoints(register.back, (), ()))
    register.store.run(Restore((register.back,)))
    assert objectives(visit_sheet(register, register.back)) == ["Ask for a peculiar date"]
    with register.store.read() as reader:
        (group,) = search.everywhere(reader, TODAY, "peculiar").groups
        assert (group.kind, group.hits[0].link.id) == (Kind.POINT, number)  # type: ignore[union-attr]


def test_only_what_has_sheets_is_a_subject(register: Register) -> None:
    with pytest.raises(FieldError, match="only these have briefing sheets"):
        say(register, register.promise, "A point")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": PointKind.OBJECTIVE, "likelihood": Likelihood.LIKELY}, {"kind": PointKind.NOTE, "free": True},
        {"kind": PointKind.IF_RAISED, "free": True}, {"kind": PointKind.OBJECTIVE, "text": "  "},
    ],
)  # fmt: skip
def test_what_fits_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        PointDraft(**{"about": 1, "text": "Words", **wrong})


def test_a_kind_that_is_put_back_leaves_nothing_of_another(register: Register) -> None:
    number = say(register, register.pk, "Water")
    with register.store.read() as reader:
        version = records.card(reader, TODAY, number).head.version  # type: ignore[attr-defined]
        first = history.changes_of(reader, number)[0].id
    raised = PointDraft(about=register.pk, kind=PointKind.IF_RAISED, text="Water", likelihood=Likelihood.LIKELY)
    changed = register.store.run(ChangePoint(number, version, raised))
    register.store.run(RestoreField(number, changed.id, first, "kind"))
    (point,) = of(register, register.pk)
    assert (point.kind, point.likelihood) == (PointKind.OBJECTIVE, None)


def test_the_history_of_the_subject_tells_of_it(register: Register) -> None:
    number = say(register, register.pk, "First words")
    with register.store.read() as reader:
        (told, *_) = history.changes_of(reader, register.pk)
        assert (told.label, [each.id for each in told.others]) == ("Added briefing point “First words”", [number])
    first = of(register, register.pk)[0]
    rewrite(register, register.pk, first.model_copy(update={"text": "Second words"}))
    with register.store.read() as reader:
        changes = history.changes_of(reader, number)
        (text,) = changes[0].fields
        assert (text.field, text.before, text.after) == ("text", ("First words",), ("Second words",))
        assert (changes[1].adds, changes[0].restorable) == (True, False)


def test_a_bundle_carries_them_in_their_order(register: Register, tmp_path: Path) -> None:
    for text in ("Second", "Third"):
        say(register, register.pk, text, marking=Marking.RESTRICTED)
    say(register, register.visit, "Water", PointKind.IF_RAISED, likelihood=Likelihood.LIKELY)
    rewrite(register, register.pk, PointText(kind=PointKind.OBJECTIVE, text="First"), *of(register, register.pk))
    with register.store.read() as reader:
        text = write(everything(reader, "all"))
    with open_register(make_empty(tmp_path / "other.aide"), now=now, by="desk") as other:
        other.run(TakeIn(read(text)))
        assert other.check().sound
        with other.read() as reader:
            found = points.lines(reader, View())
            assert write(everything(reader, "all")) == text
    told = [(each.about.title, each.text, each.marking, each.likelihood) for each in found]
    assert told[:3] == [
        ("Pakistan", "First", Marking.NONE, None), ("Pakistan", "Second", Marking.RESTRICTED, None),
        ("Pakistan", "Third", Marking.RESTRICTED, None),
    ]  # fmt: skip
    assert told[3][1:] == ("Water", Marking.NONE, Likelihood.LIKELY)


# --------------------------------------------------------------------------------------------- any sequence of edits
@dataclass
class Model:
    """What every subject should have, and what each step back gives."""

    now: dict[int, list[str]] = field(default_factory=lambda: {0: [], 1: [], 2: [], 3: []})
    past: list[dict[int, list[str]]] = field(default_factory=list)

    def become(self, subject: int, texts: list[str]) -> None:
        """Somebody wrote these."""
        self.past.append(self.now)
        self.now = {**self.now, subject: texts}


STEP = st.tuples(st.integers(0, 3), st.sampled_from(["add", "edit", "move", "take", "undo"]), st.integers(0, 9))


@pytest.fixture(scope="module")
def shared(made: tuple[Path, Register], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """One register for all tries: each begins with nothing said."""
    path, found = Path(shutil.copy(made[0], tmp_path_factory.mktemp("any") / "new.aide")), copy(made[1])
    with open_register(path, now=now, by="desk") as store:
        found.store = store
        yield found


def edited(before: tuple[PointText, ...], what: str, at: int, number: int) -> tuple[PointText, ...]:
    """The points after one more edit."""
    rows = list(before)
    place = at % (len(rows) or 1)
    if what == "add":
        rows.insert(place, PointText(kind=PointKind.OBJECTIVE, text=f"Text {number}"))
    elif rows and what == "edit":
        rows[place] = rows[place].model_copy(update={"text": f"Edited {number}"})
    elif rows and what == "take":
        del rows[place]
    elif rows and what == "move":
        rows.insert(0, rows.pop(place))
    return tuple(rows)


@examples(4)
@given(steps=st.lists(STEP, max_size=8))
def test_any_edits_leave_each_subject_with_its_own(shared: Register, steps: list[tuple[int, str, int]]) -> None:
    subjects = (shared.pk, shared.kz, shared.visit, shared.back)
    for each in subjects:
        if of(shared, each):
            rewrite(shared, each)
    model = Model()
    for number, (subject, what, at) in enumerate(steps):
        before = of(shared, subjects[subject])
        if what == "undo" and model.past:
            shared.store.undo()
            model.now = model.past.pop()
        elif (after := edited(before, what, at, number)) != before:
            rewrite(shared, subjects[subject], *after)
            model.become(subject, [each.text for each in after])
    for subject, about in enumerate(subjects):
        assert words(shared, about) == model.now[subject]
        sheet = shared.sheet(about=about) if subject < 2 else visit_sheet(shared, about)
        assert objectives(sheet) == model.now[subject]


# ----------------------------------------------------------------------------------------------------- old registers
def _as_of_format_4(path: Path, sheets: list[tuple[int, dict[str, Any], str]]) -> None:
    """The register as the version before wrote it, with sheets about subjects, and the marking of each."""
    with closing(sqlite3.connect(path)) as file:
        (change,) = file.execute("SELECT max(id) FROM change").fetchone()
        (first,) = file.execute("SELECT max(id) + 1 FROM record").fetchone()
        paper = sha256(b"\0").hexdigest()
        file.execute("INSERT INTO blob VALUES (?, x'00')", (paper,))
        for number, (about, data, marking) in enumerate(sheets, start=1):
            record = first + number
            head = {"id": record, "uid": f"sheet-{number}", "kind": "briefing", "title": "S", "notes": "",
                    "marking": marking, "hidden": False}  # fmt: skip
            own = {"id": record, "number": number, "briefing_kind": "country", "about": about, "audience": "",
                   "as_of": "2026-11-01", "language": "en", "pages": 1, "sha256": paper}  # fmt: skip
            file.execute(
                f"INSERT INTO record ({', '.join(head)}, created, version) VALUES ({', '.join('?' * 9)})",
                (*head.values(), change, change),
            )
            file.execute(
                f"INSERT INTO briefing ({', '.join(own)}, data) VALUES ({', '.join('?' * 10)})",
                (*own.values(), json.dumps(data)),
            )
            for table, row in (("record", head), ("briefing", {**own, "data": data})):
                file.execute(
                    "INSERT INTO change_row (change_id, table_name, row_id, after) VALUES (?, ?, ?, ?)",
                    (change, table, record, json.dumps(row)),
                )
        file.commit()
    make_older(path, 4)


def test_what_kept_sheets_said_is_carried_to_the_subject_it_was_typed_for(register: Register) -> None:
    """Sheet 1 was about Pakistan; on sheet 2, about Kazakhstan, its words were left over, and one was typed for it."""
    path, pk, kz = register.store.path, register.pk, register.kz
    register.store.close()
    cell = {"how": "stated"}
    old = {"objectives": [{"text": "Only on the first", **cell}]}
    first = {
        "objectives": [{"text": "A date", **cell}, {"text": "A road", **cell}], "note": "He prefers tea.",
        "if_raised": [{"lead": "", "text": {"text": "Water", **cell}}],
        "background": {"free_to_use": [{"text": "Last meeting", **cell}],
                       "not_to_be_disclosed": [{"text": "They asked", **cell}]},
    }  # fmt: skip
    second = {"objectives": [{"text": "A date", **cell}, {"text": "Visas", **cell}], "note": "He prefers tea."}
    _as_of_format_4(path, [(pk, old, "none"), (pk, first, "confidential"), (kz, second, "official_use")])
    migrations.upgrade_file(path)
    with open_register(path, now=now, by="desk") as store:
        assert store.check().sound
        register.store = store
        said = [(each.kind, each.text, each.marking) for each in of(register, pk)]
        assert said == [
            (PointKind.OBJECTIVE, "A date", Marking.CONFIDENTIAL),
            (PointKind.OBJECTIVE, "A road", Marking.CONFIDENTIAL),
            (PointKind.IF_RAISED, "Water", Marking.CONFIDENTIAL),
            (PointKind.BACKGROUND, "They asked", Marking.CONFIDENTIAL),
            (PointKind.NOTE, "He prefers tea.", Marking.CONFIDENTIAL),
        ]  # fmt: skip
        assert [(each.text, each.marking) for each in of(register, kz)] == [("Visas", Marking.OFFICIAL_USE)]
        assert register.sheet(about=kz).marking == "OFFICIAL USE", "No longer under the marking of another's words."
        assert "Carried over" not in store.names()[0], "Ctrl+Z does not take it back."
        with store.read() as reader:
            assert search.everywhere(reader, TODAY, "prefers tea").groups[0].kind is Kind.POINT


def test_a_register_without_sheets_gets_no_points(register: Register) -> None:
    path: Path = register.store.path
    names = register.store.names()
    register.store.close()
    _as_of_format_4(path, [])
    with open_register(path, now=now, by="desk") as store:
        assert store.check().sound and store.names() == names
        with store.read() as reader:
            assert points.lines(reader, View()) == ()
