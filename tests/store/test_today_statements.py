"""How often Today asks the register: the same for much as for little."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.records.today import SHOWN
from tests.registers import make_starter, opened
from tests.store.test_sources import statements
from tests.store.test_today_groups import Chance, Desk

MOST = 40


def asked(heard: Sequence[str]) -> list[str]:
    """The statements that ask for something; a transaction is begun besides."""
    return [each for each in heard if each != "BEGIN"]


def test_today_asks_few_statements_however_much_there_is(tmp_path: Path) -> None:
    """With every group on it a few more than with those of the starter register, and no more for more rows."""
    with opened(make_starter(tmp_path / "s.aide")) as store:
        desk = Desk(store)
        with statements(store) as heard:
            desk.sheet()
        assert len(asked(heard)) <= MOST
        Chance(desk, 7).write(40)
        with statements(store) as heard:
            sheet = desk.sheet()
        more = sum(each.total > SHOWN for each in (sheet.overdue, sheet.silent, sheet.due_soon))
        assert len(asked(heard)) <= MOST + more, "Only what is not all shown is counted besides."
