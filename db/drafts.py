"""A record as it was written: the draft that would write it again, for editing and for export."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from pydantic import BaseModel

from db.errors import BugError
from db.records.base import CitationDraft, Draft, NameIn, Ref
from db.rules.periods import Period, Precision
from db.rules.sources import cited_field, recorded
from db.rules.visits import EXACT
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.vocabulary import How, Kind, PartyRole

_LINKS = {
    "areas": ("area_links", "area_id"),
    "parties": ("party_links", "party_id"),
    "links": ("record_links", "record_id"),
    "repeated": ("repeat_links", "period"),
}


def draft_of(row: Record) -> Draft:
    """The draft of any record that a bundle carries."""
    from db.records.bundle import DRAFTS

    shape = DRAFTS[row.kind]
    return shape.model_construct(**{field: _value(row, field) for field in shape.model_fields})


# Other names under which a source is silent on a fact that has a field. The first two want its days, the third its day.
_ENDS = {"starts_on": "dates", "ends_on": "dates"}
_ALSO = {"month_and_day": "first", "known_day": "dates", "status": "stage", "delegations": "participants"}


class Held(NamedTuple):
    """What a draft holds of the fact that a citation speaks for: in which field of which shape, and the value."""

    shape: type[BaseModel]
    name: str
    value: Any


def held(draft: BaseModel, field: str) -> Held | None:
    """What a draft holds of the fact that the field of a citation names: "legal_character", "steps.2.done_on"; None
    where it has no such field, or no longer such a row."""
    about = cited_field(field)
    if about.row is None:
        name = _ENDS.get(about.name) or _ALSO.get(about.name, about.name)
        return Held(type(draft), name, getattr(draft, name)) if name in type(draft).model_fields else None
    rows = getattr(draft, about.name, ())
    if about.row >= len(rows):
        return None
    if not about.inner:
        return Held(type(draft), about.name, rows[about.row])
    return held(rows[about.row], about.inner) if isinstance(rows[about.row], BaseModel) else None


def says(draft: BaseModel, field: str) -> bool:
    """Whether a draft holds the fact that the field of a citation names."""
    about, found = cited_field(field), held(draft, field)
    if found is None:
        return False
    if about.row is not None:
        row = getattr(draft, about.name)[about.row]
        return not about.inner or says(row, about.inner)
    if about.name in _ENDS:
        return _has_ends(draft, _ENDS[about.name])
    if about.name == "month_and_day":
        return isinstance(found.value, Period) and found.value.precision in EXACT
    return recorded(found.value, found.shape.model_fields[found.name].get_default(call_default_factory=True))


def _has_ends(draft: BaseModel, name: str) -> bool:
    """Whether the first and the last day of something are recorded: its days are, or one day that no source names. A
    source that names one day may well be silent on when it began and ended."""
    dates = getattr(draft, name, None)
    if not isinstance(dates, Period) or dates.precision is not Precision.DAY:
        return isinstance(dates, Period) and dates.precision is Precision.DAYS
    return not any(each.field == name and each.how is not How.UNKNOWN for each in getattr(draft, "citations", ()))


def references(draft: BaseModel) -> Iterator[int]:
    """The records that a draft names, itself or in the rows that hang on it."""
    for field in type(draft).model_fields:
        yield from named_by(type(draft), field, getattr(draft, field))


def named_by(shape: type[BaseModel], field: str, value: Any) -> Iterator[int]:
    """The records that one field of a draft names."""
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, BaseModel):
            yield from references(each)
        elif each is not None and names_records(shape, field):
            yield each


@cache
def names_records(shape: type[BaseModel], field: str) -> bool:
    """Whether the numbers in a field of a draft are those of records."""
    return _has_ref(get_type_hints(shape, include_extras=True)[field])


def _has_ref(hint: Any) -> bool:
    return bool(hint == Ref) or any(_has_ref(each) for each in get_args(hint))


def _value(row: Any, field: str) -> Any:
    child = _children().get(field)
    if child is not None:
        return tuple(_child(each, child) for each in getattr(row, field))
    if field in _LINKS:
        rows, key = _LINKS[field]
        return tuple(getattr(each, key) for each in getattr(row, rows))
    if field in ("owes", "owed"):
        return _holders(row, PartyRole(field))
    return getattr(row, _column(row.kind, field))


@cache
def _children() -> dict[str, type[BaseModel]]:
    """What the rows that hang on a record are written as, by the field of the draft they stand in."""
    from db.records.agreements import StepDraft
    from db.records.people import TermDraft
    from db.records.visits import DelegateDraft, TalkDraft

    return {
        "citations": CitationDraft,
        "aliases": NameIn,
        "titles": NameIn,
        "terms": TermDraft,
        "talks": TalkDraft,
        "delegates": DelegateDraft,
        "steps": StepDraft,
    }


def _column(kind: Kind, field: str) -> str:
    if field != "kind":
        return field
    return "on_kind" if kind is Kind.REMINDER else f"{kind.value}_kind"


def _child(row: Any, shape: type[BaseModel]) -> BaseModel:
    return shape.model_construct(**{field: getattr(row, field) for field in shape.model_fields})


def _holders(row: Record, role: PartyRole) -> tuple[int, ...]:
    if not isinstance(row, Commitment):
        raise BugError("only a commitment has parties that owe")
    return tuple(link.holder_id for link in row.party_links if link.role is role)
