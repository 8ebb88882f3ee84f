"""What must be in the file of a register beside true facts: its tables, columns and indexes, and the bytes it keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.orm import Session

from db.tables.base import Base
from db.tables.briefings import Briefing
from db.tables.sources import Attachment, Blob

_AT_ONCE = 20


def missing_parts(connection: Connection) -> tuple[str, ...]:
    """What this format has and the file has not: a table or an index by its name, a column as "table.column"."""
    found = inspect(connection)
    there = set(found.get_table_names())
    return tuple(
        part
        for table in Base.metadata.sorted_tables
        for part in (_missing_of(found, table) if table.name in there else [table.name])
    )


def _missing_of(found: Inspector, table: Table) -> Iterator[str]:
    columns = {each["name"] for each in found.get_columns(table.name)}
    yield from (f"{table.name}.{column.name}" for column in table.columns if column.name not in columns)
    indexes = {(tuple(each["column_names"]), bool(each["unique"])) for each in found.get_indexes(table.name)}
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        if (tuple(index.columns.keys()), bool(index.unique)) not in indexes:
            yield str(index.name)


def is_needed(part: str) -> bool:
    """Whether nothing can be read without a part: a table or a column, not an index."""
    return part.partition(".")[0] in Base.metadata.tables


def spoilt_files(reader: Session) -> tuple[int, ...]:
    """The attachments and kept sheets whose bytes are gone, or are not those that were kept."""
    kept = select(Attachment.id, Attachment.sha256).union_all(select(Briefing.id, Briefing.sha256))
    by_sum: dict[str, list[int]] = {}
    for record, sha256 in reader.execute(kept):
        by_sum.setdefault(sha256, []).append(record)
    sums = sorted(by_sum)
    whole: set[str] = set()
    for start in range(0, len(sums), _AT_ONCE):  # files may be large: some at a time
        blobs = select(Blob.sha256, Blob.content).where(Blob.sha256.in_(sums[start : start + _AT_ONCE]))
        for sha256, content in reader.execute(blobs):
            if _sum(content) == sha256:
                whole.add(sha256)
    return tuple(sorted(record for each, records in by_sum.items() if each not in whole for record in records))


def _sum(content: object) -> str:
    """The sha256 of kept bytes; of what is stored as something else there is none."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else ""
