"""The choices that belong to a register."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base

OUR_SIDE = "our_side"
"""The party that is "we"; none at first."""

COUNTRIES = "countries"
"""The uids of parties in the order in which somebody wants to see them; those it does not name come after."""

LETTERHEAD = "letterhead"
"""What stands on top of every sheet."""

VIEW = "view:"
"""The names of saved views begin like this; the kind of record and a number of its own follow."""

RETIRED = "retired:"
"""The lists of names that are offered no longer begin like this; "officer" or "unit" follows."""


RULES_OFF = "rules_off"
"""The numbers of the rules of reminders that are switched off."""

WORKING_COUNTRY = "working_country"
"""The country whose weekend and public holidays count; that of our side where none was chosen."""

DAYS_OFF = "days_off:"
"""What was said about the days of a country stands under this and its code."""


class Setting(Base):
    """A choice that belongs to the register, e.g. which side is ours."""

    __tablename__ = "setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
