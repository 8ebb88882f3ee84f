"""The newest format is what the tables say; an older file is backed up, then upgraded, all of it or nothing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from db import engine, migrations
from db.collation import sort_key
from db.commands.commitments import AddCommitment
from db.errors import BugError, RegisterOlder
from db.queries import commitments
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.store import Store, open_register
from db.tables.base import Base, Record
from tests.store.house import TODAY, Clock, facts
from tests.store.older import make_older

AFTER = engine.SCHEMA_VERSION + 1
NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "{AFTER:04}"
down_revision = "{engine.SCHEMA_VERSION:04}"

def upgrade():
    with op.batch_alter_table("visit", recreate="always") as visit:
        visit.add_column(sa.Column("motto", sa.Text(), nullable=True))
    op.execute("UPDATE visit SET motto = 'kept'")
    {{then}}
"""
BREAKS = 'op.execute("UPDATE agreement SET visit = 9999")'
RAISES = "raise ZeroDivisionError"


@pytest.fixture
def next_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it would be with the next format; the file returned is its migration."""
    folder = tmp_path / "versions"
    folder.mkdir()

    def config() -> Config:
        made = Config()
        made.set_main_option("path_separator", "newline")
        ours = Path(migrations.__file__).parent / "versions"
        made.set_main_option("version_locations", f"{ours}\n{folder}")
        return made

    monkeypatch.setattr(migrations, "Config", config)
    monkeypatch.setattr(engine, "SCHEMA_VERSION", AFTER)
    return folder / f"{AFTER:04}_motto.py"


def _files(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name != "versions")


def test_the_newest_format_is_what_the_tables_say(house: Store) -> None:
    """Reason: a column only the classes know fails on every file of a user."""
    shadow = {"search", "search_data", "search_idx", "search_docsize", "search_config"}

    def include(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and name in shadow)

    with house.read() as reader:
        options = {"include_object": include, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(reader.connection(), opts=options), Base.metadata) == []


def _dump(path: Path) -> list[str]:
    """Everything in a closed file, as SQL: a copy may differ in the counters of its first page."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_register_of_format_1_gets_its_lines(house_path: Path, clock: Clock) -> None:
    """Format 2 brought the lines that tables are read from; even a start that was stopped in between writes them."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        store.undo()  # the point: no register of that format has one
    make_older(house_path, 1)
    migrations.upgrade_file(house_path)
    with pytest.raises(RegisterOlder):  # to read it without its lines would show empty tables
        open_register(house_path, now=clock, by="A. Serik", writing=False)
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert store.check().sound
        with store.read() as reader:
            assert commitments.count(reader, date(2026, 11, 23), View(name="all")) > 0


def test_a_register_of_format_6_is_folded_anew(house_path: Path, clock: Clock) -> None:
    """Titles get the keys they sort by, and everything that is written is found; what was written stays as it was."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        draft = CommitmentDraft(title="Protocol No. 10 with Oʻzbekiston", lead_unit="Railways")
        number, before = store.run(AddCommitment(draft)).record, facts(store)
    make_older(house_path, 6, "UPDATE search_text SET title = 'as it was folded before', body = ''")
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert facts(store) == before and store.check().sound
        with store.read() as reader:
            for words in ("railways", "ozbekiston", "no. 10"):
                assert list(reader.scalars(commitments.rows(reader, TODAY, View(find=words)))) == [number]
            assert reader.get_one(Record, number).sorts_as == sort_key("Protocol No. 10 with Oʻzbekiston")
        store.undo()
        assert store.check().sound


def test_an_older_register_is_backed_up_and_upgraded(house_path: Path, clock: Clock, next_format: Path) -> None:
    """The backup is the file as it was; records, journal and undo go on."""
    before = _dump(house_path)
    next_format.write_text(NEXT.format(then=""))
    with open_register(house_path, now=clock, by="A. Serik") as store:
        with store.read() as reader:
            mottos = set(reader.connection().exec_driver_sql("SELECT motto FROM visit").scalars())
        assert mottos == {"kept"}
        assert store.check().sound
        store.undo()
    assert engine.check_header(house_path) == AFTER
    register, copy = _files(house_path.parent)
    assert register == house_path.name
    assert copy.startswith("follow-up_2026-11-23T")
    assert _dump(house_path.parent / copy) == before
    open_register(house_path, now=clock, by="A. Serik").close()
    assert len(_files(house_path.parent)) == 2


def test_it_is_backed_up_where_its_backups_lie(house_path: Path, clock: Clock, next_format: Path) -> None:
    """In a folder that is made if need be; the register stands alone in its own."""
    next_format.write_text(NEXT.format(then=""))
    folder = house_path.parent / "backups" / "follow-up"
    before = _dump(house_path)
    open_register(house_path, now=clock, by="A. Serik", backups=folder).close()
    assert _files(house_path.parent) == ["backups", house_path.name]
    (copy,) = folder.iterdir()
    assert _dump(copy) == before


@pytest.mark.parametrize(("then", "error"), [(RAISES, ZeroDivisionError), (BREAKS, BugError)])
def test_an_upgrade_that_fails_changes_nothing(
    house_path: Path, clock: Clock, next_format: Path, then: str, error: type[Exception]
) -> None:
    """Its rows are as they were, the backup is there, and the next attempt may succeed."""
    next_format.write_text(NEXT.format(then=then))
    before = house_path.read_bytes()
    with pytest.raises(error):
        open_register(house_path, now=clock, by="A. Serik")
    assert house_path.read_bytes() == before
    assert len(_files(house_path.parent)) == 2
    next_format.write_text(NEXT.format(then=""))
    with open_register(house_path, now=clock, by="A. Serik") as store:
        assert facts(store)["visit"]


def test_an_older_register_is_not_upgraded_for_reading(house_path: Path, clock: Clock, next_format: Path) -> None:
    """Who only reads must not find the file changed."""
    before = house_path.read_bytes()
    with pytest.raises(RegisterOlder, match="older format"):
        open_register(house_path, now=clock, by="A. Serik", writing=False)
    assert house_path.read_bytes() == before
    assert _files(house_path.parent) == [house_path.name]
