"""The careful reading of the starter register's source, and which field of the register each of its fields became."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from db.vocabulary import Kind
from tests.conftest import CORPUS

Given = dict[Any, Any]

# Where the reading and the register list the same things, in the same order.
SECTIONS = {
    "countries": Kind.PARTY,
    "persons": Kind.PERSON,
    "offices": Kind.OFFICE,
    "visits": Kind.VISIT,
    "invitations": Kind.INVITATION,
    "agreements": Kind.AGREEMENT,
    "areas": Kind.AREA,
    "anniversaries": Kind.ANNIVERSARY,
    "gaps": Kind.QUESTION,
}
PROMISES = ("undertakings", "planned_follow_up", "statements_of_intent")

# The field of the register that a field of the reading became; {n} is the place of a talk in its visit.
FIELDS = {
    "source": {"url": "address"},
    "countries": {"": "title", "metonym": "aliases"},
    "persons": {"": "title"},
    "offices": {"": "title", "since": "terms.0.period", "rank_how": "rank"},
    "visits": {
        "host_person": "host", "known_day": "dates", "delegation": "delegates", "status_today": "stage",
        "return_visit_of": "return_of", "invited_by": "by_person", "status": "stage",
    },
    "talks": {
        "": "talks.{n}.format", "place": "talks.{n}.place", "topics": "talks.{n}.topics",
        "delegations": "talks.{n}.delegations",
    },
    "invitations": {"quote_at": "visit"},
    "agreements": {
        "": "title", "signed_on": "steps.0.done_on", "signed_by": "steps.0.by", "signed_at": "steps.0.place",
        "stage": "steps.0.kind",
    },
    "undertakings": {"by": "owes", "to": "owed", "quote_at": "title"},
    "planned_follow_up": {"": "title", "by_how": "owes"},
    "statements_of_intent": {"": "title"},
    "areas": {"": "title"},
    "anniversaries": {"established_year": "first"},
}  # fmt: skip

# What is computed from the facts and so stands in no register.
COMPUTED = {("anniversaries", "next_round")}

# What the reading says of one record and the register of another.
ELSEWHERE = {
    ("OF1", "since"): "P1",
    ("OF2", "since"): "P2",
    ("V2", "invited_by"): "INV1",
    ("V2", "window"): "INV1",
    ("T1", ""): "V1",
    ("T2", ""): "V1",
}


@cache
def seed() -> str:
    """The text of the source."""
    return (CORPUS / "data" / "seed.txt").read_bytes().decode()


@cache
def reading() -> dict[str, Any]:
    """What a careful reader found in it."""
    found: dict[str, Any] = yaml.safe_load((CORPUS / "data" / "seed_records.yaml").read_text(encoding="utf-8"))
    return found


def declared() -> Iterator[tuple[str, str, str, Given]]:
    """Every field the reading declares: its section, record, name there, and what it says of it."""
    for key, said in reading()["source"].items():
        if isinstance(said, dict):
            yield "source", "SRC1", key, said
    for section in [*SECTIONS, *PROMISES, "talks"]:
        for entry in reading()[section]:
            for key, said in _fields(entry):
                if (section, key) not in COMPUTED:
                    yield section, entry["id"], key, said


def _fields(entry: Given) -> Iterator[tuple[str, Given]]:
    if "at" in entry:
        yield "", entry
    for key, said in entry.items():
        if isinstance(said, dict) and not said.keys().isdisjoint({"how", "at"}):
            yield key, said
        elif key == "purpose":
            yield from (("purpose", each) for each in said)
        elif str(key).endswith("_how"):
            yield key, {"how": said}
        elif key == "quote_at":
            yield key, {"at": said}


def place(section: str, name: str, key: str) -> tuple[str, str]:
    """The record and field of the register that a field of the reading became."""
    field = FIELDS[section].get(key, key)
    if section == "talks":
        return "V1", field.format(n=int(name[1:]) - 1)
    return ELSEWHERE.get((name, key), name), field


def weakest(said: Given) -> str | None:
    """A stated day of an inferred year is inferred."""
    how: str | None = said.get("year_how") or said.get("how")
    return how
