"""Saying on which days a ministry works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db import working_days
from db.commands.base import Done, setting
from db.errors import FieldError
from db.rules.edtf import day_with_weekday
from db.rules.text import on_one_line
from db.tables.settings import DAYS_OFF, WORKING_COUNTRY
from db.words import _, told


@dataclass(frozen=True, slots=True)
class ChooseWorkingCountry:
    """Say whose weekend and public holidays count, by a code of ISO 3166-1 alpha-2; "-" for none, Monday to Friday."""

    code: str

    def apply(self, session: Session) -> Done:
        if self.code != working_days.NOWHERE and self.code not in working_days.supported():
            raise FieldError("country", _("No public holidays are known of “{code}”.").format(code=self.code))
        setting(session, WORKING_COUNTRY).value = self.code
        if self.code == working_days.NOWHERE:
            return Done(told("Working days are Monday to Friday now"))
        return Done(told("Working days are those of {country} now", country=self.code))


@dataclass(frozen=True, slots=True)
class MarkDay:
    """Say that a day is off in a country, and why, or that it is worked."""

    code: str
    day: date
    off: bool
    name: str = ""

    def apply(self, session: Session) -> Done:
        name = on_one_line(self.name)
        if self.off and not name:
            raise FieldError("name", _("Say what day it is."))
        before = working_days.marked(session, self.code)
        added = {day: each for day, each in before.added.items() if day != self.day}
        struck = set(before.struck) - {self.day}
        public = self.day not in working_days.of(session, self.code)
        if self.off and (not public or self.day in before.added):
            added[self.day] = name
        elif not self.off and self.day not in before.added:
            struck.add(self.day)
        marked = before.model_copy(update={"added": dict(sorted(added.items())), "struck": tuple(sorted(struck))})
        setting(session, f"{DAYS_OFF}{self.code}").value = marked.model_dump(mode="json")
        day = day_with_weekday(self.day)
        return Done(
            told("Day off: {day}, {name}", day=day, name=name) if self.off else told("Working day: {day}", day=day)
        )
