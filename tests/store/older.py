"""A register as an older program left it: what later formats brought is taken away again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.engine import SCHEMA_VERSION

_TERMS = ("term_ends", "term_stops", "renews_months", "renews_days")
_PERIOD = ("words", "edtf", "anchor", "earliest", "latest")

_ORDER = """
DROP INDEX ix_record_kind_hidden_sorts_as_id;
DROP INDEX ix_line_kind_shelf_sorts_as_record_id;
DROP INDEX ix_line_kind_sorts_as_record_id;
ALTER TABLE record DROP COLUMN sorts_as;
ALTER TABLE line DROP COLUMN sorts_as;
DROP TABLE search;
ALTER TABLE search_text DROP COLUMN runs;
CREATE VIRTUAL TABLE search USING fts5(title, body, content='search_text', content_rowid='record_id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
INSERT INTO search(search) VALUES ('rebuild');
CREATE INDEX ix_record_kind_hidden_title_id ON record (kind, hidden, title, id);
CREATE INDEX ix_line_kind_shelf_title_record_id ON line (kind, shelf, title, record_id);
CREATE INDEX ix_line_kind_title_record_id ON line (kind, title, record_id);
"""

_CHAIN = """
ALTER TABLE change DROP COLUMN author;
ALTER TABLE change DROP COLUMN said;
ALTER TABLE change DROP COLUMN salt;
ALTER TABLE change DROP COLUMN digest;
ALTER TABLE change DROP COLUMN seal;
ALTER TABLE change_row DROP COLUMN salt;
ALTER TABLE change_row DROP COLUMN digest;
DELETE FROM sqlite_sequence WHERE name = 'record';
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, ' AUTOINCREMENT', '') WHERE type = 'table' AND name = 'record';
PRAGMA writable_schema = RESET;
"""

_ENDED = "".join(
    f"DROP INDEX ix_action_{stem}_ended_by; DROP INDEX ix_action_{due}_latest_id;"
    + "".join(f"ALTER TABLE action DROP COLUMN {stem}_ended{part};" for part in ("", "_on", "_by", "_why"))
    for stem, due in (("step", "next_due"), ("reply", "reply_by"))
)

_REMINDERS = "DROP TABLE record_date;" + "".join(
    f"ALTER TABLE {table} DROP COLUMN {name};"
    for table, names in {
        "reminder": ("offset_months", "repeat_months", "stop_before_close", "known", "on_answer", "set_on"),
        "occurrence": ("snoozed_until_time", "answer_since"),
        "commitment": ("report_every", "report_unit"),
        "agreement": ("report_every", "report_unit"),
        "action": ("our_reference", "their_reference"),
    }.items()
    for name in names
)

_KNOWN = (
    "DROP INDEX ix_party_under; ALTER TABLE party DROP COLUMN under; ALTER TABLE agreement DROP COLUMN short_title;"
    + "".join(f"ALTER TABLE party DROP COLUMN established_{part};" for part in _PERIOD)
)

_BROUGHT = {
    14: "",
    13: _KNOWN,
    12: _REMINDERS,
    11: _ENDED,
    10: "",
    9: _CHAIN,
    8: "ALTER TABLE term DROP COLUMN capacity;",
    7: _ORDER,
    6: "DROP TABLE point;",
    5: "ALTER TABLE invitation DROP COLUMN renews;",
    4: "DROP INDEX ix_agreement_term_ends_renews_months_renews_days_term_stops_id;"
    + "".join(f"ALTER TABLE agreement DROP COLUMN {name};" for name in _TERMS)
    + "CREATE INDEX ix_agreement_expires_latest_id ON agreement (expires_latest, id);",
    3: "".join(f"ALTER TABLE action DROP COLUMN proposed_{part};" for part in _PERIOD),
    2: "DROP TABLE line; DROP TABLE status_day; DROP INDEX ix_agreement_expires_latest_id;",
}
"""How each format is taken back, the newest first."""


def make_older(path: Path, version: int, also: str = "") -> None:
    """Turn the closed register at `path` into one of an older format; `also` is done to it then, as SQL. It must hold
    no record of a kind that format did not know."""
    assert max(_BROUGHT) == SCHEMA_VERSION, "A new format says here how it is taken back."
    back = "".join(script for brought, script in _BROUGHT.items() if brought > version)
    named = f"UPDATE alembic_version SET version_num = '{version:04}'; PRAGMA user_version = {version};"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{back}{also};{named}")
