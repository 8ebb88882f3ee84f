"""Next steps and expected replies that are open, and what an entry of the log says it closes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.records.base import Link, Period, Ref, Shape
from db.vocabulary import DateField, Ending
from db.words import _


class Pending(Shape):
    """A next step that nobody did yet, or a reply that did not come yet."""

    entry: int
    """The entry of the log that names it."""
    field: DateField
    """NEXT_STEP or REPLY_BY."""
    step: str
    """The words of the step; a step may have none, and a reply has none."""
    text: str
    """What was done then."""
    due: Period | None
    asked_on: date
    records: tuple[Link, ...]
    """What the entry is about, but for what lies in the Trash."""

    @property
    def record(self) -> Link:
        """The first record it is about: where it is opened and logged."""
        return self.records[0]

    @property
    def what(self) -> str:
        """What there is to do, or what a reply is expected to. Of a step without words only what was done before it is
        known, and that is not what there is to do."""
        if self.step or self.field is DateField.REPLY_BY:
            return self.step or self.text
        return _("Next step after: {text}").format(text=self.text)

    def said(self) -> str:
        """What is open and when it is due: "Call again, 4 Dec 2026"."""
        when = self.due.display() if self.due is not None else ""
        if self.field is DateField.REPLY_BY and not when:
            return _("Reply awaited: {what}").format(what=self.what)
        if self.field is DateField.REPLY_BY:
            return _("Reply by {when}: {what}").format(when=when, what=self.what)
        return _("{what}, {when}").format(what=self.what, when=when) if when else self.what


class Ends(Shape):
    """What an entry of the log closes, by the entries that named it."""

    does: tuple[Ref, ...] = ()
    """Whose next steps were done with it."""
    replaces: tuple[Ref, ...] = ()
    """Whose next steps are replaced by what is to be done now."""
    answers: tuple[Ref, ...] = ()
    """Whose replies have come with it, whatever way it went."""

    def each(self) -> Iterator[tuple[str, int, DateField, Ending]]:
        """The field it stands in, the entry, what of it is closed, and how."""
        for name, (field, how) in _ENDS.items():
            for entry in getattr(self, name):
                yield name, entry, field, how


_ENDS = {
    "does": (DateField.NEXT_STEP, Ending.DONE),
    "replaces": (DateField.NEXT_STEP, Ending.REPLACED),
    "answers": (DateField.REPLY_BY, Ending.ANSWERED),
}

NOTHING = Ends()
