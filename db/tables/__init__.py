"""The SQLAlchemy mapped classes; nobody outside `db` imports them."""

from db.tables import (
    actions,
    agreements,
    base,
    briefings,
    commitments,
    history,
    parties,
    people,
    points,
    reminders,
    search,
    settings,
    sources,
    visits,
)

__all__ = [
    "actions",
    "agreements",
    "base",
    "briefings",
    "commitments",
    "history",
    "parties",
    "people",
    "points",
    "reminders",
    "search",
    "settings",
    "sources",
    "visits",
]
