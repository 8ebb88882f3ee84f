"""What somebody damaged by hand is named by `check`, each by what it is, and nothing ends in a traceback."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.check import Report
from db.store import open_register
from tests.store.house import Clock

# What is done to the closed file, and the part of the report that must tell of it.
DAMAGE: dict[str, tuple[str, str]] = {
    "a title": ("UPDATE record SET title = 'Another' WHERE kind = 'visit'", "journal"),
    "a note": ("UPDATE record SET notes = 'x' WHERE id = (SELECT max(id) FROM record)", "journal"),
    "a marking": ("UPDATE record SET marking = 'restricted' WHERE id = 1", "journal"),
    "a marking that is none": ("UPDATE record SET marking = 'secret' WHERE id = 1", "unreadable"),
    "hidden": ("UPDATE record SET hidden = 1 WHERE kind = 'commitment'", "journal"),
    "a uid": ("UPDATE record SET uid = '0190a7c4-0000-7000-8000-000000000001' WHERE id = 1", "journal"),
    "a due date": ("UPDATE commitment SET due_latest = '2031-01-01'", "journal"),
    "progress": ("UPDATE commitment SET progress = 'done'", "journal"),
    "a stage": ("UPDATE visit SET stage = 'cancelled'", "journal"),
    "a step": ("UPDATE step SET state = 'done'", "journal"),
    "an answer": ("UPDATE invitation SET reply = 'declined'", "journal"),
    "who owes": ("DELETE FROM commitment_party", "journal"),
    "a citation": ("UPDATE citation SET why = 'because'", "journal"),
    "a quotation": ("UPDATE quotation SET words = words || '!'", "journal"),
    "a source": ("UPDATE source SET text = 'shorter'", "journal"),
    "a setting": ("UPDATE setting SET value = '3'", "journal"),
    "an occurrence": (
        "INSERT INTO occurrence (rule, record_id, computed_from, n, handled, why)"
        " VALUES (1, 1, '2026-01-01', 0, 'done', '')",
        "journal",
    ),
    "a row added": ("INSERT INTO record_area (record_id, area_id) SELECT 1, id FROM area LIMIT 1", "journal"),
    "a record of nobody": (
        "INSERT INTO record (uid, kind, title, notes, marking, hidden, created, version, sorts_as)"
        " VALUES ('0190a7c4-0000-7000-8000-000000000009', 'area', 'X', '', 'none', 0, 1, 1, x'')",
        "journal",
    ),
    "a reference": ("PRAGMA foreign_keys = OFF; UPDATE invitation SET visit = 9999", "references"),
    "a record gone": ("PRAGMA foreign_keys = OFF; DELETE FROM record WHERE kind = 'person'", "references"),
    "a child gone": ("DELETE FROM agreement_party", "journal"),
    "who did it": ("UPDATE change SET by = 'Somebody' WHERE id = 2", "chain"),
    "what was done": ("UPDATE change SET label = 'Nothing' WHERE id = 2", "chain"),
    "an image": ("UPDATE change_row SET after = json_set(after, '$.x', 1) WHERE change_id = 2", "chain"),
    "a change gone": (
        "PRAGMA foreign_keys = OFF; DELETE FROM change_row WHERE change_id = 3; DELETE FROM change WHERE id = 3",
        "chain",
    ),
    "a status": ("UPDATE commitment SET status_0 = 'fulfilled'", "derived"),
    "the day of a turn": ("UPDATE commitment SET from_1 = '2050-01-01'", "derived"),
    "the last action": ("UPDATE record SET last_action = '2001-01-01' WHERE kind = 'visit'", "derived"),
    "an order": ("UPDATE record SET sorts_as = x'00' WHERE kind = 'visit'", "derived"),
    "a term": ("UPDATE agreement SET term_ends = '1999-01-01'", "derived"),
    "a line": ("UPDATE line SET rank = 99", "derived"),
    "a line gone": ("DELETE FROM line", "derived"),
    "a party of it": ("DELETE FROM concern", "derived"),
    "words for search": ("UPDATE search_text SET body = 'x' WHERE record_id = 1", "derived"),
    "words in the index": ("INSERT INTO search(rowid, title, body, runs) VALUES (9999, 'a', 'b', 'c')", "search"),
    "the index empty": ("INSERT INTO search(search) VALUES ('delete-all')", "search"),
    "a kept sheet": ("UPDATE blob SET content = x'00'", "files"),
    "bytes gone": ("PRAGMA foreign_keys = OFF; DELETE FROM blob", "files"),
    "bytes as text": ("UPDATE blob SET content = 'text'", "files"),
    "a sum": ("UPDATE attachment SET sha256 = 'x'", "files"),
    "an index": ("DROP INDEX ix_record_kind_hidden_sorts_as_id", "parts"),
    "another index of that name": (
        "DROP INDEX ix_record_kind_hidden_sorts_as_id;CREATE INDEX ix_record_kind_hidden_sorts_as_id ON record (title)",
        "parts",
    ),
    "a table": ("PRAGMA foreign_keys = OFF; DROP TABLE agreement_title", "parts"),
    "a column": ("ALTER TABLE occurrence DROP COLUMN why", "parts"),
    "a title in bytes": ("UPDATE record SET title = x'ff' WHERE kind = 'area'", "unreadable"),
    "a word that is none": ("UPDATE commitment SET progress = 'nonsense'", "unreadable"),
    "a day that is none": ("UPDATE visit SET dates_latest = '2026-02-31' WHERE dates_latest IS NOT NULL", "unreadable"),
    "an image in bytes": ("UPDATE change_row SET after = x'ff' WHERE change_id = 2", "unreadable"),
}


@pytest.mark.parametrize("fault", DAMAGE)
@pytest.mark.sampled(6)
def test_it_is_named(house_path: Path, clock: Clock, fault: str) -> None:
    """By the part of the report that is about such things; reading does not change the file."""
    script, part = DAMAGE[fault]
    with closing(sqlite3.connect(house_path)) as connection:
        changed = connection.total_changes
        connection.executescript(script)
        assert connection.total_changes > changed or "DROP" in script or "delete-all" in script, "the fault is there"
    before = house_path.read_bytes()
    with open_register(house_path, now=clock, by="A", writing=False) as store:
        report = store.check()
    assert not report.sound
    assert _told(report, part), report
    assert house_path.read_bytes() == before


def _told(report: Report, part: str) -> bool:
    if part == "search":
        return not report.search
    if part == "unreadable":
        return bool(report.unreadable.values)
    return bool(getattr(report, part))
