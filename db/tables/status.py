"""The computed status of a record over time, kept beside its facts so that tables can be filtered and sorted by it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import DERIVED

TURNS = 5
"""How many turning days are kept; a record with more keeps the latest."""


class Spans:
    """Status `status_0` holds at first, `status_n` from the day `from_n` on; written only from `db.rules.spans`."""

    status_0: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_1: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_1: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_2: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_2: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_3: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_3: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_4: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_4: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
    from_5: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    status_5: Mapped[str | None] = mapped_column(String(40), info=DERIVED)
