"""From an older register file to the format this program writes; tables are written out, never imported."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db import engine, errors


def upgrade_file(path: Path) -> None:
    """Bring a register, or an empty file, to the newest format: complete, or it stays as it was.

    Raises a RegisterError where the world is at fault. Whoever calls it holds the register's lock.
    """
    writer = engine.connect(path, mode="rw")
    try:
        engine.leave_references(writer)
        with writer.execution_options(writing=True).begin() as connection:
            upgrade(connection)
            if broken := set(engine.check_references(connection)):
                raise errors.BugError(f"the upgrade leaves references to missing rows in {sorted(broken)}")
    except DBAPIError as error:
        raise engine.known(path, error) or error from error
    finally:
        writer.dispose()


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest format inside the transaction that `connection` is in, and mark the file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    engine.make_ours(connection)
