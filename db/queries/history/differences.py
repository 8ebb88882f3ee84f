"""What somebody typed into a form beside what others stored since it was opened, field by field, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from db.drafts import named_by
from db.queries.history import names_of, words
from db.queries.history.turns import fields
from db.records.base import Draft
from db.records.history import Difference


def differences(
    reader: Session, before: Draft, theirs: Draft, yours: Draft, asked: Collection[str]
) -> tuple[Difference, ...]:
    """The fields that a form asks for in which `theirs` and `yours` differ; `before` is what both began with."""
    shape = type(theirs)
    differing = [each for each in fields(shape) if each in asked and getattr(theirs, each) != getattr(yours, each)]
    stands = (before, theirs, yours)
    named = {n for field in differing for draft in stands for n in named_by(shape, field, getattr(draft, field))}
    names = names_of(reader, named)

    def told() -> Iterator[Difference]:
        for field in differing:
            was, stored, typed = (getattr(draft, field) for draft in stands)
            one, other, third = (words.lines(shape, field, each, names) for each in (was, stored, typed))
            if len(other) == len(third) == 1:
                other, third = ((each,) for each in words.about_the_difference(other[0], third[0]))
            yield Difference(
                field=field,
                before=tuple(map(words.shortened, one)),
                theirs=tuple(map(words.shortened, other)),
                yours=tuple(map(words.shortened, third)),
                they_changed=stored != was,
                you_changed=typed != was,
            )

    return tuple(told())
