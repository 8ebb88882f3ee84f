"""Registers as bundles: whole ones, and of drafts, in which tests say in a few lines what all records hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.bundle import BeginWith
from db.drafts import draft_of
from db.exchange import bundle
from db.exchange.bundle import Lines
from db.queries import bundle as queries
from db.queries.settings import our_side
from db.records.bundle import DRAFTS, Bundle, Entry
from db.store import Store, create_register, open_register
from db.tables.base import Record
from tests.store.house import Clock


def everything(reader: Session, title: str) -> Bundle:
    """Every record that is written from a draft, hidden ones marked, in the order in which they were added."""
    uids: dict[int, str] = dict(reader.execute(select(Record.id, Record.uid)).all())
    rows = reader.scalars(select(Record).where(Record.kind.in_(DRAFTS)).order_by(Record.id))
    ours = our_side(reader)
    entries = tuple(
        Entry(
            uid=row.uid,
            kind=row.kind,
            hidden=row.hidden,
            draft=draft_of(row).model_dump(mode="json", context={"uids": uids}, exclude_defaults=True),
        )
        for row in rows
    )
    return Bundle(title=title, our_side=uids.get(ours) if ours else None, records=entries)


def write(bundle: Bundle) -> str:
    """The text of a bundle of drafts, as the starter stands in its file."""
    return bundle.model_dump_json(indent=2) + "\n"


def exported(register: Path, to: Path) -> bytes:
    """A register written out."""
    with open_register(register, now=Clock(), by="A. Serik", writing=False) as store, store.read() as reader:
        to.write_bytes(b"".join(bundle.write(queries.head(reader, "All"), queries.everything(reader))))
    return to.read_bytes()


def imported(file: Path, register: Path, heard: Callable[[float], object] = float) -> Path:
    """A new register of what was written out."""
    found = bundle.opened(file)
    assert isinstance(found, Lines)
    create_register(register, now=Clock(), by="B. Aliyev", first=BeginWith(found, heard))
    return register


def opened_again(register: Path) -> Store:
    """A register to look at."""
    return open_register(register, now=Clock(), by="A. Serik", writing=False)
